use std::time::Duration;

/// Nineteen digits never overflow.
const SAFE_DIGITS: usize = 19;

/// A whole number: digits and nothing else.
#[inline]
pub(crate) fn whole(text: &str) -> Option<u64> {
    let digits = text.as_bytes();
    if digits.is_empty() {
        return None;
    }
    match digits.split_at_checked(SAFE_DIGITS) {
        None => digits.iter().try_fold(0, |number, digit| Some(number * 10 + value(*digit)?)),
        Some((safe, rest)) => long(safe, rest),
    }
}

/// A number with so many digits that it may be too large.
#[cold]
fn long(safe: &[u8], rest: &[u8]) -> Option<u64> {
    let number = safe.iter().try_fold(0, |number, digit| Some(number * 10 + value(*digit)?))?;
    match *rest {
        [] => Some(number),
        [digit] => number.checked_mul(10)?.checked_add(value(digit)?),
        _ => None,
    }
}

#[inline]
fn value(digit: u8) -> Option<u64> {
    let value = digit.wrapping_sub(b'0');
    (value < 10).then_some(value.into())
}

/// Decimal seconds as whole nanoseconds: digits, then perhaps a dot and up to nine digits more. Digits
/// beyond the ninth must be zeros: nothing is rounded.
pub(crate) fn decimal_seconds(text: &str) -> Option<Duration> {
    let Some(dot) = text.bytes().position(|byte| byte == b'.') else {
        return nanoseconds(whole(text)?, 0);
    };
    let fraction = fraction(text.as_bytes().get(dot + 1..)?)?;
    nanoseconds(whole(text.get(..dot)?)?, fraction)
}

/// Durations are counted in nanoseconds elsewhere too: 584 years are enough.
fn nanoseconds(seconds: u64, nanoseconds: u32) -> Option<Duration> {
    seconds.checked_mul(1_000_000_000)?.checked_add(nanoseconds.into())?;
    Some(Duration::new(seconds, nanoseconds))
}

/// The nanoseconds that one to nine digits behind a dot are; digits beyond the ninth must be zeros.
pub(super) fn fraction(digits: &[u8]) -> Option<u32> {
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
    use super::*;

    #[test]
    fn whole_numbers() {
        assert_eq!(whole("0"), Some(0));
        assert_eq!(whole("007"), Some(7));
        assert_eq!(whole("18446744073709551615"), Some(u64::MAX));
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
