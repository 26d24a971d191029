//! Rows of queries on standard output.

use std::error::Error;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::str::FromStr;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, RecordBatch, StringArray};
use datafusion::arrow::csv;
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::json::LineDelimitedWriter;
use datafusion::arrow::util::pretty::pretty_format_batches;
use datafusion::dataframe::DataFrame;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::prelude::SessionContext;
use datafusion::sql::parser::DFParser;
use futures::StreamExt;

/// What is written of the rows.
#[derive(Clone, Copy, Default)]
pub enum Output {
    #[default]
    Table,
    Csv,
    Json,
    Parquet,
}

impl FromStr for Output {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "table" => Ok(Output::Table),
            "csv" => Ok(Output::Csv),
            "json" => Ok(Output::Json),
            "parquet" => Ok(Output::Parquet),
            _ => Err(format!("--format: expected table, csv, json or parquet, found {name:?}")),
        }
    }
}

/// Runs each statement, and writes its rows.
pub async fn run(ctx: &SessionContext, statements: &[String], output: Output) -> Result<(), Box<dyn Error>> {
    for text in statements {
        for statement in DFParser::parse_sql(text)? {
            let plan = ctx.state().statement_to_plan(statement).await?;
            write(output, ctx.execute_logical_plan(plan).await?).await?;
        }
    }
    Ok(())
}

/// The exit status of a program that ends like this: 0, or 2 for an error, whose words are written to standard error.
pub fn status(result: Result<(), Box<dyn Error>>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => match error.downcast_ref::<io::Error>() {
            // Whoever reads the output has seen enough.
            Some(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            _ => {
                // If standard error is closed or full, the status still says how it went.
                let _ = writeln!(io::stderr(), "{}", error.to_string().trim_end());
                ExitCode::from(2)
            }
        },
    }
}

/// Standard output, and why it could not be written to: the errors of some writers have only the words of the cause.
///
/// Nothing is kept back, so that lines that are written at once are whole, whenever the process is ended.
struct Out {
    out: io::Stdout,
    failure: Option<io::Error>,
}

impl Out {
    fn watch<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &result {
            self.failure.get_or_insert_with(|| io::Error::new(error.kind(), format!("standard output: {error}")));
        }
        result
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes);
        self.watch(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.out.flush();
        self.watch(flushed)
    }
}

/// Writes the rows of a query. Statements without columns, such as `CREATE`, write nothing.
async fn write(output: Output, rows: DataFrame) -> Result<(), Box<dyn Error>> {
    let mut out = Out { out: io::stdout(), failure: None };
    let written = write_to(&mut out, output, rows).await;
    out.failure.map_or(written, |failure| Err(failure.into()))
}

async fn write_to(out: &mut Out, output: Output, rows: DataFrame) -> Result<(), Box<dyn Error>> {
    let schema = rows.schema().inner().clone();
    let mut batches = rows.execute_stream().await?;
    if schema.fields().is_empty() {
        while let Some(batch) = batches.next().await {
            batch?;
        }
        return Ok(());
    }
    match output {
        Output::Table => {
            let mut whole = Vec::new();
            while let Some(batch) = batches.next().await {
                whole.push(batch?);
            }
            if whole.is_empty() {
                whole.push(RecordBatch::new_empty(schema));
            }
            out.write_all(format!("{}\n", pretty_format_batches(&whole)?).as_bytes())?;
        }
        Output::Csv => {
            let mut has_head = false;
            while let Some(batch) = batches.next().await {
                out.write_all(&csv(&batch?, !std::mem::replace(&mut has_head, true))?)?;
            }
            if !has_head {
                out.write_all(&csv(&RecordBatch::new_empty(schema), true)?)?;
            }
        }
        Output::Json => {
            while let Some(batch) = batches.next().await {
                let mut lines = LineDelimitedWriter::new(Vec::new());
                lines.write(&batch?)?;
                lines.finish()?;
                out.write_all(&lines.into_inner())?;
            }
        }
        Output::Parquet if io::stdout().is_terminal() => {
            return Err("--format parquet: send the output to a file".into());
        }
        Output::Parquet => {
            let mut writer = ArrowWriter::try_new(&mut *out, schema, None)?;
            while let Some(batch) = batches.next().await {
                writer.write(&batch?)?;
            }
            writer.close()?;
        }
    }
    Ok(out.flush()?)
}

/// The lines of some rows, and before them the one with the names of the columns.
fn csv(batch: &RecordBatch, with_head: bool) -> Result<Vec<u8>, ArrowError> {
    let mut writer = csv::WriterBuilder::new().with_header(with_head).build(Vec::new());
    writer.write(&flat(batch)?)?;
    Ok(writer.into_inner())
}

/// The rows with JSON in place of lists and objects, which CSV does not have.
fn flat(batch: &RecordBatch) -> Result<RecordBatch, ArrowError> {
    let columns = batch.schema_ref().fields().iter().zip(batch.columns()).map(|(field, column)| {
        let column = if field.data_type().is_nested() { json(column)? } else { column.clone() };
        Ok((field.name().clone(), column))
    });
    RecordBatch::try_from_iter(columns.collect::<Result<Vec<_>, ArrowError>>()?)
}

/// The values of a column as JSON.
fn json(column: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    let mut lines = LineDelimitedWriter::new(Vec::new());
    lines.write(&RecordBatch::try_from_iter([("", column.clone())])?)?;
    lines.finish()?;
    let lines = String::from_utf8_lossy(&lines.into_inner()).into_owned();
    // Each line is an object with the column as its only member, or without any if it is null.
    let values = lines.lines().map(|line| line.strip_prefix(r#"{"":"#)?.strip_suffix('}'));
    Ok(Arc::new(values.collect::<StringArray>()))
}
