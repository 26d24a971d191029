//! Elastic Common Schema events.
mod aws;
pub mod event;
mod timestamp;
pub mod user_agent;
mod values;
pub(crate) mod write;

pub use aws::Aws;
pub use event::{Event, UserAgent};
pub use timestamp::Timestamp;
pub use values::{Category, Direction, ECS_VERSION, Kind, Listed, NetworkType, OsType, Outcome, Type, Values};
