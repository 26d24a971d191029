//! A big object needs no more memory than the biggest of its records.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use allocation_counter::measure;
use awslog::cloudtrail;
use awslog::ecs::Mapper;

#[path = "generate/cloudtrail.rs"]
mod generate;

/// A record has boxes for its identity, its session, its session's issuer and so on, and lists of its resources.
const PER_RECORD: u64 = 12;

#[test]
fn fifty_megabytes_record_by_record() {
    let file = generate::log_file(50 << 20);
    let mut count = 0;
    let read = measure(|| {
        for record in cloudtrail::records(file.as_bytes()) {
            assert!(record.unwrap().event_version.is_some());
            count += 1;
        }
    });
    assert!(count > 20_000);
    assert!(read.count_total <= count * PER_RECORD, "{} allocations for {count} records", read.count_total);
    assert!(read.bytes_max < 16 << 10, "{} bytes at a time", read.bytes_max);
}

#[test]
fn events_of_the_generated_file() {
    let file = generate::log_file(1 << 20);
    let mapper = Mapper::new();
    let mut out = Vec::new();
    for record in cloudtrail::records(file.as_bytes()) {
        let record = record.unwrap();
        out.clear();
        mapper.to_ecs(&record).write_json(&mut out);
        assert!(out.len() > record.original().unwrap().len() / 3);
    }
}
