//! Columns: which value of a line belongs to which field of a record.

use std::borrow::Cow;
use std::sync::Arc;

use crate::error::{ErrorKind, Found, Refusal};
use crate::lines::Leftover;
use crate::text::Text;

/// A column of a layout: one that the format knows, or one that it will hand on by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Column<C> {
    Known(C),
    Unknown(Arc<str>),
}

impl<C: Known> Column<C> {
    /// AWS's name of a known column, or the name that was given.
    pub(crate) fn name(&self) -> &str {
        match self {
            Column::Known(column) => column.name(),
            Column::Unknown(name) => name,
        }
    }

    /// Whether the format has no column of this name. (A known column that comes twice is kept by its name too.)
    pub(crate) fn has_unknown_name(&self) -> bool {
        matches!(self, Column::Unknown(name) if C::find(name).is_none())
    }

    /// The columns with these names. A known one that comes again stands beside the record's fields, so that neither value
    /// is lost.
    pub(crate) fn named<N: AsRef<str>>(names: &[N]) -> Vec<Self> {
        let mut seen = 0_u128;
        let columns = names.iter().map(|name| {
            let name = name.as_ref();
            match C::find_near(0, name) {
                Some((place, column)) if seen & 1 << place == 0 => {
                    seen |= 1 << place;
                    Column::Known(column)
                }
                _ => Column::Unknown(name.into()),
            }
        });
        columns.collect()
    }
}

/// What becomes of a line that has fewer values than its layout has columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Short {
    /// It is refused: something has cut it.
    Refused,
    /// It is read: older lines have fewer columns.
    ByRight,
    /// It is read, because the user wants so.
    Accepted,
}

/// The refusal of a line that has fewer values than columns.
#[cold]
fn cut_line(columns: usize, values: usize) -> Box<Refusal> {
    let expected = match columns {
        1 => Cow::Borrowed("1 value"),
        _ => Cow::Owned(format!("{columns} values, one for each column")),
    };
    Refusal::new(ErrorKind::Truncated, expected)
        .with_found(Found::words(values.to_string()))
        .with_hint("the line is cut, or has another layout; `accept_short_lines` reads it all the same")
}

/// The refusal of a line whose last value has a quote in front and none behind it.
#[cold]
pub(crate) fn open_value() -> Box<Refusal> {
    Refusal::new(ErrorKind::Truncated, "the quote that closes the last value")
        .with_found(Found::words("the end of the line"))
        .with_hint("the line is cut; `accept_short_lines` reads it all the same")
}

/// The known columns of a format.
pub(crate) trait Known: Copy + PartialEq + 'static {
    /// Every known column.
    const ALL: &'static [Self];

    /// The columns that tell an object with unknown keys from one of another log: a bit for each, by its place in the table.
    const TELLING: u128;

    /// The columns whose values no field of ECS needs, as [`Self::TELLING`]: what is not of their type is kept as it is.
    const KEPT: u128;

    /// AWS's name.
    fn name(self) -> &'static str;

    /// Other names that AWS or its tools give the column.
    fn aliases(self) -> &'static [&'static str];

    /// The column with a name. Names are compared by letters and digits alone, in any case:
    /// `cs(User-Agent)`, `cs_user_agent` and `csUserAgent` are the same.
    fn find(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|column| {
            same_name(column.name(), name) || column.aliases().iter().any(|alias| same_name(alias, name))
        })
    }

    /// A bit for each column that one of the names is of, by its place in the table.
    fn bits<'n>(names: impl Iterator<Item = &'n str>) -> u128 {
        let places = names.filter_map(|name| Self::find_near(0, name));
        places.fold(0, |bits, (place, _)| bits | 1 << place)
    }

    /// The column with a name; `near` is where it stands if the names come in the usual order.
    fn find_near(near: usize, name: &str) -> Option<(usize, Self)> {
        match Self::ALL.get(near) {
            Some(column) if column.name() == name => Some((near, *column)),
            _ => {
                let column = Self::find(name)?;
                Some((Self::ALL.iter().position(|known| *known == column)?, column))
            }
        }
    }
}

/// The column that an object needs beside those that it has, so that it is told from objects of other logs.
pub(crate) fn missing_sign<C: Known>(known: u128, has_unknown: bool) -> Option<C> {
    let is_record = known & C::TELLING != 0 || known != 0 && !has_unknown;
    if is_record { None } else { C::ALL.get(C::TELLING.trailing_zeros() as usize).copied() }
}

pub(crate) fn same_name(one: &str, other: &str) -> bool {
    letters(one).eq(letters(other))
}

fn letters(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase())
}

/// A record that is filled column by column.
pub(crate) trait Fill<'a> {
    type Column: Known;

    /// Reads a column's text into its field.
    fn set(
        &mut self,
        column: Self::Column,
        value: impl Clone + AsRef<str> + Into<Text<'a>>,
    ) -> Result<(), Box<Refusal>>;

    /// Where what has no field goes.
    fn leftover(&mut self) -> &mut Leftover<'a>;

    /// Remembers the text that the record was read from.
    fn set_source(&mut self, source: &'a str);

    /// Remembers the time that stands beside the record's text.
    fn set_envelope_time(&mut self, time: time::UtcDateTime);

    /// The name that a column is serialized with.
    fn serialized_name(&self, column: Self::Column) -> &'static str;

    /// Fills the record from a line: one value too many is kept; `short` says what to do if values are missing.
    fn fill(
        &mut self,
        columns: &[Column<Self::Column>],
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
                (Column::Known(column), Some(value)) => self.set(*column, value)?,
                (Column::Unknown(name), Some(value)) => self.leftover().push_column(name, value.into()),
            }
        }
        values.for_each(|value| self.leftover().push_beyond(value.into()));
        Ok(())
    }

    /// Fills the record from a line that has the known columns in the order of their table.
    fn fill_in_order(&mut self, mut values: impl Iterator<Item = &'a str>) -> Result<(), Box<Refusal>> {
        for column in Self::Column::ALL {
            match values.next() {
                None => return Ok(()),
                Some("-" | "") => {}
                Some(value) => self.set(*column, value)?,
            }
        }
        values.for_each(|value| self.leftover().push_beyond(value.into()));
        Ok(())
    }
}

/// A record of columns: the struct, its columns and what goes between them, from one table.
///
/// A row is AWS's name, marks, other names for the same column, null markers that only it has, the field, its type and, where
/// the type alone does not say how the text is read, the codec. The mark `common` says that other logs have keys of that name
/// too; `aws` that no field of ECS needs the value: what is not of its type is kept as an unknown column is; `own` that AWS has
/// no such column: these rows come last. After `..` may stand a method that names columns otherwise when the record is serialized.
macro_rules! columns {
    (
        $(#[$meta:meta])*
        pub struct $record:ident<'a> {
            $($(#[doc = $doc:literal])* $name:literal $(($($mark:ident),+))? $(| $alias:literal)* $(unless $null:literal)* => $field:ident: $type:ty $(as $codec:ident)?,)+
            .. $($serialized_name:ident)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $record<'a> {
            $($(#[doc = $doc])* pub $field: Option<$type>,)+
            leftover: $crate::lines::Leftover<'a>,
            source: $crate::text::Source<'a>,
        }

        /// The known columns, named as their fields.
        #[allow(non_camel_case_types, reason = "a column has its field's name")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Column {
            $($field,)+
        }

        impl $crate::lines::Known for Column {
            const ALL: &'static [Self] = &[$(Column::$field),+];

            const TELLING: u128 = 0 $(| $crate::lines::columns!(@telling $field $($($mark)+)?))+;

            const KEPT: u128 = 0 $(| $crate::lines::columns!(@kept $field $($($mark)+)?))+;

            fn name(self) -> &'static str {
                match self {
                    $(Column::$field => $name,)+
                }
            }

            fn aliases(self) -> &'static [&'static str] {
                match self {
                    $(Column::$field => &[$($alias),*],)+
                }
            }
        }

        impl<'a> $crate::lines::Fill<'a> for $record<'a> {
            type Column = Column;

            // Called for each value: what a call saves and restores is more than most values take.
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
                        match $crate::lines::columns!(@read $($codec)?, $type, value) {
                            Some(read) => self.$field = Some(read),
                            None => $crate::lines::columns!(
                                @misfit self, value, $name,
                                <$crate::lines::columns!(@codec $($codec)?) as $crate::text::Codec<'a, $type>>::EXPECTED,
                                $($($mark)+)?
                            ),
                        }
                    })+
                }
                Ok(())
            }

            fn leftover(&mut self) -> &mut $crate::lines::Leftover<'a> {
                &mut self.leftover
            }

            fn set_source(&mut self, source: &'a str) {
                self.source.set_text(source);
            }

            fn set_envelope_time(&mut self, time: ::time::UtcDateTime) {
                self.source.set_time(time);
            }

            fn serialized_name(&self, column: Column) -> &'static str {
                $crate::lines::columns!(@serialized_name self, column $(, $serialized_name)?)
            }
        }

        impl<'a> $record<'a> {
            /// AWS's names of the columns, in the order of the fields. Other spellings are read too.
            pub const FIELDS: &'static [&'static str] = {
                const NAMES: &[&str] = &[$($name),+];
                const OWN: usize = 0 $(+ $crate::lines::columns!(@own $($($mark)+)?))+;
                NAMES.split_at(NAMES.len() - OWN).0
            };

            /// The value of an unknown column, by its name in the header, as logged.
            pub fn unknown(&self, name: &str) -> Option<&$crate::text::Text<'a>> {
                self.unknown_columns().find_map(|(known, value)| (known == name).then_some(value))
            }

            /// The unknown columns, with their values as logged, those of JSON that are no texts as their exact JSON. The second
            /// occurrence of a known column is here too, and the value of a column that is not of its type, if no field of
            /// ECS needs it.
            pub fn unknown_columns(&self) -> impl Iterator<Item = (&str, &$crate::text::Text<'a>)> {
                self.leftover.columns().iter().map(|(name, value)| (name.as_str(), value.text()))
            }

            /// The values after the last column of the layout, as logged, null markers included.
            pub fn beyond_layout(&self) -> &[$crate::text::Text<'a>] {
                self.leftover.beyond()
            }

            /// The exact text of the record in the input.
            pub fn original(&self) -> Option<&str> {
                self.source.text()
            }

            $crate::text::envelope_time!();

            #[cfg(feature = "ecs")]
            pub(crate) fn leftover(&self) -> &$crate::lines::Leftover<'a> {
                &self.leftover
            }

            /// Converts the record into an owned one, which no longer borrows from the input.
            pub fn into_owned(self) -> $record<'static> {
                $record {
                    $($field: self.$field.map($crate::text::Value::into_owned),)+
                    leftover: self.leftover.into_owned(),
                    source: self.source.into_owned(),
                }
            }
        }

        $crate::schema::schema! {
            impl ['a] $record<'a> { $($(#[doc = $doc])* $name $field: Option<$type>,)+ }
            unknown |record, index| record.leftover.value(index),
            value |column| column.as_value()
        }

        impl serde::Serialize for $record<'_> {
            /// Writes an object with AWS's names, in the order of the fields. Absent values are left out, unless the
            /// column occurs again with a value. Dates, times and durations are texts as AWS writes them, whole numbers
            /// are numbers.
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                let mut map = serializer.serialize_map(None)?;
                // Without a null in front, the second value would be read again as the first.
                let again = self.leftover.columns_known_as::<Column>();
                $(if let Some(value) = &self.$field {
                    let value = $crate::text::Coded::<_, $crate::lines::columns!(@codec $($codec)?)>::new(value);
                    map.serialize_entry($crate::lines::Fill::serialized_name(self, Column::$field), &value)?;
                } else if again & (1 << Column::$field as u32) != 0 {
                    map.serialize_entry($crate::lines::Fill::serialized_name(self, Column::$field), &())?;
                })+
                // Without a telling key, or any at all, it would not be read again.
                let known = again $(| if self.$field.is_some() { 1 << Column::$field as u32 } else { 0_u128 })+;
                if let Some(column) = $crate::lines::missing_sign::<Column>(known, !self.leftover.columns().is_empty()) {
                    map.serialize_entry($crate::lines::Fill::serialized_name(self, column), &())?;
                }
                self.leftover.serialize_into(&mut map)?;
                map.end()
            }
        }
    };
    (@serialized_name $record:ident, $column:ident) => { $crate::lines::Known::name($column) };
    (@serialized_name $record:ident, $column:ident, $method:ident) => { $record.$method($column) };
    (@telling $field:ident) => { 1 << Column::$field as u32 };
    (@telling $field:ident common $($mark:ident)*) => { 0 };
    (@telling $field:ident aws $($mark:ident)*) => { $crate::lines::columns!(@telling $field $($mark)*) };
    (@own) => { 0 };
    (@own own) => { 1 };
    (@own $other:ident $($mark:ident)*) => { $crate::lines::columns!(@own $($mark)*) };
    (@kept $field:ident $(own)?) => { 0 };
    (@kept $field:ident aws $($mark:ident)*) => { 1 << Column::$field as u32 };
    (@kept $field:ident common $($mark:ident)*) => { $crate::lines::columns!(@kept $field $($mark)*) };
    (@misfit $self:ident, $value:ident, $name:literal, $expected:expr, $(own)?) => {
        return Err($crate::error::Refusal::value($name, $expected, $value.as_ref()))
    };
    (@misfit $self:ident, $value:ident, $name:literal, $expected:expr, aws $($mark:ident)*) => {
        $self.leftover.push_misfit($name, $value.into())
    };
    (@misfit $self:ident, $value:ident, $name:literal, $expected:expr, common $($mark:ident)*) => {
        $crate::lines::columns!(@misfit $self, $value, $name, $expected, $($mark)*)
    };
    (@codec) => { $crate::text::Plain };
    (@codec $codec:ident) => { $crate::text::$codec };
    (@read $($codec:ident)?, $type:ty, $value:ident) => {
        <$crate::lines::columns!(@codec $($codec)?) as $crate::text::Codec<'a, $type>>::read($value.clone())
    };
}
pub(crate) use columns;
