//! The numbers in the README.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

mod registry;

use registry::ROWS;

const README: &str = include_str!("../README.md");

/// The names of the fields of an event that have a value.
fn collect(name: &str, value: &Value, fields: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                collect(&format!("{name}.{key}"), value, fields);
            }
        }
        _ => drop(fields.insert(name.to_owned())),
    }
}

/// How many fields of ECS the events of a format's fixtures have.
fn fields_of_ecs(module: &str) -> usize {
    let mut fields = BTreeSet::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expected").join(module);
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "ndjson") {
            continue;
        }
        for line in fs::read_to_string(path).unwrap().lines() {
            let mut event: Value = serde_json::from_str(line).unwrap();
            event.as_object_mut().unwrap().retain(|key, _| key != "aws" && key != "sekoiaio");
            collect("", &event, &mut fields);
        }
    }
    fields.len()
}

#[test]
fn each_format_fills_as_many_fields_of_ecs_as_it_says() {
    for module in ROWS.iter().map(|row| row.module) {
        let row = README.lines().find(|line| line.contains(&format!("<br>`{module}`"))).unwrap();
        let said: usize = row.split('|').rev().nth(1).unwrap().trim().parse().unwrap();
        let found = fields_of_ecs(module);
        assert!(said <= found, "{module}: the README says {said}, the fixtures have {found}");
    }
}

#[test]
fn the_minimum_version_is_the_manifests() {
    assert!(README.contains(&format!("\n{}. It rises in minor versions only.\n", env!("CARGO_PKG_RUST_VERSION"))));
}
