//! Access logs of Classic Load Balancers: one line a request, or a connection of TCP or SSL.

use std::time::Duration;

use time::UtcDateTime;

use crate::error::Result;
use crate::lines::{ColumnSet, FirstQuoted, columns};
use crate::text::Text;

use super::escaped::Escaped;
use super::record::KindRecord;
use super::request::RequestLine;
use super::values::Endpoint;

columns! {
    /// One request to a Classic Load Balancer, or one connection if the listener is for TCP or SSL.
    ///
    /// The fields have AWS's names in snake_case, in the order of a line. Very old lines end with the request. `-`
    /// means absent in each of them, as does `- - - ` in the request, and `-1` in times.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html>
    pub struct Record<'a> {
        /// When the load balancer received the request. To the microsecond, UTC.
        "timestamp" (common) | "time" | "request_timestamp" => timestamp: UtcDateTime as Rfc3339 => ecs,
        /// The name of the load balancer.
        "elb" | "elb_name" => elb: Text<'a> => aws("name"),
        /// The address and port of the client.
        "client:port" (common) | "client_port" => client: Endpoint => ecs,
        /// The address and port of the instance that responded.
        "backend:port" | "backend_port" => backend: Endpoint => custom,
        /// The seconds between receiving the request and sending it to an instance. Absent (`-1`) if it was not sent.
        "request_processing_time" unless "-1" => request_processing_time: Duration as Seconds
            => aws("request_processing_time.sec"),
        /// The seconds until the instance began to respond. Absent (`-1`) if it did not.
        "backend_processing_time" unless "-1" => backend_processing_time: Duration as Seconds
            => aws("backend_processing_time.sec"),
        /// The seconds between the instance's response and sending it to the client. Absent (`-1`) if it was not sent.
        "response_processing_time" | "client_response_time" unless "-1" => response_processing_time: Duration as Seconds
            => aws("response_processing_time.sec"),
        /// The status code of the load balancer's response. Absent for TCP and SSL listeners.
        "elb_status_code" | "elb_response_code" => elb_status_code: u16 => ecs,
        /// The status code of the instance's response. Absent for TCP and SSL listeners.
        "backend_status_code" (lenient) | "backend_response_code" => backend_status_code: u16 => custom,
        /// The bytes received from the client. For HTTP requests, without headers.
        "received_bytes" (common) => received_bytes: u64 => ecs,
        /// The bytes sent to the client. For HTTP responses, without headers.
        "sent_bytes" (common) => sent_bytes: u64 => ecs,
        /// The request line: method, URL and HTTP version. Absent for TCP and SSL listeners.
        "request" (common) unless "- - -" unless "- - - " => request: RequestLine<'a> => ecs,
        /// The `User-Agent` header.
        "user_agent" (common) => user_agent: Escaped<'a> => ecs,
        /// The TLS cipher.
        "ssl_cipher" (common) => ssl_cipher: Text<'a>,
        /// The TLS version, such as `TLSv1.2`.
        "ssl_protocol" (common) => ssl_protocol: Text<'a>,
        .. custom, dataset(super::record::TYPED)
    }
}

/// Reads one line of this log, or one JSON object.
///
/// ```
/// use awslog::elb::classic;
///
/// let line = concat!(
///     r#"2026-01-15T12:34:58.945958Z my-loadbalancer 192.0.2.11:2819 198.51.100.21:80 "#,
///     r#"0.001069 0.000028 0.000041 - - 82 305 "- - - " "-" - -"#,
/// );
/// let record = classic::parse_line(line)?;
/// assert_eq!(record.request, None);
/// assert_eq!(record.sent_bytes, Some(305));
/// # Ok::<(), awslog::Error>(())
/// ```
///
/// # Errors
///
/// A value is not of its field's type, or the JSON is broken.
pub fn parse_line(line: &str) -> Result<Record<'_>> {
    super::line::parse_kind(line)
}

impl<'a> KindRecord<'a> for Record<'a> {
    const CLIENT: Option<Column> = Some(Column::client);
    const TARGET: Option<Column> = Some(Column::backend);
    const REQUEST: Option<Column> = Some(Column::request);
    const FIRST_QUOTED: Option<FirstQuoted> = Some(FirstQuoted::Request);
    const QUOTED: u64 = 1 << Column::request as u64 | 1 << Column::user_agent as u64;

    /// No column's type tells its values from those of another.
    fn is_complete(&self, values: usize) -> bool {
        values == Column::ALL.len()
    }
}
