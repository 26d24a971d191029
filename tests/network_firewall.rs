//! Network Firewall records: their values, the forms that they come in, what they become, and the errors.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use awslog::ecs::Mapper;
use awslog::network_firewall::{
    self, AlertAction, EventType, PacketDirection, Record, RevocationAction, RevocationStatus, VerdictAction,
};
use awslog::schema::Value as Field;
use awslog::{ErrorKind, Format};
use serde_json::{Value, json};
use time::macros::utc_datetime;

const ALERT: &str = include_str!("../fixtures/network_firewall/alert.log");
const FLOW: &str = include_str!("../fixtures/network_firewall/flow.log");
const TLS: &str = include_str!("../fixtures/network_firewall/tls-inspection.log");

fn read(text: &str) -> Vec<Record<'_>> {
    network_firewall::records(text.as_bytes()).collect::<Result<_, _>>().unwrap()
}

/// A record with these members of `event`.
fn with(members: &str) -> String {
    format!(r#"{{"firewall_name":"egress-fw","event_timestamp":"1768480496","event":{{{members}}}}}"#)
}

#[track_caller]
fn refused(line: &str) -> String {
    network_firewall::parse_line(line).unwrap_err().to_string()
}

fn event(line: &str) -> Value {
    let record = network_firewall::parse_line(line).unwrap();
    let mut json = Vec::new();
    Mapper::new().to_ecs(&record).write_json(&mut json);
    serde_json::from_slice(&json).unwrap()
}

/// The value at a path in the event of a record with these members of `event`.
fn found(members: &str, path: &str) -> Value {
    event(&with(members)).pointer(path).cloned().unwrap_or_default()
}

#[test]
fn values_of_alerts() {
    let records = read(ALERT);
    assert_eq!(records.len(), 8);
    let record = &records[0];
    assert_eq!(record.firewall_name.as_deref(), Some("egress-fw"));
    assert_eq!((record.availability_zone.as_deref(), record.region()), (Some("us-east-1b"), Some("us-east-1")));
    assert_eq!(record.event_timestamp, Some(utc_datetime!(2026-01-15 12:34:56)));
    let event = record.event.as_ref().unwrap();
    assert_eq!(event.timestamp, Some(utc_datetime!(2026-01-15 12:34:56.006481)));
    assert_eq!((event.flow_id, event.tx_id), (Some(1_582_438_383_425_873), Some(0)));
    assert_eq!((event.src_port, event.dest_port), (Some(51254), Some(80)));
    assert_eq!(event.direction, Some(PacketDirection::ToServer));
    let alert = event.alert.as_ref().unwrap();
    assert_eq!((alert.gid, alert.signature_id, alert.rev), (Some(1), Some(1_000_003), Some(2)));
    assert_eq!((alert.action.as_ref(), alert.severity), (Some(&AlertAction::Blocked), Some(1)));
    assert_eq!(alert.metadata.get("signature_severity").unwrap()[0], "Major");
    assert_eq!(event.verdict.as_ref().unwrap().action, Some(VerdictAction::Drop));
    let http = event.http.as_ref().unwrap();
    assert_eq!((http.host(), http.status, http.length), (Some("www.example.com"), Some(403), Some(512)));

    let event = records[1].event.as_ref().unwrap();
    assert_eq!(records[1].aws_category.as_ref().unwrap()[..], ["Search Engines and Portals"]);
    assert_eq!((event.aws_category.as_ref(), event.tls_inspected), (None, Some(true)));
    let http = event.http.as_ref().unwrap();
    assert_eq!((http.hostname.as_deref(), http.host()), (None, Some("www.example.com")));

    let tls = records[2].event.as_ref().unwrap().tls.as_ref().unwrap();
    assert_eq!(tls.subject.as_deref(), Some("CN=api.example.com"));
    assert_eq!(tls.notafter, Some(utc_datetime!(2026-12-02 23:59:59)));
    assert!(tls.ja3.as_ref().unwrap().hash.is_none() && tls.unknown.is_empty());

    let event = records[3].event.as_ref().unwrap();
    assert_eq!(event.flow_id, Some((1 << 53) + 1));
    let verdict = event.verdict.as_ref().unwrap();
    assert_eq!(verdict.reject.as_ref().unwrap()[..], ["tcp-reset"]);
    assert_eq!(verdict.reject_target.as_deref(), Some("to_client"));

    let event = records[4].event.as_ref().unwrap();
    assert_eq!(event.alert.as_ref().unwrap().source.as_ref().unwrap().port, Some(40101));
    assert_eq!(event.metadata.as_ref().unwrap().flowbits.as_ref().unwrap()[..], ["ssh.seen"]);
    assert!(event.unknown.get("ssh").is_some());
    assert_eq!(records[6].event.as_ref().unwrap().event_type, Some(EventType::Drop));
}

#[test]
fn values_of_flows() {
    let records = read(FLOW);
    let event = records[0].event.as_ref().unwrap();
    let netflow = event.netflow.as_ref().unwrap();
    assert_eq!((netflow.pkts, netflow.bytes, netflow.age), (Some(11), Some(6458), Some(1)));
    assert_eq!(netflow.start, Some(utc_datetime!(2026-01-15 12:34:58.427112)));
    assert_eq!((netflow.min_ttl, netflow.max_ttl), (Some(47), Some(241)));
    let tcp = event.tcp.as_ref().unwrap();
    assert_eq!((tcp.tcp_flags.as_deref(), tcp.syn, tcp.rst), (Some("1b"), Some(true), None));
    assert_eq!(tcp.flags().collect::<Vec<_>>(), ["fin", "syn", "psh", "ack"]);
    let event = records[1].event.as_ref().unwrap();
    assert_eq!((event.icmp_type, event.icmp_code, event.src_port), (Some(128), Some(0), None));
    assert_eq!(event.src_ip, Some("2001:db8::10".parse().unwrap()));
}

#[test]
fn values_of_the_tls_log() {
    let records = read(TLS);
    let event = records[0].event.as_ref().unwrap();
    assert_eq!(records[0].event_timestamp, Some(utc_datetime!(2026-01-15 12:34:59)));
    assert_eq!(
        (event.src_port, event.dest_port, event.sni.as_deref()),
        (Some(55930), Some(443), Some("revoked.example.com"))
    );
    let check = event.revocation_check.as_ref().unwrap();
    assert_eq!(
        (check.status.as_ref(), check.action.as_ref()),
        (Some(&RevocationStatus::Revoked), Some(&RevocationAction::Drop))
    );
    let event = records[1].event.as_ref().unwrap();
    assert_eq!((event.sni.as_deref(), event.event_type.as_ref()), (None, None));
    let error = event.tls_error.as_ref().unwrap();
    assert_eq!(error.error_message.as_deref(), Some("Server name is not found in client hello."));
    assert_eq!(records[4].event_timestamp, Some(utc_datetime!(2026-01-15 12:35:17)));
}

#[test]
fn every_wrapper() {
    let lines = ALERT.lines().collect::<Vec<_>>();
    let expected = read(ALERT);
    let events = lines
        .iter()
        .enumerate()
        .map(|(number, line)| json!({"id": "1", "timestamp": 1_768_480_540_000_u64 + number as u64, "message": line}));
    let subscription = json!({"messageType": "DATA_MESSAGE", "owner": "123456789012", "logGroup": "alerts", "logStream": "egress-fw",
        "subscriptionFilters": ["all"], "logEvents": events.collect::<Vec<_>>()});
    for text in [subscription.to_string(), lines.concat(), format!("[{}]", lines.join(","))] {
        assert_eq!(Format::detect(text.as_bytes()), Some(Format::NetworkFirewall));
        assert_eq!(read(&text), expected);
    }
    let text = subscription.to_string();
    assert_eq!(read(&text)[1].envelope_time(), Some(utc_datetime!(2026-01-15 12:35:40.001)));
    let forwarded = json!({"@timestamp": "2026-01-15T12:34:56Z", "event": {"original": lines[0]}}).to_string();
    assert_eq!(read(&forwarded), expected[..1]);
}

#[test]
fn certainly_of_aws() {
    for (text, format) in [
        (
            r#"{"event":{"src_ip":"192.0.2.10"},"event_timestamp":"1","firewall_name":"a"}"#,
            Some(Format::NetworkFirewall),
        ),
        (
            r#"0","firewall_name" : "a","availability_zone":"b","event_timestamp":"1","event"#,
            Some(Format::NetworkFirewall),
        ),
        (r#"{"timestamp":"2026-01-15T12:34:56+0000","event_type":"alert","src_ip":"192.0.2.10","alert":{}}"#, None),
        (r#"{"firewall_name":"a","rule":"b"}"#, None),
        (r#"{"event":{"src_ip":"192.0.2.10","proto":"TCP"},"event_timestamp":"1"}"#, None),
        (r#"{"event_timestamp":"1","proxy_name":"a","final_action":"DENY"}"#, None),
    ] {
        assert_eq!(Format::detect(text.as_bytes()), format, "{text}");
    }
}

#[test]
fn the_last_of_equal_keys_counts() {
    let line = with(r#""tls":{"subject":"a","issuerdn":"b","subject":"a","issuerdn":"c","sni":null,"sni":"d"}"#);
    let record = network_firewall::parse_line(&line).unwrap();
    let tls = record.event.as_ref().unwrap().tls.as_ref().unwrap();
    assert_eq!(
        (tls.subject.as_deref(), tls.issuerdn.as_deref(), tls.sni.as_deref()),
        (Some("a"), Some("c"), Some("d"))
    );
    assert_eq!(
        tls.unknown.iter().map(|(key, value)| (key, value.as_str())).collect::<Vec<_>>(),
        [("issuerdn_1", "\"b\"")]
    );
    let again = serde_json::to_string(&record).unwrap();
    assert_eq!(network_firewall::parse_line(&again).unwrap(), record);
    assert_eq!(event(&line)["aws"]["firewall"]["tls"], json!({"issuerdn_1": "b"}));
}

#[test]
fn any_text_of_a_handshake_may_come_again() {
    for key in ["subject", "issuerdn", "serial", "fingerprint", "sni", "version"] {
        let line = with(&format!(r#""tls":{{"{key}":"a","{key}":"b"}}"#));
        let record = serde_json::to_value(network_firewall::parse_line(&line).unwrap()).unwrap();
        assert_eq!(record["event"]["tls"], json!({key: "b", format!("{key}_1"): "a"}), "{line}");
    }
    // Others are kept as they are.
    let line = with(r#""tls":{"from_proto":"smtp","from_proto":"imap"}"#);
    let record = network_firewall::parse_line(&line).unwrap();
    let tls = record.event.as_ref().unwrap().tls.as_ref().unwrap();
    assert_eq!(tls.from_proto.as_deref(), Some("smtp"));
    assert_eq!(tls.unknown.get("from_proto").unwrap().as_str(), "\"imap\"");
}

#[test]
fn categories_in_either_place_and_form() {
    let categories = |line: &str| {
        let record = network_firewall::parse_line(line).unwrap().into_owned();
        record.aws_category.unwrap_or_default().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    for value in [r#""[\"News\",\"Say \\\"hi\\\"\"]""#, r#"["News","Say \"hi\""]"#] {
        assert_eq!(categories(&format!(r#"{{"firewall_name":"a","aws_category":{value}}}"#)), ["News", "Say \"hi\""]);
        assert_eq!(categories(&with(&format!(r#""aws_category":{value}"#))), ["News", "Say \"hi\""]);
    }
    assert_eq!(categories(&with(r#""aws_category":"""#)), [""; 0]);
    assert_eq!(categories(&with(r#""aws_category":"News [and more""#)), ["News [and more"]);
    let both = r#"{"firewall_name":"a","aws_category":["News"],"event":{"tx_id":1,"aws_category":"[\"Sports\"]"}}"#;
    assert_eq!(categories(both), ["News", "Sports"]);
    assert_eq!(event(both)["aws"]["firewall"]["aws_category"], json!(["News", "Sports"]));
}

#[test]
fn the_verdict_decides_before_the_rule() {
    for (members, types) in [
        (r#""alert":{"action":"allowed"},"verdict":{"action":"drop"}"#, json!(["connection", "denied"])),
        (r#""alert":{"action":"blocked"},"verdict":{"action":"alert"}"#, json!(["allowed", "connection"])),
        (r#""alert":{"action":"allowed"},"verdict":{"action":"new"}"#, json!(["allowed", "connection"])),
        (r#""alert":{"action":"blocked"}"#, json!(["connection", "denied"])),
        (r#""revocation_check":{"action":"REJECT"}"#, json!(["connection", "denied"])),
        (r#""revocation_check":{"action":"PASS"}"#, json!(["allowed", "connection"])),
        (r#""tls_error":{"error_message":"x"}"#, json!(["connection", "denied"])),
        (r#""event_type":"drop""#, json!(["connection", "denied"])),
        (r#""event_type":"pass""#, json!(["allowed", "connection"])),
        (r#""event_type":"netflow""#, json!(["connection"])),
    ] {
        assert_eq!(found(members, "/event/type"), types, "{members}");
    }
}

#[test]
fn kinds_actions_and_outcomes() {
    for (members, expected) in [
        (r#""event_type":"alert","alert":{"action":"blocked","severity":1}"#, json!(["alert", "blocked", null, 1])),
        (r#""alert":{"severity":255}"#, json!(["alert", null, null, 255])),
        (r#""event_type":"http""#, json!(["event", null, null, null])),
        (r#""revocation_check":{"action":"DROP"}"#, json!(["event", "DROP", null, null])),
        (r#""tls_error":{"error_message":"x"}"#, json!(["event", null, "failure", null])),
    ] {
        let event = &event(&with(members))["event"];
        assert_eq!(json!([event["kind"], event["action"], event["outcome"], event["severity"]]), expected, "{members}");
    }
    let line = with(r#""tls_error":{"error_message":" The name is missing. "}"#);
    let event = event(&line);
    assert_eq!(
        (&event["message"], &event["error"]["message"]),
        (&json!("The name is missing."), &json!("The name is missing."))
    );
    assert_eq!(event["tls"], json!({"established": false}));
}

#[test]
fn protocols() {
    for (members, expected) in [
        (r#""proto":"TCP","app_proto":"http2""#, json!({"transport": "tcp", "iana_number": "6", "protocol": "http2"})),
        (r#""proto":"IPv6-ICMP","app_proto":"failed""#, json!({"transport": "ipv6-icmp", "iana_number": "58"})),
        (r#""proto":"002""#, json!({"transport": "igmp", "iana_number": "2"})),
        (r#""proto":"253""#, json!({"iana_number": "253"})),
        (r#""proto":"New-Proto","app_proto":"NEW""#, json!({"transport": "new-proto", "protocol": "new"})),
        (r#""sni":"www.example.com""#, json!({"transport": "tcp", "iana_number": "6", "protocol": "tls"})),
        (r#""event_type":"dns","proto":"UDP""#, json!({"transport": "udp", "iana_number": "17", "protocol": "dns"})),
        (r#""event_type":"netflow","sni":"www.example.com""#, Value::Null),
    ] {
        assert_eq!(found(members, "/network"), expected, "{members}");
    }
    assert_eq!(found(r#""app_proto":"failed""#, "/aws/firewall/app_proto"), "failed");
    assert_eq!(found(r#""app_proto":"tls""#, "/aws/firewall/app_proto"), Value::Null);
}

#[test]
fn versions_of_http() {
    for (protocol, version) in
        [("HTTP/1.1", "1.1"), ("http/2", "2"), ("HTTP/", "HTTP/"), ("SPDY/3", "SPDY/3"), ("h2", "h2")]
    {
        assert_eq!(found(&format!(r#""http":{{"protocol":"{protocol}"}}"#), "/http/version"), version);
    }
}

#[test]
fn regions_of_zones() {
    for (zone, region) in [
        ("us-gov-west-1a", Some("us-gov-west-1")),
        ("eu-central-1", Some("eu-central-1")),
        ("nowhere-1a", None),
        ("US-EAST-1a", None),
        ("us--east-1a", None),
        ("us-east1a", None),
    ] {
        let line = format!(r#"{{"firewall_name":"egress-fw","availability_zone":"{zone}"}}"#);
        assert_eq!(network_firewall::parse_line(&line).unwrap().region(), region, "{zone}");
    }
}

#[test]
fn what_makes_a_record_without_a_name() {
    let record = network_firewall::parse_line(r#"{"event_timestamp":"1768480496","event":{"src_port":443}}"#).unwrap();
    assert_eq!(record.event.unwrap().src_port, Some(443));
    let error = network_firewall::parse_line(r#"{"event_timestamp":"1768480496","event":{"new":1}}"#).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Format);
}

#[test]
fn both_halves_of_a_flow_have_one_id() {
    let id = |members: &str| found(members, "/network/community_id");
    let request = r#""proto":"ICMP","src_ip":"192.168.0.89","dest_ip":"192.168.0.1","icmp_type":8,"icmp_code":0"#;
    let reply = r#""proto":"ICMP","src_ip":"192.168.0.1","dest_ip":"192.168.0.89","icmp_type":0,"icmp_code":0"#;
    assert_eq!(
        (id(request), id(reply)),
        (json!("1:X0snYXpgwiv9TZtqg64sgzUn6Dk="), json!("1:X0snYXpgwiv9TZtqg64sgzUn6Dk="))
    );
    assert_eq!(id(r#""proto":"ICMP","src_ip":"192.168.0.1","dest_ip":"192.168.0.89""#), Value::Null);
    assert_eq!(id(r#""proto":"TCP","src_ip":"192.168.0.1","dest_ip":"192.168.0.89""#), Value::Null);
}

#[test]
fn urls() {
    for (members, expected) in [
        (
            r#""app_proto":"http","http":{"hostname":"www.example.com:8080","url":"/a.php?b"}"#,
            json!({"original": "/a.php?b", "full": "http://www.example.com:8080/a.php?b", "scheme": "http", "port": 8080,
                "path": "/a.php", "extension": "php", "query": "b"}),
        ),
        (
            r#""app_proto":"http","tls_inspected":true,"http":{"hostname":"www.example.com","http_port":443,"url":"/"}"#,
            json!({"original": "/", "full": "https://www.example.com/", "scheme": "https", "port": 443, "path": "/"}),
        ),
        (
            r#""app_proto":"http2","http":{"hostname":"www.example.com","version":"2","url":"/"}"#,
            json!({"original": "/", "path": "/"}),
        ),
        (
            r#""app_proto":"http","http":{"hostname":"proxy.example.org","url":"http://www.example.com/a"}"#,
            json!({"original": "http://www.example.com/a", "full": "http://www.example.com/a", "scheme": "http", "path": "/a"}),
        ),
        (
            r#""app_proto":"http","http":{"http_method":"CONNECT","url":"www.example.com:443"}"#,
            json!({"original": "www.example.com:443", "port": 443}),
        ),
    ] {
        let mut url = found(members, "/url");
        let domain = ["domain", "registered_domain", "subdomain", "top_level_domain"].map(|name| url[name].take());
        assert_eq!(domain, ["www.example.com", "example.com", "www", "com"].map(Value::from), "{members}");
        url.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        assert_eq!(url, expected, "{members}");
    }
    let members = r#""app_proto":"http","http":{"hostname":"proxy.example.org","url":"http://www.example.com/a"}"#;
    assert_eq!(found(members, "/aws/firewall/http"), json!({"hostname": "proxy.example.org"}));
    let members = r#""dest_ip":"2001:db8::9","http":{"hostname":"[2001:db8::9]:80","url":"/"}"#;
    assert_eq!(found(members, "/destination"), json!({"address": "2001:db8::9", "ip": "2001:db8::9"}));
    assert_eq!(found(members, "/url/domain"), "[2001:db8::9]");
}

#[test]
fn the_name_of_the_handshake_comes_before_that_of_the_request() {
    let members = r#""sni":"outer.example.com","tls":{"sni":"www.example.org"},"http":{"hostname":"www.example.com"}"#;
    let event = event(&with(members));
    assert_eq!(event["destination"]["domain"], "www.example.org");
    assert_eq!(event["tls"]["client"]["server_name"], "www.example.org");
    assert_eq!(event["related"]["hosts"], json!(["www.example.org", "www.example.com"]));
    assert_eq!(event["aws"]["firewall"]["sni"], "outer.example.com");
}

#[test]
fn dns_of_every_version() {
    let answer = json!({"name": "www.example.com", "type": "A", "data": "203.0.113.9", "ttl": 60});
    for (dns, answers) in [
        (
            r#"{"type":"answer","id":7,"rrname":"www.example.com","rrtype":"A","rcode":"NOERROR","ttl":60,"rdata":"203.0.113.9"}"#,
            json!([answer]),
        ),
        (
            r#"{"type":"answer","id":7,"rrname":"www.example.com","rrtype":"A","rcode":"NOERROR",
            "answers":[{"rrname":"www.example.com","rrtype":"A","ttl":60,"rdata":"203.0.113.9"}],"grouped":{"A":["203.0.113.9"]}}"#,
            json!([answer]),
        ),
        (
            r#"{"answer":{"type":"answer","id":7,"rrname":"www.example.com","rrtype":"A","rcode":"NOERROR","grouped":{"A":["203.0.113.9"]}}}"#,
            json!([{"type": "A", "data": "203.0.113.9"}]),
        ),
        (
            r#"{"version":3,"type":"response","id":7,"rcode":"NOERROR","queries":[{"rrname":"www.example.com.","rrtype":"A"}],
            "answers":[{"rrname":"www.example.com","rrtype":"A","ttl":60,"rdata":"203.0.113.9"}]}"#,
            json!([answer]),
        ),
    ] {
        let expected = json!({"id": "7", "type": "answer", "response_code": "NOERROR", "answers": answers, "resolved_ip": ["203.0.113.9"],
            "question": {"name": "www.example.com", "type": "A", "registered_domain": "example.com", "subdomain": "www", "top_level_domain": "com"}});
        assert_eq!(found(&format!(r#""dns":{dns}"#), "/dns"), expected, "{dns}");
        assert_eq!(
            found(&format!(r#""dns":{dns}"#), "/related"),
            json!({"ip": ["203.0.113.9"], "hosts": ["www.example.com"]}),
            "{dns}"
        );
    }
    let query = r#""dns":{"query":[{"type":"query","id":8,"rrname":"9.2.0.192.in-addr.arpa","rrtype":"PTR"}]}"#;
    assert_eq!(
        found(query, "/dns"),
        json!({"id": "8", "type": "query", "question": {"name": "9.2.0.192.in-addr.arpa", "type": "PTR"}})
    );
    assert_eq!(found(query, "/related"), Value::Null);
    for (name, question) in [
        (
            "*.example.com.",
            json!({"name": "*.example.com", "registered_domain": "example.com", "subdomain": "*", "top_level_domain": "com"}),
        ),
        // A zone of `arpa` that is not one of addresses.
        (
            "nas.home.arpa",
            json!({"name": "nas.home.arpa", "registered_domain": "nas.home.arpa", "top_level_domain": "home.arpa"}),
        ),
    ] {
        let dns = format!(r#""dns":{{"rrname":"{name}"}}"#);
        assert_eq!(found(&dns, "/dns/question"), question, "{name}");
    }
}

#[test]
fn times() {
    let members = r#""event_type":"netflow","netflow":{"start":"2026-01-15T12:00:00.000001+0000","end":"2026-01-15T12:00:01.000000+0000"}"#;
    let event = event(&with(members));
    assert_eq!(event["@timestamp"], "2026-01-15T12:34:56Z");
    assert_eq!(
        event["event"],
        json!({"kind": "event", "category": ["network"], "type": ["connection"], "module": "aws", "dataset": "aws.firewall_logs",
            "created": "2026-01-15T12:34:56Z", "start": "2026-01-15T12:00:00.000001Z", "end": "2026-01-15T12:00:01Z", "duration": 999_999_000}),
    );
}

#[test]
fn the_direction_takes_networks() {
    let line = with(r#""src_ip":"192.0.2.10","dest_ip":"203.0.113.9","direction":"to_server""#);
    let record = network_firewall::parse_line(&line).unwrap();
    assert_eq!(Mapper::new().to_ecs(&record).network.direction, None);
    let mapper = Mapper::builder().internal_networks(["192.0.2.0/24".parse().unwrap()]).build();
    assert_eq!(mapper.to_ecs(&record).get("network.direction"), Some(Field::Text("outbound")));
}

#[test]
fn values_by_name() {
    let line = with(r#""src_port":"55930","alert":{"metadata":{"geo":["DE"]}},"newKey":1"#);
    let record = network_firewall::parse_line(&line).unwrap();
    assert_eq!(record.get("event.src_port"), Some(Field::Unsigned(55930)));
    assert_eq!(record.get("event.newKey").map(|value| matches!(value, Field::Json(_))), Some(true));
    let Some(Field::List(list)) = record.get("event.alert.metadata.geo") else { panic!() };
    assert_eq!(list.iter().collect::<Vec<_>>(), [Field::Text("DE")]);
}

#[test]
fn unknown_keys_of_both_objects_are_kept_apart() {
    let line =
        r#"{"firewall_name":"a","flow":1,"other":2,"event":{"tx_id":1,"other":3,"tcp_flags":"x","netflow":{"id":4}}}"#;
    let aws = event(line)["aws"]["firewall"].take();
    assert_eq!(
        aws,
        json!({"tx_id": 1, "other": 3, "tcp_flags_2": "x", "flow": {"id_2": 4}, "flow_2": 1, "other_2": 2})
    );
}

#[test]
fn errors_in_words() {
    for (line, words) in [
        (
            with(r#""src_port":65536"#),
            "Network Firewall log, byte 80, field `event.src_port`: expected a whole number below 65536, found \"65536\"",
        ),
        (
            with(r#""netflow":{"bytes":"many"}"#),
            "Network Firewall log, byte 88, field `event.netflow.bytes`: expected a whole number, found \"many\"",
        ),
        (
            r#"{"firewall_name":"a","event_timestamp":"noon"}"#.to_owned(),
            "Network Firewall log, byte 39, field `event_timestamp`: expected seconds or milliseconds since 1970, found \"noon\"",
        ),
        (
            r#"{"firewall_name":"a","event":[]}"#.to_owned(),
            "Network Firewall log, byte 29, field `event`: expected an object, found \"[\"",
        ),
        (
            r#"{"event_type":"alert","src_ip":"192.0.2.10","flow_id":1}"#.to_owned(),
            "Network Firewall log: expected a Network Firewall record, found a Suricata event",
        ),
        (
            r#"{"event":{"kind":"alert"}}"#.to_owned(),
            "Network Firewall log: expected a Network Firewall record, which has `firewall_name`, `event_timestamp` and \
             `event`, found an object without them",
        ),
        (
            r#"{"webaclId":"a","action":"ALLOW"}"#.to_owned(),
            "Network Firewall log: expected a Network Firewall record, found a WAF record: read it as `waf`",
        ),
    ] {
        assert_eq!(refused(&line), words, "{line}");
    }
    let record = with(r#""src_ip":"192.0.2.10""#);
    let error = awslog::waf::parse_line(&record).unwrap_err();
    assert_eq!(
        error.to_string(),
        "WAF log: expected a WAF record, found a Network Firewall record: read it as `firewall`"
    );
    assert_eq!(error.kind(), ErrorKind::Format);
}

#[test]
fn what_a_server_sends_refuses_no_record() {
    let line = with(
        r#""tls":{"notbefore":"never","session_resumed":"maybe"},"http":{"status":"abc","length":"many","http_port":"x"},
            "icmp_type":300,"flow_id":"x""#,
    );
    let aws = event(&line)["aws"]["firewall"].take();
    assert_eq!(aws["tls"], json!({"notbefore_2": "never", "session_resumed_2": "maybe"}));
    assert_eq!(aws["http"], json!({"status_2": "abc", "length_2": "many", "http_port_2": "x"}));
    assert_eq!((&aws["icmp_type_2"], &aws["flow_id_2"]), (&json!(300), &json!("x")));
}

#[test]
fn records_of_the_proxy_are_kept() {
    let line = r#"{"event_timestamp":"1768480496","proxy_name":"a","final_action":"DENY","client_src_port":5}"#;
    let event = event(line);
    assert_eq!(event["@timestamp"], "2026-01-15T12:34:56Z");
    assert_eq!(event["aws"]["firewall"], json!({"proxy_name": "a", "final_action": "DENY", "client_src_port": 5}));
}

#[test]
fn serials_of_certificates() {
    for (serial, expected) in
        [("08:c9:AF", "08C9AF"), ("abcd", "ABCD"), ("08c9", "08C9"), ("08C9", "08C9"), ("08:C9", "08C9")]
    {
        let members = format!(r#""event_type":"tls","tls":{{"serial":"{serial}"}}"#);
        assert_eq!(found(&members, "/tls/server/x509/serial_number"), expected, "{serial}");
    }
}

#[test]
fn lists_of_texts_by_value() {
    let line = with(r#""alert":{"references":["a","b"]}"#);
    let record = network_firewall::parse_line(&line).unwrap();
    let references = record.event.unwrap().alert.unwrap().references.unwrap();
    assert_eq!(references.iter().count(), 2);
    assert_eq!(references.into_iter().map(String::from).collect::<Vec<_>>(), ["a", "b"]);
}
