//! Query logs of the Route 53 Resolver.

use std::hint::black_box;

use awslog::route53::{Record, records as read};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::compare::{Comparison, each};
use crate::events::{Extent, ToEcs};
use crate::floor::Scan;
use crate::generate::route53::log;
use crate::json::Text;
use crate::report::Report;

const RECORDS: usize = 16_000;
const SCAN: Scan = Scan::Json { depth: 0 };

/// What a user writes who wants all of a query.
#[derive(Deserialize)]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
struct Query<'a> {
    #[serde(borrow)]
    version: Text<'a>,
    account_id: Text<'a>,
    region: Text<'a>,
    vpc_id: Text<'a>,
    query_timestamp: Text<'a>,
    query_name: Text<'a>,
    query_type: Text<'a>,
    query_class: Text<'a>,
    rcode: Text<'a>,
    answers: Vec<Answer<'a>>,
    srcaddr: Text<'a>,
    srcport: Text<'a>,
    transport: Text<'a>,
    srcids: Sources<'a>,
    firewall_rule_group_id: Option<Text<'a>>,
    firewall_rule_action: Option<Text<'a>>,
    firewall_domain_list_id: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
struct Answer<'a> {
    #[serde(borrow)]
    rdata: Text<'a>,
    r#type: Text<'a>,
    class: Text<'a>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "a user has it, and reads some of it")]
struct Sources<'a> {
    #[serde(borrow)]
    instance: Option<Text<'a>>,
    resolver_endpoint: Option<Text<'a>>,
}

pub fn parse(report: &mut Report) {
    let log = log(RECORDS);
    let lines = log.lines().collect::<Vec<_>>();
    check_lines(&log, &lines);
    Comparison::new("Route 53 parse", log.len(), RECORDS, || {
        assert_eq!(read(log.as_bytes()).map(black_box).count(), RECORDS);
    })
    .with("floor", || SCAN.run(black_box(&log), || ()))
    .with("serde_json, IgnoredAny", || each(&lines, |line| serde_json::from_str::<IgnoredAny>(line)))
    .with("serde_json, typed", || each(&lines, |line| serde_json::from_str::<Query<'_>>(line)))
    .with("sonic-rs, typed", || each(&lines, |line| sonic_rs::from_str::<Query<'_>>(line)))
    .with("serde_json::Value", || each(&lines, |line| serde_json::from_str::<Value>(line)))
    .run(report);
}

/// Whether all of them read the same records.
fn check_lines(log: &str, lines: &[&str]) {
    let ours = read(log.as_bytes()).collect::<Result<Vec<_>, _>>().expect("awslog reads the log");
    assert_eq!((ours.len(), lines.len()), (RECORDS, RECORDS), "the number of records");
    for (ours, line) in ours.iter().zip(lines) {
        let Record::Resolver(ours) = ours else { panic!("awslog reads a public zone in {line}") };
        for theirs in [
            serde_json::from_str::<Query<'_>>(line).expect("serde_json reads the line"),
            sonic_rs::from_str(line).expect("sonic-rs reads the line"),
        ] {
            assert_eq!(ours.query_name.as_deref(), Some(&*theirs.query_name), "query_name of {line}");
            assert_eq!(ours.srcaddr, theirs.srcaddr.parse().ok(), "srcaddr of {line}");
            let data = theirs.answers.iter().map(|answer| Some(&*answer.rdata));
            assert!(ours.answers.iter().map(|answer| answer.rdata.as_deref()).eq(data), "answers of {line}");
        }
    }
}

pub fn to_ecs(report: &mut Report) {
    let log = log(RECORDS);
    let records = log.lines().collect::<Vec<_>>();
    let row = ToEcs {
        row: "Route 53 to ECS",
        log: &log,
        records: &records,
        scan: SCAN,
        program: include_str!("../vrl/route53.vrl"),
        vector: Extent::Part,
        other_in_vector: &[],
        by_hand: None,
    };
    row.compare(|| read(log.as_bytes()), report);
}
