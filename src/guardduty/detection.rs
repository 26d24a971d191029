//! How these logs are recognized.

use super::record;
use crate::json::{Detection, Front, front, front_has_key};
use memchr::memmem;

pub(crate) const DETECTION: Detection = Detection {
    detects,
    is_event: |source, kind| {
        source == "aws.guardduty" && (kind.starts_with("GuardDuty Finding") || kind.contains("Malware Protection"))
    },
    words: &[
        "\"eventFirstSeen\"",
        "\"eventLastSeen\"",
        "\"detectorId\"",
        "\"actionType\"",
        "\"additionalInfo\"",
        "\"remoteIpDetails\"",
    ],
};

/// How long the ARN of a finding is at most, from its service on.
const LONGEST_ARN: usize = 160;

/// Whether the front of a file looks like findings: by the ARN of one, or by keys that no other log has.
fn detects(front: Front<'_>) -> bool {
    match front {
        Front::Lines(_) => false,
        Front::Object(members) => record::is_object(members),
        Front::Piece(bytes) => is_piece(bytes),
    }
}

fn is_piece(bytes: &[u8]) -> bool {
    let front = front(bytes);
    let has_arn = memmem::find_iter(front, ":guardduty:").any(|start| {
        let rest = front.get(start..).unwrap_or_default();
        let arn = rest.get(..LONGEST_ARN).unwrap_or(rest).split(|byte| *byte == b'"').next();
        arn.is_some_and(|arn| memmem::find(arn, b"/finding/").is_some())
    });
    has_arn
        || front_has_key(
            bytes,
            &["eventFirstSeen", "EventFirstSeen", "eventLastSeen", "EventLastSeen", "scanResultDetails"],
        )
}
