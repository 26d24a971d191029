//! Pages about the crate as a whole. They are here so that links lead to them; the modules hold no code.

// The pages link to files. The first definition of a link counts, so here those links lead to the modules below.

#[doc = "[mapping]: crate::_documentation::mapping\n\n"]
#[doc = include_str!("../docs/aws-fields.md")]
pub mod aws_fields {}

#[doc = include_str!("../CHANGELOG.md")]
pub mod changelog {}

#[doc = include_str!("../CONTRIBUTING.md")]
pub mod contributing {}

#[doc = "[contributing]: crate::_documentation::contributing"]
#[doc = "[mapping]: crate::_documentation::mapping"]
#[doc = "[performance]: crate::_documentation::performance\n\n"]
#[doc = include_str!("../DESIGN.md")]
pub mod design {}

// The tables hold long names: break them where needed, rather than scroll.
#[doc = "<style>.docblock td code { overflow-wrap: anywhere; white-space: normal; }</style>\n\n"]
#[doc = "[aws-fields]: crate::_documentation::aws_fields\n\n"]
#[doc = include_str!("../docs/mapping.md")]
pub mod mapping {}

#[doc = include_str!("../docs/performance.md")]
pub mod performance {}

#[doc = include_str!("../SECURITY.md")]
pub mod security {}
