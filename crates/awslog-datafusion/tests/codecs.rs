//! Plans as bytes: what comes back is the same plan, and has the same rows.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failing test panics")]

mod common;

use std::sync::Arc;

use awslog::Format;
use awslog::ecs::Mapper;
use awslog_datafusion::{AwsLogFormat, AwsLogLogicalCodec, AwsLogOptions, AwsLogPhysicalCodec, AwsLogTable, Columns};
use common::questions::{self, Question};
use common::{Logs, session, table_rows};
use datafusion::arrow::datatypes::Schema;
use datafusion::arrow::util::pretty::pretty_format_batches;
use datafusion::datasource::listing::{ListingOptions, ListingTable, ListingTableConfig, ListingTableUrl};
use datafusion::error::Result;
use datafusion::logical_expr::LogicalPlan;
use datafusion::object_store::memory::InMemory;
use datafusion::object_store::{ObjectStoreExt, PutPayload};
use datafusion::physical_plan::{ExecutionPlan, collect, displayable};
use datafusion::prelude::SessionContext;
use datafusion_proto::bytes::{
    logical_plan_from_bytes_with_extension_codec, logical_plan_to_bytes_with_extension_codec,
    physical_plan_from_bytes_with_extension_codec, physical_plan_to_bytes_with_extension_codec,
};
use url::Url;

fn through_logical(ctx: &SessionContext, plan: &LogicalPlan, codec: &AwsLogLogicalCodec) -> Result<LogicalPlan> {
    let bytes = logical_plan_to_bytes_with_extension_codec(plan, codec)?;
    logical_plan_from_bytes_with_extension_codec(&bytes, &ctx.task_ctx(), codec)
}

fn through_physical(
    ctx: &SessionContext,
    plan: &Arc<dyn ExecutionPlan>,
    codec: &AwsLogPhysicalCodec,
) -> Result<Arc<dyn ExecutionPlan>> {
    let bytes = physical_plan_to_bytes_with_extension_codec(plan.clone(), codec)?;
    physical_plan_from_bytes_with_extension_codec(&bytes, &ctx.task_ctx(), codec)
}

fn display(plan: &Arc<dyn ExecutionPlan>) -> String {
    displayable(plan.as_ref()).indent(true).to_string()
}

/// The way of a query through a cluster: from the client to the scheduler, and from the scheduler to an executor.
async fn rows_after_travel(ctx: &SessionContext, logs: &Logs, sql: &str) -> Vec<String> {
    let folder = logs.path().display().to_string();
    let state = ctx.state();
    let plan = ctx.sql(&sql.replace("LOGS", &folder)).await.unwrap().into_optimized_plan().unwrap();
    let received = through_logical(ctx, &plan, &AwsLogLogicalCodec::default()).unwrap();
    assert_eq!(received.display_indent_schema().to_string(), plan.display_indent_schema().to_string(), "{sql}");

    let planned = state.create_physical_plan(&received).await.unwrap();
    let direct = state.create_physical_plan(&plan).await.unwrap();
    assert_eq!(display(&planned), display(&direct), "{sql}");
    let received = through_physical(ctx, &planned, &AwsLogPhysicalCodec::default()).unwrap();
    assert_eq!(display(&received), display(&planned), "{sql}");

    let batches = collect(received, ctx.task_ctx()).await.unwrap();
    let table = pretty_format_batches(&batches).unwrap().to_string().replace(&folder, "LOGS");
    table_rows(table.lines())
}

#[tokio::test]
async fn the_questions_have_their_answers() {
    let logs = questions::logs();
    for Question { sql, rows: expected } in questions::ALL.iter().copied().flatten() {
        assert_eq!(rows_after_travel(&session(2), &logs, sql).await, *expected, "{sql}");
    }
}

#[tokio::test]
async fn the_bucket_of_a_table_travels() {
    let ctx = session(2);
    let store = Arc::new(InMemory::new());
    ctx.register_object_store(&Url::parse("s3://logs").unwrap(), store.clone());
    for (name, bytes) in [("2026/a.log", "version bytes\n2 1\n"), ("2026/b.log", "version bytes\n2 20\n2 1x\n")] {
        store.put(&name.into(), PutPayload::from(bytes)).await.unwrap();
    }
    let sql = "SELECT sum(bytes), count(*) FROM read_vpcflow('s3://logs/2026/')";
    assert_eq!(rows_after_travel(&ctx, &Logs::new(), sql).await, ["21|3"]);
    let sql =
        "SELECT split_part(_error, ', field', 1) FROM read_vpcflow('s3://logs/2026/*.log') WHERE _error IS NOT NULL";
    assert_eq!(rows_after_travel(&ctx, &Logs::new(), sql).await, ["s3://logs/2026/b.log: VPC flow log, line 3"]);
}

#[tokio::test]
async fn each_format_travels() {
    let logs = Logs::new().with("a.log", "Dear reader,\n");
    let ctx = session(2);
    let formats = Format::ALL.iter().map(|format| format.as_str());
    for (name, schema) in formats.flat_map(|name| [(name, "records"), (name, "ecs")]).chain([("awslog", "ecs")]) {
        let sql = format!("SELECT count(*), count(_error) FROM read_{name}('LOGS/', 'awslog.schema', '{schema}')");
        assert_eq!(rows_after_travel(&ctx, &logs, &sql).await, ["1|1"], "{sql}");
    }
}

#[tokio::test]
async fn each_option_travels() {
    let lines = "2 192.0.2.1 7 1768435260\n2 192.0.2.2 8 1768435260\n2 nowhere 9 1768435260\n";
    let logs = Logs::new().with("a.log", lines).with("b.log.gz", lines).with("other.txt", "Dear reader,\n");
    let ctx = session(2);
    let layout = "'awslog.layout', '${version} ${srcaddr} ${bytes} ${start}'";
    for (rest, expected) in [
        ("'LOGS/*.log'", vec!["192.0.2.1|7", "192.0.2.2|8", "|"]),
        ("'LOGS/*.log', 'awslog.refused', 'skip'", vec!["192.0.2.1|7", "192.0.2.2|8"]),
        (
            "'LOGS/*.log', 'LOGS/b.log.gz', 'awslog.batch_size', '1'",
            vec!["192.0.2.1|7", "192.0.2.1|7", "192.0.2.2|8", "192.0.2.2|8", "|", "|"],
        ),
    ] {
        let sql = format!(
            "SELECT srcaddr, CASE WHEN _error IS NULL THEN bytes END FROM read_vpcflow({rest}, {layout}) ORDER BY 1, 2"
        );
        assert_eq!(rows_after_travel(&ctx, &logs, &sql).await, expected, "{sql}");
    }

    let sql = format!("SELECT bytes FROM read_vpcflow('LOGS/', 'awslog.refused', 'fail', {layout})");
    let sql = sql.replace("LOGS", &logs.path().display().to_string());
    let plan = ctx.sql(&sql).await.unwrap().create_physical_plan().await.unwrap();
    let plan = through_physical(&ctx, &plan, &AwsLogPhysicalCodec::default()).unwrap();
    let words = collect(plan, ctx.task_ctx()).await.unwrap_err().to_string();
    assert!(words.contains("field `srcaddr`: expected an IP address, found \"nowhere\""), "{words}");
}

#[tokio::test]
async fn the_size_of_batches_travels() {
    let logs = Logs::new().with("a.log", "version bytes\n2 1\n2 2\n2 3\n");
    let ctx = session(1);
    let sql = format!("SELECT bytes FROM read_vpcflow('{}/', 'awslog.batch_size', '2')", logs.path().display());
    let plan = ctx.sql(&sql).await.unwrap().create_physical_plan().await.unwrap();
    let plan = through_physical(&ctx, &plan, &AwsLogPhysicalCodec::default()).unwrap();
    let batches = collect(plan, ctx.task_ctx()).await.unwrap();
    assert_eq!(batches.iter().map(|batch| batch.num_rows()).collect::<Vec<_>>(), [2, 1]);
}

#[tokio::test]
async fn tables_of_statements_travel() {
    let day = |day: u8| format!("version bytes\n2 {day}\n2 {}\n", day * 10);
    let logs = Logs::new().with("year=2025/day=1/a.log", day(1)).with("year=2026/day=2/a.log.gz", day(2));
    let ctx = session(2);
    let create = format!(
        "CREATE EXTERNAL TABLE flows STORED AS VPCFLOW PARTITIONED BY (year, day) WITH ORDER (bytes ASC)
         LOCATION '{}/' OPTIONS ('awslog.refused' 'fail')",
        logs.path().display()
    );
    ctx.sql(&create).await.unwrap();
    for (sql, expected) in [
        ("SELECT year, day, bytes FROM flows ORDER BY bytes", vec!["2025|1|1", "2026|2|2", "2025|1|10", "2026|2|20"]),
        ("SELECT day, sum(bytes) FROM flows WHERE year = '2026' GROUP BY 1", vec!["2|22"]),
        ("SELECT count(*) FROM flows a JOIN flows b ON a.bytes = b.bytes + 1", vec!["1"]),
    ] {
        assert_eq!(rows_after_travel(&ctx, &logs, sql).await, expected, "{sql}");
    }
}

#[tokio::test]
async fn other_tables_are_left_to_the_codec_inside() {
    let logs = Logs::new().with("a.csv", "a,b\n1,2\n").with("a.log", "version bytes\n2 1\n");
    let ctx = session(1);
    let sql = "SELECT f.bytes, c.b, r FROM read_vpcflow('LOGS/a.log') f JOIN 'LOGS/a.csv' c ON f.bytes = c.a,
               (VALUES (3)) AS v(r)";
    assert_eq!(rows_after_travel(&ctx, &logs, sql).await, ["1|2|3"]);
}

/// A table whose events are those of this mapper.
async fn table_with_mapper(logs: &Logs, mapper: Mapper) -> SessionContext {
    let mut options = AwsLogOptions::new(Format::VpcFlow);
    options.columns = Columns::Ecs;
    let format = AwsLogFormat::new(options).with_mapper(mapper);
    let listing = ListingOptions::new(Arc::new(format)).with_file_extension(".log");
    let url = ListingTableUrl::parse(format!("{}/", logs.path().display())).unwrap();
    let config = ListingTableConfig::new(url).with_listing_options(listing);
    let schema: Schema = awslog_arrow::ecs_schema();
    let table = ListingTable::try_new(config.with_schema(schema.into())).unwrap();
    let ctx = session(1);
    ctx.register_table("flows", Arc::new(AwsLogTable::new(table))).unwrap();
    ctx
}

#[tokio::test]
async fn a_mapper_of_the_user_does_not_become_the_default_one_in_silence() {
    let logs = Logs::new().with("a.log", "version srcaddr bytes\n2 192.0.2.1 7\n");
    let mapper = || Mapper::builder().keep_original(true).build();
    let ctx = table_with_mapper(&logs, mapper()).await;
    let sql = "SELECT event.original FROM flows";
    let words = "Error during planning: these ECS events are those of another mapper than the default one: the codecs of the \
                 scheduler and of the executors need it too (with_mapper)";

    let plan = ctx.sql(sql).await.unwrap().into_optimized_plan().unwrap();
    let error = through_logical(&ctx, &plan, &AwsLogLogicalCodec::default()).unwrap_err();
    assert_eq!(error.to_string(), words);
    let plan = through_logical(&ctx, &plan, &AwsLogLogicalCodec::default().with_mapper(mapper())).unwrap();

    let plan = ctx.state().create_physical_plan(&plan).await.unwrap();
    let error = through_physical(&ctx, &plan, &AwsLogPhysicalCodec::default()).unwrap_err();
    assert_eq!(error.to_string(), words);
    let plan = through_physical(&ctx, &plan, &AwsLogPhysicalCodec::default().with_mapper(mapper())).unwrap();
    let table = pretty_format_batches(&collect(plan, ctx.task_ctx()).await.unwrap()).unwrap().to_string();
    assert_eq!(table_rows(table.lines()), ["2 192.0.2.1 7"]);
}

#[tokio::test]
async fn bytes_of_other_codecs_are_refused_with_words() {
    let ctx = session(1);
    let logs = Logs::new().with("a.log", "version bytes\n2 1\n");
    let sql = format!("SELECT bytes FROM read_vpcflow('{}/')", logs.path().display());
    let plan = ctx.sql(&sql).await.unwrap().into_optimized_plan().unwrap();
    let codec = AwsLogLogicalCodec::default();
    let inside = AwsLogLogicalCodec::new(Arc::new(AwsLogLogicalCodec::default()));
    let bytes = logical_plan_to_bytes_with_extension_codec(&plan, &codec).unwrap();
    // The same way in and out, whatever is inside.
    let received = logical_plan_from_bytes_with_extension_codec(&bytes, &ctx.task_ctx(), &inside).unwrap();
    assert_eq!(received.to_string(), plan.to_string());

    let context = ctx.task_ctx();
    let decode = |bytes: &[u8]| {
        use datafusion::catalog::TableProvider;
        use datafusion_proto::logical_plan::LogicalExtensionCodec;
        let table: Result<Arc<dyn TableProvider>> =
            codec.try_decode_table_provider(bytes, &"t".into(), Arc::new(Schema::empty()), &context);
        table.unwrap_err().to_string()
    };
    let words =
        "Execution error: a plan was not serialized by the codecs of awslog-datafusion, which all processes need";
    assert_eq!(decode(b""), words);
    assert!(decode(b"\xff\xff").starts_with(words));
}

#[tokio::test]
async fn plans_of_other_versions_are_refused_with_words() {
    let ctx = session(1);
    let logs = Logs::new().with("a.log", "version bytes\n2 1\n");
    let sql = format!("SELECT * FROM read_vpcflow('{}/')", logs.path().display());
    let plan = ctx.sql(&sql).await.unwrap().into_optimized_plan().unwrap();
    let bytes = logical_plan_to_bytes_with_extension_codec(&plan, &AwsLogLogicalCodec::default()).unwrap();
    for (ours, theirs, words) in [
        ("srcaddr", "sRcaddr", "the columns of vpcflow logs are not those of the process that planned the query"),
        ("vpcflow", "vpcflaw", &"vpcflaw".parse::<Format>().unwrap_err().to_string()),
    ] {
        let mut bytes = bytes.to_vec();
        while let Some(position) = bytes.windows(ours.len()).position(|window| window == ours.as_bytes()) {
            bytes[position..position + ours.len()].copy_from_slice(theirs.as_bytes());
        }
        let codec = AwsLogLogicalCodec::default();
        let error = logical_plan_from_bytes_with_extension_codec(&bytes, &ctx.task_ctx(), &codec).unwrap_err();
        let expected =
            format!("Error during planning: {words}: all processes need the same version of awslog-datafusion");
        assert_eq!(error.to_string(), expected);
    }
}
