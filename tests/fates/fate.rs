//! What is new in an event.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Field, how};

/// A field of an event that a field of a record has come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Fate {
    /// The path in the event; the items of a list have that of the list.
    pub path: String,
    /// The values that are new there.
    pub values: Vec<Value>,
    /// What was done on the way; nothing where the value is as it was.
    pub how: String,
    /// Whether one of the values is all of the record's.
    pub is_whole: bool,
}

/// The values of an event, or of a record, by their paths; those of a list have the path of the list.
pub type Leaves = BTreeMap<String, Vec<Value>>;

/// What an event has that it had not without a field, but for what it has from the rest of the record.
pub fn between(before: &Leaves, after: &Leaves, field: &Field, rest: &Value) -> Vec<Fate> {
    let is_of_rest = |value: &Value| leaves(rest).values().flatten().any(|other| other == value);
    let mut fates = Vec::<Fate>::new();
    for (path, values) in after {
        let old = before.get(path).map(Vec::as_slice).unwrap_or_default();
        let values = values.iter().filter(|value| !old.contains(value)).cloned().collect::<Vec<_>>();
        if values.is_empty() {
            continue;
        }
        let is_key = field.sentinel.as_str().is_some_and(|key| path.ends_with(&format!(".{key}")));
        let (how, is_whole) = if is_key { ("as the key".to_owned(), true) } else { how::all(field, path, &values) };
        if how.starts_with(how::DERIVED) && values.iter().all(is_of_rest) {
            continue;
        }
        // The keys of a sentinel are no fields.
        let path = path.split(&format!(".{}", Field::KEY)).next().unwrap_or_default().to_owned();
        fates.push(Fate { path, values, how, is_whole });
    }
    fates
}

pub fn leaves(event: &Value) -> Leaves {
    fn add(path: &str, value: &Value, leaves: &mut Leaves) {
        match value {
            Value::Object(members) => {
                for (key, value) in members {
                    let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                    add(&path, value, leaves);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| add(path, item, leaves)),
            value => leaves.entry(path.to_owned()).or_default().push(value.clone()),
        }
    }
    let mut found = BTreeMap::new();
    add("", event, &mut found);
    found
}
