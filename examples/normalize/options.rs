use std::num::NonZero;
use std::path::PathBuf;
use std::thread;

use awslog::Format;
use awslog::ecs::{FreeForm, Namespace};

use crate::lines::Columns;
use crate::shared;
use crate::shared::arguments::{Arguments, COMMON_HELP};

pub const USAGE: &str = "\
usage: normalize [--format NAME|auto] [--fields 'NAMES'] [--delimiter TEXT] [--accept-short-lines]
                 [--pretty] [--no-aws-fields] [--free-form NAME] [--namespace NAME] [--no-data-stream]
                 [--keep-original] [--raw-user-agent] [--threads N] [--recursive] [FILE...]";

const HELP: &str = "
Writes the ECS events of AWS log files to standard output, one per line, as soon as the records arrive. A refused
record becomes an event with event.kind pipeline_error.

  --format NAME     what the files are: FORMATS;
                    auto, the default, detects it from the first record
  --fields 'NAMES'  the columns of files without a header: '${version} ${account-id} ...', 'date time ...'
  --delimiter TEXT  the delimiter of CloudFront files; with --fields also of load balancer and S3 files
  --accept-short-lines
                    accept lines with fewer values than columns, which are otherwise refused as truncated
  --pretty          events over several lines, indented
  --no-aws-fields   omit aws.*
  --free-form NAME  the form of CloudTrail's requestParameters and similar parts: elastic, the default, is both
                    text and flattened; raw is an object under the part's own name; omit leaves it out
  --namespace NAME  the data_stream.namespace of events (default: default)
  --no-data-stream  omit data_stream.*
  --keep-original   add event.original, the record's text
  --raw-user-agent  leave user agents percent-encoded, as logged
  --threads N       work on as many files at a time (default: the number of processors); the events stay in the
                    order of the files
  -V, --version     show the version
";

/// The options without a value.
const SWITCHES: [&str; 8] = [
    "--pretty",
    "--accept-short-lines",
    "--no-aws-fields",
    "--no-data-stream",
    "--keep-original",
    "--raw-user-agent",
    "--help",
    "--version",
];

/// What to do.
pub enum Command {
    Normalize(Options),
    Say(String),
}

/// How to do it.
#[derive(Default)]
pub struct Options {
    pub format: Option<Format>,
    pub columns: Columns,
    pub pretty: bool,
    pub aws_fields: bool,
    pub free_form: FreeForm,
    pub data_stream: bool,
    pub namespace: Namespace,
    pub keep_original: bool,
    pub decode_user_agent: bool,
    /// The number of threads that read files.
    pub threads: usize,
    pub files: Vec<PathBuf>,
}

/// Parses the command line. An error is the message for the user.
pub fn parse(mut arguments: Arguments) -> Result<Command, String> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let mut options =
        Options { aws_fields: true, data_stream: true, decode_user_agent: true, threads, ..Options::default() };
    while let Some(name) = arguments.next_option() {
        if SWITCHES.contains(&&*name) {
            arguments.no_value()?;
        }
        match &*name {
            "--format" => {
                let names = format!("a name: auto, {}", shared::format_names());
                options.format = parse_format(&arguments.value(&names)?)?;
            }
            "--fields" => options.columns.fields = Some(arguments.value("the names of columns")?),
            "--delimiter" => options.columns.delimiter = Some(arguments.value("a text")?),
            "--accept-short-lines" => options.columns.accept_short_lines = true,
            "--pretty" => options.pretty = true,
            "--no-aws-fields" => options.aws_fields = false,
            "--free-form" => {
                let name = arguments.value("a name: elastic, raw or omit")?;
                options.free_form = name.parse().map_err(|error| format!("--free-form: {error}"))?;
            }
            "--no-data-stream" => options.data_stream = false,
            "--namespace" => {
                let name = arguments.value("a name")?;
                options.namespace = name.parse().map_err(|error| format!("--namespace: {error}"))?;
            }
            "--keep-original" => options.keep_original = true,
            "--raw-user-agent" => options.decode_user_agent = false,
            "--threads" => {
                let number = arguments.value("a number")?;
                let threads = number.parse().ok().filter(|threads| *threads > 0);
                options.threads = threads.ok_or_else(|| format!("--threads: expected a number, found {number:?}"))?;
            }
            "--help" => {
                let help = HELP.replace("FORMATS", &shared::format_names());
                return Ok(Command::Say(format!("{USAGE}\n{help}{COMMON_HELP}")));
            }
            "--version" | "-V" => return Ok(Command::Say(format!("normalize {}\n", env!("CARGO_PKG_VERSION")))),
            _ => return Err(format!("unknown option {name}")),
        }
    }
    options.files = shared::files::list(&arguments.files, arguments.recursive);
    Ok(Command::Normalize(options))
}

fn parse_format(name: &str) -> Result<Option<Format>, String> {
    match name {
        "auto" => Ok(None),
        _ => name.parse().map(Some).map_err(|error| format!("--format: {error}, or auto")),
    }
}
