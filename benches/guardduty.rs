//! GuardDuty findings: reading them, mapping them, and what it costs to walk over the same JSON and no more.
#![allow(missing_docs, clippy::unwrap_used, reason = "a failing benchmark may panic")]

use std::hint::black_box;

use awslog::guardduty;
use criterion::{Criterion, criterion_group, criterion_main};

#[allow(dead_code, reason = "some of it is for lines")]
mod measure;

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

    let mut group = measure::group(criterion, "guardduty", &file);
    measure::records_and_events(&mut group, || guardduty::records(black_box(file.as_bytes())));
    measure::decoder(&mut group, &file, || awslog::Decoder::new(awslog::Format::GuardDuty));
    measure::serde_json_baselines(&mut group, &file.lines().collect::<Vec<_>>());
    group.finish();
}

criterion_group!(benches, findings);
criterion_main!(benches);
