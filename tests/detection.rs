//! Which keys of a JSON object decide of which log it is, and which do not suffice.

use awslog::Format;

/// A whole object with these keys, separated by spaces. A key may have a text after an equals sign.
fn object(keys: &str) -> String {
    let members = keys.split(' ').map(|key| {
        let (key, value) = key.split_once('=').unwrap_or((key, "x"));
        format!("\"{key}\":\"{value}\"")
    });
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

#[track_caller]
fn assert_detected(expected: Option<Format>, objects: &[&str]) {
    let wrong = objects.iter().filter(|keys| Format::detect(object(keys).as_bytes()) != expected);
    let wrong = wrong.map(|keys| format!("{keys}: {:?}", Format::detect(object(keys).as_bytes()))).collect::<Vec<_>>();
    assert_eq!(wrong, [""; 0], "{expected:?}");
}

#[test]
fn waf() {
    let keys = [
        "webaclId",
        "terminatingRuleId",
        "httpRequest",
        "httpSourceName",
        "terminatingRuleType",
        "ruleGroupList",
        "rateBasedRuleList",
        "nonTerminatingMatchingRules",
    ];
    assert_detected(Some(Format::Waf), &keys);
    assert_detected(None, &["action", "timestamp", "formatVersion timestamp action"]);
}

#[test]
fn config() {
    let keys = [
        "configurationItems",
        "baseConfigurationItems",
        "configSnapshotId",
        "configurationItem",
        "configurationItemSummary",
        "configurationItemDiff",
        "configurationItemCaptureTime",
        "configurationItemStatus",
        "configurationItemVersion",
        "configurationStateId",
        "configurationStateMd5Hash",
        "supplementaryConfiguration",
        "resourceCreationTime",
        "s3DeliverySummary",
        "notificationCreationTime",
        "resourceType resourceId",
        "resourceType configuration",
        "messageType=ConfigurationItemChangeNotification",
    ];
    assert_detected(Some(Format::Config), &keys);
    assert_detected(None, &["resourceType", "resourceId configuration", "messageType=Other", "messageType"]);
}

#[test]
fn guardduty() {
    let keys = [
        "scanStatus",
        "service resource",
        "service schemaVersion",
        "service accountId",
        "resource id",
        "resource arn",
        "service severity",
        "service createdAt",
        "service updatedAt",
        "resource title",
        "resource partition",
        "type=Recon:EC2/PortProbeUnprotectedPort service",
        "type=Recon:EC2/PortProbeUnprotectedPort resource",
        "type=Recon:EC2/PortProbeUnprotectedPort severity",
    ];
    assert_detected(Some(Format::GuardDuty), &keys);
    let others = [
        "service",
        "resource",
        "id severity title",
        "type=Recon:EC2/PortProbeUnprotectedPort",
        "type=Recon:EC2 severity",
        "type=EC2/PortProbe severity",
        "type=EC2/a:b severity",
        "type service",
    ];
    assert_detected(None, &others);
}

#[test]
fn cloudtrail() {
    const USUAL: [&str; 8] = [
        "eventVersion",
        "eventName",
        "userIdentity",
        "eventSource",
        "eventTime",
        "eventID",
        "awsRegion",
        "recipientAccountId",
    ];
    const FURTHER: [&str; 10] = [
        "eventType",
        "eventCategory",
        "sourceIPAddress",
        "userAgent",
        "errorCode",
        "requestParameters",
        "responseElements",
        "additionalEventData",
        "serviceEventDetails",
        "insightDetails",
    ];
    for (place, one) in USUAL.iter().enumerate() {
        assert_detected(None, &[one]);
        for other in USUAL.iter().filter(|other| *other != one) {
            assert_detected(Some(Format::CloudTrail), &[&format!("{one} {other}")]);
        }
        for further in FURTHER {
            let expected = (place < 3).then_some(Format::CloudTrail);
            assert_detected(expected, &[&format!("{one} {further}")]);
        }
        // An object that is cut could have more of these keys.
        let cut = format!("{{\"{one}\":\"x\",");
        assert_eq!(Format::detect(cut.as_bytes()), Some(Format::CloudTrail), "{cut}");
    }
    assert_detected(None, &["userAgent", "eventType eventCategory errorCode"]);
    let digests = ["digestStartTime", "digestEndTime", "digestS3Bucket", "digestS3Object"];
    assert_detected(Some(Format::CloudTrail), &digests);
    for (text, expected) in [
        (r#"{"Records":[]}"#, Some(Format::CloudTrail)),
        (r#"{"Records":[1]}"#, None),
        (r#"{"Records":{}}"#, None),
        (r#"{"Events":[]}"#, None),
    ] {
        assert_eq!(Format::detect(text.as_bytes()), expected, "{text}");
    }
}

#[test]
fn route53() {
    let keys = [
        "query_timestamp query_name rcode",
        "query_timestamp query_name srcaddr",
        "query_timestamp query_name vpc_id",
        "query_timestamp query_name query_type",
        "hostZoneId queryName resolverIp",
        "hostZoneId queryName edgeLocation",
    ];
    assert_detected(Some(Format::Route53), &keys);
    let others = [
        "query_timestamp query_name",
        "query_timestamp rcode",
        "query_name rcode",
        "hostZoneId queryName",
        "hostZoneId resolverIp",
        "queryName edgeLocation",
    ];
    assert_detected(None, &others);
}

#[test]
fn network_firewall() {
    let keys = ["firewall_name event", "firewall_name event_timestamp", "firewall_name availability_zone"];
    assert_detected(Some(Format::NetworkFirewall), &keys);
    assert_detected(None, &["firewall_name", "event event_timestamp availability_zone"]);
}

#[test]
fn s3_access() {
    let keys = [
        "schema_version_id bucket_name",
        "schema_version_id bucket_arn",
        "bucket_owner_id operation",
        "bucket_owner request_id",
        "bucketowner requestid",
        "bucket_owner requester",
        "turn_around_time bucket",
        "turn_around_duration bucket_name",
        "turnaroundtime operation",
    ];
    assert_detected(Some(Format::S3Access), &keys);
    let others = [
        "schema_version_id",
        "bucket_name bucket_arn",
        "bucket_owner",
        "operation request_id requester",
        "turn_around_time",
        "bucket operation",
        "bucket_owner bucket_name",
        "turn_around_time request_id",
    ];
    assert_detected(None, &others);
}

#[test]
fn vpc_flow() {
    let keys = [
        "interface-id",
        "log-status",
        "tcp-flags",
        "pkt-srcaddr",
        "traffic-path",
        "srcaddr dstaddr",
        "srcaddr bytes",
        "dstaddr packets",
        "srcaddr protocol",
        "dstaddr action",
        "srcaddr start",
        "dstaddr end",
        "bytes start end",
        "packets start end",
    ];
    assert_detected(Some(Format::VpcFlow), &keys);
    let others = [
        "srcaddr",
        "dstaddr",
        "srcaddr srcport",
        "bytes",
        "bytes packets",
        "bytes start",
        "packets end",
        "start end",
        "protocol action start",
    ];
    assert_detected(None, &others);
}

#[test]
fn elb() {
    let keys = [
        "backend_processing_time",
        "elb_status_code",
        "listener_port",
        "matched_rule_priority",
        "target_group_id",
        "target_processing_time",
        "tls_connection_creation_time",
        "tls_handshake_time",
        "tls_verify_status",
        "elb client_port sent_bytes",
    ];
    assert_detected(Some(Format::Elb), &keys);
    assert_detected(None, &["elb", "elb client_port", "elb x y", "client_port sent_bytes received_bytes"]);
}

#[test]
fn cloudfront() {
    let keys =
        ["x-edge-location", "sc-bytes", "c-ip", "cs-method", "sc-status", "cs(Host)", "cs-host", "x_edge_location"];
    assert_detected(Some(Format::CloudFront), &keys);
    assert_detected(None, &["date", "date time"]);
}

/// Reads an object with these members and one that nobody knows.
#[track_caller]
fn assert_read(format: Format, is_record: bool, objects: &[&str]) {
    let is_read = |members: &str| {
        let object = format!("{{{members},\"brand-new\":1}}");
        let mut records = awslog::records(format, object.as_bytes());
        records.next().is_some_and(|read| read.is_ok()) && records.next().is_none()
    };
    let wrong = objects.iter().filter(|members| is_read(members) != is_record).collect::<Vec<_>>();
    assert_eq!(wrong, [&""; 0], "{format}");
}

#[test]
fn objects_of_waf_with_one_of_its_keys() {
    let members = [
        r#""webaclId":"a""#,
        r#""terminatingRuleId":"a""#,
        r#""httpRequest":{"clientIp":"192.0.2.1"}"#,
        r#""httpSourceName":"ALB""#,
        r#""terminatingRuleType":"REGULAR""#,
        r#""ruleGroupList":[{"ruleGroupId":"a"}]"#,
        r#""rateBasedRuleList":[{"rateBasedRuleName":"a"}]"#,
        r#""nonTerminatingMatchingRules":[{"ruleId":"a"}]"#,
    ];
    assert_read(Format::Waf, true, &members);
    let others =
        [r#""action":"BLOCK","timestamp":1768480497000"#, r#""labels":[{"name":"a"}]"#, r#""ruleGroupList":[]"#];
    assert_read(Format::Waf, false, &others);
}

#[test]
fn objects_of_config_with_a_few_of_its_keys() {
    let members = [
        r#""configurationItemStatus":"OK""#,
        r#""configurationItemCaptureTime":"2026-01-15T12:34:56.000Z""#,
        r#""configurationStateId":"1""#,
        r#""configurationStateMd5Hash":"a""#,
        r#""configurationItemDiff":{"changeType":"UPDATE"}"#,
        r#""configSnapshotId":"a""#,
        r#""resourceCreationTime":"2026-01-15T12:34:56.000Z""#,
        r#""s3DeliverySummary":{"s3BucketName":"b"}"#,
        r#""notificationCreationTime":"2026-01-15T12:34:56.000Z""#,
        r#""supplementaryConfiguration":{"a":"b"}"#,
        r#""resourceId":"a""#,
        r#""resourceType":"AWS::S3::Bucket","configurationItemVersion":"1.3""#,
        r#""resourceType":"AWS::S3::Bucket","configuration":{"a":"b"}"#,
        r#""messageType":"ConfigurationItemChangeNotification""#,
        r#""configurationItem":{"resourceName":"a"}"#,
        r#""configurationItemSummary":{"resourceName":"a"}"#,
    ];
    assert_read(Format::Config, true, &members);
    let others = [
        r#""resourceType":"AWS::S3::Bucket""#,
        r#""configurationItemVersion":"1.3","configuration":{"a":"b"}"#,
        r#""messageType":"Other""#,
        r#""configurationItem":"a""#,
    ];
    assert_read(Format::Config, false, &others);
}

#[test]
fn objects_of_guardduty_with_a_few_of_its_keys() {
    let members = [
        r#""service":{"detectorId":"a"}"#,
        r#""resource":{"resourceType":"Instance"}"#,
        r#""type":"Recon:EC2/PortProbeUnprotectedPort","severity":5"#,
        r#""type":"Recon:EC2/PortProbeUnprotectedPort","schemaVersion":"2.0""#,
    ];
    assert_read(Format::GuardDuty, true, &members);
    let others = [
        r#""service":{"a":1}"#,
        r#""resource":{"a":1}"#,
        r#""type":"Recon:EC2/PortProbeUnprotectedPort","service":{"a":1}"#,
        r#""type":"Recon:EC2/PortProbeUnprotectedPort""#,
        r#""severity":5,"title":"a","id":"b""#,
        r#""type":"EC2/PortProbe","severity":5"#,
    ];
    assert_read(Format::GuardDuty, false, &others);
}

#[test]
fn objects_of_cloudtrail_with_two_of_its_keys() {
    const USUAL: [&str; 8] = [
        r#""eventVersion":"1.11""#,
        r#""eventName":"A""#,
        r#""userIdentity":{"type":"Root"}"#,
        r#""eventSource":"iam.amazonaws.com""#,
        r#""eventTime":"2026-01-15T12:34:56Z""#,
        r#""eventID":"1""#,
        r#""awsRegion":"us-east-1""#,
        r#""recipientAccountId":"123456789012""#,
    ];
    const FURTHER: [&str; 10] = [
        r#""eventType":"AwsApiCall""#,
        r#""eventCategory":"Management""#,
        r#""sourceIPAddress":"192.0.2.1""#,
        r#""userAgent":"a""#,
        r#""errorCode":"a""#,
        r#""requestParameters":{"a":1}"#,
        r#""responseElements":{"a":1}"#,
        r#""additionalEventData":{"a":1}"#,
        r#""serviceEventDetails":{"a":1}"#,
        r#""insightDetails":{"state":"Start"}"#,
    ];
    for (place, one) in USUAL.iter().enumerate() {
        assert_read(Format::CloudTrail, false, &[one]);
        for other in USUAL.iter().filter(|other| *other != one) {
            assert_read(Format::CloudTrail, true, &[&format!("{one},{other}")]);
        }
        for further in FURTHER {
            assert_read(Format::CloudTrail, place < 3, &[&format!("{one},{further}")]);
        }
    }
    assert_read(Format::CloudTrail, false, &[&FURTHER.join(",")]);
    // The events of streams have keys of the same names.
    assert_read(Format::CloudTrail, false, &[r#""eventSource":"aws:kinesis","eventVersion":"1.0","eventName":"A""#]);
}

/// In a piece from the middle of a line, the words of one format outnumber those of the others.
#[test]
fn words_of_pieces() {
    const WAF: &str = r#"1,"ja3Fingerprint":"a","httpMethod":"GET","clientIp":"192.0.2.1""#;
    const CLOUDTRAIL: &str = r#","eventVersion":"1","eventSource":"a","eventName":"b""#;
    for (piece, expected) in [
        (WAF.to_owned(), Some(Format::Waf)),
        (format!("{WAF}{CLOUDTRAIL}"), None),
        (format!("{WAF}{CLOUDTRAIL},\"ruleGroupList\":1"), Some(Format::Waf)),
        (format!("{WAF}{CLOUDTRAIL},\"awsRegion\":1"), Some(Format::CloudTrail)),
    ] {
        assert_eq!(Format::detect(piece.as_bytes()), expected, "{piece}");
    }
}

/// Text after an object shows a piece of a file: the next line decides.
#[test]
fn lines_after_pieces() {
    const FLOW: &str = "2 123456789012 eni-0123456789abcdef0 192.0.2.10 203.0.113.5 49152 443 6 20 4249 1768480490 1768480550 ACCEPT OK";
    for (piece, expected) in [
        (r#"{"a":1}"#, None),
        (r#"{"a":1} {"b":2}"#, None),
        (r#"[{"a":1},"b"#, None),
        (r#"{"a":1},"b":"c"}"#, Some(Format::VpcFlow)),
        (r#"{"a":1} b"#, Some(Format::VpcFlow)),
        (r#"{"a":"#, Some(Format::VpcFlow)),
        ("b", Some(Format::VpcFlow)),
    ] {
        let text = format!("{piece}\n{FLOW}\n");
        assert_eq!(Format::detect(text.as_bytes()), expected, "{text}");
    }
}

/// Messages in messages are opened up to a depth.
#[test]
fn nested_messages() {
    let mut text = r#"{"eventVersion":"1.11","eventName":"A"}"#.to_owned();
    let mut deepest = 0;
    for depth in 1..9 {
        text = serde_json::json!({ "message": text }).to_string();
        if Format::detect(text.as_bytes()) == Some(Format::CloudTrail) {
            deepest = depth;
        }
    }
    assert_eq!(deepest, 5);

    // A line with a time in front is one of them.
    let mut text = r#"2026-01-15T12:34:56Z {"eventVersion":"1.11","eventName":"A"}"#.to_owned();
    let found = (1..9).filter(|_| {
        let found = Format::detect(text.as_bytes()) == Some(Format::CloudTrail);
        text = serde_json::json!({ "message": text }).to_string();
        found
    });
    assert_eq!(found.count(), 5);
    let mut text = r#"{"eventVersion":"1.11","eventName":"A"}"#.to_owned();
    let found = (1..9).filter(|_| {
        text = format!("2026-01-15T12:34:56Z {}", serde_json::json!({ "message": text }));
        Format::detect(text.as_bytes()) == Some(Format::CloudTrail)
    });
    assert_eq!(found.count(), 2);
}
