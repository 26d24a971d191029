//! Files that are nearly what AWS writes: records of the fixtures with values, columns and keys changed.

use awslog::Format;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

mod lines;
mod objects;

use lines::{change_columns, changed_line};
use objects::changed_object;

use crate::registry::Row;

/// What a change puts in place of a value.
const VALUES: [&str; 14] = [
    "-",
    "",
    "_",
    "0",
    "-1",
    "007",
    "80",
    "0.123",
    "18446744073709551616",
    "192.0.2.77",
    "2026-01-15T12:34:56Z",
    "true",
    "%2D",
    "\\x2D",
];

/// A name that no format knows.
const NEW_NAME: &str = "brand-new";

/// Records that lie in one file of the fixtures: lines with the header in front of them, or JSON objects.
#[derive(Clone, Debug)]
pub struct Source {
    header: Vec<String>,
    records: Vec<String>,
}

impl Source {
    pub fn is_json(&self) -> bool {
        self.records[0].starts_with('{')
    }
}

/// A file, and what it was made of.
#[derive(Clone, Debug)]
pub struct File {
    pub format: Format,
    pub header: Vec<String>,
    /// Lines, or JSON objects.
    pub records: Vec<String>,
    pub is_json: bool,
    join: Join,
}

/// How JSON objects lie in a file.
#[derive(Clone, Copy, Debug)]
enum Join {
    Lines,
    OneBehindTheOther,
    List,
    Wrapper,
    Messages,
    LogEvents,
}

const JOINS: [Join; 6] =
    [Join::Lines, Join::OneBehindTheOther, Join::List, Join::Wrapper, Join::Messages, Join::LogEvents];

impl File {
    /// The lines of a file of lines.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.header.iter().chain(&self.records).map(String::as_str)
    }

    /// The file itself.
    pub fn text(&self) -> String {
        self.text_in(self.join)
    }

    /// The same records in every way in which they may lie in a file.
    pub fn texts(&self) -> impl Iterator<Item = String> {
        JOINS.into_iter().map(|join| self.text_in(join))
    }

    fn text_in(&self, join: Join) -> String {
        if !self.is_json {
            return self.lines().map(|line| format!("{line}\n")).collect();
        }
        let message = |record: &String| format!("{{\"message\":{}}}", Value::from(record.as_str()));
        match (join, Row::of(self.format).list) {
            (Join::OneBehindTheOther, _) => self.records.concat(),
            (Join::List, _) => format!("[{}]\n", self.records.join(",\n")),
            (Join::Messages, _) => self.records.iter().map(|record| message(record) + "\n").collect(),
            (Join::LogEvents, _) => {
                let events = self.records.iter().map(message).collect::<Vec<_>>().join(",");
                format!("{{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{events}]}}")
            }
            (Join::Wrapper, Some(key)) => format!("{{\"{key}\":[{}]}}", self.records.join(",")),
            (Join::Lines | Join::Wrapper, _) => self.records.iter().map(|record| format!("{record}\n")).collect(),
        }
    }
}

/// The records of a format's fixtures that are read without an error.
fn sources(format: Format) -> Vec<Source> {
    let mut sources = Vec::new();
    for fixture in Row::of(format).fixtures() {
        let text = fixture.text();
        if text.trim_start().starts_with(['{', '[']) {
            let records = awslog::records(format, text.as_bytes());
            let originals = records.filter_map(|record| record.ok()?.original().map(str::to_owned));
            // Records that were texts inside of JSON may be lines.
            let (objects, lines) = originals.partition::<Vec<_>, _>(|original| original.starts_with('{'));
            sources.extend([objects, lines].map(|records| Source { header: Vec::new(), records }));
        } else {
            sources.extend(sources_of_lines(format, text));
        }
    }
    sources.retain(|source| !source.records.is_empty());
    sources
}

fn sources_of_lines(format: Format, text: &str) -> Vec<Source> {
    let mut parser = Row::of(format).parser().unwrap();
    let mut sources = vec![Source { header: Vec::new(), records: Vec::new() }];
    for line in text.trim_start_matches('\u{FEFF}').lines().filter(|line| !line.trim().is_empty()) {
        let last = sources.last_mut().unwrap();
        match parser.parse_line(line) {
            Ok(None) if last.records.is_empty() => last.header.push(line.to_owned()),
            Ok(None) => sources.push(Source { header: vec![line.to_owned()], records: Vec::new() }),
            Ok(Some(_)) if !line.starts_with('{') => last.records.push(line.to_owned()),
            _ => {}
        }
    }
    sources
}

/// Where something is changed, and how.
#[derive(Clone, Debug)]
pub struct Change {
    place: Index,
    other: Index,
    how: Index,
    text: String,
}

fn change() -> impl Strategy<Value = Change> {
    let texts = prop_oneof![3 => select(VALUES.map(str::to_owned).to_vec()), 1 => "\\PC{0,6}", 1 => any::<String>()];
    (any::<Index>(), any::<Index>(), any::<Index>(), texts).prop_map(|(place, other, how, text)| Change {
        place,
        other,
        how,
        text,
    })
}

/// Files of one to four records that have up to three changes each, or none.
pub fn files(format: Format) -> impl Strategy<Value = File> {
    let changes = prop::collection::vec(change(), 0..4);
    let records = prop::collection::vec((any::<Index>(), changes), 1..5);
    let columns = prop::collection::vec(change(), 0..3);
    (select(sources(format)), records, columns, select(JOINS.to_vec())).prop_map(
        move |(source, changed, columns, join)| {
            let is_json = source.is_json();
            let mut records = changed
                .iter()
                .map(|(record, changes)| {
                    let record = record.get(&source.records);
                    match is_json {
                        true => changed_object(record, changes),
                        false => changed_line(record, changes, &source.records),
                    }
                })
                .collect::<Vec<_>>();
            let mut header = source.header.clone();
            if let Some(names) = header.last_mut() {
                columns.iter().for_each(|change| change_columns(format, names, &mut records, change));
            }
            File { format, header, records, is_json, join }
        },
    )
}
