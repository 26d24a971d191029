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
//!      values, and no header line precedes it): pass the layout of the flow \
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
mod layout;
mod line;
mod record;
mod values;

use crate::lines::entry_points;

pub(crate) use detection::DETECTION;
pub use layout::Layout;
pub use record::Record;
pub use values::{
    Action, EncryptionStatus, FlowDirection, InterfaceType, LogStatus, RejectReason, SublocationType, TcpFlag,
    TcpFlags, TcpFlagsIter, TrafficPath, TrafficType,
};

entry_points! {
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
    pub fn parse_line;

    /// ```
    /// let object = b"version,account_id,srcaddr\n2,123456789012,192.0.2.10\n";
    /// let mut records = awslog::vpc_flow::records(object);
    /// assert_eq!(records.next().unwrap()?.srcaddr, Some([192, 0, 2, 10].into()));
    /// assert!(records.next().is_none());
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn records;

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
    pub struct Parser;

    /// Creates a parser that starts with the default format. It refuses lines with more or fewer values.
    pub fn new;

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
    pub fn with_layout;

    ///
    /// ```
    /// use awslog::vpc_flow::Parser;
    ///
    /// let object = b"srcaddr bytes action\n192.0.2.10 42\n";
    /// assert!(Parser::new().records(object).next().unwrap().is_err());
    ///
    /// let mut records = Parser::new().accept_short_lines(true).records(object);
    /// assert_eq!(records.next().unwrap()?.bytes, Some(42));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn accept_short_lines;
}
