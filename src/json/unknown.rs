use serde::Serialize;
use serde::ser::SerializeMap;

use super::{MapIter, Raw};
use crate::schema::{self, AsValue};
use crate::text::Text;

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

    /// Returns whether there are no keys.
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
