//! How the values of a record stand under `aws`.

use std::net::IpAddr;
use std::time::Duration;

use serde::{Serialize, Serializer};
use time::UtcDateTime;

use super::leaves::write_list;
use super::{DecimalSeconds, Field, Fields, Key, Leaf, Sink};
use crate::ecs::timestamp::Timestamp;
use crate::json::{Map, Raw};
use crate::text::{Encoded, Text};

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
    fn write_rest(&self, out: &mut Vec<u8>) {
        write_list(self.0.iter(), out, |item, out| item.as_leaf().write_json(out));
    }
}
