//! How these logs are recognized.

use super::line::{FRONT, LINES, NAMES, is_header, is_message, is_switched_on};
use super::record::Kind;
use crate::json::foreign::Members;
use crate::json::{Detection, Front};

pub(crate) const DETECTION: Detection = Detection {
    detects,
    is_event: |_, _| false,
    words: &[
        " app/",
        " net/",
        "arn:aws:elasticloadbalancing:",
        "\"Root=1-",
        " TID_",
        "arn:aws:acm:",
        " tlsv1",
        "\"h2\",\"http/1.1\"",
        " -1 -1 ",
        "handshake_",
        "_latency",
        "elb_status_code",
        "request_line",
        "conn_trace_id",
        "target_group_arn",
        "app/",
        "TID_",
        " HTTP/1.1\"",
    ],
};

/// Whether the front of a file looks like one of these logs.
fn detects(front: Front<'_>) -> bool {
    let bytes = match front {
        Front::Object(members) => return is_object(members),
        Front::Lines(text) => text.as_bytes(),
        Front::Piece(bytes) => bytes,
    };
    let front = bytes.get(..FRONT).unwrap_or(bytes).utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let mut lines = front.lines().take(LINES);
    let is_json = lines.clone().any(|line| line.trim_ascii_start().starts_with(['{', '[']));
    is_json && (NAMES.iter().any(|name| front.contains(name)) || is_message(front))
        || lines.any(|line| Kind::of_plain_line(line).is_some() || is_header(line) || is_switched_on(line))
}

/// Whether an object has names that no other log has, or several that only go together in these.
fn is_object(members: &Members<'_>) -> bool {
    let known = |name: &&str| Kind::any_knows(name);
    NAMES.iter().any(|name| members.has(name)) || members.has("elb") && members.keys().filter(known).count() > 2
}
