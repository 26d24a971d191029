//! Reads lines one by one: header lines, records, JSON objects, and the additions of CloudWatch Logs' exports.

use super::exported;
use super::fill::{LineRecord, Short};
use super::format::{Inferred, Line, LineFormat, RecordOf, refused};
use super::layout::Columns;
use crate::error::{ErrorKind, Refusal, Result};
use crate::format::Format;
use crate::json::{Document, Envelope, Reader, read_alone, read_one};
use crate::schema::{Field, Row, Selection};
use crate::text::{LineRules, Piece, Quoting, Splitter, Table, first_line, without_end, without_time};

/// The state of a parser between lines.
#[derive(Clone, Debug)]
pub(crate) struct ParserState<L> {
    layout: Option<L>,
    projection: Selection,
    /// The layout of the wanted columns, unless all are. It reads lines with one value for each column: all others are read as
    /// a whole, because types tell which lines are records.
    narrowed: Option<L>,
    accepts_short: bool,
    /// The table that lines are rows of.
    pub(super) table: Option<Table>,
}

impl<L> ParserState<L> {
    pub(crate) const fn new() -> Self {
        Self::of(None, false)
    }

    pub(crate) const fn with_layout(layout: L, short: Short) -> Self {
        Self::of(Some(layout), matches!(short, Short::Accepted))
    }

    const fn of(layout: Option<L>, accepts_short: bool) -> Self {
        ParserState { layout, projection: Selection::ALL, narrowed: None, accepts_short, table: None }
    }

    pub(crate) const fn layout(&self) -> Option<&L> {
        self.layout.as_ref()
    }
}

impl<L: LineFormat> ParserState<L> {
    pub(crate) fn accept_short_lines(&mut self, on: bool) {
        self.accepts_short = on;
        if let Some(layout) = &mut self.layout {
            layout.line_mut().short = Short::accepted(on);
        }
        self.narrow();
    }

    fn follow(&mut self, layout: L) {
        self.layout.insert(layout).line_mut().short = Short::accepted(self.accepts_short);
        self.narrow();
    }

    fn project(&mut self, projection: Selection) {
        self.projection = projection;
        self.narrow();
    }

    fn narrow(&mut self) {
        self.narrowed = match &self.layout {
            Some(layout) if self.projection != Selection::ALL => {
                layout.line().columns.narrowed(self.projection).map(|columns| {
                    let mut narrowed = layout.clone();
                    narrowed.line_mut().columns = columns;
                    narrowed.line_mut().short = Short::Refused;
                    narrowed
                })
            }
            _ => None,
        };
    }
}

impl<L> Default for ParserState<L> {
    fn default() -> Self {
        ParserState::new()
    }
}

/// A format's `Parser`: reads lines and follows the header lines among them.
pub(crate) trait LineParser: Default {
    type Layout: LineFormat;

    fn state(&self) -> &ParserState<Self::Layout>;

    fn state_mut(&mut self) -> &mut ParserState<Self::Layout>;

    /// Reads one line without its end into `record`, which stays empty if the line is not a record. Records are
    /// large: moving one takes a considerable part of the time of reading it.
    #[inline]
    fn read_line<'a>(
        &mut self,
        line: &'a str,
        record: &mut Option<RecordOf<'a, Self::Layout>>,
    ) -> Result<(), Box<Refusal>> {
        if let Some(table) = self.state().table {
            return exported::read_row(self, table, line, record);
        }
        match self.read_own_line(line, record) {
            Ok(()) => Ok(()),
            Err(refusal) => exported::read_line(self, line, record, refusal),
        }
    }

    /// Reads a line without its end into an empty row. Returns `false` if [`Self::read_line`] has to read it: it is not simply a record
    /// of a known layout, or is refused.
    #[inline]
    fn read_row<'a>(&self, line: &'a str, row: &mut Row<'a>) -> bool {
        let state = self.state();
        let (Some(layout), None) = (&state.layout, state.table) else {
            return false;
        };
        // A byte order mark, white space or a brace.
        if line.bytes().next().is_none_or(|first| !first.is_ascii_graphic() || first == b'{') {
            return false;
        }
        if !matches!(Self::Layout::classify(line, Some(layout)), Ok(Line::Record)) {
            return false;
        }
        if state.projection == Selection::ALL {
            return layout.read_row(line, row);
        }
        match &state.narrowed {
            Some(narrowed) if !Self::Layout::may_be_header(line) => {
                narrowed.read_row(line, row) && !row.goes_beyond_layout()
            }
            _ => false,
        }
    }

    /// Reads a line as the format writes it: without a time in front, and not as a row of a table.
    fn read_own_line<'a>(
        &mut self,
        line: &'a str,
        record: &mut Option<RecordOf<'a, Self::Layout>>,
    ) -> Result<(), Box<Refusal>> {
        let line = line.trim_start_matches('\u{FEFF}');
        match line.trim_ascii_start().as_bytes().first() {
            None => return Ok(()),
            Some(b'{') => {
                *record = read_alone(line, self, self.state().projection)?;
                return Ok(());
            }
            Some(_) => {}
        }
        let state = self.state_mut();
        match Self::Layout::classify(line, state.layout())? {
            Line::Record => {}
            Line::Header(layout) => {
                state.follow(layout);
                return Ok(());
            }
            Line::Skipped => return Ok(()),
        }
        if state.projection != Selection::ALL
            && !Self::Layout::may_be_header(line)
            && read_projected(state, line, record)
        {
            return Ok(());
        }
        let empty = record.insert(LineRecord::empty());
        let read = match &state.layout {
            Some(layout) => layout.read(line, empty),
            None => Self::Layout::read_default(line, Short::accepted(state.accepts_short), empty),
        };
        read.or_else(|refusal| read_again(state, line, record, refusal))
    }
}

/// Reads the wanted columns of a line that has one value for each column. Returns `false` if it has to be read as a whole.
fn read_projected<'a, L: LineFormat>(
    state: &ParserState<L>,
    line: &'a str,
    record: &mut Option<RecordOf<'a, L>>,
) -> bool {
    let empty = record.insert(LineRecord::empty());
    match (&state.narrowed, &state.layout) {
        (Some(narrowed), _) => narrowed.read(line, empty).is_ok() && !empty.goes_beyond_layout(),
        (None, Some(_)) => false,
        (None, None) => L::read_default_projected(line, state.projection, empty),
    }
}

/// Reads a refused line by what can be inferred from it.
#[cold]
fn read_again<'a, L: LineFormat>(
    state: &mut ParserState<L>,
    line: &'a str,
    record: &mut Option<RecordOf<'a, L>>,
    refusal: Box<Refusal>,
) -> Result<(), Box<Refusal>> {
    *record = None;
    match L::infer(line, state.layout())? {
        None if state.narrowed.is_some() && L::may_be_header(line) && read_projected(state, line, record) => {}
        None => {
            *record = None;
            return Err(refusal);
        }
        Some(Inferred::Header(layout)) => state.follow(layout),
        Some(Inferred::Record(layout)) => {
            state.layout.insert(layout).read(line, record.insert(LineRecord::empty()))?;
            state.narrow();
        }
    }
    Ok(())
}

/// Reads one line. `None` if it is a header line or blank.
pub(crate) fn parse_next<'a, P: LineParser>(parser: &mut P, line: &'a str) -> Result<Option<RecordOf<'a, P::Layout>>> {
    let line = without_end(line);
    let mut record = None;
    match parser.read_line(line, &mut record) {
        Ok(()) => Ok(record),
        Err(refusal) => Err(refused::<P::Layout>(refusal, line)),
    }
}

/// Reads one record: a line in a default layout of the format, with or without a time before it, or a JSON object.
// Records are large. Inlined, one is built in its final place.
#[inline]
pub(crate) fn parse_line<P: LineParser>(line: &str) -> Result<RecordOf<'_, P::Layout>> {
    let line = without_end(line);
    if line.trim_ascii_start().starts_with('{') {
        return read_one(line, &mut P::default()).map_err(|refusal| refused::<P::Layout>(refusal, line));
    }
    parse_filled(
        |record| P::Layout::read_default(line, Short::Refused, record),
        |refusal| parse_exported::<P>(line, refusal),
    )
}

/// The record that `fill` reads, or what is read instead of a refused one.
// The record is filled inside of the result, so that the compiler can build both in their final place.
#[inline(always)]
pub(crate) fn parse_filled<'a, R: LineRecord<'a>>(
    fill: impl FnOnce(&mut R) -> Result<(), Box<Refusal>>,
    read_instead: impl FnOnce(Box<Refusal>) -> Result<R>,
) -> Result<R> {
    let mut read = Ok(R::empty());
    if let Ok(record) = &mut read
        && let Err(refusal) = fill(record)
    {
        read = read_instead(refusal);
    }
    read
}

/// Reads a line after a time.
#[cold]
fn parse_exported<P: LineParser>(line: &str, refusal: Box<Refusal>) -> Result<RecordOf<'_, P::Layout>> {
    let mut record = None;
    match without_time(line) {
        Some(_) => exported::read_line(&mut P::default(), line, &mut record, refusal),
        None => Err(refusal),
    }
    .and_then(|()| record.ok_or_else(|| Refusal::new(ErrorKind::Layout, "a record")))
    .map_err(|refusal| refused::<P::Layout>(refusal, line))
}

/// Reads a line that its layout refuses with the layout inferred from the line.
#[cold]
pub(crate) fn parse_again<'a, L: LineFormat>(
    layout: &L,
    line: &'a str,
    refusal: Box<Refusal>,
) -> Result<RecordOf<'a, L>> {
    let mut record = LineRecord::empty();
    match L::infer(line, Some(layout)) {
        Ok(Some(Inferred::Record(layout))) => layout.read(line, &mut record),
        Ok(_) => Err(refusal),
        Err(refusal) => Err(refusal),
    }
    .map(|()| record)
    .map_err(|refusal| refused::<L>(refusal, line))
}

impl<P: LineParser> LineRules for P {
    #[inline]
    fn quoting(&self) -> Quoting {
        match self.state().table {
            Some(_) => Quoting::Cells(b','),
            None => P::Layout::quoting(self.state().layout.as_ref()),
        }
    }

    fn is_open(&self, text: &str) -> bool {
        P::Layout::is_open(self.state().layout.as_ref(), text)
    }

    fn begins_record(&self, line: &str) -> bool {
        P::Layout::begins_record(self.state().layout.as_ref(), line)
    }

    /// A whole record has a value of the right type for each column.
    fn is_whole(&self, text: &str) -> bool {
        match (&self.state().table, &self.state().layout) {
            (Some(table), _) => table.is_row(text),
            (None, Some(layout)) => {
                let mut strict = layout.clone();
                strict.line_mut().short = Short::Refused;
                let mut record = LineRecord::empty();
                strict.read(text, &mut record).is_ok() && !record.goes_beyond_layout()
            }
            (None, None) => P::Layout::is_whole_by_default(text),
        }
    }
}

impl<P: LineParser> Document for P {
    type Record<'a> = RecordOf<'a, P::Layout>;

    const FORMAT: Format = P::Layout::FORMAT;

    const ENVELOPE: Envelope = Envelope { lists: &[], objects: &[], texts: &["message"] };

    fn is_record_key(key: &str) -> bool {
        <<P::Layout as LineFormat>::Columns as Columns>::has_column(key)
    }

    fn read<'a>(reader: &mut Reader<'a>) -> Result<RecordOf<'a, P::Layout>, Box<Refusal>> {
        P::Layout::read_object(reader)
    }

    fn set_source<'a>(record: &mut RecordOf<'a, P::Layout>, source: &'a str) {
        record.set_source(source);
    }

    fn set_envelope_time(record: &mut RecordOf<'_, P::Layout>, time: time::UtcDateTime) {
        record.set_envelope_time(time);
    }

    fn into_owned<'a>(record: RecordOf<'_, P::Layout>) -> RecordOf<'a, P::Layout> {
        <<P::Layout as LineFormat>::Columns as Columns>::into_owned(record)
    }

    const SCHEMAS: &'static [&'static [Field]] = P::Layout::SCHEMAS;

    fn kind_of(record: &RecordOf<'_, P::Layout>) -> Option<(usize, &'static str)> {
        P::Layout::kind_of(record)
    }

    fn accept_short_lines(&mut self, on: bool) {
        self.state_mut().accept_short_lines(on);
    }

    fn needed_for(wanted: Selection) -> Selection {
        P::Layout::needed_for(wanted)
    }

    fn project(&mut self, projection: Selection) {
        self.state_mut().project(projection);
    }

    const HAS_LINES: bool = true;

    const ACCEPTS_ANY_BYTES: bool = P::Layout::ACCEPTS_ANY_BYTES;

    fn is_line(&self, text: &str) -> bool {
        P::Layout::is_line(first_line(text))
    }

    fn next_line(&self, splitter: &mut Splitter, bytes: &[u8], is_last: bool) -> Option<Piece> {
        splitter.next(self, bytes, is_last)
    }

    #[inline]
    fn read_row<'a>(&self, line: &'a str, row: &mut Row<'a>) -> bool {
        LineParser::read_row(self, line, row)
    }

    #[inline]
    fn read_message<'a>(
        &mut self,
        line: &'a str,
        record: &mut Option<RecordOf<'a, P::Layout>>,
    ) -> Result<(), Box<Refusal>> {
        self.read_line(line, record)
    }
}

/// The public entry points of a line format over its `Layout`: `parse_line`, `records`, `Parser` and `Records`.
///
/// The invocation lists them with the documentation that differs from format to format, above all the examples.
macro_rules! entry_points {
    (
        $(#[$parse_line:meta])*
        pub fn parse_line;
        $(#[$records:meta])*
        pub fn records;
        $(#[$parser:meta])*
        pub struct Parser;
        $(#[$new:meta])*
        pub fn new;
        $(#[$with_layout:meta])*
        pub fn with_layout;
        $(#[$accept_short_lines:meta])*
        pub fn accept_short_lines;
    ) => {
        $(#[$parse_line])*
        // Records are large. Inlined, one is built in its final place.
        #[inline]
        pub fn parse_line(line: &str) -> $crate::error::Result<Record<'_>> {
            $crate::lines::parse_line::<Parser>(line)
        }

        /// Reads the records of a whole object from a bucket, already decompressed: lines, with or without header
        /// lines, or JSON documents, with or without the wrapper of CloudWatch Logs.
        ///
        $(#[$records])*
        pub fn records(bytes: &[u8]) -> Records<'_> {
            Parser::new().records(bytes)
        }

        /// The iterator of [`records`]. A refused record is an error, and the iterator continues with the next one.
        #[derive(Clone, Debug)]
        pub struct Records<'a>($crate::lines::Stream<'a, Parser>);

        impl<'a> Records<'a> {
            /// The next record, as what `wrap` makes of it.
            #[inline]
            pub(crate) fn next_as<T>(&mut self, wrap: impl FnOnce(Record<'a>) -> T) -> Option<$crate::error::Result<T>> {
                self.0.next_as(wrap)
            }
        }

        impl<'a> Iterator for Records<'a> {
            type Item = $crate::error::Result<Record<'a>>;

            fn next(&mut self) -> Option<Self::Item> {
                self.next_as(|record| record)
            }
        }

        /// Reads lines one at a time and follows the header lines among them.
        ///
        $(#[$parser])*
        #[derive(Clone, Debug, Default)]
        pub struct Parser($crate::lines::ParserState<Layout>);

        impl Parser {
            $(#[$new])*
            pub const fn new() -> Self {
                Parser($crate::lines::ParserState::new())
            }

            $(#[$with_layout])*
            pub const fn with_layout(layout: Layout) -> Self {
                let short = layout.line.short;
                Parser($crate::lines::ParserState::with_layout(layout, short))
            }

            /// The layout of the next line: that of the last header line, or the one that the parser was created
            /// with. `None` without either.
            pub const fn layout(&self) -> Option<&Layout> {
                self.0.layout()
            }

            /// Whether to accept lines with fewer values than their header or layout has columns; the missing values are absent.
            /// By default such lines are refused as truncated: [`ErrorKind::Truncated`](crate::ErrorKind::Truncated).
            $(#[$accept_short_lines])*
            #[must_use]
            pub fn accept_short_lines(mut self, on: bool) -> Self {
                self.0.accept_short_lines(on);
                self
            }

            /// Reads one line. Returns `None` if it is a header line or blank.
            ///
            /// # Errors
            ///
            /// A value does not have the type of its column, the JSON is invalid, or the layout of the line is not known.
            pub fn parse_line<'a>(&mut self, line: &'a str) -> $crate::error::Result<Option<Record<'a>>> {
                $crate::lines::parse_next(self, line)
            }

            /// Reads the records of a whole object, as [`records`] does, with the layout and the options of this parser.
            pub fn records(self, bytes: &[u8]) -> Records<'_> {
                Records($crate::lines::Stream::new(bytes, self))
            }
        }

        impl $crate::lines::LineParser for Parser {
            type Layout = Layout;

            fn state(&self) -> &$crate::lines::ParserState<Layout> {
                &self.0
            }

            fn state_mut(&mut self) -> &mut $crate::lines::ParserState<Layout> {
                &mut self.0
            }
        }
    };
}
pub(crate) use entry_points;
