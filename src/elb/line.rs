//! Lines in the layout in which they lie in a bucket: which kind each is.

use std::net::IpAddr;

use crate::error::{ErrorKind, Refusal};
use crate::lines::Short;
use crate::text::number;

use super::quoted::{First, Values};
use super::record::{Kind, Record};
use super::values::Endpoint;
use super::{Parser, alb_access};

/// Reads a line in the default layout of its kind, or a JSON object.
pub(super) fn read_record(line: &str) -> Result<Record<'_>, Box<Refusal>> {
    if line.trim_ascii_start().starts_with('{') {
        return crate::json::read_one(line, &mut Parser::new());
    }
    Kind::of_line(line).ok_or_else(|| unknown(line))?.read_line(line, Short::Refused)
}

/// Whether a line is what AWS writes into a bucket when logging is switched on, to see whether it may:
/// `Enable AccessLog for ELB: <load balancer> at <time>`.
pub(super) fn is_switched_on(line: &str) -> bool {
    let words = line.trim_ascii_start().strip_prefix("Enable ").and_then(|rest| rest.split_once(" for ELB:"));
    words.is_some_and(|(log, _)| log.ends_with("Log") && log.len() <= "Health Check Log".len())
}

/// The refusal of a line that is of no kind.
pub(super) fn unknown(line: &str) -> Box<Refusal> {
    let first = line.split(' ').next().unwrap_or_default();
    Refusal::new(ErrorKind::Layout, "a line of a load balancer log").with_found(crate::error::quoted(first))
}

impl Kind {
    /// The kind of a line in its default layout, told by where its date stands and what stands behind that.
    pub(super) fn of_line(line: &str) -> Option<Kind> {
        let mut values = line.split(' ');
        let (first, second, third) = (values.next()?, values.next()?, values.next()?);
        if is_date(first) {
            let is_connection = !third.contains(':') && second.parse::<IpAddr>().is_ok();
            Some(if is_connection { Kind::AlbConnection } else { Kind::Classic })
        } else if is_date(second) {
            // The name of a load balancer has slashes, a latency does not.
            Some(if third.contains('/') { Kind::AlbAccess } else { Kind::AlbHealthCheck })
        } else {
            is_date(third).then_some(Kind::NlbTls)
        }
    }

    /// The same, if the values in front are what this kind has there.
    pub(super) fn of_plain_line(line: &str) -> Option<Kind> {
        let kind = Kind::of_line(line)?;
        let values = line.split(' ').map(|value| Some(value).filter(|value| *value != "-"));
        let mut values = values.skip(2);
        let (third, fourth) = (values.next()?, values.next()?);
        let is_endpoint = |value: Option<&str>| value.is_none_or(|value| Endpoint::read(value).is_some());
        let is_number = |value: Option<&str>| value.is_none_or(|value| number::decimal_seconds(value).is_some());
        let is_plain = match kind {
            Kind::AlbAccess => third.is_some_and(|elb| elb.starts_with("app/")) && is_endpoint(fourth),
            Kind::AlbConnection => is_number(third) && is_number(fourth),
            Kind::AlbHealthCheck => is_number(third) && fourth.is_some_and(|target| target.contains(':')),
            Kind::NlbTls => fourth.is_some_and(|elb| elb.starts_with("net/")),
            Kind::Classic => third.is_some() && is_endpoint(third) && is_endpoint(fourth),
        };
        is_plain.then_some(kind)
    }

    /// Where the first quoted value of a line in the default layout ends.
    fn first_quoted(self) -> Option<First> {
        match self {
            Kind::AlbAccess | Kind::Classic => Some(First::Request),
            Kind::AlbConnection => Some(First::Alone),
            Kind::AlbHealthCheck => Some(First::Shortest),
            // Its values hold no spaces, in quotes or not.
            Kind::NlbTls => None,
        }
    }

    /// Whether a text in the default layout ends inside of a quoted value.
    pub(super) fn is_open(self, text: &str) -> bool {
        self.first_quoted().is_some_and(|first| Values::ends_open(text, first))
    }

    /// Whether a text is a record in the default layout as the load balancer writes it.
    pub(super) fn is_whole(self, text: &str) -> bool {
        let is_aligned = self != Kind::AlbAccess || alb_access::is_aligned(text);
        is_aligned && self.read_line(text, Short::Refused).is_ok()
    }
}

/// `YYYY-MM-DDTHH...`, as far as that tells a date from anything else.
fn is_date(text: &str) -> bool {
    matches!(text.as_bytes(), [b'0'..=b'9', _, _, _, b'-', _, _, b'-', _, _, b'T', ..])
}

/// How many lines of a file are looked at. The front of a file may begin in the midst of a line.
pub(super) const LINES: usize = 8;

/// How much of a file is looked at for names of JSON.
pub(super) const FRONT: usize = 4096;

/// Names that no other log has. Where the JSON is a text inside of other JSON, the quotes around them are escaped.
pub(super) const NAMES: [&str; 9] = [
    "backend_processing_time",
    "elb_status_code",
    "listener_port",
    "matched_rule_priority",
    "target_group_id",
    "target_processing_time",
    "tls_connection_creation_time",
    "tls_handshake_time",
    "tls_verify_status",
];

/// Whether a text is surely a line of a load balancer log, or a header line.
pub(super) fn is_sure(line: &str) -> bool {
    Kind::of_plain_line(line).is_some() || is_header(line) || is_switched_on(line)
}

/// Whether a line, or the front of one, names the fields of a load balancer log.
pub(super) fn is_header(line: &str) -> bool {
    let names = super::layout::fields_of(line).unwrap_or(line);
    let names = names.split([' ', '\t', ',']).map(|name| name.trim_matches('"')).filter(|name| !name.is_empty());
    let mut known = names.map(Kind::any_knows);
    known.next() == Some(true) && known.next() == Some(true) && known.next() != Some(false)
}

/// Whether the text of a `message` is a line of a load balancer log.
pub(super) fn is_message(json: &str) -> bool {
    json.split("\"message\"").skip(1).any(|behind| {
        let text = behind.trim_ascii_start().strip_prefix(':').map(str::trim_ascii_start);
        text.and_then(|text| text.strip_prefix('"')).is_some_and(|text| Kind::of_plain_line(text).is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_by_their_lines() {
        for (line, kind) in [
            ("https 2026-01-15T12:34:56.186641Z app/my-alb/0123456789abcdef 192.0.2.10:2817", Some(Kind::AlbAccess)),
            ("h3 2026-01-15T12:34:56.186641Z app/my-alb/0123456789abcdef -", Some(Kind::AlbAccess)),
            ("2026-01-15T12:34:55.514108Z 192.0.2.10 36280 443", Some(Kind::AlbConnection)),
            ("2026-01-15T12:34:55.514108Z 2001:db8::1 - -", Some(Kind::AlbConnection)),
            ("http 2026-01-15T12:34:56.186641Z 0.0123 198.51.100.20:80", Some(Kind::AlbHealthCheck)),
            (
                "lambda 2026-01-15T12:34:56Z - arn:aws:lambda:us-east-2:123456789012:function:f",
                Some(Kind::AlbHealthCheck),
            ),
            ("tls 2.0 2026-01-15T12:34:56 net/my-nlb/0123456789abcdef", Some(Kind::NlbTls)),
            ("2026-01-15T12:34:56.945958Z my-loadbalancer 192.0.2.10:2817 -", Some(Kind::Classic)),
            ("2 123456789012 eni-0123456789abcdef0 192.0.2.10", None),
            ("2026-01-15\t12:34:56\tFRA56-P3 4 5", None),
            ("https 2026-01-15T12:34:56.186641Z", None),
            ("", None),
        ] {
            assert_eq!(Kind::of_line(line), kind, "{line}");
            assert_eq!(Kind::of_plain_line(line), kind, "{line}");
        }
    }
}
