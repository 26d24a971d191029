//! Route 53 query logs: of the VPC Resolver, with DNS Firewall, and of public hosted zones.
//!
//! ```
//! use awslog::route53::{self, Record, RecordType, ResponseCode};
//!
//! let json = r#"{"version":"1.100000","account_id":"123456789012","region":"us-east-1",
//!     "vpc_id":"vpc-0123456789abcdef0","query_timestamp":"2026-01-15T12:34:56Z",
//!     "query_name":"www.example.com.","query_type":"A","query_class":"IN",
//!     "rcode":"NOERROR","answers":[
//!         {"Rdata":"edge.example.net.","Type":"CNAME","Class":"IN"},
//!         {"Rdata":"198.51.100.20","Type":"A","Class":"IN"}],
//!     "srcaddr":"192.0.2.10","srcport":"48701","transport":"UDP",
//!     "srcids":{"instance":"i-0123456789abcdef0"}}"#;
//! let Record::Resolver(record) = route53::parse_line(json)? else { panic!() };
//! assert_eq!(record.rcode, Some(ResponseCode::NoError));
//! assert_eq!(record.answers[0].r#type, Some(RecordType::Cname));
//! assert_eq!(record.srcport, Some(48701));
//!
//! let line = "1.0 2026-01-15T12:34:56.130Z Z0123456789EXAMPLE www.example.com A NOERROR \
//!     UDP FRA6 192.0.2.53 198.51.100.0/24";
//! let Record::Public(record) = route53::parse_line(line)? else { panic!() };
//! assert_eq!(record.hosted_zone_id.as_deref(), Some("Z0123456789EXAMPLE"));
//! assert_eq!(record.resolver_ip, Some([192, 0, 2, 53].into()));
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Forms
//!
//! | log | source | form |
//! | --- | --- | --- |
//! | Resolver: [`resolver`] | S3 | one JSON object per line |
//! | | CloudWatch Logs | one JSON object per event, alone or in the wrapper of a subscription |
//! | | Data Firehose | JSON objects, one per line or concatenated |
//! | public zones: [`public`] | CloudWatch Logs | one line per event, ten values separated by spaces |
//! | | CloudWatch Logs, exported or in subscriptions | the same after a time, in a table, or in `logEvents[].message` |
//! | | CloudWatch Logs, transformed by `parseRoute53` | one JSON object per event |
//! | | tables | CSV or TABs with a header line |
//!
//! [`records`] reads all of them and detects the kind of each record; [`parse_line`] reads one. For tables without a header
//! line, [`Layout::from_names`] takes the names.
//!
//! # Where AWS writes them
//!
//! | log | destination |
//! | --- | --- |
//! | Resolver | S3: `[<prefix>/]AWSLogs/<account>/vpcdnsquerylogs/<VPC>/YYYY/MM/DD/<VPC>_vpcdnsquerylogs_<account>_..._YYYYMMDDTHHmmZ_<hash>.log.gz`; or a log group, or a delivery stream |
//! | public zones | a log group in `us-east-1`, usually `/aws/route53/<zone>`, with a log stream `<hosted zone id>/<edge location>` |
//!
//! AWS describes the logs at
//! <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs-format.html> and
//! <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html>.
//!
//! # Null
//!
//! The Resolver leaves keys out, or writes `""`, `[]` or `{}`. In lines of public zones, the null marker is `-` in any value.
//!
//! # What is easily got wrong
//!
//! - Both logs have only the queries that reach Route 53. What a cache answers leaves no record.
//! - The Resolver writes names with a dot at their end, public zones without. In events, they have none; the root is `.`.
//! - Names are in the letter case of the client, which some clients mix at random.
//! - A name can have any characters, one label (`instance-data`), or a suffix that is in no list (`ec2.internal`).
//! - The answers of the Resolver have no names of their own and no time to live. A chain of `CNAME` records precedes the
//!   addresses, and the same address may be in the answer twice.
//! - The keys of an answer are `Rdata`, `Type` and `Class`, although the documentation has others.
//! - `srcport` is text. `version` is a number with six decimals as text: `1.100000` is 1.1.
//! - A query that DNS Firewall blocks has the response that its rule chooses, which may be `NOERROR` without answers.
//! - In public zones, `resolver_ip` is the address of a DNS resolver. Only `edns_client_subnet` says where the user is.
//!
//! ```
//! use awslog::route53::{self, Record, RuleAction};
//!
//! let json = r#"{"query_timestamp":"2026-01-15T12:34:59Z","query_name":"bad.example.org.",
//!     "rcode":"NOERROR","answers":[],"srcids":{},"srcport":"56067",
//!     "firewall_rule_group_id":"rslvr-frg-0123456789abcdef0",
//!     "firewall_rule_action":"BLOCK"}"#;
//! let Record::Resolver(record) = route53::parse_line(json)? else { panic!() };
//! assert_eq!(record.firewall_rule_action, Some(RuleAction::Block));
//! assert!(record.answers.is_empty());
//! assert_eq!(record.srcids, None);
//! assert_eq!(record.srcport, Some(56067));
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Errors
//!
//! An object with unknown keys is a record of the Resolver if it has `query_timestamp` or `vpc_id` together with another field
//! of a query, or an id of DNS Firewall, and one of a public zone if it has a field that only public zones have, such as
//! `hosted_zone_id`. An object of known keys alone is one, too. Any other object is refused as `ErrorKind::Format`, with
//! what it looks like and what to pass instead.
//!
//! A value that no ECS field needs can have another type: it is kept as an unknown one, and is in the event under `aws`.
//!
//! A line is refused if it does not begin with a version, if a value has the wrong type, or if it has fewer than ten values;
//! [`Parser::accept_short_lines`] accepts those. Values that AWS appends to a line are kept: [`Record::beyond_layout`].
//!
//! ```
//! let line = "1.0 2026-01-15T12:34:56.130Z Z0123456789EXAMPLE www.example.com A NOERROR \
//!     UDP FRA6 nowhere -";
//! let error = awslog::route53::parse_line(line).unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "Route 53 query log, field `resolver_ip`: expected an IP address, \
//!      found \"nowhere\"",
//! );
//! ```
//!
//! # As ECS events
//!
//! | fields of ECS | from |
//! | --- | --- |
//! | `@timestamp` | `query_timestamp` |
//! | `event.dataset` | `aws.route53_resolver_logs` or `aws.route53_public_logs` |
//! | `event.kind`, `.category` | `event`, `[network]` |
//! | `event.type` | `[protocol]`, with `denied` for `BLOCK` and `allowed` for `ALERT` |
//! | `event.action`, `rule.ruleset` | the action and the rule group of DNS Firewall |
//! | `event.outcome` | `success` for `NOERROR`, `failure` for any other response code |
//! | `source.*` | `srcaddr` and `srcport`, or `resolver_ip` |
//! | `dns.question.*` | the name without the dot at its end, its parts, the type and the class. Names of addresses (`in-addr.arpa`, `ip6.arpa`) have no parts |
//! | `dns.answers`, `dns.resolved_ip` | the answers in their order; their addresses, each once |
//! | `dns.response_code` | the response code |
//! | `network.transport`, `.iana_number`, `.type` | the protocol; the family of the address |
//! | `cloud.*` | account, region and instance |
//! | `server.geo.name` | the edge location |
//! | `related.ip` | the source, the addresses of the answers, and the address that a `PTR` query asks the name of |
//! | `related.hosts` | the name, and the names in the answers |
//!
//! Everything else is under `aws.route53`, with Elastic's names.
//!
//! ```
//! # #[cfg(feature = "ecs")] {
//! use awslog::ecs::{Mapper, Outcome, Type};
//! use awslog::route53;
//!
//! let json = r#"{"query_timestamp":"2026-01-15T12:34:59Z","query_name":"bad.example.org.",
//!     "query_type":"A","rcode":"NXDOMAIN","srcaddr":"192.0.2.10",
//!     "firewall_rule_action":"BLOCK"}"#;
//! let record = route53::parse_line(json)?;
//! let mapper = Mapper::new();
//! let event = mapper.to_ecs(&record);
//! assert_eq!(event.event.outcome, Some(Outcome::Failure));
//! assert_eq!(event.event.r#type, [Type::Denied, Type::Protocol].into());
//! assert_eq!(event.dns.question.name.as_deref(), Some("bad.example.org"));
//! assert_eq!(event.dns.question.registered_domain.as_deref(), Some("example.org"));
//! # }
//! # Ok::<(), awslog::Error>(())
//! ```

mod answers;
mod detection;
#[cfg(feature = "ecs")]
mod ecs;
mod layout;
mod line;
pub mod public;
mod record;
pub mod resolver;
mod values;

use crate::lines::entry_points;

pub use answers::Answers;
pub(crate) use detection::DETECTION;
pub use layout::Layout;
pub use record::{Kind, Record};
pub use values::{RecordClass, RecordType, ResponseCode, RuleAction, Transport};

entry_points! {
    /// Reads one record: a JSON object, or a line of a public zone's log.
    ///
    /// ```
    /// use awslog::route53::{self, Kind};
    ///
    /// let line = "1.0 2026-01-15T12:34:56.130Z Z0123456789EXAMPLE _spf.example.com TXT \
    ///     NOERROR UDP GRU1-C1 2001:db8::53 -";
    /// let record = route53::parse_line(line)?;
    /// assert_eq!(record.kind(), Kind::Public);
    /// assert_eq!(record.query_name(), Some("_spf.example.com"));
    ///
    /// let json = r#"{"query_timestamp":"2026-01-15T12:34:56Z","query_name":"."}"#;
    /// assert_eq!(route53::parse_line(json)?.query_name(), Some("."));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A line has fewer than ten values, a value does not have the type of its field, or the JSON is invalid.
    pub fn parse_line;

    /// ```
    /// let object = b"{\"query_timestamp\":\"2026-01-15T12:34:56Z\",\"query_name\":\"a.\"}\n\
    ///     {\"query_timestamp\":\"2026-01-15T12:34:57Z\",\"query_name\":\"b.\"}\n";
    /// let records =
    ///     awslog::route53::records(object).collect::<awslog::Result<Vec<_>>>()?;
    /// assert_eq!(records.len(), 2);
    /// assert_eq!(records[1].query_name(), Some("b."));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn records;

    /// A header line of names sets the layout of the lines after it. Blank lines are skipped. Lines before any header line
    /// have the ten values that Route 53 writes.
    ///
    /// ```
    /// let mut parser = awslog::route53::Parser::new();
    /// assert!(parser.parse_line("query_name,resolver_ip,edge_location")?.is_none());
    /// let record = parser.parse_line("example.com,192.0.2.53,FRA6")?.unwrap();
    /// assert_eq!(record.query_name(), Some("example.com"));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub struct Parser;

    /// Creates a parser that starts with the ten values that Route 53 writes.
    pub fn new;

    /// Creates a parser that starts with the given layout.
    ///
    /// ```
    /// use awslog::route53::{Layout, Parser};
    ///
    /// let layout = Layout::from_names(["query_name", "resolver_ip"])?;
    /// let lines = b"example.com 192.0.2.53\nexample.org 2001:db8::53\n";
    /// let mut records = Parser::with_layout(layout).records(lines);
    /// assert_eq!(records.next().unwrap()?.query_name(), Some("example.com"));
    /// assert_eq!(records.count(), 1);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn with_layout;

    ///
    /// ```
    /// use awslog::route53::Parser;
    ///
    /// let line = b"1.0 2026-01-15T12:34:56.130Z Z0123456789EXAMPLE www.example.com A\n";
    /// assert!(Parser::new().records(line).next().unwrap().is_err());
    ///
    /// let mut records = Parser::new().accept_short_lines(true).records(line);
    /// assert_eq!(records.next().unwrap()?.query_name(), Some("www.example.com"));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn accept_short_lines;
}
