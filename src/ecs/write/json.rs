//! Fields as JSON bytes, the fast way.

use super::{Key, Leaf, Sink};
use crate::ecs::free_form::FreeForm;
use crate::json::end_of_plain_text;

/// Writes an object's fields as JSON, between braces that its owner writes.
#[derive(Debug)]
pub(crate) struct JsonSink<'o> {
    out: &'o mut Vec<u8>,
    free_form: FreeForm,
}

impl<'o> JsonSink<'o> {
    pub(crate) fn new(out: &'o mut Vec<u8>, free_form: FreeForm) -> Self {
        JsonSink { out, free_form }
    }

    /// A comma, but not right behind the opening brace.
    fn separate(&mut self) {
        if self.out.last() != Some(&b'{') {
            self.out.push(b',');
        }
    }
}

impl Sink for JsonSink<'_> {
    fn leaf<L: Leaf + ?Sized>(&mut self, key: Key, value: &L) {
        self.separate();
        self.out.extend_from_slice(key.json.as_bytes());
        value.write_json(self.out);
    }

    fn named_leaf<L: Leaf + ?Sized>(&mut self, name: &str, value: &L) {
        self.separate();
        write_string(name, self.out);
        self.out.push(b':');
        value.write_json(self.out);
    }

    fn free_form(&self) -> FreeForm {
        self.free_form
    }
}

/// Appends text as a JSON string.
pub(crate) fn write_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    write_escaped(text.as_bytes(), out);
    out.push(b'"');
}
/// Copies what needs no escape as a whole: in nearly all strings, that is all of it.
fn write_escaped(mut text: &[u8], out: &mut Vec<u8>) {
    while let Some((plain, [special, rest @ ..])) = end_of_plain_text(text).and_then(|end| text.split_at_checked(end)) {
        out.extend_from_slice(plain);
        write_byte(*special, out);
        text = rest;
    }
    out.extend_from_slice(text);
}

fn write_byte(byte: u8, out: &mut Vec<u8>) {
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
