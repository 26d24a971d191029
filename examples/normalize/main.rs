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
    let write = |step: Step| -> io::Result<()> {
        step.reports.into_iter().for_each(|add| add(&mut report));
        if !step.events.is_empty() {
            output.write_all(&step.events)?;
            output.flush()?;
        }
        Ok(())
    };
    ordered::each(&options.files, options.threads, write, |path, steps| {
        Normalizer { options, mapper: &mapper, steps, reports: Vec::new() }.run(path);
    })?;
    Ok(report)
}

/// What some bytes of a file lead to, in the order of the file.
struct Step {
    reports: Vec<AddToReport>,
    events: Vec<u8>,
}

type AddToReport = Box<dyn FnOnce(&mut Report) + Send>;

/// Nobody takes the events any more: the output is closed.
struct Closed;

/// Reads one file and passes on its events.
struct Normalizer<'o> {
    options: &'o Options,
    mapper: &'o Mapper,
    steps: SyncSender<Step>,
    /// Those of the next step. A step for each would wake the other thread too often.
    reports: Vec<AddToReport>,
}

impl Normalizer<'_> {
    fn run(mut self, path: &Path) {
        let name = if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() };
        // A thread that has no file of its own can decompress.
        let has_idle_thread = self.options.threads > self.options.files.len();
        let open = if has_idle_thread { Input::open_ahead } else { Input::open };
        self.report(Report::next_input);
        let normalized = match open("normalize", path) {
            Ok(mut input) => self.normalize(name, &mut input),
            Err(error) => {
                self.report(move |report| report.unreadable(&name, &error));
                Ok(())
            }
        };
        // If the output is closed, the other end knows why.
        let (Ok(()) | Err(Closed)) =
            normalized.and_then(|()| if self.reports.is_empty() { Ok(()) } else { self.send(Vec::new()) });
    }

    fn report(&mut self, add: impl FnOnce(&mut Report) + Send + 'static) {
        self.reports.push(Box::new(add));
    }

    /// Passes on events, after what is to be reported before them.
    fn send(&mut self, events: Vec<u8>) -> Result<(), Closed> {
        let reports = std::mem::take(&mut self.reports);
        self.steps.send(Step { reports, events }).map_err(|_| Closed)
    }

    /// Normalizes one input. If it cannot be read further, only this input ends.
    fn normalize(&mut self, name: String, input: &mut Input) -> Result<(), Closed> {
        match self.find_format(name.clone(), input) {
            Some(format) => self.begin(name, format, input),
            None => Ok(()),
        }
    }

    /// The format of an input. `None`, and a report, if it has none.
    fn find_format(&mut self, name: String, input: &mut Input) -> Option<Format> {
        let known = self.options.format.or(self.options.columns.fields.as_deref().map(lines::format_of));
        let mut detected = Format::detect(input.front());
        // The second line of a pipe may take hours to arrive.
        while !is_enough(input.front(), known, detected) && input.read_more() {
            input.skip_white_space();
            detected = Format::detect(input.front());
        }
        if without_mark(input.front()).trim_ascii().is_empty() {
            if let Some(error) = input.take_failure() {
                self.report(move |report| report.ended_early(&name, &error));
            }
            return None;
        }
        if let Some(mistake) = shared::mistake("normalize", input.front()) {
            self.report(move |report| report.no_log(&name, &mistake));
            return None;
        }
        let Some(format) = known.or(detected) else {
            match input.take_failure() {
                Some(error) => self.report(move |report| report.ended_early(&name, &error)),
                None => {
                    let reason = shared::unknown(input.front(), "; use --format NAME to choose one");
                    self.report(move |report| report.no_log(&name, &reason));
                }
            }
            return None;
        };
        if let Some(found) = detected.filter(|found| *found != format && !lines::reads(format, input.front())) {
            self.report(move |report| report.mistaken(&name, format, found));
            return None;
        }
        Some(format)
    }

    fn begin(&mut self, name: String, format: Format, input: &mut Input) -> Result<(), Closed> {
        let unknown = self.options.columns.unknown_names(format);
        let begun = name.clone();
        self.report(move |report| {
            report.begin(&begun, format);
            unknown.iter().for_each(|unknown| report.unknown_field(unknown));
        });
        match lines::decoder(format, &self.options.columns) {
            Ok(decoder) => self.decode(name, decoder, input),
            Err(error) => {
                self.report(move |report| report.refused_option("--fields", &error));
                Ok(())
            }
        }
    }

    /// Passes on the events of complete records whenever bytes have arrived.
    fn decode(&mut self, name: String, mut decoder: Decoder, input: &mut Input) -> Result<(), Closed> {
        for blank in input.blanks() {
            decoder.push(&blank);
        }
        loop {
            match input.next_piece() {
                Ok([]) => {
                    decoder.finish();
                    let events = self.events(&mut decoder);
                    return self.send(events);
                }
                Ok(piece) => {
                    let length = piece.len();
                    decoder.push(piece);
                    let raw = input.raw_bytes();
                    self.report(move |report| report.read(length, raw));
                    let events = self.events(&mut decoder);
                    self.send(events)?;
                }
                // The last record is incomplete then, which is not a second error.
                Err(error) => {
                    self.report(move |report| report.ended_early(&name, &error));
                    return Ok(());
                }
            }
        }
    }

    /// The events of the complete records: one record in, one event out.
    fn events(&mut self, decoder: &mut Decoder) -> Vec<u8> {
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
        self.report(|report| report.records(counts));
        events
    }
}

/// Front sizes that are enough without a complete first record: the first if the format is known, the second in any case.
const ENOUGH: [usize; 2] = [4 << 10, 64 << 10];

/// Returns whether there is enough to detect the format: the first record. JSON may take longer to be complete.
fn is_enough(front: &[u8], known: Option<Format>, detected: Option<Format>) -> bool {
    let text = without_mark(front).trim_ascii_start();
    let line = memchr::memchr(b'\n', text).and_then(|end| text.get(..end));
    let is_known = known.or(detected).is_some();
    let is_whole = line.is_some_and(|line| match line.first() {
        Some(b'{' | b'[') => known.is_some() || serde_json::from_slice::<IgnoredAny>(line).is_ok(),
        _ => is_known,
    });
    is_whole || front.len() >= ENOUGH[1] || (front.len() >= ENOUGH[0] && is_known)
}

/// The size of the files on disk, if it is known for all of them.
fn size(files: &[PathBuf]) -> Option<u64> {
    files.iter().map(|file| file.metadata().ok().filter(fs::Metadata::is_file).map(|data| data.len())).sum()
}
