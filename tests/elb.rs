//! The records of load balancer logs.
#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a failing test may panic")]

use std::net::IpAddr;
use std::time::Duration;

use awslog::elb::{
    self, CheckReason, CheckStatus, CheckType, Classification, Kind, Layout, Parser, Record, RequestType,
    TransformStatus, alb_access, alb_connection, alb_health_check, classic, nlb_tls,
};
use awslog::{ErrorKind, Format};
use proptest::prelude::*;
use time::macros::utc_datetime;

const ALB_ACCESS: &str = include_str!("../fixtures/elb/alb-access.log");
const ALB_ACCESS_ODD: &str = include_str!("../fixtures/elb/alb-access-odd.log");
const ALB_CONNECTION: &str = include_str!("../fixtures/elb/alb-connection.log");
const ALB_HEALTH_CHECK: &str = include_str!("../fixtures/elb/alb-health-check.log");
const NLB_TLS: &str = include_str!("../fixtures/elb/nlb-tls.log");
const NLB_TLS_ODD: &str = include_str!("../fixtures/elb/nlb-tls-odd.log");
const CLASSIC: &str = include_str!("../fixtures/elb/classic.log");
const CLASSIC_ODD: &str = include_str!("../fixtures/elb/classic-odd.log");

/// A line of a fixture, counted from 0.
fn line(file: &'static str, number: usize) -> &'static str {
    file.lines().nth(number).unwrap()
}

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

/// What an access log of an Application Load Balancer has with this request line in it, and what stands behind it.
fn with_request(request: &str) -> String {
    line(ALB_ACCESS, 0).replace(r"GET https://www.example.com:443/a?b=\x22c\x22 HTTP/1.1", request)
}

#[track_caller]
fn refused(line: &str) -> String {
    elb::parse_line(line).unwrap_err().to_string()
}

#[test]
fn types_of_an_access_log() {
    let record = alb_access::parse_line(line(ALB_ACCESS, 0)).unwrap();
    assert_eq!(record.r#type, Some(RequestType::Https));
    assert_eq!(record.time, Some(utc_datetime!(2026-01-15 12:34:56.186641)));
    assert_eq!(record.client.map(|client| (client.ip, client.port)), Some((ip("192.0.2.10"), Some(2817))));
    assert_eq!(record.target.map(|target| (target.ip, target.port)), Some((ip("198.51.100.20"), Some(80))));
    assert_eq!(record.request_processing_time, Some(Duration::from_millis(86)));
    assert_eq!(record.target_processing_time, Some(Duration::from_millis(48)));
    assert_eq!(record.response_processing_time, Some(Duration::from_millis(37)));
    assert_eq!((record.elb_status_code, record.target_status_code), (Some(200), Some(200)));
    assert_eq!((record.received_bytes, record.sent_bytes), (Some(412), Some(1057)));
    let request = record.request_line.as_ref().unwrap();
    assert_eq!(request.as_str(), r"GET https://www.example.com:443/a?b=\x22c\x22 HTTP/1.1");
    assert_eq!(record.user_agent.as_ref().unwrap().decode(), "curl/8.5.0");
    assert_eq!(record.trace_id.as_ref().unwrap().as_str(), "Root=1-65a5f0b0-0123456789abcdef01234567");
    assert_eq!(record.domain_name.as_ref().unwrap().as_str(), "www.example.com");
    assert_eq!(record.matched_rule_priority, Some(1));
    assert_eq!(record.request_creation_time, Some(utc_datetime!(2026-01-15 12:34:56.015)));
    assert_eq!(record.actions_executed.as_ref().unwrap().as_str(), "waf,authenticate,forward");
    assert_eq!((&record.redirect_url, &record.error_reason), (&None, &None));
    assert_eq!(record.target_list.as_ref().unwrap().as_str(), "198.51.100.20:80");
    assert_eq!(record.target_status_code_list.as_ref().unwrap().as_str(), "200");
    assert_eq!((&record.classification, &record.classification_reason), (&None, &None));
    assert_eq!(record.transformed_host.as_ref().unwrap().as_str(), "m.example.com");
    assert_eq!(record.request_transform_status, Some(TransformStatus::Success));
    assert_eq!(record.ip_address, Some(ip("203.0.113.50")));
    assert_eq!(record.original(), Some(line(ALB_ACCESS, 0)));
    assert!(record.beyond_layout().is_empty());
}

#[test]
fn lines_that_end_early_and_late() {
    let lengths = [25, 27, 29, 30, 33, 34];
    let mut values = vec![""];
    let whole = line(ALB_ACCESS, 2);
    let mut quoted = false;
    for (place, character) in whole.char_indices() {
        match character {
            '"' => quoted = !quoted,
            ' ' if !quoted => values.push(&whole[..place]),
            _ => {}
        }
    }
    values.push(whole);
    for length in lengths {
        let record = alb_access::parse_line(values[length]).unwrap();
        assert_eq!(record.elb_status_code, Some(400));
        assert_eq!(record.classification.is_some(), length >= 28, "{length}");
        assert_eq!(record.ip_address.is_some(), length >= 34, "{length}");
        let line = format!("{} -", values[length]);
        let longer = alb_access::parse_line(&line).unwrap();
        assert_eq!(longer.beyond_layout().len(), usize::from(length == 34));
    }
    let record = alb_access::parse_line(line(ALB_ACCESS_ODD, 2)).unwrap();
    assert_eq!(record.beyond_layout(), ["new value", "-"]);
    assert_eq!(record.ip_address, Some(ip("203.0.113.50")));
}

#[test]
fn minus_one_is_absent_in_times_and_an_error_in_rules() {
    let record = alb_access::parse_line(line(ALB_ACCESS_ODD, 1)).unwrap();
    assert_eq!(record.request_processing_time, Some(Duration::from_millis(1)));
    assert_eq!((record.target_processing_time, record.response_processing_time), (None, None));
    assert_eq!(record.matched_rule_priority, Some(-1));
    assert_eq!(record.classification, Some(Classification::Ambiguous));
    assert_eq!(record.error_reason.as_deref(), Some("LambdaUnhandled"));
    assert_eq!(record.conn_trace_id, None);
}

#[test]
fn lists_of_none_one_and_many() {
    let targets = |number| {
        let record = alb_access::parse_line(line(ALB_ACCESS_ODD, number)).unwrap();
        record.target_list.map(|list| list.iter().map(str::to_owned).collect::<Vec<_>>())
    };
    assert_eq!(targets(0), None);
    assert_eq!(targets(1), None);
    assert_eq!(targets(2), Some(vec!["[2001:db8::21]:8080".to_owned(), "198.51.100.21:8080".to_owned()]));
    assert_eq!(targets(3), Some(vec!["198.51.100.20:80".to_owned()]));
}

#[test]
fn values_after_any_request_line_are_read() {
    let usual = alb_access::parse_line(line(ALB_ACCESS, 0)).unwrap();
    for request in [
        "GET http://h:80/ HTTP/1.1",
        "GET http://h:80/a b  c HTTP/1.1",
        "GET http://h:80/a\"b HTTP/1.1",
        "GET http://h:80/a\" b HTTP/1.1",
        "GET http://h:80/a\" \"b HTTP/1.1",
        "GET http://h:80/\" \"-\" - - - \"-\" \"-\" \"-\" 0 2026-01-15T12:34:56Z \"x HTTP/1.1",
        "GET http://h:80/ HTTP/1.1\" \"x HTTP/1.1",
        "GET http://h:80/\\\" \\\\\" HTTP/1.1",
        "GET http://h:80/\\x22 HTTP/1.1",
        "GET http://[2001:db8::1]:80/ HTTP/1.1",
        "GET http://h:80/\u{e9}\u{1F600} HTTP/1.1",
        "- http://h:80- -",
        "- http://h:80-/ ",
        "- - - ",
        "-",
        "",
        "\\x16\\x03\\x01",
        "junk \" junk",
    ] {
        let line = with_request(request);
        let record = alb_access::parse_line(&line).unwrap();
        let mut expected = usual.clone();
        expected.request_line = Some(request).filter(|text| !matches!(*text, "" | "-" | "- - - ")).map(Into::into);
        assert_eq!(record, expected, "{request}");
    }
}

#[test]
fn ambiguous_values_after_a_request_line_are_kept() {
    let line = with_request("GET http://h:80/ HTTP/1.1\" \"x y")
        .replace("\"waf,authenticate,forward\" \"-\"", "\"redirect\" \"http://h:80/ HTTP/1.1\"");
    let record = alb_access::parse_line(&line).unwrap();
    assert_eq!(record.request_line.as_ref().unwrap().as_str(), "GET http://h:80/ HTTP/1.1");
    assert_eq!(record.user_agent, None);
    // The quotes around values are gone, nothing else is.
    let kept = record.beyond_layout().iter().map(|value| value.replace('"', "")).collect::<Vec<_>>().join(" ");
    assert_eq!(kept, line.split_once(" HTTP/1.1\" ").unwrap().1.replace('"', ""));
}

proptest! {
    #[test]
    fn no_request_line_loses_its_record(text in "[ -~\u{e9}]{0,80}", noise in "([\\\\\" -]|HTTP/1.1|0){0,12}") {
        for request in [text, noise] {
            let line = with_request(&format!("GET http://h:80/{request} HTTP/1.1"));
            let record = alb_access::parse_line(&line).unwrap();
            prop_assert_eq!(record.sent_bytes, Some(1057));
            let classic = line.replacen("https ", "", 1).replace(" app/my-alb/0123456789abcdef ", " my-loadbalancer ");
            prop_assert_eq!(classic::parse_line(&classic).unwrap().sent_bytes, Some(1057));
        }
    }
}

#[test]
fn a_forged_tail_does_not_hide_the_real_one() {
    let forged = r#"GET http://h:80/ HTTP/1.1" "x" - - - "-" "-" "-" 0 never "-" "-" "-" "-" "-" "-" "-" - "-" "-" "-" - HTTP/1.1"#;
    let line = with_request(forged);
    let record = alb_access::parse_line(&line).unwrap();
    assert_eq!(record.request_line.unwrap().as_str(), forged);
    assert_eq!(record.ip_address, Some(ip("203.0.113.50")));
}

#[test]
fn a_damaged_line_is_refused_where_its_quotes_are_sound() {
    let line = line(ALB_ACCESS, 0).replace("2026-01-15T12:34:56.015000Z", "yesterday");
    // So is one with values that AWS has added.
    for line in [line.clone(), format!("{line}{}", " new".repeat(20))] {
        assert_eq!(
            refused(&line),
            "load balancer log, field `request_creation_time`: expected a date and time as YYYY-MM-DDTHH:MM:SSZ, \
             found \"yesterday\"",
            "{line}"
        );
    }
}

#[test]
fn a_damaged_line_is_refused_where_a_later_value_looks_like_a_request() {
    for request in ["GET http://h:80/ HTTP/1.1", "- http://h:80- -", "junk"] {
        for (value, other) in [
            (r#""waf,authenticate,forward""#, r#""1 ""#),
            (r#""-" "TransformSuccess""#, r#""/ HTTP/1.1" "TransformSuccess""#),
        ] {
            let line = with_request(request).replace(value, other).replace(" 203.0.113.50", " 20260115T123456Z");
            assert_eq!(
                refused(&line),
                "load balancer log, field `ip_address`: expected an IP address, found \"20260115T123456Z\"",
                "{line}"
            );
        }
    }
}

#[test]
fn a_later_value_that_looks_like_a_request_moves_none() {
    for number in 0..ALB_ACCESS.lines().count() {
        let usual = alb_access::parse_line(line(ALB_ACCESS, number)).unwrap();
        let request = usual.request_line.as_ref().unwrap().as_str();
        for odd in ["junk", r"\x16\x03\x01", request] {
            for value in ["1 ", "x HTTP/1.1", "x -"] {
                let line = line(ALB_ACCESS, number).replace(request, odd);
                let (front, actions) = line.split_once(" \"").unwrap().1.split_once("Z \"").unwrap();
                let actions = actions.split('"').next().unwrap();
                let line = line.replace(&format!("{front}Z \"{actions}"), &format!("{front}Z \"{value}"));
                let mut expected = usual.clone();
                expected.request_line = Some(odd.into());
                expected.actions_executed = Some(value.into());
                assert_eq!(alb_access::parse_line(&line).unwrap(), expected, "{line}");
                let (older, newer) = line.rsplit_once(" TID_").unwrap();
                let record = alb_access::parse_line(older).unwrap();
                assert_eq!(record.actions_executed, expected.actions_executed, "{newer}");
                assert_eq!((record.request_line, record.conn_trace_id), (expected.request_line, None));
            }
        }
    }
}

#[test]
fn quotes_of_a_user_agent_move_no_value() {
    let usual = line(CLASSIC, 0).replace(" - -", " ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2");
    for agent in [r#"say "hi" there"#, r#"a" "b"#, r#"a" b"#, r#"""#, r#"a" - -"#, r#"C:\"#] {
        let line = usual.replace("curl/8.5.0", agent);
        let record = classic::parse_line(&line).unwrap();
        assert_eq!(record.request.unwrap().as_str(), "GET http://www.example.com:80/ HTTP/1.1", "{agent}");
        assert_eq!(record.user_agent.unwrap().as_str(), agent);
        assert_eq!(record.ssl_cipher.as_deref(), Some("ECDHE-RSA-AES128-GCM-SHA256"), "{agent}");
        assert_eq!(record.ssl_protocol.as_deref(), Some("TLSv1.2"), "{agent}");
    }
    // Of the many quoted values of an Application Load Balancer, any can end there: they are kept.
    let line = line(ALB_ACCESS, 0).replace("curl/8.5.0", r#"say "hi" there"#);
    let record = alb_access::parse_line(&line).unwrap();
    assert_eq!((record.user_agent, record.ssl_cipher, record.ip_address), (None, None, None));
    assert_eq!(record.sent_bytes, Some(1057));
}

#[test]
fn quotes_around_more_values_and_around_fewer() {
    let usual = line(ALB_ACCESS, 0);
    let expected = alb_access::parse_line(usual).unwrap();
    let bare = usual.replace("\"-\"", "-").replace("\"curl/8.5.0\"", "curl/8.5.0");
    assert_eq!(alb_access::parse_line(&bare).unwrap(), expected);
    let quoted =
        usual.replace(" TLSv1.2 ", " \"TLSv1.2\" ").replace("TID_1234abcd5678ef90", "\"TID_1234abcd5678ef90\"");
    assert_eq!(alb_access::parse_line(&quoted).unwrap(), expected);
    let newer = format!("{quoted} \"brand new\" x");
    let record = alb_access::parse_line(&newer).unwrap();
    assert_eq!((record.ip_address, record.beyond_layout().len()), (expected.ip_address, 2));
    let usual = line(CLASSIC, 0);
    let expected = classic::parse_line(usual).unwrap();
    let quoted = usual.replace(" - -", " \"-\" \"-\"");
    assert_eq!(classic::parse_line(&quoted).unwrap(), expected);
}

#[test]
fn types_of_a_connection_log() {
    let record = alb_connection::parse_line(line(ALB_CONNECTION, 0)).unwrap();
    assert_eq!(record.timestamp, Some(utc_datetime!(2026-01-15 12:34:55.514108)));
    assert_eq!((record.client_ip, record.client_port), (Some(ip("192.0.2.10")), Some(36280)));
    assert_eq!(record.listener_port, Some(443));
    assert_eq!(record.tls_handshake_latency, Some(Duration::from_millis(12)));
    let subject = record.leaf_client_cert_subject.as_ref().unwrap();
    assert_eq!(subject.decode(), "CN=client.example.com,O=Example Org,L=Seattle,ST=Washington,C=US");
    assert_eq!(record.not_before(), Some(utc_datetime!(2025-09-21 22:43:21)));
    assert_eq!(record.not_after(), Some(utc_datetime!(2027-06-17 22:43:21)));
    assert_eq!(record.ip_address, Some(ip("203.0.113.50")));
}

#[test]
fn types_of_a_health_check_log() {
    let record = alb_health_check::parse_line(line(ALB_HEALTH_CHECK, 1)).unwrap();
    assert_eq!(record.r#type, Some(CheckType::Https));
    assert_eq!(record.time, Some(utc_datetime!(2026-01-15 12:34:57.186641)));
    assert_eq!(record.latency, Some(Duration::from_micros(5_000_138)));
    assert_eq!(record.target().map(|target| (target.ip, target.port)), Some((ip("2001:db8::21"), Some(443))));
    assert_eq!(record.status, Some(CheckStatus::Fail));
    assert_eq!(record.reason_code, Some(CheckReason::TimedOut));
    assert_eq!(record.ip_address, Some(ip("203.0.113.50")));
    assert_eq!(alb_health_check::parse_line(line(ALB_HEALTH_CHECK, 3)).unwrap().target(), None);
}

#[test]
fn types_of_a_network_load_balancer_log() {
    let record = nlb_tls::parse_line(line(NLB_TLS, 0)).unwrap();
    assert_eq!((record.r#type.as_deref(), record.version.as_deref()), (Some("tls"), Some("2.0")));
    assert_eq!(record.time, Some(utc_datetime!(2026-01-15 12:34:56)));
    assert_eq!(record.client.unwrap().to_string(), "192.0.2.10:51341");
    assert_eq!(record.destination.unwrap().to_string(), "198.51.100.185:443");
    assert_eq!(record.connection_time, Some(Duration::from_millis(5)));
    assert_eq!(record.tls_handshake_time, Some(Duration::from_millis(2)));
    assert_eq!((record.received_bytes, record.sent_bytes), (Some(98), Some(246)));
    assert!(record.chosen_cert_arn.as_deref().unwrap().ends_with(":certificate/11111111-2222-4333-8444-5555555555ab"));
    assert_eq!(record.domain_name.as_ref().unwrap().decode(), "nlb.example.com");
    assert_eq!((record.alpn_fe_protocol.as_deref(), record.alpn_be_protocol.as_deref()), (Some("h2"), Some("h2")));
    assert_eq!(record.alpn_client_preferences().collect::<Vec<_>>(), ["h2", "http/1.1"]);
    assert_eq!(record.tls_connection_creation_time, Some(utc_datetime!(2026-01-15 12:34:46)));
}

#[test]
fn quotes_of_a_network_load_balancer_hold_no_spaces() {
    let record = nlb_tls::parse_line(line(NLB_TLS_ODD, 1)).unwrap();
    assert_eq!(record.alpn_client_preferences().collect::<Vec<_>>(), ["h2", "http/1.1", "%22x"]);
    assert_eq!(record.tls_connection_creation_time, Some(utc_datetime!(2026-01-15 12:34:53)));
    assert_eq!(record.beyond_layout(), ["more"]);
    let failed = nlb_tls::parse_line(line(NLB_TLS_ODD, 0)).unwrap();
    assert_eq!(failed.incoming_tls_alert, Some(70));
    assert_eq!(failed.alpn_client_preferences().count(), 0);
}

#[test]
fn types_of_a_classic_load_balancer_log() {
    let record = classic::parse_line(line(CLASSIC, 0)).unwrap();
    assert_eq!(record.timestamp, Some(utc_datetime!(2026-01-15 12:34:56.945958)));
    assert_eq!(record.client.unwrap().to_string(), "192.0.2.10:2817");
    assert_eq!(record.backend.unwrap().to_string(), "198.51.100.20:80");
    assert_eq!(record.request_processing_time, Some(Duration::from_micros(73)));
    assert_eq!(record.backend_processing_time, Some(Duration::from_micros(1048)));
    assert_eq!(record.response_processing_time, Some(Duration::from_micros(57)));
    assert_eq!((record.elb_status_code, record.backend_status_code), (Some(200), Some(200)));
    assert_eq!((record.received_bytes, record.sent_bytes), (Some(0), Some(29)));
    assert_eq!(record.request.as_ref().unwrap().as_str(), "GET http://www.example.com:80/ HTTP/1.1");
    assert_eq!(record.user_agent.as_ref().unwrap().decode(), "curl/8.5.0");
    assert_eq!((record.ssl_cipher, record.ssl_protocol), (None, None));
}

#[test]
fn classic_lines_of_tcp_of_old_and_with_quotes() {
    let read = |number| classic::parse_line(line(CLASSIC_ODD, number)).unwrap();
    let parts = |number| {
        let request = read(number).request.unwrap();
        request.parts().url.map(|url| url.text.to_owned())
    };
    assert_eq!(parts(0).as_deref(), Some("https://www.example.com:443/index.html"));
    assert_eq!(read(0).user_agent, None);
    assert_eq!(parts(1).as_deref(), Some("http://www.example.com:80/a\" \"b c?d=\"e\""));
    assert_eq!(read(1).user_agent.unwrap().decode(), "curl/8.5.0");
    assert_eq!(read(2).request.unwrap().as_str(), r"\x16\x03\x01");
    assert_eq!(read(3).request, None);
    assert_eq!(read(3).ssl_protocol.as_deref(), Some("TLSv1.2"));
}

#[test]
fn objects_are_detected_by_three_names() {
    let three = br#"{"type":"http","time":"2026-01-15T12:34:56Z","elb":"app/my-alb/0123456789abcdef"}"#;
    assert_eq!(Format::detect(three), Some(Format::Elb));
    let two = br#"{"time":"2026-01-15T12:34:56Z","elb":"app/my-alb/0123456789abcdef","new":1}"#;
    assert_eq!(Format::detect(two), None);
}

#[test]
fn a_line_that_suits_the_header_follows_an_open_quote() {
    let line = |minute: u8, agent: &str| {
        format!("2026-01-15T12:{minute}:56Z app/my-alb/0123456789abcdef 192.0.2.10:2817 {agent}\n")
    };
    let text = ["time elb client:port user_agent\n", &line(34, "\"a"), &line(35, "\"b\"")].concat();
    let [open, whole] = elb::records(text.as_bytes()).collect::<Vec<_>>().try_into().unwrap();
    assert_eq!(open.unwrap_err().kind(), ErrorKind::Truncated);
    assert_eq!(whole.unwrap().original(), Some(line(35, "\"b\"").trim_end()));
}

#[test]
fn kinds_are_detected_from_lines() {
    for (file, kind) in [
        (ALB_ACCESS, Kind::AlbAccess),
        (ALB_ACCESS_ODD, Kind::AlbAccess),
        (ALB_CONNECTION, Kind::AlbConnection),
        (ALB_HEALTH_CHECK, Kind::AlbHealthCheck),
        (NLB_TLS, Kind::NlbTls),
        (NLB_TLS_ODD, Kind::NlbTls),
        (CLASSIC, Kind::Classic),
        (CLASSIC_ODD, Kind::Classic),
    ] {
        for line in file.lines() {
            assert_eq!(elb::parse_line(line).unwrap().kind(), kind, "{line}");
        }
        for record in elb::records(file.as_bytes()) {
            assert_eq!(record.unwrap().kind(), kind);
        }
    }
}

#[test]
fn a_record_of_each_entry_point_is_the_same() {
    let line = line(ALB_ACCESS, 0);
    let record = Record::from(alb_access::parse_line(line).unwrap());
    assert_eq!(elb::parse_line(line).unwrap(), record);
    assert_eq!(elb::records(line.as_bytes()).next().unwrap().unwrap(), record);
    assert_eq!(Parser::new().parse_line(line).unwrap().unwrap(), record);
    let json = serde_json::to_string(&record).unwrap();
    assert_eq!(elb::parse_line(&json).unwrap(), record);
    assert_eq!(Record::from(alb_access::parse_line(&json).unwrap()), record);
    assert_eq!(elb::parse_line(&json).unwrap().original(), Some(json.as_str()));
}

#[test]
fn lines_inside_of_cloudwatch_logs() {
    let message = |line: &str| serde_json::json!({ "id": "1", "timestamp": 1_768_480_497_000_u64, "message": line });
    let events = [message(line(ALB_ACCESS, 1)), message(line(CLASSIC, 1))];
    let object = serde_json::json!({ "messageType": "DATA_MESSAGE", "logEvents": events }).to_string();
    let records = elb::records(object.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
    assert_eq!(records, [elb::parse_line(line(ALB_ACCESS, 1)).unwrap(), elb::parse_line(line(CLASSIC, 1)).unwrap()]);
    assert_eq!(records[0].original(), Some(line(ALB_ACCESS, 1)));
    assert_eq!(Format::detect(object.as_bytes()), Some(Format::Elb));
    let texts = format!("{}\n", serde_json::json!({ "message": line(NLB_TLS, 0) }));
    assert_eq!(elb::records(texts.as_bytes()).next().unwrap().unwrap(), elb::parse_line(line(NLB_TLS, 0)).unwrap());
    assert_eq!(Format::detect(texts.as_bytes()), Some(Format::Elb));
}

#[test]
fn layouts_of_ones_own() {
    let layout = Layout::from_names(["timestamp", "elb", "backend_port", "brand-new"]).unwrap();
    assert_eq!(layout.kind(), Kind::Classic);
    let line = "2026-01-15T12:34:56Z my-loadbalancer 198.51.100.20:80 x y";
    let Record::Classic(record) = layout.parse_line(line).unwrap() else { panic!() };
    assert_eq!(record.backend.unwrap().port, Some(80));
    assert_eq!(record.unknown("brand-new").unwrap(), "x");
    assert_eq!(record.beyond_layout(), ["y"]);

    let other = layout.clone().with_delimiter(" | ").unwrap();
    let read = other.parse_line("2026-01-15T12:34:56Z | my-loadbalancer | 198.51.100.20:80 | x | y").unwrap();
    assert_eq!(read, Record::Classic(record));
    assert_eq!("timestamp elb backend_port brand-new".parse::<Layout>().unwrap(), layout);
    assert_eq!(Layout::from_header("#Fields: timestamp elb backend_port brand-new").unwrap(), layout);

    let error = Layout::from_names(["date", "x-edge-location"]).unwrap_err();
    assert_eq!(error.to_string(), "load balancer log: expected the names of a load balancer log's fields");
    assert_eq!(error.kind(), ErrorKind::Layout);
    let error = layout.with_delimiter("------").unwrap_err();
    assert_eq!(error.to_string(), "load balancer log: expected a delimiter of at most 5 characters");
}

#[test]
fn a_stream_follows_its_header_lines() {
    let mut parser = Parser::new();
    let mut kinds = Vec::new();
    for line in [
        line(CLASSIC, 0),
        "#Version: 1.0",
        "#Fields: client_ip client_port",
        "192.0.2.10 36280",
        "",
        "\"target_group_id\",\"latency\"",
        "\"web\",\"0.5\"",
        "type\tversion\ttime",
        "tls\t2.0\t2026-01-15T12:34:56",
        r#"{"type": "http", "target_processing_time": 0.5}"#,
    ] {
        kinds.extend(parser.parse_line(line).unwrap().map(|record| record.kind()));
    }
    assert_eq!(kinds, [Kind::Classic, Kind::AlbConnection, Kind::AlbHealthCheck, Kind::NlbTls, Kind::AlbAccess]);
}

#[test]
fn errors_say_where_and_what() {
    for (line, message) in [
        ("", "load balancer log: expected a line of a load balancer log, found \"\""),
        ("GET / HTTP/1.1", "load balancer log: expected a line of a load balancer log, found \"GET\""),
        (
            "http 2026-01-15T12:34:56Z app/my-alb/0123456789abcdef localhost:80",
            "load balancer log, field `client:port`: expected an IP address and a port, found \"localhost:80\"",
        ),
        (
            "http 2026-01-15T12:34:56Z app/my-alb/0123456789abcdef 192.0.2.10:80 - 0.1s",
            "load balancer log, field `request_processing_time`: expected seconds with at most nine decimals, \
             found \"0.1s\"",
        ),
        (
            "2026-01-15T12:34:5XZ 192.0.2.10 36280 443",
            "load balancer log, field `timestamp`: expected a date and time as YYYY-MM-DDTHH:MM:SSZ, \
             found \"2026-01-15T12:34:5XZ\"",
        ),
        (
            "2026-01-15T12:34:56Z 192.0.2.10 99999 443",
            "load balancer log, field `client_port`: expected a whole number below 65536, found \"99999\"",
        ),
        (
            "tls 2.0 2026-01-15T25:34:56 net/my-nlb/0123456789abcdef",
            "load balancer log, field `time`: expected a date and time as YYYY-MM-DDTHH:MM:SS, \
             found \"2026-01-15T25:34:56\"",
        ),
        (
            "{\"message\": 1}",
            "load balancer log: expected a load balancer record, which has fields such as `elb`, `elb_status_code` or `listener_port`, found an object without them",
        ),
        ("{\"target_port\": \"-\"} x", "load balancer log, byte 21: expected the end of the record, found \"x\""),
        (
            "{\"target_port\": []}",
            "load balancer log, byte 16, field `target:port`: expected a string, a number, a boolean or null, \
             found \"[\"",
        ),
    ] {
        assert_eq!(refused(line), message);
    }
    let error = elb::records(b"\n2026-01-15T12:34:56Z 192.0.2.10 1 x").next().unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "load balancer log, line 2, field `listener_port`: expected a whole number below 65536, found \"x\""
    );
    assert_eq!(error.original(), b"2026-01-15T12:34:56Z 192.0.2.10 1 x");
}

#[test]
fn a_refused_line_costs_that_line() {
    let file = format!("{}\nnothing\n{}\n", line(CLASSIC, 0), line(CLASSIC, 1));
    let read = elb::records(file.as_bytes()).map(|record| record.is_ok()).collect::<Vec<_>>();
    assert_eq!(read, [true, false, true]);
}

#[test]
fn a_broken_line_is_no_comment_after_a_time() {
    let header = "#Fields: time client_ip client_port";
    let file =
        format!("{header}\n2026-01-15T12:34:56Z\t#\t36280\n2026-01-15T12:34:56Z #Fields: client_ip\n192.0.2.1\n");
    let read = elb::records(file.as_bytes()).map(|record| match record {
        Ok(record) => record.original().unwrap().to_owned(),
        Err(error) => error.to_string(),
    });
    assert_eq!(
        read.collect::<Vec<_>>(),
        ["load balancer log, line 2, field `client_ip`: expected an IP address, found \"#\"", "192.0.2.1"]
    );
}

#[test]
fn no_line_takes_longer_than_its_length() {
    for piece in ["\"\\\" ", "\" \"", "\\", "\" HTTP/1.1\" \"", " ", "\"- ", "\"x HTTP/1.1\" \"y\" "] {
        let request = piece.repeat(400_000 / piece.len());
        for line in [with_request(&request), with_request("-").replace("curl/8.5.0", &request)] {
            assert!(alb_access::parse_line(&line).is_ok(), "{piece}");
        }
        let line = format!("2026-01-15T12:34:56Z 192.0.2.10 36280 443 - - - \"{request}");
        let read = alb_connection::parse_line(&line);
        assert!(read.is_ok() || !piece.contains('"'), "{piece}");
    }
}

/// What AWS writes into the bucket when logging is switched on, for each of the logs.
#[test]
fn the_object_of_switching_on_is_no_record() {
    let classic = line(CLASSIC, 0);
    for log in ["AccessLog", "ConnectionLog", "HealthCheckLog", "Access Log"] {
        let object = format!("Enable {log} for ELB: app/my-alb/0123456789abcdef at 2026-01-15T12:00:00.781Z");
        assert_eq!(elb::records(object.as_bytes()).count(), 0, "{log}");
        assert_eq!(Format::detect(object.as_bytes()), Some(Format::Elb), "{log}");
        assert_eq!(Parser::new().parse_line(&object).unwrap(), None);
        let message = serde_json::json!({"message": object}).to_string();
        assert_eq!(elb::records(message.as_bytes()).count(), 0);
        let file = format!("{object}\r\n{classic}\n");
        let records = elb::records(file.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
        assert_eq!(records, [elb::parse_line(classic).unwrap()]);
        assert_eq!(Format::detect(file.as_bytes()), Some(Format::Elb), "{log}");
    }
    assert!(Parser::new().parse_line("Enable what you like").is_err());
}

#[test]
fn the_trace_is_that_of_the_root() {
    let trace = |header: &str| {
        let line = line(ALB_ACCESS, 0).replace("Root=1-65a5f0b0-0123456789abcdef01234567", header);
        let record = elb::parse_line(&line).unwrap();
        let event = awslog::ecs::Mapper::new().to_ecs(&record);
        let json = serde_json::to_value(&event).unwrap();
        assert_eq!(json["aws"]["elb"]["trace_id"], header);
        event.trace.id.as_deref().map(str::to_owned)
    };
    const ROOT: &str = "67891233abcdef012345678912345678";
    for header in [
        "Root=1-67891233-abcdef012345678912345678",
        "Self=1-67891234-12456789abcdef012345678a;Root=1-67891233-abcdef012345678912345678",
        "Root=1-67891233-abcdef012345678912345678;Parent=463ac35c9f6413ad;Sampled=1",
        "Sampled=?;Self=1-67891234-12456789abcdef012345678a; root=1-67891233-abcdef012345678912345678; CalledFrom=app",
    ] {
        assert_eq!(trace(header).as_deref(), Some(ROOT), "{header}");
    }
    assert_eq!(trace("Self=1-67891234-12456789abcdef012345678a;Root=mine;x").as_deref(), Some("mine"));
    for root in [
        "1-6789123-abcdef012345678912345678",
        "1-6789123g-abcdef012345678912345678",
        "1-67891233-abcdef01234567891234567",
        "1-67891233-abcdef01234567891234567g",
        "2-67891233-abcdef012345678912345678",
    ] {
        assert_eq!(trace(&format!("Root={root}")).as_deref(), Some(root));
    }
    assert_eq!(trace("Self=1-67891234-12456789abcdef012345678a;CalledFrom=app"), None);
    assert_eq!(trace("an id of the client's").as_deref(), Some("an id of the client's"));
}

#[test]
fn a_line_that_is_cut_is_refused() {
    let classic = line(CLASSIC, 0);
    let (front, _) = classic.split_once("curl").unwrap();
    let (request, _) = classic.split_once("http://").unwrap();
    for cut in [front, request] {
        let error = elb::parse_line(cut).unwrap_err();
        assert_eq!(
            error.to_string(),
            "load balancer log: expected the quote that closes the last value, found the end of the line: the line is truncated; \
             `accept_short_lines` accepts it"
        );
        assert_eq!(error.kind(), ErrorKind::Truncated);
        assert!(Parser::new().accept_short_lines(true).parse_line(cut).unwrap().is_some());
    }
    for (header, line) in
        [("client_ip,client_port,listener_port", "192.0.2.1,1"), ("#Fields: client_ip client_port", "192.0.2.1")]
    {
        let mut parser = Parser::new();
        assert_eq!(parser.parse_line(header).unwrap(), None);
        assert_eq!(parser.parse_line(line).unwrap_err().kind(), ErrorKind::Truncated);
        assert!(parser.accept_short_lines(true).parse_line(line).unwrap().is_some());
    }
    // Older lines have fewer values by right.
    assert!(elb::parse_line("2026-01-15T12:34:56Z 192.0.2.10 36280 443").is_ok());
}

#[test]
fn a_line_feed_in_a_quoted_value_ends_no_record() {
    let usual = line(CLASSIC, 0);
    let agent = "Mozilla/5.0 (Windows NT 10.0)\n  Safari/537.36";
    let odd = usual.replace("curl/8.5.0", agent);
    let file = format!("{usual}\n{odd}\r\nno record\n{usual}\n");
    let read = elb::records(file.as_bytes()).collect::<Vec<_>>();
    assert_eq!(read.len(), 4);
    let Ok(Record::Classic(record)) = &read[1] else { panic!() };
    assert_eq!(record.user_agent.as_ref().unwrap().decode(), agent);
    assert_eq!(record.original(), Some(odd.as_str()));
    assert_eq!(record.ssl_cipher, classic::parse_line(usual).unwrap().ssl_cipher);
    assert_eq!(read[2].as_ref().unwrap_err().line(), Some(4));
    assert_eq!(read[3].as_ref().unwrap(), read[0].as_ref().unwrap());
}

#[test]
fn a_line_feed_in_a_quoted_value_of_a_layout() {
    let columns = "type time elb client:port request_creation_time user_agent redirect_url";
    let line = |agent: &str| {
        format!("http 2026-01-15T12:34:56Z app/a/b 192.0.2.10:2817 2026-01-15T12:34:56Z \"{agent}\" \"-\"\n")
    };
    let file = format!("#Fields: {columns}\n{}{}", line("a\n b"), line("c"));
    let agents = elb::records(file.as_bytes()).map(|read| match read.unwrap() {
        Record::AlbAccess(record) => record.user_agent.unwrap().to_string(),
        other => panic!("{other:?}"),
    });
    assert_eq!(agents.collect::<Vec<_>>(), ["a\n b", "c"]);
    // TABs separate values without quotes.
    let tabs = file.replace(' ', "\t").replace("#Fields:\t", "#Fields: ");
    assert_eq!(elb::records(tabs.as_bytes()).map(|read| read.is_ok()).collect::<Vec<_>>(), [false, false, true]);
}

#[test]
fn addresses_and_ports_in_fields_of_their_own() {
    for (ip, port, expected) in [
        ("192.0.2.1", r#""2817""#, "192.0.2.1:2817"),
        ("2001:db8::1", "2817", "[2001:db8::1]:2817"),
        ("[2001:db8::1]", "2817", "[2001:db8::1]:2817"),
        ("2001:db8::1", "null", "2001:db8::1"),
    ] {
        let json = format!(
            r#"{{"elb_status_code":"200","target_processing_time":"1","client_ip":"{ip}","client_port":{port}}}"#
        );
        let Record::AlbAccess(record) = elb::parse_line(&json).unwrap() else { panic!("{json}") };
        assert_eq!(record.client.unwrap().to_string(), expected, "{json}");
    }
}

#[test]
fn quotes_around_values_between_tabs() {
    let layout = elb::Layout::from_names(["elb_status_code", "target_processing_time", "user_agent"]).unwrap();
    for (logged, expected) in [("\"a b\"", "a b"), ("\"a\"b\"", "\"a\"b\""), ("\"a", "\"a"), ("a\"", "a\"")] {
        let line = format!("200\t1\t{logged}");
        let Record::AlbAccess(record) = layout.parse_line(&line).unwrap() else { panic!("{line}") };
        assert_eq!(record.user_agent.unwrap().as_str(), expected, "{line}");
    }
}
