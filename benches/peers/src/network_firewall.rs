//! Logs of Network Firewall.

use std::hint::black_box;

use awslog::network_firewall::{Record, records as read};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::compare::{Comparison, each};
use crate::events::{Extent, ToEcs, USER_AGENTS};
use crate::floor::Scan;
use crate::generate::network_firewall::log;
use crate::json::Text;
use crate::report::Report;

const RECORDS: usize = 14_000;
const SCAN: Scan = Scan::Json { depth: 0 };

/// What a user writes who wants the events of flows and alerts.
#[derive(Deserialize)]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
struct Entry<'a> {
    #[serde(borrow)]
    firewall_name: Text<'a>,
    availability_zone: Text<'a>,
    event_timestamp: Text<'a>,
    event: Event<'a>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
struct Event<'a> {
    #[serde(borrow)]
    timestamp: Text<'a>,
    flow_id: u64,
    event_type: Text<'a>,
    src_ip: Text<'a>,
    src_port: u16,
    dest_ip: Text<'a>,
    dest_port: u16,
    proto: Text<'a>,
    app_proto: Option<Text<'a>>,
    tx_id: Option<u64>,
    direction: Option<Text<'a>>,
    pkt_src: Option<Text<'a>>,
    alert: Option<Alert<'a>>,
    verdict: Option<Verdict<'a>>,
    netflow: Option<Flow<'a>>,
    tcp: Option<Tcp<'a>>,
    tls: Option<Tls<'a>>,
    http: Option<Http<'a>>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
struct Alert<'a> {
    #[serde(borrow)]
    action: Text<'a>,
    gid: Option<u32>,
    signature_id: u32,
    rev: u32,
    signature: Text<'a>,
    category: Text<'a>,
    severity: u8,
    metadata: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
struct Verdict<'a> {
    #[serde(borrow)]
    action: Text<'a>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
struct Flow<'a> {
    pkts: u64,
    bytes: u64,
    #[serde(borrow)]
    start: Text<'a>,
    end: Text<'a>,
    age: u64,
    min_ttl: u8,
    max_ttl: u8,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
struct Tcp<'a> {
    #[serde(borrow)]
    tcp_flags: Text<'a>,
    #[serde(default)]
    syn: bool,
    #[serde(default)]
    fin: bool,
    #[serde(default)]
    rst: bool,
    #[serde(default)]
    psh: bool,
    #[serde(default)]
    ack: bool,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
struct Tls<'a> {
    #[serde(borrow)]
    sni: Option<Text<'a>>,
    version: Option<Text<'a>>,
    subject: Option<Text<'a>>,
    issuerdn: Option<Text<'a>>,
    serial: Option<Text<'a>>,
    fingerprint: Option<Text<'a>>,
    notbefore: Option<Text<'a>>,
    notafter: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
struct Http<'a> {
    #[serde(borrow)]
    hostname: Option<Text<'a>>,
    url: Option<Text<'a>>,
    http_user_agent: Option<Text<'a>>,
    http_method: Option<Text<'a>>,
    protocol: Option<Text<'a>>,
    status: Option<u16>,
    http_content_type: Option<Text<'a>>,
    length: Option<u64>,
}

pub fn parse(report: &mut Report) {
    let log = log(RECORDS);
    let lines = log.lines().collect::<Vec<_>>();
    let ours = read(log.as_bytes()).collect::<Result<Vec<_>, _>>().expect("awslog reads the log");
    assert_eq!((ours.len(), lines.len()), (RECORDS, RECORDS), "the number of records");
    for (ours, line) in ours.iter().zip(&lines) {
        check_record(ours, &serde_json::from_str(line).expect("serde_json reads the line"));
        check_record(ours, &sonic_rs::from_str(line).expect("sonic-rs reads the line"));
    }
    Comparison::new("Network Firewall parse", log.len(), RECORDS, || {
        assert_eq!(read(log.as_bytes()).map(black_box).count(), RECORDS);
    })
    .with("floor", || SCAN.run(black_box(&log), || ()))
    .with("serde_json, IgnoredAny", || each(&lines, |line| serde_json::from_str::<IgnoredAny>(line)))
    .with("serde_json, typed", || each(&lines, |line| serde_json::from_str::<Entry<'_>>(line)))
    .with("sonic-rs, typed", || each(&lines, |line| sonic_rs::from_str::<Entry<'_>>(line)))
    .with("serde_json::Value", || each(&lines, |line| serde_json::from_str::<Value>(line)))
    .run(report);
}

/// Whether both read the same record.
fn check_record(ours: &Record<'_>, theirs: &Entry<'_>) {
    let event = ours.event.as_ref().expect("an event");
    let id = theirs.event.flow_id;
    assert_eq!(event.flow_id, Some(id), "flow_id");
    assert_eq!(event.src_ip, theirs.event.src_ip.parse().ok(), "src_ip of {id}");
    assert_eq!(event.src_port, Some(theirs.event.src_port), "src_port of {id}");
    let bytes = event.netflow.as_ref().and_then(|flow| flow.bytes);
    assert_eq!(bytes, theirs.event.netflow.as_ref().map(|flow| flow.bytes), "netflow.bytes of {id}");
    let sni = event.tls.as_ref().and_then(|tls| tls.sni.as_deref());
    assert_eq!(sni, theirs.event.tls.as_ref().and_then(|tls| tls.sni.as_deref()), "tls.sni of {id}");
    let url = event.http.as_ref().and_then(|http| http.url.as_deref());
    assert_eq!(url, theirs.event.http.as_ref().and_then(|http| http.url.as_deref()), "http.url of {id}");
}

/// Where Vector's values differ from ours: woothee's names for agents are its own.
const OTHER_IN_VECTOR: &[&str] = USER_AGENTS;

pub fn to_ecs(report: &mut Report) {
    let log = log(RECORDS);
    let records = log.lines().collect::<Vec<_>>();
    let row = ToEcs {
        row: "Network Firewall to ECS",
        log: &log,
        records: &records,
        scan: SCAN,
        program: include_str!("../vrl/network_firewall.vrl"),
        vector: Extent::Part,
        other_in_vector: OTHER_IN_VECTOR,
        by_hand: None,
    };
    row.compare(|| read(log.as_bytes()), report);
}
