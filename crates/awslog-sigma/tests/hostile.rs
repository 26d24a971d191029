//! No record makes a rule panic, hang or take more than linear time.
#![allow(clippy::unwrap_used, reason = "a failing test panics")]

mod files;

use std::time::{Duration, Instant};

use awslog::Format;
use awslog::ecs::Mapper;
use awslog_sigma::rsigma_eval::{Event, EventValue};
use awslog_sigma::{LogEvent, Rules, RulesBuilder};

/// Rules that ask for everything in every way.
const NOSY: &str = "
title: Nosy
name: nosy
TAXONOMY
sigma-version: 3
logsource:
    product: aws
detection:
    fields_paths:
        requestParameters.a.b.c.d|re: '(x+x+)+y'
    fields_index:
        requestParameters.a[-1].b|contains: x
    fields_all:
        requestParameters|contains|all: ['a', 'b']
    fields_wild:
        userAgent: '*a*b*c*d*e*f*g*?'
    fields_agent:
        user_agent.original: '*a*b*c*d*e*f*g*?'
    fields_url:
        url.path|re: '^(/+)+x'
    fields_cidr:
        sourceIPAddress|cidr: 192.0.2.0/24
    fields_number:
        bytes|gt: 1
    fields_time:
        eventTime|hour: 12
    fields_aws:
        aws.cloudtrail.flattened.request_parameters|contains: x
    fields_any:
        requestParameters.a[any]:
            b: 1
    keywords:
        - 'needle in a haystack'
    condition: 1 of fields_* or keywords or not fields_cidr
---
title: Nosy correlation
correlation:
    type: value_count
    rules: [nosy]
    group-by: [sourceIPAddress, requestParameters.a.b, source.ip]
    timespan: 1d
    condition:
        field: userAgent
        gte: 2
";

fn rules() -> Rules {
    let mut builder = RulesBuilder::new();
    builder.placeholder("indicator_addresses", ["198.51.100.66"]).placeholder("indicator_hosts", ["bad.example"]);
    builder.add_yaml("nosy.yml", &NOSY.replace("TAXONOMY\n", ""));
    let ecs = NOSY.replace("TAXONOMY", "taxonomy: ecs").replace("nosy", "nosy_ecs");
    builder.add_yaml("nosy_ecs.yml", &ecs);
    for (name, text) in files::of("rules") {
        builder.add_yaml(&name, &text);
    }
    let (rules, problems) = builder.build();
    assert_eq!(problems, []);
    rules
}

#[test]
fn the_hostile_fixtures() {
    let mut rules = rules();
    let mapper = Mapper::new();
    let mut seen = 0;
    for (name, text) in files::of("../../fixtures/hostile") {
        let module = name.split('-').next().unwrap();
        // The names of fixtures are those of modules.
        let Ok(format) = module.replace('_', "").parse::<Format>() else { continue };
        for record in awslog::records(format, text.as_bytes()).flatten() {
            rules.detect(&record);
            for event in [LogEvent::of_record(&record), LogEvent::of_event(&mapper.to_ecs(&record))] {
                let json = event.to_json();
                assert!(json.is_object(), "{name}");
                for path in event.field_keys() {
                    event.get_field(&path);
                }
                event.visit_string_values(&mut |_| {});
            }
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen} records");
}

/// A CloudTrail record with these request parameters and this user agent.
fn trail(parameters: &str, agent: &str) -> String {
    format!(
        r#"{{"eventVersion":"1.11","eventTime":"2026-01-15T12:34:56Z","eventName":"A","sourceIPAddress":"192.0.2.10","userAgent":"{agent}","requestParameters":{parameters}}}"#
    )
}

/// As deep as JSON in a record may be.
fn deep(open: &str, inner: &str, close: &str) -> String {
    format!("{}{inner}{}", open.repeat(120), close.repeat(120))
}

#[test]
fn records_of_every_hostile_shape_take_linear_time() {
    const SIZE: usize = 20_000;
    let shapes = [
        ("deep lists", trail(&format!(r#"{{"a":{}}}"#, deep("[", &(r#"{"b":1},"#.repeat(SIZE) + "1"), "]")), "x")),
        ("deep objects", trail(&deep(r#"{"a":"#, &format!("{:?}", "x".repeat(SIZE)), "}"), "x")),
        ("lists of objects", trail(&format!(r#"{{"a":[{}1]}}"#, r#"{"b":[]},"#.repeat(SIZE)), "x")),
        ("one key", trail(&format!("{{{}\"a\":1}}", r#""a":{"b":{"c":1}},"#.repeat(SIZE)), "x")),
        (
            "many keys",
            trail(&format!("{{{}\"z\":1}}", (0..SIZE).map(|n| format!("\"k{n}\":1,")).collect::<String>()), "x"),
        ),
        ("escapes", trail(&format!(r#"{{"a":{{"b":"{}"}}}}"#, r#"\u0061\\\""#.repeat(SIZE)), "x")),
        ("halves of pairs", trail(&format!(r#"{{"a":{{"b":"{}"}}}}"#, r"\ud800".repeat(SIZE)), "x")),
        ("a long agent", trail("{}", &"abcdef".repeat(SIZE))),
        ("slashes", format!("#Fields: cs-uri-stem\n{}\n", "/".repeat(SIZE))),
        (
            "unknown keys",
            trail("null", "x").replace(
                "\"eventName\"",
                &((0..2000).map(|n| format!("\"k.{n}\":1,")).collect::<String>() + "\"eventName\""),
            ),
        ),
    ];
    let mut rules = rules();
    for (name, text) in shapes {
        let start = Instant::now();
        let format = Format::detect(text.as_bytes()).unwrap_or(Format::CloudTrail);
        for record in awslog::records(format, text.as_bytes()) {
            rules.detect(&record.unwrap_or_else(|error| unreachable!("{name}: {error}")));
        }
        assert!(start.elapsed() < Duration::from_secs(20), "{name}: {:?}", start.elapsed());
    }
}

#[test]
fn what_is_too_deep_is_seen_as_its_text() {
    let deep = format!(r#"{{"a":{}"needle"{}}}"#, "[".repeat(100), "]".repeat(100));
    let text = trail(&deep, "x");
    let record = awslog::records(Format::CloudTrail, text.as_bytes()).next().unwrap().unwrap();
    let event = LogEvent::of_record(&record);
    assert!(event.any_string_value(&|text| text == "needle"));
    let mut value = event.get_field("requestParameters.a").unwrap();
    let mut depth = 0;
    while let EventValue::Array(mut items) = value {
        value = items.pop().unwrap();
        depth += 1;
    }
    assert_eq!(depth, 64);
    assert!(value.as_str().unwrap().starts_with("[[["));
}

#[test]
fn texts_that_are_no_unicode_are_found() {
    let text = trail(r#"{"a":{"b":"x\ud800needle"},"\ud800":1,"c":"\u006eeedle"}"#, "x");
    let record = awslog::records(Format::CloudTrail, text.as_bytes()).next().unwrap().unwrap();
    let event = LogEvent::of_record(&record);
    assert_eq!(event.get_field("requestParameters.a.b"), Some(EventValue::Str(r"x\ud800needle".into())));
    assert_eq!(event.get_field("requestParameters.c"), Some(EventValue::Str("needle".into())));
}
