use std::sync::Arc;

use arrow_array::{ArrayRef, ArrowPrimitiveType, BooleanArray, PrimitiveArray};
use arrow_schema::DataType;

use super::validity::{Bits, Validity};

/// A column of numbers, or of what Arrow keeps as numbers.
#[derive(Debug)]
pub(super) struct Numbers<T: ArrowPrimitiveType> {
    values: Vec<T::Native>,
    validity: Validity,
}

impl<T: ArrowPrimitiveType> Default for Numbers<T> {
    fn default() -> Self {
        Numbers { values: Vec::new(), validity: Validity::default() }
    }
}

impl<T: ArrowPrimitiveType> Numbers<T> {
    #[inline]
    pub(super) fn set(&mut self, row: usize, value: T::Native, capacity: usize) {
        if row != self.values.len() || row == 0 {
            self.pad(row, capacity);
        }
        self.values.push(value);
        self.validity.set(row);
    }

    /// Zeros for rows without a value, up to a row.
    #[inline(never)]
    fn pad(&mut self, row: usize, capacity: usize) {
        if self.values.is_empty() {
            self.values.reserve(capacity);
        }
        self.values.resize(row, T::Native::default());
    }

    pub(super) fn count(&self) -> usize {
        self.validity.count()
    }

    pub(super) fn finish(&mut self, rows: usize, data_type: &DataType) -> ArrayRef {
        let mut values = std::mem::take(&mut self.values);
        values.resize(rows, T::Native::default());
        let array = PrimitiveArray::<T>::new(values.into(), self.validity.finish(rows));
        Arc::new(array.with_data_type(data_type.clone()))
    }
}

/// A column of truth values.
#[derive(Debug, Default)]
pub(super) struct Flags {
    values: Bits,
    validity: Validity,
}

impl Flags {
    #[inline]
    pub(super) fn set(&mut self, row: usize, value: bool) {
        self.values.set(row, value);
        self.validity.set(row);
    }

    pub(super) fn count(&self) -> usize {
        self.validity.count()
    }

    pub(super) fn finish(&mut self, rows: usize) -> ArrayRef {
        Arc::new(BooleanArray::new(self.values.finish(rows), self.validity.finish(rows)))
    }
}
