//! WAF logs.

use std::hint::black_box;

use awslog::ecs::Mapper;
use awslog::waf::{Record, records};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::compare::{Comparison, each};
use crate::events::{check, write_events};
use crate::generate::waf::log;
use crate::json::Text;
use crate::vector::Vector;

const RECORDS: usize = 3_000;

/// What a user writes who wants the main fields.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
struct Request<'a> {
    timestamp: u64,
    format_version: u8,
    #[serde(borrow)]
    webacl_id: Text<'a>,
    terminating_rule_id: Text<'a>,
    terminating_rule_type: Text<'a>,
    action: Text<'a>,
    http_source_name: Option<Text<'a>>,
    http_source_id: Option<Text<'a>>,
    rule_group_list: IgnoredAny,
    rate_based_rule_list: IgnoredAny,
    response_code_sent: Option<u16>,
    http_request: HttpRequest<'a>,
    #[serde(default)]
    labels: Vec<Label<'a>>,
    #[serde(rename = "ja3Fingerprint")]
    ja3_fingerprint: Option<Text<'a>>,
    #[serde(rename = "ja4Fingerprint")]
    ja4_fingerprint: Option<Text<'a>>,
    request_body_size: Option<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
struct HttpRequest<'a> {
    #[serde(borrow)]
    client_ip: Text<'a>,
    country: Option<Text<'a>>,
    headers: Vec<Header<'a>>,
    uri: Option<Text<'a>>,
    args: Option<Text<'a>>,
    http_version: Option<Text<'a>>,
    http_method: Option<Text<'a>>,
    request_id: Option<Text<'a>>,
    host: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Header<'a> {
    #[serde(borrow)]
    name: Text<'a>,
    value: Text<'a>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
struct Label<'a> {
    #[serde(borrow)]
    name: Text<'a>,
}

impl Request<'_> {
    fn header(&self, name: &str) -> Option<&str> {
        let header = self.http_request.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
        header.map(|header| &*header.value)
    }
}

pub fn parse(rounds: usize) {
    let log = log(RECORDS);
    let lines = log.lines().collect::<Vec<_>>();
    check_lines(&log, &lines);
    let mut line_buffer = Vec::new();

    Comparison::new("WAF parse", log.len(), || {
        assert_eq!(records(log.as_bytes()).map(black_box).count(), RECORDS);
    })
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
    .run(rounds);
}

/// Whether all of them read the same records.
fn check_lines(log: &str, lines: &[&str]) {
    let ours = records(log.as_bytes()).collect::<Result<Vec<_>, _>>().expect("awslog reads the log");
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

/// What a user of Vector writes to have the same events. The members of the lists keep AWS's names, which saves it the work.
const PROGRAM: &str = r#"
record = parse_json!(.message)
request = record.httpRequest
del(.message)
."@timestamp" = from_unix_timestamp!(record.timestamp, unit: "milliseconds")
.ecs.version = "9.4.0"
.event.kind = "event"
.event.category = ["network", "web"]
if record.action == "BLOCK" { .event.type = ["access", "denied"] } else { .event.type = ["access", "allowed"] }
.event.action = record.action
.event.module = "aws"
.event.dataset = "aws.waf"
.cloud.provider = "aws"
.cloud.service.name = "waf"
arn = split!(record.webaclId, ":")
.cloud.region = arn[3]
.cloud.account.id = arn[4]
.source.address = request.clientIp
.source.ip = request.clientIp
.source.geo.country_iso_code = request.country
.destination.address = request.host
.destination.domain = request.host
.url.path = request.uri
.url.query = request.args
.url.scheme = request.scheme
.url.domain = request.host
etld, err = parse_etld(request.host, plus_parts: 1)
if err == null {
  .url.registered_domain = etld.etld_plus
  .url.top_level_domain = etld.etld
}
.http.request.id = request.requestId
.http.request.method = request.httpMethod
.http.version = replace!(request.httpVersion, "HTTP/", "")
headers = {}
for_each(array!(request.headers)) -> |_index, header| {
  headers = set!(headers, [header.name], header.value)
}
agent = get!(headers, ["User-Agent"])
if agent != null {
  .user_agent.original = agent
  parsed = parse_user_agent!(agent)
  .user_agent.name = parsed.browser.family
  .user_agent.version = parsed.browser.version
  .user_agent.os.name = parsed.os.family
}
.http.request.referrer = get!(headers, ["Referer"])
.tls.client.ja3 = record.ja3Fingerprint
.rule.id = record.terminatingRuleId
.rule.name = record.terminatingRuleId
.rule.category = record.terminatingRuleType
.related.hosts = [request.host]
.aws.waf.arn = record.webaclId
.aws.waf.source.name = record.httpSourceName
.aws.waf.source.id = record.httpSourceId
.aws.waf.request.headers = headers
.aws.waf.format_version = record.formatVersion
.aws.waf.ja4_fingerprint = record.ja4Fingerprint
.aws.waf.labels = record.labels
.aws.waf.rule_group_list = record.ruleGroupList
.aws.waf.rate_based_rule_list = record.rateBasedRuleList
.aws.waf.request_body_size = record.requestBodySize
"#;

/// Where Vector's values differ from ours: woothee's names for agents are its own, and the lists of rules above are AWS's.
const OTHER_IN_VECTOR: &[&str] = &[
    "user_agent.name",
    "user_agent.version",
    "user_agent.os.name",
    "rule.id",
    "rule.name",
    "rule.category",
    "aws.waf.rule_group_list",
    "aws.waf.rate_based_rule_list",
];

pub fn to_ecs(rounds: usize) {
    let log = log(RECORDS);
    let lines = log.lines().collect::<Vec<_>>();
    let mapper = Mapper::new();
    let ours = |out: &mut Vec<u8>| write_events(records(log.as_bytes()), &mapper, out);
    let mut vector = Vector::new(PROGRAM);

    let [mut events, mut out, mut other] = [const { Vec::new() }; 3];
    ours(&mut events);
    lines.iter().for_each(|line| vector.write(line, &mut out));
    check("WAF, Vector", &events, &out, OTHER_IN_VECTOR);
    lines.iter().for_each(|line| write_by_hand(line, &mut other));
    check("WAF, by hand", &events, &other, &[]);

    Comparison::new("WAF to ECS", log.len(), || ours(black_box(&mut events)))
        .with("Vector (VRL)", || {
            out.clear();
            lines.iter().for_each(|line| vector.write(line, black_box(&mut out)));
        })
        .with("by hand (sonic-rs), few fields", || {
            other.clear();
            lines.iter().for_each(|line| write_by_hand(line, black_box(&mut other)));
        })
        .run(rounds);
}

#[derive(Serialize)]
struct Event<'a> {
    event: Action<'a>,
    source: Source<'a>,
    url: Url<'a>,
    http: Http<'a>,
    user_agent: UserAgent<'a>,
}

#[derive(Serialize)]
struct Action<'a> {
    action: &'a str,
}

#[derive(Serialize)]
struct Source<'a> {
    ip: &'a str,
}

#[derive(Serialize)]
struct Url<'a> {
    domain: Option<&'a str>,
    path: Option<&'a str>,
    query: Option<&'a str>,
}

#[derive(Serialize)]
struct Http<'a> {
    request: Method<'a>,
}

#[derive(Serialize)]
struct Method<'a> {
    id: Option<&'a str>,
    method: Option<&'a str>,
}

#[derive(Serialize)]
struct UserAgent<'a> {
    original: Option<&'a str>,
}

fn write_by_hand(line: &str, out: &mut Vec<u8>) {
    let record = sonic_rs::from_str::<Request<'_>>(line).expect("sonic-rs reads the line");
    let request = &record.http_request;
    let event = Event {
        event: Action { action: &record.action },
        source: Source { ip: &request.client_ip },
        url: Url { domain: request.host.as_deref(), path: request.uri.as_deref(), query: request.args.as_deref() },
        http: Http { request: Method { id: request.request_id.as_deref(), method: request.http_method.as_deref() } },
        user_agent: UserAgent { original: record.header("user-agent") },
    };
    sonic_rs::to_writer(&mut *out, &event).expect("an event can be written");
    out.push(b'\n');
}
