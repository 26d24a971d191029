//! Sigma rules on log files: `detect --rules DIR [--indicators FILE] [--json] [FILE...]`.
//!
//! ```sh
//! cargo run --release -p awslog-sigma --example detect -- \
//!     --rules crates/awslog-sigma/rules fixtures/cloudfront/*.log
//! ```
//!
//! It writes a line for each hit, separated by TABs: the time of the event, the file, the line, the rule, its level, the user and
//! the source; `-` for what the event does not have. At the end it counts the hits of each rule on standard error. Memory does not
//! grow with the input.

#[path = "../../../../examples/shared/mod.rs"]
mod shared;

mod options;
mod place;
mod report;

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use awslog::Decoder;
use awslog_sigma::Rules;

use options::{Chosen, Options};
use place::Place;
use report::Report;
use shared::Refusals;
use shared::input::Input;

const PROGRAM: &str = "detect";

fn main() -> ExitCode {
    match options::read() {
        Ok(Chosen::Run(options)) => shared::end(PROGRAM, run(*options)),
        Ok(Chosen::Help(text)) => shared::say(PROGRAM, &text),
        Err(message) => shared::wrong_usage(PROGRAM, &message, options::USAGE),
    }
}

/// Writes what fires in all files. An error is an error of the output.
fn run(options: Options) -> io::Result<u8> {
    let report = Report::new(BufWriter::new(io::stdout().lock()), options.json);
    let mut run = Run { rules: options.rules, report, refusals: Refusals::new(PROGRAM), status: options.status };
    for file in &options.files {
        run.file(file)?;
    }
    run.report.finish()?;
    Ok(run.status.max(run.refusals.finish()))
}

struct Run<W> {
    rules: Rules,
    report: Report<W>,
    refusals: Refusals,
    status: u8,
}

impl<W: Write> Run<W> {
    fn file(&mut self, path: &Path) -> io::Result<()> {
        let mut decoder = Decoder::detecting();
        let mut place = Place::default();
        let mut input = match Input::open(PROGRAM, path) {
            Ok(input) => input,
            Err(error) => return self.fail(path, &error),
        };
        loop {
            match input.next_piece() {
                Ok([]) => break,
                Ok(piece) => {
                    decoder.push(piece);
                    place.push(piece);
                }
                // The cut end is no record.
                Err(error) => return self.fail(path, &error),
            }
            self.records(path, &mut decoder, &mut place)?;
            if decoder.is_unknown() {
                break;
            }
        }
        decoder.finish();
        self.records(path, &mut decoder, &mut place)?;
        if decoder.is_unknown()
            && !place.bytes().trim_ascii().is_empty()
            && let Err(words) = shared::format_of(PROGRAM, place.bytes())
        {
            return self.fail(path, &words);
        }
        Ok(())
    }

    /// The records that are complete by now.
    fn records(&mut self, path: &Path, decoder: &mut Decoder, place: &mut Place) -> io::Result<()> {
        loop {
            let offset = decoder.offset();
            match decoder.records().next() {
                Some(Ok(record)) => {
                    let hits = self.rules.detect(&record);
                    if !hits.is_empty() {
                        let line = place.line(offset, record.original());
                        self.report.hits(path, line, &record, &hits)?;
                    }
                }
                Some(Err(error)) => self.refusals.report(path, &error),
                None => {
                    // An input of no known format is described by its front.
                    if decoder.format().is_some() {
                        place.pass(offset);
                    }
                    return Ok(());
                }
            }
        }
    }

    /// Says why a file cannot be read further. The others can.
    fn fail(&mut self, path: &Path, error: &dyn std::fmt::Display) -> io::Result<()> {
        shared::complain(format_args!("{PROGRAM}: {}: {error}", path.display()));
        self.status = 2;
        Ok(())
    }
}
