//! Mapping: CloudFront records to events, and events to JSON.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, reason = "a failing benchmark may panic")]

mod generate;

use std::hint::black_box;

use awslog::cloudfront::{self, Record};
use awslog::ecs::Mapper;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn cloudfront_events(criterion: &mut Criterion) {
    let lines = generate::cloudfront(2_000);
    let file = generate::cloudfront_file(&lines);
    let records = lines.iter().map(|line| cloudfront::parse_line(line).unwrap()).collect::<Vec<Record<'_>>>();
    let mapper = Mapper::new();
    let mut out = Vec::new();
    for record in &records {
        let event = mapper.to_ecs(record);
        out.clear();
        event.write_json(&mut out);
        assert_eq!(out, serde_json::to_vec(&event).unwrap());
    }

    let mut group = criterion.benchmark_group("cloudfront");
    group.throughput(Throughput::Bytes(lines.iter().map(|line| line.len() as u64).sum()));
    group.bench_function("to_ecs", |bencher| {
        bencher.iter(|| records.iter().for_each(|record| drop(black_box(mapper.to_ecs(black_box(record))))));
    });
    group.bench_function("to_ecs + write_json", |bencher| {
        bencher.iter(|| {
            for record in &records {
                out.clear();
                mapper.to_ecs(black_box(record)).write_json(&mut out);
                black_box(&out);
            }
        });
    });
    group.bench_function("to_ecs + serde_json::to_writer", |bencher| {
        bencher.iter(|| {
            for record in &records {
                out.clear();
                serde_json::to_writer(&mut out, &mapper.to_ecs(black_box(record))).unwrap();
                black_box(&out);
            }
        });
    });
    group.bench_function("bytes to events to JSON", |bencher| {
        bencher.iter(|| {
            for record in cloudfront::records(black_box(file.as_bytes())) {
                out.clear();
                mapper.to_ecs(&record.unwrap()).write_json(&mut out);
                black_box(&out);
            }
        });
    });
    group.finish();
}

criterion_group!(benches, cloudfront_events);
criterion_main!(benches);
