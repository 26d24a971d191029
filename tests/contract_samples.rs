//! The events of the two samples that the mapping is measured by: every field of the expected events is there, with
//! just that value.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use awslog::cloudfront;
use awslog::ecs::Mapper;
use serde_json::{Value, json};

const SAMPLES: [(&str, &str); 2] = [
    (include_str!("../fixtures/cloudfront/sample-1.json"), include_str!("expected/cloudfront/sample-1.contract.json")),
    (include_str!("../fixtures/cloudfront/sample-2.json"), include_str!("expected/cloudfront/sample-2.contract.json")),
];

/// What differs on purpose: `related.hosts` holds more than the one host of the samples, and a count is a number.
const BY_DESIGN: [&str; 2] = ["related.hosts", "sekoiaio.repeat.count"];

/// Every value of a document with its dotted path.
fn leaves(path: &str, value: &Value, leaves_found: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(key, member)| {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            leaves(&path, member, leaves_found);
        }),
        _ => leaves_found.push((path.to_owned(), value.clone())),
    }
}

fn event(mapper: &Mapper, line: &str) -> Value {
    let record = cloudfront::parse_line(line).unwrap();
    serde_json::to_value(mapper.to_ecs(&record)).unwrap()
}

fn at<'v>(event: &'v Value, path: &str) -> Option<&'v Value> {
    event.pointer(&format!("/{}", path.replace('.', "/")))
}

/// The fields of the expected event that the event has not, or has with another value.
fn differences(event: &Value, expected: &str) -> Vec<(String, Option<Value>)> {
    let mut wanted = Vec::new();
    leaves("", &serde_json::from_str(expected).unwrap(), &mut wanted);
    assert!(wanted.len() > 20);
    let differs = |(path, value): &(String, Value)| at(event, path) != Some(value);
    wanted.into_iter().filter(differs).map(|(path, _)| (path.clone(), at(event, &path).cloned())).collect()
}

#[test]
fn equal_with_the_user_agent_as_logged() {
    let mapper = Mapper::builder().decode_user_agent(false).build();
    for (line, expected) in SAMPLES {
        let event = event(&mapper, line);
        let differences = differences(&event, expected);
        assert!(differences.iter().all(|(path, _)| BY_DESIGN.contains(&path.as_str())), "{differences:?}");
        assert_eq!(event["related"]["hosts"], json!(["dtest.cloudfront.net", "test.cloudfront.net"]));
    }
    assert_eq!(event(&mapper, SAMPLES[0].0)["sekoiaio"]["repeat"]["count"], json!(3));
    assert_eq!(event(&mapper, SAMPLES[1].0)["sekoiaio"]["repeat"]["count"], json!(1));
}

#[test]
fn the_default_differs_in_the_user_agent_alone() {
    for (line, expected) in SAMPLES {
        let event = event(&Mapper::new(), line);
        for (path, found) in differences(&event, expected) {
            let expected = match path.as_str() {
                "user_agent.original" => json!(
                    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                     Version/17.1 Safari/605.1.15"
                ),
                "user_agent.os.name" => json!("Mac OS X"),
                "user_agent.device.name" => json!("Mac"),
                path if BY_DESIGN.contains(&path) => continue,
                path => panic!("{path} differs: {found:?}"),
            };
            assert_eq!(found, Some(expected));
        }
    }
}
