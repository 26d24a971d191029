//! Finds the sources that send the most in VPC flow logs: `top_talkers [--top COUNT] [FILE...]`.
//!
//! It writes bytes, flows and source, separated by TABs, the greatest first. It works without the feature `ecs`, and
//! with files of any size.

use std::collections::HashMap;
use std::io::{self, BufWriter, Write};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use awslog::vpc_flow;
use awslog::{Decoder, Format, Record};

mod shared;

use shared::Refusals;
use shared::arguments::{Arguments, COMMON_HELP};
use shared::input::Input;

const USAGE: &str = "usage: top_talkers [--top COUNT] [--recursive] [FILE...]";

const HELP: &str = "
Writes the sources of VPC flow logs that sent the most: bytes, flows and source, separated by TABs.

  --top COUNT       how many sources to write (default: 10)
";

/// The traffic from one address.
#[derive(Default)]
struct Talker {
    bytes: u64,
    flows: u64,
}

type Talkers = HashMap<IpAddr, Talker>;

fn main() -> ExitCode {
    let (top, files) = match options(Arguments::new()) {
        Ok(Some(options)) => options,
        Ok(None) => return shared::say("top_talkers", &format!("{USAGE}\n{HELP}{COMMON_HELP}")),
        Err(message) => return shared::wrong_usage("top_talkers", &message, USAGE),
    };
    let mut talkers = Talkers::new();
    let mut refusals = Refusals::new("top_talkers");
    let status = files.iter().map(|file| count_file(file, &mut talkers, &mut refusals)).max().unwrap_or_default();
    let status = status.max(refusals.finish());
    shared::end("top_talkers", write(&talkers, top).map(|()| status))
}

/// How many sources to write, and the files. `None` for `--help`.
fn options(mut arguments: Arguments) -> Result<Option<(usize, Vec<PathBuf>)>, String> {
    let mut top = 10;
    while let Some(option) = arguments.next_option() {
        match &*option {
            "--top" => top = arguments.value("a count")?.parse().map_err(|_| "--top needs a count")?,
            "--help" => return Ok(None),
            _ => return Err(format!("unknown option {option}")),
        }
    }
    Ok(Some((top, shared::files::list(&arguments.files, arguments.recursive))))
}

/// Counts the flows of a file. The exit status is 2 if it cannot be read.
fn count_file(file: &Path, talkers: &mut Talkers, refusals: &mut Refusals) -> u8 {
    let counted = Input::open("top_talkers", file).and_then(|mut input| {
        let mut decoder = Decoder::new(Format::VpcFlow);
        loop {
            let piece = input.next_piece()?;
            let is_last = piece.is_empty();
            decoder.push(piece);
            if is_last {
                decoder.finish();
            }
            for record in decoder.records() {
                match record {
                    Ok(Record::VpcFlow(record)) => count(&record, talkers),
                    Ok(_) => {}
                    Err(error) => {
                        refusals.report(file, &error);
                    }
                }
            }
            if is_last {
                return Ok(());
            }
        }
    });
    if let Err(error) = counted {
        shared::complain(format_args!("top_talkers: {}: {error}", file.display()));
        return 2;
    }
    0
}

fn count(record: &vpc_flow::Record<'_>, talkers: &mut Talkers) {
    // The packet behind a NAT gateway has another source than the interface.
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
