//! Writes the ECS events of log files, one per line: `normalize --help`.

mod lines;
mod options;
mod report;
#[path = "../shared/mod.rs"]
mod shared;

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use awslog::ecs::Mapper;
use awslog::{Decoder, Format};
use serde::de::IgnoredAny;
use time::UtcDateTime;

use options::{Command, Options};
use report::Report;
use shared::arguments::Arguments;
use shared::input::{Input, without_mark};

fn main() -> ExitCode {
    let options = match options::parse(Arguments::new()) {
        Ok(Command::Normalize(options)) => options,
        Ok(Command::Say(text)) => return shared::say("normalize", &text),
        Err(message) => return shared::wrong_usage("normalize", &message, options::USAGE),
    };
    let report = Normalizer::new(&options, io::stdout().lock()).run();
    shared::end("normalize", report.map(Report::finish))
}

/// Reads the inputs one by one and writes their events. An [`io::Error`] is an error of the output.
struct Normalizer<'o, W> {
    options: &'o Options,
    mapper: Mapper,
    report: Report,
    /// The size on disk of the inputs read so far.
    read_before: u64,
    events: Vec<u8>,
    output: W,
}

impl<'o, W: Write> Normalizer<'o, W> {
    fn new(options: &'o Options, output: W) -> Self {
        let mapper = Mapper::builder()
            .aws_fields(options.aws_fields)
            .free_form(options.free_form)
            .data_stream(options.data_stream)
            .namespace(options.namespace.clone())
            .keep_original(options.keep_original)
            .decode_user_agent(options.decode_user_agent)
            .clock(UtcDateTime::now)
            .build();
        let report = Report::new(size(&options.files));
        Normalizer { options, mapper, report, read_before: 0, events: Vec::new(), output }
    }

    fn run(mut self) -> io::Result<Report> {
        for path in &self.options.files {
            let name = if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() };
            self.report.next_input();
            match Input::open("normalize", path) {
                Ok(mut input) => {
                    self.normalize(&name, &mut input)?;
                    self.read_before += input.raw_bytes();
                }
                Err(error) => self.report.unreadable(&name, &error),
            }
        }
        Ok(self.report)
    }

    /// Normalizes one input. If it cannot be read further, only this input ends.
    fn normalize(&mut self, name: &str, input: &mut Input) -> io::Result<()> {
        let known = self.options.format.or(self.options.columns.fields.as_deref().map(lines::format_of));
        // The second line of a pipe may take hours to arrive.
        while !is_enough(input.front(), known) && input.read_more() {
            input.skip_white_space();
        }
        if without_mark(input.front()).trim_ascii().is_empty() {
            if let Some(error) = input.take_failure() {
                self.report.ended_early(name, &error);
            }
            return Ok(());
        }
        if let Some(mistake) = shared::mistake("normalize", input.front()) {
            self.report.no_log(name, &mistake);
            return Ok(());
        }
        let detected = Format::detect(input.front());
        let Some(format) = known.or(detected) else {
            match input.take_failure() {
                Some(error) => self.report.ended_early(name, &error),
                None => {
                    let reason = shared::unknown(input.front(), "; use --format NAME to choose one");
                    self.report.no_log(name, &reason);
                }
            }
            return Ok(());
        };
        if let Some(found) = detected.filter(|found| *found != format && !lines::reads(format, input.front())) {
            self.report.mistaken(name, format, found);
            return Ok(());
        }
        self.report.begin(name, format);
        for unknown in self.options.columns.unknown_names(format) {
            self.report.unknown_field(&unknown);
        }
        match lines::decoder(format, &self.options.columns) {
            Ok(decoder) => self.decode(name, decoder, input),
            Err(error) => {
                self.report.refused_option("--fields", &error);
                Ok(())
            }
        }
    }

    /// Writes the events of complete records whenever bytes have arrived.
    fn decode(&mut self, name: &str, mut decoder: Decoder, input: &mut Input) -> io::Result<()> {
        for blank in input.blanks() {
            decoder.push(&blank);
        }
        loop {
            match input.next_piece() {
                Ok([]) => {
                    decoder.finish();
                    return self.write(&mut decoder);
                }
                Ok(piece) => {
                    let length = piece.len();
                    decoder.push(piece);
                    self.report.read(length, self.read_before + input.raw_bytes());
                    self.write(&mut decoder)?;
                }
                // The last record is incomplete then, which is not a second error.
                Err(error) => {
                    self.report.ended_early(name, &error);
                    return Ok(());
                }
            }
        }
    }

    /// One record in, one event out.
    fn write(&mut self, decoder: &mut Decoder) -> io::Result<()> {
        let report = &mut self.report;
        let records = decoder.records().inspect(|record| match record {
            Ok(_) => report.record(),
            Err(error) => report.refused(error),
        });
        if self.options.pretty {
            for record in records {
                let event = match &record {
                    Ok(record) => self.mapper.to_ecs(record),
                    Err(error) => self.mapper.pipeline_error(error),
                };
                serde_json::to_writer_pretty(&mut self.events, &event)?;
                self.events.push(b'\n');
            }
        } else {
            self.mapper.write_events(records, &mut self.events);
        }
        self.output.write_all(&self.events)?;
        self.events.clear();
        self.output.flush()
    }
}

/// Front sizes that are enough without a complete first record: the first if the format is known, the second in any case.
const ENOUGH: [usize; 2] = [4 << 10, 64 << 10];

/// Returns whether there is enough to detect the format: the first record. JSON may take longer to be complete.
fn is_enough(front: &[u8], known: Option<Format>) -> bool {
    let text = without_mark(front).trim_ascii_start();
    let line = memchr::memchr(b'\n', text).and_then(|end| text.get(..end));
    let is_known = || known.is_some() || Format::detect(front).is_some();
    let is_whole = line.is_some_and(|line| match line.first() {
        Some(b'{' | b'[') => known.is_some() || serde_json::from_slice::<IgnoredAny>(line).is_ok(),
        _ => is_known(),
    });
    is_whole || front.len() >= ENOUGH[1] || (front.len() >= ENOUGH[0] && is_known())
}

/// The size of the files on disk, if it is known for all of them.
fn size(files: &[PathBuf]) -> Option<u64> {
    files.iter().map(|file| file.metadata().ok().filter(fs::Metadata::is_file).map(|data| data.len())).sum()
}
