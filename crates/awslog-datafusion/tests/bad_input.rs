//! A query goes on past bad input, and says where and why; or it stops with the same words.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

mod common;

use common::{Logs, error, gzip, rows, session};

const HEAD: &str = "version srcaddr dstaddr bytes end\n";

fn lines(count: usize) -> String {
    let line = |number: usize| format!("2 192.0.2.{} 198.51.100.7 {number} 1768435260\n", number % 250);
    HEAD.to_owned() + &(1..=count).map(line).collect::<String>()
}

fn events(count: usize) -> String {
    let event = |number: usize| format!(r#"{{"eventVersion":"1.11","eventName":"E{number}"}}"#);
    format!(r#"{{"Records":[{}]}}"#, (1..=count).map(event).collect::<Vec<_>>().join(","))
}

/// The front of a compressed file that decompresses to less than it should.
fn truncated(content: &str) -> Vec<u8> {
    let mut bytes = gzip(content.as_bytes());
    bytes.truncate(bytes.len() * 2 / 3);
    bytes
}

#[tokio::test]
async fn what_a_truncated_file_has_before_its_end_is_read() {
    let logs = Logs::new()
        .with("a.log.gz", lines(3))
        .with_raw("b.log.gz", truncated(&lines(20_000)))
        .with("c.log.gz", lines(2));
    let ctx = session(2);
    let sql = "SELECT count(bytes), count(*) - count(bytes), count(_error) FROM read_vpcflow('LOGS/')";
    let counts = rows(&ctx, &logs, sql).await;
    let counts = counts[0].split('|').map(|count| count.parse().unwrap()).collect::<Vec<usize>>();
    assert_eq!(counts[1..], [1, 1]);
    assert!((1000..20_000).contains(&counts[0]), "{counts:?}");

    // No line is cut: each has the value of its number.
    let sql = "SELECT count(*), max(bytes) FROM read_vpcflow('LOGS/b.log.gz') WHERE _error IS NULL";
    let whole = rows(&ctx, &logs, sql).await;
    let (count, last) = whole[0].split_once('|').unwrap();
    assert_eq!(count, last);

    let sql = "SELECT regexp_replace(_error, '[0-9]+ bytes of log \\(.*\\)', 'N bytes of log (WHY)') FROM 'LOGS/' WHERE _error IS NOT NULL";
    assert_eq!(
        rows(&ctx, &logs, sql).await,
        [
            "LOGS/b.log.gz: the compressed data is damaged or truncated after N bytes of log (WHY): what follows is missing"
        ]
    );
}

#[tokio::test]
async fn a_truncated_file_ends_a_query_that_is_to_fail() {
    let logs = Logs::new().with_raw("b.json.gz", truncated(&events(10_000)));
    let sql = "SELECT count(*) FROM read_cloudtrail('LOGS/', 'awslog.refused', 'fail')";
    let words = error(&session(2), &logs, sql).await;
    let start = "Execution error: LOGS/b.json.gz: the compressed data is damaged or truncated after ";
    assert!(words.starts_with(start), "{words}");
    assert!(words.ends_with(": what follows is missing"), "{words}");
}

#[tokio::test]
async fn a_file_with_a_broken_record_among_others() {
    let broken = r#"{"Records":[{"eventVersion":"1.11","eventName":"A"},{"eventVersion":"1.11","eventName":oops},{"eventVersion":"1.11","eventName":"C"}]}"#;
    let logs = Logs::new().with("a.json", events(2)).with("b.json", broken).with("empty.json", "").with("empty.gz", "");
    let ctx = session(2);
    let sql = "SELECT event_name FROM read_cloudtrail('LOGS/') WHERE _error IS NULL ORDER BY 1";
    assert_eq!(rows(&ctx, &logs, sql).await, ["A", "C", "E1", "E2"]);
    let sql = "SELECT _error, _original FROM read_cloudtrail('LOGS/') WHERE _error IS NOT NULL";
    assert_eq!(
        rows(&ctx, &logs, sql).await,
        [concat!(
            r#"LOGS/b.json: CloudTrail log, line 1, byte 87, field `eventName`: expected a string, a number, a boolean or null, found "o""#,
            r#"|{"eventVersion":"1.11","eventName":oops}"#
        )]
    );
}

#[tokio::test]
async fn a_file_of_another_format_among_others() {
    let logs = Logs::new().with("a.json", events(2)).with("b.log", lines(1)).with("c.txt", "Dear reader,\n");
    let ctx = session(2);
    let sql = "SELECT _error FROM read_cloudtrail('LOGS/') WHERE _error IS NOT NULL ORDER BY 1";
    assert_eq!(
        rows(&ctx, &logs, sql).await,
        [
            "LOGS/b.log: CloudTrail log, line 1: expected a CloudTrail event or digest, found a flow log record: read it as `vpcflow`",
            "LOGS/b.log: CloudTrail log, line 2, byte 34: expected an object, found \"2\"",
            "LOGS/c.txt: CloudTrail log, line 1, byte 0: expected an object, found \"D\"",
        ]
    );
    // Each file is detected if the columns do not depend on the format.
    let sql = "SELECT event.dataset, _error FROM read_awslog('LOGS/', 'awslog.schema', 'ecs') ORDER BY 1, 2";
    assert_eq!(
        rows(&ctx, &logs, sql).await,
        ["aws.cloudtrail|", "aws.cloudtrail|", "aws.vpcflow|", "|LOGS/c.txt: the format cannot be detected"]
    );
}

#[tokio::test]
async fn refused_records_are_counted_skipped_or_end_the_query() {
    let logs = Logs::new().with("a.log", lines(2) + "2 192.0.2.1 nowhere 7 1768435260\n");
    let ctx = session(2);
    let count = |refused: &str| format!("SELECT count(*) FROM read_vpcflow('LOGS/', 'awslog.refused', '{refused}')");
    assert_eq!(rows(&ctx, &logs, &count("rows")).await, ["3"]);
    assert_eq!(rows(&ctx, &logs, &count("skip")).await, ["2"]);
    let words = "LOGS/a.log: VPC flow log, line 4, field `dstaddr`: expected an IP address, found \"nowhere\"";
    assert_eq!(error(&ctx, &logs, &count("fail")).await, format!("Execution error: {words}"));
    let sql = "SELECT srcaddr, _error FROM read_vpcflow('LOGS/', 'awslog.refused', 'skip') ORDER BY 1";
    assert_eq!(rows(&ctx, &logs, sql).await, ["192.0.2.1|", "192.0.2.2|"]);
    let sql = "SELECT _error, _original, srcaddr FROM read_vpcflow('LOGS/') WHERE _error IS NOT NULL";
    assert_eq!(rows(&ctx, &logs, sql).await, [format!("{words}|2 192.0.2.1 nowhere 7 1768435260|")]);
}

#[tokio::test]
async fn a_refused_record_is_a_row_whatever_is_read() {
    let logs = Logs::new().with("a.log", lines(2) + "2 192.0.2.9 nowhere 7 1768435260\n").with("b.json", "{}\n{}\n");
    let ctx = session(1);
    for (columns, expected) in [
        ("count(*)", "5"),
        ("count(*), count(srcaddr)", "5|3"),
        ("count(*), count(srcaddr), count(dstaddr)", "5|2|2"),
        ("count(*), count(srcaddr), count(_error)", "5|2|3"),
        ("count(*), count(extra), count(srcaddr)", "5|0|2"),
    ] {
        let sql = format!("SELECT {columns} FROM read_vpcflow('LOGS/')");
        assert_eq!(rows(&ctx, &logs, &sql).await, [expected], "{sql}");
    }
    let sql = "SELECT srcaddr FROM read_vpcflow('LOGS/', 'awslog.batch_size', '1') LIMIT 3";
    assert_eq!(rows(&ctx, &logs, sql).await, ["192.0.2.1", "192.0.2.2", "192.0.2.9"]);
}

#[tokio::test]
async fn a_table_without_files_is_an_error() {
    let logs = Logs::new().with("a.log", lines(1)).with("notes.txt", "Dear reader,\n");
    let ctx = session(2);
    for (sql, words) in [
        ("SELECT * FROM read_vpcflow('LOGS/b.log')", "there is no file at file://LOGS/b.log"),
        ("SELECT * FROM 'LOGS/*.gz'", "there is no file at file://LOGS/*.gz"),
        ("SELECT * FROM read_vpcflow('LOGS/none/')", "there is no file below file://LOGS/none/"),
        (
            "SELECT * FROM read_vpcflow('LOGS/*/*.gz')",
            "there is no file at file://LOGS/*/*.gz: a pattern with folders takes \
             SET datafusion.execution.listing_table_ignore_subdirectory = false",
        ),
        (
            "SELECT * FROM read_awslog('LOGS/notes.txt')",
            "LOGS/notes.txt: the format cannot be detected; say which logs these are, such as STORED AS CLOUDTRAIL or read_cloudtrail",
        ),
        ("SELECT * FROM read_awslog()", "read_awslog: expected a path, found none"),
        ("SELECT * FROM read_awslog('LOGS/', 'awslog.schema')", "read_awslog: expected a value after 'awslog.schema'"),
        ("SELECT * FROM read_awslog(7)", "read_awslog: expected a text, found Int64(7)"),
        (
            "SELECT * FROM read_awslog('LOGS/', 'awslog.schema', 'csv')",
            "awslog.schema: expected one of records, ecs, found 'csv'",
        ),
        (
            "SELECT * FROM read_awslog('LOGS/', 'awslog.colour', 'red')",
            "there is no option awslog.colour: expected awslog.schema, awslog.refused, awslog.layout or awslog.batch_size",
        ),
        ("SELECT * FROM read_waf('LOGS/', 'awslog.layout', 'a b')", "awslog.layout: a WAF log has no layout"),
        (
            "CREATE EXTERNAL TABLE t (a INT) STORED AS VPCFLOW LOCATION 'LOGS/'",
            "table t: its columns are those of the logs, so the statement cannot list any",
        ),
        (
            "CREATE EXTERNAL TABLE t STORED AS VPCFLOW LOCATION 'LOGS/' OPTIONS (batch_size 'many')",
            "awslog.batch_size: expected a number of rows, found 'many'",
        ),
    ] {
        assert_eq!(error(&ctx, &logs, sql).await, format!("Error during planning: {words}"), "{sql}");
    }
}
