//! Records of bytes that arrive in chunks.

use std::fmt;
use std::ops::ControlFlow;

use crate::any::{EachDecoding, EachRecords, Layout, Record, line_formats};
use crate::error::Result;
use crate::format::Format;
use crate::lines::MAX_RECORD_BYTES;
use crate::schema::Object;

/// How many bytes the format is detected from. The smaller number is tried first, for inputs that arrive slowly.
const DETECTED_FROM: [usize; 2] = [4 << 10, 64 << 10];

/// Reads bytes that arrive in chunks: a body from the network, a decompressed stream, a file of any size, a growing file.
///
/// Push each chunk and take the records that are complete. They are the same records and errors, with the same lines and byte
/// offsets, that [`records`](crate::records) finds in the whole input, wherever the chunks are cut: in a line, a character, an
/// escape or a wrapper. Memory holds the incomplete record and the last chunk, never the whole input, even if that is a single
/// JSON object. Records that are not taken are kept until they are.
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
/// If you do not know the format, let the decoder detect it: [`Decoder::detecting`]. If the input has no header line, start from a
/// parser that has the layout:
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
/// # Resuming
///
/// [`offset`](Self::offset) is the byte of the input at which the next record begins: every record before it has been returned.
/// To resume, give a new decoder what it has to know of the bytes before that offset, then the input from there on:
///
/// - **Header lines**: push the last one first, or start from a parser that has the layout. Without a header line, nothing is
///   needed.
/// - **A wrapper** such as `{"Records":[`: push its front, up to the bracket of its list.
/// - **One object a line, or one after the other**: nothing is needed.
///
/// The new decoder counts lines and bytes from its own first byte. The records in one text, such as the `message` of a
/// CloudWatch Logs event, share an offset: it moves on when the last of them has been returned.
///
/// ```
/// use awslog::{Decoder, Format};
///
/// let file = concat!(
///     r#"{"Records":[{"eventVersion":"1.11","eventName":"A"},"#,
///     r#"{"eventVersion":"1.11","eventName":"B"}]}"#,
/// )
/// .as_bytes();
/// let mut decoder = Decoder::new(Format::CloudTrail);
/// decoder.push(&file[..60]);
/// assert_eq!(decoder.records().count(), 1);
/// let offset = usize::try_from(decoder.offset())?;
/// assert!(file[offset..].starts_with(br#"{"eventVersion":"1.11","eventName":"B"}"#));
///
/// let mut resumed = Decoder::new(Format::CloudTrail);
/// resumed.push(br#"{"Records":["#);
/// resumed.push(&file[offset..]);
/// resumed.finish();
/// assert_eq!(resumed.records().count(), 1);
/// # Ok::<(), std::num::TryFromIntError>(())
/// ```
pub struct Decoder {
    state: State,
    max_record_bytes: usize,
    /// The fields that are wanted; `None` if all are.
    projection: Option<Box<[Box<str>]>>,
    accepts_short_lines: bool,
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

    /// A decoder that detects the format from the first 4 KiB, or else the first 64 KiB, or from a shorter input when it is
    /// finished. There are no records before that, and none at all if the format cannot be detected: see
    /// [`Decoder::is_unknown`].
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
        Decoder { state, max_record_bytes: MAX_RECORD_BYTES, projection: None, accepts_short_lines: false }
    }

    /// Reads only the fields with these names, in snake_case or as AWS writes them; a dot leads into an object, which is read as a
    /// whole. The values of all other fields are skipped: they are `None`, cost little time, and are not refused. Unknown columns
    /// and keys are kept. Names of no field mean nothing.
    ///
    /// A few fields are read in any case, because they tell records from others: `type` in GuardDuty, `messageType` in AWS Config,
    /// `time` in S3 access logs, `query_timestamp` and `resolver_ip` in logs of public zones, the first four values of a load
    /// balancer's line, and `start_time`, `end_time` and `count` in aggregated CloudFront records. Fields that share a value are read
    /// together, such as `event` and `aws_category` in Network Firewall.
    ///
    /// All fields are read in lines of CloudFront and VPC flow logs without a header line or a layout, in lines that do not have a
    /// value for each column, and in Network Firewall records without `firewall_name`.
    ///
    /// ```
    /// use awslog::{Decoder, Format};
    ///
    /// let mut decoder = Decoder::new(Format::CloudFront).with_projection(["c_ip"]);
    /// decoder.push(b"#Fields: c-ip sc-status\n192.0.2.10\t4O4\n");
    /// let record = decoder.records().next().unwrap()?;
    /// assert_eq!(record.values().map(|(name, _)| name).collect::<Vec<_>>(), ["c_ip"]);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    #[must_use]
    pub fn with_projection<I>(mut self, fields: I) -> Self
    where
        I: IntoIterator<Item: AsRef<str>>,
    {
        let names = fields.into_iter().map(|name| name.as_ref().into()).collect::<Box<[_]>>();
        if let State::Decoding(_, decoding) = &mut self.state {
            decoding.project(&names);
        }
        self.projection = Some(names);
        self
    }

    /// Whether to accept lines with fewer values than columns; the missing values are absent. By default such lines are refused as
    /// truncated: [`ErrorKind::Truncated`](crate::ErrorKind::Truncated). Formats without lines ignore it.
    ///
    /// ```
    /// use awslog::{Decoder, Format};
    ///
    /// let mut decoder = Decoder::new(Format::CloudFront).accept_short_lines(true);
    /// decoder.push(b"#Fields: c-ip sc-status\n192.0.2.10\n");
    /// assert!(decoder.records().next().unwrap().is_ok());
    /// ```
    #[must_use]
    pub fn accept_short_lines(mut self, on: bool) -> Self {
        if let State::Decoding(_, decoding) = &mut self.state {
            decoding.accept_short_lines(on);
        }
        self.accepts_short_lines = on;
        self
    }

    /// The longest record in bytes, 64 MiB by default. A longer one is refused with
    /// [`ErrorKind::TooLong`](crate::ErrorKind::TooLong): up to 64 KiB of its front are in
    /// [`Error::original`](crate::Error::original), the rest is skipped in constant memory, and the next record follows.
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

    /// Takes the next bytes of the input. Bytes after [`finish`](Self::finish) are ignored.
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

    /// Ends the input: [`records`](Self::records) now also returns the last record, or the error of a truncated one.
    pub fn finish(&mut self) {
        self.detect(true);
        if let State::Decoding(_, decoding) = &mut self.state {
            decoding.finish();
        }
    }

    /// Detects the format if there are enough bytes, from the same bytes whatever the chunks.
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
                decoding.accept_short_lines(self.accepts_short_lines);
                if let Some(names) = &self.projection {
                    decoding.project(names);
                }
                decoding.push(bytes);
                self.state = State::Decoding(format, decoding);
            }
            None if is_last || bytes.len() >= DETECTED_FROM[1] => {
                self.state = State::Unknown { bytes: bytes.len() };
            }
            None => {}
        }
    }

    /// The format; `None` if it is not, or cannot be, detected.
    pub fn format(&self) -> Option<Format> {
        match &self.state {
            State::Decoding(format, _) => Some(*format),
            State::Detecting { .. } | State::Unknown { .. } => None,
        }
    }

    /// Whether the format could not be detected. The input is then ignored.
    pub fn is_unknown(&self) -> bool {
        matches!(self.state, State::Unknown { .. })
    }

    /// The complete records, and the errors, that have not been returned yet. Pass the iterator to `Mapper::write_events` to
    /// write their events.
    pub fn records(&mut self) -> DecodedRecords<'_> {
        DecodedRecords(match &mut self.state {
            State::Decoding(_, decoding) => Some(decoding.records(self.max_record_bytes)),
            State::Detecting { .. } | State::Unknown { .. } => None,
        })
    }

    /// Calls a function with each complete record, as an object, and with each error, that has not been returned yet. These are those of
    /// [`records`](Self::records), in less time, because records are large: they are not moved, and most lines become objects without a
    /// record. The function says whether to go on: after `Break`, the next call continues with the next record.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use awslog::{Decoder, Format, schema::Value};
    ///
    /// let mut decoder = Decoder::new(Format::CloudFront);
    /// decoder.push(b"#Fields: c-ip sc-bytes\n192.0.2.10\t1045\n192.0.2.11\t17\n");
    /// let mut bytes = 0;
    /// decoder.visit(|record| {
    ///     let value = record.ok().and_then(|record| record.get("sc_bytes"));
    ///     if let Some(Value::Unsigned(number)) = value {
    ///         bytes += number;
    ///     }
    ///     ControlFlow::Continue(())
    /// });
    /// assert_eq!(bytes, 1062);
    /// ```
    pub fn visit(&mut self, mut visitor: impl FnMut(Result<Object<'_>>) -> ControlFlow<()>) {
        if let State::Decoding(_, decoding) = &mut self.state {
            // It says why it ended, which the function knows.
            let _ = decoding.visit(self.max_record_bytes, &mut visitor);
        }
    }

    /// How many bytes of the input are done with: everything before the first record that has not been returned. See
    /// [Resuming](Self#resuming).
    pub fn offset(&self) -> u64 {
        let offset = match &self.state {
            State::Decoding(_, decoding) => decoding.offset(),
            State::Detecting { .. } => 0,
            State::Unknown { bytes } => *bytes,
        };
        offset as u64
    }

    /// How many bytes are in memory that records are still to be read from: from [`offset`](Self::offset) to the end of what has
    /// been pushed.
    pub fn buffered(&self) -> usize {
        match &self.state {
            State::Decoding(_, decoding) => decoding.buffered(),
            State::Detecting { bytes, .. } => bytes.len(),
            State::Unknown { .. } => 0,
        }
    }
}

impl From<Layout> for Decoder {
    fn from(layout: Layout) -> Self {
        Self::of(State::Decoding(layout.format(), layout.into()))
    }
}

macro_rules! from_parsers {
    ($($variant:ident: $module:ident,)+) => {
        $(impl From<crate::$module::Parser> for Decoder {
            fn from(parser: crate::$module::Parser) -> Self {
                Self::of(State::Decoding(Format::$variant, parser.into()))
            }
        })+
    };
}

line_formats!(from_parsers);

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
