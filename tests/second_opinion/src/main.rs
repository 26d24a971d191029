//! awslog beside code that others wrote, on near-valid input: `README.md` says what is compared.

mod addresses;
mod agents;
mod alb;
mod cloudfront;
mod community_id;
mod domains;
mod explained;
mod fields;
mod json;
mod mutate;
mod pair;
mod quotes;
mod reading;
mod separated;
mod vector;
mod vpc_flow;

#[allow(dead_code, reason = "the benchmarks use the rest")]
#[path = "../../generate/mod.rs"]
mod generate;
#[path = "../../registry/mod.rs"]
mod registry;

use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use pair::{Limit, Pair};

const PAIRS: &[fn() -> Pair] = &[
    vpc_flow::pair,
    alb::pair,
    cloudfront::pair,
    separated::pair,
    json::pair,
    domains::pair,
    agents::pair,
    community_id::pair,
    addresses::pair,
];

const USAGE: &str = "\
usage: second_opinion [--seconds N | --cases N] [--seed N] [PAIR]...

Compares awslog with its peers, for 2 seconds a pair unless said otherwise. Without a seed, the clock gives one.";

struct Arguments {
    limit: Limit,
    seed: u64,
    names: Vec<String>,
}

fn main() -> ExitCode {
    let Some(arguments) = arguments(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let pairs = PAIRS.iter().map(|pair| pair()).collect::<Vec<_>>();
    if let Some(name) = arguments.names.iter().find(|name| pairs.iter().all(|pair| pair.name != **name)) {
        let known = pairs.iter().map(|pair| pair.name).collect::<Vec<_>>().join(", ");
        eprintln!("{name} is not one of the pairs, which are {known}");
        return ExitCode::from(2);
    }
    println!("seed {}", arguments.seed);
    let begun = Instant::now();
    let mut agree = true;
    for mut pair in pairs {
        if arguments.names.is_empty() || arguments.names.iter().any(|name| name == pair.name) {
            agree &= pair.run(arguments.limit, arguments.seed);
        }
    }
    println!("{} s in all", begun.elapsed().as_secs());
    if agree { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn arguments(mut words: impl Iterator<Item = String>) -> Option<Arguments> {
    let clock = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    let mut arguments =
        Arguments { limit: Limit::Time(Duration::from_secs(2)), seed: clock.as_secs(), names: Vec::new() };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--seconds" => arguments.limit = Limit::Time(Duration::from_secs(words.next()?.parse().ok()?)),
            "--cases" => arguments.limit = Limit::Cases(words.next()?.parse().ok()?),
            "--seed" => arguments.seed = words.next()?.parse().ok()?,
            option if option.starts_with('-') => return None,
            name => arguments.names.push(name.to_owned()),
        }
    }
    Some(arguments)
}
