//! GuardDuty findings: reading them, mapping them, and what it costs to walk over the same JSON and no more.
#![allow(missing_docs, clippy::unwrap_used, reason = "a failing benchmark may panic")]

use std::hint::black_box;

use awslog::ecs::Mapper;
use awslog::guardduty;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde::de::IgnoredAny;

/// A file of findings of all kinds, each with an id of its own.
fn file(findings: usize) -> String {
    const FIXTURES: [&str; 3] = [
        include_str!("../fixtures/guardduty/export.jsonl"),
        include_str!("../fixtures/guardduty/actions.jsonl"),
        include_str!("../fixtures/guardduty/resources.jsonl"),
    ];
    let lines = FIXTURES.iter().flat_map(|fixture| fixture.lines()).cycle().take(findings).enumerate();
    lines.map(|(number, line)| line.replacen("\"id\":\"0", &format!("\"id\":\"{number:x}"), 1) + "\n").collect()
}

fn findings(criterion: &mut Criterion) {
    let file = file(2_000);
    let records = guardduty::records(file.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
    assert_eq!(records.len(), 2_000);
    let mapper = Mapper::new();
    let mut out = Vec::new();

    let mut group = criterion.benchmark_group("guardduty");
    group.throughput(Throughput::Bytes(file.len() as u64));
    group.bench_function("records", |bencher| {
        bencher.iter(|| guardduty::records(black_box(file.as_bytes())).for_each(|record| drop(black_box(record))));
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
        bencher.iter(|| {
            black_box(file.as_str()).lines().for_each(|line| {
                black_box(serde_json::from_str::<IgnoredAny>(line).unwrap());
            });
        });
    });
    group.finish();
}

criterion_group!(benches, findings);
criterion_main!(benches);
