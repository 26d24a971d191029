//! What the JSON formats share: a reader that borrows, raw JSON, forgiving scalars, unknown keys, and the
//! wrappers that records lie in.
//!
//! Nothing here knows a log format. What is public are the types that the records of several formats share.

mod documents;
mod flat;
mod front;
mod map;
mod object;
mod raw;
mod reader;
mod scan;

pub(crate) use documents::{Document, Documents, Envelope, not_utf8, read_alone};
pub(crate) use flat::read_columns;
pub(crate) use front::{front, front_has_key};
pub use map::Map;
pub use object::Unknown;
pub(crate) use object::{Absent, Json, Member, SmallKey, objects, read_coded, read_list, read_scalar, scalar};
pub use raw::Raw;
pub(crate) use reader::Reader;
#[cfg(feature = "ecs")]
pub(crate) use reader::unicode;
#[cfg(feature = "ecs")]
pub(crate) use scan::{end_of_plain_text, is_plain};
