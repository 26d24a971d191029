use std::ffi::OsString;
use std::path::PathBuf;

use awslog::Format;
use awslog::ecs::{FreeForm, Namespace};

use crate::lines::Columns;

pub const USAGE: &str = "\
usage: normalize [--format NAME|auto] [--fields 'NAMES'] [--delimiter TEXT] [--accept-short-lines]
                 [--pretty] [--no-aws-fields] [--free-form NAME] [--namespace NAME] [--no-data-stream]
                 [--keep-original] [--raw-user-agent] [FILE...]";

const HELP: &str = "
Writes the ECS events of AWS log files to standard output, one a line. Files are plain or gzip; without
a file, or for the file -, standard input is read. Behind -- everything is a file.

  --format NAME     what the files are; auto, the default, looks at their first record
  --fields 'NAMES'  the columns of files without a header: '${version} ${account-id} ...', 'date time ...'
  --delimiter TEXT  what stands between the values: of CloudFront files, of load balancer files with --fields
  --accept-short-lines
                    read lines with fewer values than columns, which are refused else because they are cut
  --pretty          events over several lines, indented
  --no-aws-fields   leave aws.* out
  --free-form NAME  what becomes of CloudTrail's requestParameters and the like: elastic, the default, is both
                    text and flattened; raw is an object under the part's own name; omit leaves them out
  --namespace NAME  the data_stream.namespace of events; default unless it is given
  --no-data-stream  leave data_stream.* out
  --keep-original   add event.original, the record's text
  --raw-user-agent  leave user agents percent-encoded as they are logged
  --help            this text
  --version         the version

A refused record comes out as an event with event.kind pipeline_error. The exit status is 0, 1 if a record
was refused, 2 if a file could not be read or the options are wrong.
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
    pub files: Vec<PathBuf>,
}

/// Reads the command line; what is wrong with it is said in words.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, String> {
    let mut options = Options { aws_fields: true, data_stream: true, decode_user_agent: true, ..Options::default() };
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        let text = argument.to_string_lossy();
        let (name, value) = match text.split_once('=') {
            Some((name, value)) if name.starts_with("--") => (name, Some(value.to_owned())),
            _ => (&*text, None),
        };
        let mut value = || {
            let next = || arguments.next().map(|value| value.to_string_lossy().into_owned());
            value.clone().or_else(next).ok_or_else(|| format!("{name} needs a value"))
        };
        if SWITCHES.contains(&name) && text.contains('=') {
            return Err(format!("{name} takes no value"));
        }
        match name {
            "--format" => options.format = parse_format(&value()?)?,
            "--fields" => options.columns.fields = Some(value()?),
            "--delimiter" => options.columns.delimiter = Some(value()?),
            "--accept-short-lines" => options.columns.accept_short_lines = true,
            "--pretty" => options.pretty = true,
            "--no-aws-fields" => options.aws_fields = false,
            "--free-form" => {
                options.free_form = value()?.parse().map_err(|error| format!("--free-form: {error}"))?;
            }
            "--no-data-stream" => options.data_stream = false,
            "--namespace" => {
                options.namespace = value()?.parse().map_err(|error| format!("--namespace: {error}"))?;
            }
            "--keep-original" => options.keep_original = true,
            "--raw-user-agent" => options.decode_user_agent = false,
            "--help" | "-h" => return Ok(Command::Say(format!("{USAGE}\n{HELP}"))),
            "--version" | "-V" => return Ok(Command::Say(format!("normalize {}\n", env!("CARGO_PKG_VERSION")))),
            "--" => options.files.extend(arguments.by_ref().map(PathBuf::from)),
            "-" => options.files.push("-".into()),
            _ if name.starts_with('-') => return Err(format!("unknown option {name}")),
            _ => options.files.push(argument.into()),
        }
    }
    Ok(Command::Normalize(options))
}

fn parse_format(name: &str) -> Result<Option<Format>, String> {
    match name {
        "auto" => Ok(None),
        _ => name.parse().map(Some).map_err(|error| format!("--format: {error}, or auto")),
    }
}
