//! WAF logs.

use std::hint::black_box;

use awslog::waf::{Record, records as read};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

use crate::by_hand;
use crate::compare::{Comparison, each};
use crate::events::{ByHand, DOMAINS_AND_USER_AGENTS, Extent, ToEcs};
use crate::floor::Scan;
use crate::generate::waf::log;
use crate::json::Text;
use crate::report::Report;

const SCAN: Scan = Scan::Json { depth: 0 };

const RECORDS: usize = 3_000;

/// What a user writes who wants all keys.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
pub struct Request<'a> {
    pub timestamp: u64,
    pub format_version: u8,
    #[serde(borrow)]
    pub webacl_id: Text<'a>,
    pub terminating_rule_id: Text<'a>,
    pub terminating_rule_type: Text<'a>,
    pub action: Text<'a>,
    #[serde(default)]
    pub terminating_rule_match_details: Vec<MatchDetail<'a>>,
    pub http_source_name: Option<Text<'a>>,
    pub http_source_id: Option<Text<'a>>,
    pub rule_group_list: Vec<RuleGroup<'a>>,
    pub rate_based_rule_list: Vec<RateBasedRule<'a>>,
    #[serde(default)]
    pub non_terminating_matching_rules: Vec<Rule<'a>>,
    pub response_code_sent: Option<u16>,
    pub http_request: HttpRequest<'a>,
    #[serde(default)]
    pub labels: Vec<Label<'a>>,
    #[serde(rename = "ja3Fingerprint")]
    pub ja3_fingerprint: Option<Text<'a>>,
    #[serde(rename = "ja4Fingerprint")]
    pub ja4_fingerprint: Option<Text<'a>>,
    pub request_body_size: Option<u64>,
    #[serde(rename = "requestBodySizeInspectedByWAF")]
    pub request_body_size_inspected_by_waf: Option<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
pub struct HttpRequest<'a> {
    #[serde(borrow)]
    pub client_ip: Text<'a>,
    pub country: Option<Text<'a>>,
    pub headers: Vec<Header<'a>>,
    pub uri: Option<Text<'a>>,
    pub args: Option<Text<'a>>,
    pub http_version: Option<Text<'a>>,
    pub http_method: Option<Text<'a>>,
    pub request_id: Option<Text<'a>>,
    pub fragment: Option<Text<'a>>,
    pub scheme: Option<Text<'a>>,
    pub host: Option<Text<'a>>,
}

#[derive(Deserialize)]
pub struct Header<'a> {
    #[serde(borrow)]
    pub name: Text<'a>,
    pub value: Text<'a>,
}

#[derive(Deserialize, Serialize)]
pub struct Label<'a> {
    #[serde(borrow)]
    pub name: Text<'a>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MatchDetail<'a> {
    #[serde(borrow)]
    pub condition_type: Text<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitivity_level: Option<Text<'a>>,
    pub location: Text<'a>,
    #[serde(default)]
    pub matched_data: Vec<Text<'a>>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleGroup<'a> {
    #[serde(borrow)]
    pub rule_group_id: Text<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terminating_rule: Option<Rule<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub non_terminating_matching_rules: Vec<Rule<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excluded_rules: Option<Vec<ExcludedRule<'a>>>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rule<'a> {
    #[serde(borrow)]
    pub rule_id: Text<'a>,
    pub action: Text<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overridden_action: Option<Text<'a>>,
    #[serde(skip_serializing_if = "is_empty")]
    pub rule_match_details: Option<Vec<MatchDetail<'a>>>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExcludedRule<'a> {
    #[serde(borrow)]
    pub exclusion_type: Text<'a>,
    pub rule_id: Text<'a>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RateBasedRule<'a> {
    #[serde(borrow)]
    pub rate_based_rule_id: Text<'a>,
    pub rate_based_rule_name: Text<'a>,
    pub limit_key: Text<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit_value: Option<Text<'a>>,
    pub max_rate_allowed: u64,
    #[serde(serialize_with = "as_number")]
    pub evaluation_window_sec: Text<'a>,
}

fn is_empty<T>(list: &Option<Vec<T>>) -> bool {
    list.as_ref().is_none_or(Vec::is_empty)
}

/// AWS writes a text.
fn as_number<S: Serializer>(text: &Text<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(text.parse().map_err(|_| serde::ser::Error::custom("not a number"))?)
}

impl Request<'_> {
    pub fn header(&self, name: &str) -> Option<&str> {
        let header = self.http_request.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
        header.map(|header| &*header.value)
    }
}

pub fn parse(report: &mut Report) {
    let log = log(RECORDS);
    let lines = log.lines().collect::<Vec<_>>();
    check_lines(&log, &lines);
    let mut line_buffer = Vec::new();

    Comparison::new("WAF parse", log.len(), RECORDS, || {
        assert_eq!(read(log.as_bytes()).map(black_box).count(), RECORDS);
    })
    .with("floor", || SCAN.run(black_box(&log), || ()))
    .with("serde_json, IgnoredAny", || {
        each(&lines, |line| serde_json::from_str::<IgnoredAny>(line));
    })
    .with("serde_json, typed", || {
        each(&lines, |line| serde_json::from_str::<Request<'_>>(line));
    })
    .with("sonic-rs, typed", || {
        each(&lines, |line| sonic_rs::from_str::<Request<'_>>(line));
    })
    .with("simd-json, typed", || {
        let mut buffers = simd_json::Buffers::default();
        for line in &lines {
            line_buffer.clear();
            line_buffer.extend_from_slice(line.as_bytes());
            drop(black_box(simd_json::serde::from_slice_with_buffers::<Request<'_>>(&mut line_buffer, &mut buffers)));
        }
    })
    .with("serde_json::Value", || {
        each(&lines, |line| serde_json::from_str::<Value>(line));
    })
    .run(report);
}

/// Whether all of them read the same records.
fn check_lines(log: &str, lines: &[&str]) {
    let ours = read(log.as_bytes()).collect::<Result<Vec<_>, _>>().expect("awslog reads the log");
    assert_eq!((ours.len(), lines.len()), (RECORDS, RECORDS), "the number of records");
    for (ours, line) in ours.iter().zip(lines) {
        check_record("serde_json", ours, &serde_json::from_str(line).expect("serde_json reads the line"));
        check_record("sonic-rs", ours, &sonic_rs::from_str(line).expect("sonic-rs reads the line"));
        let mut bytes = line.as_bytes().to_vec();
        check_record("simd-json", ours, &simd_json::from_slice(&mut bytes).expect("simd-json reads the line"));
        serde_json::from_str::<Value>(line).expect("serde_json reads the line");
    }
}

fn check_record(peer: &str, ours: &Record<'_>, theirs: &Request<'_>) {
    let our_request = ours.http_request.as_ref().expect("a request");
    let their_request = &theirs.http_request;
    let texts = [
        (&our_request.uri, &their_request.uri),
        (&our_request.args, &their_request.args),
        (&our_request.http_method, &their_request.http_method),
        (&our_request.request_id, &their_request.request_id),
        (&our_request.host, &their_request.host),
        (&ours.ja4_fingerprint, &theirs.ja4_fingerprint),
    ];
    for (ours, theirs) in texts {
        assert_eq!(ours.as_deref(), theirs.as_deref(), "{peer}: the request");
    }
    assert_eq!(our_request.client_ip, their_request.client_ip.parse().ok(), "{peer}: clientIp");
    assert_eq!(ours.webacl_id.as_deref(), Some(&*theirs.webacl_id), "{peer}: webaclId");
    assert_eq!(ours.labels.len(), theirs.labels.len(), "{peer}: labels");
    let time = ours.timestamp.expect("a timestamp").unix_timestamp_nanos() / 1_000_000;
    assert_eq!(time, i128::from(theirs.timestamp), "{peer}: timestamp");
    let headers = their_request.headers.iter().map(|header| (&*header.name, &*header.value));
    assert!(ours.headers().eq(headers), "{peer}: headers of {:?}", our_request.request_id);
}

/// Where Vector's values differ from ours: woothee's names for agents are its own, and the lists of rules above are AWS's.
const OTHER_IN_VECTOR: &[&str] = &[
    "user_agent.name",
    "user_agent.version",
    "user_agent.os",
    "user_agent.device",
    "rule.id",
    "rule.name",
    "rule.category",
    "rule.ruleset",
    "aws.waf.terminating_rule_match_details",
    "aws.waf.rule_group_list",
    "aws.waf.rate_based_rule_list",
];

pub fn to_ecs(report: &mut Report) {
    let log = log(RECORDS);
    let records = log.lines().collect::<Vec<_>>();
    let row = ToEcs {
        row: "WAF to ECS",
        log: &log,
        records: &records,
        scan: SCAN,
        program: include_str!("../vrl/waf.vrl"),
        vector: Extent::Part,
        other_in_vector: OTHER_IN_VECTOR,
        by_hand: Some(ByHand {
            name: "by hand (sonic-rs), no user agents and domains",
            write: Box::new(|out| records.iter().for_each(|line| by_hand::waf::write(line, out))),
            without: DOMAINS_AND_USER_AGENTS,
        }),
    };
    row.compare(|| read(log.as_bytes()), report);
}
