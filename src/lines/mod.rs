//! The shell that all line formats share: columns, layouts, lines one by one, and JSON objects with a key for each column.
//!
//! This module knows no log format.

mod columns;
mod decoding;
pub(crate) mod exported;
mod json;
mod leftover;
mod stream;

pub(crate) use columns::{Column, Fill, Known, Short, columns, missing_sign, open_value, same_name};
pub(crate) use decoding::{Decoded, Decoding, MAX_RECORD_BYTES};
pub(crate) use json::read_columns;
pub(crate) use leftover::{BEYOND_LAYOUT, Kept, Leftover};
pub(crate) use stream::{LineParser, Stream};
