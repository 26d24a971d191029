//! What a refused record looks like, if it is something else than a record of the format that was asked for.

use std::borrow::Cow;

use crate::error::{Error, ErrorKind, Found, Refusal};
use crate::format::Format;
use crate::json::foreign::{Members, line_name};

/// What it takes all formats to say of a refusal.
impl Refusal {
    /// The refusal in words that name what the record looks like, if it looks like something else than a record of the format.
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
                Some(Box::new(self.clone()).with_found(members.map(|_| Found::words("an object without them"))))
            }
            None => None,
        }
    }
}

/// What it takes all formats to say of an error.
impl Error {
    /// The error in words that name the EventBridge event around the record, if that event holds a record of another format or
    /// of none. `front` is the beginning of the event.
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

/// The refusal of what is called so.
fn named(format: Format, name: Cow<'static, str>) -> Box<Refusal> {
    let refusal = Refusal::new(ErrorKind::Format, format.record());
    match name.split_once(": ") {
        Some((name, hint)) => refusal.with_found(Found::words(name.to_owned())).with_hint(hint.to_owned()),
        None => refusal.with_found(Found::words(name)),
    }
}

/// What a text looks like that is no record of the format.
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

/// The format of the record in an event of EventBridge.
pub(crate) fn format_of(source: &str, kind: &str) -> Option<Format> {
    Format::ALL.iter().copied().find(|format| (format.detection().is_event)(source, kind))
}

/// What an event of EventBridge is called that holds no record. Texts that AWS has not chosen are not shown.
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
