use time::{Date, Month, Time, UtcDateTime};

use crate::fast::number;

/// `YYYY-MM-DD`.
pub(crate) fn date(text: &str) -> Option<Date> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *text.as_bytes() else {
        return None;
    };
    date_of([y0, y1, y2, y3], [m0, m1], [d0, d1])
}

#[inline]
fn date_of([y0, y1, y2, y3]: [u8; 4], [m0, m1]: [u8; 2], [d0, d1]: [u8; 2]) -> Option<Date> {
    let year = pair(y0, y1)? as i32 * 100 + pair(y2, y3)? as i32;
    let month = Month::try_from(pair(m0, m1)?).ok()?;
    Date::from_calendar_date(year, month, pair(d0, d1)?).ok()
}

/// `HH:MM:SS`, optionally followed by a dot and digits, those after the ninth zeros.
pub(crate) fn clock(text: &str) -> Option<Time> {
    let [h0, h1, b':', m0, m1, b':', s0, s1, ref fraction @ ..] = *text.as_bytes() else {
        return None;
    };
    clock_of([h0, h1], [m0, m1], [s0, s1], fraction)
}

#[inline]
fn clock_of([h0, h1]: [u8; 2], [m0, m1]: [u8; 2], [s0, s1]: [u8; 2], fraction: &[u8]) -> Option<Time> {
    let nanosecond = match fraction {
        [] => 0,
        [b'.', digits @ ..] => number::fraction(digits)?,
        _ => return None,
    };
    match pair(s0, s1)? {
        // A leap second is the last nanosecond of the second before it, as in clocks without leap seconds.
        60 => Time::from_hms_nano(pair(h0, h1)?, pair(m0, m1)?, 59, 999_999_999).ok(),
        second => Time::from_hms_nano(pair(h0, h1)?, pair(m0, m1)?, second, nanosecond).ok(),
    }
}

/// `YYYY-MM-DDTHH:MM:SS[.fraction]`, followed by `Z`, ` UTC` or an offset, which may be missing if `zoneless`. Also
/// the basic form `YYYYMMDDTHHMMSSZ`, and a space in place of the `T`.
pub(crate) fn rfc_3339(text: &str, zoneless: bool) -> Option<UtcDateTime> {
    let Some((head, rest)) = text.as_bytes().split_first_chunk() else {
        return basic(text);
    };
    let [y0, y1, y2, y3, b'-', o0, o1, b'-', d0, d1, b'T' | b't' | b' ', h0, h1, b':', m0, m1, b':', s0, s1] = *head
    else {
        return None;
    };
    let (fraction, offset) = match rest {
        [fraction @ .., b'Z' | b'z'] | [fraction @ .., b' ', b'U', b'T', b'C'] => (fraction, 0),
        [fraction @ .., sign @ (b'+' | b'-'), oh0, oh1, b':', om0, om1]
        | [fraction @ .., sign @ (b'+' | b'-'), oh0, oh1, om0, om1] => {
            (fraction, offset([*sign, *oh0, *oh1, *om0, *om1])?)
        }
        [fraction @ .., sign @ (b'+' | b'-'), oh0, oh1] => (fraction, offset([*sign, *oh0, *oh1, b'0', b'0'])?),
        _ if zoneless => (rest, 0),
        _ => return None,
    };
    let day = date_of([y0, y1, y2, y3], [o0, o1], [d0, d1])?;
    let instant = UtcDateTime::new(day, clock_of([h0, h1], [m0, m1], [s0, s1], fraction)?);
    earlier(instant, offset)
}

/// The instant so many seconds before, unless its year has more than four digits.
fn earlier(instant: UtcDateTime, seconds: i64) -> Option<UtcDateTime> {
    if seconds == 0 {
        return Some(instant);
    }
    instant.checked_sub(time::Duration::seconds(seconds)).filter(|instant| (0..=9999).contains(&instant.year()))
}

/// `15/Jan/2026:12:34:56 +0000`, as in the Common Log Format, with brackets around it or without.
pub(crate) fn common_log(text: &str) -> Option<UtcDateTime> {
    const MONTHS: [&[u8; 3]; 12] =
        [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
    let text = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let (day, rest) = text.split_at_checked(11)?;
    let (clock_text, offset) = rest.strip_prefix(':')?.split_once(' ')?;
    let [d0, d1, b'/', m0, m1, m2, b'/', y0, y1, y2, y3] = *day.as_bytes() else {
        return None;
    };
    let month = (1..).zip(MONTHS).find_map(|(number, name)| (*name == [m0, m1, m2]).then_some(number))?;
    let year = pair(y0, y1)? as i32 * 100 + pair(y2, y3)? as i32;
    let day = Date::from_calendar_date(year, Month::try_from(month).ok()?, pair(d0, d1)?).ok()?;
    earlier(UtcDateTime::new(day, clock(clock_text)?), offset_seconds(offset)?)
}

/// `20131102T010628Z`.
fn basic(text: &str) -> Option<UtcDateTime> {
    let [y0, y1, y2, y3, o0, o1, d0, d1, b'T', h0, h1, m0, m1, s0, s1, b'Z'] = *text.as_bytes() else {
        return None;
    };
    let day = date_of([y0, y1, y2, y3], [o0, o1], [d0, d1])?;
    let clock = Time::from_hms(pair(h0, h1)?, pair(m0, m1)?, pair(s0, s1)?).ok()?;
    Some(UtcDateTime::new(day, clock))
}

/// `+HH:MM`, `+HHMM` or `+HH`.
fn offset_seconds(text: &str) -> Option<i64> {
    match *text.as_bytes() {
        [sign @ (b'+' | b'-'), h0, h1, b':', m0, m1] | [sign @ (b'+' | b'-'), h0, h1, m0, m1] => {
            offset([sign, h0, h1, m0, m1])
        }
        [sign @ (b'+' | b'-'), h0, h1] => offset([sign, h0, h1, b'0', b'0']),
        _ => None,
    }
}

/// `+HHMM` in seconds.
fn offset([sign, h0, h1, m0, m1]: [u8; 5]) -> Option<i64> {
    let (hours, minutes) = (pair(h0, h1)?, pair(m0, m1)?);
    let seconds = i64::from(hours) * 3600 + i64::from(minutes) * 60;
    (hours < 24 && minutes < 60).then_some(if sign == b'-' { -seconds } else { seconds })
}

/// Seconds since 1970, optionally followed by a dot and up to nine digits.
pub(crate) fn epoch_seconds(text: &str) -> Option<UtcDateTime> {
    if let Some(seconds) = number::whole(text) {
        return UtcDateTime::from_unix_timestamp(seconds.try_into().ok()?).ok();
    }
    let since = number::decimal_seconds(text)?;
    let nanoseconds = i128::try_from(since.as_nanos()).ok()?;
    UtcDateTime::from_unix_timestamp_nanos(nanoseconds).ok()
}

/// Milliseconds since 1970.
pub(crate) fn epoch_milliseconds(text: &str) -> Option<UtcDateTime> {
    let nanoseconds = i128::from(number::whole(text)?) * 1_000_000;
    UtcDateTime::from_unix_timestamp_nanos(nanoseconds).ok()
}

/// From this number on, a number is milliseconds: in seconds, it is the year 5138.
const MILLISECONDS_FROM: u64 = 100_000_000_000;

/// Seconds or milliseconds since 1970, distinguished by their size, or a date and time.
pub(crate) fn epoch_or_date(text: &str) -> Option<UtcDateTime> {
    match number::whole(text) {
        Some(MILLISECONDS_FROM..) => epoch_milliseconds(text),
        Some(seconds) => UtcDateTime::from_unix_timestamp(seconds.try_into().ok()?).ok(),
        None => epoch_seconds(text).or_else(|| rfc_3339(text, true)),
    }
}

/// A date and time, or seconds or milliseconds since 1970: the forms of times in JSON. AWS writes dates; exported
/// tables have any of the others.
#[inline]
pub(crate) fn date_or_epoch(text: &str) -> Option<UtcDateTime> {
    rfc_3339(text, true).or_else(|| epoch_or_date(text))
}

/// Seconds since 1970, or one of the other forms in exported tables.
#[inline]
pub(crate) fn seconds_or_other(text: &str) -> Option<UtcDateTime> {
    epoch_seconds(text).or_else(|| other_than_seconds(text))
}

#[cold]
fn other_than_seconds(text: &str) -> Option<UtcDateTime> {
    date_or_epoch(text)
}

/// Two digits.
fn pair(tens: u8, ones: u8) -> Option<u8> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| tens * 10 + ones)
}

#[cfg(test)]
mod tests {
    use time::macros::{date, time, utc_datetime};

    use super::*;

    #[test]
    fn dates() {
        assert_eq!(super::date("2026-01-15"), Some(date!(2026 - 01 - 15)));
        assert_eq!(super::date("2024-02-29"), Some(date!(2024 - 02 - 29)));
        assert_eq!(super::date("0000-01-01"), Some(date!(0000 - 01 - 01)));
        for refused in
            ["", "2026-1-15", "2026-02-29", "2026-13-01", "2026-00-01", "99999-01-01", "2026/01/15", "２026-01-1"]
        {
            assert_eq!(super::date(refused), None, "{refused}");
        }
    }

    #[test]
    fn clocks() {
        assert_eq!(clock("12:34:56"), Some(time!(12:34:56)));
        assert_eq!(clock("12:34:56.5"), Some(time!(12:34:56.5)));
        assert_eq!(clock("23:59:60"), Some(time!(23:59:59.999_999_999)));
        for refused in [
            "",
            "12:34",
            "0:00:000",
            "\x7f0:00:00",
            "24:00:00",
            "12:60:00",
            "12:34:61",
            "12:34:56.",
            "12:34:56.x",
            "12:34:56.1234567891",
            "1:02:03",
        ] {
            assert_eq!(clock(refused), None, "{refused}");
        }
    }

    #[test]
    fn dates_with_clocks() {
        for (text, instant) in [
            ("2026-01-15T12:34:56Z", utc_datetime!(2026-01-15 12:34:56)),
            ("2026-01-15T12:34:56.186641Z", utc_datetime!(2026-01-15 12:34:56.186641)),
            ("2026-01-15T12:34:56+01:00", utc_datetime!(2026-01-15 11:34:56)),
            ("2026-01-15T12:34:56-00:30", utc_datetime!(2026-01-15 13:04:56)),
            ("20131102T010628Z", utc_datetime!(2013-11-02 01:06:28)),
            ("2026-01-15T12:34:56+0000", utc_datetime!(2026-01-15 12:34:56)),
            ("2026-01-15T12:34:56.5-0130", utc_datetime!(2026-01-15 14:04:56.5)),
            ("2026-01-15 12:34:56+02", utc_datetime!(2026-01-15 10:34:56)),
            ("2026-01-15T00:00:00-23:59", utc_datetime!(2026-01-15 23:59:00)),
            ("2026-01-15 12:34:56.000 UTC", utc_datetime!(2026-01-15 12:34:56)),
            ("2026-01-15T12:34:56.12345678900Z", utc_datetime!(2026-01-15 12:34:56.123_456_789)),
        ] {
            assert_eq!(rfc_3339(text, false), Some(instant), "{text}");
        }
        assert_eq!(rfc_3339("2026-01-15 12:34:56", true), Some(utc_datetime!(2026-01-15 12:34:56)));
        for refused in [
            "",
            "2026-01-15",
            "2026-01-15T12:34:56",
            "2026-01-15T12:34:56+1",
            "2026-01-15T12:34:56+01:0",
            "2026-01-15T12:34:56+2400",
            "2026-01-15T12:34:56+00:60",
            "2026-01-15T12:34:56 PST",
            "0000-01-01T00:00:00+01:00",
            "2026-01-15T12:34:56.1234567891Z",
            "2026-01-15T12:34:56é",
        ] {
            assert_eq!(rfc_3339(refused, false), None, "{refused}");
        }
    }

    #[test]
    fn times_of_the_common_log_format() {
        for (text, instant) in [
            ("15/Jan/2026:12:34:56 +0000", utc_datetime!(2026-01-15 12:34:56)),
            ("[29/Feb/2024:23:59:59 -0130]", utc_datetime!(2024-03-01 1:29:59)),
            ("31/Dec/1999:00:00:00 +0100", utc_datetime!(1999-12-30 23:00:00)),
        ] {
            assert_eq!(common_log(text), Some(instant), "{text}");
        }
        for refused in [
            "",
            "15/Jan/2026:12:34:56",
            "15/jan/2026:12:34:56 +0000",
            "[15/Jan/2026:12:34:56 +0000",
            "15/Jan/26:12:34:56 +0000",
            "29/Feb/2026:12:34:56 +0000",
            "15/Jan/2026:12:34:56 UTC",
            "15/Jan/2026:12:34:56 %20",
            "15/Jan/2026:12:34:56 00:00",
            "01/Jan/0000:00:00:00 +0100",
            "15/Ja\u{e9}/2026:1 +0000",
        ] {
            assert_eq!(common_log(refused), None, "{refused}");
        }
    }

    #[test]
    fn seconds_and_milliseconds_since_1970() {
        assert_eq!(epoch_seconds("1768480496.123"), Some(utc_datetime!(2026-01-15 12:34:56.123)));
        assert_eq!(epoch_seconds("1750648423"), Some(utc_datetime!(2025-06-23 03:13:43)));
        assert_eq!(epoch_milliseconds("1768480496123"), Some(utc_datetime!(2026-01-15 12:34:56.123)));
        assert_eq!(epoch_milliseconds("99999999999999999"), None);
        assert_eq!(epoch_seconds("-1"), None);
    }

    #[test]
    fn dates_and_numbers_are_read_alike() {
        for (text, instant) in [
            ("2025-01-21 17:49:47.000000000", utc_datetime!(2025-01-21 17:49:47)),
            ("2025-01-21T17:49:47", utc_datetime!(2025-01-21 17:49:47)),
            ("2025-01-21T17:49:47+0000", utc_datetime!(2025-01-21 17:49:47)),
            ("1737481787", utc_datetime!(2025-01-21 17:49:47)),
            ("1737481787.25", utc_datetime!(2025-01-21 17:49:47.25)),
            ("1737481787250", utc_datetime!(2025-01-21 17:49:47.25)),
        ] {
            assert_eq!(date_or_epoch(text), Some(instant), "{text}");
        }
        assert_eq!(seconds_or_other("1737481787250"), Some(utc_datetime!(2025-01-21 17:49:47.25)));
        assert_eq!(seconds_or_other("2025-01-21 17:49:47"), Some(utc_datetime!(2025-01-21 17:49:47)));
        assert_eq!(seconds_or_other("99999999999"), Some(utc_datetime!(5138-11-16 9:46:39)));
        for refused in ["", "yesterday", "2025-01-21", "17:49:47", "-1", "1e9", "1737481787250000"] {
            assert_eq!(date_or_epoch(refused), None, "{refused}");
        }
    }
}
