//! How these logs are recognized.

use super::Layout;
use super::layout::split_names;
use super::line::{is_real_time, is_standard};
use super::record::Column;
use crate::json::{Detection, Front, foreign};
use crate::lines::{ColumnSet, fields_of};

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

/// Returns whether the start of a file is a header. Other AWS logs have such headers too, with underscores in their
/// names, and so has IIS, with other names.
fn is_header(start: &[u8]) -> bool {
    let lines = start.split(|byte| *byte == b'\n').take(2);
    let mut lines = lines.filter_map(|line| line.utf8_chunks().next().map(|chunk| chunk.valid()));
    match lines.clone().find_map(fields_of) {
        Some(names) => !names.contains('_') && !split_names(names).any(foreign::is_mark),
        None => lines.next().is_some_and(|line| line.starts_with("#Version")) && lines.next().is_none_or(str::is_empty),
    }
}
