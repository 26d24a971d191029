//! What each member of a configuration item becomes.

use crate::ecs::{Category, Event, Kind, Mapper, ToEcs, Type, account, present, region, text, zone};
use crate::format::Format;
use crate::json::{Map, Raw, Reader};
use crate::text::Text;
use crate::write::{Fields, Key, Sink, key, write_flattened, write_nothing, write_unknown_beside};

use super::record::Record;
use super::values::{ChangeType, FileKind, ItemStatus, MessageType};

impl ToEcs for Record<'_> {
    fn set_fields<'a>(&'a self, mapper: &Mapper, event: &mut Event<'a>) {
        mapper.begin(event, Format::Config, self.original(), key!("config"), self);
        let own_time = self.configuration_item_capture_time.or(self.notification_creation_time);
        event.timestamp = own_time.or_else(|| self.envelope_time()).map(Into::into);
        event.event.kind = Some(Kind::State);
        event.event.category = [Category::Configuration].into();
        event.event.r#type = [self.event_type()].into();
        event.event.action = present(match (&self.configuration_item_status, &self.message_type) {
            (Some(status), _) => Some(status.text()),
            (None, message) => message.as_ref().map(|message| message.text()),
        });
        event.event.created = self.resource_creation_time.map(Into::into);
        event.event.id = match (&self.resource_id, &self.configuration_state_id) {
            (Some(resource), Some(state)) => Some(format!("{resource}:{state}").into()),
            (resource, state) => present(resource.as_ref().or(state.as_ref()).map(Text::reborrow)),
        };
        event.cloud.service.name = Some("config".into());
        event.cloud.account.id = account(&self.aws_account_id);
        event.cloud.region = region(&self.aws_region);
        event.cloud.availability_zone = zone(&self.availability_zone);
        event.rule.set(|rule| &mut rule.id, text(&self.config_rule_id).or(text(&self.config_rule_arn)));
        event.rule.set(|rule| &mut rule.name, text(&self.config_rule_name));
        event.entity.id = text(&self.arn);
        event.entity.name = text(&self.resource_name);
        event.entity.r#type = self.resource_type.as_deref().and_then(entity_type).map(Text::from).into_iter().collect();
        event.entity.sub_type = text(&self.resource_type);
    }
}

impl Record<'_> {
    /// What the item's status says, else what the notification says, else what items of such a file are.
    fn event_type(&self) -> Type {
        match (&self.configuration_item_status, self.change()) {
            (Some(ItemStatus::ResourceDiscovered), _) | (_, Some(ChangeType::Create)) => Type::Creation,
            (Some(ItemStatus::ResourceDeleted | ItemStatus::ResourceDeletedNotRecorded), _)
            | (_, Some(ChangeType::Delete)) => Type::Deletion,
            (_, Some(ChangeType::Update)) => Type::Change,
            (_, Some(_)) => Type::Info,
            (_, None) if self.is_of_change() => Type::Change,
            _ => Type::Info,
        }
    }

    fn is_of_change(&self) -> bool {
        let is_notified = matches!(
            self.message_type,
            Some(
                MessageType::ConfigurationItemChangeNotification
                    | MessageType::OversizedConfigurationItemChangeNotification
                    | MessageType::OversizedConfigurationItemChangeDeliveryFailed
            )
        );
        is_notified || self.file_kind == Some(FileKind::History)
    }
}

/// The kind of entity that resources of a type are, of those that ECS names.
fn entity_type(resource_type: &str) -> Option<&'static str> {
    Some(match resource_type {
        "AWS::S3::Bucket" | "AWS::S3Express::DirectoryBucket" | "AWS::Lightsail::Bucket" => "bucket",
        "AWS::RDS::DBInstance"
        | "AWS::RDS::DBCluster"
        | "AWS::RDS::GlobalCluster"
        | "AWS::DynamoDB::Table"
        | "AWS::Redshift::Cluster" => "database",
        "AWS::Lambda::Function" => "function",
        "AWS::SQS::Queue" => "queue",
        "AWS::EC2::Instance" | "AWS::EC2::Host" | "AWS::WorkSpaces::Workspace" => "host",
        "AWS::IAM::User" => "user",
        "AWS::ECS::Service" | "AWS::AppRunner::Service" => "service",
        "AWS::ElasticBeanstalk::Application" | "AWS::CodeDeploy::Application" | "AWS::Amplify::App" => "application",
        _ => return None,
    })
}

/// The names of fields that hold no text: what is not known never stands there, since an index refuses the whole event then.
const TYPED: &[&str] = &[
    "configuration",
    "configuration_item_delivery_time",
    "configuration_item_diff",
    "notification_creation_time",
    "relationships",
    "s3_delivery_summary",
    "supplementary_configuration",
    "tags",
];

/// `aws.config.*`: what has no field of ECS.
impl Fields for Record<'_> {
    fn is_empty(&self) -> bool {
        self.resource_id.is_none() && write_nothing(self)
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        let known = Known(self);
        known.write(sink);
        write_unknown_beside(sink, &self.unknown, &known, TYPED);
    }
}

/// The fields of `aws.config` that this crate knows.
struct Known<'r>(&'r Record<'r>);

impl Fields for Known<'_> {
    fn write<S: Sink>(&self, sink: &mut S) {
        let record = self.0;
        sink.field(key!("file_kind"), &record.file_kind);
        sink.field(key!("message_type"), &record.message_type);
        sink.member(key!("notification_creation_time"), &record.notification_creation_time);
        sink.field(key!("record_version"), &record.record_version);
        sink.field(key!("change_type"), &record.change_type);
        sink.member(key!("configuration_item_diff"), &record.configuration_item_diff);
        sink.member(key!("s3_delivery_summary"), &record.s3_delivery_summary);
        sink.field(key!("s3_bucket"), &record.s3_bucket);
        sink.field(key!("s3_object_key"), &record.s3_object_key);
        sink.field(key!("config_snapshot_id"), &record.config_snapshot_id);
        sink.field(key!("config_rule_name"), &record.config_rule_name);
        sink.field(key!("config_rule_arn"), &record.config_rule_arn);
        sink.field(key!("config_rule_id"), &record.config_rule_id);
        sink.field(key!("configuration_item_version"), &record.configuration_item_version);
        sink.field(key!("configuration_state_id"), &record.configuration_state_id);
        // What is no account, region or zone stands here in place of `cloud`.
        if account(&record.aws_account_id).is_none() {
            sink.field(key!("aws_account_id"), &record.aws_account_id);
        }
        if region(&record.aws_region).is_none() {
            sink.field(key!("aws_region"), &record.aws_region);
        }
        if zone(&record.availability_zone).is_none() {
            sink.field(key!("availability_zone"), &record.availability_zone);
        }
        sink.field(key!("configuration_state_md5_hash"), &record.configuration_state_md5_hash);
        sink.field(key!("resource_id"), &record.resource_id);
        sink.member(key!("tags"), &record.tags);
        sink.field(key!("related_events"), &record.related_events);
        sink.member(key!("relationships"), &record.relationships);
        write_unfolded(sink, key!("configuration"), record.configuration.as_ref());
        sink.object(key!("supplementary_configuration"), &Supplementary(&record.supplementary_configuration));
        sink.field(key!("recording_frequency"), &record.recording_frequency);
        sink.member(key!("configuration_item_delivery_time"), &record.configuration_item_delivery_time);
    }
}

/// Writes what is an object in files, and JSON in a text elsewhere, always as an object.
fn write_unfolded<S: Sink>(sink: &mut S, key: Key, part: Option<&Raw<'_>>) {
    match part.and_then(text_in) {
        Some(text) if json_in(&text).is_some() => write_flattened(sink, key, json_in(&text).as_ref()),
        _ => write_flattened(sink, key, part),
    }
}

/// The text that a part is, if it is one.
fn text_in<'r>(part: &'r Raw<'_>) -> Option<Text<'r>> {
    if part.as_str().starts_with('"') { Reader::new(part.as_str(), 0).string().ok() } else { None }
}

/// The object or list of JSON that a text holds, if it holds nothing else.
fn json_in(text: &str) -> Option<Raw<'_>> {
    let mut reader = Reader::new(text, 0);
    if !matches!(reader.peek(), Some(b'{' | b'[')) {
        return None;
    }
    let json = reader.raw().ok()?;
    reader.peek().is_none().then_some(json)
}

/// `aws.config.supplementary_configuration.*`: what is JSON in a text is written as JSON.
struct Supplementary<'r>(&'r Map<'r, Raw<'r>>);

impl Fields for Supplementary<'_> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        for (name, part) in self.0.iter() {
            match text_in(part) {
                Some(text) => match json_in(&text) {
                    Some(json) => sink.named_leaf(name, &json),
                    None => sink.named_leaf(name, part),
                },
                None => sink.named_leaf(name, part),
            }
        }
    }
}
