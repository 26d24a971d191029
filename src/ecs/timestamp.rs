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
    /// The text up to the seconds, and how it ends where no fraction follows: with a quote, as JSON has it.
    fn whole_seconds(self) -> [u8; SECONDS + 2] {
        let (year, month, day) = self.to_calendar_date();
        let (hour, minute, second) = self.as_hms();
        let year = year.unsigned_abs();
        let [y0, y1] = pair((year / 100 % 100) as u8);
        let [y2, y3] = pair((year % 100) as u8);
        let [o0, o1] = pair(month.into());
        let [d0, d1] = pair(day);
        let [h0, h1] = pair(hour);
        let [m0, m1] = pair(minute);
        let [s0, s1] = pair(second);
        [y0, y1, y2, y3, b'-', o0, o1, b'-', d0, d1, b'T', h0, h1, b':', m0, m1, b':', s0, s1, b'Z', b'"']
    }

    /// Appends the text and a quote.
    #[inline]
    fn write_quoted(self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.whole_seconds());
        if self.nanosecond() != 0 {
            out.truncate(out.len() - 2);
            write_fraction(self.nanosecond(), out);
        }
    }
}

/// Appends nanoseconds as 3, 6 or 9 digits behind a dot, and what ends the text.
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

/// The two digits of a number below a hundred.
const fn pair(number: u8) -> [u8; 2] {
    [b'0' + number / 10, b'0' + number % 10]
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = Vec::with_capacity(SECONDS + 12);
        self.write_quoted(&mut text);
        text.pop();
        f.write_str(&String::from_utf8_lossy(&text))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Leaf for Timestamp {
    const IS_TEXT: bool = true;

    #[inline]
    fn write_rest(&self, out: &mut Vec<u8>) {
        self.write_quoted(out);
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
