//! The details of Config.

use super::{Context, Details};

pub const CONFIG: Details = Details {
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
