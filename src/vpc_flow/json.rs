//! Records as JSON objects: what CloudWatch Logs, Firehose and forwarders make of the lines.

use crate::error::Refusal;
use crate::format::Format;
use crate::json::{Document, Envelope, Reader, read_columns};
use crate::text::{Fill, Known};

use super::Parser;
use super::record::{Column, Record};

/// Reads the object that comes next.
fn read<'a>(reader: &mut Reader<'a>, record: &mut Record<'a>) -> Result<(), Box<Refusal>> {
    read_columns(reader, record, |_, _, value| matches!(value, "-" | ""))
}

/// Reads a line that is one JSON object and nothing else.
pub(super) fn read_alone<'a>(line: &'a str, record: &mut Record<'a>) -> Result<(), Box<Refusal>> {
    let mut reader = Reader::new(line, 0);
    read(&mut reader, record)?;
    record.set_source(line);
    if reader.peek().is_some() { Err(reader.unexpected("the end of the record")) } else { Ok(()) }
}

impl Document for Parser {
    type Record<'a> = Record<'a>;

    const FORMAT: Format = Format::VpcFlow;

    const ENVELOPE: Envelope = Envelope { lists: &[], objects: &[], texts: &["message"] };

    fn is_record_key(key: &str) -> bool {
        Column::find(key).is_some()
    }

    fn read<'a>(reader: &mut Reader<'a>) -> Result<Record<'a>, Box<Refusal>> {
        let mut record = Record::default();
        read(reader, &mut record)?;
        Ok(record)
    }

    fn set_source<'a>(record: &mut Record<'a>, source: &'a str) {
        record.set_source(source);
    }

    fn set_envelope_time(record: &mut Record<'_>, time: time::UtcDateTime) {
        record.set_envelope_time(time);
    }

    fn into_owned<'a>(record: Record<'_>) -> Record<'a> {
        record.into_owned()
    }
}
