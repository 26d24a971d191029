//! Records of bytes that arrive in chunks.

use std::fmt;

use crate::error::{Error, ErrorKind, Found, Refusal, Result};
use crate::format::{EachDecoding, EachRecords, Format, Record};
use crate::json::{Damage, Document, Input, Walker, append_invalid, append_text, floor};
use crate::splitter::Splitter;
use crate::stream::{is_white_space, read_bytes};
use crate::text::without_returns;

/// The longest record, unless [`Decoder::max_record_bytes`] says otherwise.
const MAX_RECORD_BYTES: usize = 64 << 20;

/// Up to this length, a record that is not complete is looked at again whenever more of it is there.
const SHORT: usize = 1024;

/// How much is kept of a record that is too long.
const FRONT: usize = 64 << 10;

/// How many bytes the format is detected from; the first are tried alone, for inputs that arrive slowly.
const DETECTED_FROM: [usize; 2] = [4 << 10, 64 << 10];

/// Reads bytes that arrive in chunks: a body from the network, a decompressed stream, a file of any size, a growing file.
///
/// Push what has arrived, and take the records that are complete by then. They are the records, and the errors, that
/// [`records`](crate::records) finds in all of the bytes together, wherever the chunks are cut: in a line, in a character, in an
/// escape, in a wrapper. Memory holds the record that is not complete yet and the last chunk, never the whole input, not even
/// where that is a single JSON object.
///
/// ```
/// # #[cfg(feature = "ecs")] {
/// use awslog::ecs::Mapper;
/// use awslog::{Decoder, Format};
///
/// let chunks = [
///     r#"{"Records":[{"eventVersion":"1.11","eventName":"ListBu"#,
///     r#"ckets"},{"eventVersion":"1.11","eventName":"#,
///     r#""GetObject"}]}"#,
/// ];
/// let mapper = Mapper::new();
/// let mut out = Vec::new();
/// let mut decoder = Decoder::new(Format::CloudTrail);
/// for chunk in chunks {
///     decoder.push(chunk.as_bytes());
///     mapper.write_events(decoder.records(), &mut out);
/// }
/// decoder.finish();
/// mapper.write_events(decoder.records(), &mut out);
/// assert_eq!(out.iter().filter(|byte| **byte == b'\n').count(), 2);
/// # }
/// ```
///
/// Without the format, it is detected: [`Decoder::detecting`]. With a layout, begin with a parser:
///
/// ```
/// use awslog::vpc_flow::{Layout, Parser};
/// use awslog::{Decoder, Record};
///
/// let layout: Layout = "${srcaddr} ${bytes}".parse()?;
/// let mut decoder = Decoder::from(Parser::with_layout(layout));
/// decoder.push(b"192.0.2.10 4249\n192.0.2.11 17\n192.0.2.12 ");
/// assert_eq!(decoder.records().count(), 2);
/// assert_eq!((decoder.offset(), decoder.buffered()), (30, 11));
/// # Ok::<(), awslog::Error>(())
/// ```
///
/// # Where to resume
///
/// [`offset`](Self::offset) is how many bytes have been dealt with: everything in front of it has been given out. Another decoder
/// that begins there finds the records that follow, if it is told what stood in front: push the header line first, or begin with
/// a parser that has the layout; in a wrapper such as `{"Records":[`, push the wrapper up to its list. Records that one wrapper
/// holds as a whole, such as the texts of one message, are dealt with together.
pub struct Decoder {
    state: State,
    max_record_bytes: usize,
}

#[allow(clippy::large_enum_variant, reason = "there is one at a time")]
enum State {
    /// The format is still to be detected.
    Detecting {
        bytes: Vec<u8>,
        tried: usize,
    },
    Decoding(Format, EachDecoding),
    /// The format could not be detected.
    Unknown {
        bytes: usize,
    },
}

impl Decoder {
    /// A decoder of one format.
    pub fn new(format: Format) -> Self {
        Self::of(State::Decoding(format, EachDecoding::new(format)))
    }

    /// A decoder that detects the format from the first 4 or 64 KiB, or from all there is where that is less. Until then there
    /// are no records, and where it cannot be told there never are: see [`Decoder::is_unknown`].
    ///
    /// ```
    /// use awslog::{Decoder, Format};
    ///
    /// let mut decoder = Decoder::detecting();
    /// decoder.push(b"#Version: 1.0\n#Fields: date time c-ip\n");
    /// decoder.push(b"2026-01-15\t12:34:56\t192.0.2.10\n");
    /// decoder.finish();
    /// assert_eq!(decoder.records().count(), 1);
    /// assert_eq!(decoder.format(), Some(Format::CloudFront));
    /// ```
    pub fn detecting() -> Self {
        Self::of(State::Detecting { bytes: Vec::new(), tried: 0 })
    }

    fn of(state: State) -> Self {
        Decoder { state, max_record_bytes: MAX_RECORD_BYTES }
    }

    /// How long a record may be, 64 MiB by default. A longer one is refused with [`ErrorKind::TooLong`]: the front of it is in
    /// [`Error::original`], the rest is skipped without being kept, and the next record follows.
    ///
    /// ```
    /// use awslog::{Decoder, ErrorKind, Format};
    ///
    /// let mut decoder = Decoder::new(Format::CloudTrail).max_record_bytes(100);
    /// decoder.push(br#"{"Records":[{"eventName":"#);
    /// for _ in 0..100 {
    ///     decoder.push(b"\"long\"                 ");
    /// }
    /// decoder.push(br#"},{"eventVersion":"1.11","eventName":"ListBuckets"}]}"#);
    /// let mut records = decoder.records();
    /// let error = records.next().unwrap().unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::TooLong);
    /// assert!(error.original().starts_with(br#"{"eventName":"long""#));
    /// assert!(records.next().unwrap().is_ok());
    /// ```
    #[must_use]
    pub fn max_record_bytes(mut self, bytes: usize) -> Self {
        self.max_record_bytes = bytes.max(1);
        self
    }

    /// Takes the bytes that follow. Those that come after [`finish`](Self::finish) are ignored.
    pub fn push(&mut self, chunk: &[u8]) {
        match &mut self.state {
            State::Decoding(_, decoding) => decoding.push(chunk),
            State::Detecting { bytes, .. } => {
                bytes.extend_from_slice(chunk);
                self.detect(false);
            }
            State::Unknown { bytes } => *bytes += chunk.len(),
        }
    }

    /// Says that nothing follows: [`records`](Self::records) now gives the last record too, or the error of a cut-off end.
    pub fn finish(&mut self) {
        self.detect(true);
        if let State::Decoding(_, decoding) = &mut self.state {
            decoding.finish();
        }
    }

    /// Detects the format if there are bytes enough. It is asked of the same bytes however they arrive.
    fn detect(&mut self, is_last: bool) {
        let State::Detecting { bytes, tried } = &mut self.state else {
            return;
        };
        let sizes = DETECTED_FROM.iter().filter(|size| **size > *tried && **size <= bytes.len());
        let fronts = sizes.filter_map(|size| bytes.get(..*size));
        let whole = is_last.then_some(bytes.as_slice()).filter(|bytes| bytes.len() < DETECTED_FROM[1]);
        let format = fronts.chain(whole).find_map(Format::detect);
        *tried = bytes.len();
        match format {
            Some(format) => {
                let mut decoding = EachDecoding::new(format);
                decoding.push(bytes);
                self.state = State::Decoding(format, decoding);
            }
            None if is_last || bytes.len() >= DETECTED_FROM[1] => {
                self.state = State::Unknown { bytes: bytes.len() };
            }
            None => {}
        }
    }

    /// The format; `None` while it is not detected yet.
    pub fn format(&self) -> Option<Format> {
        match &self.state {
            State::Decoding(format, _) => Some(*format),
            State::Detecting { .. } | State::Unknown { .. } => None,
        }
    }

    /// Whether the format was to be detected, and could not be.
    pub fn is_unknown(&self) -> bool {
        matches!(self.state, State::Unknown { .. })
    }

    /// The records, and errors, that are complete by now and have not been given out. `Mapper::write_events` takes them as
    /// they are.
    pub fn records(&mut self) -> DecodedRecords<'_> {
        DecodedRecords(match &mut self.state {
            State::Decoding(_, decoding) => Some(decoding.records(self.max_record_bytes)),
            State::Detecting { .. } | State::Unknown { .. } => None,
        })
    }

    /// How many bytes of the input have been dealt with: where the first record begins that has not been given out.
    pub fn offset(&self) -> u64 {
        let offset = match &self.state {
            State::Decoding(_, decoding) => decoding.offset(),
            State::Detecting { .. } => 0,
            State::Unknown { bytes } => *bytes,
        };
        offset as u64
    }

    /// How many bytes are kept: those of records that are not complete, or have not been given out.
    pub fn buffered(&self) -> usize {
        match &self.state {
            State::Decoding(_, decoding) => decoding.buffered(),
            State::Detecting { bytes, .. } => bytes.len(),
            State::Unknown { .. } => 0,
        }
    }
}

impl From<crate::cloudfront::Parser> for Decoder {
    fn from(parser: crate::cloudfront::Parser) -> Self {
        Self::of(State::Decoding(Format::CloudFront, parser.into()))
    }
}

impl From<crate::elb::Parser> for Decoder {
    fn from(parser: crate::elb::Parser) -> Self {
        Self::of(State::Decoding(Format::Elb, parser.into()))
    }
}

impl From<crate::vpc_flow::Parser> for Decoder {
    fn from(parser: crate::vpc_flow::Parser) -> Self {
        Self::of(State::Decoding(Format::VpcFlow, parser.into()))
    }
}

impl fmt::Debug for Decoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoder")
            .field("format", &self.format())
            .field("max_record_bytes", &self.max_record_bytes)
            .field("offset", &self.offset())
            .field("buffered", &self.buffered())
            .finish_non_exhaustive()
    }
}

/// The iterator of [`Decoder::records`].
pub struct DecodedRecords<'d>(Option<EachRecords<'d>>);

impl<'d> Iterator for DecodedRecords<'d> {
    type Item = Result<Record<'d>>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.0.as_mut()?.next()
    }
}

impl fmt::Debug for DecodedRecords<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodedRecords").finish_non_exhaustive()
    }
}

/// The decoding of one format.
pub(crate) struct Decoding<P> {
    format: P,
    buffer: Buffer<P>,
    is_last: bool,
}

#[allow(clippy::large_enum_variant, reason = "there is one at a time")]
enum Buffer<P> {
    /// Byte order marks and white space, in front of what tells lines and documents apart.
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
        Decoding { format, buffer, is_last: false }
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

    /// Leaves the front behind, once a byte has come that tells lines and documents apart.
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
                *newlines += memchr::memchr_iter(b'\n', bytes).count() as u64;
                *base += passed;
                bytes.drain(..passed);
            }
            Some(first) if P::HAS_LINES && !matches!(first, b'{' | b'[') => {
                let cursor = Cursor { lines: *newlines, ..Cursor::default() };
                self.buffer = Buffer::Lines(LineBuffer { bytes: std::mem::take(bytes), base: *base, cursor });
            }
            _ => {
                let mut documents = DocumentBuffer::new(*base, *newlines);
                documents.push(bytes);
                self.buffer = Buffer::Documents(documents);
            }
        }
    }

    pub(crate) fn records(&mut self, limit: usize) -> Decoded<'_, P> {
        let Decoding { format, buffer, is_last } = self;
        let is_last = *is_last;
        match buffer {
            Buffer::Front { .. } => Decoded::Nothing,
            Buffer::Lines(LineBuffer { bytes, cursor, .. }) => Decoded::Lines { format, bytes, cursor, is_last, limit },
            Buffer::Documents(DocumentBuffer { text, damage, base, walker, .. }) => {
                Decoded::Documents { format, input: Input { text, base: *base, is_last, limit, damage }, walker }
            }
        }
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

/// The records of one format that are complete.
pub(crate) enum Decoded<'d, P> {
    Nothing,
    Lines { format: &'d mut P, bytes: &'d [u8], cursor: &'d mut Cursor, is_last: bool, limit: usize },
    Documents { format: &'d mut P, input: Input<'d>, walker: &'d mut Walker<P> },
}

impl<'d, P: Document> Iterator for Decoded<'d, P> {
    type Item = Result<P::Record<'d>>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Decoded::Nothing => None,
            Decoded::Lines { format, bytes, cursor, is_last, limit } => cursor.next(*format, bytes, *is_last, *limit),
            Decoded::Documents { format, input, walker } => walker.next(*input, format),
        }
    }
}

/// Lines of which the last may not be complete.
struct LineBuffer {
    bytes: Vec<u8>,
    /// Where the first byte stands in the whole input.
    base: usize,
    cursor: Cursor,
}

/// Where the next line begins, and what is known of it.
#[derive(Default)]
pub(crate) struct Cursor {
    at: usize,
    /// How many lines are behind.
    lines: u64,
    splitter: Splitter,
    /// How far the end of the line that begins here has been looked for in vain.
    searched: usize,
    /// The line ends inside of a quoted value.
    is_joined: bool,
    /// How many bytes there must be before another attempt is made to find the end of the record.
    awaited: usize,
    is_skipping: bool,
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
    /// The next record of the lines that are there.
    #[inline]
    fn next<'d, P: Document>(
        &mut self,
        format: &mut P,
        bytes: &'d [u8],
        is_last: bool,
        limit: usize,
    ) -> Option<Result<P::Record<'d>>> {
        loop {
            let rest = bytes.get(self.at..)?;
            if self.is_unfinished() && !self.go_on(rest, is_last, limit) {
                return None;
            }
            let rest = bytes.get(self.at..)?;
            let Some(piece) = format.next_line(&mut self.splitter, rest, is_last) else {
                if rest.is_empty() || is_last {
                    return None;
                }
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
            let line = without_returns(rest.get(..piece.length)?);
            match read_bytes(format, line, number) {
                None => {}
                read => return read,
            }
        }
    }

    fn is_unfinished(&self) -> bool {
        self.is_skipping || self.searched > self.at
    }

    /// Looks for the end of a line that was not complete; `false` where it still is not.
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
            // A line feed that is part of a quoted value is no end, wherever it is.
            return is_certain || end >= self.awaited;
        }
        let new = rest.get(self.searched.saturating_sub(self.at)..).unwrap_or_default();
        self.searched = end;
        is_certain || memchr::memchr(b'\n', new).is_some()
    }

    /// Refuses a line that is longer than records may be, and begins to skip it.
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

/// Text of which the last character and the last record may not be complete.
struct DocumentBuffer<P> {
    text: String,
    damage: Vec<Damage>,
    /// Where the text's first byte stands in the whole input.
    base: usize,
    /// The bytes of a character that is not complete.
    cut_character: Vec<u8>,
    walker: Walker<P>,
}

impl<P: Document> DocumentBuffer<P> {
    fn new(base: usize, newlines: u64) -> Self {
        let walker = Walker::behind_lines(newlines);
        DocumentBuffer { text: String::new(), damage: Vec::new(), base, cut_character: Vec::new(), walker }
    }

    fn input(&self) -> Input<'_> {
        Input { damage: &self.damage, base: self.base, ..Input::whole(&self.text) }
    }

    fn push(&mut self, chunk: &[u8]) {
        self.forget();
        let end = self.input().original(self.text.len());
        append_text(&mut self.text, &mut self.damage, end, &mut self.cut_character, chunk);
    }

    fn finish(&mut self) {
        let end = self.input().original(self.text.len());
        let cut = std::mem::take(&mut self.cut_character);
        append_invalid(&mut self.text, &mut self.damage, end, &cut);
    }

    /// Drops the text that has been dealt with, if it is half of what is there.
    fn forget(&mut self) {
        let position = floor(&self.text, self.walker.position());
        if position == 0 || position * 2 < self.text.len() {
            return;
        }
        let base = self.input().original(position);
        self.walker.shift(&self.text, position);
        self.text.drain(..position);
        let behind = self.damage.partition_point(|damage| damage.at < position);
        self.damage.drain(..behind);
        self.damage.iter_mut().for_each(|damage| damage.at -= position);
        self.base = base;
    }
}
