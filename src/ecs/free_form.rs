//! The parts of a record that AWS leaves free-form.

use serde::{Serialize, Serializer};

use super::write::{Fields, Key, Leaf, Sink, key, write_string};
use crate::json::Raw;

/// How the parts of a record that AWS leaves free-form, such as CloudTrail's `requestParameters`, stand under `aws`.
///
/// Their keys are many thousands: an index that maps every key it meets bursts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FreeForm {
    /// As the JSON that they are.
    #[default]
    Raw,
    /// As JSON in a text, under `aws.<dataset>.flattened`.
    Text,
    /// Not at all.
    Omit,
}

/// Free-form parts, each with its name.
pub(crate) struct FreeParts<'r, const N: usize>(pub(crate) [(Key, &'r Option<Raw<'r>>); N]);

impl<const N: usize> FreeParts<'_, N> {
    /// Writes the parts that hold anything, as the sink is told to.
    pub(crate) fn write_to<S: Sink>(&self, sink: &mut S) {
        match sink.free_form() {
            FreeForm::Raw => self.present().for_each(|(key, part)| sink.leaf(key, part)),
            FreeForm::Text => sink.object(key!("flattened"), self),
            FreeForm::Omit => {}
        }
    }

    fn present(&self) -> impl Iterator<Item = (Key, &Raw<'_>)> {
        let parts = self.0.iter().filter_map(|(key, part)| Some((*key, part.as_ref()?)));
        parts.filter(|(_, part)| !part.is_nothing())
    }
}

/// The parts as texts.
impl<const N: usize> Fields for FreeParts<'_, N> {
    fn is_empty(&self) -> bool {
        self.present().next().is_none()
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        self.present().for_each(|(key, part)| sink.leaf(key, &JsonText(part)));
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
