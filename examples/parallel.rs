//! Many log files over all cores, with one mapper for all of them: `parallel FILE... > events.ndjson`.
//!
//! The events come out in the order of the files, whichever is done first. Standard error says how fast it was on one
//! core and on all of them: every file is read as a whole, and normalized twice. The files are plain, not gzip.

use std::error::Error;
use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind, Read, Write};
use std::process::ExitCode;
use std::time::Instant;

use awslog::Format;
use awslog::ecs::Mapper;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

fn main() -> ExitCode {
    match run() {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(1),
        Err(error) => {
            let closed = error.downcast_ref().is_some_and(|error: &io::Error| error.kind() == ErrorKind::BrokenPipe);
            if closed {
                return ExitCode::SUCCESS;
            }
            eprintln!("parallel: {error}");
            ExitCode::from(2)
        }
    }
}

/// Writes the events of all files; how many records were refused.
fn run() -> Result<usize, Box<dyn Error>> {
    let files = std::env::args_os().skip(1).collect::<Vec<_>>();
    if files.is_empty() {
        return Err("usage: parallel FILE...".into());
    }
    let logs = files.iter().map(Log::read).collect::<Result<Vec<_>, _>>()?;
    let mapper = Mapper::new();
    let one = measure(&logs, &mapper, 1)?;
    let all = measure(&logs, &mapper, std::thread::available_parallelism()?.get())?;
    eprintln!(
        "1 thread: {:.1} MB/s; {} threads: {:.1} MB/s, {:.2} times as much",
        one.rate,
        all.threads,
        all.rate,
        all.rate / one.rate
    );
    let mut output = io::stdout().lock();
    all.outputs.iter().try_for_each(|output_of| output.write_all(&output_of.events))?;
    Ok(all.outputs.iter().map(|output| output.refused).sum())
}

/// A file and what it is.
struct Log {
    format: Format,
    bytes: Vec<u8>,
}

impl Log {
    fn read(file: &OsString) -> Result<Log, String> {
        let mut bytes = Vec::new();
        let read = match file.to_str() {
            Some("-") => io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes),
            _ => fs::read(file),
        };
        let bytes = read.map_err(|error| format!("{}: {error}", file.display()))?;
        let format = Format::detect(&bytes).ok_or_else(|| format!("{}: none of the known logs", file.display()))?;
        Ok(Log { format, bytes })
    }

    /// The events, a line each. Refused records are events too.
    fn normalize(&self, mapper: &Mapper) -> Output {
        let mut output = Output { events: Vec::with_capacity(self.bytes.len() * 3), refused: 0 };
        let records = awslog::records(self.format, &self.bytes);
        let counted = records.inspect(|record| output.refused += usize::from(record.is_err()));
        mapper.write_events(counted, &mut output.events);
        output
    }
}

/// What became of a log.
struct Output {
    events: Vec<u8>,
    refused: usize,
}

/// What one run gave.
struct Run {
    threads: usize,
    outputs: Vec<Output>,
    /// In million bytes of input a second.
    rate: f64,
}

fn measure(logs: &[Log], mapper: &Mapper, threads: usize) -> Result<Run, Box<dyn Error>> {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build()?;
    let begun = Instant::now();
    // A parallel iterator gathers its results in the order of what it was made of.
    let outputs = pool.install(|| logs.par_iter().map(|log| log.normalize(mapper)).collect());
    let bytes = logs.iter().map(|log| log.bytes.len()).sum::<usize>();
    Ok(Run { threads, outputs, rate: bytes as f64 / 1e6 / begun.elapsed().as_secs_f64() })
}
