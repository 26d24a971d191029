use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer};

/// Which rows of a column have a value: a bit for each.
#[derive(Debug, Default)]
pub(super) struct Validity {
    bits: Vec<u8>,
    count: usize,
}

impl Validity {
    /// Marks a row that has not been marked.
    #[inline]
    pub(super) fn set(&mut self, row: usize, capacity: usize) {
        set_bit(&mut self.bits, row, capacity);
        self.count += 1;
    }

    /// How many rows have a value.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The nulls of a column with so many rows.
    pub(super) fn finish(&mut self, rows: usize) -> Option<NullBuffer> {
        let bits = std::mem::take(&mut self.bits);
        let count = std::mem::take(&mut self.count);
        (count < rows).then(|| NullBuffer::new(bit_buffer(bits, rows)))
    }
}

/// Sets a bit of a buffer that grows, to `capacity` bits at first.
#[inline]
pub(super) fn set_bit(bits: &mut Vec<u8>, row: usize, capacity: usize) {
    if row / 8 >= bits.len() {
        grow(bits, row / 8, capacity.div_ceil(8));
    }
    if let Some(byte) = bits.get_mut(row / 8) {
        *byte |= 1 << (row % 8);
    }
}

/// The bits of so many rows.
pub(super) fn bit_buffer(mut bits: Vec<u8>, rows: usize) -> BooleanBuffer {
    bits.resize(rows.div_ceil(8), 0);
    BooleanBuffer::new(Buffer::from_vec(bits), 0, rows)
}

/// Makes a place part of a vector: it has `capacity` places at first, then twice as many as it needs.
#[cold]
pub(super) fn grow<T: Clone + Default>(values: &mut Vec<T>, place: usize, capacity: usize) {
    let places = if values.is_empty() && place < capacity { capacity } else { (2 * place).max(64) };
    if values.is_empty() {
        *values = vec![T::default(); places];
    } else {
        values.resize(places, T::default());
    }
}
