use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchOptions};
use arrow_schema::{ArrowError, Schema, SchemaRef};
use awslog::schema::{Object, Value};
use awslog::{Error, Record};

use crate::column::{Column, Extra, Path};
use crate::schema::{Columns, Content};
use crate::shape::{Shape, group};

/// A batch ends early when the values without a column of their own are as long: Arrow counts their bytes in 31 bits.
const MAX_EXTRA_BYTES: usize = 256 << 20;

/// The rows of the next batch.
#[derive(Debug)]
pub(crate) struct Rows {
    schema: SchemaRef,
    /// The columns that are wanted, with their names, without `extra`.
    columns: Vec<(&'static str, Column)>,
    /// For each struct that a row is made from, the fields that are wanted, with the places of their columns.
    fields: Vec<Vec<(usize, usize)>>,
    /// Whether all fields of all structs are wanted, in their order.
    has_all: bool,
    kind: Option<usize>,
    error: Option<usize>,
    original: Option<usize>,
    extra: Extra,
    /// Where `extra` stands in the schema.
    extra_place: Option<usize>,
    count: usize,
    batch_size: usize,
}

impl Rows {
    /// The columns with these names, or all of them. `title` says what has them.
    pub(crate) fn new(
        title: &str,
        available: &Columns,
        names: Option<&[String]>,
        batch_size: usize,
    ) -> Result<Self, ArrowError> {
        let wanted = match names {
            None => available.named.iter().enumerate().map(|(place, _)| (place, vec![""])).collect(),
            Some(names) => {
                let names = names.iter().map(String::as_str).collect::<Vec<_>>();
                group(&names, |name| available.position(name)).map_err(|path| unknown_column(title, path))?
            }
        };
        let mut rows = Rows {
            schema: Arc::new(Schema::empty()),
            columns: Vec::new(),
            fields: vec![Vec::new(); available.places.len()],
            has_all: false,
            kind: None,
            error: None,
            original: None,
            extra: Extra::default(),
            extra_place: None,
            count: 0,
            batch_size,
        };
        let mut schema = Vec::new();
        for (place, paths) in wanted {
            let Some(column) = available.named.get(place) else { continue };
            let whole_path = |rest: &str| unknown_column(title, &format!("{}.{rest}", column.name));
            let shape = match column.content {
                Content::Values(kind) => Shape::at(kind, &paths).map_err(whole_path)?,
                content => match paths.iter().find(|path| !path.is_empty()) {
                    Some(path) => return Err(whole_path(path)),
                    None => content.shape(),
                },
            };
            let field = column.field(&shape);
            let own_place = rows.columns.len();
            match column.content {
                Content::Values(_) => rows.want_fields(available, place),
                Content::Kind => rows.kind = Some(own_place),
                Content::Error => rows.error = Some(own_place),
                Content::Original => rows.original = Some(own_place),
                Content::Extra => {
                    rows.extra = Extra::new(field.data_type().clone());
                    rows.extra_place = Some(schema.len());
                }
            }
            if column.content != Content::Extra {
                rows.columns.push((column.name, Column::new(&shape)));
            }
            schema.push(field);
        }
        rows.schema = Arc::new(Schema::new(schema));
        let has_all = |(fields, places): (&Vec<(usize, usize)>, &Vec<usize>)| {
            fields.iter().map(|(field, _)| *field).eq(0..places.len())
        };
        rows.has_all = rows.fields.iter().zip(&available.places).all(has_all);
        Ok(rows)
    }

    /// Notes which fields the next column has its values from.
    fn want_fields(&mut self, available: &Columns, place: usize) {
        for (fields, places) in self.fields.iter_mut().zip(&available.places) {
            if let Some(field) = places.iter().position(|known| *known == place) {
                fields.push((field, self.columns.len()));
            }
        }
    }

    pub(crate) fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// How many more rows the batch takes.
    pub(crate) fn capacity(&self) -> usize {
        match self.extra.bytes() < MAX_EXTRA_BYTES {
            true => self.batch_size - self.count,
            false => 0,
        }
    }

    /// Whether refused records become rows.
    pub(crate) fn has_refused(&self) -> bool {
        self.error.is_some() || self.original.is_some()
    }

    /// Appends a record of any format.
    pub(crate) fn push_record(&mut self, record: &Record<'_>) {
        let (number, name) = record.kind().unzip();
        if let Some(name) = name {
            self.set(self.count, self.kind, Value::Text(name));
        }
        self.push(number.unwrap_or_default(), record.as_object());
    }

    /// Appends an object, which is a struct of this number.
    pub(crate) fn push(&mut self, number: usize, object: Object<'_>) {
        self.extra.begin(self.count);
        let fields = self.fields.get(number).map(Vec::as_slice).unwrap_or_default();
        let (row, capacity, columns, extra) = (self.count, self.batch_size, &mut self.columns, &mut self.extra);
        let mut set = |place: usize, value: Value<'_>| {
            if let Some((name, column)) = columns.get_mut(place) {
                column.set(row, value, capacity, &Path::new(name), extra);
            }
        };
        if self.has_all {
            object.for_each(|index, value| {
                if let Some((_, place)) = fields.get(index) {
                    set(*place, value);
                }
            });
        } else {
            for (field, place) in fields {
                if let Some(value) = object.value(*field) {
                    set(*place, value);
                }
            }
        }
        if self.extra.is_wanted() {
            for (name, value) in object.unknown() {
                self.extra.push(&Path::new(name), value);
            }
        }
        self.count += 1;
    }

    /// Whether all records are structs of one type.
    pub(crate) fn is_uniform(&self) -> bool {
        self.fields.len() == 1
    }

    /// Appends a refused record.
    pub(crate) fn push_refused(&mut self, error: &Error) {
        self.set(self.count, self.error, Value::Text(&error.to_string()));
        if self.original.is_some() {
            self.set(self.count, self.original, Value::Text(&String::from_utf8_lossy(error.original())));
        }
        self.count += 1;
    }

    /// Sets the value of a row in a column, if that is wanted.
    fn set(&mut self, row: usize, place: Option<usize>, value: Value<'_>) {
        if let Some((name, column)) = place.and_then(|place| self.columns.get_mut(place)) {
            column.set(row, value, self.batch_size, &Path::new(name), &mut self.extra);
        }
    }

    /// The rows so far as a batch, if there are any.
    pub(crate) fn finish(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        let rows = std::mem::take(&mut self.count);
        if rows == 0 {
            return Ok(None);
        }
        let columns = self.columns.iter_mut().map(|(_, column)| column.finish(rows));
        let mut columns = columns.collect::<Result<Vec<_>, _>>()?;
        if let Some(place) = self.extra_place {
            columns.insert(place, self.extra.finish(rows)?);
        }
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        RecordBatch::try_new_with_options(self.schema.clone(), columns, &options).map(Some)
    }
}

fn unknown_column(title: &str, path: &str) -> ArrowError {
    ArrowError::SchemaError(format!("{title}: there is no column `{path}`"))
}
