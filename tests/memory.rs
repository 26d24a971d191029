//! No record takes more memory than in proportion to itself, whatever is in it, and a mapper remembers no more than it
//! is told to.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use allocation_counter::measure;
use awslog::Format;
use awslog::ecs::Mapper;
use serde_json::{Map, Value};

mod registry;

use registry::{ROWS, fixtures};

/// How many bytes there may be at a time for each byte of a record, its JSON in a growing buffer included. Bytes that are
/// not UTF-8 take the most, since the place of each is kept.
const TIMES: u64 = 50;

/// What there may be besides, whatever the record.
const BESIDES: u64 = 16 << 10;

/// How many bytes are held at a time when everything is read, mapped and written.
fn bytes_at_a_time(format: Format, bytes: &[u8]) -> u64 {
    let mapper = Mapper::builder().keep_original(true).user_agent_cache(0).build();
    let work = || {
        for record in awslog::records(format, bytes) {
            let mut out = Vec::new();
            match &record {
                Ok(record) => mapper.to_ecs(record).write_json(&mut out),
                Err(error) => mapper.pipeline_error(error).write_json(&mut out),
            }
            assert!(!out.is_empty());
        }
    };
    // Tables that are made once and for all are no part of a record.
    work();
    let used = measure(work);
    used.bytes_max
}

#[track_caller]
fn assert_bounded(format: Format, name: &str, bytes: &[u8]) {
    let used = bytes_at_a_time(format, bytes);
    let most = TIMES * bytes.len() as u64 + BESIDES;
    assert!(used <= most, "{format}, {name}: {used} bytes at a time for {}, and {most} at most", bytes.len());
}

/// How long the inputs are.
const LENGTH: usize = 10_000;

#[test]
fn pieces_over_and_over() {
    for format in Format::ALL {
        for piece in [
            "\t",
            " ",
            ",",
            "\"",
            "\\",
            "%25",
            "\n",
            "x\n",
            "[",
            "{\"a\":",
            "{},",
            "{\"\":0}\n",
            "\\u0000",
            "\u{FFFD}",
            "é",
        ] {
            assert_bounded(*format, piece, piece.repeat(LENGTH / piece.len()).as_bytes());
        }
        assert_bounded(*format, "what is not UTF-8", &vec![0xFF; LENGTH]);
        assert_bounded(*format, "a list of numbers", format!("[{}1]", "1,".repeat(LENGTH / 2)).as_bytes());
        let keys = (0..LENGTH / 12).map(|number| format!("\"k{number}\":1,")).collect::<String>();
        assert_bounded(*format, "unknown keys", format!("{{{keys}\"end\":1}}").as_bytes());
        let columns = (0..LENGTH / 14).map(|number| format!(" c{number}")).collect::<String>();
        let file = format!("#Fields:{columns}\n{}\n", "1\t".repeat(LENGTH / 14));
        assert_bounded(*format, "unknown columns", file.as_bytes());
        let file = format!("version{columns}\n2 {}\n", "1 ".repeat(LENGTH / 14));
        assert_bounded(*format, "unknown columns", file.as_bytes());
    }
}

/// Every list of a value gets its first item again and again, every text is made long.
fn swollen(value: &Value, length: usize) -> Value {
    match value {
        Value::Array(items) if !items.is_empty() => {
            let item = &items[0];
            let count = length / (item.to_string().len() + 1) + 1;
            Value::from(vec![item.clone(); count])
        }
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.clone(), swollen(value, length))).collect::<Map<_, _>>().into()
        }
        other => other.clone(),
    }
}

#[test]
fn records_of_every_format_with_long_lists() {
    for fixture in fixtures() {
        for record in fixture.records() {
            let json = serde_json::to_value(record.unwrap()).unwrap();
            assert_bounded(fixture.format(), "as it is", json.to_string().as_bytes());
            assert_bounded(fixture.format(), "with long lists", swollen(&json, LENGTH / 10).to_string().as_bytes());
        }
    }
}

/// Reading a file of ten times the records holds no more at a time.
#[test]
fn a_file_takes_no_more_than_its_records() {
    let refused =
        [(Format::CloudFront, "refused"), (Format::Elb, "refused"), (Format::CloudTrail, "{\"eventVersion\":1.11")];
    let samples = ROWS.iter().flat_map(|row| row.samples.iter().map(|sample| (row.format, *sample)));
    for (format, line) in samples.chain(refused) {
        let line = format!("{line}\n");
        let few = bytes_at_a_time(format, line.repeat(100).as_bytes());
        let many = bytes_at_a_time(format, line.repeat(1_000).as_bytes());
        assert!(many <= few + 1024, "{format}: {few} bytes for 100 lines, {many} for 1000");
    }
}

/// A stream in which everything that is remembered is new: agents, hosts, addresses.
#[test]
fn the_caches_of_a_mapper_are_bounded() {
    let entries = 64;
    let mapper = Mapper::builder().user_agent_cache(entries).build();
    let mut out = Vec::with_capacity(1 << 16);
    let mut map = |numbers: std::ops::Range<u32>| {
        for number in numbers {
            let agent = format!("Name{number}/{number}.0%20(X11;%20Linux){}", "x".repeat(900));
            let [_, a, b, c] = number.to_be_bytes();
            let line = format!("-\t-\t-\t-\t10.{a}.{b}.{c}\tGET\thost{number}.example.com\t/\t200\t-\t{agent}");
            // Twice, so that it is worth keeping.
            for _ in 0..3 {
                let record = awslog::cloudfront::parse_line(&line).unwrap();
                out.clear();
                mapper.to_ecs(&record).write_json(&mut out);
            }
        }
    };
    let first = measure(|| map(0..1_200));
    let later = measure(|| map(1_200..3_000));
    let most = entries as i64 * (8 << 10);
    assert!(first.bytes_current <= most, "{} bytes are kept", first.bytes_current);
    assert!(first.bytes_current > 64 * 900, "{} bytes are kept: is there no cache?", first.bytes_current);
    assert!(later.bytes_current.abs() < 16 << 10, "{} bytes more are kept", later.bytes_current);
}
