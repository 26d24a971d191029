//! SQL over AWS logs on a cluster of Ballista: a scheduler and two executors, each a process of its own on this machine.
//!
//! ```sh
//! cargo run --release -p awslog-datafusion --features cluster --example ballista -- \
//!   "SELECT event_name, count(*) AS n FROM 'fixtures/cloudtrail/*.json' GROUP BY 1 ORDER BY n DESC"
//! ```
//!
//! Without arguments, it prints how. Exit status: 0, or 2 for an error. The other processes end when this one does, however it ends.

mod arguments;
mod cluster;
mod output;
mod store;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use cluster::{Cluster, Role};
use output::Output;

const USAGE: &str = "ballista [--format table|csv|json|parquet] [--executors N] [--threads N] [--verbose] STATEMENT...

Starts a scheduler and two executors, or N, with as many threads each (1 by default), runs the statements on them, and stops them.
--verbose prints the processes. Statements are those of the example `sql`:
  SELECT event_name, count(*) AS n FROM 'fixtures/cloudtrail/*.json' GROUP BY 1 ORDER BY n DESC
  SELECT srcaddr, sum(bytes) FROM read_vpcflow('s3://bucket/AWSLogs/') GROUP BY 1";

/// What the command line asks for.
struct Task {
    output: Output,
    executors: usize,
    threads: usize,
    verbose: bool,
    statements: Vec<String>,
}

fn main() -> ExitCode {
    if let Some(role) = Role::of_this_process() {
        return output::status(role.and_then(cluster::run));
    }
    match task() {
        Ok(task) if task.statements.is_empty() => output::status(writeln!(io::stdout(), "{USAGE}").map_err(Into::into)),
        Ok(task) => output::status(run(&task)),
        Err(error) => output::status(Err(error)),
    }
}

fn task() -> Result<Task, Box<dyn Error>> {
    let mut task = Task { output: Output::default(), executors: 2, threads: 1, verbose: false, statements: Vec::new() };
    let mut words = arguments::words()?;
    while let Some(word) = words.next() {
        match word.as_str() {
            "--format" => task.output = words.next().ok_or(USAGE)?.parse()?,
            "--executors" => task.executors = arguments::number(&word, &words.next().ok_or(USAGE)?)?,
            "--threads" => task.threads = arguments::number(&word, &words.next().ok_or(USAGE)?)?,
            "--verbose" => task.verbose = true,
            _ if word.starts_with("--") => return Err(USAGE.into()),
            _ => task.statements.push(word),
        }
    }
    Ok(task)
}

fn run(task: &Task) -> Result<(), Box<dyn Error>> {
    let mut cluster = Cluster::start(task.executors, task.threads, task.verbose)?;
    cluster::runtime()?.block_on(async {
        let ctx = cluster::client(cluster.port()).await?;
        tokio::select! {
            result = output::run(&ctx, &task.statements, task.output) => result,
            error = cluster.watch() => Err(error),
            ended = end_is_asked_for() => Err(ended.map_or_else(Into::into, |()| "interrupted".into())),
        }
    })
}

/// Waits until somebody wants this process to end. The others and their data go with it.
#[cfg(unix)]
async fn end_is_asked_for() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminated = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminated.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn end_is_asked_for() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}
