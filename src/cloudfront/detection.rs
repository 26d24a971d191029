//! How these logs are recognized.

use super::record::Column;
use super::{Layout, is_header, is_real_time, is_standard};
use crate::json::{Detection, Front};
use crate::lines::ColumnSet;

pub(crate) const DETECTION: Detection = Detection {
    detects,
    is_event: |_, _| false,
    words: &[
        "x-edge-",
        "cs(",
        "cs-uri-",
        "cs-protocol",
        "sc-status",
        "sc-content-",
        ".cloudfront.net",
        "\tHit\t",
        "\tMiss\t",
        "\tError\t",
        "\tRefreshHit\t",
        "\tHTTP/1.1\t",
        "\tHTTP/2.0\t",
        "\tHTTP/3.0\t",
        "\tTLSv1.",
        "-P1\t",
        "-P2\t",
        "-P3\t",
        "\t-\t-\t-",
        "clientLeafCert",
        "tlsHandshakeDuration",
        "connectionLogCustomData",
    ],
};

/// Whether the front of a file looks like one of these logs.
fn detects(front: Front<'_>) -> bool {
    match front {
        Front::Lines(text) => {
            let line = text.split('\n').next().unwrap_or_default();
            match line.starts_with('#') {
                true => is_header(text.as_bytes()),
                false => {
                    is_real_time(line) && line.contains('\t') || is_standard(line) || Layout::of_table(line).is_some()
                }
            }
        }
        Front::Object(members) => Column::bits(members.keys()) & Column::DISTINCTIVE != 0,
        Front::Piece(_) => false,
    }
}
