//! Texts of a CloudTrail record borrow from the input, unless they had to be unescaped.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use std::fmt::Display;
use std::net::IpAddr;

use awslog::cloudtrail::{self, AddendumReason, EventCategory, EventType, IdentityType, InsightState, InsightType};
use serde::ser::{self, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};

/// Looks at where each text that is serialized stands.
#[derive(Clone, Copy)]
struct Witness<'i>(&'i str);

impl Witness<'_> {
    /// Whether the text is a piece of the input, by its place in memory.
    fn is_in_input(self, text: &str) -> bool {
        self.0.as_bytes().as_ptr_range().contains(&text.as_ptr())
    }

    fn look_at(self, text: &str) {
        let known = [
            EventType::KNOWN,
            EventCategory::KNOWN,
            IdentityType::KNOWN,
            AddendumReason::KNOWN,
            InsightState::KNOWN,
            InsightType::KNOWN,
        ];
        let is_value = known.iter().any(|list| list.contains(&text)) || text.parse::<IpAddr>().is_ok();
        let needs_no_unescaping = self.0.contains(&format!("\"{text}\""));
        assert!(self.is_in_input(text) || is_value || !needs_no_unescaping, "{text:?} is owned");
    }
}

macro_rules! passed_over {
    ($($method:ident: $type:ty,)+) => {
        $(fn $method(self, _: $type) -> Result<(), Nothing> {
            Ok(())
        })+
    };
}

impl Serializer for Witness<'_> {
    type Ok = ();
    type Error = Nothing;
    type SerializeSeq = Self;
    type SerializeTuple = Impossible<(), Nothing>;
    type SerializeTupleStruct = Impossible<(), Nothing>;
    type SerializeTupleVariant = Impossible<(), Nothing>;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Impossible<(), Nothing>;

    passed_over! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_f32: f32,
        serialize_f64: f64, serialize_char: char, serialize_bytes: &[u8], serialize_unit_struct: &'static str,
    }

    fn serialize_str(self, text: &str) -> Result<(), Nothing> {
        self.look_at(text);
        Ok(())
    }

    /// Dates: they are no texts in the record.
    fn collect_str<T: Display + ?Sized>(self, _: &T) -> Result<(), Nothing> {
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Nothing> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Nothing> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Nothing> {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Result<(), Nothing> {
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Nothing> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Nothing> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Nothing> {
        Ok(self)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Nothing> {
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Nothing> {
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Nothing> {
        Err(Nothing)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Nothing> {
        Err(Nothing)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Nothing> {
        Err(Nothing)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Nothing> {
        Err(Nothing)
    }
}

impl SerializeSeq for Witness<'_> {
    type Ok = ();
    type Error = Nothing;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Nothing> {
        value.serialize(*self)
    }

    fn end(self) -> Result<(), Nothing> {
        Ok(())
    }
}

impl SerializeMap for Witness<'_> {
    type Ok = ();
    type Error = Nothing;

    /// Keys that are known are the crate's own.
    fn serialize_key<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), Nothing> {
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Nothing> {
        value.serialize(*self)
    }

    fn end(self) -> Result<(), Nothing> {
        Ok(())
    }
}

/// Raw JSON comes as one.
impl SerializeStruct for Witness<'_> {
    type Ok = ();
    type Error = Nothing;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, _: &'static str, value: &T) -> Result<(), Nothing> {
        value.serialize(*self)
    }

    fn end(self) -> Result<(), Nothing> {
        Ok(())
    }
}

#[derive(Debug)]
struct Nothing;

impl Display for Nothing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not a part of records")
    }
}

impl std::error::Error for Nothing {}

impl ser::Error for Nothing {
    fn custom<T: Display>(message: T) -> Self {
        panic!("{message}");
    }
}

#[test]
fn no_text_without_an_escape_is_owned() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/cloudtrail");
    let mut read = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let input = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for record in cloudtrail::records(input.as_bytes()) {
            record.unwrap().serialize(Witness(&input)).unwrap();
            read += 1;
        }
    }
    assert_eq!(read, 31);
}

#[test]
#[should_panic(expected = "\"One\" is owned")]
fn an_owned_text_is_seen() {
    let input = r#"{"eventName":"One"}"#;
    let owned = cloudtrail::parse_line(input).unwrap().into_owned();
    owned.serialize(Witness(input)).unwrap();
}
