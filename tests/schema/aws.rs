//! The fields under `aws`, from the table beside this file: `aws.csv` has for each its dataset, its type in an index, and whose
//! name it is: Elastic's, as its AWS package declares it, or ours.

#![allow(clippy::string_slice, reason = "a failing test may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::Value;

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct AwsField {
    pub dataset: &'static str,
    pub path: &'static str,
    pub kind: &'static str,
    /// Whether the name is Elastic's.
    pub is_elastic: bool,
}

pub const FILE: &str = "tests/schema/aws.csv";

const TEXT: &str = include_str!("aws.csv");

pub static TABLE: LazyLock<Vec<AwsField>> = LazyLock::new(|| {
    let rows = TEXT.lines().skip(1).map(|line| {
        let mut cells = line.split(',');
        let mut cell = || cells.next().unwrap();
        AwsField { dataset: cell(), path: cell(), kind: cell(), is_elastic: cell() == "elastic" }
    });
    rows.collect()
});

/// The fields by their paths; a path says its dataset.
static FIELDS: LazyLock<BTreeMap<&str, AwsField>> =
    LazyLock::new(|| TABLE.iter().map(|field| (field.path, *field)).collect());

/// The paths of objects that hold fields.
static GROUPS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let groups = |path: &'static str| path.match_indices('.').map(move |(end, _)| &path[..end]);
    TABLE.iter().flat_map(|field| groups(field.path)).collect()
});

/// The field that is mapped at a path, or that the path leads into because its keys are free.
pub fn field_at(path: &str) -> Option<AwsField> {
    let ends = path.match_indices('.').map(|(end, _)| end).chain([path.len()]);
    let mut fields = ends.filter_map(|end| FIELDS.get(&path[..end]));
    fields.find(|field| field.path == path || !is_group(field.kind)).copied()
}

/// Whether an object of this type holds fields of its own.
fn is_group(kind: &str) -> bool {
    matches!(kind, "nested" | "object")
}

/// What an index refuses of the value at a path under `aws`, in words; and each path with the kind of its value, as far as
/// the index has it as a field.
pub fn check(
    path: &str,
    value: &Value,
    faults: &mut Vec<String>,
    kinds: &mut BTreeMap<String, BTreeSet<&'static str>>,
) {
    if let Value::Array(items) = value {
        return items.iter().for_each(|item| check(path, item, faults, kinds));
    }
    let field = FIELDS.get(path);
    match (field, value) {
        (_, Value::Null) => {}
        (Some(field), value) if !is_group(field.kind) => {
            kinds.entry(path.to_owned()).or_default().insert(kind_of(value));
            if !takes(field.kind, value) {
                faults.push(format!("{path}: {value} is no {}", field.kind));
            }
        }
        (_, Value::Object(members)) if GROUPS.contains(path) => {
            for (name, value) in members {
                if name.split('.').any(|part| part.trim().is_empty()) {
                    faults.push(format!("{path}: the name {name:?}"));
                }
                check(&format!("{path}.{name}"), value, faults, kinds);
            }
        }
        (None, value) if !GROUPS.contains(path) => {
            // A key that is not known: an object is flattened, anything else a keyword.
            let kind = if value.is_object() { "object" } else { "scalar" };
            kinds.entry(path.to_owned()).or_default().insert(kind);
        }
        (_, value) => faults.push(format!("{path}: {value} in place of an object of fields")),
    }
}

/// The table with rows for these fields, as our own and with the type of their value in one of the events.
pub fn with_rows(paths: &[&String], events: &[Value]) -> String {
    let (head, rows) = TEXT.split_once('\n').unwrap();
    let new = paths.iter().map(|path| {
        let (event, value) = events.iter().find_map(|event| Some((event, value_at(event, path)?))).unwrap();
        format!("{},{path},{},ours", event["event"]["dataset"].as_str().unwrap(), type_of(value))
    });
    let mut rows = rows.lines().map(str::to_owned).chain(new).collect::<Vec<_>>();
    rows.sort();
    format!("{head}\n{}\n", rows.join("\n"))
}

/// The value at a path, which leads into the items of lists.
fn value_at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    match value {
        Value::Array(items) => items.iter().find_map(|item| value_at(item, path)),
        value => rest.map_or(value.get(name), |rest| value_at(value.get(name)?, rest)),
    }
}

/// The type of a field that has this value.
fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Array(items) => items.first().map_or("keyword", type_of),
        Value::Object(_) => "flattened",
        value => {
            ["boolean", "long", "double", "ip", "date", "keyword"].into_iter().find(|kind| takes(kind, value)).unwrap()
        }
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "truth value",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}

/// Whether a field of a type takes a value as what it is: a number in a text is none.
fn takes(kind: &str, value: &Value) -> bool {
    match kind {
        "keyword" | "text" => value.is_string(),
        "boolean" => value.is_boolean(),
        "long" => value.is_i64(),
        "float" | "double" => value.is_number(),
        "flattened" => value.is_object() && depth(value) <= 20,
        "date" => match value {
            // Milliseconds: as seconds they are in the far future.
            Value::Number(number) => number.as_i64().is_some_and(|number| number >= 157_766_400_000),
            value => super::is_of("date", value),
        },
        "geo_point" | "ip" => super::is_of(kind, value),
        _ => panic!("{kind} is no type of the table"),
    }
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or_default(),
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}
