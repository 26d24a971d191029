use awslog::{Error, Format, Record, cloudfront, cloudtrail, config, elb, guardduty, vpc_flow, waf};
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
    match read_again(record, &serialized) {
        Ok(second) if is_flat(record) && !has_underscores(record) => assert_eq!(second, *record, "{serialized}"),
        // What AWS would not write may be read otherwise the second time: a wrapper inside of a record, say, is a wrapper
        // once its record's other keys are null and left out. From then on it stays.
        Ok(second) => {
            let second = serde_json::to_string(&second).expect("a record is JSON");
            let third = read_again(record, &second).map(|third| serde_json::to_value(third).expect("a record is JSON"));
            match third {
                Ok(third) => assert_eq!(third, value(&second), "first {serialized}"),
                Err(error) => assert!(says_nothing(record), "{error}: {second}, first {serialized}"),
            }
        }
        Err(error) => assert!(says_nothing(record), "{error}: {serialized}"),
    }
}

/// Reads what a record is serialized as.
fn read_again<'a>(record: &Record<'_>, json: &'a str) -> Result<Record<'a>, Error> {
    Ok(match record {
        Record::CloudFront(_) => cloudfront::parse_line(json)?.into(),
        Record::CloudTrail(_) => cloudtrail::parse_line(json)?.into(),
        Record::VpcFlow(_) => vpc_flow::parse_line(json)?.into(),
        // Fields that several kinds of load balancer log have, or none, do not say which it was.
        Record::Elb(elb::Record::AlbAccess(_)) => elb::Record::from(elb::alb_access::parse_line(json)?).into(),
        Record::Elb(elb::Record::AlbConnection(_)) => elb::Record::from(elb::alb_connection::parse_line(json)?).into(),
        Record::Elb(elb::Record::AlbHealthCheck(_)) => elb::Record::from(elb::alb_health_check::parse_line(json)?).into(),
        Record::Elb(elb::Record::NlbTls(_)) => elb::Record::from(elb::nlb_tls::parse_line(json)?).into(),
        Record::Elb(_) => elb::Record::from(elb::classic::parse_line(json)?).into(),
        Record::Waf(_) => waf::parse_line(json)?.into(),
        Record::GuardDuty(_) => guardduty::parse_line(json)?.into(),
        Record::Config(_) => config::parse_line(json)?.into(),
        _ => unreachable!("no such format"),
    })
}

/// Whether it is a record of columns.
fn is_flat(record: &Record<'_>) -> bool {
    matches!(record, Record::CloudFront(_) | Record::VpcFlow(_) | Record::Elb(_))
}

/// In the JSON of aggregated records `_` is null; lines with the same columns have it as a value.
fn has_underscores(record: &Record<'_>) -> bool {
    let Record::CloudFront(record) = record else { return false };
    let is_aggregated = record.count.is_some() || record.start_time.is_some() || record.end_time.is_some();
    is_aggregated && serde_json::to_string(record).expect("a record is JSON").contains("\"_\"")
}

/// Whether no value of a record has a field. All of its keys that are known were null then, and are left out when it is
/// serialized: nothing tells that it is a record, or those keys that are left are a wrapper's.
fn says_nothing(record: &Record<'_>) -> bool {
    match record.clone() {
        Record::Waf(mut record) => {
            record.unknown = Default::default();
            record == waf::Record::default()
        }
        Record::GuardDuty(mut record) => {
            record.unknown = Default::default();
            record == guardduty::Record::default()
        }
        Record::Config(mut record) => {
            record.unknown = Default::default();
            record.file_kind = None;
            record == config::Record::default()
        }
        _ => false,
    }
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
    if text.trim_ascii_start().starts_with(['{', '[']) {
        return;
    }
    let lines = text.split_inclusive('\n').zip(1..).filter_map(|(line, number)| {
        // With its end, without it, or with a part of it: that makes no difference.
        let line = match number % 3 {
            0 => line,
            1 => line.strip_suffix('\n').unwrap_or(line),
            _ => line.strip_suffix("\r\n").unwrap_or(line),
        };
        parse_line(line).map_err(|error| error.with_line(number).to_string()).transpose()
    });
    let whole = whole.map(|record| record.map_err(|error| error.to_string()));
    assert_eq!(whole.collect::<Vec<_>>(), lines.collect::<Vec<_>>());
}
