use std::fmt;
use std::ops::Deref;

use serde::{Serialize, Serializer};
use time::UtcDateTime;

use super::write::Leaf;

/// A date of an event: UTC, written as RFC 3339 with `Z`, without a fraction for whole seconds, else with
/// 3, 6 or 9 digits, so that nothing is cut off.
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

/// `2026-01-15T12:34:56.123456789Z`; years beyond 9999 do not occur: no log has more than four digits.
const LONGEST: usize = 30;

impl Timestamp {
    /// The text and how much of it counts.
    fn format(self) -> ([u8; LONGEST], usize) {
        let mut text = *b"0000-00-00T00:00:00.000000000Z";
        put(&mut text, 0..4, self.year().unsigned_abs());
        put(&mut text, 5..7, u8::from(self.month()).into());
        put(&mut text, 8..10, self.day().into());
        put(&mut text, 11..13, self.hour().into());
        put(&mut text, 14..16, self.minute().into());
        put(&mut text, 17..19, self.second().into());
        let nanoseconds = self.nanosecond();
        put(&mut text, 20..29, nanoseconds);
        let end = match nanoseconds {
            0 => 19,
            _ if nanoseconds.is_multiple_of(1_000_000) => 23,
            _ if nanoseconds.is_multiple_of(1_000) => 26,
            _ => 29,
        };
        if let Some(mark) = text.get_mut(end) {
            *mark = b'Z';
        }
        (text, end + 1)
    }
}

/// Writes a number's last digits right-aligned.
fn put(text: &mut [u8; LONGEST], digits: std::ops::Range<usize>, mut number: u32) {
    for digit in text.get_mut(digits).into_iter().flatten().rev() {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (text, length) = self.format();
        text.iter().take(length).try_for_each(|byte| fmt::Write::write_char(f, char::from(*byte)))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Leaf for Timestamp {
    fn write_json(&self, out: &mut Vec<u8>) {
        let (text, length) = self.format();
        out.push(b'"');
        out.extend_from_slice(text.get(..length).unwrap_or_default());
        out.push(b'"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_digits_as_the_log_had() {
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
