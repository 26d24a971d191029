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

use awslog::ecs::Mapper;
use awslog::{Decoder, Format};
use serde::de::IgnoredAny;
use time::UtcDateTime;

use options::{Command, Options};
use ordered::Closed;
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
    let sizes = options.files.iter().map(|file| size(file)).collect::<Vec<_>>();
    let mut report = Report::new(sizes.iter().copied().sum());
    let write = |step: &mut Step| -> io::Result<()> {
        step.reports.drain(..).for_each(|add| add(&mut report));
        if !step.events.is_empty() {
            output.write_all(&step.events)?;
            output.flush()?;
        }
        Ok(())
    };
    ordered::each(&tasks(&options.files, &sizes), options.threads, write, |files, sink| {
        let is_prompt = files.len() == 1;
        let normalizer = Normalizer { options, mapper: &mapper, sink, is_prompt, step: Step::default() };
        // If the output is closed, the other end knows why.
        let (Ok(()) | Err(Closed)) = normalizer.run(files);
    })?;
    Ok(report)
}

/// The maximum size on disk of files whose events are passed on together.
const TOGETHER: u64 = 64 << 10;

/// From how many bytes on events are passed on before the last of these files has been read.
const ENOUGH_EVENTS: usize = 256 << 10;

/// Files that one thread reads one after another: small ones together, any other alone.
fn tasks<'o>(mut files: &'o [PathBuf], sizes: &[Option<u64>]) -> Vec<&'o [PathBuf]> {
    let (mut tasks, mut count, mut together) = (Vec::new(), 0, 0);
    for size in sizes {
        together = size.map_or(u64::MAX, |size| size.saturating_add(together));
        if count > 0 && together > TOGETHER {
            let (task, others) = files.split_at(count);
            tasks.push(task);
            (files, count, together) = (others, 0, size.unwrap_or(u64::MAX));
        }
        count += 1;
    }
    tasks.push(files);
    tasks
}

/// What some bytes of a file lead to, in the order of the file.
#[derive(Default)]
struct Step {
    reports: Vec<AddToReport>,
    events: Vec<u8>,
}

type AddToReport = Box<dyn FnOnce(&mut Report) + Send>;

/// Reads files and passes on their events.
struct Normalizer<'t, 'o> {
    options: &'o Options,
    mapper: &'o Mapper,
    sink: &'t mut ordered::Sink<'t, Step>,
    /// Whether events are passed on as soon as they are there.
    is_prompt: bool,
    /// The next step. One for each report would wake the other thread too often.
    step: Step,
}

impl Normalizer<'_, '_> {
    fn run(mut self, files: &[PathBuf]) -> Result<(), Closed> {
        files.iter().try_for_each(|file| self.read(file))?;
        if self.step.reports.is_empty() { Ok(()) } else { self.pass_on() }
    }

    fn read(&mut self, path: &Path) -> Result<(), Closed> {
        let name = if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() };
        // A thread that has no file of its own can decompress.
        let has_idle_thread = self.options.threads > self.options.files.len();
        let open = if has_idle_thread { Input::open_ahead } else { Input::open };
        self.report(Report::next_input);
        match open("normalize", path) {
            Ok(mut input) => self.normalize(name, &mut input),
            Err(error) => {
                self.report(move |report| report.unreadable(&name, &error));
                Ok(())
            }
        }
    }

    fn report(&mut self, add: impl FnOnce(&mut Report) + Send + 'static) {
        self.step.reports.push(Box::new(add));
    }

    /// Passes on the events, after what is to be reported before them.
    fn pass_on(&mut self) -> Result<(), Closed> {
        (self.sink)(&mut self.step)?;
        self.step.events.clear();
        Ok(())
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
        let mut detected = None;
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
                    return self.add_events(&mut decoder);
                }
                Ok(piece) => {
                    let length = piece.len();
                    decoder.push(piece);
                    let raw = input.raw_bytes();
                    self.report(move |report| report.read(length, raw));
                    self.add_events(&mut decoder)?;
                }
                // The last record is incomplete then, which is not a second error.
                Err(error) => {
                    self.report(move |report| report.ended_early(&name, &error));
                    return Ok(());
                }
            }
        }
    }

    /// Adds the events of the complete records: one record in, one event out.
    fn add_events(&mut self, decoder: &mut Decoder) -> Result<(), Closed> {
        let mut counts = Counts::default();
        let records = decoder.records().inspect(|record| counts.add(record));
        if self.options.pretty {
            for record in records {
                let event = match &record {
                    Ok(record) => self.mapper.to_ecs(record),
                    Err(error) => self.mapper.pipeline_error(error),
                };
                self.step.events.extend(serde_json::to_vec_pretty(&event).unwrap_or_default());
                self.step.events.push(b'\n');
            }
        } else {
            self.mapper.write_events(records, &mut self.step.events);
        }
        self.report(|report| report.records(counts));
        if self.is_prompt || self.step.events.len() >= ENOUGH_EVENTS { self.pass_on() } else { Ok(()) }
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

/// The size of a file on disk.
fn size(file: &Path) -> Option<u64> {
    file.metadata().ok().filter(fs::Metadata::is_file).map(|data| data.len())
}
