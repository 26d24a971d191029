//! Access logs of Application Load Balancers: one line a request.

use std::time::Duration;

use time::UtcDateTime;

use crate::error::Refusal;
use crate::lines::{ColumnSet, Fill, LineRecord, Short, columns};
use crate::text::Text;

use super::escaped::Escaped;
use super::quoted::{FirstQuoted, Values, is_ambiguous};
use super::record::KindRecord;
use super::request::RequestLine;
use super::values::{Classification, Endpoint, List, RequestType, TransformStatus};

columns! {
    /// One request to an Application Load Balancer.
    ///
    /// The fields have AWS's names in snake_case, in the order of a line. Older lines end earlier. `-` stands for none in any
    /// of them; times of `-1` are none too.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html>
    pub struct Record<'a> {
        /// How the client spoke to the load balancer.
        "type" (common) => r#type: RequestType<'a>,
        /// When the load balancer answered the client; of a WebSocket, when it was closed. To the microsecond, UTC.
        "time" (common) | "timestamp" => time: UtcDateTime as Rfc3339 => ecs,
        /// The load balancer: `app/<name>/<id>`.
        "elb" => elb: Text<'a> => aws("name"),
        /// The client.
        "client:port" (common) | "client_port" | "client_host" => client: Endpoint => ecs,
        /// The target that answered; none where it is a Lambda function, and where the request went to no target.
        "target:port" (common) | "target_port" | "target_host" => target: Endpoint => custom,
        /// Seconds from the request until it was sent to a target; none (`-1`) where it was not.
        "request_processing_time" unless "-1" => request_processing_time: Duration as Seconds => aws("request_processing_time.sec"),
        /// Seconds until the target began to answer; none (`-1`) where it did not.
        "target_processing_time" unless "-1" => target_processing_time: Duration as Seconds => aws("backend_processing_time.sec"),
        /// Seconds from the target's response until it was sent to the client; none (`-1`) where it was not.
        "response_processing_time" unless "-1" => response_processing_time: Duration as Seconds => aws("response_processing_time.sec"),
        /// The status of the load balancer's response.
        "elb_status_code" => elb_status_code: u16 => ecs,
        /// The status of the target's response.
        "target_status_code" (lenient) => target_status_code: u16 => custom,
        /// Bytes from the client, headers included.
        "received_bytes" (common) => received_bytes: u64 => ecs,
        /// Bytes to the client, headers included.
        "sent_bytes" (common) => sent_bytes: u64 => ecs,
        /// What the client asked for.
        "request_line" unless "- - -" unless "- - - " => request_line: RequestLine<'a> => ecs,
        /// The `User-Agent` header, cut off at 8 KB.
        "user_agent" (common) => user_agent: Escaped<'a> => ecs,
        /// The cipher of TLS.
        "ssl_cipher" (common) => ssl_cipher: Text<'a>,
        /// The version of TLS, such as `TLSv1.3`.
        "ssl_protocol" (common) => ssl_protocol: Text<'a>,
        /// The target group.
        "target_group_arn" => target_group_arn: Text<'a> => aws("target_group.arn"),
        /// The `X-Amzn-Trace-Id` header.
        "trace_id" (common) => trace_id: Escaped<'a>,
        /// The server name of the TLS handshake (SNI).
        "domain_name" (common) => domain_name: Escaped<'a> => ecs,
        /// The certificate that the client was shown; `session-reused` where it was shown none.
        "chosen_cert_arn" => chosen_cert_arn: Text<'a> => aws("chosen_cert.arn"),
        /// The priority of the rule that matched: 1 to 50000, 0 for the default rule, -1 for an error in the rules.
        "matched_rule_priority" (lenient) => matched_rule_priority: i64 => aws("matched_rule_priority" as keyword),
        /// When the load balancer received the request. To the microsecond, UTC.
        "request_creation_time" => request_creation_time: UtcDateTime as Rfc3339 => ecs,
        /// What was done with the request: `waf`, `authenticate`, `forward` ...
        "actions_executed" => actions_executed: List<'a> => aws("action_executed"),
        /// Where the client was redirected to.
        "redirect_url" (common) => redirect_url: Escaped<'a>,
        /// The code of the error, such as `AuthInvalidCookie` or `LambdaTimeout`.
        "error_reason" (common) | "lambda_error_reason" => error_reason: Text<'a> => aws("error.reason"),
        /// The targets that were asked.
        "target:port_list" | "target_port_list" => target_list: List<'a> => aws("target_port"),
        /// The statuses of the targets' responses.
        "target_status_code_list" => target_status_code_list: List<'a> => aws("target_status_code"),
        /// How well the request follows RFC 7230.
        "classification" (common) => classification: Classification<'a>,
        /// Why it was so classified, such as `SpaceInUri`.
        "classification_reason" (common) => classification_reason: Text<'a>,
        /// `TID_` and an id: the connection log has it too.
        "conn_trace_id" => conn_trace_id: Text<'a>,
        /// The host that the request's host was rewritten to.
        "transformed_host" => transformed_host: Escaped<'a>,
        /// The URI that the request's URI was rewritten to.
        "transformed_uri" => transformed_uri: Escaped<'a>,
        /// What became of the rewrite.
        "request_transform_status" => request_transform_status: TransformStatus<'a>,
        /// The address of the load balancer's node.
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
        let mut values = Values::new(line, FirstQuoted::Request);
        match self.fill_in_order(values.by_ref()) {
            Ok(()) => values.check_end(short)?,
            Err(refusal) if is_aligned(line) && !is_ambiguous(line) => return Err(refusal),
            Err(_) => *self = realigned(line)?,
        }
        self.set_source(line);
        Ok(())
    }
}

/// Whether the quotes of a line are where the load balancer puts them.
pub(super) fn is_aligned(line: &str) -> bool {
    let mut values = Values::new(line, FirstQuoted::Request);
    Column::ALL.iter().all(|column| {
        let quoted = values.next_is_quoted();
        values.next();
        quoted.is_none_or(|quoted| quoted == is_quoted(*column))
    })
}

/// Reads a line in which a client's own quotes hide the end of a value, because something has taken the load balancer's
/// escapes off: the end of the request line is sought elsewhere; if that does not help, what is behind the request line is
/// taken for no column, but kept.
#[cold]
fn realigned(line: &str) -> Result<Record<'_>, Box<Refusal>> {
    for first in [FirstQuoted::LongestRequest, FirstQuoted::Shortest] {
        let mut record = Record::default();
        if record.fill_in_order(Values::new(line, first)).is_ok() {
            return Ok(record);
        }
    }
    let mut record = Record::default();
    let mut values = Values::new(line, FirstQuoted::Request);
    let front = Column::ALL.iter().position(|column| is_quoted(*column)).unwrap_or_default();
    for (column, value) in Column::ALL.iter().zip(values.by_ref().take(front + 1)) {
        if value != "-" && !value.is_empty() {
            record.set(*column, value)?;
        }
    }
    values.for_each(|value| record.leftover.push_beyond(value.into()));
    Ok(record)
}
