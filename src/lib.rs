#![doc = include_str!("../README.md")]

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
mod stream;
pub mod text;
pub mod vpc_flow;
pub mod waf;

pub use error::{Error, ErrorKind, Result};
pub use format::{Format, Record, Records, UnknownFormat, records};
