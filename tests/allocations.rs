//! The number of allocations.

use allocation_counter::measure;
use awslog::ecs::{Mapper, ToEcs};
use awslog::{cloudfront, cloudtrail, elb, vpc_flow, waf};

const FILE: &str = include_str!("../fixtures/cloudfront/standard.log");

fn lines() -> impl Iterator<Item = &'static str> {
    FILE.lines().filter(|line| !line.starts_with('#'))
}

#[test]
fn cloudfront_lines_are_read_without_any() {
    let read = measure(|| lines().for_each(|line| drop(cloudfront::parse_line(line).unwrap())));
    assert_eq!(read.count_total, 0);
}

#[test]
fn a_cloudfront_file_is_read_without_any_but_for_its_header() {
    let header = measure(|| assert_eq!(cloudfront::records(FILE.lines().nth(1).unwrap().as_bytes()).count(), 0));
    let read = measure(|| assert_eq!(cloudfront::records(FILE.as_bytes()).count(), 3));
    assert_eq!(read.count_total, header.count_total);
}

#[test]
fn cloudfront_events_of_known_agents_need_few() {
    let mapper = Mapper::new();
    let records = lines().map(|line| cloudfront::parse_line(line).unwrap()).collect::<Vec<_>>();
    let mut out = Vec::with_capacity(1 << 16);
    // The first time an agent is met, the second time it is learnt.
    for _ in 0..2 {
        records.iter().for_each(|record| mapper.to_ecs(record).write_json(&mut out));
    }
    out.clear();
    let mapped = measure(|| records.iter().for_each(|record| mapper.to_ecs(record).write_json(&mut out)));
    // An event has some fifty fields. Put together are url.full, url.original where there is a query, and what a
    // percent layer is taken off; related.ip and related.hosts are lists; server, url, http, tls and user_agent are boxed.
    assert!(mapped.count_total <= 9 * records.len() as u64, "{} for {}", mapped.count_total, records.len());
}

/// How often memory is asked for to map a record and to write its event.
fn for_an_event(record: &dyn ToEcs) -> u64 {
    let mapper = Mapper::new();
    let mut out = Vec::with_capacity(1 << 12);
    // What is made once and for all is no part of an event.
    mapper.to_ecs(record).write_json(&mut out);
    measure(|| mapper.to_ecs(record).write_json(&mut out)).count_total
}

#[test]
fn events_need_none_for_what_is_rarely_there() {
    let flow = "2 123456789012 eni-0123456789abcdef0 192.0.2.10 198.51.100.20 49152 443 6 1 40 1768480490 1768480550 ACCEPT OK";
    // related.ip.
    assert_eq!(for_an_event(&vpc_flow::parse_line(flow).unwrap()), 1);
    // server and related.ip; url and http, which nearly all requests have, are made without being asked.
    let line = "2026-01-15\t12:34:56\tFRA56-P3\t1045619\t192.0.2.10";
    assert_eq!(for_an_event(&cloudfront::parse_line(line).unwrap()), 4);
    // service and its entity.
    let service = r#"{"eventName":"AssumeRole","userIdentity":{"type":"AWSService","invokedBy":"ecs.amazonaws.com"}}"#;
    assert_eq!(for_an_event(&cloudtrail::parse_line(service).unwrap()), 1);
    // observer; rule, which nearly all records have, is made without being asked.
    assert_eq!(for_an_event(&waf::parse_line(r#"{"timestamp":1768480496123,"action":"ALLOW"}"#).unwrap()), 2);
}

/// Lines of load balancers of every kind.
const ELB: &str = concat!(
    include_str!("../fixtures/elb/alb-access.log"),
    include_str!("../fixtures/elb/alb-connection.log"),
    include_str!("../fixtures/elb/alb-health-check.log"),
    include_str!("../fixtures/elb/nlb-tls.log"),
    include_str!("../fixtures/elb/classic.log"),
    include_str!("../fixtures/elb/classic-odd.log"),
);

#[test]
fn load_balancer_lines_are_read_without_any() {
    let read = measure(|| ELB.lines().for_each(|line| drop(elb::parse_line(line).unwrap())));
    assert_eq!(read.count_total, 0);
    let read = measure(|| assert_eq!(elb::records(ELB.as_bytes()).filter(Result::is_ok).count(), 16));
    assert_eq!(read.count_total, 0);
}
