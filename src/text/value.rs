//! How the text of one column becomes a value of its type.

use std::marker::PhantomData;
use std::net::IpAddr;
use std::time::Duration;

use ::time::{Date, Time, UtcDateTime};
use serde::{Serialize, Serializer};

use crate::schema::text_values;

use super::{AddressList, Encoded, Text, time};
use crate::fast::{ip, number};

/// The text of one column. Values are parsed without knowing whether it is borrowed.
pub(crate) trait Logged<'a>: AsRef<str> + Into<Text<'a>> {}

impl<'a, T: AsRef<str> + Into<Text<'a>>> Logged<'a> for T {}

/// A type that is parsed from the text of one column.
pub(crate) trait Value<'a>: Sized {
    /// What the text should be, for errors.
    const EXPECTED: &'static str;

    /// Whether every text is a value, which has that text in [`schema::Value`](crate::schema::Value).
    const IS_ANY_TEXT: bool = false;

    /// The same type without a borrow.
    type Owned: 'static;

    fn read(text: impl Logged<'a>) -> Option<Self>;

    fn into_owned(self) -> Self::Owned;
}

/// How a column's text is parsed into a value: [`Plain`] if the type alone decides it.
pub(crate) trait Codec<'a, T> {
    const EXPECTED: &'static str;

    /// Whether every text is a value, which has that text in [`schema::Value`](crate::schema::Value).
    const IS_ANY_TEXT: bool = false;

    /// Whether a hyphen is a value in JSON. Otherwise it means absent.
    const KEEPS_DASH: bool = false;

    fn read(text: impl Logged<'a>) -> Option<T>;
}

/// How a codec's value is serialized.
pub(crate) trait Encode<T> {
    fn serialize<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>;
}

/// A value with its codec.
pub(crate) struct Coded<'v, T, C> {
    value: &'v T,
    codec: PhantomData<C>,
}

impl<'v, T, C: Encode<T>> Coded<'v, T, C> {
    pub(crate) fn new(value: &'v T) -> Self {
        Coded { value, codec: PhantomData }
    }
}

impl<T, C: Encode<T>> Serialize for Coded<'_, T, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        C::serialize(self.value, serializer)
    }
}

/// Parses and serializes the value as its type does.
#[derive(Debug)]
pub(crate) struct Plain;

impl<'a, T: Value<'a>> Codec<'a, T> for Plain {
    const EXPECTED: &'static str = T::EXPECTED;

    const IS_ANY_TEXT: bool = T::IS_ANY_TEXT;

    #[inline]
    fn read(text: impl Logged<'a>) -> Option<T> {
        T::read(text)
    }
}

impl<T: Serialize> Encode<T> for Plain {
    fn serialize<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }
}

/// Text that clients and users choose, so that `-` is a value too.
#[derive(Debug)]
pub(crate) struct Exact;

impl<'a> Codec<'a, Text<'a>> for Exact {
    const EXPECTED: &'static str = "text";

    const IS_ANY_TEXT: bool = true;

    const KEEPS_DASH: bool = true;

    #[inline]
    fn read(text: impl Logged<'a>) -> Option<Text<'a>> {
        Some(text.into())
    }
}

impl Encode<Text<'_>> for Exact {
    fn serialize<S: Serializer>(value: &Text<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }
}

/// Types that accept any text.
macro_rules! texts {
    ($($type:ident)+) => {$(
        impl<'a> Value<'a> for $type<'a> {
            const EXPECTED: &'static str = "text";

            const IS_ANY_TEXT: bool = true;

            type Owned = $type<'static>;

            #[inline]
            fn read(text: impl $crate::text::Logged<'a>) -> Option<Self> {
                Some(text.into().into())
            }

            fn into_owned(self) -> Self::Owned {
                $type::into_owned(self)
            }
        }
    )+};
}

pub(crate) use texts;

texts!(Text Encoded AddressList);

text_values! {
    Text<'_>: |text| text;
    Encoded<'_>: |text| text.as_str();
    AddressList<'_>: |list| list.as_str();
}

/// Types that do not borrow.
macro_rules! values {
    ($($type:ty: $expected:literal, |$text:ident| $read:expr;)+) => {$(
        impl<'a> Value<'a> for $type {
            const EXPECTED: &'static str = $expected;

            type Owned = $type;

            #[inline]
            fn read(text: impl $crate::text::Logged<'a>) -> Option<Self> {
                let $text: &str = text.as_ref();
                $read
            }

            fn into_owned(self) -> Self {
                self
            }
        }
    )+};
}
pub(crate) use values;

values! {
    u64: "a whole number", |text| number::whole(text);
    u32: "a whole number below 4294967296", |text| number::whole(text)?.try_into().ok();
    u16: "a whole number below 65536", |text| number::whole(text)?.try_into().ok();
    u8: "a whole number below 256", |text| number::whole(text)?.try_into().ok();
    i64: "an integer", |text| text.parse().ok();
    f64: "a number", |text| text.parse().ok().filter(|number: &f64| number.is_finite());
    bool: "true or false", |text| match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    };
    IpAddr: "an IP address", |text| ip(text);
    Date: "a date as YYYY-MM-DD", |text| time::date(text);
    Time: "a time as HH:MM:SS", |text| time::clock(text);
    UtcDateTime: "a date and time as YYYY-MM-DDTHH:MM:SSZ", |text| time::rfc_3339(text, false);
    Duration: "seconds with at most nine decimals", |text| number::decimal_seconds(text);
}

/// Codecs: the type, how it is parsed, and how it is serialized.
macro_rules! codecs {
    ($($(#[$meta:meta])* $codec:ident: $type:ty, $expected:expr, $read:expr, |$value:ident| $text:expr;)+) => {$(
        $(#[$meta])*
        #[derive(Debug)]
        pub(crate) struct $codec;

        impl<'a> Codec<'a, $type> for $codec {
            const EXPECTED: &'static str = $expected;

            fn read(text: impl Logged<'a>) -> Option<$type> {
                $read(text.as_ref())
            }
        }

        impl Encode<$type> for $codec {
            fn serialize<S: Serializer>($value: &$type, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&$text)
            }
        }
    )+};
}

codecs! {
    /// `YYYY-MM-DD`
    CalendarDate: Date, <Date as Value>::EXPECTED, time::date, |date| date;
    /// `HH:MM:SS`
    Clock: Time, <Time as Value>::EXPECTED, time::clock, |clock| clock_text(*clock);
    /// Seconds since 1970, with or without a fraction; also milliseconds, and a date.
    EpochSeconds: UtcDateTime, "seconds since 1970", time::seconds_or_other, |instant| seconds_text(since_1970(*instant));
    /// Seconds or milliseconds since 1970, distinguished by their size, or a date.
    EpochTime: UtcDateTime, "seconds or milliseconds since 1970", time::epoch_or_date, |instant| epoch_text(*instant);
    /// A date and time of RFC 3339, or seconds or milliseconds since 1970.
    DateOrEpoch: UtcDateTime, "a date and time, or seconds since 1970", time::date_or_epoch, |instant| rfc_3339_text(*instant);
    /// The same, where AWS writes milliseconds since 1970.
    MillisecondsOrDate: UtcDateTime, "milliseconds since 1970, or a date and time", time::date_or_epoch,
        |instant| milliseconds_text(*instant);
    /// A time of the Common Log Format, or one of the forms in JSON.
    CommonLogTime: UtcDateTime, "a time as DD/Mon/YYYY:HH:MM:SS +0000", common_log_or_date,
        |instant| rfc_3339_text(*instant);
    /// Milliseconds since 1970.
    EpochMilliseconds: UtcDateTime, "milliseconds since 1970", time::epoch_milliseconds,
        |instant| since_1970(*instant).as_millis();
    /// A date and time of RFC 3339, or in the basic form without separators.
    Rfc3339: UtcDateTime, <UtcDateTime as Value>::EXPECTED, |text| time::rfc_3339(text, false), |instant| rfc_3339_text(*instant);
    /// A date and time of RFC 3339 without a zone, in UTC.
    Zoneless: UtcDateTime, "a date and time as YYYY-MM-DDTHH:MM:SS", |text| time::rfc_3339(text, true),
        |instant| rfc_3339_text(*instant).trim_end_matches('Z');
    /// Decimal seconds.
    Seconds: Duration, <Duration as Value>::EXPECTED, number::decimal_seconds, |duration| seconds_text(*duration);
    /// Whole milliseconds.
    Milliseconds: Duration, <u64 as Value>::EXPECTED, |text| number::whole(text).map(Duration::from_millis), |duration| duration.as_millis();
}

fn common_log_or_date(text: &str) -> Option<UtcDateTime> {
    time::common_log(text).or_else(|| time::date_or_epoch(text))
}

/// Seconds since 1970, or the date if the number would be parsed as something else.
fn epoch_text(instant: UtcDateTime) -> String {
    let seconds = seconds_text(since_1970(instant));
    if time::epoch_or_date(&seconds) == Some(instant) { seconds } else { rfc_3339_text(instant) }
}

/// Milliseconds since 1970, or the date if the number would be parsed as something else.
fn milliseconds_text(instant: UtcDateTime) -> String {
    let milliseconds = since_1970(instant).as_millis().to_string();
    if time::date_or_epoch(&milliseconds) == Some(instant) { milliseconds } else { rfc_3339_text(instant) }
}

/// Instants parsed from a number since 1970 are never before 1970.
fn since_1970(instant: UtcDateTime) -> Duration {
    Duration::try_from(instant - UtcDateTime::UNIX_EPOCH).unwrap_or_default()
}

/// Seconds without trailing zeros.
pub(crate) fn seconds_text(duration: Duration) -> String {
    match duration.subsec_nanos() {
        0 => duration.as_secs().to_string(),
        nanoseconds => {
            let text = format!("{}.{nanoseconds:09}", duration.as_secs());
            text.trim_end_matches('0').to_owned()
        }
    }
}

fn rfc_3339_text(instant: UtcDateTime) -> String {
    let (date, clock) = (instant.date(), clock_text(instant.time()));
    format!("{:04}-{:02}-{:02}T{clock}Z", date.year(), u8::from(date.month()), date.day())
}

/// `HH:MM:SS`, with a fraction without trailing zeros.
pub(crate) fn clock_text(clock: Time) -> String {
    let (hour, minute, second, nanosecond) = clock.as_hms_nano();
    let fraction = seconds_text(Duration::from_nanos(nanosecond.into()));
    format!("{hour:02}:{minute:02}:{second:02}{}", fraction.strip_prefix('0').unwrap_or_default())
}

/// An enum of the values that AWS documents, which also holds others. One table generates the variants, their texts
/// and their docs.
macro_rules! open_enum {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name<'a> {
            $($(#[$variant_meta])* #[doc = concat!("`", $text, "`")] $variant,)+
            /// A value that is not in this list, as logged.
            Other($crate::text::Text<'a>),
        }

        impl<'a> $name<'a> {
            /// The documented values.
            pub const KNOWN: &'static [&'static str] = &[$($text),+];

            /// The value as AWS writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    $($name::$variant => $text,)+
                    $name::Other(text) => text,
                }
            }

            /// Converts the value into an owned one.
            pub fn into_owned(self) -> $name<'static> {
                match self {
                    $($name::$variant => $name::$variant,)+
                    $name::Other(text) => $name::Other(text.into_owned()),
                }
            }

            /// The text of the value, with the lifetime of the log if possible.
            #[cfg(feature = "ecs")]
            #[allow(dead_code, reason = "not every list of values ends in a text of an event")]
            pub(crate) fn text(&self) -> $crate::text::Text<'_> {
                self.as_str().into()
            }
        }

        impl<'a> From<$crate::text::Text<'a>> for $name<'a> {
            fn from(text: $crate::text::Text<'a>) -> Self {
                match text.as_str() {
                    $($text => $name::$variant,)+
                    _ => $name::Other(text),
                }
            }
        }

        impl<'a> From<&'a str> for $name<'a> {
            fn from(text: &'a str) -> Self {
                $crate::text::Text::from(text).into()
            }
        }

        #[cfg(feature = "ecs")]
        impl $crate::write::Leaf for $name<'_> {
            const IS_TEXT: bool = true;

            fn write_rest(&self, out: &mut Vec<u8>) {
                match self {
                    $name::Other(text) => text.write_rest(out),
                    known => $crate::write::write_plain(known.as_str(), out),
                }
            }
        }

        #[cfg(feature = "ecs")]
        $crate::write::as_leaf! { $name<'_> => &'l Self: |value| value; }

        $crate::json::scalar!($name<'a>);

        $crate::schema::text_values! { $name<'_>: |value| value.as_str(); }

        impl std::fmt::Display for $name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $name<'_> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'a> $crate::text::Value<'a> for $name<'a> {
            const EXPECTED: &'static str = "text";

            const IS_ANY_TEXT: bool = true;

            type Owned = $name<'static>;

            #[inline]
            fn read(text: impl $crate::text::Logged<'a>) -> Option<Self> {
                Some(text.into().into())
            }

            fn into_owned(self) -> Self::Owned {
                $name::into_owned(self)
            }
        }
    };
}
pub(crate) use open_enum;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_as_text() {
        for text in ["0", "3", "0.023", "0.000000001", "18446744073.709551615", "10.5"] {
            assert_eq!(seconds_text(number::decimal_seconds(text).unwrap()), text);
        }
    }

    #[test]
    fn instants_as_text_are_the_same_instants() {
        for (logged, text) in [
            ("1768480496123", "1768480496.123"),
            ("99999999999", "99999999999"),
            ("100000000000000", "5138-11-16T09:46:40Z"),
            ("88424025248000", "88424025248"),
            ("88424025248061", "4772-01-18T05:14:08.061Z"),
            ("1970-01-01T00:00:00Z", "0"),
            ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z"),
            ("1013-01-15T12:34:57Z", "1013-01-15T12:34:57Z"),
        ] {
            let instant = time::epoch_or_date(logged).unwrap();
            assert_eq!(epoch_text(instant), text);
            assert_eq!(time::epoch_or_date(text), Some(instant), "{logged}");
        }
    }

    #[test]
    fn clocks_as_text() {
        for text in ["00:00:00", "12:34:56", "12:34:56.5", "23:59:59.999999999"] {
            assert_eq!(clock_text(time::clock(text).unwrap()), text);
        }
    }
}
