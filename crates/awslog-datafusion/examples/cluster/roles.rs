//! What the processes of a cluster do.

use std::error::Error;
use std::io::{self, Read};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;

use awslog_datafusion::{AwsLogLogicalCodec, AwsLogPhysicalCodec};
use ballista_core::config::TaskSchedulingPolicy;
use ballista_core::extension::{SessionConfigExt, SessionStateExt};
use ballista_core::registry::BallistaFunctionRegistry;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::{create_scheduler, start_grpc_service_with_listener};
use datafusion::error::Result;
use datafusion::execution::context::SessionState;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::execution::session_state::SessionStateBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};
use datafusion_proto::protobuf::{LogicalPlanNode, PhysicalPlanNode};

use crate::arguments;
use crate::store::Stores;

/// An executor that says nothing for so long is lost, and others do its work. A busy one speaks every five seconds.
const EXECUTOR_TIMEOUT_SECONDS: u64 = 15;

/// Plans are deep, and a stack has to hold what walks them.
const STACK: usize = 16 << 20;

/// What a process of the cluster is.
pub enum Role {
    /// It plans queries.
    Scheduler,
    /// It reads logs.
    Executor { scheduler: u16, folder: String, threads: usize },
}

impl Role {
    /// The arguments of a process with this role.
    pub fn arguments(&self) -> Vec<String> {
        match self {
            Role::Scheduler => vec!["--role".into(), "scheduler".into()],
            Role::Executor { scheduler, folder, threads } => {
                let (scheduler, threads) = (scheduler.to_string(), threads.to_string());
                vec!["--role".into(), "executor".into(), scheduler, folder.clone(), threads]
            }
        }
    }

    /// The role that this process was started with; `None` if a user has started it.
    pub fn of_this_process() -> Option<Result<Role, Box<dyn Error>>> {
        let words = arguments::words().ok()?.collect::<Vec<_>>();
        let words = words.iter().map(String::as_str).collect::<Vec<_>>();
        match words.as_slice() {
            ["--role", "scheduler"] => Some(Ok(Role::Scheduler)),
            ["--role", "executor", scheduler, folder, threads] => {
                Some(scheduler.parse().map_err(Box::from).and_then(|scheduler| {
                    let threads = threads.parse()?;
                    Ok(Role::Executor { scheduler, folder: (*folder).to_owned(), threads })
                }))
            }
            _ => None,
        }
    }
}

/// Does what a role asks for, until the process that started this one has ended.
pub fn run(role: Role) -> Result<(), Box<dyn Error>> {
    std::thread::spawn(|| {
        // Nothing is ever written: the pipe closes when the process at its other end has ended, whatever ended it.
        let _ = io::stdin().read(&mut [0]);
        std::process::exit(0);
    });
    runtime()?.block_on(async {
        match role {
            Role::Scheduler => scheduler().await,
            Role::Executor { scheduler, folder, threads } => executor(scheduler, folder, threads).await,
        }
    })
}

pub fn runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().thread_stack_size(STACK).enable_all().build()
}

/// A session whose queries run on the cluster.
pub async fn client(scheduler: u16) -> Result<SessionContext> {
    let config = SessionConfig::new_with_ballista()
        .with_ballista_logical_extension_codec(Arc::new(AwsLogLogicalCodec::default()))
        .with_ballista_physical_extension_codec(Arc::new(AwsLogPhysicalCodec::default()));
    let state = session(config)?.upgrade_for_ballista(format!("http://127.0.0.1:{scheduler}"))?;
    let ctx = awslog_datafusion::enable_url_table(SessionContext::new_with_state(state));
    awslog_datafusion::register(&ctx)?;
    Ok(ctx)
}

async fn scheduler() -> Result<(), Box<dyn Error>> {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let port = listener.local_addr()?.port();
    let config = SchedulerConfig {
        bind_port: port,
        external_host: Ipv4Addr::LOCALHOST.to_string(),
        scheduling_policy: TaskSchedulingPolicy::PullStaged,
        executor_timeout_seconds: EXECUTOR_TIMEOUT_SECONDS,
        expire_dead_executor_interval_seconds: 1,
        no_executors_grace_period_seconds: EXECUTOR_TIMEOUT_SECONDS,
        override_logical_codec: Some(Arc::new(AwsLogLogicalCodec::default())),
        override_physical_codec: Some(Arc::new(AwsLogPhysicalCodec::default())),
        override_session_builder: Some(Arc::new(session)),
        ..SchedulerConfig::default()
    };
    let cluster = BallistaCluster::new_from_config(&config).await?;
    let scheduler = create_scheduler::<LogicalPlanNode, PhysicalPlanNode>(cluster, Arc::new(config)).await?;
    println!("{port}");
    Ok(start_grpc_service_with_listener(listener, scheduler).await?)
}

async fn executor(scheduler: u16, folder: String, threads: usize) -> Result<(), Box<dyn Error>> {
    // Ballista takes a number. The system does not give this one to anybody else for a while.
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
    let functions = BallistaFunctionRegistry::from(&session(SessionConfig::new_with_ballista())?);
    let config = ExecutorProcessConfig {
        port,
        external_host: Some(Ipv4Addr::LOCALHOST.to_string()),
        scheduler_host: Ipv4Addr::LOCALHOST.to_string(),
        scheduler_port: scheduler,
        scheduler_connect_timeout_seconds: 30,
        task_scheduling_policy: TaskSchedulingPolicy::PullStaged,
        vcores: threads,
        work_dir: Some(folder),
        override_function_registry: Some(Arc::new(functions)),
        override_logical_codec: Some(Arc::new(AwsLogLogicalCodec::default())),
        override_physical_codec: Some(Arc::new(AwsLogPhysicalCodec::default())),
        override_runtime_producer: Some(Arc::new(|_: &SessionConfig| stores())),
        ..ExecutorProcessConfig::default()
    };
    Ok(start_executor_process(Arc::new(config)).await?)
}

fn session(config: SessionConfig) -> Result<SessionState> {
    Ok(SessionStateBuilder::new().with_config(config).with_runtime_env(stores()?).with_default_features().build())
}

fn stores() -> Result<Arc<RuntimeEnv>> {
    RuntimeEnvBuilder::new().with_object_store_registry(Arc::new(Stores::default())).build_arc()
}
