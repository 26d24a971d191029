//! What a user writes who has no library: structs that serde writes. They have all the values of the events except those that
//! need a table or a hash: the parts of user agents, the public suffixes of names, community ids.

pub mod cloudfront;
pub mod cloudtrail;
mod free_form;
pub mod vpc_flow;
pub mod waf;

use std::net::IpAddr;

use serde::Serialize;

#[derive(Serialize)]
struct Ecs {
    version: &'static str,
}

const ECS: Ecs = Ecs { version: "9.4.0" };

#[derive(Serialize)]
struct DataStream {
    r#type: &'static str,
    dataset: &'static str,
    namespace: &'static str,
}

impl DataStream {
    fn of(dataset: &'static str) -> Self {
        DataStream { r#type: "logs", dataset, namespace: "default" }
    }
}

#[derive(Serialize)]
struct Name<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Id<'a> {
    id: Option<&'a str>,
}

#[derive(Serialize)]
struct Bytes {
    bytes: Option<u64>,
}

/// `network.type`
fn network_type(address: &IpAddr) -> &'static str {
    if address.is_ipv4() { "ipv4" } else { "ipv6" }
}

/// The null marker.
fn present(value: &str) -> Option<&str> {
    (value != "-").then_some(value)
}
