//! CloudTrail files.

use std::hint::black_box;

use awslog::cloudtrail::{self, records as read};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::by_hand;
use crate::compare::Comparison;
use crate::events::{ByHand, Extent, ToEcs, USER_AGENTS};
use crate::floor::Scan;
use crate::generate::cloudtrail::log_file;
use crate::json::Text;
use crate::report::Report;

/// Records are in the list of a file.
const SCAN: Scan = Scan::Json { depth: 2 };

/// What a user writes who wants all keys. Free-form parts are skipped, or kept as what `F` keeps of them.
#[derive(Deserialize)]
#[serde(bound(deserialize = "F: Deserialize<'de>"))]
pub struct File<'a, F = IgnoredAny> {
    #[serde(borrow, rename = "Records")]
    pub records: Vec<Record<'a, F>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "F: Deserialize<'de>"))]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
pub struct Record<'a, F> {
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
    pub request_parameters: Option<F>,
    pub response_elements: Option<F>,
    pub additional_event_data: Option<F>,
    pub service_event_details: Option<F>,
    pub insight_details: Option<F>,
    #[serde(rename = "requestID")]
    pub request_id: Option<Text<'a>>,
    #[serde(rename = "eventID")]
    pub event_id: Option<Text<'a>>,
    pub read_only: Option<bool>,
    #[serde(default)]
    pub resources: Vec<Resource<'a>>,
    pub event_type: Option<Text<'a>>,
    pub api_version: Option<Text<'a>>,
    pub management_event: Option<bool>,
    pub recipient_account_id: Option<Text<'a>>,
    #[serde(rename = "sharedEventID")]
    pub shared_event_id: Option<Text<'a>>,
    pub vpc_endpoint_id: Option<Text<'a>>,
    pub vpc_endpoint_account_id: Option<Text<'a>>,
    pub event_category: Option<Text<'a>>,
    pub tls_details: Option<TlsDetails<'a>>,
    pub session_credential_from_console: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
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
pub struct SessionContext<'a> {
    #[serde(borrow)]
    pub session_issuer: Option<SessionIssuer<'a>>,
    pub attributes: Option<SessionAttributes<'a>>,
    pub ec2_role_delivery: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionIssuer<'a> {
    #[serde(borrow)]
    pub r#type: Option<Text<'a>>,
    pub principal_id: Option<Text<'a>>,
    pub arn: Option<Text<'a>>,
    pub account_id: Option<Text<'a>>,
    pub user_name: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionAttributes<'a> {
    #[serde(borrow)]
    pub creation_date: Option<Text<'a>>,
    pub mfa_authenticated: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TlsDetails<'a> {
    #[serde(borrow)]
    pub tls_version: Option<Text<'a>>,
    pub cipher_suite: Option<Text<'a>>,
    pub client_provided_host_header: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Resource<'a> {
    #[serde(borrow)]
    pub account_id: Option<Text<'a>>,
    pub r#type: Option<Text<'a>>,
    #[serde(rename = "ARN")]
    pub arn: Option<Text<'a>>,
}

pub fn parse(report: &mut Report) {
    let file = log_file(8_000_000);
    let count = check_file(&file);
    let mut buffer = Vec::with_capacity(file.len());

    Comparison::new("CloudTrail parse", file.len(), count, || {
        assert_eq!(read(file.as_bytes()).map(black_box).count(), count);
    })
    .with("floor", || SCAN.run(black_box(&file), || ()))
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
    let ours = read(file.as_bytes()).collect::<Result<Vec<_>, _>>().expect("awslog reads the file");
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

/// Where Vector's values differ from ours: woothee does not know what calls AWS.
const OTHER_IN_VECTOR: &[&str] = &["user_agent.name", "user_agent.version", "user_agent.os"];

pub fn to_ecs(report: &mut Report) {
    let file = log_file(8_000_000);
    let ours = read(file.as_bytes()).collect::<Result<Vec<_>, _>>().expect("awslog reads the file");
    let records = ours.iter().filter_map(cloudtrail::Record::original).collect::<Vec<_>>();
    let row = ToEcs {
        row: "CloudTrail to ECS",
        log: &file,
        records: &records,
        scan: SCAN,
        program: include_str!("../vrl/cloudtrail.vrl"),
        vector: Extent::Part,
        other_in_vector: OTHER_IN_VECTOR,
        by_hand: Some(ByHand {
            name: "by hand (sonic-rs), no user agents",
            write: Box::new(|out| by_hand::cloudtrail::write(&file, out)),
            without: USER_AGENTS,
        }),
    };
    row.compare(|| read(file.as_bytes()), report);
}
