//! How these logs are recognized.

use super::layout::is_certain_header;
use super::line::is_line;
use crate::json::foreign::Members;
use crate::json::{Detection, Front};

pub(crate) const DETECTION: Detection = Detection {
    detects,
    is_event: |_, _| false,
    words: &[
        " REST.GET.",
        " REST.PUT.",
        " REST.HEAD.",
        " REST.POST.",
        " REST.DELETE.",
        " REST.COPY.",
        " WEBSITE.GET.",
        " BATCH.DELETE.OBJECT ",
        " S3.EXPIRE.OBJECT ",
        " +0000] ",
        " SigV4 ",
        " AuthHeader ",
        " QueryString ",
        ".amazonaws.com TLSv1.",
        "bucket_owner_id",
        "turn_around_duration",
        "bytes_sent_size",
    ],
};

/// Whether the front of a file looks like one of these logs.
fn detects(front: Front<'_>) -> bool {
    match front {
        Front::Lines(text) => {
            let line = text.split('\n').next().unwrap_or_default();
            is_line(line) || is_certain_header(line.trim_ascii_end())
        }
        Front::Object(members) => is_object(members),
        Front::Piece(_) => false,
    }
}

/// Whether an object has names that only go together in these logs.
fn is_object(members: &Members<'_>) -> bool {
    let has_any = |names: &[&str]| names.iter().any(|name| members.has(name));
    members.has("schema_version_id") && has_any(&["bucket_name", "bucket_arn"])
        || has_any(&["bucket_owner_id", "bucket_owner", "bucketowner"])
            && has_any(&["operation", "request_id", "requestid", "requester"])
        || has_any(&["turn_around_time", "turn_around_duration", "turnaroundtime"])
            && has_any(&["bucket", "bucket_name", "operation"])
}
