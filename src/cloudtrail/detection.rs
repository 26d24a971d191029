//! How these logs are recognized.

use super::envelope::{DIGEST_KEYS, FURTHER_KEYS, USUAL_KEYS, has_keys_of_event};
use crate::json::{Detection, Front};

pub(crate) const DETECTION: Detection = Detection {
    detects,
    is_event: |_, kind| kind.ends_with(" via CloudTrail"),
    words: &[
        "\"eventVersion\"",
        "\"eventSource\"",
        "\"eventName\"",
        "\"awsRegion\"",
        "\"sourceIPAddress\"",
        "\"eventID\"",
        "\"requestParameters\"",
        "\"responseElements\"",
        "\"recipientAccountId\"",
        "\"managementEvent\"",
        "\"eventCategory\"",
        "\"sharedEventID\"",
        "\"insightContext\"",
        "\"attributions\"",
        "\"baseline\"",
        "\"aggregationType\"",
        "\"dimension\"",
        "\"logFiles\"",
        "\"hashAlgorithm\"",
        "\"previousDigest",
        "\"clientProvidedHostHeader\"",
    ],
};

/// Whether the front of a file looks like one of these logs.
fn detects(front: Front<'_>) -> bool {
    let Front::Object(members) = front else {
        return false;
    };
    let usual = USUAL_KEYS.map(|key| members.has(key));
    has_keys_of_event(usual, FURTHER_KEYS.map(|key| members.has(key)))
        || DIGEST_KEYS.iter().any(|key| members.has(key))
        || members.has_empty_list("Records")
        || members.is_cut() && usual.contains(&true)
}
