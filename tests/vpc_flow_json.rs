//! VPC flow logs as JSON, and the detection of their files.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test may panic")]

use awslog::vpc_flow::{self, Action, EncryptionStatus, LogStatus, Parser, TrafficPath};
use awslog::{ErrorKind, Format, Result};

#[test]
fn keys_in_every_naming_and_values_of_every_kind() {
    let expected = vpc_flow::parse_line(
        "2 123456789012 eni-0123456789abcdef0 192.0.2.10 203.0.113.5 49152 443 6 20 4249 1768480490 1768480550 ACCEPT OK",
    )
    .unwrap();
    for json in [
        r#"{"version":2,"accountId":"123456789012","interfaceId":"eni-0123456789abcdef0","srcAddr":"192.0.2.10","dstAddr":"203.0.113.5","srcPort":49152,"dstPort":443,"protocol":6,"packets":20,"bytes":4249,"startTime":1768480490,"endTime":1768480550,"action":"ACCEPT","logStatus":"OK"}"#,
        r#"{"version":"2","account_id":"123456789012","interface_id":"eni-0123456789abcdef0","srcaddr":"192.0.2.10","dstaddr":"203.0.113.5","srcport":"49152","dstport":"443","protocol":"6","packets":"20","bytes":"4249","start":"1768480490","end":"1768480550","action":"ACCEPT","log_status":"OK","tcp_flags":null,"region":"-","az_id":""}"#,
        r#"{"log-status":"OK","action":"ACCEPT","end":1768480550,"start":1768480490,"bytes":4249,"packets":20,"protocol":6,"dstport":443,"srcport":49152,"dstaddr":"203.0.113.5","srcaddr":"192.0.2.10","interface-id":"eni-0123456789abcdef0","account-id":"123456789012","version":2}"#,
    ] {
        let record = vpc_flow::parse_line(json).unwrap();
        assert_eq!(record, expected);
        assert_eq!(record.original(), Some(json));
        assert!(record.account_id.as_ref().unwrap().is_borrowed());
    }
    assert_eq!(vpc_flow::parse_line(&serde_json::to_string(&expected).unwrap()).unwrap(), expected);
}

#[test]
fn numbers_that_aws_has_not_documented_are_kept() {
    let record = vpc_flow::parse_line(r#"{"traffic-path":9,"encryption-status":3,"action":"PAUSE"}"#).unwrap();
    assert_eq!(record.traffic_path, Some(TrafficPath::Other(9)));
    assert_eq!(record.encryption_status, Some(EncryptionStatus::NitroAndApplication));
    assert_eq!(record.action, Some(Action::Other("PAUSE".into())));
    let json = r#"{"action":"PAUSE","traffic-path":9,"encryption-status":3}"#;
    assert_eq!(serde_json::to_string(&record).unwrap(), json);
}

#[test]
fn unknown_keys_are_kept() {
    let record = vpc_flow::parse_line(r#"{"srcaddr":"192.0.2.1","brandNew":{"a":1},"more":true,"none":null}"#).unwrap();
    let unknown = record.unknown_columns().map(|(name, value)| (name, value.as_str())).collect::<Vec<_>>();
    assert_eq!(unknown, [("brandNew", "{\"a\":1}"), ("more", "true")]);
}

#[test]
fn messages_in_their_wrappers() {
    let line = "2 123456789012 eni-0123456789abcdef0 - - - - - - - 1768480490 1768480550 - NODATA";
    let expected = vpc_flow::parse_line(line).unwrap();
    for text in [
        format!(r#"{{"message":"{line}"}}{{"message":"{line}\n"}}"#),
        format!("{{\"message\":\"{line}\"}}\n{{\"@timestamp\":\"x\",\"message\":\"{line}\"}}\n"),
        format!(r#"[{{"message":"{line}"}},{{"message":"{line}"}}]"#),
        format!(
            r#"{{"messageType":"DATA_MESSAGE","logEvents":[{{"message":"{line}"}},{{"message":""}},{{"message":"{line}"}}]}}"#
        ),
    ] {
        let records = vpc_flow::records(text.as_bytes()).collect::<Result<Vec<_>>>().unwrap();
        assert_eq!(records, [expected.clone(), expected.clone()], "{text}");
        assert_eq!(records[0].original(), Some(line));
        assert_eq!(Format::detect(text.as_bytes()), Some(Format::VpcFlow), "{text}");
    }
}

#[test]
fn broken_json_is_refused() {
    for (json, message) in [
        (
            "{\"srcaddr\":",
            "VPC flow log, byte 11, field `srcaddr`: expected a string, a number, a boolean or null, found the end of the input",
        ),
        ("{\"bytes\":1} x", "VPC flow log, byte 12: expected the end of the record, found \"x\""),
        ("{\"srcaddr\":\"x\"}", "VPC flow log, field `srcaddr`: expected an IP address, found \"x\""),
    ] {
        assert_eq!(vpc_flow::parse_line(json).unwrap_err().to_string(), message);
        assert_eq!(Parser::new().parse_line(json).unwrap_err().to_string(), message);
    }
    for json in ["{}", " {}\n", "{ }\r\n"] {
        assert_eq!(Parser::new().parse_line(json).unwrap_err().kind(), ErrorKind::Format);
        assert_eq!(vpc_flow::parse_line(json).unwrap_err().kind(), ErrorKind::Format);
    }
}

#[test]
fn starts_of_files_are_distinguished() {
    for front in [
        "version account-id interface-id srcaddr dstaddr",
        "version account-id interface-id src",
        "\u{FEFF}srcaddr,dstaddr,brand_new\r\n192.0.2.1,192.0.2.2,x\r\n",
        "srcaddr\n192.0.2.1\n",
        "tgw-id\tsrcaddr",
        "2 123456789012 eni-0123456789abcdef0 192.0.2.10 203.0",
        "2 unknown eni-0123456789abcdef2 - - - -",
        "6 TransitGateway 1234",
        r#"{"version":2,"accountId":"123456789012","interfaceId":"eni-0123456789abcdef0","srcAddr":"192"#,
        r#"[{"log_status":"NODATA""#,
        r#"{"message":"{\"srcaddr\":\"192.0.2.1\",\"dstaddr\":\"192.0.2.2\"}"}"#,
        r#"{"id":"1","message":"2 123456789012 eni-0123456789abcdef0 - - - - - - - 1 2 - NODATA"}"#,
    ] {
        assert_eq!(Format::detect(front.as_bytes()), Some(Format::VpcFlow), "{front}");
    }
    for front in [
        "",
        "version",
        "type region something else entirely",
        "version: 2\n",
        "2 123456789012 something else",
        "end of the story\n",
        "{}",
        "[]",
        r#"{"Records":[{"eventVersion":"1.08","eventSource":"ec2.amazonaws.com","requestParameters":{"srcaddr":"#,
        r#"{"message":"hello"}"#,
        r#"{"version":"0","id":"1","region":"us-east-1","detail":{"srcaddr":"x"}}"#,
    ] {
        assert_ne!(Format::detect(front.as_bytes()), Some(Format::VpcFlow), "{front}");
    }
}

#[test]
fn statuses_of_records_without_a_flow() {
    let text = "2 unknown eni-0123456789abcdef2 - - - - - - - 1768480490 1768480550 - SKIPDATA";
    let record = vpc_flow::parse_line(text).unwrap();
    assert_eq!(record.account_id.as_deref(), Some("unknown"));
    assert_eq!(record.log_status, Some(LogStatus::SkipData));
    assert_eq!((record.srcaddr, record.bytes, record.action), (None, None, None));
}
