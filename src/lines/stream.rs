//! The records of a whole object of a line format: from its lines, or from its JSON documents.

use super::format::RecordOf;
use super::parser::LineParser;
use crate::error::{Error, Refusal};
use crate::json::{Document, Documents, not_utf8, wrapped};
use crate::text::{Splitter, without_mark, without_returns};

/// The records of a whole object.
#[allow(clippy::large_enum_variant, reason = "there is one at a time")]
#[derive(Clone, Debug)]
pub(crate) enum Stream<'a, P> {
    Lines(Lines<'a>, P),
    Documents(Documents<'a, P>, P),
}

/// The records of lines.
#[derive(Clone, Debug)]
pub(crate) struct Lines<'a> {
    rest: &'a [u8],
    /// The number of lines that have been read.
    number: u64,
    splitter: Splitter,
}

impl<'a> Lines<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Lines { rest: bytes, number: 0, splitter: Splitter::new() }
    }

    /// The number of the record's first line, counted from 1, and the record without its end.
    #[inline]
    fn next<P: LineParser>(&mut self, parser: &P) -> Option<(u64, &'a [u8])> {
        let piece = self.splitter.next(parser, self.rest, true)?;
        let record = self.rest.get(..piece.length)?;
        let number = self.number + 1;
        self.number += piece.lines;
        self.rest = self.rest.get(piece.next..)?;
        Some((number, without_returns(record)))
    }
}

impl<'a, P: LineParser> Stream<'a, P> {
    pub(crate) fn new(bytes: &'a [u8], parser: P) -> Self {
        let text = without_mark(bytes);
        match text.iter().find(|byte| !is_white_space(**byte)) {
            Some(b'{' | b'[') => Stream::Documents(Documents::new(bytes), parser),
            _ => Stream::Lines(Lines::new(text), parser),
        }
    }
}

impl<'a, P: LineParser> Stream<'a, P> {
    /// The next record, as what `wrap` makes of it.
    #[inline]
    pub(crate) fn next_as<T>(&mut self, wrap: impl FnOnce(RecordOf<'a, P::Layout>) -> T) -> Option<Result<T, Error>> {
        let (lines, parser) = match self {
            Stream::Lines(lines, parser) => (lines, parser),
            Stream::Documents(documents, parser) => return wrapped(documents.next(parser), wrap),
        };
        let mut record = None;
        while record.is_none() {
            let (number, bytes) = lines.next(parser)?;
            if let Err(error) = fill_from_bytes(parser, bytes, number, &mut record) {
                return Some(Err(error));
            }
        }
        record.map(|record| Ok(wrap(record)))
    }
}

/// Reads a line with its number. Leaves `record` empty if it is not a record.
#[inline]
pub(crate) fn fill_from_bytes<'a, P: Document>(
    parser: &mut P,
    bytes: &'a [u8],
    number: u64,
    record: &mut Option<P::Record<'a>>,
) -> Result<(), Error> {
    fill_from_text(parser, simdutf8::basic::from_utf8(bytes).ok(), bytes, number, record)
}

/// The same for bytes whose text is known: `None` if they are not UTF-8.
#[inline]
pub(crate) fn fill_from_text<'a, P: Document>(
    parser: &mut P,
    text: Option<&'a str>,
    bytes: &'a [u8],
    number: u64,
    record: &mut Option<P::Record<'a>>,
) -> Result<(), Error> {
    let read = match text {
        Some(line) => parser.read_message(line, record),
        None if P::ACCEPTS_ANY_BYTES => read_lossily(parser, bytes).map(|read| *record = read),
        None => Err(not_utf8(after_utf8(bytes))),
    };
    read.map_err(|refusal| Error::new(P::FORMAT, refusal, bytes).with_line(number))
}

/// Reads a line that is not UTF-8.
#[cold]
fn read_lossily<'a, P: Document>(parser: &mut P, bytes: &[u8]) -> Result<Option<P::Record<'a>>, Box<Refusal>> {
    let line = String::from_utf8_lossy(bytes);
    let mut record = None;
    parser.read_message(&line, &mut record)?;
    Ok(record.map(P::into_owned))
}

/// Returns whether a byte is white space in JSON.
pub(crate) fn is_white_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// The bytes from the first one on that is not UTF-8.
fn after_utf8(bytes: &[u8]) -> &[u8] {
    let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    bytes.get(valid..).unwrap_or_default()
}
