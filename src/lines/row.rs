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
            (LayoutColumn::Known(column), Some(text)) => match <C::Record<'a>>::read_value(*column, text) {
                Some(Some(value)) => row.push((*column).into(), value, text),
                Some(None) => {}
                None => return false,
            },
            (LayoutColumn::Unknown(name), Some(text)) => row.push_unknown(name, text),
            (LayoutColumn::Unwanted(_), Some(_)) => {}
        }
    }
    values.for_each(|text| row.push_beyond(text));
    true
}

/// Reads a value as [`Codec::read`] does. `None` if that does not read it.
#[inline(always)]
pub(crate) fn read_value<'a, T: AsValue, C: Codec<'a, T>>(text: &'a str) -> Option<Value<'a>> {
    if C::IS_ANY_TEXT {
        return Some(Value::Text(text));
    }
    let value = C::read(text)?;
    value.as_value()?.detached()
}
