//! What is compared with what, and the run.

use std::fmt;
use std::time::{Duration, Instant};

use crate::explained::Explained;
use crate::generate::Random;

/// Awslog and a peer, with the inputs that both read.
pub struct Pair {
    pub name: &'static str,
    pub peer: &'static str,
    /// Inputs that are read as they are, and changed.
    pub seeds: Vec<String>,
    /// A near-valid input made of one of the seeds.
    pub change: fn(&str, &mut Random) -> String,
    /// Where the two differ.
    pub compare: Box<dyn FnMut(&str) -> Vec<Difference>>,
    /// The differences that are known and right.
    pub explained: &'static [Explained],
}

/// How long a run is.
#[derive(Clone, Copy)]
pub enum Limit {
    Time(Duration),
    Cases(u64),
}

/// One thing of which the two have different opinions.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The field, or what else differs.
    pub place: String,
    pub ours: String,
    pub theirs: String,
}

impl Difference {
    pub fn new(place: impl Into<String>, ours: impl fmt::Display, theirs: impl fmt::Display) -> Self {
        Difference { place: place.into(), ours: ours.to_string(), theirs: theirs.to_string() }
    }
}

/// What a run has found.
struct Tally {
    /// How often each explanation was needed.
    counts: Vec<u64>,
    cases: u64,
    same: u64,
    /// The places of differences without an explanation, each of which is printed once.
    failures: Vec<String>,
}

/// A run prints this many differences, and stops.
const MOST_FAILURES: usize = 10;

impl Pair {
    /// Reads the examples, the seeds and changed seeds. Prints what differs and returns whether all of it is explained.
    pub fn run(&mut self, limit: Limit, seed: u64) -> bool {
        let begun = Instant::now();
        let mut tally = Tally { counts: vec![0; self.explained.len()], cases: 0, same: 0, failures: Vec::new() };
        self.run_examples(&mut tally);
        for input in std::mem::take(&mut self.seeds).iter() {
            self.try_input(input, "as it is", &mut tally);
            self.seeds.push(input.clone());
        }
        let mut number = 0;
        while tally.failures.len() < MOST_FAILURES && limit.is_ahead(begun, number) {
            // Each case has a seed of its own, so that one that fails can be run alone.
            let seed = seed.wrapping_add(number);
            let mut random = Random::new(seed);
            let place = random.below(self.seeds.len() as u64) as usize;
            let input = (self.change)(&self.seeds[place], &mut random);
            self.try_input(&input, &format!("--cases 1 --seed {seed} {}", self.name), &mut tally);
            number += 1;
        }
        let Tally { cases, same, failures, counts } = tally;
        println!(
            "{} with {}: {cases} cases, {same} read the same, {} s",
            self.name,
            self.peer,
            begun.elapsed().as_secs()
        );
        for (explained, count) in self.explained.iter().zip(counts) {
            println!("    {count:>9}  {}: {} <{}>", explained.right.name(), explained.name, explained.link);
        }
        failures.is_empty()
    }

    /// Each explanation has an example, which shows that it is still needed.
    fn run_examples(&mut self, tally: &mut Tally) {
        for (place, explained) in self.explained.iter().enumerate() {
            let before = tally.counts[place];
            self.try_input(explained.example, &format!("the example of `{}`", explained.name), tally);
            if tally.counts[place] == before {
                tally.failures.push(explained.name.to_owned());
                println!("{}: STALE: the example does not need it: {}", self.name, explained.name);
                println!("    input   {:?}", explained.example);
            }
        }
    }

    fn try_input(&mut self, input: &str, from: &str, tally: &mut Tally) {
        if tally.failures.len() >= MOST_FAILURES {
            return;
        }
        let differences = (self.compare)(input);
        tally.cases += 1;
        tally.same += u64::from(differences.is_empty());
        for difference in differences {
            match self.explained.iter().position(|explained| (explained.is)(input, &difference)) {
                Some(place) => tally.counts[place] += 1,
                None if tally.failures.contains(&difference.place) => {}
                None => {
                    println!("{}: UNEXPLAINED: {} ({from})", self.name, difference.place);
                    println!("    awslog  {}", difference.ours);
                    println!("    {:<7} {}", self.peer, difference.theirs);
                    println!("    input   {input:?}");
                    tally.failures.push(difference.place);
                }
            }
        }
    }
}

impl Limit {
    fn is_ahead(self, begun: Instant, cases: u64) -> bool {
        match self {
            Limit::Time(time) => begun.elapsed() < time,
            Limit::Cases(most) => cases < most,
        }
    }
}
