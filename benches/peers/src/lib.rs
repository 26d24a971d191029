//! awslog compared with what its users have today. The README says what each row is and how it is kept fair.

mod by_hand;
mod chart;
mod cloudfront;
mod cloudtrail;
mod columns;
mod compare;
mod duckdb;
mod events;
mod floor;
#[path = "../../../tests/generate/mod.rs"]
#[allow(dead_code, reason = "some of it is for the crate's own benchmarks")]
mod generate;
mod json;
mod network_firewall;
mod normalize;
mod readme;
mod report;
mod route53;
mod s3_access;
mod services;
mod stages;
mod threads;
mod vector;
mod vpc_flow;
mod waf;

use std::path::Path;
use std::process::{Command, ExitCode};

pub use report::Memory;
use report::{Measure, Report};

/// The rows by name, each with what measures it.
const ROWS: &[(&str, fn(&mut Report))] = &[
    ("cloudfront parse", cloudfront::parse),
    ("vpc v2 parse", vpc_flow::parse_version_2),
    ("vpc v5 parse", vpc_flow::parse_version_5),
    ("s3 access parse", s3_access::parse),
    ("cloudtrail parse", cloudtrail::parse),
    ("waf parse", waf::parse),
    ("route 53 parse", route53::parse),
    ("network firewall parse", network_firewall::parse),
    ("cloudfront to ecs", cloudfront::to_ecs),
    ("vpc v2 to ecs", vpc_flow::to_ecs_version_2),
    ("vpc v5 to ecs", vpc_flow::to_ecs_version_5),
    ("s3 access to ecs", s3_access::to_ecs),
    ("cloudtrail to ecs", cloudtrail::to_ecs),
    ("waf to ecs", waf::to_ecs),
    ("route 53 to ecs", route53::to_ecs),
    ("network firewall to ecs", network_firewall::to_ecs),
    ("cloudfront to batches", columns::cloudfront),
    ("vpc v5 to batches", columns::vpc_flow),
    ("cloudtrail to batches", columns::cloudtrail),
    ("waf to batches", columns::waf),
    ("user agents", services::user_agents),
    ("domains", services::domains),
    ("threads", threads::threads),
];

const USAGE: &str =
    "cargo run --release -- [--rounds N] [WORD...]     the rows whose names hold one of the words, or all
cargo run --release --bin memory -- [WORD...]     the memory that they take
cargo run --release -- [--rounds N] stages         what the time of the rows consists of
cargo run --release -- [--rounds N] duckdb         batches beside DuckDB, which runs in Python
cargo run --release -- [--rounds N] normalize [MEGABYTES]
                                                  the example `normalize` on files, plain and gzip";

/// Measures the rows that the arguments name. Of all rows, the README's table and its picture are made too, and the memory
/// that they take is measured.
pub fn measure_speed() -> ExitCode {
    let mut words = std::env::args().skip(1).collect::<Vec<_>>();
    let mut rounds = 11;
    if let Some(place) = words.iter().position(|word| word == "--rounds") {
        match words.get(place + 1).and_then(|number| number.parse().ok()) {
            Some(number) if number > 0 => rounds = number,
            _ => return usage(),
        }
        words.drain(place..place + 2);
    }
    if words.first().is_some_and(|word| word == "normalize") {
        return match words.get(1).map_or(Ok(1000), |megabytes| megabytes.parse()) {
            Ok(megabytes) => normalize::measure(megabytes, rounds),
            Err(_) => usage(),
        };
    }
    if words == ["stages"] {
        stages::measure(rounds);
        return ExitCode::SUCCESS;
    }
    if words == ["duckdb"] {
        return duckdb::measure(rounds);
    }
    let Some(report) = measure_rows(&words, Measure::Speed { rounds }) else { return usage() };
    if !words.is_empty() {
        return ExitCode::SUCCESS;
    }
    readme::print(&report);
    let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/performance.svg");
    if let Err(error) = chart::draw(&report, &picture) {
        eprintln!("{}: {error}", picture.display());
        return ExitCode::FAILURE;
    }
    println!();
    let mut memory = Command::new(env!("CARGO"));
    memory.args(["run", "--quiet", "--release", "--bin", "memory"]).current_dir(env!("CARGO_MANIFEST_DIR"));
    match memory.status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// Measures the memory that the rows take that the arguments name.
pub fn measure_memory(measure: fn(&mut dyn FnMut()) -> Memory) -> ExitCode {
    let words = std::env::args().skip(1).collect::<Vec<_>>();
    match measure_rows(&words, Measure::Memory(measure)) {
        Some(_) => ExitCode::SUCCESS,
        None => usage(),
    }
}

fn measure_rows(words: &[String], measure: Measure) -> Option<Report> {
    let is_asked = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(&word.to_lowercase()));
    let rows = ROWS.iter().filter(|(name, _)| is_asked(name)).collect::<Vec<_>>();
    if rows.is_empty() {
        return None;
    }
    let mut report = Report::new(measure);
    rows.iter().for_each(|(_, measure)| measure(&mut report));
    Some(report)
}

fn usage() -> ExitCode {
    let names = ROWS.iter().map(|(name, _)| *name).collect::<Vec<_>>();
    eprintln!("{USAGE}\nRows: {}", names.join(", "));
    ExitCode::from(2)
}
