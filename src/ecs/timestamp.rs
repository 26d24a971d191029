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

/// `2026-01-15T12:34:56`; years beyond 9999 do not occur: no log has more than four digits.
const SECONDS: usize = 19;

impl Timestamp {
    /// The text up to the seconds, and the digits behind the dot of which the second number says how many count.
    fn format(self) -> ([u8; SECONDS], [u8; 9], usize) {
        let (year, month, day) = self.to_calendar_date();
        let (hour, minute, second, nanosecond) = self.as_hms_nano();
        let year = year.unsigned_abs();
        let [y0, y1] = pair(year / 100 % 100);
        let [y2, y3] = pair(year % 100);
        let [o0, o1] = pair(u8::from(month).into());
        let [d0, d1] = pair(day.into());
        let [h0, h1] = pair(hour.into());
        let [m0, m1] = pair(minute.into());
        let [s0, s1] = pair(second.into());
        let seconds = [y0, y1, y2, y3, b'-', o0, o1, b'-', d0, d1, b'T', h0, h1, b':', m0, m1, b':', s0, s1];
        let length = match nanosecond {
            0 => 0,
            _ if nanosecond.is_multiple_of(1_000_000) => 3,
            _ if nanosecond.is_multiple_of(1_000) => 6,
            _ => 9,
        };
        let mut rest = nanosecond;
        let mut fraction = [b'0'; 9];
        if length > 0 {
            for digit in fraction.iter_mut().rev() {
                *digit = b'0' + (rest % 10) as u8;
                rest /= 10;
            }
        }
        (seconds, fraction, length)
    }

    fn write_text(self, out: &mut Vec<u8>) {
        let (seconds, fraction, length) = self.format();
        out.extend_from_slice(&seconds);
        if let Some(digits) = fraction.get(..length).filter(|digits| !digits.is_empty()) {
            out.push(b'.');
            out.extend_from_slice(digits);
        }
        out.push(b'Z');
    }
}

/// The two digits of a number below a hundred.
const fn pair(number: u32) -> [u8; 2] {
    [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8]
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = Vec::with_capacity(SECONDS + 11);
        self.write_text(&mut text);
        f.write_str(&String::from_utf8_lossy(&text))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Leaf for Timestamp {
    #[inline]
    fn write_json(&self, out: &mut Vec<u8>) {
        out.push(b'"');
        self.write_text(out);
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
