//! `SCHEMA`, `get` and `values` say of every fixture what serde writes of it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a failing test panics")]

mod registry;

use std::fmt;

use awslog::ecs::{Event, Mapper};
use awslog::schema::{self, Field, Kind, Object, Value};
use awslog::{Record, cloudtrail, elb, vpc_flow};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// JSON whose objects keep the order of their members. Null members are left out.
#[derive(Debug, PartialEq)]
enum Json {
    Null,
    Scalar(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyJson;

        macro_rules! scalars {
            ($($method:ident: $type:ty,)+) => {$(
                fn $method<E>(self, value: $type) -> Result<Json, E> {
                    Ok(Json::Scalar(value.to_string()))
                }
            )+};
        }

        impl<'de> Visitor<'de> for AnyJson {
            type Value = Json;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("JSON")
            }

            scalars! { visit_bool: bool, visit_u64: u64, visit_i64: i64, visit_f64: f64, visit_str: &str, }

            fn visit_unit<E>(self) -> Result<Json, E> {
                Ok(Json::Null)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(Json::List(list))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
                let mut object = Vec::new();
                while let Some(member) = members.next_entry()? {
                    object.push(member);
                }
                object.retain(|(_, value)| *value != Json::Null);
                Ok(Json::Object(object))
            }
        }

        deserializer.deserialize_any(AnyJson)
    }
}

fn json(value: &impl serde::Serialize) -> Json {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}

/// Whether a value is what serde has written.
fn is_same(value: Value<'_>, json: &Json) -> bool {
    let is_text = |text: String| *json == Json::Scalar(text);
    match value {
        Value::Text(text) => is_text(text.to_owned()),
        Value::Formatted(text) => is_text(text.to_string()),
        Value::Unsigned(number) => is_text(number.to_string()),
        Value::Signed(number) => is_text(number.to_string()),
        Value::Float(number) => matches!(json, Json::Scalar(text) if text.parse() == Ok(number)),
        Value::Boolean(flag) => is_text(flag.to_string()),
        Value::Ip(address) => is_text(address.to_string()),
        Value::Date(date) => is_text(date.to_string()),
        Value::Time(time) => matches!(json, Json::Scalar(text) if is_time(time, text)),
        Value::Timestamp(instant) => matches!(json, Json::Scalar(text) if is_instant(instant, text)),
        Value::Duration(duration) => matches!(json, Json::Scalar(text) if is_duration(duration, text)),
        Value::Json(free) => serde_json::from_str::<Json>(&free.to_string()).unwrap() == *json,
        Value::List(list) => match json {
            Json::List(items) => {
                list.len() == items.len() && list.iter().zip(items).all(|(one, item)| is_same(one, item))
            }
            _ => false,
        },
        Value::Map(map) => is_same_object(map.iter(), json),
        // The endpoints of load balancers are texts to serde.
        Value::Object(object) if matches!(json, Json::Scalar(_)) => {
            let (ip, port) = (object.get("ip").and_then(Value::text).unwrap(), object.get("port"));
            is_text(match port {
                Some(Value::Unsigned(port)) if ip.contains(':') => format!("[{ip}]:{port}"),
                Some(Value::Unsigned(port)) => format!("{ip}:{port}"),
                _ => ip.into_owned(),
            })
        }
        Value::Object(object) => is_same_object(object.values(), json),
        _ => panic!("a new kind of value: {value:?}"),
    }
}

/// Whether the values are those of the members, in their order.
fn is_same_object<'v>(values: impl Iterator<Item = (&'v str, Value<'v>)>, json: &Json) -> bool {
    let Json::Object(members) = json else { return false };
    let values = values.collect::<Vec<_>>();
    values.len() == members.len() && values.iter().zip(members).all(|((_, value), (_, json))| is_same(*value, json))
}

fn is_time(time: time::Time, text: &str) -> bool {
    let (hour, minute, second, nanosecond) = time.as_hms_nano();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    whole == format!("{hour:02}:{minute:02}:{second:02}") && format!("{fraction:0<9}") == format!("{nanosecond:09}")
}

/// As a date and time, or as seconds or milliseconds since 1970.
fn is_instant(instant: time::UtcDateTime, text: &str) -> bool {
    if let Some((date, clock)) = text.trim_end_matches('Z').split_once('T') {
        return date == instant.date().to_string() && is_time(instant.time(), clock);
    }
    let since_1970 = std::time::Duration::try_from(instant - time::UtcDateTime::UNIX_EPOCH).unwrap();
    is_duration(since_1970, text)
}

/// As decimal seconds, as whole milliseconds or, in events, as nanoseconds.
fn is_duration(duration: std::time::Duration, text: &str) -> bool {
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, ""));
    text == duration.as_millis().to_string()
        || seconds == duration.as_secs().to_string()
            && format!("{fraction:0<9}") == format!("{:09}", duration.subsec_nanos())
}

/// Whether a value is of a kind.
fn is_of(value: Value<'_>, kind: Kind) -> bool {
    match (value, kind) {
        (Value::Text(_) | Value::Formatted(_) | Value::Ip(_), Kind::Text) => true,
        (Value::Unsigned(_), Kind::Unsigned) => true,
        (Value::Signed(_), Kind::Signed) => true,
        (Value::Float(_), Kind::Float) => true,
        (Value::Boolean(_), Kind::Boolean) => true,
        (Value::Ip(_), Kind::Ip) => true,
        (Value::Timestamp(_), Kind::Timestamp) => true,
        (Value::Date(_), Kind::Date) => true,
        (Value::Time(_), Kind::Time) => true,
        (Value::Duration(_), Kind::Duration) => true,
        (Value::Json(_), Kind::Json) => true,
        (Value::List(list), Kind::List(kind)) => list.iter().all(|item| is_of(item, *kind)),
        (Value::Map(map), Kind::Map(kind)) => map.iter().all(|(_, value)| is_of(value, *kind)),
        (Value::Object(object), Kind::Object(fields)) => {
            object.schema() == fields && fields_are_of_their_kinds(fields, |index| object.value(index))
        }
        _ => false,
    }
}

fn fields_are_of_their_kinds<'v>(fields: &[Field], value: impl Fn(usize) -> Option<Value<'v>>) -> bool {
    fields.iter().enumerate().all(|(index, field)| value(index).is_none_or(|value| is_of(value, field.kind)))
}

/// Every value is found by its name and by AWS's name.
#[track_caller]
fn assert_found_by_name(record: &Record<'_>) {
    let object = record.as_object();
    for (index, field) in object.schema().iter().enumerate() {
        let value = object.value(index);
        assert_eq!(record.get(field.name), value, "{}", field.name);
        assert_eq!(record.get(field.aws_name), value, "{}", field.aws_name);
    }
    for (name, value) in object.unknown().filter(|(name, _)| !object.schema().iter().any(|field| field.name == *name)) {
        assert!(record.get(name).is_some(), "{name}: {value:?}");
    }
}

#[test]
fn values_of_records_are_what_serde_writes() {
    let mut seen = 0;
    for fixture in registry::fixtures() {
        let name = &fixture.name;
        for record in fixture.records() {
            let record = record.unwrap();
            assert_found_by_name(&record);
            assert!(is_of(Value::Object(record.as_object()), Kind::Object(record.as_object().schema())), "{name}");
            let written = json(&record);
            // A digest file is written as the object that it is.
            let same = match &record {
                Record::CloudTrail(cloudtrail::Record { digest: Some(digest), .. }) => {
                    is_same(Value::Object(digest.as_object()), &written)
                }
                record => is_same_object(record.values(), &written),
            };
            assert!(same, "{name}: {written:?}\n{:?}", record.as_object());
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen} records");
}

#[test]
fn values_of_events_are_what_serde_writes() {
    let mapper = Mapper::new();
    for fixture in registry::fixtures() {
        let name = &fixture.name;
        for record in fixture.records() {
            let record = record.unwrap();
            let event = mapper.to_ecs(&record);
            assert!(is_of(Value::Object(event.as_object()), Kind::Object(Event::SCHEMA)), "{name}");
            let written = json(&event);
            assert!(is_same_object(event.values(), &written), "{name}: {written:?}\n{:?}", event.as_object());
        }
    }
}

/// Takes values as `Visitor` hands them over by default.
#[derive(Default)]
struct Taken<'r>(Vec<(usize, Value<'r>)>);

impl<'r> schema::Visitor<'r> for Taken<'r> {
    fn value(&mut self, index: usize, value: Value<'r>) {
        self.0.push((index, value));
    }
}

/// Takes values by the methods of their kinds.
#[derive(Default)]
struct TakenByKind<'r>(Vec<(usize, Value<'r>)>);

macro_rules! methods_of_kinds {
    ($($method:ident $kind:ident: $type:ty,)+) => {
        impl<'r> schema::Visitor<'r> for TakenByKind<'r> {
            fn value(&mut self, index: usize, value: Value<'r>) {
                self.0.push((index, value));
            }

            $(fn $method(&mut self, index: usize, value: $type) {
                self.0.push((index, Value::$kind(value)));
            })+
        }
    };
}

methods_of_kinds! {
    text Text: &'r str,
    unsigned Unsigned: u64,
    boolean Boolean: bool,
    ip Ip: std::net::IpAddr,
    timestamp Timestamp: time::UtcDateTime,
    duration Duration: std::time::Duration,
    object Object: Object<'r>,
}

/// Visitors take the values that are found one by one, in objects and lists and in those in them.
#[track_caller]
fn assert_visited(value: Value<'_>) {
    let (mut taken, mut by_kind) = (Taken::default(), TakenByKind::default());
    let expected: Vec<_> = match value {
        Value::Object(object) => {
            object.visit(&mut taken);
            object.visit(&mut by_kind);
            let mut each = Vec::new();
            object.for_each(|index, value| each.push((index, value)));
            assert_eq!(each, taken.0);
            object.schema().iter().enumerate().filter_map(|(index, _)| Some((index, object.value(index)?))).collect()
        }
        Value::List(list) => {
            list.visit(&mut taken);
            list.visit(&mut by_kind);
            assert!(!list.is_empty());
            list.iter().enumerate().collect()
        }
        Value::Map(map) => return map.iter().for_each(|(_, value)| assert_visited(value)),
        _ => return,
    };
    assert_eq!(taken.0, expected);
    assert_eq!(by_kind.0, expected);
    expected.into_iter().for_each(|(_, value)| assert_visited(value));
}

#[test]
fn visitors_take_every_value() {
    let mapper = Mapper::new();
    for fixture in registry::fixtures() {
        for record in fixture.records() {
            let record = record.unwrap();
            assert_visited(Value::Object(record.as_object()));
            assert_visited(Value::Object(mapper.to_ecs(&record).as_object()));
        }
    }
}

#[test]
fn paths_lead_into_objects() {
    let bytes = br#"{"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","sessionContext":{"sessionIssuer":{"userName":"admin"}}},"requestParameters":{"a":1},"new.key":{"b":2}}"#;
    let record = awslog::records(awslog::Format::CloudTrail, bytes).next().unwrap().unwrap();
    let admin = Some(Value::Text("admin"));
    assert_eq!(record.get("user_identity.session_context.session_issuer.user_name"), admin);
    assert_eq!(record.get("userIdentity.sessionContext.sessionIssuer.userName"), admin);
    assert_eq!(record.get("userIdentity.sessionContext.sessionIssuer.arn"), None);
    assert_eq!(record.get("user_identity.none"), None);
    assert_eq!(record.get("eventVersion.more"), None);
    assert_eq!(record.get(""), None);
    assert_eq!(record.get("."), None);
    let Some(Value::Json(parameters)) = record.get("requestParameters") else { panic!() };
    assert_eq!(parameters.as_str(), Some(r#"{"a":1}"#));
    assert_eq!(record.get("new.key").map(|value| format!("{value:?}")).as_deref(), Some(r#"Json({"b":2})"#));

    let event = Mapper::new();
    let event = event.to_ecs(&record);
    assert_eq!(event.get("event.module"), Some(Value::Text("aws")));
    assert_eq!(event.get("ecs.version"), Some(Value::Text("9.4.0")));
    assert_eq!(event.get("url"), None);
}

#[test]
fn addresses_are_written_as_rfc_5952_has_them() {
    for text in [
        "0.0.0.0",
        "9.10.99.100",
        "255.255.255.255",
        "::",
        "::1",
        "2001:db8::1",
        "2001:db8:0:1:1:1:1:1",
        "::ffff:255.255.255.255",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    ] {
        let mut written = Vec::new();
        Value::Ip(text.parse().unwrap()).write_text(&mut written);
        assert_eq!(String::from_utf8(written).unwrap(), text);
    }
}

#[test]
fn lists_and_parts_are_equal_if_their_values_are() {
    let read = |json: &'static str| cloudtrail::parse_line(json).unwrap();
    let [one, same, other] = [
        r#"{"eventID":"1","resources":[{"ARN":"a"}],"requestParameters":{"a":1}}"#,
        r#"{"eventID":"2","resources":[{"ARN":"a"}],"requestParameters":{"a":1}}"#,
        r#"{"eventID":"1","resources":[{"ARN":"b"}],"requestParameters":{"a":2}}"#,
    ]
    .map(read);
    for name in ["resources", "request_parameters"] {
        assert!(one.get(name).is_some());
        assert_eq!(one.get(name), same.get(name));
        assert_ne!(one.get(name), other.get(name));
    }
    assert_ne!(one.as_object(), same.as_object());
}

/// The kinds of records are numbered as their schemas are.
#[test]
fn kinds_of_records() {
    let mut seen = std::collections::BTreeSet::new();
    for fixture in registry::fixtures() {
        for record in fixture.records() {
            let record = record.unwrap();
            if let Some((number, name)) = record.kind() {
                assert_eq!(record.format().schemas()[number], record.as_object().schema());
                seen.insert(format!("{} {number} {name}", record.format()));
            }
        }
    }
    assert_eq!(
        seen.into_iter().collect::<Vec<_>>(),
        [
            "elb 0 Application Load Balancer access log",
            "elb 1 Application Load Balancer connection log",
            "elb 2 Application Load Balancer health check log",
            "elb 3 Network Load Balancer access log",
            "elb 4 Classic Load Balancer access log",
            "route53 0 Resolver query log",
            "route53 1 public zone query log",
        ]
    );
}

#[test]
fn texts_of_values() {
    let line = "2 123456789012 eni-0123456789abcdef0 192.0.2.10 198.51.100.7 49152 443 6 9 4249 1768480490 1768480550 ACCEPT OK";
    let record = vpc_flow::parse_line(line).unwrap();
    let mapper = Mapper::new();
    let event = mapper.to_ecs(&record);
    for (name, expected) in [
        ("network.community_id", Some("1:Xuvss6rpWqWPmU02DPqD34hjq+M=")),
        ("source.ip", Some("192.0.2.10")),
        ("event.module", Some("aws")),
        ("source.port", None),
    ] {
        let value = event.get(name).unwrap();
        assert_eq!(value.text().as_deref(), expected, "{name}");
        let mut text = Vec::new();
        value.write_text(&mut text);
        assert_eq!(String::from_utf8(text).unwrap(), expected.unwrap_or_default(), "{name}");
    }
}

#[test]
fn a_schema_is_documented() {
    fn undocumented(fields: &'static [Field], path: &str, found: &mut Vec<String>) {
        for field in fields {
            let path = format!("{path}.{}", field.name);
            if field.doc.is_empty() {
                found.push(path.clone());
            }
            let mut kind = field.kind;
            while let Kind::List(inner) | Kind::Map(inner) = kind {
                kind = *inner;
            }
            if let Kind::Object(fields) = kind {
                undocumented(fields, &path, found);
            }
        }
    }
    let mut found = Vec::new();
    undocumented(Event::SCHEMA, "event", &mut found);
    undocumented(vpc_flow::Record::SCHEMA, "vpc_flow", &mut found);
    elb::Kind::ALL.iter().for_each(|kind| undocumented(kind.schema(), kind.as_str(), &mut found));
    assert_eq!(found, [""; 0]);
}

#[test]
fn looking_at_a_record_allocates_nothing() {
    let line = "2 123456789012 eni-0123456789abcdef0 192.0.2.10 198.51.100.7 49152 443 6 9 4249 1768480490 1768480550 \
                ACCEPT OK";
    let record = vpc_flow::parse_line(line).unwrap();
    let allocations = allocation_counter::measure(|| {
        assert_eq!(record.values().count(), 14);
        assert_eq!(record.get("log-status"), Some(Value::Text("OK")));
    });
    assert_eq!(allocations.count_total, 0);
}
