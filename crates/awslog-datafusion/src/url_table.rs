//! Paths as names of tables.

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use datafusion::catalog::{DynamicFileCatalog, TableProvider, UrlTableFactory};
use datafusion::common::exec_datafusion_err;
use datafusion::datasource::dynamic_file::DynamicListTableFactory;
use datafusion::error::Result;
use datafusion::execution::context::SessionState;
use datafusion::prelude::SessionContext;

use crate::table::{Files, url};
use crate::{AwsLogOptions, AwsLogTable};

/// Makes every path a table, as [`SessionContext::enable_url_table`] does, also the paths of AWS logs.
///
/// ```
/// use datafusion::prelude::SessionContext;
///
/// # #[tokio::main]
/// # async fn main() -> datafusion::error::Result<()> {
/// let ctx = awslog_datafusion::enable_url_table(SessionContext::new());
/// # let logs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures");
/// let sql = format!("SELECT event_name FROM '{logs}/cloudtrail/*.json'");
/// assert!(ctx.sql(&sql).await?.count().await? > 0);
/// # Ok(())
/// # }
/// ```
///
/// Files that are no logs are read as DataFusion reads them, by their extension.
pub fn enable_url_table(ctx: SessionContext) -> SessionContext {
    let factory = Arc::new(UrlTables { other: DynamicListTableFactory::default() });
    let catalogs = Arc::new(DynamicFileCatalog::new(ctx.state().catalog_list().clone(), factory.clone()));
    let id = ctx.session_id();
    let state = ctx.into_state_builder().with_session_id(id).with_catalog_list(catalogs).build();
    let ctx = SessionContext::from(state);
    factory.other.session_store().with_state(ctx.state_weak_ref());
    ctx
}

/// Tables of AWS logs, and those that DataFusion makes of paths.
#[derive(Debug)]
struct UrlTables {
    other: DynamicListTableFactory,
}

impl UrlTables {
    fn session(&self) -> Result<SessionState> {
        let session = self.other.session_store().get_session().upgrade();
        let state = session.and_then(|session| session.read().as_any().downcast_ref::<SessionState>().cloned());
        state.ok_or_else(|| exec_datafusion_err!("the session of a table has ended"))
    }
}

#[async_trait]
impl UrlTableFactory for UrlTables {
    async fn try_new(&self, path: &str) -> Result<Option<Arc<dyn TableProvider>>> {
        const NO_LOGS: [&str; 3] = [".parquet", ".arrow", ".avro"];
        if NO_LOGS.iter().any(|extension| path.ends_with(extension)) {
            return self.other.try_new(path).await;
        }
        let session = self.session()?;
        // What is no path is the name of a table that does not exist.
        let Ok(url) = url(path) else { return Ok(None) };
        let is_path = path.contains(['/', '*', '.']) || Path::new(path).exists();
        let files = match Files::list(&session, vec![url]).await {
            Ok(files) => files,
            Err(error) if is_path => return Err(error),
            Err(_) => return Ok(None),
        };
        match files.listing(AwsLogOptions::default()).await {
            Ok(listing) => Ok(Some(Arc::new(AwsLogTable::new(files.table(listing)?)))),
            // They would be a table without columns.
            Err(error) if files.are_empty() => Err(error),
            Err(error) => match self.other.try_new(path).await? {
                Some(table) => Ok(Some(table)),
                None => Err(error),
            },
        }
    }
}
