//! How an event is written: once as JSON bytes, the fast way, and once through serde. Both walk the same
//! fields in the same order, so they cannot differ in anything but speed.

use std::io::Write as _;
use std::net::IpAddr;
use std::time::Duration;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use time::UtcDateTime;

use super::free_form::FreeForm;
use super::timestamp::Timestamp;
use super::values::{Listed, Values};
use crate::json::{Map, Raw};
use crate::text::{AddressList, Encoded, Text};

/// The name of a field, once plain and once as JSON writes it in front of a value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    name: &'static str,
    json: &'static str,
}

impl Key {
    pub(crate) const fn new(name: &'static str, json: &'static str) -> Self {
        Key { name, json }
    }

    pub(crate) const fn name(self) -> &'static str {
        self.name
    }
}

/// A [`Key`] from a literal.
macro_rules! key {
    ($name:expr) => {
        const { $crate::ecs::write::Key::new($name, concat!("\"", $name, "\":")) }
    };
}
pub(crate) use key;

/// A value that stands at one field.
pub(crate) trait Leaf: Serialize {
    /// Whether the value is none, such as an empty text: it is left out wherever it stands at a field.
    fn is_nothing(&self) -> bool {
        false
    }

    /// Appends the value as JSON.
    fn write_json(&self, out: &mut Vec<u8>);
}

/// An object: fields that know how to write themselves.
pub(crate) trait Fields {
    /// Whether no field has a value; such an object is left out.
    fn is_empty(&self) -> bool;

    /// Writes each field that has a value.
    fn write<S: Sink>(&self, sink: &mut S);
}

/// A place in an object: a leaf that may be absent, a list that may be empty, an object inside.
pub(crate) trait Field {
    /// Whether there is nothing to write.
    fn is_absent(&self) -> bool;

    /// Writes the field unless it is absent.
    fn write_at<S: Sink>(&self, key: Key, sink: &mut S);
}

/// What fields are written to.
pub(crate) trait Sink: Sized {
    /// Writes one field with a name that is known beforehand.
    fn leaf<L: Leaf + ?Sized>(&mut self, key: Key, value: &L);

    /// Writes one field with a name from the log.
    fn named_leaf<L: Leaf + ?Sized>(&mut self, name: &str, value: &L);

    /// How the free-form parts of the outermost object are to be written.
    fn free_form(&self) -> FreeForm {
        FreeForm::Raw
    }

    /// Writes a field unless it is absent.
    fn field<F: Field + ?Sized>(&mut self, key: Key, value: &F) {
        value.write_at(key, self);
    }

    /// Writes a member of a record's object unless it is absent.
    fn member<M: Member>(&mut self, key: Key, value: &M) {
        value.write_at(key, self);
    }

    /// Writes an object unless it is empty.
    fn object<F: Fields + ?Sized>(&mut self, key: Key, fields: &F) {
        if !fields.is_empty() {
            self.leaf(key, &Object(fields));
        }
    }
}

/// Whether fields would write nothing at all.
pub(crate) fn write_nothing(fields: &(impl Fields + ?Sized)) -> bool {
    write_nothing_in(fields, FreeForm::Raw)
}

/// The same where free-form parts are written in that form.
pub(crate) fn write_nothing_in(fields: &(impl Fields + ?Sized), free_form: FreeForm) -> bool {
    struct Probe(bool, FreeForm);

    impl Sink for Probe {
        fn leaf<L: Leaf + ?Sized>(&mut self, _: Key, _: &L) {
            self.0 = false;
        }

        fn named_leaf<L: Leaf + ?Sized>(&mut self, _: &str, _: &L) {
            self.0 = false;
        }

        fn free_form(&self) -> FreeForm {
            self.1
        }
    }

    let mut probe = Probe(true, free_form);
    fields.write(&mut probe);
    probe.0
}

/// The fields as a value.
#[derive(Debug)]
pub(crate) struct Object<'a, F: ?Sized>(pub(crate) &'a F);

impl<F: Fields + ?Sized> Serialize for Object<'_, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sink = SerdeSink { map: serializer.serialize_map(None)?, failure: None };
        self.0.write(&mut sink);
        sink.end()
    }
}

impl<F: Fields + ?Sized> Leaf for Object<'_, F> {
    fn is_nothing(&self) -> bool {
        self.0.is_empty()
    }

    fn write_json(&self, out: &mut Vec<u8>) {
        out.push(b'{');
        self.0.write(&mut JsonSink::new(out, FreeForm::Raw));
        out.push(b'}');
    }
}

/// A group of fields that is boxed because few events have it.
impl<F: Fields> Leaf for Box<F>
where
    Box<F>: Serialize,
{
    fn is_nothing(&self) -> bool {
        self.is_empty()
    }

    fn write_json(&self, out: &mut Vec<u8>) {
        Object(&**self).write_json(out);
    }
}

struct SerdeSink<M: SerializeMap> {
    map: M,
    failure: Option<M::Error>,
}

impl<M: SerializeMap> SerdeSink<M> {
    fn entry<V: Serialize + ?Sized>(&mut self, name: &str, value: &V) {
        if self.failure.is_none() {
            self.failure = self.map.serialize_entry(name, value).err();
        }
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        match self.failure {
            Some(error) => Err(error),
            None => self.map.end(),
        }
    }
}

impl<M: SerializeMap> Sink for SerdeSink<M> {
    fn leaf<L: Leaf + ?Sized>(&mut self, key: Key, value: &L) {
        self.entry(key.name, value);
    }

    fn named_leaf<L: Leaf + ?Sized>(&mut self, name: &str, value: &L) {
        self.entry(name, value);
    }
}

/// What takes named values one by one behind a pointer: serde's map, whatever its format.
pub(crate) trait NamedValues {
    /// Takes one of them.
    fn take(&mut self, name: &str, value: &dyn erased_serde::Serialize);
}

impl<M: SerializeMap> NamedValues for SerdeSink<M> {
    fn take(&mut self, name: &str, value: &dyn erased_serde::Serialize) {
        self.entry(name, value);
    }
}

/// Writes as a map what `visit` names.
pub(crate) fn serialize_named<S: Serializer>(
    serializer: S,
    visit: impl FnOnce(&mut dyn NamedValues),
) -> Result<S::Ok, S::Error> {
    let mut sink = SerdeSink { map: serializer.serialize_map(None)?, failure: None };
    visit(&mut sink);
    sink.end()
}

/// The sink in front of [`NamedValues`].
pub(crate) struct VisitSink<'v> {
    pub(crate) values: &'v mut dyn NamedValues,
    pub(crate) free_form: FreeForm,
}

impl Sink for VisitSink<'_> {
    fn leaf<L: Leaf + ?Sized>(&mut self, key: Key, value: &L) {
        self.values.take(key.name, &value);
    }

    fn named_leaf<L: Leaf + ?Sized>(&mut self, name: &str, value: &L) {
        self.values.take(name, &value);
    }

    fn free_form(&self) -> FreeForm {
        self.free_form
    }
}

/// Writes an object's fields as JSON, between braces that its owner writes.
#[derive(Debug)]
pub(crate) struct JsonSink<'o> {
    out: &'o mut Vec<u8>,
    free_form: FreeForm,
}

impl<'o> JsonSink<'o> {
    pub(crate) fn new(out: &'o mut Vec<u8>, free_form: FreeForm) -> Self {
        JsonSink { out, free_form }
    }

    /// A comma, but not right behind the opening brace.
    fn separate(&mut self) {
        if self.out.last() != Some(&b'{') {
            self.out.push(b',');
        }
    }
}

impl Sink for JsonSink<'_> {
    fn leaf<L: Leaf + ?Sized>(&mut self, key: Key, value: &L) {
        self.separate();
        self.out.extend_from_slice(key.json.as_bytes());
        value.write_json(self.out);
    }

    fn named_leaf<L: Leaf + ?Sized>(&mut self, name: &str, value: &L) {
        self.separate();
        write_string(name, self.out);
        self.out.push(b':');
        value.write_json(self.out);
    }

    fn free_form(&self) -> FreeForm {
        self.free_form
    }
}

/// Appends text as a JSON string.
pub(crate) fn write_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    write_escaped(text.as_bytes(), out);
    out.push(b'"');
}

const BLOCK: usize = 16;

/// Copies whole blocks that need no escape: the loop over a block has no branch, so that the compiler can
/// look at all its bytes at once.
fn write_escaped(text: &[u8], out: &mut Vec<u8>) {
    let (blocks, rest) = text.as_chunks::<BLOCK>();
    let mut clean = 0;
    for (number, block) in blocks.iter().enumerate() {
        if block.iter().fold(false, |any, byte| any | needs_escape(*byte)) {
            out.extend_from_slice(text.get(clean..number * BLOCK).unwrap_or_default());
            block.iter().for_each(|byte| write_byte(*byte, out));
            clean = (number + 1) * BLOCK;
        }
    }
    out.extend_from_slice(text.get(clean..text.len() - rest.len()).unwrap_or_default());
    if rest.iter().fold(false, |any, byte| any | needs_escape(*byte)) {
        rest.iter().for_each(|byte| write_byte(*byte, out));
    } else {
        out.extend_from_slice(rest);
    }
}

const fn needs_escape(byte: u8) -> bool {
    (byte < 0x20) | (byte == b'"') | (byte == b'\\')
}

fn write_byte(byte: u8, out: &mut Vec<u8>) {
    let short = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0C => b'f',
        0..0x20 => {
            let digit = |nibble: u8| if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 };
            return out.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
        }
        _ => return out.push(byte),
    };
    out.extend_from_slice(&[b'\\', short]);
}

impl Leaf for str {
    fn is_nothing(&self) -> bool {
        self.is_empty()
    }

    fn write_json(&self, out: &mut Vec<u8>) {
        write_string(self, out);
    }
}

impl Leaf for Text<'_> {
    fn is_nothing(&self) -> bool {
        self.is_empty()
    }

    fn write_json(&self, out: &mut Vec<u8>) {
        write_string(self, out);
    }
}

impl Leaf for bool {
    fn write_json(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(if *self { b"true" } else { b"false" });
    }
}

/// Whole numbers.
macro_rules! whole_numbers {
    ($($number:ty)+) => {$(
        impl Leaf for $number {
            fn write_json(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(itoa::Buffer::new().format(*self).as_bytes());
            }
        }
    )+};
}

whole_numbers!(u8 u16 u32 u64 i32 i64);

impl Leaf for f64 {
    fn write_json(&self, out: &mut Vec<u8>) {
        // Writing a number to a vector cannot fail; one that JSON has no form for becomes null there too.
        let _ = serde_json::to_writer(out, self);
    }
}

impl Leaf for IpAddr {
    fn write_json(&self, out: &mut Vec<u8>) {
        out.push(b'"');
        match self {
            IpAddr::V4(address) => {
                for (place, octet) in address.octets().into_iter().enumerate() {
                    if place > 0 {
                        out.push(b'.');
                    }
                    octet.write_json(out);
                }
            }
            // Writing to a vector cannot fail.
            IpAddr::V6(address) => drop(write!(out, "{address}")),
        }
        out.push(b'"');
    }
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
    fn write_json(&self, out: &mut Vec<u8>) {
        // Most logs count milliseconds, and there the decimals are at hand.
        let nanoseconds = self.0.subsec_nanos();
        if !nanoseconds.is_multiple_of(1_000_000) {
            return (self.0.as_nanos() as f64 / 1e9).write_json(out);
        }
        let milliseconds = nanoseconds / 1_000_000;
        let digits = [milliseconds / 100, milliseconds / 10 % 10, milliseconds % 10].map(|digit| b'0' + digit as u8);
        let zeros = digits.iter().rev().take_while(|digit| **digit == b'0').count().min(2);
        self.0.as_secs().write_json(out);
        out.push(b'.');
        out.extend(digits.iter().take(3 - zeros));
    }
}

impl Leaf for Encoded<'_> {
    fn is_nothing(&self) -> bool {
        self.as_logged().is_empty()
    }

    fn write_json(&self, out: &mut Vec<u8>) {
        write_string(self.as_logged(), out);
    }
}

/// The items of a list, one by one.
#[derive(Debug)]
pub(crate) struct Items<'a>(pub(crate) &'a AddressList<'a>);

impl Serialize for Items<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter())
    }
}

impl Leaf for Items<'_> {
    fn is_nothing(&self) -> bool {
        self.0.iter().next().is_none()
    }

    fn write_json(&self, out: &mut Vec<u8>) {
        write_list(self.0.iter(), out, |item, out| write_string(&item, out));
    }
}

impl<L: Leaf + ?Sized> Leaf for &L {
    fn is_nothing(&self) -> bool {
        (**self).is_nothing()
    }

    fn write_json(&self, out: &mut Vec<u8>) {
        (**self).write_json(out);
    }
}

impl<T: Listed> Leaf for Values<T> {
    fn write_json(&self, out: &mut Vec<u8>) {
        write_list(self.iter(), out, |value, out| write_string(value.text(), out));
    }
}

impl<L: Leaf> Leaf for [L] {
    fn write_json(&self, out: &mut Vec<u8>) {
        write_list(self.iter(), out, |item, out| item.write_json(out));
    }
}

fn write_list<T>(items: impl Iterator<Item = T>, out: &mut Vec<u8>, write: impl Fn(T, &mut Vec<u8>)) {
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
    fn write_json(&self, out: &mut Vec<u8>) {
        self.as_slice().write_json(out);
    }
}

impl<L: Leaf> Field for Option<L> {
    fn is_absent(&self) -> bool {
        self.as_ref().is_none_or(Leaf::is_nothing)
    }

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

    fn write_at<S: Sink>(&self, key: Key, sink: &mut S) {
        if !self.is_empty() {
            sink.leaf(key, self);
        }
    }
}

impl<T: Listed> Field for Values<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn write_at<S: Sink>(&self, key: Key, sink: &mut S) {
        if !self.is_empty() {
            sink.leaf(key, self);
        }
    }
}

/// How a value of a record stands under `aws`: a scalar as itself, an object by its [`Fields`].
pub(crate) trait AsLeaf {
    /// What it stands there as.
    type Leaf<'l>: Leaf
    where
        Self: 'l;

    fn as_leaf(&self) -> Self::Leaf<'_>;
}

impl<T: AsLeaf> AsLeaf for Box<T> {
    type Leaf<'l>
        = T::Leaf<'l>
    where
        T: 'l;

    fn as_leaf(&self) -> T::Leaf<'_> {
        (**self).as_leaf()
    }
}

/// Scalars stand as themselves.
macro_rules! scalars {
    ($($type:ty)+) => {$(
        impl AsLeaf for $type {
            type Leaf<'l> = &'l Self where Self: 'l;

            fn as_leaf(&self) -> &Self {
                self
            }
        }
    )+};
}
scalars!(Text<'_> Encoded<'_> Raw<'_> IpAddr bool u8 u16 u32 u64 i64 f64);

impl AsLeaf for UtcDateTime {
    type Leaf<'l> = Timestamp;

    fn as_leaf(&self) -> Timestamp {
        (*self).into()
    }
}

impl AsLeaf for Duration {
    type Leaf<'l> = DecimalSeconds;

    fn as_leaf(&self) -> DecimalSeconds {
        DecimalSeconds(*self)
    }
}

/// A member of a record's object, under `aws`.
pub(crate) trait Member {
    fn is_absent(&self) -> bool;

    fn write_at<S: Sink>(&self, key: Key, sink: &mut S);
}

impl<T: AsLeaf> Member for Option<T> {
    fn is_absent(&self) -> bool {
        self.as_ref().is_none_or(|value| value.as_leaf().is_nothing())
    }

    fn write_at<S: Sink>(&self, key: Key, sink: &mut S) {
        Field::write_at(&self.as_ref().map(T::as_leaf), key, sink);
    }
}

impl<T: AsLeaf> Member for Vec<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn write_at<S: Sink>(&self, key: Key, sink: &mut S) {
        if !self.is_empty() {
            sink.leaf(key, &Members(self));
        }
    }
}

impl<T: AsLeaf> Fields for Map<'_, T> {
    fn is_empty(&self) -> bool {
        Map::is_empty(self)
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        self.iter().for_each(|(key, value)| sink.named_leaf(key, &value.as_leaf()));
    }
}

impl<T: AsLeaf> Member for Map<'_, T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn write_at<S: Sink>(&self, key: Key, sink: &mut S) {
        sink.object(key, self);
    }
}

/// A list of a record's values.
pub(crate) struct Members<'l, T>(pub(crate) &'l [T]);

impl<T: AsLeaf> Serialize for Members<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(T::as_leaf))
    }
}

impl<T: AsLeaf> Leaf for Members<'_, T> {
    fn write_json(&self, out: &mut Vec<u8>) {
        write_list(self.0.iter(), out, |item, out| item.as_leaf().write_json(out));
    }
}

impl Leaf for Raw<'_> {
    fn is_nothing(&self) -> bool {
        matches!(self.get(), "{}" | "[]" | "\"\"" | "null")
    }

    fn write_json(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.tidied().as_bytes());
    }
}

/// The values with a text of their own.
macro_rules! text_leaves {
    ($($name:ident)+) => {$(
        impl Leaf for super::values::$name {
            fn write_json(&self, out: &mut Vec<u8>) {
                write_string(self.as_str(), out);
            }
        }
    )+};
}

text_leaves!(Kind Category Type Outcome Direction OsType NetworkType);

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

    #[test]
    fn addresses_in_rfc_5952_form() {
        for (log, ecs) in [
            ("0000:111:222:3333:4444:5555:6666:7777", "0:111:222:3333:4444:5555:6666:7777"),
            ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"),
            ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
            ("203.0.113.10", "203.0.113.10"),
            ("0.10.100.255", "0.10.100.255"),
        ] {
            assert_eq!(written(&log.parse::<IpAddr>().unwrap()), format!("\"{ecs}\""));
        }
    }
}
