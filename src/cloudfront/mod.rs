//! CloudFront access logs: standard logs, legacy (v1) and v2, real-time logs, and connection logs.
//!
//! ```
//! use awslog::cloudfront::{self, ResultType};
//!
//! let file = b"#Version: 1.0\n\
//!     #Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem \
//!     sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type\n\
//!     2026-01-15\t12:34:56\tFRA56-P3\t1045619\t192.0.2.10\tGET\t\
//!     d111111abcdef8.cloudfront.net\t/images/cat.jpg\t200\t\
//!     https://www.example.com/\tcurl/8.5.0\t-\t-\tHit\n";
//! for record in cloudfront::records(file) {
//!     let record = record?;
//!     assert_eq!(record.c_ip, Some([192, 0, 2, 10].into()));
//!     assert_eq!(record.sc_bytes, Some(1_045_619));
//!     assert_eq!(record.x_edge_result_type, Some(ResultType::Hit));
//!     assert_eq!(record.cs_uri_query, None);
//! }
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Forms
//!
//! | log | form | entry point |
//! | --- | --- | --- |
//! | standard, legacy (v1) | up to 33 values separated by tabs, `#Version` and `#Fields` lines | [`parse_line`], [`records`], [`Parser`] |
//! | standard, v2 | any selection of fields, any delimiter, with or without a `#Fields` line; or JSON | [`records`], [`Layout::from_names`] |
//! | real-time | the configured fields separated by tabs, no header line | [`Layout::real_time`], [`Layout::real_time_all`] |
//! | connection (viewer mTLS) | like v2 | [`records`] |
//! | exported tables | CSV or tabs with the names in a header line, the names of AWS's Athena table too | [`records`] |
//! | a forwarder's JSON | one object per line, which may combine several requests | [`records`] |
//!
//! The delimiter of v2 is detected from the header line or the first line: it is the one that gives the line one value of the
//! right type for each name. If that is not certain, the line is refused, and [`Layout::with_delimiter`] sets the delimiter.
//!
//! A `#Fields` line, anywhere in a file, sets the layout of the lines after it. Lines without one are read in the default
//! layout, [`Layout::standard`]. Real-time logs with all their fields are recognized by their epoch seconds.
//!
//! # Where AWS writes them
//!
//! | log | destination |
//! | --- | --- |
//! | standard, legacy (v1) | S3, `<prefix>/<distribution id>.YYYY-MM-DD-HH.<unique>.gz`; the hour is that of the requests, in UTC |
//! | standard v2, connection | S3 (by default under `AWSLogs/<account>/CloudFront/`), CloudWatch Logs, Data Firehose |
//! | real-time | Kinesis Data Streams, one line per record |
//!
//! Lines are not in order. The lines of one hour may be spread over several files, up to a day late.
//!
//! AWS describes the logs at
//! <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html> and
//! <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/real-time-logs.html>.
//!
//! # Null
//!
//! The null marker is `-` in any column, also in JSON. An empty value is absent too. In the aggregated JSON of forwarders (with
//! `start_time`, `end_time` or `count`), `_` is also a null marker.
//!
//! # What is easily got wrong
//!
//! - The log writer adds one layer of percent-encoding to values. [`Encoded::decode`](crate::text::Encoded::decode) removes
//!   only that one; what the viewer encoded stays encoded.
//! - `sc-status` is `000` if the viewer closed the connection before the response: it reads as 0.
//! - `cs(Host)` and `x-host-header` mean in standard logs what `x-host-header` and `cs-host` mean in real-time logs:
//!   [`Record::distribution_domain`] and [`Record::viewer_host`] return the right one.
//! - Real-time logs have the fields in the order of AWS's list, whatever the order of the selection.
//! - `x-edge-result-type` is `Error` with status 200 if the client closed the connection early.
//! - In JSON every value is a string, also numbers.
//!
//! ```
//! use awslog::cloudfront::{self, Layout, ResultType};
//!
//! let layout = Layout::from_names([
//!     "cs-uri-stem",
//!     "sc-status",
//!     "x-edge-result-type",
//!     "cs(Host)",
//!     "x-host-header",
//! ])?;
//! let record = layout.parse_line(
//!     "/a%2520b\t000\tError\td111111abcdef8.cloudfront.net\twww.example.com",
//! )?;
//! assert_eq!(record.cs_uri_stem.as_ref().unwrap().decode(), "/a%20b");
//! assert_eq!(record.sc_status, Some(0));
//! assert_eq!(record.x_edge_result_type, Some(ResultType::Error));
//! assert_eq!(record.viewer_host().unwrap(), "www.example.com");
//!
//! let layout = Layout::real_time(["x-host-header", "cs-host", "c-ip"])?;
//! let record =
//!     layout.parse_line("192.0.2.10\twww.example.com\td111111abcdef8.cloudfront.net")?;
//! assert_eq!(record.viewer_host().unwrap(), "www.example.com");
//!
//! let record = cloudfront::parse_line(
//!     r#"{"sc-status": "200", "asn": "64496", "c-country": "-"}"#,
//! )?;
//! assert_eq!(
//!     (record.sc_status, record.asn, record.c_country),
//!     (Some(200), Some(64496), None)
//! );
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Errors
//!
//! An object with unknown keys is a record if one of its keys is a name that only CloudFront has, such as `c-ip`, `sc-status` or
//! `x-edge-location`. An object of known keys alone is one, too. Any other
//! object is refused as `ErrorKind::Format`, with what it looks like and what to pass instead.
//!
//! A value that no ECS field needs can have another type: it is kept in the unknown columns, and is in the event under `aws`.
//!
//! A value of the wrong type refuses its record, and the iterator continues with the next one. A line with fewer values than its
//! header or layout has columns is refused as truncated ([`Parser::accept_short_lines`] accepts it). Before any header line,
//! fewer values are allowed, because older logs have fewer columns. Values beyond the last column are kept, and unknown columns
//! are kept with their names. A header line without a known name is refused. Messages never show cookies and queries.
//!
//! ```
//! let error =
//!     awslog::cloudfront::parse_line("2026-01-15\t12:34:56\tFRA56-P3\tmany").unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "CloudFront log, field `sc-bytes`: expected a whole number, found \"many\""
//! );
//! ```
//!
//! # As ECS events
//!
//! | fields of ECS | from |
//! | --- | --- |
//! | `@timestamp` | the most precise of `timestamp(ms)`, `timestamp`, `date` and `time`: the end of the response |
//! | `event.kind`, `.category`, `.type` | `event`, `[web]`, `[access]`; for connections `[network]`, `[connection, start]` |
//! | `event.action` | `x-edge-response-result-type` |
//! | `event.outcome` | `failure` for status 0 and from 400, else `success` |
//! | `event.id`, `http.request.id` | `x-edge-request-id` |
//! | `event.duration` | `time-taken`, in nanoseconds |
//! | `source.*` | the viewer: `c-ip`, `c-port`, `c-country`, `asn` |
//! | `destination.*` | the distribution's domain |
//! | `url.*` | the requested host; path and query without the log's percent-encoding, `url.original` with it |
//! | `http.*`, `tls.*`, `network.*` | method, status, bytes, version, protocol, cipher |
//! | `server.geo.name` | `x-edge-location` |
//! | `user_agent.*` | `cs(User-Agent)`, without the log's percent-encoding |
//!
//! Everything else is under `aws.cloudfront`. `MapperBuilder::decode_user_agent(false)` keeps user agents as logged.
//!
//! ```
//! # #[cfg(feature = "ecs")] {
//! use awslog::cloudfront::Layout;
//! use awslog::ecs::{Mapper, Outcome};
//!
//! let layout = Layout::from_names([
//!     "cs-uri-stem",
//!     "cs-uri-query",
//!     "sc-status",
//!     "x-host-header",
//!     "cs-protocol",
//! ])?;
//! let record = layout
//!     .parse_line("/search%2520results/\tq=a%252Fb\t502\tapi.example.com\thttps")?;
//! let mapper = Mapper::new();
//! let event = mapper.to_ecs(&record);
//! assert_eq!(event.event.outcome, Some(Outcome::Failure));
//! assert_eq!(
//!     event.url.full.as_deref(),
//!     Some("https://api.example.com/search%20results/?q=a%2Fb")
//! );
//! assert_eq!(event.url.original.as_deref(), Some("/search%2520results/?q=a%252Fb"));
//! assert_eq!(event.url.registered_domain.as_deref(), Some("example.com"));
//! # }
//! # Ok::<(), awslog::Error>(())
//! ```

mod detection;
#[cfg(feature = "ecs")]
mod ecs;
mod json;
mod layout;
mod record;
mod values;

use crate::error::{ErrorKind, Refusal, Result};
use crate::lines::Short;
use crate::lines::{LineParser, Stream, exported};
use crate::text::{LineRules, Quoting, Table, without_time};

pub(crate) use detection::DETECTION;
pub use layout::Layout;
pub use record::Record;
pub use values::{DetailedResultType, Family, FleStatus, Protocol, ProtocolVersion, ResultType};

/// Reads one record: a line in the default layout, [`Layout::standard`], or a JSON object.
///
/// ```
/// use awslog::cloudfront::{self, ResultType};
///
/// let line = "2026-01-15\t12:34:56\tFRA56-P3\t1045619\t192.0.2.10\tGET\t\
///     d111111abcdef8.cloudfront.net\t/images/cat.jpg\t200\t\
///     https://www.example.com/\tcurl/8.5.0\t-\t-\tHit";
/// let record = cloudfront::parse_line(line)?;
/// assert_eq!(record.sc_bytes, Some(1_045_619));
/// assert_eq!(record.cs_uri_query, None);
/// assert_eq!(record.x_edge_result_type, Some(ResultType::Hit));
///
/// let record = cloudfront::parse_line(
///     r#"{"sc-status": "000", "cs(Host)": "d111111abcdef8.cloudfront.net"}"#,
/// )?;
/// assert_eq!(record.sc_status, Some(0));
/// # Ok::<(), awslog::Error>(())
/// ```
///
/// # Errors
///
/// A value does not have the type of its field, or the JSON is invalid.
// A record is large: inlined, it is made where it stays.
#[inline]
pub fn parse_line(line: &str) -> Result<Record<'_>> {
    let line = crate::text::without_end(line);
    if line.trim_ascii_start().starts_with('{') {
        crate::json::read_one(line, &mut Parser::new()).map_err(|refusal| layout::refused(refusal, line))
    } else {
        let mut record = Record::default();
        match STANDARD.read_into(line, &mut record) {
            Ok(()) => Ok(record),
            Err(refusal) => parse_other(line, refusal),
        }
    }
}

/// Reads a line that is not in the default layout: one with a time in front.
#[cold]
fn parse_other(line: &str, refusal: Box<Refusal>) -> Result<Record<'_>> {
    let mut record = None;
    match without_time(line) {
        Some(_) => exported::read_line(&mut Parser::new(), line, &mut record, refusal),
        None => Err(refusal),
    }
    .and_then(|()| record.ok_or_else(|| Refusal::new(ErrorKind::Layout, "a record")))
    .map_err(|refusal| layout::refused(refusal, line))
}

const STANDARD: &Layout = &Layout::standard();

/// Reads lines one at a time and follows the header lines among them.
///
/// A `#Fields:` line, anywhere, sets the layout of the lines after it. Other lines that begin with `#` are skipped, and so
/// are blank lines. Lines before any header line are read in the default layout, except real-time logs with all their
/// columns, which are recognized by their epoch seconds.
///
/// ```
/// let mut parser = awslog::cloudfront::Parser::new();
/// assert!(parser.parse_line("#Version: 1.0")?.is_none());
/// assert!(parser.parse_line("#Fields: date time asn")?.is_none());
/// let record = parser.parse_line("2026-01-15\t12:34:56\t64496")?.unwrap();
/// assert_eq!(record.asn, Some(64496));
/// # Ok::<(), awslog::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Parser {
    layout: Option<Layout>,
    accepts_short: bool,
    table: Option<Table>,
}

impl Parser {
    /// Creates a parser that starts with the default layout.
    pub const fn new() -> Self {
        Parser { layout: None, accepts_short: false, table: None }
    }

    /// Creates a parser that starts with the given layout. Its delimiter applies to the layouts of header lines too.
    ///
    /// ```
    /// use awslog::cloudfront::{Layout, Parser};
    ///
    /// let mut parser = Parser::with_layout(
    ///     Layout::from_names(["c-ip", "sc-status"])?.with_delimiter(",")?,
    /// );
    /// assert_eq!(parser.parse_line("192.0.2.10,404")?.unwrap().sc_status, Some(404));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub const fn with_layout(layout: Layout) -> Self {
        let accepts_short = matches!(layout.short(), Short::Accepted);
        Parser { layout: Some(layout), accepts_short, table: None }
    }

    /// Whether to accept lines with fewer values than their header or layout has columns; the missing values are absent. By
    /// default such lines are refused as truncated: [`ErrorKind::Truncated`]. (Before any header
    /// line, fewer values are always allowed, because older logs have fewer columns.)
    ///
    /// ```
    /// use awslog::cloudfront::Parser;
    ///
    /// let mut parser = Parser::new().accept_short_lines(true);
    /// assert!(parser.parse_line("#Fields: date time c-ip")?.is_none());
    /// assert_eq!(parser.parse_line("2026-01-15\t12:34:56")?.unwrap().c_ip, None);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    #[must_use]
    pub fn accept_short_lines(mut self, on: bool) -> Self {
        self.accepts_short = on;
        self.layout = self.layout.map(|layout| layout.accept_short_lines(on));
        self
    }

    /// Reads one line. Returns `None` if it is a header line or blank.
    ///
    /// # Errors
    ///
    /// A value is not of its column's type, or the columns are not known.
    pub fn parse_line<'a>(&mut self, line: &'a str) -> Result<Option<Record<'a>>> {
        let line = crate::text::without_end(line);
        let mut record = None;
        match self.read_line(line, &mut record) {
            Ok(()) => Ok(record),
            Err(refusal) => Err(layout::refused(refusal, line)),
        }
    }

    /// Reads the records of a whole object, starting with the layout of this parser.
    pub fn records(self, bytes: &[u8]) -> Records<'_> {
        Records(Stream::new(bytes, self))
    }
}

impl LineRules for Parser {
    #[inline]
    fn quoting(&self) -> Quoting {
        match self.table {
            Some(_) => Quoting::Cells(b','),
            None => self.layout.as_ref().map_or(Quoting::None, Layout::quoting),
        }
    }

    fn is_whole(&self, text: &str) -> bool {
        match self.table {
            Some(table) => table.is_row(text),
            None => self.layout.as_ref().is_some_and(|layout| layout.is_whole(text)),
        }
    }
}

impl LineParser for Parser {
    fn table(&mut self) -> &mut Option<Table> {
        &mut self.table
    }

    fn read_plain<'a>(&mut self, line: &'a str, record: &mut Option<Record<'a>>) -> Result<(), Box<Refusal>> {
        let line = line.trim_start_matches('\u{FEFF}');
        match line.trim_ascii_start().as_bytes().first() {
            _ if line.starts_with('#') => {
                if let Some(names) = layout::fields_of(line) {
                    let layout = match &self.layout {
                        Some(layout) => layout.followed_by(names)?,
                        None => Layout::of_header(names)?,
                    };
                    self.layout = Some(layout.accept_short_lines(self.accepts_short));
                }
            }
            Some(b'{') => *record = crate::json::read_alone(line, self)?,
            None => {}
            Some(_) => {
                let layout = match &self.layout {
                    Some(layout) => layout,
                    None if is_real_time(line) => real_time(line)?,
                    None => STANDARD,
                };
                if let Err(refusal) = layout.read_into(line, record.insert(Record::default())) {
                    if let Some(layout) = Layout::of_table(line) {
                        self.layout = Some(layout.accept_short_lines(self.accepts_short));
                        *record = None;
                        return Ok(());
                    }
                    let layout =
                        self.layout.as_ref().map_or(Ok(None), |layout| layout.shown_by(line))?.ok_or(refusal)?;
                    let layout = self.layout.insert(layout);
                    layout.read_into(line, record.insert(Record::default()))?;
                }
            }
        }
        Ok(())
    }
}

/// Whether a line begins with epoch seconds, as lines of real-time logs do and those of standard logs do not.
fn is_real_time(line: &str) -> bool {
    let first = line.split('\t').next().unwrap_or_default();
    first.starts_with('1') && !first.contains('-') && crate::text::time::epoch_seconds(first).is_some()
}

/// The layout of a real-time line, if that is sure.
fn real_time(line: &str) -> Result<&'static Layout, Box<Refusal>> {
    const ALL: &Layout = &Layout::real_time_all();
    match line.split('\t').count() {
        count if count == ALL.width() => Ok(ALL),
        count => {
            let expected = format!(
                "a layout (real-time logs have no header; the line has {count} values, not all {})",
                ALL.width()
            );
            Err(Refusal::new(ErrorKind::Layout, expected).with_hint("give the names of its columns"))
        }
    }
}

/// Reads the records of a whole object from a bucket, already decompressed: lines, with or without header lines, or JSON
/// documents, also in the wrapper of CloudWatch Logs.
///
/// ```
/// let object =
///     b"#Version: 1.0\n#Fields: date time c-ip\n2026-01-15\t12:34:56\t192.0.2.10\n";
/// let mut records = awslog::cloudfront::records(object);
/// assert_eq!(records.next().unwrap()?.c_ip, Some([192, 0, 2, 10].into()));
/// assert!(records.next().is_none());
/// # Ok::<(), awslog::Error>(())
/// ```
pub fn records(bytes: &[u8]) -> Records<'_> {
    Parser::new().records(bytes)
}

/// The iterator of [`records`]. A refused record is an error, and the iterator continues with the next one.
#[derive(Clone, Debug)]
pub struct Records<'a>(Stream<'a, Parser>);

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

/// Whether a text is surely a line of one of these logs, or a header line.
fn is_sure(line: &str) -> bool {
    let is_header =
        layout::fields_of(line).is_some() || line.starts_with("#Version") || Layout::of_table(line).is_some();
    is_header || is_real_time(line) || is_standard(line)
}

/// Whether the front of a file is a header. Other logs of AWS have such headers too, with underscores in their names, and so
/// has IIS, with names of its own.
fn is_header(start: &[u8]) -> bool {
    let lines = start.split(|byte| *byte == b'\n').take(2);
    let mut lines = lines.filter_map(|line| line.utf8_chunks().next().map(|chunk| chunk.valid()));
    match lines.clone().find_map(layout::fields_of) {
        Some(names) => !names.contains('_') && !layout::split_names(names).any(crate::json::foreign::is_mark),
        None => lines.next().is_some_and(|line| line.starts_with("#Version")) && lines.next().is_none_or(str::is_empty),
    }
}

/// Whether a line begins with a date and a time between TABs.
fn is_standard(line: &str) -> bool {
    let mut values = line.split('\t');
    let date = values.next().and_then(crate::text::time::date);
    let clock = values.next().and_then(crate::text::time::clock);
    date.is_some() && clock.is_some()
}
