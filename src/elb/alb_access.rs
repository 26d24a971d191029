//! Access logs of Application Load Balancers: one line a request.

use std::time::Duration;

use time::UtcDateTime;

use crate::error::Refusal;
use crate::lines::{ColumnSet, Fill, FirstQuoted, LineRecord, QuotedValues, Short, columns, is_ambiguous};
use crate::text::Text;

use super::escaped::Escaped;
use super::record::KindRecord;
use super::request::RequestLine;
use super::values::{Classification, Endpoint, List, RequestType, TransformStatus};

columns! {
    /// One request to an Application Load Balancer.
    ///
    /// The fields have AWS's names in snake_case, in the order of a line. Older lines end earlier. `-` means absent
    /// in each of them, as does `-1` in times.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html>
    pub struct Record<'a> {
        /// The protocol between the client and the load balancer.
        "type" (common) => r#type: RequestType<'a>,
        /// When the load balancer sent the response. For WebSockets, when the connection was closed. In UTC, to the
        /// microsecond.
        "time" (common) | "timestamp" => time: UtcDateTime as Rfc3339 => ecs,
        /// The load balancer: `app/<name>/<id>`.
        "elb" => elb: Text<'a> => aws("name"),
        /// The address and port of the client.
        "client:port" (common) | "client_port" | "client_host" => client: Endpoint => ecs,
        /// The address and port of the target that responded. Absent if the target is a Lambda function, and if the request
        /// was not sent to a target.
        "target:port" (common) | "target_port" | "target_host" => target: Endpoint => custom,
        /// The seconds between receiving the request and sending it to a target. Absent (`-1`) if it was not sent.
        "request_processing_time" unless "-1" => request_processing_time: Duration as Seconds
            => aws("request_processing_time.sec"),
        /// The seconds until the target began to respond. Absent (`-1`) if it did not.
        "target_processing_time" unless "-1" => target_processing_time: Duration as Seconds
            => aws("backend_processing_time.sec"),
        /// The seconds between the target's response and sending it to the client. Absent (`-1`) if it was not sent.
        "response_processing_time" unless "-1" => response_processing_time: Duration as Seconds
            => aws("response_processing_time.sec"),
        /// The status code of the load balancer's response.
        "elb_status_code" => elb_status_code: u16 => ecs,
        /// The status code of the target's response.
        "target_status_code" (lenient) => target_status_code: u16 => custom,
        /// The bytes received from the client, including headers.
        "received_bytes" (common) => received_bytes: u64 => ecs,
        /// The bytes sent to the client, including headers.
        "sent_bytes" (common) => sent_bytes: u64 => ecs,
        /// The request line: method, URL and HTTP version.
        "request_line" unless "- - -" unless "- - - " => request_line: RequestLine<'a> => ecs,
        /// The `User-Agent` header, truncated to 8 KB.
        "user_agent" (common) => user_agent: Escaped<'a> => ecs,
        /// The TLS cipher.
        "ssl_cipher" (common) => ssl_cipher: Text<'a>,
        /// The TLS version, such as `TLSv1.3`.
        "ssl_protocol" (common) => ssl_protocol: Text<'a>,
        /// The ARN of the target group.
        "target_group_arn" => target_group_arn: Text<'a> => aws("target_group.arn"),
        /// The `X-Amzn-Trace-Id` header.
        "trace_id" (common) => trace_id: Escaped<'a>,
        /// The server name of the TLS handshake (SNI).
        "domain_name" (common) => domain_name: Escaped<'a> => ecs,
        /// The ARN of the certificate that the client was given. `session-reused` if the TLS session was reused.
        "chosen_cert_arn" => chosen_cert_arn: Text<'a> => aws("chosen_cert.arn"),
        /// The priority of the rule that matched: 1 to 50000, 0 for the default rule, -1 if a rule failed.
        "matched_rule_priority" (lenient) => matched_rule_priority: i64 => aws(as keyword),
        /// When the load balancer received the request. In UTC, to the microsecond.
        "request_creation_time" => request_creation_time: UtcDateTime as Rfc3339 => ecs,
        /// The actions that were taken: `waf`, `authenticate`, `forward` and others.
        "actions_executed" => actions_executed: List<'a> => aws("action_executed"),
        /// The URL that the client was redirected to.
        "redirect_url" (common) => redirect_url: Escaped<'a>,
        /// The code of the error, such as `AuthInvalidCookie` or `LambdaTimeout`.
        "error_reason" (common) | "lambda_error_reason" => error_reason: Text<'a> => aws("error.reason"),
        /// The targets that processed the request.
        "target:port_list" | "target_port_list" => target_list: List<'a> => aws("target_port"),
        /// The status codes of the targets' responses.
        "target_status_code_list" => target_status_code_list: List<'a> => aws("target_status_code"),
        /// How well the request complies with RFC 7230.
        "classification" (common) => classification: Classification<'a>,
        /// The reason for the classification, such as `SpaceInUri`.
        "classification_reason" (common) => classification_reason: Text<'a>,
        /// The id of the connection: `TID_` and an id. The connection log has the same.
        "conn_trace_id" => conn_trace_id: Text<'a>,
        /// The host that the request's host was rewritten to.
        "transformed_host" => transformed_host: Escaped<'a>,
        /// The URI that the request's URI was rewritten to.
        "transformed_uri" => transformed_uri: Escaped<'a>,
        /// The result of rewriting the host or the URI.
        "request_transform_status" => request_transform_status: TransformStatus<'a>,
        /// The address of the load balancer node.
        "ip_address" (common) => ip_address: std::net::IpAddr,
        .. custom, dataset(super::record::TYPED)
    }
}

/// Reads one line of this log, or one JSON object.
///
/// ```
/// use awslog::elb::alb_access;
///
/// let line = concat!(
///     r#"h2 2026-01-15T12:34:57.000001Z app/my-alb/0123456789abcdef 203.0.113.9:40684 "#,
///     r#"- -1 -1 -1 403 - 66 272 "#,
///     r#""POST https://api.example.com:443/v1/orders HTTP/2.0" "-""#,
/// );
/// let record = alb_access::parse_line(line)?;
/// assert_eq!(record.elb_status_code, Some(403));
/// assert_eq!(record.target_processing_time, None);
/// assert_eq!(record.request_line.unwrap().parts().method, Some("POST"));
/// # Ok::<(), awslog::Error>(())
/// ```
///
/// # Errors
///
/// A value is not of its field's type, or the JSON is broken.
pub fn parse_line(line: &str) -> crate::Result<Record<'_>> {
    super::line::parse_kind(line)
}

/// Whether a column is always in quotes.
const fn is_quoted(column: Column) -> bool {
    use Column::*;
    matches!(
        column,
        request_line
            | user_agent
            | trace_id
            | domain_name
            | chosen_cert_arn
            | actions_executed
            | redirect_url
            | error_reason
            | target_list
            | target_status_code_list
            | classification
            | classification_reason
            | transformed_host
            | transformed_uri
            | request_transform_status
    )
}

impl<'a> KindRecord<'a> for Record<'a> {
    const CLIENT: Option<Column> = Some(Column::client);
    const TARGET: Option<Column> = Some(Column::target);
    const REQUEST: Option<Column> = Some(Column::request_line);
    const FIRST_QUOTED: Option<FirstQuoted> = Some(FirstQuoted::Request);

    fn read_line(&mut self, line: &'a str, short: Short) -> Result<(), Box<Refusal>> {
        let mut values = QuotedValues::new(line, FirstQuoted::Request);
        match self.fill_in_order(|_| true, values.by_ref()) {
            Ok(()) => values.check_end(short)?,
            Err(refusal) if Self::has_certain_places(line) => return Err(refusal),
            Err(_) => *self = realigned(line)?,
        }
        self.set_source(line);
        Ok(())
    }

    fn has_certain_places(line: &str) -> bool {
        is_aligned(line) && !is_ambiguous(line)
    }
}

/// Whether the quotes of a line are where the load balancer puts them.
pub(super) fn is_aligned(line: &str) -> bool {
    let mut values = QuotedValues::new(line, FirstQuoted::Request);
    Column::ALL.iter().all(|column| {
        let quoted = values.next_is_quoted();
        values.next();
        quoted.is_none_or(|quoted| quoted == is_quoted(*column))
    })
}

/// Reads a line in which a client's own quotes hide the end of a value, because something has taken the load balancer's
/// escapes off. If no other end of the request line helps, the values after the request line get no column, but are kept.
#[cold]
fn realigned(line: &str) -> Result<Record<'_>, Box<Refusal>> {
    for first in [FirstQuoted::LongestRequest, FirstQuoted::Shortest] {
        let mut record = Record::default();
        if record.fill_in_order(|_| true, QuotedValues::new(line, first)).is_ok() {
            return Ok(record);
        }
    }
    let mut record = Record::default();
    let mut values = QuotedValues::new(line, FirstQuoted::Request);
    let front = Column::ALL.iter().position(|column| is_quoted(*column)).unwrap_or_default();
    for (column, value) in Column::ALL.iter().zip(values.by_ref().take(front + 1)) {
        if value != "-" && !value.is_empty() {
            record.set(*column, value)?;
        }
    }
    values.for_each(|value| record.leftover.push_beyond(value.into()));
    Ok(record)
}
