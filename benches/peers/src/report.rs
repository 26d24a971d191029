//! The tables.

/// What is measured.
pub enum Measure {
    Speed { rounds: usize },
    Memory(fn(&mut dyn FnMut()) -> Memory),
}

/// What one run over a log takes.
pub struct Memory {
    /// How many allocations there are.
    pub allocations: u64,
    /// The most bytes that are held at a time, beyond those that were held before.
    pub peak: u64,
}

/// A line of the table of speeds.
pub struct Line {
    pub row: &'static str,
    pub contender: &'static str,
    pub awslog: Speed,
    pub peer: Speed,
    /// The rate of awslog divided by that of the peer, round by round.
    pub ratio: Spread,
}

/// Rates in a second.
pub struct Speed {
    pub bytes: Spread,
    pub records: Spread,
}

/// The quartiles of the rounds.
#[derive(Clone, Copy)]
pub struct Spread {
    pub low: f64,
    pub median: f64,
    pub high: f64,
}

impl Spread {
    pub fn of(values: impl Iterator<Item = f64>) -> Self {
        let mut values = values.collect::<Vec<_>>();
        values.sort_unstable_by(f64::total_cmp);
        let last = values.len() - 1;
        let [low, median, high] = [1, 2, 3].map(|quarter| values[(last * quarter + 2) / 4]);
        Spread { low, median, high }
    }

    pub fn show(&self, show: impl Fn(f64) -> String) -> String {
        let Spread { low, median, high } = *self;
        format!("{} ({} to {})", show(median), show(low), show(high))
    }
}

/// The table, printed line by line as it is measured.
pub struct Report {
    pub measure: Measure,
    lines: Vec<Line>,
}

impl Report {
    pub fn new(measure: Measure) -> Self {
        match measure {
            Measure::Speed { .. } => println!(
                "| row | peer | awslog, MB/s | awslog, records/s | peer, MB/s | awslog / peer |\n\
                 | --- | --- | ---: | ---: | ---: | ---: |"
            ),
            Measure::Memory(_) => {
                println!("| row | contender | allocations per record | peak memory, kB |\n| --- | --- | ---: | ---: |");
            }
        }
        Report { measure, lines: Vec::new() }
    }

    pub fn add_line(&mut self, line: Line) {
        let megabytes = |rate: f64| format!("{:.0}", rate / 1e6);
        println!(
            "| {} | {} | {} | {:.0} | {} | {} |",
            line.row,
            line.contender,
            line.awslog.bytes.show(megabytes),
            line.awslog.records.median,
            line.peer.bytes.show(megabytes),
            line.ratio.show(ratio),
        );
        self.lines.push(line);
    }

    pub fn add_memory(&mut self, row: &str, contender: &str, records: usize, memory: Memory) {
        let allocations = memory.allocations as f64 / records as f64;
        println!("| {row} | {contender} | {allocations:.2} | {:.1} |", memory.peak as f64 / 1e3);
    }

    /// The line of a row with a contender whose name starts so.
    pub fn line(&self, row: &str, contender: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.row == row && line.contender.starts_with(contender))
    }
}

/// Three digits of a ratio.
pub fn ratio(ratio: f64) -> String {
    if ratio < 9.995 { format!("{ratio:.2}") } else { format!("{ratio:.1}") }
}
