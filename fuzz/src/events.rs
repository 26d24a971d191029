use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use awslog::Format;
use awslog::ecs::{FreeForm, Mapper};
use ipnet::IpNet;
use serde_json::Value;
use time::UtcDateTime;

use crate::format_of;
use crate::records::out_of_range;

/// Detects a file's format and writes its events.
pub fn check_events(options: u16, bytes: &[u8]) {
    let mapper = mapper(options);
    let [_, chosen] = options.to_le_bytes();
    let format = Format::detect(bytes).unwrap_or_else(|| format_of(chosen));
    let mut json = Vec::new();
    for record in awslog::records(format, bytes) {
        let event = match &record {
            Ok(record) => mapper.to_ecs(record),
            Err(error) => mapper.pipeline_error(error),
        };
        json.clear();
        event.write_json(&mut json);
        let json = std::str::from_utf8(&json).expect("an event is text");
        assert_eq!(json, serde_json::to_string(&event).expect("an event is JSON"));
        assert!(!json.contains(|char| char < ' '), "{json:?}");
        match serde_json::from_str(json) {
            Ok(event) => check_event(&event, record.is_ok()),
            Err(error) => drop(out_of_range(&error, json)),
        }
    }
}

/// A mapper whose options are the bits of a number.
fn mapper(options: u16) -> Mapper {
    let is_set = |bit: u32| options & 1 << bit != 0;
    let mut builder = Mapper::builder()
        .aws_fields(!is_set(0))
        .keep_original(is_set(1))
        .decode_user_agent(!is_set(2))
        .community_id(!is_set(3))
        .private_suffixes(is_set(4))
        .free_form(if is_set(5) { FreeForm::Raw } else { FreeForm::Elastic })
        .user_agent_cache(if is_set(6) { 0 } else { 8 });
    if is_set(7) {
        builder = builder.missing_timestamp(UtcDateTime::UNIX_EPOCH).internal_networks([
            IpNet::new_assert(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 0)), 24),
            IpNet::new_assert(IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0)), 32),
        ]);
    }
    builder.build()
}

fn check_event(event: &Value, is_record: bool) {
    assert_eq!(event.pointer("/ecs/version"), Some(&Value::from(awslog::ecs::ECS_VERSION)));
    let kind = event.pointer("/event/kind").and_then(Value::as_str);
    assert_eq!(kind == Some("pipeline_error"), !is_record, "{event}");
    assert!(is_record || event.pointer("/error/message").is_some(), "{event}");
    let mut fields = event.clone();
    // What is under aws.* may be as the log has it, and the original is.
    fields.as_object_mut().and_then(|fields| fields.remove("aws"));
    fields["event"].as_object_mut().and_then(|fields| fields.remove("original"));
    check_present(&fields, event);
}

/// Absent means absent: nothing is null or empty, or what stands for null in logs.
fn check_present(value: &Value, event: &Value) {
    match value {
        Value::Null => panic!("null in {event}"),
        Value::String(text) => assert!(!matches!(text.as_str(), "" | "-"), "{text:?} in {event}"),
        Value::Array(items) => {
            assert!(!items.is_empty(), "an empty list in {event}");
            items.iter().for_each(|item| check_present(item, event));
        }
        Value::Object(members) => {
            assert!(!members.is_empty(), "an empty object in {event}");
            members.values().for_each(|value| check_present(value, event));
        }
        Value::Bool(_) | Value::Number(_) => {}
    }
}
