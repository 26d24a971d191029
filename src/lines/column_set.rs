//! The columns of a table, and those of a layout.

use std::fmt::Debug;
use std::sync::Arc;

use super::Fill;
use crate::schema::Selection;

/// A column of a layout: a known one, or an unknown one whose values are kept by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LayoutColumn<C> {
    Known(C),
    Unknown(Arc<str>),
    /// A known one whose values are passed over: nobody asks for them.
    Unwanted(C),
}

impl<C: ColumnSet> LayoutColumn<C> {
    /// AWS's name of a known column, or the given name.
    pub(crate) fn name(&self) -> &str {
        match self {
            LayoutColumn::Known(column) | LayoutColumn::Unwanted(column) => column.name(),
            LayoutColumn::Unknown(name) => name,
        }
    }

    pub(crate) fn known(&self) -> Option<C> {
        match self {
            LayoutColumn::Known(column) | LayoutColumn::Unwanted(column) => Some(*column),
            LayoutColumn::Unknown(_) => None,
        }
    }

    /// Returns whether the format has no column of this name. (A known column that occurs twice is kept by name too.)
    pub(crate) fn has_unknown_name(&self) -> bool {
        matches!(self, LayoutColumn::Unknown(name) if C::find(name).is_none())
    }

    /// The same column, unwanted if it is a known one that the projection does not have.
    pub(crate) fn narrowed(&self, projection: Selection) -> Self {
        match self {
            LayoutColumn::Known(column) => match C::ALL.iter().position(|known| known == column) {
                Some(place) if !projection.has(place) => LayoutColumn::Unwanted(*column),
                _ => self.clone(),
            },
            _ => self.clone(),
        }
    }

    /// The columns with these names. A known one that comes again is kept by its name, so that
    /// neither value is lost.
    pub(crate) fn named<N: AsRef<str>>(names: &[N]) -> Vec<Self> {
        let (mut seen, mut near) = (0_u128, 0);
        let columns = names.iter().map(|name| {
            let name = name.as_ref();
            match C::find_near(near, name) {
                Some((place, column)) if seen & 1 << place == 0 => {
                    seen |= 1 << place;
                    near = place + 1;
                    LayoutColumn::Known(column)
                }
                _ => LayoutColumn::Unknown(name.into()),
            }
        });
        columns.collect()
    }
}

/// The columns of a table.
pub(crate) trait ColumnSet: Copy + Debug + PartialEq + Into<u32> + 'static {
    type Record<'a>: Fill<'a, Column = Self>;

    /// Every column, in the order of the table.
    const ALL: &'static [Self];

    /// The same as the columns of a layout.
    const LAYOUT: &'static [LayoutColumn<Self>];

    /// The version of the log that introduced each column. 0 if the table has no versions.
    const VERSIONS: &'static [u8];

    /// The columns that no other log has: an object with one of them may have unknown keys too. One bit per column,
    /// by its index in the table.
    const DISTINCTIVE: u128;

    /// The columns that keep a value of another type instead of refusing the record, as bits.
    const LENIENT: u128;

    fn into_owned<'a>(record: Self::Record<'_>) -> Self::Record<'a>;

    /// AWS's name.
    fn name(self) -> &'static str;

    /// Other names that AWS or its tools use for the column.
    fn aliases(self) -> &'static [&'static str];

    /// The column with a name. The comparison ignores case and everything except letters and digits:
    /// `cs(User-Agent)`, `cs_user_agent` and `csUserAgent` are equal.
    fn find(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|column| {
            same_name(column.name(), name) || column.aliases().iter().any(|alias| same_name(alias, name))
        })
    }

    /// The columns with these names, as bits.
    fn bits<'n>(names: impl Iterator<Item = &'n str>) -> u128 {
        let columns = names.filter_map(|name| Self::find_near(0, name));
        columns.fold(0, |bits, (index, _)| bits | 1 << index)
    }

    /// The column with a name, and its index. `near` is its index if the names are in the usual order.
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

/// The column that an object needs to be recognized. `None` if it has one already.
pub(crate) fn missing_distinctive<C: ColumnSet>(present: u128, has_unknown: bool) -> Option<C> {
    let is_record = present & C::DISTINCTIVE != 0 || present != 0 && !has_unknown;
    if is_record { None } else { C::ALL.get(C::DISTINCTIVE.trailing_zeros() as usize).copied() }
}

pub(crate) fn same_name(one: &str, other: &str) -> bool {
    letters(one).eq(letters(other))
}

fn letters(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase())
}

/// The columns of a table: an enum with a variant for each field.
///
/// A row is the field, AWS's name, the version, the other spellings and the marks.
macro_rules! column_set {
    ($record:ident $($field:ident $name:literal [$($version:literal)?] [$($alias:literal)*] [$($mark:ident)*])+) => {
        /// The columns, named as their fields.
        #[allow(non_camel_case_types, reason = "a column has its field's name")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Column {
            $($field,)+
        }

        const _: () = assert!(
            <Column as $crate::lines::ColumnSet>::ALL.len() <= u128::BITS as usize,
            "sets of columns are bits of a u128: a table has at most 128 rows"
        );

        impl From<Column> for u32 {
            fn from(column: Column) -> u32 {
                column as u32
            }
        }

        impl $crate::lines::ColumnSet for Column {
            type Record<'a> = $record<'a>;

            const ALL: &'static [Self] = &[$(Column::$field),+];

            const LAYOUT: &'static [$crate::lines::LayoutColumn<Self>] = $crate::lines::layout_columns!($($field)+);

            const VERSIONS: &'static [u8] = &[$(0 $(+ $version)?),+];

            const DISTINCTIVE: u128 = 0 $(| $crate::lines::column_set!(@distinctive $field $($mark)*))+;

            const LENIENT: u128 = 0 $(| $crate::lines::column_set!(@lenient $field $($mark)*))+;

            fn into_owned<'a>(record: $record<'_>) -> $record<'a> {
                record.into_owned()
            }

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
    };
    (@distinctive $field:ident) => { 1 << Column::$field as u32 };
    (@distinctive $field:ident common $($mark:ident)*) => { 0 };
    (@distinctive $field:ident own) => { 0 };
    (@distinctive $field:ident lenient $($mark:ident)*) => { $crate::lines::column_set!(@distinctive $field $($mark)*) };
    (@lenient $field:ident $(own)?) => { 0 };
    (@lenient $field:ident lenient $($mark:ident)*) => { 1 << Column::$field as u32 };
    (@lenient $field:ident common $($mark:ident)*) => { $crate::lines::column_set!(@lenient $field $($mark)*) };
}
pub(crate) use column_set;

/// The columns of a layout, each by its field.
macro_rules! layout_columns {
    ($($field:ident)+) => { &[$($crate::lines::LayoutColumn::Known(Column::$field)),+] };
}
pub(crate) use layout_columns;
