//! The splitting of lines beside `csv`: S3 access logs with their quotes, CloudFront's tabs, and the spaces of VPC flow logs.

use awslog::schema::Object;
use awslog::{cloudfront, s3_access, vpc_flow};
use csv::{ReaderBuilder, StringRecord};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;

use crate::explained::{Explained, Right};
use crate::fields;
use crate::generate::{self, Random};
use crate::mutate;
use crate::pair::{Difference, Pair};
use crate::quotes;
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
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(quoting)
        .has_headers(false)
        .flexible(true)
        .from_reader(line.as_bytes());
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
    if cells.len() > 3 && cells[2].starts_with("[") {
        let zone = cells.remove(3);
        cells[2] = rfc_3339(&format!("{} {zone}", cells[2]));
    }
    cells
}

/// The time as `time` reads it.
fn rfc_3339(text: &str) -> String {
    let form = format_description!(
        "[[[day]/[month repr:short]/[year]:[hour]:[minute]:[second] [offset_hour sign:mandatory][offset_minute]]"
    );
    let instant = OffsetDateTime::parse(text, form).ok();
    instant.and_then(|instant| instant.format(&Rfc3339).ok()).unwrap_or_else(|| text.to_owned())
}

/// How many columns the default layout has.
fn default_columns(object: Object<'_>) -> usize {
    let last = ["source_region", "sc_range_end", "log_status"];
    object.schema().iter().position(|field| last.contains(&field.name)).map_or(0, |place| place + 1)
}

fn compare_cells(object: Object<'_>, cells: &[String]) -> Vec<Difference> {
    // What comes after the default layout is in unknown columns.
    let fields = object.schema().iter().take(default_columns(object)).zip(cells);
    fields
        .filter_map(|(field, cell)| {
            let cell = Some(cell.as_str()).filter(|cell| !matches!(*cell, "" | "-"));
            fields::compare(object, field.name, cell)
        })
        .collect()
}

const S3_FORMAT: &str = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html";

/// The values that are in quotes, where the time is two words.
const QUOTED: &[usize] = &[9, 16, 17];

const EXPLAINED: &[Explained] = &[
    Explained {
        name: "`csv` removes a byte order mark and line ends in front of a line",
        right: Right::Either,
        link: "https://docs.rs/csv/latest/csv/",
        example: "s3_access\n\u{feff} amzn-s3-demo-bucket [15/Jan/2026:12:36:01 +0000] 192.0.2.11 - 7A1B2C3D4E5F607F REST.GET.OBJECT a.bin - \
            - InternalError - 1048576 - - - - - aGVsbG8= - - - - - - - -",
        is: |input, _| input.split_once('\n').is_some_and(|(_, line)| line.starts_with(['\u{feff}', '\r', '\n'])),
    },
    Explained {
        name: "of the values without quotes, only the requester may hold spaces",
        right: Right::Awslog,
        link: S3_FORMAT,
        example: "s3_access\n79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2b0 amzn-s3-demo-bucket 1.5 - 192.0.2.11 \
            arn:aws:iam::123456789012:root 7A1B2C3D4E5F607F REST.GET.OBJECT a.bin - - InternalError - 1048576 - - - - - \
            aGVsbG8= - - - - - - - -",
        is: |input, _| {
            input.split_once('\n').is_some_and(|(module, line)| module == "s3_access" && !has_operation(line))
        },
    },
    Explained {
        name: "a time in front of the line, as exports of CloudWatch Logs have it, is not the record's",
        right: Right::Awslog,
        link: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/S3Export.html",
        example: "cloudfront\n2026-01-15T12:34:56\t2026-01-15\t00:00:39\tNRT41-P6\t1297081\t203.0.113.108\tHEAD\td.cloudfront.net\t/\t000",
        is: |input, _| mutate::has_time_in_front(input.split_once('\n').map_or(input, |(_, line)| line)),
    },
    Explained {
        name: "a leap second is the last moment of its minute",
        right: Right::Awslog,
        link: "https://www.rfc-editor.org/rfc/rfc3339#section-5.7",
        example: "cloudfront\n2026-01-15\t23:59:60\tNRT41-P6\t1297081\t203.0.113.108\tHEAD\td.cloudfront.net\t/\t000",
        is: |_, difference| difference.place == "time" && difference.theirs.contains(":60"),
    },
    Explained {
        name: "the offset of a time may be hours alone, and its bracket missing",
        right: Right::Either,
        link: S3_FORMAT,
        example: "s3_access\n79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2b0 amzn-s3-demo-bucket \
            [15/Jan/2026:12:36:01 +00 192.0.2.11 - 7A1B2C3D4E5F607F REST.GET.OBJECT a.bin - - InternalError - 1048576 - - - - - \
            aGVsbG8= - - - - - - - -",
        is: |input, difference| input.starts_with("s3_access") && difference.place == "time",
    },
    Explained {
        name: "several spaces in a row are one: AWS writes no empty value",
        right: Right::Awslog,
        link: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html",
        example: "vpc_flow\n2  123456789012 eni-0bd249d41c6c1e7e8 192.0.2.1 192.0.2.2 33626 158 17 830 239870 1768508055 1768508115 ACCEPT OK",
        is: |input, _| {
            input.split_once('\n').is_some_and(|(module, line)| module == "vpc_flow" && mutate::has_empty_value(line))
        },
    },
    Explained {
        name: "S3 escapes no quotes: where there are others than its own, `csv` splits in other places",
        right: Right::Awslog,
        link: S3_FORMAT,
        example: "s3_access\n79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2b0 amzn-s3-demo-bucket \
        [15/Jan/2026:12:34:57 +0000] 192.0.2.10 - 7A1B2C3D4E5F6072 REST.GET.OBJECT a \"GET /\" HTTP/1.1\" 403 AccessDenied 243 - 8 \
        - \"-\" \"curl/8.5.0\" -",
        is: |input, _| input.split_once('\n').is_some_and(|(module, line)| module == "s3_access" && !is_regular(line)),
    },
];

/// Whether the quotes are S3's own: the three values may also be a hyphen without quotes.
fn is_regular(line: &str) -> bool {
    quotes::words(line.trim_end_matches(['\r', '\n'])).is_some_and(|words| {
        words.iter().enumerate().all(|(place, (is_quoted, word))| {
            *is_quoted == QUOTED.contains(&place) || QUOTED.contains(&place) && *word == "-"
        })
    })
}

/// Whether the operation is where it stands in a line whose requester has no spaces.
fn has_operation(line: &str) -> bool {
    let letters = |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit() || matches!(letter, '.' | '_');
    let has_time = line.split(' ').nth(2).is_some_and(|word| word.starts_with('['));
    let place = if has_time { 7 } else { 6 };
    line.split(' ').nth(place).is_some_and(|word| word.contains('.') && word.chars().all(letters))
}
