//! Values of records and of columns in one form, so that they can be compared.
#![allow(dead_code, reason = "each test uses a part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failing test panics")]

use std::collections::BTreeMap;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, DurationNanosecondType, Float64Type, Int64Type, Time64NanosecondType, TimestampNanosecondType,
    UInt64Type,
};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, TimeUnit};
use awslog::schema::Value;
use awslog::time::{Time, UtcDateTime};

/// A value of a column that is not null.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Text(String),
    Unsigned(u64),
    Signed(i64),
    Float(f64),
    Boolean(bool),
    Timestamp(i64),
    Date(i32),
    Time(i64),
    Duration(i64),
    List(Vec<Option<Cell>>),
    Object(Row),
    Map(Vec<(String, Option<Cell>)>),
}

/// The values of a row or an object by name, without those that are null.
pub type Row = BTreeMap<String, Cell>;

/// The rows of a batch.
pub fn rows(batch: &RecordBatch) -> Vec<Row> {
    let schema = batch.schema();
    let columns = || schema.fields().iter().zip(batch.columns());
    let row = |row| columns().filter_map(move |(field, column)| Some((field.name().clone(), cell(column, row)?)));
    (0..batch.num_rows()).map(|number| row(number).collect()).collect()
}

fn cell(array: &dyn Array, row: usize) -> Option<Cell> {
    if array.is_null(row) {
        return None;
    }
    Some(match array.data_type() {
        DataType::Utf8View => Cell::Text(array.as_string_view().value(row).into()),
        DataType::Utf8 => Cell::Text(array.as_string::<i32>().value(row).into()),
        DataType::UInt64 => Cell::Unsigned(array.as_primitive::<UInt64Type>().value(row)),
        DataType::Int64 => Cell::Signed(array.as_primitive::<Int64Type>().value(row)),
        DataType::Float64 => Cell::Float(array.as_primitive::<Float64Type>().value(row)),
        DataType::Boolean => Cell::Boolean(array.as_boolean().value(row)),
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            Cell::Timestamp(array.as_primitive::<TimestampNanosecondType>().value(row))
        }
        DataType::Date32 => Cell::Date(array.as_primitive::<Date32Type>().value(row)),
        DataType::Time64(_) => Cell::Time(array.as_primitive::<Time64NanosecondType>().value(row)),
        DataType::Duration(_) => Cell::Duration(array.as_primitive::<DurationNanosecondType>().value(row)),
        DataType::List(_) => {
            let items = array.as_list::<i32>().value(row);
            Cell::List((0..items.len()).map(|item| cell(&items, item)).collect())
        }
        DataType::Struct(fields) => {
            let columns = fields.iter().zip(array.as_struct().columns());
            Cell::Object(
                columns.filter_map(|(field, column)| Some((field.name().clone(), cell(column, row)?))).collect(),
            )
        }
        DataType::Map(..) => {
            let entries = array.as_map().value(row);
            let key = |entry| match cell(entries.column(0), entry) {
                Some(Cell::Text(key)) => key,
                key => panic!("a key is {key:?}"),
            };
            Cell::Map((0..entries.len()).map(|entry| (key(entry), cell(entries.column(1), entry))).collect())
        }
        other => panic!("there are no columns of {other}"),
    })
}

/// The row that an object should become. Its unknown members, and those of objects in it, are in `extra`.
pub fn expected(object: awslog::schema::Object<'_>) -> Row {
    let mut extra = Vec::new();
    let Some(Cell::Object(mut row)) = of(Value::Object(object), "", &mut extra) else { panic!("an object is null") };
    if !extra.is_empty() {
        row.insert("extra".into(), Cell::Map(extra));
    }
    row
}

/// A value as a cell. `path` is what its members are called in `extra`.
fn of(value: Value<'_>, path: &str, extra: &mut Vec<(String, Option<Cell>)>) -> Option<Cell> {
    Some(match value {
        Value::Unsigned(number) => Cell::Unsigned(number),
        Value::Signed(number) => Cell::Signed(number),
        Value::Float(number) => Cell::Float(number),
        Value::Boolean(flag) => Cell::Boolean(flag),
        Value::Timestamp(instant) => match instant.unix_timestamp_nanos().try_into() {
            Ok(nanoseconds) => Cell::Timestamp(nanoseconds),
            Err(_) => {
                extra.push((path.trim_end_matches('.').into(), Some(Cell::Text(rfc3339(instant)))));
                return None;
            }
        },
        Value::Date(date) => Cell::Date((date - UtcDateTime::UNIX_EPOCH.date()).whole_days().try_into().unwrap()),
        Value::Time(time) => Cell::Time((time - Time::MIDNIGHT).whole_nanoseconds().try_into().unwrap()),
        Value::Duration(duration) => match duration.as_nanos().try_into() {
            Ok(nanoseconds) => Cell::Duration(nanoseconds),
            Err(_) => {
                let text = format!("{}.{:09}", duration.as_secs(), duration.subsec_nanos());
                extra.push((path.trim_end_matches('.').into(), Some(Cell::Text(text))));
                return None;
            }
        },
        Value::Json(json) => Cell::Text(json.to_string()),
        Value::List(list) => {
            let items = list.iter().enumerate().map(|(index, item)| of(item, &format!("{path}{index}."), extra));
            Cell::List(items.collect())
        }
        Value::Map(map) => {
            let entries = map.iter().map(|(key, value)| (key.into(), of(value, &format!("{path}{key}."), extra)));
            Cell::Map(entries.collect())
        }
        Value::Object(object) => {
            let known = object.schema().iter().enumerate();
            let known = known.filter_map(|(index, field)| {
                let cell = of(object.value(index)?, &format!("{path}{}.", field.name), extra)?;
                Some((field.name.into(), cell))
            });
            let row = known.collect();
            for (name, value) in object.unknown() {
                let text = value.text().map_or_else(|| json(value), |text| text.into_owned());
                extra.push((format!("{path}{name}"), Some(Cell::Text(text))));
            }
            Cell::Object(row)
        }
        text => Cell::Text(text.text().unwrap().into_owned()),
    })
}

/// A value as JSON.
fn json(value: Value<'_>) -> String {
    let member = |(key, value): (&str, Value<'_>)| format!("{}:{}", quoted(key), json(value));
    match value {
        Value::Unsigned(number) => number.to_string(),
        Value::Signed(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Boolean(flag) => flag.to_string(),
        Value::Json(json) => json.to_string(),
        Value::List(list) => format!("[{}]", list.iter().map(json).collect::<Vec<_>>().join(",")),
        Value::Map(map) => format!("{{{}}}", map.iter().map(member).collect::<Vec<_>>().join(",")),
        Value::Object(object) => format!("{{{}}}", object.values().map(member).collect::<Vec<_>>().join(",")),
        text => quoted(&text.text().unwrap_or_else(|| panic!("{text:?} is never unknown"))),
    }
}

/// A text in quotation marks.
fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|character| match character {
        '"' | '\\' => format!("\\{character}"),
        '\0'..' ' => format!("\\u{:04x}", u32::from(character)),
        _ => character.into(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// An instant in the form of RFC 3339, also before the year 0.
fn rfc3339(instant: UtcDateTime) -> String {
    let (date, (hour, minute, second, nanosecond)) = (instant.date(), instant.time().as_hms_nano());
    let fraction = if nanosecond > 0 { format!(".{nanosecond:09}") } else { String::new() };
    format!("{date}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

/// The row of a refused record.
pub fn refused(error: &awslog::Error) -> Row {
    let original = String::from_utf8_lossy(error.original()).into_owned();
    Row::from([("_error".into(), Cell::Text(error.to_string())), ("_original".into(), Cell::Text(original))])
}
