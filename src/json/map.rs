use serde::{Serialize, Serializer};

use super::object::{Absent, Json, Member};
use super::reader::Reader;
use crate::error::Refusal;
use crate::schema::{self, AsValue, Kind, Value};
use crate::text::Text;

/// An object whose keys are data rather than names, such as the tags of a resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Map<'a, T>(Vec<(Text<'a>, T)>);

impl<'a, T> Map<'a, T> {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&T> {
        self.iter().find_map(|(known, value)| (known == key).then_some(value))
    }

    /// Every key with its value, in the order of the log.
    pub fn iter(&self) -> MapIter<'_, 'a, T> {
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
}

/// The iterator of [`Map::iter`] and [`Unknown::iter`](super::Unknown::iter).
#[derive(Debug)]
pub struct MapIter<'m, 'a, T>(pub(super) std::slice::Iter<'m, (Text<'a>, T)>);

impl<T> Clone for MapIter<'_, '_, T> {
    fn clone(&self) -> Self {
        MapIter(self.0.clone())
    }
}

impl<'m, T> Iterator for MapIter<'m, '_, T> {
    type Item = (&'m str, &'m T);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (key.as_str(), value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<T> ExactSizeIterator for MapIter<'_, '_, T> {}

impl<'m, 'a, T> IntoIterator for &'m Map<'a, T> {
    type Item = (&'m str, &'m T);
    type IntoIter = MapIter<'m, 'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, T> IntoIterator for Map<'a, T> {
    type Item = (Text<'a>, T);
    type IntoIter = std::vec::IntoIter<(Text<'a>, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<T> Default for Map<'_, T> {
    fn default() -> Self {
        Map(Vec::new())
    }
}

impl<T> Absent for Map<'_, T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

/// Null, absent and empty are equal, and keys with the value null are omitted.
impl<'a, T: Json<'a>> Member<'a> for Map<'a, T> {
    type Owned = Map<'static, T::Owned>;

    fn read(reader: &mut Reader<'a>) -> Result<Self, Box<Refusal>> {
        let mut map = Map::default();
        if !reader.enter_object()? {
            return Ok(map);
        }
        while let Some(key) = reader.key()? {
            if !reader.null()? {
                map.0.extend(T::read_item(reader)?.map(|value| (key, value)));
            }
        }
        Ok(map)
    }

    fn into_owned(self) -> Self::Owned {
        Map(self.0.into_iter().map(|(key, value)| (key.into_owned(), value.into_owned())).collect())
    }
}

impl<T: Serialize> Serialize for Map<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl<T: AsValue> AsValue for Map<'_, T> {
    const KIND: Kind = Kind::Map(&T::KIND);

    fn as_value(&self) -> Option<Value<'_>> {
        (!self.is_empty()).then(|| Value::Map(schema::Map::new(self)))
    }
}

impl<T: AsValue> schema::Entries for Map<'_, T> {
    fn entry(&self, index: usize) -> Option<(&str, Value<'_>)> {
        let (key, value) = self.0.get(index)?;
        Some((key, value.as_value()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Map<'_, u64>, Box<Refusal>> {
        Map::read(&mut Reader::new(json, 0))
    }

    #[test]
    fn round_trips() {
        let map = read(r#"{"b": 1, "A.c": "2", "d": null}"#).unwrap();
        assert_eq!(map.iter().collect::<Vec<_>>(), [("b", &1), ("A.c", &2)]);
        assert_eq!(map.get("A.c"), Some(&2));
        assert_eq!(map.get("d"), None);
        assert_eq!((map.len(), map.iter().len(), (&map).into_iter().count()), (2, 2, 2));
        assert_eq!(map.clone().into_iter().next(), Some(("b".into(), 1)));
        assert_eq!(serde_json::to_string(&map).unwrap(), r#"{"b":1,"A.c":2}"#);
        assert_eq!(map.clone().into_owned(), map);
    }

    #[test]
    fn null_and_empty_are_equal() {
        assert_eq!(read("null").unwrap(), Map::default());
        assert_eq!(read("{}").unwrap(), Map::default());
        assert!(read("[]").is_err());
    }

    #[cfg(feature = "ecs")]
    #[test]
    fn its_keys_are_unchanged_under_aws() {
        use crate::write::{Leaf, Object};

        let map = read(r#"{"A.c": 2, "someKey": 3}"#).unwrap();
        let mut json = Vec::new();
        Object::new(&map).write_json(&mut json);
        assert_eq!(String::from_utf8(json).unwrap(), r#"{"A.c":2,"someKey":3}"#);
    }
}
