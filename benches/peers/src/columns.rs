//! Record batches: awslog-arrow beside Arrow's own readers of CSV and JSON, with the same columns declared.

use std::hint::black_box;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef, TimeUnit};
use awslog::schema::{self, Kind};
use awslog::{Format, cloudfront, cloudtrail, vpc_flow, waf};
use awslog_arrow::ReaderBuilder;
use regex::Regex;

use crate::compare::Comparison;
use crate::generate::{self, vpc_flow::VERSION_5};
use crate::report::Report;

const BATCH_SIZE: usize = 1024;

pub fn cloudfront(report: &mut Report) {
    let (text, csv) = cloudfront_log();
    let columns = ["date", "c_ip", "sc_status"];
    compare_lines("CloudFront to batches", Format::CloudFront, &text, &csv, columns, report);
}

pub fn cloudfront_log() -> (String, Csv) {
    let text = generate::cloudfront::file(&generate::cloudfront::lines(16_000));
    let header = text.lines().nth(1).and_then(|line| line.strip_prefix("#Fields: ")).expect("a header");
    let csv = Csv { schema: csv_schema(cloudfront::Record::SCHEMA, header), delimiter: b'\t', comment: b'#' };
    (text, csv)
}

pub fn vpc_flow(report: &mut Report) {
    let (text, csv) = vpc_flow_log();
    let columns = ["srcaddr", "bytes", "action"];
    compare_lines("VPC v5 to batches", Format::VpcFlow, &text, &csv, columns, report);
}

pub fn vpc_flow_log() -> (String, Csv) {
    let text = format!("{VERSION_5}\n{}\n", generate::vpc_flow::version_5_lines(32_000).join("\n"));
    // The reader of CSV skips the header, which alone begins with a letter, as a comment.
    let csv = Csv { schema: csv_schema(vpc_flow::Record::SCHEMA, VERSION_5), delimiter: b' ', comment: b'v' };
    (text, csv)
}

pub fn cloudtrail(report: &mut Report) {
    let (text, lines, schema) = cloudtrail_log();
    let columns = ["event_time", "event_name", "user_identity.arn"];
    compare_json("CloudTrail to batches", Format::CloudTrail, [&text, &lines], schema, columns, report);
}

/// The file as AWS writes it, and its records line by line.
pub fn cloudtrail_log() -> (String, String, SchemaRef) {
    let text = generate::cloudtrail::log_file(8 << 20);
    let mut records = serde_json::Deserializer::from_str(&text).into_iter::<cloudtrail_file::File<'_>>();
    let file = records.next().expect("a file").expect("JSON");
    let lines = file.records.iter().map(|record| record.get()).collect::<Vec<_>>().join("\n");
    (text, lines, json_schema(cloudtrail::Record::SCHEMA))
}

pub fn waf(report: &mut Report) {
    let (text, schema) = waf_log();
    let columns = ["timestamp", "action", "http_request.client_ip"];
    compare_json("WAF to batches", Format::Waf, [&text, &text], schema, columns, report);
}

pub fn waf_log() -> (String, SchemaRef) {
    (generate::waf::log(3_000), json_schema(waf::Record::SCHEMA))
}

mod cloudtrail_file {
    use serde::Deserialize;
    use serde_json::value::RawValue;

    /// A file, cut into its records.
    #[derive(Deserialize)]
    pub struct File<'a> {
        #[serde(borrow, rename = "Records")]
        pub records: Vec<&'a RawValue>,
    }
}

/// How many rows there are, one batch after the other.
fn count(batches: impl Iterator<Item = Result<RecordBatch, arrow_schema::ArrowError>>) -> usize {
    batches.map(|batch| black_box(batch.expect("records")).num_rows()).sum()
}

fn count_records(format: Format, text: &str) -> usize {
    awslog::records(format, text.as_bytes()).map(|record| drop(black_box(record.expect("a record")))).count()
}

/// How many rows our batches of all columns have.
pub fn ours(format: Format, text: &str) -> usize {
    count(ReaderBuilder::new(format).with_batch_size(BATCH_SIZE).build(text).expect("columns"))
}

fn projected(format: Format, text: &str, columns: [&str; 3]) -> usize {
    let builder = ReaderBuilder::new(format).with_batch_size(BATCH_SIZE).with_projection(columns);
    count(builder.build(text).expect("columns"))
}

/// The options of a CSV reader.
pub struct Csv {
    pub schema: SchemaRef,
    pub delimiter: u8,
    comment: u8,
}

impl Csv {
    fn count(&self, text: &str) -> usize {
        let builder = arrow_csv::ReaderBuilder::new(self.schema.clone())
            .with_delimiter(self.delimiter)
            .with_batch_size(BATCH_SIZE)
            .with_comment(self.comment)
            .with_quote(b'\0')
            .with_null_regex(Regex::new("^-$").expect("a regular expression"));
        count(builder.build_buffered(text.as_bytes()).expect("a reader"))
    }
}

fn compare_lines(row: &'static str, format: Format, text: &str, csv: &Csv, columns: [&str; 3], report: &mut Report) {
    assert_eq!(ours(format, text), csv.count(text), "{row}: rows");
    Comparison::new(row, text.len(), ours(format, text), || {
        black_box(ours(format, text));
    })
    .with("arrow-csv", || {
        black_box(csv.count(text));
    })
    .with("awslog, records alone", || {
        black_box(count_records(format, text));
    })
    .with("awslog-arrow, three columns", || {
        black_box(projected(format, text, columns));
    })
    .run(report);
}

fn compare_json(
    row: &'static str,
    format: Format,
    [text, lines]: [&str; 2],
    schema: SchemaRef,
    columns: [&str; 3],
    report: &mut Report,
) {
    let json = || {
        let builder = arrow_json::ReaderBuilder::new(schema.clone()).with_batch_size(BATCH_SIZE);
        count(builder.build(lines.as_bytes()).expect("a reader"))
    };
    assert_eq!(ours(format, text), json(), "{row}: rows");
    Comparison::new(row, text.len(), ours(format, text), || {
        black_box(ours(format, text));
    })
    .with("arrow-json", || {
        black_box(json());
    })
    .with("awslog, records alone", || {
        black_box(count_records(format, text));
    })
    .with("awslog-arrow, three columns", || {
        black_box(projected(format, text, columns));
    })
    .run(report);
}

/// The columns that a header names, with the types of our columns, except for those that the reader of CSV does not have: it
/// gets an easier one.
fn csv_schema(fields: &[schema::Field], header: &str) -> SchemaRef {
    let column = |name: &str| {
        let field = fields.iter().find(|field| field.aws_name == name).expect("a column");
        let data_type = match field.kind {
            Kind::Duration => DataType::Float64,
            Kind::Timestamp => DataType::Int64,
            kind => plain_type(kind),
        };
        Field::new(name, data_type, true)
    };
    Arc::new(Schema::new(header.split(' ').map(column).collect::<Vec<_>>()))
}

/// The keys of a format, with the types of our columns. What is free-form is left out: the reader of JSON cannot keep it as text.
fn json_schema(fields: &[schema::Field]) -> SchemaRef {
    Arc::new(Schema::new(json_fields(fields)))
}

fn json_fields(fields: &[schema::Field]) -> Fields {
    let typed = fields.iter().filter_map(|field| Some((field.aws_name, json_type(field.aws_name, field.kind)?)));
    typed.map(|(name, data_type)| Field::new(name, data_type, true)).collect()
}

fn json_type(name: &str, kind: Kind) -> Option<DataType> {
    Some(match kind {
        Kind::Json | Kind::Map(_) => return None,
        Kind::Object(fields) => DataType::Struct(json_fields(fields)),
        Kind::List(kind) => DataType::List(Arc::new(Field::new("item", json_type(name, *kind)?, true))),
        // Written as texts.
        Kind::Boolean if ["mfaAuthenticated", "sessionCredentialFromConsole"].contains(&name) => DataType::Utf8View,
        // Written in milliseconds.
        Kind::Timestamp if name == "timestamp" => DataType::Timestamp(TimeUnit::Millisecond, Some("+00:00".into())),
        kind => plain_type(kind),
    })
}

fn plain_type(kind: Kind) -> DataType {
    match kind {
        Kind::Unsigned => DataType::UInt64,
        Kind::Signed => DataType::Int64,
        Kind::Float => DataType::Float64,
        Kind::Boolean => DataType::Boolean,
        Kind::Timestamp => DataType::Timestamp(TimeUnit::Nanosecond, Some("+00:00".into())),
        Kind::Date => DataType::Date32,
        Kind::Time => DataType::Time64(TimeUnit::Nanosecond),
        _ => DataType::Utf8View,
    }
}
