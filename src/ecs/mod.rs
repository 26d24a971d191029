//! Elastic Common Schema events.

mod address;
mod aws;
mod community_id;
mod domain;
pub mod event;
mod free_form;
mod leftover;
mod mapper;
mod network;
mod protocols;
mod related;
mod timestamp;
pub mod user_agent;
mod values;
pub(crate) mod write;

pub use address::Address;
pub use aws::Aws;
pub use community_id::CommunityId;
pub use event::{Event, UserAgent};
pub use free_form::FreeForm;
pub(crate) use free_form::FreeParts;
pub use ipnet::IpNet;
pub(crate) use leftover::{write_leftover, write_unknown, write_unknown_beside};
pub use mapper::{Mapper, MapperBuilder, ToEcs};
pub(crate) use network::{iana_number, network_type, transport};
pub use timestamp::Timestamp;
pub use values::{Category, Direction, ECS_VERSION, Kind, Listed, NetworkType, OsType, Outcome, Type, Values};
