//! Elastic Common Schema (ECS) 9.4 events: the event, and the mapper that fills it. (ECS here is never the container service.)
//!
//! [`Mapper::to_ecs`] maps any record to an [`Event`]. [`Event::write_json`] or serde writes it. [`Mapper::write_events`] does
//! both for many records. The event borrows from the record. Its fields are typed: a field that ECS does not have does not
//! compile, and an absent value is not written.
//!
//! ```
//! use awslog::{cloudfront, ecs::Mapper};
//!
//! let mapper = Mapper::builder().aws_fields(false).build();
//! let record = cloudfront::parse_line(
//!     r#"{"c-ip": "192.0.2.10", "sc-status": "404", "x-host-header": "www.example.com"}"#,
//! )?;
//! let event = mapper.to_ecs(&record);
//! assert_eq!(event.url.registered_domain.as_deref(), Some("example.com"));
//! assert_eq!(
//!     serde_json::to_value(&event.http).unwrap(),
//!     serde_json::json!({"response": {"status_code": 404}}),
//! );
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! Values without an ECS field are under `aws.<dataset>`, with the names that Elastic publishes and otherwise with AWS's own in
//! snake_case: [`Aws`].
//!
//! The schema: <https://www.elastic.co/guide/en/ecs/current/ecs-field-reference.html>.

mod address;
mod aws;
mod batch;
mod community_id;
mod data_stream;
mod dns;
mod domain;
pub mod event;
mod extensions;
mod field_set;
mod hosts;
mod labels;
mod mapper;
mod network;
mod present;
mod protocols;
mod punycode;
mod related;
mod table;
pub mod user_agent;
mod values;

pub use crate::write::{FreeForm, Timestamp, UnknownFreeForm};
pub use address::Address;
pub use aws::Aws;
pub use community_id::CommunityId;
pub use data_stream::{InvalidNamespace, Namespace};
pub use event::{Event, UserAgent};
pub use extensions::{ExtensionValue, Extensions};
pub use field_set::{EventPart, FieldSet};
#[doc(no_inline)]
pub use ipnet::IpNet;
pub use labels::{Labels, LabelsIter};
pub use mapper::{Mapper, MapperBuilder, ToEcs};
pub(crate) use network::{iana_number, network_type, protocol_number, transport};
pub(crate) use present::{account, account_text, present, region, region_text, text, user, zone};
pub use publicsuffix::List as PublicSuffixList;
pub(crate) use related::{add_distinct, add_distinct_answers};
pub use values::{
    Category, Direction, ECS_VERSION, Kind, Listed, NetworkType, OsType, Outcome, Type, UnknownValue, ValueSet,
    ValueSetIter,
};
