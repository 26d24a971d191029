//! Columns: where the values of records go, row by row, until a batch is made of them.
//!
//! A column is given the rows that have a value, in order. It makes up for those without one when the next value comes, and at the
//! end.

mod extra;
mod json;
mod nested;
mod numbers;
mod texts;
mod validity;

use std::time::Duration;

use arrow_array::types::{
    Date32Type, DurationNanosecondType, Float64Type, Int64Type, Time64NanosecondType, TimestampNanosecondType,
    UInt64Type,
};
use arrow_array::{Array, ArrayRef, new_null_array};
use arrow_schema::{ArrowError, DataType};
use awslog::schema::{Kind, Value};
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
    // Inlined, so that a value is matched where it is made: moving it costs more than setting it.
    #[inline(always)]
    pub(crate) fn set(&mut self, row: usize, value: Value<'_>, capacity: usize, path: &Path<'_>, extra: &mut Extra) {
        match (&mut self.values, value) {
            (Values::Texts(column), Value::Text(text)) => column.set(row, text, capacity),
            (Values::Texts(column), Value::Ip(address)) => column.set_address(row, address, capacity),
            (Values::Texts(column), Value::Json(json)) => column.set_json(row, json, capacity),
            (Values::Unsigned(column), Value::Unsigned(number)) => column.set(row, number, capacity),
            (Values::Flags(column), Value::Boolean(flag)) => column.set(row, flag),
            (Values::Dates(column), Value::Date(date)) => column.set(row, days(date), capacity),
            (Values::Times(column), Value::Time(time)) => column.set(row, nanoseconds_of_day(time), capacity),
            (Values::Objects(column), Value::Object(object)) => column.set(row, object, capacity, path, extra),
            (values, value) => values.set_other(row, value, capacity, path, extra),
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

    /// Sets a value that is rare, or takes long in any case.
    #[inline(never)]
    fn set_other(&mut self, row: usize, value: Value<'_>, capacity: usize, path: &Path<'_>, extra: &mut Extra) {
        match (self, value) {
            (Values::Texts(column), Value::Formatted(text)) => column.set_display(row, text, capacity),
            (Values::Signed(column), Value::Signed(number)) => column.set(row, number, capacity),
            (Values::Floats(column), Value::Float(number)) => column.set(row, number, capacity),
            (Values::Timestamps(column), Value::Timestamp(instant)) => match nanoseconds_since_1970(instant) {
                Some(nanoseconds) => column.set(row, nanoseconds, capacity),
                None => extra.push(path, value),
            },
            (Values::Durations(column), Value::Duration(duration)) => match nanoseconds(duration) {
                Some(nanoseconds) => column.set(row, nanoseconds, capacity),
                None => extra.push(path, value),
            },
            (Values::Lists(column), Value::List(list)) => column.set(row, list, capacity, path, extra),
            (Values::Maps(column), Value::Map(map)) => column.set(row, map, capacity, path, extra),
            (_, value) => extra.push(path, value),
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

/// The nanoseconds of an instant, if 64 bits hold them.
#[inline]
fn nanoseconds_since_1970(instant: UtcDateTime) -> Option<i64> {
    match instant.unix_timestamp().checked_mul(SECOND) {
        Some(nanoseconds) => nanoseconds.checked_add(instant.nanosecond().into()),
        // The seconds alone may be too many where both together are not.
        None => i64::try_from(instant.unix_timestamp_nanos()).ok(),
    }
}

/// The nanoseconds of a duration, if 64 bits hold them.
#[inline]
fn nanoseconds(duration: Duration) -> Option<i64> {
    let seconds = i64::try_from(duration.as_secs()).ok()?;
    seconds.checked_mul(SECOND)?.checked_add(duration.subsec_nanos().into())
}

const SECOND: i64 = 1_000_000_000;

fn nanoseconds_of_day(time: Time) -> i64 {
    let (hour, minute, second, nanosecond) = time.as_hms_nano();
    let seconds = (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second);
    seconds * SECOND + i64::from(nanosecond)
}
