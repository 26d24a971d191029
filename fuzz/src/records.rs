use awslog::{Error, Format, Record, config, guardduty, waf};
use serde_json::Value;

use crate::format_of;
use crate::registry::{LineParser, Row};

/// Reads a file as a whole and, if its format has lines, line by line.
pub fn check_file(format: u8, bytes: &[u8]) {
    let format = format_of(format);
    check_records(format, bytes);
    if let Some(parser) = Row::of(format).parser() {
        check_lines(format, bytes, parser);
    }
}

/// Looks at each record and error of a file.
fn check_records(format: Format, bytes: &[u8]) {
    let records = awslog::records(format, bytes);
    let mut count = 0;
    for record in records.clone() {
        match &record {
            Ok(record) => check_record(format, bytes, record),
            Err(error) => check_error(format, bytes, error),
        }
        count += 1;
    }
    assert!(count <= bytes.len(), "{count} records in {} bytes", bytes.len());
    assert_eq!(records.count(), count, "the second time there are other records");
}

fn check_record(format: Format, bytes: &[u8], record: &Record<'_>) {
    assert_eq!(record.format(), format);
    if let Some(original) = record.original() {
        // Not always a part of it: some wrappers hold records as text, with escapes. U+FFFD is longer than the byte that it replaces.
        let most = String::from_utf8_lossy(bytes).len();
        assert!(original.len() <= most, "longer than the input: {original:?}");
    }
    assert!(!format!("{record:?}").is_empty());
    assert_eq!(record.clone().into_owned(), *record);

    let serialized = to_json(record);
    match read_again(record, &serialized) {
        Ok(second) if is_flat(record) && !has_underscores(record) => assert_eq!(second, *record, "{serialized}"),
        // Free-form parts are equal once both are as they are serialized: on one line.
        Ok(second) if !is_flat(record) && !is_read_otherwise(record) => assert_eq!(to_json(&second), serialized),
        Ok(_) => {}
        Err(error) => assert!(is_read_otherwise(record), "{error}: {serialized}"),
    }
}

fn to_json(record: &Record<'_>) -> String {
    serde_json::to_string(record).expect("a record is JSON")
}

/// Reads what a record is serialized as.
fn read_again<'a>(record: &Record<'_>, json: &'a str) -> Result<Record<'a>, Error> {
    (Row::of(record.format()).kind_of(record).parse_line)(json)
}

/// Whether it is a record of columns.
fn is_flat(record: &Record<'_>) -> bool {
    let row = Row::of(record.format());
    row.lines.is_some() && row.kind_of(record).parse_columns.is_some()
}

/// In the JSON of aggregated records `_` is null; lines with the same columns have it as a value.
fn has_underscores(record: &Record<'_>) -> bool {
    let Record::CloudFront(record) = record else { return false };
    let is_aggregated = record.count.is_some() || record.start_time.is_some() || record.end_time.is_some();
    is_aggregated && serde_json::to_string(record).expect("a record is JSON").contains("\"_\"")
}

/// Whether a serialized record may be read as another record, or as none.
///
/// Null is left out, and the only key that distinguishes a record from a wrapper may have been null. What is left then has no known
/// key, or has a key of the wrappers. CloudTrail's events are not concerned: they need certain values.
fn is_read_otherwise(record: &Record<'_>) -> bool {
    const WRAPPERS: [&str; 8] = [
        "logEvents",
        "message",
        "Message",
        "detail",
        "Findings",
        "findings",
        "configurationItems",
        "baseConfigurationItems",
    ];
    // A notification's item is read as a part of it. Only items in items are kept as unknown keys.
    const ITEMS: [&str; 2] = ["configurationItem", "configurationItemSummary"];
    let (mut record, nothing, unknown) = match record.clone() {
        Record::Waf(mut record) => {
            if lacks_the_first_of_two(&record) {
                return true;
            }
            let unknown = std::mem::take(&mut record.unknown);
            (Record::from(record), Record::from(waf::Record::default()), unknown)
        }
        Record::GuardDuty(mut record) => {
            let unknown = std::mem::take(&mut record.unknown);
            (Record::from(record), Record::from(guardduty::Record::default()), unknown)
        }
        Record::Config(mut record) => {
            let unknown = std::mem::take(&mut record.unknown);
            (Record::from(record), Record::from(config::Record::default()), unknown)
        }
        _ => return false,
    };
    if let Record::Config(record) = &mut record {
        record.file_kind = None;
    }
    let is_other = |key: &str| WRAPPERS.contains(&key) || record.format() == Format::Config && ITEMS.contains(&key);
    record == nothing || unknown.iter().any(|(key, _)| is_other(key))
}

/// Whether a key came twice, the first time with what AWS writes in place of nothing. That is left out too, and the second
/// value stands alone.
fn lacks_the_first_of_two(record: &waf::Record<'_>) -> bool {
    const MARKED: [&str; 4] = ["httpsourcename", "httpsourceid", "country", "requestid"];
    let request = record.http_request.as_ref().map(|request| &request.unknown);
    let mut keys = request.into_iter().chain([&record.unknown]).flat_map(|unknown| unknown.iter());
    keys.any(|(key, _)| MARKED.contains(&&*key.to_ascii_lowercase()))
}

/// Numbers are as big as they like; serde_json's values are not.
pub fn out_of_range(error: &serde_json::Error, json: &str) -> Value {
    assert!(error.to_string().starts_with("number out of range"), "{error}: {json}");
    Value::from(json)
}

fn check_error(format: Format, bytes: &[u8], error: &Error) {
    assert_eq!(error.format(), format);
    assert!(error.original().len() <= bytes.len());
    assert!(error.line().is_none_or(|line| (1..=bytes.len() as u64 + 1).contains(&line)), "{error}");
    assert!(error.byte().is_none_or(|byte| byte <= bytes.len() as u64), "{error}");
    let message = error.to_string();
    assert!(message.starts_with(format.title()), "{message}");
    assert!(!message.contains(char::is_control), "{message:?}");
    assert!(message.len() < 2_000, "{message}");
    assert!(error.found().is_none_or(|found| found.len() < 1_000), "{message}");
}

/// Reads a file line by line, with the same result as the whole file.
///
/// Skips JSON, whose documents need not be lines, and files with records that span lines: line feeds in quotes.
fn check_lines(format: Format, bytes: &[u8], mut parser: Box<dyn LineParser>) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let text = text.trim_start_matches('\u{FEFF}');
    if text.trim_ascii_start().starts_with(['{', '[']) {
        return;
    }
    let spans_lines = |record: &Record<'_>| record.original().is_some_and(|original| original.contains('\n'));
    if awslog::records(format, bytes).flatten().any(|record| spans_lines(&record)) {
        return;
    }
    let lines = text.split_inclusive('\n').zip(1..).filter_map(|(line, number)| {
        // With its end, without it, or with a part of it: that makes no difference.
        let line = match number % 3 {
            0 => line,
            1 => line.strip_suffix('\n').unwrap_or(line),
            _ => line.strip_suffix("\r\n").unwrap_or(line),
        };
        parser.parse_line(line).map_err(|error| error.with_line(number).to_string()).transpose()
    });
    let whole = awslog::records(format, bytes).map(|record| record.map_err(|error| error.to_string()));
    assert_eq!(whole.collect::<Vec<_>>(), lines.collect::<Vec<_>>());
}
