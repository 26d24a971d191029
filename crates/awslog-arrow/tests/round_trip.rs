//! What the batches hold is what the records hold: every value of every fixture.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

mod cell;
#[path = "../../../tests/registry/mod.rs"]
mod registry;

use arrow_array::RecordBatch;
use awslog::{Format, Record, elb, route53};
use awslog_arrow::ReaderBuilder;
use cell::{Cell, Row};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use registry::{Fixture, fixtures, hostile_fixtures};

fn all_fixtures() -> impl Iterator<Item = Fixture> {
    fixtures().into_iter().chain(hostile_fixtures())
}

fn batches(fixture: &Fixture) -> Vec<RecordBatch> {
    let builder = ReaderBuilder::new(fixture.format()).with_batch_size(3);
    builder.build(&fixture.bytes).unwrap().collect::<Result<_, _>>().unwrap()
}

fn rows(batches: &[RecordBatch]) -> Vec<Row> {
    batches.iter().flat_map(cell::rows).collect()
}

/// The row that a record should become.
fn expected(record: &Record<'_>) -> Row {
    let mut row = cell::expected(record.as_object());
    let kind = match record {
        Record::Elb(record) => Some(record.kind().as_str()),
        Record::Route53(record) => Some(record.kind().as_str()),
        _ => None,
    };
    if let Some(kind) = kind {
        row.insert("kind".into(), Cell::Text(kind.into()));
    }
    row
}

#[track_caller]
fn assert_rows(name: &str, rows: &[Row], expected: &[Row]) {
    for (number, (row, expected)) in rows.iter().zip(expected).enumerate() {
        assert_eq!(row, expected, "{name}, row {number}");
    }
    assert_eq!(rows.len(), expected.len(), "{name}");
}

#[test]
fn every_value_is_in_its_column() {
    for fixture in all_fixtures() {
        let expected = fixture.records().map(|read| match read {
            Ok(record) => expected(&record),
            Err(error) => cell::refused(&error),
        });
        assert_rows(&fixture.name, &rows(&batches(&fixture)), &expected.collect::<Vec<_>>());
    }
}

#[cfg(feature = "ecs")]
#[test]
fn every_value_of_events_is_in_its_column() {
    let mapper = std::sync::Arc::new(awslog::ecs::Mapper::new());
    for fixture in all_fixtures() {
        let expected = fixture.records().map(|read| match read {
            Ok(record) => cell::expected(mapper.to_ecs(&record).as_object()),
            Err(error) => cell::refused(&error),
        });
        let expected = expected.collect::<Vec<_>>();
        let reader = ReaderBuilder::new(fixture.format()).ecs(mapper.clone()).build(&fixture.bytes).unwrap();
        assert_rows(&fixture.name, &rows(&reader.collect::<Result<Vec<_>, _>>().unwrap()), &expected);
    }
}

#[test]
fn parquet_gives_back_what_was_written() {
    for fixture in all_fixtures() {
        let batches = batches(&fixture);
        let Some(first) = batches.first() else { continue };
        let properties = WriterProperties::builder().set_compression(Compression::ZSTD(Default::default())).build();
        let mut writer = ArrowWriter::try_new(Vec::new(), first.schema(), Some(properties)).unwrap();
        batches.iter().for_each(|batch| writer.write(batch).unwrap());
        let file = bytes::Bytes::from(writer.into_inner().unwrap());
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
        assert_eq!(reader.schema().fields(), first.schema().fields(), "{}", fixture.name);
        let read = reader.build().unwrap().collect::<Result<Vec<_>, _>>().unwrap();
        assert_rows(&fixture.name, &rows(&read), &rows(&batches));
    }
}

#[test]
fn chunks_of_any_size_make_the_same_batches() {
    for fixture in all_fixtures() {
        let expected = batches(&fixture);
        for size in [1, 7, 100, 4096, usize::MAX] {
            let builder = ReaderBuilder::new(fixture.format()).with_batch_size(3);
            let mut decoder = builder.build_decoder().unwrap();
            let mut batches = Vec::new();
            for mut chunk in fixture.bytes.chunks(size.min(fixture.bytes.len().max(1))) {
                while !chunk.is_empty() {
                    let taken = decoder.decode(chunk).unwrap();
                    chunk = &chunk[taken..];
                    if decoder.capacity() == 0 {
                        batches.extend(decoder.flush().unwrap());
                    }
                }
            }
            while let Some(batch) = (decoder.decode(&[]).unwrap() == 0).then(|| decoder.flush().unwrap()).flatten() {
                batches.push(batch);
            }
            let name = format!("{} in chunks of {size}", fixture.name);
            assert_rows(&name, &rows(&batches), &rows(&expected));
            assert!(batches == expected, "{name}");
        }
    }
}

#[test]
fn every_kind_of_record_is_named() {
    let names = |format| {
        let fixtures = fixtures().into_iter().filter(move |fixture| fixture.format() == format);
        let rows = fixtures.flat_map(|fixture| rows(&batches(&fixture)));
        rows.filter_map(|mut row| row.remove("kind")).collect::<Vec<_>>()
    };
    let load_balancers = elb::Kind::ALL.iter().map(|kind| (Format::Elb, kind.as_str()));
    let query_logs = route53::Kind::ALL.iter().map(|kind| (Format::Route53, kind.as_str()));
    for (format, kind) in load_balancers.chain(query_logs) {
        assert!(names(format).contains(&Cell::Text(kind.into())), "{kind}");
    }
}
