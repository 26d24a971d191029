//! The parts of a record that AWS leaves free-form.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::{Fields, Key, Leaf, Object, Sink, key};
use crate::fast::write_string;
use crate::json::Raw;

/// The forms, one per row: the variant, and its name in command lines and configurations.
macro_rules! forms {
    ($($(#[$meta:meta])* $variant:ident = $name:literal,)+) => {
        /// How to write the parts of a record that AWS leaves free-form, such as CloudTrail's `requestParameters`,
        /// under `aws`.
        ///
        /// They contain many thousands of different keys, and the same key may hold a text in one event and an object
        /// in another. An index that maps each key runs into its limits. Elastic's integration stores each part both
        /// as a text and as a `flattened` field, and its detection rules search both.
        ///
        /// ```
        /// use awslog::ecs::FreeForm;
        ///
        /// assert_eq!("flattened".parse(), Ok(FreeForm::Flattened));
        /// assert_eq!(FreeForm::default().to_string(), "elastic");
        /// ```
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum FreeForm {
            $($(#[$meta])* $variant,)+
        }

        impl FreeForm {
            /// Every form.
            pub const ALL: &'static [FreeForm] = &[$(FreeForm::$variant),+];

            /// The name in command lines and configurations.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(FreeForm::$variant => $name,)+
                }
            }
        }
    };
}

forms! {
    /// In the form of Elastic's integration: both [`Text`](Self::Text) and [`Flattened`](Self::Flattened).
    #[default]
    Elastic = "elastic",
    /// As text under the part's name, in the form in which Java prints a map: `{userName=Bob, tags=[{key=a,
    /// value=b}]}`. Nothing is quoted or escaped. Null and empty values are omitted.
    Text = "text",
    /// As JSON under `aws.<dataset>.flattened`, for an index in which that field has the type `flattened`
    /// (OpenSearch: `flat_object`). Such a field accepts objects of up to 20 levels only; any other part is in an
    /// object: `{"value": "its text"}`.
    Flattened = "flattened",
    /// As JSON under the part's name: for data lakes, and for indexes in which these names have the type
    /// `flat_object` or are not indexed.
    Raw = "raw",
    /// Omitted.
    Omit = "omit",
}

impl fmt::Display for FreeForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for FreeForm {
    type Err = UnknownFreeForm;

    fn from_str(name: &str) -> Result<Self, UnknownFreeForm> {
        Self::ALL
            .iter()
            .copied()
            .find(|form| form.as_str() == name)
            .ok_or_else(|| UnknownFreeForm { name: name.into() })
    }
}

/// The error for an unknown name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected one of {}, found {name:?}", FreeForm::ALL.iter().map(|form| form.as_str()).collect::<Vec<_>>().join(", "))]
pub struct UnknownFreeForm {
    name: Box<str>,
}

/// The maximum nesting in a flattened field of Elasticsearch, unless its mapping sets another.
const DEEPEST_FLATTENED: usize = 20;

/// Free-form parts with their names, and the values that are always in the same `flattened` object.
pub(crate) struct FreeParts<'r, F, const N: usize> {
    pub(crate) parts: [(Key, &'r Option<Raw<'r>>); N],
    pub(crate) flattened: F,
}

impl<F: Fields, const N: usize> FreeParts<'_, F, N> {
    /// Writes the parts that are not empty, in the form of the sink.
    pub(crate) fn write_to<S: Sink>(&self, sink: &mut S) {
        let mut flattened = Flattened { parts: [None; N], more: &self.flattened };
        match sink.options().free_form {
            FreeForm::Elastic => {
                for ((key, part), place) in self.present().zip(&mut flattened.parts) {
                    let written = sink.map_text(key, part);
                    let fits = written.depth <= DEEPEST_FLATTENED && !written.has_nul && is_object(part);
                    *place = fits.then_some((key, part, true));
                }
            }
            FreeForm::Text => self.present().for_each(|(key, part)| _ = sink.map_text(key, part)),
            FreeForm::Flattened => {
                for ((key, part), place) in self.present().zip(&mut flattened.parts) {
                    *place = Some((key, part, fits(part)));
                }
            }
            FreeForm::Raw => self.present().for_each(|(key, part)| sink.leaf(key, part)),
            FreeForm::Omit => {}
        }
        sink.object(key!("flattened"), &flattened);
    }

    fn present(&self) -> impl Iterator<Item = (Key, &Raw<'_>)> {
        let parts = self.parts.iter().filter_map(|(key, part)| Some((*key, part.as_ref()?)));
        parts.filter(|(_, part)| !part.is_nothing())
    }
}

/// `flattened.*`: the parts, each with whether a flattened field accepts it unchanged.
struct Flattened<'r, F, const N: usize> {
    parts: [Option<(Key, &'r Raw<'r>, bool)>; N],
    more: &'r F,
}

impl<F: Fields, const N: usize> Fields for Flattened<'_, F, N> {
    fn is_empty(&self) -> bool {
        self.parts.iter().all(Option::is_none) && self.more.is_empty()
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        for (key, part, fits) in self.parts.iter().flatten() {
            write_object_or_wrapped(sink, *key, part, *fits);
        }
        self.more.write(sink);
    }
}

/// Writes any JSON as an object, for a field that is an object with free keys in each event.
pub(crate) fn write_flattened<S: Sink>(sink: &mut S, key: Key, part: Option<&Raw<'_>>) {
    if let Some(part) = part.filter(|part| !part.is_nothing()) {
        write_object_or_wrapped(sink, key, part, fits(part));
    }
}

fn write_object_or_wrapped<S: Sink>(sink: &mut S, key: Key, part: &Raw<'_>, fits: bool) {
    if fits { sink.leaf(key, part) } else { sink.object(key, &Wrapped(part)) }
}

/// Any JSON as an object.
#[derive(Clone, Copy)]
pub(crate) struct AsObject<'r>(pub(crate) &'r Raw<'r>);

impl Serialize for AsObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if fits(self.0) { self.0.serialize(serializer) } else { Object::new(&Wrapped(self.0)).serialize(serializer) }
    }
}

impl Leaf for AsObject<'_> {
    fn is_nothing(&self) -> bool {
        self.0.is_nothing()
    }

    fn write_rest(&self, out: &mut Vec<u8>) {
        if fits(self.0) { self.0.write_rest(out) } else { Object::new(&Wrapped(self.0)).write_rest(out) }
    }
}

/// A value that a flattened field does not accept, in an object: a list, or, as text, a value that is nested too
/// deep.
struct Wrapped<'r>(&'r Raw<'r>);

impl Fields for Wrapped<'_> {
    fn write<S: Sink>(&self, sink: &mut S) {
        match self.0.as_str().as_bytes() {
            [b'{' | b'[', ..] => sink.leaf(key!("value"), &JsonText(self.0)),
            _ => sink.leaf(key!("value"), self.0),
        }
    }
}

/// JSON as a text.
struct JsonText<'r>(&'r Raw<'r>);

impl Serialize for JsonText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.tidied())
    }
}

impl Leaf for JsonText<'_> {
    const IS_TEXT: bool = true;

    fn write_rest(&self, out: &mut Vec<u8>) {
        write_string(&self.0.tidied(), out);
    }
}

fn is_object(part: &Raw<'_>) -> bool {
    part.as_str().starts_with('{')
}

/// Returns whether a flattened field accepts the part.
fn fits(part: &Raw<'_>) -> bool {
    // A part that is short, or has few brackets, cannot be nested deep.
    let json = part.as_str().as_bytes();
    let brackets = || json.iter().filter(|byte| matches!(byte, b'{' | b'[')).count();
    let is_flat = brackets() <= DEEPEST_FLATTENED && memchr::memmem::find(json, b"\\u0000").is_none();
    is_object(part) && (is_flat || fits_by_reading(part))
}

#[cold]
fn fits_by_reading(part: &Raw<'_>) -> bool {
    let read = super::map_text::write_map_text(part, &mut Vec::new());
    read.depth <= DEEPEST_FLATTENED && !read.has_nul
}
