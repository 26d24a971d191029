//! Reading: CloudFront lines to typed records, and what it costs to take the same lines apart and no more.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, reason = "a failing benchmark may panic")]

mod generate;

use std::hint::black_box;

use awslog::cloudfront;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn cloudfront_lines(criterion: &mut Criterion) {
    let lines = generate::cloudfront(2_000);
    let file = generate::cloudfront_file(&lines);
    let statuses = lines.iter().filter(|line| line.split('\t').nth(8) == Some("404")).count();
    let read = |line: &String| cloudfront::parse_line(line).unwrap().sc_status == Some(404);
    assert_eq!(lines.iter().filter(|line| read(line)).count(), statuses);
    assert_eq!(cloudfront::records(file.as_bytes()).filter(|record| record.is_ok()).count(), lines.len());

    let mut group = criterion.benchmark_group("cloudfront");
    group.throughput(Throughput::Bytes(lines.iter().map(|line| line.len() as u64).sum()));
    group.bench_function("parse_line", |bencher| {
        bencher.iter(|| lines.iter().for_each(|line| drop(black_box(cloudfront::parse_line(black_box(line))))));
    });
    group.bench_function("records", |bencher| {
        bencher.iter(|| cloudfront::records(black_box(file.as_bytes())).for_each(|record| drop(black_box(record))));
    });
    group.bench_function("baseline: str::split into an array", |bencher| {
        bencher.iter(|| {
            for line in &lines {
                let mut values = [""; 33];
                values.iter_mut().zip(black_box(line).split('\t')).for_each(|(place, value)| *place = value);
                black_box(values);
            }
        });
    });
    group.finish();
}

criterion_group!(benches, cloudfront_lines);
criterion_main!(benches);
