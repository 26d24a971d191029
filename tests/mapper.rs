//! Each option of a mapper changes its own fields of an event, and no others.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failing test panics")]

use std::collections::BTreeMap;

use awslog::ecs::{Address, Event, FreeForm, Labels, Mapper, MapperBuilder, PublicSuffixList, ToEcs};
use awslog::{Format, Record, cloudfront, cloudtrail, schema, vpc_flow};
use serde_json::Value;
use time::macros::utc_datetime;

/// The fields of an event by their paths.
fn leaves(path: &str, value: &Value, found: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(object) => {
            object.iter().for_each(|(name, value)| leaves(&format!("{path}.{name}"), value, found));
        }
        value => {
            found.insert(path.trim_start_matches('.').to_owned(), value.to_string());
        }
    }
}

fn fields(mapper: &Mapper, record: &dyn ToEcs) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    leaves("", &serde_json::to_value(mapper.to_ecs(record)).unwrap(), &mut found);
    found
}

/// The fields that options change, with their values before and after.
fn changes(options: MapperBuilder, record: &dyn ToEcs) -> Vec<String> {
    let (before, after) = (fields(&Mapper::new(), record), fields(&options.build(), record));
    let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
    let shown = |value: Option<&String>| value.map_or("absent", String::as_str).to_owned();
    names
        .filter(|name| before.get(*name) != after.get(*name))
        .map(|name| format!("{name}: {} -> {}", shown(before.get(name)), shown(after.get(name))))
        .collect()
}

#[test]
fn each_option_changes_its_own_fields() {
    let flow = vpc_flow::parse_line(
        "2 123456789012 eni-0123456789abcdef0 192.0.2.10 198.51.100.7 49152 443 6 9 4249 1768480490 1768480550 ACCEPT OK",
    )
    .unwrap();
    let layout = cloudfront::Layout::from_names(["cs(Host)", "cs(User-Agent)"]).unwrap();
    let request = layout.parse_line("d111111abcdef8.cloudfront.net\tExample/1%20(a)").unwrap();
    let text =
        r#"{"eventVersion":"1.11","eventTime":"2026-01-15T12:34:56Z","eventID":"1","requestParameters":{"a":"b"}}"#;
    let call = cloudtrail::parse_line(text).unwrap();
    let original = format!("event.original: absent -> {}", Value::from(text));
    let new = Mapper::builder;
    for (options, record, expected) in [
        (new(), &flow as &dyn ToEcs, &[] as &[&str]),
        (
            new().aws_fields(false),
            &call,
            &[
                r#"aws.cloudtrail.event_version: "1.11" -> absent"#,
                r#"aws.cloudtrail.flattened.request_parameters.a: "b" -> absent"#,
                r#"aws.cloudtrail.request_parameters: "{a=b}" -> absent"#,
            ],
        ),
        (
            new().data_stream(false),
            &call,
            &[
                r#"data_stream.dataset: "aws.cloudtrail" -> absent"#,
                r#"data_stream.namespace: "default" -> absent"#,
                r#"data_stream.type: "logs" -> absent"#,
            ],
        ),
        (
            new().namespace("production".parse().unwrap()),
            &call,
            &[r#"data_stream.namespace: "default" -> "production""#],
        ),
        (new().namespace("default".parse().unwrap()), &call, &[]),
        (new().keep_original(true), &call, &[original.as_str()]),
        (new().decode_user_agent(false), &request, &[r#"user_agent.original: "Example/1 (a)" -> "Example/1%20(a)""#]),
        (new().user_agent_cache(0), &request, &[]),
        (new().community_id(false), &flow, &[r#"network.community_id: "1:Xuvss6rpWqWPmU02DPqD34hjq+M=" -> absent"#]),
        (
            new().internal_networks(["192.0.2.0/24".parse().unwrap()]),
            &flow,
            &[r#"network.direction: absent -> "outbound""#],
        ),
        (new().internal_networks([]), &flow, &[]),
        (new().free_form(FreeForm::Flattened), &call, &[r#"aws.cloudtrail.request_parameters: "{a=b}" -> absent"#]),
        (
            new().free_form(FreeForm::Omit),
            &call,
            &[
                r#"aws.cloudtrail.flattened.request_parameters.a: "b" -> absent"#,
                r#"aws.cloudtrail.request_parameters: "{a=b}" -> absent"#,
            ],
        ),
        (
            new().free_form(FreeForm::Raw),
            &call,
            &[
                r#"aws.cloudtrail.flattened.request_parameters.a: "b" -> absent"#,
                r#"aws.cloudtrail.request_parameters: "{a=b}" -> absent"#,
                r#"aws.cloudtrail.request_parameters.a: absent -> "b""#,
            ],
        ),
        (new().private_suffixes(true), &request, &OF_A_SUFFIX),
        (new().public_suffix_list(list()), &request, &OF_A_SUFFIX),
        (
            new().missing_timestamp(utc_datetime!(2026-01-15 12:34:56)),
            &request,
            &[r#"@timestamp: absent -> "2026-01-15T12:34:56Z""#],
        ),
        (new().missing_timestamp(utc_datetime!(2026-01-15 12:34:57)), &call, &[]),
    ] {
        assert_eq!(changes(options.clone(), record), expected, "{options:?}");
    }
}

/// What changes if `cloudfront.net` is a public suffix.
const OF_A_SUFFIX: [&str; 6] = [
    r#"destination.registered_domain: "cloudfront.net" -> "d111111abcdef8.cloudfront.net""#,
    r#"destination.subdomain: "d111111abcdef8" -> absent"#,
    r#"destination.top_level_domain: "net" -> "cloudfront.net""#,
    r#"url.registered_domain: "cloudfront.net" -> "d111111abcdef8.cloudfront.net""#,
    r#"url.subdomain: "d111111abcdef8" -> absent"#,
    r#"url.top_level_domain: "net" -> "cloudfront.net""#,
];

/// A list of one suffix.
fn list() -> PublicSuffixList {
    "// ===BEGIN ICANN DOMAINS===\ncloudfront.net\n// ===END ICANN DOMAINS===".parse().unwrap()
}

#[test]
fn refused_records_follow_the_options() {
    let error = vpc_flow::parse_line("2 unknown").unwrap_err();
    let write = |options: MapperBuilder| serde_json::to_string(&options.build().pipeline_error(&error)).unwrap();
    let rest = concat!(
        r#""event":{"kind":"pipeline_error","module":"aws","dataset":"aws.vpcflow","original":"2 unknown"},"#,
        r#""error":{"message":"VPC flow log: expected the 14 values of the default format (the line has 2 values, and no "#,
        r#"header line precedes it): pass the layout of the flow log, such as `${version} ${account-id} ${srcaddr}`","#,
        r#""type":"layout"}}"#,
    );
    let streams =
        r#"{"ecs":{"version":"9.4.0"},"data_stream":{"type":"logs","dataset":"aws.vpcflow","namespace":"default"},"#;
    assert_eq!(write(Mapper::builder()), format!("{streams}{rest}"));
    let time = r#"{"@timestamp":"2026-01-15T12:34:56Z","ecs":{"version":"9.4.0"},"#;
    let options = Mapper::builder().data_stream(false).missing_timestamp(utc_datetime!(2026-01-15 12:34:56));
    assert_eq!(write(options), format!("{time}{rest}"));
}

#[test]
fn empty_texts_are_not_written() {
    let record = cloudtrail::parse_line(r#"{"eventID":"1"}"#).unwrap();
    let mapper = Mapper::builder().aws_fields(false).build();
    let mut event = mapper.to_ecs(&record);
    let before = serde_json::to_string(&event).unwrap();
    event.source.address = Some(Address::Name("".into()));
    event.message = Some("".into());
    event.labels.insert("a", "");
    assert_eq!(serde_json::to_string(&event).unwrap(), before);
    let mut written = Vec::new();
    event.write_json(&mut written);
    assert_eq!(String::from_utf8(written).unwrap(), before);
}

#[test]
fn extensions_join_labels_and_are_values() {
    let mut event = Event::default();
    event.labels.insert("team", "a");
    event.labels.insert("zone", "b");
    event.extensions.insert("labels.team", "not written");
    event.extensions.insert("labels.stage", "c");
    event.extensions.insert("example.zones", ["a", "b"]);
    let written =
        r#"{"labels":{"team":"a","zone":"b","stage":"c"},"ecs":{"version":"9.4.0"},"example":{"zones":["a","b"]}}"#;
    assert_eq!(serde_json::to_string(&event).unwrap(), written);
    let Some(schema::Value::List(zones)) = event.get("example.zones") else { panic!("{event:?}") };
    assert_eq!(zones.len(), 2);
    assert_eq!(zones.iter().collect::<Vec<_>>(), [schema::Value::Text("a"), schema::Value::Text("b")]);
}

#[test]
fn labels() {
    let mut labels: Labels<'_> = [("team", "payments"), ("empty", ""), ("zone", "a")].into_iter().collect();
    assert!(!labels.is_empty());
    assert!(Labels::default().is_empty());
    labels.insert("team", "checkout");
    labels.extend([("zone", "b"), ("stage", "test")]);
    let expected = [("team", "checkout"), ("empty", ""), ("zone", "b"), ("stage", "test")];
    assert_eq!(labels.iter().collect::<Vec<_>>(), expected);
    assert_eq!((&labels).into_iter().collect::<Vec<_>>(), expected);
    assert_eq!((labels.iter().len(), labels.iter().size_hint(), labels.len()), (4, (4, Some(4)), 4));
    assert_eq!((labels.get("zone"), labels.get("empty"), labels.get("none")), (Some("b"), Some(""), None));

    // An empty label is not written.
    let mapper = Mapper::new();
    let record = Record::from(cloudtrail::parse_line(r#"{"eventID":"1"}"#).unwrap());
    assert_eq!(record.format(), Format::CloudTrail);
    let mut event = mapper.to_ecs(&record);
    event.labels = labels;
    let written = serde_json::to_value(&event).unwrap();
    assert_eq!(written["labels"].to_string(), r#"{"stage":"test","team":"checkout","zone":"b"}"#);
    let seen = event.get("labels.zone").and_then(awslog::schema::Value::text);
    assert_eq!(seen.as_deref(), Some("b"));
}
