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
///     fn read_members(&mut self, reader: &mut Reader<'a>) -> Result<..> { .. }
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
/// - `$place`: where the value stands under `aws.<dataset>`: see `write::under_aws!`.
///
/// After `..` stand members that are not read from a key, such as the `source` that a record was read from. A struct with
/// others than `source` implements `Serialize` by itself, by means of `serialize_members`. The name after `as` is that of such a
/// member in the schema. `with custom` after a struct says that it implements [`CustomFields`](crate::write::CustomFields).
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

            /// The known keys that have a value.
            #[allow(dead_code, reason = "only some objects are asked")]
            pub(crate) fn present(&self) -> $crate::schema::Selection {
                let mut present = $crate::schema::Selection::NONE;
                let mut place = 0;
                $(
                    if !$crate::json::Absent::is_absent(&self.$field) {
                        present.insert(place);
                    }
                    place += 1;
                )+
                let _ = place;
                present
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
            has |_member| true
        }

        #[cfg(feature = "ecs")]
        $crate::json::object_under_aws! {
            $name [$($($own)+)?] [$($custom)?]
            $($key $field [$($place $(($($argument)+))?)?])+
        }
    )+};
}
pub(crate) use objects;

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

#[cfg(test)]
mod tests {
    use time::UtcDateTime;
    use time::macros::utc_datetime;

    use crate::json::{Json, Raw, Reader};
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
    fn null_empty_and_absent_are_equal() {
        for json in [
            "{}",
            r#"{"name":null,"type":"","count":null,"list":null,"inner":null,"free":null}"#,
            r#"{"list":[]}"#,
            r#"{"list":"","inner":"\u002D"}"#,
        ] {
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
    fn keys_out_of_order_with_escapes_and_in_other_spellings() {
        let outer = read(r#"{"count":3,"title":"a","typ\u0065":"b","at" :"1768480496123","coun":4,"flags":true}"#);
        assert_eq!(outer.name.as_deref(), Some("a"));
        assert_eq!(outer.r#type.as_deref(), Some("b"));
        assert_eq!((outer.count, outer.flag), (Some(3), None));
        assert_eq!(outer.at, Some(utc_datetime!(2026-01-15 12:34:56.123)));
        assert_eq!(serde_json::to_string(&outer.unknown).unwrap(), r#"{"coun":4,"flags":true}"#);
    }

    #[test]
    fn numbers_of_any_length() {
        for (json, count) in [
            (r#"{"count":0}"#, 0),
            (r#"{"count":7,"x":1}"#, 7),
            (r#"{"count": 12345678 }"#, 12_345_678),
            (r#"{"count":123456789,"x":1}"#, 123_456_789),
            (r#"{"count":1234567890123456,"x":1}"#, 1_234_567_890_123_456),
            (r#"{"count":18446744073709551615,"x":1}"#, u64::MAX),
        ] {
            assert_eq!(read(json).count, Some(count), "{json}");
        }
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
            (
                r#"{"count":18446744073709551616,"x":1}"#,
                r#"byte 9, field `count`: expected a whole number, found "18446744073709551616""#,
            ),
            (r#"{"count":1.5,"name":"a"}"#, r#"byte 9, field `count`: expected a whole number, found "1.5""#),
            (r#"{"count":007,"name":"a"}"#, r#"byte 10: expected `,` or `}`, found "0""#),
            (r#"{"flag":truer,"name":"a"}"#, r#"byte 12: expected `,` or `}`, found "r""#),
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
