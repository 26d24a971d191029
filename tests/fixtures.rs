//! Every fixture becomes just the events that are expected of it, told by itself, and reads the same however it is
//! held.
//!
//! `BLESS=1 cargo test --test fixtures` writes the expectations anew: read the difference before you commit it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use std::fs;
use std::path::{Path, PathBuf};

use awslog::ecs::Mapper;
use awslog::{Format, Record};
use serde_json::Value;

/// The folders of fixtures, and the format that each of them holds.
const FOLDERS: &[(&str, Format)] = &[
    ("cloudfront", Format::CloudFront),
    ("cloudtrail", Format::CloudTrail),
    ("config", Format::Config),
    ("elb", Format::Elb),
    ("guardduty", Format::GuardDuty),
    ("vpc_flow", Format::VpcFlow),
    ("waf", Format::Waf),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every fixture with its format, its name and its bytes.
fn fixtures() -> Vec<(Format, PathBuf, Vec<u8>)> {
    let mut fixtures = Vec::new();
    for (folder, format) in FOLDERS {
        for entry in fs::read_dir(root().join("fixtures").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = Path::new(folder).join(path.file_name().unwrap());
            fixtures.push((*format, name, fs::read(path).unwrap()));
        }
    }
    fixtures.sort_by(|one, other| one.1.cmp(&other.1));
    assert!(fixtures.len() >= FOLDERS.len());
    fixtures
}

fn records(format: Format, bytes: &[u8]) -> Vec<Record<'_>> {
    awslog::records(format, bytes).collect::<Result<_, _>>().unwrap()
}

#[test]
fn whole_events() {
    let mapper = Mapper::new();
    for (format, name, bytes) in fixtures() {
        let mut written = Vec::new();
        for record in records(format, &bytes) {
            mapper.to_ecs(&record).write_json(&mut written);
            written.push(b'\n');
        }
        let path = root().join("tests/expected").join(format!("{}.ndjson", name.display()));
        if std::env::var_os("BLESS").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &written).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let events =
            |lines: &str| lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Value>>();
        let (found, expected) = (events(std::str::from_utf8(&written).unwrap()), events(&expected));
        assert_eq!(found.len(), expected.len(), "{}", name.display());
        for (number, (found, expected)) in found.iter().zip(&expected).enumerate() {
            assert_eq!(found, expected, "{}, event {}", name.display(), number + 1);
        }
    }
}

#[test]
fn json_is_the_same_by_either_way() {
    for options in [Mapper::builder(), Mapper::builder().keep_original(true).aws_fields(false)] {
        let mapper = options.build();
        for (format, name, bytes) in fixtures() {
            for record in records(format, &bytes) {
                let event = mapper.to_ecs(&record);
                let mut ours = Vec::new();
                event.write_json(&mut ours);
                let theirs = serde_json::to_vec(&event).unwrap();
                assert_eq!(String::from_utf8(ours).unwrap(), String::from_utf8(theirs).unwrap(), "{}", name.display());
            }
        }
    }
}

#[test]
fn told_by_themselves() {
    for (format, name, bytes) in fixtures() {
        assert_eq!(Format::detect(&bytes), Some(format), "{}", name.display());
    }
}

#[test]
fn told_by_their_second_half() {
    for (format, name, bytes) in fixtures() {
        let half = &bytes[bytes.len() / 2..];
        assert_eq!(Format::detect(half), Some(format), "{}", name.display());
        let lines = bytes.split_inclusive(|byte| *byte == b'\n').collect::<Vec<_>>();
        let half = lines[lines.len() / 2..].concat();
        assert_eq!(Format::detect(&half), Some(format), "{}", name.display());
    }
}

#[test]
fn owned_records_equal_borrowed_ones() {
    for (format, name, bytes) in fixtures() {
        for record in records(format, &bytes) {
            assert_eq!(record.clone().into_owned(), record, "{}", name.display());
            assert_eq!(record.format(), format);
        }
    }
}

#[test]
fn records_read_equal_from_what_they_are_serialized_to() {
    for (format, name, bytes) in fixtures() {
        for record in records(format, &bytes) {
            let serialized = serde_json::to_string(&record).unwrap();
            let again = records(format, serialized.as_bytes());
            assert_eq!(again, [record], "{}: {serialized}", name.display());
        }
    }
}

/// Reads one record by the entry point of its format.
fn parse_line(format: Format, line: &str) -> awslog::Result<Record<'_>> {
    Ok(match format {
        Format::CloudFront => awslog::cloudfront::parse_line(line)?.into(),
        Format::CloudTrail => awslog::cloudtrail::parse_line(line)?.into(),
        Format::Config => awslog::config::parse_line(line)?.into(),
        Format::Elb => awslog::elb::parse_line(line)?.into(),
        Format::GuardDuty => awslog::guardduty::parse_line(line)?.into(),
        Format::VpcFlow => awslog::vpc_flow::parse_line(line)?.into(),
        Format::Waf => awslog::waf::parse_line(line)?.into(),
        other => panic!("{other}"),
    })
}

#[test]
fn a_stored_record_is_read_again_by_parse_line() {
    let mapper = Mapper::new();
    for (format, name, bytes) in fixtures() {
        for record in records(format, &bytes) {
            let stored = serde_json::to_string(&record).unwrap();
            let again = parse_line(format, &stored).unwrap_or_else(|error| panic!("{}: {error}", name.display()));
            assert_eq!(again, record, "{}: {stored}", name.display());
            // The text that a record was read from is not stored, and `message` is that text.
            let [again, first] = [&again, &record].map(|record| {
                let mut event = mapper.to_ecs(record);
                event.message = None;
                serde_json::to_string(&event).unwrap()
            });
            assert_eq!(again, first, "{}: {stored}", name.display());
        }
    }
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    for (format, name, bytes) in fixtures() {
        let text = String::from_utf8(bytes).unwrap();
        let lines = text.strip_prefix('\u{FEFF}').unwrap_or(&text).replace("\r\n", "\n");
        let other = format!("\u{FEFF}{}", lines.replace('\n', "\r\n"));
        assert_eq!(records(format, other.as_bytes()), records(format, lines.as_bytes()), "{}", name.display());
    }
}

#[test]
fn the_original_is_the_exact_text() {
    for (format, name, bytes) in fixtures() {
        let text = std::str::from_utf8(&bytes).unwrap();
        for record in records(format, &bytes) {
            let original = record.original().unwrap();
            assert!(text.contains(original), "{}: {original}", name.display());
        }
    }
}
