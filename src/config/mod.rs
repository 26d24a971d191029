//! AWS Config: the items of snapshots and histories, and notifications.
//!
//! ```
//! use awslog::config::{self, FileKind, ItemStatus};
//!
//! let file = br#"{"configSnapshotId": "dddddddd-eeee-4fff-8000-1111111111ab",
//!     "fileVersion": "1.0", "configurationItems": [
//!     {"configurationItemVersion": "1.3", "configurationItemStatus": "OK",
//!      "configurationItemCaptureTime": "2026-01-15T12:34:56.261Z",
//!      "awsAccountId": "123456789012", "awsRegion": "us-east-1",
//!      "resourceType": "AWS::EC2::Volume", "resourceId": "vol-0123456789abcdef0",
//!      "tags": {"team": "storage"}, "configuration": {"size": 8}}]}"#;
//! for record in config::records(file) {
//!     let record = record?;
//!     assert_eq!(record.file_kind, Some(FileKind::Snapshot));
//!     assert_eq!(record.configuration_item_status, Some(ItemStatus::Ok));
//!     assert_eq!(record.resource_id.unwrap(), "vol-0123456789abcdef0");
//!     assert_eq!(record.configuration.unwrap().as_str(), r#"{"size": 8}"#);
//! }
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Forms
//!
//! | source | form |
//! | --- | --- |
//! | snapshot file | `{"fileVersion", "configSnapshotId", "configurationItems": [...]}` |
//! | history file | `{"fileVersion", "configurationItems": [...]}` |
//! | API | `{"configurationItems": [...]}`, `{"baseConfigurationItems": [...]}` |
//! | notification | `{"messageType", "configurationItem": {...}, ...}`: the `Message` of SNS, the `detail` of EventBridge |
//! | oversized notification | `{"messageType", "configurationItemSummary": {...}, "s3DeliverySummary": {...}, ...}` |
//! | event for a rule's Lambda function | `{"invokingEvent": "...", "configRuleName", ...}`: the notification is text in it |
//! | `ConfigWritabilityCheckFile` | empty, or `{}`: no record |
//!
//! [`records`] reads all of them, also several in one object, and single items. Each item is a [`Record`], and is read on demand: a
//! file may be one object with many thousands of items.
//!
//! # Where AWS writes them
//!
//! | file | key below `[<prefix>/]AWSLogs/[<organization>/]<account>/Config/<region>/` |
//! | --- | --- |
//! | snapshot | `YYYY/M/D/ConfigSnapshot/`, then<br>`<account>_Config_<region>_ConfigSnapshot_<time>_<snapshot>.json.gz` |
//! | history | `YYYY/M/D/ConfigHistory/`, then<br>`<account>_Config_<region>_ConfigHistory_<type>_<from>_<to>_<number>.json.gz`, every six hours, for one resource type |
//! | oversized item | `YYYY/M/D/OversizedChangeNotification/<resource type>/<resource id>/...` |
//!
//! Month and day have no leading zero. Notifications go to SNS and EventBridge.
//!
//! AWS describes the items at <https://docs.aws.amazon.com/config/latest/developerguide/config-item-table.html> and the
//! notifications at
//! <https://docs.aws.amazon.com/config/latest/developerguide/notifications-for-AWS-Config.html>.
//!
//! # Null
//!
//! Null, an empty text, an empty list or object, and an absent key are all absent values.
//!
//! # What is easily got wrong
//!
//! - The API uses other names: `version`, `accountId`, `arn`, `configurationItemMD5Hash`, `relationshipName`. They are read into
//!   the same fields.
//! - The API writes dates as seconds since 1970, `configurationStateId` as text, and `configuration` as JSON in a text.
//! - The values of `supplementaryConfiguration` are objects, lists, or JSON in a text.
//! - A file with a `configSnapshotId` is a snapshot. AWS writes this key before the items, as do tools that sort keys by name. If it
//!   comes after the items, they have already been read as items of a history.
//!
//! ```
//! use awslog::config::{self, FileKind};
//!
//! let record = config::parse_line(
//!     r#"{"accountId": "123456789012", "resourceId": "vol-0123456789abcdef0",
//!     "configurationItemCaptureTime": 1768480496.261,
//!     "configurationStateId": "1768480496261"}"#,
//! )?;
//! assert_eq!(record.aws_account_id.unwrap(), "123456789012");
//! let captured = record.configuration_item_capture_time.unwrap();
//! assert_eq!(captured.unix_timestamp(), 1_768_480_496);
//! assert_eq!(record.configuration_state_id.unwrap(), "1768480496261");
//!
//! let late = br#"{"configurationItems": [{"resourceId": "one"}],
//!     "configSnapshotId": "dddddddd-eeee-4fff-8000-1111111111ab"}"#;
//! assert_eq!(config::records(late).next().unwrap()?.file_kind, Some(FileKind::History));
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Errors
//!
//! An object is an item or a notification if it has a key that only Config has, such as `configurationItemStatus`, or `resourceType`
//! and `resourceId`, or the `messageType` of a notification. An object of known keys alone is one, too. Any other
//! object is refused as `ErrorKind::Format`, with what it looks like and what to pass instead.
//!
//! A value that no ECS field needs can have another type: it is kept in `unknown`, and is in the event under `aws`.
//!
//! A value of the wrong type refuses its item, and the iterator continues with the next one. Invalid or truncated JSON yields all
//! whole items, then one error with the byte at which reading stopped. Unknown keys are kept in `unknown`.
//!
//! ```
//! let object = br#"{"configurationItems": [{"resourceId": "one"}, {"resourceId": "tw"#;
//! let mut records = awslog::config::records(object);
//! assert!(records.next().unwrap().is_ok());
//! assert_eq!(records.next().unwrap().unwrap_err().kind(), awslog::ErrorKind::Truncated);
//! assert!(records.next().is_none());
//! ```
//!
//! # As ECS events
//!
//! | fields of ECS | from |
//! | --- | --- |
//! | `@timestamp` | `configurationItemCaptureTime`, else `notificationCreationTime` |
//! | `event.kind`, `.category` | `state`, `[configuration]` |
//! | `event.type` | `creation` or `deletion` if the item or the notification says so, else `info` in a snapshot and `change` in a history or a notification |
//! | `event.action` | `configurationItemStatus`, else `messageType` |
//! | `event.id` | the resource's id and `configurationStateId` |
//! | `entity.*` | the resource: ARN, name, type |
//! | `rule.name`, `rule.id` | the rule of a compliance notification or of a rule's event |
//! | `cloud.*` | account, region, availability zone |
//!
//! A text that is not an account or a zone (`Not Applicable`, `Regional`) stays under `aws.config`, like everything else without an
//! ECS field. `configuration` stays JSON.
//!
//! ```
//! # #[cfg(feature = "ecs")] {
//! use awslog::config;
//! use awslog::ecs::{Kind, Mapper, Type};
//!
//! let record = config::parse_line(
//!     r#"{"resourceType": "AWS::S3::Bucket", "resourceId": "my-bucket",
//!     "arn": "arn:aws:s3:::my-bucket", "configurationItemStatus": "ResourceDeleted"}"#,
//! )?;
//! let mapper = Mapper::new();
//! let event = mapper.to_ecs(&record);
//! assert_eq!(event.event.kind, Some(Kind::State));
//! assert_eq!(event.event.r#type, [Type::Deletion].into());
//! assert_eq!(event.entity.id.as_deref(), Some("arn:aws:s3:::my-bucket"));
//! assert_eq!(event.entity.r#type, ["bucket"]);
//! # }
//! # Ok::<(), awslog::Error>(())
//! ```

mod detection;
#[cfg(feature = "ecs")]
mod ecs;
mod record;
mod values;

use crate::error::Refusal;
use crate::format::Format;
use crate::json::foreign;
use crate::json::{Document, Envelope, Reader, entry_points};
use crate::schema::{Field, Selection};

pub(crate) use detection::DETECTION;
pub use record::{ChangedProperty, ConfigurationItemDiff, Record, Relationship, S3DeliverySummary};
pub use values::{ChangeType, FileKind, ItemStatus, MessageType, RecordingFrequency};

entry_points! {
    /// Reads one item or notification: a JSON object, perhaps in the wrapper of SNS or EventBridge.
    ///
    /// ```
    /// use awslog::config::{self, ItemStatus};
    ///
    /// let line = r#"{"resourceType": "AWS::EC2::Volume", "resourceId": "vol-0123456789abcdef",
    ///     "configurationItemStatus": "OK", "configuration": {"size": 8}}"#;
    /// let record = config::parse_line(line)?;
    /// assert_eq!(record.configuration_item_status, Some(ItemStatus::Ok));
    /// assert_eq!(record.configuration.unwrap().as_str(), r#"{"size": 8}"#);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The JSON is invalid, a value does not have the type of its field, or there is not exactly one item.
    pub fn parse_line;

    /// Reads the items and notifications of a whole object from a bucket, already decompressed.
    ///
    /// ```
    /// use awslog::config::{self, FileKind};
    ///
    /// let object = br#"{"configSnapshotId": "dddddddd-eeee-4fff-8000-1111111111ab",
    ///     "configurationItems": [{"resourceId": "one"}, {"resourceId": "two"}]}"#;
    /// let records = config::records(object).collect::<Result<Vec<_>, _>>()?;
    /// assert_eq!(records.len(), 2);
    /// assert_eq!(records[0].file_kind, Some(FileKind::Snapshot));
    /// assert_eq!(config::records(b"{}").count(), 0);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn records;

    /// The iterator of [`records`]. A refused item is an error, and the iterator continues with the next one.
    pub struct Records;
}

/// Reads items from files.
#[derive(Default, Clone, Copy, Debug)]
pub(crate) struct Parser;

/// The notification in an event for the Lambda function of a rule.
fn invoking_event(record: &Record<'_>) -> Option<String> {
    if record.unknown.is_empty() {
        return None;
    }
    let text = record.unknown.get(record::INVOKING_EVENT)?.as_str();
    if text.starts_with('"') { Reader::new(text, 0).string().ok().map(|text| text.to_string()) } else { None }
}

impl Document for Parser {
    type Record<'a> = Record<'a>;

    const FORMAT: Format = Format::Config;

    const SCHEMAS: &'static [&'static [Field]] = &[Record::SCHEMA];

    /// Some notifications are known by their type alone.
    fn needed_for(wanted: Selection) -> Selection {
        wanted.with(const { Selection::of(Record::SCHEMA, &["messageType"]) })
    }

    const ENVELOPE: Envelope = Envelope {
        lists: &["configurationItems", "baseConfigurationItems"],
        objects: &["detail", "Message"],
        texts: &["message", "Message"],
    };

    fn is_record_key(key: &str) -> bool {
        // Wrappers have the one or the other too.
        Some(key) != Self::MARK && key != "messageType" && Record::FIELDS.contains(&key)
    }

    fn read<'a>(reader: &mut Reader<'a>) -> Result<Record<'a>, Box<Refusal>> {
        let start = reader.position();
        let again = reader.clone();
        let (mut record, mut content) = Record::read_from(reader)?;
        if let Some(invoking) = invoking_event(&record) {
            (record, content) = Record::read_rule_event(&again, &invoking)?;
        }
        let text = reader.text_from(start);
        foreign::check(record.is_record(content) || foreign::is_blank(text), &record.unknown, text, record::EXPECTED)?;
        Ok(record)
    }

    fn set_source<'a>(record: &mut Record<'a>, source: &'a str) {
        record.set_source(source);
    }

    /// `ConfigWritabilityCheckFile`.
    fn is_probe(record: &Record<'_>) -> bool {
        record.is_blank()
    }

    fn set_envelope_time(record: &mut Record<'_>, time: time::UtcDateTime) {
        record.set_envelope_time(time);
    }

    fn into_owned<'a>(record: Record<'_>) -> Record<'a> {
        record.into_owned()
    }

    const MARK: Option<&'static str> = Some("configSnapshotId");

    fn set_listed(record: &mut Record<'_>, marked: bool) {
        record.file_kind = Some(if marked { FileKind::Snapshot } else { FileKind::History });
    }
}
