use std::sync::Arc;

use awslog::ecs::Mapper;
use ballista_core::serde::BallistaLogicalExtensionCodec;
use datafusion::arrow::datatypes::{Schema, SchemaRef};
use datafusion::catalog::TableProvider;
use datafusion::common::{TableReference, plan_datafusion_err};
use datafusion::datasource::file_format::FileFormatFactory;
use datafusion::datasource::listing::{ListingOptions, ListingTableUrl};
use datafusion::error::Result;
use datafusion::execution::TaskContext;
use datafusion::logical_expr::{AggregateUDF, Extension, HigherOrderUDF, LogicalPlan, ScalarUDF, WindowUDF};
use datafusion_proto::logical_plan::LogicalExtensionCodec;
use datafusion_proto::logical_plan::from_proto::parse_sorts;
use datafusion_proto::logical_plan::to_proto::serialize_sorts;
use datafusion_proto::protobuf::SortExprNodeCollection;

use super::mappings::Mappings;
use super::wire::{self, Content, Options, Table, Url};
use crate::table::listing_table;
use crate::{AwsLogFormat, AwsLogTable};

/// Tables of AWS logs in logical plans as bytes: what a client sends to a scheduler. Everything else is left to the codec inside.
///
/// The client and the scheduler need it:
///
/// ```
/// use std::sync::Arc;
///
/// use awslog_datafusion::{AwsLogLogicalCodec, AwsLogPhysicalCodec};
/// use ballista_core::extension::SessionConfigExt;
/// use datafusion::prelude::SessionConfig;
///
/// let config = SessionConfig::new_with_ballista()
///     .with_ballista_logical_extension_codec(Arc::new(AwsLogLogicalCodec::default()))
///     .with_ballista_physical_extension_codec(Arc::new(AwsLogPhysicalCodec::default()));
/// ```
#[derive(Debug)]
pub struct AwsLogLogicalCodec {
    inner: Arc<dyn LogicalExtensionCodec>,
    mappings: Mappings,
}

impl Default for AwsLogLogicalCodec {
    /// With the codec of Ballista inside.
    fn default() -> Self {
        AwsLogLogicalCodec::new(Arc::new(BallistaLogicalExtensionCodec::default()))
    }
}

impl AwsLogLogicalCodec {
    /// With this codec for everything else.
    pub fn new(inner: Arc<dyn LogicalExtensionCodec>) -> Self {
        AwsLogLogicalCodec { inner, mappings: Mappings::default() }
    }

    /// Reads tables of ECS events whose mapper is not the default one. Mappers are not sent, so this is to be the same one as that of
    /// the client's [`AwsLogFormat`].
    #[must_use]
    pub fn with_mapper(mut self, mapper: impl Into<Arc<Mapper>>) -> Self {
        self.mappings.set_own(mapper);
        self
    }

    fn encode_table(&self, table: &AwsLogTable, format: &AwsLogFormat) -> Result<Table> {
        let listing = table.listing().options();
        let sort_orders = listing.file_sort_order.iter().map(|order| {
            let sort_expr_nodes = serialize_sorts(order, self)?;
            Ok(SortExprNodeCollection { sort_expr_nodes })
        });
        let urls = table.listing().table_paths().iter().map(|path| Url {
            url: path.get_url().to_string(),
            glob: path.get_glob().as_ref().map(|glob| glob.as_str().to_owned()),
        });
        Ok(Table {
            options: Some(Options::new(format.options(), format.mapping())),
            urls: urls.collect(),
            file_extension: listing.file_extension.clone(),
            partition_columns: listing.table_partition_cols.iter().map(|(name, _)| name.clone()).collect(),
            sort_orders: sort_orders.collect::<Result<_>>()?,
        })
    }

    fn decode_table(&self, table: Table, schema: &Schema, ctx: &TaskContext) -> Result<AwsLogTable> {
        let (options, mapping) = table.options.unwrap_or_default().read(&self.mappings)?;
        let (partitions, columns): (Vec<_>, Vec<_>) =
            schema.fields().iter().cloned().partition(|field| table.partition_columns.contains(field.name()));
        wire::check_columns(&options, &Schema::new(columns))?;
        let urls = table.urls.iter().map(|Url { url, glob }| {
            let parsed = url::Url::parse(url).map_err(|error| plan_datafusion_err!("{url}: {error}"))?;
            let url = ListingTableUrl::try_new(parsed, None)?;
            match glob {
                Some(glob) => url.with_glob(glob),
                None => Ok(url),
            }
        });
        let urls = urls.collect::<Result<Vec<_>>>()?;
        let sort_orders = table.sort_orders.iter().map(|order| Ok(parse_sorts(&order.sort_expr_nodes, ctx, self)?));
        let partitions = partitions.iter().map(|field| (field.name().clone(), field.data_type().clone()));
        let format = AwsLogFormat::new(options).with_mapping(mapping);
        let listing = ListingOptions::new(Arc::new(format))
            .with_file_extension(table.file_extension)
            .with_table_partition_cols(partitions.collect())
            .with_file_sort_order(sort_orders.collect::<Result<_>>()?);
        Ok(AwsLogTable::new(listing_table(urls, listing)?))
    }
}

impl LogicalExtensionCodec for AwsLogLogicalCodec {
    fn try_decode(&self, buf: &[u8], inputs: &[LogicalPlan], ctx: &TaskContext) -> Result<Extension> {
        self.inner.try_decode(buf, inputs, ctx)
    }

    fn try_encode(&self, node: &Extension, buf: &mut Vec<u8>) -> Result<()> {
        self.inner.try_encode(node, buf)
    }

    fn try_decode_table_provider(
        &self,
        buf: &[u8],
        name: &TableReference,
        schema: SchemaRef,
        ctx: &TaskContext,
    ) -> Result<Arc<dyn TableProvider>> {
        match wire::read::<Table>(buf)? {
            Content::Logs(table) => Ok(Arc::new(self.decode_table(table, &schema, ctx)?)),
            Content::Other(other) => self.inner.try_decode_table_provider(&other, name, schema, ctx),
        }
    }

    fn try_encode_table_provider(
        &self,
        name: &TableReference,
        node: Arc<dyn TableProvider>,
        buf: &mut Vec<u8>,
    ) -> Result<()> {
        if let Some(table) = node.downcast_ref::<AwsLogTable>()
            && let Some(format) = table.listing().options().format.downcast_ref::<AwsLogFormat>()
        {
            return wire::write_logs(&self.encode_table(table, format)?, buf);
        }
        let mut other = Vec::new();
        self.inner.try_encode_table_provider(name, node, &mut other)?;
        wire::write_other(other, buf)
    }

    fn try_decode_file_format(&self, buf: &[u8], ctx: &TaskContext) -> Result<Arc<dyn FileFormatFactory>> {
        self.inner.try_decode_file_format(buf, ctx)
    }

    fn try_encode_file_format(&self, buf: &mut Vec<u8>, node: Arc<dyn FileFormatFactory>) -> Result<()> {
        self.inner.try_encode_file_format(buf, node)
    }

    fn try_decode_udf(&self, name: &str, buf: &[u8]) -> Result<Arc<ScalarUDF>> {
        self.inner.try_decode_udf(name, buf)
    }

    fn try_encode_udf(&self, node: &ScalarUDF, buf: &mut Vec<u8>) -> Result<()> {
        self.inner.try_encode_udf(node, buf)
    }

    fn try_decode_higher_order_function(&self, name: &str, buf: &[u8]) -> Result<Arc<HigherOrderUDF>> {
        self.inner.try_decode_higher_order_function(name, buf)
    }

    fn try_encode_higher_order_function(&self, node: &HigherOrderUDF, buf: &mut Vec<u8>) -> Result<()> {
        self.inner.try_encode_higher_order_function(node, buf)
    }

    fn try_decode_udaf(&self, name: &str, buf: &[u8]) -> Result<Arc<AggregateUDF>> {
        self.inner.try_decode_udaf(name, buf)
    }

    fn try_encode_udaf(&self, node: &AggregateUDF, buf: &mut Vec<u8>) -> Result<()> {
        self.inner.try_encode_udaf(node, buf)
    }

    fn try_decode_udwf(&self, name: &str, buf: &[u8]) -> Result<Arc<WindowUDF>> {
        self.inner.try_decode_udwf(name, buf)
    }

    fn try_encode_udwf(&self, node: &WindowUDF, buf: &mut Vec<u8>) -> Result<()> {
        self.inner.try_encode_udwf(node, buf)
    }
}
