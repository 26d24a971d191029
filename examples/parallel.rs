//! Maps many log files on all cores, with one mapper for all of them: `parallel FILE... > events.ndjson`.
//!
//! The events are in the order of the files, whichever is finished first. Files are read as a whole, several per core
//! at a time; see `parallel --help`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use awslog::ecs::Mapper;
use rayon::prelude::*;

mod shared;

use shared::arguments::{Arguments, COMMON_HELP};

const USAGE: &str = "usage: parallel [--recursive] [FILE...]";

const HELP: &str = "
Writes the ECS events of AWS log files, one per line, in the order of the files. Uses all cores.

";

fn main() -> ExitCode {
    match options(Arguments::new()) {
        Ok(Some(files)) => shared::end("parallel", run(&files, io::stdout().lock())),
        Ok(None) => shared::say("parallel", &format!("{USAGE}\n{HELP}{COMMON_HELP}")),
        Err(message) => shared::wrong_usage("parallel", &message, USAGE),
    }
}

/// The files. `None` for `--help`.
fn options(mut arguments: Arguments) -> Result<Option<Vec<PathBuf>>, String> {
    match arguments.next_option().as_deref() {
        None => Ok(Some(shared::files::list(&arguments.files, arguments.recursive))),
        Some("--help") => Ok(None),
        Some(option) => Err(format!("unknown option {option}")),
    }
}

/// The number of files per core that are in memory at a time.
const FILES_EACH: usize = 4;

/// Writes the events of all files. An error is an error of the output. The exit status is 2 if a file cannot be read,
/// and 1 if a record is refused.
fn run(files: &[PathBuf], mut output: impl Write) -> io::Result<u8> {
    let mapper = Mapper::new();
    let mut status = 0;
    for some in files.chunks(rayon::current_num_threads() * FILES_EACH) {
        // A parallel iterator collects results in the order of its input.
        let normalized = some.par_iter().map(|file| normalize(file, &mapper)).collect::<Vec<_>>();
        for (events, status_of) in normalized {
            output.write_all(&events)?;
            status = status.max(status_of);
        }
    }
    output.flush()?;
    Ok(status)
}

/// The events of a file, one per line, and its exit status. Refused records are events too.
fn normalize(file: &Path, mapper: &Mapper) -> (Vec<u8>, u8) {
    let mut status = 0;
    let mut events = Vec::new();
    if let Some(log) = shared::read("parallel", file, &mut status) {
        let records = awslog::records(log.format, &log.bytes);
        let records = records.inspect(|record| status = status.max(u8::from(record.is_err())));
        mapper.write_events(records, &mut events);
    }
    (events, status)
}
