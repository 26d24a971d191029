use std::fmt;
use std::io::Write;
use std::net::IpAddr;
use std::sync::Arc;

use arrow_array::builder::StringViewBuilder;
use arrow_array::{ArrayRef, StringArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::ArrowError;
use awslog::schema::{Json, Value};

use super::first_rows;

/// A column of texts.
#[derive(Debug)]
pub(super) struct Texts {
    views: StringViewBuilder,
    /// The row after the last one that has a text, or [`NO_ROW`].
    next: usize,
    /// Text that is written before it is appended.
    scratch: Vec<u8>,
}

/// In place of a row while no row of the batch has a text. No row is equal to it, so that comparing a row with the next one also
/// finds the first text of a batch.
const NO_ROW: usize = usize::MAX;

impl Default for Texts {
    fn default() -> Self {
        Texts { views: StringViewBuilder::with_capacity(0), next: NO_ROW, scratch: Vec::new() }
    }
}

impl Texts {
    #[inline]
    pub(super) fn set(&mut self, row: usize, text: &str, capacity: usize) {
        if self.next == row {
            self.next = row + 1;
            append(&mut self.views, text);
        } else {
            self.set_after_nulls(row, text, capacity);
        }
    }

    /// Sets a text that does not follow another one.
    #[inline(never)]
    fn set_after_nulls(&mut self, row: usize, text: &str, capacity: usize) {
        self.begin(row, capacity);
        append(&mut self.views, text);
    }

    /// The next text is that of a row.
    #[inline]
    fn begin(&mut self, row: usize, capacity: usize) {
        if self.next != row {
            self.pad(row, capacity);
        }
        self.next = row + 1;
    }

    #[inline(never)]
    pub(super) fn set_address(&mut self, row: usize, address: IpAddr, capacity: usize) {
        self.set_written(row, capacity, |out| Value::Ip(address).write_text(out));
    }

    #[inline]
    pub(super) fn set_json(&mut self, row: usize, json: Json<'_>, capacity: usize) {
        match json.as_str() {
            Some(text) => self.set(row, text, capacity),
            None => self.set_display(row, json, capacity),
        }
    }

    /// Sets a text that has to be written first.
    #[inline(never)]
    pub(super) fn set_display(&mut self, row: usize, text: impl fmt::Display, capacity: usize) {
        // A vector takes everything.
        self.set_written(row, capacity, |out| drop(write!(out, "{text}")));
    }

    #[inline]
    fn set_written(&mut self, row: usize, capacity: usize, write: impl FnOnce(&mut Vec<u8>)) {
        self.begin(row, capacity);
        self.scratch.clear();
        write(&mut self.scratch);
        append(&mut self.views, checked_in_blocks(&mut self.scratch));
    }

    /// Appends nulls up to a row.
    #[inline(never)]
    fn pad(&mut self, row: usize, capacity: usize) {
        if self.next == NO_ROW {
            self.views = StringViewBuilder::with_capacity(first_rows(capacity).max(row + 1));
            self.next = 0;
        }
        for _ in self.next..row {
            self.views.append_null();
        }
        self.next = row;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.next == NO_ROW
    }

    pub(super) fn finish(&mut self, rows: usize) -> ArrayRef {
        self.pad(rows, rows);
        self.next = NO_ROW;
        Arc::new(self.views.finish())
    }
}

/// Appends a text.
#[inline]
fn append(views: &mut StringViewBuilder, text: &str) {
    match text.len() {
        ..=12 => append_short(views, text),
        _ => append_long(views, text),
    }
}

/// Appends a text of up to 12 bytes, which its view holds.
///
/// The builder copies such a text with a call, unless its length is known when this is compiled.
#[inline(never)]
fn append_short(views: &mut StringViewBuilder, text: &str) {
    macro_rules! by_length {
        ($($length:literal)+) => {
            match text.len() {
                $($length => views.append_value(Short::<$length>(text)),)+
                _ => append_long(views, text),
            }
        };
    }
    by_length!(0 1 2 3 4 5 6 7 8 9 10 11 12);
}

#[inline(never)]
fn append_long(views: &mut StringViewBuilder, text: &str) {
    // It panics for texts of 4 GiB, of which no record is made: a decoder refuses records above 64 MiB.
    views.append_value(text);
}

/// A text of a length that the compiler knows.
struct Short<'t, const LENGTH: usize>(&'t str);

impl<const LENGTH: usize> AsRef<str> for Short<'_, LENGTH> {
    #[inline(always)]
    fn as_ref(&self) -> &str {
        self.0.get(..LENGTH).unwrap_or(const { "            ".split_at(LENGTH).0 })
    }
}

/// The text in a vector, which is longer afterwards.
///
/// Whole blocks of 16 bytes are checked at once, others byte by byte: for an address that takes 3 times as long.
#[inline]
fn checked_in_blocks(bytes: &mut Vec<u8>) -> &str {
    let length = bytes.len();
    bytes.extend_from_slice(&[0; 16]);
    bytes.truncate(length.next_multiple_of(16));
    std::str::from_utf8(bytes).ok().and_then(|text| text.get(..length)).unwrap_or_default()
}

/// Texts one after the other, none of them null: the keys of maps.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<i32>,
}

impl Strings {
    /// Appends what a function writes.
    pub(super) fn push_with(&mut self, write: impl FnOnce(&mut String)) {
        write(&mut self.text);
        // Batches end before their texts are as long.
        self.ends.push(i32::try_from(self.text.len()).unwrap_or(i32::MAX));
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The length of all texts.
    pub(super) fn bytes(&self) -> usize {
        self.text.len()
    }

    pub(super) fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        let offsets = offsets(std::mem::take(&mut self.ends));
        let text = std::mem::take(&mut self.text).into_bytes();
        Ok(Arc::new(StringArray::try_new(offsets, text.into(), None)?))
    }
}

/// The offsets of what ends at these places.
pub(super) fn offsets(mut ends: Vec<i32>) -> OffsetBuffer<i32> {
    ends.insert(0, 0);
    OffsetBuffer::new(ends.into())
}

#[cfg(test)]
mod tests {
    use arrow_array::cast::AsArray;

    use super::*;

    #[test]
    fn texts_of_every_length() {
        let text = "ünï¢ödé, then enough to be longer than a view, and than a block of memory".repeat(20);
        let texts = (0..text.len()).filter_map(|end| text.get(..end)).collect::<Vec<_>>();
        let mut column = Texts::default();
        // A null after each text.
        texts.iter().enumerate().for_each(|(place, text)| column.set(2 * place, text, texts.len()));
        let array = column.finish(2 * texts.len());
        let expected = texts.iter().flat_map(|text| [Some(*text), None]);
        assert!(array.as_string_view().iter().eq(expected));
    }

    #[test]
    fn a_text_is_the_same_in_blocks() {
        let text = "2001:db8:1:2:3:4:5:6 ünï¢ödé and more than two blocks of it";
        for end in 0..=text.len() {
            let mut bytes = text.as_bytes().iter().copied().take(end).collect::<Vec<_>>();
            let expected = std::str::from_utf8(&bytes).unwrap_or_default().to_owned();
            assert_eq!(checked_in_blocks(&mut bytes), expected, "{end} bytes");
        }
    }
}
