//! Elastic Load Balancing logs: access logs of Application, Network and Classic Load Balancers, connection logs and health
//! check logs of Application Load Balancers.
//!
//! ```
//! use awslog::elb::{self, Record};
//!
//! let line = concat!(
//!     r#"https 2026-01-15T12:34:56.186641Z app/my-alb/0123456789abcdef 192.0.2.10:2817 "#,
//!     r#"198.51.100.20:80 0.086 0.048 0.037 200 200 412 1057 "#,
//!     r#""GET https://www.example.com:443/a?b=c HTTP/1.1" "curl/8.5.0" "#,
//!     r#"ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:us-east-2:"#,
//!     r#"123456789012:targetgroup/web/0123456789abcdef "#,
//!     r#""Root=1-65a5f0b0-0123456789abcdef01234567" "www.example.com" "#,
//!     r#""session-reused" 1 2026-01-15T12:34:56.015000Z "forward" "-" "-""#,
//! );
//! let Record::AlbAccess(record) = elb::parse_line(line)? else { panic!() };
//! assert_eq!(record.elb_status_code, Some(200));
//! assert_eq!(record.client.unwrap().port, Some(2817));
//! assert_eq!(record.redirect_url, None);
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Forms
//!
//! | log | a line | module |
//! | --- | --- | --- |
//! | Application Load Balancer, access | 34 values, older ones 25 to 33 | [`alb_access`] |
//! | Application Load Balancer, connections | 15 values, older ones 12 | [`alb_connection`] |
//! | Application Load Balancer, health checks | 10 values, older ones 8 | [`alb_health_check`] |
//! | Network Load Balancer, TLS listeners | 22 values | [`nlb_tls`] |
//! | Classic Load Balancer | 15 values, very old ones 12 | [`classic`] |
//!
//! Files in a bucket have lines without a header, with spaces between the values and quotes around some of them. CloudWatch Logs
//! delivers the same fields as JSON, or as lines after a `#Fields:` line, with `client_port` instead of `client:port`. Tables made
//! from the logs are CSV with a header line. The names of AWS's Athena tables are read as well, in CSV and in JSON: address and port
//! (`client_ip`, `client_port`) and the parts of the request line (`request_verb`, `request_url`, `request_proto`) are put
//! together, and all names together decide the kind. [`records`] reads all of these and detects the kind of each line; [`parse_line`] does
//! so for one line. For lines in another order without a header line, [`Layout::from_names`] takes the names.
//!
//! # Where AWS writes them
//!
//! | log | file in S3, below `[<prefix>/]AWSLogs/<account>/elasticloadbalancing/<region>/YYYY/MM/DD/` |
//! | --- | --- |
//! | Application, access | `<account>_elasticloadbalancing_<region>_app.<load balancer>_<end>_<address>_<random>.log.gz` |
//! | Application, connections and health checks | the same, prefixed with `conn_log_` or `health_check_log_` |
//! | Network, TLS | `<account>_elasticloadbalancing_<region>_net.<load balancer>_<end>_<random>.log.gz` |
//! | Classic | `<account>_elasticloadbalancing_<region>_<load balancer>_<end>_<address>_<random>.log`, not compressed |
//!
//! AWS describes the logs at
//! <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html>,
//! <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-connection-logs.html>,
//! <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-health-check-logs.html>,
//! <https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html> and
//! <https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html>.
//!
//! # Null
//!
//! The null marker is `-` in any field. Processing times of `-1` are absent too, and so is the request `- - - ` of TCP and SSL
//! listeners. A [`matched_rule_priority`](alb_access::Record::matched_rule_priority) of -1 is a value.
//!
//! # What is easily got wrong
//!
//! - The client sends the request line. It may contain spaces, quotes and colons: [`RequestLine::parts`] splits it from both
//!   ends, and no client can cause a line to be refused.
//! - Where quotes inside values leave open which value is which column's, those after the request line have no column: they are
//!   in [`Record::beyond_layout`].
//! - Quotes, backslashes and bytes beyond ASCII are logged as `\xNN` in quoted values: [`Escaped::decode`] reverses that.
//! - A quoted value may contain a line feed. [`records`] handles that; splitting a file at its line feeds cuts such records.
//! - Network Load Balancers log times in milliseconds and dates without a zone, the others log seconds and `Z`.
//! - `received_bytes` includes the headers for Application Load Balancers, but not for Classic Load Balancers.
//!
//! ```
//! use std::time::Duration;
//!
//! use awslog::elb::{self, Record};
//!
//! let line = concat!(
//!     r#"2026-01-15T12:34:56.945958Z my-lb 192.0.2.10:2817 - 0.000073 -1 -1 503 0 0 0 "#,
//!     r#""GET http://www.example.com:80/a b HTTP/1.1" "say \x22hi\x22" - -"#,
//! );
//! let Record::Classic(record) = elb::parse_line(line)? else { panic!() };
//! assert_eq!(record.request.unwrap().parts().url.unwrap().path, Some("/a b"));
//! assert_eq!(record.user_agent.unwrap().decode(), r#"say "hi""#);
//! assert_eq!(record.request_processing_time, Some(Duration::from_micros(73)));
//! assert_eq!(record.backend_processing_time, None);
//!
//! let line = concat!(
//!     r#"tls 2.0 2026-01-15T12:34:56 net/my-nlb/0123456789abcdef fedcba9876543210 "#,
//!     r#"192.0.2.10:51341 198.51.100.185:443 5 2 98 246 - - - ECDHE-RSA-AES128-SHA "#,
//!     r#"tlsv12 x25519 nlb.example.com h2 h2 "h2","http/1.1" 2026-01-15T12:34:46"#,
//! );
//! let Record::NlbTls(record) = elb::parse_line(line)? else { panic!() };
//! assert_eq!(record.connection_time, Some(std::time::Duration::from_millis(5)));
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Errors
//!
//! An object with unknown keys is a record if one of its keys is a name that only these logs have, such as `elb`,
//! `elb_status_code` or `listener_port`. An object of known keys alone is one, too. Any other
//! object is refused as `ErrorKind::Format`, with what it looks like and what to pass instead.
//!
//! A value that no ECS field needs can have another type: it is kept in the unknown columns, and is in the event under `aws`.
//!
//! A line is refused if its kind is unknown, if a value has the wrong type, or if it is truncated: it ends inside a quoted value,
//! or has fewer values than its header line has names. Without a header line, missing values at the end are absent, because older
//! logs have fewer fields. Values that AWS appends to a line are kept: [`Record::beyond_layout`].
//!
//! ```
//! let line = concat!(
//!     r#"2026-01-15T12:34:56.945958Z my-lb 192.0.2.10:2817 - -1 -1 -1 OK 0 0 0 "#,
//!     r#""- - - " "-" - -"#,
//! );
//! let error = awslog::elb::parse_line(line).unwrap_err();
//! assert_eq!(error.field(), Some("elb_status_code"));
//! assert_eq!(error.found(), Some("OK"));
//! ```
//!
//! # As ECS events
//!
//! | fields of ECS | from |
//! | --- | --- |
//! | `@timestamp`, `event.end` | the time of the line; `event.start` from the creation of the request or the connection |
//! | `event.kind` | `event` |
//! | `event.category`, `.type` | requests: `[web]`, `[access]`; connections and health checks: `[network]`, `[connection]`, with `start` for connection logs |
//! | `event.outcome` | `failure` from status 400, else `success`; for connections, the verification of the client's certificate; for health checks, their result |
//! | `event.duration` | the sum of the processing times, or the time of the connection, in nanoseconds |
//! | `source.*` | the client; for health checks, the load balancer |
//! | `destination.*` | the server name of the TLS handshake; for health checks, the target |
//! | `url.*`, `http.*` | the request line, status and bytes |
//! | `tls.*` | cipher, protocol, the client's certificate |
//! | `cloud.*` | account and region of the target group, the certificate or the function |
//! | `trace.id` | the root of `trace_id` |
//!
//! Everything else is under `aws.elb`.
//!
//! ```
//! # #[cfg(feature = "ecs")] {
//! use awslog::ecs::{Mapper, Outcome};
//!
//! let line = concat!(
//!     r#"2026-01-15T12:34:56.945958Z my-loadbalancer 192.0.2.10:2817 198.51.100.20:80 "#,
//!     r#"0.000073 0.001048 0.000057 200 200 0 29 "#,
//!     r#""GET http://www.example.com:80/ HTTP/1.1" "curl/8.5.0" - -"#,
//! );
//! let record = awslog::elb::parse_line(line)?;
//! let mapper = Mapper::new();
//! let event = mapper.to_ecs(&record);
//! assert_eq!(event.event.outcome, Some(Outcome::Success));
//! assert_eq!(event.event.duration, Some(1_178_000));
//! assert_eq!(event.url.registered_domain.as_deref(), Some("example.com"));
//! # }
//! # Ok::<(), awslog::Error>(())
//! ```

pub mod alb_access;
pub mod alb_connection;
pub mod alb_health_check;
pub mod classic;
mod client_quotes;
mod detection;
#[cfg(feature = "ecs")]
mod ecs;
mod escaped;
mod layout;
mod line;
pub mod nlb_tls;
mod pieces;
mod record;
mod request;
mod values;

use crate::lines::entry_points;

pub(crate) use detection::DETECTION;
pub use escaped::Escaped;
pub use layout::Layout;
pub use record::{Kind, Record};
pub use request::{RequestLine, RequestParts, Url};
pub use values::{
    CheckReason, CheckStatus, CheckType, Classification, Endpoint, List, ListIter, RequestType, TransformStatus,
};

entry_points! {
    /// Reads one record: a line of any kind in its default layout, or a JSON object.
    ///
    /// ```
    /// use awslog::elb::{self, Record};
    ///
    /// let line = concat!(
    ///     r#"2026-01-15T12:34:56.945958Z my-loadbalancer 192.0.2.10:2817 - "#,
    ///     r#"-1 -1 -1 503 0 0 0 "GET http://www.example.com:80/a b HTTP/1.1" "-" - -"#,
    /// );
    /// let Record::Classic(record) = elb::parse_line(line)? else { panic!() };
    /// assert_eq!(record.elb_status_code, Some(503));
    /// assert_eq!(record.request_processing_time, None);
    /// assert_eq!(record.request.unwrap().parts().url.unwrap().path, Some("/a b"));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The kind of the line is unknown, a value does not have the type of its field, or the JSON is invalid.
    pub fn parse_line;

    /// ```
    /// use awslog::elb::Kind;
    ///
    /// let object = b"2026-01-15T12:34:55.514108Z 192.0.2.10 36280 443\n\
    ///     http 2026-01-15T12:34:56.186641Z 0.0123 198.51.100.20:80 web PASS 200 -\n";
    /// let kinds = awslog::elb::records(object)
    ///     .map(|record| Ok(record?.kind()))
    ///     .collect::<awslog::Result<Vec<_>>>()?;
    /// assert_eq!(kinds, [Kind::AlbConnection, Kind::AlbHealthCheck]);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn records;

    /// A line of field names, with or without `#Fields:`, sets the layout of the lines after it. Other lines that begin with `#` are
    /// skipped, and so are blank lines. Before any header line, the kind of each line is detected.
    ///
    /// ```
    /// use awslog::elb::{Parser, Record};
    ///
    /// let mut parser = Parser::new();
    /// assert!(parser.parse_line("client_ip,client_port,listener_port")?.is_none());
    /// let Some(Record::AlbConnection(record)) = parser.parse_line("192.0.2.10,36280,443")?
    /// else {
    ///     panic!()
    /// };
    /// assert_eq!(record.listener_port, Some(443));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub struct Parser;

    /// Creates a parser that starts with the default layouts.
    pub fn new;

    /// Creates a parser that starts with the given layout.
    ///
    /// ```
    /// use awslog::elb::{Layout, Parser};
    ///
    /// let parser = Parser::with_layout(Layout::from_names([
    ///     "client_ip",
    ///     "client_port",
    ///     "listener_port",
    /// ])?);
    /// assert_eq!(parser.records(b"192.0.2.10 36280 443\n192.0.2.11 36281 443\n").count(), 2);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn with_layout;

    /// A line that ends inside a quoted value is truncated too. (Before any header line, fewer values are always allowed, because
    /// older logs have fewer fields.)
    ///
    /// ```
    /// use awslog::elb::Parser;
    ///
    /// let mut parser = Parser::new().accept_short_lines(true);
    /// assert!(parser.parse_line("client_ip,client_port,listener_port")?.is_none());
    /// assert!(parser.parse_line("192.0.2.10,36280")?.is_some());
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn accept_short_lines;
}
