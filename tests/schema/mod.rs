//! Whether an event is what the Elastic Common Schema 9.4 allows.
//!
//! The facts beside this file are the schema's own: `fields.csv` for each field that events of this crate can have its type and
//! whether it is an array, `values.csv` the values that a field is limited to, `types.csv` the values of `event.type` that go
//! with each of `event.category`.

pub mod aws;

use std::collections::{HashMap, HashSet};
use std::net::IpAddr;
use std::sync::LazyLock;

use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The objects of vendors: their fields are their own.
const VENDORS: [&str; 2] = ["aws", "sekoiaio"];

static FIELDS: LazyLock<HashMap<&str, (&str, bool)>> =
    LazyLock::new(|| rows(include_str!("fields.csv")).map(|row| (row[0], (row[1], row[2] == "1"))).collect());

static VALUES: LazyLock<HashMap<&str, HashSet<&str>>> = LazyLock::new(|| pairs(include_str!("values.csv")));

static TYPES: LazyLock<HashMap<&str, HashSet<&str>>> = LazyLock::new(|| pairs(include_str!("types.csv")));

fn rows(csv: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    csv.lines().skip(1).map(|line| line.split(',').collect())
}

fn pairs(csv: &'static str) -> HashMap<&'static str, HashSet<&'static str>> {
    let mut pairs = HashMap::<_, HashSet<_>>::new();
    for row in rows(csv) {
        pairs.entry(row[0]).or_default().insert(row[1]);
    }
    pairs
}

/// Every field of ECS that events can have, with its type.
pub fn fields() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows(include_str!("fields.csv")).map(|row| (row[0], row[1]))
}

/// What the schema does not allow of an event, in words.
pub fn violations(event: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for name in ["ecs.version", "event.kind", "event.dataset"] {
        if event.pointer(&format!("/{}", name.replace('.', "/"))).is_none() {
            found.push(format!("{name}: missing"));
        }
    }
    check(event, "", &mut found);
    check_types(event, &mut found);
    found
}

fn check(value: &Value, path: &str, found: &mut Vec<String>) {
    match (FIELDS.get(path), value) {
        (Some((kind, is_array)), value) => check_field(path, kind, *is_array, value, found),
        (None, Value::Object(members)) if !members.is_empty() => {
            for (name, inner) in members.iter().filter(|(name, _)| !VENDORS.contains(&name.as_str())) {
                check(inner, &if path.is_empty() { name.clone() } else { format!("{path}.{name}") }, found);
            }
        }
        (None, Value::Object(_)) => found.push(format!("{path}: an empty object")),
        (None, _) => found.push(format!("{path}: not in the schema")),
    }
}

fn check_field(path: &str, kind: &str, is_array: bool, value: &Value, found: &mut Vec<String>) {
    let items = match (is_array, value) {
        (true, Value::Array(items)) if items.is_empty() => return found.push(format!("{path}: an empty list")),
        (true, Value::Array(items)) => items.as_slice(),
        (true, _) => return found.push(format!("{path}: no list")),
        (false, Value::Array(_)) => return found.push(format!("{path}: a list")),
        (false, value) => std::slice::from_ref(value),
    };
    for (place, item) in items.iter().enumerate() {
        if let ("object", Value::Object(members)) = (kind, item) {
            members.iter().for_each(|(name, inner)| check(inner, &format!("{path}.{name}"), found));
        // The original of a refused record is whatever it is.
        } else if !is_of(kind, item) && path != "event.original" {
            found.push(format!("{path}: {item} is no {kind}"));
        }
        if items[..place].contains(item) {
            found.push(format!("{path}: {item} twice"));
        }
        let is_allowed = |values: &HashSet<&str>| item.as_str().is_some_and(|item| values.contains(item));
        if !VALUES.get(path).is_none_or(is_allowed) {
            found.push(format!("{path}: {item} is not allowed"));
        }
    }
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "boolean" => value.is_boolean(),
        "long" => value.is_i64() || value.is_u64(),
        "date" => {
            value.as_str().is_some_and(|text| text.ends_with('Z') && OffsetDateTime::parse(text, &Rfc3339).is_ok())
        }
        "ip" => {
            value.as_str().is_some_and(|text| text.parse::<IpAddr>().is_ok_and(|address| address.to_string() == text))
        }
        "object" => value.as_object().is_some_and(|members| !members.is_empty()),
        "geo_point" => [("lat", 90.0), ("lon", 180.0)]
            .iter()
            .all(|(name, most)| value[name].as_f64().is_some_and(|degrees| degrees.abs() <= *most)),
        "keyword" | "wildcard" | "match_only_text" => value.as_str().is_some_and(|text| !matches!(text, "" | "-")),
        _ => false,
    }
}

fn check_types(event: &Value, found: &mut Vec<String>) {
    let texts = |name: &str| event["event"][name].as_array().into_iter().flatten().filter_map(Value::as_str);
    for kind in texts("type") {
        if !texts("category").any(|category| TYPES.get(category).is_some_and(|types| types.contains(kind))) {
            found.push(format!("event.type: {kind:?} goes with no event.category that is there"));
        }
    }
}
