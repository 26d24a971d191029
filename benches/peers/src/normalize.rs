//! The example `normalize` on files, compared with what limits it: the library alone, and decompression alone.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use awslog::cloudfront::records;
use awslog::ecs::Mapper;
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;

use crate::events::write_events;
use crate::generate::cloudfront::{file, lines};
use crate::report::Spread;

const LINES: usize = 40_000;
const FILES: usize = 200;
const SMALL_FILES: usize = 20_000;

/// Builds the example, writes the files, measures, and removes the files.
pub fn measure(megabytes: usize, rounds: usize) -> ExitCode {
    let folder = std::env::temp_dir().join(format!("awslog-normalize-{}", std::process::id()));
    let result = measure_in(&folder, megabytes * 1_000_000, rounds);
    _ = fs::remove_dir_all(&folder);
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("normalize: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure_in(folder: &Path, bytes: usize, rounds: usize) -> io::Result<()> {
    let example = build()?;
    fs::create_dir(folder)?;
    let block = file(&lines(LINES));
    let repetitions = bytes.div_ceil(block.len());
    let plain = Log::new(folder.join("plain.log"), block.len() * repetitions);
    let gzip = Log::new(folder.join("one.log.gz"), plain.bytes);
    write_plain(&plain.files[0], &block, repetitions)?;
    write_gzip(&gzip.files[0], &block, repetitions)?;
    let many = parts(&folder.join("many"), &lines(LINES), FILES, (repetitions * LINES).div_ceil(FILES))?;
    let small = parts(&folder.join("small"), &lines(LINES), SMALL_FILES, (repetitions * LINES).div_ceil(SMALL_FILES))?;

    let mapper = Mapper::new();
    let mut out = Vec::new();
    let mut library = || Ok((repeat(repetitions, || write_events(records(block.as_bytes()), &mapper, &mut out)), 0.0));
    let mut decompression = || {
        let start = Instant::now();
        io::copy(&mut MultiGzDecoder::new(File::open(&gzip.files[0])?), &mut io::sink())?;
        Ok((start.elapsed().as_secs_f64(), 0.0))
    };
    let normalize = |log: &Log, threads: &'static str| {
        let files = log.files.clone();
        let example = example.clone();
        move || run(&example, &files, threads)
    };
    let [mut a, mut b, mut c, mut d, mut e, mut f] = [
        normalize(&plain, "1"),
        normalize(&gzip, "1"),
        normalize(&many, "1"),
        normalize(&many, "2"),
        normalize(&small, "1"),
        normalize(&small, "2"),
    ];
    let mut cases: [Case<'_>; 8] = [
        Case::new("the library alone", plain.bytes, &mut library),
        Case::new("decompression alone", plain.bytes, &mut decompression),
        Case::new("one plain file", plain.bytes, &mut a),
        Case::new("one .gz file", gzip.bytes, &mut b),
        Case::new("200 .gz files, one thread", many.bytes, &mut c),
        Case::new("200 .gz files, two threads", many.bytes, &mut d),
        Case::new("20,000 .gz files, one thread", small.bytes, &mut e),
        Case::new("20,000 .gz files, two threads", small.bytes, &mut f),
    ];
    for _ in 0..rounds {
        for case in &mut cases {
            let (seconds, memory) = (case.run)()?;
            case.rates.push(case.bytes as f64 / 1e6 / seconds);
            case.memory = case.memory.max(memory);
        }
    }
    println!("| files | MB/s | memory, MB |\n| --- | ---: | ---: |");
    for Case { name, rates, memory, .. } in &cases {
        println!("| {name} | {} | {memory:.1} |", Spread::of(rates.iter().copied()).show(|rate| format!("{rate:.0}")));
    }
    Ok(())
}

struct Case<'a> {
    name: &'static str,
    bytes: usize,
    /// Seconds, and megabytes of memory.
    run: &'a mut dyn FnMut() -> io::Result<(f64, f64)>,
    rates: Vec<f64>,
    memory: f64,
}

impl<'a> Case<'a> {
    fn new(name: &'static str, bytes: usize, run: &'a mut dyn FnMut() -> io::Result<(f64, f64)>) -> Self {
        Case { name, bytes, run, rates: Vec::new(), memory: 0.0 }
    }
}

/// A log in one or more files.
struct Log {
    files: Vec<PathBuf>,
    /// Its size without compression.
    bytes: usize,
}

impl Log {
    fn new(file: PathBuf, bytes: usize) -> Self {
        Log { files: vec![file], bytes }
    }
}

fn build() -> io::Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut build = Command::new(env!("CARGO"));
    // The profile of measurements, as the library alone has it here.
    build.args(["build", "--profile", "bench", "--example", "normalize", "--target-dir", "target"]).current_dir(&root);
    if !build.status()?.success() {
        return Err(io::Error::other("the example does not build"));
    }
    Ok(root.join("target/release/examples/normalize"))
}

fn write_plain(path: &Path, block: &str, repetitions: usize) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    (0..repetitions).try_for_each(|_| out.write_all(block.as_bytes()))?;
    out.flush()
}

/// One member for each repetition.
fn write_gzip(path: &Path, block: &str, repetitions: usize) -> io::Result<()> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(block.as_bytes())?;
    let member = encoder.finish()?;
    let mut out = BufWriter::new(File::create(path)?);
    (0..repetitions).try_for_each(|_| out.write_all(&member))?;
    out.flush()
}

/// Files with so many of the lines each, which come again from the first after the last.
fn parts(folder: &Path, lines: &[String], files: usize, each: usize) -> io::Result<Log> {
    fs::create_dir(folder)?;
    let mut rest = lines.iter().cycle();
    let mut log = Log { files: Vec::new(), bytes: 0 };
    for number in 0..files {
        let text = file(&rest.by_ref().take(each).cloned().collect::<Vec<_>>());
        let path = folder.join(format!("{number}.gz"));
        write_gzip(&path, &text, 1)?;
        log.bytes += text.len();
        log.files.push(path);
    }
    Ok(log)
}

/// The seconds that the example takes, and its peak memory in MB.
fn run(example: &Path, files: &[PathBuf], threads: &str) -> io::Result<(f64, f64)> {
    let start = Instant::now();
    let mut example = Command::new(example);
    example.args(["--threads", threads]).args(files).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = example.spawn()?;
    let mut memory = 0.0_f64;
    let status = loop {
        memory = memory.max(peak_memory(child.id()));
        match child.try_wait()? {
            Some(status) => break status,
            None => std::thread::sleep(std::time::Duration::from_millis(5)),
        }
    };
    let time = start.elapsed();
    if !status.success() {
        return Err(io::Error::other(format!("the example ended with {status}")));
    }
    Ok((time.as_secs_f64(), memory))
}

/// `VmHWM` of a process, the most that it ever held, in MB; 0 where the system does not say.
fn peak_memory(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or_default() * 1024.0 / 1e6
}

/// The seconds that so many runs take.
fn repeat(times: usize, mut run: impl FnMut()) -> f64 {
    let start = Instant::now();
    (0..times).for_each(|_| run());
    start.elapsed().as_secs_f64()
}
