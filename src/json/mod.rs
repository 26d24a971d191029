//! Shared by the JSON formats: a borrowing reader, raw JSON, lenient scalars, unknown keys, and wrappers around
//! records.
//!
//! This module knows no log format. Its public types are used in the records of several formats.

mod documents;
mod entry_points;
mod extent;
pub(crate) mod foreign;
mod front;
mod input;
mod map;
mod object;
mod objects;
mod opening;
mod raw;
mod reader;
mod reading;
#[cfg(feature = "ecs")]
mod under_aws;
mod unknown;
mod walker;

pub(crate) use documents::{Document, Documents, Envelope, read_alone, read_one, wrapped};
pub(crate) use entry_points::{entry_points, parse_line};
pub(crate) use front::{Detection, Front, front, front_has_key};
pub(crate) use input::{Damage, Input, append_invalid, append_text, floor, not_utf8};
pub use map::{Map, MapIter};
pub(crate) use object::{Absent, Json, Member, read_coded, read_list, read_scalar, scalar, wrong_value};
pub(crate) use objects::{object_serializing, objects};
pub use raw::Raw;
pub(crate) use reader::Reader;
#[cfg(feature = "ecs")]
pub(crate) use reader::unicode;
pub(crate) use reading::{SmallKey, object_reading};
#[cfg(feature = "ecs")]
pub(crate) use under_aws::{object_under_aws, used_members};
pub use unknown::Unknown;
pub(crate) use walker::Walker;
