//! S3 access logs.

use std::hint::black_box;

use awslog::s3_access::parse_line;
use csv::{ByteRecord, Reader, ReaderBuilder};

use crate::compare::{Comparison, each};
use crate::generate::s3_access::lines;

const LINES: usize = 16_000;

pub fn parse(rounds: usize) {
    let lines = lines(LINES);
    let text = lines.join("\n") + "\n";
    check_records(&lines, &text);
    Comparison::new("S3 access parse", text.len(), || each(&lines, |line| parse_line(line)))
        .with("csv, text", || {
            let (mut reader, mut record) = (reader(&text), ByteRecord::new());
            while reader.read_byte_record(&mut record).expect("csv reads the line") {
                black_box(&record);
            }
        })
        .run(rounds);
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
