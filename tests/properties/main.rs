//! What holds for any input, however broken.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use awslog::ecs::Mapper;
use awslog::{ErrorKind, Format, cloudfront, cloudtrail, elb, vpc_flow};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use registry::ROWS;

mod near_valid;
mod promises;
#[path = "../registry/mod.rs"]
mod registry;
#[path = "../schema/mod.rs"]
#[allow(dead_code, reason = "each test uses a part")]
mod schema;

/// The fixtures that are short enough to be changed many times.
fn short_fixtures() -> Vec<Vec<u8>> {
    let fixtures = registry::fixtures().into_iter().chain(registry::hostile_fixtures()).map(|fixture| fixture.bytes);
    let others = registry::read_folder("user_agents").into_iter().map(|(_, bytes)| bytes);
    fixtures.chain(others).filter(|bytes| bytes.len() < 20_000).collect()
}

/// Reads and maps everything that the bytes hold; says how many records and how many errors that were.
fn read_all(format: Format, bytes: &[u8]) -> (usize, usize) {
    let mapper = Mapper::new();
    let (mut read, mut refused) = (0, 0);
    let mut out = Vec::new();
    for record in awslog::records(format, bytes) {
        out.clear();
        match &record {
            Ok(record) => {
                mapper.to_ecs(record).write_json(&mut out);
                read += 1;
            }
            Err(error) => {
                assert_eq!(error.format(), format);
                assert!(!error.to_string().contains(['\n', '\r']));
                mapper.pipeline_error(error).write_json(&mut out);
                refused += 1;
            }
        }
        let json = std::str::from_utf8(&out).unwrap();
        assert!(!json.contains('\n'), "{json}");
        serde_json::from_str::<serde::de::IgnoredAny>(json).unwrap();
        match serde_json::from_str(json) {
            Ok(event) => assert_eq!(schema::violations(&event), Vec::<String>::new(), "{json}"),
            // Free-form parts may hold numbers that are too large for the reader here.
            Err(error) => assert!(error.to_string().starts_with("number out of range"), "{error}: {json}"),
        }
    }
    assert!(read + refused <= bytes.len(), "more records than bytes");
    (read, refused)
}

/// A fixture with some of its bytes changed, taken out or put in.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<Index>(), select(b"\"\\{}[],:\t\n\r -_0\xFF\xC3\x00u%".to_vec()), 0..3_u8);
    (select(short_fixtures()), prop::collection::vec(change, 0..8), any::<Index>(), any::<bool>()).prop_map(
        |(mut bytes, changes, end, cut)| {
            for (place, byte, how) in changes {
                let place = place.index(bytes.len());
                match how {
                    0 => bytes[place] = byte,
                    1 => bytes.insert(place, byte),
                    _ => drop(bytes.remove(place)),
                }
            }
            if cut {
                bytes.truncate(end.index(bytes.len()));
            }
            bytes
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        Format::detect(&bytes);
        for format in Format::ALL {
            read_all(*format, &bytes);
        }
    }

    #[test]
    fn damaged_logs_are_read(bytes in damaged()) {
        Format::detect(&bytes);
        for format in Format::ALL {
            read_all(*format, &bytes);
        }
    }

    #[test]
    fn any_text_is_read_as_a_line(text in prop_oneof![any::<String>(), damaged().prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned())]) {
        read_line_everywhere(&text);
        text.lines().for_each(read_line_everywhere);
    }

    #[test]
    fn any_layout_reads_any_line(names in ".{0,60}", delimiter in ".{0,6}", line in ".{0,80}") {
        read_with_layouts(&names, &delimiter, &line);
    }

    #[test]
    fn any_layout_of_known_names_reads_any_line(
        names in prop::collection::vec(select(names_of_columns()), 1..6),
        between in select(vec![" ", ",", "\t", "} ${", "}-${"]),
        delimiter in ".{0,6}",
        line in prop::collection::vec("[-0-9a-z:.\"\\\\ ]{0,12}", 0..8),
    ) {
        let names = names.join(between);
        for names in [format!("#Fields: {names}"), format!("${{{names}}}"), names] {
            for line in [line.join(" "), line.join(","), line.join("\t"), line.join(&delimiter)] {
                read_with_layouts(&names, &delimiter, &line);
            }
        }
    }
}

/// The names of all columns, and one of no format.
fn names_of_columns() -> Vec<&'static str> {
    let rows = ROWS.iter().filter(|row| row.lines.is_some());
    let fields = rows.flat_map(|row| row.kinds).flat_map(|kind| kind.schema);
    fields.map(|field| field.aws_name).chain(["brand-new"]).collect()
}

fn read_with_layouts(names: &str, delimiter: &str, line: &str) {
    for layout in [
        names.parse::<cloudfront::Layout>(),
        cloudfront::Layout::from_header(names),
        cloudfront::Layout::real_time(names.split(' ')),
        cloudfront::Layout::from_names(names.split(' ')),
    ] {
        let Ok(layout) = layout else { continue };
        drop(layout.parse_line(line));
        if let Ok(layout) = layout.with_delimiter(delimiter) {
            drop(layout.parse_line(line));
            drop(cloudfront::Parser::with_layout(layout).parse_line(line));
        }
    }
    for layout in [
        names.parse::<vpc_flow::Layout>(),
        vpc_flow::Layout::from_header(names),
        vpc_flow::Layout::from_format(names),
        vpc_flow::Layout::guess_by_count(names.len()).ok_or_else(|| vpc_flow::parse_line("").unwrap_err()),
    ] {
        let Ok(layout) = layout else { continue };
        drop(layout.parse_line(line));
        drop(vpc_flow::Parser::with_layout(layout).parse_line(line));
    }
    for layout in [elb::Layout::from_header(names), elb::Layout::from_names(names.split(' '))] {
        let Ok(layout) = layout else { continue };
        drop(layout.parse_line(line));
        if let Ok(layout) = layout.with_delimiter(delimiter) {
            drop(layout.parse_line(line));
            drop(elb::Parser::with_layout(layout).parse_line(line));
        }
    }
}

/// Everything that reads one line.
fn read_line_everywhere(line: &str) {
    drop(cloudtrail::parse_digest(line));
    for row in ROWS {
        drop((row.parse_line)(line));
        for kind in row.kinds {
            drop((kind.parse_line)(line));
            drop(kind.parse_columns.map(|parse_columns| parse_columns(line)));
        }
        if let Some(mut parser) = row.parser() {
            drop(parser.parse_line(line));
        }
    }
}

/// Somebody may have taken a part of a line's end off before.
#[test]
fn returns_at_the_end_of_a_line_are_its_end() {
    for end in ["", "\n", "\r", "\r\n", "\r\r", "\r\r\n"] {
        let file = format!("#Fields: c-ip cs-method\r\n192.0.2.10\tGET{end}");
        let [record] = cloudfront::records(file.as_bytes()).collect::<Vec<_>>().try_into().unwrap();
        assert_eq!(record.unwrap().cs_method.unwrap(), "GET", "{end:?}");
        let mut parser = cloudfront::Parser::new();
        parser.parse_line("#Fields: c-ip cs-method\r").unwrap();
        let line = format!("192.0.2.10\tGET{end}");
        assert_eq!(parser.parse_line(&line).unwrap().unwrap().cs_method.unwrap(), "GET", "{end:?}");
    }
}

#[test]
fn leading_byte_order_marks_are_skipped() {
    for marks in ["", "\u{FEFF}", "\u{FEFF}\u{FEFF}", "\u{FEFF}\u{FEFF}\u{FEFF}"] {
        let lines =
            [format!("{marks}#Fields: c-ip"), format!("{marks}192.0.2.10"), format!("{marks}{{\"c-port\":80}}")];
        let mut parser = cloudfront::Parser::new();
        let alone = lines.iter().filter_map(|line| parser.parse_line(line).unwrap());
        let file = lines.join("\n");
        let whole = cloudfront::records(file.as_bytes()).map(Result::unwrap);
        assert_eq!(whole.collect::<Vec<_>>(), alone.collect::<Vec<_>>());
        assert_eq!(cloudfront::records(file.as_bytes()).count(), 2);
        assert_eq!(awslog::records(Format::Waf, format!("{marks}{{\"action\":\"ALLOW\"}}").as_bytes()).count(), 1);
    }
}

/// Also where a parser is asked for one line after the other.
#[test]
fn leading_white_space_makes_no_difference() {
    for space in ["", " ", "\t", " \t \r"] {
        let json = format!("{space}{{\"c-port\":\"80\"}}");
        let record = cloudfront::Parser::new().parse_line(&json).unwrap().unwrap();
        assert_eq!(record.c_port, Some(80), "{space:?}");
        let json = format!("{space}{{\"srcport\":80}}");
        let record = vpc_flow::Parser::new().parse_line(&json).unwrap().unwrap();
        assert_eq!(record.srcport, Some(80), "{space:?}");
        let json = format!("{space}{{\"elb_status_code\":\"200\",\"target_processing_time\":\"0.1\"}}");
        let Some(elb::Record::AlbAccess(record)) = elb::Parser::new().parse_line(&json).unwrap() else { panic!() };
        assert_eq!(record.elb_status_code, Some(200), "{space:?}");
    }
}

/// A column that comes twice is the field the first time, also where it is null then.
#[test]
fn columns_that_come_again_are_read_again_as_they_were() {
    for (file, json) in [
        ("#Fields: c-port c-port\n80\t81\n", r#"{"c-port":80,"c-port":"81"}"#),
        ("#Fields: c-port c_port\n-\t81\n", r#"{"c-port":null,"c_port":"81"}"#),
        ("#Fields: c-port c-port c-port\n-\t81\tx\n", r#"{"c-port":null,"c-port":"81","c-port":"x"}"#),
        (r#"{"c-port":"","c-port":"81"}"#, r#"{"c-port":null,"c-port":"81"}"#),
        (
            r#"{"count":1,"cs-uri-query":"_","cs-uri-query":"_"}"#,
            r#"{"cs-uri-query":null,"count":1,"cs-uri-query":"_"}"#,
        ),
    ] {
        let [record] = cloudfront::records(file.as_bytes()).collect::<Vec<_>>().try_into().unwrap();
        let record = record.unwrap();
        assert_eq!(serde_json::to_string(&record).unwrap(), json, "{file}");
        assert_eq!(cloudfront::parse_line(json).unwrap(), record, "{file}");
    }
}

#[test]
fn bytes_that_are_not_utf8_cost_one_document() {
    let json = b"[{\"c-port\":\"443\"},{\"cs-method\":\"G\xFFT\"},\n{\"c-port\":\"80\"}]";
    let [first, second, third] = cloudfront::records(json).collect::<Vec<_>>().try_into().unwrap();
    assert_eq!(first.unwrap().c_port, Some(443));
    let error = second.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Encoding);
    assert_eq!(error.to_string(), "CloudFront log, line 1, byte 33: expected UTF-8 text, found the byte 0xFF");
    assert_eq!(error.original(), b"{\"cs-method\":\"G\xFFT\"}");
    let third = third.unwrap();
    assert_eq!(third.c_port, Some(80));
    assert_eq!(third.original(), Some("{\"c-port\":\"80\"}"));
}

#[test]
fn nesting_too_deep_is_an_error() {
    for depth in [200, 10_000, 1_000_000] {
        let json = format!(
            "{{\"c-port\":\"443\"}}\n{{\"x\":{}{}}}\n{{\"c-port\":\"80\"}}",
            "[".repeat(depth),
            "]".repeat(depth)
        );
        let read = cloudfront::records(json.as_bytes()).collect::<Vec<_>>();
        assert_eq!(read.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
        let error = read[1].as_ref().unwrap_err();
        assert_eq!(error.to_string(), "CloudFront log, line 2, byte 150: expected values nested at most 128 deep");
    }
}
