//! How these logs are recognized.

use super::record;
use crate::json::{Detection, Front, front_has_key};

pub(crate) const DETECTION: Detection = Detection {
    detects,
    is_event: |_, _| false,
    words: &[
        "\"webaclId\"",
        "\"terminatingRule",
        "\"httpRequest\"",
        "\"clientIp\"",
        "\"httpMethod\"",
        "\"httpVersion\"",
        "\"ruleGroupList\"",
        "\"rateBasedRule",
        "\"nonTerminatingMatchingRules\"",
        "\"requestBodySize",
        "\"ja3Fingerprint\"",
        "\"ja4Fingerprint\"",
        "\"ruleMatchDetails\"",
        "\"responseCodeSent\"",
        "\"solveTimestamp\"",
    ],
};

/// Whether the front of a file looks like one of these logs. No other log of AWS's has keys that are spelled like these.
fn detects(front: Front<'_>) -> bool {
    match front {
        Front::Lines(_) => false,
        Front::Object(members) => record::DISTINCTIVE_KEYS.iter().any(|key| members.has(key)),
        Front::Piece(bytes) => front_has_key(bytes, &["webaclId", "terminatingRuleId"]),
    }
}
