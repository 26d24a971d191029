//! From lines of text to values: columns, percent-encoding, numbers, times and addresses.
//!
//! This module knows no log format. Its public types are those that the records of several formats share.

mod address;
mod arn;
mod block;
mod borrowed;
mod cells;
mod encoded;
mod exported;
mod ip;
mod lines;
pub(crate) mod number;
mod source;
mod split;
mod splitter;
pub(crate) mod time;
pub(crate) mod url;
mod value;
mod words;

pub(crate) use address::address;
pub use address::{AddressList, AddressListIter};
pub(crate) use arn::Arn;
pub(crate) use block::{Block, short_word};
pub use borrowed::Text;
pub(crate) use cells::{Cells, CellsEnd, end_of_cells};
pub use encoded::Encoded;
pub(crate) use encoded::{decode, hexadecimal_byte};
pub(crate) use exported::{Table, first_messages, without_time};
pub(crate) use ip::ip;
pub(crate) use lines::{has_odd_quotes, without_end, without_mark, without_returns};
pub(crate) use source::{Source, envelope_time};
pub(crate) use split::{find, split_once};
pub(crate) use splitter::{LineRules, Piece, Quoting, Splitter};
#[cfg(feature = "ecs")]
pub(crate) use value::clock_text;
pub(crate) use value::{
    CalendarDate, Clock, Codec, Coded, DateOrEpoch, EpochMilliseconds, EpochSeconds, EpochTime, Exact, Logged,
    Milliseconds, MillisecondsOrDate, Plain, Rfc3339, Seconds, Value, Zoneless, open_enum, rfc_3339_text, texts,
    values,
};
pub(crate) use words::{Separated, Words};
