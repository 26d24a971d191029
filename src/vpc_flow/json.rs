//! Records as JSON objects: what CloudWatch Logs, Firehose and forwarders make of the lines.

use crate::error::Refusal;
use crate::format::Format;
use crate::json::{Document, Envelope, Reader};
use crate::lines::LineParser;
use crate::lines::read_columns;
use crate::lines::{ColumnSet, Fill};
use crate::text::{Piece, Splitter};

use super::Parser;
use super::record::{Column, EXPECTED, Record};

/// Reads the object that comes next.
fn read<'a>(reader: &mut Reader<'a>, record: &mut Record<'a>) -> Result<(), Box<Refusal>> {
    read_columns(reader, record, |_, _, value| matches!(value, "-" | ""), None, EXPECTED)
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

    const HAS_LINES: bool = true;

    fn is_line(&self, text: &str) -> bool {
        super::is_line(text)
    }

    fn next_line(&self, splitter: &mut Splitter, bytes: &[u8], is_last: bool) -> Option<Piece> {
        splitter.next(self, bytes, is_last)
    }

    fn read_message<'a>(&mut self, line: &'a str, record: &mut Option<Record<'a>>) -> Result<(), Box<Refusal>> {
        self.read_line(line, record)
    }
}
