//! The examples, run as users run them.
#![cfg(feature = "ecs")]
#![allow(clippy::unwrap_used, reason = "a failing test panics")]

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output};

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::UInt64Type;
use flate2::Compression;
use flate2::write::GzEncoder;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

/// Runs a built example, whose folder is next to that of this test.
fn run(name: &str, arguments: &[&str]) -> Output {
    let test = std::env::current_exe().unwrap();
    let built = test.ancestors().nth(2).unwrap();
    let program = built.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    Command::new(program).args(arguments).output().unwrap()
}

#[track_caller]
fn assert_says(output: &Output, status: i32, out: &str, err: &str) {
    assert_eq!(String::from_utf8_lossy(&output.stderr), err);
    assert_eq!(String::from_utf8_lossy(&output.stdout), out);
    assert_eq!(output.status.code(), Some(status));
}

fn path(name: &str) -> String {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name).into_os_string().into_string().unwrap()
}

fn plain(name: &str, log: &str) -> String {
    let path = path(name);
    fs::write(&path, log).unwrap();
    path
}

fn gzip(name: &str, log: &str) -> String {
    let path = path(name);
    let mut file = GzEncoder::new(File::create(&path).unwrap(), Compression::default());
    file.write_all(log.as_bytes()).unwrap();
    file.finish().unwrap();
    path
}

/// The rows of a Parquet file, as one batch.
fn parquet(path: &str) -> RecordBatch {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    let mut batches = builder.with_batch_size(1024).build().unwrap();
    let batch = batches.next().unwrap().unwrap();
    assert!(batches.next().is_none());
    batch
}

fn texts(batch: &RecordBatch, column: &str) -> Vec<Option<String>> {
    let column = batch.column_by_name(column).unwrap().as_string_view();
    column.iter().map(|text| text.map(Into::into)).collect()
}

const ONE: &str = "srcaddr bytes action\n192.0.2.10 4249 ACCEPT\n192.0.2.11 many REJECT\n";
const OTHER: &str = "action srcaddr\nREJECT 2001:db8::1\n";

#[test]
fn plain_and_gzip_files_become_one_parquet_file() {
    let (one, other, out) = (plain("one.log", ONE), gzip("other.log.gz", OTHER), path("flows.parquet"));
    let output = run("to_parquet", &["-o", &out, &one, &other]);
    assert_says(&output, 1, "", "3 rows, 1 records refused\n");
    let batch = parquet(&out);
    assert_eq!(texts(&batch, "srcaddr"), [Some("192.0.2.10".into()), None, Some("2001:db8::1".into())]);
    assert_eq!(batch.column_by_name("bytes").unwrap().as_primitive::<UInt64Type>().iter().next(), Some(Some(4249)));
    let words = "VPC flow log, line 3, field `bytes`: expected a whole number, found \"many\"";
    assert_eq!(texts(&batch, "_error"), [None, Some(words.into()), None]);
    assert_eq!(texts(&batch, "_original"), [None, Some("192.0.2.11 many REJECT".into()), None]);
}

#[test]
fn columns_that_are_not_wanted_are_not_read() {
    let (one, out) = (plain("two.log", ONE), path("columns.parquet"));
    let output = run("to_parquet", &["--format", "vpcflow", "--columns", "action,srcaddr", "-o", &out, &one]);
    assert_says(&output, 0, "", "2 rows, 0 records refused\n");
    let batch = parquet(&out);
    assert_eq!(batch.num_columns(), 2);
    assert_eq!(texts(&batch, "action"), [Some("ACCEPT".into()), Some("REJECT".into())]);
}

#[test]
fn events_have_the_columns_of_ecs() {
    let (other, out) = (gzip("three.log.gz", OTHER), path("events.parquet"));
    let output = run("to_parquet", &["--ecs", "--columns", "source.ip,event.action", "-o", &out, &other]);
    assert_says(&output, 0, "", "1 rows, 0 records refused\n");
    let batch = parquet(&out);
    let source = batch.column_by_name("source").unwrap().as_struct().column(0);
    assert_eq!(source.as_string_view().value(0), "2001:db8::1");
}

#[test]
fn files_without_records_and_errors() {
    let (empty, out) = (plain("empty.log", ""), path("empty.parquet"));
    let output = run("to_parquet", &["--format", "vpcflow", "-o", &out, &empty]);
    assert_says(&output, 0, "", "0 rows, 0 records refused\n");
    let output = run("to_parquet", &["-o", &out, &empty]);
    assert_says(&output, 2, "", &format!("{empty}: the format cannot be detected, say `--format`\n"));
    let output = run("to_parquet", &[&empty]);
    assert_says(&output, 2, "", "to_parquet [--format NAME] [--ecs] [--columns A,B] -o OUT.parquet FILE...\n");
    let cut = path("cut.log.gz");
    let whole = fs::read(gzip("whole.log.gz", &ONE.repeat(100))).unwrap();
    fs::write(&cut, whole.split_at(whole.len() / 2).0).unwrap();
    let output = run("to_parquet", &["--format", "vpcflow", "-o", &out, &cut]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn callers_are_counted() {
    let event = |identity: &str| {
        format!(r#"{{"eventVersion":"1.11","eventName":"ListBuckets","userIdentity":{{{identity}}}}}"#)
    };
    let (alice, role, service) = (
        event(r#""arn":"arn:aws:iam::123456789012:user/alice""#),
        event(r#""arn":"arn:aws:sts::123456789012:assumed-role/app/session""#),
        event(r#""invokedBy":"config.amazonaws.com""#),
    );
    let records = |events: &[&str]| format!(r#"{{"Records":[{}]}}"#, events.join(","));
    let one = plain("one.json", &records(&[&alice, &role, &alice]));
    let other = gzip("other.json.gz", &records(&[&service, &alice, r#"{"eventVersion":"1.11","userIdentity":7}"#]));
    let output = run("top_principals", &[&one, &other]);
    assert_says(
        &output,
        0,
        "       3 arn:aws:iam::123456789012:user/alice\n       1 arn:aws:sts::123456789012:assumed-role/app/session\n       \
         1 config.amazonaws.com\n",
        "1 records refused\n",
    );
}
