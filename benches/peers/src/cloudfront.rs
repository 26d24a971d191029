//! CloudFront standard logs.

use std::hint::black_box;
use std::net::IpAddr;

use awslog::cloudfront::{Record, parse_line, records};
use awslog::ecs::Mapper;
use cloudfront_logs::{ValidatedRawLogline, ValidatedTimeLogline};
use serde::Serialize;

use crate::compare::{Comparison, each};
use crate::events::{check, write_events};
use crate::generate::cloudfront::{file, lines};
use crate::vector::Vector;

const LINES: usize = 16_000;
const COLUMNS: usize = 33;

pub fn parse(rounds: usize) {
    let mut lines = lines(LINES);
    // cloudfront-logs refuses lists of addresses in `x-forwarded-for`, whose space CloudFront writes as `%20`.
    lines.retain(|line| ValidatedTimeLogline::try_from(line.as_str()).is_ok());
    assert!(lines.len() > LINES * 3 / 4, "cloudfront-logs refuses more than a quarter of the lines");
    lines.iter().for_each(|line| check_line(line));
    let text = lines.join("\n") + "\n";
    assert!(text.lines().map(split).eq(scanned(&text)), "memchr does not find what str::split finds");

    Comparison::new("CloudFront parse", text.len(), || each(&lines, |line| parse_line(line)))
        .with("cloudfront-logs, text", || {
            each(&lines, |line| ValidatedRawLogline::try_from(line.as_str()));
        })
        .with("cloudfront-logs, typed", || {
            each(&lines, |line| ValidatedTimeLogline::try_from(line.as_str()));
        })
        .with("str::split", || {
            each(&lines, |line| split(line));
        })
        .with("memchr2, one scan", || {
            scanned(&text).for_each(|values| {
                black_box(values);
            });
        })
        .run(rounds);
}

fn split(line: &str) -> [&str; COLUMNS] {
    let mut values = [""; COLUMNS];
    values.iter_mut().zip(line.split('\t')).for_each(|(place, value)| *place = value);
    values
}

/// The values of all lines, found in one scan over the file.
fn scanned(text: &str) -> impl Iterator<Item = [&str; COLUMNS]> {
    let mut ends = memchr::memchr2_iter(b'\t', b'\n', text.as_bytes());
    let mut start = 0;
    std::iter::from_fn(move || {
        let mut values = [""; COLUMNS];
        for value in &mut values {
            let end = ends.next()?;
            *value = &text[start..end];
            start = end + 1;
        }
        Some(values)
    })
}

/// Whether all of them read the same record.
fn check_line(line: &str) {
    let ours = parse_line(line).expect("awslog reads the line");
    let typed = ValidatedTimeLogline::try_from(line).expect("cloudfront-logs reads the line");
    let text = ValidatedRawLogline::try_from(line).expect("cloudfront-logs reads the line");
    let values = split(line);
    assert_eq!((ours.date, ours.time), (Some(typed.date), Some(typed.time)), "date and time of {line}");
    assert_eq!(ours.c_ip, Some(typed.c_ip), "c-ip of {line}");
    assert_eq!((ours.sc_bytes, ours.cs_bytes), (Some(typed.sc_bytes), Some(typed.cs_bytes)), "bytes of {line}");
    assert_eq!((ours.sc_status, ours.c_port), (Some(typed.sc_status), Some(typed.c_port)), "status of {line}");
    assert_eq!(ours.time_taken, Some(typed.time_taken), "time-taken of {line}");
    assert_eq!((query(&ours), ours.sc_content_len), (typed.cs_uri_query, typed.sc_content_len), "query of {line}");
    let forwarded = ours.x_forwarded_for.is_some();
    assert_eq!(forwarded, typed.x_forwarded_for.is_some(), "x-forwarded-for of {line}");
    assert_eq!(
        (ours.c_ip, query(&ours)),
        (text.c_ip.parse::<IpAddr>().ok(), some(text.cs_uri_query)),
        "text of {line}"
    );
    assert_eq!((text.date, text.sc_status, text.sc_range_end), (values[0], values[8], values[32]), "split of {line}");
    assert_eq!(ours.sc_status, values[8].parse().ok(), "split of {line}");
}

fn query<'r>(record: &'r Record<'_>) -> Option<&'r str> {
    record.cs_uri_query.as_ref().map(|query| query.as_logged())
}

fn some(value: &str) -> Option<&str> {
    (value != "-").then_some(value)
}

/// What a user of Vector writes to have the same events.
const PROGRAM: &str = r#"
values = split!(.message, "\t")
del(.message)
."@timestamp" = parse_timestamp!(join!([values[0], values[1]], "T") + "Z", "%+")
.ecs.version = "9.4.0"
.event.kind = "event"
.event.category = ["web"]
.event.type = ["access"]
.event.module = "aws"
.event.dataset = "aws.cloudfront_logs"
.event.action = values[13]
.event.id = values[14]
.event.duration = to_int(to_float!(values[18]) * 1000000000 + 0.5)
.cloud.provider = "aws"
.cloud.service.name = "cloudfront"
.source.address = values[4]
.source.ip = values[4]
.source.port = to_int!(values[26])
.destination.address = values[6]
.destination.domain = values[6]
.http.request.id = values[14]
.http.request.method = values[5]
.http.request.bytes = to_int!(values[17])
.http.response.bytes = to_int!(values[3])
.http.response.status_code = to_int!(values[8])
if values[30] != "-" { .http.response.body.bytes = to_int!(values[30]) }
if values[9] != "-" { .http.request.referrer = decode_percent!(values[9]) }
protocol = split!(values[23], "/")
.http.version = protocol[1]
.network.protocol = values[16]
.url.scheme = values[16]
.url.domain = values[15]
etld, err = parse_etld(values[15], plus_parts: 1)
if err == null {
  .url.registered_domain = etld.etld_plus
  .url.top_level_domain = etld.etld
}
.url.path = decode_percent!(values[7])
if values[11] != "-" { .url.query = decode_percent!(values[11]) }
if values[20] != "-" {
  .tls.version = replace!(values[20], "TLSv", "")
  .tls.version_protocol = "tls"
  .tls.cipher = values[21]
}
.server.geo.name = values[2]
if values[10] != "-" {
  agent = decode_percent!(values[10])
  .user_agent.original = agent
  parsed = parse_user_agent(agent)
  .user_agent.name = parsed.browser.family
  .user_agent.version = parsed.browser.version
  .user_agent.os.name = parsed.os.family
  .user_agent.os.version = parsed.os.version
  .user_agent.device.name = parsed.device.category
}
.related.ip = [values[4]]
.related.hosts = [values[6], values[15]]
.aws.cloudfront.domain = values[6]
.aws.cloudfront.edge_location = values[2]
.aws.cloudfront.edge_result_type = values[13]
.aws.cloudfront.edge_response_result_type = values[22]
.aws.cloudfront.edge_detailed_result_type = values[28]
.aws.cloudfront.time_to_first_byte = to_float!(values[27])
"#;

/// Where Vector's values differ from ours: woothee's names for agents are its own, and the cookie, the addresses of proxies
/// and the type of the content are left out above.
const OTHER_IN_VECTOR: &[&str] = &[
    "user_agent.name",
    "user_agent.version",
    "user_agent.os.name",
    "user_agent.os.version",
    "user_agent.device.name",
    "related.ip",
];

pub fn to_ecs(rounds: usize) {
    let lines = lines(LINES);
    let text = file(&lines);
    let mapper = Mapper::new();
    let ours = |out: &mut Vec<u8>| write_events(records(text.as_bytes()), &mapper, out);
    let mut vector = Vector::new(PROGRAM);
    let by_hand = |out: &mut Vec<u8>| lines.iter().for_each(|line| write_by_hand(line, out));

    let [mut events, mut out, mut other] = [const { Vec::new() }; 3];
    ours(&mut events);
    lines.iter().for_each(|line| vector.write(line, &mut out));
    check("CloudFront, Vector", &events, &out, OTHER_IN_VECTOR);
    out.clear();
    by_hand(&mut out);
    check("CloudFront, by hand", &events, &out, &[]);

    Comparison::new("CloudFront to ECS", text.len(), || ours(black_box(&mut events)))
        .with("Vector (VRL)", || {
            out.clear();
            lines.iter().for_each(|line| vector.write(line, black_box(&mut out)));
        })
        .with("by hand, few fields", || {
            other.clear();
            by_hand(black_box(&mut other));
        })
        .run(rounds);
}

#[derive(Serialize)]
struct Event<'a> {
    #[serde(rename = "@timestamp")]
    timestamp: String,
    source: Source<'a>,
    http: Http<'a>,
    url: Url<'a>,
    user_agent: UserAgent,
}

#[derive(Serialize)]
struct Source<'a> {
    ip: &'a str,
    port: u16,
}

#[derive(Serialize)]
struct Http<'a> {
    request: Request<'a>,
    response: Response,
}

#[derive(Serialize)]
struct Request<'a> {
    method: &'a str,
    bytes: u64,
}

#[derive(Serialize)]
struct Response {
    status_code: u16,
    bytes: u64,
}

#[derive(Serialize)]
struct Url<'a> {
    scheme: &'a str,
    domain: &'a str,
    path: &'a str,
}

#[derive(Serialize)]
struct UserAgent {
    original: String,
}

fn write_by_hand(line: &str, out: &mut Vec<u8>) {
    let values = split(line);
    let event = Event {
        timestamp: format!("{}T{}Z", values[0], values[1]),
        source: Source { ip: values[4], port: values[26].parse().expect("c-port") },
        http: Http {
            request: Request { method: values[5], bytes: values[17].parse().expect("cs-bytes") },
            response: Response {
                status_code: values[8].parse().expect("sc-status"),
                bytes: values[3].parse().expect("sc-bytes"),
            },
        },
        url: Url { scheme: values[16], domain: values[15], path: values[7] },
        user_agent: UserAgent { original: values[10].replace("%20", " ") },
    };
    serde_json::to_writer(&mut *out, &event).expect("an event can be written");
    out.push(b'\n');
}
