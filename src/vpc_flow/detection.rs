//! How these logs are recognized.

use super::record::Column;
use super::{Layout, record};
use crate::json::{Detection, Front};
use crate::lines::{ColumnSet, LineFormat};
use crate::text::first_line;

pub(crate) const DETECTION: Detection = Detection {
    detects,
    is_event: |_, _| false,
    words: &[
        " ACCEPT",
        " REJECT",
        " OK",
        " NODATA",
        " SKIPDATA",
        "eni-",
        "vpc-",
        "subnet-",
        "tgw-",
        ",ACCEPT",
        ",OK",
        "logStatus",
        "log-status",
        "log_status",
        "interfaceId",
        "dstAddr",
        "dstPort",
        "srcAddr",
        " IPv4 ",
        " ingress",
        " egress",
    ],
};

/// Whether the front of a file looks like one of these logs.
fn detects(front: Front<'_>) -> bool {
    match front {
        Front::Lines(text) => Layout::is_line(first_line(text)),
        Front::Object(members) => record::is_surely_record(Column::bits(members.keys())),
        Front::Piece(_) => false,
    }
}
