//! Every format, by its largest fixture: reading it, whole and in chunks, looking its values up, mapping it, and what it costs to
//! walk over the same JSON and no more.
//!
//! `cargo bench --bench formats -- waf` measures one of them. The formats of the busiest logs have benchmarks of their own, with
//! logs as real traffic makes them.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, reason = "a failing benchmark may panic")]

use std::hint::black_box;

use awslog::{Decoder, Record};
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main};
use serde::de::IgnoredAny;

#[allow(dead_code, reason = "some of it is for single formats")]
mod measure;
#[path = "../tests/registry/mod.rs"]
mod registry;

use registry::{Fixture, ROWS, Row};

/// How many bytes a log has at least.
const SIZE: usize = 1 << 20;

/// The largest fixture that can be repeated, and that `serde_json` reads too if it is JSON.
fn log(row: &Row) -> String {
    let repeated = |fixture: &Fixture, times| format!("{}\n", fixture.text().trim_end()).repeat(times);
    let count = |log: &str| awslog::records(row.format, log.as_bytes()).filter(Result::is_ok).count();
    let mut fixtures = row.fixtures();
    fixtures.retain(|fixture| count(&repeated(fixture, 2)) == 2 * count(&repeated(fixture, 1)));
    let is_json = |fixture: &Fixture| {
        let originals =
            fixture.records().map(|record| record.unwrap().original().map(serde_json::from_str::<IgnoredAny>));
        originals.flatten().all(|read| read.is_ok())
    };
    fixtures.retain(|fixture| row.lines.is_some() || is_json(fixture));
    let largest = fixtures.iter().max_by_key(|fixture| fixture.bytes.len()).unwrap();
    repeated(largest, SIZE / largest.bytes.len() + 1)
}

/// The values of all fields, in one pass over them and by name.
fn lookups(group: &mut BenchmarkGroup<'_, WallTime>, records: &[Record<'_>]) {
    let name = |(name, _): (&str, _)| name.to_owned();
    let names = records.iter().map(|record| record.values().map(name).collect::<Vec<_>>()).collect::<Vec<_>>();
    assert!(records.iter().zip(&names).all(|(record, names)| names.iter().all(|name| record.get(name).is_some())));
    group.bench_function("values", |bencher| {
        bencher.iter(|| {
            for value in records.iter().flat_map(|record| black_box(record).values()) {
                black_box(value);
            }
        });
    });
    group.bench_function("get", |bencher| {
        bencher.iter(|| {
            for (record, names) in records.iter().zip(&names) {
                for name in names {
                    black_box(black_box(record).get(black_box(name)));
                }
            }
        });
    });
}

fn formats(criterion: &mut Criterion) {
    for row in ROWS {
        let log = log(row);
        let records = || awslog::records(row.format, black_box(log.as_bytes()));
        let originals = records().map(|record| record.unwrap().original().unwrap().to_owned()).collect::<Vec<_>>();
        let originals = originals.iter().map(String::as_str).collect::<Vec<_>>();

        let mut group = measure::group(criterion, &format!("formats/{}", row.module), &log);
        group.bench_function("parse_line", |bencher| {
            bencher.iter(|| originals.iter().for_each(|record| drop(black_box((row.parse_line)(black_box(record))))));
        });
        measure::records_and_events(&mut group, records);
        measure::decoder(&mut group, &log, || Decoder::new(row.format));
        lookups(&mut group, &records().map(Result::unwrap).collect::<Vec<_>>());
        if row.lines.is_none() {
            measure::serde_json_baselines(&mut group, &originals);
        }
        group.finish();
    }
}

criterion_group!(benches, formats);
criterion_main!(benches);
