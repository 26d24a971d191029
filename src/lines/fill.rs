//! Fills a record from the values of a line.

use std::borrow::Cow;

use super::{ColumnSet, LayoutColumn, Leftover};
use crate::error::{ErrorKind, Found, Refusal};
use crate::schema::Row;
use crate::text::Text;

/// What to do with a line that has fewer values than its layout has columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Short {
    /// Refuse it as truncated.
    Refused,
    /// Read it: older lines have fewer columns.
    Legacy,
    /// Read it, because the user accepts short lines.
    Accepted,
}

impl Short {
    pub(crate) const fn accepted(on: bool) -> Self {
        if on { Short::Accepted } else { Short::Refused }
    }
}

/// The refusal of a line with fewer values than columns.
#[cold]
fn cut_line(columns: usize, values: usize) -> Box<Refusal> {
    let expected = match columns {
        1 => Cow::Borrowed("1 value"),
        _ => Cow::Owned(format!("{columns} values, one for each column")),
    };
    Refusal::new(ErrorKind::Truncated, expected)
        .with_found(Found::words(values.to_string()))
        .with_hint("the line is truncated or has another layout; `accept_short_lines` accepts it")
}

/// The refusal of a line whose last value has an opening quote and no closing one.
#[cold]
pub(crate) fn open_value() -> Box<Refusal> {
    Refusal::new(ErrorKind::Truncated, "the quote that closes the last value")
        .with_found(Found::words("the end of the line"))
        .with_hint("the line is truncated; `accept_short_lines` accepts it")
}

/// A record of a line format.
pub(crate) trait LineRecord<'a> {
    fn empty() -> Self;

    /// Sets the text that the record was read from.
    fn set_source(&mut self, source: &'a str);

    /// Sets the time that an export or a wrapper adds to the record's text.
    fn set_envelope_time(&mut self, time: time::UtcDateTime);

    /// Returns whether the line had values after the last column of its layout.
    fn goes_beyond_layout(&self) -> bool;
}

/// A record that is filled column by column.
pub(crate) trait Fill<'a>: LineRecord<'a> {
    type Column: ColumnSet;

    /// Reads a column's text into its field.
    fn set(
        &mut self,
        column: Self::Column,
        value: impl Clone + AsRef<str> + Into<Text<'a>>,
    ) -> Result<(), Box<Refusal>>;

    /// Reads a column's text into a row. Returns `false` if only [`Self::set`] can say what becomes of it.
    fn push_value(column: Self::Column, text: &'a str, row: &mut Row<'a>) -> bool;

    /// What has no field.
    fn leftover(&mut self) -> &mut Leftover<'a>;

    /// The name of a column in the serialized record.
    fn serialized_name(&self, column: Self::Column) -> &'static str;

    /// Fills the record from the values of a line and keeps those after the last column.
    fn fill(
        &mut self,
        columns: &[LayoutColumn<Self::Column>],
        short: Short,
        mut values: impl Iterator<Item: Clone + AsRef<str> + Into<Text<'a>>>,
    ) -> Result<(), Box<Refusal>> {
        let mut columns_left = columns.iter();
        while let Some(column) = columns_left.next() {
            match (column, values.next()) {
                (_, None) if short == Short::Refused => {
                    return Err(cut_line(columns.len(), columns.len() - columns_left.len() - 1));
                }
                (_, None) => return Ok(()),
                (_, Some(value)) if matches!(value.as_ref(), "-" | "") => {}
                (LayoutColumn::Known(column), Some(value)) => self.set(*column, value)?,
                (LayoutColumn::Unknown(name), Some(value)) => self.leftover().push_column(name, value.into()),
                (LayoutColumn::Unwanted(_), Some(_)) => {}
            }
        }
        values.for_each(|value| self.leftover().push_beyond(value.into()));
        Ok(())
    }

    /// Fills the record from a line that has the columns in the order of their table. The values of columns at other places than
    /// the wanted ones are passed over.
    #[inline]
    fn fill_in_order(
        &mut self,
        is_wanted: impl Fn(usize) -> bool,
        mut values: impl Iterator<Item = &'a str>,
    ) -> Result<(), Box<Refusal>> {
        for (place, column) in Self::Column::ALL.iter().enumerate() {
            match values.next() {
                None => return Ok(()),
                Some("-" | "") => {}
                Some(value) if is_wanted(place) => self.set(*column, value)?,
                Some(_) => {}
            }
        }
        values.for_each(|value| self.leftover().push_beyond(value.into()));
        Ok(())
    }
}

/// How a record is filled: [`Fill`].
///
/// A row is the field, its type, its codec if any, AWS's name, the column's own null markers, and the marks.
macro_rules! fill {
    ($record:ident [$($option:tt)*] $($field:ident [$type:ty] [$($codec:ident)?] $name:literal [$($null:literal)*] [$($mark:ident)*])+) => {
        impl<'a> $crate::lines::LineRecord<'a> for $record<'a> {
            // Made where it stays: a record is large.
            #[inline(always)]
            fn empty() -> Self {
                $record::default()
            }

            fn set_source(&mut self, source: &'a str) {
                self.source.set_text(source);
            }

            fn set_envelope_time(&mut self, time: ::time::UtcDateTime) {
                self.source.set_time(time);
            }

            fn goes_beyond_layout(&self) -> bool {
                !self.leftover.beyond().is_empty()
            }
        }

        impl<'a> $crate::lines::Fill<'a> for $record<'a> {
            type Column = Column;

            // Called for each value: a call would cost more than most values.
            #[inline(always)]
            fn set(
                &mut self,
                column: Column,
                value: impl Clone + AsRef<str> + Into<$crate::text::Text<'a>>,
            ) -> std::result::Result<(), Box<$crate::error::Refusal>> {
                match column {
                    $(Column::$field => {
                        $(if value.as_ref() == $null {
                            return Ok(());
                        })*
                        type FieldCodec = $crate::lines::columns!(@codec $($codec)?);
                        match <FieldCodec as $crate::text::Codec<'a, $type>>::read(value.clone()) {
                            Some(read) => self.$field = Some(read),
                            None => $crate::lines::fill!(@mistyped $($mark)* => self $name value $type),
                        }
                    })+
                }
                Ok(())
            }

            #[inline(always)]
            fn push_value(column: Column, text: &'a str, row: &mut $crate::schema::Row<'a>) -> bool {
                match column {
                    $(Column::$field => {
                        $(if text == $null {
                            return true;
                        })*
                        $crate::lines::push_value::<$type, $crate::lines::columns!(@codec $($codec)?)>(column.into(), text, row)
                    })+
                }
            }

            fn leftover(&mut self) -> &mut $crate::lines::Leftover<'a> {
                &mut self.leftover
            }

            fn serialized_name(&self, column: Column) -> &'static str {
                $crate::lines::fill!(@serialized_name self column $($option)*)
            }
        }
    };
    (@mistyped $(own)? => $record:ident $name:literal $value:ident $type:ty) => {{
        let expected = <FieldCodec as $crate::text::Codec<'a, $type>>::EXPECTED;
        return Err($crate::error::Refusal::value($name, expected, $value.as_ref()));
    }};
    (@mistyped lenient $($mark:ident)* => $record:ident $name:literal $value:ident $type:ty) => {
        $record.leftover.push_mistyped($name, $value.into())
    };
    (@mistyped common $($mark:ident)* => $($row:tt)+) => { $crate::lines::fill!(@mistyped $($mark)* => $($row)+) };
    (@serialized_name $record:ident $column:ident named_by($method:ident)) => { $record.$method($column) };
    (@serialized_name $record:ident $column:ident $($option:tt)*) => { $crate::lines::ColumnSet::name($column) };
}
pub(crate) use fill;
