//! Wrappers of events, and objects that only look like events.

use crate::error::{ErrorKind, Refusal};
use crate::format::Format;
use crate::json::foreign;
use crate::json::{Document, Envelope, Json, Reader};
use crate::schema::{Field, Selection, place_of};

use super::digest::Digest;
use super::record::Record;

/// The documents of CloudTrail.
#[derive(Default, Clone, Debug)]
pub(crate) struct Parser;

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
pub(super) const DIGEST_KEYS: &[&str] = &["digestStartTime", "digestEndTime", "digestS3Bucket", "digestS3Object"];

impl Document for Parser {
    type Record<'a> = Record<'a>;

    const FORMAT: Format = Format::CloudTrail;

    const SCHEMAS: &'static [&'static [Field]] = &[Record::SCHEMA];

    /// The value of the source tells events from others.
    fn needed_for(wanted: Selection) -> Selection {
        wanted.with(const { Selection::of(Record::SCHEMA, &["eventSource"]) })
    }

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
    let start = reader.position();
    let mut again = reader.clone();
    let mut others = Selection::NONE;
    let mut record = Record::default();
    record.fill_projected(reader, &mut others)?;
    if !record.unknown.is_empty() && DIGEST_KEYS.iter().any(|key| record.unknown.get(key).is_some()) {
        return read_digest(&mut again).map(Record::from);
    }
    let unknown = record.unknown.iter().map(|(key, _)| key);
    if !is_event(&record, others) || foreign::is_foreign(unknown, reader.text_from(start)) {
        return Err(foreign::no_record(EXPECTED));
    }
    Ok(record)
}

/// Reads the digest that comes next.
pub(super) fn read_digest<'a>(reader: &mut Reader<'a>) -> Result<Digest<'a>, Box<Refusal>> {
    let digest = Digest::read(reader)?.unwrap_or_default();
    if digest.digest_end_time.is_none() && digest.digest_start_time.is_none() && digest.digest_s3_object.is_none() {
        return Err(Refusal::new(ErrorKind::Format, "a digest, with a `digestEndTime`"));
    }
    Ok(digest)
}

/// What makes an object an event: two keys that nearly all events have; one of the first three of them and a further
/// key; or one of them and no unknown key. In addition, its source must not be one that calls Lambda functions.
const EXPECTED: &str = "a CloudTrail event or digest, which has `eventVersion` and `eventName`, or `digestEndTime`";

/// The keys that nearly all events have.
pub(super) const USUAL_KEYS: [&str; 8] = [
    "eventVersion",
    "eventName",
    "userIdentity",
    "eventSource",
    "eventTime",
    "eventID",
    "awsRegion",
    "recipientAccountId",
];

/// Keys that count in addition to one of the first three.
pub(super) const FURTHER_KEYS: [&str; 10] = [
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

pub(super) fn has_keys_of_event(usual: [bool; 8], further: [bool; 10]) -> bool {
    let is_strong = usual.iter().take(3).any(|is_there| *is_there);
    usual.iter().filter(|is_there| **is_there).count() > 1 || is_strong && further.contains(&true)
}

/// Whether an object is an event that also has values in these fields, which have not been read. See [`EXPECTED`].
fn is_event(record: &Record<'_>, others: Selection) -> bool {
    // The events that streams hand to a Lambda function have keys of the same names.
    if record.event_source.as_deref().is_some_and(|source| source.starts_with("aws:")) {
        return false;
    }
    const VERSION: usize = place_of(Record::SCHEMA, "eventVersion");
    const NAME: usize = place_of(Record::SCHEMA, "eventName");
    if (record.event_version.is_some() || others.has(VERSION)) && (record.event_name.is_some() || others.has(NAME)) {
        return true;
    }
    let mut usual = [
        record.event_version.is_some(),
        record.event_name.is_some(),
        record.user_identity.is_some(),
        record.event_source.is_some(),
        record.event_time.is_some(),
        record.event_id.is_some(),
        record.aws_region.is_some(),
        record.recipient_account_id.is_some(),
    ];
    let mut further = [
        record.event_type.is_some(),
        record.event_category.is_some(),
        record.source_ip_address.is_some(),
        record.user_agent.is_some(),
        record.error_code.is_some(),
        record.request_parameters.is_some(),
        record.response_elements.is_some(),
        record.additional_event_data.is_some(),
        record.service_event_details.is_some(),
        record.insight_details.is_some(),
    ];
    add(&mut usual, others, &USUAL_KEYS);
    add(&mut further, others, &FURTHER_KEYS);
    record.unknown.is_empty() && usual.contains(&true) || has_keys_of_event(usual, further)
}

/// Adds the keys with these names that are in a set.
fn add(is_there: &mut [bool], set: Selection, keys: &[&str]) {
    if set != Selection::NONE {
        for (is_there, key) in is_there.iter_mut().zip(keys) {
            *is_there |= set.has_any(Selection::named(&[Record::SCHEMA], std::iter::once(*key)));
        }
    }
}
