//! Every event is what the Elastic Common Schema allows, whatever the mapper's options.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use awslog::ecs::{FreeForm, Mapper};
use serde_json::{Value, json};

mod registry;
#[allow(dead_code, reason = "each test uses a part")]
mod schema;

use registry::ROWS;

#[test]
fn of_every_fixture_by_every_option() {
    let mappers = [
        Mapper::new(),
        Mapper::builder().aws_fields(false).build(),
        Mapper::builder().keep_original(true).build(),
        Mapper::builder().free_form(FreeForm::Text).build(),
        Mapper::builder().free_form(FreeForm::Flattened).build(),
        Mapper::builder().free_form(FreeForm::Raw).build(),
        Mapper::builder().free_form(FreeForm::Omit).build(),
        Mapper::builder().private_suffixes(true).decode_user_agent(false).community_id(false).build(),
    ];
    for row in ROWS {
        let mut events = 0;
        for fixture in row.fixtures() {
            for record in fixture.records() {
                let record = record.unwrap();
                for mapper in &mappers {
                    let event = serde_json::to_value(mapper.to_ecs(&record)).unwrap();
                    assert_eq!(schema::violations(&event), Vec::<String>::new(), "{}: {event}", fixture.name);
                    events += 1;
                }
            }
        }
        assert!(events >= mappers.len(), "{}: {events}", row.module);
    }
}

/// The places of all texts in a value.
fn texts(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(path.to_owned()),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(place, item)| texts(item, &format!("{path}/{place}"), found));
        }
        Value::Object(members) => {
            for (name, value) in members {
                texts(value, &format!("{path}/{}", name.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        _ => {}
    }
}

/// No ECS field is ever `-`, even if the log has it as a value or in an escape.
#[test]
fn of_every_fixture_with_a_hyphen_for_any_text() {
    let mapper = Mapper::new();
    for row in ROWS {
        let mut read = 0;
        for fixture in row.fixtures() {
            for record in fixture.records().map(Result::unwrap) {
                let record = serde_json::to_value(record).unwrap();
                let mut places = Vec::new();
                texts(&record, "", &mut places);
                for place in places {
                    for hyphen in ["-", "%2D", "\\x2d"] {
                        let mut changed = record.clone();
                        *changed.pointer_mut(&place).unwrap() = Value::from(hyphen);
                        let json = changed.to_string();
                        for record in awslog::records(row.format, json.as_bytes()).filter_map(Result::ok) {
                            let event = serde_json::to_value(mapper.to_ecs(&record)).unwrap();
                            assert_eq!(schema::violations(&event), Vec::<String>::new(), "{json}: {event}");
                            read += 1;
                        }
                    }
                }
            }
        }
        assert!(read > 0, "{}: {read}", row.module);
    }
}

#[test]
fn of_refused_records() {
    let error = awslog::cloudfront::parse_line("2026-01-15\t12:34").unwrap_err();
    let event = serde_json::to_value(Mapper::new().pipeline_error(&error)).unwrap();
    assert_eq!(schema::violations(&event), Vec::<String>::new());
}

/// An event with one field more, or another value in one.
fn with(path: &str, value: Value) -> Vec<String> {
    let mut event = json!({
        "ecs": {"version": "9.4.0"},
        "event": {"kind": "event", "dataset": "aws.waf", "category": ["web"], "type": ["access"]},
    });
    let mut place = &mut event;
    for name in path.split('.') {
        place = &mut place[name];
    }
    *place = value;
    schema::violations(&event)
}

#[test]
fn violations_are_seen() {
    for (path, value, words) in [
        ("source.ip", json!("192.0.2.1"), &[][..]),
        ("aws.waf", json!({"anything": null}), &[]),
        ("source.ip", json!("192.0.2.256"), &[r#"source.ip: "192.0.2.256" is no ip"#]),
        ("source.ip", json!("2001:DB8::1"), &[r#"source.ip: "2001:DB8::1" is no ip"#]),
        ("source.adress", json!("x"), &["source.adress: not in the schema"]),
        ("source", json!({}), &["source: an empty object"]),
        ("source.port", json!("80"), &[r#"source.port: "80" is no long"#]),
        ("source.port", json!(80.5), &["source.port: 80.5 is no long"]),
        ("source.address", json!("-"), &[r#"source.address: "-" is no keyword"#]),
        ("source.address", json!(null), &["source.address: null is no keyword"]),
        ("source.address", json!(["x"]), &["source.address: a list"]),
        ("related.ip", json!("192.0.2.1"), &["related.ip: no list"]),
        ("related.ip", json!([]), &["related.ip: an empty list"]),
        ("related.ip", json!(["192.0.2.1", "192.0.2.1"]), &[r#"related.ip: "192.0.2.1" twice"#]),
        ("@timestamp", json!("2026-01-15 12:34:56"), &[r#"@timestamp: "2026-01-15 12:34:56" is no date"#]),
        ("event.kind", json!("log"), &[r#"event.kind: "log" is not allowed"#]),
        ("event.outcome", json!("ok"), &[r#"event.outcome: "ok" is not allowed"#]),
        ("event.type", json!(["start"]), &[r#"event.type: "start" goes with no event.category that is there"#]),
        ("ecs", json!({"version": ""}), &[r#"ecs.version: "" is no keyword"#]),
        ("event.dataset", json!(null), &["event.dataset: null is no keyword"]),
        ("source.geo.location", json!({"lat": -90.0, "lon": 180.0}), &[]),
        (
            "source.geo.location",
            json!({"lat": 90.5, "lon": 13.5}),
            &[r#"source.geo.location: {"lat":90.5,"lon":13.5} is no geo_point"#],
        ),
        (
            "source.geo.location",
            json!({"lat": 52.5, "lon": -180.5}),
            &[r#"source.geo.location: {"lat":52.5,"lon":-180.5} is no geo_point"#],
        ),
        ("source.geo.location", json!({"lat": 52.5}), &[r#"source.geo.location: {"lat":52.5} is no geo_point"#]),
    ] {
        assert_eq!(with(path, value.clone()), words, "{path}: {value}");
    }
    let missing = ["ecs.version: missing", "event.kind: missing", "event.dataset: missing"];
    assert_eq!(schema::violations(&json!({"message": "x"})), missing);
}
