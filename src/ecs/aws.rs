//! `aws.<dataset>.*`: the values of a record that have no ECS field.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::schema::{AsValue, Json, JsonText, Kind, Value};
use crate::write::FreeForm;
use crate::write::{
    Fields, Key, Leaf, NamedValues, Object, Sink, VisitSink, serialize_named, write_nothing_in, write_object,
};

/// The content of `aws.<dataset>` in an event: the values of the record that have no ECS field. It borrows from the
/// record, and is written directly from it.
///
/// The names are Elastic's where Elastic publishes one, otherwise AWS's own in snake_case.
#[derive(Clone, Copy)]
pub struct Aws<'a> {
    dataset: Key,
    fields: &'a dyn ErasedFields,
    free_form: FreeForm,
}

impl<'a> Aws<'a> {
    pub(crate) fn new<F: Fields + Sync>(dataset: Key, fields: &'a F, free_form: FreeForm) -> Self {
        Aws { dataset, fields, free_form }
    }

    fn written(&self) -> Vec<u8> {
        let mut json = Vec::new();
        self.fields.write_object(self.free_form, &mut json);
        json
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
    fn has_none(&self, free_form: FreeForm) -> bool;
    fn write_object(&self, free_form: FreeForm, out: &mut Vec<u8>);
    fn visit(&self, free_form: FreeForm, values: &mut dyn NamedValues);
}

impl<F: Fields + Sync> ErasedFields for F {
    fn has_none(&self, free_form: FreeForm) -> bool {
        match free_form {
            FreeForm::Text | FreeForm::Omit => write_nothing_in(self, free_form),
            FreeForm::Elastic | FreeForm::Flattened | FreeForm::Raw => self.is_empty(),
        }
    }

    fn write_object(&self, free_form: FreeForm, out: &mut Vec<u8>) {
        write_object(self, free_form, out);
    }

    fn visit(&self, free_form: FreeForm, values: &mut dyn NamedValues) {
        self.write(&mut VisitSink { values, free_form });
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
        Object(self).serialize(serializer)
    }
}

impl Leaf for Aws<'_> {
    fn is_nothing(&self) -> bool {
        self.is_empty()
    }

    fn write_rest(&self, out: &mut Vec<u8>) {
        Object(self).write_rest(out);
    }
}

impl Fields for Aws<'_> {
    fn is_empty(&self) -> bool {
        self.fields.has_none(self.free_form)
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.leaf(self.dataset, &Dataset(self));
    }
}

/// The object under the dataset's name.
struct Dataset<'a>(&'a Aws<'a>);

impl Serialize for Dataset<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_named(serializer, |values| self.0.fields.visit(self.0.free_form, values))
    }
}

impl Leaf for Dataset<'_> {
    fn write_rest(&self, out: &mut Vec<u8>) {
        self.0.fields.write_object(self.0.free_form, out);
    }
}
