//! WAF logs: reading, mapping and both with writing, beside what `serde_json` makes of the same bytes.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, reason = "a failing benchmark may panic")]

use std::borrow::Cow;
use std::hint::black_box;

use awslog::waf;
use criterion::{Criterion, criterion_group, criterion_main};
use serde::Deserialize;

#[allow(dead_code, reason = "the logs of the other formats are for other benchmarks")]
#[path = "../tests/generate/mod.rs"]
mod generate;
#[allow(dead_code, reason = "some of it is for lines")]
mod measure;

const RECORDS: usize = 2_000;

/// What a user writes who wants the main fields.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "it is read and dropped")]
struct Request<'a> {
    timestamp: u64,
    webacl_id: &'a str,
    action: &'a str,
    terminating_rule_id: &'a str,
    #[serde(borrow)]
    http_request: HttpRequest<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "it is read and dropped")]
struct HttpRequest<'a> {
    client_ip: &'a str,
    country: &'a str,
    #[serde(borrow)]
    uri: Cow<'a, str>,
    #[serde(borrow)]
    args: Cow<'a, str>,
    #[serde(borrow)]
    headers: Vec<Header<'a>>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "it is read and dropped")]
struct Header<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    value: Cow<'a, str>,
}

fn waf_logs(criterion: &mut Criterion) {
    let log = generate::waf::log(RECORDS);
    let records = waf::records(log.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
    assert_eq!(records.len(), RECORDS);
    assert_eq!(records.iter().filter(|record| record.action == Some(waf::Action::Block)).count(), RECORDS / 4);
    assert!(records.iter().all(|record| record.header("cookie") == Some("REDACTED") && record.unknown.is_empty()));

    let mut group = measure::group(criterion, "waf", &log);
    measure::records_and_events(&mut group, || waf::records(black_box(log.as_bytes())));
    measure::decoder(&mut group, &log, || awslog::Decoder::new(awslog::Format::Waf));
    let lines = log.lines().collect::<Vec<_>>();
    measure::serde_json_baseline::<Request<'_>>(&mut group, "typed", &lines);
    measure::serde_json_baselines(&mut group, &lines);
    group.finish();
}

criterion_group!(benches, waf_logs);
criterion_main!(benches);
