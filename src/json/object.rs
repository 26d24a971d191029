//! Objects: the structs of JSON records, each from one table.

use std::net::IpAddr;

use serde::Serialize;
use serde::ser::SerializeMap;

use super::{MapIter, Raw, Reader};
use crate::error::{ErrorKind, Refusal};
use crate::schema::{self, AsValue};
use crate::text::{Text, Value};

/// A value that JSON is read into.
pub(crate) trait Json<'a>: Sized {
    /// The same type without a borrow.
    type Owned: 'static;

    /// Reads the value that comes next; `None` where it stands for none.
    fn read(reader: &mut Reader<'a>) -> Result<Option<Self>, Box<Refusal>>;

    /// Reads an item of a list, or the value of a key that is data: a text there means what it says, `-` too.
    fn read_item(reader: &mut Reader<'a>) -> Result<Option<Self>, Box<Refusal>> {
        Self::read(reader)
    }

    fn into_owned(self) -> Self::Owned;
}

/// A member that may be absent.
pub(crate) trait Absent {
    fn is_absent(&self) -> bool;
}

impl<T> Absent for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T> Absent for Vec<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

/// A member of an object: an optional value, or a list where null, absent and empty are the same.
pub(crate) trait Member<'a>: Default {
    /// The same type without a borrow.
    type Owned: 'static;

    fn read(reader: &mut Reader<'a>) -> Result<Self, Box<Refusal>>;

    fn into_owned(self) -> Self::Owned;
}

impl<'a, T: Json<'a>> Member<'a> for Option<T> {
    type Owned = Option<T::Owned>;

    fn read(reader: &mut Reader<'a>) -> Result<Self, Box<Refusal>> {
        if reader.null()? { Ok(None) } else { T::read(reader) }
    }

    fn into_owned(self) -> Self::Owned {
        self.map(T::into_owned)
    }
}

impl<'a, T: Json<'a>> Member<'a> for Vec<T> {
    type Owned = Vec<T::Owned>;

    fn read(reader: &mut Reader<'a>) -> Result<Self, Box<Refusal>> {
        read_list(reader, 0)
    }

    fn into_owned(self) -> Self::Owned {
        self.into_iter().map(T::into_owned).collect()
    }
}

/// Reads a list, with room for so many items from the start. Null is an empty list, and no item.
pub(crate) fn read_list<'a, T: Json<'a>>(reader: &mut Reader<'a>, usual: usize) -> Result<Vec<T>, Box<Refusal>> {
    if !reader.enter_list()? {
        return Ok(Vec::new());
    }
    let mut list = Vec::with_capacity(usual);
    while reader.item()? {
        if !reader.null()? {
            list.extend(T::read_item(reader)?);
        }
    }
    Ok(list)
}

impl<'a, T: Json<'a>> Json<'a> for Box<T> {
    type Owned = Box<T::Owned>;

    fn read(reader: &mut Reader<'a>) -> Result<Option<Self>, Box<Refusal>> {
        Ok(T::read(reader)?.map(Box::new))
    }

    fn into_owned(self) -> Self::Owned {
        Box::new((*self).into_owned())
    }
}

impl<'a> Json<'a> for Raw<'a> {
    type Owned = Raw<'static>;

    fn read(reader: &mut Reader<'a>) -> Result<Option<Self>, Box<Refusal>> {
        reader.raw().map(Some)
    }

    fn into_owned(self) -> Raw<'static> {
        Raw::into_owned(self)
    }
}

/// Reads a scalar as a column's text is read. An empty text and `-` are none.
pub(crate) fn read_scalar<'a, T: Value<'a>>(reader: &mut Reader<'a>) -> Result<Option<T>, Box<Refusal>> {
    read_by(reader, T::read, T::EXPECTED, is_nothing)
}

fn is_nothing(text: &str) -> bool {
    matches!(text, "" | "-")
}

/// Reads a scalar by its text.
#[inline]
fn read_by<'a, T>(
    reader: &mut Reader<'a>,
    read: impl Fn(Text<'a>) -> Option<T>,
    expected: &'static str,
    is_nothing: impl Fn(&str) -> bool,
) -> Result<Option<T>, Box<Refusal>> {
    let at = reader.position();
    if let Some(text) = reader.plain_string() {
        return match read(text.into()) {
            _ if is_nothing(text) => Ok(None),
            None => Err(wrong_value(expected, text, at)),
            value => Ok(value),
        };
    }
    match reader.scalar()? {
        Some(text) if !is_nothing(&text) => match read(text.clone()) {
            None => Err(wrong_value(expected, &text, at)),
            value => Ok(value),
        },
        _ => Ok(None),
    }
}

/// The refusal of a scalar that is not what its member holds.
#[cold]
pub(crate) fn wrong_value(expected: &'static str, found: &str, at: usize) -> Box<Refusal> {
    Refusal::new(ErrorKind::Value, expected).with_found(crate::error::quoted(found)).at_byte(at)
}

/// Types that are read from a scalar's text.
macro_rules! scalar {
    ($($type:ty),+) => {$(
        impl<'a> $crate::json::Json<'a> for $type {
            type Owned = <$type as $crate::text::Value<'a>>::Owned;

            #[inline]
            fn read(
                reader: &mut $crate::json::Reader<'a>,
            ) -> std::result::Result<Option<Self>, Box<$crate::error::Refusal>> {
                $crate::json::read_scalar(reader)
            }

            fn into_owned(self) -> Self::Owned {
                $crate::text::Value::into_owned(self)
            }
        }
    )+};
}
pub(crate) use scalar;

scalar!(u8, u16, u32, u64, i64, f64, bool, IpAddr);

impl<'a> Json<'a> for Text<'a> {
    type Owned = Text<'static>;

    #[inline]
    fn read(reader: &mut Reader<'a>) -> Result<Option<Self>, Box<Refusal>> {
        read_scalar(reader)
    }

    fn read_item(reader: &mut Reader<'a>) -> Result<Option<Self>, Box<Refusal>> {
        read_coded::<_, crate::text::Exact>(reader)
    }

    fn into_owned(self) -> Text<'static> {
        Text::into_owned(self)
    }
}

/// The unknown keys of an object, with their values as logged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unknown<'a>(Vec<(Text<'a>, Raw<'a>)>);

impl<'a> Unknown<'a> {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Raw<'a>> {
        self.iter().find_map(|(known, value)| (known == key).then_some(value))
    }

    /// Every key with its value, in the order of the log.
    pub fn iter(&self) -> MapIter<'_, 'a, Raw<'a>> {
        MapIter(self.0.iter())
    }

    /// The number of keys.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no keys.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The key with this index.
    pub(crate) fn value(&self, index: usize) -> Option<(&str, schema::Value<'_>)> {
        let (key, value) = self.0.get(index)?;
        Some((key, value.as_value()?))
    }

    pub(crate) fn push(&mut self, key: Text<'a>, value: Raw<'a>) {
        self.0.push((key, value));
    }

    pub(crate) fn into_owned(self) -> Unknown<'static> {
        Unknown(self.0.into_iter().map(|(key, value)| (key.into_owned(), value.into_owned())).collect())
    }

    pub(crate) fn serialize_into<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        self.0.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))
    }
}

impl<'m, 'a> IntoIterator for &'m Unknown<'a> {
    type Item = (&'m str, &'m Raw<'a>);
    type IntoIter = MapIter<'m, 'a, Raw<'a>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a> IntoIterator for Unknown<'a> {
    type Item = (Text<'a>, Raw<'a>);
    type IntoIter = std::vec::IntoIter<(Text<'a>, Raw<'a>)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Serialize for Unknown<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        self.serialize_into(&mut map)?;
        map.end()
    }
}

/// The structs of JSON objects: each with how it is read, how it is written again, and how it stands under `aws` in
/// an event.
///
/// A row is AWS's key, perhaps the mark `(aws)`, other spellings of the key, the field, its name under `aws` where the field's own will not do, and
/// its type: an `Option`, a `Vec` or a `Map`; where the type alone does not say how the text is read, the codec of
/// [`crate::text`]. A key may begin with a capital letter too. One that comes again, and one that is not known, is kept
/// in `unknown`.
///
/// After `by` stands the function that writes the members under `aws`, where names alone will not do.
///
/// The mark says that no field of ECS needs the value: one that is not of its type costs the field that type, not the record,
/// and is kept in `unknown` too.
///
/// Behind `..` stand members that are not read from a key, such as the `source` that a record was read from. Their
/// struct's format says how it stands under `aws`; with members other than `source`, also how it is serialized, for which
/// it gets `serialize_members`.
macro_rules! objects {
    ($(
        $(#[$meta:meta])*
        pub struct $name:ident<'a> {
            $($(#[doc = $doc:literal])* $key:literal $(($mark:ident))? $(| $alias:literal)* => $field:ident $(($aws:literal))?: $type:ty $(as $codec:ident)?,)+
            $(.. $($(#[$own_meta:meta])* $own_visibility:vis $own:ident $(as $own_name:literal)?: $own_type:ty,)+)?
        }
        $(by $writer:path;)?
    )+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $name<'a> {
            $($(#[doc = $doc])* pub $field: $type,)+
            /// The unknown keys.
            pub unknown: $crate::json::Unknown<'a>,
            $($($(#[$own_meta])* $own_visibility $own: $own_type,)+)?
        }

        impl<'a> $name<'a> {
            /// The known keys, in the order of the fields, as AWS spells them in files. Other spellings are read too.
            pub const FIELDS: &'static [&'static str] = &[$($key),+];

            /// Reads the members of an object that has been opened.
            fn read_members(
                &mut self,
                reader: &mut $crate::json::Reader<'a>,
            ) -> std::result::Result<(), Box<$crate::error::Refusal>> {
                // AWS writes most keys in the order of the table: each is tried in its turn, and looked up only where
                // it is out of turn.
                $(if $crate::json::Absent::is_absent(&self.$field) && reader.take_member(concat!("\"", $key, "\":")) {
                    $crate::json::objects!(@store self, reader, $key, $field, [$($mark)?], $type $(, $codec)?);
                })+
                if reader.member()? { self.look_members_up(reader) } else { Ok(()) }
            }

            /// Reads the members that are left, from the next key on.
            #[inline(never)]
            fn look_members_up(
                &mut self,
                reader: &mut $crate::json::Reader<'a>,
            ) -> std::result::Result<(), Box<$crate::error::Refusal>> {
                loop {
                    let key = reader.member_key()?;
                    self.read_member(key, reader)?;
                    if !reader.member()? {
                        return Ok(());
                    }
                }
            }

            /// Reads the value of a key.
            fn read_member(
                &mut self,
                key: $crate::text::Text<'a>,
                reader: &mut $crate::json::Reader<'a>,
            ) -> std::result::Result<(), Box<$crate::error::Refusal>> {
                if !self.read_known(&key, reader)? && !self.read_small(&key, reader)? {
                    let value = reader.raw()?;
                    self.unknown.push(key, value);
                }
                Ok(())
            }

            /// Reads the value of a key that begins with a capital letter, if it is a known one but for that.
            fn read_small(
                &mut self,
                key: &str,
                reader: &mut $crate::json::Reader<'a>,
            ) -> std::result::Result<bool, Box<$crate::error::Refusal>> {
                match $crate::json::SmallKey::new(key) {
                    Some(small) => self.read_known(small.as_str(), reader),
                    None => Ok(false),
                }
            }

            /// Reads the value of a key, if it is a known one and has not come before.
            fn read_known(
                &mut self,
                key: &str,
                reader: &mut $crate::json::Reader<'a>,
            ) -> std::result::Result<bool, Box<$crate::error::Refusal>> {
                match key {
                    $($key $(| $alias)* if $crate::json::Absent::is_absent(&self.$field) => {
                        $crate::json::objects!(@store self, reader, $key, $field, [$($mark)?], $type $(, $codec)?);
                    })+
                    _ => return Ok(false),
                }
                Ok(true)
            }
        }

        impl<'a> $crate::json::Json<'a> for $name<'a> {
            type Owned = $name<'static>;

            fn read(
                reader: &mut $crate::json::Reader<'a>,
            ) -> std::result::Result<Option<Self>, Box<$crate::error::Refusal>> {
                if !reader.enter_object()? {
                    return Ok(None);
                }
                let mut object = Self::default();
                object.read_members(reader)?;
                Ok(Some(object))
            }

            fn into_owned(self) -> $name<'static> {
                $name {
                    $($field: $crate::json::objects!(@owned self.$field $(, $codec)?),)+
                    unknown: self.unknown.into_owned(),
                    $($($own: self.$own.into_owned(),)+)?
                }
            }
        }

        impl $name<'_> {
            /// Whether none of its keys was a known one with a value.
            #[allow(dead_code, reason = "only some objects are asked")]
            pub(crate) fn knows_nothing(&self) -> bool {
                $($crate::json::Absent::is_absent(&self.$field))&&+
            }

            /// Writes the members with AWS's keys, in the order of the fields; absent ones are left out.
            fn serialize_members<M: serde::ser::SerializeMap>(&self, map: &mut M) -> std::result::Result<(), M::Error> {
                $(if !$crate::json::Absent::is_absent(&self.$field) {
                    $crate::json::objects!(@entry map, $key, self.$field $(, $codec)?);
                })+
                self.unknown.serialize_into(map)
            }
        }

        $crate::schema::schema! {
            impl ['a] $name<'a> {
                $($(#[doc = $doc])* $key $field: $type,)+
                $($($($own_name $own: $own_type,)?)+)?
            }
            unknown |object, index| object.unknown.value(index),
            value |member| member.as_value()
        }

        $crate::json::objects!(@impls [$($($own)+)?] $name [$($writer)?] $($key $field $(($aws))?)+);
    )+};
    (@impls [source] $name:ident [] $($row:tt)+) => {
        $crate::json::objects!(@write $name $($row)+);
    };
    (@impls [$($own:ident)+] $($row:tt)+) => {};
    (@impls [] $name:ident [$($writer:path)?] $($key:literal $field:ident $(($aws:literal))?)+) => {
        $crate::json::objects!(@write $name $($key $field $(($aws))?)+);

        #[cfg(feature = "ecs")]
        impl $crate::write::Fields for $name<'_> {
            fn is_empty(&self) -> bool {
                $($crate::write::Member::is_absent(&self.$field))&&+ && self.unknown.is_empty()
            }

            fn write<S: $crate::write::Sink>(&self, sink: &mut S) {
                $crate::json::objects!(@written self sink $($writer)?);
            }
        }

        #[cfg(feature = "ecs")]
        impl $crate::write::LoggedFields for $name<'_> {
            fn write_logged<S: $crate::write::Sink>(&self, sink: &mut S) {
                $($crate::write::Member::write_logged_at(&self.$field, $crate::write::key!($key), sink);)+
                $crate::write::write_logged_unknown(sink, &self.unknown, Self::FIELDS);
            }
        }

        #[cfg(feature = "ecs")]
        impl $crate::write::AsLeaf for $name<'_> {
            type Leaf<'l> = $crate::write::Object<'l, Self> where Self: 'l;
            type Logged<'l> = $crate::write::Logged<'l, Self> where Self: 'l;

            fn as_leaf(&self) -> $crate::write::Object<'_, Self> {
                $crate::write::Object(self)
            }

            fn as_logged(&self) -> $crate::write::Logged<'_, Self> {
                $crate::write::Logged(self)
            }
        }
    };
    (@written $object:ident $sink:ident) => { $object.write_members($sink) };
    (@written $object:ident $sink:ident $writer:path) => { $writer($object, $sink) };
    (@write $name:ident $($key:literal $field:ident $(($aws:literal))?)+) => {
        #[cfg(feature = "ecs")]
        impl $name<'_> {
            /// Writes every member under its name in snake_case.
            #[allow(dead_code, reason = "a record need not have all of its members under `aws`")]
            pub(crate) fn write_members<S: $crate::write::Sink>(&self, sink: &mut S) {
                $($crate::write::Member::write_at(
                    &self.$field,
                    $crate::json::objects!(@name $field $(, $aws)?),
                    sink,
                );)+
                $crate::write::write_unknown(sink, &self.unknown, &[$($crate::json::objects!(@name $field $(, $aws)?).name()),+]);
            }
        }

        impl serde::Serialize for $name<'_> {
            /// Writes an object with AWS's keys, in the order of the fields. Absent members are left out.
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                let mut map = serializer.serialize_map(None)?;
                self.serialize_members(&mut map)?;
                map.end()
            }
        }
    };
    (@store $self:ident, $reader:ident, $key:literal, $field:ident, [], $type:ty $(, $codec:ident)?) => {
        $self.$field = $crate::json::objects!(@read $reader, $type $(, $codec)?)
            .map_err(|refusal| refusal.in_member($key))?;
    };
    (@store $self:ident, $reader:ident, $key:literal, $field:ident, [aws], $type:ty $(, $codec:ident)?) => {
        let start = $reader.position();
        match $crate::json::objects!(@read $reader, $type $(, $codec)?) {
            Ok(value) => $self.$field = value,
            Err(refusal) => {
                let value = $reader.misfit(start, refusal).map_err(|refusal| refusal.in_member($key))?;
                $self.unknown.push($key.into(), value);
            }
        }
    };
    (@read $reader:ident, $type:ty) => { <$type as $crate::json::Member<'a>>::read($reader) };
    (@read $reader:ident, $type:ty, $codec:ident) => { $crate::json::read_coded::<_, $crate::text::$codec>($reader) };
    (@owned $value:expr) => { $crate::json::Member::into_owned($value) };
    (@owned $value:expr, Exact) => { $crate::json::Member::into_owned($value) };
    (@owned $value:expr, $codec:ident) => { $value };
    (@entry $map:ident, $key:literal, $value:expr) => { $map.serialize_entry($key, &$value)? };
    (@entry $map:ident, $key:literal, $value:expr, $codec:ident) => {
        if let Some(value) = &$value {
            $map.serialize_entry($key, &$crate::text::Coded::<_, $crate::text::$codec>::new(value))?;
        }
    };
    (@name $field:ident) => { $crate::write::key!(stringify!($field)) };
    (@name $field:ident, $aws:literal) => { $crate::write::key!($aws) };
}
pub(crate) use objects;

/// A key that begins with a capital letter, with a small one in its place: AWS's APIs write `AccountId` where files
/// have `accountId`.
#[derive(Debug)]
pub(crate) struct SmallKey {
    bytes: [u8; LONGEST_KEY],
    length: usize,
}

/// No key that this crate knows is as long.
const LONGEST_KEY: usize = 64;

impl SmallKey {
    /// `None` where the key begins with a small letter, or is longer than any that is known.
    pub(crate) fn new(key: &str) -> Option<Self> {
        if !key.starts_with(|first: char| first.is_ascii_uppercase()) {
            return None;
        }
        let mut bytes = [0; LONGEST_KEY];
        bytes.get_mut(..key.len())?.copy_from_slice(key.as_bytes());
        bytes.first_mut()?.make_ascii_lowercase();
        Some(SmallKey { bytes, length: key.len() })
    }

    pub(crate) fn as_str(&self) -> &str {
        self.bytes.get(..self.length).and_then(|key| std::str::from_utf8(key).ok()).unwrap_or_default()
    }
}

/// Reads a scalar by a codec. An empty text is none, and so is `-` unless the codec says otherwise.
pub(crate) fn read_coded<'a, T, C: crate::text::Codec<'a, T>>(
    reader: &mut Reader<'a>,
) -> Result<Option<T>, Box<Refusal>> {
    read_by(reader, C::read, C::EXPECTED, |text| text.is_empty() || text == "-" && !C::KEEPS_DASH)
}

#[cfg(test)]
mod tests {
    use time::UtcDateTime;
    use time::macros::utc_datetime;

    use super::*;

    objects! {
        /// The inner object.
        pub struct Inner<'a> {
            /// A text.
            "innerName" => inner_name: Option<Text<'a>>,
        }

        /// The outer object.
        pub struct Outer<'a> {
            /// A text.
            "name" | "title" => name: Option<Text<'a>>,
            /// A word that is a keyword.
            "type" => r#type("type"): Option<Text<'a>>,
            /// A count.
            "count" => count: Option<u64>,
            /// A truth value.
            "flag" => flag: Option<bool>,
            /// An instant.
            "at" => at: Option<UtcDateTime> as EpochMilliseconds,
            /// An object.
            "inner" => inner: Option<Box<Inner<'a>>>,
            /// Objects.
            "list" => list: Vec<Inner<'a>>,
            /// Anything.
            "free" => free: Option<Raw<'a>>,
        }
    }

    fn read(json: &str) -> Outer<'_> {
        Outer::read(&mut Reader::new(json, 0)).unwrap().unwrap()
    }

    const WHOLE: &str = r#"{"name":"a","type":"b","count":3,"flag":true,"at":"1768480496123","inner":{"innerName":"c"},"list":[{"innerName":"d"}],"free":{"e":[1]},"newKey":{"f":null}}"#;

    #[test]
    fn keys_in_the_order_of_the_fields() {
        assert_eq!(Outer::FIELDS, ["name", "type", "count", "flag", "at", "inner", "list", "free"]);
        assert_eq!(Inner::FIELDS, ["innerName"]);
    }

    #[test]
    fn read_and_written_again() {
        let outer = read(WHOLE);
        assert_eq!(outer.name.as_deref(), Some("a"));
        assert_eq!(outer.count, Some(3));
        assert_eq!(outer.at, Some(utc_datetime!(2026-01-15 12:34:56.123)));
        assert_eq!(outer.list[0].inner_name.as_deref(), Some("d"));
        assert_eq!(outer.free.as_ref().unwrap().as_str(), r#"{"e":[1]}"#);
        assert_eq!(outer.unknown.get("newKey").unwrap().as_str(), r#"{"f":null}"#);
        assert_eq!(serde_json::to_string(&outer).unwrap(), WHOLE);
        assert_eq!(outer.clone().into_owned(), outer);
    }

    #[test]
    fn keys_in_any_order_read_the_same() {
        let members = r#""name":"a"|"type":"b"|"count":3|"inner":{"innerName":"c"}|"list":[{"innerName":"d"}]|"x":1"#;
        let members = members.split('|').collect::<Vec<_>>();
        let expected = read(&format!("{{{}}}", members.join(","))).into_owned();
        for turn in 0..members.len() {
            for step in [1, 5] {
                let order = (0..members.len()).map(|place| members[(turn + place * step) % members.len()]);
                let order = order.collect::<Vec<_>>();
                for comma in [",", " ,", ", ", "\n,\n"] {
                    let json = format!("{{{}}}", order.join(comma));
                    assert_eq!(read(&json), expected, "{json}");
                }
                let json = format!("{{ {} }}", order.join(" ,\n").replace("\":", "\" : "));
                assert_eq!(read(&json), expected, "{json}");
            }
        }
    }

    #[test]
    fn null_empty_and_absent_are_none() {
        for json in
            ["{}", r#"{"name":null,"type":"","count":null,"list":null,"inner":null,"free":null}"#, r#"{"list":[]}"#]
        {
            assert_eq!(read(json), Outer::default(), "{json}");
        }
    }

    #[test]
    fn forgiving_scalars() {
        let outer = read(r#"{"Name":7,"count":"3","flag":"false","at":1768480496123}"#);
        assert_eq!(outer.name.as_deref(), Some("7"));
        assert_eq!(outer.count, Some(3));
        assert_eq!(outer.flag, Some(false));
        assert_eq!(outer.at, Some(utc_datetime!(2026-01-15 12:34:56.123)));
    }

    #[test]
    fn a_key_that_comes_again_is_kept() {
        let outer = read(r#"{"name":"a","name":"b"}"#);
        assert_eq!(outer.name.as_deref(), Some("a"));
        assert_eq!(outer.unknown.get("name").unwrap().as_str(), "\"b\"");
    }

    #[test]
    fn a_key_may_begin_with_a_capital_letter() {
        let outer = read(r#"{"Title":"a","Inner":{"InnerName":"b"},"NewKey":1,"COUNT":2,"Name":"c","\u00c9":3}"#);
        assert_eq!(outer.name.as_deref(), Some("a"));
        assert_eq!(outer.inner.as_ref().unwrap().inner_name.as_deref(), Some("b"));
        assert_eq!(serde_json::to_string(&outer.unknown).unwrap(), r#"{"NewKey":1,"COUNT":2,"Name":"c","É":3}"#);
        let long = format!(r#"{{"N{}":1}}"#, "a".repeat(1000));
        assert!(!read(&long).unknown.is_empty());
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (json, words) in [
            (r#"{"count":"x"}"#, r#"byte 9, field `count`: expected a whole number, found "x""#),
            (
                r#"{"list":[{"innerName":{}}]}"#,
                r#"byte 22, field `list.innerName`: expected a text, a number, a truth value or null, found "{""#,
            ),
            (r#"{"inner":[]}"#, r#"byte 9, field `inner`: expected an object, found "[""#),
            (r#"{"name":"a""#, "byte 11: expected `,` or `}`, found the end of the input"),
            (r#"{,"name":"a"}"#, r#"byte 1: expected a key in quotes, found ",""#),
            (r#"{"name":"a",,"type":"b"}"#, r#"byte 12: expected a key in quotes, found ",""#),
            (r#"{"name":"a""type":"b"}"#, r#"byte 11: expected `,` or `}`, found "\"""#),
            (r#"{"name""a"}"#, r#"byte 7: expected `:`, found "\"""#),
        ] {
            let refusal = Outer::read(&mut Reader::new(json, 0)).unwrap_err();
            let error = crate::Error::new(crate::Format::CloudFront, refusal, b"");
            assert_eq!(error.to_string(), format!("CloudFront log, {words}"));
        }
    }

    #[cfg(feature = "ecs")]
    #[test]
    fn under_aws_in_snake_case() {
        use crate::write::{AsLeaf, Leaf};

        let outer = read(WHOLE);
        let mut json = Vec::new();
        outer.as_leaf().write_json(&mut json);
        let expected = r#"{"name":"a","type":"b","count":3,"flag":true,"at":"2026-01-15T12:34:56.123Z","inner":{"inner_name":"c"},"list":[{"inner_name":"d"}],"free":{"e":[1]},"new_key":{"f":null}}"#;
        assert_eq!(String::from_utf8(json).unwrap(), expected);
        assert_eq!(serde_json::to_string(&outer.as_leaf()).unwrap(), expected);
    }
}
