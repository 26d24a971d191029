//! What makes ECS events of records.

use std::sync::Arc;

use awslog::ecs::Mapper;

/// A mapper, which tasks share, and whose it is: one with options of its own cannot travel to other processes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mapping {
    mapper: Arc<Mapper>,
    is_own: bool,
}

impl Mapping {
    /// A mapper of the user.
    pub(crate) fn own(mapper: impl Into<Arc<Mapper>>) -> Self {
        Mapping { mapper: mapper.into(), is_own: true }
    }

    pub(crate) fn mapper(&self) -> &Arc<Mapper> {
        &self.mapper
    }

    /// Whether it is a mapper of the user.
    #[cfg(feature = "ballista")]
    pub(crate) fn is_own(&self) -> bool {
        self.is_own
    }
}
