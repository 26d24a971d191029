//! Writes fields as JSON bytes, directly.

use super::map_text::{MapText, write_map_text};
use super::{AwsOptions, Fields, Key, Leaf, Sink};
use crate::json::{Raw, end_of_plain_text, is_plain};
use crate::text::{Block, short_word};

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

/// Appends text as a JSON string without the opening quote.
pub(crate) fn write_string(text: &str, out: &mut Vec<u8>) {
    let text = text.as_bytes();
    if !write_short(text, out) {
        write_long(text, out);
    }
}

/// Appends a text of fewer than sixteen bytes and the closing quote, unless it needs an escape or more capacity. Most
/// texts are that short, and are written as one word without a call.
#[inline]
fn write_short(text: &[u8], out: &mut Vec<u8>) -> bool {
    let Some(word) = short_word(text) else {
        return false;
    };
    let bytes = word.to_le_bytes();
    let has_room = out.capacity() - out.len() >= bytes.len();
    if !has_room || Block::new(&bytes).special().trailing_zeros() < text.len() as u32 {
        return false;
    }
    let end = out.len() + text.len();
    out.extend_from_slice(&bytes);
    if let Some(behind) = out.get_mut(end) {
        *behind = b'"';
    }
    out.truncate(end + 1);
    true
}

/// Appends any text and the closing quote.
#[inline(never)]
fn write_long(text: &[u8], out: &mut Vec<u8>) {
    match (text.first_chunk::<16>(), text.last_chunk::<16>()) {
        _ if !is_plain(text) => write_escaped(text, out),
        (Some(first), Some(last)) if text.len() <= 32 => {
            let end = out.len() + text.len();
            out.extend_from_slice(first);
            out.truncate(end - last.len());
            out.extend_from_slice(last);
        }
        _ => out.extend_from_slice(text),
    }
    out.push(b'"');
}

/// Appends a constant text that needs no escapes as a JSON string without the opening quote.
#[inline]
pub(crate) fn write_plain(text: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}

/// Copies the parts between escapes.
#[cold]
fn write_escaped(mut text: &[u8], out: &mut Vec<u8>) {
    while let Some((plain, [special, rest @ ..])) = end_of_plain_text(text).and_then(|end| text.split_at_checked(end)) {
        out.extend_from_slice(plain);
        write_byte(*special, out);
        text = rest;
    }
    out.extend_from_slice(text);
}

/// Appends the escape of a byte.
pub(crate) fn write_byte(byte: u8, out: &mut Vec<u8>) {
    let short = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0C => b'f',
        0..0x20 => {
            let digit = |nibble: u8| if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 };
            return out.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
        }
        _ => return out.push(byte),
    };
    out.extend_from_slice(&[b'\\', short]);
}
