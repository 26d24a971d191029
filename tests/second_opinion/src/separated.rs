//! The splitting of lines beside `csv`: S3 access logs with their quotes, CloudFront's tabs, and the spaces of VPC flow logs.

use awslog::schema::Object;
use awslog::{cloudfront, s3_access, vpc_flow};
use csv::{ReaderBuilder, StringRecord};

use crate::explained::{Explained, Right};
use crate::fields;
use crate::generate::{self, Random};
use crate::mutate;
use crate::pair::{Difference, Pair};
use crate::registry::Row;

pub fn pair() -> Pair {
    Pair { name: "separated", peer: "csv", seeds: seeds(), change, compare: Box::new(compare), explained: EXPLAINED }
}

/// The module on a line of its own, and a line of the log.
fn seeds() -> Vec<String> {
    let mut seeds = Vec::new();
    seeds.extend(generate::s3_access::lines(60).iter().map(|line| format!("s3_access\n{line}")));
    seeds.extend(generate::cloudfront::lines(40).iter().map(|line| format!("cloudfront\n{line}")));
    seeds.extend(generate::vpc_flow::version_2_lines(40).iter().map(|line| format!("vpc_flow\n{line}")));
    for fixture in Row::of(awslog::Format::S3Access).fixtures() {
        let lines = String::from_utf8_lossy(&fixture.bytes).into_owned();
        let lines = lines.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '{']));
        seeds.extend(lines.map(|line| format!("s3_access\n{line}")));
    }
    seeds
}

fn change(seed: &str, random: &mut Random) -> String {
    let (module, line) = seed.split_once('\n').expect("a module and a line");
    let (delimiter, _) = delimiter(module);
    let mut values = line.split(char::from(delimiter)).map(str::to_owned).collect::<Vec<_>>();
    mutate::values(&mut values, random);
    format!("{module}\n{}{}", values.join(&char::from(delimiter).to_string()), mutate::line_end(random))
}

fn delimiter(module: &str) -> (u8, bool) {
    match module {
        "s3_access" => (b' ', true),
        "cloudfront" => (b'\t', false),
        _ => (b' ', false),
    }
}

fn compare(input: &str) -> Vec<Difference> {
    let (module, line) = input.split_once('\n').expect("a module and a line");
    let (delimiter, quoting) = delimiter(module);
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).quoting(quoting).has_headers(false).flexible(true).from_reader(line.as_bytes());
    let mut cells = StringRecord::new();
    let read = reader.read_record(&mut cells).expect("csv reads any text");
    let mut rest = StringRecord::new();
    if !read || reader.read_record(&mut rest).expect("csv reads any text") {
        // No record, or several: a line is one record here.
        return Vec::new();
    }
    match module {
        "s3_access" => {
            let cells = join_time(&cells);
            with(s3_access::parse_line(line), |record| compare_cells(record.as_object(), &cells))
        }
        "cloudfront" => {
            let cells = cells.iter().map(str::to_owned).collect::<Vec<_>>();
            with(cloudfront::parse_line(line), |record| compare_cells(record.as_object(), &cells))
        }
        _ => {
            let cells = cells.iter().map(str::to_owned).collect::<Vec<_>>();
            with(vpc_flow::Layout::version_2().parse_line(line), |record| compare_cells(record.as_object(), &cells))
        }
    }
}

/// `csv` only splits: what awslog refuses is the matter of types, which the other pairs compare.
fn with<R>(record: awslog::Result<R>, then: impl Fn(&R) -> Vec<Difference>) -> Vec<Difference> {
    record.map(|record| then(&record)).unwrap_or_default()
}

/// The time is two cells, in brackets.
fn join_time(cells: &StringRecord) -> Vec<String> {
    let mut cells = cells.iter().map(str::to_owned).collect::<Vec<_>>();
    if cells.len() > 3 && cells[2].starts_with('[') && cells[3].ends_with(']') {
        let zone = cells.remove(3);
        cells[2] = format!("{} {zone}", cells[2]);
    }
    cells
}

fn compare_cells(object: Object<'_>, cells: &[String]) -> Vec<Difference> {
    let fields = object.schema().iter().zip(cells);
    fields
        .filter_map(|(field, cell)| {
            let cell = Some(cell.as_str()).filter(|cell| !matches!(*cell, "" | "-"));
            fields::compare(object, field.name, cell)
        })
        .collect()
}

const EXPLAINED: &[Explained] = &[];
#[allow(dead_code)]
const _USED: Right = Right::Awslog;
