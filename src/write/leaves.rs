//! Writes the values of an event.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use serde::{Serialize, Serializer};

use super::{Field, Key, Leaf, Sink};
use crate::fast::{write_ip, write_string};
use crate::json::Raw;
use crate::text::{AddressList, Encoded, Text};

impl Leaf for str {
    const IS_TEXT: bool = true;

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }

    fn write_rest(&self, out: &mut Vec<u8>) {
        write_string(self, out);
    }
}

impl Leaf for Text<'_> {
    const IS_TEXT: bool = true;

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }

    fn write_rest(&self, out: &mut Vec<u8>) {
        write_string(self, out);
    }
}

impl Leaf for bool {
    fn write_rest(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(if *self { b"true" } else { b"false" });
    }
}

/// Whole numbers.
macro_rules! whole_numbers {
    ($($number:ty)+) => {$(
        impl Leaf for $number {
            fn write_rest(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(itoa::Buffer::new().format(*self).as_bytes());
            }
        }
    )+};
}

whole_numbers!(u8 u16 u32 u64 i32 i64);

impl Leaf for f64 {
    fn write_rest(&self, out: &mut Vec<u8>) {
        // Writing to a vector cannot fail. A number that JSON cannot represent becomes null in serde_json too.
        let _ = serde_json::to_writer(out, self);
    }
}

/// A number or a boolean as text, because Elastic declares the field as a keyword.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keyword<T>(pub(crate) T);

impl<T: fmt::Display> Serialize for Keyword<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<T: Leaf + fmt::Display> Leaf for Keyword<T> {
    const IS_TEXT: bool = true;

    fn write_rest(&self, out: &mut Vec<u8>) {
        self.0.write_rest(out);
        out.push(b'"');
    }
}

/// The form `keyword` of a value.
pub(crate) fn keyword<T: Copy>(value: &T) -> Keyword<T> {
    Keyword(*value)
}

/// Seconds as a decimal number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DecimalSeconds(pub(crate) Duration);

impl Serialize for DecimalSeconds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0.as_nanos() as f64 / 1e9)
    }
}

impl Leaf for DecimalSeconds {
    fn write_rest(&self, out: &mut Vec<u8>) {
        // Most logs have milliseconds, whose decimals need no division.
        let nanoseconds = self.0.subsec_nanos();
        if !nanoseconds.is_multiple_of(1_000_000) {
            return (self.0.as_nanos() as f64 / 1e9).write_rest(out);
        }
        let milliseconds = nanoseconds / 1_000_000;
        let digits = [milliseconds / 100, milliseconds / 10 % 10, milliseconds % 10].map(|digit| b'0' + digit as u8);
        let zeros = digits.iter().rev().take_while(|digit| **digit == b'0').count().min(2);
        self.0.as_secs().write_rest(out);
        out.push(b'.');
        out.extend(digits.iter().take(3 - zeros));
    }
}

/// A duration as a whole number of milliseconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Milliseconds(pub(crate) Duration);

impl Milliseconds {
    /// Logs have no longer durations.
    fn count(self) -> u64 {
        self.0.as_millis().try_into().unwrap_or(u64::MAX)
    }
}

impl Serialize for Milliseconds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(self.count())
    }
}

impl Leaf for Milliseconds {
    fn write_rest(&self, out: &mut Vec<u8>) {
        self.count().write_rest(out);
    }
}

/// The form `milliseconds` of a duration.
pub(crate) fn milliseconds(duration: &Duration) -> Milliseconds {
    Milliseconds(*duration)
}

/// The form `decoded` of a percent-encoded text.
pub(crate) fn decoded<'a>(text: &'a Encoded<'_>) -> Text<'a> {
    text.decode().into()
}

/// Types that are written as the text of their `as_str`.
macro_rules! text_leaf {
    ($type:ty) => {
        impl $crate::write::Leaf for $type {
            const IS_TEXT: bool = true;

            fn is_nothing(&self) -> bool {
                self.as_str().is_empty()
            }

            fn write_rest(&self, out: &mut Vec<u8>) {
                self.as_str().write_rest(out);
            }
        }
    };
}
pub(crate) use text_leaf;

text_leaf!(Encoded<'_>);

/// The items of a list, one by one.
#[derive(Debug)]
pub(crate) struct Items<'a>(pub(crate) &'a AddressList<'a>);

impl Serialize for Items<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter())
    }
}

impl Leaf for Items<'_> {
    const IS_KEYWORD: bool = true;

    fn is_nothing(&self) -> bool {
        self.0.iter().next().is_none()
    }

    fn write_rest(&self, out: &mut Vec<u8>) {
        write_list(self.0.iter(), out, |item, out| item.write_json(out));
    }
}

impl<L: Leaf + ?Sized> Leaf for &L {
    const IS_TEXT: bool = L::IS_TEXT;
    const IS_KEYWORD: bool = L::IS_KEYWORD;

    fn is_nothing(&self) -> bool {
        (**self).is_nothing()
    }

    fn write_rest(&self, out: &mut Vec<u8>) {
        (**self).write_rest(out);
    }
}

impl<L: Leaf> Leaf for [L] {
    const IS_KEYWORD: bool = L::IS_KEYWORD;

    fn write_rest(&self, out: &mut Vec<u8>) {
        write_list(self.iter(), out, |item, out| item.write_json(out));
    }
}

pub(crate) fn write_list<T>(items: impl Iterator<Item = T>, out: &mut Vec<u8>, write: impl Fn(T, &mut Vec<u8>)) {
    out.push(b'[');
    for (place, item) in items.enumerate() {
        if place > 0 {
            out.push(b',');
        }
        write(item, out);
    }
    out.push(b']');
}

impl<L: Leaf> Leaf for Vec<L> {
    const IS_KEYWORD: bool = L::IS_KEYWORD;

    fn write_rest(&self, out: &mut Vec<u8>) {
        self.as_slice().write_rest(out);
    }
}

impl<L: Leaf> Field for Option<L> {
    fn is_absent(&self) -> bool {
        self.as_ref().is_none_or(Leaf::is_nothing)
    }

    #[inline(always)]
    fn write_at<S: Sink>(&self, key: Key, sink: &mut S) {
        match self {
            Some(value) if !value.is_nothing() => sink.leaf(key, value),
            _ => {}
        }
    }
}

impl<L: Leaf> Field for Vec<L> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    #[inline(always)]
    fn write_at<S: Sink>(&self, key: Key, sink: &mut S) {
        if !self.is_empty() {
            sink.leaf(key, self);
        }
    }
}

impl Leaf for IpAddr {
    const IS_TEXT: bool = true;
    const IS_KEYWORD: bool = false;

    #[inline(always)]
    fn write_rest(&self, out: &mut Vec<u8>) {
        write_ip(self, out);
    }
}

impl Leaf for Raw<'_> {
    fn is_nothing(&self) -> bool {
        matches!(self.as_str(), "{}" | "[]" | "\"\"" | "null")
    }

    fn write_rest(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.tidied().as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written<L: Leaf + ?Sized>(value: &L) -> String {
        let mut out = Vec::new();
        value.write_json(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn strings_as_serde_json_writes_them() {
        let every = (0..=0x7F_u8).map(char::from).collect::<String>();
        for text in ["", "a", "é", "\u{202E}", "0123456789abcde\"", "0123456789abcdef\"\\\n0123456789abcdef", &every] {
            for start in text.char_indices().map(|(place, _)| place) {
                let text = text.get(start..).unwrap();
                assert_eq!(written(text), serde_json::to_string(text).unwrap());
            }
        }
    }

    #[test]
    fn seconds_as_serde_json_writes_them() {
        for nanoseconds in [0, 1, 4_000_000, 20_000_000, 358_000_000, 1_500_000_000, 3_000_000_000, 3_001_000_001] {
            let seconds = DecimalSeconds(Duration::from_nanos(nanoseconds));
            assert_eq!(written(&seconds), serde_json::to_string(&seconds).unwrap());
        }
    }
}
