//! Plans as bytes.

mod logical;
mod mappings;
mod physical;
mod wire;

pub use logical::AwsLogLogicalCodec;
pub use physical::AwsLogPhysicalCodec;
