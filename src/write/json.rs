//! Writes fields as JSON bytes, directly.

use super::map_text::{MapText, write_map_text};
use super::{AwsOptions, Fields, Key, Leaf, Sink};
use crate::fast::write_string;
use crate::json::Raw;

/// Writes the fields of an object as JSON. Each begins with a comma, and [`close`] replaces the first comma with a
/// brace.
#[derive(Debug)]
pub(crate) struct JsonSink<'o> {
    out: &'o mut Vec<u8>,
    options: AwsOptions,
}

impl Sink for JsonSink<'_> {
    #[inline(always)]
    fn leaf<L: Leaf + ?Sized>(&mut self, key: Key, value: &L) {
        self.out.extend_from_slice(if L::IS_TEXT { key.before_text } else { key.json }.as_bytes());
        value.write_rest(self.out);
    }

    fn named_leaf<L: Leaf + ?Sized>(&mut self, name: &str, value: &L) {
        self.out.extend_from_slice(b",\"");
        write_string(name, self.out);
        self.out.push(b':');
        value.write_json(self.out);
    }

    fn options(&self) -> AwsOptions {
        self.options
    }

    fn rendered<F: Fields + ?Sized>(&mut self, key: Key, _fields: &F, json: &[u8]) {
        self.out.extend_from_slice(key.json.as_bytes());
        self.out.extend_from_slice(json);
    }

    fn map_text(&mut self, key: Key, part: &Raw<'_>) -> MapText {
        let before = self.out.len();
        self.out.extend_from_slice(key.before_text.as_bytes());
        let start = self.out.len();
        let written = write_map_text(part, self.out);
        if self.out.len() == start {
            self.out.truncate(before);
        } else {
            self.out.push(b'"');
        }
        written
    }

    /// Whether the object is empty is known after writing it, and not checked before.
    #[inline(always)]
    fn object<F: Fields + ?Sized>(&mut self, key: Key, fields: &F) {
        let before = self.out.len();
        self.out.extend_from_slice(key.json.as_bytes());
        let start = self.out.len();
        fields.write(&mut JsonSink { out: self.out, options: self.options.nested() });
        if self.out.len() == start {
            self.out.truncate(before);
        } else {
            close(self.out, start);
        }
    }
}

/// Writes fields as a JSON object.
pub(crate) fn write_object<F: Fields + ?Sized>(fields: &F, options: AwsOptions, out: &mut Vec<u8>) {
    let start = out.len();
    fields.write(&mut JsonSink { out, options });
    close(out, start);
}

/// Adds the braces around the fields that were written from `start` on.
#[inline]
fn close(out: &mut Vec<u8>, start: usize) {
    match out.get_mut(start) {
        Some(comma) => *comma = b'{',
        None => out.push(b'{'),
    }
    out.push(b'}');
}

/// Appends a constant text that needs no escapes as a JSON string without the opening quote.
#[inline]
pub(crate) fn write_plain(text: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}
