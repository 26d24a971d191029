//! VPC flow logs are read without a single allocation.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test may panic")]

use allocation_counter::measure;
use awslog::ecs::Mapper;
use awslog::vpc_flow::{self, Layout, Parser};

const DEFAULT: &str = include_str!("../fixtures/vpc_flow/default.log");
const VERSION_5: &str = include_str!("../fixtures/vpc_flow/version-5.log");

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().skip(1)
}

fn layout_of(file: &str) -> Layout {
    Layout::from_header(file.lines().next().unwrap()).unwrap()
}

#[test]
fn lines_of_the_default_format() {
    let read = measure(|| lines(DEFAULT).for_each(|line| drop(vpc_flow::parse_line(line).unwrap())));
    assert_eq!(read.count_total, 0);
}

#[test]
fn lines_of_a_layout() {
    let layout = layout_of(VERSION_5);
    let read = measure(|| lines(VERSION_5).for_each(|line| drop(layout.parse_line(line).unwrap())));
    assert_eq!(read.count_total, 0);
}

#[test]
fn lines_after_a_header() {
    let mut parser = Parser::with_layout(layout_of(VERSION_5));
    let read = measure(|| lines(VERSION_5).for_each(|line| assert!(parser.parse_line(line).unwrap().is_some())));
    assert_eq!(read.count_total, 0);
}

#[test]
fn an_event_takes_one_for_related_ip() {
    let mapper = Mapper::new();
    let record = vpc_flow::parse_line(lines(DEFAULT).next().unwrap()).unwrap();
    let mut out = Vec::with_capacity(4096);
    let mapped = measure(|| mapper.to_ecs(&record).write_json(&mut out));
    assert_eq!(mapped.count_total, 1);
}
