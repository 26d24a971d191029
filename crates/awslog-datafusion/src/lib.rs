//! SQL over AWS logs as they lie in a bucket, with [DataFusion](https://datafusion.apache.org).
//!
//! [`register`] teaches a session the formats. Then logs are tables: by a statement, by a function, or, with [`enable_url_table`], by
//! their path.
//!
//! ```
//! use datafusion::prelude::SessionContext;
//!
//! # #[tokio::main]
//! # async fn main() -> datafusion::error::Result<()> {
//! # let logs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures");
//! let ctx = SessionContext::new();
//! awslog_datafusion::register(&ctx)?;
//!
//! let table = format!("CREATE EXTERNAL TABLE trail STORED AS CLOUDTRAIL LOCATION '{logs}/cloudtrail/'");
//! ctx.sql(&table).await?;
//! let names = ctx.sql("SELECT event_name, count(*) AS n FROM trail GROUP BY 1 ORDER BY n DESC").await?;
//! assert!(names.count().await? > 0);
//!
//! let query = format!("SELECT srcaddr, bytes FROM read_vpcflow('{logs}/vpc_flow/*.log') WHERE action = 'REJECT'");
//! assert!(ctx.sql(&query).await?.count().await? > 0);
//! # Ok(())
//! # }
//! ```
//!
//! # Tables
//!
//! | SQL | function | logs |
//! | --- | --- | --- |
//! | `STORED AS CLOUDTRAIL`, … | `read_cloudtrail('…')`, … | of the format with this name ([`awslog::Format::as_str`]) |
//! | `STORED AS AWSLOG` | `read_awslog('…')` | of the format that the first files have |
//!
//! A path is a file, a folder, a glob or a URL of any object store that the session knows. Files may be compressed with gzip, bzip2, xz or
//! zstd: their first bytes say so, whatever their names. Folders such as `year=2026/` become columns.
//!
//! The columns are those of [`awslog_arrow::schema()`], or of [`awslog_arrow::ecs_schema()`] with the option `awslog.schema`: they do not
//! depend on the files. [`AwsLogOptions`] has all options.
//!
//! # Bad input
//!
//! A query goes on. A refused record is a row whose `_error` has the file, the line and the reason, and whose `_original` has its text; all
//! other columns are null. A file that is damaged, truncated or of no known format is one such row, after the rows of what can be read of it. So
//! `count(*)` counts refused records too, and `WHERE _error IS NULL` leaves them out. The option `awslog.refused` says `skip` or `fail`
//! instead of `rows`. Errors of the object store end the query, and so does a local file that shrinks while it is read, or whose last line
//! is still being written.
//!
//! A value that is not read refuses no record: `SELECT srcaddr` has the address of a record whose port is no number. A query that names
//! `_error`, `_original` or `extra`, and every query on ECS events or with `skip` or `fail`, reads all values.
//!
//! # Clusters
//!
//! With the feature `ballista`, queries run on clusters of [Ballista](https://datafusion.apache.org/ballista/): `AwsLogLogicalCodec` and
//! `AwsLogPhysicalCodec` carry tables and scans of logs to its scheduler and its executors. The example `ballista` starts such a cluster in
//! one command.
//!
//! # What a query costs
//!
//! Only the columns that a query needs are read from the records, and of objects only the fields: `user_identity['arn']` reads neither the
//! rest of `user_identity` nor any other column, and `count(*)` reads no column. Each file is read by one thread, as a stream: memory does
//! not depend on its size. Small objects of a bucket are fetched before their turn, up to 128 and 16 MiB for each partition.
//! `EXPLAIN ANALYZE` shows the rows, the refused records (`records_refused`), the bytes after decompression (`bytes_decompressed`) and the
//! time of reading them (`time_elapsed_parsing`).

mod ahead;
#[cfg(feature = "ballista")]
mod codecs;
mod detection;
mod error_rows;
mod format;
mod input;
mod mapping;
mod opener;
mod options;
mod paths;
mod provider;
mod source;
mod steady;
mod table;
mod url_table;

use std::sync::Arc;

use awslog::Format;
use datafusion::error::Result;
use datafusion::prelude::SessionContext;

#[cfg(feature = "ballista")]
pub use codecs::{AwsLogLogicalCodec, AwsLogPhysicalCodec};
pub use format::{AwsLogFormat, AwsLogFormatFactory};
pub use options::{AwsLogOptions, Columns, Refused};
pub use provider::AwsLogTable;
pub use source::AwsLogSource;
pub use table::{AwsLogTableFactory, ReadFunction};
pub use url_table::enable_url_table;

/// Teaches a session every format of AWS logs: as file formats, for `CREATE EXTERNAL TABLE … STORED AS`, and as table functions.
///
/// ```
/// use datafusion::prelude::SessionContext;
///
/// # #[tokio::main]
/// # async fn main() -> datafusion::error::Result<()> {
/// let ctx = SessionContext::new();
/// awslog_datafusion::register(&ctx)?;
/// # let logs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures");
/// let sql = format!("SELECT action FROM read_awslog('{logs}/waf/v2.log')");
/// assert!(ctx.sql(&sql).await?.count().await? > 0);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// None so far: a format of the same name is replaced.
pub fn register(ctx: &SessionContext) -> Result<()> {
    let state = ctx.state_ref();
    let mut state = state.write();
    for format in Format::ALL.iter().copied().map(Some).chain([None]) {
        let name = name(format);
        state.register_file_format(Arc::new(AwsLogFormatFactory::new(format)), true)?;
        state.table_factories_mut().insert(name.to_uppercase(), Arc::new(AwsLogTableFactory::new(format)));
        state.register_udtf(&format!("read_{name}"), Arc::new(ReadFunction::new(format)));
    }
    Ok(())
}

/// The name of a format in SQL; `None` is the one that is to be detected.
fn name(format: Option<Format>) -> &'static str {
    format.map_or("awslog", Format::as_str)
}
