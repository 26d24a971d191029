//! From lines of text to values: columns, percent-encoding, numbers, times and addresses.
//!
//! This module knows no log format. Its public types are those that the records of several formats share.

mod address;
mod arn;
mod borrowed;
mod cells;
pub(crate) mod dns;
mod encoded;
mod exported;
mod lines;
mod source;
mod splitter;
pub(crate) mod time;
pub(crate) mod url;
mod value;

pub(crate) use address::address;
pub use address::{AddressList, AddressListIter};
pub(crate) use arn::Arn;
pub use borrowed::Text;
pub(crate) use cells::{Cells, CellsEnd, end_of_cells};
pub use encoded::Encoded;
pub(crate) use encoded::{decode, hexadecimal_byte};
pub(crate) use exported::{Table, first_messages, without_time};
pub(crate) use lines::{first_line, without_end, without_mark, without_returns};
pub(crate) use source::{Source, envelope_time};
pub(crate) use splitter::{LineRules, Piece, Quoting, Splitter};
#[cfg(feature = "ecs")]
pub(crate) use value::clock_text;
pub(crate) use value::{
    CalendarDate, Clock, Codec, Coded, CommonLogTime, DateOrEpoch, EpochMilliseconds, EpochSeconds, EpochTime, Exact,
    Logged, Milliseconds, MillisecondsOrDate, Plain, Rfc3339, Seconds, Value, Zoneless, open_enum, texts, values,
};
