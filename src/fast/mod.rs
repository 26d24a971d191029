//! A room for cleverness: everything that is faster than the obvious code, and harder to read.
//!
//! Each file has one thing. Its function has the signature of a plain version, and the plain version is its twin in the tests: a
//! property compares the two. Before you change one of these:
//!
//! - Measure first, in bytes of log: `cargo bench`, and the instructions of a whole program with `valgrind --tool=callgrind`, which a
//!   busy machine does not change. Each file states its gain: how much slower rows were with the plain twin in its place, in one
//!   program. What gains less than 3 % of a row is deleted.
//! - Say which invariant the code relies on, and let the twin try the inputs around it: every length from 0 to 50, every byte, every
//!   position.
//! - A branch that the next value decides differently costs more than ten instructions without one.
//! - No unsafe code: [`Block`] compares sixteen bytes with the crate `wide`, and words of eight bytes are plain integers.
//!
//! The rest of the crate reads plainly, and calls this.

mod block;
mod canonical_ip;
#[cfg(feature = "ecs")]
mod characters;
mod find;
#[cfg(feature = "ecs")]
mod hash;
mod ip;
mod keys;
mod leading_number;
pub(crate) mod number;
mod plain_text;
mod quotes;
mod separators;
mod write_instant;
mod write_ip;
#[cfg(feature = "ecs")]
mod write_string;

pub(crate) use block::{Block, short_word};
pub(crate) use canonical_ip::is_canonical_v6;
#[cfg(feature = "ecs")]
pub(crate) use characters::{Characters, Needle, is_separator, needle, up_to_separator};
pub(crate) use find::find;
#[cfg(feature = "ecs")]
pub(crate) use hash::{WordHasher, hash};
pub(crate) use ip::ip;
#[cfg(feature = "ecs")]
pub(crate) use keys::is_equal;
pub(crate) use keys::{Keys, slots_for};
pub(crate) use leading_number::leading_number;
pub(crate) use plain_text::end_of_plain_text;
#[cfg(feature = "ecs")]
pub(crate) use plain_text::is_plain;
pub(crate) use quotes::has_odd_quotes;
pub(crate) use separators::{Separated, Words};
pub(crate) use write_instant::instant_text;
#[cfg(feature = "ecs")]
pub(crate) use write_instant::write_instant;
pub(crate) use write_ip::write_ip;
#[cfg(feature = "ecs")]
pub(crate) use write_string::{write_byte, write_string};
