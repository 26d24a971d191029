//! AWS WAF logs: what the rules of a web ACL decided about each request. WAF (v2) with its fields of 2026, and WAF Classic.
//!
//! ```
//! use awslog::waf::{self, Action, RuleType};
//!
//! let line = r#"{"timestamp":1768480497000,"formatVersion":1,"webaclId":
//!     "arn:aws:wafv2:us-east-1:123456789012:global/webacl/edge-acl/66666666-7777",
//!     "terminatingRuleId":"rate-by-key","terminatingRuleType":"RATE_BASED",
//!     "action":"BLOCK","httpSourceName":"CF","httpSourceId":"E1EXAMPLE2345",
//!     "responseCodeSent":429,"httpRequest":{"clientIp":"2001:db8::10","country":"-",
//!     "headers":[{"name":"host","value":"api.example.com"},
//!         {"name":"authorization","value":"REDACTED"}],
//!     "uri":"/v1/orders","args":"REDACTED","httpVersion":"HTTP/3.0","httpMethod":"POST",
//!     "requestId":"EXAMPLErequestid=="}}"#;
//! let record = waf::parse_line(line)?;
//! assert_eq!(record.action, Some(Action::Block));
//! assert_eq!(record.terminating_rule_type, Some(RuleType::RateBased));
//! assert_eq!(record.header("Host"), Some("api.example.com"));
//! assert_eq!(record.web_acl().unwrap().name, Some("edge-acl"));
//! assert_eq!(record.http_request.unwrap().country, None);
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Forms
//!
//! | source | form |
//! | --- | --- |
//! | S3 | one JSON object per line |
//! | CloudWatch Logs | one JSON object per event, alone or in the wrapper of a subscription |
//! | CloudWatch Logs, transformed by `parseWAF` | the same, with headers and labels as maps |
//! | Data Firehose | JSON objects, one per line or concatenated |
//!
//! [`records`] reads all of them, and lists of records; [`parse_line`] reads one record.
//!
//! # Where AWS writes them
//!
//! The name of the bucket, log group or delivery stream begins with `aws-waf-logs-`. In a bucket:
//! `[<prefix>/]AWSLogs/<account>/WAFLogs/<region>/<web ACL>/YYYY/MM/dd/HH/mm/<account>_waflogs_<region>_<web ACL>_YYYYMMddTHHmmZ_<hash>.log.gz`,
//! every five minutes. For web ACLs of CloudFront, the folder of the region is `cloudfront`.
//!
//! AWS describes the logs at <https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html>, those of WAF
//! Classic at <https://docs.aws.amazon.com/waf/latest/developerguide/classic-logging.html>.
//!
//! # Null
//!
//! Null, `[]`, an empty text and an absent key are all absent values, and so are `-` as country or source and the text `null` as
//! request id.
//!
//! # What is easily got wrong
//!
//! - `timestamp` is in milliseconds, `solveTimestamp` in seconds.
//! - Some numbers are texts: `evaluationWindowSec`.
//! - Values from the client, such as query and headers, may contain anything. Escapes that JSON does not have, and halves of
//!   surrogate pairs, are kept as written.
//! - `REDACTED` instead of a path, a query, a method or the value of a header means that the web ACL redacts it.
//! - The names of headers are in the client's letter case; [`Record::header`] ignores the case.
//!
//! ```
//! use awslog::waf;
//!
//! let line = r#"{"timestamp":1768480496123,"httpRequest":{"requestId":"null",
//!     "args":"REDACTED","headers":[{"name":"X-Odd","value":"\x41\ud800"}]}}"#;
//! let record = waf::parse_line(line)?;
//! assert_eq!(record.timestamp.unwrap().unix_timestamp(), 1_768_480_496);
//! assert_eq!(record.header("x-odd"), Some(r"\x41\ud800"));
//! let request = record.http_request.unwrap();
//! assert_eq!(request.request_id, None);
//! assert_eq!(request.args.unwrap(), "REDACTED");
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Errors
//!
//! An object is a record if it has a key that only WAF has, such as `webaclId`, `terminatingRuleId` or `httpRequest`. An object of known keys alone is one, too. Any other
//! object is refused as `ErrorKind::Format`, with what it looks like and what to pass instead.
//!
//! A value that no ECS field needs can have another type: it is kept in `unknown`, and is in the event under `aws`.
//!
//! A value of the wrong type refuses its record, and the iterator continues with the next one. Invalid or truncated JSON is one
//! error, with the byte at which reading stopped. Unknown keys are kept in `unknown`.
//!
//! ```
//! let error = awslog::waf::parse_line(r#"{"timestamp":"yesterday"}"#).unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "WAF log, byte 13, field `timestamp`: expected milliseconds since 1970, or a date \
//!      and time, found \"yesterday\"",
//! );
//! ```
//!
//! # As ECS events
//!
//! | fields of ECS | from |
//! | --- | --- |
//! | `@timestamp` | `timestamp` |
//! | `event.kind`, `.category` | `event`, `[network, web]` |
//! | `event.type` | `[access]`, with `allowed` for `ALLOW` and `denied` for `BLOCK` |
//! | `event.action`, `rule.*` | `action`, the rule that decided and its type; `rule.description` is the rule group that decided: `Record::terminating_rule_group` |
//! | `event.reason` | the kinds of attack that this rule found |
//! | `source.*` | `clientIp`, `country`, `clientAsn` |
//! | `destination.*`, `url.*` | the host, from the request or its `Host` header; path, query, scheme |
//! | `http.*`, `user_agent.*` | method, version, status sent; referrer, content type and user agent from the headers |
//! | `cloud.*` | account and region of the web ACL |
//! | `related.ip` | the client, forwarded addresses, and the addresses that rate-based rules count |
//! | `related.hash`, `tls.client.ja3` | the fingerprints |
//!
//! A redacted host or user agent is only under `aws.waf.request`, with all headers in `aws.waf.request.headers`. There each header
//! has its name as key, in the client's letter case, and a repeated header has a list of values. A header without a value, or with
//! more than a name and a value, is in `aws.waf.request.other_headers`. Everything else is under `aws.waf` too.
//!
//! ```
//! # #[cfg(feature = "ecs")] {
//! use awslog::ecs::{Mapper, Type};
//! use awslog::waf;
//!
//! let line = r#"{"timestamp":1768480497000,"terminatingRuleId":"sqli","action":"BLOCK",
//!     "terminatingRuleMatchDetails":[{"conditionType":"SQL_INJECTION"}],
//!     "httpRequest":{"clientIp":"192.0.2.10","uri":"/v1/orders",
//!         "headers":[{"name":"Host","value":"api.example.com"}]}}"#;
//! let record = waf::parse_line(line)?;
//! let mapper = Mapper::new();
//! let event = mapper.to_ecs(&record);
//! assert_eq!(event.event.r#type, [Type::Access, Type::Denied].into());
//! assert_eq!(event.event.reason.unwrap(), "SQL_INJECTION");
//! assert_eq!(event.rule.name.as_deref(), Some("sqli"));
//! assert_eq!(event.url.registered_domain.as_deref(), Some("example.com"));
//! # }
//! # Ok::<(), awslog::Error>(())
//! ```

mod detection;
#[cfg(feature = "ecs")]
mod ecs;
mod entries;
mod record;
mod request;
mod rules;
mod values;
mod web_acl;

use crate::error::Refusal;
use crate::format::Format;
use crate::json::{Document, Envelope, Reader, entry_points};
use crate::schema::{Field, Selection};

pub(crate) use detection::DETECTION;
pub use entries::Entries;
pub use record::Record;
pub use request::{Header, HttpRequest, Label};
pub use rules::{
    CustomValue, ExcludedRule, MatchDetail, MatchingRule, MonetizeVerifyResponse, RateBasedRule, RuleGroup,
    TokenResponse,
};
pub use values::{
    Action, ChainName, ConditionType, CurrencyMode, HttpSource, LimitKey, OversizeField, RuleType, SensitivityLevel,
    TokenFailure, VerificationStatus,
};
pub use web_acl::WebAcl;

entry_points! {
    /// Reads one record: a JSON object, perhaps in a wrapper.
    ///
    /// ```
    /// use awslog::waf;
    ///
    /// let record = waf::parse_line(
    ///     r#"{"timestamp":1768480496123,"action":"ALLOW","httpRequest":{"uri":"/"}}"#,
    /// )?;
    /// assert_eq!(record.action, Some(waf::Action::Allow));
    ///
    /// let error = waf::parse_line(r#"{"timestamp":"yesterday"}"#).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "WAF log, byte 13, field `timestamp`: expected milliseconds since 1970, or a date \
    ///      and time, found \"yesterday\"",
    /// );
    /// # Ok::<(), awslog::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A value does not have the type of its field, the JSON is invalid, or there is not exactly one WAF record.
    pub fn parse_line;

    /// Reads the records of a whole object from a bucket, already decompressed: JSON objects, one per line, concatenated or in a
    /// list, also in the wrapper of CloudWatch Logs.
    ///
    /// ```
    /// let object = b"{\"timestamp\":1768480496123,\"action\":\"ALLOW\"}\n\
    ///     {\"timestamp\":1768480497000,\"action\":\"BLOCK\"}\n";
    /// let records = awslog::waf::records(object).collect::<Result<Vec<_>, _>>()?;
    /// assert_eq!(records.len(), 2);
    /// assert_eq!(records[1].action, Some(awslog::waf::Action::Block));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn records;

    /// The iterator of [`records`]. A refused record is an error, and the iterator continues with the next one.
    pub struct Records;
}

/// WAF's records as JSON documents.
#[derive(Default, Clone, Debug)]
pub(crate) struct Parser;

impl Document for Parser {
    type Record<'a> = Record<'a>;

    const FORMAT: Format = Format::Waf;

    const SCHEMAS: &'static [&'static [Field]] = &[Record::SCHEMA];

    /// Some fields are also read from the request.
    fn needed_for(wanted: Selection) -> Selection {
        const SHARED: Selection =
            Selection::of(Record::SCHEMA, &["httpRequest", "clientAsn", "forwardedAsn", "cfDistributionTenantId"]);
        if wanted.has_any(SHARED) { wanted.with(SHARED) } else { wanted }
    }

    const ENVELOPE: Envelope = Envelope { lists: &[], objects: &[], texts: &["message"] };

    /// Wrappers have a `timestamp` too.
    fn is_record_key(key: &str) -> bool {
        key != "timestamp" && Record::FIELDS.contains(&key)
    }

    fn read<'a>(reader: &mut Reader<'a>) -> Result<Record<'a>, Box<Refusal>> {
        Record::read(reader)
    }

    fn set_source<'a>(record: &mut Record<'a>, source: &'a str) {
        record.set_source(source);
    }

    fn set_envelope_time(record: &mut Record<'_>, time: time::UtcDateTime) {
        record.set_envelope_time(time);
    }

    fn into_owned<'a>(record: Record<'_>) -> Record<'a> {
        record.into_owned()
    }
}
