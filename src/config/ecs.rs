//! What each member of a configuration item becomes.

use crate::ecs::{Category, Event, Kind, Mapper, ToEcs, Type, account, present, region, text, zone};
use crate::format::Format;
use crate::json::{Map, Raw, Reader};
use crate::text::Text;
use crate::write::{CustomFields, Fields, Key, Sink, key, write_flattened};

use super::record::{Record, Used};
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
        event.cloud.account.id = event.using(Used::AwsAccountId, account(&self.aws_account_id));
        event.cloud.region = event.using(Used::AwsRegion, region(&self.aws_region));
        event.cloud.availability_zone = event.using(Used::AvailabilityZone, zone(&self.availability_zone));
        event.rule.set(|rule| &mut rule.id, text(&self.config_rule_id).or(text(&self.config_rule_arn)));
        event.rule.set(|rule| &mut rule.name, text(&self.config_rule_name));
        event.entity.to_mut().id = text(&self.arn);
        event.entity.to_mut().name = text(&self.resource_name);
        event.entity.to_mut().r#type =
            self.resource_type.as_deref().and_then(entity_type).map(Text::from).into_iter().collect();
        event.entity.to_mut().sub_type = text(&self.resource_type);
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

/// What is JSON in a text in some sources, and an object in others.
impl CustomFields for Record<'_> {
    fn write_custom<S: Sink>(&self, sink: &mut S) {
        write_unfolded(sink, key!("configuration"), self.configuration.as_ref());
        sink.object(key!("supplementary_configuration"), &Supplementary(&self.supplementary_configuration));
    }
}

/// Writes a part as an object. In files it is one; elsewhere it is JSON in a string.
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

/// `aws.config.supplementary_configuration.*`: JSON in strings is written as JSON.
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
