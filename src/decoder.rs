//! Records of bytes that arrive in chunks.

use std::fmt;

use crate::any::{EachDecoding, EachRecords, Record};
use crate::error::Result;
use crate::format::Format;
use crate::lines::MAX_RECORD_BYTES;

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

    /// How long a record may be, 64 MiB by default. A longer one is refused with
    /// [`ErrorKind::TooLong`](crate::ErrorKind::TooLong). Its front is in [`Error::original`](crate::Error::original), and the
    /// rest is skipped without being kept; the next record follows.
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
