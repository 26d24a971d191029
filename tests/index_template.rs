//! An index that is made from the templates in `docs/` takes every event.
//!
//! `BLESS=1 cargo test --test index_template` writes the templates and the page of our own fields. It also adds rows for new fields to
//! `tests/schema/aws.csv`: check their types, and whether Elastic has a name for the field. Then run it once more.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test panics"
)]

#[allow(dead_code, reason = "each test uses a part")]
mod fates;
mod registry;
#[allow(dead_code, reason = "each test uses a part")]
mod schema;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use awslog::ecs::Mapper;
use registry::{fixtures, hostile_fixtures};
use schema::aws;
use serde_json::{Map, Value, json};

/// The two engines, whose types differ.
#[derive(Clone, Copy, PartialEq)]
enum Engine {
    Elasticsearch,
    OpenSearch,
}

impl Engine {
    fn file(self) -> &'static str {
        match self {
            Engine::Elasticsearch => "docs/index-template.json",
            Engine::OpenSearch => "docs/index-template-opensearch.json",
        }
    }

    /// The mapping of a field of a type.
    fn mapping(self, path: &str, kind: &str) -> Value {
        // A longer text is kept and not found; Lucene takes no term of more than 32766 bytes.
        let is_part = path.ends_with("_parameters") || path.ends_with("_elements") || path.ends_with("_eventdata");
        match (self, kind) {
            (_, "keyword") if path == "event.original" => {
                json!({"type": "keyword", "index": false, "doc_values": false})
            }
            (_, "keyword") if is_part || path.ends_with("service_event_details") => {
                json!({"type": "keyword", "ignore_above": 8191, "fields": {"text": {"type": "text"}}})
            }
            (_, "keyword") => json!({"type": "keyword", "ignore_above": 1024}),
            (Engine::Elasticsearch, "flattened") => json!({"type": "flattened", "ignore_above": 4096}),
            (Engine::OpenSearch, "flattened") => json!({"type": "flat_object"}),
            (Engine::Elasticsearch, "wildcard") => json!({"type": "wildcard", "ignore_above": 8191}),
            (Engine::OpenSearch, "wildcard") => json!({"type": "keyword", "ignore_above": 8191}),
            (Engine::OpenSearch, "match_only_text") => json!({"type": "text"}),
            (_, kind) => json!({"type": kind}),
        }
    }

    /// The template for the data streams of all formats.
    fn template(self) -> Value {
        let mut properties = Map::new();
        let fields = schema::fields().chain(aws::TABLE.iter().map(|field| (field.path, field.kind)));
        for (path, kind) in fields.chain([("sekoiaio.repeat.count", "long")]) {
            put(&mut properties, path, path, |path| self.mapping(path, kind));
        }
        let keyword = json!({"type": "keyword", "ignore_above": 1024});
        let flattened = self.mapping("", "flattened");
        let of_any = |name: &str, path: &str, kind: &str, mapping: &Value| json!({name: {"path_match": path, "match_mapping_type": kind, "mapping": mapping}});
        json!({
            "index_patterns": ["logs-aws.*-*"],
            "priority": 300,
            "data_stream": {},
            "_meta": {"description": "Events of awslog. Written by a test: see docs/mapping.md"},
            "template": {
                "settings": {"index": {"mapping": {"total_fields": {"limit": 2500}}}},
                "mappings": {
                    "date_detection": false,
                    "dynamic_templates": [
                        of_any("unknown_objects", "aws.*", "object", &flattened),
                        of_any("unknown_values", "aws.*", "*", &keyword),
                        of_any("labels", "labels.*", "*", &keyword),
                        of_any("texts", "*", "string", &keyword),
                    ],
                    "properties": properties,
                },
            },
        })
    }
}

/// Puts a mapping at a path, into the objects that it leads through.
fn put(properties: &mut Map<String, Value>, rest: &str, path: &str, mapping: impl Fn(&str) -> Value) {
    let Some((name, rest)) = rest.split_once('.') else {
        let own = mapping(path);
        let entry = properties.entry(rest).or_insert_with(|| json!({}));
        return entry.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
    };
    let group = properties.entry(name).or_insert_with(|| json!({}));
    let inner = group.as_object_mut().unwrap().entry("properties").or_insert_with(|| json!({}));
    put(inner.as_object_mut().unwrap(), rest, path, mapping);
}

/// The page of the fields that Elastic has no name for.
fn page() -> String {
    let mut page = "\
# Fields of our own under `aws`

Elastic's AWS package has names for most of what AWS logs, and events use them. This page lists the fields for which it has none:
their names are AWS's own in snake_case, and their types are those of `docs/index-template.json`. A test writes this page. The page
[`mapping.md`][mapping] shows where each field comes from.

[mapping]: mapping.md
"
    .to_owned();
    let mut dataset = "";
    for field in aws::TABLE.iter().filter(|field| !field.is_elastic) {
        if field.dataset != dataset {
            dataset = field.dataset;
            write!(page, "\n## `{dataset}`\n\n| field | type |\n| --- | --- |\n").unwrap();
        }
        writeln!(page, "| `{}` | {} |", field.path, field.kind).unwrap();
    }
    page
}

fn path(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

#[track_caller]
fn is_committed(name: &str, text: &str) {
    if std::env::var_os("BLESS").is_some() {
        return fs::write(path(name), text).unwrap();
    }
    let committed = fs::read_to_string(path(name)).unwrap();
    for (line, (committed, text)) in committed.lines().zip(text.lines()).enumerate() {
        assert_eq!(committed, text, "{name}, line {}", line + 1);
    }
    assert_eq!(committed.lines().count(), text.lines().count(), "{name}: the number of its lines");
}

#[test]
fn the_templates_are_those_of_the_tables() {
    for engine in [Engine::Elasticsearch, Engine::OpenSearch] {
        is_committed(engine.file(), &format!("{:#}\n", engine.template()));
    }
}

#[test]
fn the_page_lists_the_fields_of_our_own() {
    is_committed("docs/aws-fields.md", &page());
}

/// The events of all fixtures, and of the hostile ones, refused records too.
fn events_of_fixtures() -> Vec<Value> {
    let mapper = Mapper::new();
    let mut events = Vec::new();
    for fixture in fixtures().iter().chain(&hostile_fixtures()) {
        events.extend(fixture.records().filter_map(|record| match &record {
            // Free-form JSON can hold a number that is too large for serde_json.
            Ok(record) => serde_json::to_value(mapper.to_ecs(record)).ok(),
            Err(error) => serde_json::to_value(mapper.pipeline_error(error)).ok(),
        }));
    }
    assert!(events.len() > 200, "{}", events.len());
    events
}

/// The events of records with every field that the parsers know, and of each field alone.
fn events_of_every_field() -> Vec<Value> {
    let mut events = Vec::new();
    for source in fates::sources() {
        let fields = source.fields().unwrap();
        let alone = fields.iter().map(|field| field.put_into(&source.smallest_without(field)));
        let records = source.wholes(&fields).into_iter().chain(alone);
        events.extend(records.map(|record| source.read(&record.to_string()).unwrap()));
    }
    events
}

/// The events of each field alone, with a value that no rule knows.
fn events_of_plain_values() -> Vec<Value> {
    let of = |source: &'static fates::Source| {
        let fields = source.fields_without_examples().into_iter();
        let records = fields.map(|field| field.put_into(&source.smallest_without(&field)));
        records.map(|record| source.read(&record.to_string()).unwrap())
    };
    fates::sources().iter().flat_map(of).collect()
}

/// The kinds of values at each path under `aws` that the index has as a field.
fn kinds(events: &[Value]) -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut kinds = BTreeMap::new();
    let mut faults = Vec::new();
    for event in events {
        if let Some(fields) = event.get("aws") {
            aws::check("aws", fields, &mut faults, &mut kinds);
        }
    }
    assert_eq!(faults, Vec::<String>::new());
    kinds
}

#[test]
fn the_index_takes_every_event_and_each_field_is_of_one_kind() {
    let kinds = kinds(&[events_of_fixtures(), events_of_every_field()].concat());
    assert!(kinds.len() > 900, "{}", kinds.len());
    // Milliseconds and texts are both dates.
    let is_date = |path: &str| aws::field_at(path).is_some_and(|field| field.kind == "date");
    let several = kinds.iter().filter(|(path, kinds)| kinds.len() > 1 && !is_date(path));
    assert_eq!(several.collect::<Vec<_>>(), []);
}

/// A key that is not known may have the name of a field that holds no text.
#[test]
fn keys_that_are_not_known_never_stand_where_an_index_refuses_them() {
    let mut read = 0;
    let mut events = Vec::new();
    for source in fates::sources() {
        let own = aws::TABLE.iter().filter(|field| field.path.split('.').nth(1) == Some(source.row.dataset()));
        let names = own.filter_map(|field| field.path.split('.').nth(2)).collect::<BTreeSet<_>>();
        for (name, value) in names.iter().flat_map(|name| [(name, json!("x")), (name, json!({"a": "x"}))]) {
            let mut record = serde_json::from_str::<Value>(source.kind.smallest[0]).unwrap();
            record[*name] = value;
            if let Ok(event) = source.read(&record.to_string()) {
                events.push(event);
                read += 1;
            }
        }
    }
    for object in ["userIdentity", "userIdentity.sessionContext"] {
        let path =
            object.replace("userIdentity", "aws.cloudtrail.user_identity").replace("sessionContext", "session_context");
        let below = aws::TABLE.iter().filter_map(|field| field.path.strip_prefix(&format!("{path}.")));
        for name in below.map(|rest| rest.split('.').next().unwrap()).collect::<BTreeSet<_>>() {
            let inner = json!({name: "x"});
            let identity = if object.contains('.') { json!({"sessionContext": inner}) } else { inner };
            let record = json!({"eventVersion": "1.11", "eventType": "AwsApiCall", "userIdentity": identity});
            let record = awslog::cloudtrail::parse_line(&record.to_string()).unwrap().into_owned();
            events.push(serde_json::to_value(Mapper::new().to_ecs(&record)).unwrap());
            read += 1;
        }
    }
    assert!(read > 200, "{read}");
    let mut faults = Vec::new();
    for event in events.iter().filter_map(|event| event.get("aws")) {
        aws::check("aws", event, &mut faults, &mut BTreeMap::new());
    }
    // An object in place of a text of the same name is all that is left, and AWS has changed no field so.
    let others = faults.iter().filter(|fault| !fault.ends_with(r#"{"a":"x"} is no keyword"#)).collect::<Vec<_>>();
    assert_eq!(others, Vec::<&String>::new());
}

/// What is not of its field's type is kept, and not where an index has the type.
#[test]
fn values_that_are_not_of_their_type_never_stand_where_an_index_refuses_them() {
    let mut read = 0;
    let mut faults = Vec::new();
    for source in fates::sources() {
        for field in source.fields().unwrap() {
            let record = field.with_value(json!("misfit")).put_into(&source.smallest_without(&field));
            if let Ok(event) = source.read(&record.to_string()) {
                if let Some(fields) = event.get("aws") {
                    aws::check("aws", fields, &mut faults, &mut BTreeMap::new());
                }
                read += 1;
            }
        }
    }
    assert!(read > 500, "{read}");
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn every_field_is_in_the_table() {
    let events = events_of_every_field();
    let kinds = kinds(&events);
    let missing = kinds.keys().filter(|path| aws::field_at(path).is_none()).collect::<Vec<_>>();
    if std::env::var_os("BLESS").is_some() {
        return fs::write(path(aws::FILE), aws::with_rows(&missing, &events)).unwrap();
    }
    assert_eq!(missing, Vec::<&String>::new(), "BLESS=1 adds a row for each to {}", aws::FILE);
}

#[test]
fn every_field_of_our_own_is_in_some_event() {
    let kinds = kinds(&[events_of_fixtures(), events_of_every_field(), events_of_plain_values()].concat());
    let ours = aws::TABLE.iter().filter(|field| !field.is_elastic).map(|field| field.path);
    let stale = ours.filter(|path| !kinds.contains_key(*path)).collect::<Vec<_>>();
    assert_eq!(stale, Vec::<&str>::new(), "remove their rows from {}", aws::FILE);
}

#[test]
fn new_rows_have_the_type_of_the_value() {
    let event = json!({
        "event": {"dataset": "aws.new_logs"},
        "aws": {"new": {"a": "x", "b": 5, "c": 0.5, "d": true, "e": "192.0.2.1", "f": "2026-01-15T12:34:56Z", "g": [{"h": 1}]}},
    });
    let paths = ["a", "b", "c", "d", "e", "f", "g"].map(|name| format!("aws.new.{name}"));
    let table = aws::with_rows(&paths.iter().collect::<Vec<_>>(), &[event]);
    let rows = table.lines().filter(|row| row.starts_with("aws.new_logs,")).collect::<Vec<_>>();
    assert_eq!(
        rows,
        [
            "aws.new_logs,aws.new.a,keyword,ours",
            "aws.new_logs,aws.new.b,long,ours",
            "aws.new_logs,aws.new.c,double,ours",
            "aws.new_logs,aws.new.d,boolean,ours",
            "aws.new_logs,aws.new.e,ip,ours",
            "aws.new_logs,aws.new.f,date,ours",
            "aws.new_logs,aws.new.g,flattened,ours",
        ]
    );
}

#[test]
fn faults_are_seen() {
    for (path, value, fault) in [
        ("aws.waf.response_code_sent", json!(403), None),
        ("aws.waf.response_code_sent", json!("403"), Some("aws.waf.response_code_sent: \"403\" is no long")),
        ("aws.vpcflow.version", json!(2), Some("aws.vpcflow.version: 2 is no keyword")),
        ("aws.waf.captcha_response.solve_timestamp", json!(1_768_480_402_000_i64), None),
        (
            "aws.waf.captcha_response.solve_timestamp",
            json!(1_768_480_402),
            Some("aws.waf.captcha_response.solve_timestamp: 1768480402 is no date"),
        ),
        (
            "aws.cloudtrail.flattened.request_parameters",
            json!("x"),
            Some("aws.cloudtrail.flattened.request_parameters: \"x\" is no flattened"),
        ),
        ("aws.guardduty.severity", json!(8), Some("aws.guardduty.severity: 8 in place of an object of fields")),
        ("aws.cloudtrail.brand_new", json!({"a": 1}), None),
    ] {
        let mut faults = Vec::new();
        aws::check(path, &value, &mut faults, &mut BTreeMap::new());
        assert_eq!(faults, fault.into_iter().map(str::to_owned).collect::<Vec<_>>(), "{path}: {value}");
    }
}
