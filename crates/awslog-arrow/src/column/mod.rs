//! Columns: where the values of records go, row by row, until a batch is made of them.
//!
//! A column holds the rows that have a value. A row without one is not mentioned: the columns of texts, lists and maps make up for
//! it when the next value comes, all others have a null for it from the start.

mod extra;
mod json;
mod nested;
mod numbers;
mod texts;
mod validity;

use arrow_array::types::{
    Date32Type, DurationNanosecondType, Float64Type, Int64Type, Time64NanosecondType, TimestampNanosecondType,
    UInt64Type,
};
use arrow_array::{Array, ArrayRef, new_null_array};
use arrow_schema::{ArrowError, DataType};
use awslog::schema::{Kind, Object, Value};
use awslog::time::{Date, Time, UtcDateTime};

use crate::shape::Shape;
pub(crate) use extra::{Extra, Path};
use nested::{Lists, Maps, Objects};
use numbers::{Flags, Numbers};
use texts::Texts;

/// A column with its type.
#[derive(Debug)]
pub(crate) struct Column {
    data_type: DataType,
    values: Values,
    /// The column of a batch in which it has no value.
    nulls: Option<ArrayRef>,
}

/// The values of a column.
#[derive(Debug)]
enum Values {
    Texts(Texts),
    Unsigned(Numbers<UInt64Type>),
    Signed(Numbers<Int64Type>),
    Floats(Numbers<Float64Type>),
    Flags(Flags),
    Timestamps(Numbers<TimestampNanosecondType>),
    Dates(Numbers<Date32Type>),
    Times(Numbers<Time64NanosecondType>),
    Durations(Numbers<DurationNanosecondType>),
    Lists(Box<Lists>),
    Objects(Objects),
    Maps(Box<Maps>),
}

impl Column {
    pub(crate) fn new(shape: &Shape) -> Self {
        Column { data_type: shape.data_type(), values: Values::new(shape), nulls: None }
    }

    /// Sets the value of a row, which comes after all rows that have one. A value that the column cannot hold goes to `extra`.
    /// A batch will have about as many rows as `capacity`.
    #[inline]
    pub(crate) fn set(&mut self, row: usize, value: Value<'_>, capacity: usize, path: &Path<'_>, extra: &mut Extra) {
        match (&mut self.values, value) {
            (Values::Texts(column), Value::Text(text)) => column.set(row, text, capacity),
            (Values::Texts(column), Value::Ip(address)) => column.set_address(row, address, capacity),
            (Values::Texts(column), Value::Json(json)) => column.set_json(row, json, capacity),
            (Values::Texts(column), Value::Formatted(text)) => column.set_display(row, text, capacity),
            (Values::Unsigned(column), Value::Unsigned(number)) => column.set(row, number, capacity),
            (Values::Signed(column), Value::Signed(number)) => column.set(row, number, capacity),
            (Values::Floats(column), Value::Float(number)) => column.set(row, number, capacity),
            (Values::Flags(column), Value::Boolean(flag)) => column.set(row, flag, capacity),
            (Values::Dates(column), Value::Date(date)) => column.set(row, days(date), capacity),
            (Values::Times(column), Value::Time(time)) => column.set(row, nanoseconds_of_day(time), capacity),
            (Values::Timestamps(column), Value::Timestamp(instant)) => {
                match i64::try_from(instant.unix_timestamp_nanos()) {
                    Ok(nanoseconds) => column.set(row, nanoseconds, capacity),
                    Err(_) => extra.push(path, value),
                }
            }
            (Values::Durations(column), Value::Duration(duration)) => match i64::try_from(duration.as_nanos()) {
                Ok(nanoseconds) => column.set(row, nanoseconds, capacity),
                Err(_) => extra.push(path, value),
            },
            (Values::Lists(column), Value::List(list)) => column.set(row, list, capacity, path, extra),
            (Values::Objects(column), Value::Object(object)) => column.set(row, object, capacity, path, extra),
            (Values::Maps(column), Value::Map(map)) => column.set(row, map, capacity, path, extra),
            (_, value) => extra.push(path, value),
        }
    }

    /// Sets the values that objects have in one of their fields, by their rows, as [`Self::set`] does. What kind of column it is, is
    /// asked once for all of them.
    pub(crate) fn set_all(
        &mut self,
        objects: &[(usize, Object<'_>)],
        field: usize,
        capacity: usize,
        path: &Path<'_>,
        extra: &mut Extra,
    ) {
        // A value is matched where it is made: to move it costs more than to set it.
        macro_rules! each {
            ($column:ident, $($variant:ident($value:ident) => $set:ident($made:expr)),+) => {
                for (row, object) in objects {
                    match object.value(field) {
                        None => {}
                        $(Some(Value::$variant($value)) => $column.$set(*row, $made, capacity),)+
                        Some(other) => extra.push_at(*row, path, other),
                    }
                }
            };
        }
        match &mut self.values {
            Values::Texts(column) => each!(
                column,
                Text(text) => set(text),
                Ip(address) => set_address(address),
                Json(json) => set_json(json),
                Formatted(text) => set_display(text)
            ),
            Values::Unsigned(column) => each!(column, Unsigned(number) => set(number)),
            Values::Signed(column) => each!(column, Signed(number) => set(number)),
            Values::Floats(column) => each!(column, Float(number) => set(number)),
            Values::Flags(column) => each!(column, Boolean(flag) => set(flag)),
            Values::Dates(column) => each!(column, Date(date) => set(days(date))),
            Values::Times(column) => each!(column, Time(time) => set(nanoseconds_of_day(time))),
            Values::Objects(column) => column.set_all(objects, field, capacity, path, extra),
            Values::Timestamps(column) => {
                for (row, object) in objects {
                    match object.value(field) {
                        None => {}
                        Some(Value::Timestamp(instant)) => match i64::try_from(instant.unix_timestamp_nanos()) {
                            Ok(nanoseconds) => column.set(*row, nanoseconds, capacity),
                            Err(_) => extra.push_at(*row, path, Value::Timestamp(instant)),
                        },
                        Some(other) => extra.push_at(*row, path, other),
                    }
                }
            }
            Values::Durations(_) | Values::Lists(_) | Values::Maps(_) => {
                for (row, object) in objects {
                    if let Some(value) = object.value(field) {
                        extra.begin(*row);
                        self.set(*row, value, capacity, path, extra);
                    }
                }
            }
        }
    }

    /// The column of a batch with so many rows. The next batch begins.
    pub(crate) fn finish(&mut self, rows: usize) -> Result<ArrayRef, ArrowError> {
        if self.values.count() == 0 {
            return Ok(self.nulls(rows));
        }
        match &mut self.values {
            Values::Texts(column) => Ok(column.finish(rows)),
            Values::Unsigned(column) => Ok(column.finish(rows, &self.data_type)),
            Values::Signed(column) => Ok(column.finish(rows, &self.data_type)),
            Values::Floats(column) => Ok(column.finish(rows, &self.data_type)),
            Values::Flags(column) => Ok(column.finish(rows)),
            Values::Timestamps(column) => Ok(column.finish(rows, &self.data_type)),
            Values::Dates(column) => Ok(column.finish(rows, &self.data_type)),
            Values::Times(column) => Ok(column.finish(rows, &self.data_type)),
            Values::Durations(column) => Ok(column.finish(rows, &self.data_type)),
            Values::Lists(column) => column.finish(rows, &self.data_type),
            Values::Objects(column) => column.finish(rows, &self.data_type),
            Values::Maps(column) => column.finish(rows, &self.data_type),
        }
    }

    /// A column of nulls, which batches of the same size share.
    fn nulls(&mut self, rows: usize) -> ArrayRef {
        match &self.nulls {
            Some(nulls) if nulls.len() >= rows => nulls.slice(0, rows),
            _ => self.nulls.insert(new_null_array(&self.data_type, rows)).clone(),
        }
    }
}

impl Values {
    fn new(shape: &Shape) -> Self {
        match shape {
            Shape::List(items) => Values::Lists(Box::new(Lists::new(Column::new(items)))),
            Shape::Object(members) => Values::Objects(Objects::new(
                members.iter().map(|member| (member.index, member.name, Column::new(&member.shape))).collect(),
            )),
            Shape::Map(values) => Values::Maps(Box::new(Maps::new(Column::new(values)))),
            Shape::Value(kind) => match kind {
                Kind::Unsigned => Values::Unsigned(Numbers::default()),
                Kind::Signed => Values::Signed(Numbers::default()),
                Kind::Float => Values::Floats(Numbers::default()),
                Kind::Boolean => Values::Flags(Flags::default()),
                Kind::Timestamp => Values::Timestamps(Numbers::default()),
                Kind::Date => Values::Dates(Numbers::default()),
                Kind::Time => Values::Times(Numbers::default()),
                Kind::Duration => Values::Durations(Numbers::default()),
                _ => Values::Texts(Texts::default()),
            },
        }
    }

    /// How many rows have a value.
    fn count(&self) -> usize {
        match self {
            Values::Texts(column) => column.count(),
            Values::Unsigned(column) => column.count(),
            Values::Signed(column) => column.count(),
            Values::Floats(column) => column.count(),
            Values::Flags(column) => column.count(),
            Values::Timestamps(column) => column.count(),
            Values::Dates(column) => column.count(),
            Values::Times(column) => column.count(),
            Values::Durations(column) => column.count(),
            Values::Lists(column) => column.count(),
            Values::Objects(column) => column.count(),
            Values::Maps(column) => column.count(),
        }
    }
}

const EPOCH: i32 = UtcDateTime::UNIX_EPOCH.date().to_julian_day();

/// The days since 1970.
fn days(date: Date) -> i32 {
    date.to_julian_day() - EPOCH
}

fn nanoseconds_of_day(time: Time) -> i64 {
    let (hour, minute, second, nanosecond) = time.as_hms_nano();
    let seconds = (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second);
    seconds * 1_000_000_000 + i64::from(nanosecond)
}
