//! Files that change between the plan of a query and its last row.
#![allow(clippy::unwrap_used, reason = "a failing test panics")]

mod common;

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use common::{Logs, session};
use datafusion::arrow::array::RecordBatch;
use datafusion::error::Result;
use datafusion::physical_plan::{collect, execute_stream};
use futures::TryStreamExt;

const CUT: &str = "2 192.0.2.9 198.51.100.7 42";

fn lines(count: usize) -> String {
    let line =
        |number: usize| format!("2 192.0.2.{} 198.51.100.7 {}\n", number % 250, number.wrapping_mul(0x9E37_79B9));
    "version srcaddr dstaddr bytes\n".to_owned() + &(1..=count).map(line).collect::<String>()
}

/// When a file changes.
#[derive(Clone, Copy, PartialEq)]
enum When {
    Planned,
    Begun,
}

/// The number of rows that a query has, or the words of its error.
async fn rows(logs: &Logs, when: When, change: impl FnOnce(&Path)) -> Result<usize, String> {
    let folder = logs.path().display().to_string();
    let run = async || -> Result<usize> {
        let ctx = session(1);
        let sql = format!("SELECT * FROM read_vpcflow('{folder}/', 'awslog.refused', 'skip')");
        let plan = ctx.sql(&sql).await?.create_physical_plan().await?;
        if when == When::Planned {
            change(logs.path());
            return Ok(collect(plan, ctx.task_ctx()).await?.iter().map(RecordBatch::num_rows).sum());
        }
        let mut batches = execute_stream(plan, ctx.task_ctx())?;
        let mut rows = batches.try_next().await?.unwrap().num_rows();
        change(logs.path());
        while let Some(batch) = batches.try_next().await? {
            rows += batch.num_rows();
        }
        Ok(rows)
    };
    run().await.map_err(|error| error.to_string().replace(&folder, "LOGS"))
}

fn append(folder: &Path, text: &str) {
    File::options().append(true).open(folder.join("a.log")).unwrap().write_all(text.as_bytes()).unwrap();
}

fn shrink(folder: &Path, length: usize) {
    let name = folder.read_dir().unwrap().next().unwrap().unwrap().path();
    File::options().write(true).open(name).unwrap().set_len(length as u64).unwrap();
}

const CUT_WORDS: &str = "Execution error: LOGS/a.log: the file is being written, and its last line is incomplete: \
     run the query again when nothing writes to it";

#[tokio::test]
async fn a_file_is_read_as_it_is_when_it_is_opened() {
    let logs = || Logs::new().with("a.log", lines(100_000));
    assert_eq!(rows(&logs(), When::Planned, |_| {}).await, Ok(100_000));
    assert_eq!(rows(&logs(), When::Planned, |folder| append(folder, &lines(50))).await, Ok(100_050));
    assert_eq!(rows(&logs(), When::Planned, |folder| shrink(folder, lines(10).len())).await, Ok(10));
    assert_eq!(rows(&logs(), When::Begun, |folder| append(folder, CUT)).await, Ok(100_000));
    let cut = Logs::new().with("a.log", lines(10) + CUT);
    assert_eq!(rows(&cut, When::Planned, |_| {}).await, Ok(11));
}

#[tokio::test]
async fn a_line_that_is_being_written_is_not_a_record() {
    let logs = || Logs::new().with("a.log", lines(100_000));
    let cut = || Logs::new().with("a.log", lines(100_000) + CUT);
    assert_eq!(rows(&logs(), When::Planned, |folder| append(folder, CUT)).await, Err(CUT_WORDS.into()));
    assert_eq!(rows(&logs(), When::Planned, |folder| shrink(folder, 100)).await, Err(CUT_WORDS.into()));
    assert_eq!(rows(&cut(), When::Begun, |folder| append(folder, "49\n")).await, Err(CUT_WORDS.into()));
}

#[tokio::test]
async fn a_file_that_shrinks_ends_the_query() {
    for name in ["a.log", "a.log.gz"] {
        let logs = Logs::new().with(name, lines(200_000));
        let words = format!(
            "Execution error: LOGS/{name}: the file has shrunk while it was read: run the query again when nothing writes to it"
        );
        assert_eq!(rows(&logs, When::Begun, |folder| shrink(folder, 100)).await, Err(words));
    }
}

#[tokio::test]
async fn a_file_that_vanishes_ends_the_query() {
    let logs = Logs::new().with("a.log", lines(10));
    let words = rows(&logs, When::Planned, |folder| fs::remove_file(folder.join("a.log")).unwrap()).await.unwrap_err();
    assert!(words.contains("LOGS/a.log not found"), "{words}");
    let logs = Logs::new().with("a.log", lines(100_000));
    assert_eq!(rows(&logs, When::Begun, |folder| fs::remove_file(folder.join("a.log")).unwrap()).await, Ok(100_000));
}
