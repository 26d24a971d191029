//! The sources, and what the test has to know of their fields.

mod json;
mod lines;

use std::sync::LazyLock;

use awslog::ecs::{Mapper, ToEcs};
use serde_json::Value;

use super::{Object, Source};

pub use json::JSON;
pub use lines::LINES;

pub fn all() -> impl Iterator<Item = &'static Source> {
    LINES.iter().chain(JSON)
}

/// What is so where a source says nothing else.
const PLAIN: Source = Source {
    format: "",
    kind: "",
    module: "",
    dataset: "",
    read: |_| Err(String::new()),
    object: &Object { fields: &[], inner: &[] },
    lines: None,
    least: &["{}"],
    examples: &[],
    beside: &[],
    shown: &[],
    yielding: &[],
};

static MAPPER: LazyLock<Mapper> = LazyLock::new(Mapper::new);

/// The event of a record that may have been refused.
pub fn event<R: ToEcs>(record: awslog::Result<R>) -> Result<Value, String> {
    let record = record.map_err(|error| error.to_string())?;
    Ok(serde_json::to_value(MAPPER.to_ecs(&record)).unwrap())
}
