//! Access logs of Application Load Balancers: one line a request.

use std::time::Duration;

use time::UtcDateTime;

use crate::lines::{FirstQuoted, columns};
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

/// The places of the values that are always in quotes, a bit each.
const QUOTED: u64 = {
    use Column::*;
    let mut columns: &[Column] = &[
        request_line,
        user_agent,
        trace_id,
        domain_name,
        chosen_cert_arn,
        actions_executed,
        redirect_url,
        error_reason,
        target_list,
        target_status_code_list,
        classification,
        classification_reason,
        transformed_host,
        transformed_uri,
        request_transform_status,
    ];
    let mut places = 0;
    while let [column, rest @ ..] = columns {
        places |= 1 << *column as u64;
        columns = rest;
    }
    places
};

impl<'a> KindRecord<'a> for Record<'a> {
    const CLIENT: Option<Column> = Some(Column::client);
    const TARGET: Option<Column> = Some(Column::target);
    const REQUEST: Option<Column> = Some(Column::request_line);
    const FIRST_QUOTED: Option<FirstQuoted> = Some(FirstQuoted::Request);
    const QUOTED: u64 = QUOTED;

    /// No other column after the request line has a time.
    fn is_complete(&self, _values: usize) -> bool {
        self.request_creation_time.is_some()
    }
}
