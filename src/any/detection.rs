//! Detects which log bytes are from: by the first record, in wrappers or not; for a piece from the middle of a file
//! by the first whole line, otherwise by the words in it.

use std::borrow::Cow;

use super::explanation::{event_bridge_name, format_of};
use super::fragment;
use crate::format::Format;
use crate::json::foreign::{self, Members};
use crate::json::{Front, front};
use crate::text::{first_messages, without_mark};

/// How many nested wrappers are opened.
const DEEPEST: u32 = 5;

/// The result for a text.
enum Verdict {
    Is(Format),
    /// Certainly not one of the formats, and its name.
    Foreign(Cow<'static, str>),
    /// A whole JSON document that neither is nor contains a record.
    NoRecord,
    Unknown,
}

/// Detects the format. Returns `None` if the bytes could be from another log, or from several.
pub(crate) fn detect(bytes: &[u8]) -> Option<Format> {
    let bytes = front(without_mark(bytes));
    match verdict(valid(bytes), DEEPEST) {
        Verdict::Is(format) => return Some(format),
        Verdict::Foreign(_) | Verdict::NoRecord => return None,
        Verdict::Unknown => {}
    }
    // A piece of a file begins in the middle of a line. The line feed in front of the next one is white space.
    let next_line = memchr::memchr(b'\n', bytes).and_then(|end| bytes.get(end..));
    match next_line.map_or(Verdict::Unknown, |line| verdict(valid(line), DEEPEST)) {
        Verdict::Is(format) => return Some(format),
        Verdict::Foreign(_) => return None,
        Verdict::NoRecord | Verdict::Unknown => {}
    }
    asked(Front::Piece(bytes)).or_else(|| fragment::detect(bytes))
}

/// Describes bytes whose format is not detected, if they are known.
pub(crate) fn describe(bytes: &[u8]) -> Option<Cow<'static, str>> {
    match verdict(valid(front(without_mark(bytes))), DEEPEST) {
        Verdict::Foreign(name) => Some(name),
        _ => None,
    }
}

/// The first format that recognizes the input.
fn asked(front: Front<'_>) -> Option<Format> {
    Format::ALL.iter().copied().find(|format| (format.detection().detects)(front))
}

/// The text before the first byte that is not UTF-8.
fn valid(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid()),
    }
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
