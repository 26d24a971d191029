//! Events: how awslog makes them, and whether a peer's events say the same.

use std::collections::BTreeMap;
use std::hint::black_box;

use awslog::ecs::{self, Mapper};
use serde_json::Value;

use crate::compare::Comparison;
use crate::floor::{Pieces, Scan};
use crate::report::Report;
use crate::vector::Vector;

/// What takes rules for user agents.
pub const USER_AGENTS: &[&str] = &["user_agent.name", "user_agent.version", "user_agent.os", "user_agent.device"];

/// What takes a list of public suffixes too.
pub const DOMAINS_AND_USER_AGENTS: &[&str] = &[
    "destination.registered_domain",
    "destination.subdomain",
    "destination.top_level_domain",
    "url.registered_domain",
    "url.subdomain",
    "url.top_level_domain",
    "user_agent.name",
    "user_agent.version",
    "user_agent.os",
    "user_agent.device",
];

/// A row from bytes to events.
pub struct ToEcs<'a> {
    pub row: &'static str,
    pub log: &'a str,
    /// The texts of the records in the log.
    pub records: &'a [&'a str],
    pub scan: Scan,
    /// What a user of Vector writes to have the same events.
    pub program: &'a str,
    /// Whether Vector's events have all values of ours, or a part of them.
    pub vector: Extent,
    /// Where Vector's values differ from ours by design.
    pub other_in_vector: &'a [&'a str],
    pub by_hand: Option<ByHand<'a>>,
}

/// Structs by hand.
pub struct ByHand<'a> {
    /// What the table says of them.
    pub name: &'static str,
    pub write: Box<dyn Fn(&mut Vec<u8>) + 'a>,
    /// What they leave out.
    pub without: &'a [&'a str],
}

/// How many of our values a peer's events have.
#[derive(Clone, Copy)]
pub enum Extent {
    All,
    Part,
}

impl ToEcs<'_> {
    pub fn compare<R: ecs::ToEcs, I: Iterator<Item = awslog::Result<R>>>(
        self,
        read: impl Fn() -> I,
        report: &mut Report,
    ) {
        let mapper = Mapper::new();
        let ours = |out: &mut Vec<u8>| write_events(read(), &mapper, out);
        let mut vector = Vector::new(self.program);
        let mut by_vector = |out: &mut Vec<u8>| {
            out.clear();
            self.records.iter().for_each(|record| vector.write(record, out));
        };

        let [mut events, mut copied, mut out, mut other] = [const { Vec::new() }; 4];
        ours(&mut events);
        by_vector(&mut out);
        check(&format!("{}, Vector", self.row), &events, &out, self.vector, self.other_in_vector);
        if let Some(by_hand) = &self.by_hand {
            (by_hand.write)(&mut other);
            check(&format!("{}, {}", self.row, by_hand.name), &events, &other, Extent::All, by_hand.without);
        }
        let pieces = Pieces::of(&events, self.records);
        pieces.write(self.scan, self.log, &mut copied);
        assert_eq!(copied.len(), events.len(), "{}: the floor has as many bytes", self.row);

        let comparison = Comparison::new(self.row, self.log.len(), self.records.len(), || ours(black_box(&mut events)))
            .with("floor", || pieces.write(self.scan, black_box(self.log), black_box(&mut copied)))
            .with("Vector (VRL)", || by_vector(black_box(&mut out)));
        match &self.by_hand {
            Some(by_hand) => comparison.with(by_hand.name, || {
                other.clear();
                (by_hand.write)(black_box(&mut other));
            }),
            None => comparison,
        }
        .run(report);
    }
}

/// Writes the events of all records, one a line.
pub fn write_events<R: ecs::ToEcs>(
    records: impl Iterator<Item = awslog::Result<R>>,
    mapper: &Mapper,
    out: &mut Vec<u8>,
) {
    out.clear();
    mapper.write_events(records.inspect(|record| assert!(record.is_ok(), "awslog reads the record")), out);
}

/// Stops the run unless each value of the peer's events is in ours too, at the same place, but for what lies at or under the
/// `except` places; and the reverse if they have all of our values. Null is no value.
fn check(peer: &str, ours: &[u8], theirs: &[u8], extent: Extent, except: &[&str]) {
    let [ours, theirs] = [ours, theirs].map(events);
    assert_eq!(ours.len(), theirs.len(), "{peer}: the number of events");
    let mut found = BTreeMap::new();
    for (number, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
        let mut add = |place: &str, has: Option<&Value>, has_not: &Value| {
            let example = || format!("{place} of event {number}: {} and {has_not}", has.unwrap_or(&Value::Null));
            found.entry(place.to_owned()).or_insert_with(example);
        };
        compare("", Some(ours), theirs, except, &mut add);
        if let Extent::All = extent {
            compare("", Some(theirs), ours, except, &mut add);
        }
    }
    let found = found.into_values().collect::<Vec<_>>();
    assert!(found.is_empty(), "{peer}: the events differ in\n{}", found.join("\n"));
}

fn events(lines: &[u8]) -> Vec<Value> {
    serde_json::Deserializer::from_slice(lines).into_iter().collect::<Result<_, _>>().expect("events are JSON")
}

/// The places at which `one` does not have the values of `other`.
fn compare(
    place: &str,
    one: Option<&Value>,
    other: &Value,
    except: &[&str],
    add: &mut dyn FnMut(&str, Option<&Value>, &Value),
) {
    match other {
        _ if except.contains(&place) => {}
        Value::Null => {}
        Value::Object(members) => {
            for (key, value) in members {
                let place = if place.is_empty() { key.clone() } else { format!("{place}.{key}") };
                compare(&place, one.and_then(|one| one.get(key)), value, except, add);
            }
        }
        _ if one == Some(other) => {}
        _ => add(place, one, other),
    }
}
