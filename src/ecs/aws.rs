//! `aws.<dataset>.*`: what a record holds beside the fields that ECS knows.

use std::fmt;

use serde::{Serialize, Serializer};

use super::write::{Fields, Key, Leaf, NamedValues, Object, Sink, VisitSink, serialize_named};

/// What stands under `aws.<dataset>` of an event: the rest of its record, borrowed from it and written
/// straight from there.
///
/// The names are Elastic's where it publishes some, AWS's own in snake_case elsewhere.
#[derive(Clone, Copy)]
pub struct Aws<'a> {
    dataset: Key,
    fields: &'a dyn ErasedFields,
}

impl<'a> Aws<'a> {
    pub(crate) fn new<F: Fields + Sync>(dataset: Key, fields: &'a F) -> Self {
        Aws { dataset, fields }
    }
}

impl fmt::Debug for Aws<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut json = Vec::new();
        self.fields.write_object(&mut json);
        write!(f, "{{{:?}: {}}}", self.dataset.name(), String::from_utf8_lossy(&json))
    }
}

impl PartialEq for Aws<'_> {
    fn eq(&self, other: &Self) -> bool {
        let written = |aws: &Self| {
            let mut json = Vec::new();
            aws.fields.write_object(&mut json);
            json
        };
        self.dataset.name() == other.dataset.name() && written(self) == written(other)
    }
}

/// [`Fields`] behind a pointer. Writing JSON stays free of further indirections: the one call is into code
/// that knows the record.
trait ErasedFields: Sync {
    fn has_none(&self) -> bool;
    fn write_object(&self, out: &mut Vec<u8>);
    fn visit(&self, values: &mut dyn NamedValues);
}

impl<F: Fields + Sync> ErasedFields for F {
    fn has_none(&self) -> bool {
        self.is_empty()
    }

    fn write_object(&self, out: &mut Vec<u8>) {
        Object(self).write_json(out);
    }

    fn visit(&self, values: &mut dyn NamedValues) {
        self.write(&mut VisitSink(values));
    }
}

impl Serialize for Aws<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Object(self).serialize(serializer)
    }
}

impl Leaf for Aws<'_> {
    fn is_nothing(&self) -> bool {
        self.is_empty()
    }

    fn write_json(&self, out: &mut Vec<u8>) {
        Object(self).write_json(out);
    }
}

impl Fields for Aws<'_> {
    fn is_empty(&self) -> bool {
        self.fields.has_none()
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.leaf(self.dataset, &Dataset(self.fields));
    }
}

/// The object under the dataset's name.
struct Dataset<'a>(&'a dyn ErasedFields);

impl Serialize for Dataset<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_named(serializer, |values| self.0.visit(values))
    }
}

impl Leaf for Dataset<'_> {
    fn write_json(&self, out: &mut Vec<u8>) {
        self.0.write_object(out);
    }
}
