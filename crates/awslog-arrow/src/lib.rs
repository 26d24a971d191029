//! AWS logs as typed [Arrow](https://arrow.apache.org) record batches: bytes in, batches out.
//!
//! [`ReaderBuilder`] says what to read and which columns to make of it. It builds a [`Reader`] of bytes in memory, which is an iterator
//! over batches, or a [`Decoder`] of bytes that arrive in chunks. The columns of each format are declared ([`schema()`]), and so are
//! those of ECS events (`ecs_schema`): nothing is inferred, so that batches of all files fit together.
//!
//! ```
//! use arrow_array::cast::AsArray;
//! use arrow_array::types::UInt64Type;
//! use awslog::Format;
//! use awslog_arrow::ReaderBuilder;
//!
//! let log = "#Fields: c-ip sc-status sc-bytes\n192.0.2.10\t404\t1045\n192.0.2.11\t200\t17\n";
//! let mut reader = ReaderBuilder::new(Format::CloudFront).with_projection(["c_ip", "sc_bytes"]).build(log)?;
//! let batch = reader.next().unwrap()?;
//! assert_eq!(batch.column(0).as_string_view().value(0), "192.0.2.10");
//! assert_eq!(batch.column(1).as_primitive::<UInt64Type>().values(), &[1045, 17]);
//! # Ok::<(), arrow_schema::ArrowError>(())
//! ```
//!
//! ## What has no column
//!
//! Nothing is lost. Unknown columns and keys are in the map `extra`, with their text. A refused record is a row with the reason in
//! `_error` and its text in `_original`; all other columns are null. If the projection has neither of the two, a refused record is an
//! error, or is left out: [`ReaderBuilder::with_skip_refused`].
//!
//! ## What is not wanted costs nothing
//!
//! Fields without a column in the projection are not parsed: [`ReaderBuilder::with_projection`].
//!
//! ## Memory
//!
//! A [`Decoder`] holds the rows of the next batch, the last chunk, and at most one incomplete record. A [`Reader`] holds the same and the
//! bytes that it was given.
//!
//! ## Polars, DuckDB, pandas
//!
//! The [`cookbook`] hands batches to them.

#[doc = include_str!("cookbook.md")]
pub mod cookbook {}

mod builder;
mod column;
mod decoder;
mod reader;
mod rows;
mod schema;
mod shape;

pub use awslog::Layout;
pub use builder::ReaderBuilder;
pub use decoder::Decoder;
pub use reader::Reader;
#[cfg(feature = "ecs")]
pub use schema::ecs_schema;
pub use schema::schema;
