//! Writes the values of a record under `aws`.

use std::net::IpAddr;
use std::time::Duration;

use serde::{Serialize, Serializer};
use time::{Date, Time, UtcDateTime};

use super::free_form::AsObject;
use super::leaves::{DecimalSeconds, Items, write_list};
use super::timestamp::Timestamp;
use super::unknown::named;
use super::{Field, Fields, Key, Leaf, Object, Sink};
use crate::json::{Map, Raw};
use crate::text::{AddressList, Encoded, Text, clock_text};

/// How a value of a record is written under `aws`: a scalar as itself, an object by its [`Fields`].
pub(crate) trait AsLeaf {
    /// The type that is written.
    type Leaf<'l>: Leaf
    where
        Self: 'l;

    /// The type that is written if AWS's keys are kept.
    type WithAwsKeys<'l>: Leaf
    where
        Self: 'l;

    fn as_leaf(&self) -> Self::Leaf<'_>;

    fn as_leaf_with_aws_keys(&self) -> Self::WithAwsKeys<'_>;

    /// Writes the value unless it means absent.
    #[inline(always)]
    fn write_at<S: Sink>(&self, key: Key, sink: &mut S) {
        let leaf = self.as_leaf();
        if !leaf.is_nothing() {
            sink.leaf(key, &leaf);
        }
    }
}

/// An object whose members can be written with AWS's keys.
pub(crate) trait FieldsWithAwsKeys: Fields {
    /// Writes every member under its key in the log.
    fn write_with_aws_keys<S: Sink>(&self, sink: &mut S);
}

/// An object of a record with AWS's keys, including the objects in it.
pub(crate) struct WithAwsKeys<'l, T>(pub(crate) &'l T);

impl<T: FieldsWithAwsKeys> Fields for WithAwsKeys<'_, T> {
    fn write<S: Sink>(&self, sink: &mut S) {
        self.0.write_with_aws_keys(sink);
    }
}

impl<T: FieldsWithAwsKeys> Serialize for WithAwsKeys<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Object::new(self).serialize(serializer)
    }
}

impl<T: FieldsWithAwsKeys> Leaf for WithAwsKeys<'_, T> {
    fn is_nothing(&self) -> bool {
        self.is_empty()
    }

    fn write_rest(&self, out: &mut Vec<u8>) {
        Object::new(self).write_rest(out);
    }
}

impl<T: AsLeaf> AsLeaf for Box<T> {
    type Leaf<'l>
        = T::Leaf<'l>
    where
        T: 'l;

    type WithAwsKeys<'l>
        = T::WithAwsKeys<'l>
    where
        T: 'l;

    fn as_leaf(&self) -> T::Leaf<'_> {
        (**self).as_leaf()
    }

    fn as_leaf_with_aws_keys(&self) -> T::WithAwsKeys<'_> {
        (**self).as_leaf_with_aws_keys()
    }

    #[inline(always)]
    fn write_at<S: Sink>(&self, key: Key, sink: &mut S) {
        (**self).write_at(key, sink);
    }
}

/// If AWS's keys are kept, the index has a flattened field, which accepts only objects.
impl AsLeaf for Raw<'_> {
    type Leaf<'l>
        = &'l Self
    where
        Self: 'l;
    type WithAwsKeys<'l>
        = AsObject<'l>
    where
        Self: 'l;

    fn as_leaf(&self) -> &Self {
        self
    }

    fn as_leaf_with_aws_keys(&self) -> AsObject<'_> {
        AsObject(self)
    }
}

/// The types that values are written as: their own, or another type.
macro_rules! as_leaf {
    ($($type:ty => $leaf:ty: |$value:ident| $as_leaf:expr;)+) => {$(
        impl $crate::write::AsLeaf for $type {
            type Leaf<'l> = $leaf where Self: 'l;
            type WithAwsKeys<'l> = $leaf where Self: 'l;

            fn as_leaf(&self) -> Self::Leaf<'_> {
                let $value = self;
                $as_leaf
            }

            fn as_leaf_with_aws_keys(&self) -> Self::Leaf<'_> {
                $crate::write::AsLeaf::as_leaf(self)
            }
        }
    )+};
}
pub(crate) use as_leaf;

as_leaf! {
    Text<'_> => &'l Self: |text| text;
    Encoded<'_> => &'l Self: |text| text;
    IpAddr => &'l Self: |address| address;
    bool => &'l Self: |flag| flag;
    u8 => &'l Self: |number| number;
    u16 => &'l Self: |number| number;
    u32 => &'l Self: |number| number;
    u64 => &'l Self: |number| number;
    i64 => &'l Self: |number| number;
    f64 => &'l Self: |number| number;
    AddressList<'_> => Items<'l>: |list| Items(list);
    Date => Text<'l>: |date| date.to_string().into();
    Duration => DecimalSeconds: |duration| DecimalSeconds(*duration);
    Time => Text<'l>: |clock| clock_text(*clock).into();
    UtcDateTime => Timestamp: |instant| (*instant).into();
}

/// A member of a record's object, under `aws`.
pub(crate) trait Member {
    /// Writes the member unless it is absent.
    fn write_at<S: Sink>(&self, key: Key, sink: &mut S);

    /// The same with AWS's keys in objects.
    fn write_with_aws_keys_at<S: Sink>(&self, key: Key, sink: &mut S);
}

impl<T: AsLeaf> Member for Option<T> {
    #[inline(always)]
    fn write_at<S: Sink>(&self, key: Key, sink: &mut S) {
        if let Some(value) = self {
            value.write_at(key, sink);
        }
    }

    fn write_with_aws_keys_at<S: Sink>(&self, key: Key, sink: &mut S) {
        // A closure, since Rust before 1.92 refuses `T::as_leaf_with_aws_keys` here.
        Field::write_at(&self.as_ref().map(|value| value.as_leaf_with_aws_keys()), key, sink);
    }
}

impl<T: AsLeaf> Member for Vec<T> {
    fn write_at<S: Sink>(&self, key: Key, sink: &mut S) {
        self.as_slice().write_at(key, sink);
    }

    fn write_with_aws_keys_at<S: Sink>(&self, key: Key, sink: &mut S) {
        self.as_slice().write_with_aws_keys_at(key, sink);
    }
}

impl<T: AsLeaf> Member for [T] {
    fn write_at<S: Sink>(&self, key: Key, sink: &mut S) {
        if !self.is_empty() {
            sink.leaf(key, &Members(self));
        }
    }

    fn write_with_aws_keys_at<S: Sink>(&self, key: Key, sink: &mut S) {
        if !self.is_empty() {
            sink.leaf(key, &MembersWithAwsKeys(self));
        }
    }
}

impl<T: AsLeaf> Fields for Map<'_, T> {
    fn is_empty(&self) -> bool {
        Map::is_empty(self)
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        self.iter().for_each(|(key, value)| sink.named_leaf(named(key), &value.as_leaf()));
    }
}

impl<T: AsLeaf> Member for Map<'_, T> {
    fn write_at<S: Sink>(&self, key: Key, sink: &mut S) {
        sink.object(key, self);
    }

    fn write_with_aws_keys_at<S: Sink>(&self, key: Key, sink: &mut S) {
        sink.object(key, &MapWithAwsKeys(self));
    }
}

/// An object whose keys are data, with AWS's keys in the objects in it.
struct MapWithAwsKeys<'l, 'a, T>(&'l Map<'a, T>);

impl<T: AsLeaf> Fields for MapWithAwsKeys<'_, '_, T> {
    fn write<S: Sink>(&self, sink: &mut S) {
        self.0.iter().for_each(|(key, value)| sink.named_leaf(named(key), &value.as_leaf_with_aws_keys()));
    }
}

/// A list of a record's values.
struct Members<'l, T>(&'l [T]);

impl<T: AsLeaf> Serialize for Members<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|item| item.as_leaf()))
    }
}

impl<T: AsLeaf> Leaf for Members<'_, T> {
    fn write_rest(&self, out: &mut Vec<u8>) {
        write_list(self.0.iter(), out, |item, out| item.as_leaf().write_json(out));
    }
}

/// A list of a record's values, with AWS's keys in objects.
struct MembersWithAwsKeys<'l, T>(&'l [T]);

impl<T: AsLeaf> Serialize for MembersWithAwsKeys<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|item| item.as_leaf_with_aws_keys()))
    }
}

impl<T: AsLeaf> Leaf for MembersWithAwsKeys<'_, T> {
    fn write_rest(&self, out: &mut Vec<u8>) {
        write_list(self.0.iter(), out, |item, out| item.as_leaf_with_aws_keys().write_json(out));
    }
}
