use std::fmt;
use std::ops::Deref;

use serde::{Serialize, Serializer};
use time::UtcDateTime;

use super::Leaf;
use crate::schema::{AsValue, Kind, Value};

/// An instant in UTC. It is written as RFC 3339 with `Z`, without a fraction for whole seconds and otherwise with 3, 6
/// or 9 digits, so that no precision is lost.
///
/// ```
/// use awslog::ecs::Timestamp;
/// use time::UtcDateTime;
///
/// let start = UtcDateTime::from_unix_timestamp_nanos(1_768_480_496_120_000_000)?;
/// assert_eq!(Timestamp::from(start).to_string(), "2026-01-15T12:34:56.120Z");
/// # Ok::<(), time::error::ComponentRange>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(UtcDateTime);

impl From<UtcDateTime> for Timestamp {
    fn from(instant: UtcDateTime) -> Self {
        Timestamp(instant)
    }
}

impl Deref for Timestamp {
    type Target = UtcDateTime;

    fn deref(&self) -> &UtcDateTime {
        &self.0
    }
}

/// `2026-01-15T12:34:56`. Years beyond 9999 do not occur: no log has more than four digits.
const SECONDS: usize = 19;

impl Timestamp {
    /// The text up to the seconds, with `Z` and a quote, as two words of eight bytes and one of five.
    fn words(self) -> [u64; 3] {
        let (year, month, day) = self.to_calendar_date();
        let (hour, minute, second) = self.as_hms();
        let year = year.unsigned_abs();
        let [hyphen, colon] = [u64::from(b'-'), u64::from(b':')];
        [
            digits(year / 100) | digits(year % 100) << 16 | hyphen << 32 | digits(u8::from(month)) << 40 | hyphen << 56,
            digits(day) | u64::from(b'T') << 16 | digits(hour) << 24 | colon << 40 | digits(minute) << 48,
            colon | digits(second) << 8 | u64::from(b'Z') << 24 | u64::from(b'"') << 32,
        ]
    }

    /// Appends the text and a quote.
    #[inline]
    fn write_quoted(self, out: &mut Vec<u8>) {
        let end = out.len() + SECONDS + 2;
        for word in self.words() {
            out.extend_from_slice(&word.to_le_bytes());
        }
        out.truncate(end);
        if self.nanosecond() != 0 {
            out.truncate(end - 2);
            write_fraction(self.nanosecond(), out);
        }
    }
}

/// Appends nanoseconds as a dot and 3, 6 or 9 digits, and the end of the text.
fn write_fraction(nanosecond: u32, out: &mut Vec<u8>) {
    let mut fraction = *b".000000000";
    let mut rest = nanosecond;
    for digit in fraction.iter_mut().skip(1).rev() {
        *digit = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    let length = match nanosecond {
        _ if nanosecond.is_multiple_of(1_000_000) => 4,
        _ if nanosecond.is_multiple_of(1_000) => 7,
        _ => 10,
    };
    out.extend(fraction.iter().take(length));
    out.extend_from_slice(b"Z\"");
}

/// The two digits of a number below a hundred, little-endian.
#[inline(always)]
fn digits(number: impl Into<u32>) -> u64 {
    let number: u32 = number.into();
    (0x3030 | (number / 10) | ((number % 10) << 8)).into()
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = Vec::with_capacity(SECONDS + 12);
        self.write_quoted(&mut text);
        text.pop();
        f.write_str(&String::from_utf8_lossy(&text))
    }
}

impl AsValue for Timestamp {
    const KIND: Kind = Kind::Timestamp;

    fn as_value(&self) -> Option<Value<'_>> {
        self.0.as_value()
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Leaf for Timestamp {
    const IS_TEXT: bool = true;
    const IS_KEYWORD: bool = false;

    #[inline]
    fn write_rest(&self, out: &mut Vec<u8>) {
        self.write_quoted(out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_digits_of_the_log() {
        for (nanoseconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (1_000_000, "1970-01-01T00:00:00.001Z"),
            (120_000, "1970-01-01T00:00:00.000120Z"),
            (7, "1970-01-01T00:00:00.000000007Z"),
            (1_767_225_600_123_456_789, "2026-01-01T00:00:00.123456789Z"),
            (253_402_300_799_000_000_000, "9999-12-31T23:59:59Z"),
        ] {
            let instant = Timestamp(UtcDateTime::from_unix_timestamp_nanos(nanoseconds).unwrap());
            assert_eq!(instant.to_string(), text);
            assert_eq!(serde_json::to_string(&instant).unwrap(), format!("\"{text}\""));
            let mut json = Vec::new();
            instant.write_json(&mut json);
            assert_eq!(String::from_utf8(json).unwrap(), format!("\"{text}\""));
        }
    }
}
