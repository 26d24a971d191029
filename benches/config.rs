//! AWS Config snapshots: reading their items, mapping them, and what it costs to walk over the same JSON and no more.
#![allow(missing_docs, clippy::unwrap_used, reason = "a failing benchmark may panic")]

use std::hint::black_box;

use awslog::config;
use awslog::ecs::Mapper;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde::de::IgnoredAny;

/// A snapshot with many items, which is one JSON object.
fn file(items: usize) -> String {
    const SNAPSHOT: &str = include_str!("../fixtures/config/snapshot.json");
    let (front, rest) = SNAPSHOT.split_once("\"configurationItems\":[").unwrap();
    let (both, _) = rest.rsplit_once("]}").unwrap();
    format!("{front}\"configurationItems\":[{}]}}", vec![both; items / 2].join(","))
}

fn items(criterion: &mut Criterion) {
    let file = file(10_000);
    let records = config::records(file.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
    assert_eq!(records.len(), 10_000);
    let mapper = Mapper::new();
    let mut out = Vec::new();

    let mut group = criterion.benchmark_group("config");
    group.throughput(Throughput::Bytes(file.len() as u64));
    group.bench_function("records", |bencher| {
        bencher.iter(|| config::records(black_box(file.as_bytes())).for_each(|record| drop(black_box(record))));
    });
    group.bench_function("to_ecs and write_json", |bencher| {
        bencher.iter(|| {
            for record in &records {
                out.clear();
                mapper.to_ecs(black_box(record)).write_json(&mut out);
                black_box(&out);
            }
        });
    });
    group.bench_function("baseline: serde_json, nothing kept", |bencher| {
        bencher.iter(|| black_box(serde_json::from_str::<IgnoredAny>(black_box(&file)).unwrap()));
    });
    group.finish();
}

criterion_group!(benches, items);
criterion_main!(benches);
