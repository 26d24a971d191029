//! Events: how awslog's are made, and whether a peer's say the same.

use awslog::ecs::{Mapper, ToEcs};
use serde_json::Value;

/// Writes the events of all records, one a line.
pub fn write_events<R: ToEcs>(records: impl Iterator<Item = awslog::Result<R>>, mapper: &Mapper, out: &mut Vec<u8>) {
    out.clear();
    mapper.write_events(records.inspect(|record| assert!(record.is_ok(), "awslog reads the record")), out);
}

/// Stops the run unless the peer's events have the same values at the same places as ours, but for what lies at or under the
/// `except` places. Null is no value.
pub fn check_same(peer: &str, ours: &[u8], theirs: &[u8], except: &[&str]) {
    check_part(peer, ours, theirs, except);
    check_part(&format!("what {peer} should have"), theirs, ours, except);
}

/// Stops the run unless each value of the peer's events is in ours too, at the same place.
pub fn check_part(peer: &str, ours: &[u8], theirs: &[u8], except: &[&str]) {
    let [ours, theirs] = [ours, theirs].map(events);
    assert_eq!(ours.len(), theirs.len(), "{peer}: the number of events");
    for (number, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
        check_value(&|| format!("{peer}, event {number}"), "", Some(ours), theirs, except);
    }
}

fn events(lines: &[u8]) -> Vec<Value> {
    serde_json::Deserializer::from_slice(lines).into_iter().collect::<Result<_, _>>().expect("events are JSON")
}

fn check_value(event: &dyn Fn() -> String, place: &str, ours: Option<&Value>, theirs: &Value, except: &[&str]) {
    match theirs {
        _ if except.contains(&place) => {}
        Value::Null => {}
        Value::Object(members) => {
            for (key, value) in members {
                let place = if place.is_empty() { key.clone() } else { format!("{place}.{key}") };
                check_value(event, &place, ours.and_then(|ours| ours.get(key)), value, except);
            }
        }
        _ => assert_eq!(ours, Some(theirs), "{}: {place}", event()),
    }
}
