//! What becomes of the fields of a source: each is read by itself, and what the event has that it has not without the
//! field is the field's fate.

use serde_json::{Value, json};

mod fate;
mod field;
mod how;
pub mod objects;
pub mod page;
pub mod sources;

pub use fate::{Fate, Leaves, leaves};
pub use field::Field;

/// What stands for the text of the whole record in an event.
const RECORD: &str = "the text of the record";

/// The keys of a struct, and the structs of those that hold objects.
pub struct Object {
    pub fields: &'static [&'static str],
    pub inner: &'static [(&'static str, Shape, &'static Object)],
}

/// How a key holds further objects.
#[derive(Clone, Copy, PartialEq)]
pub enum Shape {
    One,
    List,
    Map,
}

/// What is read into records of one struct, and mapped by one rule.
#[derive(Clone, Copy)]
pub struct Source {
    pub format: &'static str,
    /// The kind of record, where the format has several.
    pub kind: &'static str,
    /// Where in the crate it is read.
    pub module: &'static str,
    /// What stands behind `aws.` in its events.
    pub dataset: &'static str,
    /// The event of a record, given as a JSON object.
    pub read: fn(&str) -> Result<Value, String>,
    pub object: &'static Object,
    pub lines: Option<Lines>,
    /// Objects that are a record, whatever field is taken from one of them.
    pub least: &'static [&'static str],
    /// The values of fields whose text has a grammar, or tells more than any text would.
    pub examples: &'static [(&'static str, &'static str)],
    /// What fields come to in certain company.
    pub beside: &'static [Beside],
    /// Fields that an event does not repeat, but shows by what it is.
    pub shown: &'static [&'static str],
    /// Fields that say nothing in a record with every field: another one, that says the same, goes before.
    pub yielding: &'static [&'static str],
}

/// How the records of a source lie in lines.
#[derive(Clone, Copy)]
pub struct Lines {
    pub format: awslog::Format,
    /// The event of a line in the default layout.
    pub read: fn(&str) -> Result<Value, String>,
    /// What stands in front of the names of a header line.
    pub header: &'static str,
    pub delimiter: &'static str,
}

/// A record in which fields come to something else than alone.
pub struct Beside {
    /// What the page says of it.
    pub words: &'static str,
    /// The record. A field that it has is taken from it for the event without the field, and has its value there.
    pub record: &'static str,
    /// The fields that the record is for; none for all that it has not.
    pub fields: &'static [&'static str],
}

impl Source {
    pub fn name(&self) -> String {
        [self.format, self.kind].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// The values of the event of a record, without the text of the record, which has every value.
    pub fn event(&self, record: &Value) -> Result<Leaves, String> {
        let text = record.to_string();
        let mut event = (self.read)(&text).map_err(|error| format!("{}: {error}: {text}", self.name()))?;
        if event.get("message").is_some_and(|message| *message == text) {
            event["message"] = RECORD.into();
        }
        Ok(leaves(&event))
    }

    /// The least record without a field.
    pub fn least_without(&self, field: &Field) -> Value {
        let records = self.least.iter().map(|record| parsed(record));
        let mut records = records.filter(|record| record.get(field.first_key()).is_none());
        records.next().unwrap_or_else(|| panic!("{}: no least record without `{}`", self.name(), field.path))
    }

    /// What a field comes to by itself.
    pub fn fates(&self, field: &Field) -> Result<Vec<Fate>, String> {
        self.fates_in(field, &self.least_without(field))
    }

    /// What a field comes to in a record.
    pub fn fates_in(&self, field: &Field, record: &Value) -> Result<Vec<Fate>, String> {
        let event = self.event(&field.put_into(record))?;
        self.fates_of(field, record, &event)
    }

    /// What of the event of a record a field has come to.
    fn fates_of(&self, field: &Field, record: &Value, event: &Leaves) -> Result<Vec<Fate>, String> {
        let rest = field.taken_from(record);
        let fates = fate::between(&self.event(&rest)?, event, field, &rest);
        let is_shown = self.shown.contains(&field.path.as_str()) && !fates.is_empty();
        if is_shown || how::is_said(&field.sentinel, &fates) {
            return Ok(fates);
        }
        let found = fates.iter().map(|fate| format!("{} = {:?}", fate.path, fate.values)).collect::<Vec<_>>();
        Err(format!(
            "{}: `{}` is lost: its value {} is nowhere in the event; the field comes to {found:?}",
            self.name(),
            field.path,
            field.sentinel,
        ))
    }

    /// The fields that are lost in a record with every field.
    pub fn lost_in(&self, whole: &Value, fields: &[Field]) -> Vec<String> {
        let event = match self.event(whole) {
            Ok(event) => event,
            Err(problem) => return vec![problem],
        };
        let fields = fields.iter().filter(|field| !self.yielding.contains(&field.path.as_str()));
        let lost = fields.filter_map(|field| {
            let field = field.with_value(field.value_in(whole)?.clone());
            self.fates_of(&field, whole, &event).err()
        });
        lost.map(|problem| format!("beside every other field: {problem}")).collect()
    }

    /// What a field comes to in the company that the source has for it: the words for the company, and the fates.
    pub fn fates_beside(&self, field: &Field) -> Result<Vec<(&'static str, Vec<Fate>)>, String> {
        let mut fates = Vec::new();
        for beside in self.beside {
            let record = parsed(beside.record);
            let own = field.value_in(&record).map(|value| field.with_value(value.clone()));
            let is_for_field = match beside.fields {
                [] => own.is_none(),
                fields => fields.contains(&field.path.as_str()),
            };
            if is_for_field {
                fates.push((beside.words, self.fates_in(own.as_ref().unwrap_or(field), &record)?));
            }
        }
        Ok(fates)
    }

    /// What the objects that hold fields come to by being there: their names and the fields of the event.
    pub fn fates_of_objects(&self) -> Result<Vec<(String, Vec<Fate>)>, String> {
        let mut fates = Vec::new();
        for object in self.objects().into_iter().filter(|object| !object.path.is_empty()) {
            let least = self.least_without(&object);
            let rest = object.taken_from(&least);
            let (before, after) = (self.event(&rest)?, self.event(&object.put_into(&rest))?);
            fates.push((object.path.clone(), fate::between(&before, &after, &object, &rest)));
        }
        fates.retain(|(_, fates)| !fates.is_empty());
        Ok(fates)
    }

    /// The objects that hold fields: the record, and those in it.
    pub fn objects(&self) -> Vec<Field> {
        field::objects(self.object)
    }

    /// A record with every field.
    pub fn whole(&self, fields: &[Field]) -> Value {
        fields.iter().fold(json!({}), |whole, field| field.put_into(&whole))
    }

    /// The records with every field: one for each company that all fields may be in.
    pub fn wholes(&self, fields: &[Field]) -> Vec<Value> {
        let whole = self.whole(fields);
        let others = self.beside.iter().filter(|beside| beside.fields.is_empty());
        let others = others.map(|beside| field::merged(&whole, &parsed(beside.record)));
        std::iter::once(whole.clone()).chain(others).collect()
    }
}

fn parsed(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}
