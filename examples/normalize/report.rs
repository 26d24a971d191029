use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use awslog::{Error, Format, Record};

use crate::shared::{REPORTED, complain, more_refused};

/// How often the progress on a terminal is updated.
const PERIOD: Duration = Duration::from_secs(1);

/// The report on standard error.
pub struct Report {
    records: u64,
    refused: u64,
    bytes: u64,
    /// The number of records of the current input.
    of_input: u64,
    /// The size of all inputs on disk, if known, how much of the inputs before this one has been read, and how much of
    /// this one.
    expected: Option<u64>,
    read_before: u64,
    read: u64,
    unreadable: bool,
    formats: Vec<Format>,
    unknown_fields: Vec<String>,
    input: String,
    begun: Instant,
    shown: Option<Instant>,
}

impl Report {
    /// Creates a report for inputs of this size on disk.
    pub fn new(expected: Option<u64>) -> Self {
        let now = Instant::now();
        Report {
            records: 0,
            refused: 0,
            bytes: 0,
            of_input: 0,
            expected,
            read_before: 0,
            read: 0,
            unreadable: false,
            formats: Vec::new(),
            unknown_fields: Vec::new(),
            input: String::new(),
            begun: now,
            shown: is_screen().then_some(now),
        }
    }

    /// Another input is opened.
    pub fn next_input(&mut self) {
        self.of_input = 0;
        self.read_before += std::mem::take(&mut self.read);
    }

    /// The input is a log of this format.
    pub fn begin(&mut self, name: &str, format: Format) {
        self.input = name.to_owned();
        if !self.formats.contains(&format) {
            self.formats.push(format);
        }
    }

    /// An input cannot be opened.
    pub fn unreadable(&mut self, name: &str, error: &io::Error) {
        self.say(format_args!("{name}: {error}"));
        self.unreadable = true;
    }

    /// The rest of an input cannot be read.
    pub fn ended_early(&mut self, name: &str, error: &io::Error) {
        match self.of_input {
            0 => self.say(format_args!("{name}: {error}; no record precedes the damage")),
            1 => self.say(format_args!("{name}: {error}; the record before the damage is written")),
            count => self.say(format_args!("{name}: {error}; the {count} records before the damage are written")),
        }
        self.unreadable = true;
    }

    /// An input is not a known log.
    pub fn no_log(&mut self, name: &str, reason: &str) {
        self.say(format_args!("{name}: {reason}"));
        self.unreadable = true;
    }

    /// An input is another log than `--format` says.
    pub fn mistaken(&mut self, name: &str, said: Format, found: Format) {
        let (said, title) = (said.title(), found.title());
        self.say(format_args!("{name}: expected a {said}, found what looks like a {title}: --format {found}"));
        self.unreadable = true;
    }

    /// A name in `--fields` that the format does not have. Reported once.
    pub fn unknown_field(&mut self, name: &str) {
        if !self.unknown_fields.iter().any(|known| known == name) {
            self.say(format_args!(
                "--fields: {name} is not a known field; its values are kept under aws.* by that name"
            ));
            self.unknown_fields.push(name.to_owned());
        }
    }

    /// The value of an option is not usable.
    pub fn refused_option(&mut self, option: &str, error: &Error) {
        self.say(format_args!("{option}: {error}"));
        self.unreadable = true;
    }

    /// This number of bytes of an input has been read; `read` is how much of it has been read from disk.
    pub fn read(&mut self, bytes: usize, read: u64) {
        self.bytes += bytes as u64;
        self.read = read;
        if let Some(shown) = self.shown.filter(|shown| shown.elapsed() >= PERIOD) {
            let percentage = self.percentage().map_or(String::new(), |percentage| format!(", {percentage} %"));
            let _ = write!(io::stderr(), "\r{}{percentage}\x1b[K", self.summary());
            self.shown = Some(shown + PERIOD);
        }
    }

    fn percentage(&self) -> Option<u64> {
        let percentage = (self.read_before + self.read).saturating_mul(100).checked_div(self.expected?)?;
        Some(percentage.min(100))
    }

    /// Records of an input are written. The first few refused ones are reported one by one.
    pub fn records(&mut self, counts: Counts) {
        self.records += counts.records;
        self.of_input += counts.records + counts.refused;
        let left = REPORTED.saturating_sub(self.refused) as usize;
        for error in counts.errors.iter().take(left) {
            let name = std::mem::take(&mut self.input);
            self.say(format_args!("{name}: {error}"));
            self.input = name;
        }
        self.refused += counts.refused;
    }

    fn say(&mut self, text: impl Display) {
        let clear = if self.shown.is_some() { "\r\x1b[K" } else { "" };
        complain(format_args!("{clear}normalize: {text}"));
    }

    fn summary(&self) -> String {
        let formats = self.formats.iter().map(Format::to_string).collect::<Vec<_>>().join(", ");
        let rate = self.bytes as f64 / 1e6 / self.begun.elapsed().as_secs_f64().max(1e-9);
        let Report { records, refused, bytes, .. } = self;
        format!("{formats}: {records} records, {refused} errors, {bytes} bytes, {rate:.1} MB/s")
    }

    /// Writes the summary. Returns the exit status.
    pub fn finish(mut self) -> u8 {
        if let Some(words) = more_refused(self.refused) {
            self.say(format_args!("{words}: their events have the event.kind pipeline_error"));
        }
        let clear = if self.shown.is_some() { "\r\x1b[K" } else { "" };
        match (self.formats.is_empty(), self.unreadable) {
            (true, true) => {}
            (true, false) => complain(format_args!("{clear}normalize: no records: the input is empty")),
            _ => complain(format_args!("{clear}{}", self.summary())),
        }
        match (self.unreadable, self.refused) {
            (true, _) => 2,
            (false, 0) => 0,
            (false, _) => 1,
        }
    }
}

/// What some records of an input were.
#[derive(Default)]
pub struct Counts {
    records: u64,
    refused: u64,
    /// The first errors, as many as are reported.
    errors: Vec<String>,
}

impl Counts {
    pub fn add(&mut self, record: &Result<Record<'_>, Error>) {
        match record {
            Ok(_) => self.records += 1,
            Err(error) => {
                self.refused += 1;
                if self.errors.len() < REPORTED as usize {
                    self.errors.push(error.to_string());
                }
            }
        }
    }
}

/// Returns whether standard error is a terminal on which a line can be overwritten. No colours are used.
fn is_screen() -> bool {
    io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|terminal| terminal != "dumb")
}
