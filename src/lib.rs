//! Turns AWS logs into typed records and into Elastic Common Schema events.

#[cfg(feature = "ecs")]
pub mod ecs;
pub mod text;
