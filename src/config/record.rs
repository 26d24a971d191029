use time::UtcDateTime;

use crate::error::Refusal;
use crate::json::foreign::Members;
#[cfg(feature = "ecs")]
use crate::json::used_members;
use crate::json::{Json, Map, Raw, Reader, objects};
use crate::schema::Selection;
use crate::text::{Source, Text};

use super::values::{ChangeType, FileKind, ItemStatus, MessageType, RecordingFrequency};

#[cfg(feature = "ecs")]
used_members!(AwsAccountId, AwsRegion, AvailabilityZone);

objects! {
    /// A configuration item, which is the state of a resource at one time, or a notification, with or without an item.
    ///
    /// The fields have the names of AWS's files in snake_case. An absent key, null, and an empty text, list or object
    /// are all absent values. The members of a notification's `configurationItem` or `configurationItemSummary` are the record's own.
    ///
    /// <https://docs.aws.amazon.com/config/latest/developerguide/config-item-table.html>
    pub struct Record<'a> {
        /// The version of the item's schema, such as `1.3`.
        "configurationItemVersion" | "version" | "snapshotVersion" => configuration_item_version: Option<Text<'a>>,
        /// When this state of the resource was recorded.
        "configurationItemCaptureTime" => configuration_item_capture_time: Option<UtcDateTime> as DateOrEpoch => ecs,
        /// Orders the items of a resource: a number, in practice the capture time in milliseconds. Items from 2014 have
        /// a UUID.
        "configurationStateId" | "configurationStateID" => configuration_state_id: Option<Text<'a>>,
        /// The account that owns the resource.
        "awsAccountId" | "accountId" => aws_account_id: Option<Text<'a>> => aws_unless_used(Used::AwsAccountId),
        /// The status of the item, such as whether the resource was discovered or deleted.
        "configurationItemStatus" => configuration_item_status: Option<ItemStatus<'a>> => ecs,
        /// The type, such as `AWS::EC2::Instance`.
        "resourceType" => resource_type: Option<Text<'a>> => ecs,
        /// The id, unique among resources of the same type.
        "resourceId" => resource_id: Option<Text<'a>>,
        /// The name.
        "resourceName" => resource_name: Option<Text<'a>> => ecs,
        /// The ARN.
        "ARN" | "arn" => arn: Option<Text<'a>> => ecs,
        /// The region; `global` for resources without one.
        "awsRegion" => aws_region: Option<Text<'a>> => aws_unless_used(Used::AwsRegion),
        /// The availability zone, or words such as `Regional` and `Not Applicable`.
        "availabilityZone" | "availibilityZone" => availability_zone: Option<Text<'a>> => aws_unless_used(Used::AvailabilityZone),
        /// A hash of the configuration; absent since version 1.3.
        "configurationStateMd5Hash" | "configurationItemMD5Hash" => configuration_state_md5_hash: Option<Text<'a>>,
        /// When the resource was created.
        "resourceCreationTime" => resource_creation_time: Option<UtcDateTime> as DateOrEpoch => ecs,
        /// The tags of the resource.
        "tags" => tags: Map<'a, Text<'a>>,
        /// The ids of related CloudTrail events; absent since version 1.3.
        "relatedEvents" => related_events: Vec<Text<'a>>,
        /// The resources that are related to this one.
        "relationships" => relationships: Vec<Relationship<'a>>,
        /// The resource as its service's API describes it: an object, or JSON in a text for some types; absent for a
        /// deleted resource. AWS Config's API always returns JSON in a text.
        "configuration" => configuration: Option<Raw<'a>> => custom,
        /// Further parts of the configuration by name: objects, lists, or JSON in a text.
        "supplementaryConfiguration" => supplementary_configuration: Map<'a, Raw<'a>> => custom,
        /// How often changes of the resource are recorded.
        "recordingFrequency" => recording_frequency: Option<RecordingFrequency<'a>>,
        /// When the item was delivered; present only where changes are recorded daily.
        "configurationItemDeliveryTime" (lenient) => configuration_item_delivery_time: Option<UtcDateTime> as DateOrEpoch,
        /// The file that the item was read from.
        "fileKind" => file_kind: Option<FileKind<'a>>,
        /// What the notification is about.
        "messageType" => message_type: Option<MessageType<'a>>,
        /// When the notification was created.
        "notificationCreationTime" => notification_creation_time: Option<UtcDateTime> as DateOrEpoch,
        /// The version of the notification's schema, such as `1.3`.
        "recordVersion" => record_version: Option<Text<'a>>,
        /// What changed, in a notification.
        "configurationItemDiff" => configuration_item_diff: Option<Box<ConfigurationItemDiff<'a>>>,
        /// What was done to the resource, in an oversized notification.
        "changeType" => change_type: Option<ChangeType<'a>>,
        /// Where the item of an oversized notification is stored.
        "s3DeliverySummary" => s3_delivery_summary: Option<Box<S3DeliverySummary<'a>>>,
        /// The bucket that a snapshot or a history was delivered to.
        "s3Bucket" => s3_bucket: Option<Text<'a>>,
        /// The key of the file there.
        "s3ObjectKey" => s3_object_key: Option<Text<'a>>,
        /// The id of the snapshot that was delivered.
        "configSnapshotId" => config_snapshot_id: Option<Text<'a>>,
        /// The name of the rule; in events for the Lambda function of a rule and in compliance notifications.
        "configRuleName" => config_rule_name: Option<Text<'a>>,
        /// The ARN of the rule.
        "configRuleArn" | "configRuleARN" => config_rule_arn: Option<Text<'a>>,
        /// The id of the rule.
        "configRuleId" => config_rule_id: Option<Text<'a>>,
        ..
        source: Source<'a>,
    }
    with custom;

    /// A related resource.
    pub struct Relationship<'a> {
        /// Its id.
        "resourceId" => resource_id: Option<Text<'a>>,
        /// Its name.
        "resourceName" => resource_name: Option<Text<'a>>,
        /// Its type.
        "resourceType" => resource_type: Option<Text<'a>>,
        /// The relationship, such as `Is attached to Instance`.
        "name" | "relationshipName" => name: Option<Text<'a>>,
    }

    /// What has changed.
    pub struct ConfigurationItemDiff<'a> {
        /// The changed properties by path, such as `Configuration.State`.
        "changedProperties" => changed_properties: Map<'a, ChangedProperty<'a>>,
        /// What was done to the resource.
        "changeType" => change_type: Option<ChangeType<'a>>,
    }

    /// A property that has changed.
    pub struct ChangedProperty<'a> {
        /// The value before the change.
        "previousValue" => previous_value: Option<Raw<'a>>,
        /// The value after the change.
        "updatedValue" => updated_value: Option<Raw<'a>>,
        /// The kind of change.
        "changeType" => change_type: Option<ChangeType<'a>>,
    }

    /// Where the item of an oversized notification lies.
    pub struct S3DeliverySummary<'a> {
        /// The bucket, a slash, and the key of a file with the complete notification.
        "s3BucketLocation" => s3_bucket_location: Option<Text<'a>>,
        /// The error code, if the item could not be stored.
        "errorCode" => error_code: Option<Text<'a>>,
        /// The error message, if the item could not be stored.
        "errorMessage" => error_message: Option<Text<'a>>,
    }
}

/// What makes an object an item or a notification: one of the keys that only Config has, a resource with its type, or the
/// type of a notification.
pub(super) const EXPECTED: &str = "a Config item or notification, which has `configurationItemStatus`, `resourceType` and `resourceId`, or `messageType`";

/// The keys that only Config has.
pub(super) const DISTINCTIVE_KEYS: &[&str] = &[
    "configurationItems",
    "baseConfigurationItems",
    "configSnapshotId",
    "configurationItem",
    "configurationItemSummary",
    "configurationItemDiff",
    "configurationItemCaptureTime",
    "configurationItemStatus",
    "configurationItemVersion",
    "configurationStateId",
    "configurationStateMd5Hash",
    "supplementaryConfiguration",
    "resourceCreationTime",
    "s3DeliverySummary",
    "notificationCreationTime",
];

/// Whether an object with these members is an item or a notification. See [`EXPECTED`].
pub(super) fn is_object(members: &Members<'_>) -> bool {
    let is_resource = members.has("resourceType") && (members.has("resourceId") || members.has("configuration"));
    let is_message = members.text("messageType").is_some_and(|kind| MessageType::KNOWN.contains(&kind));
    DISTINCTIVE_KEYS.iter().any(|key| members.has(key)) || is_resource || is_message
}

/// The members of a notification that contain an item.
const ITEMS: [&str; 2] = ["configurationItem", "configurationItemSummary"];

/// The member of an event for the Lambda function of a rule that holds the notification, as text.
pub(super) const INVOKING_EVENT: &str = "invokingEvent";

/// What an object contains.
#[derive(Clone, Copy, Debug)]
pub(super) struct Content {
    /// Whether it is a notification with an item in it.
    has_item: bool,
    /// The keys that have a value, including those that are not wanted.
    present: Selection,
}

impl Default for Content {
    fn default() -> Self {
        Content { has_item: false, present: Selection::NONE }
    }
}

impl<'a> Record<'a> {
    /// The exact text of the item or the notification in the input. If it was read from a JSON string, that string,
    /// unescaped.
    pub fn original(&self) -> Option<&str> {
        self.source.text()
    }

    crate::text::envelope_time!();

    /// What was done to the resource, by a notification of either size.
    pub fn change(&self) -> Option<&ChangeType<'a>> {
        self.configuration_item_diff.as_ref().and_then(|diff| diff.change_type.as_ref()).or(self.change_type.as_ref())
    }

    /// Converts the record into an owned one, which no longer borrows from the input.
    pub fn into_owned(self) -> Record<'static> {
        Json::into_owned(self)
    }

    /// Reads an item, or a notification with the item in it. Says too what it is.
    pub(super) fn read_from(reader: &mut Reader<'a>) -> Result<(Self, Content), Box<Refusal>> {
        let mut record = Self::default();
        let mut content = Content::default();
        reader.open_object()?;
        while let Some(key) = reader.key()? {
            match ITEMS.into_iter().find(|item| key == *item) {
                Some(item) if reader.peek() == Some(b'{') => {
                    content.has_item = true;
                    record.fill_projected(reader, &mut content.present).map_err(|refusal| refusal.in_member(item))?;
                }
                _ => record.read_wanted_member(key, reader, &mut content.present)?,
            }
        }
        content.present = content.present.with(record.present());
        Ok((record, content))
    }

    /// Reads an event for the Lambda function of a rule: the notification that it contains as text, and the rule.
    pub(super) fn read_rule_event(reader: &Reader<'a>, invoking: &str) -> Result<(Self, Content), Box<Refusal>> {
        let mut inner = Reader::new(invoking, 0).with_projection(reader.projection());
        // A position in that text is not one in the input: the error has the position of the event.
        let (notification, content) = Record::read_from(&mut inner)
            .map_err(|refusal| refusal.in_member(INVOKING_EVENT).map_byte(|_| reader.position()))?;
        let mut record: Self = notification.into_owned();
        let mut reader = reader.clone();
        let mut others = Selection::NONE;
        reader.open_object()?;
        while let Some(key) = reader.key()? {
            match key.as_str() {
                INVOKING_EVENT => drop(reader.skip()?),
                "configRuleName" | "configRuleArn" | "configRuleId" => {
                    record.read_wanted_member(key, &mut reader, &mut others)?;
                }
                // Other members have names that mean something else in an item.
                _ => {
                    let value = reader.raw()?;
                    record.unknown.push(key, value);
                }
            }
        }
        Ok((record, content))
    }

    /// Whether the object is an item or a notification. See [`EXPECTED`].
    pub(super) fn is_record(&self, content: Content) -> bool {
        const ITEM: Selection = Selection::of(
            Record::SCHEMA,
            &[
                "configurationItemStatus",
                "configurationItemCaptureTime",
                "configurationStateId",
                "configurationStateMd5Hash",
                "configurationItemDiff",
                "configSnapshotId",
                "resourceCreationTime",
                "s3DeliverySummary",
                "notificationCreationTime",
                "supplementaryConfiguration",
                "resourceId",
            ],
        );
        const TYPE: Selection = Selection::of(Record::SCHEMA, &["resourceType"]);
        const WITH_TYPE: Selection = Selection::of(Record::SCHEMA, &["configurationItemVersion", "configuration"]);
        content.has_item
            || content.present.has_any(ITEM)
            || content.present.has_any(TYPE) && content.present.has_any(WITH_TYPE)
            || self.message_type.as_ref().is_some_and(|kind| MessageType::KNOWN.contains(&kind.as_str()))
    }

    pub(super) fn set_source(&mut self, source: &'a str) {
        self.source.set_text(source);
    }

    pub(super) fn set_envelope_time(&mut self, time: time::UtcDateTime) {
        self.source.set_time(time);
    }

    /// Whether the text that the record was read from is an object without members.
    pub(super) fn is_blank(&self) -> bool {
        crate::json::foreign::is_blank(self.original().unwrap_or_default())
    }
}
