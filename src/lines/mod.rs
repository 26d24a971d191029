//! The shell that all line formats share: columns, layouts, lines one by one, and JSON objects with a key for each column.
//!
//! This module knows no log format.

mod column_set;
mod columns;
mod decoding;
mod exported;
mod fill;
mod format;
mod json;
mod layout;
mod leftover;
mod parser;
mod stream;
#[cfg(feature = "ecs")]
mod under_aws;

pub(crate) use column_set::{ColumnSet, LayoutColumn, column_set, layout_columns, missing_distinctive, same_name};
pub(crate) use columns::{columns, serialize_columns};
pub(crate) use decoding::{Decoded, Decoding, MAX_RECORD_BYTES};
pub(crate) use fill::{Fill, LineRecord, Short, fill, open_value};
pub(crate) use format::{Inferred, Line, LineFormat, refused};
pub(crate) use json::read_columns;
pub(crate) use layout::{Columns, Delimiter, LineLayout, MAX_DELIMITER, fields_of, layout};
pub(crate) use leftover::{BEYOND_LAYOUT, Kept, Leftover};
pub(crate) use parser::{LineParser, ParserState, entry_points, parse_again, parse_line, parse_next};
pub(crate) use stream::Stream;
#[cfg(feature = "ecs")]
pub(crate) use under_aws::{UnderAws, under_aws, write_under_aws};
