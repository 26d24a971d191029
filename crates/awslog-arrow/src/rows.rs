use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchOptions};
use arrow_schema::{ArrowError, Schema, SchemaRef};
use awslog::schema::Object;
use awslog::{Error, Record};

use crate::column::{Batch, Column, Extra, Nulls, Wanted, set_fields};
use crate::schema::{Columns, Content};
use crate::shape::{Shape, group};

/// A batch ends early when the values without a column of their own are as long: Arrow counts their bytes in 31 bits.
const MAX_EXTRA_BYTES: usize = 256 << 20;

/// The rows of the next batch.
#[derive(Debug)]
pub(crate) struct Rows {
    schema: SchemaRef,
    /// The columns that are wanted, without `extra`.
    columns: Vec<Column>,
    /// For each struct that a row is made from, the fields that are wanted.
    fields: Vec<Wanted>,
    kind: Option<usize>,
    error: Option<usize>,
    original: Option<usize>,
    extra: Extra,
    /// Where `extra` stands in the schema.
    extra_place: Option<usize>,
    nulls: Nulls,
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
            fields: Vec::new(),
            kind: None,
            error: None,
            original: None,
            extra: Extra::default(),
            extra_place: None,
            nulls: Nulls::default(),
            count: 0,
            batch_size,
        };
        let mut schema = Vec::new();
        let mut fields = vec![Vec::new(); available.places.len()];
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
                Content::Values(_) => {
                    for (fields, places) in fields.iter_mut().zip(&available.places) {
                        let field = places.iter().position(|known| *known == place);
                        fields.extend(field.map(|field| (field, own_place)));
                    }
                }
                Content::Kind => rows.kind = Some(own_place),
                Content::Error => rows.error = Some(own_place),
                Content::Original => rows.original = Some(own_place),
                Content::Extra => {
                    rows.extra = Extra::new(field.data_type().clone());
                    rows.extra_place = Some(schema.len());
                }
            }
            if column.content != Content::Extra {
                rows.columns.push(Column::new(column.name, &shape));
            }
            schema.push(field);
        }
        rows.schema = Arc::new(Schema::new(schema));
        let sizes = available.places.iter().map(Vec::len);
        rows.fields = fields.into_iter().zip(sizes).map(|(fields, size)| Wanted::new(fields, size)).collect();
        Ok(rows)
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
            self.set_text(self.kind, name);
        }
        self.push(number.unwrap_or_default(), record.as_object());
    }

    /// Appends an object, which is a struct of this number.
    pub(crate) fn push(&mut self, number: usize, object: Object<'_>) {
        let (row, batch) = (self.count, self.batch());
        self.count += 1;
        let Some(wanted) = self.fields.get(number) else { return };
        if !set_fields(&mut self.columns, wanted, row, object, batch) && batch.has_extra {
            self.extra.push_rest(row, object, &self.columns, wanted);
        }
    }

    fn batch(&self) -> Batch {
        Batch { capacity: self.batch_size, has_extra: self.extra.is_wanted() }
    }

    /// Whether all records are structs of one type.
    pub(crate) fn is_uniform(&self) -> bool {
        self.fields.len() == 1
    }

    /// Appends a refused record.
    pub(crate) fn push_refused(&mut self, error: &Error) {
        self.set_text(self.error, &error.to_string());
        if self.original.is_some() {
            self.set_text(self.original, &String::from_utf8_lossy(error.original()));
        }
        self.count += 1;
    }

    /// Sets the text of the next row in a column, if that is wanted.
    fn set_text(&mut self, place: Option<usize>, text: &str) {
        let batch = self.batch();
        if let Some(column) = place.and_then(|place| self.columns.get_mut(place)) {
            column.set_text(self.count, text, batch);
        }
    }

    /// The rows so far as a batch, if there are any.
    pub(crate) fn finish(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        let rows = std::mem::take(&mut self.count);
        if rows == 0 {
            return Ok(None);
        }
        let columns = self.columns.iter_mut().map(|column| column.finish(rows, &mut self.nulls));
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
