//! The shell that all line formats share: columns, layouts, lines one by one, and JSON objects with a key for each column.
//!
//! This module knows no log format.

mod column_set;
mod columns;
mod decoding;
pub(crate) mod exported;
mod fill;
mod json;
mod leftover;
mod stream;
#[cfg(feature = "ecs")]
mod under_aws;

pub(crate) use column_set::{Column, ColumnSet, column_set, missing_distinctive, same_name};
pub(crate) use columns::{columns, serialize_columns};
pub(crate) use decoding::{Decoded, Decoding, MAX_RECORD_BYTES};
pub(crate) use fill::{Fill, Short, fill, open_value};
pub(crate) use json::read_columns;
pub(crate) use leftover::{BEYOND_LAYOUT, Kept, Leftover};
pub(crate) use stream::{LineParser, Stream};
#[cfg(feature = "ecs")]
pub(crate) use under_aws::{UnderAws, under_aws, write_under_aws};
