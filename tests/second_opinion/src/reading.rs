//! What a text means as a value of a kind, by Rust's own parsers and those of `time`.

use std::net::IpAddr;

use awslog::schema::{Kind, Value};
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, OffsetDateTime, PrimitiveDateTime, Time};

/// A value, or the values that a text can mean: a number is seconds or milliseconds, which the log's documentation says and
/// the number does not.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    Text(String),
    Whole(i128),
    Float(f64),
    Boolean(bool),
    Ip(IpAddr),
    /// Nanoseconds since 1970.
    Instant(Vec<i128>),
    Date(Date),
    Time(Time),
    /// Nanoseconds.
    Duration(Vec<i128>),
}

impl Reading {
    /// Reads a text. `None` if it is not of the kind.
    pub fn of_text(kind: Kind, text: &str) -> Option<Self> {
        Some(match kind {
            Kind::Text => Reading::Text(text.to_owned()),
            // Rust's parser takes a plus sign, too.
            Kind::Unsigned if text.starts_with('+') => return None,
            Kind::Unsigned => Reading::Whole(text.parse::<u64>().ok()?.into()),
            Kind::Signed => Reading::Whole(text.parse::<i64>().ok()?.into()),
            Kind::Float => Reading::Float(text.parse().ok().filter(|number: &f64| number.is_finite())?),
            Kind::Boolean => Reading::Boolean(boolean(text)?),
            Kind::Ip => Reading::Ip(text.parse().ok()?),
            Kind::Timestamp => Reading::Instant(instants(text)?),
            Kind::Date => Reading::Date(Date::parse(text, format_description!("[year]-[month]-[day]")).ok()?),
            Kind::Time => Reading::Time(clock(text)?),
            Kind::Duration => Reading::Duration(durations(text)?),
            _ => return None,
        })
    }

    /// The same of a value of awslog's. `None` if it is JSON, a list or an object.
    pub fn of_value(value: Value<'_>) -> Option<Self> {
        Some(match value {
            Value::Unsigned(number) => Reading::Whole(number.into()),
            Value::Signed(number) => Reading::Whole(number.into()),
            Value::Float(number) => Reading::Float(number),
            Value::Boolean(flag) => Reading::Boolean(flag),
            Value::Timestamp(instant) => Reading::Instant(vec![instant.unix_timestamp_nanos()]),
            Value::Date(date) => Reading::Date(date),
            Value::Time(time) => Reading::Time(time),
            Value::Duration(duration) => Reading::Duration(vec![i128::try_from(duration.as_nanos()).ok()?]),
            Value::Ip(address) => Reading::Ip(address),
            other => Reading::Text(other.text()?.into_owned()),
        })
    }

    /// Whether one of the values that this can mean is one of the other's.
    pub fn means(&self, other: &Reading) -> bool {
        match (self, other) {
            (Reading::Instant(ours), Reading::Instant(theirs))
            | (Reading::Duration(ours), Reading::Duration(theirs)) => ours.iter().any(|value| theirs.contains(value)),
            // An address is written in one form, whichever it was read in.
            (Reading::Text(one), Reading::Text(other)) => {
                one == other || one.parse::<IpAddr>().is_ok_and(|address| other.parse() == Ok(address))
            }
            (Reading::Text(text), Reading::Ip(address)) | (Reading::Ip(address), Reading::Text(text)) => {
                text.parse() == Ok(*address)
            }
            _ => self == other,
        }
    }
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// The last nanosecond of the year 9999.
const LAST_INSTANT: i128 = 253_402_300_799_999_999_999;

fn instants(text: &str) -> Option<Vec<i128>> {
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        let seconds = decimal(text)?;
        // Milliseconds are whole.
        let milliseconds = if text.contains('.') { seconds } else { seconds / 1000 };
        let instants =
            [seconds, milliseconds].into_iter().filter(|instant| *instant <= LAST_INSTANT).collect::<Vec<_>>();
        return (!instants.is_empty()).then_some(instants);
    }
    // The parser of RFC 3339 takes any character between date and time.
    let has_separator = || matches!(text.as_bytes().get(10), Some(b'T' | b't' | b' '));
    let rfc_3339 = |form: &str| OffsetDateTime::parse(form, &Rfc3339).ok().filter(|_| has_separator());
    // Tables write a space for the `T`, and the name of the zone.
    let form = text.replacen(' ', "T", 1).replace(" UTC", "Z");
    let zoned = format_description!(
        version = 2,
        "[year]-[month]-[day]T[hour]:[minute]:[second][optional [.[subsecond]]][offset_hour sign:mandatory][optional [:]][optional [[offset_minute]]]"
    );
    let zoneless =
        format_description!(version = 2, "[year]-[month]-[day]T[hour]:[minute]:[second][optional [.[subsecond]]]");
    let basic = format_description!("[year][month][day]T[hour][minute][second]Z");
    let without_zone =
        |description| PrimitiveDateTime::parse(&form, description).ok().map(PrimitiveDateTime::assume_utc);
    // The optional minutes of an offset leave its colon alone.
    if is_too_fine(&form) || form.ends_with(':') {
        return None;
    }
    let instant = rfc_3339(&form)
        .or_else(|| OffsetDateTime::parse(&form, zoned).ok())
        .or_else(|| without_zone(zoneless))
        .or_else(|| without_zone(basic))?;
    Some(vec![instant.unix_timestamp_nanos()])
}

fn durations(text: &str) -> Option<Vec<i128>> {
    decimal(text).map(|seconds| vec![seconds, seconds / 1000])
}

fn clock(text: &str) -> Option<Time> {
    if is_too_fine(text) {
        return None;
    }
    let plain = format_description!("[hour]:[minute]:[second]");
    let fraction = format_description!("[hour]:[minute]:[second].[subsecond]");
    Time::parse(text, plain).or_else(|_| Time::parse(text, fraction)).ok()
}

/// Whether a time has more decimals than nanoseconds: the documentation refuses what it would have to cut off.
fn is_too_fine(text: &str) -> bool {
    text.split_once('.')
        .is_some_and(|(_, fraction)| fraction.bytes().take_while(u8::is_ascii_digit).skip(9).any(|digit| digit != b'0'))
}

/// Billionths of a decimal number with at most nine decimals, and any zeros after them.
fn decimal(text: &str) -> Option<i128> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let (fraction, beyond) = fraction.split_at_checked(9).unwrap_or((fraction, ""));
    if whole.is_empty() || fraction.is_empty() || beyond.bytes().any(|digit| digit != b'0') {
        return None;
    }
    let whole = whole.parse::<u64>().ok()?;
    let fraction = format!("{fraction:0<9}").parse::<u32>().ok()?;
    Some(i128::from(whole) * 1_000_000_000 + i128::from(fraction))
}
