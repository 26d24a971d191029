//! The events of AWS logs as a body for `_bulk` of Elasticsearch or OpenSearch:
//!
//! ```sh
//! bulk access.log | curl -H 'Content-Type: application/x-ndjson' --data-binary @- http://localhost:9200/_bulk
//! ```
//!
//! The index template in `docs/` takes every event; put it into the cluster once, before the first event:
//!
//! ```sh
//! curl -X PUT -H 'Content-Type: application/json' --data-binary @docs/index-template.json http://localhost:9200/_index_template/awslog
//! ```
//!
//! OpenSearch takes `docs/index-template-opensearch.json`. Without a template of your own, Elastic's AWS integration takes the
//! events as well, if it is installed.
//!
//! Each event is two lines, so that `split -l 10000 --filter '...'` cuts a long body well. The action is `create`, which
//! data streams ask for. An event whose record has an id has it as `_id`: what is sent again is refused as a conflict and
//! is not there twice. Refused records go to a data stream of their own.
//!
//! Without a file, or for the file `-`, it reads standard input: `zcat *.gz | bulk`. Each input is read as a whole.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::process::ExitCode;

use awslog::Format;
use awslog::ecs::{Event, Mapper, Namespace};
use serde::Serialize;
use time::UtcDateTime;

const USAGE: &str = "usage: bulk [--index NAME] [--errors NAME] [FILE...]

  --index NAME   the index or data stream of the events; logs-<event.dataset>-default unless it is given
  --errors NAME  that of refused records; logs-aws.refused-default unless it is given

docs/index-template.json is the index template for both (OpenSearch: docs/index-template-opensearch.json).";

struct Options {
    index: Option<String>,
    errors: String,
    files: Vec<OsString>,
}

fn main() -> ExitCode {
    let options = match options(std::env::args_os().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("bulk: {message}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(&options, BufWriter::new(io::stdout().lock())) {
        Ok(status) => ExitCode::from(status),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bulk: standard output: {error}");
            ExitCode::from(2)
        }
    }
}

fn options(mut arguments: impl Iterator<Item = OsString>) -> Result<Options, String> {
    let mut options = Options { index: None, errors: "logs-aws.refused-default".into(), files: Vec::new() };
    while let Some(argument) = arguments.next() {
        let mut value = |name| arguments.next().and_then(|value| value.into_string().ok()).ok_or(name);
        match argument.to_str() {
            Some("--index") => options.index = Some(value("--index needs a name")?),
            Some("--errors") => options.errors = value("--errors needs a name")?,
            Some(name) if name.starts_with('-') && name != "-" => return Err(format!("unknown option {name}")),
            _ => options.files.push(argument),
        }
    }
    if options.files.is_empty() {
        options.files.push("-".into());
    }
    Ok(options)
}

/// Writes the events of all files. What fails is the output; the exit status is 2 if a file cannot be read, and 1 if a
/// record is refused.
fn run(options: &Options, mut output: impl Write) -> io::Result<u8> {
    // A data stream takes no event without a time.
    let mapper = Mapper::builder().clock(UtcDateTime::now).build();
    let mut status = 0;
    for file in &options.files {
        let (format, bytes) = match read(file) {
            Ok(Some(read)) => read,
            Ok(None) => continue,
            Err(error) => {
                eprintln!("bulk: {}: {error}", file.display());
                status = 2;
                continue;
            }
        };
        for record in awslog::records(format, &bytes) {
            match &record {
                Ok(record) => {
                    let mut event = mapper.to_ecs(record);
                    let index = match &options.index {
                        Some(index) => Cow::Borrowed(index.as_str()),
                        None => Namespace::default().data_stream(format.dataset()).into(),
                    };
                    set_data_stream(&mut event, &index);
                    write(&index, id(format, &event), &event, &mut output)?;
                }
                Err(error) => {
                    eprintln!("bulk: {}: {error}", file.display());
                    status = status.max(1);
                    let mut event = mapper.pipeline_error(error);
                    set_data_stream(&mut event, &options.errors);
                    write(&options.errors, None, &event, &mut output)?;
                }
            }
        }
    }
    output.flush()?;
    Ok(status)
}

/// A file's format and bytes; `None` for a blank file.
fn read(file: &OsStr) -> io::Result<Option<(Format, Vec<u8>)>> {
    let mut bytes = Vec::new();
    match file.to_str() {
        Some("-") => drop(io::stdin().lock().read_to_end(&mut bytes)?),
        _ => bytes = fs::read(file)?,
    }
    if bytes.trim_ascii().is_empty() {
        return Ok(None);
    }
    let format = Format::detect(&bytes).ok_or_else(|| io::Error::other("none of the known logs"))?;
    Ok(Some((format, bytes)))
}

/// Says in an event which data stream it goes to, `logs-DATASET-NAMESPACE`: a data stream takes no event that names another.
fn set_data_stream<'a>(event: &mut Event<'a>, index: &str) {
    if let Some(("logs", rest)) = index.split_once('-')
        && let Some((dataset, namespace)) = rest.split_once('-')
    {
        event.data_stream.dataset = Some(dataset.to_owned().into());
        event.data_stream.namespace = Some(namespace.to_owned().into());
    }
}

/// The longest `_id` that Elasticsearch takes, in bytes.
const LONGEST_ID: usize = 512;

/// What the same event has whenever it is sent.
fn id<'a>(format: Format, event: &'a Event<'_>) -> Option<Cow<'a, str>> {
    let id = event.event.id.as_deref().filter(|id| id.len() <= LONGEST_ID)?;
    match (format, &event.timestamp) {
        // A finding is exported again under its id with each update.
        (Format::GuardDuty, Some(updated)) => Some(format!("{id}@{updated}").into()),
        _ => Some(id.into()),
    }
}

#[derive(Serialize)]
struct Action<'a> {
    create: Create<'a>,
}

#[derive(Serialize)]
struct Create<'a> {
    _index: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    _id: Option<Cow<'a, str>>,
}

/// The two lines of an event.
fn write(index: &str, id: Option<Cow<'_, str>>, event: &Event<'_>, output: &mut impl Write) -> io::Result<()> {
    let mut lines = serde_json::to_vec(&Action { create: Create { _index: index, _id: id } })?;
    lines.push(b'\n');
    event.write_json(&mut lines);
    lines.push(b'\n');
    output.write_all(&lines)
}
