//! The formats of JSON.

use awslog::{cloudtrail, config, guardduty, waf};

use super::{PLAIN, event};
use crate::fates::objects::Known;
use crate::fates::{Beside, Source};

pub const JSON: &[Source] = &[CLOUDTRAIL, DIGEST, WAF, GUARDDUTY, CONFIG];

const CLOUDTRAIL: Source = Source {
    format: "CloudTrail",
    kind: "Events",
    module: "cloudtrail",
    dataset: "cloudtrail",
    read: |json| event(cloudtrail::parse_line(json)),
    object: &cloudtrail::Record::OBJECT,
    least: &[
        r#"{"eventVersion":"1.11","eventType":"AwsApiCall"}"#,
        r#"{"eventTime":"2026-01-15T12:34:56Z","eventID":"least"}"#,
    ],
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
    beside: &[
        Beside {
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
        Beside {
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
        Beside {
            words: "of `ConsoleLogin`",
            record: r#"{"eventVersion":"1.11","eventType":"AwsApiCall","eventName":"ConsoleLogin","additionalEventData":{"LoginTo":"https://console.example.com/","MFAUsed":"Yes"},"responseElements":{"ConsoleLogin":"Failure"}}"#,
            fields: &["additionalEventData", "responseElements"],
        },
        Beside {
            words: "of `UserAuthentication`",
            record: r#"{"eventVersion":"1.11","eventType":"AwsApiCall","eventName":"UserAuthentication","userIdentity":{"type":"Unknown"},"additionalEventData":{"UserName":"alice"}}"#,
            fields: &["additionalEventData"],
        },
        Beside {
            words: "in Insights events",
            record: r#"{"eventVersion":"1.11","eventType":"AwsCloudTrailInsight","eventCategory":"Insight","insightDetails":{"state":"Start"}}"#,
            fields: &[],
        },
        Beside {
            words: "in aggregated events",
            record: r#"{"eventVersion":"1.11","eventType":"AwsAggregatedEvent","eventCategory":"Aggregated"}"#,
            fields: &[],
        },
        Beside {
            words: "in network activity events",
            record: r#"{"eventVersion":"1.11","eventType":"AwsVpceEvent","eventCategory":"NetworkActivity"}"#,
            fields: &[],
        },
    ],
    ..PLAIN
};

const DIGEST: Source = Source {
    kind: "Digests",
    object: &cloudtrail::Digest::OBJECT,
    least: &[r#"{"digestS3Object":"AWSLogs/digest.json.gz"}"#, r#"{"digestStartTime":"2026-01-15T12:00:00Z"}"#],
    examples: &[
        ("digestStartTime", r#""2026-01-15T12:01:00Z""#),
        ("newestEventTime", r#""2026-01-15T12:02:00Z""#),
        ("oldestEventTime", r#""2026-01-15T12:03:00Z""#),
        ("awsAccountId", r#""111122223333""#),
    ],
    beside: &[],
    ..CLOUDTRAIL
};

const WAF: Source = Source {
    format: "WAF",
    module: "waf",
    dataset: "waf",
    read: |json| event(waf::parse_line(json)),
    object: &waf::Record::OBJECT,
    least: &[r#"{"formatVersion":1,"httpSourceName":"CF"}"#, r#"{"webaclId":"00000000-0000-4000-8000-000000000001"}"#],
    examples: &[
        ("formatVersion", "7"),
        ("httpRequest.forwardedAsn", "64497"),
        (
            "webaclId",
            r#""arn:aws:wafv2:us-east-1:123456789012:regional/webacl/web/00000000-0000-4000-8000-000000000002""#,
        ),
        ("action", r#""BLOCK""#),
        ("rateBasedRuleList[].limitValue", r#""198.51.100.77""#),
        ("httpRequest.host", r#""www.example.com""#),
        ("httpRequest.httpVersion", r#""HTTP/2.0""#),
    ],
    beside: &[
        Beside {
            words: "of WAF Classic",
            record: r#"{"formatVersion":1,"webaclId":"00000000-0000-4000-8000-000000000003"}"#,
            fields: &["webaclId"],
        },
        Beside {
            words: "of a rule group that decided",
            record: r#"{"ruleGroupList":[{"terminatingRule":{"ruleId":"one"}}]}"#,
            fields: &["ruleGroupList[].ruleGroupId"],
        },
        Beside {
            words: "with the key `IP`",
            record: r#"{"rateBasedRuleList":[{"customValues":[{"key":"IP","value":"198.51.100.78"}]}]}"#,
            fields: &["rateBasedRuleList[].customValues[].value"],
        },
        Beside {
            words: "with name and value",
            record: r#"{"httpRequest":{"headers":[{"name":"Accept","value":"text/html; q=0.5"}]}}"#,
            fields: &["httpRequest.headers[].name", "httpRequest.headers[].value"],
        },
        Beside {
            words: "of `Host`",
            record: r#"{"httpRequest":{"headers":[{"name":"Host","value":"www.example.com"}]}}"#,
            fields: &["httpRequest.headers[].value"],
        },
        Beside {
            words: "of `User-Agent`",
            record: r#"{"httpRequest":{"headers":[{"name":"User-Agent","value":"curl/8.5.0"}]}}"#,
            fields: &["httpRequest.headers[].value"],
        },
        Beside {
            words: "of `X-Forwarded-For`",
            record: r#"{"httpRequest":{"headers":[{"name":"X-Forwarded-For","value":"198.51.100.79, 203.0.113.9"}]}}"#,
            fields: &["httpRequest.headers[].value"],
        },
    ],
    ..PLAIN
};

const GUARDDUTY: Source = Source {
    format: "GuardDuty",
    module: "guardduty",
    dataset: "guardduty",
    read: |json| event(guardduty::parse_line(json)),
    object: &guardduty::Record::OBJECT,
    least: &[
        r#"{"schemaVersion":"2.0","type":"Default:EC2/Least"}"#,
        r#"{"partition":"least","service":{"detectorId":"least"}}"#,
    ],
    examples: &[
        ("resource.ebsVolumeDetails.scannedVolumeDetails[].volumeSizeInGB", "81"),
        ("resource.ebsVolumeDetails.skippedVolumeDetails[].volumeSizeInGB", "82"),
        ("service.ebsVolumeScanDetails.scanStartedAt", r#""2026-01-15T12:04:00Z""#),
        ("service.ebsVolumeScanDetails.scanCompletedAt", r#""2026-01-15T12:05:00Z""#),
        ("accountId", r#""111122223333""#),
        ("region", r#""eu-west-1""#),
        ("resource.instanceDetails.availabilityZone", r#""eu-west-1a""#),
        ("type", r#""UnauthorizedAccess:EC2/SSHBruteForce""#),
        ("severity", "8.5"),
        ("service.action.actionType", r#""NETWORK_CONNECTION""#),
        ("service.action.networkConnectionAction.connectionDirection", r#""INBOUND""#),
        ("service.action.networkConnectionAction.protocol", r#""TCP""#),
        ("service.action.dnsRequestAction.domain", r#""pool.example.com""#),
        ("service.action.dnsRequestAction.protocol", r#""UDP""#),
        ("service.action.awsApiCallAction.userAgent", r#""curl/8.5.0""#),
        ("service.action.awsApiCallAction.domainDetails.domain", r#""caller.example.com""#),
        ("service.action.networkConnectionAction.remoteIpDetails.organization.asn", r#""64496""#),
        ("service.action.portProbeAction.portProbeDetails[].remoteIpDetails.organization.asn", r#""64496""#),
        ("service.action.awsApiCallAction.remoteIpDetails.organization.asn", r#""64496""#),
        ("service.action.kubernetesApiCallAction.remoteIpDetails.organization.asn", r#""64496""#),
        ("service.action.rdsLoginAttemptAction.remoteIpDetails.organization.asn", r#""64496""#),
        ("service.action.kubernetesApiCallAction.userAgent", r#""kubectl/1.30.0""#),
    ],
    beside: &[
        Beside {
            words: "outbound",
            record: r#"{"service":{"action":{"networkConnectionAction":{"connectionDirection":"OUTBOUND"}}}}"#,
            fields: &[
                "service.action.networkConnectionAction.connectionDirection",
                "service.action.networkConnectionAction.remoteIpDetails.ipAddressV4",
                "service.action.networkConnectionAction.remotePortDetails.port",
                "service.action.networkConnectionAction.localIpDetails.ipAddressV4",
                "service.action.networkConnectionAction.localPortDetails.port",
            ],
        },
        Beside {
            words: "with `lon`",
            record: r#"{"service":{"action":{"networkConnectionAction":{"remoteIpDetails":{"geoLocation":{"lat":12.5,"lon":-98.25}}}}}}"#,
            fields: &["service.action.networkConnectionAction.remoteIpDetails.geoLocation.lat"],
        },
        Beside {
            words: "with `lat`",
            record: r#"{"service":{"action":{"networkConnectionAction":{"remoteIpDetails":{"geoLocation":{"lat":12.5,"lon":-98.25}}}}}}"#,
            fields: &["service.action.networkConnectionAction.remoteIpDetails.geoLocation.lon"],
        },
        Beside {
            words: "of a network connection",
            record: r#"{"service":{"action":{"actionType":"NETWORK_CONNECTION"}}}"#,
            fields: &["service.action.networkConnectionAction.blocked"],
        },
    ],
    ..PLAIN
};

const CONFIG: Source = Source {
    format: "Config",
    module: "config",
    dataset: "config",
    read: |json| event(config::parse_line(json)),
    object: &config::Record::OBJECT,
    least: &[r#"{"configurationStateMd5Hash":"least"}"#, r#"{"configSnapshotId":"least"}"#],
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
    beside: &[Beside {
        words: "where both are there",
        record: r#"{"resourceId":"my-bucket","configurationStateId":"1768480496123"}"#,
        fields: &["resourceId", "configurationStateId"],
    }],
    ..PLAIN
};
