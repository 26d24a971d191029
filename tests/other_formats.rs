//! No entry point accepts input of another format, and the error names that format.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use std::collections::BTreeSet;

use awslog::{Error, ErrorKind, Format, cloudfront, config, waf};

mod registry;

use registry::{Row, fixtures};

/// What another format reads by right: the fixture, the format, the way of reading, and why.
const BY_RIGHT: &[(&str, Format, &str, &str)] = &[];

/// Fixtures that other formats refuse in other words, whichever format it is, and why.
const OTHER_KINDS: &[(&str, &str)] =
    &[("elb/connection-w3c.log", "a line between TABs says nothing of its format without the header")];

/// Lines that contain brackets. A JSON format refuses the text after a bracket by itself, which says nothing about the
/// format of the line.
const WITH_BRACKETS: &[&str] =
    &["elb/nlb-tls-odd.log", "s3_access/access.log", "s3_access/odd.log", "s3_access/services.log"];

/// What comes of reading a text as one record; nothing for a header line.
type Read = Result<Option<()>, Error>;

fn parse_line(format: Format, text: &str) -> Read {
    (Row::of(format).parse_line)(text).map(|_| Some(()))
}

/// The lines of a text by the format's `Parser`, if it has one.
fn by_parser(format: Format, text: &str) -> Vec<Read> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let parser = Row::of(format).parser();
    parser.map_or_else(Vec::new, |mut parser| {
        lines.map(|line| parser.parse_line(line).map(|record| record.map(drop))).collect()
    })
}

/// The ways of reading a text, and what comes of each.
fn ways(format: Format, text: &str) -> Vec<(&'static str, Vec<Read>)> {
    let records = awslog::records(format, text.as_bytes()).map(|record| record.map(|_| Some(())));
    // Each line of a file of lines, or of JSON lines, is one record; any other file is one document.
    let is_of_lines =
        text.lines().filter(|line| !line.trim().is_empty()).all(|line| !line.starts_with([' ', ']', '}']));
    let alone = if is_of_lines {
        text.lines().filter(|line| !line.trim().is_empty()).map(|line| parse_line(format, line)).collect()
    } else {
        vec![parse_line(format, text)]
    };
    let by_parser = if is_of_lines { by_parser(format, text) } else { Vec::new() };
    vec![("records", records.collect()), ("parse_line", alone), ("Parser", by_parser)]
}

fn is_listed(list: &[(&str, Format, &str, &str)], name: &str, format: Format, way: &str) -> Option<usize> {
    list.iter().position(|(listed, other, by, _)| (*listed, *other, *by) == (name, format, way))
}

#[test]
fn no_fixture_is_a_record_of_another_format() {
    let (mut by_right, mut other_kinds) = (BTreeSet::new(), BTreeSet::new());
    let mut problems = Vec::new();
    for fixture in fixtures() {
        let name = &fixture.name;
        for other in Format::ALL.iter().copied().filter(|other| *other != fixture.format()) {
            for (way, read) in ways(other, fixture.text()) {
                if read.iter().any(|read| matches!(read, Ok(Some(())))) {
                    match is_listed(BY_RIGHT, name, other, way) {
                        Some(entry) => _ = by_right.insert(entry),
                        None => problems.push(format!("{name} is read as {other} by {way}")),
                    }
                }
                let is_json = way == "records" && Row::of(other).lines.is_none();
                if is_json && WITH_BRACKETS.contains(&name.as_str()) {
                    continue;
                }
                let error = read.iter().filter_map(|read| read.as_ref().err());
                if let Some(error) = error.clone().find(|error| error.kind() != ErrorKind::Format) {
                    match OTHER_KINDS.iter().position(|(listed, _)| listed == name) {
                        Some(entry) => _ = other_kinds.insert(entry),
                        None => problems.push(format!("{name} as {other} by {way}: {error}")),
                    }
                }
            }
        }
    }
    let stale = (0..BY_RIGHT.len()).filter(|entry| !by_right.contains(entry));
    problems.extend(stale.map(|entry| format!("no longer needed: {:?}", BY_RIGHT[entry])));
    let stale = (0..OTHER_KINDS.len()).filter(|entry| !other_kinds.contains(entry));
    problems.extend(stale.map(|entry| format!("no longer needed: {:?}", OTHER_KINDS[entry])));
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

/// Objects of other logs: the words for each, and the format that it is most likely taken for.
const FOREIGN: &[(Format, &str, &str)] = &[
    (
        Format::CloudTrail,
        "a Kinesis record: pass its `data`, decoded",
        r#"{"kinesis":{"partitionKey":"1","data":"SGVsbG8="},"eventSource":"aws:kinesis","eventVersion":"1.0","eventID":"shardId-000000000006:1","eventName":"aws:kinesis:record","awsRegion":"us-east-2"}"#,
    ),
    (
        Format::CloudTrail,
        "a DynamoDB stream record: it describes a change of a table and holds no log",
        r#"{"eventID":"1","eventVersion":"1.1","dynamodb":{"Keys":{}},"awsRegion":"us-west-2","eventName":"INSERT","eventSource":"aws:dynamodb"}"#,
    ),
    (
        Format::CloudTrail,
        "an SES notification: it describes an email and holds no log",
        r#"{"eventVersion":"1.0","ses":{"mail":{},"receipt":{}},"eventSource":"aws:ses"}"#,
    ),
    (
        Format::CloudTrail,
        "an event for a Lambda function that holds no log",
        r#"{"eventVersion":"1.0","eventName":"x","eventSource":"aws:lex"}"#,
    ),
    (
        Format::CloudTrail,
        "an Okta event",
        r#"{"actor":{"id":"00u1"},"eventType":"user.session.start","outcome":{"result":"FAILURE"},"published":"2026-01-15T12:34:56.000Z","uuid":"u","version":"0"}"#,
    ),
    (
        Format::CloudTrail,
        "an Event Grid event of Azure",
        r#"{"topic":"/subscriptions/1","subject":"a","eventType":"Microsoft.Storage.BlobCreated","eventTime":"2026-01-15T12:34:56Z","id":"1","data":{},"dataVersion":"","metadataVersion":"1"}"#,
    ),
    (
        Format::CloudTrail,
        "an Amazon Connect event",
        r#"{"AWSAccountId":"123456789012","AgentARN":"arn:aws:connect:us-east-1:123456789012:instance/1/agent/1","EventId":"1","EventTimestamp":"2026-01-15T12:34:56Z","EventType":"LOGIN","Version":"2017-10-01"}"#,
    ),
    (
        Format::CloudTrail,
        r#"an EventBridge event of "aws.rds", "RDS DB Instance Event""#,
        r#"{"version":"0","id":"1","detail-type":"RDS DB Instance Event","source":"aws.rds","time":"2026-01-15T12:55:00Z","detail":{"EventCategories":["failover"],"EventID":"RDS-EVENT-0049","SourceArn":"arn:aws:rds:us-east-1:123456789012:db:example"}}"#,
    ),
    (
        Format::GuardDuty,
        "a Security Hub finding: the AWS Security Finding Format is not supported",
        r#"{"SchemaVersion":"2018-10-08","Id":"arn:aws:guardduty:us-east-1:123456789012:detector/0123456789abcdef0123456789abcdef/finding/1","ProductArn":"arn:aws:securityhub:us-east-1::product/aws/guardduty","AwsAccountId":"123456789012","Types":["TTPs/Discovery"],"Severity":{"Normalized":20},"Title":"Probed."}"#,
    ),
    (
        Format::GuardDuty,
        "a Macie finding, which is not supported",
        r#"{"schemaVersion":"1.0","id":"1","accountId":"123456789012","type":"Policy:IAMUser/S3BucketPublic","severity":{"score":3}}"#,
    ),
    (
        Format::VpcFlow,
        "a Suricata event",
        r#"{"timestamp":"2026-01-15T12:34:56.000000+0000","flow_id":1,"event_type":"flow","src_ip":"192.0.2.10","dest_ip":"198.51.100.20","proto":"TCP"}"#,
    ),
    (
        Format::VpcFlow,
        "a Zeek log record",
        r#"{"ts":1768480496.1,"uid":"C1","id.orig_h":"192.0.2.10","id.resp_h":"198.51.100.20","proto":"tcp"}"#,
    ),
    (
        Format::CloudFront,
        "an IIS log record",
        r#"{"date":"2026-01-15","time":"12:34:56","s-sitename":"W3SVC1","s-ip":"192.0.2.1","cs-method":"GET","cs-uri-stem":"/","c-ip":"192.0.2.10","sc-status":200,"sc-win32-status":0}"#,
    ),
    (
        Format::Elb,
        "an nginx access log record",
        r#"{"time":"2026-01-15T12:34:56Z","remote_addr":"192.0.2.10","request":"GET / HTTP/1.1","status":200,"user_agent":"curl/8.5.0"}"#,
    ),
    (
        Format::Waf,
        "a Google Cloud log entry",
        r#"{"insertId":"1","logName":"projects/p/logs/requests","httpRequest":{"requestMethod":"GET","remoteIp":"192.0.2.10"},"resource":{"type":"http_load_balancer"}}"#,
    ),
    (
        Format::Config,
        "an Azure log record",
        r#"{"time":"2026-01-15T12:34:56Z","resourceId":"/SUBSCRIPTIONS/1","operationName":"MICROSOFT.AUTHORIZATION/WRITE","category":"Administrative","tenantId":"1"}"#,
    ),
    (
        Format::Config,
        "an OCSF event, as Security Lake writes it: pass the log itself",
        r#"{"class_uid":6003,"category_uid":6,"metadata":{"product":{"name":"CloudTrail"}},"api":{"operation":"ListBuckets"}}"#,
    ),
];

#[test]
fn other_logs_are_named() {
    for (format, words, json) in FOREIGN {
        assert_eq!(Format::detect(json.as_bytes()), None, "{json}");
        assert_eq!(Format::describe_unknown(json.as_bytes()).as_deref(), Some(*words), "{json}");
        let expected = format!(", found {words}");
        for other in Format::ALL {
            for (way, read) in ways(*other, json) {
                // What only some format opens is refused by what is in it.
                for error in read.into_iter().map(Result::unwrap_err) {
                    assert_eq!(error.kind(), ErrorKind::Format, "{other}, {way}: {error}");
                    if other == format {
                        assert!(error.to_string().ends_with(&expected), "{other}, {way}: {error}");
                    }
                }
            }
        }
    }
}

#[test]
fn another_format_is_named_with_its_own_name() {
    let trail = r#"{"eventVersion":"1.11","eventName":"ListBuckets","awsRegion":"us-east-1"}"#;
    assert_eq!(
        waf::parse_line(trail).unwrap_err().to_string(),
        "WAF log: expected a WAF record, found a CloudTrail event or digest: read it as `cloudtrail`"
    );
    let flow = "2 123456789012 eni-0123456789abcdef0 192.0.2.10 203.0.113.5 49152 443 6 20 4249 1768480490 1768480550 ACCEPT OK";
    assert_eq!(
        cloudfront::parse_line(flow).unwrap_err().to_string(),
        "CloudFront log: expected a CloudFront record, found a flow log record: read it as `vpcflow`"
    );
    assert_eq!(
        config::parse_line(r#"{"hello":1,"world":{"a":"b"}}"#).unwrap_err().to_string(),
        "Config item: expected a Config item or notification, which has `configurationItemStatus`, `resourceType` and \
         `resourceId`, or `messageType`, found an object without them"
    );
}

#[test]
fn other_lines_are_no_log_of_ours() {
    for (text, words) in [
        (
            "#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n#Date: 2026-01-15 12:34:56\n\
             #Fields: date time s-ip cs-method cs-uri-stem c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status\n",
            Some("a log of IIS"),
        ),
        (
            "#Fields: date time s-ip cs-method cs-uri-stem cs-username c-ip sc-status sc-win32-status time-taken\n",
            Some("a log of IIS"),
        ),
        ("#Version: 1.0\n#Date: 2026-01-15 12:34:56\n", None),
        ("#separator \\x09\n#fields\tts\tuid\tid.orig_h\n", Some("a Zeek log")),
    ] {
        assert_eq!(Format::detect(text.as_bytes()), None, "{text}");
        assert_eq!(Format::describe_unknown(text.as_bytes()).as_deref(), words, "{text}");
    }
}

/// A key of another log does not make an object one, without the others of that log.
#[test]
fn a_key_of_another_log_alone_is_kept() {
    for row in registry::ROWS {
        for kind in row.kinds {
            for key in ["logName", "recordId", "published"] {
                let object = kind.smallest[0].replacen('{', &format!("{{\"{key}\":\"x\","), 1);
                let records = awslog::records(row.format, object.as_bytes()).collect::<Result<Vec<_>, _>>();
                let records = records.unwrap_or_else(|error| panic!("{error}: {object}"));
                assert_eq!(records[0].original(), Some(&*object));
            }
        }
    }
}
