use serde::{Serialize, Serializer};

use super::field_set::Empty;
use crate::schema::{AsValue, Entries, Kind, Map, Value};
use crate::text::Text;
use crate::write::{Field, Fields, Key, Object, Sink};

/// `labels`: names and values that the user of this crate adds to an event. Records never set it.
///
/// Elasticsearch indexes every value as a keyword. ECS requires names without dots.
///
/// ```
/// use awslog::ecs::Event;
///
/// let mut event = Event::default();
/// event.labels.insert("team", "payments");
/// event.labels.insert("team", "checkout");
/// event.labels.extend([("environment", "production")]);
/// assert_eq!(event.labels.get("team"), Some("checkout"));
/// assert_eq!(event.labels.len(), 2);
/// assert_eq!(serde_json::to_value(&event)?["labels"]["team"], "checkout");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels<'a>(Vec<(Text<'a>, Text<'a>)>);

impl<'a> Labels<'a> {
    /// Sets a label, replacing one with the same name. An empty value is not written.
    pub fn insert(&mut self, name: impl Into<Text<'a>>, value: impl Into<Text<'a>>) {
        let (name, value) = (name.into(), value.into());
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = value,
            None => self.0.push((name, value)),
        }
    }

    /// The value of a label.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The labels, in the order in which they were first set.
    pub fn iter(&self) -> LabelsIter<'_, 'a> {
        LabelsIter(self.0.iter())
    }

    /// The number of labels.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are no labels.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl AsValue for Labels<'_> {
    const KIND: Kind = Kind::Map(&Kind::Text);

    fn as_value(&self) -> Option<Value<'_>> {
        (!self.is_empty()).then(|| Value::Map(Map::new(self)))
    }
}

impl Entries for Labels<'_> {
    fn entry(&self, index: usize) -> Option<(&str, Value<'_>)> {
        let (name, value) = self.0.get(index)?;
        Some((name, value.as_value()?))
    }
}

/// The iterator of [`Labels::iter`].
#[derive(Clone, Debug)]
pub struct LabelsIter<'l, 'a>(std::slice::Iter<'l, (Text<'a>, Text<'a>)>);

impl<'l> Iterator for LabelsIter<'l, '_> {
    type Item = (&'l str, &'l str);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for LabelsIter<'_, '_> {}

impl<'l, 'a> IntoIterator for &'l Labels<'a> {
    type Item = (&'l str, &'l str);
    type IntoIter = LabelsIter<'l, 'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, N: Into<Text<'a>>, V: Into<Text<'a>>> Extend<(N, V)> for Labels<'a> {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, labels: I) {
        labels.into_iter().for_each(|(name, value)| self.insert(name, value));
    }
}

impl<'a, N: Into<Text<'a>>, V: Into<Text<'a>>> FromIterator<(N, V)> for Labels<'a> {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(labels: I) -> Self {
        let mut all = Labels::default();
        all.extend(labels);
        all
    }
}

impl Empty for Labels<'_> {
    const EMPTY: Self = Labels(Vec::new());
}

impl Fields for Labels<'_> {
    fn write<S: Sink>(&self, sink: &mut S) {
        for (name, value) in self.0.iter().filter(|(_, value)| !value.is_empty()) {
            sink.named_leaf(name, value);
        }
    }
}

impl Field for Labels<'_> {
    #[inline]
    fn is_absent(&self) -> bool {
        self.0.is_empty()
    }

    #[inline]
    fn write_at<S: Sink>(&self, key: Key, sink: &mut S) {
        if !self.is_absent() {
            sink.object(key, self);
        }
    }
}

impl Serialize for Labels<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Object::new(self).serialize(serializer)
    }
}
