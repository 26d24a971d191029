//! What holds for every input. The targets only say which input it is.

mod decoder;
mod events;
mod records;
mod user_agents;

pub use decoder::check_decoder;
pub use events::check_events;
pub use records::{check_lines, check_records};
pub use user_agents::check_user_agent;
