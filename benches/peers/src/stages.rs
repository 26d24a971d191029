//! What a row's time consists of. Each stage does what the one before it does and something more.

use std::hint::black_box;
use std::time::{Duration, Instant};

use awslog::ecs::Mapper;
use awslog::schema::Kind;
use awslog::{Decoder, Format};

use crate::floor::Scan;
use crate::generate::{self, vpc_flow};

const VERSION_2: &str = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";

struct Stage<'a> {
    name: String,
    run: Box<dyn FnMut() + 'a>,
    times: Vec<Duration>,
}

/// The kinds of fields, the cheapest first: a stage reads those of its kind too.
const KINDS: [(&str, fn(Kind) -> bool); 4] = [
    ("texts", |kind| matches!(kind, Kind::Text)),
    ("numbers", |kind| matches!(kind, Kind::Unsigned | Kind::Signed | Kind::Float | Kind::Boolean | Kind::Duration)),
    ("times", |kind| matches!(kind, Kind::Timestamp | Kind::Date | Kind::Time)),
    ("addresses", |kind| matches!(kind, Kind::Ip)),
];

pub fn measure(rounds: usize) {
    println!("| log | stage | ns per record | more than the stage before |\n| --- | --- | ---: | ---: |");
    let space = Scan::Lines { delimiter: b' ' };
    let version_2 = format!("{}\n{}\n", VERSION_2, vpc_flow::version_2_lines(16_000).join("\n"));
    let version_5 = format!("{}\n{}\n", vpc_flow::VERSION_5, vpc_flow::version_5_lines(8_000).join("\n"));
    let cloudfront = generate::cloudfront::file(&generate::cloudfront::lines(4_000));
    let s3_access = generate::s3_access::lines(4_000).join("\n") + "\n";
    measure_log("CloudFront", Format::CloudFront, Scan::Lines { delimiter: b'\t' }, &cloudfront, rounds);
    measure_log("VPC flow v2", Format::VpcFlow, space, &version_2, rounds);
    measure_log("VPC flow v5", Format::VpcFlow, space, &version_5, rounds);
    measure_log("S3 access", Format::S3Access, space, &s3_access, rounds);
    measure_log(
        "CloudTrail",
        Format::CloudTrail,
        Scan::Json { depth: 2 },
        &generate::cloudtrail::log_file(2 << 20),
        rounds,
    );
    for (name, format, log) in [
        ("WAF", Format::Waf, generate::waf::log(800)),
        ("Route 53 Resolver", Format::Route53, generate::route53::log(4_000)),
        ("Network Firewall", Format::NetworkFirewall, generate::network_firewall::log(2_000)),
    ] {
        measure_log(name, format, Scan::Json { depth: 0 }, &log, rounds);
    }
}

fn measure_log(log: &str, format: Format, scan: Scan, text: &str, rounds: usize) {
    let mapper = &Mapper::new();
    let records = || awslog::records(format, text.as_bytes()).map(|record| record.expect("a record"));
    let count = records().count();
    let mut stages = vec![stage("scan: the floor", || scan.run(black_box(text), || ()))];
    let mut projection = Vec::new();
    stages.push(decode("records without fields", format, text, &projection));
    let fields = || format.schemas().iter().copied().flatten();
    for (name, is_kind) in KINDS {
        projection.extend(fields().filter(|field| is_kind(field.kind)).map(|field| field.name));
        stages.push(decode(name, format, text, &projection));
    }
    if fields().any(|field| KINDS.iter().all(|(_, is_kind)| !is_kind(field.kind))) {
        projection.extend(fields().map(|field| field.name));
        stages.push(decode("objects and lists", format, text, &projection));
    }
    stages.push(stage("`records`: whole records", || records().for_each(|record| drop(black_box(record)))));
    stages.push(stage("`to_ecs`: events", || records().for_each(|record| drop(black_box(mapper.to_ecs(&record))))));
    let mut out = Vec::new();
    stages.push(stage("`write_events`: events as JSON", move || {
        out.clear();
        mapper.write_events(awslog::records(format, text.as_bytes()), black_box(&mut out));
    }));
    run(&mut stages, rounds);
    let mut before = None;
    for Stage { name, times, .. } in &mut stages {
        times.sort_unstable();
        let nanoseconds = times[times.len() / 2].as_nanos() as f64 / count as f64;
        let more = before.map_or(String::new(), |before| format!("{:+.0}", nanoseconds - before));
        println!("| {log} | {name} | {nanoseconds:.0} | {more} |");
        before = Some(nanoseconds);
    }
}

fn stage<'a>(name: &str, run: impl FnMut() + 'a) -> Stage<'a> {
    Stage { name: name.to_owned(), run: Box::new(run), times: Vec::new() }
}

/// Decodes the records, with these fields alone.
fn decode<'a>(name: &str, format: Format, text: &'a str, fields: &[&'static str]) -> Stage<'a> {
    let fields = fields.to_vec();
    stage(name, move || {
        let mut decoder = Decoder::new(format).with_projection(&fields);
        for chunk in text.as_bytes().chunks(64 << 10) {
            decoder.push(chunk);
            decoder.records().for_each(|record| drop(black_box(record)));
        }
        decoder.finish();
        decoder.records().for_each(|record| drop(black_box(record)));
    })
}

fn run(stages: &mut [Stage<'_>], rounds: usize) {
    stages.iter_mut().for_each(|stage| (stage.run)());
    for round in 0..rounds {
        let half = round % stages.len();
        let (second, first) = stages.split_at_mut(half);
        for stage in first.iter_mut().chain(second) {
            let start = Instant::now();
            (stage.run)();
            stage.times.push(start.elapsed());
        }
    }
}
