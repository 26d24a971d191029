//! What a refused record looks like, if it is something else than a record of the format that was asked for.

use std::borrow::Cow;

use crate::error::{ErrorKind, Found, Refusal};
use crate::format::Format;
use crate::json::foreign::{Members, line_name};

/// The refusal in words that name what the record looks like, if that is something else than a record of the format.
#[cold]
pub(crate) fn explained(format: Format, refusal: Box<Refusal>, original: &[u8]) -> Box<Refusal> {
    if !refusal.may_be_of_another_format() {
        return refusal;
    }
    let text = original.utf8_chunks().next().map_or("", |chunk| chunk.valid()).trim_start();
    let members = Members::of(text);
    match name(format, text, members.as_ref()) {
        Some(name) => named(format, name),
        // Its keys are not shown: in JSON that is broken, a value can stand in the place of one.
        None if refusal.is_of_format() => refusal.with_found(members.map(|_| Found::words("an object without them"))),
        None => refusal,
    }
}

/// The refusal of what lies in an event of EventBridge that is of no format, or of another one.
#[cold]
pub(crate) fn refused_by_wrapper(format: Format, front: &str) -> Option<Box<Refusal>> {
    let members = Members::of(front)?;
    let (source, kind) = members.event_bridge()?;
    if format_of(source, kind) == Some(format) {
        return None;
    }
    let name = members.name().map_or_else(|| event_bridge_name(source, kind).into(), Cow::from);
    Some(named(format, name))
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
