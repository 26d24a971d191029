//! A decoder holds the rows of one batch and one chunk of the input, however long that is.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failing test panics")]

use allocation_counter::measure;
use arrow_array::RecordBatch;
use awslog::Format;
use awslog_arrow::ReaderBuilder;

#[path = "../../../tests/generate/cloudtrail.rs"]
mod generate;

const CHUNK: usize = 64 << 10;

fn bytes_at_a_time(builder: &ReaderBuilder, file: &[u8], rounds: usize) -> (u64, usize) {
    let (mut rows, mut longest) = (0, 0);
    let mut take = |batch: RecordBatch| {
        rows += batch.num_rows();
        longest = longest.max(batch.get_array_memory_size());
    };
    let used = measure(|| {
        let mut decoder = builder.clone().build_decoder().unwrap();
        for _ in 0..rounds {
            let mut rest = file;
            while !rest.is_empty() {
                let chunk = rest.get(..CHUNK).unwrap_or(rest);
                let taken = decoder.decode(chunk).unwrap();
                rest = rest.get(taken..).unwrap();
                if decoder.capacity() == 0 {
                    take(decoder.flush().unwrap().unwrap());
                }
            }
        }
        decoder.decode(&[]).unwrap();
        decoder.flush().unwrap().into_iter().for_each(&mut take);
    });
    assert!(rows > rounds * 100);
    (used.bytes_max, longest)
}

#[test]
fn memory_is_a_batch_and_a_chunk() {
    let file = generate::log_file(1 << 20);
    let builder = ReaderBuilder::new(Format::CloudTrail).with_batch_size(256);
    let (once, longest) = bytes_at_a_time(&builder, file.as_bytes(), 2);
    let (often, _) = bytes_at_a_time(&builder, file.as_bytes(), 12);
    // Buffers grow by doubling, and the batch is there until the next one begins.
    assert!(often < 2 * longest as u64 + 8 * CHUNK as u64, "{often} bytes at a time, a batch has {longest}");
    assert!(often < once + CHUNK as u64, "{often} bytes at a time for a long input, {once} for a short one");
}

#[test]
fn few_columns_take_little() {
    let file = generate::log_file(1 << 20);
    let builder = ReaderBuilder::new(Format::CloudTrail).with_batch_size(256).with_projection(["event_name"]);
    let (bytes, _) = bytes_at_a_time(&builder, file.as_bytes(), 4);
    assert!(bytes < 6 * CHUNK as u64, "{bytes} bytes at a time");
}
