//! The records of a whole object in memory.

use std::borrow::Cow;

use time::UtcDateTime;

use crate::error::{Error, ErrorKind, Found, Refusal};
use crate::format::Format;
use crate::schema::{Field, Row, Selection};
use crate::text::without_mark;
use crate::text::{Piece, Splitter};

use super::input::{Damage, Input, repaired};
use super::reader::Reader;
use super::walker::Walker;

/// A format whose records are JSON objects, and possibly lines too.
///
/// The value holds the state of the format between lines, such as a layout.
pub(crate) trait Document: Sized {
    type Record<'a>;

    const FORMAT: Format;

    const ENVELOPE: Envelope;

    /// Returns whether an object with this key, before any key of a wrapper, is a record.
    fn is_record_key(key: &str) -> bool;

    /// Reads the next record.
    fn read<'a>(reader: &mut Reader<'a>) -> Result<Self::Record<'a>, Box<Refusal>>;

    /// Sets the text that the record was read from.
    fn set_source<'a>(record: &mut Self::Record<'a>, source: &'a str);

    /// Sets the time of the wrapper.
    fn set_envelope_time(record: &mut Self::Record<'_>, time: UtcDateTime);

    fn into_owned<'a>(record: Self::Record<'_>) -> Self::Record<'a>;

    /// The key of a wrapper that applies to all records in a list after it.
    const MARK: Option<&'static str> = None;

    /// Marks a record as an item of a wrapper's list, and says whether [`Self::MARK`] precedes that list.
    fn set_listed(_record: &mut Self::Record<'_>, _marked: bool) {}

    /// Returns whether an object contains nothing and is skipped, such as those that AWS writes to test its
    /// permissions.
    fn is_probe(_record: &Self::Record<'_>) -> bool {
        false
    }

    /// The fields of its records, a list for each kind.
    const SCHEMAS: &'static [&'static [Field]];

    /// The place of a record's kind among these, and its name, if there are several.
    fn kind_of(_record: &Self::Record<'_>) -> Option<(usize, &'static str)> {
        None
    }

    /// Accepts lines with fewer values than columns.
    fn accept_short_lines(&mut self, _on: bool) {}

    /// All fields that have to be read for those that are wanted.
    fn needed_for(wanted: Selection) -> Selection {
        wanted
    }

    /// Reads only these fields of the lines that follow. (For those of objects, see [`Reader::projection`].)
    fn project(&mut self, _projection: Selection) {}

    /// Whether records can also be lines.
    const HAS_LINES: bool = false;

    /// Whether lines may hold bytes that are not UTF-8. Used with [`Self::HAS_LINES`].
    const ACCEPTS_ANY_BYTES: bool = false;

    /// Returns whether the first line of a text is certainly one of this format, or a header line. Used with [`Self::HAS_LINES`].
    fn is_line(&self, _text: &str) -> bool {
        false
    }

    /// The first line of a text that is a record. `None` if there is none, or if it is not complete. Used with
    /// [`Self::HAS_LINES`].
    fn next_line(&self, _splitter: &mut Splitter, _bytes: &[u8], _is_last: bool) -> Option<Piece> {
        None
    }

    /// Reads a line without its end into an empty row. Returns `false` if [`Self::read_message`] has to read it. Used with
    /// [`Self::HAS_LINES`].
    fn read_row<'a>(&self, _line: &'a str, _row: &mut Row<'a>) -> bool {
        false
    }

    /// Reads a line without its end. Leaves `record` empty if the line is not a record. Used with
    /// [`Self::HAS_LINES`].
    fn read_message<'a>(&mut self, _line: &'a str, _record: &mut Option<Self::Record<'a>>) -> Result<(), Box<Refusal>> {
        Ok(())
    }
}

/// The keys of a format's wrappers that lead to records. For those of all formats, see [`super::opening`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Envelope {
    /// A list of records: CloudTrail's `Records`.
    pub(crate) lists: &'static [&'static str],
    /// One record: EventBridge's `detail`.
    pub(crate) objects: &'static [&'static str],
    /// One record as text: `CloudTrailEvent` of LookupEvents.
    pub(crate) texts: &'static [&'static str],
}

/// The records of a whole object, one at a time: a single one, one per line, a sequence, a list, or in wrappers. The
/// form is detected.
#[derive(Clone, Debug)]
pub(crate) struct Documents<'a, D> {
    text: Cow<'a, str>,
    damage: Vec<Damage>,
    /// The length of the byte order marks before the text.
    base: usize,
    walker: Walker<D>,
}

impl<'a, D: Document> Documents<'a, D> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        let marked = bytes.len();
        let bytes = without_mark(bytes);
        let base = marked - bytes.len();
        let (text, damage) = match simdutf8::basic::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), Vec::new()),
            Err(_) => {
                let (text, damage) = repaired(bytes, base);
                (Cow::Owned(text), damage)
            }
        };
        Documents { text, damage, base, walker: Walker::new() }
    }

    /// The next record. The format reads records that are lines inside wrappers.
    pub(crate) fn next(&mut self, format: &mut D) -> Option<Result<D::Record<'a>, Error>> {
        let Documents { text, damage, base, walker } = self;
        match text {
            Cow::Borrowed(text) => walker.next(Input { base: *base, ..Input::whole(text) }, format),
            Cow::Owned(text) => {
                let input = Input { base: *base, damage, ..Input::whole(text) };
                walker.next(input, format).map(|read| read.map(D::into_owned))
            }
        }
    }
}

/// A record that has been read, as what `wrap` makes of it.
// One match: each `map` would move the record.
#[inline(always)]
pub(crate) fn wrapped<R, T>(read: Option<Result<R, Error>>, wrap: impl FnOnce(R) -> T) -> Option<Result<T, Error>> {
    match read {
        Some(Ok(record)) => Some(Ok(wrap(record))),
        Some(Err(error)) => Some(Err(error)),
        None => None,
    }
}

/// Reads these fields of a text that holds exactly one record, with or without wrappers. Returns `None` if it holds none.
pub(crate) fn read_alone<'a, D: Document>(
    text: &'a str,
    format: &mut D,
    projection: Selection,
) -> Result<Option<D::Record<'a>>, Box<Refusal>> {
    let input = Input::whole(text);
    let mut walker = Walker::new();
    walker.project(projection);
    let Some(record) = walker.next(input, format).transpose().map_err(Error::into_refusal)? else {
        return Ok(None);
    };
    if walker.is_at_end(text) {
        return Ok(Some(record));
    }
    if walker.is_outside() {
        return Err(Reader::new(text, walker.position()).unexpected("the end of the record"));
    }
    match walker.next(input, format) {
        None => Ok(Some(record)),
        Some(Err(error)) => Err(error.into_refusal()),
        Some(Ok(_)) => Err(Refusal::new(ErrorKind::Json, "one record")
            .with_found(Found::words("several"))
            .with_hint("use `records`")),
    }
}

/// The same, but a text without a record is an error.
pub(crate) fn read_one<'a, D: Document>(text: &'a str, format: &mut D) -> Result<D::Record<'a>, Box<Refusal>> {
    match read_alone(text, format, Selection::ALL)? {
        Some(record) => Ok(record),
        None => Err(Reader::new(text, text.len()).unexpected("a record")),
    }
}
