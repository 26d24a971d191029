use std::fmt::Write;

use arrow_array::ArrayRef;
use arrow_schema::{ArrowError, DataType};
use awslog::schema::{Object, Value};

use super::fill::Wanted;
use super::json::write_text;
use super::nested::{Ends, map_array};
use super::texts::Strings;
use super::{Column, Values, nanoseconds, nanoseconds_since_1970};

/// Where a value stands in its record: names and indexes, from the innermost outwards.
#[derive(Debug)]
struct Path<'p> {
    step: Step<'p>,
    above: Option<&'p Path<'p>>,
}

#[derive(Debug)]
enum Step<'p> {
    Name(&'p str),
    Index(usize),
}

impl<'p> Path<'p> {
    /// Writes the names with dots between them.
    fn write(&self, out: &mut String) {
        if let Some(above) = self.above {
            above.write(out);
            out.push('.');
        }
        match self.step {
            Step::Name(name) => out.push_str(name),
            // A string takes everything.
            Step::Index(index) => drop(write!(out, "{index}")),
        }
    }
}

/// The column for what has no column of its own: a map from the path of a value to its text.
#[derive(Debug, Default)]
pub(crate) struct Extra {
    /// `None` if nobody asks for it.
    data_type: Option<DataType>,
    /// The entries, in the order of the rows and records.
    keys: Strings,
    values: Strings,
    /// The row of each entry.
    rows: Vec<usize>,
    /// The row of the next entries.
    row: usize,
}

impl Extra {
    /// One that is wanted.
    pub(crate) fn new(data_type: DataType) -> Self {
        Extra { data_type: Some(data_type), ..Extra::default() }
    }

    /// Whether somebody asks for it.
    pub(crate) fn is_wanted(&self) -> bool {
        self.data_type.is_some()
    }

    /// Keeps what the columns of a row do not hold: unknown fields, and values that do not fit into their columns.
    #[cold]
    pub(crate) fn push_rest(&mut self, row: usize, object: Object<'_>, columns: &[Column], wanted: &Wanted) {
        self.row = row;
        self.push_rest_of(object, columns, wanted, None);
    }

    fn push_rest_of(&mut self, object: Object<'_>, columns: &[Column], wanted: &Wanted, above: Option<&Path<'_>>) {
        for (field, place) in &wanted.fields {
            if let (Some(column), Some(value)) = (columns.get(*place), object.value(*field)) {
                self.push_rest_of_value(value, column, &Path { step: Step::Name(column.name), above });
            }
        }
        for (name, value) in object.unknown() {
            self.push(&Path { step: Step::Name(name), above }, value);
        }
    }

    fn push_rest_of_value(&mut self, value: Value<'_>, column: &Column, path: &Path<'_>) {
        let above = Some(path);
        match (&column.values, value) {
            (Values::Objects(column), Value::Object(object)) => {
                self.push_rest_of(object, &column.columns, &column.wanted, above);
            }
            (Values::Lists(column), Value::List(list)) => {
                for (index, item) in list.iter().enumerate() {
                    self.push_rest_of_value(item, &column.items, &Path { step: Step::Index(index), above });
                }
            }
            (Values::Maps(column), Value::Map(map)) => {
                for (key, value) in map.iter() {
                    self.push_rest_of_value(value, &column.values, &Path { step: Step::Name(key), above });
                }
            }
            (values, value) if !fits(value, values) => self.push(path, value),
            _ => {}
        }
    }

    /// Keeps a value of the current row: texts as they are, everything else as JSON.
    fn push(&mut self, path: &Path<'_>, value: Value<'_>) {
        self.keys.push_with(|out| path.write(out));
        self.values.push_with(|out| write_text(value, out));
        self.rows.push(self.row);
    }

    /// The length of all keys and values.
    pub(crate) fn bytes(&self) -> usize {
        self.keys.bytes() + self.values.bytes()
    }

    pub(crate) fn finish(&mut self, rows: usize) -> Result<ArrayRef, ArrowError> {
        let mut ends = Ends::default();
        let mut entries = 0;
        for row in self.rows.chunk_by(|one, other| one == other) {
            entries += row.len();
            row.first().into_iter().for_each(|number| ends.set(*number, entries, rows));
        }
        self.rows.clear();
        let (ends, nulls) = ends.finish(rows);
        let data_type = self.data_type.as_ref().unwrap_or(&DataType::Null);
        map_array(data_type, ends, self.keys.finish()?, self.values.finish()?, nulls)
    }
}

/// Whether a column holds a value that has no values in it.
fn fits(value: Value<'_>, column: &Values) -> bool {
    match (column, value) {
        (Values::Timestamps(_), Value::Timestamp(instant)) => nanoseconds_since_1970(instant).is_some(),
        (Values::Durations(_), Value::Duration(duration)) => nanoseconds(duration).is_some(),
        (Values::Texts(_), Value::Text(_) | Value::Ip(_) | Value::Json(_) | Value::Formatted(_))
        | (Values::Unsigned(_), Value::Unsigned(_))
        | (Values::Signed(_), Value::Signed(_))
        | (Values::Floats(_), Value::Float(_))
        | (Values::Flags(_), Value::Boolean(_))
        | (Values::Dates(_), Value::Date(_))
        | (Values::Times(_), Value::Time(_)) => true,
        _ => false,
    }
}
