use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use awslog::Format;
use awslog::ecs::Mapper;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::Session;
use datafusion::common::{GetExt, Statistics};
use datafusion::datasource::file_format::file_compression_type::FileCompressionType;
use datafusion::datasource::file_format::{FileFormat, FileFormatFactory};
use datafusion::datasource::physical_plan::{FileScanConfig, FileSource};
use datafusion::datasource::source::DataSourceExec;
use datafusion::datasource::table_schema::TableSchema;
use datafusion::error::Result;
use datafusion::object_store::{ObjectMeta, ObjectStore};
use datafusion::physical_plan::ExecutionPlan;

use crate::mapping::Mapping;
use crate::{AwsLogOptions, AwsLogSource, detection, name};

/// Makes the [`AwsLogFormat`] of a table from its options.
#[derive(Clone, Debug)]
pub struct AwsLogFormatFactory {
    format: Option<Format>,
}

impl AwsLogFormatFactory {
    /// For logs of one format, or for `None`, which detects the format of each file.
    pub fn new(format: impl Into<Option<Format>>) -> Self {
        AwsLogFormatFactory { format: format.into() }
    }
}

impl FileFormatFactory for AwsLogFormatFactory {
    fn create(&self, _: &dyn Session, options: &HashMap<String, String>) -> Result<Arc<dyn FileFormat>> {
        Ok(Arc::new(AwsLogFormat::new(AwsLogOptions::new(self.format).with_all(options)?)))
    }

    fn default(&self) -> Arc<dyn FileFormat> {
        Arc::new(AwsLogFormat::new(AwsLogOptions::new(self.format)))
    }
}

impl GetExt for AwsLogFormatFactory {
    fn get_ext(&self) -> String {
        name(self.format).to_owned()
    }
}

/// Files of AWS logs, for listing tables and for everything else in DataFusion that takes a [`FileFormat`].
///
/// ```
/// use std::sync::Arc;
///
/// use awslog::Format;
/// use awslog_datafusion::{AwsLogFormat, AwsLogOptions};
/// use datafusion::datasource::listing::ListingOptions;
/// use datafusion::prelude::SessionContext;
///
/// # #[tokio::main]
/// # async fn main() -> datafusion::error::Result<()> {
/// let format = AwsLogFormat::new(AwsLogOptions::new(Format::VpcFlow));
/// let options = ListingOptions::new(Arc::new(format)).with_file_extension(".log");
/// let ctx = SessionContext::new();
/// # let logs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/vpc_flow/");
/// ctx.register_listing_table("flows", logs, options, None, None).await?;
/// assert!(ctx.table("flows").await?.count().await? > 0);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct AwsLogFormat {
    options: AwsLogOptions,
    mapping: Mapping,
}

impl AwsLogFormat {
    /// The format with these options.
    pub fn new(options: AwsLogOptions) -> Self {
        AwsLogFormat { options, mapping: Mapping::default() }
    }

    /// Maps records to ECS events with this mapper instead of the default one. It has no effect on tables of records.
    #[must_use]
    pub fn with_mapper(mut self, mapper: impl Into<Arc<Mapper>>) -> Self {
        self.mapping = Mapping::own(mapper);
        self
    }

    /// How logs become a table.
    pub fn options(&self) -> &AwsLogOptions {
        &self.options
    }

    #[cfg(feature = "ballista")]
    pub(crate) fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    #[cfg(feature = "ballista")]
    pub(crate) fn with_mapping(mut self, mapping: Mapping) -> Self {
        self.mapping = mapping;
        self
    }
}

#[async_trait]
impl FileFormat for AwsLogFormat {
    fn get_ext(&self) -> String {
        name(self.options.format).to_owned()
    }

    fn get_ext_with_compression(&self, compression: &FileCompressionType) -> Result<String> {
        Ok(self.get_ext() + &compression.get_ext())
    }

    fn compression_type(&self) -> Option<FileCompressionType> {
        None
    }

    /// The declared columns. Files are only read if they have to say which format they are.
    async fn infer_schema(
        &self,
        _: &dyn Session,
        store: &Arc<dyn ObjectStore>,
        objects: &[ObjectMeta],
    ) -> Result<SchemaRef> {
        match self.options.schema() {
            Some(schema) => Ok(schema),
            None => {
                let format = detection::detect_among(store.as_ref(), "", objects).await?;
                Ok(AwsLogOptions { format: Some(format), ..self.options.clone() }.schema_or_empty())
            }
        }
    }

    async fn infer_stats(
        &self,
        _: &dyn Session,
        _: &Arc<dyn ObjectStore>,
        schema: SchemaRef,
        _: &ObjectMeta,
    ) -> Result<Statistics> {
        Ok(Statistics::new_unknown(&schema))
    }

    async fn create_physical_plan(&self, _: &dyn Session, config: FileScanConfig) -> Result<Arc<dyn ExecutionPlan>> {
        Ok(DataSourceExec::from_data_source(config))
    }

    fn file_source(&self, schema: TableSchema) -> Arc<dyn FileSource> {
        Arc::new(AwsLogSource::new(self.options.clone(), schema).with_mapping(self.mapping.clone()))
    }
}
