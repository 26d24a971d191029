//! The messages of errors: they are enough to fix the input.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use awslog::cloudfront::{self, Layout, Parser};
use awslog::ecs::Mapper;
use awslog::{Error, ErrorKind, Format};

#[track_caller]
fn refused(line: &str) -> String {
    cloudfront::parse_line(line).unwrap_err().to_string()
}

#[test]
fn a_value_of_the_wrong_type() {
    for (line, words) in [
        ("2026-02-30", r#"field `date`: expected a date as YYYY-MM-DD, found "2026-02-30""#),
        ("-\t25:00:00", r#"field `time`: expected a time as HH:MM:SS, found "25:00:00""#),
        ("-\t-\t-\t18446744073709551616", r#"field `sc-bytes`: expected a whole number, found "18446744073709551616""#),
        ("-\t-\t-\t-\tlocalhost", r#"field `c-ip`: expected an IP address, found "localhost""#),
        ("-\t-\t-\t-\tfe80::1%25eth0", r#"field `c-ip`: expected an IP address, found "fe80::1%25eth0""#),
        (r#"{"sc-status":"99999"}"#, r#"field `sc-status`: expected a whole number below 65536, found "99999""#),
        (r#"{"time-taken":"1e3"}"#, r#"field `time-taken`: expected seconds with at most nine decimals, found "1e3""#),
        (r#"{"timestamp(ms)":-1}"#, r#"field `timestamp(ms)`: expected milliseconds since 1970, found "-1""#),
        (r#"{"c-port":{}}"#, r#"byte 10, field `c-port`: expected a string, a number, a boolean or null, found "{""#),
    ] {
        assert_eq!(refused(line), format!("CloudFront log, {words}"));
    }
}

#[test]
fn broken_json() {
    for (line, words) in [
        ("{", "byte 1: expected a key in quotes, found the end of the input"),
        (r#"{"c-port":"443""#, "byte 15: expected `,` or `}`, found the end of the input"),
        (r#"{"c-port":"443"} x"#, r#"byte 17: expected the end of the record, found "x""#),
        (r#"{"c-port" "443"}"#, r#"byte 10: expected `:`, found "\"""#),
        (r#"{"c-port":"443}"#, "byte 15, field `c-port`: expected the end of a string, found the end of the input"),
    ] {
        assert_eq!(refused(line), format!("CloudFront log, {words}"));
    }
}

#[test]
fn columns_that_nobody_knows() {
    let error = Parser::new().parse_line("1768480497.004\t203.0.113.5\t0.310").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Layout);
    assert_eq!(
        error.to_string(),
        "CloudFront log: expected a layout (real-time logs have no header; the line has 3 values, not all 71): pass \
         the names of its columns"
    );
    let error = Layout::from_names([""; 0]).unwrap_err();
    assert_eq!(error.to_string(), "CloudFront log: expected the name of a column");
    let error = Layout::from_header("#Version: 1.0").unwrap_err();
    assert_eq!(error.to_string(), "CloudFront log: expected `#Fields:` and the names of columns");
    let error = Parser::new().parse_line("#Fields:").unwrap_err();
    assert_eq!(error.to_string(), "CloudFront log: expected the names of columns of a CloudFront log");
    let error = Layout::standard().with_delimiter("123456").unwrap_err();
    assert_eq!(error.to_string(), "CloudFront log: expected a delimiter of at most 5 characters");
}

#[test]
fn one_bad_line_costs_one_line() {
    let file = b"#Fields: date time c-ip\n\
        2026-01-15\t12:34:56\t192.0.2.1\n\
        2026-01-15\t12:34:57\tnowhere\n\
        \n\
        2026-01-15\t12:34:58\t\xFF\xFE\n\
        2026-01-15\t12:34:59\t192.0.2.2\n";
    let read = cloudfront::records(file).collect::<Vec<_>>();
    assert_eq!(read.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, false, true]);
    let words = read.iter().filter_map(|record| record.as_ref().err()).map(Error::to_string).collect::<Vec<_>>();
    assert_eq!(
        words,
        [
            "CloudFront log, line 3, field `c-ip`: expected an IP address, found \"nowhere\"",
            "CloudFront log, line 5: expected UTF-8 text, found the byte 0xFF",
        ]
    );
}

#[test]
fn one_bad_document_costs_one_document() {
    let good = r#"{"c-port":"443"}"#;
    for (json, expected) in [
        (
            format!("{good}\n{{\"c-port\":\"x\"}}\n{good}"),
            "line 2, field `c-port`: expected a whole number below 65536, found \"x\"",
        ),
        (
            format!("{good}{{\"c-port\":[1]}}{good}"),
            "line 1, byte 26, field `c-port`: expected a string, a number, a boolean or null, found \"[\"",
        ),
        (format!("[{good},7,{good}]"), "line 1, byte 18: expected an object, found \"7\""),
        (
            format!("{good}\n{{\"c-port\":\"44\n{good}"),
            r#"line 2, field `c-port`: expected a whole number below 65536, found "44\n{""#,
        ),
        (format!("{good}\nnonsense, all of it\n{good}"), "line 2, byte 17: expected an object, found \"n\""),
        (format!("{good}\n\"192.0.2.10\"\n{good}"), "line 2, byte 17: expected an object, found \"\\\"\""),
    ] {
        let read = cloudfront::records(json.as_bytes()).collect::<Vec<_>>();
        assert_eq!(read.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true], "{json}");
        assert_eq!(read[1].as_ref().unwrap_err().to_string(), format!("CloudFront log, {expected}"), "{json}");
    }
}

#[test]
fn json_that_ends_early() {
    let json = "[{\"c-port\":\"443\"},{\"c-port\":\"44";
    let [first, second] = cloudfront::records(json.as_bytes()).collect::<Vec<_>>().try_into().unwrap();
    assert_eq!(first.unwrap().c_port, Some(443));
    let error = second.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Truncated);
    assert_eq!(error.byte(), Some(31));
    assert_eq!(error.original(), b"{\"c-port\":\"44");
}

#[test]
fn what_an_error_can_be_asked() {
    let error = cloudfront::parse_line("-\t-\t-\t41O").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Value);
    assert_eq!(error.format(), Format::CloudFront);
    assert_eq!((error.line(), error.byte()), (None, None));
    assert_eq!(error.field(), Some("sc-bytes"));
    assert_eq!(error.expected(), "a whole number");
    assert_eq!(error.found(), Some("41O"));
    assert_eq!(error.hint(), None);
    assert_eq!(error.original(), b"-\t-\t-\t41O");
    assert_eq!(format!("{error:?}"), format!("Error(Value, {:?})", error.to_string()));
    assert_eq!(error.with_line(7).line(), Some(7));
}

#[test]
fn an_error_as_json() {
    let json = "[{\"c-port\":\"443\"},{\"c-port\":[1]}]";
    let error = cloudfront::records(json.as_bytes()).nth(1).unwrap().unwrap_err();
    let expected = "a string, a number, a boolean or null";
    assert_eq!(
        serde_json::to_value(&error).unwrap(),
        serde_json::json!({
            "format": "cloudfront",
            "kind": "json",
            "message": format!("CloudFront log, line 1, byte 28, field `c-port`: expected {expected}, found \"[\""),
            "line": 1,
            "byte": 28,
            "field": "c-port",
            "expected": expected,
            "found": "[",
        })
    );

    // A key without a value is left out; advice is kept apart from what was expected.
    let error = Parser::new().parse_line("1768480497.004\t203.0.113.5\t0.310").unwrap_err();
    let expected = "a layout (real-time logs have no header; the line has 3 values, not all 71)";
    let hint = "pass the names of its columns";
    let message = format!("CloudFront log: expected {expected}: {hint}");
    assert_eq!(
        serde_json::to_string(&error).unwrap(),
        format!(
            r#"{{"format":"cloudfront","kind":"layout","message":"{message}","expected":"{expected}","hint":"{hint}"}}"#
        )
    );
}

#[test]
fn an_error_as_json_has_the_time_of_the_wrapper() {
    let event = r#"{"logEvents":[{"timestamp":1768480496123,"message":"{\"c-ip\":\"nowhere\"}"}]}"#;
    let error = cloudfront::records(event.as_bytes()).next().unwrap().unwrap_err();
    assert_eq!(serde_json::to_value(&error).unwrap()["envelope_time"], "2026-01-15T12:34:56.123Z");
}

#[test]
fn a_dead_letter() {
    let file = b"#Fields: date c-ip\n2026-01-15\t192.0.2.10\n2026-01-15\tno\"where\n2026-01-15\t\xFF\n";
    let errors = cloudfront::records(file).filter_map(Result::err).collect::<Vec<_>>();
    let with_original = |error: &Error, original: &str| {
        let error = serde_json::to_string(error).unwrap();
        format!("{},\"original\":{original:?}}}", error.strip_suffix('}').unwrap())
    };
    let letters = errors.iter().map(|error| serde_json::to_string(&error.dead_letter()).unwrap()).collect::<Vec<_>>();
    assert_eq!(letters[0], with_original(&errors[0], "2026-01-15\tno\"where"));
    assert_eq!(letters[1], with_original(&errors[1], "2026-01-15\t\u{FFFD}"));
}

#[test]
fn secrets_are_not_shown() {
    // A column too few, and the cookie stands where a number is expected.
    for secret in ["session=0123456789", "token%3D0123456789", "Bearer 0123456789"] {
        let error = cloudfront::parse_line(&format!("-\t-\t-\t{secret}")).unwrap_err();
        assert_eq!(error.to_string(), "CloudFront log, field `sc-bytes`: expected a whole number");
        assert!(!format!("{error:?}").contains("0123456789"));
        assert!(!serde_json::to_string(&error).unwrap().contains("0123456789"));
    }
}

#[test]
fn a_refused_record_as_an_event() {
    let error = cloudfront::records(b"2026-01-15\t12:34:56\t\xFF\n").next().unwrap().unwrap_err();
    let event = serde_json::to_value(Mapper::new().pipeline_error(&error)).unwrap();
    let expected = serde_json::json!({
        "ecs": {"version": "9.4.0"},
        "event": {
            "kind": "pipeline_error",
            "module": "aws",
            "dataset": "aws.cloudfront_logs",
            "original": "2026-01-15\t12:34:56\t\u{FFFD}",
        },
        "data_stream": {"type": "logs", "dataset": "aws.cloudfront_logs", "namespace": "default"},
        "error": {
            "message": "CloudFront log, line 1: expected UTF-8 text, found the byte 0xFF",
            "type": "encoding",
        },
    });
    assert_eq!(event, expected);
}

#[test]
fn objects_without_the_keys_of_a_record() {
    let words = Format::ALL.iter().map(|format| {
        let error = awslog::records(*format, br#"{"brand-new":1}"#).next().unwrap().unwrap_err();
        let message = error.to_string();
        message.replace(", line 1: expected ", ": ").strip_suffix(", found an object without them").unwrap().to_owned()
    });
    assert_eq!(
        words.collect::<Vec<_>>(),
        [
            "CloudFront log: a CloudFront record, which has fields such as `c-ip`, `sc-status` or `x-edge-location`",
            "CloudTrail log: a CloudTrail event or digest, which has `eventVersion` and `eventName`, or `digestEndTime`",
            "VPC flow log: a flow log record, which has fields such as `interface-id`, `srcaddr` or `log-status`",
            "load balancer log: a load balancer record, which has fields such as `elb`, `elb_status_code` or `listener_port`",
            "GuardDuty finding: a GuardDuty finding, which has a `type` such as `Recon:EC2/PortProbeUnprotectedPort`, `service` and `resource`",
            "Config item: a Config item or notification, which has `configurationItemStatus`, `resourceType` and `resourceId`, or `messageType`",
            "WAF log: a WAF record, which has `webaclId`, `terminatingRuleId` or `httpRequest`",
            "S3 access log: an S3 access log record, which has fields such as `bucket_owner`, `turn_around_time` or `acl_required`",
            "Route 53 query log: a Route 53 query log record, which has fields such as `query_timestamp` and `query_name`, or `hosted_zone_id`",
            "Network Firewall log: a Network Firewall record, which has `firewall_name`, `event_timestamp` and `event`",
        ]
    );
}

#[test]
fn null_is_no_record() {
    for format in Format::ALL {
        for text in ["null", "[null]", r#"{"logEvents":[null]}"#, r#"{"message":null}"#, r#""-""#] {
            let read = awslog::records(*format, text.as_bytes()).collect::<Result<Vec<_>, _>>();
            assert!(read.as_ref().is_ok_and(Vec::is_empty) || read.is_err(), "{format} {text}: {read:?}");
        }
    }
    for (error, message) in [
        (
            awslog::waf::parse_line("null").unwrap_err(),
            "WAF log: expected a WAF record, which has `webaclId`, `terminatingRuleId` or `httpRequest`, found null",
        ),
        (
            awslog::guardduty::parse_line("null").unwrap_err(),
            "GuardDuty finding: expected a GuardDuty finding, which has a `type` such as `Recon:EC2/PortProbeUnprotectedPort`, \
             `service` and `resource`, found null",
        ),
        (
            awslog::network_firewall::parse_line("null").unwrap_err(),
            "Network Firewall log: expected a Network Firewall record, which has `firewall_name`, `event_timestamp` and `event`, \
             found null",
        ),
        (
            awslog::cloudtrail::parse_line("null").unwrap_err(),
            "CloudTrail log: expected a CloudTrail event or digest, which has `eventVersion` and `eventName`, or `digestEndTime`, \
             found null",
        ),
    ] {
        assert_eq!(error.to_string(), message);
    }
}
