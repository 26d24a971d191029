//! Log files, plain or gzip, into one Parquet file compressed with zstd.
//!
//! ```sh
//! cargo run --release -p awslog-arrow --example to_parquet -- -o flow.parquet fixtures/vpc_flow/*.log
//! ```
//!
//! Without `--format`, the format is that of the first file that is not empty. A refused record is a row with `_error` and `_original`, unless
//! `--columns` leaves both out. Exit status: 0, 1 if a record was refused, 2 for an error. OUT.parquet is written as OUT.parquet.part, and has
//! its name once it is whole.

mod files;

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufRead, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::slice;

use awslog::Format;
use awslog::ecs::Mapper;
use awslog_arrow::ReaderBuilder;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use files::named;

const USAGE: &str = "to_parquet [--format NAME] [--ecs] [--columns A,B] -o OUT.parquet FILE...";

/// What the command line asks for.
#[derive(Default)]
struct Task {
    format: Option<Format>,
    ecs: bool,
    columns: Option<String>,
    out: PathBuf,
    files: Vec<PathBuf>,
}

fn main() -> ExitCode {
    let result = task().and_then(|task| write(&task));
    let (words, status) = match result {
        Ok((rows, refused)) => (format!("{rows} rows, {refused} records refused"), u8::from(refused > 0)),
        Err(error) => (error.to_string(), 2),
    };
    // If standard error is closed or full, the status still says how it went.
    let _ = writeln!(io::stderr(), "{words}");
    ExitCode::from(status)
}

fn task() -> Result<Task, Box<dyn Error>> {
    let mut task = Task::default();
    let mut words = std::env::args_os().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(USAGE);
        match word.to_str() {
            Some("--format") => task.format = Some(value()?.to_string_lossy().parse()?),
            Some("--ecs") => task.ecs = true,
            Some("--columns") => task.columns = Some(value()?.to_string_lossy().into_owned()),
            Some("-o") => task.out = value()?.into(),
            Some(word) if word.starts_with('-') => return Err(USAGE.into()),
            _ => task.files.push(word.into()),
        }
    }
    if task.out.as_os_str().is_empty() || task.files.is_empty() { Err(USAGE.into()) } else { Ok(task) }
}

/// Writes the file, and returns how many rows it has and how many records were refused. Without success, the file is as it was before.
fn write(task: &Task) -> Result<(usize, u64), Box<dyn Error>> {
    // What a link leads to is written, not the link.
    let out = match task.out.canonicalize() {
        Ok(path) if path.is_file() => path,
        // A device or a pipe has to be written to by its own name.
        _ if task.out.exists() => return write_to(&task.out, task),
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(named(&task.out, error)),
        _ => task.out.clone(),
    };
    let mut part = out.clone().into_os_string();
    part.push(".part");
    let part = PathBuf::from(part);
    let outputs = [&out, &part].map(|path| path.canonicalize().ok());
    let is_output = |path: &&PathBuf| path.canonicalize().is_ok_and(|path| outputs.contains(&Some(path)));
    if let Some(path) = task.files.iter().find(is_output) {
        return Err(named(path, "is also the output: choose another name"));
    }
    // `-o *.log` would lose the first log.
    if is_another_file(&out) {
        return Err(named(&out, "is not a Parquet file: remove it, or choose another name"));
    }
    let written = write_to(&part, task).and_then(|counts| {
        fs::rename(&part, &out).map_err(|error| named(&out, error))?;
        Ok(counts)
    });
    if written.is_err() {
        let _ = fs::remove_file(&part);
    }
    written
}

/// Whether a file has content that is not Parquet.
fn is_another_file(path: &Path) -> bool {
    let mut front = Vec::new();
    let read = File::open(path).and_then(|file| file.take(4).read_to_end(&mut front));
    read.is_ok() && !front.is_empty() && front != b"PAR1"
}

fn write_to(out: &Path, task: &Task) -> Result<(usize, u64), Box<dyn Error>> {
    let mut paths = task.files.iter();
    let (format, first) = match task.format {
        Some(format) => (format, None),
        None => detect(&mut paths).map(|(format, first)| (format, Some(first)))?,
    };
    let builder = builder(task, format);
    let schema = builder.clone().build_decoder()?.schema().ok_or("the format is not known")?;
    let compression = Compression::ZSTD(ZstdLevel::try_new(3)?);
    let properties = WriterProperties::builder().set_compression(compression).build();
    let file = File::create(out).map_err(|error| named(out, error))?;
    let mut writer = ArrowWriter::try_new(file, schema, Some(properties)).map_err(|error| of_out(out, error))?;
    let (mut rows, mut refused) = (0, 0);
    let others = paths.map(|path| files::open(path).map(|file| (path, file)));
    for opened in first.map(Ok).into_iter().chain(others) {
        let (path, file) = opened?;
        refused += files::for_each_batch(path, file, builder.clone().build_decoder()?, |batch| {
            rows += batch.num_rows();
            writer.write(batch).map_err(|error| of_out(out, error))
        })?;
    }
    writer.close().map_err(|error| of_out(out, error))?;
    Ok((rows, refused))
}

/// The words of an error of the output.
fn of_out(out: &Path, error: ParquetError) -> Box<dyn Error> {
    match error {
        ParquetError::External(error) => named(out, error),
        error => named(out, error),
    }
}

/// A file that is being read.
type Opened<'t> = (&'t PathBuf, Box<dyn BufRead>);

/// The format of the first file that is not empty, and that file: a pipe can be opened only once.
fn detect<'t>(paths: &mut slice::Iter<'t, PathBuf>) -> Result<(Format, Opened<'t>), Box<dyn Error>> {
    let mut last = Path::new("");
    for path in paths {
        last = path;
        let mut file = files::open(path)?;
        let front = files::front(path, &mut file)?;
        match Format::detect(front) {
            Some(format) => return Ok((format, (path, file))),
            None if front.is_empty() => {}
            None => break,
        }
    }
    Err(named(last, "the format cannot be detected, say `--format`"))
}

/// What reads the files.
fn builder(task: &Task, format: Format) -> ReaderBuilder {
    let mut builder = ReaderBuilder::new(format).with_batch_size(8192).with_skip_refused(true);
    if let Some(columns) = &task.columns {
        builder = builder.with_projection(columns.split(','));
    }
    if task.ecs {
        builder = builder.ecs(Mapper::new());
    }
    builder
}
