//! The values of GuardDuty findings.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failing test may panic")]

use std::net::IpAddr;

use awslog::ecs::{Category, Kind, Mapper, Type, ValueSet};
use awslog::guardduty::{self, ActionType, ConnectionDirection, Record, ResourceRole, ResourceType};
use awslog::{Error, ErrorKind, Format};
use serde_json::json;
use time::macros::utc_datetime;

fn fixture(name: &str) -> String {
    std::fs::read_to_string(format!("{}/fixtures/guardduty/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn records(text: &str) -> Vec<Record<'_>> {
    guardduty::records(text.as_bytes()).collect::<Result<_, _>>().unwrap()
}

fn ip(text: &str) -> Option<IpAddr> {
    Some(text.parse().unwrap())
}

#[test]
fn types_of_a_finding() {
    let text = fixture("export.jsonl");
    let all = records(&text);
    assert_eq!(all.len(), 3);
    let record = &all[0];
    assert_eq!(record.original(), text.lines().next());
    assert_eq!(record.severity, Some(5.0));
    assert_eq!(record.created_at, Some(utc_datetime!(2026-01-15 12:34:56.123)));
    assert_eq!(record.updated_at, Some(utc_datetime!(2026-01-15 12:50:00.456)));
    assert!(record.unknown.is_empty());

    let resource = record.resource.as_ref().unwrap();
    assert_eq!(resource.resource_type, Some(ResourceType::Instance));
    let instance = resource.instance_details.as_ref().unwrap();
    assert_eq!(instance.launch_time, Some(utc_datetime!(2026-01-01 0:00)));
    assert_eq!((&instance.platform, &instance.outpost_arn, &instance.iam_instance_profile), (&None, &None, &None));
    let interface = &instance.network_interfaces[0];
    assert_eq!(interface.private_ip_address, ip("192.0.2.10"));
    assert_eq!(interface.public_ip, ip("203.0.113.5"));
    assert_eq!(interface.ipv6_addresses, [ip("2001:db8::10").unwrap()]);

    let service = record.service.as_ref().unwrap();
    assert_eq!(service.resource_role, Some(ResourceRole::Target));
    assert_eq!(service.archived, Some(false));
    assert_eq!(service.count, Some(3));
    let action = service.action.as_ref().unwrap();
    assert_eq!(action.action_type, Some(ActionType::NetworkConnection));
    let connection = action.network_connection_action.as_ref().unwrap();
    assert_eq!(connection.connection_direction, Some(ConnectionDirection::Inbound));
    assert_eq!(connection.blocked, Some(false));
    assert_eq!(connection.local_port_details.as_ref().unwrap().port, Some(22));
    let remote = connection.remote_ip_details.as_ref().unwrap();
    assert_eq!(remote.ip_address_v4, ip("198.51.100.7"));
    assert_eq!(remote.geo_location.as_ref().unwrap().lat, Some(52.5));

    let evidence = all[2].service.as_ref().unwrap().evidence.as_ref().unwrap();
    assert_eq!(evidence.threat_intelligence_details[0].threat_names, ["ExampleThreat"]);
}

#[test]
fn the_api_has_the_same_findings_under_other_keys() {
    let (api, export) = (fixture("api.json"), fixture("export.jsonl"));
    let (actions, resources) = (fixture("actions.jsonl"), fixture("resources.jsonl"));
    let (export, actions, resources) = (records(&export), records(&actions), records(&resources));
    let same = [&export[0], &actions[1], &actions[3], &actions[4], &resources[2]];
    let api = records(&api);
    assert_eq!([&api[0], &api[1], &api[2], &api[5]], [same[0], same[1], same[2], same[4]]);
    // Keys that this crate does not know are kept as they are.
    let info = |record: &Record<'_>| record.clone().into_owned().service.unwrap().additional_info.unwrap();
    assert_eq!(info(&api[3]).value, info(same[3]).value);
    assert_eq!(info(&api[3]).unknown.get("Sample").unwrap().as_str(), "true");
    assert_eq!(info(same[3]).unknown.get("sample").unwrap().as_str(), "true");
}

#[test]
fn every_wrapper_holds_the_same_finding() {
    let export = fixture("export.jsonl");
    let line = export.lines().nth(1).unwrap();
    let expected = guardduty::parse_line(line).unwrap();
    let text = serde_json::to_string(line).unwrap();
    let event = format!(r#"{{"version":"0","id":"1","detail-type":"GuardDuty Finding","detail":{line}}}"#);
    let event_text = serde_json::to_string(&event).unwrap();
    for (wrapped, original) in [
        (fixture("eventbridge.json"), line),
        (event.clone(), line),
        (format!("[{line}]"), line),
        (format!(r#"{{"Findings":[{line}]}}"#), line),
        (format!(r#"{{"findings":[{line}],"nextToken":""}}"#), line),
        (format!(r#"{{"Type":"Notification","MessageId":"1","Message":{text}}}"#), line),
        (format!(r#"{{"Type":"Notification","MessageId":"1","Message":{event_text}}}"#), line),
        (
            format!(
                r#"{{"messageType":"DATA_MESSAGE","logEvents":[{{"id":"1","timestamp":1,"message":{event_text}}}]}}"#
            ),
            line,
        ),
    ] {
        assert_eq!(records(&wrapped), std::slice::from_ref(&expected), "{wrapped}");
        assert_eq!(guardduty::parse_line(&wrapped).unwrap(), expected, "{wrapped}");
        assert_eq!(Format::detect(wrapped.as_bytes()), Some(Format::GuardDuty), "{wrapped}");
        assert_eq!(records(&wrapped)[0].original(), Some(original), "{wrapped}");
    }
}

#[test]
fn explicit_nulls_are_absent() {
    let names = [
        "schemaVersion",
        "accountId",
        "type",
        "resource",
        "service",
        "severity",
        "createdAt",
        "updatedAt",
        "title",
        "confidence",
        "customDetectionRuleName",
    ];
    let nulls = names.map(|name| format!("\"{name}\":null")).join(",");
    assert_eq!(guardduty::parse_line(&format!("{{{nulls}}}")).unwrap(), Record::default());
    let nested =
        r#"{"resource":{"s3BucketDetails":null,"instanceDetails":null},"service":{"action":null,"evidence":null}}"#;
    let event = serde_json::to_value(Mapper::new().to_ecs(&guardduty::parse_line(nested).unwrap())).unwrap();
    assert_eq!(event.get("aws"), None);
}

#[test]
fn additional_info_keeps_its_keys() {
    let info = r#"{"sample":true,"apiCalls":[{"name":"A"}],"value":"{\"b\":1}","type":"default"}"#;
    let line = format!(r#"{{"id":"1","service":{{"additionalInfo":{info}}}}}"#);
    let record = guardduty::parse_line(&line).unwrap();
    let event = serde_json::to_value(Mapper::new().to_ecs(&record)).unwrap();
    let expected = serde_json::json!({
        "id": "1",
        "service": {"additional_info": {"sample": true, "apiCalls": [{"name": "A"}], "value": "{\"b\":1}", "type": "default"}},
    });
    assert_eq!(event["aws"]["guardduty"], expected);
}

#[test]
fn dates_are_texts_or_seconds() {
    let bucket = |date: &str| {
        let line = format!(r#"{{"resource":{{"s3BucketDetails":[{{"createdAt":{date}}}]}}}}"#);
        guardduty::parse_line(&line).unwrap().resource.unwrap().s3_bucket_details[0].created_at
    };
    let expected = Some(utc_datetime!(2017-12-18 15:58:11.551));
    for date in ["1513612691.551", "\"2017-12-18T15:58:11.551Z\"", "1513612691551", "\"1513612691.551\""] {
        assert_eq!(bucket(date), expected, "{date}");
    }
}

#[test]
fn text_is_borrowed_from_the_log() {
    let text = fixture("export.jsonl");
    for record in records(&text) {
        assert!(record.id.as_ref().unwrap().is_borrowed());
        let service = record.service.as_ref().unwrap();
        assert!(service.detector_id.as_ref().unwrap().is_borrowed());
    }
    let escaped = guardduty::parse_line(r#"{"id":"\u0031","region":"1"}"#).unwrap();
    assert!(!escaped.id.unwrap().is_borrowed());
    assert!(escaped.region.unwrap().is_borrowed());
}

#[test]
fn categories_and_types() {
    let event = |line: &str| {
        let record = guardduty::parse_line(line).unwrap();
        let event = Mapper::new().to_ecs(&record).event;
        assert_eq!(event.kind, Some(Kind::Alert));
        (event.category, event.r#type)
    };
    let action = |kind: &str, member: &str, blocked: bool| {
        event(&format!(r#"{{"service":{{"action":{{"actionType":"{kind}","{member}":{{"blocked":{blocked}}}}}}}}}"#))
    };
    let network = ValueSet::from([Category::Network, Category::IntrusionDetection]);
    for (kind, member) in [
        ("NETWORK_CONNECTION", "networkConnectionAction"),
        ("DNS_REQUEST", "dnsRequestAction"),
        ("PORT_PROBE", "portProbeAction"),
    ] {
        assert_eq!(action(kind, member, false), (network, [Type::Info].into()), "{kind}");
        assert_eq!(action(kind, member, true), (network, [Type::Denied].into()), "{kind}");
    }
    for (line, category) in [
        (r#"{"service":{"ebsVolumeScanDetails":{}}}"#, Category::Malware),
        (r#"{"service":{"malwareScanDetails":{}}}"#, Category::Malware),
        (r#"{"service":{"runtimeDetails":{"context":{"threatFilePath":"/tmp/a"}}}}"#, Category::Malware),
        (r#"{"service":{"runtimeDetails":{"context":{"toolName":"nmap"}}}}"#, Category::IntrusionDetection),
        (r#"{"service":{"action":{"actionType":"RDS_LOGIN_ATTEMPT"}}}"#, Category::Authentication),
        (r#"{"service":{"action":{"awsApiCallAction":{"api":"ConsoleLogin"}}}}"#, Category::Authentication),
        (r#"{"resource":{"resourceType":"AccessKey"}}"#, Category::Iam),
        (r#"{"type":"Policy:IAMUser/RootCredentialUsage"}"#, Category::Iam),
        (r#"{"type":"Impact:S3/MaliciousIPCaller"}"#, Category::IntrusionDetection),
        (r#"{"service":{"action":{"actionType":"NEW_KIND"}}}"#, Category::IntrusionDetection),
    ] {
        assert_eq!(event(line), ([category].into(), [Type::Info].into()), "{line}");
    }
}

#[test]
fn severity_stays_in_its_band() {
    for (severity, whole) in [("8", 8), ("8.0", 8), ("3.9", 3), ("6.99", 6), ("\"2.5\"", 2)] {
        let line = format!(r#"{{"severity":{severity}}}"#);
        let record = guardduty::parse_line(&line).unwrap();
        assert_eq!(Mapper::new().to_ecs(&record).event.severity, Some(whole), "{severity}");
    }
}

#[test]
fn each_group_of_a_user_is_one_role() {
    let line = r#"{"id":"1","service":{},"resource":{"kubernetesDetails":{"kubernetesUserDetails":{
        "username":"alice","groups":["viewers","","admins","viewers"]}}}}"#;
    let record = guardduty::parse_line(line).unwrap();
    assert_eq!(Mapper::new().to_ecs(&record).user.roles, ["viewers", "admins"]);
}

#[test]
fn who_is_source_and_who_destination() {
    for (direction, role, source) in [
        ("INBOUND", "ACTOR", "198.51.100.7"),
        ("OUTBOUND", "TARGET", "192.0.2.10"),
        ("UNKNOWN", "ACTOR", "192.0.2.10"),
        ("UNKNOWN", "TARGET", "198.51.100.7"),
        ("SIDEWAYS", "TARGET", "198.51.100.7"),
    ] {
        let line = format!(
            r#"{{"service":{{"resourceRole":"{role}","action":{{"networkConnectionAction":{{"connectionDirection":"{direction}","localIpDetails":{{"ipAddressV4":"192.0.2.10"}},"localPortDetails":{{"port":1}},"remoteIpDetails":{{"ipAddressV4":"198.51.100.7","city":{{"cityName":"Exampleville"}}}},"remotePortDetails":{{"port":2}}}}}}}}}}"#
        );
        let record = guardduty::parse_line(&line).unwrap();
        let event = Mapper::new().to_ecs(&record);
        assert_eq!(event.source.ip, ip(source), "{direction} {role}");
        let (remote, local) = match source {
            "198.51.100.7" => (event.source, event.destination),
            _ => (event.destination, event.source),
        };
        assert_eq!((remote.ip, remote.port), (ip("198.51.100.7"), Some(2)));
        assert_eq!((local.ip, local.port), (ip("192.0.2.10"), Some(1)));
        assert_eq!(remote.geo.city_name.as_deref(), Some("Exampleville"));
        assert_eq!(local.geo.city_name, None);
    }
}

#[test]
fn the_words_of_errors() {
    for (line, words) in [
        (r#"{"severity":"high"}"#, r#"byte 12, field `severity`: expected a number, found "high""#),
        (
            r#"{"service":{"action":{"networkConnectionAction":{"remotePortDetails":{"port":70000}}}}}"#,
            r#"byte 77, field `service.action.networkConnectionAction.remotePortDetails.port`: expected a whole number below 65536, found "70000""#,
        ),
        (
            r#"{"Service":{"Count":1,"EventFirstSeen":"today"}}"#,
            r#"byte 39, field `service.eventFirstSeen`: expected a date and time, or seconds since 1970, found "today""#,
        ),
        (
            r#"{"resource":{"s3BucketDetails":{}}}"#,
            r#"byte 31, field `resource.s3BucketDetails`: expected a list, found "{""#,
        ),
        (r#"{"id":"1"} {"id":"2"}"#, r#"byte 11: expected the end of the record, found "{""#),
        (r#"{"Findings":[]}"#, "byte 15: expected a record, found the end of the input"),
        ("", "byte 0: expected a record, found the end of the input"),
        ("finding", r#"byte 0: expected an object, found "f""#),
    ] {
        let error = guardduty::parse_line(line).unwrap_err();
        assert_eq!(error.to_string(), format!("GuardDuty finding, {words}"), "{line}");
        assert_eq!(error.original(), line.as_bytes());
    }
}

#[test]
fn one_bad_finding_costs_one_finding() {
    let lines = "{\"id\":\"1\"}\n{\"id\":\"2\",\"count\":[}\n{\"id\":\"3\",\"severity\":\"x\"}\n{\"id\":\"4\"}\n";
    let read = guardduty::records(lines.as_bytes()).collect::<Vec<_>>();
    assert_eq!(read.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, false, true]);
    let words = read.iter().filter_map(|record| record.as_ref().err()).map(Error::to_string).collect::<Vec<_>>();
    assert_eq!(
        words,
        [
            "GuardDuty finding, line 2, byte 30: expected a string, a number, a boolean or null, found \"}\"",
            "GuardDuty finding, line 3, byte 53, field `severity`: expected a number, found \"x\"",
        ]
    );
}

#[test]
fn findings_that_end_early() {
    let text = r#"{"Findings":[{"Id":"1"},{"Id":"2","Type":"Pol"#;
    let [first, second] = guardduty::records(text.as_bytes()).collect::<Vec<_>>().try_into().unwrap();
    assert_eq!(first.unwrap().id.as_deref(), Some("1"));
    let error = second.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Truncated);
    assert_eq!(
        error.to_string(),
        "GuardDuty finding, line 1, byte 45, field `type`: expected the end of a string, found the end of the input"
    );
}

#[test]
fn parts_without_a_known_key_make_no_finding() {
    for part in ["service", "resource"] {
        let line = format!(r#"{{"{part}":{{"new":1}},"other":1}}"#);
        assert_eq!(guardduty::parse_line(&line).unwrap_err().kind(), ErrorKind::Format, "{line}");
    }
    let record = guardduty::parse_line(r#"{"resource":{"resourceType":"Instance"},"other":1}"#).unwrap();
    assert_eq!(record.resource.unwrap().resource_type.unwrap().as_str(), "Instance");
    let record = guardduty::parse_line(r#"{"service":{"count":7},"other":1}"#).unwrap();
    assert_eq!(record.service.unwrap().count, Some(7));
}

#[test]
fn other_findings_are_not_detected() {
    for other in [
        r#"{"Findings":[{"SchemaVersion":"2018-10-08","Id":"1","ProductArn":"arn:aws:securityhub:us-east-1::product/aws/guardduty"}]}"#,
        r#"{"schemaVersion":"1.0","id":"1","accountId":"123456789012","type":"Policy:IAMUser/S3BucketPublic","severity":{"score":3}}"#,
        r#"{"arn":"arn:aws:guardduty:us-east-1:123456789012:detector/0123456789abcdef0123456789abcdef"}"#,
    ] {
        assert_eq!(Format::detect(other.as_bytes()), None, "{other}");
    }
}

#[test]
fn many_of_everything_take_time_in_proportion() {
    let tags = vec![r#"{"key":"k","value":"v"}"#; 20_000].join(",");
    let interfaces = (0..20_000)
        .map(|number| format!(r#"{{"privateIpAddress":"2001:db8::{number:x}"}}"#))
        .collect::<Vec<_>>()
        .join(",");
    let line =
        format!(r#"{{"resource":{{"instanceDetails":{{"tags":[{tags}],"networkInterfaces":[{interfaces}]}}}}}}"#);
    let record = guardduty::parse_line(&line).unwrap();
    let event = Mapper::new().to_ecs(&record);
    assert_eq!(event.related.ip.len(), 20_000);
}

#[test]
fn incomplete_and_invalid_locations_are_absent() {
    for (place, expected) in [
        (r#"{"lat":52.5,"lon":13.4}"#, (Some(52.5), Some(13.4))),
        (r#"{"lon":13.4}"#, (None, None)),
        (r#"{"lat":52.5,"lon":null}"#, (None, None)),
        (r#"{"lat":-90,"lon":180}"#, (Some(-90.0), Some(180.0))),
        (r#"{"lat":90.1,"lon":13.4}"#, (None, None)),
        (r#"{"lat":52.5,"lon":-180.1}"#, (None, None)),
        (r#"{"lat":1e300,"lon":1e300}"#, (None, None)),
    ] {
        let finding = format!(
            r#"{{"id":"1","type":"Recon:EC2/PortProbeUnprotectedPort","service":{{"action":{{"actionType":"NETWORK_CONNECTION","networkConnectionAction":{{"connectionDirection":"INBOUND","remoteIpDetails":{{"ipAddressV4":"192.0.2.1","geoLocation":{place}}}}}}}}}}}"#
        );
        let record = guardduty::parse_line(&finding).unwrap();
        let event = Mapper::new().to_ecs(&record);
        assert_eq!(event.source.ip, ip("192.0.2.1"));
        let location = &event.source.geo.location;
        assert_eq!((location.lat, location.lon), expected, "{place}");
        // An index takes nothing but a point as `geo_location`, and no value is lost.
        let event = serde_json::to_value(&event).unwrap();
        let remote = &event["aws"]["guardduty"]["service"]["action"]["network_connection_action"]["remote_ip_details"];
        let name = if expected.0.is_some() { "geo_location" } else { "location" };
        let logged = serde_json::from_str::<serde_json::Value>(place).unwrap();
        for key in ["lat", "lon"] {
            assert_eq!(remote[name].get(key).and_then(serde_json::Value::as_f64), logged[key].as_f64(), "{place}");
        }
    }
}

#[test]
fn results_of_scans_are_records() {
    use awslog::guardduty::scan_result::{ScanResultStatus, ScanStatus};

    let text = fixture("scans.jsonl");
    let [clean, found, skipped, backup] = records(&text).try_into().unwrap();
    let scan = clean.scan_result.as_ref().unwrap();
    assert_eq!((scan.account_id.as_deref(), scan.region.as_deref()), (Some("123456789012"), Some("us-east-1")));
    assert_eq!(scan.scan_status, Some(ScanStatus::Completed));
    assert_eq!(scan.status(), Some(&ScanResultStatus::NoThreatsFound));
    assert!(!scan.has_threats());
    assert_eq!(clean.envelope_time(), Some(utc_datetime!(2026-01-15 12:34:56)));
    assert!(clean.original().unwrap().starts_with(r#"{"schemaVersion":"1.0","scanStatus""#));
    assert_eq!(clean.schema_version, None);
    let scan = found.scan_result.as_ref().unwrap();
    assert_eq!(scan.threats()[1].name.as_deref(), Some("Example"));
    assert_eq!(scan.s3_object_details.as_ref().unwrap().s3_throttled, Some(true));
    assert_eq!(skipped.scan_result.as_ref().unwrap().status(), Some(&ScanResultStatus::Unsupported));
    let scan = backup.scan_result.as_ref().unwrap();
    assert_eq!(scan.scan_started_at, Some(utc_datetime!(2026-01-15 12:33:20)));
    assert_eq!(
        scan.scan_configuration.as_ref().unwrap().unknown.get("role").unwrap().as_str(),
        "\"arn:aws:iam::123456789012:role/scan\""
    );
}

#[test]
fn a_scan_is_an_alert_where_it_found_something() {
    let text = fixture("scans.jsonl");
    let mapper = Mapper::new();
    let events = records(&text).into_iter().map(|record| serde_json::to_value(mapper.to_ecs(&record)).unwrap());
    let [clean, found, skipped, backup] = events.collect::<Vec<_>>().try_into().unwrap();
    for (event, kind, category, outcome, action) in [
        (&clean, "event", json!(["file"]), "success", "NO_THREATS_FOUND"),
        (&found, "alert", json!(["file", "malware"]), "success", "THREATS_FOUND"),
        (&skipped, "event", json!(["file"]), "failure", "UNSUPPORTED"),
        (&backup, "alert", json!(["file", "malware"]), "success", "THREATS_FOUND"),
    ] {
        assert_eq!(event["event"]["kind"], kind);
        assert_eq!(event["event"]["category"], category);
        assert_eq!(event["event"]["type"], json!(["info"]));
        assert_eq!(event["event"]["outcome"], outcome);
        assert_eq!(event["event"]["action"], action);
    }
    assert_eq!(clean["@timestamp"], "2026-01-15T12:34:56Z");
    assert_eq!(clean["event"]["id"], "cccccccc-dddd-4eee-8fff-000000000001");
    assert_eq!(clean["cloud"]["account"]["id"], "123456789012");
    assert_eq!(clean["cloud"]["region"], "us-east-1");
    assert_eq!(found["file"], json!({"path": "uploads/sample.exe", "name": "sample.exe"}));
    assert_eq!(found["threat"]["software"]["name"], "EICAR-Test-File (not a virus)");
    assert_eq!(skipped["event"]["reason"], "PASSWORD_PROTECTED, FILE_COUNT_LIMIT_EXCEEDED");
    assert_eq!(backup["@timestamp"], "2026-01-15T12:34:59.500Z");
    assert_eq!(backup["event"]["start"], "2026-01-15T12:33:20Z");
    assert_eq!(backup["cloud"]["account"]["id"], "123456789012");
    assert_eq!(backup["cloud"]["region"], "us-east-1");
    assert_eq!(backup["file"]["path"], "/home/alice/sample.exe");
    assert_eq!(backup["related"]["hash"], json!([backup["file"]["hash"]["sha256"]]));
}

#[test]
fn scans_as_the_api_lists_them() {
    let answer = r#"{"Scans":[{"DetectorId":"x","AccountId":"123456789012","ScanId":"1","ScanStatus":"COMPLETED","ScanStartTime":"2026-01-15T12:34:56Z","ScanEndTime":1768480497,"ScanResultDetails":{"ScanResult":"INFECTED"},"ScanType":"ON_DEMAND"},{"ScanId":"2","ScanStatus":"FAILED","FailureReason":"x"}]}"#;
    let mapper = Mapper::new();
    let events = records(answer).into_iter().map(|record| serde_json::to_value(mapper.to_ecs(&record)).unwrap());
    let [infected, failed] = events.collect::<Vec<_>>().try_into().unwrap();
    assert_eq!(infected["event"]["kind"], "alert");
    assert_eq!(infected["@timestamp"], "2026-01-15T12:34:57Z");
    assert_eq!(infected["cloud"]["account"]["id"], "123456789012");
    assert_eq!(failed["event"]["kind"], "event");
    assert_eq!(failed["event"]["outcome"], "failure");
    assert_eq!(failed["event"]["reason"], "x");
}

#[test]
fn what_is_infected_in_a_finding_of_a_bucket_or_a_backup() {
    let finding = r#"{"schemaVersion":"2.0","service":{"malwareScanDetails":{"threats":[{"name":"x","itemPaths":[{"nestedItemPath":"a/b.zip","hash":"00ff"}]}]}}}"#;
    let record = guardduty::parse_line(finding).unwrap();
    let event = serde_json::to_value(Mapper::new().to_ecs(&record)).unwrap();
    assert_eq!(event["file"], json!({"path": "a/b.zip", "name": "b.zip", "hash": {"sha256": "00ff"}}));
}

#[test]
fn states_of_protections_are_refused_with_words() {
    for kind in [
        "GuardDuty Runtime Protection Healthy",
        "GuardDuty Runtime Protection Unhealthy",
        "GuardDuty Malware Protection Resource Status Active",
        "GuardDuty Malware Protection Resource Status Error",
        "GuardDuty Malware Protection Post Scan Action Failed",
    ] {
        let event = format!(
            r#"{{"version":"0","detail-type":"{kind}","source":"aws.guardduty","time":"2026-01-15T12:34:56Z","detail":{{"schemaVersion":"1.0"}}}}"#
        );
        let error = guardduty::parse_line(&event).unwrap_err();
        assert_eq!(error.kind(), awslog::ErrorKind::Format);
        assert_eq!(error.envelope_time(), Some(utc_datetime!(2026-01-15 12:34:56)));
        let in_file = guardduty::records(event.as_bytes()).next().unwrap().unwrap_err();
        assert_eq!(in_file.envelope_time(), error.envelope_time());
        assert_eq!(
            error.to_string(),
            format!(
                "GuardDuty finding: expected a finding or the result of a malware scan, \
                 found the state of a protection (EventBridge's `{kind}`)"
            )
        );
    }
}

/// A finding in a wrapper has members of the wrapper around it, and some findings have members of wrappers.
#[test]
fn wrappers_and_findings_with_keys_of_the_other() {
    let finding = r#"{"schemaVersion":"2.0","id":"1","description":"{\"schemaVersion\":\"2.0\",\"id\":\"2\"}"}"#;
    for wrapper in [
        format!(r#"{{"detail-type":"GuardDuty Finding","message":"a finding","detail":{finding}}}"#),
        format!(r#"{{"detail":{finding},"message":{{"a":"b"}}}}"#),
        format!(r#"{{"detail-type":"GuardDuty Finding","detail":{finding}}}"#),
    ] {
        assert_eq!(records(&wrapper), [guardduty::parse_line(finding).unwrap()], "{wrapper}");
    }
    // A finding in a notification has no key that only findings have.
    let finding = r#"{"id":"1","type":"Recon:EC2/PortProbeUnprotectedPort","service":{"detectorId":"b"}}"#;
    let wrapper = format!(r#"{{"Type":"Notification","Message":{}}}"#, serde_json::to_string(finding).unwrap());
    assert_eq!(records(&wrapper), [guardduty::parse_line(finding).unwrap()]);
    for detail in [r#""text""#, "null", "[]"] {
        let line = format!(
            r#"{{"detail-type":"a","detail":{detail},"type":"Recon:EC2/PortProbeUnprotectedPort","service":{{"detectorId":"b"}}}}"#
        );
        let record = guardduty::parse_line(&line).unwrap();
        assert_eq!(record.r#type.as_deref(), Some("Recon:EC2/PortProbeUnprotectedPort"), "{line}");
        assert_eq!(record.unknown.get("detail").unwrap().as_str(), detail, "{line}");
    }
}
