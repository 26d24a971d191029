//! The parts of a record that AWS leaves free-form.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::{Fields, Key, Leaf, Object, Sink, key, write_string};
use crate::json::Raw;

/// The forms, a row each: the variant, and its name in command lines and configurations.
macro_rules! forms {
    ($($(#[$meta:meta])* $variant:ident = $name:literal,)+) => {
        /// How the parts of a record that AWS leaves free-form, such as CloudTrail's `requestParameters`, stand under `aws`.
        ///
        /// Their keys are many thousands: an index that maps every key it meets bursts, and one key holds a text here and an
        /// object there. Elastic's integration keeps each part as one text and as one `flattened` field, and its detection
        /// rules ask for both.
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
    /// As Elastic's integration has them: both [`Text`](Self::Text) and [`Flattened`](Self::Flattened).
    #[default]
    Elastic = "elastic",
    /// As a text under the part's name, the way a Java map prints itself: `{userName=Bob, tags=[{key=a, value=b}]}`.
    /// Nothing is quoted or escaped; what is null or empty is left out.
    Text = "text",
    /// As the JSON that they are, under `aws.<dataset>.flattened`, for an index where that is of the type `flattened` (of
    /// OpenSearch: `flat_object`). A part that such a field does not take, because it is no object or is nested more than
    /// 20 levels deep, is in an object there: `{"value": "its text"}`.
    Flattened = "flattened",
    /// As the JSON that they are, under the part's name: for data lakes, and for indexes where these names are of the type
    /// `flat_object` or not indexed.
    Raw = "raw",
    /// Not at all.
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

/// The error for a name that no [`FreeForm`] has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected one of {}, found {name:?}", FreeForm::ALL.iter().map(|form| form.as_str()).collect::<Vec<_>>().join(", "))]
pub struct UnknownFreeForm {
    name: Box<str>,
}

/// The deepest nesting that a flattened field of Elasticsearch takes, where its mapping does not say otherwise.
const DEEPEST_FLATTENED: usize = 20;

/// Free-form parts, each with its name; and what always stands beside them under `flattened`.
pub(crate) struct FreeParts<'r, F, const N: usize> {
    pub(crate) parts: [(Key, &'r Option<Raw<'r>>); N],
    pub(crate) flattened: F,
}

impl<F: Fields, const N: usize> FreeParts<'_, F, N> {
    /// Writes the parts that hold anything, as the sink is told to.
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

/// `flattened.*`: the parts, each with whether such a field takes it as it is.
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

/// Writes any JSON as an object, for a field whose keys are free and which is an object in each event.
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

/// What no flattened field takes, in an object: a list, and what is nested too deep, as a text.
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

/// Whether a flattened field takes the part.
fn fits(part: &Raw<'_>) -> bool {
    // What is short, or has few brackets, is not deep.
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
