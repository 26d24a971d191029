//! Objects: the structs of JSON records, each from one table.

/// The structs of JSON objects: how each is read, how it is written again, and how it stands under `aws` in an event.
///
/// ```ignore
/// objects! {
///     /// A call.
///     pub struct Call<'a> {
///         /// Its name.
///         "callName" | "name" => call_name: Option<Text<'a>> => ecs,
///         /// How often it was made.
///         "callCount" (lenient) => count: Option<u64> => aws("call.count"),
///     }
/// }
/// ```
///
/// expands to
///
/// ```ignore
/// /// A call.
/// #[derive(Clone, Debug, Default, PartialEq)]
/// #[non_exhaustive]
/// pub struct Call<'a> {
///     /// Its name.
///     pub call_name: Option<Text<'a>>,
///     /// How often it was made.
///     pub count: Option<u64>,
///     /// The unknown keys.
///     pub unknown: Unknown<'a>,
/// }
///
/// impl<'a> Call<'a> {
///     pub const FIELDS: &'static [&'static str] = &["callName", "callCount"];
///     fn read_members(&mut self, reader: &mut Reader<'a>) -> Result<(), Box<Refusal>> { .. }
/// }
///
/// impl<'a> Json<'a> for Call<'a> { .. }
///
/// /// Writes `{"callName": .., "callCount": ..}` and the unknown keys.
/// impl Serialize for Call<'_> { .. }
///
/// /// Writes `{"call": {"count": ..}}`, and the unknown keys in snake_case.
/// impl Fields for Call<'_> { .. }
/// ```
///
/// A row is
///
/// - `$key`: AWS's key. It may begin with a capital letter too. A key that comes again, or is not known, is kept in `unknown`.
/// - `$mark`, which may be `lenient`: a value of another type does not refuse the record, and is kept in `unknown` too.
/// - `$alias`: other spellings of the key.
/// - `$field` and `$type`: an `Option`, a `Vec`, a `Map` or another [`Member`](crate::json::Member).
/// - `$codec`: the codec of [`crate::text`] that reads the text, where the type alone does not say how.
/// - `$place`: where the value stands in an event.
///   - `aws`, the default: under `aws`, by the name of the field.
///   - `aws("name")`, `aws("object.name")`: under `aws`, by that name, or by that name in an object.
///   - `aws(as keyword)`, `aws("name" as keyword)`: in another form, which may be `keyword` (a number or truth value as a text),
///     `flattened` (any JSON as an object), or `aws_keys` (objects keep AWS's keys).
///   - `aws_unless_used(Used::Name)`: as `aws`, unless the mapping has marked it as used.
///   - `custom`, `custom("name")`: under `aws`, written by [`CustomFields`](crate::write::CustomFields), which the format's
///     mapping implements.
///   - `ecs`: nowhere under `aws`, because fields of ECS hold all of it.
///
/// After `..` stand members that are not read from a key, such as the `source` that a record was read from. A struct with
/// others than `source` implements `Serialize` by itself, by means of `serialize_members`. With `as`, one has a key in the schema. `with custom` after a struct says that it has
/// [`CustomFields`](crate::write::CustomFields).
macro_rules! objects {
    ($(
        $(#[$meta:meta])*
        pub struct $name:ident<'a> {
            $(
                $(#[doc = $doc:literal])*
                $key:literal $(($mark:ident))? $(| $alias:literal)* => $field:ident: $type:ty $(as $codec:ident)?
                $(=> $place:ident $(($($argument:tt)+))?)?,
            )+
            $(.. $($(#[$own_meta:meta])* $own_visibility:vis $own:ident $(as $own_name:literal)?: $own_type:ty,)+)?
        }
        $(with $custom:ident;)?
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

            /// Whether no known key has a value.
            #[allow(dead_code, reason = "only some objects are asked")]
            pub(crate) fn has_no_known_key(&self) -> bool {
                $($crate::json::Absent::is_absent(&self.$field))&&+
            }
        }

        $crate::json::object_reading! {
            $name
            $($key [$($mark)?] [$($alias)*] $field [$type] [$($codec)?])+
            [$($($own)+)?]
        }

        $crate::json::object_serializing! { $name [$($($own)+)?] $($key $field [$($codec)?])+ }

        $crate::schema::schema! {
            impl ['a] $name<'a> {
                $($(#[doc = $doc])* $key $field: $type,)+
                $($($($own_name $own: $own_type,)?)+)?
            }
            unknown |object, index| object.unknown.value(index),
            value |member| member.as_value()
        }

        #[cfg(feature = "ecs")]
        $crate::json::object_under_aws! {
            $name [$($($own)+)?] [$($custom)?]
            $($key $field [$($place $(($($argument)+))?)?])+
        }
    )+};
}
pub(crate) use objects;

/// The members of a format's objects with `aws_unless_used`: the enum `Used`, by which the mapping marks them as used.
#[cfg(feature = "ecs")]
macro_rules! used_members {
    ($($member:ident),+) => {
        /// The members that ECS fields hold in some events. In the others they are under `aws`.
        #[derive(Clone, Copy, Debug)]
        pub(super) enum Used {
            $($member,)+
        }

        impl From<Used> for u32 {
            fn from(member: Used) -> u32 {
                member as u32
            }
        }
    };
}
#[cfg(feature = "ecs")]
pub(crate) use used_members;

/// How an object is read. Part of [`objects!`].
macro_rules! object_reading {
    (
        $name:ident
        $($key:literal [$($mark:ident)?] [$($alias:literal)*] $field:ident [$type:ty] [$($codec:ident)?])+
        [$($own:ident)*]
    ) => {
        impl<'a> $name<'a> {
            /// Reads the members of an object that has been opened.
            fn read_members(
                &mut self,
                reader: &mut $crate::json::Reader<'a>,
            ) -> std::result::Result<(), Box<$crate::error::Refusal>> {
                // AWS writes most keys in the order of the table: each is tried in its turn, and looked up only where
                // it is out of turn.
                $(if $crate::json::Absent::is_absent(&self.$field) && reader.take_member(concat!("\"", $key, "\":")) {
                    $crate::json::object_reading!(@store self, reader, $key, $field, [$($mark)?], $type $(, $codec)?);
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
                        $crate::json::object_reading!(@store self, reader, $key, $field, [$($mark)?], $type $(, $codec)?);
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
                    $($field: $crate::json::object_reading!(@owned self.$field $(, $codec)?),)+
                    unknown: self.unknown.into_owned(),
                    $($own: self.$own.into_owned(),)*
                }
            }
        }
    };
    (@store $self:ident, $reader:ident, $key:literal, $field:ident, [], $type:ty $(, $codec:ident)?) => {
        $self.$field = $crate::json::object_reading!(@read $reader, $type $(, $codec)?)
            .map_err(|refusal| refusal.in_member($key))?;
    };
    (@store $self:ident, $reader:ident, $key:literal, $field:ident, [lenient], $type:ty $(, $codec:ident)?) => {
        let start = $reader.position();
        match $crate::json::object_reading!(@read $reader, $type $(, $codec)?) {
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
}
pub(crate) use object_reading;

/// How an object is written again with AWS's keys. Part of [`objects!`].
macro_rules! object_serializing {
    ($name:ident [$($own:ident)*] $($key:literal $field:ident [$($codec:ident)?])+) => {
        impl $name<'_> {
            /// Writes the members with AWS's keys, in the order of the fields; absent ones are left out.
            fn serialize_members<M: serde::ser::SerializeMap>(&self, map: &mut M) -> std::result::Result<(), M::Error> {
                $(if !$crate::json::Absent::is_absent(&self.$field) {
                    $crate::json::object_serializing!(@entry map, $key, self.$field $(, $codec)?);
                })+
                self.unknown.serialize_into(map)
            }
        }

        $crate::json::object_serializing!(@impl $name [$($own)*]);
    };
    (@impl $name:ident [$(source)?]) => {
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
    (@impl $name:ident [$($own:ident)+]) => {};
    (@entry $map:ident, $key:literal, $value:expr) => { $map.serialize_entry($key, &$value)? };
    (@entry $map:ident, $key:literal, $value:expr, $codec:ident) => {
        if let Some(value) = &$value {
            $map.serialize_entry($key, &$crate::text::Coded::<_, $crate::text::$codec>::new(value))?;
        }
    };
}
pub(crate) use object_serializing;

/// How an object stands under `aws` in an event. Part of [`objects!`].
#[cfg(feature = "ecs")]
macro_rules! object_under_aws {
    (
        $name:ident [$($own:ident)*] [$($custom:ident)?]
        $($key:literal $field:ident [$($place:tt)*])+
    ) => {
        impl $name<'_> {
            /// Where the members stand that always have their names under `aws`, in the order of the fields.
            const PLACES: &'static [Option<$crate::write::Place>] =
                &[$($crate::json::object_under_aws!(@place $field $($place)*)),+];

            /// Writes the members that have a field.
            #[inline(always)]
            pub(crate) fn write_known<S: $crate::write::Sink>(&self, sink: &mut S) {
                $(
                    if sink.is_satisfied() {
                        return;
                    }
                    $crate::json::object_under_aws!(@write self, sink, $field $($place)*);
                )+
                self.write_varying(sink);
            }

            /// Writes the members whose names may be free: those with `aws_unless_used` and `custom`.
            #[inline(always)]
            fn write_varying<S: $crate::write::Sink>(&self, sink: &mut S) {
                let _ = &sink;
                $($crate::json::object_under_aws!(@write_varying self, sink, $field $($place)*);)+
                $($crate::json::object_under_aws!(@$custom self, sink);)?
            }
        }

        impl $crate::write::Fields for $name<'_> {
            fn is_empty_with(&self, options: $crate::write::AwsOptions) -> bool {
                $crate::write::write_nothing_with(self, options)
            }

            fn write<S: $crate::write::Sink>(&self, sink: &mut S) {
                self.write_known(sink);
                $crate::write::write_unknown(
                    sink,
                    &self.unknown,
                    Self::PLACES.iter().flatten().map(|place| place.top())
                        $(.chain($crate::json::object_under_aws!(@names $custom)))?,
                    |names| self.write_varying(names),
                );
            }
        }

        impl $crate::write::NestedFields for $name<'_> {
            // Inlined, so that names are compared when this is compiled.
            #[inline(always)]
            fn write_nested<S: $crate::write::Sink>(&self, object: &str, sink: &mut S) {
                let _ = (object, &sink);
                $($crate::json::object_under_aws!(@write_nested self, object, sink, $field $($place)*);)+
            }
        }

        $crate::json::object_under_aws!(@value [$($own)*] $name $($key $field)+);
    };
    // Records are no values in other objects.
    (@value [$($own:ident)+] $($row:tt)+) => {};
    (@value [] $name:ident $($key:literal $field:ident)+) => {
        impl $crate::write::FieldsWithAwsKeys for $name<'_> {
            fn write_with_aws_keys<S: $crate::write::Sink>(&self, sink: &mut S) {
                $($crate::write::Member::write_with_aws_keys_at(&self.$field, $crate::write::key!($key), sink);)+
                $crate::write::write_unknown_with_aws_keys(sink, &self.unknown, Self::FIELDS);
            }
        }

        impl $crate::write::AsLeaf for $name<'_> {
            type Leaf<'l> = $crate::write::Object<'l, Self> where Self: 'l;
            type WithAwsKeys<'l> = $crate::write::WithAwsKeys<'l, Self> where Self: 'l;

            fn as_leaf(&self) -> $crate::write::Object<'_, Self> {
                $crate::write::Object::new(self)
            }

            fn as_leaf_with_aws_keys(&self) -> $crate::write::WithAwsKeys<'_, Self> {
                $crate::write::WithAwsKeys(self)
            }

            #[inline(always)]
            fn write_at<S: $crate::write::Sink>(&self, key: $crate::write::Key, sink: &mut S) {
                sink.object(key, self);
            }
        }
    };

    (@place $field:ident) => { Some($crate::write::Place::new(stringify!($field))) };
    (@place $field:ident ecs) => { None };
    (@place $field:ident aws_unless_used ($used:expr)) => { None };
    (@place $field:ident $place:ident ($path:literal $($form:tt)*)) => { Some($crate::write::Place::new($path)) };
    (@place $field:ident $($place:tt)+) => { Some($crate::write::Place::new(stringify!($field))) };

    (@write $self:ident, $sink:ident, $field:ident) => {
        $crate::json::object_under_aws!(@write $self, $sink, $field aws)
    };
    (@write $self:ident, $sink:ident, $field:ident ecs) => {};
    (@write $self:ident, $sink:ident, $field:ident custom $(($path:literal))?) => {};
    (@write $self:ident, $sink:ident, $field:ident aws_unless_used ($used:expr)) => {};
    (@write $self:ident, $sink:ident, $field:ident aws $((as $form:ident))?) => {
        $crate::json::object_under_aws!(
            @form $self, $sink, $field, $crate::write::key!($crate::write::Place::new(stringify!($field)).name) $(, $form)?
        )
    };
    (@write $self:ident, $sink:ident, $field:ident aws ($path:literal $(as $form:ident)?)) => {
        if const { $crate::write::Place::new($path).object.is_none() } {
            $crate::json::object_under_aws!(
                @form $self, $sink, $field, $crate::write::key!($crate::write::Place::new($path).name) $(, $form)?
            )
        } else if const { $crate::write::Place::new($path).is_first_in_object(Self::PLACES) } {
            const OBJECT: &str = $crate::write::Place::new($path).top();
            $sink.object($crate::write::key!(OBJECT), &$crate::write::Nested($self, OBJECT));
        }
    };

    (@write_varying $self:ident, $sink:ident, $field:ident aws_unless_used ($used:expr)) => {
        if !$sink.used().contains($used) {
            $crate::json::object_under_aws!(@write $self, $sink, $field aws);
        }
    };
    (@write_varying $self:ident, $sink:ident, $field:ident $($place:tt)*) => {};

    (@write_nested $self:ident, $object:ident, $sink:ident, $field:ident aws ($path:literal $(as $form:ident)?)) => {
        if const { $crate::write::Place::new($path).object.is_some() }
            && const { $crate::write::Place::new($path).top() } == $object
        {
            $crate::json::object_under_aws!(
                @form $self, $sink, $field, $crate::write::key!($crate::write::Place::new($path).name) $(, $form)?
            )
        }
    };
    (@write_nested $self:ident, $object:ident, $sink:ident, $field:ident $($place:tt)*) => {};

    (@form $self:ident, $sink:ident, $field:ident, $key:expr) => {
        $crate::write::Member::write_at(&$self.$field, $key, $sink)
    };
    (@form $self:ident, $sink:ident, $field:ident, $key:expr, flattened) => {
        $crate::write::write_flattened($sink, $key, $self.$field.as_ref())
    };
    (@form $self:ident, $sink:ident, $field:ident, $key:expr, aws_keys) => {
        $crate::write::Member::write_with_aws_keys_at(&$self.$field, $key, $sink)
    };
    (@form $self:ident, $sink:ident, $field:ident, $key:expr, $form:ident) => {
        $sink.field($key, &$self.$field.as_ref().map($crate::write::$form))
    };

    (@custom $self:ident, $sink:ident) => { $crate::write::CustomFields::write_custom($self, $sink) };
    (@names custom) => { <Self as $crate::write::CustomFields>::NAMES.iter().copied() };
}
#[cfg(feature = "ecs")]
pub(crate) use object_under_aws;

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

#[cfg(test)]
mod tests {
    use time::UtcDateTime;
    use time::macros::utc_datetime;

    use super::*;
    use crate::json::{Json, Raw, Reader, Unknown};
    use crate::text::Text;

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
            "type" => r#type: Option<Text<'a>>,
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
                r#"byte 22, field `list.innerName`: expected a string, a number, a boolean or null, found "{""#,
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
