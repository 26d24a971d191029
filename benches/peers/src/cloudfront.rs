//! CloudFront standard logs.

use std::hint::black_box;
use std::net::IpAddr;

use awslog::cloudfront::{Record, parse_line, records as read};
use cloudfront_logs::{ValidatedRawLogline, ValidatedTimeLogline};

use crate::by_hand;
use crate::compare::{Comparison, each};
use crate::events::{ByHand, DOMAINS_AND_USER_AGENTS, Extent, ToEcs};
use crate::floor::Scan;
use crate::generate::cloudfront::{file, lines};
use crate::report::Report;

const LINES: usize = 16_000;
const COLUMNS: usize = 33;
const SCAN: Scan = Scan::Lines { delimiter: b'\t' };

pub fn parse(report: &mut Report) {
    let mut lines = lines(LINES);
    // cloudfront-logs refuses lists of addresses in `x-forwarded-for`, whose space CloudFront writes as `%20`.
    lines.retain(|line| ValidatedTimeLogline::try_from(line.as_str()).is_ok());
    assert!(lines.len() > LINES * 3 / 4, "cloudfront-logs refuses more than a quarter of the lines");
    lines.iter().for_each(|line| check_line(line));
    let text = lines.join("\n") + "\n";
    assert!(text.lines().map(split).eq(scanned(&text)), "memchr does not find what str::split finds");

    Comparison::new("CloudFront parse", text.len(), lines.len(), || each(&lines, |line| parse_line(line)))
        .with("floor", || SCAN.run(black_box(&text), || ()))
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
        .run(report);
}

pub fn split(line: &str) -> [&str; COLUMNS] {
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
    record.cs_uri_query.as_ref().map(|query| query.as_str())
}

fn some(value: &str) -> Option<&str> {
    (value != "-").then_some(value)
}

/// Where Vector's values differ from ours: woothee's names for agents are its own, and Vector counts the private section of
/// the public suffix list, in which the domains of distributions are.
const OTHER_IN_VECTOR: &[&str] = &[
    "destination.registered_domain",
    "destination.subdomain",
    "destination.top_level_domain",
    "user_agent.name",
    "user_agent.version",
    "user_agent.os",
    "user_agent.device",
];

pub fn to_ecs(report: &mut Report) {
    let lines = lines(LINES);
    let log = file(&lines);
    let records = lines.iter().map(String::as_str).collect::<Vec<_>>();
    let row = ToEcs {
        row: "CloudFront to ECS",
        log: &log,
        records: &records,
        scan: SCAN,
        program: include_str!("../vrl/cloudfront.vrl"),
        vector: Extent::All,
        other_in_vector: OTHER_IN_VECTOR,
        by_hand: Some(ByHand {
            name: "by hand, no user agents and domains",
            write: Box::new(|out| records.iter().for_each(|line| by_hand::cloudfront::write(line, out))),
            without: DOMAINS_AND_USER_AGENTS,
        }),
    };
    row.compare(|| read(log.as_bytes()), report);
}
