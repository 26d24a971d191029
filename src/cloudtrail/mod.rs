//! CloudTrail logs: management and data events, network activity, Insights events, aggregated events, and digest
//! files.

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
