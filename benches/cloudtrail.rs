//! CloudTrail: reading records, mapping them, and both with the JSON that comes out; beside them, what serde_json takes
//! for the same bytes.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, reason = "a failing benchmark may panic")]

use std::hint::black_box;

use awslog::cloudtrail;
use awslog::ecs::Mapper;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

#[path = "generate/cloudtrail.rs"]
mod generate;

fn bench(criterion: &mut Criterion) {
    let file = generate::log_file(8 << 20);
    let bytes = file.as_bytes();
    let records = cloudtrail::records(bytes).collect::<Result<Vec<_>, _>>().unwrap();
    let mapper = Mapper::new();
    let mut group = criterion.benchmark_group("cloudtrail");
    group.throughput(Throughput::Bytes(bytes.len() as u64)).sample_size(20);

    group.bench_function("records", |bencher| {
        bencher.iter(|| {
            let read = cloudtrail::records(black_box(bytes)).filter(|record| black_box(record).is_ok()).count();
            assert_eq!(read, records.len());
        });
    });
    group.bench_function("to_ecs", |bencher| {
        bencher.iter(|| {
            for record in &records {
                assert!(black_box(mapper.to_ecs(black_box(record))).timestamp.is_some());
            }
        });
    });
    group.bench_function("records to JSON events", |bencher| {
        let mut out = Vec::new();
        bencher.iter(|| {
            out.clear();
            for record in cloudtrail::records(black_box(bytes)) {
                mapper.to_ecs(&record.unwrap()).write_json(&mut out);
                out.push(b'\n');
            }
            assert!(out.len() > bytes.len() / 2);
        });
    });
    group.bench_function("serde_json::Value", |bencher| {
        bencher.iter(|| {
            let value: serde_json::Value = serde_json::from_slice(black_box(bytes)).unwrap();
            assert_eq!(value["Records"].as_array().unwrap().len(), records.len());
        });
    });
    group.bench_function("serde_json::IgnoredAny", |bencher| {
        bencher.iter(|| serde_json::from_slice::<serde::de::IgnoredAny>(black_box(bytes)).unwrap());
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
