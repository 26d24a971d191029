//! awslog beside what its users have today. The README says what each row is and how it is kept fair.

mod by_hand;
mod cloudfront;
mod cloudtrail;
mod columns;
mod compare;
mod events;
#[path = "../../../tests/generate/mod.rs"]
#[allow(dead_code, reason = "some of it is for the crate's own benchmarks")]
mod generate;
mod json;
mod normalize;
mod s3_access;
mod services;
mod threads;
mod vector;
mod vpc_flow;
mod waf;

use std::process::ExitCode;

/// The rows by name, each with what measures it in a number of rounds.
const ROWS: &[(&str, fn(usize))] = &[
    ("cloudfront parse", cloudfront::parse),
    ("vpc v2 parse", vpc_flow::parse_version_2),
    ("vpc v5 parse", vpc_flow::parse_version_5),
    ("cloudtrail parse", cloudtrail::parse),
    ("waf parse", waf::parse),
    ("s3 access parse", s3_access::parse),
    ("cloudfront to ecs", cloudfront::to_ecs),
    ("vpc v2 to ecs", vpc_flow::to_ecs_version_2),
    ("vpc v5 to ecs", vpc_flow::to_ecs_version_5),
    ("cloudtrail to ecs", cloudtrail::to_ecs),
    ("waf to ecs", waf::to_ecs),
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
cargo run --release -- normalize [MEGABYTES]      the example `normalize` on a file of its own";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1).collect::<Vec<_>>();
    if words.first().is_some_and(|word| word == "normalize") {
        return match words.get(1).map_or(Ok(1000), |megabytes| megabytes.parse()) {
            Ok(megabytes) => normalize::measure(megabytes),
            Err(_) => usage(),
        };
    }
    let mut rounds = 10;
    if let Some(place) = words.iter().position(|word| word == "--rounds") {
        match words.get(place + 1).and_then(|number| number.parse().ok()) {
            Some(number) if number > 0 => rounds = number,
            _ => return usage(),
        }
        words.drain(place..place + 2);
    }
    let is_asked = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(&word.to_lowercase()));
    let rows = ROWS.iter().filter(|(name, _)| is_asked(name)).collect::<Vec<_>>();
    if rows.is_empty() {
        return usage();
    }
    compare::print_head();
    rows.iter().for_each(|(_, measure)| measure(rounds));
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    let names = ROWS.iter().map(|(name, _)| *name).collect::<Vec<_>>();
    eprintln!("{USAGE}\nRows: {}", names.join(", "));
    ExitCode::from(2)
}
