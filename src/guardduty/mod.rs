//! GuardDuty findings.
//!
//! ```
//! use awslog::guardduty::{self, ResourceType};
//!
//! let line = r#"{"schemaVersion": "2.0", "id": "00000000000000000000000000000001",
//!     "type": "UnauthorizedAccess:EC2/SSHBruteForce", "severity": 5,
//!     "updatedAt": "2026-01-15T12:50:00.456Z",
//!     "resource": {"resourceType": "Instance",
//!         "instanceDetails": {"instanceId": "i-0123456789abcdef0"}}}"#;
//! let record = guardduty::parse_line(line)?;
//! assert_eq!(record.severity, Some(5.0));
//!
//! let resource = record.resource.unwrap();
//! assert_eq!(resource.resource_type, Some(ResourceType::Instance));
//! let instance = resource.instance_details.unwrap();
//! assert_eq!(instance.instance_id.unwrap(), "i-0123456789abcdef0");
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Forms
//!
//! | source | form |
//! | --- | --- |
//! | S3 export | one finding per line |
//! | EventBridge | one event a finding, which is its `detail`; and results of malware scans |
//! | API, command line | `{"Findings": [...]}` |
//!
//! The result of a malware scan is not a finding: it is a [`ScanResult`] in [`Record::scan_result`], with account,
//! region and time of EventBridge's event. The other events that GuardDuty sends to EventBridge, about the state of
//! runtime coverage and of protection plans, are refused by name.
//!
//! [`records`] reads all of them, and also single findings, lists of findings, and messages of CloudWatch Logs and SNS. Keys begin
//! with a small letter in exports (`accountId`) and with a capital letter in the API and the command line (`AccountId`); both are
//! read into the same fields.
//!
//! # Where AWS writes them
//!
//! In a bucket: `<prefix>/AWSLogs/<account>/GuardDuty/<region>/YYYY/MM/DD/<unique>.jsonl.gz`. EventBridge delivers them with the
//! source `aws.guardduty` and the detail type `GuardDuty Finding`. Suppressed findings are not exported.
//!
//! AWS describes the findings at
//! <https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Finding.html> and the export at
//! <https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html>.
//!
//! # Null
//!
//! Null, an empty text, an empty list and an absent key are all absent values. Each finding has only the one or two kinds of
//! resources and actions that it is about; others may be null.
//!
//! # What is easily got wrong
//!
//! - A finding is exported again with each update, with the same `id` and a growing `service.count`. `id` and `updatedAt` together
//!   are unique.
//! - `severity` is a number with decimals.
//! - `service.additionalInfo.value` is JSON in a text inside the JSON.
//! - Some dates are seconds since 1970 in one form and texts in another: both are read.
//! - `resource.s3BucketDetails` is a list, all other details are objects.
//! - `asn` is a text, and `-1` in samples.
//!
//! ```
//! use awslog::guardduty;
//!
//! let object = br#"{"Findings": [
//!     {"Id": "1", "Severity": 8.5, "UpdatedAt": "2026-01-15T12:50:00.456Z",
//!      "Service": {"Count": 1}},
//!     {"Id": "1", "Severity": 8.5, "UpdatedAt": "2026-01-15T13:50:00.456Z",
//!      "Service": {"Count": 4}, "Resource": {"S3BucketDetails":
//!         [{"Name": "one", "CreatedAt": 1768480496}, {"Name": "two"}]}}]}"#;
//! let records = guardduty::records(object).collect::<awslog::Result<Vec<_>>>()?;
//! assert_eq!(records[0].id, records[1].id);
//! assert!(records[0].updated_at < records[1].updated_at);
//! assert_eq!(records[1].service.as_ref().unwrap().count, Some(4));
//! let buckets = &records[1].resource.as_ref().unwrap().s3_bucket_details;
//! assert_eq!(buckets[0].created_at.unwrap().unix_timestamp(), 1_768_480_496);
//! assert_eq!(buckets[1].name.as_ref().unwrap(), "two");
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Errors
//!
//! An object is a finding if it has `service` or `resource`, or a `type` such as `Recon:EC2/PortProbeUnprotectedPort` and another
//! key of findings. An object of known keys alone is one, too. Any other
//! object is refused as `ErrorKind::Format`, with what it looks like and what to pass instead.
//!
//! A value that no ECS field needs can have another type: it is kept in `unknown`, and is in the event under `aws`.
//!
//! A value of the wrong type refuses its finding, and the iterator continues with the next one. Invalid or truncated JSON yields
//! all whole findings, then one error with the byte at which reading stopped. Unknown keys are kept at every level in `unknown`.
//!
//! ```
//! let error =
//!     awslog::guardduty::parse_line(r#"{"schemaVersion": "2.0", "severity": "high"}"#)
//!         .unwrap_err();
//! assert_eq!(error.field(), Some("severity"));
//! assert_eq!(error.found(), Some("high"));
//! ```
//!
//! # As ECS events
//!
//! | fields of ECS | from |
//! | --- | --- |
//! | `@timestamp` | `updatedAt`; `event.created` from `createdAt`, `event.start` and `event.end` from the first and last observation |
//! | `event.kind` | `alert`; `event` for a scan that found no malware |
//! | `event.category` | that of the action: `network` and `intrusion_detection` for connections, lookups and probes, `malware` for what scans have found, `authentication` for logins, `iam` for access keys, `intrusion_detection` for all others; `file`, and `malware` where some was found, for results of scans |
//! | `event.type` | `denied` if the action was blocked, else `info` |
//! | `event.severity` | the whole part of `severity` |
//! | `rule.*` | `type` and its parts |
//! | `source.*`, `destination.*` | the remote party: the source of inbound connections, calls, logins and probes, the destination of outbound connections |
//! | `user.*`, `cloud.*`, `container.*`, `orchestrator.*`, `process.*`, `file.*`, `dns.*` | what the finding is about |
//!
//! The whole finding is under `aws.guardduty`.
//!
//! ```
//! # #[cfg(feature = "ecs")] {
//! use awslog::ecs::{Category, Kind, Mapper};
//! use awslog::guardduty;
//!
//! let line = r#"{"id": "1", "type": "UnauthorizedAccess:EC2/SSHBruteForce",
//!     "severity": 8.9, "updatedAt": "2026-01-15T12:50:00.456Z",
//!     "service": {"action": {"actionType": "NETWORK_CONNECTION",
//!         "networkConnectionAction": {"connectionDirection": "INBOUND",
//!             "remoteIpDetails": {"ipAddressV4": "198.51.100.7"}}}}}"#;
//! let record = guardduty::parse_line(line)?;
//! let mapper = Mapper::new();
//! let event = mapper.to_ecs(&record);
//! assert_eq!(event.event.kind, Some(Kind::Alert));
//! assert_eq!(
//!     event.event.category,
//!     [Category::Network, Category::IntrusionDetection].into()
//! );
//! assert_eq!(event.event.severity, Some(8));
//! assert_eq!(event.rule.category.as_deref(), Some("UnauthorizedAccess"));
//! assert_eq!(event.source.ip, Some([198, 51, 100, 7].into()));
//! # }
//! # Ok::<(), awslog::Error>(())
//! ```

pub mod action;
pub mod bucket;
pub mod container;
mod detection;
#[cfg(feature = "ecs")]
mod ecs;
mod event_bridge;
pub mod instance;
mod record;
pub mod resource;
pub mod runtime;
pub mod scan;
pub mod scan_result;
pub mod sequence;
pub mod service;
mod values;

use crate::error::Refusal;
use crate::format::Format;
use crate::json::foreign;
use crate::json::{Document, Envelope, Json, Reader, entry_points};
use crate::schema::{Field, Selection};

pub(crate) use detection::DETECTION;
pub use record::Record;
use scan_result::ScanResult;
pub use values::{ActionType, ConnectionDirection, ResourceRole, ResourceType};

entry_points! {
    /// Reads one finding: a JSON object, perhaps in the wrapper of EventBridge.
    ///
    /// ```
    /// use awslog::guardduty::{self, ResourceType};
    ///
    /// let line = r#"{"schemaVersion": "2.0", "id": "00000000000000000000000000000001",
    ///     "type": "UnauthorizedAccess:EC2/SSHBruteForce", "severity": 5,
    ///     "updatedAt": "2026-01-15T12:50:00.456Z",
    ///     "resource": {"resourceType": "Instance",
    ///         "instanceDetails": {"instanceId": "i-0123456789abcdef0"}}}"#;
    /// let record = guardduty::parse_line(line)?;
    /// assert_eq!(record.severity, Some(5.0));
    ///
    /// let resource = record.resource.unwrap();
    /// assert_eq!(resource.resource_type, Some(ResourceType::Instance));
    /// let instance = resource.instance_details.unwrap();
    /// assert_eq!(instance.instance_id.unwrap(), "i-0123456789abcdef0");
    /// # Ok::<(), awslog::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The JSON is invalid, a value does not have the type of its field, or there is not exactly one finding.
    pub fn parse_line;

    /// Reads the findings of a whole object from a bucket, already decompressed.
    ///
    /// ```
    /// let object =
    ///     br#"{"Findings": [{"Id": "1", "Severity": 2.0}, {"Id": "2", "Severity": 8.5}]}"#;
    /// let severities = awslog::guardduty::records(object)
    ///     .map(|record| record.map(|record| record.severity))
    ///     .collect::<Result<Vec<_>, _>>()?;
    /// assert_eq!(severities, [Some(2.0), Some(8.5)]);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn records;

    /// The iterator of [`records`]. A refused finding is an error, and the iterator continues with the next one.
    pub struct Records;
}

/// Whether a finding has this key, and no wrapper.
fn is_finding_key(key: &str) -> bool {
    matches!(key, "schemaVersion" | "accountId" | "AccountId" | "arn" | "Arn" | "resource" | "Resource" | "severity")
}

/// The keys that the results of scans have, and no finding. The API begins them with capital letters.
const SCAN_KEYS: [&str; 6] =
    ["scanStatus", "ScanStatus", "scanResultStatus", "ScanResultStatus", "scanResultDetails", "ScanResultDetails"];

/// Reads the finding or the result of a scan that comes next.
fn read_detail<'a>(reader: &mut Reader<'a>) -> Result<Record<'a>, Box<Refusal>> {
    let start = reader.position();
    let mut again = reader.clone();
    let mut others = Selection::NONE;
    let mut record = Record::default();
    record.fill_projected(reader, &mut others)?;
    let is_record = record.is_record(others);
    let is_scan = |(key, _): (&str, &_)| SCAN_KEYS.contains(&key);
    if !is_record && record.unknown.iter().any(is_scan) {
        return Ok(ScanResult::read(&mut again)?.unwrap_or_default().into());
    }
    foreign::check(is_record, &record.unknown, reader.text_from(start), record::EXPECTED)?;
    Ok(record)
}

/// Reads findings from files.
#[derive(Default, Clone, Copy, Debug)]
pub(crate) struct Parser;

impl Document for Parser {
    type Record<'a> = Record<'a>;

    const FORMAT: Format = Format::GuardDuty;

    const SCHEMAS: &'static [&'static [Field]] = &[Record::SCHEMA];

    /// The type tells findings from others.
    fn needed_for(wanted: Selection) -> Selection {
        wanted.with(const { Selection::of(Record::SCHEMA, &["type"]) })
    }

    const ENVELOPE: Envelope =
        Envelope { lists: &["Findings", "findings", "Scans", "scans"], objects: &[], texts: &["message", "Message"] };

    fn is_record_key(key: &str) -> bool {
        event_bridge::is_key(key) || is_finding_key(key)
    }

    fn read<'a>(reader: &mut Reader<'a>) -> Result<Record<'a>, Box<Refusal>> {
        match event_bridge::Wrapper::find(reader.clone()) {
            None => read_detail(reader),
            Some(wrapper) => wrapper.read(reader),
        }
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
