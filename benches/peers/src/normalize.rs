//! The example `normalize` on a large file, beside what the library alone does with the same lines.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use awslog::cloudfront::records;
use awslog::ecs::Mapper;

use crate::events::write_events;
use crate::generate::cloudfront::{file, lines};

/// Builds the example, writes the file, measures, and removes the file.
pub fn measure(megabytes: usize) -> ExitCode {
    let path = std::env::temp_dir().join(format!("awslog-normalize-{}.log", std::process::id()));
    let result = build().and_then(|example| {
        let block = write_log(&path, megabytes * 1_000_000)?;
        let bytes = path.metadata()?.len();
        let (rate, memory) = run(&example, &path, bytes)?;
        let library = library_rate(&block);
        println!("file: {bytes} bytes");
        println!("normalize: {rate:.1} MB/s, at most {memory:.1} MB of memory");
        println!("the library alone, on a part of it: {library:.1} MB/s ({:.2} of it)", rate / library);
        Ok(())
    });
    _ = std::fs::remove_file(&path);
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("normalize: {error}");
            ExitCode::FAILURE
        }
    }
}

fn build() -> io::Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--release", "--example", "normalize", "--target-dir", "target"]).current_dir(&root);
    if !build.status()?.success() {
        return Err(io::Error::other("the example does not build"));
    }
    Ok(root.join("target/release/examples/normalize"))
}

/// Writes the same block of lines again and again, and gives the block.
fn write_log(path: &Path, bytes: usize) -> io::Result<String> {
    let block = file(&lines(40_000));
    let mut out = BufWriter::new(File::create(path)?);
    for _ in 0..bytes.div_ceil(block.len()) {
        out.write_all(block.as_bytes())?;
    }
    out.flush()?;
    Ok(block)
}

/// The rate of the example in MB/s, and its peak memory in MB.
fn run(example: &Path, path: &Path, bytes: u64) -> io::Result<(f64, f64)> {
    let start = Instant::now();
    let mut child = Command::new(example).arg(path).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let mut memory = 0.0_f64;
    let status = loop {
        memory = memory.max(peak_memory(child.id()));
        match child.try_wait()? {
            Some(status) => break status,
            None => std::thread::sleep(std::time::Duration::from_millis(10)),
        }
    };
    let time = start.elapsed();
    if !status.success() {
        return Err(io::Error::other(format!("the example ended with {status}")));
    }
    Ok((bytes as f64 / 1e6 / time.as_secs_f64(), memory))
}

/// `VmHWM` of a process, the most that it ever held, in MB; 0 where the system does not say.
fn peak_memory(process: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or_default() * 1024.0 / 1e6
}

/// The best rate of ten runs in MB/s.
fn library_rate(block: &str) -> f64 {
    let mapper = Mapper::new();
    let mut out = Vec::new();
    let times = (0..10).map(|_| {
        let start = Instant::now();
        write_events(records(block.as_bytes()), &mapper, &mut out);
        start.elapsed().as_secs_f64()
    });
    block.len() as f64 / 1e6 / times.fold(f64::INFINITY, f64::min)
}
