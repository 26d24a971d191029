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
