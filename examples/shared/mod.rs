//! Code that the examples share: command line, files and directories, gzip, and messages about inputs that cannot be
//! read.
#![allow(dead_code, reason = "each example uses a part of it")]

mod ahead;
pub mod arguments;
pub mod files;
mod gzip;
pub mod input;
mod mistakes;
mod output;
mod steady;

use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use awslog::{Error, Format};

use input::Input;

/// A whole input and its format.
pub struct Log {
    pub format: Format,
    pub bytes: Vec<u8>,
}

/// Reads an input as a whole. Returns `None` if it is empty. If it cannot be read to its end, writes the reason to
/// standard error; the status is 2.
pub fn read(program: &str, path: &Path, status: &mut u8) -> Option<Log> {
    let mut fail = |error: &dyn std::fmt::Display| {
        complain(format_args!("{program}: {}: {error}", path.display()));
        *status = 2;
    };
    let mut input = match Input::open(program, path) {
        Ok(input) => input,
        Err(error) => {
            fail(&error);
            return None;
        }
    };
    let end = input.read_to_end();
    let mut bytes = input.into_front();
    if let Err(error) = &end {
        fail(error);
        drop_cut_line(&mut bytes);
    }
    if bytes.trim_ascii().is_empty() {
        return None;
    }
    match format_of(program, &bytes) {
        Ok(format) => Some(Log { format, bytes }),
        Err(words) => {
            fail(&words);
            None
        }
    }
}

/// The number of refused records that are reported one by one.
pub const REPORTED: u64 = 10;

/// The refused records of all files. The first few are reported one by one.
pub struct Refusals {
    program: &'static str,
    count: u64,
}

impl Refusals {
    pub fn new(program: &'static str) -> Self {
        Refusals { program, count: 0 }
    }

    pub fn report(&mut self, file: &Path, error: &Error) {
        self.count += 1;
        if self.count <= REPORTED {
            complain(format_args!("{}: {}: {error}", self.program, file.display()));
        }
    }

    /// Reports how many more there are. The exit status is 1 if there are any.
    pub fn finish(self) -> u8 {
        if let Some(words) = more_refused(self.count) {
            complain(format_args!("{}: {words}", self.program));
        }
        u8::from(self.count > 0)
    }
}

/// How many records are refused in addition to those reported one by one.
pub fn more_refused(count: u64) -> Option<String> {
    match count.checked_sub(REPORTED)? {
        0 => None,
        1 => Some("1 more record is refused".to_owned()),
        more => Some(format!("{more} more records are refused")),
    }
}

/// If reading failed, the last line is incomplete.
fn drop_cut_line(bytes: &mut Vec<u8>) {
    let is_lines = !matches!(bytes.trim_ascii_start().first(), Some(b'{' | b'['));
    if is_lines {
        bytes.truncate(bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1));
    }
}

/// The format of an input, or why it cannot be read.
pub fn format_of(program: &str, front: &[u8]) -> Result<Format, String> {
    if let Some(mistake) = mistake(program, front) {
        return Err(mistake);
    }
    Format::detect(front).ok_or_else(|| unknown(front, ""))
}

/// Describes an input that is not a known log.
pub fn unknown(front: &[u8], advice: &str) -> String {
    match Format::describe_unknown(front) {
        Some(found) => format!("looks like {found}"),
        None => format!("not a known log{advice}: {}", format_names()),
    }
}

/// Describes an input that is not a log but is often mistaken for one, and says what to do.
pub fn mistake(program: &str, front: &[u8]) -> Option<String> {
    mistakes::find(front).map(|advice| advice.replace("| normalize", &format!("| {program}")))
}

/// `cloudfront, ..., config and waf`
pub fn format_names() -> String {
    let names = Format::ALL.iter().map(Format::to_string).collect::<Vec<_>>();
    match names.split_last() {
        Some((last, names)) => format!("{} or {last}", names.join(", ")),
        None => String::new(),
    }
}

/// Writes the text of `--help` or `--version` to standard output.
pub fn say(program: &str, text: &str) -> ExitCode {
    let written = io::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush());
    end(program, written.map(|()| 0))
}

/// Reports a wrong command line.
pub fn wrong_usage(program: &str, message: &str, usage: &str) -> ExitCode {
    complain(format_args!("{program}: {message}\n{usage}\n{program} --help shows all options."));
    ExitCode::from(2)
}

/// How a program ends: with a status, or with an error of its standard output.
pub fn end(program: &str, status: io::Result<u8>) -> ExitCode {
    match status {
        Ok(status) => ExitCode::from(status),
        // The reader closed the pipe.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(format_args!("{program}: standard output: {error}"));
            ExitCode::from(2)
        }
    }
}

/// Writes a line to standard error. If that is closed or full, the work continues.
pub fn complain(text: impl std::fmt::Display) {
    let _ = writeln!(io::stderr(), "{text}");
}
