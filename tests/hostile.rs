//! Input that somebody made to break things: a record with the right values, or an error with the right words.
//!
//! `BLESS=1 cargo test --test hostile` writes the expectations anew: read the difference before you commit it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a failing test panics"
)]

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use awslog::ecs::Mapper;
use awslog::{Error, Format, cloudfront, cloudtrail, config, elb, vpc_flow, waf};
use serde_json::Value;
use serde_json::value::RawValue;

mod registry;

use registry::{Fixture, ROWS, hostile_fixtures};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The events of records and errors, one a line.
fn events(format: Format, bytes: &[u8]) -> String {
    let mapper = Mapper::new();
    let mut out = Vec::new();
    for record in awslog::records(format, bytes) {
        match &record {
            Ok(record) => mapper.to_ecs(record).write_json(&mut out),
            Err(error) => mapper.pipeline_error(error).write_json(&mut out),
        }
        out.push(b'\n');
    }
    String::from_utf8(out).unwrap()
}

/// The members of an event down to those of `aws.<dataset>`, with their exact JSON. Their order is free.
fn members(event: &str) -> BTreeMap<String, String> {
    fn collect(path: &str, depth: u32, json: &str, members: &mut BTreeMap<String, String>) {
        match serde_json::from_str::<BTreeMap<String, Box<RawValue>>>(json) {
            Ok(object) if depth > 0 => {
                object
                    .iter()
                    .for_each(|(key, value)| collect(&format!("{path}.{key}"), depth - 1, value.get(), members));
            }
            _ => assert_eq!(members.insert(path.to_owned(), json.to_owned()), None, "{path} occurs twice"),
        }
    }
    let mut members = BTreeMap::new();
    collect("", 3, event, &mut members);
    members
}

#[test]
fn whole_events_and_the_words_of_errors() {
    let fixtures = hostile_fixtures();
    for Fixture { row, name, bytes } in &fixtures {
        assert_eq!(Format::detect(bytes), Some(row.format), "{name}");
        let found = events(row.format, bytes);
        let expected = root().join("tests/expected").join(format!("{name}.ndjson"));
        let is_new = |old: String| !old.lines().map(members).eq(found.lines().map(members));
        if std::env::var_os("BLESS").is_some() && fs::read_to_string(&expected).map_or(true, is_new) {
            fs::write(&expected, &found).unwrap();
        }
        let expected = fs::read_to_string(&expected).unwrap();
        for (number, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
            assert_eq!(members(found), members(expected), "{name}, event {}", number + 1);
            assert!(!found.contains(|char: char| char < ' '), "{name}, event {}", number + 1);
        }
        assert_eq!(found.lines().count(), expected.lines().count(), "{name}");
    }
    for row in ROWS {
        assert!(fixtures.iter().any(|fixture| fixture.row.format == row.format), "{} has none", row.module);
    }
}

/// The words of every error.
fn refusals(format: Format, bytes: &[u8]) -> Vec<String> {
    awslog::records(format, bytes).filter_map(Result::err).map(|error| error.to_string()).collect()
}

#[test]
fn a_megabyte_in_one_field() {
    let long = "a".repeat(1 << 20);
    let line = format!("-\t-\t-\t-\t-\tGET\t{long}\t/{long}\t200\t-\t{long}%25\t{long}");
    let record = cloudfront::parse_line(&line).unwrap();
    let mapper = Mapper::new();
    let event = mapper.to_ecs(&record);
    assert_eq!(event.url.query.as_deref(), Some(&*long));
    assert_eq!(event.url.path.as_deref(), Some(&*format!("/{long}")));
    assert_eq!(event.user_agent.original.as_deref(), Some(&*format!("{long}%")));
    assert_eq!(event.user_agent.name.as_deref(), Some("Other"));

    let error = cloudfront::parse_line(&format!("-\t-\t-\t{long}")).unwrap_err();
    let words = format!("CloudFront log, field `sc-bytes`: expected a whole number, found \"{}\"...", "a".repeat(80));
    assert_eq!(error.to_string(), words);

    for (format, json, place) in [
        (Format::CloudTrail, format!(r#"{{"eventVersion":"1.11","userAgent":"{long}"}}"#), "/user_agent/original"),
        (Format::Waf, format!(r#"{{"timestamp":1,"httpRequest":{{"args":"{long}"}}}}"#), "/url/query"),
        (Format::GuardDuty, format!(r#"{{"schemaVersion":"2.0","title":"{long}"}}"#), "/rule/description"),
        (
            Format::Config,
            format!(r#"{{"configurationItemVersion":"1.3","resourceName":"{long}"}}"#),
            "/aws/config/resource_name",
        ),
    ] {
        let event: Value = serde_json::from_str(&events(format, json.as_bytes())).unwrap();
        assert!(event.to_string().contains(&long), "{format} {place}");
    }
}

#[test]
fn twenty_thousand_columns() {
    let names = (0..20_000).map(|number| format!("column-{number}")).collect::<Vec<_>>().join(" ");
    let values = (0..20_000).map(|number| number.to_string()).collect::<Vec<_>>();

    let file = format!("#Fields: sc-status {names}\n200\t{}\n", values.join("\t"));
    let record = cloudfront::records(file.as_bytes()).next().unwrap().unwrap();
    assert_eq!(record.unknown("column-19999").map(|value| &**value), Some("19999"));
    let event: Value = serde_json::from_str(&events(Format::CloudFront, file.as_bytes())).unwrap();
    assert_eq!(event["aws"]["cloudfront"]["column_19999"], "19999");

    let file = format!("version interface-id {names}\n2 eni-0123456789abcdef0 {}\n", values.join(" "));
    let record = vpc_flow::records(file.as_bytes()).next().unwrap().unwrap();
    assert_eq!(record.unknown("column-19999").map(|value| &**value), Some("19999"));

    let line = format!("{}{}", "-\t".repeat(33), values.join("\t"));
    let record = cloudfront::parse_line(&line).unwrap();
    assert_eq!(record.beyond_layout().len(), 20_000);
}

#[test]
fn ten_thousand_levels_deep() {
    for format in Format::ALL {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let deep = format!("{}1{}", open.repeat(10_000), close.repeat(10_000));
            for json in [
                deep.clone(),
                format!("{{\"x\":{deep}}}"),
                format!("{{\"Records\":[{deep}]}}"),
                format!("{{\"eventVersion\":\"1.11\",\"requestParameters\":{deep}}}"),
                format!("{{\"timestamp\":1,\"httpRequest\":{{}},\"webaclId\":{deep}}}"),
            ] {
                let words = refusals(*format, json.as_bytes());
                assert_eq!(words.len(), 1, "{format}: {words:?}");
                let (_, expected) = words[0].split_once(": ").unwrap();
                assert!(
                    expected == "expected values nested at most 128 deep" || !json.contains("\"x\""),
                    "{}",
                    words[0]
                );
            }
        }
    }
}

#[test]
fn a_list_that_is_never_closed_is_one_error_each() {
    let words = refusals(Format::CloudTrail, "[".repeat(100_000).as_bytes());
    assert_eq!(words, ["CloudTrail log, line 1, byte 128: expected values nested at most 128 deep"]);
}

/// The errors of many refused records in a row are found in one pass: [`tests/linear_time.rs`] measures it.
#[test]
fn several_refused_records_before_a_good_one() {
    let json = b"[1,\"a\",[],{\"c-port\":\"x\"},\n{\"c-port\":\"80\"},2]";
    let read = cloudfront::records(json).map(|record| match record {
        Ok(record) => record.c_port.unwrap().to_string(),
        Err(error) => error.to_string(),
    });
    assert_eq!(
        read.collect::<Vec<_>>(),
        [
            "CloudFront log, line 1, byte 1: expected an object, found \"1\"",
            "CloudFront log, line 1, field `date`: expected a date as YYYY-MM-DD, found \"a\"",
            "CloudFront log, line 1, field `c-port`: expected a whole number below 65536, found \"x\"",
            "80",
            "CloudFront log, line 2, byte 42: expected an object, found \"2\"",
        ]
    );
}

/// Bytes that are not UTF-8 are counted as they stand in the input, not as their replacements.
#[test]
fn positions_after_bytes_that_are_not_utf8() {
    let json = b"{\"Records\":[{\"eventVersion\":\"1.11\",\"eventName\":\"\xFF\xFF\xFF\xFF\",\"readOnly\":nu}]}";
    let error = cloudtrail::records(json).next().unwrap().unwrap_err();
    assert_eq!(error.to_string(), "CloudTrail log, line 1, byte 65, field `readOnly`: expected a value, found \"n\"");
    assert_eq!(json[65], b'n');
}

/// A character that lies across the ninth decimal.
#[test]
fn decimals_that_are_no_digits() {
    let error = cloudfront::parse_line("{\"time-taken\":\"0.00000000é\"}").unwrap_err();
    assert_eq!(
        error.to_string(),
        "CloudFront log, field `time-taken`: expected seconds with at most nine decimals, found \"0.00000000\\u{e9}\""
    );
}

/// What nobody may read in an error.
const SECRET: &str = "hunter2hunter2";

/// What is in the place of a secret until it is put there.
const PLACEHOLDER: &str = "the secret's place";

#[track_caller]
fn assert_tells_nothing(error: &Error) {
    let event = serde_json::to_value(Mapper::new().pipeline_error(error)).unwrap();
    for text in [error.to_string(), format!("{error:?}"), format!("{error:#?}"), event["error"].to_string()] {
        assert!(!text.contains("hunter2"), "{text}");
    }
    assert!(error.found().is_none_or(|found| !found.contains("hunter2")));
    assert!(error.field().is_none_or(|field| !field.contains("hunter2")));
}

/// A value of each kind that is a secret.
fn secrets() -> [String; 9] {
    [
        format!("session={SECRET}; theme=dark"),
        format!("token%3D{SECRET}"),
        format!("a=b&token={SECRET}"),
        format!("Bearer {SECRET}"),
        format!("Basic {SECRET}"),
        format!("eyJhbGciOiJub25lIn0.{SECRET}.x"),
        format!("Bearer%20{SECRET}"),
        format!("AWS4-HMAC-SHA256 Credential={SECRET}"),
        format!("/path?key={SECRET}"),
    ]
}

#[test]
fn secrets_in_columns_that_have_shifted() {
    let mut refused = 0;
    for secret in secrets() {
        for column in 0..40 {
            let mut columns = vec!["-"; 40];
            columns[column] = &secret;
            let line = columns.join("\t");
            refused += cloudfront::parse_line(&line).map_err(|error| assert_tells_nothing(&error)).is_err() as usize;
            // Behind a space it is a value of its own, and nothing says what it was.
            if secret.contains(' ') {
                continue;
            }
            let line = format!("2 {}", columns.join(" "));
            refused += vpc_flow::parse_line(&line).map_err(|error| assert_tells_nothing(&error)).is_err() as usize;
            for kind in ["https", "h2", "tls 2.0", "2026-01-15T12:34:56Z"] {
                let line = format!("{kind} {}", columns.join(" "));
                refused += elb::parse_line(&line).map_err(|error| assert_tells_nothing(&error)).is_err() as usize;
            }
        }
        for line in [secret.clone(), format!("{secret}\tx"), format!("\"{secret}\"")] {
            for format in Format::ALL {
                let errors = awslog::records(*format, line.as_bytes()).filter_map(Result::err);
                refused += errors.map(|error| assert_tells_nothing(&error)).count();
            }
        }
    }
    assert!(refused > 500, "{refused}");
}

/// The places of a value. Of a list, the first item stands for all.
fn places(value: &Value, path: &str, found: &mut Vec<String>) {
    found.push(path.to_owned());
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                places(value, &format!("{path}/{name}"), found);
            }
        }
        Value::Array(items) => items.iter().take(1).for_each(|item| places(item, &format!("{path}/0"), found)),
        _ => {}
    }
}

/// Every value of every record becomes a secret, a list of it and an object of it, one at a time.
#[test]
fn secrets_in_any_field_of_json() {
    let mut refused = 0;
    for row in ROWS {
        let mut seen = HashSet::new();
        for fixture in row.fixtures() {
            let Some(Ok(record)) = fixture.records().next() else { panic!("{}", fixture.name) };
            let json = serde_json::to_value(&record).unwrap();
            let mut found = Vec::new();
            places(&json, "", &mut found);
            // A place that another record has too is read in the same way.
            for path in found.into_iter().filter(|path| seen.insert(path.clone())) {
                let mut json = json.clone();
                *json.pointer_mut(&path).unwrap() = Value::from(PLACEHOLDER);
                let json = json.to_string();
                for secret in secrets() {
                    let text = Value::from(&*secret).to_string();
                    for value in [text.clone(), format!("[{text}]"), format!("{{{text}:{text}}}")] {
                        let json = json.replace(&format!("\"{PLACEHOLDER}\""), &value);
                        let errors = awslog::records(row.format, json.as_bytes()).filter_map(Result::err);
                        refused += errors.map(|error| assert_tells_nothing(&error)).count();
                    }
                }
            }
        }
    }
    assert!(refused > 1_000, "{refused}");
}

#[test]
fn secrets_in_json_that_is_broken_anywhere() {
    let json = format!(
        r#"{{"eventVersion":"1.11","requestParameters":{{"password":"{SECRET}","{SECRET}":1}},"responseElements":{{"sessionToken":"{SECRET}"}},"userAgent":"{SECRET}"}}"#
    );
    let waf = format!(
        r#"{{"timestamp":1,"webaclId":"a","httpRequest":{{"args":"token={SECRET}","headers":[{{"name":"authorization","value":"{SECRET}"}},{{"name":"cookie","value":"{SECRET}"}}]}}}}"#
    );
    for json in [json, waf] {
        for end in 0..json.len() {
            for broken in [
                json[..end].to_owned(),
                format!("{}{}", &json[..end], &json[end + 1..]),
                format!("{}]{}", &json[..end], &json[end..]),
            ] {
                for error in cloudtrail::parse_line(&broken)
                    .err()
                    .into_iter()
                    .chain(waf::parse_line(&broken).err())
                    .chain(config::parse_line(&broken).err())
                {
                    assert_tells_nothing(&error);
                }
                cloudtrail::records(broken.as_bytes())
                    .filter_map(Result::err)
                    .for_each(|error| assert_tells_nothing(&error));
            }
        }
    }
}
