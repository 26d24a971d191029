//! The records of one format, from bytes in chunks.

use std::ops::ControlFlow;

use super::stream::{fill_from_bytes, fill_from_text, is_white_space};
use crate::error::{Error, ErrorKind, Found, Refusal, Result};
use crate::json::{Damage, Document, Input, Walker, append_invalid, append_text, floor, wrapped};
use crate::schema::{Object, Row, Selection, fit_in_selection};
use crate::text::{Splitter, without_returns};

/// The default limit of a record's length.
pub(crate) const MAX_RECORD_BYTES: usize = 64 << 20;

/// Up to this length, an incomplete record is examined again whenever more of it arrives.
const SHORT: usize = 1024;

/// How many bytes are kept of a record that is too long.
const FRONT: usize = 64 << 10;

/// The decoder of one format.
pub(crate) struct Decoding<P> {
    format: P,
    buffer: Buffer<P>,
    projection: Selection,
    is_last: bool,
}

#[allow(clippy::large_enum_variant, reason = "there is one at a time")]
enum Buffer<P> {
    /// Byte order marks and white space, before the byte that distinguishes lines from documents.
    Front {
        bytes: Vec<u8>,
        base: usize,
        newlines: u64,
        is_marked: bool,
    },
    Lines(LineBuffer),
    Documents(DocumentBuffer<P>),
}

impl<P: Document> Decoding<P> {
    pub(crate) fn new(format: P) -> Self {
        let buffer = Buffer::Front { bytes: Vec::new(), base: 0, newlines: 0, is_marked: true };
        Decoding { format, buffer, projection: Selection::ALL, is_last: false }
    }

    /// Reads only the fields with these names, of the records that follow.
    pub(crate) fn project(&mut self, names: &[Box<str>]) {
        const { assert!(fit_in_selection(P::SCHEMAS), "the fields of all kinds of records fit into a set") };
        self.projection = P::needed_for(Selection::named(P::SCHEMAS, names.iter().map(|name| &**name)));
        self.format.project(self.projection);
        if let Buffer::Documents(documents) = &mut self.buffer {
            documents.walker.project(self.projection);
        }
    }

    pub(crate) fn accept_short_lines(&mut self, on: bool) {
        self.format.accept_short_lines(on);
    }

    pub(crate) fn push(&mut self, chunk: &[u8]) {
        if self.is_last {
            return;
        }
        match &mut self.buffer {
            Buffer::Lines(lines) => lines.push(chunk),
            Buffer::Documents(documents) => documents.push(chunk),
            Buffer::Front { bytes, .. } => {
                bytes.extend_from_slice(chunk);
                self.pass_front();
            }
        }
    }

    pub(crate) fn finish(&mut self) {
        if !std::mem::replace(&mut self.is_last, true) {
            self.pass_front();
            if let Buffer::Documents(documents) = &mut self.buffer {
                documents.finish();
            }
        }
    }

    /// Leaves the front once a byte has arrived that distinguishes lines from documents.
    fn pass_front(&mut self) {
        const MARK: &[u8] = b"\xEF\xBB\xBF";
        let Buffer::Front { bytes, base, newlines, is_marked } = &mut self.buffer else {
            return;
        };
        while *is_marked {
            if bytes.starts_with(MARK) {
                bytes.drain(..MARK.len());
                *base += MARK.len();
            } else if MARK.starts_with(bytes) && !self.is_last {
                return;
            } else {
                *is_marked = false;
            }
        }
        let first = bytes.iter().copied().find(|byte| !is_white_space(*byte));
        match first {
            None if P::HAS_LINES && bytes.len() < MAX_RECORD_BYTES => {
                let lines = memchr::memrchr(b'\n', bytes).map_or(0, |newline| newline + 1);
                let passed = if self.is_last { bytes.len() } else { lines };
                *newlines += count_lines(bytes);
                *base += passed;
                bytes.drain(..passed);
            }
            Some(first) if P::HAS_LINES && !matches!(first, b'{' | b'[') => {
                let cursor = Cursor { lines: *newlines, ..Cursor::default() };
                self.buffer = Buffer::Lines(LineBuffer { bytes: std::mem::take(bytes), base: *base, cursor });
            }
            _ => {
                let mut documents = DocumentBuffer::new(*base, *newlines, self.projection);
                documents.push(bytes);
                self.buffer = Buffer::Documents(documents);
            }
        }
    }

    pub(crate) fn records(&mut self, limit: usize) -> Decoded<'_, P> {
        let Decoding { format, buffer, is_last, .. } = self;
        let is_last = *is_last;
        match buffer {
            Buffer::Front { .. } => Decoded::Nothing,
            Buffer::Lines(LineBuffer { bytes, cursor, .. }) => Decoded::Lines { format, bytes, cursor, is_last, limit },
            Buffer::Documents(DocumentBuffer { text, damage, base, walker, .. }) => {
                Decoded::Documents { format, input: Input { text, base: *base, is_last, limit, damage }, walker }
            }
        }
    }

    /// Calls a function with each complete record, as an object, and with each error, until it says to stop. There is no record
    /// of a line that can be a row.
    pub(crate) fn visit(
        &mut self,
        limit: usize,
        as_object: impl for<'r> Fn(&'r P::Record<'_>) -> Object<'r>,
        visitor: &mut dyn FnMut(Result<Object<'_>>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        match self.records(limit) {
            Decoded::Nothing => {}
            Decoded::Lines { format, bytes, cursor, is_last, limit } => {
                let schema = P::SCHEMAS.first().copied().unwrap_or_default();
                let mut row = Row::new(schema);
                while let Some(line) = cursor.next_line(format, bytes, is_last, limit) {
                    let line = match line {
                        Ok(line) => line,
                        Err(error) => {
                            visitor(Err(error))?;
                            continue;
                        }
                    };
                    row.clear();
                    let text = simdutf8::basic::from_utf8(line.bytes).ok();
                    if text.is_some_and(|text| format.read_row(text, &mut row)) {
                        visitor(Ok(row.as_object()))?;
                        continue;
                    }
                    let mut record = None;
                    match (fill_from_text(format, text, line.bytes, line.number, &mut record), &record) {
                        (Err(error), _) => visitor(Err(error))?,
                        (Ok(()), Some(record)) => visitor(Ok(as_object(record)))?,
                        (Ok(()), None) => {}
                    }
                }
            }
            Decoded::Documents { format, input, walker } => {
                loop {
                    // Looked at where it is: a record is large.
                    let read = walker.next(input, format);
                    if let Some(Ok(record)) = &read {
                        visitor(Ok(as_object(record)))?;
                        continue;
                    }
                    match read {
                        Some(Err(error)) => visitor(Err(error))?,
                        _ => break,
                    }
                }
            }
        }
        ControlFlow::Continue(())
    }

    pub(crate) fn offset(&self) -> usize {
        match &self.buffer {
            Buffer::Front { base, .. } => *base,
            Buffer::Lines(lines) => lines.base + lines.cursor.at,
            Buffer::Documents(documents) => documents.input().original(documents.walker.position()),
        }
    }

    pub(crate) fn buffered(&self) -> usize {
        match &self.buffer {
            Buffer::Front { bytes, .. } => bytes.len(),
            Buffer::Lines(lines) => lines.bytes.len() - lines.cursor.at,
            Buffer::Documents(documents) => {
                documents.text.len() - documents.walker.position() + documents.cut_character.len()
            }
        }
    }
}

/// The complete records of one format.
pub(crate) enum Decoded<'d, P> {
    Nothing,
    Lines { format: &'d mut P, bytes: &'d [u8], cursor: &'d mut Cursor, is_last: bool, limit: usize },
    Documents { format: &'d mut P, input: Input<'d>, walker: &'d mut Walker<P> },
}

impl<'d, P: Document> Decoded<'d, P> {
    /// The next record, as what `wrap` makes of it.
    #[inline]
    pub(crate) fn next_as<T>(&mut self, wrap: impl FnOnce(P::Record<'d>) -> T) -> Option<Result<T>> {
        match self {
            Decoded::Nothing => None,
            Decoded::Lines { format, bytes, cursor, is_last, limit } => {
                let mut record = None;
                match cursor.read_next(*format, bytes, *is_last, *limit, &mut record)? {
                    Ok(()) => record.map(|record| Ok(wrap(record))),
                    Err(error) => Some(Err(error)),
                }
            }
            Decoded::Documents { format, input, walker } => wrapped(walker.next(*input, format), wrap),
        }
    }
}

/// Lines, the last of which may be incomplete.
struct LineBuffer {
    bytes: Vec<u8>,
    /// The position of the first byte in the whole input.
    base: usize,
    cursor: Cursor,
}

/// The start of the next line, and what is known about it.
#[derive(Default)]
pub(crate) struct Cursor {
    at: usize,
    /// The number of lines that have been read.
    lines: u64,
    splitter: Splitter,
    /// The position up to which the end of the line has been searched.
    searched: usize,
    /// Whether the line ends inside a quoted value.
    is_joined: bool,
    /// The number of bytes that must be available before the next search for the end of the record.
    awaited: usize,
    is_skipping: bool,
}

/// A record's lines, without their end.
struct NumberedLine<'d> {
    /// The number of the first of them, counted from 1.
    number: u64,
    bytes: &'d [u8],
}

impl LineBuffer {
    fn push(&mut self, chunk: &[u8]) {
        let at = self.cursor.at;
        if at * 2 >= self.bytes.len() {
            self.bytes.drain(..at);
            self.base += at;
            self.cursor.at = 0;
            self.cursor.searched = self.cursor.searched.saturating_sub(at);
            self.cursor.awaited = self.cursor.awaited.saturating_sub(at);
        }
        self.bytes.extend_from_slice(chunk);
    }
}

impl Cursor {
    /// Reads the next record of the available lines into `record`, which is empty. `None` if there is no further one.
    #[inline]
    fn read_next<'d, P: Document>(
        &mut self,
        format: &mut P,
        bytes: &'d [u8],
        is_last: bool,
        limit: usize,
        record: &mut Option<P::Record<'d>>,
    ) -> Option<Result<()>> {
        loop {
            let line = match self.next_line(format, bytes, is_last, limit)? {
                Ok(line) => line,
                Err(error) => return Some(Err(error)),
            };
            match fill_from_bytes(format, line.bytes, line.number, record) {
                Ok(()) if record.is_none() => {}
                read => return Some(read),
            }
        }
    }

    /// The next of the available lines. `None` if there is no further one.
    #[inline]
    fn next_line<'d, P: Document>(
        &mut self,
        format: &P,
        bytes: &'d [u8],
        is_last: bool,
        limit: usize,
    ) -> Option<Result<NumberedLine<'d>>> {
        let rest = bytes.get(self.at..)?;
        if self.is_unfinished() && !self.go_on(rest, is_last, limit) {
            return None;
        }
        let rest = bytes.get(self.at..)?;
        let Some(piece) = format.next_line(&mut self.splitter, rest, is_last) else {
            let length = memchr::memchr(b'\n', rest);
            self.searched = bytes.len();
            self.is_joined = length.is_some();
            self.awaited = bytes.len() + if rest.len() > SHORT { rest.len() } else { 0 };
            if length.unwrap_or(rest.len()) > limit {
                return Some(Err(self.too_long::<P>(rest, limit)));
            }
            return None;
        };
        self.is_joined = false;
        self.searched = 0;
        if piece.length > limit && piece.lines == 1 {
            return Some(Err(self.too_long::<P>(rest, limit)));
        }
        let number = self.lines + 1;
        self.lines += piece.lines;
        self.at += piece.next;
        Some(Ok(NumberedLine { number, bytes: without_returns(rest.get(..piece.length)?) }))
    }

    fn is_unfinished(&self) -> bool {
        self.is_skipping || self.searched > self.at
    }

    /// Continues the search for the end of an incomplete line. Returns `false` if it has not arrived.
    #[cold]
    fn go_on(&mut self, rest: &[u8], is_last: bool, limit: usize) -> bool {
        let end = self.at + rest.len();
        if self.is_skipping {
            let Some(newline) = memchr::memchr(b'\n', rest) else {
                self.at = end;
                return false;
            };
            self.at += newline + 1;
            self.lines += 1;
            self.is_skipping = false;
            return true;
        }
        let is_certain = is_last || rest.len() > limit;
        if self.is_joined {
            // A line feed inside a quoted value does not end the record.
            return is_certain || end >= self.awaited;
        }
        let new = rest.get(self.searched.saturating_sub(self.at)..).unwrap_or_default();
        self.searched = end;
        is_certain || memchr::memchr(b'\n', new).is_some()
    }

    /// Refuses a line that is too long, and starts to skip it.
    #[cold]
    fn too_long<P: Document>(&mut self, rest: &[u8], limit: usize) -> Error {
        let front = rest.get(..limit.min(FRONT)).unwrap_or(rest);
        self.is_skipping = true;
        self.searched = 0;
        let refusal = Refusal::new(ErrorKind::TooLong, format!("a record of at most {limit} bytes"))
            .with_found(Found::words("a longer one"))
            .with_hint("raise `max_record_bytes`");
        Error::new(P::FORMAT, refusal, front).with_line(self.lines + 1)
    }
}

/// How many bytes are checked and copied at a time: few enough for the L1 cache.
const PIECE: usize = 16 << 10;

/// Text, the last character and the last record of which may be incomplete.
struct DocumentBuffer<P> {
    text: String,
    damage: Vec<Damage>,
    /// The number of line feeds in the text.
    newlines: u64,
    /// The position of the text's first byte in the whole input.
    base: usize,
    /// The bytes of an incomplete character.
    cut_character: Vec<u8>,
    walker: Walker<P>,
}

impl<P: Document> DocumentBuffer<P> {
    fn new(base: usize, newlines: u64, projection: Selection) -> Self {
        let walker = Walker::after_lines(newlines, projection);
        let (text, damage, cut_character) = Default::default();
        DocumentBuffer { text, damage, newlines: 0, base, cut_character, walker }
    }

    fn input(&self) -> Input<'_> {
        Input { damage: &self.damage, base: self.base, ..Input::whole(&self.text) }
    }

    fn push(&mut self, chunk: &[u8]) {
        self.forget();
        for piece in chunk.chunks(PIECE) {
            let end = self.input().original(self.text.len());
            append_text(&mut self.text, &mut self.damage, end, &mut self.cut_character, piece);
            self.newlines += count_lines(piece);
        }
    }

    fn finish(&mut self) {
        let end = self.input().original(self.text.len());
        let cut = std::mem::take(&mut self.cut_character);
        append_invalid(&mut self.text, &mut self.damage, end, &cut);
    }

    /// Drops the text that is done with, if it is at least half of the buffer.
    fn forget(&mut self) {
        let position = floor(&self.text, self.walker.position());
        if position == 0 || position * 2 < self.text.len() || self.walker.is_inside() {
            return;
        }
        let base = self.input().original(position);
        let kept = self.text.as_bytes().get(position..).map_or(0, count_lines);
        self.walker.shift(position, self.newlines - kept);
        self.newlines = kept;
        self.text.drain(..position);
        let passed = self.damage.partition_point(|damage| damage.at < position);
        self.damage.drain(..passed);
        self.damage.iter_mut().for_each(|damage| damage.at -= position);
        self.base = base;
    }
}

fn count_lines(bytes: &[u8]) -> u64 {
    bytecount::count(bytes, b'\n') as u64
}
