//! Every field that the parsers know has a fate: a value of its own in it is found in the event.
//!
//! `BLESS=1 cargo test --test field_fates` writes `docs/mapping.md` anew: read the difference before you commit it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test panics"
)]

mod fates;
mod registry;
#[allow(dead_code, reason = "each test uses a part")]
mod schema;

use std::fs;
use std::path::Path;

use fates::{Leaves, Source, sources};
use registry::Beyond;
use serde_json::json;

#[track_caller]
fn failed(problems: &[String]) -> ! {
    panic!("\n{}\n", problems.join("\n"));
}

#[track_caller]
fn assert_none(problems: &[String]) {
    if !problems.is_empty() {
        failed(problems);
    }
}

#[test]
fn the_page_says_where_every_field_goes() {
    let page = fates::page::page().unwrap_or_else(|problems| failed(&problems));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/mapping.md");
    if std::env::var_os("BLESS").is_some() {
        return fs::write(path, page).unwrap();
    }
    let committed = fs::read_to_string(path).unwrap();
    for (line, (committed, page)) in committed.lines().zip(page.lines()).enumerate() {
        assert_eq!(committed, page, "docs/mapping.md, line {}", line + 1);
    }
    assert_eq!(committed.lines().count(), page.lines().count(), "docs/mapping.md: the number of its lines");
}

#[test]
fn a_value_that_means_nothing_is_not_lost_either() {
    let lost = sources().iter().flat_map(|source| {
        let fields = source.fields_without_examples();
        fields.into_iter().filter_map(|field| source.fates(&field).err()).collect::<Vec<_>>()
    });
    assert_none(&lost.collect::<Vec<_>>());
}

#[test]
fn no_field_is_lost_if_every_other_field_has_a_value() {
    let mut problems = Vec::new();
    for source in sources() {
        let fields = source.fields().unwrap();
        problems.extend(source.wholes(&fields).iter().flat_map(|whole| source.lost_in(whole, &fields)));
    }
    assert_none(&problems);
}

/// The expected values that are not in the event, by the names of what has them.
fn not_in(event: &Leaves, sought: &[(String, String)]) -> Vec<String> {
    let missing = sought.iter().filter(|(_, value)| !event.values().flatten().any(|found| found == value));
    missing.map(|(name, value)| format!("{name}: {value} is nowhere in the event")).collect()
}

#[test]
fn unknown_keys_are_in_the_event_at_every_level() {
    let mut problems = Vec::new();
    for source in sources() {
        let mut record = source.whole(&source.fields().unwrap());
        let mut sought = Vec::new();
        for (number, object) in source.objects().iter().enumerate() {
            let value = format!("Unknown{number}");
            let name = format!("{}: an unknown key in `{}`", source.name(), object.path);
            let alone = object.with_member("awslogNewKey", &value, &source.smallest_without(object));
            problems.extend(not_in(&source.event(&alone).unwrap(), &[(name.clone(), value.clone())]));
            record = object.with_member("awslogNewKey", &value, &record);
            sought.push((format!("{name}, with every other field"), value));
        }
        problems.extend(not_in(&source.event(&record).unwrap(), &sought));
    }
    assert_none(&problems);
}

#[test]
fn an_item_in_a_notification_becomes_the_same_event() {
    let config = sources().iter().find(|source| source.name() == "Config").unwrap();
    let item = config.whole(&config.fields().unwrap());
    let alone = config.event(&item).unwrap();
    for key in ["configurationItem", "configurationItemSummary"] {
        assert_eq!(config.event(&json!({key: item})).unwrap(), alone, "{key}");
    }
}

/// A header line with every column and an unknown one, and a line with a value for the unknown one and one more.
fn file_with_unknown_column(source: &Source) -> String {
    let lines = source.row.lines.as_ref().unwrap();
    let names = source.kind.schema.iter().map(|field| field.aws_name).chain(["brand-new"]).collect::<Vec<_>>();
    let names = names.join(lines.delimiter);
    let nulls = vec!["-"; source.kind.schema.len()];
    let values = [&nulls[..], &["Unknown", "Beyond"]].concat().join(lines.delimiter);
    format!("{}{names}\n{values}\n", lines.header)
}

#[test]
fn unknown_columns_and_values_beyond_the_layout_are_in_the_event() {
    for source in sources().iter().filter(|source| source.has_columns()) {
        let lines = source.row.lines.as_ref().unwrap();
        let records = source.read_file(&file_with_unknown_column(source));
        assert_eq!(records.len(), 1, "{}", source.name());
        let own = &records[0]["aws"][source.row.dataset()];
        assert_eq!(own["brand_new"], "Unknown", "{}: an unknown column", source.name());
        assert_eq!(own["beyond_layout"], json!(["Beyond"]), "{}: a value beyond a header's columns", source.name());

        let line = [&["-"; 200][..], &["Beyond"]].concat().join(lines.delimiter);
        let event = source.read_columns(&line).unwrap();
        let own = &event["aws"][source.row.dataset()];
        let expected = match lines.beyond {
            Beyond::Listed => ("beyond_layout", json!(["Beyond"])),
            Beyond::Numbered => ("field_201", json!("Beyond")),
        };
        assert_eq!(own[expected.0], expected.1, "{}: a value beyond the default layout", source.name());
    }
}
