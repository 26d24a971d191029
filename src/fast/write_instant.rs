//! Instants without the formatter of the standard library, which made VPC flow events 27 to 36 % slower, others 4 to 14 %.

use time::UtcDateTime;

/// `2026-01-15T12:34:56`. Years beyond 9999 do not occur: no log has more than four digits.
const SECONDS: usize = 19;

/// The text up to the seconds, with `Z` and a quote, as two words of eight bytes and one of five.
fn words(instant: UtcDateTime) -> [u64; 3] {
    let (year, month, day) = instant.to_calendar_date();
    let (hour, minute, second) = instant.as_hms();
    let year = year.unsigned_abs();
    let [hyphen, colon] = [u64::from(b'-'), u64::from(b':')];
    [
        digits(year / 100) | digits(year % 100) << 16 | hyphen << 32 | digits(u8::from(month)) << 40 | hyphen << 56,
        digits(day) | u64::from(b'T') << 16 | digits(hour) << 24 | colon << 40 | digits(minute) << 48,
        colon | digits(second) << 8 | u64::from(b'Z') << 24 | u64::from(b'"') << 32,
    ]
}

/// Appends an instant in the form of RFC 3339, without a fraction for whole seconds and otherwise with 3, 6 or 9 digits, and a
/// quote.
#[inline]
pub(crate) fn write_instant(instant: UtcDateTime, out: &mut Vec<u8>) {
    let end = out.len() + SECONDS + 2;
    out.extend_from_slice(words(instant).map(u64::to_le_bytes).as_flattened());
    out.truncate(end);
    if instant.nanosecond() != 0 {
        out.truncate(end - 2);
        write_fraction(instant.nanosecond(), out);
    }
}

/// The text of an instant, as [`write_instant`] writes it, without the quote.
pub(crate) fn instant_text(instant: UtcDateTime) -> String {
    let mut text = Vec::new();
    write_instant(instant, &mut text);
    text.pop();
    String::from_utf8_lossy(&text).into_owned()
}

/// Appends nanoseconds as a dot and 3, 6 or 9 digits, and the end of the text.
fn write_fraction(nanosecond: u32, out: &mut Vec<u8>) {
    let [milli, micro, nano] = [nanosecond / 1_000_000, nanosecond / 1_000 % 1_000, nanosecond % 1_000];
    let word = u128::from(b'.') | three(milli) << 8 | three(micro) << 32 | three(nano) << 56;
    let length = match (micro, nano) {
        (0, 0) => 4,
        (_, 0) => 7,
        _ => 10,
    };
    let end = out.len() + length;
    out.extend_from_slice(&word.to_le_bytes());
    out.truncate(end);
    out.extend_from_slice(b"Z\"");
}

/// The three digits of a number below a thousand, the first in the lowest byte.
#[inline(always)]
fn three(number: u32) -> u128 {
    u128::from(0x30 + number / 100) | u128::from(digits(number % 100)) << 8
}

/// The two digits of a number below a hundred, the first in the lowest byte.
#[inline(always)]
fn digits(number: impl Into<u32>) -> u64 {
    let number: u32 = number.into();
    (0x3030 | (number / 10) | ((number % 10) << 8)).into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The plain twin.
    fn plain(instant: UtcDateTime) -> String {
        let (year, month, day) = instant.to_calendar_date();
        let (hour, minute, second, nanosecond) = instant.as_hms_nano();
        let fraction = match nanosecond {
            0 => String::new(),
            _ if nanosecond.is_multiple_of(1_000_000) => format!(".{:03}", nanosecond / 1_000_000),
            _ if nanosecond.is_multiple_of(1_000) => format!(".{:06}", nanosecond / 1_000),
            _ => format!(".{nanosecond:09}"),
        };
        format!("{year:04}-{:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z\"", u8::from(month))
    }

    proptest! {
        #[test]
        fn as_the_plain_twin_writes_it(second in 0..253_402_300_800_i64, scale in prop::sample::select(vec![1, 1_000, 1_000_000]), fraction in 0..1_000_u32) {
            let instant = UtcDateTime::from_unix_timestamp(second).unwrap().replace_nanosecond(fraction * scale).unwrap();
            let mut out = Vec::new();
            write_instant(instant, &mut out);
            prop_assert_eq!(String::from_utf8(out).unwrap(), plain(instant));
        }
    }
}
