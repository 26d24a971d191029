use std::sync::Arc;

use arrow_array::RecordBatch;
use awslog::ecs::Mapper;
use awslog::{Error, Record};
use awslog_arrow::ReaderBuilder;

use crate::cell::{self, Row};
use crate::format_of;

/// Batches hold what the records of a file hold, wherever its chunks are cut, and whichever columns are wanted.
///
/// The options say how many rows a batch has and how the chunks are cut.
pub fn check_batches(format: u8, options: u8, file: &[u8]) {
    let format = format_of(format);
    let (batch_size, cuts) = (usize::from(options % 8) + 1, usize::from(options / 8) * 3 + 1);
    let builder = ReaderBuilder::new(format).with_batch_size(batch_size);
    let records = || awslog::records(format, file);

    let expected = records().map(|read| row_of(read, of_record)).collect::<Vec<_>>();
    let refused = records().filter(Result::is_err).count();
    let batches = read(&builder, file);
    assert!(batches.iter().all(|batch| (1..=batch_size).contains(&batch.num_rows())));
    assert_eq!(rows(&batches), expected);
    assert_eq!(decode(&builder, file, cuts), batches);

    let mapper = Arc::new(Mapper::new());
    let of_event = |record: Record<'_>| cell::expected(mapper.to_ecs(&record).as_object());
    let expected_events = records().map(|read| row_of(read, of_event)).collect::<Vec<_>>();
    assert_eq!(rows(&read(&builder.clone().ecs(mapper.clone()), file)), expected_events);

    // Without all fields, fewer records are refused.
    if refused == 0 {
        let schema = awslog_arrow::schema(format);
        let names = schema.fields().iter().map(|field| field.name()).filter(|name| *name != "extra");
        let names = names.skip(usize::from(options) % 5).step_by(3).cloned().collect::<Vec<_>>();
        let wanted = expected.into_iter().map(|mut row| {
            row.retain(|name, _| names.contains(name));
            row
        });
        let wanted = wanted.collect::<Vec<_>>();
        assert_eq!(rows(&read(&builder.with_projection(names), file)), wanted);
    }
}

/// The row of a record or of an error.
fn row_of(read: Result<Record<'_>, Error>, expected: impl FnOnce(Record<'_>) -> Row) -> Row {
    read.map_or_else(|error| cell::refused(&error), expected)
}

fn of_record(record: Record<'_>) -> Row {
    let mut row = cell::expected(record.as_object());
    if let Some((_, kind)) = record.kind() {
        row.insert("kind".into(), cell::Cell::Text(kind.into()));
    }
    row
}

fn rows(batches: &[RecordBatch]) -> Vec<Row> {
    batches.iter().flat_map(cell::rows).collect()
}

fn read(builder: &ReaderBuilder, file: &[u8]) -> Vec<RecordBatch> {
    builder.clone().build(file).unwrap().collect::<Result<_, _>>().unwrap()
}

/// The batches of a file that arrives in chunks of this length.
fn decode(builder: &ReaderBuilder, file: &[u8], length: usize) -> Vec<RecordBatch> {
    let mut decoder = builder.clone().build_decoder().unwrap();
    let mut batches = Vec::new();
    for mut chunk in file.chunks(length) {
        while !chunk.is_empty() {
            chunk = &chunk[decoder.decode(chunk).unwrap()..];
            if decoder.capacity() == 0 {
                batches.extend(decoder.flush().unwrap());
            }
        }
    }
    loop {
        assert_eq!(decoder.decode(&[]).unwrap(), 0);
        match decoder.flush().unwrap() {
            Some(batch) => batches.push(batch),
            None => return batches,
        }
    }
}
