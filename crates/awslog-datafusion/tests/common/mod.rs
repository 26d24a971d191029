//! What the tests share.
#![allow(dead_code, reason = "each test takes a part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failing test panics")]

pub mod bucket;
pub mod questions;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use datafusion::arrow::util::pretty::pretty_format_batches;
use datafusion::prelude::{SessionConfig, SessionContext};
use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::TempDir;

/// A session that knows the formats, with as many threads.
pub fn session(threads: usize) -> SessionContext {
    let config = SessionConfig::new().with_target_partitions(threads);
    let ctx = awslog_datafusion::enable_url_table(SessionContext::new_with_config(config));
    awslog_datafusion::register(&ctx).unwrap();
    ctx
}

/// A folder of logs.
pub struct Logs(TempDir);

impl Logs {
    pub fn new() -> Self {
        Logs(tempfile::tempdir().unwrap())
    }

    /// Adds a file. It is compressed if its name ends in `.gz`.
    pub fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let content = content.as_ref();
        match name.ends_with(".gz") {
            true => self.with_raw(name, gzip(content)),
            false => self.with_raw(name, content),
        }
    }

    /// Adds a file with these bytes.
    pub fn with_raw(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// The rows of a query: values separated by `|`, null as nothing. `LOGS` stands for the folder.
pub async fn rows(ctx: &SessionContext, logs: &Logs, sql: &str) -> Vec<String> {
    match try_rows(ctx, logs, sql).await {
        Ok(rows) => rows,
        Err(error) => panic!("{sql}: {error}"),
    }
}

/// The words of the error that a query ends with.
pub async fn error(ctx: &SessionContext, logs: &Logs, sql: &str) -> String {
    let error = try_rows(ctx, logs, sql).await.unwrap_err().to_string();
    error.replace(&logs.path().display().to_string(), "LOGS")
}

async fn try_rows(ctx: &SessionContext, logs: &Logs, sql: &str) -> datafusion::error::Result<Vec<String>> {
    let folder = logs.path().display().to_string();
    let batches = ctx.sql(&sql.replace("LOGS", &folder)).await?.collect().await?;
    let table = pretty_format_batches(&batches)?.to_string().replace(&folder, "LOGS");
    Ok(table_rows(table.lines()))
}

/// The rows of a table that is printed.
pub fn table_rows<'t>(lines: impl IntoIterator<Item = &'t str>) -> Vec<String> {
    let rows = lines.into_iter().skip(3).filter_map(|line| line.strip_prefix('|')?.strip_suffix('|'));
    rows.map(|row| row.split('|').map(str::trim).collect::<Vec<_>>().join("|")).collect()
}

/// The program of an example. Cargo builds examples for the tests of a package, next to their folder.
pub fn example(name: &str) -> PathBuf {
    let mut path = std::env::current_exe().unwrap();
    path.pop();
    path.pop();
    path.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
