//! What was found in an agent, before it becomes fields.

use super::{UserAgent, UserAgentOs};
use crate::ecs::event::Device;
use crate::ecs::values::OsType;
use crate::text::Text;

/// The value of fields that are not known.
const OTHER: Value<'static> = Value::Fixed("Other");

/// A value: a constant, or a slice of the agent.
///
/// They are separate so that the cache does not copy constants.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'a> {
    Fixed(&'static str),
    Read(Text<'a>),
}

impl<'a> Value<'a> {
    /// A slice of the agent.
    pub(super) fn read(text: &'a str) -> Self {
        Value::Read(Text::borrowed(text))
    }

    fn as_str(&self) -> &str {
        match self {
            Value::Fixed(text) => text,
            Value::Read(text) => text,
        }
    }

    fn keep<'k>(self, keep: impl Fn(Text<'a>) -> Text<'k>) -> Text<'k> {
        match self {
            Value::Fixed(text) => Text::borrowed(text),
            Value::Read(text) => keep(text),
        }
    }
}

/// What was found. `None` for what was not.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Found<'a> {
    pub(super) name: Option<Value<'a>>,
    pub(super) version: Option<Value<'a>>,
    pub(super) os: System<'a>,
    pub(super) device: Option<Value<'a>>,
}

/// An operating system.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct System<'a> {
    pub(super) name: Option<&'static str>,
    pub(super) version: Option<Value<'a>>,
    pub(super) r#type: Option<OsType>,
    pub(super) kernel: Option<&'a str>,
    pub(super) platform: Option<&'a str>,
}

/// A name and a version, with fewer steps than `format!` needs.
fn full(name: &str, version: &str) -> String {
    let mut full = String::with_capacity(name.len() + 1 + version.len());
    full.extend([name, " ", version]);
    full
}

impl<'a> Found<'a> {
    /// Converts to fields. `keep` says how to hold slices of the agent.
    pub(super) fn into_user_agent<'k>(
        self,
        original: Option<Text<'k>>,
        keep: impl Fn(Text<'a>) -> Text<'k>,
    ) -> UserAgent<'k> {
        let System { name, version, r#type, kernel, platform } = self.os;
        let full = name.zip(version.as_ref()).map(|(name, version)| full(name, version.as_str()));
        let os = UserAgentOs {
            name: Some(name.map_or(OTHER, Value::Fixed).keep(&keep)),
            version: version.map(|version| version.keep(&keep)),
            full: full.map(|full| keep(Text::from(full))),
            r#type,
            kernel: kernel.map(|kernel| keep(Text::borrowed(kernel))),
            platform: platform.map(|platform| keep(Text::borrowed(platform))),
        };
        UserAgent {
            original,
            name: Some(self.name.unwrap_or(OTHER).keep(&keep)),
            version: self.version.map(|version| version.keep(&keep)),
            os,
            device: Device { name: Some(self.device.unwrap_or(OTHER).keep(&keep)) },
        }
    }
}
