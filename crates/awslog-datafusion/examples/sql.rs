//! SQL over AWS logs: files, folders, globs, and buckets.
//!
//! ```sh
//! cargo run --release -p awslog-datafusion --example sql -- "SELECT event_name, count(*) AS n FROM 'fixtures/cloudtrail/*.json' GROUP BY 1 ORDER BY n DESC"
//! ```
//!
//! Without arguments, it prints how. Exit status: 0, or 2 for an error.

mod arguments;
mod output;
mod store;

use std::error::Error;
use std::io::{self, Write};
use std::panic;
use std::process::ExitCode;
use std::sync::Arc;

use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};
use output::Output;
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

/// What the command line asks for.
#[derive(Default)]
struct Task {
    output: Output,
    threads: Option<usize>,
    statements: Vec<String>,
}

fn main() -> ExitCode {
    match task() {
        Ok(task) if task.statements.is_empty() => output::status(writeln!(io::stdout(), "{USAGE}").map_err(Into::into)),
        Ok(task) => output::status(run(&task)),
        Err(error) => output::status(Err(error)),
    }
}

fn task() -> Result<Task, Box<dyn Error>> {
    let mut task = Task::default();
    let mut words = arguments::words()?;
    while let Some(word) = words.next() {
        match word.as_str() {
            "--format" => task.output = words.next().ok_or(USAGE)?.parse()?,
            "--threads" => task.threads = Some(arguments::number(&word, &words.next().ok_or(USAGE)?)?),
            _ if word.starts_with("--") => return Err(USAGE.into()),
            _ => task.statements.push(word),
        }
    }
    Ok(task)
}

fn run(task: &Task) -> Result<(), Box<dyn Error>> {
    // Tokio panics, in words, if the system gives it no thread.
    panic::catch_unwind(|| run_on_threads(task)).unwrap_or_else(|_| Err("the query did not come to its end".into()))
}

fn run_on_threads(task: &Task) -> Result<(), Box<dyn Error>> {
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
    output::run(&ctx, &task.statements, task.output).await
}
