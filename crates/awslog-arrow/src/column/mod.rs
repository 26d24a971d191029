//! Columns: where the values of records go, row by row, until a batch is made of them.
//!
//! A column is given the rows that have a value, in order. It makes up for those without one when the next value comes, or at the
//! end.

mod extra;
mod fill;
mod json;
mod nested;
mod nulls;
mod numbers;
mod texts;
mod validity;

use std::time::Duration;

use arrow_array::types::{
    Date32Type, DurationNanosecondType, Float64Type, Int64Type, Time64NanosecondType, TimestampNanosecondType,
    UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::{ArrowError, DataType};
use awslog::schema::{Kind, Value};
use awslog::time::{Date, Time, UtcDateTime};

use crate::shape::Shape;
pub(crate) use extra::Extra;
pub(crate) use fill::{Batch, Wanted, set_fields};
use nested::{Lists, Maps, Objects};
pub(crate) use nulls::Nulls;
use numbers::{Flags, Numbers};
use texts::Texts;

/// A column with its name and type.
#[derive(Debug)]
pub(crate) struct Column {
    name: &'static str,
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
    /// A column, with a name if it is a field of something.
    pub(crate) fn new(name: &'static str, shape: &Shape) -> Self {
        Column { name, data_type: shape.data_type(), values: Values::new(shape), nulls: None }
    }

    /// Sets the text of a row, which comes after all rows that have one, in a column of texts.
    pub(crate) fn set_text(&mut self, row: usize, text: &str, batch: Batch) {
        self.values.set(row, Value::Text(text), batch);
    }

    /// The column of a batch with so many rows. The next batch begins.
    pub(crate) fn finish(&mut self, rows: usize, nulls: &mut Nulls) -> Result<ArrayRef, ArrowError> {
        if self.values.is_empty() {
            return self.nulls(rows, nulls);
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
            Values::Lists(column) => column.finish(rows, &self.data_type, nulls),
            Values::Objects(column) => column.finish(rows, &self.data_type, nulls),
            Values::Maps(column) => column.finish(rows, &self.data_type, nulls),
        }
    }

    /// A column of nulls, which batches of the same size share.
    fn nulls(&mut self, rows: usize, nulls: &mut Nulls) -> Result<ArrayRef, ArrowError> {
        match &self.nulls {
            Some(column) if column.len() >= rows => Ok(column.slice(0, rows)),
            _ => Ok(self.nulls.insert(nulls.column(&self.data_type, rows)?).clone()),
        }
    }
}

impl Values {
    fn new(shape: &Shape) -> Self {
        match shape {
            Shape::List(items) => Values::Lists(Box::new(Lists::new(Column::new("", items)))),
            Shape::Object(members) => Values::Objects(Objects::new(members)),
            Shape::Map(values) => Values::Maps(Box::new(Maps::new(Column::new("", values)))),
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

    /// Sets the value of a row, which comes after all rows that have one. Returns whether the column holds all of it.
    #[inline(never)]
    fn set(&mut self, row: usize, value: Value<'_>, batch: Batch) -> bool {
        let capacity = batch.capacity;
        match (self, value) {
            (Values::Texts(column), Value::Text(text)) => column.set(row, text, capacity),
            (Values::Texts(column), Value::Ip(address)) => column.set_address(row, address, capacity),
            (Values::Texts(column), Value::Json(json)) => column.set_json(row, json, capacity),
            (Values::Texts(column), Value::Formatted(text)) => column.set_display(row, text, capacity),
            (Values::Unsigned(column), Value::Unsigned(number)) => column.set(row, number, capacity),
            (Values::Signed(column), Value::Signed(number)) => column.set(row, number, capacity),
            (Values::Floats(column), Value::Float(number)) => column.set(row, number, capacity),
            (Values::Flags(column), Value::Boolean(flag)) => column.set(row, flag),
            (Values::Dates(column), Value::Date(date)) => column.set(row, days(date), capacity),
            (Values::Times(column), Value::Time(time)) => column.set(row, nanoseconds_of_day(time), capacity),
            (Values::Timestamps(column), Value::Timestamp(instant)) => match nanoseconds_since_1970(instant) {
                Some(nanoseconds) => column.set(row, nanoseconds, capacity),
                None => return false,
            },
            (Values::Durations(column), Value::Duration(duration)) => match nanoseconds(duration) {
                Some(nanoseconds) => column.set(row, nanoseconds, capacity),
                None => return false,
            },
            (Values::Objects(column), Value::Object(object)) => return column.set(row, object, batch),
            (Values::Lists(column), Value::List(list)) => return column.set(row, list, batch),
            (Values::Maps(column), Value::Map(map)) => return column.set(row, map, batch),
            _ => return false,
        }
        true
    }

    /// Whether no row has a value.
    fn is_empty(&self) -> bool {
        match self {
            Values::Texts(column) => column.is_empty(),
            Values::Unsigned(column) => column.is_empty(),
            Values::Signed(column) => column.is_empty(),
            Values::Floats(column) => column.is_empty(),
            Values::Flags(column) => column.is_empty(),
            Values::Timestamps(column) => column.is_empty(),
            Values::Dates(column) => column.is_empty(),
            Values::Times(column) => column.is_empty(),
            Values::Durations(column) => column.is_empty(),
            Values::Lists(column) => column.is_empty(),
            Values::Objects(column) => column.is_empty(),
            Values::Maps(column) => column.is_empty(),
        }
    }
}

/// How many rows a column has memory for when it gets its first value.
fn first_rows(capacity: usize) -> usize {
    capacity.min(MOST_FIRST_ROWS)
}

/// A batch may be meant to have more rows than the input.
const MOST_FIRST_ROWS: usize = 8192;

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
