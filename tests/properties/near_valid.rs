//! Files that are nearly what AWS writes: records of the fixtures with values, columns and keys changed.

use std::fs;
use std::path::Path;

use awslog::{Format, cloudfront, elb, vpc_flow};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value};

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
        if !self.is_json {
            return self.lines().map(|line| format!("{line}\n")).collect();
        }
        let message = |record: &String| format!("{{\"message\":{}}}", Value::from(record.as_str()));
        match (self.join, list_key(self.format)) {
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

/// The key of the list that a format's records lie in.
fn list_key(format: Format) -> Option<&'static str> {
    match format {
        Format::CloudTrail => Some("Records"),
        Format::GuardDuty => Some("Findings"),
        Format::Config => Some("configurationItems"),
        _ => None,
    }
}

/// The folder of a format's fixtures.
fn folder(format: Format) -> &'static str {
    if format == Format::VpcFlow { "vpc_flow" } else { format.as_str() }
}

/// The records of a format's fixtures that are read without an error.
fn sources(format: Format) -> Vec<Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder(format));
    let mut paths = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect::<Vec<_>>();
    paths.sort();
    let mut sources = Vec::new();
    for path in paths {
        let text = fs::read_to_string(path).unwrap();
        if text.trim_start().starts_with(['{', '[']) {
            let records = awslog::records(format, text.as_bytes());
            let originals = records.filter_map(|record| record.ok()?.original().map(str::to_owned));
            // Records that were texts inside of JSON may be lines.
            let (objects, lines) = originals.partition::<Vec<_>, _>(|original| original.starts_with('{'));
            sources.extend([objects, lines].map(|records| Source { header: Vec::new(), records }));
        } else {
            sources.extend(sources_of_lines(format, &text));
        }
    }
    sources.retain(|source| !source.records.is_empty());
    sources
}

fn sources_of_lines(format: Format, text: &str) -> Vec<Source> {
    let mut is_record: Box<dyn FnMut(&str) -> awslog::Result<bool>> = match format {
        Format::CloudFront => {
            let mut parser = cloudfront::Parser::new();
            Box::new(move |line| parser.parse_line(line).map(|record| record.is_some()))
        }
        Format::VpcFlow => {
            let mut parser = vpc_flow::Parser::new();
            Box::new(move |line| parser.parse_line(line).map(|record| record.is_some()))
        }
        Format::Elb => {
            let mut parser = elb::Parser::new();
            Box::new(move |line| parser.parse_line(line).map(|record| record.is_some()))
        }
        _ => panic!("{format} has no lines"),
    };
    let mut sources = vec![Source { header: Vec::new(), records: Vec::new() }];
    for line in text.trim_start_matches('\u{FEFF}').lines().filter(|line| !line.trim().is_empty()) {
        let last = sources.last_mut().unwrap();
        match is_record(line) {
            Ok(false) if last.records.is_empty() => last.header.push(line.to_owned()),
            Ok(false) => sources.push(Source { header: vec![line.to_owned()], records: Vec::new() }),
            Ok(true) if !line.starts_with('{') => last.records.push(line.to_owned()),
            _ => {}
        }
    }
    sources
}

/// Where something is changed, and how.
#[derive(Clone, Debug)]
struct Change {
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
                        false => changed_line(format, record, changes, &source.records),
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

/// What stands between the values of a line.
fn delimiter(format: Format, line: &str) -> char {
    match format {
        _ if line.contains('\t') => '\t',
        _ if !line.contains(' ') || line.contains(',') && line.split(',').count() > line.split(' ').count() => ',',
        _ => ' ',
    }
}

/// The values of a line. Those in quotes may hold the delimiter.
fn split(line: &str, delimiter: char) -> Vec<String> {
    let mut in_quotes = false;
    let is_end = |char: char| {
        in_quotes ^= char == '"' && delimiter != '\t';
        char == delimiter && !in_quotes
    };
    line.split(is_end).map(str::to_owned).collect()
}

fn changed_line(format: Format, line: &str, changes: &[Change], others: &[String]) -> String {
    let delimiter = delimiter(format, line);
    let mut values = split(line, delimiter);
    for change in changes {
        let place = change.place.index(values.len());
        match change.how.index(8) {
            0 => values[place] = change.text.clone(),
            1 => values[place] = "-".to_owned(),
            2 => values[place] = change.other.get(&values).clone(),
            3 => {
                let other = split(&others[change.other.index(others.len())], delimiter);
                values[place] = other.get(place).cloned().unwrap_or_default();
            }
            4 => values.push(change.text.clone()),
            5 => values.truncate(place.max(1)),
            6 => {
                let ends = values[place].char_indices().map(|(end, _)| end).chain([values[place].len()]);
                let end = *change.other.get(&ends.collect::<Vec<_>>());
                values[place].insert_str(end, &change.text);
            }
            _ => drop(values[place].pop()),
        }
    }
    let line = values.join(&delimiter.to_string()).replace(['\n', '\r'], "");
    // Neither blank nor a header nor JSON, so that it is a record whatever is in it.
    let is_other = line.trim_start_matches(['\u{FEFF}', '"']).starts_with(['#', '{', '[']);
    if is_other || line.trim().is_empty() { format!("x{line}") } else { line }
}

/// Gives all lines another column, or the same in another order.
fn change_columns(format: Format, names: &mut String, records: &mut [String], change: &Change) {
    let delimiter = delimiter(format, &records[0]);
    let start = names.strip_prefix("#Fields:").map_or(0, |rest| names.len() - rest.trim_start().len());
    let between = if names[start..].contains('\t') {
        '\t'
    } else if names[start..].contains(',') {
        ','
    } else {
        ' '
    };
    let mut columns = names[start..].split(between).map(str::to_owned).collect::<Vec<_>>();
    // A header of a load balancer's log that does not say that it is one begins with three known names.
    let first = if format == Format::Elb && start == 0 { 3 } else { 0 };
    let [place, other] = [change.place, change.other].map(|place| first + place.index(columns.len() - first));
    let how = change.how.index(3);
    match how {
        0 => columns.swap(place, other),
        1 => columns.insert(place, NEW_NAME.to_owned()),
        _ => columns.push(columns[other].clone()),
    }
    *names = format!("{}{}", &names[..start], columns.join(&between.to_string()));
    for record in records {
        let mut values = split(record, delimiter);
        if values.len() != columns.len() - usize::from(how != 0) {
            continue;
        }
        match how {
            0 => values.swap(place, other),
            1 => values.insert(place, "new".to_owned()),
            _ => values.push(values[other].clone()),
        }
        *record = values.join(&delimiter.to_string());
    }
}

fn changed_object(json: &str, changes: &[Change]) -> String {
    // What is not changed stays as it is, with the keys in their order.
    if changes.is_empty() {
        return json.to_owned();
    }
    let Ok(mut value) = serde_json::from_str::<Value>(json) else {
        // Some logs have escapes that are not JSON's.
        return json.to_owned();
    };
    let mut again = String::new();
    for change in changes {
        let mut places = Vec::new();
        pointers(&value, "", &mut places);
        let Some(place) = (!places.is_empty()).then(|| change.place.get(&places).clone()) else { continue };
        let (parent, key) = place.rsplit_once('/').unwrap();
        let key = key.replace("~1", "/").replace("~0", "~");
        let here = value.pointer(&place).unwrap().clone();
        let other = value.pointer(&places[change.other.index(places.len())]).unwrap().clone();
        let new = match change.how.index(12) {
            0 => Value::Null,
            1 => Value::from(change.text.clone()),
            2 => Value::from(here.as_str().map_or_else(|| here.to_string(), str::to_owned)),
            3 => here.as_str().and_then(|text| text.parse::<u64>().ok()).map_or(here, Value::from),
            4 => other,
            5 => Value::Object(Map::from_iter([(NEW_NAME.to_owned(), here)])),
            6 => Value::Array(Vec::new()),
            7 => Value::Array(vec![here.clone(), Value::Null, here]),
            8 => {
                again = format!(",{}:{other}", Value::from(key.as_str()));
                continue;
            }
            how => {
                if let Some(members) = value.pointer_mut(parent).unwrap().as_object_mut() {
                    let inner = members.remove(&key).unwrap();
                    match how {
                        9 => {}
                        10 => drop(members.insert(NEW_NAME.to_owned(), inner)),
                        _ => drop(members.insert(capital(&key), inner)),
                    }
                }
                continue;
            }
        };
        *value.pointer_mut(&place).unwrap() = new;
    }
    // A key that comes again comes last.
    let json = value.to_string();
    if again.is_empty() || json == "{}" { json } else { format!("{}{again}}}", json.strip_suffix('}').unwrap()) }
}

fn capital(key: &str) -> String {
    let mut chars = key.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The JSON pointers of all values inside of a value.
fn pointers(value: &Value, path: &str, found: &mut Vec<String>) {
    let mut push = |key: &str, value: &Value| {
        let path = format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"));
        found.push(path.clone());
        pointers(value, &path, found);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| push(key, value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(number, value)| push(&number.to_string(), value)),
        _ => {}
    }
}
