//! AWS Config snapshots: reading their items, mapping them, and what it costs to walk over the same JSON and no more.
#![allow(missing_docs, clippy::unwrap_used, reason = "a failing benchmark may panic")]

use std::hint::black_box;

use awslog::config;
use criterion::{Criterion, criterion_group, criterion_main};

#[allow(dead_code, reason = "some of it is for lines")]
mod measure;

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

    let mut group = measure::group(criterion, "config", &file);
    measure::records_and_events(&mut group, || config::records(black_box(file.as_bytes())));
    measure::decoder(&mut group, &file, || awslog::Decoder::new(awslog::Format::Config));
    measure::serde_json_baselines(&mut group, &[&file]);
    group.finish();
}

criterion_group!(benches, items);
criterion_main!(benches);
