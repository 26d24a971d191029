//! Writes fields as entries of a serde map, for any format.

use serde::Serialize;
use serde::Serializer;
use serde::ser::SerializeMap;

use super::{AwsOptions, Fields, Key, Leaf, Sink};

struct SerdeSink<M: SerializeMap> {
    map: M,
    options: AwsOptions,
    failure: Option<M::Error>,
}

impl<M: SerializeMap> SerdeSink<M> {
    fn entry<V: Serialize + ?Sized>(&mut self, name: &str, value: &V) {
        if self.failure.is_none() {
            self.failure = self.map.serialize_entry(name, value).err();
        }
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        match self.failure {
            Some(error) => Err(error),
            None => self.map.end(),
        }
    }
}

impl<M: SerializeMap> Sink for SerdeSink<M> {
    fn leaf<L: Leaf + ?Sized>(&mut self, key: Key, value: &L) {
        self.entry(key.name, value);
    }

    fn named_leaf<L: Leaf + ?Sized>(&mut self, name: &str, value: &L) {
        self.entry(name, value);
    }

    fn options(&self) -> AwsOptions {
        self.options
    }
}

/// A dynamically typed receiver of named values: a serde map of any format.
pub(crate) trait NamedValues {
    /// Receives one of them.
    fn take(&mut self, name: &str, value: &dyn erased_serde::Serialize);
}

impl<M: SerializeMap> NamedValues for SerdeSink<M> {
    fn take(&mut self, name: &str, value: &dyn erased_serde::Serialize) {
        self.entry(name, value);
    }
}

/// Writes fields as a map.
pub(super) fn serialize<S: Serializer, F: Fields + ?Sized>(
    serializer: S,
    fields: &F,
    options: AwsOptions,
) -> Result<S::Ok, S::Error> {
    let mut sink = SerdeSink { map: serializer.serialize_map(None)?, options, failure: None };
    fields.write(&mut sink);
    sink.end()
}

/// Writes what `visit` names as a map.
pub(crate) fn serialize_named<S: Serializer>(
    serializer: S,
    visit: impl FnOnce(&mut dyn NamedValues),
) -> Result<S::Ok, S::Error> {
    let mut sink = SerdeSink { map: serializer.serialize_map(None)?, options: AwsOptions::PLAIN, failure: None };
    visit(&mut sink);
    sink.end()
}

/// The sink for [`NamedValues`].
pub(crate) struct VisitSink<'v> {
    pub(crate) values: &'v mut dyn NamedValues,
    pub(crate) options: AwsOptions,
}

impl Sink for VisitSink<'_> {
    fn leaf<L: Leaf + ?Sized>(&mut self, key: Key, value: &L) {
        self.values.take(key.name, &value);
    }

    fn named_leaf<L: Leaf + ?Sized>(&mut self, name: &str, value: &L) {
        self.values.take(name, &value);
    }

    fn options(&self) -> AwsOptions {
        self.options
    }
}
