//! The rounds, and the lines of the table.

use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::report::{Line, Measure, Report, Speed, Spread};

/// A row of the table: awslog and its peers, all of them over the same bytes.
pub struct Comparison<'a> {
    row: &'static str,
    bytes: usize,
    records: usize,
    contenders: Vec<Contender<'a>>,
}

struct Contender<'a> {
    name: &'static str,
    run: Box<dyn FnMut() + 'a>,
    times: Vec<Duration>,
}

impl<'a> Comparison<'a> {
    /// A row over a log of so many bytes and records, with what awslog does.
    pub fn new(row: &'static str, bytes: usize, records: usize, awslog: impl FnMut() + 'a) -> Self {
        Comparison { row, bytes, records, contenders: Vec::new() }.with("awslog", awslog)
    }

    /// A peer.
    pub fn with(mut self, name: &'static str, run: impl FnMut() + 'a) -> Self {
        self.contenders.push(Contender { name, run: Box::new(run), times: Vec::new() });
        self
    }

    /// Runs all of them once to warm up, then measures.
    pub fn run(mut self, report: &mut Report) {
        self.contenders.iter_mut().for_each(|contender| (contender.run)());
        match report.measure {
            Measure::Speed { rounds } => self.run_rounds(rounds, report),
            Measure::Memory(measure) => {
                for contender in &mut self.contenders {
                    let memory = measure(&mut contender.run);
                    report.add_memory(self.row, contender.name, self.records, memory);
                }
            }
        }
    }

    /// Runs all of them once in each round. Each round begins with another one, so that none always follows the same neighbour.
    fn run_rounds(mut self, rounds: usize, report: &mut Report) {
        for _ in 0..rounds {
            for contender in &mut self.contenders {
                let start = Instant::now();
                (contender.run)();
                contender.times.push(start.elapsed());
            }
            self.contenders.rotate_left(1);
        }
        let start = rounds % self.contenders.len();
        self.contenders.rotate_right(start);
        let Some((ours, peers)) = self.contenders.split_first() else { return };
        for peer in peers {
            report.add_line(Line {
                row: self.row,
                contender: peer.name,
                awslog: self.speed(ours),
                peer: self.speed(peer),
                ratio: Spread::of(ours.times.iter().zip(&peer.times).map(|(ours, peer)| peer.div_duration_f64(*ours))),
            });
        }
    }

    fn speed(&self, contender: &Contender<'_>) -> Speed {
        let per_second = |amount: usize| contender.times.iter().map(move |time| amount as f64 / time.as_secs_f64());
        Speed { bytes: Spread::of(per_second(self.bytes)), records: Spread::of(per_second(self.records)) }
    }
}

/// Does one thing with each item, and drops what comes out.
pub fn each<'i, T, U>(items: &'i [T], read: impl Fn(&'i T) -> U) {
    for item in items {
        black_box(&read(black_box(item)));
    }
}
