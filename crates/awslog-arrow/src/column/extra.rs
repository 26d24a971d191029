use std::fmt::Write;

use arrow_array::ArrayRef;
use arrow_schema::{ArrowError, DataType};
use awslog::schema::Value;

use super::json::write_text;
use super::nested::{Ends, map_array};
use super::texts::Strings;

/// Where a value stands in its record: names and indexes, from the innermost outwards.
#[derive(Debug)]
pub(crate) struct Path<'p> {
    step: Step<'p>,
    above: Option<&'p Path<'p>>,
}

#[derive(Debug)]
pub(crate) enum Step<'p> {
    Name(&'p str),
    Index(usize),
}

impl<'p> Path<'p> {
    pub(crate) fn new(name: &'p str) -> Self {
        Path { step: Step::Name(name), above: None }
    }

    pub(super) fn then(&'p self, step: Step<'p>) -> Self {
        Path { step, above: Some(self) }
    }

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

    /// Says which row the values that follow are of.
    #[inline]
    pub(crate) fn begin(&mut self, row: usize) {
        self.row = row;
    }

    /// Keeps a value of the current row: texts as they are, everything else as JSON.
    #[cold]
    pub(crate) fn push(&mut self, path: &Path<'_>, value: Value<'_>) {
        if self.is_wanted() {
            self.keys.push_with(|out| path.write(out));
            self.values.push_with(|out| write_text(value, out));
            self.rows.push(self.row);
        }
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
            row.first().into_iter().for_each(|number| ends.set(*number, entries));
        }
        self.rows.clear();
        let (ends, nulls) = ends.finish(rows);
        let data_type = self.data_type.as_ref().unwrap_or(&DataType::Null);
        map_array(data_type, ends, self.keys.finish()?, self.values.finish()?, nulls)
    }
}
