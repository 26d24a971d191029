//! Pages about the crate as a whole. They are here so that links lead to them; the modules hold no code.

#[doc = include_str!("../CHANGELOG.md")]
pub mod changelog {}

// The tables hold long names: break them where needed, rather than scroll.
#[doc = "<style>.docblock td code { overflow-wrap: anywhere; white-space: normal; }</style>\n\n"]
#[doc = include_str!("../docs/mapping.md")]
pub mod mapping {}

#[doc = include_str!("../docs/performance.md")]
pub mod performance {}

#[doc = include_str!("../SECURITY.md")]
pub mod security {}
