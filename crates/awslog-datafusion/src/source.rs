use std::fmt;
use std::sync::Arc;

use awslog::ecs::Mapper;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::datasource::physical_plan::{FileOpener, FileScanConfig, FileSource};
use datafusion::datasource::projection::{ProjectionOpener, SplitProjection};
use datafusion::datasource::table_schema::TableSchema;
use datafusion::error::Result;
use datafusion::object_store::ObjectStore;
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_expr::projection::ProjectionExprs;
use datafusion::physical_plan::DisplayFormatType;
use datafusion::physical_plan::execution_plan::apply_expression_roots;
use datafusion::physical_plan::metrics::ExecutionPlanMetricsSet;

use crate::ahead::{self, Ahead};
use crate::mapping::Mapping;
use crate::opener::{Opener, Scan};
use crate::{AwsLogOptions, name, paths};

/// How many rows a batch has if neither the options nor the session say so.
const BATCH_SIZE: usize = 8192;

/// The column with everything that has no column of its own.
const EXTRA: &str = "extra";

/// The scan of files of AWS logs.
#[derive(Clone)]
pub struct AwsLogSource {
    options: AwsLogOptions,
    mapping: Mapping,
    schema: TableSchema,
    batch_size: usize,
    projection: SplitProjection,
    ahead: ahead::Shared,
    metrics: ExecutionPlanMetricsSet,
}

impl AwsLogSource {
    /// A scan of all columns.
    pub fn new(options: AwsLogOptions, schema: impl Into<TableSchema>) -> Self {
        let schema = schema.into();
        AwsLogSource {
            batch_size: options.batch_size.unwrap_or(BATCH_SIZE),
            options,
            mapping: Mapping::default(),
            projection: SplitProjection::unprojected(&schema),
            schema,
            ahead: ahead::Shared::default(),
            metrics: ExecutionPlanMetricsSet::new(),
        }
    }

    /// Maps records to ECS events with this mapper instead of the default one. It has no effect on tables of records.
    #[must_use]
    pub fn with_mapper(self, mapper: impl Into<Arc<Mapper>>) -> Self {
        self.with_mapping(Mapping::own(mapper))
    }

    pub(crate) fn with_mapping(mut self, mapping: Mapping) -> Self {
        self.mapping = mapping;
        self
    }

    #[cfg(feature = "ballista")]
    pub(crate) fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// How logs become a table.
    pub fn options(&self) -> &AwsLogOptions {
        &self.options
    }

    /// What is read of the columns of files; `None` for everything.
    fn paths(&self) -> Option<Vec<String>> {
        let paths = paths::paths(self.schema.file_schema(), &self.projection.file_indices, &self.projection.source);
        // What has no column of its own is found by looking at all the others.
        let needs_all = paths.iter().any(|path| path == EXTRA);
        (!needs_all).then_some(paths)
    }
}

impl FileSource for AwsLogSource {
    fn create_file_opener(
        &self,
        store: Arc<dyn ObjectStore>,
        config: &FileScanConfig,
        partition: usize,
    ) -> Result<Arc<dyn FileOpener>> {
        let scan = Scan {
            options: self.options.clone(),
            mapper: self.mapping.mapper().clone(),
            schema: Arc::new(self.schema.file_schema().project(&self.projection.file_indices)?),
            paths: self.paths(),
            batch_size: self.batch_size,
            store_url: config.object_store_url.clone(),
        };
        let ahead = Ahead::share(&self.ahead, &store, config);
        let opener = Arc::new(Opener::new(scan, store, ahead, &self.metrics, partition));
        ProjectionOpener::try_new(self.projection.clone(), opener, self.schema.file_schema())
    }

    fn table_schema(&self) -> &TableSchema {
        &self.schema
    }

    fn with_batch_size(&self, batch_size: usize) -> Arc<dyn FileSource> {
        let batch_size = self.options.batch_size.unwrap_or(batch_size);
        Arc::new(AwsLogSource { batch_size, ..self.clone() })
    }

    fn try_pushdown_projection(&self, projection: &ProjectionExprs) -> Result<Option<Arc<dyn FileSource>>> {
        let projection = self.projection.source.try_merge(projection)?;
        let projection = SplitProjection::new(self.schema.file_schema(), &projection);
        Ok(Some(Arc::new(AwsLogSource { projection, ..self.clone() })))
    }

    fn projection(&self) -> Option<&ProjectionExprs> {
        Some(&self.projection.source)
    }

    fn metrics(&self) -> &ExecutionPlanMetricsSet {
        &self.metrics
    }

    fn file_type(&self) -> &str {
        name(self.options.format)
    }

    /// Files are the unit: most are compressed or one JSON document, and the lines of the others are counted from their first.
    fn supports_repartitioning(&self) -> bool {
        false
    }

    fn fmt_extra(&self, format: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match format {
            DisplayFormatType::Default | DisplayFormatType::Verbose => {
                write!(f, ", schema={}, refused={}", self.options.columns, self.options.refused)?;
                match self.paths() {
                    Some(paths) => write!(f, ", read=[{}]", paths.join(", ")),
                    None => write!(f, ", read=*"),
                }
            }
            DisplayFormatType::TreeRender => Ok(()),
        }
    }

    fn apply_expressions(
        &self,
        f: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        apply_expression_roots(self.projection.source.iter(), f)
    }
}

impl fmt::Debug for AwsLogSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AwsLogSource")
            .field("options", &self.options)
            .field("paths", &self.paths())
            .finish_non_exhaustive()
    }
}
