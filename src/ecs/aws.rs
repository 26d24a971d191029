//! `aws.<dataset>.*`: the values of a record that have no ECS field.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::schema::{AsValue, Json, JsonText, Kind, Value};
use crate::write::{
    AwsOptions, Fields, FreeForm, Key, Leaf, NamedValues, Object, Sink, Used, VisitSink, serialize_named,
    write_nothing_with, write_object,
};

use super::event::Event;

/// The content of `aws.<dataset>` in an event: the values of the record that have no ECS field. It borrows from the
/// record, and is written directly from it.
///
/// The names are Elastic's where Elastic publishes one, otherwise AWS's own in snake_case.
#[derive(Clone, Copy)]
pub struct Aws<'a> {
    dataset: Key,
    fields: &'a dyn ErasedFields,
    options: AwsOptions,
}

impl<'a> Aws<'a> {
    pub(crate) fn new<F: Fields + Sync>(dataset: Key, fields: &'a F, free_form: FreeForm) -> Self {
        Aws { dataset, fields, options: AwsOptions { free_form, used: Used::NONE } }
    }

    fn written(&self) -> Vec<u8> {
        let mut json = Vec::new();
        self.fields.write_object(self.options, &mut json);
        json
    }
}

impl Event<'_> {
    /// Marks a value as used by a rule, so that it does not go under `aws` too: the value of a row with `aws_unless_used`, by its
    /// `Column` or its `Used`.
    pub(crate) fn mark_used(&mut self, value: impl Into<u32>) {
        if let Some(aws) = &mut self.aws {
            aws.options.used.insert(value);
        }
    }

    /// Returns what a rule has made of a value, and marks the value as used if that is anything.
    #[inline(always)]
    pub(crate) fn using<T>(&mut self, value: impl Into<u32>, made: Option<T>) -> Option<T> {
        if made.is_some() {
            self.mark_used(value);
        }
        made
    }
}

impl fmt::Debug for Aws<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{:?}: {}}}", self.dataset.name(), String::from_utf8_lossy(&self.written()))
    }
}

impl PartialEq for Aws<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.dataset.name() == other.dataset.name() && self.written() == other.written()
    }
}

/// [`Fields`] as a trait object. An event makes one dynamic call, into code that knows the type of the record.
trait ErasedFields: Sync {
    fn has_none(&self, options: AwsOptions) -> bool;
    fn write_object(&self, options: AwsOptions, out: &mut Vec<u8>);
    fn visit(&self, options: AwsOptions, values: &mut dyn NamedValues);
}

impl<F: Fields + Sync> ErasedFields for F {
    fn has_none(&self, options: AwsOptions) -> bool {
        write_nothing_with(self, options)
    }

    fn write_object(&self, options: AwsOptions, out: &mut Vec<u8>) {
        write_object(self, options, out);
    }

    fn visit(&self, options: AwsOptions, values: &mut dyn NamedValues) {
        self.write(&mut VisitSink { values, options });
    }
}

impl AsValue for Aws<'_> {
    const KIND: Kind = Kind::Json;

    fn as_value(&self) -> Option<Value<'_>> {
        (!self.is_empty()).then(|| Value::Json(Json::new(self)))
    }
}

impl JsonText for Aws<'_> {
    fn text(&self) -> Option<&str> {
        None
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut json = Vec::new();
        Leaf::write_json(self, &mut json);
        f.write_str(&String::from_utf8_lossy(&json))
    }
}

impl Serialize for Aws<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Object::new(self).serialize(serializer)
    }
}

impl Leaf for Aws<'_> {
    fn is_nothing(&self) -> bool {
        self.is_empty()
    }

    fn write_rest(&self, out: &mut Vec<u8>) {
        Object::new(self).write_rest(out);
    }
}

impl Fields for Aws<'_> {
    fn is_empty(&self) -> bool {
        self.fields.has_none(self.options)
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.leaf(self.dataset, &Dataset(self));
    }
}

/// The object under the dataset's name.
struct Dataset<'a>(&'a Aws<'a>);

impl Serialize for Dataset<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_named(serializer, |values| self.0.fields.visit(self.0.options, values))
    }
}

impl Leaf for Dataset<'_> {
    fn write_rest(&self, out: &mut Vec<u8>) {
        self.0.fields.write_object(self.0.options, out);
    }
}
