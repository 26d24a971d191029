//! Fills a row from the values of a line.

use super::fill::{Fill, Short};
use super::{ColumnSet, LayoutColumn};
use crate::schema::{AsValue, Row, Value};
use crate::text::Codec;

/// Fills an empty row as [`Fill::fill`] fills a record. Returns `false` if a record has to be filled instead: it says why the line is
/// refused, or keeps a value that does not have the type of its column.
#[inline]
pub(crate) fn fill_row<'a, C: ColumnSet>(
    row: &mut Row<'a>,
    columns: &[LayoutColumn<C>],
    short: Short,
    mut values: impl Iterator<Item = &'a str>,
) -> bool {
    for column in columns {
        match (column, values.next()) {
            (_, None) => return short != Short::Refused,
            (_, Some("-" | "")) => {}
            (LayoutColumn::Known(column), Some(text)) => {
                if !<C::Record<'a>>::push_value(*column, text, row) {
                    return false;
                }
            }
            (LayoutColumn::Unknown(name), Some(text)) => row.push_unknown(name, text),
            (LayoutColumn::Unwanted(_), Some(_)) => {}
        }
    }
    values.for_each(|text| row.push_beyond(text));
    true
}

/// Reads a value as [`Codec::read`] does, and adds it to a row. Returns `false` if that does not read it.
// The row is written to for each type anew: what all types have in common would be written byte by byte.
#[inline(always)]
pub(crate) fn push_value<'a, T: AsValue, C: Codec<'a, T>>(index: u32, text: &'a str, row: &mut Row<'a>) -> bool {
    if C::IS_ANY_TEXT {
        row.push(index, Value::Text(text), text);
        return true;
    }
    let read = C::read(text);
    match read.as_ref().and_then(AsValue::as_value).and_then(Value::detached) {
        Some(value) => {
            row.push(index, value, text);
            true
        }
        None => false,
    }
}
