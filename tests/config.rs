//! The values of AWS Config's items and notifications.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failing test may panic")]

use allocation_counter::measure;
use awslog::config::{self, ChangeType, FileKind, ItemStatus, MessageType, Record, RecordingFrequency};
use awslog::ecs::{Mapper, Type};
use awslog::{Error, Format};
use serde_json::json;
use time::macros::utc_datetime;

fn fixture(name: &str) -> String {
    std::fs::read_to_string(format!("{}/fixtures/config/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn records(text: &str) -> Vec<Record<'_>> {
    config::records(text.as_bytes()).collect::<Result<_, _>>().unwrap()
}

#[test]
fn types_of_an_item() {
    let text = fixture("snapshot.json");
    let [volume, bucket] = records(&text).try_into().unwrap();
    assert_eq!(volume.configuration_item_capture_time, Some(utc_datetime!(2026-01-15 12:34:56.789)));
    assert_eq!(volume.configuration_item_status, Some(ItemStatus::Ok));
    assert_eq!(volume.resource_creation_time, Some(utc_datetime!(2026-01-15 12:00)));
    assert_eq!(volume.tags.get("Name").unwrap(), "data");
    assert!(volume.related_events.is_empty());
    assert!(volume.configuration.unwrap().as_str().starts_with(r#"{"volumeId":"vol-0123456789abcdef0","size":8,"#));
    assert!(volume.supplementary_configuration.is_empty());
    assert_eq!(volume.file_kind, Some(FileKind::Snapshot));
    assert!(volume.unknown.is_empty());
    let supplementary = bucket.supplementary_configuration;
    let names = supplementary.iter().map(|(name, value)| (name, value.as_str())).collect::<Vec<_>>();
    assert_eq!(
        names,
        [
            ("BucketVersioningConfiguration", r#"{"status":"Enabled","isMfaDeleteEnabled":null}"#),
            ("AccessControlList", r#""{\"grantSet\":null,\"isRequesterCharged\":false}""#),
        ]
    );
}

#[test]
fn the_api_has_other_names() {
    let text = fixture("api.json");
    let [item] = records(&text).try_into().unwrap();
    assert_eq!(item.configuration_item_version.as_deref(), Some("1.3"));
    assert_eq!(item.aws_account_id.as_deref(), Some("123456789012"));
    assert_eq!(item.configuration_item_capture_time, Some(utc_datetime!(2026-01-15 12:34:56.789)));
    assert_eq!(item.configuration_state_id.as_deref(), Some("1768480496789"));
    assert_eq!(item.arn.as_deref(), Some("arn:aws:ec2:us-east-1:123456789012:instance/i-0123456789abcdef0"));
    assert_eq!(item.relationships[0].name.as_deref(), Some("Is attached to Volume"));
    assert_eq!(item.configuration.unwrap().as_str(), r#""{\"instanceId\":\"i-0123456789abcdef0\"}""#);
    assert_eq!(item.recording_frequency, Some(RecordingFrequency::Daily));
    assert_eq!(item.configuration_item_delivery_time, Some(utc_datetime!(2026-01-16 0:00)));
    assert!(item.unknown.is_empty());
}

#[test]
fn a_notification_is_the_item_in_it() {
    let text = fixture("change-notification.json");
    let [record] = records(&text).try_into().unwrap();
    assert_eq!(record.original(), Some(text.trim_end()));
    assert_eq!(record.message_type, Some(MessageType::ConfigurationItemChangeNotification));
    assert_eq!(record.notification_creation_time, Some(utc_datetime!(2026-01-15 12:34:57.123)));
    assert_eq!(record.record_version.as_deref(), Some("1.3"));
    assert_eq!(record.resource_id.as_deref(), Some("vol-0123456789abcdef0"));
    assert_eq!(record.file_kind, None);
    assert_eq!(record.change(), Some(&ChangeType::Update));
    let diff = record.configuration_item_diff.as_ref().unwrap();
    let property = diff.changed_properties.get("Configuration.State").unwrap();
    assert_eq!(property.previous_value.as_ref().unwrap().as_str(), "\"available\"");
    assert_eq!(property.updated_value.as_ref().unwrap().as_str(), "\"in-use\"");

    let text = fixture("oversized-notification.json");
    let [record] = records(&text).try_into().unwrap();
    assert_eq!(record.message_type, Some(MessageType::OversizedConfigurationItemChangeNotification));
    assert_eq!(record.configuration_item_status, Some(ItemStatus::Ok));
    assert_eq!(record.resource_type.as_deref(), Some("AWS::EC2::Instance"));
    assert_eq!(record.change(), Some(&ChangeType::Update));
    let summary = record.s3_delivery_summary.unwrap();
    assert!(summary.s3_bucket_location.unwrap().starts_with("amzn-s3-demo-bucket/AWSLogs/123456789012/Config/"));
    assert_eq!((summary.error_code, summary.error_message), (None, None));
}

#[test]
fn every_wrapper_holds_the_same_notification() {
    let text = fixture("change-notification.json");
    let line = text.trim_end();
    let expected = config::parse_line(line).unwrap();
    let quoted = serde_json::to_string(line).unwrap();
    for wrapped in [
        format!(
            r#"{{"version":"0","detail-type":"Config Configuration Item Change","source":"aws.config","detail":{line}}}"#
        ),
        format!(r#"{{"Type":"Notification","MessageId":"1","Subject":"[AWS Config:us-east-1]","Message":{quoted}}}"#),
        format!(r#"{{"Type":"Notification","MessageId":"1","Message":{line}}}"#),
        format!(r#"{{"messageType":"DATA_MESSAGE","logEvents":[{{"id":"1","timestamp":1,"message":{quoted}}}]}}"#),
    ] {
        assert_eq!(records(&wrapped), std::slice::from_ref(&expected), "{wrapped}");
        assert_eq!(config::parse_line(&wrapped).unwrap(), expected, "{wrapped}");
        assert_eq!(records(&wrapped)[0].original(), Some(line), "{wrapped}");
        assert_eq!(Format::detect(wrapped.as_bytes()), Some(Format::Config), "{wrapped}");
    }
}

#[test]
fn what_holds_no_item_gives_no_record() {
    for text in [
        "",
        "\n",
        "{}",
        " {\n}\n",
        "[]",
        r#"{"fileVersion":"1.0","configurationItems":[]}"#,
        r#"{"fileVersion":"1.0","configSnapshotId":"1","configurationItems":[]}"#,
    ] {
        assert_eq!(records(text), [], "{text}");
    }
}

#[test]
fn what_tells_a_snapshot_from_a_history() {
    let kinds = |text: &str| records(text).into_iter().map(|record| record.into_owned().file_kind).collect::<Vec<_>>();
    let item = r#"{"configurationItemStatus":"OK"}"#;
    for (text, kind) in [
        (format!(r#"{{"configSnapshotId":"1","configurationItems":[{item}]}}"#), Some(FileKind::Snapshot)),
        (
            format!(r#"{{"fileVersion":"1.0","configSnapshotId":"1","new":{{}},"configurationItems":[{item}]}}"#),
            Some(FileKind::Snapshot),
        ),
        (format!(r#"{{"configSnapshotId":null,"configurationItems":[{item}]}}"#), Some(FileKind::History)),
        (format!(r#"{{"fileVersion":"1.0","configurationItems":[{item}]}}"#), Some(FileKind::History)),
        // Behind the items it comes too late.
        (format!(r#"{{"configurationItems":[{item}],"configSnapshotId":"1"}}"#), Some(FileKind::History)),
        (format!(r#"{{"baseConfigurationItems":[{item}]}}"#), Some(FileKind::History)),
        (format!("[{item}]"), None),
        (item.to_owned(), None),
    ] {
        assert_eq!(kinds(&text), std::slice::from_ref(&kind), "{text}");
        assert_eq!(config::parse_line(&text).unwrap().file_kind, kind, "{text}");
    }
    let snapshot = format!(r#"{{"configSnapshotId":"1","configurationItems":[{item}]}}"#);
    let history = format!(r#"{{"configurationItems":[{item},{item}]}}"#);
    let each = kinds(&format!("{snapshot}\n{history}\n{item}\n{snapshot}"));
    let expected =
        [Some(FileKind::Snapshot), Some(FileKind::History), Some(FileKind::History), None, Some(FileKind::Snapshot)];
    assert_eq!(each, expected);
}

#[test]
fn types_of_events() {
    let event_type = |text: &str| {
        let [record] = records(text).try_into().unwrap();
        Mapper::new().to_ecs(&record).event.r#type
    };
    let item = |status: &str| format!(r#"{{"configurationItemStatus":"{status}"}}"#);
    for (status, alone, snapshot, history) in [
        ("OK", Type::Info, Type::Info, Type::Change),
        ("ResourceNotRecorded", Type::Info, Type::Info, Type::Change),
        ("NewStatus", Type::Info, Type::Info, Type::Change),
        ("ResourceDiscovered", Type::Creation, Type::Creation, Type::Creation),
        ("ResourceDeleted", Type::Deletion, Type::Deletion, Type::Deletion),
        ("ResourceDeletedNotRecorded", Type::Deletion, Type::Deletion, Type::Deletion),
    ] {
        let item = item(status);
        assert_eq!(event_type(&item), [alone].into(), "{status}");
        assert_eq!(
            event_type(&format!(r#"{{"configSnapshotId":"1","configurationItems":[{item}]}}"#)),
            [snapshot].into()
        );
        assert_eq!(event_type(&format!(r#"{{"configurationItems":[{item}]}}"#)), [history].into(), "{status}");
    }
    for (change, expected) in [
        ("CREATE", Type::Creation),
        ("UPDATE", Type::Change),
        ("DELETE", Type::Deletion),
        ("NONE", Type::Info),
        ("NEW", Type::Info),
    ] {
        let item = item("OK");
        let diff = format!(r#"{{"configurationItemDiff":{{"changeType":"{change}"}},"configurationItem":{item}}}"#);
        assert_eq!(event_type(&diff), [expected].into(), "{change}");
        let summary = format!(r#"{{"configurationItemSummary":{{"changeType":"{change}"}}}}"#);
        assert_eq!(event_type(&summary), [expected].into(), "{change}");
    }
    let without_diff = r#"{"messageType":"ConfigurationItemChangeNotification","configurationItemDiff":null,"configurationItem":{"resourceId":"1"}}"#;
    assert_eq!(event_type(without_diff), [Type::Change].into());
}

#[test]
fn the_words_of_errors() {
    for (line, words) in [
        (
            r#"{"configurationItem":{"configurationItemCaptureTime":"today"}}"#,
            r#"byte 53, field `configurationItem.configurationItemCaptureTime`: expected a date and time, or seconds since 1970, found "today""#,
        ),
        (r#"{"tags":[]}"#, r#"byte 8, field `tags`: expected an object, found "[""#),
        (
            r#"{"configuration":{"a":}}"#,
            r#"byte 22, field `configuration`: expected a string, a number, a boolean or null, found "}""#,
        ),
        (r#"{"configurationItems":[{"tags":1}]}"#, r#"byte 31, field `tags`: expected an object, found "1""#),
        (
            r#"{"configurationItems":[{"resourceType":"a","resourceId":"1","configurationItemStatus":"OK"},{"resourceType":"a","resourceId":"2","configurationItemStatus":"OK"}]}"#,
            "expected one record, found several: use `records`",
        ),
    ] {
        let error = config::parse_line(line).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("Config item, {words}").replace("item, expected", "item: expected"),
            "{line}"
        );
    }
}

#[test]
fn an_empty_object_is_no_record_in_chunks_either() {
    let mut decoder = awslog::Decoder::new(Format::Config);
    decoder.push(b"{}");
    decoder.finish();
    assert_eq!(decoder.records().count(), 0);
    assert_eq!(config::records(b"{}").count(), 0);
    let error = config::parse_line("{}").unwrap_err();
    assert_eq!(error.to_string(), "Config item, byte 2: expected a record, found the end of the input");
}

#[test]
fn one_bad_item_costs_one_item() {
    let text = r#"{"configurationItems":[{"resourceId":"1"},{"resourceId":[]},{"resourceId":"3"}]}"#;
    let read = config::records(text.as_bytes()).collect::<Vec<_>>();
    assert_eq!(read.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
    let words = read.iter().filter_map(|record| record.as_ref().err()).map(Error::to_string).collect::<Vec<_>>();
    assert_eq!(
        words,
        [
            "Config item, line 1, byte 56, field `resourceId`: expected a string, a number, a boolean or null, found \"[\"",
        ]
    );
}

/// A file with many items.
fn snapshot(items: usize) -> String {
    let text = fixture("snapshot.json");
    let (front, rest) = text.split_once("\"configurationItems\":[").unwrap();
    let (both, _) = rest.rsplit_once("]}").unwrap();
    format!("{front}\"configurationItems\":[{}]}}", vec![both; items / 2].join(","))
}

#[test]
fn memory_does_not_grow_with_the_file() {
    let peak = |items: usize| {
        let text = snapshot(items);
        let read = measure(|| assert_eq!(config::records(text.as_bytes()).filter(Result::is_ok).count(), items));
        read.bytes_max
    };
    assert_eq!(peak(2), peak(20_000));
    assert!(peak(2) < 4096, "{}", peak(2));
}

#[cfg(feature = "ecs")]
#[test]
fn invalid_zones_and_accounts_are_under_aws() {
    use awslog::ecs::Mapper;

    for zone in ["Not Applicable", "Regional", "Multiple Availability Zones"] {
        let json = format!(
            r#"{{"resourceId":"one","availabilityZone":"{zone}","awsAccountId":"anonymous","awsRegion":"global"}}"#
        );
        let record = config::parse_line(&json).unwrap();
        let event = serde_json::to_value(Mapper::new().to_ecs(&record)).unwrap();
        assert_eq!(
            event["cloud"],
            serde_json::json!({"provider": "aws", "region": "global", "service": {"name": "config"}})
        );
        assert_eq!(event["aws"]["config"]["availability_zone"], zone);
        assert_eq!(event["aws"]["config"]["aws_account_id"], "anonymous");
    }
}

/// An index takes no object where another event has a text.
#[test]
fn the_configuration_is_an_object_in_every_event() {
    for (configuration, expected) in [
        (json!({"a": 1}), json!({"a": 1})),
        (json!(r#"{"a":[1]}"#), json!({"a": [1]})),
        (json!(r#" {"a":"b"} "#), json!({"a": "b"})),
        (json!(r#"{"a":1"#), json!({"value": r#"{"a":1"#})),
        (json!(r#"{"a":1} and more"#), json!({"value": r#"{"a":1} and more"#})),
        (json!("[1]"), json!({"value": "[1]"})),
        (json!([1]), json!({"value": "[1]"})),
        (json!(7), json!({"value": 7})),
        (json!(""), json!(null)),
        (json!({}), json!(null)),
    ] {
        let json = json!({"resourceId": "one", "configurationStateId": 7, "configuration": configuration}).to_string();
        let record = config::parse_line(&json).unwrap();
        let event = serde_json::to_value(Mapper::new().to_ecs(&record)).unwrap();
        assert_eq!(event["aws"]["config"]["configuration"], expected, "{configuration}");
        assert_eq!(event["aws"]["config"]["configuration_state_id"], "7");
    }
}

#[test]
fn json_in_texts_of_the_supplementary_configuration_is_json() {
    let json = json!({
        "resourceId": "one",
        "supplementaryConfiguration": {"Policy": r#"{"policyText":"{\"a\":1}"}"#, "Acl": [1], "Name": "x", "Broken": "{"},
    });
    let json = json.to_string();
    let record = config::parse_line(&json).unwrap();
    let event = serde_json::to_value(Mapper::new().to_ecs(&record)).unwrap();
    assert_eq!(
        event["aws"]["config"]["supplementary_configuration"],
        json!({"Policy": {"policyText": r#"{"a":1}"#}, "Acl": [1], "Name": "x", "Broken": "{"})
    );
}

#[test]
fn the_event_of_a_rule_s_function_is_the_item_in_it() {
    let invoking = r#"{"configurationItem":{"resourceId":"sg-1","resourceType":"AWS::EC2::SecurityGroup","configurationItemStatus":"OK","configurationItemVersion":"1.3","awsAccountId":"123456789012"},"messageType":"ConfigurationItemChangeNotification"}"#;
    let event = serde_json::json!({
        "invokingEvent": invoking, "ruleParameters": "{\"key\":\"value\"}", "eventLeftScope": false,
        "configRuleArn": "arn:aws:config:us-east-1:123456789012:config-rule/config-rule-0123456",
        "configRuleName": "no-open-ssh", "configRuleId": "config-rule-0123456", "accountId": "111122223333", "version": "1.0",
    })
    .to_string();
    let record = config::parse_line(&event).unwrap();
    assert_eq!(record.resource_id.as_deref(), Some("sg-1"));
    assert_eq!(record.configuration_item_version.as_deref(), Some("1.3"));
    assert_eq!(record.aws_account_id.as_deref(), Some("123456789012"));
    assert_eq!(record.config_rule_name.as_deref(), Some("no-open-ssh"));
    assert_eq!(record.unknown.get("version").unwrap().as_str(), "\"1.0\"");
    assert_eq!(record.unknown.get("ruleParameters").unwrap().as_str(), r#""{\"key\":\"value\"}""#);
    assert_eq!(record.original(), Some(event.as_str()));
    assert_eq!(config::records(event.as_bytes()).next().unwrap().unwrap(), record);

    let broken = r#"{"invokingEvent":"{\"configurationItem\":{\"relationships\":{}}}","configRuleName":"x"}"#;
    let error = config::parse_line(broken).unwrap_err();
    assert_eq!(error.field(), Some("invokingEvent.configurationItem.relationships"));
}

#[cfg(feature = "ecs")]
#[test]
fn rules_are_in_events() {
    use awslog::ecs::Mapper;

    let json = r#"{"messageType":"ComplianceChangeNotification","configRuleName":"no-open-ssh","configRuleARN":"arn:aws:config:us-east-1:123456789012:config-rule/config-rule-0123456","resourceId":"sg-1"}"#;
    let record = config::parse_line(json).unwrap();
    let event = serde_json::to_value(Mapper::new().to_ecs(&record)).unwrap();
    assert_eq!(event["rule"]["name"], "no-open-ssh");
    assert_eq!(event["aws"]["config"]["config_rule_name"], "no-open-ssh");
}

#[test]
fn resources_are_entities() {
    for (entity, types) in [
        (json!(["bucket"]), "AWS::S3::Bucket AWS::S3Express::DirectoryBucket AWS::Lightsail::Bucket"),
        (
            json!(["database"]),
            "AWS::RDS::DBInstance AWS::RDS::DBCluster AWS::RDS::GlobalCluster AWS::DynamoDB::Table AWS::Redshift::Cluster",
        ),
        (json!(["function"]), "AWS::Lambda::Function"),
        (json!(["queue"]), "AWS::SQS::Queue"),
        (json!(["host"]), "AWS::EC2::Instance AWS::EC2::Host AWS::WorkSpaces::Workspace"),
        (json!(["user"]), "AWS::IAM::User"),
        (json!(["service"]), "AWS::ECS::Service AWS::AppRunner::Service"),
        (json!(["application"]), "AWS::ElasticBeanstalk::Application AWS::CodeDeploy::Application AWS::Amplify::App"),
        (json!(null), "AWS::EC2::Volume"),
    ] {
        for resource_type in types.split(' ') {
            let json = json!({"resourceId": "one", "resourceName": "a", "resourceType": resource_type}).to_string();
            let record = config::parse_line(&json).unwrap();
            let event = serde_json::to_value(awslog::ecs::Mapper::new().to_ecs(&record)).unwrap();
            let mut expected = json!({"name": "a", "sub_type": resource_type, "type": entity});
            expected.as_object_mut().unwrap().retain(|_, value| !value.is_null());
            assert_eq!(event["entity"], expected, "{resource_type}");
        }
    }
}

/// A notification about several resources has no item.
#[test]
fn a_notification_whose_item_is_no_object() {
    for (item, kept) in [("null", "null"), (r#""a""#, r#""a""#), ("[]", "[]")] {
        for key in ["configurationItem", "configurationItemSummary"] {
            let line =
                format!(r#"{{"{key}":{item},"messageType":"ConfigurationItemChangeNotification","resourceName":"b"}}"#);
            let record = config::parse_line(&line).unwrap();
            assert_eq!(record.resource_name.as_deref(), Some("b"), "{line}");
            assert_eq!(record.unknown.get(key).unwrap().as_str(), kept, "{line}");
        }
    }
}
