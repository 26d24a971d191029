//! Health check logs of Application Load Balancers: one line a check of a target.

use std::net::IpAddr;
use std::time::Duration;

use time::UtcDateTime;

use crate::error::Result;
use crate::lines::{FirstQuoted, columns};
use crate::text::Text;

use super::record::KindRecord;
use super::values::{CheckReason, CheckStatus, CheckType, Endpoint};

columns! {
    /// One check of a target by an Application Load Balancer.
    ///
    /// The fields have AWS's names in snake_case, in the order of a line. Older lines end earlier. `-` means absent
    /// in each of them.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-health-check-logs.html>
    pub struct Record<'a> {
        /// The protocol of the check.
        "type" (common) => r#type: CheckType<'a>,
        /// When the check began. In UTC.
        "time" (common) => time: UtcDateTime as Rfc3339 => ecs,
        /// The seconds that the check took, to the nanosecond.
        "latency" (common) => latency: Duration as Seconds,
        /// The target: an address and a port, or the ARN of a Lambda function. See [`Record::target`].
        "target_addr" => target_addr: Text<'a>,
        /// The name of the target group.
        "target_group_id" => target_group_id: Text<'a>,
        /// Whether the target is healthy.
        "status" (common) => status: CheckStatus<'a>,
        /// The status code of the target's response, for HTTP and gRPC.
        "status_code" (common, lenient) => status_code: u16,
        /// Why the check failed.
        "reason_code" (common) => reason_code: CheckReason<'a>,
        /// The load balancer: `app/<name>/<id>`.
        "elb" => elb: Text<'a> => aws("name"),
        /// The address of the load balancer node.
        "ip_address" (common) => ip_address: IpAddr,
        .. dataset(super::record::TYPED)
    }
}

impl Record<'_> {
    /// The target's address and port; `None` where the target is a Lambda function.
    pub fn target(&self) -> Option<Endpoint> {
        Endpoint::read(self.target_addr.as_deref()?)
    }
}

/// Reads one line of this log, or one JSON object.
///
/// ```
/// use awslog::elb::{CheckReason, CheckStatus, alb_health_check};
///
/// let line =
///     "http 2026-01-15T12:34:56.186641Z 5.000138 198.51.100.20:80 web FAIL - TimedOut";
/// let record = alb_health_check::parse_line(line)?;
/// assert_eq!(record.status, Some(CheckStatus::Fail));
/// assert_eq!(record.reason_code, Some(CheckReason::TimedOut));
/// assert_eq!(record.target().unwrap().port, Some(80));
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
    const FIRST_QUOTED: Option<FirstQuoted> = Some(FirstQuoted::Shortest);
}
