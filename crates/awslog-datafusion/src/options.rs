use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use awslog::Format;
use awslog::ecs::Mapper;
use awslog_arrow::{Layout, ReaderBuilder, ecs_schema, schema};
use datafusion::arrow::datatypes::{Schema, SchemaRef};
use datafusion::common::plan_err;
use datafusion::error::{DataFusionError, Result};

/// How logs become a table.
///
/// In SQL, the options are texts: `OPTIONS ('awslog.schema' 'ecs', 'awslog.refused' 'fail')` of `CREATE EXTERNAL TABLE`, and
/// `read_cloudtrail('…', 'awslog.schema', 'ecs')` of functions.
///
/// | option | value |
/// | --- | --- |
/// | `awslog.schema` | `records` (the default) or `ecs`: [`Columns`] |
/// | `awslog.refused` | `rows` (the default), `skip` or `fail`: [`Refused`] |
/// | `awslog.layout` | the columns of lines without a header line: a format string or names |
/// | `awslog.batch_size` | rows per batch; the session's `datafusion.execution.batch_size` by default |
///
/// ```
/// use awslog::Format;
/// use awslog_datafusion::{AwsLogOptions, Columns, Refused};
///
/// let mut options = AwsLogOptions::new(Format::VpcFlow);
/// options.set("awslog.schema", "ecs")?;
/// options.set("awslog.refused", "skip")?;
/// assert_eq!((options.columns, options.refused), (Columns::Ecs, Refused::Skip));
/// # Ok::<(), datafusion::error::DataFusionError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct AwsLogOptions {
    /// The format; `None` if each file is of the format that its first bytes say.
    pub format: Option<Format>,
    /// What a row is made of.
    pub columns: Columns,
    /// What becomes of refused records.
    pub refused: Refused,
    /// The columns of lines without a header line.
    pub layout: Option<String>,
    /// Rows per batch; `None` if the session decides.
    pub batch_size: Option<usize>,
}

/// What a row is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Columns {
    /// A record as AWS logs it.
    #[default]
    Records,
    /// The ECS event of a record.
    Ecs,
}

/// What becomes of refused records, and of files that cannot be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Refused {
    /// They are rows with `_error` and `_original`.
    #[default]
    Rows,
    /// They are left out. `EXPLAIN ANALYZE` still counts them.
    Skip,
    /// They end the query with the words that `_error` would have.
    Fail,
}

impl AwsLogOptions {
    /// The defaults for a format, or for `None`, which detects the format of each file.
    pub fn new(format: impl Into<Option<Format>>) -> Self {
        AwsLogOptions { format: format.into(), ..Self::default() }
    }

    /// Sets an option. Options of other libraries, such as the `aws.region` of an object store, are ignored.
    ///
    /// # Errors
    ///
    /// If there is no such option, or it does not have such a value.
    pub fn set(&mut self, key: &str, value: &str) -> Result<()> {
        // DataFusion adds `format.` to a name without a dot.
        let Some(name) = key.strip_prefix("awslog.").or_else(|| key.strip_prefix("format.")) else {
            return Ok(());
        };
        match name {
            "schema" => self.columns = value.parse()?,
            "refused" => self.refused = value.parse()?,
            "layout" => {
                self.layout = Some(value.to_owned());
                self.parsed_layout()?;
            }
            "batch_size" => match value.parse() {
                Ok(rows) if rows > 0 => self.batch_size = Some(rows),
                _ => return plan_err!("awslog.batch_size: expected a number of rows, found '{value}'"),
            },
            _ => {
                return plan_err!(
                    "there is no option awslog.{name}: expected awslog.schema, awslog.refused, awslog.layout or awslog.batch_size"
                );
            }
        }
        Ok(())
    }

    /// Sets each of these options.
    pub(crate) fn with_all(mut self, options: &HashMap<String, String>) -> Result<Self> {
        for (key, value) in options {
            self.set(key, value)?;
        }
        Ok(self)
    }

    /// The columns of a table; `None` if they depend on the format, which is to be detected.
    pub(crate) fn schema(&self) -> Option<SchemaRef> {
        match (self.columns, self.format) {
            (Columns::Ecs, _) => Some(ecs_schema().into()),
            (Columns::Records, Some(format)) => Some(schema(format).into()),
            (Columns::Records, None) => None,
        }
    }

    /// The columns of a table, or those that logs of all formats have.
    pub(crate) fn schema_or_empty(&self) -> SchemaRef {
        self.schema().unwrap_or_else(|| Schema::empty().into())
    }

    /// What reads files of a format.
    pub(crate) fn reader(&self, format: Format, mapper: &Arc<Mapper>) -> Result<ReaderBuilder> {
        let mut builder = ReaderBuilder::new(format);
        if let Some(layout) = self.parsed_layout()? {
            builder = builder.with_layout(layout);
        }
        Ok(match self.columns {
            Columns::Records => builder,
            Columns::Ecs => builder.ecs(mapper.clone()),
        })
    }

    fn parsed_layout(&self) -> Result<Option<Layout>> {
        let Some(text) = &self.layout else { return Ok(None) };
        let Some(format) = self.format else {
            return plan_err!("awslog.layout: say which format has it, such as STORED AS VPCFLOW");
        };
        let Some(layout) = Layout::parse(format, text) else {
            return plan_err!("awslog.layout: a {} has no layout", format.title());
        };
        layout.map(Some).map_err(|error| DataFusionError::Plan(format!("awslog.layout: {error}")))
    }
}

/// The names of an option's values.
macro_rules! names {
    ($type:ident, $option:literal: $($variant:ident $name:literal),+) => {
        impl FromStr for $type {
            type Err = DataFusionError;

            fn from_str(name: &str) -> Result<Self> {
                match name {
                    $($name => Ok($type::$variant),)+
                    _ => plan_err!("{}: expected one of {}, found '{name}'", $option, [$($name),+].join(", ")),
                }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(match self {
                    $($type::$variant => $name,)+
                })
            }
        }
    };
}

names!(Columns, "awslog.schema": Records "records", Ecs "ecs");
names!(Refused, "awslog.refused": Rows "rows", Skip "skip", Fail "fail");
