use serde_json::{Map, Value};

use super::{Change, NEW_NAME};

/// An object with some of its values and keys changed.
pub fn changed_object(json: &str, changes: &[Change]) -> String {
    // What is not changed stays as it is, with the keys in their order.
    if changes.is_empty() {
        return json.to_owned();
    }
    let Ok(mut value) = serde_json::from_str::<Value>(json) else {
        // Some logs have escapes that are not JSON's.
        return json.to_owned();
    };
    let mut again = String::new();
    for change in changes {
        let mut places = Vec::new();
        pointers(&value, "", &mut places);
        let Some(place) = (!places.is_empty()).then(|| change.place.get(&places).clone()) else { continue };
        let (parent, key) = place.rsplit_once('/').unwrap();
        let key = key.replace("~1", "/").replace("~0", "~");
        let here = value.pointer(&place).unwrap().clone();
        let other = value.pointer(&places[change.other.index(places.len())]).unwrap().clone();
        let new = match change.how.index(12) {
            0 => Value::Null,
            1 => Value::from(change.text.clone()),
            2 => Value::from(here.as_str().map_or_else(|| here.to_string(), str::to_owned)),
            3 => here.as_str().and_then(|text| text.parse::<u64>().ok()).map_or(here, Value::from),
            4 => other,
            5 => Value::Object(Map::from_iter([(NEW_NAME.to_owned(), here)])),
            6 => Value::Array(Vec::new()),
            7 => Value::Array(vec![here.clone(), Value::Null, here]),
            8 => {
                again = format!(",{}:{other}", Value::from(key.as_str()));
                continue;
            }
            how => {
                if let Some(members) = value.pointer_mut(parent).unwrap().as_object_mut() {
                    let inner = members.remove(&key).unwrap();
                    match how {
                        9 => {}
                        10 => drop(members.insert(NEW_NAME.to_owned(), inner)),
                        _ => drop(members.insert(capital(&key), inner)),
                    }
                }
                continue;
            }
        };
        *value.pointer_mut(&place).unwrap() = new;
    }
    // A key that comes again comes last.
    let json = value.to_string();
    if again.is_empty() || json == "{}" { json } else { format!("{}{again}}}", json.strip_suffix('}').unwrap()) }
}

fn capital(key: &str) -> String {
    let mut chars = key.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The JSON pointers of all values inside of a value.
fn pointers(value: &Value, path: &str, found: &mut Vec<String>) {
    let mut push = |key: &str, value: &Value| {
        let path = format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"));
        found.push(path.clone());
        pointers(value, &path, found);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| push(key, value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(number, value)| push(&number.to_string(), value)),
        _ => {}
    }
}
