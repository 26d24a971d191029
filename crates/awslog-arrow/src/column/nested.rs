use std::sync::Arc;

use arrow_array::{ArrayRef, ListArray, MapArray, StructArray};
use arrow_schema::{ArrowError, DataType, Fields};
use awslog::schema::{List, Map, Object};

use super::Column;
use super::extra::{Extra, Path, Step};
use super::texts::{Strings, offsets};
use super::validity::Validity;

/// A column of objects: a column for each of their fields that is wanted.
#[derive(Debug, Default)]
pub(super) struct Objects {
    /// The fields by their place in the object, with their names.
    columns: Vec<(usize, &'static str, Column)>,
    /// Whether the place of a field is that of its column.
    is_in_order: bool,
    validity: Validity,
}

impl Objects {
    pub(super) fn new(columns: Vec<(usize, &'static str, Column)>) -> Self {
        let is_in_order = columns.iter().map(|(index, ..)| *index).eq(0..columns.len());
        Objects { columns, is_in_order, validity: Validity::default() }
    }

    #[inline(never)]
    pub(super) fn set(&mut self, row: usize, object: Object<'_>, capacity: usize, path: &Path<'_>, extra: &mut Extra) {
        self.validity.set(row);
        if self.is_in_order {
            object.for_each(|index, value| {
                if let Some((_, name, column)) = self.columns.get_mut(index) {
                    column.set(row, value, capacity, &path.then(Step::Name(name)), extra);
                }
            });
        } else {
            for (index, name, column) in &mut self.columns {
                if let Some(value) = object.value(*index) {
                    column.set(row, value, capacity, &path.then(Step::Name(name)), extra);
                }
            }
        }
        if extra.is_wanted() {
            for (name, value) in object.unknown() {
                extra.push(&path.then(Step::Name(name)), value);
            }
        }
    }

    pub(super) fn count(&self) -> usize {
        self.validity.count()
    }

    pub(super) fn finish(&mut self, rows: usize, data_type: &DataType) -> Result<ArrayRef, ArrowError> {
        let columns = self.columns.iter_mut().map(|(_, _, column)| column.finish(rows));
        let columns = columns.collect::<Result<Vec<_>, _>>()?;
        let nulls = self.validity.finish(rows);
        let fields = match data_type {
            DataType::Struct(fields) => fields.clone(),
            _ => Fields::empty(),
        };
        Ok(Arc::new(StructArray::try_new_with_length(fields, columns, nulls, rows)?))
    }
}

/// Where the items of each row end, for columns of lists and maps.
#[derive(Debug, Default)]
pub(super) struct Ends {
    ends: Vec<i32>,
    validity: Validity,
}

impl Ends {
    /// The items of a row, which is not in front of the last one, end here.
    pub(super) fn set(&mut self, row: usize, end: usize) {
        self.pad(row);
        // Batches end before they have as many items.
        self.ends.push(i32::try_from(end).unwrap_or(i32::MAX));
        self.validity.set(row);
    }

    /// Rows without items up to this one.
    fn pad(&mut self, row: usize) {
        let last = self.ends.last().copied().unwrap_or_default();
        self.ends.resize(row, last);
    }

    pub(super) fn count(&self) -> usize {
        self.validity.count()
    }

    pub(super) fn finish(&mut self, rows: usize) -> (Vec<i32>, Option<arrow_buffer::NullBuffer>) {
        self.pad(rows);
        (std::mem::take(&mut self.ends), self.validity.finish(rows))
    }
}

/// A column of lists.
#[derive(Debug)]
pub(super) struct Lists {
    items: Column,
    length: usize,
    ends: Ends,
}

impl Lists {
    pub(super) fn new(items: Column) -> Self {
        Lists { items, length: 0, ends: Ends::default() }
    }

    pub(super) fn set(&mut self, row: usize, list: List<'_>, capacity: usize, path: &Path<'_>, extra: &mut Extra) {
        for (index, value) in list.iter().enumerate() {
            self.items.set(self.length, value, capacity, &path.then(Step::Index(index)), extra);
            self.length += 1;
        }
        self.ends.set(row, self.length);
    }

    pub(super) fn count(&self) -> usize {
        self.ends.count()
    }

    pub(super) fn finish(&mut self, rows: usize, data_type: &DataType) -> Result<ArrayRef, ArrowError> {
        let (ends, nulls) = self.ends.finish(rows);
        let items = self.items.finish(std::mem::take(&mut self.length))?;
        let DataType::List(field) = data_type else {
            return Err(ArrowError::SchemaError(format!("expected a list, found {data_type}")));
        };
        Ok(Arc::new(ListArray::try_new(field.clone(), offsets(ends), items, nulls)?))
    }
}

/// A column of objects whose keys are data.
#[derive(Debug)]
pub(super) struct Maps {
    keys: Strings,
    values: Column,
    ends: Ends,
}

impl Maps {
    pub(super) fn new(values: Column) -> Self {
        Maps { keys: Strings::default(), values, ends: Ends::default() }
    }

    pub(super) fn set(&mut self, row: usize, map: Map<'_>, capacity: usize, path: &Path<'_>, extra: &mut Extra) {
        for (key, value) in map.iter() {
            self.values.set(self.keys.len(), value, capacity, &path.then(Step::Name(key)), extra);
            self.keys.push_with(|text| text.push_str(key));
        }
        self.ends.set(row, self.keys.len());
    }

    pub(super) fn count(&self) -> usize {
        self.ends.count()
    }

    pub(super) fn finish(&mut self, rows: usize, data_type: &DataType) -> Result<ArrayRef, ArrowError> {
        let (ends, nulls) = self.ends.finish(rows);
        let values = self.values.finish(self.keys.len())?;
        map_array(data_type, ends, self.keys.finish()?, values, nulls)
    }
}

/// The array of maps with these entries.
pub(super) fn map_array(
    data_type: &DataType,
    ends: Vec<i32>,
    keys: ArrayRef,
    values: ArrayRef,
    nulls: Option<arrow_buffer::NullBuffer>,
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
