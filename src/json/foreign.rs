//! Describes inputs that are not a record of the requested format, for errors, from one table.
//!
//! This code runs only after a record was refused, and when the format of a file is detected.

use std::borrow::Cow;

use super::{Reader, Unknown};
use crate::error::{ErrorKind, Refusal};
use crate::text::Text;

/// A condition on the members of an object.
enum Sign {
    /// It has this key.
    Key(&'static str),
    /// It has one of these keys.
    OneOf(&'static [&'static str]),
    /// The value of this key equals this text.
    Is(&'static str, &'static str),
    /// The value of this key is a text with this prefix.
    Begins(&'static str, &'static str),
    /// The value of this key is an object.
    IsObject(&'static str),
    /// It does not have this key.
    Lacks(&'static str),
}

use Sign::{Begins, Is, IsObject, Key, Lacks, OneOf};

/// Objects that are not records: a description, with what to pass instead if possible, and the conditions, all of
/// which must hold. The first matching row applies. The first letter of a key may be in either case.
const OBJECTS: &[(&str, &[Sign])] = &[
    // Input events of Lambda functions.
    ("a Kinesis record: pass its `data`, decoded", &[Is("eventSource", "aws:kinesis")]),
    ("a Kinesis record: pass its `data`, decoded", &[Key("kinesis"), Key("eventSourceARN")]),
    ("a Kinesis record: pass its `Data`, decoded", &[Key("data"), Key("partitionKey"), Key("sequenceNumber")]),
    ("a Firehose record: pass its `data`, decoded", &[Key("data"), Key("recordId")]),
    ("Firehose records: pass the `data` of each, decoded", &[Key("deliveryStreamArn"), Key("records")]),
    ("a subscription of CloudWatch Logs: pass its `awslogs.data`, decoded and decompressed", &[Key("awslogs")]),
    ("Kafka records: pass the `value` of each, decoded", &[Is("eventSource", "aws:kafka")]),
    ("Kafka records: pass the `value` of each, decoded", &[Is("eventSource", "SelfManagedKafka")]),
    ("a Kafka record: pass its `value`, decoded", &[Key("value"), Key("topic"), Key("partition"), Key("offset")]),
    (
        "a DynamoDB stream record: it describes a change of a table and holds no log",
        &[Is("eventSource", "aws:dynamodb")],
    ),
    (
        "a DynamoDB stream record: it describes a change of a table and holds no log",
        &[Key("dynamodb"), Key("eventName")],
    ),
    ("a DocumentDB event: it describes a change of a collection and holds no log", &[Is("eventSource", "aws:docdb")]),
    ("an SES notification: it describes an email and holds no log", &[Is("eventSource", "aws:ses")]),
    (
        "an SES notification: it describes an email and holds no log",
        &[Key("mail"), OneOf(&["notificationType", "receipt"])],
    ),
    ("an SQS message: pass its `body`, or fetch the objects that it names", &[Is("eventSource", "aws:sqs")]),
    ("an SQS message: pass its `body`, or fetch the objects that it names", &[Key("body"), Key("messageId")]),
    ("an SNS message: pass its `Message`, or fetch the objects that it names", &[Key("sns")]),
    (
        "an SNS message: pass its `Message`, or fetch the objects that it names",
        &[Key("message"), OneOf(&["topicArn", "type"]), Key("messageId")],
    ),
    ("a notification of S3: fetch the object that it names", &[Is("eventSource", "aws:s3")]),
    ("a notification of S3: fetch the object that it names", &[Is("source", "aws.s3"), Key("detail-type")]),
    (
        "the names of log files: fetch the objects of `s3ObjectKey` from `s3Bucket`",
        &[Key("s3Bucket"), Key("s3ObjectKey"), Lacks("messageType")],
    ),
    ("a CodeCommit event", &[Is("eventSource", "aws:codecommit")]),
    ("a Cognito event", &[Key("triggerSource"), Key("userPoolId")]),
    ("an event for a Lambda function that holds no log", &[Begins("eventSource", "aws:")]),
    ("an HTTP request to a Lambda function", &[Key("requestContext"), Key("headers")]),
    // Findings of other services. An id or a text in them may contain the ARN of a GuardDuty finding.
    (
        "a Security Hub event: its findings have their own format, which is not supported",
        &[Is("source", "aws.securityhub")],
    ),
    (
        "a Security Hub finding: the AWS Security Finding Format is not supported",
        &[Key("productArn"), OneOf(&["schemaVersion", "awsAccountId", "generatorId"])],
    ),
    (
        "a Macie finding, which is not supported",
        &[Key("severity"), OneOf(&["resourcesAffected", "classificationDetails"])],
    ),
    ("a Macie finding, which is not supported", &[IsObject("severity"), Key("schemaVersion"), Key("type")]),
    (
        "an Inspector finding, which is not supported",
        &[Key("findingArn"), OneOf(&["inspectorScore", "packageVulnerabilityDetails"])],
    ),
    ("an Inspector finding, which is not supported", &[Key("findingArn"), Key("severity"), Key("awsAccountId")]),
    (
        "an IAM Access Analyzer finding, which is not supported",
        &[OneOf(&["analyzerArn", "isPublic"]), Key("resourceType"), Key("status")],
    ),
    // Other AWS logs.
    (
        "a DNS Firewall event, which is not supported",
        &[Key("query-name"), OneOf(&["firewall-rule-action", "src-addr"])],
    ),
    (
        "a VPC Lattice access log record, which is not supported",
        &[
            OneOf(&["serviceNetworkArn", "targetGroupArn", "sourceVpcArn"]),
            OneOf(&["serviceArn", "requestMethod", "resolvedUser"]),
        ],
    ),
    (
        "an API Gateway access log record, which is not supported",
        &[OneOf(&["resourcePath", "routeKey"]), OneOf(&["requestTime", "requestId"])],
    ),
    ("a Client VPN connection log record, which is not supported", &[Key("connection-log-type")]),
    ("a Bedrock invocation log record, which is not supported", &[Begins("schemaType", "ModelInvocationLog")]),
    ("a metric of CloudWatch", &[Key("metric_stream_name"), Key("metric_name")]),
    ("an alarm of CloudWatch", &[Key("alarmName"), Key("newStateValue")]),
    ("an AWS Health event", &[Key("eventTypeCode"), Key("eventTypeCategory")]),
    (
        "an Amazon Connect event",
        &[OneOf(&["contactId", "currentAgentSnapshot", "agentARN"]), OneOf(&["eventType", "channel"])],
    ),
    ("a Kubernetes audit event, which is not supported", &[Is("kind", "Event"), Begins("apiVersion", "audit.k8s.io")]),
    ("a message of the Lambda platform", &[Begins("type", "platform."), Key("record")]),
    // Events of other schemas.
    (
        "an OCSF event, as Security Lake writes it: pass the log itself",
        &[Key("class_uid"), OneOf(&["category_uid", "metadata", "activity_id"])],
    ),
    ("an ECS event, which is already mapped", &[Key("ecs"), Key("@timestamp")]),
    ("a CloudEvents event", &[Key("specversion"), Key("source")]),
    ("an OpenTelemetry export", &[OneOf(&["resourceLogs", "resourceSpans", "resourceMetrics"])]),
    // Logs of other vendors.
    (
        "an Event Grid event of Azure",
        &[Key("eventType"), Key("subject"), OneOf(&["dataVersion", "metadataVersion", "topic"])],
    ),
    ("an Azure log record", &[Key("operationName"), OneOf(&["category", "tenantId", "resourceId"])]),
    ("a Microsoft 365 audit record", &[Key("operation"), Key("workload"), OneOf(&["userType", "recordType"])]),
    ("a Google Cloud log entry", &[Key("logName"), OneOf(&["insertId", "resource"])]),
    ("a Google Workspace activity", &[Begins("kind", "admin#reports#")]),
    ("an Okta event", &[Key("actor"), Key("eventType"), OneOf(&["published", "outcome"])]),
    ("an event of Alibaba's ActionTrail", &[Key("acsRegion")]),
    ("a Cloudflare log record", &[OneOf(&["rayID", "edgeStartTimestamp"])]),
    ("a GitHub audit event", &[Key("action"), Key("actor"), OneOf(&["_document_id", "org", "created_at"])]),
    ("a Suricata event", &[Key("event_type"), OneOf(&["flow_id", "src_ip"])]),
    ("a Zeek log record", &[OneOf(&["id.orig_h", "_path"])]),
    (
        "a NetFlow record",
        &[OneOf(&["sampler_address", "samplerAddress", "time_flow_start", "timeFlowStart", "flow_sampler_id"])],
    ),
    (
        "an IIS log record",
        &[OneOf(&[
            "s-sitename",
            "s-computername",
            "sc-substatus",
            "sc-win32-status",
            "sc_win32_status",
            "cs-username",
        ])],
    ),
    (
        "an nginx access log record",
        &[Key("remote_addr"), OneOf(&["request", "status", "body_bytes_sent", "request_uri", "request_method"])],
    ),
];

/// Objects of a log whose keys another format knows in part: a key that the other format does not know, and conditions.
const OF_ANOTHER_LOG: &[(&str, &[Sign])] = &[
    ("query_name", &[OneOf(&["query_timestamp", "rcode", "query_type"])]),
    ("query_timestamp", &[OneOf(&["query_name", "rcode", "query_type"])]),
];

/// Lines that belong to no format: a description, and their prefix.
const LINES: &[(&str, &str)] = &[
    ("a log of IIS", "#Software: Microsoft Internet Information Services"),
    ("a log of another program", "#Software:"),
    ("a Zeek log", "#separator"),
    ("an event in CEF", "CEF:"),
    ("an event in LEEF", "LEEF:"),
    ("XML", "<?xml"),
    ("a Parquet file: pass its rows", "PAR1"),
    ("gzip: decompress it first", "\u{1f}\u{fffd}"),
];

/// Keys in rows of [`OBJECTS`] and [`OF_ANOTHER_LOG`] that hardly occur in records.
const MARKS: &[&str] = &[
    "kinesis",
    "dynamodb",
    "ses",
    "s3",
    "sns",
    "partitionKey",
    "recordId",
    "receiptHandle",
    "productArn",
    "resourcesAffected",
    "classificationDetails",
    "findingArn",
    "query_name",
    "query_timestamp",
    "query-name",
    "serviceNetworkArn",
    "resourcePath",
    "routeKey",
    "class_uid",
    "specversion",
    "metadataVersion",
    "dataVersion",
    "logName",
    "acsRegion",
    "published",
    "operationName",
    "event_type",
    "flow_id",
    "id.orig_h",
    "sampler_address",
    "samplerAddress",
    "time_flow_start",
    "timeFlowStart",
    "sc-substatus",
    "sc-win32-status",
    "sc_win32_status",
    "s-sitename",
    "s-computername",
    "cs-username",
    "remote_addr",
    "agentARN",
    "currentAgentSnapshot",
    "contactId",
    "detail-type",
];

/// The keys of wrappers whose objects are records or contain some.
const OPENED: &[&str] = &["detail", "Message", "message", "event"];

/// The maximum number of members of an object that are examined.
const MOST_MEMBERS: usize = 512;

/// The maximum number of lists around an object.
const DEEPEST: usize = 4;

/// The members of an object.
#[derive(Debug, Default)]
pub(crate) struct Members<'t> {
    members: Vec<Member<'t>>,
    /// The text after the object and the lists around it. `None` if it does not end.
    after: Option<&'t str>,
}

#[derive(Debug)]
struct Member<'t> {
    key: Text<'t>,
    value: Value<'t>,
}

/// The value of a member, as far as it is available.
#[derive(Debug)]
enum Value<'t> {
    Text(Text<'t>),
    List(&'t str),
    Object(&'t str),
    Other,
}

impl<'t> Members<'t> {
    /// The members of the next object, or of the first object of the next list, up to where the text ends. `None` if
    /// there is no object.
    pub(crate) fn of(text: &'t str) -> Option<Self> {
        let text = text.trim_start_matches('\u{FEFF}');
        let mut reader = Reader::new(text, 0);
        let mut lists = 0;
        while lists < DEEPEST && reader.peek() == Some(b'[') {
            reader.open_list().ok()?;
            lists += 1;
        }
        reader.open_object().ok()?;
        let mut members = Members::default();
        members.after = members.read(text, &mut reader).and_then(|()| {
            // In a list, only the first object is examined.
            if lists > 0 { Some("") } else { text.get(reader.position()..) }
        });
        Some(members)
    }

    /// Reads members. Returns `None` if they do not end.
    fn read(&mut self, text: &'t str, reader: &mut Reader<'t>) -> Option<()> {
        while let Some(key) = reader.key().ok()? {
            let (kind, at) = (reader.peek(), reader.position());
            let value = text.get(at..).unwrap_or_default();
            let (value, is_whole) = match kind {
                Some(b'"') => match reader.string() {
                    Ok(text) => (Value::Text(text), true),
                    // A text may be cut off by the end of the input. Only escaped quotes matter here.
                    Err(_) => (Value::Text(value.get(1..).unwrap_or_default().replace("\\\"", "\"").into()), false),
                },
                kind => {
                    let is_whole = reader.skip().is_ok();
                    let value = if is_whole { text.get(at..reader.position()).unwrap_or_default() } else { value };
                    match kind {
                        Some(b'[') => (Value::List(value), is_whole),
                        Some(b'{') => (Value::Object(value), is_whole),
                        _ => (Value::Other, is_whole),
                    }
                }
            };
            self.members.push(Member { key, value });
            if !is_whole || self.members.len() >= MOST_MEMBERS {
                return None;
            }
        }
        Some(())
    }

    /// Returns whether the object is a whole document, followed by nothing or by another document.
    pub(crate) fn ends_document(&self) -> bool {
        self.after.is_some_and(|after| {
            let next = after.trim_start_matches([' ', '\t', '\r']);
            next.is_empty() || next.starts_with(['\n', '{', '['])
        })
    }

    /// The parts that may be or contain records, if the object is a wrapper.
    pub(crate) fn inner(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.members.iter().filter_map(|member| match &member.value {
            Value::Text(text) if text.contains([' ', '\t', '{']) => Some(Cow::Borrowed(text.as_str())),
            Value::List(list) => Some(Cow::Borrowed(*list)),
            Value::Object(object) if OPENED.contains(&member.key.as_str()) => Some(Cow::Borrowed(*object)),
            _ => None,
        })
    }

    /// Returns whether the value of a key is an empty list, or is cut off before its first item.
    pub(crate) fn has_empty_list(&self, key: &str) -> bool {
        self.members.iter().any(|member| match member.value {
            Value::List(list) => {
                is_key(&member.key, key) && list.get(1..).is_none_or(|items| matches!(items.trim_ascii(), "" | "]"))
            }
            _ => false,
        })
    }

    /// Returns whether the text ends inside the object.
    pub(crate) fn is_cut(&self) -> bool {
        self.after.is_none()
    }

    /// Returns whether a member has this key, with its first letter in either case.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.keys().any(|known| is_key(known, key))
    }

    /// The text value of a key.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        let member = self.members.iter().find(|member| is_key(&member.key, key))?;
        match &member.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.members.iter().map(|member| member.key.as_str())
    }

    fn hold(&self, sign: &Sign) -> bool {
        match sign {
            Key(key) => self.has(key),
            OneOf(keys) => keys.iter().any(|key| self.has(key)),
            Is(key, value) => self.text(key) == Some(value),
            IsObject(key) => {
                let mut members = self.members.iter().filter(|member| is_key(&member.key, key));
                members.any(|member| matches!(member.value, Value::Object(_)))
            }
            Lacks(key) => !self.has(key),
            Begins(key, value) => self.text(key).is_some_and(|text| text.starts_with(value)),
        }
    }

    /// The description of the object, if it is in the table.
    pub(crate) fn name(&self) -> Option<&'static str> {
        let row = OBJECTS.iter().find(|(_, signs)| signs.iter().all(|sign| self.hold(sign)));
        row.map(|(name, _)| *name)
    }

    /// Returns whether one of the keys, which a format does not know, makes the object a record of another log.
    fn is_of_another_log<'k>(&self, mut unknown: impl Iterator<Item = &'k str>) -> bool {
        unknown.any(|key| {
            let mut rows = OF_ANOTHER_LOG.iter();
            rows.any(|(mark, signs)| is_key(key, mark) && signs.iter().all(|sign| self.hold(sign)))
        })
    }

    /// The source and the detail type, if the object is an EventBridge event.
    pub(crate) fn event_bridge(&self) -> Option<(&str, &str)> {
        Some((self.text("source")?, self.text("detail-type")?))
    }
}

fn is_key(known: &str, key: &str) -> bool {
    known == key
        || known.len() == key.len() && {
            let mut letters = known.bytes().zip(key.bytes());
            letters.next().is_some_and(|(one, other)| one.eq_ignore_ascii_case(&other))
                && letters.all(|(one, other)| one == other)
        }
}

/// Returns whether a key hints at an object that is not a record, which is worth a closer look.
pub(crate) fn is_mark(key: &str) -> bool {
    MARKS.iter().any(|mark| is_key(key, mark))
}

/// Returns whether an object is known not to be a record: `unknown` are the keys that the format does not know,
/// `text` is the object.
pub(crate) fn is_foreign<'k>(mut unknown: impl Iterator<Item = &'k str>, text: &str) -> bool {
    let Some(mark) = unknown.find(|key| is_mark(key)) else {
        return false;
    };
    let marks = std::iter::once(mark).chain(unknown.filter(|key| is_mark(key)));
    Members::of(text).is_some_and(|members| members.name().is_some() || members.is_of_another_log(marks))
}

/// The rule that makes an object a record, for all formats. An object with a distinctive key is a record, unless its
/// other keys show that it is something else. So is an object of known keys only.
pub(crate) fn check(
    has_telling_key: bool,
    unknown: &Unknown<'_>,
    text: &str,
    expected: &'static str,
) -> Result<(), Box<Refusal>> {
    let is_record = if unknown.is_empty() {
        has_telling_key || !(is_blank(text) || is_null(text))
    } else {
        has_telling_key && !is_foreign(unknown.iter().map(|(key, _)| key), text)
    };
    if is_record { Ok(()) } else { Err(no_record(expected)) }
}

/// Returns whether a text is an object without members.
pub(crate) fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'{' | b'}' | b'"' | b'-' | b' ' | b'\t' | b'\r' | b'\n'))
}

/// Returns whether a text is JSON's null.
pub(crate) fn is_null(text: &str) -> bool {
    text.trim_ascii() == "null"
}

/// The refusal of an object that is not a record. The error adds later what it looks like.
#[cold]
pub(crate) fn no_record(expected: &'static str) -> Box<Refusal> {
    Refusal::new(ErrorKind::Format, expected)
}

/// The description of a text whose first line belongs to no format.
pub(crate) fn line_name(text: &str) -> Option<&'static str> {
    let is_of_iis = |names: &str| names.lines().next().is_some_and(|names| names.split_ascii_whitespace().any(is_mark));
    if text.strip_prefix("#Fields:").is_some_and(is_of_iis) {
        return Some("a log of IIS");
    }
    LINES.iter().find_map(|(name, start)| text.starts_with(start).then_some(*name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_keys_of_the_table() {
        for mark in MARKS.iter().filter(|mark| !["detail-type", "receiptHandle", "s3", "ses"].contains(mark)) {
            let is_of_another_log = OF_ANOTHER_LOG.iter().any(|(key, _)| key == mark);
            let is_in_table = is_of_another_log
                || OBJECTS.iter().flat_map(|(_, signs)| *signs).any(|sign| match sign {
                    Key(key) | Is(key, _) | Begins(key, _) | IsObject(key) | Lacks(key) => key == mark,
                    OneOf(keys) => keys.contains(mark),
                });
            assert!(is_in_table, "{mark}");
        }
    }

    #[test]
    fn names_of_objects() {
        for (json, name) in [
            (r#"{"a":1}"#, None),
            (
                r#"[[{"query-name":"a.","src-addr":"192.0.2.10"}]]"#,
                Some("a DNS Firewall event, which is not supported"),
            ),
            (r#"{"EventSource":"aws:kinesis","#, Some("a Kinesis record: pass its `data`, decoded")),
            (r#"{"EventSource":["aws:kinesis"]}"#, None),
        ] {
            assert_eq!(Members::of(json).unwrap().name(), name, "{json}");
        }
        assert!(Members::of("a line").is_none());
    }
}
