//! Tables of logs.

use std::sync::Arc;

use async_trait::async_trait;
use awslog::Format;
use datafusion::arrow::datatypes::{DataType, Schema};
use datafusion::catalog::{Session, TableFunctionArgs, TableFunctionImpl, TableProvider, TableProviderFactory};
use datafusion::common::{exec_err, plan_datafusion_err, plan_err};
use datafusion::datasource::listing::{ListingOptions, ListingTable, ListingTableConfig, ListingTableUrl};
use datafusion::error::Result;
use datafusion::logical_expr::{CreateExternalTable, Expr};
use datafusion::object_store::{ObjectMeta, ObjectStore};
use futures::{StreamExt, TryStreamExt};
use tokio::runtime::Builder;

use crate::{AwsLogFormat, AwsLogOptions, AwsLogTable, detection, name};

/// How many files are looked at to see which format a table has.
const FILES: usize = 100;

/// Makes the tables of `CREATE EXTERNAL TABLE … STORED AS CLOUDTRAIL`.
///
/// The columns are declared by the format, so the statement has none; `PARTITIONED BY` and folders such as `year=2026/` add columns.
#[derive(Clone, Debug)]
pub struct AwsLogTableFactory {
    format: Option<Format>,
}

impl AwsLogTableFactory {
    /// For logs of one format, or for `None`, which detects it.
    pub fn new(format: impl Into<Option<Format>>) -> Self {
        AwsLogTableFactory { format: format.into() }
    }
}

#[async_trait]
impl TableProviderFactory for AwsLogTableFactory {
    async fn create(&self, session: &dyn Session, statement: &CreateExternalTable) -> Result<Arc<dyn TableProvider>> {
        if !statement.schema.fields().is_empty() {
            return plan_err!(
                "table {}: its columns are those of the logs, so the statement cannot list any",
                statement.name
            );
        }
        let options = AwsLogOptions::new(self.format).with_all(&statement.options)?;
        let urls = statement.locations.iter().map(|location| Ok(url(location)?.with_table_ref(statement.name.clone())));
        let files = Files::list(session, urls.collect::<Result<_>>()?).await?;
        let listing = files.listing(options).await?;
        let partitions = match statement.table_partition_cols.as_slice() {
            [] => files.partitions(&listing).await?,
            names => names.to_vec(),
        };
        let text = DataType::Dictionary(Box::new(DataType::UInt16), Box::new(DataType::Utf8));
        let listing = listing
            .with_table_partition_cols(partitions.into_iter().map(|name| (name, text.clone())).collect())
            .with_file_sort_order(statement.order_exprs.clone());
        let table = files.table(listing)?;
        Ok(Arc::new(AwsLogTable::new(
            table
                .with_definition(statement.definition.clone())
                .with_constraints(statement.constraints.clone())
                .with_column_defaults(statement.column_defaults.clone()),
        )))
    }
}

/// A table function: `read_cloudtrail('path/*.json.gz')`.
///
/// Its arguments are paths, then names of options, each followed by its value:
/// `read_vpcflow('one/', 'two/', 'awslog.schema', 'ecs')`.
#[derive(Clone, Debug)]
pub struct ReadFunction {
    format: Option<Format>,
}

impl ReadFunction {
    /// For logs of one format, or for `None`, which detects it.
    pub fn new(format: impl Into<Option<Format>>) -> Self {
        ReadFunction { format: format.into() }
    }

    fn arguments(&self, arguments: &[Expr]) -> Result<(Vec<ListingTableUrl>, AwsLogOptions)> {
        let (mut urls, mut options) = (Vec::new(), AwsLogOptions::new(self.format));
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let argument = self.text(argument)?;
            match argument.starts_with("awslog.") {
                true => match arguments.next() {
                    Some(value) => options.set(argument, self.text(value)?)?,
                    None => return plan_err!("read_{}: expected a value after '{argument}'", name(self.format)),
                },
                false => urls.push(url(argument)?),
            }
        }
        match urls.is_empty() {
            true => plan_err!("read_{}: expected a path, found none", name(self.format)),
            false => Ok((urls, options)),
        }
    }

    fn text<'e>(&self, argument: &'e Expr) -> Result<&'e str> {
        match argument {
            Expr::Literal(value, _) => value.try_as_str().flatten(),
            _ => None,
        }
        .ok_or_else(|| plan_datafusion_err!("read_{}: expected a text, found {argument}", name(self.format)))
    }
}

impl TableFunctionImpl for ReadFunction {
    fn call_with_args(&self, arguments: TableFunctionArgs<'_, '_>) -> Result<Arc<dyn TableProvider>> {
        let session = arguments.session();
        let (urls, options) = self.arguments(arguments.exprs())?;
        let table = async {
            let files = Files::list(session, urls).await?;
            files.table(files.listing(options).await?)
        };
        Ok(Arc::new(AwsLogTable::new(wait_for(table)?)))
    }
}

/// Waits in a function that is not async. The thread of its own keeps the runtime of the caller out of it, whatever that is.
fn wait_for<T: Send>(future: impl Future<Output = Result<T>> + Send) -> Result<T> {
    std::thread::scope(|scope| {
        let wait = || Builder::new_current_thread().enable_all().build()?.block_on(future);
        let waiting = std::thread::Builder::new().spawn_scoped(scope, wait)?;
        waiting.join().unwrap_or_else(|_| exec_err!("the files of a table function could not be listed"))
    })
}

/// The characters that make a path a pattern.
const WILDCARDS: [char; 3] = ['*', '?', '['];

/// The address of a table. DataFusion knows patterns in paths only; this one also knows them in URLs.
///
/// A folder has all files below it, as AWS's logs have folders by day. `*` does not stop at a slash.
pub(crate) fn url(text: &str) -> Result<ListingTableUrl> {
    let url = match text.find("://").and_then(|_| text.find(WILDCARDS)) {
        Some(wildcard) => {
            let start = text.get(..wildcard).and_then(|front| front.rfind('/')).map_or(0, |slash| slash + 1);
            let (folder, pattern) = text.split_at_checked(start).unwrap_or((text, ""));
            ListingTableUrl::parse(folder)?.with_glob(pattern)?
        }
        None => ListingTableUrl::parse(text)?,
    };
    match url.is_collection() && url.get_glob().is_none() {
        true => url.with_glob("*"),
        false => Ok(url),
    }
}

/// The files of a table.
pub(crate) struct Files<'s> {
    session: &'s dyn Session,
    urls: Vec<ListingTableUrl>,
    store: Arc<dyn ObjectStore>,
    /// The first ones of each address.
    first: Vec<ObjectMeta>,
}

impl<'s> Files<'s> {
    /// Lists the files that say which format a table has, and makes sure that there are any.
    pub(crate) async fn list(session: &'s dyn Session, urls: Vec<ListingTableUrl>) -> Result<Self> {
        let Some(url) = urls.first() else { return plan_err!("expected a path, found none") };
        if let Some(other) = urls.iter().find(|other| other.object_store() != url.object_store()) {
            return plan_err!("expected paths in one object store, found {url} and {other}");
        }
        let store = session.runtime_env().object_store(url)?;
        let mut first = Vec::new();
        for url in &urls {
            refuse_pipe(url)?;
            let files = url.list_all_files(session, store.as_ref(), "").await?;
            let files = files.take(FILES).try_collect::<Vec<_>>().await?;
            if files.is_empty() {
                return plan_err!("{}", no_file(url));
            }
            first.extend(files);
        }
        Ok(Files { session, urls, store, first })
    }

    /// The options of the table. The format is detected if the columns depend on it.
    pub(crate) async fn listing(&self, options: AwsLogOptions) -> Result<ListingOptions> {
        let options = match options.schema() {
            Some(_) => options,
            None => {
                let store_url = self.urls.first().map(ListingTableUrl::object_store);
                let store_url = store_url.as_ref().map_or("", |url| url.as_str());
                let format = detection::detect_among(self.store.as_ref(), store_url, &self.first).await?;
                AwsLogOptions { format: Some(format), ..options }
            }
        };
        Ok(ListingOptions::new(Arc::new(AwsLogFormat::new(options))).with_file_extension(""))
    }

    /// The names in folders such as `year=2026/`.
    async fn partitions(&self, listing: &ListingOptions) -> Result<Vec<String>> {
        match self.urls.first() {
            Some(url) if self.session.config_options().execution.listing_table_factory_infer_partitions => {
                listing.infer_partitions(self.session, url).await
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Whether there is nothing in any of them.
    pub(crate) fn are_empty(&self) -> bool {
        self.first.iter().all(|file| file.size == 0)
    }

    pub(crate) fn table(&self, listing: ListingOptions) -> Result<ListingTable> {
        listing_table(self.urls.clone(), listing)
    }
}

/// A table of these files, with the columns that its format declares.
pub(crate) fn listing_table(urls: Vec<ListingTableUrl>, listing: ListingOptions) -> Result<ListingTable> {
    let schema = listing.format.downcast_ref::<AwsLogFormat>().and_then(|format| format.options().schema());
    let config = ListingTableConfig::new_with_multi_paths(urls).with_listing_options(listing);
    ListingTable::try_new(config.with_schema(schema.unwrap_or_else(|| Schema::empty().into())))
}

/// Refuses pipes, sockets and devices: a query reads its files more than once, and would wait for what may never come.
fn refuse_pipe(url: &ListingTableUrl) -> Result<()> {
    let path = match url.scheme() {
        "file" => url.get_url().to_file_path().ok(),
        _ => None,
    };
    match path {
        Some(path) if path.metadata().is_ok_and(|data| !data.is_file() && !data.is_dir()) => {
            plan_err!("{} is not a regular file: save its content to a file, and query that", path.display())
        }
        _ => Ok(()),
    }
}

fn no_file(url: &ListingTableUrl) -> String {
    match url.get_glob() {
        Some(glob) if glob.as_str() == "*" => format!("there is no file below {url}"),
        Some(glob) if glob.as_str().contains('/') => format!(
            "there is no file at {url}{glob}: a pattern with folders takes \
             SET datafusion.execution.listing_table_ignore_subdirectory = false"
        ),
        Some(glob) => format!("there is no file at {url}{glob}"),
        None => format!("there is no file at {url}"),
    }
}
