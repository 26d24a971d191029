//! CloudTrail files.

use std::hint::black_box;

use awslog::cloudtrail::{Record, records};
use awslog::ecs::Mapper;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::compare::Comparison;
use crate::events::{check, write_events};
use crate::generate::cloudtrail::log_file;
use crate::json::Text;
use crate::vector::Vector;

/// What a user writes who wants the main fields.
#[derive(Deserialize)]
struct File<'a> {
    #[serde(borrow, rename = "Records")]
    records: Vec<Event<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
struct Event<'a> {
    #[serde(borrow)]
    event_version: Option<Text<'a>>,
    user_identity: Option<UserIdentity<'a>>,
    event_time: Option<Text<'a>>,
    event_source: Option<Text<'a>>,
    event_name: Option<Text<'a>>,
    aws_region: Option<Text<'a>>,
    #[serde(rename = "sourceIPAddress")]
    source_ip_address: Option<Text<'a>>,
    user_agent: Option<Text<'a>>,
    error_code: Option<Text<'a>>,
    error_message: Option<Text<'a>>,
    request_parameters: Option<IgnoredAny>,
    response_elements: Option<IgnoredAny>,
    #[serde(rename = "requestID")]
    request_id: Option<Text<'a>>,
    #[serde(rename = "eventID")]
    event_id: Option<Text<'a>>,
    read_only: Option<bool>,
    #[serde(default)]
    resources: Vec<Resource<'a>>,
    event_type: Option<Text<'a>>,
    management_event: Option<bool>,
    recipient_account_id: Option<Text<'a>>,
    event_category: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
struct UserIdentity<'a> {
    #[serde(borrow)]
    r#type: Option<Text<'a>>,
    principal_id: Option<Text<'a>>,
    arn: Option<Text<'a>>,
    account_id: Option<Text<'a>>,
    access_key_id: Option<Text<'a>>,
    user_name: Option<Text<'a>>,
    invoked_by: Option<Text<'a>>,
    session_context: Option<SessionContext<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
struct SessionContext<'a> {
    #[serde(borrow)]
    session_issuer: Option<SessionIssuer<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
struct SessionIssuer<'a> {
    #[serde(borrow)]
    r#type: Option<Text<'a>>,
    arn: Option<Text<'a>>,
    user_name: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
struct Resource<'a> {
    #[serde(borrow, rename = "ARN")]
    arn: Option<Text<'a>>,
    #[serde(rename = "type")]
    r#type: Option<Text<'a>>,
}

pub fn parse(rounds: usize) {
    let file = log_file(8_000_000);
    let count = check_file(&file);
    let mut buffer = Vec::with_capacity(file.len());

    Comparison::new("CloudTrail parse", file.len(), || {
        assert_eq!(records(file.as_bytes()).map(black_box).count(), count);
    })
    .with("serde_json, IgnoredAny", || {
        black_box(serde_json::from_str::<IgnoredAny>(&file).expect("JSON"));
    })
    .with("serde_json, typed", || {
        black_box(serde_json::from_str::<File<'_>>(&file).expect("JSON"));
    })
    .with("sonic-rs, typed", || {
        black_box(sonic_rs::from_str::<File<'_>>(&file).expect("JSON"));
    })
    .with("simd-json, typed", || {
        buffer.clear();
        buffer.extend_from_slice(file.as_bytes());
        black_box(simd_json::from_slice::<File<'_>>(&mut buffer).expect("JSON"));
    })
    .with("serde_json::Value", || {
        black_box(serde_json::from_str::<Value>(&file).expect("JSON"));
    })
    .run(rounds);
}

/// Whether all of them read the same records, and how many those are.
fn check_file(file: &str) -> usize {
    let ours = records(file.as_bytes()).collect::<Result<Vec<_>, _>>().expect("awslog reads the file");
    let mut buffer = file.as_bytes().to_vec();
    check_records("serde_json", &ours, &serde_json::from_str::<File<'_>>(file).expect("serde_json reads the file"));
    check_records("sonic-rs", &ours, &sonic_rs::from_str(file).expect("sonic-rs reads the file"));
    check_records("simd-json", &ours, &simd_json::from_slice(&mut buffer).expect("simd-json reads the file"));
    let value = serde_json::from_str::<Value>(file).expect("serde_json reads the file");
    assert_eq!(value["Records"].as_array().map(Vec::len), Some(ours.len()), "serde_json::Value: the number of records");
    ours.len()
}

fn check_records(peer: &str, ours: &[Record<'_>], theirs: &File<'_>) {
    assert_eq!(ours.len(), theirs.records.len(), "{peer}: the number of records");
    for (number, (ours, theirs)) in ours.iter().zip(&theirs.records).enumerate() {
        let texts = [
            (&ours.event_name, &theirs.event_name),
            (&ours.event_source, &theirs.event_source),
            (&ours.aws_region, &theirs.aws_region),
            (&ours.user_agent, &theirs.user_agent),
            (&ours.error_message, &theirs.error_message),
            (&ours.event_id, &theirs.event_id),
        ];
        for (ours, theirs) in texts {
            assert_eq!(ours.as_deref(), theirs.as_deref(), "{peer}: record {number}");
        }
        let arn = ours.user_identity.as_ref().and_then(|identity| identity.arn.as_deref());
        let theirs_arn = theirs.user_identity.as_ref().and_then(|identity| identity.arn.as_deref());
        assert_eq!(arn, theirs_arn, "{peer}: userIdentity.arn of record {number}");
        assert_eq!(ours.read_only, theirs.read_only, "{peer}: readOnly of record {number}");
        assert_eq!(ours.resources.len(), theirs.resources.len(), "{peer}: resources of record {number}");
    }
}

/// What a user of Vector writes to have the same events.
const PROGRAM: &str = r#"
record = parse_json!(.message)
del(.message)
."@timestamp" = record.eventTime
.ecs.version = "9.4.0"
.event.kind = "event"
.event.module = "aws"
.event.dataset = "aws.cloudtrail"
.event.action = record.eventName
.event.provider = record.eventSource
.event.id = record.eventID
if record.eventType == "AwsApiCall" {
  if record.errorCode != null { .event.outcome = "failure" } else { .event.outcome = "success" }
}
.error.code = record.errorCode
.error.message = record.errorMessage
.cloud.provider = "aws"
.cloud.region = record.awsRegion
.cloud.account.id = record.recipientAccountId
if record.sourceIPAddress != null && is_ipv4!(record.sourceIPAddress) {
  .source.address = record.sourceIPAddress
  .source.ip = record.sourceIPAddress
  .related.ip = [record.sourceIPAddress]
}
.tls.client.server_name = record.tlsDetails.clientProvidedHostHeader
.tls.cipher = record.tlsDetails.cipherSuite
if record.tlsDetails.tlsVersion != null {
  .tls.version = replace!(record.tlsDetails.tlsVersion, "TLSv", "")
  .tls.version_protocol = "tls"
}
if record.userAgent != null {
  .user_agent.original = record.userAgent
  parsed = parse_user_agent!(record.userAgent)
  .user_agent.name = parsed.browser.family
  .user_agent.version = parsed.browser.version
  .user_agent.os.name = parsed.os.family
}
.user.id = record.userIdentity.principalId
if record.userIdentity.sessionContext.sessionIssuer.userName != null {
  .user.name = record.userIdentity.sessionContext.sessionIssuer.userName
} else {
  .user.name = record.userIdentity.userName
}
.aws.cloudtrail.event_version = record.eventVersion
.aws.cloudtrail.event_type = record.eventType
.aws.cloudtrail.event_category = record.eventCategory
.aws.cloudtrail.request_id = record.requestID
.aws.cloudtrail.recipient_account_id = record.recipientAccountId
.aws.cloudtrail.read_only = record.readOnly
.aws.cloudtrail.management_event = record.managementEvent
.aws.cloudtrail.request_parameters = record.requestParameters
.aws.cloudtrail.response_elements = record.responseElements
.aws.cloudtrail.additional_eventdata = record.additionalEventData
.aws.cloudtrail.user_identity.type = record.userIdentity.type
.aws.cloudtrail.user_identity.arn = record.userIdentity.arn
.aws.cloudtrail.user_identity.access_key_id = record.userIdentity.accessKeyId
"#;

/// Where Vector's values differ from ours: woothee does not know what calls AWS.
const OTHER_IN_VECTOR: &[&str] = &["user_agent.name", "user_agent.version", "user_agent.os.name"];

pub fn to_ecs(rounds: usize) {
    let file = log_file(8_000_000);
    let read = records(file.as_bytes()).collect::<Result<Vec<_>, _>>().expect("awslog reads the file");
    let texts = read.iter().filter_map(Record::original).collect::<Vec<_>>();
    let mapper = Mapper::new();
    let ours = |out: &mut Vec<u8>| write_events(records(file.as_bytes()), &mapper, out);
    let mut vector = Vector::new(PROGRAM);

    let [mut events, mut out, mut other] = [const { Vec::new() }; 3];
    ours(&mut events);
    texts.iter().for_each(|text| vector.write(text, &mut out));
    check("CloudTrail, Vector", &events, &out, OTHER_IN_VECTOR);
    write_by_hand(&file, &mut other);
    check("CloudTrail, by hand", &events, &other, &[]);

    Comparison::new("CloudTrail to ECS", file.len(), || ours(black_box(&mut events)))
        .with("Vector (VRL)", || {
            out.clear();
            texts.iter().for_each(|text| vector.write(text, black_box(&mut out)));
        })
        .with("by hand (sonic-rs), few fields", || write_by_hand(&file, black_box(&mut other)))
        .run(rounds);
}

#[derive(Serialize)]
struct Written<'a> {
    #[serde(rename = "@timestamp")]
    timestamp: Option<&'a str>,
    event: WrittenEvent<'a>,
    cloud: Cloud<'a>,
    user: User<'a>,
    user_agent: UserAgent<'a>,
}

#[derive(Serialize)]
struct WrittenEvent<'a> {
    action: Option<&'a str>,
    provider: Option<&'a str>,
    id: Option<&'a str>,
}

#[derive(Serialize)]
struct Cloud<'a> {
    region: Option<&'a str>,
}

#[derive(Serialize)]
struct User<'a> {
    id: Option<&'a str>,
}

#[derive(Serialize)]
struct UserAgent<'a> {
    original: Option<&'a str>,
}

fn write_by_hand(file: &str, out: &mut Vec<u8>) {
    out.clear();
    let file = sonic_rs::from_str::<File<'_>>(file).expect("sonic-rs reads the file");
    for record in &file.records {
        let event = Written {
            timestamp: record.event_time.as_deref(),
            event: WrittenEvent {
                action: record.event_name.as_deref(),
                provider: record.event_source.as_deref(),
                id: record.event_id.as_deref(),
            },
            cloud: Cloud { region: record.aws_region.as_deref() },
            user: User { id: record.user_identity.as_ref().and_then(|identity| identity.principal_id.as_deref()) },
            user_agent: UserAgent { original: record.user_agent.as_deref() },
        };
        sonic_rs::to_writer(&mut *out, &event).expect("an event can be written");
        out.push(b'\n');
    }
}
