//! The shell that all line formats share: layouts, header lines, JSON lines, exports of CloudWatch Logs, `Parser` and `Records`.
//!
//! This module knows no log format.
//!
//! # A new line format
//!
//! | file | what it says |
//! | --- | --- |
//! | `record.rs` | the columns, their types and where their values go: [`columns!`] |
//! | `layout.rs` | `struct Layout { line: LineLayout<..> }`, its default layouts, and the documentation of its methods: [`layout!`] |
//! | `line.rs` | `impl LineFormat for Layout`, which needs nine items: [`LineFormat`] |
//! | `mod.rs` | the documentation of `parse_line`, `records` and `Parser`: [`entry_points!`] |
//!
//! Of [`LineFormat`], `read_default` reads a line that no header line describes, `of_names` and `of_header` make a layout,
//! `is_line` recognizes a line and `read_object` reads a JSON object, mostly by [`read_columns`] with the format's null markers.
//! The rest has a default: `#Fields:` lines are headers, and [`LineLayout::read`] splits at the layout's delimiter. Values in
//! quotes between spaces, also with quotes inside, are [`QuotedValues`]; the format then says in `quoting`, `is_open`,
//! `begins_record` and `is_whole_by_default` which lines belong together. `tests/line_formats.rs` needs a row.

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
mod quoted;
mod row;
mod stream;
#[cfg(feature = "ecs")]
mod under_aws;

pub(crate) use column_set::{ColumnSet, LayoutColumn, column_set, layout_columns, missing_distinctive, same_name};
pub(crate) use columns::{columns, serialize_columns};
pub(crate) use decoding::{Decoded, Decoding, MAX_RECORD_BYTES};
pub(crate) use fill::{Fill, LineRecord, Short, fill, open_value};
pub(crate) use format::{Inferred, Line, LineFormat, classify_comment, refused};
pub(crate) use json::read_columns;
pub(crate) use layout::{Columns, Delimiter, LineLayout, MAX_DELIMITER, fields_of, layout};
pub(crate) use leftover::{Kept, Leftover};
pub(crate) use parser::{LineParser, ParserState, entry_points, parse_again, parse_filled, parse_line, parse_next};
pub(crate) use quoted::{FirstQuoted, QuotedValues, is_ambiguous};
pub(crate) use row::{fill_row, push_value};
pub(crate) use stream::Stream;
#[cfg(feature = "ecs")]
pub(crate) use under_aws::{UnderAws, columns_under_aws, write_under_aws};
