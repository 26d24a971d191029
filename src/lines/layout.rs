//! What every layout has: columns in their order, a delimiter, and a rule for short lines.

use std::borrow::Cow;
use std::fmt::Debug;

use super::column_set::{ColumnSet, LayoutColumn};
use super::fill::{Fill, LineRecord, Short, open_value};
use super::row::fill_row;
use crate::error::{ErrorKind, Refusal};
use crate::fast::Separated;
use crate::schema::{Row, Selection};
use crate::text::{Cells, Quoting, Text};

/// What separates the values of a line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Delimiter {
    Space,
    Tab,
    /// A comma; values can be quoted, as in CSV.
    Comma,
    Text(Box<str>),
    /// Neither the user nor a header line has set it: the format infers it from the line.
    Inferred,
}

/// The longest delimiter that a delivery can be configured with, in characters.
pub(crate) const MAX_DELIMITER: usize = 5;

impl Delimiter {
    /// The delimiter with this text. Empty for a TAB, as in the configuration of a delivery.
    pub(crate) fn new(text: &str) -> Self {
        match text {
            "" | "\t" => Delimiter::Tab,
            "," => Delimiter::Comma,
            " " => Delimiter::Space,
            _ => Delimiter::Text(text.into()),
        }
    }

    /// The delimiter with this text, if a delivery can have it.
    pub(crate) fn configured(text: &str) -> Result<Self, Box<Refusal>> {
        if text.chars().count() > MAX_DELIMITER {
            return Err(Refusal::new(ErrorKind::Layout, "a delimiter of at most 5 characters"));
        }
        Ok(Self::new(text))
    }
}

/// The columns of a layout: [`LayoutColumn`]s of one table, or of one of several tables.
pub(crate) trait Columns: Clone + Debug {
    type Record<'a>: LineRecord<'a>;

    /// Whether a column has this name.
    fn has_column(name: &str) -> bool;

    fn into_owned<'a>(record: Self::Record<'_>) -> Self::Record<'a>;

    fn names(&self) -> impl Iterator<Item = &str>;

    /// The names without a column in the format.
    fn unknown_names(&self) -> impl Iterator<Item = &str>;

    /// Fills an empty record with the values of a line.
    fn fill<'a>(
        &self,
        short: Short,
        values: impl Iterator<Item: Clone + AsRef<str> + Into<Text<'a>>>,
        record: &mut Self::Record<'a>,
    ) -> Result<(), Box<Refusal>>;

    /// The same columns, of which those of the projection are read. `None` if all of them have to be.
    fn narrowed(&self, _projection: Selection) -> Option<Self> {
        None
    }
}

impl<C: ColumnSet> Columns for Cow<'static, [LayoutColumn<C>]> {
    type Record<'a> = C::Record<'a>;

    fn has_column(name: &str) -> bool {
        C::find(name).is_some()
    }

    fn into_owned<'a>(record: C::Record<'_>) -> C::Record<'a> {
        C::into_owned(record)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.iter().map(LayoutColumn::name)
    }

    fn unknown_names(&self) -> impl Iterator<Item = &str> {
        self.iter().filter(|column| column.has_unknown_name()).map(LayoutColumn::name)
    }

    #[inline]
    fn fill<'a>(
        &self,
        short: Short,
        values: impl Iterator<Item: Clone + AsRef<str> + Into<Text<'a>>>,
        record: &mut C::Record<'a>,
    ) -> Result<(), Box<Refusal>> {
        Fill::fill(record, self, short, values)
    }

    fn narrowed(&self, projection: Selection) -> Option<Self> {
        Some(self.iter().map(|column| column.narrowed(projection)).collect())
    }
}

/// The part of a layout that all formats have.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LineLayout<C> {
    pub(crate) columns: C,
    pub(crate) delimiter: Delimiter,
    pub(crate) short: Short,
}

impl<C> LineLayout<C> {
    /// A layout that refuses short lines.
    pub(crate) const fn new(columns: C, delimiter: Delimiter) -> Self {
        LineLayout { columns, delimiter, short: Short::Refused }
    }

    /// The quoting of values if only those between commas can be quoted.
    #[inline]
    pub(crate) const fn quoting(&self) -> Quoting {
        match self.delimiter {
            Delimiter::Comma => Quoting::Cells(b','),
            _ => Quoting::None,
        }
    }
}

impl<C: Columns> LineLayout<C> {
    /// Reads a line into an empty record. TABs separate the values if the delimiter is inferred.
    #[inline]
    pub(crate) fn read<'a>(&self, line: &'a str, record: &mut C::Record<'a>) -> Result<(), Box<Refusal>> {
        match &self.delimiter {
            Delimiter::Tab | Delimiter::Inferred => self.fill(Separated::by_tabs(line), record),
            Delimiter::Comma => self.read_cells(line, record),
            Delimiter::Space => self.read_values(&mut line.split(' '), record),
            Delimiter::Text(delimiter) => self.read_values(&mut line.split(&**delimiter), record),
        }
    }

    #[inline]
    pub(crate) fn fill<'a>(
        &self,
        values: impl Iterator<Item: Clone + AsRef<str> + Into<Text<'a>>>,
        record: &mut C::Record<'a>,
    ) -> Result<(), Box<Refusal>> {
        self.columns.fill(self.short, values, record)
    }

    /// As [`Self::fill`], for rare delimiters: a copy of the code for each kind of iterator would be large.
    pub(crate) fn read_values<'a>(
        &self,
        values: &mut dyn Iterator<Item = &'a str>,
        record: &mut C::Record<'a>,
    ) -> Result<(), Box<Refusal>> {
        self.fill(values, record)
    }

    pub(crate) fn read_cells<'a>(&self, line: &'a str, record: &mut C::Record<'a>) -> Result<(), Box<Refusal>> {
        let mut cells = Cells::new(line);
        self.fill(cells.by_ref(), record)?;
        if cells.is_open() && self.short == Short::Refused { Err(open_value()) } else { Ok(()) }
    }
}

impl<C: ColumnSet> LineLayout<Cow<'static, [LayoutColumn<C>]>> {
    /// Reads a line into an empty row, as [`Self::read`] reads it into a record. Returns `false` if a record has to be read.
    #[inline]
    pub(crate) fn read_row<'a>(&self, line: &'a str, row: &mut Row<'a>) -> bool {
        match &self.delimiter {
            Delimiter::Tab | Delimiter::Inferred => fill_row(row, &self.columns, self.short, Separated::by_tabs(line)),
            _ => false,
        }
    }
}

/// The names of a `#Fields:` line, as in the W3C extended log format.
pub(crate) fn fields_of(line: &str) -> Option<&str> {
    let (start, names) = line.split_at_checked("#Fields:".len())?;
    start.eq_ignore_ascii_case("#Fields:").then_some(names)
}

/// The public methods of a format's `Layout`, which has a field `line: LineLayout<_>` and implements
/// [`LineFormat`](super::LineFormat).
///
/// The invocation lists them with the documentation that differs from format to format, above all the examples.
macro_rules! layout {
    (
        $(#[$from_header:meta])*
        pub fn from_header;
        $(#[$from_names:meta])*
        pub fn from_names;
        $(#[$with_delimiter:meta])*
        pub fn with_delimiter;
        $(#[$names:meta])*
        pub fn names;
        $(#[$accept_short_lines:meta])*
        pub fn accept_short_lines;
    ) => {
        impl Layout {
            $(#[$from_header])*
            pub fn from_header(line: &str) -> $crate::error::Result<Self> {
                let line = $crate::text::without_end(line);
                <Self as $crate::lines::LineFormat>::of_header(line)
                    .map_err(|refusal| $crate::lines::refused::<Self>(refusal, line))
            }

            $(#[$from_names])*
            pub fn from_names<I>(names: I) -> $crate::error::Result<Self>
            where
                I: IntoIterator,
                I::Item: AsRef<str>,
            {
                <Self as $crate::lines::LineFormat>::of_names(&names.into_iter().collect::<Vec<_>>())
                    .map_err(|refusal| $crate::lines::refused::<Self>(refusal, ""))
            }

            /// The same columns with another delimiter: 1 to 5 characters, or none for a TAB, as in the configuration
            /// of a delivery. With commas, values can be quoted as in CSV.
            ///
            $(#[$with_delimiter])*
            ///
            /// # Errors
            ///
            /// The delimiter is longer.
            pub fn with_delimiter(mut self, delimiter: &str) -> $crate::error::Result<Self> {
                self.line.delimiter = $crate::lines::Delimiter::configured(delimiter)
                    .map_err(|refusal| $crate::lines::refused::<Self>(refusal, delimiter))?;
                Ok(self)
            }

            /// The names of the columns: AWS's for those that this crate knows, otherwise as given.
            ///
            $(#[$names])*
            pub fn names(&self) -> impl Iterator<Item = &str> {
                $crate::lines::Columns::names(&self.line.columns)
            }

            /// The names that this crate does not know: columns that AWS has added, or typing errors. Their values
            /// are kept, but not in a field of the record.
            pub fn unknown_names(&self) -> impl Iterator<Item = &str> {
                $crate::lines::Columns::unknown_names(&self.line.columns)
            }

            /// Whether to accept lines with fewer values than the layout has columns; the missing values are absent. By default
            /// such lines are refused as truncated: [`ErrorKind::Truncated`](crate::ErrorKind::Truncated).
            ///
            $(#[$accept_short_lines])*
            #[must_use]
            pub const fn accept_short_lines(mut self, on: bool) -> Self {
                self.line.short = $crate::lines::Short::accepted(on);
                self
            }

            /// Reads one line. Values beyond the last column are kept.
            ///
            /// # Errors
            ///
            /// A value does not have the type of its column, or the line has fewer values than the layout has columns
            /// ([`Layout::accept_short_lines`]).
            #[inline]
            pub fn parse_line<'a>(&self, line: &'a str) -> $crate::error::Result<Record<'a>> {
                let line = $crate::text::without_end(line);
                $crate::lines::parse_filled(
                    |record| $crate::lines::LineFormat::read(self, line, record),
                    |refusal| $crate::lines::parse_again(self, line, refusal),
                )
            }
        }
    };
}
pub(crate) use layout;
