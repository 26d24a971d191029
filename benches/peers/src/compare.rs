//! The rounds, and the table.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// A row of the table: awslog first, then its peers, all of them over the same bytes.
pub struct Comparison<'a> {
    row: &'static str,
    bytes: usize,
    contenders: Vec<Contender<'a>>,
}

struct Contender<'a> {
    name: &'static str,
    run: Box<dyn FnMut() + 'a>,
    times: Vec<Duration>,
}

impl<'a> Comparison<'a> {
    /// A row over so many bytes of log, with what awslog does.
    pub fn new(row: &'static str, bytes: usize, awslog: impl FnMut() + 'a) -> Self {
        Comparison { row, bytes, contenders: Vec::new() }.with("awslog", awslog)
    }

    /// A peer.
    pub fn with(mut self, name: &'static str, run: impl FnMut() + 'a) -> Self {
        self.contenders.push(Contender { name, run: Box::new(run), times: Vec::new() });
        self
    }

    /// Runs all of them once to warm up and then once in each round, and prints their lines of the table. Each round
    /// begins with another one, so that none always runs behind the same neighbour.
    pub fn run(mut self, rounds: usize) {
        self.contenders.iter_mut().for_each(|contender| (contender.run)());
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
        self.contenders.iter_mut().for_each(|contender| contender.times.sort_unstable());
        self.print();
    }

    fn print(&self) {
        let Some((ours, peers)) = self.contenders.split_first() else { return };
        let rate = |time: Duration| self.bytes as f64 / 1e6 / time.as_secs_f64();
        for peer in peers {
            println!(
                "| {} | {} | {:.1} | {:.1} | {:.2} | {:.1} | {:.1} | {:.2} |",
                self.row,
                peer.name,
                rate(ours.best()),
                rate(peer.best()),
                rate(ours.best()) / rate(peer.best()),
                rate(ours.median()),
                rate(peer.median()),
                rate(ours.median()) / rate(peer.median()),
            );
        }
    }
}

impl Contender<'_> {
    fn best(&self) -> Duration {
        self.times[0]
    }

    fn median(&self) -> Duration {
        self.times[self.times.len() / 2]
    }
}

/// Does one thing with each item, and drops what comes out.
pub fn each<'i, T, U>(items: &'i [T], read: impl Fn(&'i T) -> U) {
    for item in items {
        black_box(&read(black_box(item)));
    }
}

pub fn print_head() {
    println!(
        "| row | peer | awslog MB/s, best | peer MB/s, best | awslog / peer, best | awslog MB/s, median \
         | peer MB/s, median | awslog / peer, median |\n| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    );
}
