// The README links to files. The first definition of a link counts, so here those links lead to pages of the documentation.
#![cfg_attr(
    feature = "ecs",
    doc = "
[changelog]: crate::_documentation::changelog
[cookbook]: crate::cookbook
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
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "ecs")]
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
mod format;
pub mod guardduty;
pub mod json;
mod lines;
pub mod text;
pub mod vpc_flow;
pub mod waf;
#[cfg(feature = "ecs")]
mod write;

/// The crate `time`, whose types are part of the API.
pub use ::time;
pub use any::{Record, Records, records};
pub use decoder::{DecodedRecords, Decoder};
pub use error::{Error, ErrorKind, Result};
pub use format::{Format, UnknownFormat};
