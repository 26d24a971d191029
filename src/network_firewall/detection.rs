//! How these logs are recognized.

use crate::json::{Detection, Front, front_has_key};

pub(crate) const DETECTION: Detection = Detection {
    detects,
    is_event: |_, _| false,
    words: &[
        "\"firewall_name\"",
        "\"event_timestamp\"",
        "\"aws_category\"",
        "\"tls_inspected\"",
        "\"pkt_src\":\"geneve encapsulation\"",
        "\"leaf_cert_fpr\"",
        "\"revocation_check\"",
        "\"tls_error\"",
    ],
};

/// Whether the front of a file looks like one of these logs: by the keys around Suricata's event, since other programs
/// write such events too.
fn detects(front: Front<'_>) -> bool {
    match front {
        Front::Lines(_) => false,
        Front::Object(members) => {
            let others = ["event", "event_timestamp", "availability_zone"];
            members.has("firewall_name") && others.iter().any(|key| members.has(key))
        }
        Front::Piece(bytes) => ["firewall_name", "event_timestamp"].iter().all(|key| front_has_key(bytes, &[key])),
    }
}
