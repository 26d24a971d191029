use std::sync::Arc;

use arrow_array::{ArrayRef, ArrowPrimitiveType, BooleanArray, PrimitiveArray};
use arrow_schema::DataType;

use super::validity::{Validity, bit_buffer, grow, set_bit};

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
        if row >= self.values.len() {
            grow(&mut self.values, row, capacity);
        }
        if let Some(place) = self.values.get_mut(row) {
            *place = value;
        }
        self.validity.set(row, capacity);
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
    values: Vec<u8>,
    validity: Validity,
}

impl Flags {
    #[inline]
    pub(super) fn set(&mut self, row: usize, value: bool, capacity: usize) {
        if value {
            set_bit(&mut self.values, row, capacity);
        }
        self.validity.set(row, capacity);
    }

    pub(super) fn count(&self) -> usize {
        self.validity.count()
    }

    pub(super) fn finish(&mut self, rows: usize) -> ArrayRef {
        let values = bit_buffer(std::mem::take(&mut self.values), rows);
        Arc::new(BooleanArray::new(values, self.validity.finish(rows)))
    }
}
