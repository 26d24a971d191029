//! Where a value stands under `aws.<dataset>`: at a name, or at two with a dot between them, such as `event.first_seen`.

use super::{AwsOptions, Fields, Leaf, Sink, write_nothing_with};

/// The name of a value, and of the object that it stands in, if it is in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) object: Option<&'static str>,
    pub(crate) name: &'static str,
}

impl Place {
    /// Splits a path at its dot. A path may also be the name of a Rust field, such as `r#type`.
    pub(crate) const fn new(path: &'static str) -> Self {
        let (object, name) = match path.as_bytes() {
            [b'r', b'#', ..] => (None, path.split_at(2).1),
            bytes => match position_of_dot(bytes) {
                Some(dot) => (Some(path.split_at(dot).0), path.split_at(dot + 1).1),
                None => (None, path),
            },
        };
        Place { object, name }
    }

    /// The name under `aws.<dataset>` itself: that of the object, or of the value.
    pub(crate) const fn top(self) -> &'static str {
        match self.object {
            Some(object) => object,
            None => self.name,
        }
    }

    /// The same, if text never stands there: it is an object, or its value is not text in an index. Otherwise the empty name.
    pub(crate) const fn typed<L: Leaf + ?Sized>(self) -> &'static str {
        if self.object.is_some() || !L::IS_KEYWORD { self.top() } else { "" }
    }

    /// The same for a value in a form of [`crate::write`].
    pub(crate) const fn typed_as<'l, T: 'l, L: Leaf>(self, _: fn(&'l T) -> L) -> &'static str {
        self.typed::<L>()
    }

    /// Whether this is the first of the places in its object.
    pub(crate) const fn is_first_in_object(self, mut places: &[Option<Place>]) -> bool {
        while let [place, rest @ ..] = places {
            if let Some(place) = place
                && is_same(place.top(), self.top())
            {
                return is_same(place.name, self.name);
            }
            places = rest;
        }
        false
    }
}

const fn position_of_dot(bytes: &[u8]) -> Option<usize> {
    let mut rest = bytes;
    while let [byte, after @ ..] = rest {
        if *byte == b'.' {
            return Some(bytes.len() - rest.len());
        }
        rest = after;
    }
    None
}

const fn is_same(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    while let ([first, one_rest @ ..], [second, other_rest @ ..]) = (one, other) {
        if *first != *second {
            return false;
        }
        (one, other) = (one_rest, other_rest);
    }
    one.is_empty() && other.is_empty()
}

/// Values of which several stand in one object under `aws`.
pub(crate) trait NestedFields {
    /// Writes each value that stands in the object.
    fn write_nested<S: Sink>(&self, object: &str, sink: &mut S);
}

/// The values that stand in an object of this name.
pub(crate) struct Nested<'l, T>(pub(crate) &'l T, pub(crate) &'static str);

impl<T: NestedFields> Fields for Nested<'_, T> {
    fn is_empty_with(&self, options: AwsOptions) -> bool {
        write_nothing_with(self, options)
    }

    // Inlined, so that names are compared when this is compiled.
    #[inline(always)]
    fn write<S: Sink>(&self, sink: &mut S) {
        self.0.write_nested(self.1, sink);
    }
}

/// Values that the rows of a table cannot place: those with `custom`, and what is made of several.
pub(crate) trait CustomFields {
    /// The names that they have under `aws.<dataset>` and that are not those of rows.
    const NAMES: &'static [&'static str] = &[];

    /// Writes each of them that is there.
    fn write_custom<S: Sink>(&self, sink: &mut S);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_split_at_their_dot() {
        for (path, object, name) in [
            ("count", None, "count"),
            ("r#type", None, "type"),
            ("event.first_seen", Some("event"), "first_seen"),
            ("", None, ""),
        ] {
            assert_eq!(Place::new(path), Place { object, name }, "{path}");
        }
    }

    #[test]
    fn the_first_place_in_an_object() {
        let paths = ["instance.id", "image.id", "instance.type", "instances"];
        let places = paths.map(|path| Some(Place::new(path)));
        let is_first = paths.map(|path| Place::new(path).is_first_in_object(&places));
        assert_eq!(is_first, [true, true, false, true]);
    }
}
