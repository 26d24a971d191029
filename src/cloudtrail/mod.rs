//! CloudTrail logs: management and data events, network activity, Insights events, aggregated events, and digest
//! files.
//!
//! | object | what it is |
//! | --- | --- |
//! | `{"Records":[...]}` | a log file in a bucket |
//! | one event alone, one a line, one behind the other, or in a list | what streams such as Firehose make of it |
//! | `{"detail":{...}}` | an event of EventBridge |
//! | `{"logEvents":[{"message":"..."}]}` | a subscription of CloudWatch Logs; its control messages are passed over |
//! | `{"Events":[{"CloudTrailEvent":"..."}]}` | the answer of `LookupEvents` |
//! | `{"digestEndTime":...}` | a digest file |
//!
//! [`records`] reads any of them and tells them apart by itself; [`parse_line`] reads one event or digest, and
//! [`parse_digest`] one digest. All are a [`Record`]: the members of an event of any kind, and `digest` where the object
//! is a digest, whose keys no event has.
//!
//! `null`, an empty text, an empty list and an absent key are all `None`. The parts whose form is the API's
//! (`requestParameters` and the like) are [`Raw`](crate::json::Raw): JSON, exactly as it stands in the log. Keys that
//! this crate does not know are in `unknown` of the object that has them.
//!
//! A record of the wrong shape costs that record. An object that is cut off or broken gives all whole records first, and
//! then one error with the byte where reading stopped. A message of SNS or SQS is refused with words that say so: its
//! `Message` or `body` is what to hand over. Gzip and base64 are the caller's.
//!
//! AWS describes the records at
//! <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html>.
//!
//! # What is easily got wrong
//!
//! - `eventVersion` is no decimal number: 1.11 comes behind 1.09. [`Record::version`] can be compared.
//! - `sourceIPAddress` is not always an address: [`SourceAddress`].
//! - `mfaAuthenticated` and `sessionCredentialFromConsole` are texts in the log and `bool` here.
//! - `eventID` comes again where an event is delivered again. `sharedEventID` is the same in the events that several
//!   accounts have of one action, and those are different events.
//! - Some services put an error into `responseElements`: a sign-in that failed has `{"ConsoleLogin":"Failure"}` there.
//!
//! # As an event
//!
//! `event.action` is `eventName`, `event.provider` `eventSource`; category and type come from a table of actions, else from
//! the service and the verb that the action begins with. `event.outcome` is `failure` where there is an error. `user.name`
//! of an assumed role is the role; the session's name is in `related.user`. A service that calls for itself is
//! `service.name` and no user. Texts that stand for nothing (`-`, `none`, `{}`, `[]`) are in no field of ECS. What has
//! no field of ECS is under `aws.cloudtrail`, where `MapperBuilder::free_form` decides on the free-form parts.
//!
//! ```
//! # #[cfg(feature = "ecs")] {
//! use awslog::cloudtrail;
//! use awslog::ecs::{Category, Mapper, Outcome};
//!
//! let file = br#"{"Records":[{"eventVersion":"1.08","userIdentity":{"type":"AssumedRole",
//!     "principalId":"AROAEXAMPLEROLEID0001:alice","arn":"arn:aws:sts::123456789012:assumed-role/Admin/alice",
//!     "accountId":"123456789012","sessionContext":{"sessionIssuer":{"type":"Role","userName":"Admin",
//!     "arn":"arn:aws:iam::123456789012:role/Admin"}}},"eventTime":"2026-01-15T12:34:56Z",
//!     "eventSource":"iam.amazonaws.com","eventName":"CreateUser","awsRegion":"us-east-1",
//!     "sourceIPAddress":"192.0.2.10","errorCode":"AccessDenied","requestParameters":{"userName":"bob"}}]}"#;
//! let mapper = Mapper::new();
//! for record in cloudtrail::records(file) {
//!     let record = record?;
//!     let event = mapper.to_ecs(&record);
//!     assert_eq!(event.event.category, [Category::Iam].into());
//!     assert_eq!(event.event.outcome, Some(Outcome::Failure));
//!     assert_eq!(event.user.name.unwrap(), "Admin");
//!     assert_eq!(event.user.target.name.unwrap(), "bob");
//!     assert_eq!(event.related.user, ["alice", "bob", "AROAEXAMPLEROLEID0001:alice", "Admin"]);
//! }
//! # }
//! # Ok::<(), awslog::Error>(())
//! ```

mod aggregate;
mod digest;
#[cfg(feature = "ecs")]
mod ecs;
mod envelope;
mod identity;
mod insight;
mod record;
mod values;

use crate::error::{Error, Refusal, Result};
use crate::format::Format;
use crate::json::{Documents, Reader};

pub use aggregate::{Dimension, Statistic, Summary, TimeWindow};
pub use digest::{Digest, LogFile};
pub(crate) use envelope::detect;
pub use identity::{
    InScopeOf, InvokedByDelegate, OnBehalfOf, SessionAttributes, SessionContext, SessionIssuer, UserIdentity,
    WebIdFederationData,
};
pub use insight::{Attribution, AttributionValue, Average, InsightContext, InsightDetails, InsightStatistics};
pub use record::{Addendum, EdgeDeviceDetails, EventContext, Record, Resource, TlsDetails};
pub use values::{AddendumReason, EventCategory, EventType, IdentityType, InsightState, InsightType, SourceAddress};

/// Reads one record: the JSON object of an event, or of a digest, and nothing else.
///
/// ```
/// use awslog::cloudtrail::{self, SourceAddress};
///
/// let event = r#"{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","userName":"alice"},
///     "eventTime":"2026-01-15T12:34:56Z","eventSource":"iam.amazonaws.com","eventName":"CreateUser",
///     "sourceIPAddress":"192.0.2.10","requestParameters":{"userName":"bob"},"readOnly":false}"#;
/// let record = cloudtrail::parse_line(event)?;
/// assert_eq!(record.event_name.as_deref(), Some("CreateUser"));
/// assert_eq!(record.source_ip_address, Some(SourceAddress::Address([192, 0, 2, 10].into())));
/// assert_eq!(record.request_parameters.unwrap().get(), r#"{"userName":"bob"}"#);
/// # Ok::<(), awslog::Error>(())
/// ```
///
/// # Errors
///
/// A value is not of its field's type, the JSON is broken, or it is neither an event nor a digest.
pub fn parse_line(line: &str) -> Result<Record<'_>> {
    let line = crate::text::without_end(line);
    let mut record = alone(line, envelope::read)?;
    record.set_source(line);
    Ok(record)
}

/// Reads a digest file, already decompressed. [`records`] gives it as a [`Record`] too.
///
/// ```
/// let file = r#"{"awsAccountId":"123456789012","digestEndTime":"2026-01-15T13:01:31Z","logFiles":[
///     {"s3Object":"AWSLogs/123456789012/CloudTrail/log.json.gz","hashValue":"00ff","hashAlgorithm":"SHA-256"}]}"#;
/// let digest = awslog::cloudtrail::parse_digest(file)?;
/// assert_eq!(digest.log_files[0].hash_value.as_deref(), Some("00ff"));
/// # Ok::<(), awslog::Error>(())
/// ```
///
/// # Errors
///
/// A value is not of its field's type, the JSON is broken, or it is no digest.
pub fn parse_digest(file: &str) -> Result<Digest<'_>> {
    alone(file, envelope::read_digest)
}

/// Reads what is one JSON object and nothing else.
fn alone<'a, T>(text: &'a str, read: impl FnOnce(&mut Reader<'a>) -> Result<T, Box<Refusal>>) -> Result<T> {
    let mut reader = Reader::new(text, 0);
    let read = read(&mut reader).and_then(|value| match reader.peek() {
        Some(_) => Err(reader.unexpected("the end of the record")),
        None => Ok(value),
    });
    read.map_err(|refusal| Error::new(Format::CloudTrail, refusal, text.as_bytes()))
}

/// The records of a whole object, as it lies in a bucket (already decompressed) or as it is delivered elsewhere.
///
/// ```
/// let object = br#"{"Records":[{"eventVersion":"1.11","eventName":"ListBuckets"}]}"#;
/// let mut records = awslog::cloudtrail::records(object);
/// assert_eq!(records.next().unwrap()?.event_name.as_deref(), Some("ListBuckets"));
/// assert!(records.next().is_none());
/// # Ok::<(), awslog::Error>(())
/// ```
pub fn records(bytes: &[u8]) -> Records<'_> {
    Records(Documents::new(bytes))
}

/// The iterator of [`records`]: it reads one record at a time, and one that is refused costs that record.
#[derive(Clone, Debug)]
pub struct Records<'a>(Documents<'a, envelope::Trail>);

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}
