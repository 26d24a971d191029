//! The place of a value under `aws.<dataset>`: a name, or two names separated by a dot, such as `event.first_seen`.

use super::{AwsOptions, Fields, Leaf, Sink, write_nothing_with};
use crate::fast::is_equal;

/// The name of a value, and the name of the object around it, if any.
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

    /// The same if the place never holds text, because it is an object or its index type is not text. Otherwise the
    /// empty name.
    pub(crate) const fn typed<L: Leaf + ?Sized>(self) -> &'static str {
        if self.object.is_some() || !L::IS_KEYWORD { self.top() } else { "" }
    }

    /// The same for a value in one of the forms of [`crate::write`].
    pub(crate) const fn typed_as<'l, T: 'l, L: Leaf>(self, _: fn(&'l T) -> L) -> &'static str {
        self.typed::<L>()
    }

    /// Returns whether this is the first of the places in its object.
    pub(crate) const fn is_first_in_object(self, mut places: &[Option<Place>]) -> bool {
        while let [place, rest @ ..] = places {
            if let Some(place) = place
                && is_equal(place.top(), self.top())
            {
                return is_equal(place.name, self.name);
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

/// Values with places in the same objects under `aws`.
pub(crate) trait NestedFields {
    /// Writes each value of an object.
    fn write_nested<S: Sink>(&self, object: &str, sink: &mut S);
}

/// The values of the object with this name.
pub(crate) struct Nested<'l, T>(pub(crate) &'l T, pub(crate) &'static str);

impl<T: NestedFields> Fields for Nested<'_, T> {
    fn is_empty_with(&self, options: AwsOptions) -> bool {
        write_nothing_with(self, options)
    }

    // Inlined, so that names are compared at compile time.
    #[inline(always)]
    fn write<S: Sink>(&self, sink: &mut S) {
        self.0.write_nested(self.1, sink);
    }
}

/// Values that the rows of a table cannot place: those with `custom`, and those that combine several fields.
pub(crate) trait CustomFields {
    /// Their names under `aws.<dataset>`, except those in rows.
    const NAMES: &'static [&'static str] = &[];

    /// Writes each of them that is present.
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
