//! What becomes of refused records and of files that cannot be read.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, BooleanArray, RecordBatch, RecordBatchOptions, StringViewArray, new_null_array,
};
use datafusion::arrow::compute::filter_record_batch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::common::cast::as_string_view_array;
use datafusion::common::{exec_err, internal_err};
use datafusion::error::Result;

use crate::Refused;

/// The column with the reason.
pub(crate) const ERROR: &str = "_error";

/// The column with the text of the record.
pub(crate) const ORIGINAL: &str = "_original";

/// Applies the policy to the rows of a file, and reduces them to the columns of the schema. The batch has these columns and `_error`, which may
/// be one of them.
pub(crate) fn apply(policy: Refused, batch: &RecordBatch, file: &str, schema: &SchemaRef) -> Result<RecordBatch> {
    let Some(reasons) = batch.column_by_name(ERROR) else {
        return internal_err!("rows of {file} have no column {ERROR}");
    };
    let refused = reasons.len() - reasons.null_count();
    if refused == 0 {
        return project(batch, reasons, schema);
    }
    let texts = as_string_view_array(reasons)?;
    match policy {
        Refused::Rows => {
            let texts = texts.iter().map(|reason| reason.map(|reason| format!("{file}: {reason}")));
            project(batch, &(Arc::new(texts.collect::<StringViewArray>()) as ArrayRef), schema)
        }
        Refused::Skip => {
            let kept = texts.iter().map(|reason| Some(reason.is_none())).collect::<BooleanArray>();
            Ok(filter_record_batch(&project(batch, reasons, schema)?, &kept)?)
        }
        Refused::Fail => exec_err!("{file}: {}", texts.iter().flatten().next().unwrap_or_default()),
    }
}

/// The row of a file that cannot be read to its end, if it is to have one.
pub(crate) fn row(policy: Refused, file: &str, reason: &str, schema: &SchemaRef) -> Result<Option<RecordBatch>> {
    match policy {
        Refused::Rows => {
            let columns = schema.fields().iter().map(|field| match field.name() == ERROR {
                true => Arc::new(StringViewArray::from_iter_values([format!("{file}: {reason}")])) as ArrayRef,
                false => new_null_array(field.data_type(), 1),
            });
            let options = RecordBatchOptions::new().with_row_count(Some(1));
            Ok(Some(RecordBatch::try_new_with_options(schema.clone(), columns.collect(), &options)?))
        }
        Refused::Skip => Ok(None),
        Refused::Fail => exec_err!("{file}: {reason}"),
    }
}

/// Rows of nulls.
pub(crate) fn nulls(rows: usize, schema: &SchemaRef) -> Result<RecordBatch> {
    let columns = schema.fields().iter().map(|field| new_null_array(field.data_type(), rows));
    let options = RecordBatchOptions::new().with_row_count(Some(rows));
    Ok(RecordBatch::try_new_with_options(schema.clone(), columns.collect(), &options)?)
}

/// The columns that the query asks for.
fn project(batch: &RecordBatch, reasons: &ArrayRef, schema: &SchemaRef) -> Result<RecordBatch> {
    let (mut fields, mut columns) = (Vec::new(), Vec::new());
    for wanted in schema.fields() {
        let Some((index, field)) = batch.schema_ref().fields().find(wanted.name()) else {
            return internal_err!("there is no column {}", wanted.name());
        };
        fields.push(field.clone());
        columns.push(if wanted.name() == ERROR { reasons.clone() } else { batch.column(index).clone() });
    }
    let options = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
    let schema = Arc::new(datafusion::arrow::datatypes::Schema::new(fields));
    Ok(RecordBatch::try_new_with_options(schema, columns, &options)?)
}
