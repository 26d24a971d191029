//! Who sends the most, by VPC flow logs: `top_talkers [--top COUNT] [FILE...]`.
//!
//! It writes bytes, flows and source, TABs between them, the greatest first. Without a file, or for the file `-`, it reads
//! standard input: `zcat *.log.gz | top_talkers`. It needs no ECS, and holds one line at a time.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Write};
use std::net::IpAddr;
use std::process::ExitCode;

use awslog::vpc_flow::{Parser, Record};

const USAGE: &str = "usage: top_talkers [--top COUNT] [FILE...]";

/// What was sent from one address.
#[derive(Default)]
struct Talker {
    bytes: u64,
    flows: u64,
}

type Talkers = HashMap<IpAddr, Talker>;

fn main() -> ExitCode {
    let (top, files) = match options(std::env::args_os().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("top_talkers: {message}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let mut talkers = Talkers::new();
    let status = files.iter().map(|file| count_file(file, &mut talkers)).max().unwrap_or_default();
    match write(&talkers, top) {
        Ok(()) => ExitCode::from(status),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("top_talkers: standard output: {error}");
            ExitCode::from(2)
        }
    }
}

/// How many to write, and the files.
fn options(mut arguments: impl Iterator<Item = OsString>) -> Result<(usize, Vec<OsString>), String> {
    let (mut top, mut files) = (10, Vec::new());
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--top") => {
                let count = arguments.next().and_then(|count| count.to_str()?.parse().ok());
                top = count.ok_or("--top needs a count")?;
            }
            Some(name) if name.starts_with('-') && name != "-" => return Err(format!("unknown option {name}")),
            _ => files.push(argument),
        }
    }
    if files.is_empty() {
        files.push("-".into());
    }
    Ok((top, files))
}

/// Counts the flows of a file. The exit status is 2 if it cannot be read, and 1 if a record is refused.
fn count_file(file: &OsString, talkers: &mut Talkers) -> u8 {
    let counted = match file.to_str() {
        Some("-") => count_lines(io::stdin().lock(), file, talkers),
        _ => File::open(file).and_then(|opened| count_lines(BufReader::new(opened), file, talkers)),
    };
    counted.unwrap_or_else(|error| {
        eprintln!("top_talkers: {}: {error}", file.display());
        2
    })
}

fn count_lines(mut reader: impl BufRead, file: &OsString, talkers: &mut Talkers) -> io::Result<u8> {
    let mut parser = Parser::new();
    let (mut line, mut status) = (Vec::new(), 0);
    for number in 1.. {
        line.clear();
        if reader.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        // What is not UTF-8 is in no field of a flow: the parser refuses the line with U+FFFD in it.
        match parser.parse_line(&String::from_utf8_lossy(&line)) {
            Ok(Some(record)) => count(&record, talkers),
            Ok(None) => {}
            Err(error) => {
                eprintln!("top_talkers: {}: {}", file.display(), error.with_line(number));
                status = 1;
            }
        }
    }
    Ok(status)
}

fn count(record: &Record<'_>, talkers: &mut Talkers) {
    // Behind a NAT gateway the packet has another source than the interface.
    if let Some(source) = record.pkt_srcaddr.or(record.srcaddr) {
        let talker = talkers.entry(source).or_default();
        talker.bytes = talker.bytes.saturating_add(record.bytes.unwrap_or_default());
        talker.flows += 1;
    }
}

fn write(talkers: &Talkers, top: usize) -> io::Result<()> {
    let mut sorted = talkers.iter().collect::<Vec<_>>();
    sorted.sort_by(|(one, most), (other, more)| more.bytes.cmp(&most.bytes).then(one.cmp(other)));
    let mut output = BufWriter::new(io::stdout().lock());
    for (source, talker) in sorted.into_iter().take(top) {
        writeln!(output, "{}\t{}\t{source}", talker.bytes, talker.flows)?;
    }
    output.flush()
}
