//! Numbers of digits alone, which need a check for overflow only if they are long. The standard library's parser, and a check for
//! digits, made VPC flow records 8 to 10 % slower to read.

use std::time::Duration;

/// Numbers with fewer digits than this never overflow.
const SAFE_DIGITS: usize = 19;

/// A whole number: only digits.
#[inline]
pub(crate) fn whole(text: &str) -> Option<u64> {
    let digits = text.as_bytes();
    if digits.is_empty() {
        return None;
    }
    if digits.len() < SAFE_DIGITS { short(digits) } else { long(digits) }
}

/// A number with few digits.
#[inline]
fn short(digits: &[u8]) -> Option<u64> {
    digits.iter().try_fold(0, |number, digit| Some(number * 10 + value(*digit)?))
}

/// A number with so many digits that it may overflow, unless it has leading zeros.
#[cold]
fn long(digits: &[u8]) -> Option<u64> {
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    let digits = digits.get(zeros..)?;
    match digits.split_at_checked(SAFE_DIGITS) {
        None => short(digits),
        Some((safe, [])) => short(safe),
        Some((safe, [digit])) => short(safe)?.checked_mul(10)?.checked_add(value(*digit)?),
        Some(_) => None,
    }
}

#[inline]
fn value(digit: u8) -> Option<u64> {
    let value = digit.wrapping_sub(b'0');
    (value < 10).then_some(value.into())
}

/// Decimal seconds in nanoseconds: digits, optionally followed by a dot and digits. Digits after the ninth must be
/// zeros: nothing is rounded.
pub(crate) fn decimal_seconds(text: &str) -> Option<Duration> {
    let Some(dot) = text.bytes().position(|byte| byte == b'.') else {
        return nanoseconds(whole(text)?, 0);
    };
    let fraction = fraction(text.as_bytes().get(dot + 1..)?)?;
    nanoseconds(whole(text.get(..dot)?)?, fraction)
}

/// Durations are counted in 64-bit nanoseconds elsewhere too: 584 years.
fn nanoseconds(seconds: u64, nanoseconds: u32) -> Option<Duration> {
    seconds.checked_mul(1_000_000_000)?.checked_add(nanoseconds.into())?;
    Some(Duration::new(seconds, nanoseconds))
}

/// The nanoseconds of the digits after a dot. Digits after the ninth must be zeros.
pub(crate) fn fraction(digits: &[u8]) -> Option<u32> {
    const SCALES: [u32; 9] = [100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];
    let (kept, beyond) = digits.split_at_checked(9).unwrap_or((digits, &[]));
    if beyond.iter().any(|digit| *digit != b'0') {
        return None;
    }
    let scale = SCALES.get(kept.len().checked_sub(1)?)?;
    let number = kept.iter().try_fold(0, |number, digit| Some(number * 10 + value(*digit)? as u32))?;
    Some(number * scale)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The plain twin: the parser of the standard library.
        #[test]
        fn as_the_standard_library_reads_them(text in "0{0,22}[0-9]{1,22}|[0-9]{0,9}[ /:;+\u{B9}a-f][0-9]{0,9}") {
            let plain = text.parse().ok().filter(|_| text.bytes().all(|digit| digit.is_ascii_digit()));
            prop_assert_eq!(whole(&text), plain);
        }
    }

    #[test]
    fn whole_numbers() {
        assert_eq!(whole("0"), Some(0));
        assert_eq!(whole("007"), Some(7));
        assert_eq!(whole("18446744073709551615"), Some(u64::MAX));
        assert_eq!(whole("000000000000000000000"), Some(0));
        assert_eq!(whole("00000000000000000000018446744073709551615"), Some(u64::MAX));
        for refused in ["", "-1", "+1", "1.0", "1e3", " 1", "٣", "18446744073709551616", "99999999999999999999"] {
            assert_eq!(whole(refused), None, "{refused}");
        }
    }

    #[test]
    fn decimal_seconds_are_exact() {
        assert_eq!(decimal_seconds("0.102"), Some(Duration::from_millis(102)));
        assert_eq!(decimal_seconds("3"), Some(Duration::from_secs(3)));
        assert_eq!(decimal_seconds("0.000000001"), Some(Duration::from_nanos(1)));
        assert_eq!(decimal_seconds("0.1000000000"), Some(Duration::from_millis(100)));
        assert_eq!(decimal_seconds("18446744073.709551615"), Some(Duration::from_nanos(u64::MAX)));
        for refused in [
            "",
            ".",
            "1.",
            ".5",
            "nan",
            "inf",
            "-1",
            "1e3",
            "0.0000000001",
            "18446744073.709551616",
            "1.2.3",
            "0.00000000é",
        ] {
            assert_eq!(decimal_seconds(refused), None, "{refused}");
        }
    }
}
