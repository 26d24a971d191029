//! A value that no field of ECS needs and that is not of its type costs its field that type, not the record. What stands for
//! nothing is absent, in the place of anything.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use awslog::ecs::Mapper;
use awslog::{ErrorKind, Format, Record, cloudfront, elb, vpc_flow};
use serde_json::{Value, json};

#[track_caller]
fn read(format: Format, text: &str) -> Record<'_> {
    let mut records = awslog::records(format, text.as_bytes());
    let record = records.next().unwrap().unwrap_or_else(|error| panic!("{error}"));
    assert!(records.next().is_none());
    record
}

fn aws(record: &Record<'_>) -> Value {
    let mapper = Mapper::new();
    let event = mapper.to_ecs(record);
    let value = serde_json::to_value(&event).unwrap();
    let mut written = Vec::new();
    event.write_json(&mut written);
    assert_eq!(serde_json::from_slice::<Value>(&written).unwrap(), value);
    value["aws"][record.format().as_str()].clone()
}

/// The record is read again from what it is serialized to.
#[track_caller]
fn assert_reads_again(record: &Record<'_>) {
    let json = serde_json::to_string(record).unwrap();
    assert_eq!(read(record.format(), &json), *record, "{json}");
}

const GUARDDUTY: &str = r#"{"id":"1","type":"Recon:EC2/PortProbeUnprotectedPort","severity":2,"confidence":"high",
    "service":{"count":"few","archived":"perhaps","eventFirstSeen":"2026-01-15T12:34:56Z"},
    "resource":{"instanceDetails":{"launchTime":"today"},"s3BucketDetails":[{"createdAt":"once"}]}}"#;

#[test]
fn objects_keep_values_of_other_types_under_their_names() {
    let trail = r#"{"eventVersion":"1.11","eventName":"One","readOnly":"perhaps","managementEvent":2,
        "userIdentity":{"type":"IAMUser","sessionContext":{"attributes":{"creationDate":"x","mfaAuthenticated":"true"}}}}"#;
    let waf = r#"{"formatVersion":"one","httpRequest":{"uri":"/","forwardedAsn":"x"},
        "captchaResponse":{"responseCode":"none","solveTimestamp":"later"}}"#;
    let config = r#"{"resourceType":"AWS::S3::Bucket","resourceId":"one","configurationItemDeliveryTime":"tomorrow"}"#;
    for (format, text, expected) in [
        (
            Format::CloudTrail,
            trail,
            json!([
                ["/read_only", "perhaps"],
                ["/management_event", 2],
                ["/user_identity/session_context/creation_date", "x"],
                ["/user_identity/session_context/mfa_authenticated", "true"],
            ]),
        ),
        (
            Format::Waf,
            waf,
            json!([
                ["/format_version", "one"],
                ["/request/forwarded_asn", "x"],
                ["/captcha_response/response_code", "none"],
                ["/captcha_response/solve_timestamp", "later"],
            ]),
        ),
        (
            Format::GuardDuty,
            GUARDDUTY,
            json!([
                ["/confidence", "high"],
                ["/service/count", "few"],
                ["/service/archived", "perhaps"],
                ["/resource/instance_details/launch_time", "today"],
                ["/resource/s3_bucket_details/0/created_at", "once"],
            ]),
        ),
        (Format::Config, config, json!([["/configuration_item_delivery_time", "tomorrow"]])),
    ] {
        let record = read(format, text);
        let aws = aws(&record);
        for row in expected.as_array().unwrap() {
            // With a number where an index has a type for the name.
            let path = row[0].as_str().unwrap();
            let found = aws.pointer(&format!("{path}_2")).or(aws.pointer(path));
            assert_eq!(found, Some(&row[1]), "{format}: {row} of {aws}");
        }
        assert_reads_again(&record);
    }
    let Record::GuardDuty(finding) = read(Format::GuardDuty, GUARDDUTY) else { panic!() };
    assert_eq!(finding.confidence, None);
    assert_eq!(finding.unknown.get("confidence").unwrap().as_str(), "\"high\"");
}

#[test]
fn columns_keep_values_of_other_types_as_text() {
    let layout: vpc_flow::Layout = "${version} ${srcaddr} ${tcp-flags} ${traffic-path}".parse().unwrap();
    let record = layout.parse_line("two 192.0.2.10 256 x").unwrap();
    assert_eq!((record.version, record.tcp_flags, record.traffic_path), (None, None, None));
    assert_eq!(record.unknown("version").unwrap(), "two");
    let record = Record::from(record);
    let found = aws(&record);
    assert_eq!(
        (&found["version"], &found["tcp_flags"], &found["traffic_path"]),
        (&json!("two"), &json!("256"), &json!("x"))
    );
    assert_reads_again(&record);

    let line = r#"{"c-ip":"192.0.2.10","time-to-first-byte":"soon","cs-headers-count":{"a":1},"x-edge-mqcs":1.5}"#;
    let record = Record::from(cloudfront::parse_line(line).unwrap());
    let found = aws(&record);
    assert_eq!(found["time_to_first_byte_2"], "soon");
    assert_eq!(found["cs_headers_count_2"], json!({"a": 1}));
    assert_eq!(found["x_edge_mqcs_2"], "1.5");
    assert_reads_again(&record);

    let line = r#"{"elb":"app/a/1","type":"http","target_status_code":"none","matched_rule_priority":"first"}"#;
    let record = Record::from(elb::parse_line(line).unwrap());
    let found = aws(&record);
    assert_eq!((&found["target_status_code"], &found["matched_rule_priority"]), (&json!("none"), &json!("first")));
    assert_reads_again(&record);
}

#[test]
fn what_an_ecs_field_needs_is_refused() {
    for (format, text, field) in [
        (Format::CloudTrail, r#"{"eventName":"One","eventID":"1","eventTime":"noon"}"#, "eventTime"),
        (Format::GuardDuty, r#"{"id":"1","type":"Recon:EC2/One","severity":"high"}"#, "severity"),
        (Format::Waf, r#"{"httpRequest":{"clientIp":"nowhere"}}"#, "httpRequest.clientIp"),
        (Format::Config, r#"{"resourceId":"1","configurationItemCaptureTime":"noon"}"#, "configurationItemCaptureTime"),
        (Format::VpcFlow, r#"{"srcaddr":"192.0.2.10","end":"noon"}"#, "end"),
        (Format::CloudFront, r#"{"c-ip":"192.0.2.10","sc-status":"many"}"#, "sc-status"),
        (Format::Elb, r#"{"elb":"app/a/1","elb_status_code":"many"}"#, "elb_status_code"),
    ] {
        let error = awslog::records(format, text.as_bytes()).next().unwrap().unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::Value, Some(field)), "{error}");
    }
}

#[test]
fn empty_texts_and_hyphens_are_absent_in_the_place_of_anything() {
    for nothing in ["\"\"", "\"-\"", "null"] {
        for (format, text) in [
            (
                Format::CloudTrail,
                r#"{"eventVersion":"1.11","eventName":"One","resources":%,"userIdentity":%,"readOnly":%,"sourceIPAddress":%,
                    "tlsDetails":%,"eventTime":%,"errorCode":%}"#,
            ),
            (
                Format::Waf,
                r#"{"webaclId":"a","labels":%,"ruleGroupList":%,"httpRequest":{"uri":"/","headers":%,"clientIp":%,"country":%},
                    "action":%,"responseCodeSent":%,"captchaResponse":%,"rateBasedRuleList":%}"#,
            ),
            (
                Format::GuardDuty,
                r#"{"type":"Recon:EC2/One","id":"1","resource":%,"severity":%,"updatedAt":%,
                    "service":{"action":%,"archived":%,"count":%,"evidence":{"threatIntelligenceDetails":%}}}"#,
            ),
            (
                Format::Config,
                r#"{"resourceType":"AWS::S3::Bucket","resourceId":"1","relationships":%,"tags":%,"relatedEvents":%,
                    "supplementaryConfiguration":%,"configurationItemDiff":%,"configurationItemCaptureTime":%}"#,
            ),
        ] {
            let with = text.replace('%', nothing);
            let record = read(format, &with);
            let absent = text.split(',').map(str::trim).collect::<Vec<_>>().join(",");
            let without = read(format, &absent.replace('%', "null")).into_owned();
            assert_eq!(record, without, "{with}");
        }
    }
    for nothing in ["\"\"", "\"-\""] {
        for (format, text) in [
            (Format::VpcFlow, r#"{"srcaddr":"192.0.2.10","dstaddr":%,"srcport":%,"action":%,"version":%}"#),
            (Format::CloudFront, r#"{"c-ip":"192.0.2.10","sc-status":%,"cs-method":%,"time-taken":%}"#),
            (Format::Elb, r#"{"elb":"app/a/1","type":"http","elb_status_code":%,"user_agent":%}"#),
        ] {
            let with = text.replace('%', nothing);
            assert_eq!(read(format, &with), read(format, &text.replace('%', "null")).into_owned(), "{with}");
        }
    }
}

#[test]
fn a_hyphen_that_somebody_chose_stays() {
    let waf = r#"{"webaclId":"a","httpRequest":{"uri":"/","args":"-","headers":[{"name":"Accept","value":"-"}]}}"#;
    let Record::Waf(record) = read(Format::Waf, waf) else { panic!() };
    assert_eq!(record.header("accept"), Some("-"));
    assert_eq!(record.http_request.unwrap().args.unwrap(), "-");
    let config = r#"{"resourceType":"AWS::S3::Bucket","resourceId":"1","tags":{"team":"-"},"configuration":{"a":"-"}}"#;
    let Record::Config(record) = read(Format::Config, config) else { panic!() };
    assert_eq!(record.tags.get("team").unwrap(), "-");
    assert_eq!(record.configuration.unwrap().as_str(), r#"{"a":"-"}"#);
}

#[test]
fn unknown_values_of_columns_keep_their_type() {
    for (format, name) in [
        (Format::VpcFlow, r#""srcaddr":"192.0.2.10","dstaddr":"192.0.2.11""#),
        (Format::CloudFront, r#""c-ip":"192.0.2.10""#),
        (Format::Elb, r#""elb":"app/a/1","type":"http","elb_status_code":200"#),
    ] {
        let text =
            format!(r#"{{{name},"brandNew":5,"flag":true,"list":[1,2],"nested":{{"a":1}},"text":"5","none":null}}"#);
        let record = read(format, &text);
        let aws = aws(&record);
        let found = ["brand_new", "flag", "list", "nested", "text", "none"].map(|name| aws[name].clone());
        assert_eq!(json!(found), json!([5, true, [1, 2], {"a": 1}, "5", null]), "{format}");
        assert_reads_again(&record);
    }
}

#[test]
fn values_beyond_the_layout_may_be_json() {
    let json = r#"{"srcaddr":"192.0.2.10","beyond_layout":["a",{"b":[1]},[2],3,null]}"#;
    let record = awslog::vpc_flow::parse_line(json).unwrap();
    assert_eq!(record.beyond_layout(), ["a", r#"{"b":[1]}"#, "[2]", "3"]);
}
