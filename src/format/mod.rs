//! Which log it is: the formats, telling them apart, and records of any of them.

mod name;
mod record;

pub use name::{Format, UnknownFormat};
pub use record::{Record, Records, records};
