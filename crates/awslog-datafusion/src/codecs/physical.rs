use std::sync::Arc;

use awslog::ecs::Mapper;
use ballista_core::serde::BallistaPhysicalExtensionCodec;
use datafusion::common::exec_datafusion_err;
use datafusion::datasource::physical_plan::FileScanConfig;
use datafusion::datasource::source::DataSourceExec;
use datafusion::error::Result;
use datafusion::execution::TaskContext;
use datafusion::logical_expr::{AggregateUDF, HigherOrderUDF, ScalarUDF, WindowUDF};
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_expr_common::physical_expr::proto_decode::PhysicalExprDecodeCtx;
use datafusion::physical_expr_common::physical_expr::proto_encode::PhysicalExprEncodeCtx;
use datafusion::physical_plan::ExecutionPlan;
use datafusion_proto::physical_plan::from_proto::parse_protobuf_file_scan_config;
use datafusion_proto::physical_plan::to_proto::serialize_file_scan_config;
use datafusion_proto::physical_plan::{
    PhysicalExtensionCodec, PhysicalPlanDecodeContext, PhysicalProtoConverterExtension,
};

use super::mappings::Mappings;
use super::wire::{self, Content, Options, Scan};
use crate::AwsLogSource;

/// Scans of AWS logs in physical plans as bytes: what a scheduler sends to its executors. Everything else is left to the codec inside.
///
/// The scheduler and the executors need it, in `override_physical_codec` of their configurations.
#[derive(Debug)]
pub struct AwsLogPhysicalCodec {
    inner: Arc<dyn PhysicalExtensionCodec>,
    mappings: Mappings,
}

impl Default for AwsLogPhysicalCodec {
    /// With the codec of Ballista inside.
    fn default() -> Self {
        AwsLogPhysicalCodec::new(Arc::new(BallistaPhysicalExtensionCodec::default()))
    }
}

impl AwsLogPhysicalCodec {
    /// With this codec for everything else.
    pub fn new(inner: Arc<dyn PhysicalExtensionCodec>) -> Self {
        AwsLogPhysicalCodec { inner, mappings: Mappings::default() }
    }

    /// Reads ECS events with this mapper if the table's is not the default one. Mappers are not sent, so this is to be the same one as
    /// that of the client's [`AwsLogFormat`](crate::AwsLogFormat).
    #[must_use]
    pub fn with_mapper(mut self, mapper: impl Into<Arc<Mapper>>) -> Self {
        self.mappings.set_own(mapper);
        self
    }

    fn decode_scan(
        &self,
        scan: &Scan,
        ctx: &TaskContext,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let options = scan.options.clone().unwrap_or_default();
        let (options, mapping) = options.read(&self.mappings)?;
        let Some(config) = &scan.config else { return Err(exec_datafusion_err!("a scan of logs has no files")) };
        let schema = FileScanConfig::parse_table_schema_from_proto(config)?;
        wire::check_columns(&options, schema.file_schema())?;
        let source = AwsLogSource::new(options, schema).with_mapping(mapping);
        let context = PhysicalPlanDecodeContext::new(ctx, self);
        let config = parse_protobuf_file_scan_config(config, &context, converter, Arc::new(source))?;
        Ok(DataSourceExec::from_data_source(config))
    }
}

/// The scan of logs in a plan, if it is one.
fn scan(plan: &dyn ExecutionPlan) -> Option<(&FileScanConfig, &AwsLogSource)> {
    let config = plan.downcast_ref::<DataSourceExec>()?.data_source().downcast_ref::<FileScanConfig>()?;
    Some((config, config.file_source().downcast_ref::<AwsLogSource>()?))
}

impl PhysicalExtensionCodec for AwsLogPhysicalCodec {
    fn try_decode(
        &self,
        buf: &[u8],
        inputs: &[Arc<dyn ExecutionPlan>],
        ctx: &TaskContext,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        match wire::read::<Scan>(buf)? {
            Content::Logs(scan) => self.decode_scan(&scan, ctx, converter),
            Content::Other(other) => self.inner.try_decode(&other, inputs, ctx, converter),
        }
    }

    fn try_encode(
        &self,
        node: Arc<dyn ExecutionPlan>,
        buf: &mut Vec<u8>,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<()> {
        if let Some((config, source)) = scan(node.as_ref()) {
            let options = Options::new(source.options(), source.mapping());
            let config = serialize_file_scan_config(config, self, converter)?;
            return wire::write_logs(&Scan { options: Some(options), config: Some(config) }, buf);
        }
        let mut other = Vec::new();
        self.inner.try_encode(node, &mut other, converter)?;
        wire::write_other(other, buf)
    }

    fn try_decode_expr(
        &self,
        buf: &[u8],
        inputs: &[Arc<dyn PhysicalExpr>],
        ctx: &PhysicalExprDecodeCtx<'_>,
    ) -> Result<Arc<dyn PhysicalExpr>> {
        self.inner.try_decode_expr(buf, inputs, ctx)
    }

    fn try_encode_expr(
        &self,
        node: &Arc<dyn PhysicalExpr>,
        buf: &mut Vec<u8>,
        ctx: &PhysicalExprEncodeCtx<'_>,
    ) -> Result<()> {
        self.inner.try_encode_expr(node, buf, ctx)
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
