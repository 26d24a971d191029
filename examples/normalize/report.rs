use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use awslog::{Error, Format};

/// How many refused records are told of one by one.
const TOLD: u64 = 10;

/// How often a terminal hears how far the work is.
const PERIOD: Duration = Duration::from_secs(1);

/// What was done, for standard error.
pub struct Report {
    records: u64,
    refused: u64,
    bytes: u64,
    unreadable: bool,
    formats: Vec<Format>,
    unknown_fields: Vec<String>,
    input: String,
    begun: Instant,
    shown: Option<Instant>,
}

impl Report {
    pub fn new() -> Self {
        let now = Instant::now();
        Report {
            records: 0,
            refused: 0,
            bytes: 0,
            unreadable: false,
            formats: Vec::new(),
            unknown_fields: Vec::new(),
            input: String::new(),
            begun: now,
            shown: is_screen().then_some(now),
        }
    }

    /// Another input begins.
    pub fn begin(&mut self, name: &str, format: Format) {
        self.input = name.to_owned();
        if !self.formats.contains(&format) {
            self.formats.push(format);
        }
    }

    /// An input, or the rest of it, cannot be read.
    pub fn unreadable(&mut self, name: &str, error: &io::Error) {
        self.say(format_args!("{name}: {error}"));
        self.unreadable = true;
    }

    /// An input is of no known format.
    pub fn unknown(&mut self, name: &str) {
        self.say(format_args!("{name}: none of the known logs; --format NAME says which it is"));
        self.unreadable = true;
    }

    /// An input is no log, but something else that is known.
    pub fn no_log(&mut self, name: &str, mistake: &str) {
        self.say(format_args!("{name}: {mistake}"));
        self.unreadable = true;
    }

    /// An input is another log than the user says.
    pub fn mistaken(&mut self, name: &str, said: Format, found: Format) {
        let (said, title) = (said.title(), found.title());
        self.say(format_args!("{name}: expected a {said}, found what looks like a {title}: --format {found}"));
        self.unreadable = true;
    }

    /// A name of `--fields` that the format does not know, once.
    pub fn unknown_field(&mut self, name: &str) {
        if !self.unknown_fields.iter().any(|known| known == name) {
            self.say(format_args!(
                "--fields: {name} is no field that is known; its values are kept under aws.* by that name"
            ));
            self.unknown_fields.push(name.to_owned());
        }
    }

    /// The value of an option is of no use.
    pub fn refused_option(&mut self, option: &str, error: &Error) {
        self.say(format_args!("{option}: {error}"));
        self.unreadable = true;
    }

    pub fn read(&mut self, bytes: usize) {
        self.bytes += bytes as u64;
        if let Some(shown) = self.shown.filter(|shown| shown.elapsed() >= PERIOD) {
            let _ = write!(io::stderr(), "\r{}", self.summary());
            self.shown = Some(shown + PERIOD);
        }
    }

    pub fn record(&mut self) {
        self.records += 1;
    }

    /// A record is refused. The first few are told of.
    pub fn refused(&mut self, error: &Error) {
        self.refused += 1;
        if self.refused <= TOLD {
            let name = std::mem::take(&mut self.input);
            self.say(format_args!("{name}: {error}"));
            self.input = name;
        }
    }

    fn say(&mut self, text: impl Display) {
        let clear = if self.shown.is_some() { "\r\x1b[K" } else { "" };
        say(format_args!("{clear}normalize: {text}"));
    }

    fn summary(&self) -> String {
        let formats = self.formats.iter().map(Format::to_string).collect::<Vec<_>>().join(", ");
        let formats = if formats.is_empty() { "nothing" } else { &formats };
        let rate = self.bytes as f64 / 1e6 / self.begun.elapsed().as_secs_f64().max(1e-9);
        let Report { records, refused, bytes, .. } = self;
        format!("{formats}: {records} records, {refused} errors, {bytes} bytes, {rate:.1} MB/s")
    }

    /// The summary, and the status to exit with.
    pub fn finish(self) -> ExitCode {
        let clear = if self.shown.is_some() { "\r\x1b[K" } else { "" };
        say(format_args!("{clear}{}", self.summary()));
        match (self.unreadable, self.refused) {
            (true, _) => ExitCode::from(2),
            (false, 0) => ExitCode::SUCCESS,
            (false, _) => ExitCode::from(1),
        }
    }
}

/// Whether standard error is a terminal on which a line can be written over. No colours are used on any.
fn is_screen() -> bool {
    io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|terminal| terminal != "dumb")
}

/// Writes a line to standard error. That may be closed or full: the events are written all the same.
pub fn say(text: impl Display) {
    let _ = writeln!(io::stderr(), "{text}");
}
