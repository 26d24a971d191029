//! The fields of a source, each with a sentinel: a value that no other field has.

use awslog::schema;
use serde_json::{Value, json};

use super::{Leaves, Shape, Source, parsed};

type Step = (&'static str, Option<Shape>);

/// A field with its sentinel.
#[derive(Clone)]
pub struct Field {
    /// AWS's names from the outermost on: `resources[].ARN`.
    pub path: String,
    pub sentinel: Value,
    /// Whether the sentinel is a value as AWS writes it.
    pub is_example: bool,
    steps: Vec<Step>,
}

/// The key that stands for any in a map.
const ANY_KEY: &str = "*";

impl Field {
    /// What the keys of sentinels that are objects begin with.
    pub const KEY: &str = "fateKey";

    fn of(steps: &[Step]) -> Self {
        let names = steps.iter().map(|(key, shape)| match shape {
            Some(Shape::List) => format!("{key}[]"),
            Some(Shape::Map) => format!("{key}.{ANY_KEY}"),
            _ => key.to_string(),
        });
        let path = names.collect::<Vec<_>>().join(".");
        Field { path, sentinel: json!({}), is_example: false, steps: steps.to_vec() }
    }

    pub fn with_value(&self, sentinel: Value) -> Self {
        Field { sentinel, is_example: true, ..self.clone() }
    }

    pub fn first_key(&self) -> &'static str {
        self.steps.first().map_or("", |(key, _)| key)
    }

    /// The record with the field in it.
    pub fn put_into(&self, record: &Value) -> Value {
        merged(record, &wrapped(&self.steps, &self.sentinel))
    }

    /// The record without the field, but with the objects that it would be in.
    pub fn taken_from(&self, record: &Value) -> Value {
        let Some(((last, _), front)) = self.steps.split_last() else {
            return record.clone();
        };
        let mut record = match self.value_in(record) {
            Some(_) => record.clone(),
            None => merged(record, &wrapped(front, &json!({}))),
        };
        let object = front.iter().try_fold(&mut record, |place, (key, shape)| match shape {
            Some(Shape::List) => place.get_mut(key)?.get_mut(0),
            Some(Shape::Map) => place.get_mut(key)?.get_mut(ANY_KEY),
            _ => place.get_mut(key),
        });
        object.and_then(Value::as_object_mut).unwrap().remove(*last);
        record
    }

    /// The record with a key in the object that this is.
    pub fn with_member(&self, key: &str, value: &str, record: &Value) -> Value {
        merged(record, &wrapped(&self.steps, &json!({key: value})))
    }

    /// The value of the field in a record.
    pub fn value_in<'r>(&self, record: &'r Value) -> Option<&'r Value> {
        let ((last, _), front) = self.steps.split_last()?;
        let object = front.iter().try_fold(record, |place, (key, shape)| match shape {
            Some(Shape::List) => place.get(key)?.get(0),
            Some(Shape::Map) => place.get(key)?.get(ANY_KEY),
            _ => place.get(key),
        });
        object?.get(last)
    }
}

impl Source {
    /// The ways to its fields. A column is a field, even if the struct has an object for its text.
    fn steps(&self) -> Vec<Vec<Step>> {
        let ways = if self.has_columns() {
            self.kind.schema.iter().map(|field| vec![(field.aws_name, None)]).collect()
        } else {
            steps(self.kind.schema, &[])
        };
        ways.into_iter().filter(|way| !self.is_other_record(way)).collect()
    }

    /// The objects that hold fields: the record, and those in it.
    pub fn objects(&self) -> Vec<Field> {
        let inner = if self.has_columns() { Vec::new() } else { objects(self.kind.schema, &[]) };
        let inner = inner.into_iter().filter(|way| !self.is_other_record(way));
        std::iter::once(Vec::new()).chain(inner).map(|way| Field::of(&way)).collect()
    }

    /// Whether a way leads into a record of another struct of the format, which is a source of its own.
    fn is_other_record(&self, way: &[Step]) -> bool {
        let first = self.kind.schema.iter().find(|field| field.aws_name == way[0].0).unwrap();
        self.row.kinds.iter().any(|kind| first.kind == schema::Kind::Object(kind.schema))
    }

    /// Every field in the order of the tables, or the words for those that no value is found for.
    pub fn fields(&self) -> Result<Vec<Field>, Vec<String>> {
        let mut fields = Vec::new();
        let mut problems = Vec::new();
        for steps in self.steps() {
            match self.field(&steps, fields.len()) {
                Ok(field) => fields.push(field),
                Err(problem) => problems.push(problem),
            }
        }
        let details = self.details;
        let in_contexts = details.contexts.iter().flat_map(|context| context.fields);
        let rows = details.examples.iter().map(|(path, _)| path).chain(in_contexts);
        let rows = rows.chain(details.implied).chain(details.redundant);
        for path in rows.filter(|path| fields.iter().all(|field| field.path != **path)) {
            problems.push(format!("{}: the test has a row for `{path}`, which is no field", self.name()));
        }
        if problems.is_empty() { Ok(fields) } else { Err(problems) }
    }

    /// The fields that have an example, with values that tell nothing: as far as they take one.
    pub fn fields_without_examples(&self) -> Vec<Field> {
        let has_example = |field: &Field| self.details.examples.iter().any(|(path, _)| *path == field.path);
        let fields = self.steps().into_iter().enumerate().filter(|(_, steps)| has_example(&Field::of(steps)));
        fields.filter_map(|(number, steps)| self.with_sentinel(Field::of(&steps), number).ok()).collect()
    }

    /// The field with its example, or the first sentinel that it takes.
    fn field(&self, steps: &[Step], number: usize) -> Result<Field, String> {
        let field = Field::of(steps);
        let Some((_, example)) = self.details.examples.iter().find(|(path, _)| *path == field.path) else {
            return self.with_sentinel(field, number);
        };
        Ok(field.with_value(if self.has_columns() { json!(example) } else { parsed(example) }))
    }

    fn with_sentinel(&self, field: Field, number: usize) -> Result<Field, String> {
        let event = |sentinel: &Value| {
            let field = Field { sentinel: sentinel.clone(), ..field.clone() };
            self.event(&field.put_into(&self.smallest_without(&field)))
        };
        // An object whose keys come out in snake_case is one of a struct that does not know them.
        let takes = |object: &Value| {
            let has_key = |path: &String| path.split('.').any(|name| name == key(number));
            !self.has_columns() && event(object).is_ok_and(|event| event.keys().any(has_key))
        };
        let any = json!({key(number): {"fateInner": format!("Fate{number}")}});
        let texts = json!({key(number): format!("Fate{number}")});
        // A value that is not of its field's type is kept in addition, under a name with a number where an index has a type for it.
        let is_typed = |event: &Leaves| {
            let is_numbered = |path: &String| path.split('.').any(|name| name.ends_with("_2"));
            field.path.ends_with('2') || !event.keys().any(is_numbered)
        };
        let sentinels = self.sentinels(number);
        let accepted = sentinels.iter().find(|sentinel| event(sentinel).is_ok_and(|event| is_typed(&event)));
        let sentinel = match accepted.or_else(|| sentinels.iter().find(|sentinel| event(sentinel).is_ok())).cloned() {
            // What takes a text and an object takes any JSON.
            Some(Value::String(_)) if takes(&any) => any,
            Some(sentinel) => sentinel,
            None if takes(&texts) => texts,
            None => {
                let name = self.name();
                let cure = "it needs an example in tests/fates/details";
                return Err(format!("{name}: no value found for `{}`: {cure}", field.path));
            }
        };
        Ok(Field { sentinel, ..field })
    }

    /// Values of every sort, the most telling first, that no other field has.
    fn sentinels(&self, number: usize) -> Vec<Value> {
        let text = if self.has_columns() { format!(r"Fate{number}%20x\x41") } else { format!("Fate{number}") };
        let address = format!("198.51.{}.{}", 100 + number / 250, number % 250 + 1);
        let scalars = vec![
            json!(text),
            json!(address),
            json!(format!("2026-01-15T12:34:56.{number:03}Z")),
            json!("2026-03-04"),
            json!(format!("03:{:02}:{:02}", number / 60 % 60, number % 60)),
            json!((number + 1000) as f64 + 0.125),
            json!(1_768_480_000_000_u64 + number as u64),
            json!(1_768_480_000 + number),
            json!(10_000 + number),
            json!(number % 200 + 1),
            json!(true),
        ];
        if self.has_columns() {
            let as_text = |value: Value| if value.is_string() { value } else { json!(value.to_string()) };
            return scalars.into_iter().map(as_text).collect();
        }
        scalars.into_iter().chain([json!([text]), json!([address])]).collect()
    }
}

/// The key of a sentinel that is an object.
fn key(number: usize) -> String {
    format!("{}{number}", Field::KEY)
}

/// How a field holds an object with fields, and those.
fn inner(kind: schema::Kind) -> Option<(Shape, &'static [schema::Field])> {
    match kind {
        schema::Kind::Object(fields) => Some((Shape::One, fields)),
        schema::Kind::List(schema::Kind::Object(fields)) => Some((Shape::List, fields)),
        schema::Kind::Map(schema::Kind::Object(fields)) => Some((Shape::Map, fields)),
        _ => None,
    }
}

/// The ways to the fields of an object.
fn steps(fields: &'static [schema::Field], around: &[Step]) -> Vec<Vec<Step>> {
    let ways = fields.iter().flat_map(|field| match inner(field.kind) {
        Some((shape, fields)) => steps(fields, &[around, &[(field.aws_name, Some(shape))]].concat()),
        None => vec![[around, &[(field.aws_name, None)]].concat()],
    });
    ways.collect()
}

/// The ways to the objects that hold fields, the outermost first.
fn objects(fields: &'static [schema::Field], around: &[Step]) -> Vec<Vec<Step>> {
    let inner = fields.iter().filter_map(|field| inner(field.kind).map(|(shape, fields)| (field, shape, fields)));
    let ways = inner.flat_map(|(field, shape, fields)| {
        let way = [around, &[(field.aws_name, Some(shape))]].concat();
        let below = objects(fields, &way);
        std::iter::once(way).chain(below)
    });
    ways.collect()
}

/// A value in the objects around it.
fn wrapped(steps: &[Step], value: &Value) -> Value {
    steps.iter().rev().fold(value.clone(), |value, (key, shape)| match shape {
        Some(Shape::List) => json!({*key: [value]}),
        Some(Shape::Map) => json!({*key: {ANY_KEY: value}}),
        _ => json!({*key: value}),
    })
}

/// The one with what the other has.
pub fn merged(one: &Value, other: &Value) -> Value {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let mut all = one.clone();
            for (key, value) in other {
                let value = one.get(key).map_or_else(|| value.clone(), |known| merged(known, value));
                all.insert(key.clone(), value);
            }
            Value::Object(all)
        }
        (Value::Array(one), Value::Array(other)) if matches!((&one[..], &other[..]), ([Value::Object(_)], [_])) => {
            json!([merged(&one[0], &other[0])])
        }
        (_, other) => other.clone(),
    }
}
