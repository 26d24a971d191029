//! Community IDs beside the crate `community-id` and the values that the specification publishes.

use std::net::IpAddr;

use awslog::ecs::CommunityId;
use community_id::calculate_community_id;

use crate::explained::{Explained, Right};
use crate::generate::Random;
use crate::pair::{Difference, Pair};

/// Protocol, source, destination, ports, and the id: the baseline of the specification.
///
/// <https://github.com/corelight/community-id-spec/blob/master/baseline/baseline_deflt.json>
const BASELINE: &[(&str, &str)] = &[
    ("1 192.168.0.89 192.168.0.1 8 0", "1:X0snYXpgwiv9TZtqg64sgzUn6Dk="),
    ("1 192.168.0.1 192.168.0.89 0 8", "1:X0snYXpgwiv9TZtqg64sgzUn6Dk="),
    ("58 fe80::200:86ff:fe05:80da fe80::260:97ff:fe07:69ea 135 0", "1:dGHyGvjMfljg6Bppwm3bg0LO8TY="),
    ("58 fe80::260:97ff:fe07:69ea fe80::200:86ff:fe05:80da 136 0", "1:dGHyGvjMfljg6Bppwm3bg0LO8TY="),
    ("58 3ffe:501:1800:2345::2 3ffe:507:0:1:200:86ff:fe05:80da 3 0", "1:2ObVBgIn28oZvibYZhZMBgh7WdQ="),
    ("132 192.168.170.8 192.168.170.56 7 7", "1:MP2EtRCAUIZvTw6MxJHLV7N7JDs="),
    ("132 192.168.170.56 192.168.170.8 7 7", "1:MP2EtRCAUIZvTw6MxJHLV7N7JDs="),
    ("6 128.232.110.120 66.35.250.204 34855 80", "1:LQU9qZlK+B5F3KDmev6m5PMibrg="),
    ("6 66.35.250.204 128.232.110.120 80 34855", "1:LQU9qZlK+B5F3KDmev6m5PMibrg="),
    ("17 192.168.1.52 8.8.8.8 54585 53", "1:d/FP5EW3wiY1vCndhwleRRKHowQ="),
    ("17 8.8.8.8 192.168.1.52 53 54585", "1:d/FP5EW3wiY1vCndhwleRRKHowQ="),
    ("46 10.1.12.1 10.1.12.2 - -", "1:KHlLkgoJW7ifUTyTSgyVfkFHzKw="),
];

pub fn pair() -> Pair {
    Pair {
        name: "community_id",
        peer: "community-id",
        seeds: BASELINE.iter().map(|(flow, _)| (*flow).to_owned()).collect(),
        change,
        compare: Box::new(compare),
        explained: EXPLAINED,
    }
}

fn change(_: &str, random: &mut Random) -> String {
    let protocol = random.pick(&["1", "1", "6", "17", "58", "58", "132", "46", "0", "255"]);
    let (source, destination) = (address(random), address(random));
    let destination = if random.below(8) == 0 { source.clone() } else { destination };
    let mut port = || match random.below(3) {
        0 => random.below(200),
        1 => random.below(65536),
        _ => 7,
    };
    format!("{protocol} {source} {destination} {} {}", port(), port())
}

fn address(random: &mut Random) -> String {
    match random.below(4) {
        0 => random.pick(&["::", "::1", "0.0.0.0", "255.255.255.255", "::ffff:192.0.2.1", "ff02::2"]).to_owned(),
        _ => random.address(),
    }
}

fn compare(input: &str) -> Vec<Difference> {
    let [protocol, source, destination, one, other] = input.split(' ').collect::<Vec<_>>()[..] else {
        panic!("five words: {input}");
    };
    let protocol = protocol.parse::<u8>().expect("a number");
    let (source, destination) = (ip(source), ip(destination));
    let ports = one.parse::<u16>().ok().zip(other.parse::<u16>().ok());
    let ours = CommunityId::new(source, destination, protocol, ports).map(|id| id.to_string());
    let (one, other) = ports.unzip();
    let theirs = calculate_community_id(0, source, destination, one, other, protocol, false).ok();
    let published = BASELINE.iter().find_map(|(flow, id)| (*flow == input).then(|| (*id).to_owned()));
    let mut differences = Vec::new();
    for (place, theirs) in [("id", theirs), ("published id", published.or(ours.clone()))] {
        if ours != theirs {
            differences.push(Difference::new(place, format!("{ours:?}"), format!("{theirs:?}")));
        }
    }
    differences
}

fn ip(text: &str) -> IpAddr {
    text.parse().expect("an address")
}

const SPECIFICATION: &str = "https://github.com/corelight/community-id-spec#technical-details";

const EXPLAINED: &[Explained] = &[
    Explained {
        name: "only ICMP, TCP, UDP and SCTP have ports: those of another protocol are no part of the id",
        right: Right::Awslog,
        link: SPECIFICATION,
        example: "46 10.1.12.1 10.1.12.2 7 7",
        is: |input, difference| difference.place == "id" && has_no_ports(input),
    },
    Explained {
        name: "a flow from an IPv4 to an IPv6 address, which does not occur, has an id",
        right: Right::Either,
        link: SPECIFICATION,
        example: "6 192.0.2.1 2001:db8::1 1024 443",
        is: |_, difference| difference.place == "id" && difference.theirs == "None",
    },
];

fn has_no_ports(flow: &str) -> bool {
    !["1 ", "6 ", "17 ", "58 ", "132 "].iter().any(|protocol| flow.starts_with(protocol))
}
