use awslog::{Error, Format, Record};
use serde_json::Value;

/// Reads a file and looks at each of its records and errors.
pub fn check_records(format: Format, bytes: &[u8]) {
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
    assert_eq!(records.count(), count, "the second time there are others");
}

fn check_record(format: Format, bytes: &[u8], record: &Record<'_>) {
    assert_eq!(record.format(), format);
    if let Some(original) = record.original() {
        // Not always a part of it: some wrappers hold records as text, with escapes.
        assert!(original.len() <= bytes.len(), "more than there is: {original:?}");
    }
    assert!(!format!("{record:?}").is_empty());
    assert_eq!(record.clone().into_owned(), *record);

    let serialized = serde_json::to_string(record).expect("a record is JSON");
    // What AWS would not write may be read otherwise the second time: `_` is null or not by the keys around it, say.
    // From then on it stays.
    if let Some(second) = read_again(format, &serialized) {
        assert_eq!(read_again(format, &second).as_deref().map(value), Some(value(&second)), "first {serialized}");
    } else {
        // Fields of several kinds of load balancer log, or of none, do not say which it was.
        assert_eq!(format, Format::Elb, "cannot be read: {serialized}");
    }
}

/// What a record that is serialized reads as, serialized again.
fn read_again(format: Format, serialized: &str) -> Option<String> {
    let mut records = awslog::records(format, serialized.as_bytes());
    let record = records.next()?.ok()?;
    assert!(records.next().is_none(), "two records of {serialized}");
    Some(serde_json::to_string(&record).expect("a record is JSON"))
}

/// The value without the order of its keys. Of columns with the same name the last one counts.
fn value(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_else(|error| out_of_range(&error, json))
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

/// Reads a file line by line: what comes out is the same as from the whole file.
///
/// A file that holds JSON is not looked at, since its documents need not be lines.
pub fn check_lines<'a, R: PartialEq + std::fmt::Debug>(
    bytes: &'a [u8],
    whole: impl Iterator<Item = Result<R, Error>>,
    mut parse_line: impl FnMut(&'a str) -> Result<Option<R>, Error>,
) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.contains(['{', '[']) {
        return;
    }
    let lines = text.split('\n').zip(1..).filter_map(|(line, number)| {
        let line = line.strip_suffix('\r').unwrap_or(line);
        parse_line(line).map_err(|error| error.with_line(number).to_string()).transpose()
    });
    let whole = whole.map(|record| record.map_err(|error| error.to_string()));
    assert_eq!(whole.collect::<Vec<_>>(), lines.collect::<Vec<_>>());
}
