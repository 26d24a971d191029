use std::sync::Arc;

use serde::ser::SerializeMap;

use super::ColumnSet;
use crate::json::Raw;
use crate::schema::{AsValue, BEYOND_LAYOUT, Value};
use crate::text::Text;

/// The values of a record that have no field, so that nothing is lost when AWS adds a column.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Leftover<'a> {
    columns: Vec<(Name<'a>, Kept<'a>)>,
    beyond: Vec<Text<'a>>,
}

/// A value as logged.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kept<'a> {
    Text(Text<'a>),
    /// A JSON value other than a string.
    Json(Raw<'a>),
}

impl<'a> Kept<'a> {
    /// The value as text: a number, a list or an object as its exact JSON.
    pub(crate) fn text(&self) -> &Text<'a> {
        match self {
            Kept::Text(text) => text,
            Kept::Json(raw) => raw.text(),
        }
    }

    pub(crate) fn into_text(self) -> Text<'a> {
        match self {
            Kept::Text(text) => text,
            Kept::Json(raw) => raw.into_text(),
        }
    }

    fn as_value(&self) -> Option<Value<'_>> {
        match self {
            Kept::Text(text) => text.as_value(),
            Kept::Json(raw) => raw.as_value(),
        }
    }

    fn into_owned(self) -> Kept<'static> {
        match self {
            Kept::Text(text) => Kept::Text(text.into_owned()),
            Kept::Json(raw) => Kept::Json(raw.into_owned()),
        }
    }
}

/// The name of a value: from the layout, which many records share, or from the log itself.
#[derive(Clone, Debug)]
pub(crate) enum Name<'a> {
    Column(Arc<str>),
    Key(Text<'a>),
}

impl Name<'_> {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Name::Column(name) => name,
            Name::Key(name) => name,
        }
    }

    fn into_owned(self) -> Name<'static> {
        match self {
            Name::Column(name) => Name::Column(name),
            Name::Key(name) => Name::Key(name.into_owned()),
        }
    }
}

impl PartialEq for Name<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl<'a> Leftover<'a> {
    /// Keeps a column with a name that the format does not know.
    #[cold]
    pub(crate) fn push_column(&mut self, name: &Arc<str>, value: Text<'a>) {
        self.columns.push((Name::Column(name.clone()), Kept::Text(value)));
    }

    /// Keeps a JSON key that the format does not know.
    pub(crate) fn push_key(&mut self, name: Text<'a>, value: Kept<'a>) {
        self.columns.push((Name::Key(name), value));
    }

    /// Keeps a value that does not have its column's type.
    #[cold]
    pub(crate) fn push_mistyped(&mut self, name: &'static str, value: Text<'a>) {
        self.columns.push((Name::Key(name.into()), Kept::Text(value)));
    }

    /// Keeps a value after the last column.
    #[cold]
    pub(crate) fn push_beyond(&mut self, value: Text<'a>) {
        self.beyond.push(value);
    }

    /// Removes and returns all columns and keys.
    pub(crate) fn take_columns(&mut self) -> Vec<(Name<'a>, Kept<'a>)> {
        std::mem::take(&mut self.columns)
    }

    /// Puts one of those back.
    pub(crate) fn put_back(&mut self, column: (Name<'a>, Kept<'a>)) {
        self.columns.push(column);
    }

    pub(crate) fn columns(&self) -> &[(Name<'a>, Kept<'a>)] {
        &self.columns
    }

    /// The known columns that are here because they occurred before, as bits.
    pub(crate) fn repeated<C: ColumnSet>(&self) -> u128 {
        C::bits(self.columns.iter().map(|(name, _)| name.as_str()))
    }

    #[cfg(feature = "ecs")]
    pub(crate) fn is_empty(&self) -> bool {
        self.columns.is_empty() && self.beyond.is_empty()
    }

    /// The column or key with this index. After the last one, the values beyond the layout together.
    pub(crate) fn value(&self, index: usize) -> Option<(&str, Value<'_>)> {
        match self.columns.get(index) {
            Some((name, kept)) => Some((name.as_str(), kept.as_value()?)),
            None if index == self.columns.len() => Some((BEYOND_LAYOUT, self.beyond.as_value()?)),
            None => None,
        }
    }

    pub(crate) fn beyond(&self) -> &[Text<'a>] {
        &self.beyond
    }

    pub(crate) fn into_owned(self) -> Leftover<'static> {
        let columns = self.columns.into_iter().map(|(name, value)| (name.into_owned(), value.into_owned()));
        Leftover { columns: columns.collect(), beyond: self.beyond.into_iter().map(Text::into_owned).collect() }
    }

    pub(crate) fn serialize_into<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        for (name, value) in &self.columns {
            match value {
                Kept::Text(text) => map.serialize_entry(name.as_str(), text)?,
                Kept::Json(raw) => map.serialize_entry(name.as_str(), raw)?,
            }
        }
        match self.beyond.as_slice() {
            [] => Ok(()),
            beyond => map.serialize_entry(BEYOND_LAYOUT, beyond),
        }
    }
}
