//! Writes the events of AWS logs as a body for `_bulk` of Elasticsearch or OpenSearch:
//!
//! ```sh
//! bulk access.log | curl -H 'Content-Type: application/x-ndjson' --data-binary @- http://localhost:9200/_bulk
//! ```
//!
//! The index template in `docs/` accepts every event. Install it once, before the first event:
//!
//! ```sh
//! curl -X PUT -H 'Content-Type: application/json' --data-binary @docs/index-template.json http://localhost:9200/_index_template/awslog
//! ```
//!
//! For OpenSearch, use `docs/index-template-opensearch.json`. Elastic's AWS integration, if installed, accepts the
//! events too.
//!
//! Each event is two lines, so `split -l 10000 --filter '...'` can divide a long body. The action is `create`, which
//! data streams require. If the record has an id, it is the `_id` of the event: an event that is sent twice is
//! refused as a conflict instead of being stored twice. Refused records go to a separate data stream.
//!
//! Each input is read as a whole; see `bulk --help`.

use std::borrow::Cow;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use awslog::Format;
use awslog::ecs::{Event, Mapper, Namespace};
use serde::Serialize;
use time::UtcDateTime;

mod shared;

use shared::arguments::{Arguments, COMMON_HELP};
use shared::{Log, Refusals};

const USAGE: &str = "usage: bulk [--index NAME] [--errors NAME] [--recursive] [FILE...]";

const HELP: &str = "
Writes the ECS events of AWS log files as a body for _bulk of Elasticsearch or OpenSearch, refused records included.

  --index NAME      the index or data stream of the events (default: logs-<event.dataset>-default)
  --errors NAME     the index or data stream of refused records (default: logs-aws.refused-default)

docs/index-template.json is the index template for both (OpenSearch: docs/index-template-opensearch.json).

";

struct Options {
    index: Option<String>,
    errors: String,
    files: Vec<PathBuf>,
}

fn main() -> ExitCode {
    match options(Arguments::new()) {
        Ok(Some(options)) => shared::end("bulk", run(&options, BufWriter::new(io::stdout().lock()))),
        Ok(None) => shared::say("bulk", &format!("{USAGE}\n{HELP}{COMMON_HELP}")),
        Err(message) => shared::wrong_usage("bulk", &message, USAGE),
    }
}

/// The options. `None` for `--help`.
fn options(mut arguments: Arguments) -> Result<Option<Options>, String> {
    let (mut index, mut errors) = (None, "logs-aws.refused-default".to_owned());
    while let Some(option) = arguments.next_option() {
        match &*option {
            "--index" => index = Some(arguments.value("a name")?),
            "--errors" => errors = arguments.value("a name")?,
            "--help" => return Ok(None),
            _ => return Err(format!("unknown option {option}")),
        }
    }
    Ok(Some(Options { index, errors, files: shared::files::list(&arguments.files, arguments.recursive) }))
}

/// Writes the events of all files. An error is an error of the output. The exit status is 2 if a file cannot be read,
/// and 1 if a record is refused.
fn run(options: &Options, mut output: impl Write) -> io::Result<u8> {
    // A data stream refuses events without a time.
    let mapper = Mapper::builder().clock(UtcDateTime::now).build();
    let mut refusals = Refusals::new("bulk");
    let mut status = 0;
    for file in &options.files {
        let Some(Log { format, bytes }) = shared::read("bulk", file, &mut status) else {
            continue;
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
                    refusals.report(file, error);
                    let mut event = mapper.pipeline_error(error);
                    set_data_stream(&mut event, &options.errors);
                    write(&options.errors, None, &event, &mut output)?;
                }
            }
        }
    }
    output.flush()?;
    Ok(status.max(refusals.finish()))
}

/// Sets the data stream in an event, `logs-DATASET-NAMESPACE`: a data stream refuses events that name another one.
fn set_data_stream<'a>(event: &mut Event<'a>, index: &str) {
    if let Some(("logs", rest)) = index.split_once('-')
        && let Some((dataset, namespace)) = rest.split_once('-')
    {
        event.data_stream.dataset = Some(dataset.to_owned().into());
        event.data_stream.namespace = Some(namespace.to_owned().into());
    }
}

/// The longest `_id` that Elasticsearch accepts, in bytes.
const LONGEST_ID: usize = 512;

/// An id that is the same whenever the event is sent.
fn id<'a>(format: Format, event: &'a Event<'_>) -> Option<Cow<'a, str>> {
    let id = event.event.id.as_deref().filter(|id| id.len() <= LONGEST_ID)?;
    match (format, &event.timestamp) {
        // A finding is exported again with the same id after each update.
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

/// Writes the two lines of an event.
fn write(index: &str, id: Option<Cow<'_, str>>, event: &Event<'_>, output: &mut impl Write) -> io::Result<()> {
    let mut lines = serde_json::to_vec(&Action { create: Create { _index: index, _id: id } })?;
    lines.push(b'\n');
    event.write_json(&mut lines);
    lines.push(b'\n');
    output.write_all(&lines)
}
