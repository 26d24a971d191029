//! How these logs are recognized.

use super::layout::Layout;
use super::public::Column;
use crate::json::foreign::Members;
use crate::json::{Detection, Front, front_has_key};
use crate::lines::{ColumnSet, LineFormat};
use crate::text::first_line;

pub(crate) const DETECTION: Detection = Detection {
    detects,
    is_event: |_, _| false,
    words: &[
        "\"query_timestamp",
        "\"query_class",
        "\"srcids",
        "\"Rdata",
        "\"rslvr-",
        "\"rni-",
        "\"queryTimestamp",
        "\"hostZoneId",
        "\"edgeLocation",
        "\"resolverIp",
        "\"ednsClientSubnet",
        " A NOERROR ",
        " AAAA NOERROR ",
        " NOERROR UDP ",
        " NOERROR TCP ",
        " NXDOMAIN UDP ",
        " NXDOMAIN TCP ",
        ",NOERROR,",
        ",NXDOMAIN,",
        ",UDP,",
        ",TCP,",
    ],
};

/// Whether the front of a file looks like one of these logs.
fn detects(front: Front<'_>) -> bool {
    match front {
        Front::Lines(text) => Layout::is_line(first_line(text)),
        Front::Object(members) => is_of_resolver(members) || is_of_public_zone(members),
        Front::Piece(bytes) => ["query_timestamp", "query_name"].iter().all(|key| front_has_key(bytes, &[key])),
    }
}

/// Whether an object has the time and the name of a query as only the Resolver writes them, and what it writes with them.
fn is_of_resolver(members: &Members<'_>) -> bool {
    ["query_timestamp", "query_name"].iter().all(|key| members.has(key))
        && ["rcode", "srcaddr", "vpc_id", "query_type"].iter().any(|key| members.has(key))
}

fn is_of_public_zone(members: &Members<'_>) -> bool {
    let columns = Column::bits(members.keys());
    [Column::hosted_zone_id, Column::query_name].iter().all(|column| columns & 1 << *column as u32 != 0)
        && [Column::resolver_ip, Column::edge_location].iter().any(|column| columns & 1 << *column as u32 != 0)
}
