use std::sync::Arc;

use arrow_array::RecordBatch;
use awslog::ecs::Mapper;
use awslog::{Error, Format, Record};
use awslog_arrow::ReaderBuilder;

use crate::cell::{self, Row};
use crate::format_of;

/// Batches hold what the records of a file hold, wherever its chunks are cut, and whichever columns are wanted.
///
/// The options say how many rows a batch has and how the chunks are cut. `contents` says what is in the batches: each is read in
/// a run of its own, because columns take more time than anything else.
pub fn check_batches(format: u8, options: u8, contents: u8, file: &[u8]) {
    let format = format_of(format);
    let (batch_size, cuts) = (usize::from(options % 8) + 1, usize::from(options / 8) * 3 + 1);
    let builder = ReaderBuilder::new(format).with_batch_size(batch_size);
    match contents % 3 {
        0 => check_records(&builder, format, file, batch_size, cuts),
        1 => check_events(builder, format, file),
        _ => check_projection(builder, format, file, usize::from(options) % 5),
    }
}

fn check_records(builder: &ReaderBuilder, format: Format, file: &[u8], batch_size: usize, cuts: usize) {
    let expected = awslog::records(format, file).map(|read| row_of(read, of_record)).collect::<Vec<_>>();
    let batches = read(builder, file);
    assert!(batches.iter().all(|batch| (1..=batch_size).contains(&batch.num_rows())));
    assert_eq!(rows(&batches), expected);
    assert_eq!(decode(builder, file, cuts), batches);
}

fn check_events(builder: ReaderBuilder, format: Format, file: &[u8]) {
    let mapper = Arc::new(Mapper::new());
    let of_event = |record: Record<'_>| cell::expected(mapper.to_ecs(&record).as_object());
    let expected = awslog::records(format, file).map(|read| row_of(read, of_event)).collect::<Vec<_>>();
    assert_eq!(rows(&read(&builder.ecs(mapper.clone()), file)), expected);
}

fn check_projection(builder: ReaderBuilder, format: Format, file: &[u8], skipped: usize) {
    let Ok(records) = awslog::records(format, file).collect::<Result<Vec<_>, _>>() else {
        // Without all fields, fewer records are refused.
        return;
    };
    let schema = awslog_arrow::schema(format);
    let names = schema.fields().iter().map(|field| field.name()).filter(|name| *name != "extra");
    let names = names.skip(skipped).step_by(3).cloned().collect::<Vec<_>>();
    let expected = records.into_iter().map(|record| {
        let mut row = of_record(record);
        row.retain(|name, _| names.contains(name));
        row
    });
    let expected = expected.collect::<Vec<_>>();
    assert_eq!(rows(&read(&builder.with_projection(names), file)), expected);
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
