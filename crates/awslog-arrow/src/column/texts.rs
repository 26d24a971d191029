use std::fmt;
use std::io::Write;
use std::net::IpAddr;
use std::sync::Arc;

use arrow_array::builder::StringViewBuilder;
use arrow_array::{ArrayRef, StringArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::ArrowError;
use awslog::schema::{Json, Value};

/// A column of texts.
#[derive(Debug)]
pub(super) struct Texts {
    views: StringViewBuilder,
    rows: usize,
    count: usize,
    /// Text that is written before it is appended.
    scratch: Vec<u8>,
}

impl Default for Texts {
    fn default() -> Self {
        Texts { views: StringViewBuilder::new(), rows: 0, count: 0, scratch: Vec::new() }
    }
}

impl Texts {
    #[inline(never)]
    pub(super) fn set(&mut self, row: usize, text: &str, capacity: usize) {
        if self.rows < row || self.rows == 0 {
            self.pad(row, capacity);
        }
        // It panics for texts of 4 GiB, of which no record is made: a decoder refuses records above 64 MiB.
        self.views.append_value(text);
        self.rows += 1;
        self.count += 1;
    }

    #[inline(never)]
    pub(super) fn set_address(&mut self, row: usize, address: IpAddr, capacity: usize) {
        self.set_written(row, capacity, |out| Value::Ip(address).write_text(out));
    }

    #[inline(never)]
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
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        write(&mut scratch);
        self.set(row, std::str::from_utf8(&scratch).unwrap_or_default(), capacity);
        self.scratch = scratch;
    }

    /// Appends nulls up to a row.
    #[inline(never)]
    fn pad(&mut self, row: usize, capacity: usize) {
        if self.rows == 0 {
            self.views = StringViewBuilder::with_capacity(capacity.max(row + 1));
        }
        while self.rows < row {
            self.views.append_null();
            self.rows += 1;
        }
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    pub(super) fn finish(&mut self, rows: usize) -> ArrayRef {
        self.pad(rows, rows);
        (self.rows, self.count) = (0, 0);
        Arc::new(self.views.finish())
    }
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
