use std::sync::Arc;

use arrow_array::{ArrayRef, ListArray, MapArray, StructArray};
use arrow_buffer::NullBuffer;
use arrow_schema::{ArrowError, DataType, Fields};
use awslog::schema::{List, Map, Object};

use super::fill::{Batch, Filler, Items, Wanted, set_fields};
use super::texts::{Strings, offsets};
use super::validity::Bits;
use super::{Column, Nulls, first_rows};
use crate::shape::Member;

/// A column of objects: a column for each of their fields that is wanted.
#[derive(Debug)]
pub(super) struct Objects {
    pub(super) columns: Vec<Column>,
    pub(super) wanted: Wanted,
    validity: Bits,
}

impl Objects {
    pub(super) fn new(members: &[Member]) -> Self {
        let columns = members.iter().map(|member| Column::new(member.name, &member.shape)).collect();
        let fields = members.iter().enumerate().map(|(place, member)| (member.index, place)).collect();
        Objects { columns, wanted: Wanted::new(fields, members.len()), validity: Bits::default() }
    }

    #[inline(never)]
    pub(super) fn set(&mut self, row: usize, object: Object<'_>, batch: Batch) -> bool {
        self.validity.set(row);
        set_fields(&mut self.columns, &self.wanted, row, object, batch)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.validity.is_empty()
    }

    pub(super) fn finish(
        &mut self,
        rows: usize,
        data_type: &DataType,
        nulls: &mut Nulls,
    ) -> Result<ArrayRef, ArrowError> {
        let columns = self.columns.iter_mut().map(|column| column.finish(rows, nulls));
        let columns = columns.collect::<Result<Vec<_>, _>>()?;
        let validity = self.validity.finish_nulls(rows);
        let fields = match data_type {
            DataType::Struct(fields) => fields.clone(),
            _ => Fields::empty(),
        };
        Ok(Arc::new(StructArray::try_new_with_length(fields, columns, validity, rows)?))
    }
}

/// Where the items of each row end, for columns of lists and maps.
#[derive(Debug, Default)]
pub(super) struct Ends {
    /// Zero for rows without items.
    ends: Vec<i32>,
    validity: Bits,
}

impl Ends {
    /// The items of a row, which comes after all that have items, end here.
    pub(super) fn set(&mut self, row: usize, end: usize, capacity: usize) {
        if self.ends.len() <= row {
            self.ends.resize((row + 1).max(2 * self.ends.len()).max(first_rows(capacity)), 0);
        }
        if let Some(place) = self.ends.get_mut(row) {
            // Batches end before they have as many items.
            *place = i32::try_from(end).unwrap_or(i32::MAX);
        }
        self.validity.set(row);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.validity.is_empty()
    }

    pub(super) fn finish(&mut self, rows: usize) -> (Vec<i32>, Option<NullBuffer>) {
        let mut ends = std::mem::take(&mut self.ends);
        ends.resize(rows, 0);
        let mut last = 0;
        for end in &mut ends {
            last = last.max(*end);
            *end = last;
        }
        (ends, self.validity.finish_nulls(rows))
    }
}

/// A column of lists.
#[derive(Debug)]
pub(super) struct Lists {
    pub(super) items: Column,
    length: usize,
    ends: Ends,
}

impl Lists {
    pub(super) fn new(items: Column) -> Self {
        Lists { items, length: 0, ends: Ends::default() }
    }

    pub(super) fn set(&mut self, row: usize, list: List<'_>, batch: Batch) -> bool {
        let items = Items { column: &mut self.items, length: &mut self.length };
        let mut filler = Filler { columns: items, batch, is_whole: true };
        list.visit(&mut filler);
        let is_whole = filler.is_whole;
        self.ends.set(row, self.length, batch.capacity);
        is_whole
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    pub(super) fn finish(
        &mut self,
        rows: usize,
        data_type: &DataType,
        nulls: &mut Nulls,
    ) -> Result<ArrayRef, ArrowError> {
        let (ends, validity) = self.ends.finish(rows);
        let items = self.items.finish(std::mem::take(&mut self.length), nulls)?;
        let DataType::List(field) = data_type else {
            return Err(ArrowError::SchemaError(format!("expected a list, found {data_type}")));
        };
        Ok(Arc::new(ListArray::try_new(field.clone(), offsets(ends), items, validity)?))
    }
}

/// A column of objects whose keys are data.
#[derive(Debug)]
pub(super) struct Maps {
    keys: Strings,
    pub(super) values: Column,
    ends: Ends,
}

impl Maps {
    pub(super) fn new(values: Column) -> Self {
        Maps { keys: Strings::default(), values, ends: Ends::default() }
    }

    pub(super) fn set(&mut self, row: usize, map: Map<'_>, batch: Batch) -> bool {
        let mut is_whole = true;
        for (key, value) in map.iter() {
            is_whole &= self.values.values.set(self.keys.len(), value, batch);
            self.keys.push_with(|text| text.push_str(key));
        }
        self.ends.set(row, self.keys.len(), batch.capacity);
        is_whole
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    pub(super) fn finish(
        &mut self,
        rows: usize,
        data_type: &DataType,
        nulls: &mut Nulls,
    ) -> Result<ArrayRef, ArrowError> {
        let (ends, validity) = self.ends.finish(rows);
        let values = self.values.finish(self.keys.len(), nulls)?;
        map_array(data_type, ends, self.keys.finish()?, values, validity)
    }
}

/// The array of maps with these entries.
pub(super) fn map_array(
    data_type: &DataType,
    ends: Vec<i32>,
    keys: ArrayRef,
    values: ArrayRef,
    nulls: Option<NullBuffer>,
) -> Result<ArrayRef, ArrowError> {
    let DataType::Map(entries, _) = data_type else {
        return Err(ArrowError::SchemaError(format!("expected a map, found {data_type}")));
    };
    let DataType::Struct(fields) = entries.data_type() else {
        return Err(ArrowError::SchemaError(format!("expected the entries of a map, found {entries}")));
    };
    let array = StructArray::try_new(fields.clone(), vec![keys, values], None)?;
    Ok(Arc::new(MapArray::try_new(entries.clone(), offsets(ends), array, nulls, false)?))
}
