#![cfg_attr(feature = "ecs", doc = include_str!("../README.md"))]
#![cfg_attr(
    not(feature = "ecs"),
    doc = "AWS logs as typed records: the crate without its feature `ecs`, by which records become ECS events."
)]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod cloudfront;
pub mod cloudtrail;
pub mod config;
#[cfg(feature = "ecs")]
pub mod cookbook;
#[cfg(feature = "ecs")]
pub mod ecs;
pub mod elb;
mod error;
mod format;
mod fragment;
pub mod guardduty;
pub mod json;
mod splitter;
mod stream;
pub mod text;
pub mod vpc_flow;
pub mod waf;

pub use error::{Error, ErrorKind, Result};
pub use format::{Format, Record, Records, UnknownFormat, records};
