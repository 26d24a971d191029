//! Object stores by URL: buckets of S3 become known when they are first asked for.

use std::sync::Arc;

use datafusion::error::{DataFusionError, Result};
use datafusion::execution::object_store::{DefaultObjectStoreRegistry, ObjectStoreRegistry};
use datafusion::object_store::ObjectStore;
use object_store::aws::AmazonS3Builder;
use url::Url;

/// The stores of DataFusion, and S3 with the credentials of the environment.
#[derive(Debug, Default)]
pub struct Stores {
    known: DefaultObjectStoreRegistry,
}

impl ObjectStoreRegistry for Stores {
    fn register_store(&self, url: &Url, store: Arc<dyn ObjectStore>) -> Option<Arc<dyn ObjectStore>> {
        self.known.register_store(url, store)
    }

    fn deregister_store(&self, url: &Url) -> Result<Arc<dyn ObjectStore>> {
        self.known.deregister_store(url)
    }

    fn get_store(&self, url: &Url) -> Result<Arc<dyn ObjectStore>> {
        match self.known.get_store(url) {
            Err(_) if url.scheme() == "s3" => {
                let bucket =
                    AmazonS3Builder::from_env().with_url(url.as_str()).build().map_err(DataFusionError::from)?;
                self.known.register_store(url, Arc::new(bucket));
                self.known.get_store(url)
            }
            found => found,
        }
    }
}
