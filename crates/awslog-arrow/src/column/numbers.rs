use std::sync::Arc;

use arrow_array::{ArrayRef, ArrowPrimitiveType, BooleanArray, PrimitiveArray};
use arrow_schema::DataType;

use super::first_rows;
use super::validity::Bits;

/// A column of numbers, or of what Arrow keeps as numbers.
#[derive(Debug)]
pub(super) struct Numbers<T: ArrowPrimitiveType> {
    /// Zero for rows without a value.
    values: Vec<T::Native>,
    validity: Bits,
}

impl<T: ArrowPrimitiveType> Default for Numbers<T> {
    fn default() -> Self {
        Numbers { values: Vec::new(), validity: Bits::default() }
    }
}

impl<T: ArrowPrimitiveType> Numbers<T> {
    #[inline]
    pub(super) fn set(&mut self, row: usize, value: T::Native, capacity: usize) {
        match self.values.get_mut(row) {
            Some(place) => {
                *place = value;
                self.validity.set(row);
            }
            None => self.grow(row, value, capacity),
        }
    }

    #[cold]
    fn grow(&mut self, row: usize, value: T::Native, capacity: usize) {
        let rows = (row + 1).max(2 * self.values.len()).max(first_rows(capacity));
        self.values.resize(rows, T::Native::default());
        if let Some(place) = self.values.get_mut(row) {
            *place = value;
        }
        self.validity.set(row);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.validity.is_empty()
    }

    pub(super) fn finish(&mut self, rows: usize, data_type: &DataType) -> ArrayRef {
        let mut values = std::mem::take(&mut self.values);
        values.resize(rows, T::Native::default());
        let array = PrimitiveArray::<T>::new(values.into(), self.validity.finish_nulls(rows));
        Arc::new(array.with_data_type(data_type.clone()))
    }
}

/// A column of truth values.
#[derive(Debug, Default)]
pub(super) struct Flags {
    values: Bits,
    validity: Bits,
}

impl Flags {
    #[inline]
    pub(super) fn set(&mut self, row: usize, value: bool) {
        if value {
            self.values.set(row);
        }
        self.validity.set(row);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.validity.is_empty()
    }

    pub(super) fn finish(&mut self, rows: usize) -> ArrayRef {
        Arc::new(BooleanArray::new(self.values.finish(rows), self.validity.finish_nulls(rows)))
    }
}
