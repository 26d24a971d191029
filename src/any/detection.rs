//! Which log some bytes are from: by their first record, in wrappers or alone; of a piece from the middle of a file by the
//! first whole line in it, else by the words in it.

use std::borrow::Cow;

use super::explanation::{event_bridge_name, format_of};
use super::fragment;
use crate::format::Format;
use crate::json::Front;
use crate::json::foreign::{self, Members};
use crate::text::{first_messages, without_mark};

/// How much of a file is looked at.
const FRONT: usize = 64 * 1024;

/// How many wrappers are opened, one in the other.
const DEEPEST: u32 = 5;

/// What has been found out.
enum Verdict {
    Is(Format),
    /// Something that is surely none of the formats, and what it is called.
    Foreign(Cow<'static, str>),
    /// A whole JSON document that is no record and holds none.
    NoRecord,
    Unknown,
}

/// The format of the bytes; `None` where they could be of another log, or of several.
pub(crate) fn detect(bytes: &[u8]) -> Option<Format> {
    let bytes = without_mark(bytes);
    let bytes = bytes.get(..FRONT).unwrap_or(bytes);
    match verdict(valid(bytes), DEEPEST) {
        Verdict::Is(format) => return Some(format),
        Verdict::Foreign(_) | Verdict::NoRecord => return None,
        Verdict::Unknown => {}
    }
    // A piece of a file begins in the middle of a line.
    let next_line = memchr::memchr(b'\n', bytes).and_then(|end| bytes.get(end + 1..));
    match next_line.map_or(Verdict::Unknown, |line| verdict(valid(line), DEEPEST)) {
        Verdict::Is(format) => return Some(format),
        Verdict::Foreign(_) => return None,
        Verdict::NoRecord | Verdict::Unknown => {}
    }
    asked(Front::Piece(bytes)).or_else(|| fragment::detect(bytes))
}

/// What bytes are called whose format is not detected, where that is known.
pub(crate) fn describe(bytes: &[u8]) -> Option<Cow<'static, str>> {
    let bytes = without_mark(bytes);
    match verdict(valid(bytes.get(..FRONT).unwrap_or(bytes)), DEEPEST) {
        Verdict::Foreign(name) => Some(name),
        _ => None,
    }
}

/// The first of the formats that takes the input for its own.
fn asked(front: Front<'_>) -> Option<Format> {
    Format::ALL.iter().copied().find(|format| (format.detection().detects)(front))
}

/// The text in front of the first byte that is not UTF-8.
fn valid(bytes: &[u8]) -> &str {
    bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid())
}

fn verdict(text: &str, depth: u32) -> Verdict {
    let text = text.trim_ascii_start();
    if !text.starts_with(['{', '[']) {
        if let Some(name) = foreign::line_name(text) {
            return Verdict::Foreign(name.into());
        }
        if let Some(format) = asked(Front::Lines(text)) {
            return Verdict::Is(format);
        }
        let messages = if depth > 0 { first_messages(text) } else { Vec::new() };
        let mut found = messages.iter().map(|message| verdict(message, depth - 1));
        return found.find(|found| matches!(found, Verdict::Is(_))).unwrap_or(Verdict::Unknown);
    }
    let Some(members) = Members::of(text) else {
        return Verdict::Unknown;
    };
    if let Some((source, kind)) = members.event_bridge() {
        return match format_of(source, kind) {
            Some(format) => Verdict::Is(format),
            None => Verdict::Foreign(members.name().map_or_else(|| event_bridge_name(source, kind).into(), Cow::from)),
        };
    }
    let foreign = members.name();
    if foreign.is_none()
        && let Some(format) = asked(Front::Object(&members))
    {
        return Verdict::Is(format);
    }
    if depth > 0 {
        for text in members.inner() {
            if let found @ (Verdict::Is(_) | Verdict::Foreign(_)) = verdict(&text, depth - 1) {
                return found;
            }
        }
    }
    match foreign {
        Some(name) => Verdict::Foreign(name.into()),
        None if members.ends_document() => Verdict::NoRecord,
        None => Verdict::Unknown,
    }
}
