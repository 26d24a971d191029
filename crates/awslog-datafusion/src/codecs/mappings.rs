use std::sync::Arc;

use awslog::ecs::Mapper;
use datafusion::common::plan_datafusion_err;
use datafusion::error::Result;

use crate::mapping::Mapping;

/// The mappings that a process has for tables whose mappers have not been sent.
#[derive(Debug, Default)]
pub(super) struct Mappings {
    default: Mapping,
    own: Option<Mapping>,
}

impl Mappings {
    /// Sets the mapper of the user.
    pub(super) fn set_own(&mut self, mapper: impl Into<Arc<Mapper>>) {
        self.own = Some(Mapping::own(mapper));
    }

    /// The mapping of a table with the default mapper, or with that of the user.
    pub(super) fn get(&self, is_own: bool) -> Result<Mapping> {
        let mapping = if is_own { self.own.as_ref() } else { Some(&self.default) };
        mapping.cloned().ok_or_else(|| {
            plan_datafusion_err!(
                "these ECS events are those of another mapper than the default one: the codecs of the scheduler and \
                 of the executors need it too (with_mapper)"
            )
        })
    }
}
