//! A CloudTrail record answers as its JSON does.
#![allow(clippy::unwrap_used, reason = "a failing test panics")]

mod files;

use awslog::Format;
use awslog_sigma::LogEvent;
use awslog_sigma::rsigma_eval::{Event, EventValue, JsonEvent};

/// What the parser reads from several spellings, and writes in one.
const SPELLINGS: [&str; 2] = ["userIdentity.sessionContext.attributes.creationDate", "sourceIPAddress"];

/// The texts of a value, in lowercase: a flag and its text are the same to a rule. An absent value has no text.
fn texts(value: Option<EventValue<'_>>) -> Vec<String> {
    match value {
        Some(EventValue::Array(items)) => items.into_iter().flat_map(|item| texts(Some(item))).collect(),
        Some(value) => {
            let text = value.as_str().map(|text| text.to_lowercase());
            text.into_iter().filter(|text| !matches!(&**text, "" | "-")).collect()
        }
        None => Vec::new(),
    }
}

/// Every path to a value, lists crossed.
fn paths(value: &serde_json::Value, path: &str, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(members) => {
            for (name, value) in members {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                // A dot in a name hides what is below it from a path.
                if !name.contains(['.', '[', '\\']) {
                    paths(value, &path, found);
                }
            }
        }
        serde_json::Value::Array(items) if items.iter().any(serde_json::Value::is_object) => {
            items.iter().for_each(|item| paths(item, path, found));
        }
        _ => found.push(path.to_owned()),
    }
}

#[test]
fn every_path_of_every_record_leads_to_the_same_value() {
    let (mut records, mut compared, mut differences) = (0, 0, Vec::new());
    for (name, text) in files::of("../../fixtures/cloudtrail") {
        // A digest is no event, and the other two have keys and values in spellings that the parser makes one.
        if matches!(&*name, "digest.json" | "odd.json" | "aggregated.json") {
            continue;
        }
        for record in awslog::records(Format::CloudTrail, text.as_bytes()) {
            let record = record.unwrap();
            let Ok(json) = serde_json::from_str::<serde_json::Value>(record.original().unwrap()) else { continue };
            let (ours, theirs) = (LogEvent::of_record(&record), JsonEvent::borrow(&json));
            let mut names = Vec::new();
            paths(&json, "", &mut names);
            names.sort();
            names.dedup();
            for path in names {
                let (our, their) = (texts(ours.get_field(&path)), texts(theirs.get_field(&path)));
                if our != their && !SPELLINGS.contains(&&*path) {
                    differences.push(format!("{name}: {path}: {our:?} {their:?}"));
                }
                compared += 1;
            }
            records += 1;
        }
    }
    assert_eq!(differences, [""; 0]);
    assert!(records > 20 && compared > 500, "{records} records, {compared} values");
}
