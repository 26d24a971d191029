//! CloudFront: lines to typed records and to events, and what it costs to take the same lines apart and no more.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, reason = "a failing benchmark may panic")]

use std::hint::black_box;

use awslog::cloudfront;
use awslog::ecs::Mapper;
use criterion::{Criterion, criterion_group, criterion_main};

#[allow(dead_code, reason = "the logs of the other formats are for other benchmarks")]
#[path = "../tests/generate/mod.rs"]
mod generate;
#[allow(dead_code, reason = "some of it is for JSON")]
mod measure;

fn standard_logs(criterion: &mut Criterion) {
    let lines = generate::cloudfront::lines(2_000);
    let file = generate::cloudfront::file(&lines);
    let missing = lines.iter().filter(|line| line.split('\t').nth(8) == Some("404")).count();
    let is_missing = |line: &&String| cloudfront::parse_line(line).unwrap().sc_status == Some(404);
    assert_eq!(lines.iter().filter(is_missing).count(), missing);
    assert_eq!(cloudfront::records(file.as_bytes()).count(), lines.len());

    let mut group = measure::group(criterion, "cloudfront", &file);
    group.bench_function("parse_line", |bencher| {
        bencher.iter(|| lines.iter().for_each(|line| drop(black_box(cloudfront::parse_line(black_box(line))))));
    });
    measure::records_and_events(&mut group, || cloudfront::records(black_box(file.as_bytes())));
    measure::decoder(&mut group, &file, || awslog::Decoder::new(awslog::Format::CloudFront));
    let records = cloudfront::records(file.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
    let mapper = Mapper::new();
    let mut out = Vec::new();
    group.bench_function("to_ecs and serde_json::to_writer", |bencher| {
        bencher.iter(|| {
            for record in &records {
                out.clear();
                serde_json::to_writer(&mut out, &mapper.to_ecs(black_box(record))).unwrap();
                black_box(&out);
            }
        });
    });
    measure::split_baseline::<33>(&mut group, &lines, '\t');
    group.finish();
}

criterion_group!(benches, standard_logs);
criterion_main!(benches);
