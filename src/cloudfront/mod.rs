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
mod layout;
mod line;
mod record;
mod values;

use crate::lines::entry_points;

pub(crate) use detection::DETECTION;
pub use layout::Layout;
pub use record::Record;
pub use values::{DetailedResultType, Family, FleStatus, Protocol, ProtocolVersion, ResultType};

entry_points! {
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
    pub fn parse_line;

    /// ```
    /// let object =
    ///     b"#Version: 1.0\n#Fields: date time c-ip\n2026-01-15\t12:34:56\t192.0.2.10\n";
    /// let mut records = awslog::cloudfront::records(object);
    /// assert_eq!(records.next().unwrap()?.c_ip, Some([192, 0, 2, 10].into()));
    /// assert!(records.next().is_none());
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn records;

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
    pub struct Parser;

    /// Creates a parser that starts with the default layout.
    pub fn new;

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
    pub fn with_layout;

    /// (Before any header line, fewer values are always allowed, because older logs have fewer columns.)
    ///
    /// ```
    /// use awslog::cloudfront::Parser;
    ///
    /// let mut parser = Parser::new().accept_short_lines(true);
    /// assert!(parser.parse_line("#Fields: date time c-ip")?.is_none());
    /// assert_eq!(parser.parse_line("2026-01-15\t12:34:56")?.unwrap().c_ip, None);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn accept_short_lines;
}
