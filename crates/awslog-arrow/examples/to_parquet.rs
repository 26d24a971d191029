//! Log files, plain or gzip, into one Parquet file compressed with zstd.
//!
//! ```sh
//! cargo run --release -p awslog-arrow --example to_parquet -- -o flow.parquet fixtures/vpc_flow/*.log
//! ```
//!
//! Without `--format`, the format is that of the first file. A refused record is a row with `_error` and `_original`, unless `--columns`
//! leaves both out. Exit status: 0, 1 if a record was refused, 2 for an error. OUT.parquet is written as OUT.parquet.part, and has its name once
//! it is whole.

mod files;

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufRead, Write};
use std::path::Path;
use std::process::ExitCode;

use awslog::Format;
use awslog::ecs::Mapper;
use awslog_arrow::ReaderBuilder;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

const USAGE: &str = "to_parquet [--format NAME] [--ecs] [--columns A,B] -o OUT.parquet FILE...";

/// What the command line asks for.
struct Task {
    format: Option<Format>,
    ecs: bool,
    columns: Option<String>,
    out: String,
    files: Vec<String>,
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
    let mut task = Task { format: None, ecs: false, columns: None, out: String::new(), files: Vec::new() };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--format" => task.format = Some(words.next().ok_or(USAGE)?.parse()?),
            "--ecs" => task.ecs = true,
            "--columns" => task.columns = Some(words.next().ok_or(USAGE)?),
            "-o" => task.out = words.next().ok_or(USAGE)?,
            _ if word.starts_with('-') => return Err(USAGE.into()),
            _ => task.files.push(word),
        }
    }
    if task.out.is_empty() || task.files.is_empty() { Err(USAGE.into()) } else { Ok(task) }
}

/// Writes the file, and returns how many rows it has and how many records were refused. Without success, the file is as it was before.
fn write(task: &Task) -> Result<(usize, u64), Box<dyn Error>> {
    // A device or a pipe has to be written to by its own name.
    if Path::new(&task.out).metadata().is_ok_and(|data| !data.is_file()) {
        return write_to(&task.out, task);
    }
    let part = format!("{}.part", task.out);
    let written = write_to(&part, task).and_then(|counts| {
        fs::rename(&part, &task.out).map_err(|error| format!("{}: {error}", task.out))?;
        Ok(counts)
    });
    if written.is_err() {
        let _ = fs::remove_file(&part);
    }
    written
}

fn write_to(out: &str, task: &Task) -> Result<(usize, u64), Box<dyn Error>> {
    let (path, others) = task.files.split_first().ok_or(USAGE)?;
    // A pipe can be opened only once.
    let mut first = files::open(path)?;
    let builder = builder(task, path, &mut first)?;
    let schema = builder.clone().build_decoder()?.schema().ok_or("the format is not known")?;
    let compression = Compression::ZSTD(ZstdLevel::try_new(3)?);
    let properties = WriterProperties::builder().set_compression(compression).build();
    let of_out = |error: &dyn Error| format!("{out}: {error}");
    let file = File::create(out).map_err(|error| of_out(&error))?;
    let mut writer = ArrowWriter::try_new(file, schema, Some(properties)).map_err(|error| of_out(&error))?;
    let (mut rows, mut refused) = (0, 0);
    let mut add = |path: &str, file| {
        let batches = files::for_each_batch(file, builder.clone().build_decoder()?, |batch| {
            rows += batch.num_rows();
            Ok(writer.write(batch)?)
        });
        refused += batches.map_err(|error| format!("{path}: {error}"))?;
        Ok::<_, Box<dyn Error>>(())
    };
    add(path, first)?;
    for path in others {
        add(path, files::open(path)?)?;
    }
    writer.close().map_err(|error| of_out(&error))?;
    Ok((rows, refused))
}

/// What reads the files. Without `--format`, they have the format of the first one.
fn builder(task: &Task, path: &str, first: &mut impl BufRead) -> Result<ReaderBuilder, Box<dyn Error>> {
    let format = match task.format {
        Some(format) => format,
        None => {
            let front = first.fill_buf().map_err(|error| format!("{path}: {error}"))?;
            let format = Format::detect(front);
            format.ok_or_else(|| format!("{path}: the format cannot be detected, say `--format`"))?
        }
    };
    let mut builder = ReaderBuilder::new(format).with_batch_size(8192).with_skip_refused(true);
    if let Some(columns) = &task.columns {
        builder = builder.with_projection(columns.split(','));
    }
    if task.ecs {
        builder = builder.ecs(Mapper::new());
    }
    Ok(builder)
}
