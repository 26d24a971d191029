use arrow_buffer::{BooleanBuffer, BooleanBufferBuilder, NullBuffer, NullBufferBuilder};

/// Which rows of a column have a value. There are no bits until a row has none.
#[derive(Debug)]
pub(super) struct Validity {
    rows: NullBufferBuilder,
    count: usize,
}

impl Default for Validity {
    fn default() -> Self {
        Validity { rows: NullBufferBuilder::new(0), count: 0 }
    }
}

impl Validity {
    /// Marks a row, which comes after all that have been marked.
    #[inline]
    pub(super) fn set(&mut self, row: usize) {
        self.pad(row);
        self.rows.append_non_null();
        self.count += 1;
    }

    #[inline]
    fn pad(&mut self, row: usize) {
        if row > self.rows.len() {
            self.rows.append_n_nulls(row - self.rows.len());
        }
    }

    /// How many rows have a value.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The nulls of a column with so many rows.
    pub(super) fn finish(&mut self, rows: usize) -> Option<NullBuffer> {
        self.count = 0;
        self.pad(rows);
        self.rows.finish()
    }
}

/// The truth values of a column, false for rows without one.
#[derive(Debug)]
pub(super) struct Bits(BooleanBufferBuilder);

impl Default for Bits {
    fn default() -> Self {
        Bits(BooleanBufferBuilder::new(0))
    }
}

impl Bits {
    #[inline]
    pub(super) fn set(&mut self, row: usize, value: bool) {
        self.pad(row);
        self.0.append(value);
    }

    fn pad(&mut self, row: usize) {
        self.0.append_n(row.saturating_sub(self.0.len()), false);
    }

    pub(super) fn finish(&mut self, rows: usize) -> BooleanBuffer {
        self.pad(rows);
        self.0.finish()
    }
}
