//! Record batches beside DuckDB, which runs in a process of its own: `duckdb_statements.py`.

use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitCode, Stdio};

use arrow_schema::{DataType, Fields, Schema};
use awslog::Format;

use crate::columns::{Csv, cloudfront_log, cloudtrail_log, ours, vpc_flow_log, waf_log};
use crate::compare::Comparison;
use crate::report::{Measure, Report};

/// Writes the logs into a folder of its own, measures both, and removes the folder.
pub fn measure(rounds: usize) -> ExitCode {
    let folder = std::env::temp_dir().join(format!("awslog-duckdb-{}", std::process::id()));
    let result = fs::create_dir(&folder).and_then(|()| measure_in(&folder, rounds));
    _ = fs::remove_dir_all(&folder);
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("duckdb: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure_in(folder: &Path, rounds: usize) -> io::Result<()> {
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).map(|()| path)
    };
    let mut report = Report::new(Measure::Speed { rounds });
    let mut duckdb = DuckDb::start()?;
    let (text, csv) = cloudfront_log();
    let path = write("cloudfront.log", &text)?;
    duckdb.compare("CloudFront to batches", Format::CloudFront, &path, &read_csv(&path, &csv, 2), &mut report)?;
    let (text, csv) = vpc_flow_log();
    let path = write("vpc_flow.log", &text)?;
    duckdb.compare("VPC v5 to batches", Format::VpcFlow, &path, &read_csv(&path, &csv, 1), &mut report)?;
    let (text, lines, schema) = cloudtrail_log();
    let (path, lines) = (write("cloudtrail.json", &text)?, write("cloudtrail.jsonl", &lines)?);
    duckdb.compare("CloudTrail to batches", Format::CloudTrail, &path, &read_json(&lines, &schema), &mut report)?;
    let (text, schema) = waf_log();
    let path = write("waf.jsonl", &text)?;
    duckdb.compare("WAF to batches", Format::Waf, &path, &read_json(&path, &schema), &mut report)
}

/// The statement that counts the rows of a log in lines, and the values of all of its columns: it has to read these, but need not
/// keep them.
fn read_csv(path: &Path, csv: &Csv, header_lines: usize) -> String {
    let delimiter = char::from(csv.delimiter);
    let options = format!(
        "delim = '{delimiter}', quote = '', escape = '', header = false, skip = {header_lines}, nullstr = '-', \
         auto_detect = false"
    );
    count(&csv.schema, &format!("read_csv('{}', {options}, columns = {})", path.display(), columns(&csv.schema)))
}

/// The same for JSON.
fn read_json(path: &Path, schema: &Schema) -> String {
    let options = "format = 'newline_delimited', auto_detect = false";
    count(schema, &format!("read_json('{}', {options}, columns = {})", path.display(), columns(schema)))
}

fn count(schema: &Schema, table: &str) -> String {
    let counts = schema.fields().iter().map(|field| format!("count(\"{}\")", field.name()));
    format!("SELECT count(*), {} FROM {table}", counts.collect::<Vec<_>>().join(", "))
}

fn columns(schema: &Schema) -> String {
    let columns = schema.fields().iter().map(|field| format!("'{}': '{}'", field.name(), sql_type(field.data_type())));
    format!("{{{}}}", columns.collect::<Vec<_>>().join(", "))
}

fn sql_type(data_type: &DataType) -> String {
    match data_type {
        DataType::UInt64 => "UBIGINT".into(),
        DataType::Int64 => "BIGINT".into(),
        DataType::Float64 => "DOUBLE".into(),
        DataType::Boolean => "BOOLEAN".into(),
        DataType::Timestamp(arrow_schema::TimeUnit::Millisecond, _) => "UBIGINT".into(),
        DataType::Timestamp(..) => "TIMESTAMP".into(),
        DataType::Date32 => "DATE".into(),
        DataType::Time64(_) => "TIME".into(),
        DataType::List(item) => format!("{}[]", sql_type(item.data_type())),
        // All that it had is free-form.
        DataType::Struct(fields) if fields.is_empty() => "JSON".into(),
        DataType::Struct(fields) => format!("STRUCT({})", members(fields)),
        _ => "VARCHAR".into(),
    }
}

fn members(fields: &Fields) -> String {
    let members = fields.iter().map(|field| format!("\"{}\" {}", field.name(), sql_type(field.data_type())));
    members.collect::<Vec<_>>().join(", ")
}

/// A process that runs statements.
struct DuckDb {
    process: Child,
    statements: ChildStdin,
    results: BufReader<ChildStdout>,
}

impl DuckDb {
    fn start() -> io::Result<Self> {
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("duckdb_statements.py");
        let mut process = Command::new("python3").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let pipes = process.stdin.take().zip(process.stdout.take());
        let (statements, results) = pipes.ok_or_else(|| io::Error::other("no pipes"))?;
        Ok(DuckDb { process, statements, results: BufReader::new(results) })
    }

    /// The first number of the result.
    fn run(&mut self, statement: &str) -> io::Result<usize> {
        writeln!(self.statements, "{statement}")?;
        let mut line = String::new();
        self.results.read_line(&mut line)?;
        line.trim().parse().map_err(|_| io::Error::other("DuckDB has failed: is it installed? `pip install duckdb`"))
    }

    /// Measures both on a file, which both read.
    fn compare(
        &mut self,
        row: &'static str,
        format: Format,
        path: &Path,
        statement: &str,
        report: &mut Report,
    ) -> io::Result<()> {
        let text = fs::read_to_string(path)?;
        let rows = ours(format, &text);
        let found = self.run(statement)?;
        if found != rows {
            return Err(io::Error::other(format!("{row}: DuckDB has {found} rows, awslog {rows}")));
        }
        Comparison::new(row, text.len(), rows, || {
            let text = fs::read_to_string(path).expect("a file");
            assert_eq!(ours(format, &text), rows);
        })
        .with("DuckDB", || assert_eq!(self.run(statement).expect("a result"), rows))
        .run(report);
        Ok(())
    }
}

impl Drop for DuckDb {
    fn drop(&mut self) {
        // It may have ended by itself.
        _ = self.process.kill();
        _ = self.process.wait();
    }
}
