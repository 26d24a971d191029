//! The details of Config.

use awslog::config;

use super::{Context, Details};
use crate::fates::objects::HasObject;

pub const CONFIG: Details = Details {
    object: Some(&config::Record::OBJECT),
    examples: &[
        ("awsAccountId", r#""111122223333""#),
        ("awsRegion", r#""eu-west-1""#),
        ("availabilityZone", r#""eu-west-1a""#),
        ("configurationStateId", r#""1768480496123""#),
        ("configurationItemStatus", r#""ResourceDeleted""#),
        ("resourceType", r#""AWS::S3::Bucket""#),
        ("fileKind", r#""history""#),
        ("messageType", r#""ConfigurationItemChangeNotification""#),
        ("configurationItemDiff.changeType", r#""CREATE""#),
    ],
    contexts: &[Context {
        words: "if both are present",
        record: r#"{"resourceId":"my-bucket","configurationStateId":"1768480496123"}"#,
        fields: &["resourceId", "configurationStateId"],
    }],
    ..Details::NONE
};
