//! How often memory is asked for.

use allocation_counter::measure;
use awslog::ecs::Mapper;
use awslog::{cloudfront, elb};

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
    assert!(mapped.count_total <= 11 * records.len() as u64, "{} for {}", mapped.count_total, records.len());
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
