//! Writes the ECS events of log files, one a line: `normalize --help`.

mod input;
mod lines;
mod mistakes;
mod options;
mod report;

use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::process::ExitCode;

use awslog::ecs::{Mapper, ToEcs};
use awslog::{Error, Format};

use time::UtcDateTime;

use input::Input;
use lines::LineReader;
use options::{Command, Options};
use report::Report;

fn main() -> ExitCode {
    let options = match options::parse(std::env::args_os().skip(1)) {
        Ok(Command::Normalize(options)) => options,
        Ok(Command::Say(text)) => {
            let said = io::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush());
            return said.map_or_else(unwritable, |()| ExitCode::SUCCESS);
        }
        Err(message) => {
            report::say(format_args!("normalize: {message}\n{}\nnormalize --help says more.", options::USAGE));
            return ExitCode::from(2);
        }
    };
    match Normalizer::new(&options, io::stdout().lock()).run() {
        Ok(report) => report.finish(),
        Err(error) => unwritable(error),
    }
}

fn unwritable(error: io::Error) -> ExitCode {
    // Whoever reads it has had enough.
    if error.kind() == ErrorKind::BrokenPipe {
        return ExitCode::SUCCESS;
    }
    report::say(format_args!("normalize: standard output: {error}"));
    ExitCode::from(2)
}

/// How much is gathered before it is written.
const GATHERED: usize = 1 << 16;

/// Reads the inputs one by one and writes their events. What fails with an [`io::Error`] is the output.
struct Normalizer<'o, W> {
    options: &'o Options,
    mapper: Mapper,
    report: Report,
    gathered: Vec<u8>,
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
        Normalizer { options, mapper, report: Report::new(), gathered: Vec::new(), output }
    }

    fn run(mut self) -> io::Result<Report> {
        for path in &self.options.files {
            let name = path.display().to_string();
            match open(path) {
                Ok(reader) => self.normalize(&name, reader)?,
                Err(error) => self.report.unreadable(&name, &error),
            }
        }
        if self.options.files.is_empty() {
            self.normalize("standard input", Box::new(io::stdin().lock()))?;
        }
        self.write_gathered()?;
        self.output.flush()?;
        Ok(self.report)
    }

    /// Normalizes one input. What cannot be read any further ends that input alone.
    fn normalize(&mut self, name: &str, reader: Box<dyn Read>) -> io::Result<()> {
        let mut input = match Input::new(reader) {
            Ok(input) => input,
            Err(error) => {
                self.report.unreadable(name, &error);
                return Ok(());
            }
        };
        if input.front().trim_ascii().is_empty() {
            return self.check_end(name, &mut input);
        }
        if let Some(mistake) = mistakes::find(input.front()) {
            self.report.no_log(name, &mistake);
            return Ok(());
        }
        let detected = Format::detect(input.front());
        let named = self.options.columns.fields.as_deref().map(lines::format_of);
        let Some(format) = self.options.format.or(named).or(detected) else {
            match Format::describe_unknown(input.front()) {
                Some(found) => self.report.no_log(name, &format!("looks like {found}")),
                None => self.report.unknown(name),
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
        if input.is_one_document() {
            self.normalize_document(name, format, &mut input)
        } else {
            self.normalize_lines(name, format, &mut input)
        }
    }

    /// Lines, or one JSON document a line: as many as fit into memory at a time.
    fn normalize_lines(&mut self, name: &str, format: Format, input: &mut Input) -> io::Result<()> {
        let mut reader = match LineReader::new(format, &self.options.columns) {
            Ok(reader) => reader,
            Err(error) => {
                self.report.refused_option("--fields", &error);
                return Ok(());
            }
        };
        let mut number = 0;
        loop {
            let lines = match input.next_lines() {
                Ok([]) => return Ok(()),
                Ok(lines) => lines,
                Err(error) => {
                    self.report.unreadable(name, &error);
                    return Ok(());
                }
            };
            self.report.read(lines.len());
            let mut rest = lines;
            while !rest.is_empty() {
                let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
                let (line, behind) = rest.split_at(end);
                rest = behind;
                number += 1;
                let mut outcome = Ok(());
                reader.read(line, |record| {
                    if outcome.is_ok() {
                        let record = record.map_err(|error| error.with_line(number));
                        outcome = self.write(record.as_ref().map(|record| *record));
                    }
                });
                outcome?;
            }
        }
    }

    /// One JSON document that spans lines: it is read as a whole.
    fn normalize_document(&mut self, name: &str, format: Format, input: &mut Input) -> io::Result<()> {
        let end = input.read_to_end();
        self.report.read(input.front().len());
        for record in awslog::records(format, input.front()) {
            // Where the input ends early, the record that does so too is no second error.
            if end.is_ok() || !record.as_ref().is_err_and(|error| error.kind() == awslog::ErrorKind::Truncated) {
                self.write(record.as_ref().map(|record| record as &dyn ToEcs))?;
            }
        }
        if let Err(error) = end {
            self.report.unreadable(name, &error);
        }
        Ok(())
    }

    /// Nothing but white space: no record, and no error unless reading fails.
    fn check_end(&mut self, name: &str, input: &mut Input) -> io::Result<()> {
        if let Err(error) = input.read_to_end() {
            self.report.unreadable(name, &error);
        }
        Ok(())
    }

    /// One record in, one event out.
    fn write(&mut self, record: Result<&dyn ToEcs, &Error>) -> io::Result<()> {
        let event = match record {
            Ok(record) => {
                self.report.record();
                self.mapper.to_ecs(record)
            }
            Err(error) => {
                self.report.refused(error);
                self.mapper.pipeline_error(error)
            }
        };
        if self.options.pretty {
            serde_json::to_writer_pretty(&mut self.gathered, &event)?;
        } else {
            event.write_json(&mut self.gathered);
        }
        self.gathered.push(b'\n');
        if self.gathered.len() >= GATHERED { self.write_gathered() } else { Ok(()) }
    }

    fn write_gathered(&mut self) -> io::Result<()> {
        self.output.write_all(&self.gathered)?;
        self.gathered.clear();
        Ok(())
    }
}

/// Opens a file; `-` is standard input.
fn open(path: &std::path::Path) -> io::Result<Box<dyn Read>> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::new(ErrorKind::IsADirectory, "is a directory: name the files in it"));
    }
    Ok(Box::new(file))
}
