//! The input of a walker: text, the bytes that were not valid text, and the position in the whole input.

use std::borrow::Cow;

use crate::error::{ErrorKind, Found, Refusal};

/// The part of the input that is available.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Input<'t> {
    pub(crate) text: &'t str,
    pub(crate) damage: &'t [Damage],
    /// The position of the text's first byte in the whole input.
    pub(crate) base: usize,
    /// Whether this is the end of the input.
    pub(crate) is_last: bool,
    /// The maximum length of a record.
    pub(crate) limit: usize,
}

/// A position where the input is not UTF-8.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Damage {
    /// The position of its replacement in the text.
    pub(crate) at: usize,
    /// Its position in the whole input.
    pub(crate) original: usize,
    bytes: [u8; 3],
    length: u8,
}

impl Damage {
    pub(crate) fn new(at: usize, original: usize, invalid: &[u8]) -> Self {
        let mut bytes = [0; 3];
        bytes.iter_mut().zip(invalid).for_each(|(kept, byte)| *kept = *byte);
        Damage { at, original, bytes, length: invalid.len().min(3) as u8 }
    }

    fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length.into()).unwrap_or_default()
    }

    /// The positions after the replacement in the text, and after the bytes in the input.
    fn end(&self) -> (usize, usize) {
        (self.at + char::REPLACEMENT_CHARACTER.len_utf8(), self.original + usize::from(self.length))
    }
}

impl<'t> Input<'t> {
    /// A complete input.
    pub(crate) fn whole(text: &'t str) -> Self {
        Input { text, damage: &[], base: 0, is_last: true, limit: usize::MAX }
    }

    /// The text up to a position, as a complete input.
    pub(super) fn up_to(self, end: usize) -> Self {
        Input { text: self.text.get(..end).unwrap_or_default(), is_last: true, limit: usize::MAX, ..self }
    }

    /// The text that a record starting at `start` may use, and whether no more of it can follow.
    pub(super) fn reach(&self, start: usize) -> (&'t str, bool) {
        let end = start.saturating_add(self.limit);
        if end >= self.text.len() {
            return (self.text, self.is_last);
        }
        (self.text.get(..floor(self.text, end)).unwrap_or_default(), false)
    }

    /// The position in the whole input of a position in the text.
    pub(crate) fn original(&self, at: usize) -> usize {
        let before = self.damage.partition_point(|damage| damage.at < at);
        match before.checked_sub(1).and_then(|last| self.damage.get(last)) {
            Some(damage) => {
                let (text_end, original_end) = damage.end();
                original_end + at.saturating_sub(text_end)
            }
            None => self.base + at,
        }
    }

    /// The bytes of the input for a part of the text.
    pub(super) fn bytes(&self, start: usize, end: usize) -> Cow<'t, [u8]> {
        let text = self.text.get(start..end).unwrap_or_default();
        if self.damaged(start, end).is_none() {
            return Cow::Borrowed(text.as_bytes());
        }
        let mut bytes = Vec::with_capacity(text.len());
        let mut at = start;
        for damage in self.damage.iter().filter(|damage| (start..end).contains(&damage.at)) {
            bytes.extend_from_slice(self.text.as_bytes().get(at..damage.at).unwrap_or_default());
            bytes.extend_from_slice(damage.bytes());
            (at, _) = damage.end();
        }
        bytes.extend_from_slice(self.text.as_bytes().get(at..end).unwrap_or_default());
        Cow::Owned(bytes)
    }

    /// The first position in a part of the text where the input is not UTF-8.
    pub(super) fn damaged(&self, start: usize, end: usize) -> Option<Damage> {
        let first = self.damage.partition_point(|damage| damage.at < start);
        self.damage.get(first).copied().filter(|damage| damage.at < end)
    }

    /// The refusal of a part of the text, if the input is not UTF-8 there.
    pub(super) fn refused(&self, start: usize, end: usize) -> Option<Box<Refusal>> {
        let damage = self.damaged(start, end)?;
        Some(not_utf8(damage.bytes()).at_byte(damage.at))
    }
}

/// The nearest character boundary at or before a position.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

/// The refusal of bytes, the first of which is not UTF-8.
#[cold]
pub(crate) fn not_utf8(bytes: &[u8]) -> Box<Refusal> {
    let found = bytes.first().map(|byte| Found::words(format!("the byte 0x{byte:02X}")));
    Refusal::new(ErrorKind::Encoding, "UTF-8 text").with_found(found)
}

/// Replaces bytes that are not UTF-8 with a replacement character.
pub(super) fn repaired(bytes: &[u8], base: usize) -> (String, Vec<Damage>) {
    let mut text = String::with_capacity(bytes.len());
    let mut damage = Vec::with_capacity(bytes.utf8_chunks().count());
    append_invalid(&mut text, &mut damage, base, bytes);
    (text, damage)
}

/// Appends bytes. The bytes of an incomplete character at the end are kept in `cut` until the rest arrives.
/// `original` is the position in the whole input of the end of the text.
pub(crate) fn append_text(
    text: &mut String,
    damage: &mut Vec<Damage>,
    original: usize,
    cut: &mut Vec<u8>,
    bytes: &[u8],
) {
    let joined;
    let bytes = if cut.is_empty() {
        bytes
    } else {
        cut.extend_from_slice(bytes);
        joined = std::mem::take(cut);
        &joined
    };
    let (whole, rest) = bytes.split_at(bytes.len() - cut_length(bytes));
    match simdutf8::basic::from_utf8(whole) {
        Ok(whole) => text.push_str(whole),
        Err(_) => append_invalid(text, damage, original, whole),
    }
    cut.extend_from_slice(rest);
}

/// The length of an incomplete character at the end.
fn cut_length(bytes: &[u8]) -> usize {
    let is_front = |length: &usize| {
        let last = bytes.len().checked_sub(*length).and_then(|start| bytes.get(start..)).unwrap_or_default();
        let is_cut = |error: std::str::Utf8Error| error.valid_up_to() == 0 && error.error_len().is_none();
        std::str::from_utf8(last).err().is_some_and(is_cut)
    };
    (1..=3).find(is_front).unwrap_or_default()
}

/// Appends bytes, with a replacement character for bytes that are not UTF-8.
#[cold]
pub(crate) fn append_invalid(text: &mut String, damage: &mut Vec<Damage>, mut original: usize, bytes: &[u8]) {
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        original += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            damage.push(Damage::new(text.len(), original, chunk.invalid()));
            text.push(char::REPLACEMENT_CHARACTER);
            original += chunk.invalid().len();
        }
    }
}

/// Counts lines incrementally.
#[derive(Clone, Debug, Default)]
pub(super) struct LineCount {
    /// The number of line feeds before the text.
    before: u64,
    at: usize,
    /// The number of line feeds before `at`.
    newlines: u64,
}

impl LineCount {
    /// Starts after this number of line feeds.
    pub(super) fn after(newlines: u64) -> Self {
        LineCount { before: newlines, at: 0, newlines }
    }

    /// The line number of a byte, counted from 1.
    pub(super) fn up_to(&mut self, text: &str, at: usize) -> u64 {
        let between = text.as_bytes().get(self.at..at).unwrap_or_default();
        self.newlines += memchr::memchr_iter(b'\n', between).count() as u64;
        self.at = self.at.max(at);
        self.newlines + 1
    }

    /// Drops bytes from the start of the text, with this number of line feeds among them.
    pub(super) fn shift(&mut self, bytes: usize, newlines: u64) {
        self.before += newlines;
        match self.at.checked_sub(bytes) {
            Some(at) => self.at = at,
            None => (self.at, self.newlines) = (0, self.before),
        }
    }
}
