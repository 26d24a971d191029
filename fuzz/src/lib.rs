//! What holds for every input. The targets only say which input it is.

mod batches;
#[path = "../../crates/awslog-arrow/tests/cell/mod.rs"]
mod cell;
mod decoder;
mod events;
mod records;
#[path = "../../tests/registry/mod.rs"]
pub mod registry;
mod user_agents;

pub use batches::check_batches;
pub use decoder::check_decoder;
pub use events::check_events;
pub use records::check_file;
pub use user_agents::check_user_agent;

use awslog::Format;

/// The format that a byte stands for.
pub fn format_of(byte: u8) -> Format {
    Format::ALL[usize::from(byte) % Format::ALL.len()]
}
