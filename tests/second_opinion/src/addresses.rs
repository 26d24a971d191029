//! Addresses as records read and events write them, beside Rust's own, and as RFC 5952 writes them.

use std::net::IpAddr;

use awslog::ecs::Mapper;
use awslog::vpc_flow::Layout;

use crate::explained::{Explained, Right};
use crate::generate::Random;
use crate::mutate;
use crate::pair::{Difference, Pair};

/// What a text of an IPv6 address is in the form that RFC 5952 recommends, with its sections.
const RFC_5952: &[(&str, &str)] = &[
    // 1 and 2: one address, many texts.
    ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
    ("2001:0db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
    ("2001:db8::1:0:0:1", "2001:db8::1:0:0:1"),
    ("2001:db8::0:1:0:0:1", "2001:db8::1:0:0:1"),
    ("2001:0db8::1:0:0:1", "2001:db8::1:0:0:1"),
    ("2001:db8:0:0:1::1", "2001:db8::1:0:0:1"),
    ("2001:db8:0000:0:1::1", "2001:db8::1:0:0:1"),
    ("2001:DB8:0:0:1::1", "2001:db8::1:0:0:1"),
    // 4.1: no leading zeros, and a field of zeros is one zero.
    ("2001:0db8::0001", "2001:db8::1"),
    ("2001:db8:aaaa:bbbb:cccc:dddd:0001:0001", "2001:db8:aaaa:bbbb:cccc:dddd:1:1"),
    // 4.2.1: `::` is as long as it can be.
    ("2001:db8:0:0:0:0:2:1", "2001:db8::2:1"),
    ("2001:db8::0:1", "2001:db8::1"),
    // 4.2.2: one field is not shortened.
    ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
    // 4.2.3: the longest run, and the first of equal ones.
    ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
    ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
    // 4.3: lower case.
    ("2001:DB8::ABCD:EF12", "2001:db8::abcd:ef12"),
    // 5: what holds an IPv4 address by a known prefix.
    ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
    ("0:0:0:0:0:ffff:c000:201", "::ffff:192.0.2.1"),
    ("::", "::"),
    ("0:0:0:0:0:0:0:1", "::1"),
    ("fe80:0:0:0:0:0:0:0", "fe80::"),
];

pub fn pair() -> Pair {
    let layout = "${srcaddr}".parse::<Layout>().expect("a layout");
    let mapper = Mapper::new();
    Pair {
        name: "addresses",
        peer: "std",
        seeds: RFC_5952.iter().map(|(text, _)| (*text).to_owned()).chain(["192.0.2.1".to_owned()]).collect(),
        change,
        compare: Box::new(move |input| compare(input, &layout, &mapper)),
        explained: EXPLAINED,
    }
}

fn change(seed: &str, random: &mut Random) -> String {
    let text = match random.below(4) {
        0 => seed.to_owned(),
        1 => random.address(),
        2 => groups(random),
        _ => random.pick(mutate::ODD).to_owned(),
    };
    match random.below(3) {
        0 => mutate::text(&text, random),
        _ => text,
    }
}

/// Fields of an address, with runs of zeros, and sometimes `::` somewhere.
fn groups(random: &mut Random) -> String {
    let count = [8, 8, 8, 7, 6, 5, 2, 9][random.below(8) as usize];
    let mut groups = Vec::new();
    for _ in 0..count {
        groups.push(match random.below(4) {
            0 | 1 => "0".to_owned(),
            2 => format!("{:04X}", random.below(65536)),
            _ => format!("{:x}", random.below(300)),
        });
    }
    if random.below(2) == 0 {
        let place = random.below(groups.len() as u64) as usize;
        groups[place].clear();
    }
    groups.join(":")
}

fn compare(input: &str, layout: &Layout, mapper: &Mapper) -> Vec<Difference> {
    if input.contains([' ', '\t', '\n', '\r']) || matches!(input, "" | "-") {
        return Vec::new();
    }
    let record = layout.parse_line(input);
    let theirs = input.parse::<IpAddr>();
    let (record, theirs) = match (&record, theirs) {
        (Err(_), Err(_)) => return Vec::new(),
        (Ok(record), Ok(theirs)) => (record, theirs.to_string()),
        (Ok(_), Err(error)) => return vec![Difference::new("accepted", "a record", error)],
        (Err(error), Ok(theirs)) => return vec![Difference::new("refused", error, theirs)],
    };
    let mut json = Vec::new();
    mapper.to_ecs(record).write_json(&mut json);
    let event = serde_json::from_slice::<serde_json::Value>(&json).expect("an event is JSON");
    let written = event["source"]["ip"].as_str().unwrap_or("absent").to_owned();
    let recommended =
        RFC_5952.iter().find_map(|(text, recommended)| (*text == input).then(|| (*recommended).to_owned()));
    let mut differences = Vec::new();
    for (place, theirs) in [("written", theirs), ("RFC 5952", recommended.unwrap_or_else(|| written.clone()))] {
        if written != theirs {
            differences.push(Difference::new(place, &written, theirs));
        }
    }
    differences
}

const EXPLAINED: &[Explained] = &[];
#[allow(dead_code)]
const _USED: Right = Right::Awslog;
