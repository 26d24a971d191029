//! What is measured of every format, and what it costs to read the same JSON with `serde_json`.

use std::hint::black_box;

use awslog::Decoder;
use awslog::ecs::{Mapper, ToEcs};
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput};
use serde::de::{Deserialize, IgnoredAny};
use serde_json::Value;

/// The group of a format, in bytes of the log.
pub fn group<'c>(criterion: &'c mut Criterion, format: &str, log: &str) -> BenchmarkGroup<'c, WallTime> {
    let mut group = criterion.benchmark_group(format);
    group.throughput(Throughput::Bytes(log.len() as u64));
    group
}

/// Reading a whole log, mapping its records, writing their events, and all three, one by one and many at once.
pub fn records_and_events<R: ToEcs, I: Iterator<Item = awslog::Result<R>>>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    records: impl Fn() -> I,
) {
    let read = records().collect::<Result<Vec<_>, _>>().unwrap();
    let mapper = Mapper::new();
    let mut out = Vec::new();
    for record in &read {
        let event = mapper.to_ecs(record);
        out.clear();
        event.write_json(&mut out);
        assert_eq!(out, serde_json::to_vec(&event).unwrap());
    }

    group.bench_function("records", |bencher| {
        bencher.iter(|| assert_eq!(records().filter(|record| black_box(record).is_ok()).count(), read.len()));
    });
    group.bench_function("to_ecs", |bencher| {
        bencher.iter(|| read.iter().for_each(|record| drop(black_box(mapper.to_ecs(black_box(record))))));
    });
    group.bench_function("to_ecs and write_json", |bencher| {
        bencher.iter(|| {
            for record in &read {
                out.clear();
                mapper.to_ecs(black_box(record)).write_json(&mut out);
                black_box(&out);
            }
        });
    });
    group.bench_function("records, to_ecs and write_json", |bencher| {
        bencher.iter(|| {
            for record in records() {
                out.clear();
                mapper.to_ecs(&record.unwrap()).write_json(&mut out);
                black_box(&out);
            }
        });
    });
    group.bench_function("records and write_events", |bencher| {
        bencher.iter(|| {
            out.clear();
            mapper.write_events(records(), &mut out);
            black_box(&out);
        });
    });
}

/// Reading a whole log through a decoder, in chunks as they come from a network or a decompressor.
pub fn decoder(group: &mut BenchmarkGroup<'_, WallTime>, log: &str, new: impl Fn() -> Decoder) {
    const CHUNK: usize = 64 << 10;
    let read = |log: &str| {
        let mut decoder = new();
        let mut count = 0;
        for chunk in log.as_bytes().chunks(CHUNK) {
            decoder.push(chunk);
            count += decoder.records().filter(|record| black_box(record).is_ok()).count();
        }
        decoder.finish();
        count + decoder.records().filter(|record| black_box(record).is_ok()).count()
    };
    assert!(read(log) > 0);
    group.bench_function("decoder", |bencher| bencher.iter(|| read(black_box(log))));
}

/// The same documents with `serde_json`: nothing kept, and a tree.
pub fn serde_json_baselines(group: &mut BenchmarkGroup<'_, WallTime>, documents: &[&str]) {
    serde_json_baseline::<IgnoredAny>(group, "nothing kept", documents);
    serde_json_baseline::<Value>(group, "Value", documents);
}

/// The same documents with `serde_json`, as a type of one's own.
pub fn serde_json_baseline<'de, T: Deserialize<'de>>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    name: &str,
    documents: &[&'de str],
) {
    group.bench_function(format!("baseline: serde_json, {name}"), |bencher| {
        bencher.iter(|| {
            documents.iter().for_each(|document| {
                black_box(serde_json::from_str::<T>(black_box(document)).unwrap());
            });
        });
    });
}

/// Columns cut apart and no more.
pub fn split_baseline<const COLUMNS: usize>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    lines: &[String],
    delimiter: char,
) {
    assert!(lines.iter().all(|line| line.split(delimiter).count() <= COLUMNS));
    group.bench_function("baseline: str::split into an array", |bencher| {
        bencher.iter(|| {
            for line in lines {
                let mut values = [""; COLUMNS];
                values.iter_mut().zip(black_box(line).split(delimiter)).for_each(|(place, value)| *place = value);
                black_box(values);
            }
        });
    });
}
