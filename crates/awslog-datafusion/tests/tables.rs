//! Files as tables: all formats, all ways to name them, all kinds of compression, and what is read of them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

mod common;
#[path = "../../../tests/registry/mod.rs"]
mod registry;

use std::sync::Arc;

use awslog::Format;
use awslog_arrow::ReaderBuilder;
use common::{Logs, gzip, rows, session};
use datafusion::arrow::array::{AsArray, RecordBatch};
use datafusion::arrow::compute::concat_batches;
use datafusion::datasource::file_format::file_compression_type::FileCompressionType;
use datafusion::object_store::memory::InMemory;
use datafusion::object_store::{ObjectStoreExt, PutPayload};
use futures::{StreamExt, TryStreamExt};
use registry::fixtures;
use url::Url;

const FLOWS: &str = "version srcaddr bytes\n2 192.0.2.10 1\n2 192.0.2.11 20\n";

#[tokio::test]
async fn a_table_has_the_rows_of_awslog_arrow() {
    let ctx = session(1);
    for fixture in fixtures() {
        let format = fixture.format();
        let logs = Logs::new().with("a", &fixture.bytes);
        let path = logs.path().join("a").display().to_string();
        let sql = format!("SELECT * FROM read_{format}('{path}')");
        let batches = ctx.sql(&sql).await.unwrap().collect().await.unwrap();
        let table = batches.first().map(|first| concat_batches(&first.schema(), &batches).unwrap());
        let reader = ReaderBuilder::new(format).with_batch_size(1 << 20).build(&fixture.bytes).unwrap();
        let expected = reader.collect::<Result<Vec<_>, _>>().unwrap();
        assert_eq!(
            table.as_ref().map(RecordBatch::schema),
            expected.first().map(RecordBatch::schema),
            "{}",
            fixture.name
        );
        let (Some(table), Some(expected)) = (table, expected.first()) else { continue };
        for (index, field) in expected.schema().fields().iter().enumerate() {
            let name = format!("{}: {}", fixture.name, field.name());
            match field.name() == "_error" {
                false => assert_eq!(table.column(index), expected.column(index), "{name}"),
                true => {
                    let (errors, expected) =
                        (table.column(index).as_string_view(), expected.column(index).as_string_view());
                    for (error, expected) in errors.iter().zip(expected) {
                        assert_eq!(
                            error.map(str::to_owned),
                            expected.map(|words| format!("{path}: {words}")),
                            "{name}"
                        );
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn a_column_alone_has_the_same_values() {
    let ctx = session(1);
    for format in Format::ALL {
        let folder = fixtures().into_iter().filter(|fixture| fixture.format() == *format);
        let logs = folder
            .enumerate()
            .fold(Logs::new(), |logs, (number, fixture)| logs.with(&number.to_string(), fixture.bytes));
        // The columns of events are the same for every format.
        let schemas: &[&str] = if *format == Format::ALL[0] { &["records", "ecs"] } else { &["records"] };
        for schema in schemas {
            let table = format!("read_{format}('{}/', 'awslog.schema', '{schema}')", logs.path().display());
            let all = ctx.sql(&format!("SELECT * FROM {table}")).await.unwrap().collect().await.unwrap();
            let all = concat_batches(&all[0].schema(), &all).unwrap();
            for field in all.schema().fields() {
                let sql = format!("SELECT \"{}\" FROM {table}", field.name());
                let one = ctx.sql(&sql).await.unwrap().collect().await.unwrap();
                let one = concat_batches(&one[0].schema(), &one).unwrap();
                assert_eq!(one.column(0), all.column_by_name(field.name()).unwrap(), "{sql}");
            }
            let count = ctx.sql(&format!("SELECT 1 FROM {table}")).await.unwrap().count().await.unwrap();
            assert_eq!(count, all.num_rows(), "{table}");
        }
    }
}

#[tokio::test]
async fn files_are_decompressed_whatever_their_names() {
    let mut logs = Logs::new()
        .with_raw("none", FLOWS)
        .with_raw("misnamed.gz", FLOWS)
        .with_raw("two.gz", [gzip(b"version srcaddr bytes\n"), gzip(b"2 192.0.2.10 1\n2 192.0.2.11 20\n")].concat());
    for (name, kind) in [
        ("gzip", FileCompressionType::GZIP),
        ("bzip2", FileCompressionType::BZIP2),
        ("xz", FileCompressionType::XZ),
        ("zstd", FileCompressionType::ZSTD),
    ] {
        let plain = futures::stream::iter([Ok(FLOWS.into())]).boxed();
        let bytes = kind.convert_to_compress_stream(plain).unwrap().try_collect::<Vec<_>>().await.unwrap();
        logs = logs.with_raw(name, bytes.concat());
    }
    let ctx = session(2);
    let sql = "SELECT count(*), sum(bytes), count(_error) FROM read_vpcflow('LOGS/')";
    assert_eq!(rows(&ctx, &logs, sql).await, ["14|147|0"]);
}

#[tokio::test]
async fn objects_of_a_store_are_fetched_or_streamed() {
    let ctx = session(2);
    let store = Arc::new(InMemory::new());
    let url = Url::parse("s3://logs").unwrap();
    ctx.register_object_store(&url, store.clone());
    let tag = "x".repeat(1000);
    let large = format!("version srcaddr bytes instance-tag\n{}", format!("11 192.0.2.10 1 {tag}\n").repeat(9000));
    for (name, bytes) in [
        ("2026/01/a.log", FLOWS.as_bytes().to_vec()),
        ("2026/01/b.log.gz", gzip(FLOWS.as_bytes())),
        ("2026/02/large.log", large.into_bytes()),
        ("2026/02/truncated.log.gz", gzip(FLOWS.as_bytes()).into_iter().take(40).collect()),
    ] {
        store.put(&name.into(), PutPayload::from(bytes)).await.unwrap();
    }
    let logs = Logs::new();
    let sql = "SELECT count(bytes), sum(bytes), count(_error) FROM read_vpcflow('s3://logs/')";
    let answer = rows(&ctx, &logs, sql).await;
    assert_eq!(answer, ["9004|9042|1"]);
    let sql = "SELECT sum(bytes) FROM 's3://logs/2026/01/*.gz'";
    assert_eq!(rows(&ctx, &logs, sql).await, ["21"]);
    let sql = "SELECT regexp_replace(_error, ' after .*', '') FROM read_vpcflow('s3://logs/') WHERE _error IS NOT NULL";
    assert_eq!(
        rows(&ctx, &logs, sql).await,
        ["s3://logs/2026/02/truncated.log.gz: the compressed data is damaged or truncated"]
    );
}

#[tokio::test]
async fn a_folder_has_all_files_below_it_and_partitions_are_columns() {
    let logs = Logs::new()
        .with("plain/123456789012/2026/01/15/a.log.gz", FLOWS)
        .with("plain/123456789012/2026/01/16/b", FLOWS)
        .with("hive/aws-region=us-east-1/year=2026/a.log.gz", FLOWS)
        .with("hive/aws-region=eu-west-1/year=2026/a.log.gz", FLOWS);
    let ctx = session(2);
    assert_eq!(rows(&ctx, &logs, "SELECT count(*) FROM 'LOGS/plain/'").await, ["4"]);
    rows(&ctx, &logs, "CREATE EXTERNAL TABLE flows STORED AS VPCFLOW LOCATION 'LOGS/hive/'").await;
    let sql = "SELECT \"aws-region\", year, sum(bytes) FROM flows GROUP BY 1, 2 ORDER BY 1";
    assert_eq!(rows(&ctx, &logs, sql).await, ["eu-west-1|2026|21", "us-east-1|2026|21"]);
    let sql = "SELECT sum(bytes) FROM flows WHERE \"aws-region\" = 'us-east-1'";
    assert_eq!(rows(&ctx, &logs, sql).await, ["21"]);
}

#[tokio::test]
async fn tables_of_statements_have_options() {
    let logs = Logs::new().with("a", "192.0.2.10 1\n192.0.2.11 20\n");
    let ctx = session(2);
    rows(
        &ctx,
        &logs,
        "CREATE EXTERNAL TABLE flows STORED AS VPCFLOW LOCATION 'LOGS/a'
         OPTIONS ('awslog.schema' 'ecs', 'awslog.layout' '${srcaddr} ${bytes}', 'awslog.batch_size' '1', 'aws.region' 'us-east-1')",
    )
    .await;
    assert_eq!(rows(&ctx, &logs, "SELECT source.ip, source.bytes FROM flows").await, ["192.0.2.10|1", "192.0.2.11|20"]);
    let batches = ctx.sql("SELECT source.ip FROM flows").await.unwrap().collect().await.unwrap();
    assert_eq!(batches.iter().map(RecordBatch::num_rows).collect::<Vec<_>>(), [1, 1]);

    rows(&ctx, &logs, "CREATE EXTERNAL TABLE any_flows STORED AS AWSLOG LOCATION 'LOGS/' OPTIONS (schema 'ecs')").await;
}

#[tokio::test]
async fn a_scan_reads_what_the_query_needs() {
    let logs = Logs::new().with("a.json", r#"{"Records":[{"eventVersion":"1.11","eventName":"A"}]}"#);
    let ctx = session(1);
    for (sql, read) in [
        ("SELECT count(*) FROM trail", ""),
        ("SELECT event_name FROM trail", "event_name"),
        ("SELECT event_name FROM trail WHERE user_identity.arn IS NOT NULL", "user_identity.arn, event_name"),
        (
            "SELECT user_identity.session_context.session_issuer.arn, user_identity.type FROM trail",
            "user_identity.session_context.session_issuer.arn, user_identity.type",
        ),
        ("SELECT user_identity, user_identity.type FROM trail", "user_identity"),
    ] {
        let sql = sql.replace("trail", "read_cloudtrail('LOGS/')");
        let plan = rows(&ctx, &logs, &format!("EXPLAIN {sql}")).await.join("\n");
        assert!(plan.contains(&format!("read=[{read}]")), "{sql}: {plan}");
        rows(&ctx, &logs, &sql).await;
    }
    let plan = rows(&ctx, &logs, "EXPLAIN SELECT event_name FROM read_cloudtrail('LOGS/') LIMIT 1").await.join("\n");
    assert!(plan.contains("limit=1"), "{plan}");
    // What has no column of its own is found by looking at all the others.
    let plan = rows(&ctx, &logs, "EXPLAIN SELECT extra['a'] FROM read_cloudtrail('LOGS/')").await.join("\n");
    assert!(plan.contains("read=*"), "{plan}");
}

#[tokio::test]
async fn metrics_count_what_was_read() {
    let logs = Logs::new().with("a.log.gz", FLOWS.to_owned() + "2 nowhere 3\n");
    let plan =
        rows(&session(1), &logs, "EXPLAIN ANALYZE SELECT count(_error) FROM read_vpcflow('LOGS/')").await.join("\n");
    let length = FLOWS.len() + 12;
    for metric in
        ["output_rows=3", "records_refused=1", &format!("bytes_decompressed={length}"), "time_elapsed_parsing="]
    {
        assert!(plan.contains(metric), "{metric}: {plan}");
    }
}
