//! CloudTrail: the forms of records, refused input, typed values and unknown keys.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test panics"
)]

use awslog::cloudtrail::{
    self, AddendumReason, EventCategory, EventType, IdentityType, InsightState, InsightType, Record, SourceAddress,
};
use awslog::ecs::{FreeForm, Mapper};
use awslog::{ErrorKind, Format};
use serde_json::{Value, json};
use time::macros::utc_datetime;

const RECORDS: &str = include_str!("../fixtures/cloudtrail/records.json");
const IDENTITIES: &str = include_str!("../fixtures/cloudtrail/identities.json");
const ODD: &str = include_str!("../fixtures/cloudtrail/odd.json");
const INSIGHT: &str = include_str!("../fixtures/cloudtrail/insight.json");
const AGGREGATED: &str = include_str!("../fixtures/cloudtrail/aggregated.json");
const DIGEST: &str = include_str!("../fixtures/cloudtrail/digest.json");

const ONE: &str = r#"{"eventVersion":"1.08","eventName":"One","requestParameters":{"a":"\"\n"}}"#;
const TWO: &str = r#"{"eventName":"Two","eventID":"2"}"#;

fn read(bytes: &str) -> Vec<Record<'_>> {
    cloudtrail::records(bytes.as_bytes()).collect::<Result<_, _>>().unwrap()
}

/// Each record by its name, each error by its words.
fn outcomes(bytes: &str) -> Vec<String> {
    let outcome = |record: Result<Record<'_>, awslog::Error>| match record {
        Ok(record) => record.event_name.as_deref().unwrap_or_default().to_owned(),
        Err(error) => error.to_string(),
    };
    cloudtrail::records(bytes.as_bytes()).map(outcome).collect()
}

fn event(json: &str) -> Value {
    serde_json::to_value(Mapper::new().to_ecs(&cloudtrail::parse_line(json).unwrap())).unwrap()
}

/// JSON as the text of a JSON string.
fn as_text(json: &str) -> String {
    serde_json::to_string(json).unwrap()
}

#[test]
fn the_same_records_in_every_form() {
    let (one, two) = (as_text(ONE), as_text(TWO));
    let expected = [cloudtrail::parse_line(ONE).unwrap(), cloudtrail::parse_line(TWO).unwrap()];
    for form in [
        format!(r#"{{"Records":[{ONE},{TWO}]}}"#),
        format!(r#"{{"before":[{{"Records":1}}],"Records":[{ONE},{TWO}],"behind":{{"x":[]}}}}"#),
        format!("{{\n  \"Records\" : [\n    {ONE} ,\n    {TWO}\n  ]\n}}\n"),
        format!(r#"{{"Records":[{ONE}]}}{{"Records":[]}}{{"Records":[{TWO}]}}"#),
        format!("{ONE}\n{TWO}\n"),
        format!("{ONE}{TWO}"),
        format!(" [ {ONE} , {TWO} ] "),
        format!(
            "{{\"version\":\"0\",\"id\":\"x\",\"detail-type\":\"AWS API Call via CloudTrail\",\"source\":\"aws.s3\",\
             \"resources\":[],\"detail\":{ONE}}}\n{{\"detail\":{TWO},\"resources\":[]}}"
        ),
        format!(
            r#"{{"messageType":"DATA_MESSAGE","owner":"123456789012","logGroup":"trail","logStream":"x","subscriptionFilters":["x"],"logEvents":[{{"id":"1","timestamp":1,"message":{one}}},{{"id":"2","timestamp":2,"message":{two}}}]}}"#
        ),
        format!(r#"{{"logEvents":[{one},{two}]}}"#),
        format!(r#"{{"message":{one}}}{{"message":{two}}}"#),
        format!(
            r#"{{"Events":[{{"EventId":"1","ReadOnly":"true","Resources":[],"CloudTrailEvent":{one}}},{{"CloudTrailEvent":{two},"EventName":"Two"}}],"NextToken":"x"}}"#
        ),
    ] {
        assert_eq!(read(&form), expected, "{form}");
    }
}

#[test]
fn nothing_where_there_is_nothing() {
    for empty in ["", " \n", "[]", r#"{"Records":[]}"#, r#"{"Events":[]}"#] {
        assert_eq!(read(empty), [], "{empty}");
    }
    let control =
        r#"{"messageType":"CONTROL_MESSAGE","logEvents":[{"id":"","message":"CWL CONTROL MESSAGE: Checking health"}]}"#;
    assert_eq!(read(&format!("{control}{ONE}{control}")), [cloudtrail::parse_line(ONE).unwrap()]);
}

#[test]
fn messages_of_queues_and_topics_are_opened_where_they_hold_events() {
    let one = as_text(ONE);
    for message in [
        format!(
            r#"{{"Type":"Notification","MessageId":"x","TopicArn":"arn:aws:sns:us-east-1:123456789012:trail","Message":{one},"Timestamp":"2026-01-15T12:34:56.000Z"}}"#
        ),
        format!(
            r#"{{"Records":[{{"EventSource":"aws:sns","EventVersion":"1.0","EventSubscriptionArn":"x","Sns":{{"Type":"Notification","Message":{one}}}}}]}}"#
        ),
        format!(
            r#"{{"Records":[{{"messageId":"x","receiptHandle":"x","body":{one},"attributes":{{}},"eventSource":"aws:sqs","awsRegion":"us-east-1"}}]}}"#
        ),
        format!(r#"{{"MessageId":"x","ReceiptHandle":"x","Body":{one}}}"#),
    ] {
        assert_eq!(outcomes(&message), ["One"], "{message}");
    }
}

#[test]
fn what_only_carries_events_is_refused_with_what_to_do() {
    let sns = "an SNS message: pass its `Message`, or fetch the objects that it names";
    let sqs = "an SQS message: pass its `body`, or fetch the objects that it names";
    let one = r#""{\"s3Bucket\":\"amzn-s3-demo-bucket\"}""#;
    for (message, found) in [
        (format!(r#"{{"Type":"Notification","MessageId":"x","TopicArn":"arn:aws:sns:us-east-1:123456789012:trail","Message":{one},"Timestamp":"2026-01-15T12:34:56.000Z"}}"#), sns),
        (format!(r#"{{"Records":[{{"EventSource":"aws:sns","EventVersion":"1.0","EventSubscriptionArn":"x","Sns":{{"Type":"Notification","Message":{one}}}}}]}}"#), sns),
        (format!(r#"{{"Records":[{{"messageId":"x","receiptHandle":"x","body":{one},"attributes":{{}},"eventSource":"aws:sqs","awsRegion":"us-east-1"}}]}}"#), sqs),
        (format!(r#"{{"MessageId":"x","ReceiptHandle":"x","Body":{one}}}"#), sqs),
        (
            r#"{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1","eventTime":"2026-01-15T12:34:56.000Z","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"amzn-s3-demo-bucket"}}}]}"#.to_owned(),
            "a notification of S3: fetch the object that it names",
        ),
        (
            r#"{"s3Bucket":"amzn-s3-demo-bucket","s3ObjectKey":["AWSLogs/x.json.gz"]}"#.to_owned(),
            "the names of log files: fetch the objects of `s3ObjectKey` from `s3Bucket`",
        ),
    ] {
        let expected = format!("CloudTrail log, line 1: expected a CloudTrail event or digest, found {found}");
        assert_eq!(outcomes(&message), [expected], "{message}");
    }
}

#[test]
fn a_record_of_the_wrong_shape_costs_that_record() {
    for (wrong, words) in [
        ("7", r#"line 1, byte 87: expected an object, found "7""#),
        (
            "{}",
            "line 1: expected a CloudTrail event or digest, which has `eventVersion` and `eventName`, or `digestEndTime`, found an object without them",
        ),
        (
            r#"{"foo":1}"#,
            "line 1: expected a CloudTrail event or digest, which has `eventVersion` and `eventName`, or `digestEndTime`, found an object without them",
        ),
        (
            r#"{"eventTime":"yesterday"}"#,
            r#"line 1, byte 100, field `eventTime`: expected a date and time, or seconds since 1970, found "yesterday""#,
        ),
        (r#"{"resources":{}}"#, r#"line 1, byte 100, field `resources`: expected a list, found "{""#),
        (
            r#"{"digestEndTime":"noon"}"#,
            r#"line 1, byte 104, field `digestEndTime`: expected a date and time, or seconds since 1970, found "noon""#,
        ),
        (
            r#"{"digestS3Bucket":"amzn-s3-demo-bucket"}"#,
            "line 1: expected a digest, with a `digestEndTime`, found an object without them",
        ),
    ] {
        let bytes = format!(r#"{{"Records":[{ONE},{wrong},{TWO}]}}"#);
        assert_eq!(outcomes(&bytes), ["One", &format!("CloudTrail log, {words}"), "Two"], "{wrong}");
    }
}

#[test]
fn an_object_that_ends_early_gives_its_whole_records_first() {
    let whole = format!(r#"{{"Records":[{ONE},{TWO}]}}"#);
    let second = whole.find(TWO).unwrap();
    for end in second + 1..second + TWO.len() {
        let [first, error] = cloudtrail::records(&whole.as_bytes()[..end]).collect::<Vec<_>>().try_into().unwrap();
        assert_eq!(first.unwrap().event_name.unwrap(), "One");
        let error = error.unwrap_err();
        assert_eq!((error.kind(), error.byte()), (ErrorKind::Truncated, Some(end as u64)), "{}", &whole[..end]);
        assert_eq!(error.original(), &whole.as_bytes()[second..end]);
    }
    for end in [whole.len() - 2, whole.len() - 1] {
        let found = outcomes(&whole[..end]);
        assert_eq!(found[..2], ["One", "Two"]);
        assert_eq!(found[2..].len(), 1);
        assert!(found[2].contains(&format!("byte {end}: expected `,` or ")), "{}", found[2]);
    }
}

#[test]
fn broken_json_gives_the_whole_records_first() {
    let bytes = format!(r#"{{"Records":[{ONE},{{"eventName":"Two" "eventID":"2"}}]}}"#);
    assert_eq!(outcomes(&bytes), ["One", "CloudTrail log, line 1, byte 106: expected `,` or `}`, found \"\\\"\""]);
}

#[test]
fn nesting_too_deep_is_an_error() {
    for depth in [200, 10_000, 1_000_000] {
        for brackets in ["[]", "{}"] {
            let (open, close) = brackets.split_at(1);
            let open = if open == "{" { r#"{"a":"# } else { open };
            let deep = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let bytes = format!(r#"{{"Records":[{{"eventName":"Deep","requestParameters":{deep}}},{TWO}]}}"#);
            let [error, two] = outcomes(&bytes).try_into().unwrap();
            assert!(error.ends_with("field `requestParameters`: expected values nested at most 128 deep"), "{error}");
            assert_eq!(two, "Two");
        }
        let error = cloudtrail::records("[".repeat(depth).as_bytes()).next().unwrap().unwrap_err();
        assert!(error.to_string().ends_with("expected values nested at most 128 deep"), "{error}");
    }
}

#[test]
fn one_record_alone() {
    for (line, words) in [
        ("", "byte 0: expected a record, found the end of the input"),
        ("[]", "byte 2: expected a record, found the end of the input"),
        ("7", r#"byte 0: expected an object, found "7""#),
        (r#"{"eventName":"One"} {}"#, r#"byte 20: expected the end of the record, found "{""#),
        (
            r#"{"Records":[{"eventName":"One"},{"eventName":"Two"}]}"#,
            "expected one record, found several: use `records`",
        ),
    ] {
        assert_eq!(
            cloudtrail::parse_line(line).unwrap_err().to_string(),
            format!("CloudTrail log, {words}").replace("log, expected", "log: expected")
        );
    }
    assert_eq!(cloudtrail::parse_line(&format!("{ONE}\r\n")).unwrap().original(), Some(ONE));
    let error = cloudtrail::parse_digest(ONE).unwrap_err();
    assert_eq!(
        error.to_string(),
        "CloudTrail log: expected a digest, with a `digestEndTime`, found an object without them"
    );
}

#[test]
fn types_of_a_call() {
    let [call, sign_in] = read(RECORDS).try_into().unwrap();
    assert_eq!(call.version(), Some((1, 11)));
    assert!(sign_in.version() < call.version());
    assert_eq!(call.event_time, Some(utc_datetime!(2026-01-15 12:34:56)));
    assert_eq!(call.event_type, Some(EventType::AwsApiCall));
    assert_eq!(call.event_category, Some(EventCategory::Data));
    assert_eq!(call.source_ip_address, Some(SourceAddress::Address("2001:db8::10".parse().unwrap())));
    assert_eq!((call.read_only, call.management_event), (Some(true), Some(false)));
    let additional = call.additional_event_data.as_ref().unwrap();
    assert_eq!(additional.as_str(), r#"{"SignatureVersion":"SigV4","bytesTransferredOut":1043.0}"#);
    let identity = call.user_identity.as_ref().unwrap();
    assert_eq!(identity.r#type, Some(IdentityType::AssumedRole));
    let session = identity.session_context.as_ref().unwrap();
    let attributes = session.attributes.as_ref().unwrap();
    assert_eq!(attributes.mfa_authenticated, Some(false));
    assert_eq!(attributes.creation_date, Some(utc_datetime!(2026-01-15 12:00:00)));
    assert!(call.unknown.is_empty());

    assert_eq!(sign_in.response_elements.unwrap().as_str(), r#"{"ConsoleLogin":"Failure"}"#);
}

#[test]
fn types_of_identities() {
    let records = read(IDENTITIES);
    let identity = |number: usize| records[number - 1].user_identity.as_ref().unwrap();
    assert_eq!(identity(1).access_key_id, None);
    let attributes = |number: usize| identity(number).session_context.as_ref().unwrap().attributes.as_ref().unwrap();
    assert_eq!(attributes(2).creation_date, attributes(3).creation_date);
    assert_eq!(attributes(2).mfa_authenticated, Some(true));
    assert_eq!(records[1].session_credential_from_console, Some(true));
    assert_eq!(records[3].source_ip_address, Some(SourceAddress::from("ecs.amazonaws.com")));
    assert_eq!(identity(9).on_behalf_of, None);
    let session = identity(12).session_context.as_ref().unwrap();
    assert_eq!(session.assumed_root, Some(true));
    let federation = session.web_id_federation_data.as_ref().unwrap();
    assert_eq!(
        federation.attributes.as_ref().unwrap().as_str(),
        r#"{"accounts.example.com:aud":"client","accounts.example.com:sub":"user"}"#
    );
}

#[test]
fn a_wrapper_that_is_cut_after_its_list_is_an_error() {
    let bytes = format!(r#"{{"Records":[{ONE}]"#);
    let words = format!("byte {}: expected `,` or `}}`, found the end of the input", bytes.len());
    assert_eq!(outcomes(&bytes), ["One", &format!("CloudTrail log, line 1, {words}")]);
}

#[test]
fn one_of_three_keys_makes_a_digest() {
    for digest in [
        r#"{"digestEndTime":"2026-01-15T13:01:31Z"}"#,
        r#"{"digestStartTime":"2026-01-15T12:01:31Z"}"#,
        r#"{"digestS3Object":"AWSLogs/a.json.gz"}"#,
    ] {
        assert_eq!(serde_json::to_string(&cloudtrail::parse_digest(digest).unwrap()).unwrap(), digest);
    }
}

#[test]
fn types_of_other_records() {
    let insight = cloudtrail::parse_line(INSIGHT).unwrap().insight_details.unwrap();
    assert_eq!(
        (insight.state, insight.insight_type),
        (Some(InsightState::Start), Some(InsightType::ApiCallRateInsight))
    );
    let context = insight.insight_context.unwrap();
    let statistics = context.statistics.unwrap();
    assert_eq!(statistics.baseline.unwrap().average, Some(9.8e-5));
    assert_eq!((statistics.insight_duration, statistics.baseline_duration), (Some(1), Some(10181)));

    let aggregated = cloudtrail::parse_line(AGGREGATED).unwrap();
    assert_eq!(aggregated.time_window.unwrap().window_end, Some(utc_datetime!(2026-01-15 12:25:00)));
    assert_eq!(aggregated.summary.unwrap().details[0].statistics[1].value, Some(100));

    let digest = cloudtrail::parse_digest(DIGEST).unwrap();
    assert_eq!(digest.digest_end_time, Some(utc_datetime!(2026-01-15 13:01:31)));
    assert_eq!(cloudtrail::parse_line(DIGEST).unwrap(), Record::from(digest.clone()));
    assert_eq!(read(DIGEST), [Record::from(digest)]);
}

#[test]
fn versions() {
    let version = |text: &str| {
        let json = format!(r#"{{"eventID":"1","eventVersion":{text}}}"#);
        cloudtrail::parse_line(&json).unwrap().version()
    };
    assert_eq!(version(r#""1.08""#), Some((1, 8)));
    assert_eq!(version(r#""1.10""#), Some((1, 10)));
    assert_eq!(version("1.11"), Some((1, 11)));
    for none in ["null", r#""1""#, r#""1.x""#, r#""1.0.1""#, r#"".""#] {
        assert_eq!(version(none), None, "{none}");
    }
}

#[test]
fn unknown_keys_are_counted() {
    for (more, keys) in [("", 0), (r#","z":1"#, 1), (r#","z":1,"y":2"#, 2)] {
        let json = format!(r#"{{"eventVersion":"1.11","eventName":"A"{more}}}"#);
        let unknown = cloudtrail::parse_line(&json).unwrap().unknown;
        assert_eq!((unknown.len(), unknown.is_empty(), unknown.iter().count()), (keys, keys == 0, keys), "{json}");
        assert!(unknown.iter().all(|(_, value)| AsRef::<str>::as_ref(value) == value.as_str()), "{json}");
    }
}

#[test]
fn unknown_and_repeated_keys_are_kept() {
    let [first, second, service, aggregated, _, _] = read(ODD).try_into().unwrap();
    let keys = first.unknown.iter().map(|(key, value)| (key, value.as_str())).collect::<Vec<_>>();
    assert_eq!(
        keys,
        [
            ("brandNew", r#"{"a":[1,2.5,"x\u001f"],"b":{}}"#),
            ("eventName ", r#""with a space""#),
            ("annotation", r#""f""#),
            ("eventSource", r#""again.amazonaws.com""#),
        ]
    );
    let identity = first.user_identity.as_ref().unwrap();
    assert_eq!(identity.r#type, Some(IdentityType::Other("BrandNewType".into())));
    assert_eq!((first.read_only, first.management_event), (Some(false), Some(true)));
    assert_eq!(second.addendum.as_ref().unwrap().reason, Some(AddendumReason::UpdatedData));
    assert_eq!(second.event_time, Some(utc_datetime!(2026-01-15 12:34:56)));
    assert_eq!(service.event_name.as_deref(), Some("Event \"quoted\" \\ caf\u{e9}"));
    assert_eq!(aggregated.time_window.unwrap().window_start, Some(utc_datetime!(2025-10-30 23:45:00)));
}

/// `aws.cloudtrail` of a record, by a form; the same through serde and as bytes.
fn free_form(json: &str, form: FreeForm) -> Value {
    let record = cloudtrail::parse_line(json).unwrap();
    let mapper = Mapper::builder().free_form(form).build();
    let event = mapper.to_ecs(&record);
    let mut written = Vec::new();
    event.write_json(&mut written);
    assert_eq!(String::from_utf8(written.clone()).unwrap(), serde_json::to_string(&event).unwrap());
    serde_json::from_slice::<Value>(&written).unwrap()["aws"]["cloudtrail"].clone()
}

#[test]
fn free_form_parts_in_every_form() {
    let aws = |form| {
        free_form(
            r#"{"eventName":"ConsoleLogin","requestParameters":{ "a" : [1, "b\u00e9"] },"responseElements":{},"additionalEventData":{"LoginTo":"x","MFAUsed":"No"},"serviceEventDetails":null}"#,
            form,
        )
    };
    let login = json!({"additional_eventdata": {"login_to": "x", "mfa_used": false}});
    let texts = [("request_parameters", "{a=[1, b\u{e9}]}"), ("additional_eventdata", "{LoginTo=x, MFAUsed=No}")];
    let objects = json!({
        "request_parameters": {"a": [1, "b\u{e9}"]},
        "additional_eventdata": {"LoginTo": "x", "MFAUsed": "No"},
    });
    let with = |members: &[(&str, Value)]| {
        let mut aws = json!({"console_login": login});
        members.iter().for_each(|(name, value)| aws[*name] = value.clone());
        aws
    };
    let [request, additional] = texts.map(|(name, text)| (name, json!(text)));
    let flattened = ("flattened", objects.clone());
    assert_eq!(aws(FreeForm::default()), with(&[request.clone(), additional.clone(), flattened.clone()]));
    assert_eq!(aws(FreeForm::Text), with(&[request, additional]));
    assert_eq!(aws(FreeForm::Flattened), with(&[flattened]));
    let raw = ["request_parameters", "additional_eventdata"].map(|name| (name, objects[name].clone()));
    assert_eq!(aws(FreeForm::Raw), with(&raw));
    assert_eq!(aws(FreeForm::Omit), with(&[]));

    let only = r#"{"eventID":"1","requestParameters":{"a":1}}"#;
    assert_eq!(free_form(only, FreeForm::Omit), Value::Null);
    let nothing = r#"{"eventID":"1","requestParameters":{"a":null}}"#;
    assert_eq!(free_form(nothing, FreeForm::Text), Value::Null);
}

/// A flattened field takes objects, and no more than 20 levels: anything else would cost the whole document.
#[test]
fn parts_that_no_flattened_field_takes() {
    let deep = |levels: usize| format!("{}1{}", r#"{"a":"#.repeat(levels), "}".repeat(levels));
    for (part, text, flattened, wrapped) in [
        (r#""text""#, json!("text"), json!(null), json!({"value": "text"})),
        ("7", json!("7"), json!(null), json!({"value": 7})),
        (r#"[{"a":"b"},null]"#, json!("[{a=b}]"), json!(null), json!({"value": r#"[{"a":"b"},null]"#})),
        (r#"{"a\u0000":1}"#, json!("{a\u{0}=1}"), json!(null), json!({"value": r#"{"a\u0000":1}"#})),
        (
            &deep(20),
            json!(deep(20).replace("\"a\":", "a=")),
            serde_json::from_str(&deep(20)).unwrap(),
            serde_json::from_str(&deep(20)).unwrap(),
        ),
        (&deep(21), json!(deep(21).replace("\"a\":", "a=")), json!(null), json!({"value": deep(21)})),
    ] {
        let json = format!(r#"{{"eventID":"1","responseElements":{part}}}"#);
        let aws = free_form(&json, FreeForm::Elastic);
        assert_eq!((&aws["response_elements"], &aws["flattened"]["response_elements"]), (&text, &flattened), "{part}");
        let aws = free_form(&json, FreeForm::Flattened);
        assert_eq!(aws, json!({"flattened": {"response_elements": wrapped}}), "{part}");
    }
}

#[test]
fn null_markers_are_not_in_ecs_fields() {
    for nothing in ["", "-", "none", "{}", "[]"] {
        let json = json!({
            "eventID": "1",
            "eventSource": nothing,
            "eventName": nothing,
            "awsRegion": nothing,
            "sourceIPAddress": nothing,
            "userAgent": nothing,
            "errorCode": nothing,
            "errorMessage": nothing,
            "recipientAccountId": nothing,
            "userIdentity": {
                "accountId": nothing, "arn": nothing, "principalId": nothing, "userName": nothing,
                "onBehalfOf": {"userId": nothing},
            },
            "requestParameters": {"userName": nothing, "newUserName": nothing, "groupName": nothing, "instanceId": nothing, "computerName": nothing},
            "responseElements": {"user": {"userId": nothing}, "group": {"groupId": nothing}},
            "tlsDetails": {"tlsVersion": nothing, "cipherSuite": nothing, "clientProvidedHostHeader": nothing},
        });
        let mut event = event(&json.to_string());
        event.as_object_mut().unwrap().remove("aws");
        let expected = json!({
            "ecs": {"version": "9.4.0"},
            "event": {
                "kind": "event", "category": ["api"], "type": ["access", "info"], "outcome": "success", "module": "aws",
                "dataset": "aws.cloudtrail", "id": "1",
            },
            "data_stream": {"type": "logs", "dataset": "aws.cloudtrail", "namespace": "default"},
            "cloud": {"provider": "aws"},
        });
        assert_eq!(event, expected, "{nothing}");
    }
}

/// Rules that look for actions which are in no table begin with `info where`.
#[test]
fn actions_outside_the_table_have_the_type_info_too() {
    for (source, action, types) in [
        ("ec2.amazonaws.com", "ModifySnapshotAttribute", json!(["change", "info"])),
        ("s3.amazonaws.com", "PutBucketPolicy", json!(["change", "info"])),
        ("kms.amazonaws.com", "Decrypt", json!(["access", "info"])),
        ("iam.amazonaws.com", "DeleteRole", json!(["deletion", "info"])),
        ("iam.amazonaws.com", "DeleteUser", json!(["deletion", "user"])),
    ] {
        let event = event(&json!({"eventSource": source, "eventName": action}).to_string());
        assert_eq!(event["event"]["type"], types, "{action}");
    }
}

#[test]
fn source_and_name_in_addition_to_those_of_an_insight_are_kept() {
    let event = event(
        r#"{"eventSource":"cloudtrail.amazonaws.com","eventName":"Insight","insightDetails":{"eventSource":"iam.amazonaws.com","eventName":"CreateUser"}}"#,
    );
    assert_eq!(
        (&event["event"]["provider"], &event["event"]["action"]),
        (&json!("iam.amazonaws.com"), &json!("CreateUser"))
    );
    assert_eq!(
        event["aws"]["cloudtrail"],
        json!({
            "flattened": {"insight_details": {"eventSource": "iam.amazonaws.com", "eventName": "CreateUser"}},
            "event_source": "cloudtrail.amazonaws.com",
            "event_name": "Insight",
        })
    );
}

#[test]
fn outcomes_of_calls_and_of_sign_ins() {
    for (members, outcome) in [
        (r#""eventName":"A""#, "success"),
        (r#""eventName":"A","errorCode":"Throttling""#, "failure"),
        (r#""eventName":"A","errorMessage":"No""#, "failure"),
        (r#""eventName":"ConsoleLogin","responseElements":{"ConsoleLogin":"Success"}"#, "success"),
        (r#""eventName":"ConsoleLogin","responseElements":{"ConsoleLogin":"Failure"}"#, "failure"),
        (r#""eventName":"ConsoleLogin""#, "success"),
        (r#""eventName":"ConsoleLogin","responseElements":{"ConsoleLogin":"Success"},"errorMessage":"No""#, "failure"),
        (r#""eventName":"SwitchRole","responseElements":{"SwitchRole":"Failure"}"#, "failure"),
        (r#""eventName":"SwitchRole","responseElements":{"SwitchRole":"Error: no"}"#, "failure"),
        (r#""eventName":"SwitchRole","responseElements":{"SwitchRole":"DENIED"}"#, "failure"),
        (r#""eventName":"SwitchRole","responseElements":{"SwitchRole":"Pending"}"#, "success"),
        (r#""eventName":"NewStep","responseElements":{"NewStep":"failed"}"#, "failure"),
        (r#""eventName":"NewStep","eventType":"AwsApiCall","responseElements":{"NewStep":"Failure"}"#, "failure"),
        (r#""eventName":"NewStep","responseElements":{"Other":"Failure","inner":{"NewStep":"Failure"}}"#, "success"),
        (
            r#""eventName":"CredentialVerification","serviceEventDetails":{"CredentialVerification":"Failure"}"#,
            "failure",
        ),
        (
            r#""eventName":"CredentialVerification","serviceEventDetails":{"CredentialVerification":"Success"}"#,
            "success",
        ),
        (r#""eventName":"login-auth.sso","serviceEventDetails":{"result":{"statusType":"failure"}}"#, "failure"),
        (
            r#""eventName":"create","errorCode":"200","serviceEventDetails":{"result":{"statusType":"success"}}"#,
            "success",
        ),
        (r#""eventName":"create","errorCode":"204""#, "success"),
        (r#""eventName":"create","errorCode":"200","errorMessage":"No""#, "failure"),
        (
            r#""eventName":"create","errorCode":"200","errorMessage":"OK","serviceEventDetails":{"create":"Success"}"#,
            "success",
        ),
        (
            r#""eventName":"create","errorCode":"200","errorMessage":"OK","serviceEventDetails":{"create":"Pending"}"#,
            "failure",
        ),
        (
            r#""eventName":"create","errorCode":"200","serviceEventDetails":{"result":{"statusType":"failure"}}"#,
            "failure",
        ),
        (
            r#""eventName":"create","errorCode":"412","serviceEventDetails":{"result":{"statusType":"success"}}"#,
            "failure",
        ),
        (
            r#""eventName":"ExternalIdPDirectoryLogin","errorMessage":"Not a valid response","responseElements":{"ExternalIdPDirectoryLogin":"Failure"}"#,
            "failure",
        ),
    ] {
        assert_eq!(event(&format!("{{{members}}}"))["event"]["outcome"], outcome, "{members}");
    }
    // The long answer of a call is not searched.
    let filler = "x".repeat(10_000);
    for (kind, outcome) in [("AwsApiCall", "success"), ("AwsServiceEvent", "failure"), ("AwsConsoleSignIn", "failure")]
    {
        let members =
            format!(r#""eventName":"A","eventType":"{kind}","responseElements":{{"filler":"{filler}","A":"Failure"}}"#);
        assert_eq!(event(&format!("{{{members}}}"))["event"]["outcome"], outcome, "{kind}");
    }
}

#[test]
fn a_success_has_no_error() {
    let event = event(r#"{"eventName":"create","errorCode":"200"}"#);
    assert_eq!(event.get("error"), None);
    assert_eq!(event["event"]["code"], "200");
    assert_eq!(event["aws"]["cloudtrail"]["error_code"], "200");
}

#[test]
fn denials() {
    for (source, name, code, types) in [
        ("kms", "ListKeys", "VpceAccessDenied", json!(["info", "denied"])),
        ("sso", "ListApplications", "UnauthorizedException", json!(["info", "denied"])),
        ("cognito-idp", "GetThing", "NotAuthorizedException", json!(["info", "denied"])),
        ("grafana", "delete", "403", json!(["access", "info", "denied"])),
        ("ec2", "DescribeSecurityGroups", "Client.UnauthorizedOperation", json!(["info", "denied"])),
        ("kms", "ListKeys", "ThrottlingException", json!(["info"])),
        ("iam", "ListRoles", "AccessDenied", json!(["info"])),
    ] {
        let json = format!(r#"{{"eventSource":"{source}.amazonaws.com","eventName":"{name}","errorCode":"{code}"}}"#);
        let mut found = event(&json)["event"]["type"].as_array().unwrap().clone();
        found.sort_by_key(|r#type| r#type == "denied");
        assert_eq!(Value::from(found), types, "{code}");
    }
}

#[test]
fn steps_of_a_sign_in_are_authentication() {
    for (json, category) in [
        (r#"{"eventName":"CheckMfa","eventType":"AwsConsoleSignIn"}"#, "authentication"),
        (r#"{"eventName":"CredentialChallenge","eventSource":"signin.amazonaws.com"}"#, "authentication"),
        (r#"{"eventName":"login-auth.sso","eventSource":"grafana.amazonaws.com"}"#, "authentication"),
        (r#"{"eventName":"PasswordRecoveryRequested","eventType":"AwsConsoleSignIn"}"#, "iam"),
        (r#"{"eventName":"CredentialVerification"}"#, "authentication"),
        (r#"{"eventName":"CheckMfa","eventSource":"example.amazonaws.com"}"#, "api"),
    ] {
        assert_eq!(event(json)["event"]["category"], json!([category]), "{json}");
    }
}

#[test]
fn an_email_has_something_before_its_at_sign() {
    for (name, email) in [("jane@example.com", Value::from("jane@example.com")), ("@example.com", Value::Null)] {
        let identity = format!(r#"{{"type":"IAMUser","userName":"{name}"}}"#);
        let json = format!(r#"{{"eventVersion":"1.11","eventName":"ListBuckets","userIdentity":{identity}}}"#);
        assert_eq!(event(&json)["user"]["email"], email, "{name}");
    }
}

#[test]
fn who_called() {
    let issuer = r#""sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::123456789012:role/path/Admin"}}"#;
    for (members, name, id, session) in [
        (r#""userIdentity":{"type":"IAMUser","principalId":"AIDA","userName":"alice"}"#.to_owned(), "alice", "AIDA", ""),
        (
            r#""userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::123456789012:user/path/alice"}"#.to_owned(),
            "alice",
            "",
            "",
        ),
        (
            format!(r#""userIdentity":{{"type":"AssumedRole","arn":"arn:aws:sts::123456789012:assumed-role/x/bob",{issuer}}}"#),
            "Admin",
            "",
            "bob",
        ),
        (
            r#""userIdentity":{"type":"AssumedRole","arn":"arn:aws-cn:sts::123456789012:assumed-role/Admin/bob"}"#.to_owned(),
            "Admin",
            "",
            "bob",
        ),
        (
            r#""userIdentity":{"type":"FederatedUser","arn":"arn:aws:sts::123456789012:federated-user/bob"}"#.to_owned(),
            "bob",
            "",
            "bob",
        ),
        (r#""eventSource":"signin.amazonaws.com","additionalEventData":{"UserName":"alice"}"#.to_owned(), "alice", "", ""),
        (
            r#""eventSource":"signin.amazonaws.com","additionalEventData":{"UserName":"alice"},"userIdentity":{"type":"IdentityCenterUser","onBehalfOf":{"userId":"1-2"}}"#.to_owned(),
            "alice",
            "1-2",
            "",
        ),
        (r#""eventSource":"example.amazonaws.com","additionalEventData":{"UserName":"alice"}"#.to_owned(), "", "", ""),
        (
            r#""eventSource":"signin.amazonaws.com","additionalEventData":{"UserName":"HIDDEN_DUE_TO_SECURITY_REASONS"},"userIdentity":{"type":"IAMUser","userName":"HIDDEN_DUE_TO_SECURITY_REASONS"}"#.to_owned(),
            "",
            "",
            "",
        ),
        (r#""userIdentity":{"type":"AssumedRole","principalId":"AROA:bob"}"#.to_owned(), "", "AROA:bob", "bob"),
        (r#""userIdentity":{"type":"AWSAccount","principalId":"Anonymous","accountId":"anonymous"}"#.to_owned(), "", "", ""),
        (
            r#""userIdentity":{"type":"AWSService","principalId":"x","invokedBy":"ecs.amazonaws.com"}"#.to_owned(),
            "ecs.amazonaws.com",
            "",
            "",
        ),
    ] {
        let json = format!(r#"{{"eventID":"1",{members}}}"#);
        let record = cloudtrail::parse_line(&json).unwrap();
        let caller = record.caller();
        assert_eq!(caller.name().unwrap_or_default(), name, "{json}");
        assert_eq!(caller.user_id.as_deref().unwrap_or_default(), id, "{json}");
        assert_eq!(caller.session_name.as_deref().unwrap_or_default(), session, "{json}");
        let event = event(&json);
        let text = |group: &str, field: &str| event[group][field].as_str().unwrap_or_default().to_owned();
        assert_eq!(text("user", "name") + &text("service", "name"), name, "{json}");
        assert_eq!(text("user", "id"), id, "{json}");
        assert!(!event["related"].to_string().contains("HIDDEN"), "{json}");
    }
}

#[test]
fn what_is_hidden_or_no_account_stays_under_aws() {
    let event = event(
        r#"{"eventID":"1","awsRegion":"Not Applicable","userIdentity":{"type":"AWSAccount","principalId":"ANONYMOUS_PRINCIPAL","accountId":"ANONYMOUS_PRINCIPAL","userName":"HIDDEN_DUE_TO_SECURITY_REASONS"},"recipientAccountId":"123456789012"}"#,
    );
    assert_eq!(event["cloud"]["account"]["id"], "123456789012");
    assert_eq!(event["cloud"].get("region"), None);
    assert_eq!(event.get("user"), None);
    let aws = &event["aws"]["cloudtrail"];
    assert_eq!(aws["aws_region"], "Not Applicable");
    assert_eq!(aws["user_identity"]["account_id"], "ANONYMOUS_PRINCIPAL");
    assert_eq!(aws["user_identity"]["principal_id"], "ANONYMOUS_PRINCIPAL");
    assert_eq!(aws["user_identity"]["user_name"], "HIDDEN_DUE_TO_SECURITY_REASONS");
}

#[test]
fn sources_that_are_lists() {
    for (logged, address, ip, related) in [
        (
            "192.0.2.10,198.51.100.20",
            "192.0.2.10,198.51.100.20",
            json!("192.0.2.10"),
            json!(["192.0.2.10", "198.51.100.20"]),
        ),
        ("unknown, [2001:db8::1]:443", "unknown, [2001:db8::1]:443", json!("2001:db8::1"), json!(["2001:db8::1"])),
        ("192.0.2.10:8080", "192.0.2.10:8080", json!("192.0.2.10"), json!(["192.0.2.10"])),
        ("192.0.2.10", "192.0.2.10", json!("192.0.2.10"), json!(["192.0.2.10"])),
        ("AWS Internal", "AWS Internal", Value::Null, Value::Null),
    ] {
        let json = format!(r#"{{"eventID":"1","sourceIPAddress":"{logged}"}}"#);
        let record = cloudtrail::parse_line(&json).unwrap();
        let source = record.source_ip_address.as_ref().unwrap();
        assert_eq!((source.to_text().as_str(), source.to_string().as_str()), (logged, logged));
        assert_eq!(source.ip().map(|ip| ip.to_string()).as_deref(), ip.as_str(), "{logged}");
        assert_eq!(record.clone().into_owned(), record);
        let event = event(&json);
        assert_eq!(event["source"]["address"], address);
        assert_eq!(event["source"]["ip"], ip, "{logged}");
        assert_eq!(event["related"]["ip"], related, "{logged}");
    }
    let event = event(
        r#"{"eventID":"1","sourceIPAddress":"192.0.2.1","serviceEventDetails":{"sourceIpAddress":"192.0.2.2, 192.0.2.3"}}"#,
    );
    assert_eq!(event["related"]["ip"], json!(["192.0.2.1", "192.0.2.2", "192.0.2.3"]));
}

#[test]
fn what_is_a_list_of_sources() {
    use awslog::cloudtrail::SourceAddress;

    for (text, is_list) in [
        ("192.0.2.10,198.51.100.20", true),
        ("192.0.2.10:8080", true),
        ("unknown, 192.0.2.10", true),
        ("a, b", false),
        ("service:port.amazonaws.com", false),
        ("AWS Internal", false),
        (" 192.0.2.10 ", false),
    ] {
        match SourceAddress::from(text) {
            SourceAddress::List(list) => assert!(is_list && list.as_str() == text, "{text}"),
            SourceAddress::Name(name) => assert!(!is_list && name.as_str() == text, "{text}"),
            address => panic!("{address:?}"),
        }
    }
}

#[test]
fn sessions_of_instances_name_hosts() {
    let event = event(
        r#"{"eventID":"1","userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::123456789012:assumed-role/Web/i-0123456789abcdef0"}}"#,
    );
    assert_eq!(event["user"]["name"], "Web");
    assert_eq!(event["related"]["hosts"], json!(["i-0123456789abcdef0"]));
}

#[test]
fn times_as_tables_export_them() {
    for time in [
        r#""2026-01-15T12:34:56Z""#,
        r#""2026-01-15 12:34:56.000000000""#,
        r#""2026-01-15 12:34:56.000 UTC""#,
        r#""2026-01-15T12:34:56""#,
        r#""2026-01-15T12:34:56+0000""#,
        r#""2026-01-15T13:34:56+01:00""#,
        "1768480496",
        r#""1768480496""#,
        "1768480496000",
        r#""1768480496000""#,
        "1768480496.000",
    ] {
        let json = format!(r#"{{"eventTime":{time}}}"#);
        assert_eq!(event(&json)["@timestamp"], "2026-01-15T12:34:56Z", "{time}");
    }
}

#[test]
fn distinguished_from_other_formats() {
    for front in [
        r#"{"Records":[{"eventVersion":"#,
        r#"{"Records": ["#,
        r#"{"x":{"y":[1]},"Records":[]}"#,
        r#"[{"awsRegion":"us-east-1","eventID":"#,
        r#"{"eventVersion":"1.08""#,
        r#"{"awsAccountId":"123456789012","digestStartTime":"#,
        r#"{"version":"0","id":"x","resources":["a"],"detail":{"eventVersion":"#,
        r#"{"messageType":"DATA_MESSAGE","logEvents":[{"id":"1","message":"{\"eventVersion\":\"1.08\",\"userI"#,
        r#"{"Events":[{"EventId":"1","CloudTrailEvent":"{\"eventVersion\":"#,
    ] {
        assert_eq!(Format::detect(front.as_bytes()), Some(Format::CloudTrail), "{front}");
    }
    for front in [
        "",
        "{",
        "Records",
        r#"{"schemaVersion":"2.0","accountId":"123456789012","region":"us-east-1","type":"Recon:EC2/PortProbeUnprotectedPort"}"#,
        r#"{"version":"0","detail-type":"GuardDuty Finding","detail":{"schemaVersion":"2.0","service":{"eventVersion":"x"}}}"#,
        r#"{"fileVersion":"1.0","configSnapshotId":"x","configurationItems":[{"configurationItemVersion":"1.3","awsAccountId":"123456789012","awsRegion":"us-east-1"}]}"#,
        r#"{"timestamp":1576280412771,"formatVersion":1,"httpRequest":{"headers":[{"name":"x","value":"\"eventVersion\":"}]}}"#,
        r#"{"message":"2 123456789012 eni-0123456789abcdef0"}"#,
    ] {
        assert_ne!(Format::detect(front.as_bytes()), Some(Format::CloudTrail), "{front}");
    }
}
