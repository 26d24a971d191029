//! Enums for the fields whose allowed values ECS lists. Other values cannot be written.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::schema::{self, AsValue, Items, List, Value};
use crate::write::{Field, Key, Leaf, Sink, write_list, write_plain};

/// The version of the Elastic Common Schema that events follow, written to `ecs.version`.
pub const ECS_VERSION: &str = "9.4.0";

/// The error for a text that is not one of the values that ECS allows for a field.
///
/// ```
/// use awslog::ecs::Outcome;
///
/// assert_eq!("success".parse(), Ok(Outcome::Success));
/// assert_eq!(
///     "ok".parse::<Outcome>().unwrap_err().to_string(),
///     "expected one of failure, success, unknown, found \"ok\"",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected one of {}, found {value:?}", known.join(", "))]
pub struct UnknownValue {
    known: &'static [&'static str],
    value: Box<str>,
}

/// An enum of the values that ECS allows for a field, with their texts.
macro_rules! allowed_values {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_meta])* #[doc = concat!("`", $text, "`")] $variant,)+
        }

        impl $name {
            /// Every value, in the schema's order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The value as ECS writes it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $($name::$variant => $text,)+
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownValue;

            fn from_str(value: &str) -> Result<Self, UnknownValue> {
                let known = Self::ALL.iter().copied().find(|known| known.as_str() == value);
                known.ok_or_else(|| UnknownValue { known: &[$($text),+], value: value.into() })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

allowed_values! {
    /// `event.kind`: the kind of information in the event.
    Kind {
        Alert = "alert",
        Asset = "asset",
        Enrichment = "enrichment",
        Event = "event",
        Metric = "metric",
        State = "state",
        PipelineError = "pipeline_error",
        Signal = "signal",
    }
}

allowed_values! {
    /// `event.category`: what the event is about.
    Category {
        Api = "api",
        Authentication = "authentication",
        Configuration = "configuration",
        Database = "database",
        Driver = "driver",
        Email = "email",
        File = "file",
        Host = "host",
        Iam = "iam",
        IntrusionDetection = "intrusion_detection",
        Library = "library",
        Malware = "malware",
        Network = "network",
        Package = "package",
        Process = "process",
        Registry = "registry",
        Session = "session",
        Threat = "threat",
        Vulnerability = "vulnerability",
        Web = "web",
    }
}

allowed_values! {
    /// `event.type`: what happened.
    Type {
        Access = "access",
        Admin = "admin",
        Allowed = "allowed",
        Change = "change",
        Connection = "connection",
        Creation = "creation",
        Deletion = "deletion",
        Denied = "denied",
        Device = "device",
        End = "end",
        Error = "error",
        Group = "group",
        Indicator = "indicator",
        Info = "info",
        Installation = "installation",
        Protocol = "protocol",
        Start = "start",
        User = "user",
    }
}

allowed_values! {
    /// `event.outcome`: whether it succeeded, from the caller's point of view.
    Outcome {
        Failure = "failure",
        Success = "success",
        Unknown = "unknown",
    }
}

allowed_values! {
    /// `network.direction`: the direction of the traffic.
    Direction {
        Ingress = "ingress",
        Egress = "egress",
        Inbound = "inbound",
        Outbound = "outbound",
        Internal = "internal",
        External = "external",
        Unknown = "unknown",
    }
}

allowed_values! {
    /// `user_agent.os.type`, `host.os.type`: the family of an operating system.
    OsType {
        Linux = "linux",
        Macos = "macos",
        Unix = "unix",
        Windows = "windows",
        Ios = "ios",
        Android = "android",
    }
}

allowed_values! {
    /// `network.type`: the protocol of the network layer.
    NetworkType {
        Ipv4 = "ipv4",
        Ipv6 = "ipv6",
    }
}

/// A set of `event.category` or `event.type` values. It is written as an array, in the order of the schema.
///
/// ```
/// use awslog::ecs::{Type, ValueSet};
///
/// let types = ValueSet::from([Type::Allowed, Type::Access, Type::Access]);
/// assert!(types.contains(Type::Allowed));
/// assert_eq!(types.len(), 2);
/// assert_eq!(types.iter().collect::<Vec<_>>(), [Type::Access, Type::Allowed]);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ValueSet<T> {
    bits: u32,
    of: std::marker::PhantomData<T>,
}

mod sealed {
    /// Only the enums of this file are [`Listed`](super::Listed): the index of a value is a bit of the set.
    pub trait Sealed {}

    impl Sealed for super::Category {}

    impl Sealed for super::Type {}
}

/// Implemented for the two fields that hold sets of values. Other types cannot implement it.
pub trait Listed: sealed::Sealed + Copy + Serialize + fmt::Debug + 'static {
    /// Every value, in the schema's order.
    const LIST: &'static [Self];

    /// The index of the value in [`Self::LIST`].
    fn place(self) -> u32;

    /// The value as ECS writes it.
    fn text(self) -> &'static str;
}

impl Listed for Category {
    const LIST: &'static [Self] = Category::ALL;

    fn place(self) -> u32 {
        self as u32
    }

    fn text(self) -> &'static str {
        self.as_str()
    }
}

impl Listed for Type {
    const LIST: &'static [Self] = Type::ALL;

    fn place(self) -> u32 {
        self as u32
    }

    fn text(self) -> &'static str {
        self.as_str()
    }
}

impl<T: Listed> ValueSet<T> {
    /// Creates an empty set.
    pub const EMPTY: Self = ValueSet { bits: 0, of: std::marker::PhantomData };

    /// Adds a value, if it is not in the set.
    pub fn insert(&mut self, value: T) {
        self.bits |= 1 << value.place();
    }

    /// Returns whether the value is in the set.
    pub fn contains(self, value: T) -> bool {
        self.bits & (1 << value.place()) != 0
    }

    /// The number of values.
    pub fn len(self) -> usize {
        self.bits.count_ones() as usize
    }

    /// Whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.bits == 0
    }

    /// The values, in the schema's order.
    pub fn iter(self) -> ValueSetIter<T> {
        ValueSetIter(self)
    }
}

/// The iterator of [`ValueSet::iter`].
#[derive(Clone, Debug)]
pub struct ValueSetIter<T: Listed>(ValueSet<T>);

impl<T: Listed> Iterator for ValueSetIter<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let value = T::LIST.get(self.0.bits.trailing_zeros() as usize).copied();
        self.0.bits &= self.0.bits.wrapping_sub(1);
        value
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0.len(), Some(self.0.len()))
    }
}

impl<T: Listed> ExactSizeIterator for ValueSetIter<T> {}

impl<T: Listed> IntoIterator for ValueSet<T> {
    type Item = T;
    type IntoIter = ValueSetIter<T>;

    fn into_iter(self) -> ValueSetIter<T> {
        self.iter()
    }
}

impl<T: Listed> Extend<T> for ValueSet<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        values.into_iter().for_each(|value| self.insert(value));
    }
}

impl<T: Listed> Default for ValueSet<T> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<T: Listed, const N: usize> From<[T; N]> for ValueSet<T> {
    fn from(values: [T; N]) -> Self {
        values.into_iter().collect()
    }
}

impl<T: Listed> FromIterator<T> for ValueSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut set = Self::EMPTY;
        set.extend(values);
        set
    }
}

impl<T: Listed> fmt::Debug for ValueSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl<T: Listed> Serialize for ValueSet<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<T: Listed> AsValue for ValueSet<T> {
    const KIND: schema::Kind = schema::Kind::List(&schema::Kind::Text);

    fn as_value(&self) -> Option<Value<'_>> {
        (!self.is_empty()).then(|| Value::List(List::new(self)))
    }
}

impl<T: Listed> Items for ValueSet<T> {
    fn count(&self) -> usize {
        self.iter().count()
    }

    fn item(&self, index: usize) -> Option<Value<'_>> {
        Some(Value::Text(self.iter().nth(index)?.text()))
    }
}

impl<T: Listed> Leaf for ValueSet<T> {
    fn write_rest(&self, out: &mut Vec<u8>) {
        write_list(self.iter(), out, |value, out| {
            out.push(b'"');
            write_plain(value.text(), out);
        });
    }
}

impl<T: Listed> Field for ValueSet<T> {
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

/// The values that have a text.
macro_rules! text_leaves {
    ($($name:ident)+) => {$(
        $crate::schema::text_values! { $name: |value| value.as_str(); }

        impl Leaf for $name {
            const IS_TEXT: bool = true;

            fn write_rest(&self, out: &mut Vec<u8>) {
                write_plain(self.as_str(), out);
            }
        }
    )+};
}

text_leaves!(Kind Category Type Outcome Direction OsType NetworkType);
