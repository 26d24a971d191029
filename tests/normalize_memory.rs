//! The example `normalize` needs the same memory whatever the size of its input.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use std::fs;
use std::io::Write;
use std::process::{Child, ChildStdin, Command, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;

#[path = "generate/cloudtrail.rs"]
mod generate;

const MIB: u64 = 1 << 20;

/// The size of the objects: a build without optimization takes its time.
const OBJECT: u64 = if cfg!(debug_assertions) { 64 * MIB } else { 256 * MIB };

/// The most memory `normalize` may have used, in bytes, at the end of any of these inputs.
const BOUND: u64 = 24 * MIB;

/// The built example: it stands beside the folder of this test.
fn normalize() -> Child {
    let test = std::env::current_exe().unwrap();
    let built = test.ancestors().nth(2).unwrap();
    Command::new(built.join("examples/normalize"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The most memory that a process has had at a time, in bytes.
fn peak(process: &Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", process.id())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")).unwrap();
    peak.parse::<u64>().unwrap() * 1024
}

/// Runs the example on what `write` writes and, while it waits for the end of its input, looks at its memory.
#[track_caller]
fn assert_flat(write: impl FnOnce(&mut ChildStdin), said: &str) {
    let mut process = normalize();
    let mut input = process.stdin.take().unwrap();
    write(&mut input);
    let peak = peak(&process);
    drop(input);
    let output = process.wait_with_output().unwrap();
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && words.starts_with(said), "{words}");
    assert!(peak < BOUND, "{peak} bytes");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Writes one object on one line, each piece of it encoded.
fn write_trail(input: &mut ChildStdin, encode: fn(&[u8]) -> Vec<u8>) {
    let file = generate::log_file(MIB as usize);
    let (records, end) = file.split_at(file.len() - "]}".len());
    let (front, records) = records.split_at(r#"{"Records":["#.len());
    let more = encode(format!(",{records}").as_bytes());
    input.write_all(&encode(front.as_bytes())).unwrap();
    input.write_all(&encode(records.as_bytes())).unwrap();
    for _ in 1..OBJECT / MIB {
        input.write_all(&more).unwrap();
    }
    input.write_all(&encode(end.as_bytes())).unwrap();
}

#[test]
fn an_object_on_one_line() {
    assert_flat(|input| write_trail(input, <[u8]>::to_vec), &said_of_trail());
}

#[test]
fn an_object_on_one_line_in_gzip() {
    assert_flat(|input| write_trail(input, gzip), &said_of_trail());
}

fn said_of_trail() -> String {
    const PER_MIB: u64 = 511;
    format!("cloudtrail: {} records, 0 errors, ", OBJECT / MIB * PER_MIB)
}

#[test]
fn white_space_of_300_mib_in_gzip() {
    let white_space = gzip(&vec![b' '; MIB as usize]);
    let write = |input: &mut ChildStdin| (0..300).for_each(|_| input.write_all(&white_space).unwrap());
    assert_flat(write, "normalize: no records: the input is empty\n");
}
