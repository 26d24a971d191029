//! Short texts are written as one word. Copying the parts between escapes made events of all formats 7 to 14 % slower.

use super::{Block, end_of_plain_text, is_plain, short_word};

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
