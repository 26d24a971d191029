//! VPC flow logs: lines to records and to events, and what it costs to take the same lines apart and no more.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, reason = "a failing benchmark may panic")]

use std::hint::black_box;

use awslog::vpc_flow::{Layout, Parser};
use criterion::{Criterion, criterion_group, criterion_main};

#[allow(dead_code, reason = "the logs of the other formats are for other benchmarks")]
#[path = "../tests/generate/mod.rs"]
mod generate;
#[allow(dead_code, reason = "some of it is for JSON")]
mod measure;

use generate::vpc_flow::{VERSION_5, version_2_lines, version_5_lines};

fn flow_logs(criterion: &mut Criterion) {
    let version_5 = Layout::from_header(VERSION_5).unwrap();
    lines(criterion, "vpc_flow/v2", &version_2_lines(2_000), &Layout::version_2());
    lines(criterion, "vpc_flow/v5", &version_5_lines(2_000), &version_5);
}

fn lines(criterion: &mut Criterion, name: &str, lines: &[String], layout: &Layout) {
    let file = lines.join("\n");
    let records = || Parser::with_layout(layout.clone()).records(black_box(file.as_bytes()));
    assert_eq!(records().count(), lines.len());
    assert!(records().map(Result::unwrap).all(|read| read.log_status.is_some() && read.beyond_layout().is_empty()));

    let mut group = measure::group(criterion, name, &file);
    group.bench_function("parse_line", |bencher| {
        bencher.iter(|| lines.iter().for_each(|line| drop(black_box(layout.parse_line(black_box(line)).unwrap()))));
    });
    measure::records_and_events(&mut group, records);
    measure::decoder(&mut group, &file, || Parser::with_layout(layout.clone()).into());
    measure::split_baseline::<29>(&mut group, lines, ' ');
    group.finish();
}

criterion_group!(benches, flow_logs);
criterion_main!(benches);
