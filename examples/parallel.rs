//! Many log files over all cores, with one mapper for all of them: `parallel FILE... > events.ndjson`.
//!
//! The events come out in the order of the files, whichever is done first. Standard error says how fast it was on one
//! core and on all of them.

use std::error::Error;
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::PathBuf;
use std::time::Instant;

use awslog::Format;
use awslog::ecs::Mapper;
use flate2::read::MultiGzDecoder;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

fn main() -> Result<(), Box<dyn Error>> {
    let paths = std::env::args_os().skip(1).map(PathBuf::from).collect::<Vec<_>>();
    if paths.is_empty() {
        return Err("usage: parallel FILE...".into());
    }
    let objects = paths.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let mapper = Mapper::new();
    let one = measure(&objects, &mapper, 1)?;
    let all = measure(&objects, &mapper, std::thread::available_parallelism()?.get())?;
    eprintln!(
        "1 thread: {:.1} MB/s; {} threads: {:.1} MB/s, {:.2} times as much",
        one.rate,
        all.threads,
        all.rate,
        all.rate / one.rate
    );
    let mut output = io::stdout().lock();
    all.events.iter().try_for_each(|events| output.write_all(events))?;
    Ok(())
}

/// What one run gave.
struct Run {
    threads: usize,
    /// The bytes of the events of each object.
    events: Vec<Vec<u8>>,
    /// In million bytes of input a second.
    rate: f64,
}

fn measure(objects: &[Vec<u8>], mapper: &Mapper, threads: usize) -> Result<Run, Box<dyn Error>> {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build()?;
    let begun = Instant::now();
    // A parallel iterator gathers its results in the order of what it was made of.
    let events = pool.install(|| objects.par_iter().map(|object| events(object, mapper)).collect());
    let bytes = objects.iter().map(Vec::len).sum::<usize>();
    Ok(Run { threads, events, rate: bytes as f64 / 1e6 / begun.elapsed().as_secs_f64() })
}

/// The events of one object, a line each. Refused records are events too.
fn events(object: &[u8], mapper: &Mapper) -> Vec<u8> {
    let mut out = Vec::with_capacity(object.len() * 3);
    let Some(format) = Format::detect(object) else {
        return out;
    };
    for record in awslog::records(format, object) {
        match &record {
            Ok(record) => mapper.to_ecs(record).write_json(&mut out),
            Err(error) => mapper.pipeline_error(error).write_json(&mut out),
        }
        out.push(b'\n');
    }
    out
}

/// A file's bytes, decompressed if they are gzip.
fn read(path: &PathBuf) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| BufReader::new(file).read_to_end(&mut bytes));
    let read = match read {
        Ok(_) if bytes.starts_with(&[0x1F, 0x8B]) => {
            let compressed = std::mem::take(&mut bytes);
            MultiGzDecoder::new(compressed.as_slice()).read_to_end(&mut bytes)
        }
        read => read,
    };
    read.map(|_| bytes).map_err(|error| format!("{}: {error}", path.display()))
}
