//! Describes what a refused record looks like, if it is not a record of the requested format.

use std::borrow::Cow;

use crate::error::{Error, ErrorKind, Found, Refusal};
use crate::format::Format;
use crate::json::foreign::{Members, is_null, line_name};

/// The part of a refusal that depends on all formats.
impl Refusal {
    /// A refusal that says what the record looks like, if it does not look like a record of the format.
    #[cold]
    pub(crate) fn explained(&self, format: Format, original: &[u8]) -> Option<Box<Refusal>> {
        if !self.may_be_of_another_format() {
            return None;
        }
        let text = original.utf8_chunks().next().map_or("", |chunk| chunk.valid()).trim_start();
        let members = Members::of(text);
        match name(format, text, members.as_ref()) {
            Some(name) => Some(named(format, name)),
            // Its keys are not shown: in broken JSON, a value can take the place of one.
            None if self.is_of_format() => {
                let found = match members {
                    Some(_) => Some("an object without them"),
                    None => is_null(text).then_some("null"),
                };
                Some(Box::new(self.clone()).with_found(found.map(Found::words)))
            }
            None => None,
        }
    }
}

/// The part of an error that depends on all formats.
impl Error {
    /// The same error, or one that names the EventBridge event around the record if that event holds a record of another
    /// format, or none. `front` is the start of the event.
    #[cold]
    pub(crate) fn in_wrapper(self, front: &str) -> Self {
        let is_other = |(source, kind): &(&str, &str)| format_of(source, kind) != Some(self.format());
        match Members::of(front) {
            Some(members) if self.kind() == ErrorKind::Format => match members.event_bridge().filter(is_other) {
                Some((source, kind)) => {
                    let name = members.name().map_or_else(|| event_bridge_name(source, kind).into(), Cow::from);
                    let refusal = named(self.format(), name);
                    self.with_refusal(refusal)
                }
                None => self,
            },
            _ => self,
        }
    }
}

/// The refusal of an input with this name.
fn named(format: Format, name: Cow<'static, str>) -> Box<Refusal> {
    let refusal = Refusal::new(ErrorKind::Format, format.record());
    match name.split_once(": ") {
        Some((name, hint)) => refusal.with_found(Found::words(name.to_owned())).with_hint(hint.to_owned()),
        None => refusal.with_found(Found::words(name)),
    }
}

/// Describes a text that is not a record of the format.
fn name(format: Format, text: &str, members: Option<&Members<'_>>) -> Option<Cow<'static, str>> {
    match members {
        Some(members) => {
            if let Some(name) = members.name() {
                return Some(name.into());
            }
            if let Some((source, kind)) = members.event_bridge()
                && format_of(source, kind) != Some(format)
            {
                return Some(event_bridge_name(source, kind).into());
            }
        }
        None => {
            if let Some(name) = line_name(text) {
                return Some(name.into());
            }
        }
    }
    let other = Format::detect(text.as_bytes()).filter(|other| *other != format)?;
    Some(format!("{}: read it as `{other}`", other.record()).into())
}

/// The format of the record in an EventBridge event.
pub(crate) fn format_of(source: &str, kind: &str) -> Option<Format> {
    Format::ALL.iter().copied().find(|format| (format.detection().is_event)(source, kind))
}

/// Describes an EventBridge event without a record. Texts that AWS has not chosen are not shown.
pub(crate) fn event_bridge_name(source: &str, kind: &str) -> String {
    let is_plain = |text: &str| {
        text.len() <= 80 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" .-_/()".contains(&byte))
    };
    if source.starts_with("aws.") && is_plain(source) && is_plain(kind) {
        format!("an EventBridge event of {source:?}, {kind:?}")
    } else {
        "an EventBridge event of another source".to_owned()
    }
}
