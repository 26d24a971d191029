//! S3 access logs.

use std::hint::black_box;

use awslog::s3_access::{parse_line, records as read};
use csv::{ByteRecord, Reader, ReaderBuilder};

use crate::compare::{Comparison, each};
use crate::events::{DOMAINS_AND_USER_AGENTS, Extent, ToEcs};
use crate::floor::Scan;
use crate::generate::s3_access::lines;
use crate::report::Report;

const LINES: usize = 16_000;
const SCAN: Scan = Scan::Lines { delimiter: b' ' };

pub fn parse(report: &mut Report) {
    let lines = lines(LINES);
    let text = lines.join("\n") + "\n";
    check_records(&lines, &text);
    Comparison::new("S3 access parse", text.len(), LINES, || each(&lines, |line| parse_line(line)))
        .with("floor", || SCAN.run(black_box(&text), || ()))
        .with("csv, text", || {
            let (mut reader, mut record) = (reader(&text), ByteRecord::new());
            while reader.read_byte_record(&mut record).expect("csv reads the line") {
                black_box(&record);
            }
        })
        .run(report);
}

/// Spaces separate values, and quotes enclose some. The time is two values.
fn reader(text: &str) -> Reader<&[u8]> {
    ReaderBuilder::new().delimiter(b' ').has_headers(false).from_reader(text.as_bytes())
}

/// Whether both read the same values.
fn check_records(lines: &[String], text: &str) {
    let (mut reader, mut theirs) = (reader(text), ByteRecord::new());
    for line in lines {
        let ours = parse_line(line).expect("awslog reads the line");
        assert!(reader.read_byte_record(&mut theirs).is_ok_and(|more| more), "csv has no record for {line}");
        assert_eq!(theirs.len(), 28, "csv, of {line}");
        let texts: [(usize, Option<&str>); 6] = [
            (6, ours.request_id.as_deref()),
            (9, ours.request_uri.as_deref()),
            (16, ours.referer.as_deref()),
            (17, ours.user_agent.as_deref()),
            (19, ours.host_id.as_deref()),
            (27, ours.source_region.as_deref()),
        ];
        for (place, text) in texts {
            assert_eq!(theirs.get(place), Some(text.unwrap_or("-").as_bytes()), "csv, value {place} of {line}");
        }
    }
    assert!(!reader.read_byte_record(&mut theirs).expect("csv reads the end"), "csv has more records");
}

/// Where Vector's values differ from ours: woothee's names for agents are its own, and Vector counts the private section of
/// the public suffix list, in which the names of buckets are.
const OTHER_IN_VECTOR: &[&str] = DOMAINS_AND_USER_AGENTS;

pub fn to_ecs(report: &mut Report) {
    let lines = lines(LINES);
    let log = lines.join("\n") + "\n";
    let records = lines.iter().map(String::as_str).collect::<Vec<_>>();
    let row = ToEcs {
        row: "S3 access to ECS",
        log: &log,
        records: &records,
        scan: SCAN,
        program: include_str!("../vrl/s3_access.vrl"),
        vector: Extent::Part,
        other_in_vector: OTHER_IN_VECTOR,
        by_hand: None,
    };
    row.compare(|| read(log.as_bytes()), report);
}
