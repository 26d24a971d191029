//! What of a table or a scan travels, as Protocol Buffers. Numbers of fields keep their meaning for ever.

use awslog::Format;
use datafusion::arrow::datatypes::Schema;
use datafusion::common::{exec_datafusion_err, exec_err, plan_err};
use datafusion::error::Result;
use datafusion_proto::protobuf::{FileScanExecConf, SortExprNodeCollection};
use prost::{DecodeError, Message};

use super::mappings::Mappings;
use crate::mapping::Mapping;
use crate::{AwsLogOptions, Columns, name};

/// Something of this package, or of the codec inside.
#[derive(Clone, PartialEq, Message)]
struct Envelope {
    #[prost(bytes = "vec", optional, tag = "1")]
    logs: Option<Vec<u8>>,
    #[prost(bytes = "vec", optional, tag = "2")]
    other: Option<Vec<u8>>,
}

/// A table.
#[derive(Clone, PartialEq, Message)]
pub(super) struct Table {
    #[prost(message, optional, tag = "1")]
    pub(super) options: Option<Options>,
    #[prost(message, repeated, tag = "2")]
    pub(super) urls: Vec<Url>,
    #[prost(string, tag = "3")]
    pub(super) file_extension: String,
    /// The columns that folders such as `year=2026/` have the values of.
    #[prost(string, repeated, tag = "4")]
    pub(super) partition_columns: Vec<String>,
    #[prost(message, repeated, tag = "5")]
    pub(super) sort_orders: Vec<SortExprNodeCollection>,
}

/// Where files are.
#[derive(Clone, PartialEq, Message)]
pub(super) struct Url {
    #[prost(string, tag = "1")]
    pub(super) url: String,
    #[prost(string, optional, tag = "2")]
    pub(super) glob: Option<String>,
}

/// A scan.
#[derive(Clone, PartialEq, Message)]
pub(super) struct Scan {
    #[prost(message, optional, tag = "1")]
    pub(super) options: Option<Options>,
    #[prost(message, optional, tag = "2")]
    pub(super) config: Option<FileScanExecConf>,
}

/// How logs become a table, with the names that SQL has.
#[derive(Clone, PartialEq, Message)]
pub(super) struct Options {
    #[prost(string, optional, tag = "1")]
    format: Option<String>,
    #[prost(string, tag = "2")]
    schema: String,
    #[prost(string, tag = "3")]
    refused: String,
    #[prost(string, optional, tag = "4")]
    layout: Option<String>,
    #[prost(uint64, optional, tag = "5")]
    batch_size: Option<u64>,
    #[prost(bool, tag = "6")]
    own_mapper: bool,
}

impl Options {
    pub(super) fn new(options: &AwsLogOptions, mapping: &Mapping) -> Self {
        let AwsLogOptions { format, columns, refused, layout, batch_size } = options;
        Options {
            format: format.map(|format| format.as_str().to_owned()),
            schema: columns.to_string(),
            refused: refused.to_string(),
            layout: layout.clone(),
            batch_size: batch_size.map(|rows| rows as u64),
            own_mapper: *columns == Columns::Ecs && mapping.is_own(),
        }
    }

    /// The options, and the mapping, which is one of these.
    pub(super) fn read(&self, mappings: &Mappings) -> Result<(AwsLogOptions, Mapping)> {
        let format = match &self.format {
            Some(name) => match name.parse::<Format>() {
                Ok(format) => Some(format),
                Err(error) => return plan_err!("{error}: all processes need the same version of awslog-datafusion"),
            },
            None => None,
        };
        let mut options = AwsLogOptions::new(format);
        options.columns = self.schema.parse()?;
        options.refused = self.refused.parse()?;
        options.layout.clone_from(&self.layout);
        options.batch_size = self.batch_size.and_then(|rows| rows.try_into().ok());
        Ok((options, mappings.get(self.own_mapper)?))
    }
}

/// Makes sure that the columns of files are those that this process reads.
pub(super) fn check_columns(options: &AwsLogOptions, planned: &Schema) -> Result<()> {
    match options.schema() {
        Some(schema) if schema.fields() != planned.fields() => plan_err!(
            "the columns of {} logs are not those of the process that planned the query: all processes need the same version of \
             awslog-datafusion",
            name(options.format)
        ),
        _ => Ok(()),
    }
}

/// Writes something of this package.
pub(super) fn write_logs(logs: &impl Message, out: &mut Vec<u8>) -> Result<()> {
    write(&Envelope { logs: Some(logs.encode_to_vec()), other: None }, out)
}

/// Writes what the codec inside has written.
pub(super) fn write_other(other: Vec<u8>, out: &mut Vec<u8>) -> Result<()> {
    write(&Envelope { logs: None, other: Some(other) }, out)
}

fn write(envelope: &Envelope, out: &mut Vec<u8>) -> Result<()> {
    envelope.encode(out).map_err(|error| exec_datafusion_err!("a plan cannot be serialized: {error}"))
}

/// What has been written.
pub(super) enum Content<T> {
    Logs(T),
    Other(Vec<u8>),
}

pub(super) fn read<T: Message + Default>(bytes: &[u8]) -> Result<Content<T>> {
    let unknown = |error: DecodeError| exec_datafusion_err!("{UNKNOWN} ({error})");
    let envelope = Envelope::decode(bytes).map_err(unknown)?;
    match (envelope.logs, envelope.other) {
        (Some(logs), None) => Ok(Content::Logs(T::decode(logs.as_slice()).map_err(unknown)?)),
        (None, Some(other)) => Ok(Content::Other(other)),
        _ => exec_err!("{UNKNOWN}"),
    }
}

const UNKNOWN: &str = "a plan was not serialized by the codecs of awslog-datafusion, which all processes need";
