//! What becomes of the fields of a source: each is read by itself, and what the event has that it has not without the
//! field is the field's fate.

use std::sync::LazyLock;

use awslog::Record;
use awslog::ecs::Mapper;
use serde_json::{Value, json};

mod details;
mod fate;
mod field;
mod how;
pub mod page;

pub use fate::{Fate, Leaves, leaves};
pub use field::Field;

use crate::registry::{Kind, ROWS, Row};
use details::{DETAILS, Details};

/// What stands for the text of the whole record in an event.
const RECORD: &str = "the text of the record";

/// A source's heading in `docs/mapping.md`.
fn heading(row: &Row, kind: &Kind) -> String {
    [row.title, kind.title].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// How a key holds further objects.
#[derive(Clone, Copy, PartialEq)]
pub enum Shape {
    One,
    List,
    Map,
}

/// A struct of a format's records, which one rule maps.
pub struct Source {
    /// The format, and what tests over all formats know of it.
    pub row: &'static Row,
    pub kind: &'static Kind,
    pub details: &'static Details,
}

/// Every source, in the order of the page.
pub fn sources() -> &'static [Source] {
    static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
        let kinds = ROWS.iter().flat_map(|row| row.kinds.iter().map(move |kind| (row, kind)));
        kinds.map(|(row, kind)| Source::new(row, kind)).collect()
    });
    let headings = SOURCES.iter().map(Source::name).collect::<Vec<_>>();
    for (heading, _) in DETAILS {
        assert!(
            headings.iter().any(|source| source == heading),
            "there are details of `{heading}`, which is no source"
        );
    }
    &SOURCES
}

/// The event of a record.
fn event(record: awslog::Result<Record<'_>>) -> Result<Value, String> {
    static MAPPER: LazyLock<Mapper> = LazyLock::new(Mapper::new);
    let record = record.map_err(|error| error.to_string())?;
    Ok(serde_json::to_value(MAPPER.to_ecs(&record)).unwrap())
}

impl Source {
    fn new(row: &'static Row, kind: &'static Kind) -> Self {
        let heading = heading(row, kind);
        let details =
            DETAILS.iter().find(|(source, _)| *source == heading).map_or(&Details::NONE, |(_, details)| details);
        Source { row, kind, details }
    }

    pub fn name(&self) -> String {
        heading(self.row, self.kind)
    }

    /// The event of a record, given as a JSON object.
    pub fn read(&self, json: &str) -> Result<Value, String> {
        event((self.kind.parse_line)(json))
    }

    /// Whether its records are lines of columns, which JSON objects can stand for.
    pub fn has_columns(&self) -> bool {
        self.row.lines.is_some() && self.kind.parse_columns.is_some()
    }

    /// The event of a line in the default layout.
    pub fn read_columns(&self, line: &str) -> Result<Value, String> {
        event((self.kind.parse_columns.unwrap())(line))
    }

    /// The events of a file.
    pub fn read_file(&self, file: &str) -> Vec<Value> {
        awslog::records(self.row.format, file.as_bytes()).map(|record| event(record).unwrap()).collect()
    }

    /// The values of the event of a record, without the text of the record, which has every value.
    pub fn event(&self, record: &Value) -> Result<Leaves, String> {
        let text = record.to_string();
        let mut event = self.read(&text).map_err(|error| format!("{}: {error}: {text}", self.name()))?;
        if event.get("message").is_some_and(|message| *message == text) {
            event["message"] = RECORD.into();
        }
        Ok(leaves(&event))
    }

    /// The smallest record without a field.
    pub fn smallest_without(&self, field: &Field) -> Value {
        let records = self.kind.smallest.iter().map(|record| parsed(record));
        let mut records = records.filter(|record| record.get(field.first_key()).is_none());
        records.next().unwrap_or_else(|| panic!("{}: no smallest record without `{}`", self.name(), field.path))
    }

    /// What a field comes to by itself.
    pub fn fates(&self, field: &Field) -> Result<Vec<Fate>, String> {
        self.fates_in(field, &self.smallest_without(field))
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
        let is_implied = self.details.implied.contains(&field.path.as_str()) && !fates.is_empty();
        if is_implied || how::is_said(&field.sentinel, &fates) {
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
        let fields = fields.iter().filter(|field| !self.details.redundant.contains(&field.path.as_str()));
        let lost = fields.filter_map(|field| {
            let field = field.with_value(field.value_in(whole)?.clone());
            self.fates_of(&field, whole, &event).err()
        });
        lost.map(|problem| format!("with every other field: {problem}")).collect()
    }

    /// What a field comes to in the contexts in which it maps differently, each with its words.
    pub fn fates_in_contexts(&self, field: &Field) -> Result<Vec<(&'static str, Vec<Fate>)>, String> {
        let mut fates = Vec::new();
        for context in self.details.contexts {
            let record = parsed(context.record);
            let own = field.value_in(&record).map(|value| field.with_value(value.clone()));
            let is_for_field = match context.fields {
                [] => own.is_none(),
                fields => fields.contains(&field.path.as_str()),
            };
            if is_for_field {
                fates.push((context.words, self.fates_in(own.as_ref().unwrap_or(field), &record)?));
            }
        }
        Ok(fates)
    }

    /// What the objects that hold fields come to by being there: their names and the fields of the event.
    pub fn fates_of_objects(&self) -> Result<Vec<(String, Vec<Fate>)>, String> {
        let mut fates = Vec::new();
        for object in self.objects().into_iter().filter(|object| !object.path.is_empty()) {
            let rest = object.taken_from(&self.smallest_without(&object));
            let (before, after) = (self.event(&rest)?, self.event(&object.put_into(&rest))?);
            fates.push((object.path.clone(), fate::between(&before, &after, &object, &rest)));
        }
        fates.retain(|(_, fates)| !fates.is_empty());
        Ok(fates)
    }

    /// A record with every field.
    pub fn whole(&self, fields: &[Field]) -> Value {
        fields.iter().fold(json!({}), |whole, field| field.put_into(&whole))
    }

    /// The records with every field: one for each context that all fields can be in.
    pub fn wholes(&self, fields: &[Field]) -> Vec<Value> {
        let whole = self.whole(fields);
        let others = self.details.contexts.iter().filter(|context| context.fields.is_empty());
        let others = others.map(|context| field::merged(&whole, &parsed(context.record)));
        std::iter::once(whole.clone()).chain(others).collect()
    }
}

fn parsed(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}
