//! VPC flow logs: what of an event depends on more than its record, and that nothing is lost on the way to it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test may panic")]

use awslog::ecs::{Direction, Mapper, NetworkType};
use awslog::vpc_flow::{self, Record};
use serde_json::{Value, json};

fn event(record: &Record<'_>) -> Value {
    serde_json::to_value(Mapper::new().to_ecs(record)).unwrap()
}

fn flow(source: &str, destination: &str, more: &str) -> Record<'static> {
    let json = format!(r#"{{"srcaddr":"{source}","dstaddr":"{destination}"{more}}}"#);
    vpc_flow::parse_line(&json).unwrap().into_owned()
}

#[test]
fn the_direction_is_that_of_the_log_or_of_the_networks() {
    let networks = || ["10.0.0.0/8".parse().unwrap(), "2001:db8::/32".parse().unwrap()];
    let mapper = Mapper::builder().internal_networks(networks()).build();
    for (source, destination, more, expected) in [
        ("10.0.0.1", "192.0.2.1", "", Some(Direction::Outbound)),
        ("192.0.2.1", "10.0.0.1", "", Some(Direction::Inbound)),
        ("10.0.0.1", "2001:db8::1", "", Some(Direction::Internal)),
        ("192.0.2.1", "192.0.2.2", "", Some(Direction::External)),
        ("10.0.0.1", "192.0.2.1", r#","flow-direction":"ingress""#, Some(Direction::Ingress)),
        ("10.0.0.1", "192.0.2.1", r#","flow-direction":"egress""#, Some(Direction::Egress)),
        ("10.0.0.1", "-", "", None),
    ] {
        let record = flow(source, destination, more);
        assert_eq!(mapper.to_ecs(&record).network.direction, expected, "{source} {destination} {more}");
    }
    assert_eq!(Mapper::new().to_ecs(&flow("10.0.0.1", "192.0.2.1", "")).network.direction, None);
}

#[test]
fn the_community_id_of_what_is_logged() {
    let id = |record: &Record<'_>| Mapper::new().to_ecs(record).network.community_id.map(|id| id.to_string());
    let ports = r#","srcport":54585,"dstport":53"#;
    let udp = flow("192.168.1.52", "8.8.8.8", &format!(r#","protocol":17{ports}"#));
    assert_eq!(id(&udp).as_deref(), Some("1:d/FP5EW3wiY1vCndhwleRRKHowQ="));
    // An echo reply has type 0, and so has all of ICMP in these logs.
    let icmp = flow("192.168.0.1", "192.168.0.89", r#","protocol":1,"srcport":0,"dstport":0"#);
    assert_eq!(id(&icmp).as_deref(), Some("1:X0snYXpgwiv9TZtqg64sgzUn6Dk="));
    let rsvp = flow("10.1.12.1", "10.1.12.2", r#","protocol":46,"srcport":0,"dstport":0"#);
    assert_eq!(id(&rsvp).as_deref(), Some("1:KHlLkgoJW7ifUTyTSgyVfkFHzKw="));
    for more in [r#","protocol":6"#.to_owned(), ports.to_owned()] {
        assert_eq!(id(&flow("192.0.2.1", "192.0.2.2", &more)), None, "{more}");
    }
    assert_eq!(id(&flow("192.0.2.1", "-", &format!(r#","protocol":6{ports}"#))), None);
    assert_eq!(Mapper::builder().community_id(false).build().to_ecs(&udp).network.community_id, None);
}

#[test]
fn the_end_is_the_time_or_else_the_start() {
    let record = vpc_flow::parse_line(r#"{"start":1768480490}"#).unwrap();
    let event = event(&record);
    assert_eq!(event["@timestamp"], "2026-01-15T12:34:50Z");
    assert_eq!(event["event"]["start"], "2026-01-15T12:34:50Z");
    assert_eq!(event["event"].get("end"), None);
}

#[test]
fn the_type_replaces_a_missing_address() {
    let mapper = Mapper::new();
    for (json, expected) in [
        (r#"{"type":"IPv6"}"#, Some(NetworkType::Ipv6)),
        (r#"{"type":"IPv4"}"#, Some(NetworkType::Ipv4)),
        (r#"{"type":"EFA"}"#, None),
        (r#"{"type":"EFA","srcaddr":"192.0.2.1"}"#, Some(NetworkType::Ipv4)),
    ] {
        assert_eq!(mapper.to_ecs(&vpc_flow::parse_line(json).unwrap()).network.r#type, expected, "{json}");
    }
}

#[test]
fn values_that_no_list_has_are_not_taken_for_others() {
    let json = r#"{"account-id":"unknown","action":"PAUSE","protocol":253,"flow-direction":"sideways","tcp-flags":0,"log-status":"OK"}"#;
    let mut event = event(&vpc_flow::parse_line(json).unwrap());
    for constant in ["ecs", "cloud"] {
        event.as_object_mut().unwrap().remove(constant);
    }
    let expected = json!({
        "event": {"kind": "event", "category": ["network"], "type": ["connection"], "action": "PAUSE", "module": "aws", "dataset": "aws.vpcflow"},
        "data_stream": {"type": "logs", "dataset": "aws.vpcflow", "namespace": "default"},
        "network": {"iana_number": "253"},
        "aws": {"vpcflow": {"account_id": "unknown", "action": "PAUSE", "log_status": "OK", "tcp_flags": "0", "flow_direction": "sideways"}},
    });
    assert_eq!(event, expected);
}

#[test]
fn a_column_named_as_the_values_beyond_the_layout_does_not_hide_them() {
    let log = b"srcaddr beyond-layout\n192.0.2.10 own more\n";
    let record = vpc_flow::records(log).next().unwrap().unwrap();
    let mut written = Vec::new();
    Mapper::new().to_ecs(&record).write_json(&mut written);
    let written = String::from_utf8(written).unwrap();
    let expected = r#""aws":{"vpcflow":{"beyond_layout":["more"],"beyond_layout_2":"own"}}}"#;
    assert!(written.ends_with(expected), "{written}");
}

/// A request and its answer are one flow, and any other two messages are not.
#[test]
fn icmp_types_and_their_answers() {
    for (protocol, here, there, pairs) in [
        (1, "192.0.2.1", "198.51.100.2", [(8, 0), (10, 9), (13, 14), (15, 16), (17, 18)].as_slice()),
        (58, "2001:db8::1", "2001:db8::2", &[(128, 129), (130, 131), (133, 134), (135, 136), (139, 140), (144, 145)]),
    ] {
        let (here, there) = (here.parse().unwrap(), there.parse().unwrap());
        let id =
            |from, to, kind| awslog::ecs::CommunityId::new(from, to, protocol, Some((kind, 0))).unwrap().to_string();
        let requests = (0..=255).map(|kind| id(here, there, kind)).collect::<Vec<_>>();
        let answers = (0..=255).map(|kind| id(there, here, kind)).collect::<Vec<_>>();
        for (kind, request) in requests.iter().enumerate() {
            for (other, answer) in answers.iter().enumerate() {
                let is_pair = pairs.iter().any(|pair| *pair == (kind, other) || *pair == (other, kind));
                assert_eq!(request == answer, is_pair, "protocol {protocol}: {kind}, {other}");
            }
        }
    }
}
