//! VPC flow logs, versions 2 to 11, and Transit Gateway flow logs.
//!
//! ```
//! use awslog::vpc_flow::{self, Action, LogStatus};
//!
//! let file = b"\
//!     version account-id interface-id srcaddr dstaddr srcport dstport protocol packets \
//!     bytes start end action log-status\n\
//!     2 123456789012 eni-0123456789abcdef0 192.0.2.10 203.0.113.5 49152 443 6 20 \
//!     4249 1768480490 1768480550 ACCEPT OK\n\
//!     2 123456789012 eni-0123456789abcdef1 - - - - - - - 1768480490 1768480550 - \
//!     NODATA\n";
//! let records = vpc_flow::records(file).collect::<awslog::Result<Vec<_>>>()?;
//! assert_eq!(records[0].dstport, Some(443));
//! assert_eq!(records[0].action, Some(Action::Accept));
//! assert_eq!(records[1].bytes, None);
//! assert_eq!(records[1].log_status, Some(LogStatus::NoData));
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Forms
//!
//! | source | form | entry point |
//! | --- | --- | --- |
//! | S3, text | a header line with the names, then one record per line, separated by spaces | [`records`], [`Parser`] |
//! | CloudWatch Logs | one record per event, no header line | [`parse_line`], [`Parser::with_layout`] |
//! | Firehose | `{"message": "..."}` with the line of the record | [`records`] |
//! | CloudWatch Logs subscriptions | the lines in `logEvents[].message` | [`records`] |
//! | exports and query results | CSV or tabs with a header line; names with hyphens, underscores or in camelCase | [`records`] |
//! | forwarders, CloudWatch's `parseVPC` | one JSON object per record, numbers as numbers or text | [`records`], [`parse_line`] |
//!
//! A flow log has the fields of its configuration, in that order: its [`Layout`]. A header line names them. Without a header line,
//! only two formats are read: the default one with 14 fields, and that of Transit Gateway with 36 (the second value is
//! `TransitGateway`). For any other, pass the layout. Columns of Parquet files have the same names, with underscores.
//!
//! # Where AWS writes them
//!
//! | destination | form |
//! | --- | --- |
//! | S3 | `AWSLogs/<account>/vpcflowlogs/<region>/YYYY/MM/DD/[HH/]<account>_vpcflowlogs_<region>_<flow log>_YYYYMMDDTHHmmZ_<hash>.log.gz`, with a header line |
//! | CloudWatch Logs | one log stream per interface, one event per record, no header line |
//! | Data Firehose | `{"message": "..."}` with a line as its value |
//!
//! Transit Gateway flow logs are under `vpcflowlogs` too.
//!
//! AWS describes the logs at <https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html> and
//! <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-flow-logs.html>.
//!
//! # Null
//!
//! The null marker is `-`, in any field. Records with the status `NODATA` or `SKIPDATA` have it in most fields; they are
//! records, not errors.
//!
//! # What is easily got wrong
//!
//! - `version` says which fields the format may have, but nothing about their order.
//! - `srcaddr` and `dstaddr` are the addresses that the interface sees. Behind a NAT gateway, `pkt-srcaddr` and `pkt-dstaddr`
//!   are the original addresses of the packet.
//! - `start` and `end` are in seconds, while the time of a CloudWatch event is in milliseconds.
//! - `account-id` is `unknown` for some interfaces of AWS's own services.
//! - `tcp-flags` combines the flags of all segments in the interval.
//! - Values of tags are percent-encoded: [`Encoded::decode`](crate::text::Encoded::decode).
//!
//! ```
//! use awslog::vpc_flow::Layout;
//!
//! let layout: Layout = "${version} ${bytes} ${account-id} ${srcaddr} ${pkt-srcaddr} \
//!     ${start} ${tcp-flags} ${instance-tag}"
//!     .parse()?;
//! let record = layout.parse_line(
//!     "11 40 unknown 192.0.2.10 198.51.100.7 1768480490 19 web%20tier%2Fblue",
//! )?;
//! assert_eq!(record.bytes, Some(40));
//! assert_eq!(record.account_id.as_ref().unwrap(), "unknown");
//! assert_ne!(record.srcaddr, record.pkt_srcaddr);
//! assert_eq!(record.start.unwrap().unix_timestamp(), 1_768_480_490);
//! assert_eq!(record.tcp_flags.unwrap().to_string(), "fin syn ack");
//! assert_eq!(record.instance_tag.unwrap().decode(), "web tier/blue");
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Errors
//!
//! An object with unknown keys is a record if it has an address or a name that only flow logs have, such as `interface-id` or
//! `log-status`. An object of known keys alone is one, too. Any other
//! object is refused as `ErrorKind::Format`, with what it looks like and what to pass instead.
//!
//! A value that no ECS field needs can have another type: it is kept in the unknown columns, and is in the event under `aws`.
//!
//! A value of the wrong type refuses its record, and the iterator continues with the next one. Without a layout, a line without
//! exactly the 14 values of the default format is refused, because nothing names its values. With a layout, values beyond the last
//! field are kept, and a line with fewer values is refused as truncated; [`Parser::accept_short_lines`] accepts it. An unknown
//! name is a field that AWS has added, or a typo: [`Layout::unknown_names`] lists them.
//!
//! ```
//! let error =
//!     awslog::vpc_flow::parse_line("2 123456789012 eni-0123456789abcdef0 192.0.2.10")
//!         .unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "VPC flow log: expected the 14 values of the default format (the line has 4 \
//!      values, and no header line is in front of it): give the layout of the flow \
//!      log, such as `${version} ${account-id} ${srcaddr}`",
//! );
//! ```
//!
//! # As ECS events
//!
//! | fields of ECS | from |
//! | --- | --- |
//! | `@timestamp`, `event.end` | `end`; `event.start` from `start` |
//! | `event.kind`, `.category`, `.type` | `event`, `[network]`, `[connection]` with `allowed` or `denied` |
//! | `event.action` | `action` |
//! | `event.outcome` | `success` for `ACCEPT`, `failure` for `REJECT` |
//! | `source.*`, `destination.*` | `srcaddr`, `dstaddr`, their ports; bytes and packets at `source` and `network` |
//! | `network.transport`, `.iana_number`, `.type` | `protocol`, the family of the addresses |
//! | `network.direction` | `flow-direction`, else from `MapperBuilder::internal_networks` |
//! | `network.community_id` | addresses, ports and protocol, unless `MapperBuilder::community_id(false)` |
//! | `cloud.*` | account, region, availability zone, instance |
//! | `container.*`, `orchestrator.*`, `service.name` | the fields of Amazon's Elastic Container Service |
//!
//! Everything else is under `aws.vpcflow`, with Elastic's names.
//!
//! ```
//! # #[cfg(feature = "ecs")] {
//! use awslog::ecs::{Direction, Mapper, Outcome, Type};
//! use awslog::vpc_flow;
//!
//! let mapper = Mapper::builder().internal_networks(["192.0.2.0/24".parse()?]).build();
//! let line = "2 123456789012 eni-0123456789abcdef0 192.0.2.10 203.0.113.5 49152 443 6 \
//!     20 4249 1768480490 1768480550 REJECT OK";
//! let record = vpc_flow::parse_line(line)?;
//! let event = mapper.to_ecs(&record);
//! assert_eq!(event.event.outcome, Some(Outcome::Failure));
//! assert_eq!(event.event.r#type, [Type::Connection, Type::Denied].into());
//! assert_eq!(event.network.transport.unwrap(), "tcp");
//! assert_eq!(event.network.direction, Some(Direction::Outbound));
//! assert!(event.network.community_id.is_some());
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
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
use crate::text::Words;
use crate::text::{LineRules, Quoting, Table, without_time};

pub(crate) use detection::DETECTION;
pub use layout::Layout;
pub use record::Record;
pub use values::{
    Action, EncryptionStatus, FlowDirection, InterfaceType, LogStatus, RejectReason, SublocationType, TcpFlag,
    TcpFlags, TcpFlagsIter, TrafficPath, TrafficType,
};

/// Reads one record: a line in the default format of 14 fields or in Transit Gateway's of 36, or a JSON object.
///
/// ```
/// use awslog::vpc_flow::{self, Action};
///
/// let record = vpc_flow::parse_line(
///     "2 123456789012 eni-0123456789abcdef0 192.0.2.10 203.0.113.5 49152 443 6 20 4249 \
///      1768480490 1768480550 ACCEPT OK",
/// )?;
/// assert_eq!(record.dstport, Some(443));
/// assert_eq!(record.bytes, Some(4249));
/// assert_eq!(record.action, Some(Action::Accept));
///
/// let record = vpc_flow::parse_line(r#"{"srcAddr": "192.0.2.10", "bytes": 4249}"#)?;
/// assert_eq!(record.srcaddr, Some([192, 0, 2, 10].into()));
/// # Ok::<(), awslog::Error>(())
/// ```
///
/// # Errors
///
/// A line has more or fewer values than the default format, a value does not have the type of its field, or the JSON is invalid.
// A record is large: inlined, it is made where it stays.
#[inline]
pub fn parse_line(line: &str) -> Result<Record<'_>> {
    let line = crate::text::without_end(line);
    if is_json(line) {
        return crate::json::read_one(line, &mut Parser::new()).map_err(|refusal| layout::refused(refusal, line));
    }
    let mut record = Record::default();
    match read_default(line, &mut record) {
        Ok(()) => Ok(record),
        Err(refusal) => parse_other(line, refusal),
    }
}

/// Reads a line that is not in a default format: one with a time in front.
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

fn is_json(line: &str) -> bool {
    line.trim_ascii_start().starts_with('{')
}

/// Reads a line in the default format of VPC flow logs or of Transit Gateway flow logs. One that has more or fewer values is
/// in another, and nothing says in which.
fn read_default<'a>(line: &'a str, record: &mut Record<'a>) -> Result<(), Box<Refusal>> {
    // Values that are missing are counted below.
    const DEFAULT: Layout = Layout::version_2().with_short(Short::ByRight);
    let read = DEFAULT.read_into(line, record);
    // The last value is never null but in broken records, so that the values are rarely counted.
    if read.is_ok() && record.log_status.is_some() && record.beyond_layout().is_empty() {
        return Ok(());
    }
    read_other_default(line, record, read)
}

/// What to do with a line that is not a whole record of the default format, or was not read as one.
#[cold]
fn read_other_default<'a>(
    line: &'a str,
    record: &mut Record<'a>,
    read: Result<(), Box<Refusal>>,
) -> Result<(), Box<Refusal>> {
    const TRANSIT_GATEWAY: Layout = Layout::transit_gateway();
    let count = Words::new(line).count();
    if Words::new(line).nth(1) == Some("TransitGateway") {
        *record = Record::default();
        return match count {
            layout::TRANSIT_GATEWAY_WIDTH => TRANSIT_GATEWAY.read_into(line, record),
            _ => Err(no_layout(count, layout::TRANSIT_GATEWAY_WIDTH, "Transit Gateway's default format")),
        };
    }
    match count {
        layout::DEFAULT_WIDTH => read,
        _ => Err(no_layout(count, layout::DEFAULT_WIDTH, "the default format")),
    }
}

fn no_layout(count: usize, width: usize, format: &str) -> Box<Refusal> {
    let values = if count == 1 { "value" } else { "values" };
    let expected = format!(
        "the {width} values of {format} (the line has {count} {values}, and no header line is in front of it)",
    );
    Refusal::new(ErrorKind::Layout, expected)
        .with_hint("give the layout of the flow log, such as `${version} ${account-id} ${srcaddr}`")
}

/// Reads lines one at a time and follows the header lines among them.
///
/// A header line, anywhere, sets the layout of the lines after it. Blank lines are skipped. Lines before any header line are
/// read in the default format, unless the parser was created with a layout.
///
/// ```
/// let mut parser = awslog::vpc_flow::Parser::new();
/// assert!(parser.parse_line("interface-id srcaddr tcp-flags")?.is_none());
/// let record = parser.parse_line("eni-0123456789abcdef0 192.0.2.10 19")?.unwrap();
/// assert_eq!(record.tcp_flags.unwrap().to_string(), "fin syn ack");
/// # Ok::<(), awslog::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Parser {
    layout: Option<Layout>,
    accepts_short: bool,
    table: Option<Table>,
}

impl Parser {
    /// Creates a parser that starts with the default format. It refuses lines with more or fewer values.
    pub const fn new() -> Self {
        Parser { layout: None, accepts_short: false, table: None }
    }

    /// Creates a parser that starts with the given layout.
    ///
    /// ```
    /// use awslog::vpc_flow::{Layout, Parser};
    ///
    /// let layout: Layout = "${interface-id} ${srcaddr} ${log-status}".parse()?;
    /// let lines = b"eni-0123456789abcdef0 192.0.2.10 OK\neni-0123456789abcdef0 - NODATA\n";
    /// let records =
    ///     Parser::with_layout(layout).records(lines).collect::<Result<Vec<_>, _>>()?;
    /// assert_eq!(records[0].srcaddr, Some([192, 0, 2, 10].into()));
    /// assert_eq!(records[1].srcaddr, None);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub const fn with_layout(layout: Layout) -> Self {
        let accepts_short = matches!(layout.short(), Short::Accepted);
        Parser { layout: Some(layout), accepts_short, table: None }
    }

    /// Whether to accept lines with fewer values than their header or layout has fields; the missing values are absent. By
    /// default such lines are refused as truncated: [`ErrorKind::Truncated`].
    ///
    /// ```
    /// use awslog::vpc_flow::Parser;
    ///
    /// let mut parser = Parser::new().accept_short_lines(true);
    /// assert!(parser.parse_line("srcaddr bytes action")?.is_none());
    /// assert_eq!(parser.parse_line("192.0.2.10 42")?.unwrap().bytes, Some(42));
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
    /// A value does not have the type of its field, the JSON is invalid, or the line is not in the default format and no header
    /// line or layout names its values.
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
        if line.trim_ascii().is_empty() {
            return Ok(());
        }
        if let Some(layout) = Layout::of_header(line) {
            self.layout = Some(layout.accept_short_lines(self.accepts_short));
            return Ok(());
        }
        if is_json(line) {
            *record = crate::json::read_alone(line, self)?;
            return Ok(());
        }
        let record = record.insert(Record::default());
        match &self.layout {
            Some(layout) => layout.read_into(line, record),
            None => read_default(line, record),
        }
    }
}

/// Reads the records of a whole object from a bucket, already decompressed: lines, with or without header lines, or JSON
/// documents, also in the wrapper of CloudWatch Logs.
///
/// ```
/// let object = b"version,account_id,srcaddr\n2,123456789012,192.0.2.10\n";
/// let mut records = awslog::vpc_flow::records(object);
/// assert_eq!(records.next().unwrap()?.srcaddr, Some([192, 0, 2, 10].into()));
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

/// Whether a text begins with a header line, or with a line in one of the default formats.
fn is_line(text: &str) -> bool {
    let line = crate::text::without_end(text.split_inclusive('\n').next().unwrap_or_default());
    if let Some(layout) = Layout::of_header(line) {
        return layout.is_telling();
    }
    let mut values = Words::new(line);
    let version = values.next().and_then(crate::text::number::whole);
    let account = |text: &str| text == "unknown" || text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    match (version, values.next(), values.next()) {
        (Some(2..=99), Some("TransitGateway"), _) => true,
        (Some(2..=99), Some(owner), Some(interface)) => account(owner) && interface.starts_with("eni-"),
        _ => false,
    }
}
