//! AWS logs as Arrow record batches.

mod builder;
mod column;
mod decoder;
mod layout;
mod reader;
mod rows;
mod schema;
mod shape;

pub use builder::ReaderBuilder;
pub use decoder::Decoder;
pub use layout::Layout;
pub use reader::Reader;
#[cfg(feature = "ecs")]
pub use schema::ecs_schema;
pub use schema::schema;
