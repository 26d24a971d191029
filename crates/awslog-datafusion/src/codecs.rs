//! Plans as bytes.

mod logical;
mod physical;
mod wire;

pub use logical::AwsLogLogicalCodec;
pub use physical::AwsLogPhysicalCodec;
