//! CloudTrail files.

use std::hint::black_box;

use awslog::cloudtrail::{self, records};
use awslog::ecs::Mapper;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::by_hand;
use crate::compare::Comparison;
use crate::events::{check_part, write_events};
use crate::generate::cloudtrail::log_file;
use crate::json::Text;
use crate::vector::Vector;

/// What a user writes who wants the main fields.
#[derive(Deserialize)]
pub struct File<'a> {
    #[serde(borrow, rename = "Records")]
    pub records: Vec<Record<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
pub struct Record<'a> {
    #[serde(borrow)]
    pub event_version: Option<Text<'a>>,
    pub user_identity: Option<UserIdentity<'a>>,
    pub event_time: Option<Text<'a>>,
    pub event_source: Option<Text<'a>>,
    pub event_name: Option<Text<'a>>,
    pub aws_region: Option<Text<'a>>,
    #[serde(rename = "sourceIPAddress")]
    pub source_ip_address: Option<Text<'a>>,
    pub user_agent: Option<Text<'a>>,
    pub error_code: Option<Text<'a>>,
    pub error_message: Option<Text<'a>>,
    pub request_parameters: Option<IgnoredAny>,
    pub response_elements: Option<IgnoredAny>,
    #[serde(rename = "requestID")]
    pub request_id: Option<Text<'a>>,
    #[serde(rename = "eventID")]
    pub event_id: Option<Text<'a>>,
    pub read_only: Option<bool>,
    #[serde(default)]
    pub resources: Vec<Resource<'a>>,
    pub event_type: Option<Text<'a>>,
    pub management_event: Option<bool>,
    pub recipient_account_id: Option<Text<'a>>,
    pub event_category: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
pub struct UserIdentity<'a> {
    #[serde(borrow)]
    pub r#type: Option<Text<'a>>,
    pub principal_id: Option<Text<'a>>,
    pub arn: Option<Text<'a>>,
    pub account_id: Option<Text<'a>>,
    pub access_key_id: Option<Text<'a>>,
    pub user_name: Option<Text<'a>>,
    pub invoked_by: Option<Text<'a>>,
    pub session_context: Option<SessionContext<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
pub struct SessionContext<'a> {
    #[serde(borrow)]
    pub session_issuer: Option<SessionIssuer<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
pub struct SessionIssuer<'a> {
    #[serde(borrow)]
    pub r#type: Option<Text<'a>>,
    pub arn: Option<Text<'a>>,
    pub user_name: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
pub struct Resource<'a> {
    #[serde(borrow, rename = "ARN")]
    pub arn: Option<Text<'a>>,
    #[serde(rename = "type")]
    pub r#type: Option<Text<'a>>,
}

pub fn parse(report: &mut Report) {
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
    .run(report);
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

fn check_records(peer: &str, ours: &[cloudtrail::Record<'_>], theirs: &File<'_>) {
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
const PROGRAM: &str = include_str!("../vrl/cloudtrail.vrl");

/// Where Vector's values differ from ours: woothee does not know what calls AWS.
const OTHER_IN_VECTOR: &[&str] = &["user_agent.name", "user_agent.version", "user_agent.os"];

pub fn to_ecs(report: &mut Report) {
    let file = log_file(8_000_000);
    let read = records(file.as_bytes()).collect::<Result<Vec<_>, _>>().expect("awslog reads the file");
    let texts = read.iter().filter_map(cloudtrail::Record::original).collect::<Vec<_>>();
    let mapper = Mapper::new();
    let ours = |out: &mut Vec<u8>| write_events(records(file.as_bytes()), &mapper, out);
    let mut vector = Vector::new(PROGRAM);

    let [mut events, mut out, mut other] = [const { Vec::new() }; 3];
    ours(&mut events);
    texts.iter().for_each(|text| vector.write(text, &mut out));
    check_part("CloudTrail, Vector", &events, &out, OTHER_IN_VECTOR);
    by_hand::cloudtrail::write(&file, &mut other);
    check_part("CloudTrail, by hand", &events, &other, &[]);

    Comparison::new("CloudTrail to ECS", file.len(), || ours(black_box(&mut events)))
        .with("Vector (VRL)", || {
            out.clear();
            texts.iter().for_each(|text| vector.write(text, black_box(&mut out)));
        })
        .with("by hand (sonic-rs), what its struct has", || {
            other.clear();
            by_hand::cloudtrail::write(&file, black_box(&mut other));
        })
        .run(report);
}
