//! A listing table that can travel.

use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::{ScanArgs, ScanResult, Session, TableProvider};
use datafusion::common::Constraints;
use datafusion::datasource::listing::ListingTable;
use datafusion::error::Result;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown, TableType};
use datafusion::physical_plan::ExecutionPlan;

/// A [`ListingTable`] whose files are AWS logs.
///
/// It does what the listing table does. It is a type of its own because DataFusion refuses to serialize listing tables of formats that
/// it does not know, and leaves other tables to codecs.
#[derive(Clone, Debug)]
pub struct AwsLogTable {
    listing: ListingTable,
}

impl AwsLogTable {
    /// A table of files whose format is [`AwsLogFormat`](crate::AwsLogFormat).
    pub fn new(listing: ListingTable) -> Self {
        AwsLogTable { listing }
    }

    /// The listing table.
    pub fn listing(&self) -> &ListingTable {
        &self.listing
    }
}

#[async_trait]
impl TableProvider for AwsLogTable {
    fn schema(&self) -> SchemaRef {
        self.listing.schema()
    }

    fn constraints(&self) -> Option<&Constraints> {
        self.listing.constraints()
    }

    fn table_type(&self) -> TableType {
        self.listing.table_type()
    }

    fn get_table_definition(&self) -> Option<&str> {
        self.listing.get_table_definition()
    }

    fn get_column_default(&self, column: &str) -> Option<&Expr> {
        self.listing.get_column_default(column)
    }

    async fn scan(
        &self,
        session: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        self.listing.scan(session, projection, filters, limit).await
    }

    async fn scan_with_args<'a>(&self, session: &dyn Session, args: ScanArgs<'a>) -> Result<ScanResult> {
        self.listing.scan_with_args(session, args).await
    }

    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        self.listing.supports_filters_pushdown(filters)
    }
}
