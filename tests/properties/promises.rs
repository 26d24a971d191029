//! What holds for files that are nearly what AWS writes. A good part of their records is read, so that each promise is
//! about something.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use awslog::cloudfront::Family;
use awslog::config::FileKind;
use awslog::ecs::Mapper;
use awslog::{Error, Format, Record, Result};
use proptest::test_runner::{Config, TestRunner};

use crate::near_valid::{self, File};
use crate::registry::{ROWS, Row};
use crate::schema;

/// How many files of each format are looked at.
const FILES: u32 = 96;

/// Of a hundred records, as many are read at least.
const READ: usize = 40;

/// Looks at files of all formats.
fn for_files(look: impl Fn(&File)) {
    for_as_many_files(FILES, look);
}

fn for_as_many_files(files: u32, look: impl Fn(&File)) {
    for format in Format::ALL {
        let (records, read) = (Cell::new(0), Cell::new(0));
        let config = Config { cases: files, failure_persistence: None, ..Config::default() };
        let outcome = TestRunner::new(config).run(&near_valid::files(*format), |file| {
            let text = file.text();
            records.set(records.get() + file.records.len());
            read.set(read.get() + awslog::records(*format, text.as_bytes()).filter(Result::is_ok).count());
            look(&file);
            Ok(())
        });
        if let Err(error) = outcome {
            panic!("{format}: {error}");
        }
        let (records, read) = (records.get(), read.get());
        assert!(records >= files as usize, "{format}: {records} records");
        assert!(read * 100 >= records * READ, "{format}: {read} of {records} records are read");
    }
}

/// Looks at the records that are read from files of all formats.
fn for_records(look: impl Fn(&Record<'_>)) {
    for_files(|file| {
        awslog::records(file.format, file.text().as_bytes()).filter_map(Result::ok).for_each(|record| look(&record));
    });
}

/// Records and errors, each in words.
fn in_words<'a>(records: impl Iterator<Item = Result<Record<'a>>>) -> Vec<Result<Record<'static>, String>> {
    records.map(|record| record.map(Record::into_owned).map_err(|error| error.to_string())).collect()
}

/// What an error says but for its place.
fn without_place(error: &Error) -> (Option<String>, Option<String>, String) {
    let words = error.to_string();
    let words = words.rsplit_once(": ").map_or("", |(_, words)| words);
    (error.field().map(str::to_owned), error.found().map(str::to_owned), words.to_owned())
}

/// Reads what a record is serialized as.
fn read_again<'a>(record: &Record<'_>, json: &'a str) -> Result<Record<'a>> {
    (Row::of(record.format()).kind_of(record).parse_line)(json)
}

/// Reads a file of lines one by one.
fn line_by_line(file: &File, end: &str) -> Vec<Result<Record<'static>, String>> {
    let mut parser = Row::of(file.format).parser().unwrap();
    let mut read = Vec::new();
    for (line, number) in file.lines().zip(1..) {
        let line = format!("{line}{end}");
        let record = parser.parse_line(&line).map(|record| record.map(Record::into_owned));
        read.extend(record.map_err(|error| error.with_line(number).to_string()).transpose());
    }
    read
}

#[test]
fn as_many_results_as_records() {
    for_files(|file| {
        let text = file.text();
        assert_eq!(awslog::records(file.format, text.as_bytes()).count(), file.records.len(), "{text}");
    });
}

/// The struct of a record, and the family or kind of file that it is from, where the format has several.
fn kind(record: &Record<'_>) -> String {
    let family = match record {
        Record::CloudFront(record) if record.count.is_some() => "aggregated",
        Record::CloudFront(record) => match record.family {
            None => "standard",
            Some(Family::RealTime) => "real-time",
            Some(_) => "connection",
        },
        Record::CloudTrail(record) if record.insight_details.is_some() => "insight",
        Record::Config(record) => match record.file_kind {
            Some(FileKind::Snapshot) => "snapshot",
            Some(_) => "history",
            None => "",
        },
        _ => "",
    };
    format!("{} {} {family}", record.format(), Row::of(record.format()).kind_of(record).title)
}

/// The families and kinds that the other promises are about.
#[test]
fn records_of_every_kind_are_read() {
    let kinds = RefCell::new(BTreeSet::new());
    // Some kinds are in one fixture only: as many that none is ever missed.
    for_as_many_files(4 * FILES, |file| {
        let text = file.text();
        let records = awslog::records(file.format, text.as_bytes()).filter_map(Result::ok);
        kinds.borrow_mut().extend(records.map(|record| kind(&record)));
    });
    let mut expected: BTreeSet<String> =
        ROWS.iter().flat_map(|row| row.kinds.iter().map(|kind| format!("{} {} ", row.format, kind.title))).collect();
    expected.remove("cloudfront  ");
    let families = ["aggregated", "connection", "real-time", "standard"].map(|family| format!("cloudfront  {family}"));
    expected.extend(families);
    expected.extend(["cloudtrail Events insight", "config  history"].map(str::to_owned));
    assert_eq!(kinds.into_inner(), expected);
}

#[test]
fn line_by_line_is_the_same_as_whole() {
    for_files(|file| {
        let text = file.text();
        let whole = in_words(awslog::records(file.format, text.as_bytes()));
        if !file.is_json {
            for end in ["", "\n", "\r\n", "\r"] {
                assert_eq!(line_by_line(file, end), whole, "{text}");
            }
        }
    });
}

/// Objects are the same alone and in a file, also with white space around them.
#[test]
fn one_object_is_the_same_as_a_file_of_one() {
    for_files(|file| {
        for json in file.records.iter().filter(|_| file.is_json) {
            let [whole] = awslog::records(file.format, json.as_bytes()).collect::<Vec<_>>().try_into().unwrap();
            let with_space = format!(" \t{json} \r\n");
            let row = Row::of(file.format);
            let parsers = [json, &with_space].map(|json| row.parser()?.parse_line(json).transpose());
            let lines = [json, &with_space].map(|json| (row.parse_line)(json));
            for one in lines.into_iter().chain(parsers.into_iter().flatten()) {
                match (one, &whole) {
                    (Err(one), Err(whole)) => assert_eq!(without_place(&one), without_place(whole), "{json}"),
                    (one, whole) => assert_eq!(one.ok().as_ref(), whole.as_ref().ok(), "{json}"),
                }
            }
        }
    });
}

#[test]
fn however_objects_lie_in_a_file_they_are_the_same() {
    let read = |format: Format, text: &str| {
        let records = awslog::records(format, text.as_bytes()).map(|record| {
            let mut record = record.ok()?.into_owned();
            // What file an item is from, its wrapper says.
            if let Record::Config(record) = &mut record {
                record.file_kind = None;
            }
            Some(record)
        });
        records.collect::<Vec<_>>()
    };
    for_files(|file| {
        let expected = read(file.format, &file.text());
        for text in file.texts().filter(|_| file.is_json) {
            assert_eq!(read(file.format, &text), expected, "{text}");
        }
    });
}

#[test]
fn carriage_returns_make_no_difference() {
    for_files(|file| {
        let text = file.text();
        let with_returns = text.replace('\n', "\r\n");
        let (with_returns, without) = (with_returns.as_bytes(), text.as_bytes());
        let records = |bytes| awslog::records(file.format, bytes);
        assert_eq!(records(with_returns).count(), records(without).count());
        for (with, without) in records(with_returns).zip(records(without)) {
            match (with, without) {
                (Err(with), Err(without)) => {
                    assert_eq!(with.line(), without.line(), "{text}");
                    assert_eq!(without_place(&with), without_place(&without), "{text}");
                }
                (with, without) => assert_eq!(with.ok(), without.ok(), "{text}"),
            }
        }
    });
}

#[test]
fn owned_is_the_same_as_borrowed() {
    let mapper = Mapper::new();
    for_records(|record| {
        let owned = record.clone().into_owned();
        assert_eq!(owned, *record);
        assert_eq!(owned.original(), record.original());
        assert_eq!(serde_json::to_string(&owned).unwrap(), serde_json::to_string(record).unwrap());
        let events = [mapper.to_ecs(&owned), mapper.to_ecs(record)].map(|event| serde_json::to_string(&event).unwrap());
        assert_eq!(events[0], events[1]);
    });
}

/// Whether a key of a WAF record came twice, the first time with what AWS writes in place of nothing. That is left out, and
/// the second value stands alone.
fn lacks_the_first_of_two(record: &Record<'_>) -> bool {
    const MARKED: [&str; 4] = ["httpsourcename", "httpsourceid", "country", "requestid"];
    let Record::Waf(record) = record else { return false };
    let request = record.http_request.as_ref().map(|request| &request.unknown);
    let mut keys = request.into_iter().chain([&record.unknown]).flat_map(|unknown| unknown.iter());
    keys.any(|(key, _)| MARKED.contains(&&*key.to_ascii_lowercase()))
}

#[test]
fn what_is_serialized_is_read_again() {
    for_records(|record| {
        if lacks_the_first_of_two(record) {
            return;
        }
        let json = serde_json::to_string(record).unwrap();
        let again = read_again(record, &json).unwrap_or_else(|error| panic!("{error}: {json}"));
        assert_eq!(serde_json::to_string(&again).unwrap(), json);
        // Free-form parts are written on one line: where a log has them otherwise, they are another text.
        if !record.original().unwrap().contains('\n') {
            assert_eq!(again, *record, "{json}");
        }
    });
}

#[test]
fn every_event_is_what_the_schema_allows() {
    let all_options = Mapper::builder()
        .keep_original(true)
        .decode_user_agent(false)
        .private_suffixes(true)
        .internal_networks(["192.0.2.0/24".parse().unwrap()])
        .missing_timestamp(time::UtcDateTime::UNIX_EPOCH)
        .build();
    let mappers = [Mapper::new(), all_options];
    for_files(|file| {
        for record in awslog::records(file.format, file.text().as_bytes()) {
            for mapper in &mappers {
                let event = match &record {
                    Ok(record) => serde_json::to_value(mapper.to_ecs(record)),
                    Err(error) => serde_json::to_value(mapper.pipeline_error(error)),
                };
                let event = event.unwrap();
                assert_eq!(schema::violations(&event), Vec::<String>::new(), "{event}");
            }
        }
    });
}
