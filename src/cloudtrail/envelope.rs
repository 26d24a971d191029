//! What events lie in, and what only looks like it.

use crate::error::{ErrorKind, Found, Refusal};
use crate::format::Format;
use crate::json::{Document, Envelope, Json, Reader};

use super::digest::Digest;
use super::record::Record;

/// The documents of CloudTrail.
#[derive(Clone, Debug)]
pub(super) struct Trail;

/// `Events` and `CloudTrailEvent` are LookupEvents' answer.
const ENVELOPE: Envelope =
    Envelope { lists: &["Records", "Events"], objects: &["detail"], texts: &["CloudTrailEvent", "message"] };

/// The keys that an event, and no wrapper, has.
const EVENT_KEYS: &[&str] = &[
    "eventVersion",
    "userIdentity",
    "eventTime",
    "eventSource",
    "eventName",
    "eventID",
    "eventId",
    "eventType",
    "eventCategory",
];

/// The keys that a digest, and nothing else, has.
const DIGEST_KEYS: &[&str] = &["digestStartTime", "digestEndTime", "digestS3Bucket", "digestS3Object"];

impl Document for Trail {
    type Record<'a> = Record<'a>;

    const FORMAT: Format = Format::CloudTrail;

    const ENVELOPE: Envelope = ENVELOPE;

    fn is_record_key(key: &str) -> bool {
        EVENT_KEYS.contains(&key) || DIGEST_KEYS.contains(&key)
    }

    fn read<'a>(reader: &mut Reader<'a>) -> Result<Record<'a>, Box<Refusal>> {
        read(reader)
    }

    fn set_source<'a>(record: &mut Record<'a>, source: &'a str) {
        record.set_source(source);
    }

    fn set_envelope_time(record: &mut Record<'_>, time: time::UtcDateTime) {
        record.set_envelope_time(time);
    }

    fn into_owned<'a>(record: Record<'_>) -> Record<'a> {
        record.into_owned()
    }
}

/// Reads the object that comes next: an event, or a digest, whose keys no event has.
pub(super) fn read<'a>(reader: &mut Reader<'a>) -> Result<Record<'a>, Box<Refusal>> {
    let mut again = reader.clone();
    let Some(record) = Record::read(reader)? else {
        return Err(not_an_event(None));
    };
    let has = |key: &str| record.unknown.get(key).is_some();
    if DIGEST_KEYS.iter().any(|key| has(key)) {
        return read_digest(&mut again).map(Record::from);
    }
    if let Some(message) = other_message(&record) {
        return Err(not_an_event(Some(message)));
    }
    if is_event(&record) { Ok(record) } else { Err(not_an_event(None)) }
}

/// Reads the digest that comes next.
pub(super) fn read_digest<'a>(reader: &mut Reader<'a>) -> Result<Digest<'a>, Box<Refusal>> {
    let digest = Digest::read(reader)?.unwrap_or_default();
    if digest.digest_end_time.is_none() && digest.digest_start_time.is_none() && digest.digest_s3_object.is_none() {
        return Err(Refusal::new(ErrorKind::Format, "a digest, with a `digestEndTime`"));
    }
    Ok(digest)
}

/// Whether an object says anything that events say.
fn is_event(record: &Record<'_>) -> bool {
    record.event_version.is_some()
        || record.event_time.is_some()
        || record.event_name.is_some()
        || record.event_id.is_some()
        || record.event_type.is_some()
}

/// What an object is that carries events, or the news of them, in a way that is not ours to undo.
fn other_message(record: &Record<'_>) -> Option<&'static str> {
    const SNS: &str = "an SNS message: hand over its `Message`, or fetch the objects that it names";
    const SQS: &str = "an SQS message: hand over its `body`, or fetch the objects that it names";
    const S3: &str = "a notification of S3: fetch the object that it names";
    const FILES: &str = "the names of log files: fetch the objects of `s3ObjectKey` from `s3Bucket`";
    if record.unknown.is_empty() {
        return None;
    }
    let has = |key: &str| record.unknown.get(key).is_some();
    let is_from = |source: &str| record.event_source.as_deref() == Some(source);
    if has("Sns") || has("Message") && (has("TopicArn") || has("Type")) {
        Some(SNS)
    } else if is_from("aws:sqs") || has("body") && has("messageId") || has("Body") && has("MessageId") {
        Some(SQS)
    } else if is_from("aws:s3") && has("s3") {
        Some(S3)
    } else if has("s3Bucket") && has("s3ObjectKey") {
        Some(FILES)
    } else {
        None
    }
}

#[cold]
fn not_an_event(found: Option<&'static str>) -> Box<Refusal> {
    let refusal = Refusal::new(ErrorKind::Format, "an event or a digest");
    match found.and_then(|found| found.split_once(": ")) {
        Some((found, hint)) => refusal.with_found(Found::words(found)).with_hint(hint),
        None => refusal.with_found(found.map(Found::words)),
    }
}

/// Whether the front of a file looks like one of these logs.
pub(crate) fn detect(bytes: &[u8]) -> bool {
    let front = crate::text::without_mark(bytes).utf8_chunks().next().map_or("", |chunk| chunk.valid());
    // What is cut off or broken before it has said anything says nothing.
    leads_to_event(front).unwrap_or(false)
}

/// Goes from wrapper to wrapper to the first record.
fn leads_to_event(front: &str) -> Result<bool, Box<Refusal>> {
    let mut reader = Reader::new(front, 0);
    loop {
        while reader.peek() == Some(b'[') {
            reader.open_list()?;
            if !reader.item()? {
                return Ok(false);
            }
        }
        reader.open_object()?;
        loop {
            let Some(key) = reader.key()? else {
                return Ok(false);
            };
            match reader.peek() {
                _ if Trail::is_record_key(&key) => return Ok(true),
                Some(b'[') if key == "Records" => return Ok(true),
                Some(b'[') if key == "Events" || key == "logEvents" => break,
                Some(b'{') if ENVELOPE.objects.contains(&key.as_str()) => break,
                Some(b'"') if ENVELOPE.texts.contains(&key.as_str()) => {
                    let text = front.get(reader.position()..).unwrap_or_default();
                    return Ok(text.contains(r#"\"eventVersion\""#));
                }
                _ => drop(reader.skip()?),
            }
        }
    }
}
