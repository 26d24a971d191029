//! The Rust code of the README, compiled.
#![allow(dead_code, reason = "buckets and clusters are not at hand")]

use std::error::Error;
use std::sync::Arc;

use awslog_datafusion::{AwsLogLogicalCodec, AwsLogPhysicalCodec};
use ballista_core::extension::{SessionConfigExt, SessionStateExt};
use ballista_executor::executor_process::ExecutorProcessConfig;
use ballista_scheduler::config::SchedulerConfig;
use datafusion::error::Result;
use datafusion::execution::context::SessionState;
use datafusion::execution::runtime_env::RuntimeEnv;
use datafusion::execution::session_state::SessionStateBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};
use object_store::aws::AmazonS3Builder;
use url::Url;

async fn table() -> Result<()> {
    // In a program
    use datafusion::prelude::SessionContext;

    let ctx = SessionContext::new();
    awslog_datafusion::register(&ctx)?;
    ctx.sql(
        "CREATE EXTERNAL TABLE trail STORED AS CLOUDTRAIL
         LOCATION 's3://bucket/AWSLogs/123456789012/CloudTrail/'
         OPTIONS ('awslog.refused' 'fail')",
    )
    .await?;
    let root = ctx.sql("SELECT event_time, event_name FROM trail WHERE user_identity.type = 'Root'").await?;
    // End
    root.show().await
}

fn store(ctx: &SessionContext) -> Result<(), Box<dyn Error>> {
    // S3
    let store = AmazonS3Builder::from_env().with_bucket_name("bucket").build()?;
    ctx.register_object_store(&Url::parse("s3://bucket")?, Arc::new(store));
    // End
    Ok(())
}

fn client() -> Result<()> {
    // Client
    let config = SessionConfig::new_with_ballista()
        .with_ballista_logical_extension_codec(Arc::new(AwsLogLogicalCodec::default()))
        .with_ballista_physical_extension_codec(Arc::new(AwsLogPhysicalCodec::default()));
    let state = SessionStateBuilder::new().with_config(config).with_default_features().build();
    let ctx = SessionContext::new_with_state(state.upgrade_for_ballista("http://scheduler:50050".into())?);
    awslog_datafusion::register(&ctx)?;
    // End
    Ok(())
}

fn session_with_buckets(_: SessionConfig) -> Result<SessionState> {
    Ok(SessionContext::new().state())
}

fn runtime_with_buckets(_: &SessionConfig) -> Result<Arc<RuntimeEnv>> {
    Ok(Arc::default())
}

fn servers() -> (SchedulerConfig, ExecutorProcessConfig) {
    // Servers
    let scheduler = SchedulerConfig {
        override_logical_codec: Some(Arc::new(AwsLogLogicalCodec::default())),
        override_physical_codec: Some(Arc::new(AwsLogPhysicalCodec::default())),
        override_session_builder: Some(Arc::new(session_with_buckets)),
        ..SchedulerConfig::default()
    };
    let executor = ExecutorProcessConfig {
        override_logical_codec: Some(Arc::new(AwsLogLogicalCodec::default())),
        override_physical_codec: Some(Arc::new(AwsLogPhysicalCodec::default())),
        override_runtime_producer: Some(Arc::new(runtime_with_buckets)),
        ..ExecutorProcessConfig::default()
    };
    // End
    (scheduler, executor)
}

/// The lines without their indentation.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

#[test]
fn the_code_is_what_is_compiled_here() {
    let blocks = include_str!("../README.md").split("```rust\n").skip(1);
    let blocks = blocks.map(|block| block.split("```").next().unwrap_or_default()).collect::<Vec<_>>();
    let source = lines(include_str!("readme.rs")).collect::<Vec<_>>();
    assert_eq!(blocks.len(), 4);
    for block in blocks {
        let block = lines(block).collect::<Vec<_>>();
        assert!(source.windows(block.len()).any(|window| window == block), "{}", block.join("\n"));
    }
}
