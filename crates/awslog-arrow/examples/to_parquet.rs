//! Log files, plain or gzip, into one Parquet file compressed with zstd.
//!
//! ```sh
//! cargo run --release -p awslog-arrow --example to_parquet -- -o flow.parquet fixtures/vpc_flow/*.log
//! ```
//!
//! Without `--format`, the format is that of the first file. A refused record is a row with `_error` and `_original`, unless `--columns`
//! leaves both out. Exit status: 0, 1 if a record was refused, 2 for an error.

mod files;

use std::error::Error;
use std::fs::File;
use std::io::BufRead;
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
    match result {
        Ok((rows, refused)) => {
            eprintln!("{rows} rows, {refused} records refused");
            ExitCode::from(u8::from(refused > 0))
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
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

/// Writes the file, and returns how many rows it has and how many records were refused.
fn write(task: &Task) -> Result<(usize, u64), Box<dyn Error>> {
    let builder = builder(task)?;
    let schema = builder.clone().build_decoder()?.schema().ok_or("the format is not known")?;
    let compression = Compression::ZSTD(ZstdLevel::try_new(3)?);
    let properties = WriterProperties::builder().set_compression(compression).build();
    let mut writer = ArrowWriter::try_new(File::create(&task.out)?, schema, Some(properties))?;
    let (mut rows, mut refused) = (0, 0);
    for path in &task.files {
        let decoder = builder.clone().build_decoder()?;
        refused += files::for_each_batch(files::open(path)?, decoder, |batch| {
            rows += batch.num_rows();
            Ok(writer.write(batch)?)
        })
        .map_err(|error| format!("{path}: {error}"))?;
    }
    writer.close()?;
    Ok((rows, refused))
}

fn builder(task: &Task) -> Result<ReaderBuilder, Box<dyn Error>> {
    let format = match (task.format, task.files.first()) {
        (Some(format), _) => format,
        (None, None) => return Err(USAGE.into()),
        (None, Some(path)) => {
            let format = Format::detect(files::open(path)?.fill_buf()?);
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
