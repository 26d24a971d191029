//! Route 53 query logs: what their records hold, which objects and lines they are read from, and what they become.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use awslog::ecs::Mapper;
use awslog::route53::{
    self, Kind, Layout, Parser, Record, RecordClass, RecordType, ResponseCode, RuleAction, Transport, public, resolver,
};
use awslog::{ErrorKind, Format};
use serde_json::{Value, json};

const RESOLVER: &str = include_str!("../fixtures/route53/resolver.log");
const FIREWALL: &str = include_str!("../fixtures/route53/firewall.log");
const PUBLIC: &str = include_str!("../fixtures/route53/public.log");

const RECORD: &str = r#"{"query_timestamp":"2026-01-15T12:34:56Z","query_name":"www.example.com."}"#;

#[track_caller]
fn event(text: &str) -> Value {
    let record = route53::parse_line(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    serde_json::to_value(Mapper::new().to_ecs(&record)).unwrap()
}

/// The record with one more member.
fn with(member: &str) -> String {
    RECORD.replacen('{', &format!("{{{member},"), 1)
}

#[test]
fn a_record_of_the_resolver() {
    let record = resolver::parse_line(RESOLVER.lines().next().unwrap()).unwrap();
    assert_eq!(record.version.as_deref(), Some("1.100000"));
    assert_eq!(record.account_id.as_deref(), Some("123456789012"));
    assert_eq!(record.region.as_deref(), Some("us-east-1"));
    assert_eq!(record.vpc_id.as_deref(), Some("vpc-0123456789abcdef0"));
    assert_eq!(record.query_timestamp.unwrap().unix_timestamp(), 1_768_480_441);
    assert_eq!(record.query_name.as_deref(), Some("www.example.com."));
    assert_eq!(record.query_type, Some(RecordType::A));
    assert_eq!(record.query_class, Some(RecordClass::Internet));
    assert_eq!(record.rcode, Some(ResponseCode::NoError));
    let answers =
        record.answers.iter().map(|answer| (answer.r#type.clone().unwrap(), answer.rdata.as_deref().unwrap()));
    assert_eq!(
        answers.collect::<Vec<_>>(),
        [(RecordType::Cname, "edge.example.net."), (RecordType::A, "198.51.100.20"), (RecordType::A, "198.51.100.21"),]
    );
    assert_eq!(record.answers[0].class, Some(RecordClass::Internet));
    assert_eq!(record.srcaddr, Some([192, 0, 2, 10].into()));
    assert_eq!(record.srcport, Some(48701));
    assert_eq!(record.transport, Some(Transport::Udp));
    assert_eq!(record.srcids.unwrap().instance.as_deref(), Some("i-0123456789abcdef0"));
    assert_eq!(record.firewall_rule_action, None);
}

#[test]
fn a_record_of_dns_firewall() {
    let record = resolver::parse_line(FIREWALL.lines().nth(1).unwrap()).unwrap();
    assert_eq!(record.firewall_rule_action, Some(RuleAction::Block));
    assert_eq!(record.firewall_rule_group_id.as_deref(), Some("rslvr-frg-0123456789abcdef0"));
    assert_eq!(record.firewall_domain_list_id.as_deref(), Some("rslvr-fdl-0123456789abcdef0"));
    let ids = record.srcids.unwrap();
    assert_eq!(ids.resolver_endpoint.as_deref(), Some("rslvr-in-0123456789abcdef0"));
    assert_eq!(ids.resolver_network_interface.as_deref(), Some("rni-0123456789abcdef0"));

    let advanced = resolver::parse_line(FIREWALL.lines().last().unwrap()).unwrap();
    assert_eq!(advanced.firewall_domain_list_id, None);
    assert_eq!(advanced.unknown.get("firewall_protection").unwrap().as_str(), "\"DGA\"");
}

#[test]
fn a_record_of_a_public_zone() {
    let record = public::parse_line(PUBLIC.lines().next().unwrap()).unwrap();
    assert_eq!(record.version.as_deref(), Some("1.0"));
    assert_eq!(record.query_timestamp.unwrap().unix_timestamp_nanos(), 1_768_480_496_130_000_000);
    assert_eq!(record.hosted_zone_id.as_deref(), Some("Z0123456789EXAMPLE"));
    assert_eq!(record.query_name.as_deref(), Some("www.example.com"));
    assert_eq!(record.query_type, Some(RecordType::A));
    assert_eq!(record.response_code, Some(ResponseCode::NoError));
    assert_eq!(record.protocol, Some(Transport::Udp));
    assert_eq!(record.edge_location.as_deref(), Some("FRA6"));
    assert_eq!(record.resolver_ip, Some([192, 0, 2, 53].into()));
    assert_eq!(record.edns_client_subnet.as_deref(), Some("198.51.100.0/24"));
    assert_eq!(record.client_subnet(), Some(([198, 51, 100, 0].into(), 24)));
}

#[test]
fn client_subnets() {
    for (text, expected) in [
        ("198.51.100.0/32", Some("198.51.100.0 32")),
        ("2001:DB8::/128", Some("2001:db8:: 128")),
        ("198.51.100.0/33", None),
        ("2001:db8::/129", None),
        ("198.51.100.0", None),
        ("198.51.100.0/", None),
        ("/24", None),
        ("-", None),
    ] {
        let line = PUBLIC.lines().next().unwrap().replace("198.51.100.0/24", text);
        let record = public::parse_line(&line).unwrap();
        let subnet = record.client_subnet().map(|(network, bits)| format!("{network} {bits}"));
        assert_eq!(subnet.as_deref(), expected, "{text}");
    }
}

#[test]
fn answers_in_every_shape() {
    let answer = r#"{"Rdata":"198.51.100.20","Type":"A","Class":"IN"}"#;
    let whole = json!([{"type": "A", "class": "IN", "data": "198.51.100.20"}]);
    let quoted = Value::from(format!(" [{answer}] ")).to_string();
    for (answers, expected) in [
        (format!("[{answer}]"), whole.clone()),
        (answer.to_owned(), whole.clone()),
        (quoted, whole.clone()),
        (Value::from(answer).to_string(), whole.clone()),
        (answer.replace("Rdata", "rdata").replace("Type", "type").replace("Class", "class"), whole.clone()),
        (answer.replace("Type", "answer_type").replace("Class", "answer_class"), whole),
        (r#"["198.51.100.20"]"#.to_owned(), json!([{"data": "198.51.100.20"}])),
        (r#""198.51.100.20""#.to_owned(), json!([{"data": "198.51.100.20"}])),
        ("[null]".to_owned(), Value::Null),
        ("[]".to_owned(), Value::Null),
        ("null".to_owned(), Value::Null),
        (r#""""#.to_owned(), Value::Null),
        (r#""-""#.to_owned(), Value::Null),
        (r#""[]""#.to_owned(), Value::Null),
    ] {
        let event = event(&with(&format!("\"answers\":{answers}")));
        assert_eq!(event["dns"]["answers"], expected, "{answers}");
        let resolved = if expected.is_null() { Value::Null } else { json!(["198.51.100.20"]) };
        assert_eq!(event["dns"]["resolved_ip"], resolved, "{answers}");
    }
    for other in [
        r#""[{rdata=198.51.100.20, type=A}]""#,
        r#""198.51.100.20, 198.51.100.21""#,
        r#""rdata=198.51.100.20""#,
        r#""[{\"Rdata\":""#,
        r#""[] []""#,
        "7",
        "true",
    ] {
        let event = event(&with(&format!("\"answers\":{other}")));
        assert_eq!(event["dns"]["answers"], Value::Null, "{other}");
        let kept = serde_json::from_str::<Value>(other).unwrap();
        assert_eq!(event["aws"]["route53"]["answers_2"], kept, "{other}");
    }
}

#[test]
fn an_answer_that_is_given_twice() {
    let answer = r#"{"Rdata":"198.51.100.20","Type":"A"}"#;
    let event = event(&with(&format!("\"answers\":[{answer},{answer}]")));
    assert_eq!(event["dns"]["answers"], json!([{"type": "A", "data": "198.51.100.20"}]));
    assert_eq!(event["dns"]["resolved_ip"], json!(["198.51.100.20"]));
    assert_eq!(event["related"]["ip"], json!(["198.51.100.20"]));
}

#[test]
fn answers_by_value_and_by_reference() {
    let line = with(r#""answers":[{"Rdata":"192.0.2.1","Type":"A","Class":"IN"},"192.0.2.2"]"#);
    let Record::Resolver(record) = route53::parse_line(&line).unwrap() else { panic!("{line}") };
    let by_reference = (&record.answers).into_iter().map(|answer| answer.rdata.as_deref()).collect::<Vec<_>>();
    assert_eq!(by_reference, [Some("192.0.2.1"), Some("192.0.2.2")]);
    let by_value =
        record.answers.clone().into_iter().map(|answer| answer.rdata.unwrap().to_string()).collect::<Vec<_>>();
    assert_eq!(by_value, ["192.0.2.1", "192.0.2.2"]);
}

#[test]
fn names_have_no_dot_at_their_end_in_events() {
    for (logged, name) in [
        ("www.example.com.", "www.example.com"),
        ("www.example.com", "www.example.com"),
        ("wWw.eXample.com.", "wWw.eXample.com"),
        (".", "."),
        (r"a\\.", r"a\."),
    ] {
        let json = RECORD.replace("www.example.com.", logged);
        assert_eq!(event(&json)["dns"]["question"]["name"], name, "{logged}");
    }
    assert_eq!(event(&RECORD.replace("www.example.com.", "."))["related"], Value::Null);
}

#[test]
fn the_parts_of_any_name() {
    for (name, registered, subdomain) in [
        ("www.example.com", json!("example.com"), json!("www")),
        ("example.com", json!("example.com"), Value::Null),
        ("*.example.com", json!("example.com"), json!("*")),
        (r"\052.example.co.uk", json!("example.co.uk"), json!(r"\052")),
        ("a b.c.example.com", json!("example.com"), json!("a b.c")),
        ("*.com", Value::Null, Value::Null),
        ("a*", Value::Null, Value::Null),
        ("b._dns-sd._udp.0.2.0.192.in-addr.arpa", Value::Null, Value::Null),
        ("8.b.d.0.1.0.0.2.ip6.arpa", Value::Null, Value::Null),
        ("192.0.2.7", Value::Null, Value::Null),
    ] {
        let json = RECORD.replace("www.example.com.", &format!("{}.", name.replace('\\', r"\\")));
        let question = event(&json)["dns"]["question"].clone();
        assert_eq!(question["name"], name);
        assert_eq!((&question["registered_domain"], &question["subdomain"]), (&registered, &subdomain), "{name}");
    }
}

#[test]
fn outcomes_and_verdicts() {
    for (member, outcome, kinds) in [
        (r#""rcode":"NOERROR""#, json!("success"), json!(["protocol"])),
        (r#""rcode":"NoError""#, json!("success"), json!(["protocol"])),
        (r#""rcode":"NXDOMAIN""#, json!("failure"), json!(["protocol"])),
        (r#""rcode":"""#, Value::Null, json!(["protocol"])),
        (r#""rcode":"NOERROR","firewall_rule_action":"BLOCK""#, json!("success"), json!(["denied", "protocol"])),
        (r#""firewall_rule_action":"ALERT""#, Value::Null, json!(["allowed", "protocol"])),
        (r#""firewall_rule_action":"ALLOW""#, Value::Null, json!(["allowed", "protocol"])),
        (r#""firewall_rule_action":"WATCH""#, Value::Null, json!(["protocol"])),
    ] {
        let event = event(&with(member));
        assert_eq!((&event["event"]["outcome"], &event["event"]["type"]), (&outcome, &kinds), "{member}");
    }
}

#[test]
fn transports() {
    for (transport, name, number, kept) in [
        ("UDP", json!("udp"), json!("17"), Value::Null),
        ("TCP", json!("tcp"), json!("6"), Value::Null),
        ("DoH", json!("tcp"), Value::Null, json!("DoH")),
        ("QUIC", Value::Null, Value::Null, json!("QUIC")),
    ] {
        let of_resolver = event(&with(&format!(r#""transport":"{transport}""#)));
        assert_eq!(of_resolver["aws"]["route53"]["transport"], kept);
        let of_zone = event(&PUBLIC.lines().next().unwrap().replace("UDP", transport));
        assert_eq!(of_zone["aws"]["route53"]["protocol"], kept);
        for network in [&of_resolver["network"], &of_zone["network"]] {
            assert_eq!((&network["transport"], &network["iana_number"]), (&name, &number), "{transport}");
        }
    }
}

#[test]
fn a_name_with_spaces_forges_nothing() {
    let line = "1.0 2026-01-15T12:34:56.130Z Z0123456789EXAMPLE x A NOERROR UDP FRA6 203.0.113.66 - AAAA NXDOMAIN TCP \
                FRA7 192.0.2.53 -";
    let record = public::parse_line(line).unwrap();
    assert_eq!(record.query_name.as_deref(), Some("x A NOERROR UDP FRA6 203.0.113.66 -"));
    assert_eq!(record.query_type, Some(RecordType::Aaaa));
    assert_eq!(record.response_code, Some(ResponseCode::NxDomain));
    assert_eq!(record.edge_location.as_deref(), Some("FRA7"));
    assert_eq!(record.resolver_ip, Some([192, 0, 2, 53].into()));
    assert_eq!(record.original(), Some(line));

    let added = format!("{} new values", PUBLIC.lines().next().unwrap());
    let record = public::parse_line(&added).unwrap();
    assert_eq!(record.query_name.as_deref(), Some("www.example.com"));
    assert_eq!(record.beyond_layout(), ["new", "values"]);
}

#[test]
fn lines_and_objects_in_one_stream() {
    let text = format!("{}\n{RECORD}\n\n{}\n", PUBLIC.lines().next().unwrap(), PUBLIC.lines().nth(1).unwrap());
    let kinds = route53::records(text.as_bytes()).map(|record| record.unwrap().kind()).collect::<Vec<_>>();
    assert_eq!(kinds, [Kind::Public, Kind::Resolver, Kind::Public]);
    assert_eq!(
        Kind::ALL.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["Resolver query log", "public zone query log"]
    );
}

#[test]
fn a_wrapper_that_begins_like_the_records_around_it() {
    let front = r#"{"version":"1.100000","account_id":"123456789012","region":"us-east-1","#;
    let record = format!(r#"{front}"vpc_id":"vpc-0123456789abcdef0","query_name":"a.example.com."}}"#);
    let wrapper = format!(r#"{front}"message":{}}}"#, Value::from(RECORD));
    let log = [&record, &record, &wrapper, &record].map(String::as_str).join("\n");
    let names = route53::records(log.as_bytes()).map(|record| match record.unwrap() {
        Record::Resolver(record) => record.query_name.unwrap().to_string(),
        other => panic!("{other:?}"),
    });
    assert_eq!(names.collect::<Vec<_>>(), ["a.example.com.", "a.example.com.", "www.example.com.", "a.example.com."]);
}

#[test]
fn records_of_the_resolver_in_a_subscription() {
    let events =
        RESOLVER.lines().take(2).map(|line| json!({"id": "1", "timestamp": 1_768_480_496_123_u64, "message": line}));
    let text = json!({"messageType": "DATA_MESSAGE", "logEvents": events.collect::<Vec<_>>()}).to_string();
    let records = route53::records(text.as_bytes()).collect::<awslog::Result<Vec<_>>>().unwrap();
    let alone = route53::records(RESOLVER.as_bytes()).take(2).collect::<awslog::Result<Vec<_>>>().unwrap();
    assert_eq!(records, alone);
    assert_eq!(records[0].envelope_time().unwrap().unix_timestamp(), 1_768_480_496);
    assert_eq!(Format::detect(text.as_bytes()), Some(Format::Route53));
}

#[test]
fn header_lines() {
    for header in ["query_name,hosted_zone_id", "#Fields: query_name hosted_zone_id", "queryName\thostZoneId"] {
        let layout = header.parse::<Layout>().unwrap();
        assert_eq!(layout.names().collect::<Vec<_>>(), ["query_name", "hosted_zone_id"], "{header}");
        assert_eq!(Parser::new().parse_line(header).unwrap(), None, "{header}");
        assert_eq!(Format::detect(header.as_bytes()).is_some(), !header.starts_with('#'), "{header}");
    }
    // Too few known names, or names that other logs have too.
    for line in ["hosted_zone_id a b c", "query_name query_type"] {
        let error = Parser::new().parse_line(line).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Layout, "{line}");
    }
    assert_eq!(Layout::default(), Layout::version_1());
    assert_eq!(
        Layout::from_names(["nothing"]).unwrap_err().to_string(),
        "Route 53 query log: expected the names of fields of a public zone's query log, found \"nothing\""
    );
}

#[test]
fn objects_of_public_zones() {
    let camel = include_str!("../fixtures/route53/parse-route53.json");
    let Record::Public(record) = route53::parse_line(camel).unwrap() else { panic!() };
    assert_eq!(record.resolver_ip, Some([192, 0, 2, 53].into()));
    for line in PUBLIC.lines() {
        let record = route53::parse_line(line).unwrap();
        let stored = serde_json::to_string(&record).unwrap();
        assert_eq!(route53::parse_line(&stored).unwrap(), record, "{stored}");
        assert_eq!(Format::detect(stored.as_bytes()), Some(Format::Route53), "{stored}");
    }
    let again = r#"{"hosted_zone_id":"Z0123456789EXAMPLE","query_name":"a","query_name":"b","query_type":"A"}"#;
    assert_eq!(public::parse_line(again).unwrap().unknown("query_name").unwrap(), "b");
    // A key that somebody adds to a record of the Resolver does not make it one of a zone.
    let added = route53::parse_line(RESOLVER.lines().next().unwrap()).unwrap();
    let stored = serde_json::to_string(&added).unwrap().replacen('{', "{\"edge_location\":\"FRA6\",", 1);
    assert_eq!(route53::parse_line(&stored).unwrap().kind(), Kind::Resolver);
}

#[test]
fn logs_of_other_vendors_are_not_detected() {
    for json in [
        r#"{"ts":1768480496.1,"uid":"C1","query":"www.example.com","qtype_name":"A","rcode_name":"NOERROR","answers":["192.0.2.1"]}"#,
        r#"{"timestamp":"2026-01-15T12:34:56Z","dns":{"type":"query","rrname":"www.example.com","rrtype":"A"}}"#,
        r#"{"QueryName":"www.example.com.","QueryType":"A","QueryClass":"IN","ResponseCode":"NOERROR","SourceIpAddress":"192.0.2.1","Transport":"UDP"}"#,
        r#"{"queryName":"www.example.com.","queryType":"A","responseCode":"NOERROR","sourceIP":"192.0.2.1","protocol":"UDP"}"#,
        r#"{"query_name":"www.example.com","query_type":"A","rcode":"NOERROR","client_ip":"192.0.2.1"}"#,
        r#"{"query_timestamp":"2026-01-15T12:34:56Z","sql":"select 1"}"#,
        r#"{"Status":0,"Question":[{"name":"www.example.com.","type":1}],"Answer":[{"name":"www.example.com.","type":1,"TTL":60,"data":"192.0.2.1"}]}"#,
    ] {
        assert_eq!(Format::detect(json.as_bytes()), None, "{json}");
        assert_eq!(route53::parse_line(json).unwrap_err().kind(), ErrorKind::Format, "{json}");
    }
    assert_eq!(Format::detect(br#"{"hosted_zone_id":"Z0123456789EXAMPLE","name":"example.com."}"#), None);
    for line in [
        "1.0 2026-01-15T12:34:56.130Z",
        "1.0 2026-01-15T12:34:56.130Z host app - - - message",
        "<34>1 2026-01-15T12:34:56.130Z Z0123456789EXAMPLE named 7 - - www.example.com UDP",
    ] {
        assert_eq!(Format::detect(line.as_bytes()), None, "{line}");
    }
}

#[test]
fn words_of_errors() {
    for (text, words) in [
        (
            r#"{"query_name":"a.","srcport":"http"}"#,
            r#"Route 53 query log, byte 29, field `srcport`: expected a whole number below 65536, found "http""#,
        ),
        (
            r#"{"query_name":"a.","srcaddr":"host"}"#,
            r#"Route 53 query log, byte 29, field `srcaddr`: expected an IP address, found "host""#,
        ),
        (
            r#"{"query_name":"a.","query_timestamp":"2017-03-16T19:20:177Z"}"#,
            r#"Route 53 query log, byte 37, field `query_timestamp`: expected a date and time, or seconds since 1970, found "2017-03-16T19:20:177Z""#,
        ),
        (
            r#"{"hello":1}"#,
            "Route 53 query log: expected a Route 53 query log record, which has fields such as `query_timestamp` and `query_name`, or `hosted_zone_id`, found an object without them",
        ),
        (
            "one two",
            "Route 53 query log: expected a line of a public zone's query log, which begins with a version such as `1.0`, found \"one\"",
        ),
        (
            "1.0 2026-01-15T12:34:56Z Z0123456789EXAMPLE",
            "Route 53 query log: expected 10 values, one for each column, found 3: the line is truncated or has another layout; `accept_short_lines` accepts it",
        ),
    ] {
        assert_eq!(route53::parse_line(text).unwrap_err().to_string(), words);
    }
    let flow = r#"{"version":"2","account_id":"123456789012","srcaddr":"192.0.2.10","srcport":"1","vpc_id":"vpc-0123456789abcdef0"}"#;
    assert_eq!(route53::parse_line(flow).unwrap_err().kind(), ErrorKind::Format);
    let query = RESOLVER.lines().next().unwrap();
    assert_eq!(
        awslog::vpc_flow::parse_line(query).unwrap_err().to_string(),
        "VPC flow log: expected a flow log record, found a Route 53 query log record: read it as `route53`"
    );
}

#[test]
fn lines_of_public_zones_are_detected_by_their_front() {
    for (zone, version, expected) in [
        ("Z123412341234", "1.0", Some(Format::Route53)),
        ("Z1", "1.0", Some(Format::Route53)),
        ("Z", "1.0", None),
        ("A123412341234", "1.0", None),
        ("Zabc", "1.0", None),
        ("Z123412341234", "x", None),
    ] {
        let line = format!("{version} 2026-01-15T12:34:56Z {zone} www.example.com A NOERROR");
        assert_eq!(Format::detect(line.as_bytes()), expected, "{line}");
    }
}
