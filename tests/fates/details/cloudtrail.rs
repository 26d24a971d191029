//! The details of CloudTrail.

use super::{Context, Details};

pub const CLOUDTRAIL: Details = Details {
    examples: &[
        ("userIdentity.arn", r#""arn:aws:iam::123456789012:user/alice""#),
        ("userIdentity.accountId", r#""111122223333""#),
        ("awsRegion", r#""eu-west-1""#),
        ("recipientAccountId", r#""444455556666""#),
        ("accountId", r#""777788889999""#),
        ("eventSource", r#""iam.amazonaws.com""#),
        ("eventName", r#""CreateUser""#),
        ("sourceIPAddress", r#""192.0.2.10""#),
        ("userAgent", r#""curl/8.5.0""#),
        ("errorCode", r#""AccessDenied""#),
        ("requestParameters", r#"{"userName":"bob","newUserName":"robert","groupName":"staff"}"#),
        ("responseElements", r#"{"user":{"userId":"AIDAEXAMPLEUSERID0002"},"group":{"groupId":"AGPAEXAMPLE"}}"#),
        ("serviceEventDetails", r#"{"sourceIpAddress":"203.0.113.9"}"#),
        ("resources[].ARN", r#""arn:aws:ec2:us-east-1:123456789012:instance/i-0123456789abcdef0""#),
        ("insightDetails.eventSource", r#""ec2.amazonaws.com""#),
        ("tlsDetails.tlsVersion", r#""TLSv1.3""#),
        ("tlsDetails.clientProvidedHostHeader", r#""api.example.com""#),
    ],
    contexts: &[
        Context {
            words: "of an assumed role",
            record: r#"{"eventVersion":"1.11","eventType":"AwsApiCall","userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::123456789012:assumed-role/Admin/alice@example.com"}}"#,
            fields: &[
                "userIdentity.arn",
                "userIdentity.userName",
                "userIdentity.principalId",
                "userIdentity.sessionContext.sessionIssuer.arn",
                "userIdentity.sessionContext.sessionIssuer.userName",
            ],
        },
        Context {
            words: "of a service",
            record: r#"{"eventVersion":"1.11","eventType":"AwsApiCall","userIdentity":{"type":"AWSService"}}"#,
            fields: &[
                "userIdentity.arn",
                "userIdentity.userName",
                "userIdentity.principalId",
                "userIdentity.invokedBy",
                "userIdentity.sessionContext.sessionIssuer.arn",
                "userIdentity.sessionContext.sessionIssuer.userName",
            ],
        },
        Context {
            words: "of `ConsoleLogin`",
            record: r#"{"eventVersion":"1.11","eventType":"AwsApiCall","eventName":"ConsoleLogin","additionalEventData":{"LoginTo":"https://console.example.com/","MFAUsed":"Yes"},"responseElements":{"ConsoleLogin":"Failure"}}"#,
            fields: &["additionalEventData", "responseElements"],
        },
        Context {
            words: "of `UserAuthentication`",
            record: r#"{"eventVersion":"1.11","eventType":"AwsApiCall","eventName":"UserAuthentication","userIdentity":{"type":"Unknown"},"additionalEventData":{"UserName":"alice"}}"#,
            fields: &["additionalEventData"],
        },
        Context {
            words: "in Insights events",
            record: r#"{"eventVersion":"1.11","eventType":"AwsCloudTrailInsight","eventCategory":"Insight","insightDetails":{"state":"Start"}}"#,
            fields: &[],
        },
        Context {
            words: "in aggregated events",
            record: r#"{"eventVersion":"1.11","eventType":"AwsAggregatedEvent","eventCategory":"Aggregated"}"#,
            fields: &[],
        },
        Context {
            words: "in network activity events",
            record: r#"{"eventVersion":"1.11","eventType":"AwsVpceEvent","eventCategory":"NetworkActivity"}"#,
            fields: &[],
        },
    ],
    ..Details::NONE
};

pub const DIGEST: Details = Details {
    examples: &[
        ("digestStartTime", r#""2026-01-15T12:01:00Z""#),
        ("newestEventTime", r#""2026-01-15T12:02:00Z""#),
        ("oldestEventTime", r#""2026-01-15T12:03:00Z""#),
        ("awsAccountId", r#""111122223333""#),
    ],
    ..Details::NONE
};
