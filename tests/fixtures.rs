//! Every fixture becomes exactly the events in `tests/expected/`, its format is detected, and it reads the same in every form.
//!
//! `BLESS=1 cargo test --test fixtures` writes the expected events: read the difference before you commit it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use awslog::ecs::Mapper;
use awslog::{Format, Record};
use serde_json::Value;

mod registry;

use registry::{Fixture, ROWS, fixtures};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn records(format: Format, bytes: &[u8]) -> Vec<Record<'_>> {
    awslog::records(format, bytes).collect::<Result<_, _>>().unwrap()
}

#[test]
fn every_format_has_a_row_and_fixtures() {
    let formats: BTreeSet<Format> = ROWS.iter().map(|row| row.format).collect();
    assert_eq!(formats, Format::ALL.iter().copied().collect());
    for row in ROWS {
        assert!(!row.fixtures().is_empty(), "{}", row.module);
        for sample in row.samples {
            assert_eq!((row.parse_line)(sample).unwrap().format(), row.format, "{sample}");
            assert_eq!(Format::detect(sample.as_bytes()), Some(row.format), "{sample}");
        }
    }
}

#[test]
fn whole_events() {
    let mapper = Mapper::new();
    for Fixture { row, name, bytes } in fixtures() {
        let mut written = Vec::new();
        for record in records(row.format, &bytes) {
            mapper.to_ecs(&record).write_json(&mut written);
            written.push(b'\n');
        }
        let path = root().join("tests/expected").join(format!("{}.ndjson", name));
        let events = |lines: &[u8]| {
            let lines = std::str::from_utf8(lines).unwrap().lines();
            lines.map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Value>>()
        };
        let found = events(&written);
        // A file with the same values stays as it is, whatever the order of its members.
        let is_new = |old: Vec<u8>| events(&old) != found;
        if std::env::var_os("BLESS").is_some() && fs::read(&path).map_or(true, is_new) {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &written).unwrap();
        }
        let expected = events(&fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())));
        assert_eq!(found.len(), expected.len(), "{}", name);
        for (number, (found, expected)) in found.iter().zip(&expected).enumerate() {
            assert_eq!(found, expected, "{}, event {}", name, number + 1);
        }
    }
}

#[test]
fn write_json_writes_what_serde_writes() {
    for options in [Mapper::builder(), Mapper::builder().keep_original(true).aws_fields(false)] {
        let mapper = options.build();
        for Fixture { row, name, bytes } in fixtures() {
            for record in records(row.format, &bytes) {
                let event = mapper.to_ecs(&record);
                let mut ours = Vec::new();
                event.write_json(&mut ours);
                let theirs = serde_json::to_vec(&event).unwrap();
                assert_eq!(String::from_utf8(ours).unwrap(), String::from_utf8(theirs).unwrap(), "{}", name);
            }
        }
    }
}

#[test]
fn formats_are_detected() {
    for Fixture { row, name, bytes } in fixtures() {
        assert_eq!(Format::detect(&bytes), Some(row.format), "{}", name);
    }
}

#[test]
fn formats_are_detected_from_either_half() {
    for Fixture { row, name, bytes } in fixtures() {
        let (first, second) = bytes.split_at(bytes.len() / 2);
        let lines = bytes.split_inclusive(|byte| *byte == b'\n').collect::<Vec<_>>();
        let last_lines = lines[lines.len() / 2..].concat();
        for half in [first, second, &last_lines] {
            assert_eq!(Format::detect(half), Some(row.format), "{name}: {:?}", String::from_utf8_lossy(half));
        }
    }
}

#[test]
fn owned_records_equal_borrowed_ones() {
    for Fixture { row, name, bytes } in fixtures() {
        for record in records(row.format, &bytes) {
            assert_eq!(record.clone().into_owned(), record, "{}", name);
            assert_eq!(record.format(), row.format);
        }
    }
}

#[test]
fn serialized_records_are_read_again() {
    for Fixture { row, name, bytes } in fixtures() {
        for record in records(row.format, &bytes) {
            let serialized = serde_json::to_string(&record).unwrap();
            let again = records(row.format, serialized.as_bytes());
            assert_eq!(again, [record], "{}: {serialized}", name);
        }
    }
}

#[test]
fn a_stored_record_is_read_again_by_parse_line() {
    let mapper = Mapper::new();
    for Fixture { row, name, bytes } in fixtures() {
        for record in records(row.format, &bytes) {
            let stored = serde_json::to_string(&record).unwrap();
            let again = (row.parse_line)(&stored).unwrap_or_else(|error| panic!("{}: {error}", name));
            assert_eq!(again, record, "{}: {stored}", name);
            // The text that a record was read from is not stored, and `message` is that text.
            let [again, first] = [&again, &record].map(|record| {
                let mut event = mapper.to_ecs(record);
                event.message = None;
                serde_json::to_string(&event).unwrap()
            });
            assert_eq!(again, first, "{}: {stored}", name);
        }
    }
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    for Fixture { row, name, bytes } in fixtures() {
        let text = String::from_utf8(bytes).unwrap();
        let lines = text.strip_prefix('\u{FEFF}').unwrap_or(&text).replace("\r\n", "\n");
        let other = format!("\u{FEFF}{}", lines.replace('\n', "\r\n"));
        assert_eq!(records(row.format, other.as_bytes()), records(row.format, lines.as_bytes()), "{}", name);
    }
}

#[test]
fn the_original_is_the_exact_text() {
    for Fixture { row, name, bytes } in fixtures() {
        let text = std::str::from_utf8(&bytes).unwrap();
        for record in records(row.format, &bytes) {
            let original = record.original().unwrap();
            assert!(text.contains(original), "{}: {original}", name);
        }
    }
}
