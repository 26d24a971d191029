//! The example `sql`, as its users run it.
#![allow(clippy::unwrap_used, reason = "a failing test panics")]

mod common;

use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use common::bucket::Bucket;
use common::{Logs, example, gzip};

const LOG: &str = "version srcaddr bytes start\n2 192.0.2.10 1 1768435200\n2 192.0.2.11 20 1768435200\n";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(example("sql")).current_dir(folder).args(arguments).output().unwrap()
}

fn output(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn without_arguments_it_says_how() {
    let usage = output(Path::new("."), &[]);
    assert!(usage.starts_with("sql [--format table|csv|json|parquet] [--threads N] STATEMENT...\n"), "{usage}");
}

#[test]
fn the_command_of_the_readme() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let sql = "SELECT event_name, count(*) AS n FROM 'fixtures/cloudtrail/*.json' GROUP BY 1 ORDER BY n DESC LIMIT 2";
    let table = "\
+--------------+---+
| event_name   | n |
+--------------+---+
|              | 6 |
| ConsoleLogin | 3 |
+--------------+---+
";
    assert_eq!(output(&root, &[sql]), table);
}

#[test]
fn rows_are_written_in_each_form() {
    let logs = Logs::new().with("a.log.gz", LOG);
    let sql = "SELECT srcaddr, bytes, start, named_struct('a', bytes) AS nested FROM 'a.log.gz'";
    assert_eq!(
        output(logs.path(), &["--format", "csv", sql]),
        "srcaddr,bytes,start,nested\n192.0.2.10,1,2026-01-15T00:00:00Z,\"{\"\"a\"\":1}\"\n\
         192.0.2.11,20,2026-01-15T00:00:00Z,\"{\"\"a\"\":20}\"\n"
    );
    assert_eq!(
        output(logs.path(), &["--format", "json", sql]),
        "{\"srcaddr\":\"192.0.2.10\",\"bytes\":1,\"start\":\"2026-01-15T00:00:00Z\",\"nested\":{\"a\":1}}\n\
         {\"srcaddr\":\"192.0.2.11\",\"bytes\":20,\"start\":\"2026-01-15T00:00:00Z\",\"nested\":{\"a\":20}}\n"
    );
    let parquet = run(logs.path(), &["--format", "parquet", "SELECT * FROM 'a.log.gz'"]).stdout;
    let logs = logs.with_raw("a.parquet", parquet);
    let sql = "SELECT sum(bytes) AS bytes FROM 'a.parquet'";
    assert_eq!(output(logs.path(), &["--format", "csv", sql]), "bytes\n21\n");
}

#[test]
fn a_table_without_rows_has_its_columns() {
    let logs = Logs::new().with("a.log", LOG);
    let sql = "SELECT srcaddr, bytes, named_struct('a', bytes) AS nested FROM 'a.log' WHERE bytes > 20";
    let table = "\
+---------+-------+--------+
| srcaddr | bytes | nested |
+---------+-------+--------+
+---------+-------+--------+
";
    assert_eq!(output(logs.path(), &[sql]), table);
    assert_eq!(output(logs.path(), &["--format", "csv", sql]), "srcaddr,bytes,nested\n");
    assert_eq!(output(logs.path(), &["--format", "json", sql]), "");
    let parquet = run(logs.path(), &["--format", "parquet", sql]).stdout;
    let logs = logs.with_raw("a.parquet", parquet).with("empty.json", "").with("folder/empty.log", "");
    let sql = "SELECT bytes, srcaddr FROM 'a.parquet'";
    assert_eq!(output(logs.path(), &["--format", "csv", sql]), "bytes,srcaddr\n");
    let sql = "SELECT event_name FROM read_cloudtrail('empty.json')";
    assert_eq!(output(logs.path(), &["--format", "csv", sql]), "event_name\n");
    for sql in ["SELECT * FROM 'empty.json'", "SELECT * FROM 'folder/'", "SELECT * FROM read_awslog('empty.json')"] {
        let output = run(logs.path(), &[sql]);
        let words = "Error during planning: no file has content that could say which logs these are: \
             name the format, as in STORED AS CLOUDTRAIL or read_cloudtrail\n";
        assert_eq!(String::from_utf8_lossy(&output.stderr), words, "{sql}");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    }
}

#[test]
fn statements_are_run_in_order() {
    let logs = Logs::new().with("logs/a.log", LOG);
    let create = "CREATE EXTERNAL TABLE flows STORED AS AWSLOG LOCATION 'logs/'; SELECT count(*) AS n FROM flows";
    assert_eq!(output(logs.path(), &["--format", "csv", "--threads", "1", create, "SELECT 1 AS n"]), "n\n2\nn\n1\n");
}

fn output_of_bucket(bucket: &Bucket, arguments: &[&str]) -> String {
    let mut command = Command::new(example("sql"));
    bucket.set_environment(&mut command);
    let output = command.args(["--format", "csv"]).args(arguments).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn buckets_are_read_with_the_credentials_of_the_environment() {
    let objects = [
        ("2026/01/15/a.log.gz", gzip(LOG.as_bytes())),
        ("2026/01/16/b.log", LOG.into()),
        ("2026/01/16/c.log.gz", gzip(LOG.as_bytes())[..40].into()),
    ];
    let bucket = Bucket::start(objects.map(|(key, bytes)| (key.to_owned(), bytes)), Duration::ZERO);
    for (sql, rows) in [
        ("SELECT sum(bytes) FROM read_vpcflow('s3://logs/2026/')", "42\n"),
        ("SELECT sum(bytes) FROM 's3://logs/2026/01/15/a.log.gz'", "21\n"),
        ("SELECT sum(bytes) FROM 's3://logs/2026/01/16/*.log'", "21\n"),
        (
            "SELECT split_part(_error, ' after', 1) FROM read_awslog('s3://logs/2026/', 'awslog.schema', 'ecs')
             WHERE _error IS NOT NULL",
            "s3://logs/2026/01/16/c.log.gz: the compressed data is damaged or truncated\n",
        ),
    ] {
        assert_eq!(output_of_bucket(&bucket, &[sql]).split_once('\n').unwrap().1, rows, "{sql}");
    }
}

#[test]
fn small_objects_are_fetched_before_their_turn() {
    let objects = (0..300).map(|number| (format!("{number:03}.log"), LOG.into()));
    let bucket = Bucket::start(objects, Duration::from_millis(20));
    let sql = "SELECT count(*) AS n, sum(bytes) AS bytes FROM read_vpcflow('s3://logs/')";
    assert_eq!(output_of_bucket(&bucket, &["--threads", "2", sql]), "n,bytes\n600,6300\n");
    let most = bucket.most_requests();
    assert!((65..=130).contains(&most), "{most}");

    // The first object of such a query may be its last.
    let bucket = Bucket::start([("a.log".to_owned(), LOG.into()), ("b.log".to_owned(), LOG.into())], Duration::ZERO);
    let sql = "SELECT srcaddr FROM read_vpcflow('s3://logs/') LIMIT 1";
    assert_eq!(output_of_bucket(&bucket, &["--threads", "1", sql]), "srcaddr\n192.0.2.10\n");
    assert_eq!(bucket.most_requests(), 1);
}

#[test]
fn errors_say_what_is_wrong() {
    let logs = Logs::new();
    let folder = logs.path().canonicalize().unwrap();
    for (arguments, words) in [
        (
            vec!["SELECT * FROM 'a.json'"],
            format!("Error during planning: there is no file at file://{}/a.json\n", folder.display()),
        ),
        (vec!["--threads", "0", "SELECT 1"], "--threads: expected a number from 1, found \"0\"\n".into()),
        (vec!["--format", "xml"], "--format: expected table, csv, json or parquet, found \"xml\"\n".into()),
    ] {
        let output = run(&folder, &arguments);
        assert_eq!(String::from_utf8_lossy(&output.stderr), words);
        assert_eq!(output.status.code(), Some(2));
    }
}
