//! Load balancer lines to typed records and to events, and what it costs to look at the same bytes and no more.
#![allow(missing_docs, clippy::unwrap_used, reason = "a failing benchmark may panic")]

use std::hint::black_box;

use awslog::elb::{self, Record, alb_access};
use criterion::{Criterion, criterion_group, criterion_main};

#[allow(dead_code, reason = "some of it is for JSON")]
mod measure;

/// Access log lines of an Application Load Balancer, about 730 bytes each, every tenth of them answered with 404.
fn lines(count: u64) -> Vec<String> {
    (0..count)
        .map(|number| {
            let status = if number % 10 == 3 { 404 } else { 200 };
            let micros = number * 7919 % 1_000_000;
            format!(
                "https 2026-01-15T12:{minute:02}:56.{micros:06}Z app/my-alb/0123456789abcdef 192.0.2.{host}:{port} \
                 198.51.100.20:80 0.000 0.{host:03} 0.001 {status} {status} {received} {sent} \
                 \"GET https://www.example.com:443/articles/{number}?page={minute}&ref=\\x22home\\x22 HTTP/2.0\" \
                 \"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 \
                 Safari/537.36\" TLS_AES_128_GCM_SHA256 TLSv1.3 \
                 arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/web/0123456789abcdef \
                 \"Root=1-65a5f0b0-{number:024x}\" \"www.example.com\" \"session-reused\" 1 \
                 2026-01-15T12:{minute:02}:55.{micros:06}Z \"waf,forward\" \"-\" \"-\" \"198.51.100.20:80\" \"{status}\" \"-\" \
                 \"-\" TID_{number:032x} \"-\" \"-\" \"-\" 203.0.113.50",
                minute = number % 60,
                host = number % 256,
                port = 1024 + number % 60_000,
                received = 300 + number % 700,
                sent = 1000 + micros,
            )
        })
        .collect()
}

fn access_lines(criterion: &mut Criterion) {
    let lines = lines(2_000);
    let file = lines.join("\n");
    let is_missing =
        |record: Record<'_>| matches!(record, Record::AlbAccess(record) if record.elb_status_code == Some(404));
    assert_eq!(lines.iter().filter(|line| is_missing(elb::parse_line(line).unwrap())).count(), 200);
    assert_eq!(elb::records(file.as_bytes()).filter(|record| record.is_ok()).count(), lines.len());

    let mut group = measure::group(criterion, "elb", &file);
    group.bench_function("parse_line", |bencher| {
        bencher.iter(|| lines.iter().for_each(|line| drop(black_box(elb::parse_line(black_box(line))))));
    });
    group.bench_function("alb_access::parse_line", |bencher| {
        bencher.iter(|| lines.iter().for_each(|line| drop(black_box(alb_access::parse_line(black_box(line))))));
    });
    measure::records_and_events(&mut group, || elb::records(black_box(file.as_bytes())));
    measure::decoder(&mut group, &file, || awslog::Decoder::new(awslog::Format::Elb));
    measure::split_baseline::<60>(&mut group, &lines, ' ');
    group.finish();
}

criterion_group!(benches, access_lines);
criterion_main!(benches);
