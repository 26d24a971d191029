use std::ops::Deref;

use serde::{Serialize, Serializer};

use crate::error::Refusal;
use crate::json::{Absent, Json, Member, Reader, read_list};
use crate::schema::{AsValue, Kind, Value};
use crate::text::Text;

/// A list that CloudWatch Logs' `parseWAF` processor turns into a map: the headers of a request, and its labels. Both
/// are read, and both are a list here.
#[derive(Clone, Debug, PartialEq)]
pub struct Entries<T>(Vec<T>);

/// An item of [`Entries`].
pub(super) trait Entry<'a>: Json<'a> {
    /// The initial capacity of the list.
    const USUAL: usize = 0;

    /// Reads the items of a member of the map, whose value is next.
    fn read_member(key: Text<'a>, reader: &mut Reader<'a>, entries: &mut Vec<Self>) -> Result<(), Box<Refusal>>;
}

impl<'a, T: Entry<'a>> Member<'a> for Entries<T> {
    type Owned = Entries<T::Owned>;

    fn read(reader: &mut Reader<'a>) -> Result<Self, Box<Refusal>> {
        if reader.peek() != Some(b'{') {
            return read_list(reader, T::USUAL).map(Entries);
        }
        reader.open_object()?;
        let mut entries = Vec::with_capacity(T::USUAL);
        while let Some(key) = reader.key()? {
            T::read_member(key, reader, &mut entries)?;
        }
        Ok(Entries(entries))
    }

    fn into_owned(self) -> Self::Owned {
        Entries(Member::into_owned(self.0))
    }
}

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Entries(Vec::new())
    }
}

impl<T> From<Vec<T>> for Entries<T> {
    fn from(entries: Vec<T>) -> Self {
        Entries(entries)
    }
}

impl<T> Deref for Entries<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'e, T> IntoIterator for &'e Entries<T> {
    type Item = &'e T;
    type IntoIter = std::slice::Iter<'e, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T> IntoIterator for Entries<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<T> Absent for Entries<T> {
    fn is_absent(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Serialize> Serialize for Entries<T> {
    /// As a list.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<T: AsValue> AsValue for Entries<T> {
    const KIND: Kind = Vec::<T>::KIND;

    fn as_value(&self) -> Option<Value<'_>> {
        self.0.as_value()
    }
}
