//! What a line format defines.

use std::fmt::Debug;

use super::fill::{LineRecord, Short};
use super::layout::{Columns, LineLayout, fields_of};
use crate::error::{Error, Refusal, Result};
use crate::format::Format;
use crate::json::Reader;
use crate::schema::{Field, Row, Selection};
use crate::text::Quoting;

/// The record that a layout reads lines into.
pub(crate) type RecordOf<'a, L> = <<L as LineFormat>::Columns as Columns>::Record<'a>;

/// A line format, implemented by its `Layout`. [`LineParser`](super::LineParser) does the rest.
pub(crate) trait LineFormat: Clone + Debug + Sized {
    type Columns: Columns;

    const FORMAT: Format;

    /// Whether lines hold bytes as clients sent them. Those that are not UTF-8 become U+FFFD, and the records are owned.
    const ACCEPTS_ANY_BYTES: bool = false;

    /// The fields of its records, a list for each kind.
    const SCHEMAS: &'static [&'static [Field]];

    /// The place of a record's kind among these, and its name, if there are several.
    fn kind_of(_record: &RecordOf<'_, Self>) -> Option<(usize, &'static str)> {
        None
    }

    /// All fields that have to be read for those that are wanted.
    fn needed_for(wanted: Selection) -> Selection {
        wanted
    }

    /// Returns whether a line may be a header line, which only the values of all its columns tell from a record.
    fn may_be_header(_line: &str) -> bool {
        false
    }

    fn line(&self) -> &LineLayout<Self::Columns>;

    fn line_mut(&mut self) -> &mut LineLayout<Self::Columns>;

    /// The layout with these names, in this order.
    fn of_names<N: AsRef<str>>(names: &[N]) -> Result<Self, Box<Refusal>>;

    /// The layout that a header line names.
    fn of_header(line: &str) -> Result<Self, Box<Refusal>>;

    /// What a line is that is neither blank nor JSON. It is asked for every line, so costly checks belong in
    /// [`Self::infer`], which is asked for refused records only.
    #[inline]
    fn classify(line: &str, _layout: Option<&Self>) -> Result<Line<Self>, Box<Refusal>> {
        if line.starts_with('#') { classify_comment(line) } else { Ok(Line::Record) }
    }

    /// Reads a line into an empty record.
    #[inline]
    fn read<'a>(&self, line: &'a str, record: &mut RecordOf<'a, Self>) -> Result<(), Box<Refusal>> {
        record.set_source(line);
        self.line().read(line, record)
    }

    /// Reads a line into an empty row, as [`Self::read`] reads it into a record. Returns `false` if a record has to be read.
    fn read_row<'a>(&self, _line: &'a str, _row: &mut Row<'a>) -> bool {
        false
    }

    /// Reads a line into an empty record if neither a header line nor a layout names its values.
    fn read_default<'a>(line: &'a str, short: Short, record: &mut RecordOf<'a, Self>) -> Result<(), Box<Refusal>>;

    /// The same, but only these fields are read. Returns `false` if the line has to be read as a whole, above all if the types of the
    /// other values have to say that it is a record.
    fn read_default_projected<'a>(_line: &'a str, _projection: Selection, _record: &mut RecordOf<'a, Self>) -> bool {
        false
    }

    /// The layout that can be inferred from a line that has been refused as a record.
    fn infer(_line: &str, _layout: Option<&Self>) -> Result<Option<Inferred<Self>>, Box<Refusal>> {
        Ok(None)
    }

    /// How the values of the next line can be quoted.
    #[inline]
    fn quoting(layout: Option<&Self>) -> Quoting {
        layout.map_or(Quoting::None, |layout| layout.line().quoting())
    }

    /// Returns whether a text ends inside a quoted value. Used for [`Quoting::Words`].
    fn is_open(_layout: Option<&Self>, _text: &str) -> bool {
        false
    }

    /// Returns whether a line begins like a record. Used for [`Quoting::Words`].
    fn begins_record(_layout: Option<&Self>, _line: &str) -> bool {
        false
    }

    /// Whether a text of several lines is a whole record if neither a header line nor a layout names its values.
    fn is_whole_by_default(_text: &str) -> bool {
        false
    }

    /// Returns whether a line is certainly one of this format, or a header line.
    fn is_line(line: &str) -> bool;

    /// Reads the next JSON object.
    fn read_object<'a>(reader: &mut Reader<'a>) -> Result<RecordOf<'a, Self>, Box<Refusal>>;
}

/// What a line is that begins with `#`: a `#Fields:` line, or a comment.
pub(crate) fn classify_comment<L: LineFormat>(line: &str) -> Result<Line<L>, Box<Refusal>> {
    Ok(match fields_of(line) {
        Some(_) => Line::Header(L::of_header(line)?),
        None => Line::Skipped,
    })
}

/// The kind of a line.
pub(crate) enum Line<L> {
    Record,
    /// The layout of the lines that follow.
    Header(L),
    /// A comment, or what AWS writes to test its access.
    Skipped,
}

/// What has been inferred from a refused line.
pub(crate) enum Inferred<L> {
    /// It is a header line.
    Header(L),
    /// It is a record with this layout.
    Record(L),
}

#[cold]
pub(crate) fn refused<L: LineFormat>(refusal: Box<Refusal>, line: &str) -> Error {
    Error::new(L::FORMAT, refusal, line.as_bytes())
}
