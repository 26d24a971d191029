//! How these logs are recognized.

use super::record;
use crate::json::{Detection, Front, front_has_key};

pub(crate) const DETECTION: Detection = Detection {
    detects,
    is_event: |source, _| source == "aws.config",
    words: &[
        "\"configurationItem",
        "\"configurationStateId\"",
        "\"supplementaryConfiguration\"",
        "\"relationships\"",
        "\"resourceCreationTime\"",
        "\"relatedEvents\"",
    ],
};

/// Whether the front of a file looks like one of these.
fn detects(front: Front<'_>) -> bool {
    match front {
        Front::Lines(_) => false,
        Front::Object(members) => record::is_object(members),
        Front::Piece(bytes) => front_has_key(bytes, record::DISTINCTIVE_KEYS),
    }
}
