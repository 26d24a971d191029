//! Each value of a load balancer's record is somewhere in its event.
#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

use std::fs;
use std::path::Path;

use awslog::ecs::Mapper;
use awslog::elb::{self, RequestLine};
use serde_json::{Map, Value};

/// Every scalar of an event, as text.
fn scalars(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => members.values().for_each(|value| scalars(value, found)),
        Value::Array(items) => items.iter().for_each(|value| scalars(value, found)),
        Value::String(text) => found.push(text.clone()),
        other => found.push(other.to_string()),
    }
}

/// What of a field's value has to be in the event.
fn pieces(name: &str, value: &Value) -> Vec<String> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match name {
        "client:port" | "target:port" | "backend:port" | "destination:port" => {
            let (host, port) = text.rsplit_once(':').unwrap();
            vec![host.trim_matches(['[', ']']).to_owned(), port.to_owned()]
        }
        "actions_executed" | "target:port_list" | "target_status_code_list" => {
            text.split([',', ' ']).map(str::to_owned).collect()
        }
        "request_line" | "request" => {
            let request = RequestLine::from(text.as_str());
            let parts = request.parts();
            let version = parts.version.and_then(|version| version.strip_prefix("HTTP/"));
            let url = parts.url.map_or(text.as_str(), |url| url.text);
            [Some(url), parts.method, version].into_iter().flatten().map(str::to_owned).collect()
        }
        "time" | "timestamp" | "request_creation_time" | "tls_connection_creation_time" => vec![instant(&text)],
        "latency" | "tls_handshake_latency" => vec![seconds(&text)],
        name if name.ends_with("processing_time") => vec![seconds(&text)],
        "user_agent" => vec![elb::Escaped::from(text.as_str()).decode().into_owned()],
        _ => {
            let mut pieces = Vec::new();
            scalars(value, &mut pieces);
            pieces
        }
    }
}

/// A date as events have it: with 3 or 6 digits of a second, or none.
fn instant(text: &str) -> String {
    let (seconds, fraction) = text.trim_end_matches('Z').split_once('.').unwrap_or((text.trim_end_matches('Z'), ""));
    match fraction.len() {
        0 => format!("{seconds}Z"),
        1..=3 => format!("{seconds}.{fraction:0<3}Z"),
        _ => format!("{seconds}.{fraction:0<6}Z"),
    }
}

fn seconds(text: &str) -> String {
    Value::from(text.parse::<f64>().unwrap()).to_string()
}

#[test]
fn each_value_is_in_the_event() {
    let mapper = Mapper::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/elb");
    let mut seen = 0;
    for file in fs::read_dir(folder).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        for record in elb::records(&bytes) {
            let record = record.unwrap();
            let mut found = Vec::new();
            scalars(&serde_json::to_value(mapper.to_ecs(&record)).unwrap(), &mut found);
            let fields: Map<String, Value> = serde_json::from_str(&serde_json::to_string(&record).unwrap()).unwrap();
            for (name, value) in fields.iter().filter(|(name, _)| *name != "beyond_layout") {
                for piece in pieces(name, value) {
                    assert!(found.contains(&piece), "{name}: {piece} of {:?}", record.original());
                    seen += 1;
                }
            }
            for value in record.beyond_layout().iter().filter(|value| *value != "-") {
                assert!(found.iter().any(|text| text == value.as_str()), "{value}");
            }
        }
    }
    assert!(seen > 300, "{seen}");
}
