//! VPC flow logs: lines to records, records to events, and whole files to JSON. Throughput is in bytes of the log.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, reason = "a failing benchmark may panic")]

use std::hint::black_box;

use awslog::ecs::Mapper;
use awslog::vpc_flow::{Layout, Parser};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

#[allow(dead_code, reason = "the lines of the other formats are for other benchmarks")]
mod generate;

use generate::Random;

const LINES: usize = 2000;

const VERSION_5: &str = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end \
    action log-status vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr region az-id \
    sublocation-type sublocation-id pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path";

/// The 14 values of the default format: mostly TCP, some UDP and ICMP, and the odd interval without traffic.
fn version_2(random: &mut Random) -> String {
    let head = format!("2 123456789012 eni-0{:016x}", random.number());
    let start = 1_768_480_490 + random.below(86_400);
    let end = start + 60;
    if random.below(50) == 0 {
        return format!("{head} - - - - - - - {start} {end} - NODATA");
    }
    let (source, destination) = (random.address(), random.address());
    let protocol = random.pick(&["6", "6", "6", "6", "6", "6", "6", "17", "17", "1"]);
    let (from, to) = if protocol == "1" { (0, 0) } else { (1024 + random.below(60_000), random.below(1024)) };
    let packets = 1 + random.below(1000);
    let bytes = packets * (40 + random.below(1400));
    let action = random.pick(&["ACCEPT", "ACCEPT", "ACCEPT", "ACCEPT", "REJECT"]);
    format!("{head} {source} {destination} {from} {to} {protocol} {packets} {bytes} {start} {end} {action} OK")
}

/// The 29 values of versions 2 to 5.
fn version_5(random: &mut Random) -> String {
    let line = version_2(random);
    let (subnet, instance, flags) = (random.below(1 << 16), random.below(1 << 24), random.below(20));
    let (source, destination) = (random.address(), random.address());
    format!(
        "{line} vpc-0123456789abcdef0 subnet-0123456789abc{subnet:04x} i-0123456789a{instance:06x} {flags} IPv4 {source} \
         {destination} us-east-1 use1-az4 - - - S3 egress 8"
    )
}

fn bench(criterion: &mut Criterion) {
    let mut random = Random::new(2026);
    let default = (0..LINES).map(|_| version_2(&mut random)).collect::<Vec<_>>();
    let long = (0..LINES).map(|_| version_5(&mut random)).collect::<Vec<_>>();
    let mapper = Mapper::new();
    let mut group = criterion.benchmark_group("vpc_flow");
    for (name, lines, layout) in
        [("v2", &default, Layout::version_2()), ("v5", &long, Layout::from_header(VERSION_5).unwrap())]
    {
        let file = lines.join("\n");
        let records = || Parser::with_layout(layout.clone()).records(black_box(file.as_bytes())).map(Result::unwrap);
        assert!(records().all(|record| record.log_status.is_some() && record.beyond_layout().is_empty()));
        group.throughput(Throughput::Bytes(file.len() as u64));
        group.bench_function(format!("parse_line/{name}"), |bencher| {
            bencher.iter(|| lines.iter().for_each(|line| drop(black_box(layout.parse_line(black_box(line)).unwrap()))));
        });
        group.bench_function(format!("records/{name}"), |bencher| {
            bencher.iter(|| assert_eq!(records().map(black_box).count(), LINES));
        });
        let read = records().collect::<Vec<_>>();
        let mut out = Vec::new();
        group.bench_function(format!("to_ecs and write_json/{name}"), |bencher| {
            bencher.iter(|| {
                out.clear();
                read.iter().for_each(|record| mapper.to_ecs(record).write_json(&mut out));
                assert!(out.len() > file.len());
            });
        });
        group.bench_function(format!("file to JSON/{name}"), |bencher| {
            bencher.iter(|| {
                out.clear();
                records().for_each(|record| mapper.to_ecs(&record).write_json(&mut out));
                assert!(out.len() > file.len());
            });
        });
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
