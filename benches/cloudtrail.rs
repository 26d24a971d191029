//! CloudTrail: reading records, mapping them, and both with writing, beside what `serde_json` makes of the same bytes.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, reason = "a failing benchmark may panic")]

use std::borrow::Cow;
use std::hint::black_box;

use awslog::cloudtrail;
use criterion::{Criterion, criterion_group, criterion_main};
use serde::Deserialize;

#[allow(dead_code, reason = "the logs of the other formats are for other benchmarks")]
#[path = "../tests/generate/mod.rs"]
mod generate;
#[allow(dead_code, reason = "some of it is for lines")]
mod measure;

/// What a user writes who wants the main fields.
#[derive(Deserialize)]
struct File<'a> {
    #[serde(borrow, rename = "Records")]
    records: Vec<Event<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "it is read and dropped")]
struct Event<'a> {
    event_time: &'a str,
    event_source: Option<&'a str>,
    event_name: Option<&'a str>,
    aws_region: &'a str,
    #[serde(rename = "sourceIPAddress")]
    source_ip_address: Option<&'a str>,
    #[serde(borrow, default)]
    user_agent: Cow<'a, str>,
    user_identity: Option<UserIdentity<'a>>,
    #[serde(borrow, default)]
    error_message: Cow<'a, str>,
    #[serde(borrow)]
    request_parameters: Option<&'a serde_json::value::RawValue>,
    #[serde(borrow)]
    response_elements: Option<&'a serde_json::value::RawValue>,
    #[serde(rename = "eventID")]
    event_id: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "it is read and dropped")]
struct UserIdentity<'a> {
    r#type: Option<&'a str>,
    principal_id: Option<&'a str>,
    arn: Option<&'a str>,
    account_id: Option<&'a str>,
}

fn log_files(criterion: &mut Criterion) {
    let file = generate::cloudtrail::log_file(2_000_000);
    let records = cloudtrail::records(file.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
    let typed = serde_json::from_str::<File<'_>>(&file).unwrap().records;
    assert!(typed.iter().map(|event| event.event_id).eq(records.iter().flat_map(|record| record.event_id.as_deref())));

    let mut group = measure::group(criterion, "cloudtrail", &file);
    measure::records_and_events(&mut group, || cloudtrail::records(black_box(file.as_bytes())));
    measure::decoder(&mut group, &file, || awslog::Decoder::new(awslog::Format::CloudTrail));
    measure::serde_json_baseline::<File<'_>>(&mut group, "typed", &[&file]);
    measure::serde_json_baselines(&mut group, &[&file]);
    group.finish();
}

criterion_group!(benches, log_files);
criterion_main!(benches);
