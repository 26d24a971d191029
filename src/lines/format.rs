//! What a line format says of itself.

use std::fmt::Debug;

use super::fill::Short;
use super::layout::{Columns, LineLayout};
use crate::error::{Error, Refusal, Result};
use crate::format::Format;
use crate::json::Reader;
use crate::text::Quoting;

/// The record that a layout reads lines into.
pub(crate) type RecordOf<'a, L> = <<L as LineFormat>::Columns as Columns>::Record<'a>;

/// A line format, implemented by its `Layout`. [`LineParser`](super::LineParser) does the rest.
pub(crate) trait LineFormat: Clone + Debug + Sized {
    type Columns: Columns;

    const FORMAT: Format;

    fn line(&self) -> &LineLayout<Self::Columns>;

    fn line_mut(&mut self) -> &mut LineLayout<Self::Columns>;

    /// The layout with these names, in this order.
    fn of_names<N: AsRef<str>>(names: &[N]) -> Result<Self, Box<Refusal>>;

    /// The layout that a header line names.
    fn of_header(line: &str) -> Result<Self, Box<Refusal>>;

    /// What a line is that is neither blank nor JSON. This is asked for every line: what only a refused record can be is found
    /// by [`Self::infer`].
    fn classify(line: &str, layout: Option<&Self>) -> Result<Line<Self>, Box<Refusal>>;

    /// Reads a line into an empty record.
    fn read<'a>(&self, line: &'a str, record: &mut RecordOf<'a, Self>) -> Result<(), Box<Refusal>>;

    /// Reads a line into an empty record where no header line or layout names its values.
    fn read_default<'a>(line: &'a str, short: Short, record: &mut RecordOf<'a, Self>) -> Result<(), Box<Refusal>>;

    /// What a line that has been refused as a record shows of its layout.
    fn infer(_line: &str, _layout: Option<&Self>) -> Result<Option<Inferred<Self>>, Box<Refusal>> {
        Ok(None)
    }

    /// How the values of the next line can be quoted.
    #[inline]
    fn quoting(layout: Option<&Self>) -> Quoting {
        layout.map_or(Quoting::None, |layout| layout.line().quoting())
    }

    /// Whether a text ends inside a quoted value. Asked where values are quoted between spaces.
    fn is_open(_layout: Option<&Self>, _text: &str) -> bool {
        false
    }

    /// Whether a line begins as records do. Asked where values are quoted between spaces.
    fn begins_record(_layout: Option<&Self>, _line: &str) -> bool {
        false
    }

    /// Whether a text of several lines is a whole record where no header line or layout names its values.
    fn is_whole_by_default(_text: &str) -> bool {
        false
    }

    /// Whether a text is surely a line of this format, or a header line.
    fn is_line(text: &str) -> bool;

    /// Whether a JSON object with this key is a record, not a wrapper around one.
    fn is_record_key(key: &str) -> bool;

    /// Reads the next JSON object into an empty record.
    fn read_object<'a>(reader: &mut Reader<'a>, record: &mut RecordOf<'a, Self>) -> Result<(), Box<Refusal>>;

    fn into_owned<'a>(record: RecordOf<'_, Self>) -> RecordOf<'a, Self>;
}

/// What a line is.
pub(crate) enum Line<L> {
    Record,
    /// The layout of the lines that follow.
    Header(L),
    /// A comment, or what AWS writes to test its access.
    Skipped,
}

/// What a refused line shows.
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
