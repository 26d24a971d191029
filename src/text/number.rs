use std::time::Duration;

/// A whole number: digits and nothing else.
pub(crate) fn whole(text: &str) -> Option<u64> {
    let digits = text.as_bytes();
    if digits.is_empty() || digits.len() > 20 {
        return None;
    }
    // Nineteen digits never overflow.
    let (most, last) = digits.split_at_checked(19).unwrap_or((digits, &[]));
    let mut number = 0_u64;
    for digit in most {
        let digit = digit.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + u64::from(digit);
    }
    last.iter().try_fold(number, |number, digit| {
        let digit = digit.wrapping_sub(b'0');
        if digit > 9 { None } else { number.checked_mul(10)?.checked_add(digit.into()) }
    })
}

/// Decimal seconds as whole nanoseconds: digits, then perhaps a dot and up to nine digits more. Digits
/// beyond the ninth must be zeros: nothing is rounded.
pub(crate) fn decimal_seconds(text: &str) -> Option<Duration> {
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let (fraction, beyond) = fraction.split_at_checked(9).unwrap_or((fraction, ""));
    if beyond.bytes().any(|digit| digit != b'0') {
        return None;
    }
    let scale = 10_u64.pow(9_u32.checked_sub(u32::try_from(fraction.len()).ok()?)?);
    let nanoseconds = whole(fraction)? * scale;
    let duration = Duration::new(whole(seconds)?, u32::try_from(nanoseconds).ok()?);
    // Durations are counted in nanoseconds elsewhere too: 584 years are enough.
    u64::try_from(duration.as_nanos()).ok().map(|_| duration)
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
