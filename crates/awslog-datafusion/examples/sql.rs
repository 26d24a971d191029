//! SQL over AWS logs: files, folders, globs, and buckets.
//!
//! ```sh
//! cargo run --release -p awslog-datafusion --example sql -- "SELECT event_name, count(*) AS n FROM 'fixtures/cloudtrail/*.json' GROUP BY 1 ORDER BY n DESC"
//! ```
//!
//! Without arguments, it prints how. Exit status: 0, or 2 for an error.

mod store;

use std::error::Error;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;
use std::str::FromStr;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, RecordBatch, StringArray};
use datafusion::arrow::csv;
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::json::LineDelimitedWriter;
use datafusion::arrow::util::pretty::pretty_format_batches;
use datafusion::dataframe::DataFrame;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::prelude::{SessionConfig, SessionContext};
use datafusion::sql::parser::DFParser;
use futures::StreamExt;
use store::Stores;

const USAGE: &str = "sql [--format table|csv|json|parquet] [--threads N] STATEMENT...

Logs are tables by their path, or by a function with a path and options:
  SELECT event_name, count(*) AS n FROM 'fixtures/cloudtrail/*.json' GROUP BY 1 ORDER BY n DESC
  SELECT srcaddr, sum(bytes) FROM read_vpcflow('fixtures/vpc_flow/') GROUP BY 1
  SELECT event.action, source.ip FROM read_awslog('s3://bucket/AWSLogs/', 'awslog.schema', 'ecs')
or by a statement:
  CREATE EXTERNAL TABLE trail STORED AS CLOUDTRAIL LOCATION 's3://bucket/AWSLogs/' OPTIONS ('awslog.refused' 'fail')

DESCRIBE 'path' shows the columns. s3:// takes AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and the other variables of
object_store, or the role of the machine.";

/// What is written of the rows.
#[derive(Clone, Copy, Default)]
enum Output {
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

/// What the command line asks for.
#[derive(Default)]
struct Task {
    output: Output,
    threads: Option<usize>,
    statements: Vec<String>,
}

fn main() -> ExitCode {
    let task = match task() {
        Ok(task) if task.statements.is_empty() => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Ok(task) => task,
        Err(error) => return failure(error.as_ref()),
    };
    match run(&task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => match error.downcast_ref::<io::Error>() {
            // Whoever reads the output has seen enough.
            Some(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            _ => failure(error.as_ref()),
        },
    }
}

fn failure(error: &dyn Error) -> ExitCode {
    eprintln!("{error}");
    ExitCode::from(2)
}

fn task() -> Result<Task, Box<dyn Error>> {
    let mut task = Task::default();
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--format" => task.output = words.next().ok_or(USAGE)?.parse()?,
            "--threads" => task.threads = Some(words.next().ok_or(USAGE)?.parse()?),
            _ if word.starts_with("--") => return Err(USAGE.into()),
            _ => task.statements.push(word),
        }
    }
    Ok(task)
}

fn run(task: &Task) -> Result<(), Box<dyn Error>> {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime.enable_all();
    let mut config = SessionConfig::new();
    if let Some(threads) = task.threads {
        runtime.worker_threads(threads);
        config = config.with_target_partitions(threads);
    }
    runtime.build()?.block_on(execute(task, config))
}

async fn execute(task: &Task, config: SessionConfig) -> Result<(), Box<dyn Error>> {
    let stores = RuntimeEnvBuilder::new().with_object_store_registry(Arc::new(Stores::default())).build_arc()?;
    let ctx = awslog_datafusion::enable_url_table(SessionContext::new_with_config_rt(config, stores));
    awslog_datafusion::register(&ctx)?;
    for text in &task.statements {
        for statement in DFParser::parse_sql(text)? {
            let plan = ctx.state().statement_to_plan(statement).await?;
            write(task.output, ctx.execute_logical_plan(plan).await?).await?;
        }
    }
    Ok(())
}

/// Writes the rows of a query. Statements without columns, such as `CREATE`, write nothing.
async fn write(output: Output, rows: DataFrame) -> Result<(), Box<dyn Error>> {
    let schema = rows.schema().inner().clone();
    let mut batches = rows.execute_stream().await?;
    let mut out = BufWriter::new(io::stdout());
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
            writeln!(out, "{}", pretty_format_batches(&whole)?)?;
        }
        Output::Csv => {
            let mut writer = csv::Writer::new(&mut out);
            while let Some(batch) = batches.next().await {
                writer.write(&flat(&batch?)?)?;
            }
        }
        Output::Json => {
            let mut writer = LineDelimitedWriter::new(&mut out);
            while let Some(batch) = batches.next().await {
                writer.write(&batch?)?;
            }
            writer.finish()?;
        }
        Output::Parquet if io::stdout().is_terminal() => {
            return Err("--format parquet: send the output to a file".into());
        }
        Output::Parquet => {
            let mut writer = ArrowWriter::try_new(&mut out, schema, None)?;
            while let Some(batch) = batches.next().await {
                writer.write(&batch?)?;
            }
            writer.close()?;
        }
    }
    Ok(out.flush()?)
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
