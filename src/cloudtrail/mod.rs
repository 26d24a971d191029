//! CloudTrail logs: management and data events, network activity, Insights events, aggregated events, and digest
//! files.
//!
//! ```
//! use awslog::cloudtrail::{self, IdentityType, SourceAddress};
//!
//! let file = br#"{"Records":[{"eventVersion":"1.08","eventTime":"2026-01-15T12:34:56Z",
//!     "userIdentity":{"type":"IAMUser","userName":"alice"},"awsRegion":"us-east-1",
//!     "eventSource":"iam.amazonaws.com","eventName":"CreateUser",
//!     "sourceIPAddress":"192.0.2.10","requestParameters":{"userName":"bob"}}]}"#;
//! for record in cloudtrail::records(file) {
//!     let record = record?;
//!     assert_eq!(record.event_name.as_deref(), Some("CreateUser"));
//!     let identity = record.user_identity.unwrap();
//!     assert_eq!(identity.r#type, Some(IdentityType::IamUser));
//!     let address = record.source_ip_address.unwrap();
//!     assert_eq!(address, SourceAddress::Address([192, 0, 2, 10].into()));
//! }
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Forms
//!
//! | object | what it is |
//! | --- | --- |
//! | `{"Records":[...]}` | a log file in a bucket |
//! | single events, one per line, concatenated, or in a list | deliveries through streams such as Firehose |
//! | `{"detail":{...}}` | an event of EventBridge |
//! | `{"logEvents":[{"message":"..."}]}` | a subscription of CloudWatch Logs; its control messages are skipped |
//! | `{"Events":[{"CloudTrailEvent":"..."}]}` | the answer of `LookupEvents` |
//! | `{"digestEndTime":...}` | a digest file |
//!
//! [`records`] reads and recognizes all of them; [`parse_line`] reads one event or digest, and [`parse_digest`] one digest.
//! All become a [`Record`], with the fields of events of any kind. A digest is in the field `digest`.
//!
//! # Where AWS writes them
//!
//! | content | folder below `AWSLogs/[<organization>/]<account>/` |
//! | --- | --- |
//! | management and data events | `CloudTrail/` |
//! | Insights events | `CloudTrail-Insight/` |
//! | network activity | `CloudTrail-NetworkActivity/` |
//! | aggregated events | `CloudTrail-Aggregated/` |
//! | digests | `CloudTrail-Digest/` |
//!
//! Below that, files are named `<region>/YYYY/MM/DD/<account>_CloudTrail_<region>_YYYYMMDDTHHmmZ_<unique>.json.gz`, with the time
//! of delivery. Their events are not in order, and an event may be delivered twice. A trail can also write to CloudWatch Logs, and
//! EventBridge delivers the events too.
//!
//! AWS describes the records at
//! <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html>.
//!
//! # Null
//!
//! `null`, an empty text, an empty list and an absent key are all `None`. Times are read as AWS writes them and as exported tables
//! have them: `2026-01-15 12:34:56.000`, with or without a zone, and seconds or milliseconds since 1970. Parts whose form depends on
//! the API (`requestParameters` and similar) are [`Raw`](crate::json::Raw): the exact JSON of the log.
//!
//! # What is easily got wrong
//!
//! - `eventVersion` is not a decimal number: 1.11 comes after 1.09. [`Record::version`] can be compared.
//! - `sourceIPAddress` is not always an address, and may be a list of them: [`SourceAddress`].
//! - `mfaAuthenticated` and `sessionCredentialFromConsole` are strings in the log and `bool` here.
//! - An event that is delivered twice has the same `eventID`. `sharedEventID` is shared by the events of one action in several
//!   accounts, which are different events.
//! - Some services report errors elsewhere: a failed sign-in has `{"ConsoleLogin":"Failure"}` in `responseElements`.
//! - `errorCode` can be `200`: Managed Grafana writes the HTTP status there.
//! - It takes several rules to find the caller: [`Record::caller`].
//!
//! ```
//! use awslog::cloudtrail::{self, SourceAddress};
//!
//! let event = |version, address| {
//!     format!(
//!         r#"{{"eventVersion":"{version}","eventName":"ConsoleLogin",
//!         "sourceIPAddress":"{address}","responseElements":{{"ConsoleLogin":"Failure"}},
//!         "userIdentity":{{"sessionContext":{{
//!             "attributes":{{"mfaAuthenticated":"false"}}}}}}}}"#
//!     )
//! };
//! let (old, new) = (event("1.09", "192.0.2.10"), event("1.11", "s3.amazonaws.com"));
//! let (old, new) = (cloudtrail::parse_line(&old)?, cloudtrail::parse_line(&new)?);
//! assert!(old.version() < new.version());
//! assert!(matches!(new.source_ip_address, Some(SourceAddress::Name(_))));
//! let context = new.user_identity.as_ref().unwrap().session_context.as_ref().unwrap();
//! assert_eq!(context.attributes.as_ref().unwrap().mfa_authenticated, Some(false));
//! assert_eq!(new.error_code, None);
//! assert_eq!(new.response_elements.unwrap().as_str(), r#"{"ConsoleLogin":"Failure"}"#);
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Errors
//!
//! An object is an event if it has `eventVersion` and `eventName`, or at least two of the keys that nearly all events have; it is a
//! digest if it has keys such as `digestEndTime`. Any other
//! object is refused as `ErrorKind::Format`, with what it looks like and what to pass instead.
//!
//! A value that no ECS field needs can have another type: it is kept in `unknown`, and is in the event under `aws`.
//!
//! A record of the wrong shape is one error, and the iterator continues with the next one. A truncated or invalid object yields all
//! whole records first, then one error with the byte at which reading stopped. A message of SNS or SQS is refused with a hint: pass
//! its `Message` or `body`. Decompress gzip and decode base64 before calling. Unknown keys are kept in `unknown` of their object.
//!
//! ```
//! let file = br#"{"Records":[{"eventID":"1"},{"eventID":"2","eventTime":"noon"},
//!     {"eventID":"3"}]}"#;
//! let records = awslog::cloudtrail::records(file).collect::<Vec<_>>();
//! assert_eq!(records.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
//! assert_eq!(records[1].as_ref().unwrap_err().field(), Some("eventTime"));
//! ```
//!
//! # As ECS events
//!
//! | fields of ECS | from |
//! | --- | --- |
//! | `@timestamp` | `eventTime` |
//! | `event.kind` | `event` |
//! | `event.action`, `.provider` | `eventName`, `eventSource` |
//! | `event.category`, `.type` | from a table of actions, or else from the service and the verb of the action, with `info`; `authentication` for the steps of a sign-in; `denied` if the error says so and ECS allows it (`api`, `network`) |
//! | `event.outcome` | `failure` if there is an error, or if the service reports one: in the member of `responseElements` or `serviceEventDetails` with the name of the event, or in `serviceEventDetails.result.statusType` |
//! | `event.id` | `eventID` |
//! | `user.name`, `.id` | the user; for an assumed role, the role, with the session's name in `related.user`: [`Record::caller`] |
//! | `user.target.*`, `user.changes.*` | the user that the call affects |
//! | `service.name` | a service that calls on its own behalf, which is not a user |
//! | `source.*` | `sourceIPAddress`; for a list of addresses, `source.ip` is the first, and all are in `related.ip` |
//! | `cloud.*`, `tls.*`, `user_agent.*` | account, region, service; TLS; the caller's user agent |
//!
//! Placeholders (`-`, `none`, `{}`, `[]`) are in no ECS field. A text that is not an account (`ANONYMOUS_PRINCIPAL`), a region or a
//! user (`HIDDEN_DUE_TO_SECURITY_REASONS`) stays under `aws.cloudtrail`. Everything without an ECS field is under `aws.cloudtrail`,
//! with Elastic's names. The free-form parts are there twice, as Elastic's integration has them and its rules search them: as a
//! text, `request_parameters`, and as an object, `flattened.request_parameters`. `MapperBuilder::free_form` chooses another form.
//!
//! ```
//! # #[cfg(feature = "ecs")] {
//! use awslog::cloudtrail;
//! use awslog::ecs::{Category, Mapper, Outcome};
//!
//! let file = br#"{"Records":[{"eventVersion":"1.08","userIdentity":{"type":"AssumedRole",
//!     "principalId":"AROAEXAMPLEROLEID0001:alice",
//!     "arn":"arn:aws:sts::123456789012:assumed-role/Admin/alice",
//!     "accountId":"123456789012","sessionContext":{"sessionIssuer":{
//!         "type":"Role","userName":"Admin",
//!         "arn":"arn:aws:iam::123456789012:role/Admin"}}},
//!     "eventTime":"2026-01-15T12:34:56Z","eventSource":"iam.amazonaws.com",
//!     "eventName":"CreateUser","awsRegion":"us-east-1","sourceIPAddress":"192.0.2.10",
//!     "errorCode":"AccessDenied","requestParameters":{"userName":"bob"}}]}"#;
//! let mapper = Mapper::new();
//! for record in cloudtrail::records(file) {
//!     let record = record?;
//!     let event = mapper.to_ecs(&record);
//!     assert_eq!(event.event.category, [Category::Iam].into());
//!     assert_eq!(event.event.outcome, Some(Outcome::Failure));
//!     assert_eq!(event.user.name.as_deref(), Some("Admin"));
//!     assert_eq!(event.user.target.name.as_deref(), Some("bob"));
//!     assert_eq!(
//!         event.related.user,
//!         ["alice", "bob", "AROAEXAMPLEROLEID0001:alice", "Admin"]
//!     );
//! }
//! # }
//! # Ok::<(), awslog::Error>(())
//! ```

mod aggregate;
mod caller;
mod detection;
mod digest;
#[cfg(feature = "ecs")]
mod ecs;
mod envelope;
mod identity;
mod insight;
mod parts;
mod record;
mod values;

use crate::error::{Error, Refusal, Result};
use crate::format::Format;
use crate::json::{Reader, entry_points};

pub use aggregate::{Dimension, Statistic, Summary, TimeWindow};
pub use caller::Caller;
pub(crate) use detection::DETECTION;
pub use digest::{Digest, LogFile};
pub(crate) use envelope::Parser;
pub use identity::{
    InScopeOf, InvokedByDelegate, OnBehalfOf, SessionAttributes, SessionContext, SessionIssuer, UserIdentity,
    WebIdFederationData,
};
pub use insight::{Attribution, AttributionValue, Average, InsightContext, InsightDetails, InsightStatistics};
pub use record::{Addendum, EdgeDeviceDetails, EventContext, Record, Resource, TlsDetails};
pub use values::{AddendumReason, EventCategory, EventType, IdentityType, InsightState, InsightType, SourceAddress};

entry_points! {
    /// Reads one record: the JSON object of an event, or of a digest, perhaps in a wrapper.
    ///
    /// ```
    /// use awslog::cloudtrail::{self, SourceAddress};
    ///
    /// let event = r#"{"eventVersion":"1.08","eventTime":"2026-01-15T12:34:56Z",
    ///     "userIdentity":{"type":"IAMUser","userName":"alice"},
    ///     "eventSource":"iam.amazonaws.com","eventName":"CreateUser","readOnly":false,
    ///     "sourceIPAddress":"192.0.2.10","requestParameters":{"userName":"bob"}}"#;
    /// let record = cloudtrail::parse_line(event)?;
    /// assert_eq!(record.event_name.as_deref(), Some("CreateUser"));
    /// assert_eq!(
    ///     record.source_ip_address,
    ///     Some(SourceAddress::Address([192, 0, 2, 10].into()))
    /// );
    /// assert_eq!(record.request_parameters.unwrap().as_str(), r#"{"userName":"bob"}"#);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A value does not have the type of its field, the JSON is invalid, or it is neither an event nor a digest.
    pub fn parse_line;

    /// Reads the records of a whole object from a bucket, already decompressed, or from another delivery.
    ///
    /// ```
    /// let object = br#"{"Records":[{"eventVersion":"1.11","eventName":"ListBuckets"}]}"#;
    /// let mut records = awslog::cloudtrail::records(object);
    /// assert_eq!(records.next().unwrap()?.event_name.as_deref(), Some("ListBuckets"));
    /// assert!(records.next().is_none());
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn records;

    /// The iterator of [`records`]. It reads one record at a time. A refused record is an error, and the iterator continues with
    /// the next one.
    pub struct Records;
}

/// Reads a digest file, already decompressed. [`records`] reads it into a [`Record`] too.
///
/// ```
/// let file = r#"{"awsAccountId":"123456789012","digestEndTime":"2026-01-15T13:01:31Z",
///     "logFiles":[{"s3Object":"AWSLogs/123456789012/CloudTrail/log.json.gz",
///         "hashValue":"00ff","hashAlgorithm":"SHA-256"}]}"#;
/// let digest = awslog::cloudtrail::parse_digest(file)?;
/// assert_eq!(digest.log_files[0].hash_value.as_deref(), Some("00ff"));
/// # Ok::<(), awslog::Error>(())
/// ```
///
/// # Errors
///
/// A value does not have the type of its field, the JSON is invalid, or it is not a digest.
pub fn parse_digest(file: &str) -> Result<Digest<'_>> {
    alone(file, envelope::read_digest)
}

/// Reads exactly one JSON object.
fn alone<'a, T>(text: &'a str, read: impl FnOnce(&mut Reader<'a>) -> Result<T, Box<Refusal>>) -> Result<T> {
    let mut reader = Reader::new(text, 0);
    let read = read(&mut reader).and_then(|value| match reader.peek() {
        Some(_) => Err(reader.unexpected("the end of the record")),
        None => Ok(value),
    });
    read.map_err(|refusal| Error::new(Format::CloudTrail, refusal, text.as_bytes()))
}
