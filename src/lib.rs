// The README links to files. The first definition of a link counts, so here those links lead to pages of the documentation.
#![cfg_attr(
    feature = "ecs",
    doc = "
[changelog]: crate::_documentation::changelog
[contributing]: crate::_documentation::contributing
[cookbook]: crate::cookbook
[design]: crate::_documentation::design
[mapping]: crate::_documentation::mapping
[performance]: crate::_documentation::performance
[security]: crate::_documentation::security
"
)]
#![cfg_attr(feature = "ecs", doc = include_str!("../README.md"))]
#![cfg_attr(
    not(feature = "ecs"),
    doc = "AWS logs as typed records: the crate without the feature `ecs`, which maps records to ECS events."
)]
//!
//! ## Types and functions by task
//!
//! - **Read one line or object**: `parse_line` of [`cloudfront`](cloudfront::parse_line), [`cloudtrail`](cloudtrail::parse_line),
//!   [`config`](config::parse_line), [`elb`](elb::parse_line), [`guardduty`](guardduty::parse_line),
//!   [`network_firewall`](network_firewall::parse_line), [`route53`](route53::parse_line), [`s3_access`](s3_access::parse_line),
//!   [`vpc_flow`](vpc_flow::parse_line) and [`waf`](waf::parse_line).
//! - **Read a whole object**, with header lines and wrappers: [`records`] for any format, or `records` of a format's module. The
//!   items are [`Record`] or the format's own record.
//! - **Read bytes in chunks**: [`Decoder`], which gives [`DecodedRecords`].
//! - **Read lines with a custom layout**: [`Layout`] for any format, or `Layout` and `Parser` of [`cloudfront`](cloudfront::Layout),
//!   [`elb`](elb::Layout), [`route53`](route53::Layout), [`s3_access`](s3_access::Layout) and [`vpc_flow`](vpc_flow::Layout).
//! - **Detect the format**: [`Format::detect`], [`Format::describe_unknown`], [`Decoder::detecting`].
//! - **Handle errors**: [`Error`], [`ErrorKind`], [`Error::dead_letter`], [`Error::original`].
//! - **Keep a record longer than its input**: [`Record::into_owned`] and `into_owned` of each record.
//! - **Read values inside of records**: [`text::Text`], [`text::Encoded`], [`text::AddressList`], [`json::Raw`] (free-form JSON),
//!   [`json::Map`], [`json::Unknown`] (unknown keys).
#![cfg_attr(
    feature = "ecs",
    doc = "
- **Map to ECS**: [`ecs::Mapper`] and its options, [`ecs::MapperBuilder`]; the result is an [`ecs::Event`].
- **Write events**: [`ecs::Mapper::write_events`] for many records, [`ecs::Event::write_json`] for one, or serde.
- **Report refused records as events**: [`ecs::Mapper::pipeline_error`].
- **Enrich or redact events**: [`ecs::ToEcs`], [`ecs::Labels`].
- **Parse a user agent**: [`ecs::user_agent::parse`].
"
)]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod _documentation;
mod any;
pub mod cloudfront;
pub mod cloudtrail;
pub mod config;
#[cfg(feature = "ecs")]
pub mod cookbook;
mod decoder;
#[cfg(feature = "ecs")]
pub mod ecs;
pub mod elb;
mod error;
mod fast;
mod format;
pub mod guardduty;
pub mod json;
mod lines;
pub mod network_firewall;
pub mod route53;
pub mod s3_access;
pub mod schema;
pub mod text;
pub mod vpc_flow;
pub mod waf;
#[cfg(feature = "ecs")]
mod write;

/// The crate `time`, whose types are part of the API.
pub use ::time;
pub use any::{Layout, Record, Records, records};
pub use decoder::{DecodedRecords, Decoder};
pub use error::{Error, ErrorKind, Result};
pub use format::{Format, UnknownFormat};
