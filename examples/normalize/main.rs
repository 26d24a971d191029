//! Writes the ECS events of log files, one per line: `normalize --help`.

mod lines;
mod options;
mod ordered;
mod report;
#[path = "../shared/mod.rs"]
mod shared;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::SyncSender;

use awslog::ecs::Mapper;
use awslog::{Decoder, Format};
use serde::de::IgnoredAny;
use time::UtcDateTime;

use options::{Command, Options};
use report::{Counts, Report};
use shared::arguments::Arguments;
use shared::input::{Input, without_mark};

fn main() -> ExitCode {
    let options = match options::parse(Arguments::new()) {
        Ok(Command::Normalize(options)) => options,
        Ok(Command::Say(text)) => return shared::say("normalize", &text),
        Err(message) => return shared::wrong_usage("normalize", &message, options::USAGE),
    };
    shared::end("normalize", run(&options, io::stdout().lock()).map(Report::finish))
}

/// Normalizes the files on several threads and writes their events in the order of the files. An [`io::Error`] is an
/// error of the output.
fn run(options: &Options, mut output: impl Write) -> io::Result<Report> {
    let mapper = Mapper::builder()
        .aws_fields(options.aws_fields)
        .free_form(options.free_form)
        .data_stream(options.data_stream)
        .namespace(options.namespace.clone())
        .keep_original(options.keep_original)
        .decode_user_agent(options.decode_user_agent)
        .clock(UtcDateTime::now)
        .build();
    let mut report = Report::new(size(&options.files));
    let write = |step| -> io::Result<()> {
        match step {
            Step::Events(events) => {
                output.write_all(&events)?;
                output.flush()?;
            }
            Step::Report(add) => add(&mut report),
        }
        Ok(())
    };
    ordered::each(&options.files, options.threads, write, |path, steps| {
        Normalizer { options, mapper: &mapper, steps }.run(path);
    })?;
    Ok(report)
}

/// Something that the normalizing of a file leads to, in the order of the file.
enum Step {
    Events(Vec<u8>),
    Report(Box<dyn FnOnce(&mut Report) + Send>),
}

/// Nobody takes the events any more: the output is closed.
struct Closed;

/// Reads one file and passes on its events.
struct Normalizer<'o> {
    options: &'o Options,
    mapper: &'o Mapper,
    steps: SyncSender<Step>,
}

impl Normalizer<'_> {
    fn run(self, path: &Path) {
        let name = if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() };
        // A thread that has no file of its own can decompress.
        let has_idle_thread = self.options.threads > self.options.files.len();
        let open = if has_idle_thread { Input::open_ahead } else { Input::open };
        let normalized = self.report(Report::next_input).and_then(|()| match open("normalize", path) {
            Ok(mut input) => self.normalize(name, &mut input),
            Err(error) => self.report(move |report| report.unreadable(&name, &error)),
        });
        // If the output is closed, the other end knows why.
        let (Ok(()) | Err(Closed)) = normalized;
    }

    fn report(&self, add: impl FnOnce(&mut Report) + Send + 'static) -> Result<(), Closed> {
        self.steps.send(Step::Report(Box::new(add))).map_err(|_| Closed)
    }

    /// Normalizes one input. If it cannot be read further, only this input ends.
    fn normalize(&self, name: String, input: &mut Input) -> Result<(), Closed> {
        let known = self.options.format.or(self.options.columns.fields.as_deref().map(lines::format_of));
        // The second line of a pipe may take hours to arrive.
        while !is_enough(input.front(), known) && input.read_more() {
            input.skip_white_space();
        }
        if without_mark(input.front()).trim_ascii().is_empty() {
            return match input.take_failure() {
                Some(error) => self.report(move |report| report.ended_early(&name, &error)),
                None => Ok(()),
            };
        }
        if let Some(mistake) = shared::mistake("normalize", input.front()) {
            return self.report(move |report| report.no_log(&name, &mistake));
        }
        let detected = Format::detect(input.front());
        let Some(format) = known.or(detected) else {
            return match input.take_failure() {
                Some(error) => self.report(move |report| report.ended_early(&name, &error)),
                None => {
                    let reason = shared::unknown(input.front(), "; use --format NAME to choose one");
                    self.report(move |report| report.no_log(&name, &reason))
                }
            };
        };
        if let Some(found) = detected.filter(|found| *found != format && !lines::reads(format, input.front())) {
            return self.report(move |report| report.mistaken(&name, format, found));
        }
        let unknown = self.options.columns.unknown_names(format);
        let begun = name.clone();
        self.report(move |report| {
            report.begin(&begun, format);
            unknown.iter().for_each(|unknown| report.unknown_field(unknown));
        })?;
        match lines::decoder(format, &self.options.columns) {
            Ok(decoder) => self.decode(name, decoder, input),
            Err(error) => self.report(move |report| report.refused_option("--fields", &error)),
        }
    }

    /// Passes on the events of complete records whenever bytes have arrived.
    fn decode(&self, name: String, mut decoder: Decoder, input: &mut Input) -> Result<(), Closed> {
        for blank in input.blanks() {
            decoder.push(&blank);
        }
        loop {
            match input.next_piece() {
                Ok([]) => {
                    decoder.finish();
                    return self.write(&mut decoder, |_| ());
                }
                Ok(piece) => {
                    let length = piece.len();
                    decoder.push(piece);
                    let raw = input.raw_bytes();
                    self.write(&mut decoder, move |report| report.read(length, raw))?;
                }
                // The last record is incomplete then, which is not a second error.
                Err(error) => return self.report(move |report| report.ended_early(&name, &error)),
            }
        }
    }

    /// One record in, one event out.
    fn write(
        &self,
        decoder: &mut Decoder,
        report_read: impl FnOnce(&mut Report) + Send + 'static,
    ) -> Result<(), Closed> {
        let (mut events, mut counts) = (Vec::new(), Counts::default());
        let records = decoder.records().inspect(|record| counts.add(record));
        if self.options.pretty {
            for record in records {
                let event = match &record {
                    Ok(record) => self.mapper.to_ecs(record),
                    Err(error) => self.mapper.pipeline_error(error),
                };
                events.extend(serde_json::to_vec_pretty(&event).unwrap_or_default());
                events.push(b'\n');
            }
        } else {
            self.mapper.write_events(records, &mut events);
        }
        self.report(|report| {
            report_read(report);
            report.records(counts);
        })?;
        self.steps.send(Step::Events(events)).map_err(|_| Closed)
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
