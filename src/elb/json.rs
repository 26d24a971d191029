//! Records as JSON objects: what CloudWatch Logs delivers, with underscores in names for colons.

use crate::error::Refusal;
use crate::format::Format;
use crate::json::foreign;
use crate::json::{Document, Envelope, Reader};
use crate::lines::LineParser;
use crate::lines::read_columns;
use crate::text::{Piece, Splitter};

use super::pieces::{Pieced, Pieces};
use super::record::{Kind, Record, Tally};
use super::{Parser, line};

/// Reads the object that comes next as a record of a kind.
pub(super) fn read_as<'a, R: Pieced<'a>>(reader: &mut Reader<'a>) -> Result<R, Box<Refusal>> {
    let mut record = R::default();
    let mut pieces = Pieces::default();
    let is_null = |name: &str, column, value: &str| matches!(value, "-" | "") || pieces.take::<R>(name, column, value);
    read_columns(reader, &mut record, is_null, None, EXPECTED)?;
    pieces.put_into(&mut record)?;
    Ok(record)
}

/// What makes an object with unknown keys a load balancer record: one of the fields whose names only these logs have.
const EXPECTED: &str = "a load balancer record, which has fields such as `elb`, `elb_status_code` or `listener_port`";

/// Reads a line that is one JSON object and nothing else.
pub(super) fn read_alone<'a, T>(
    line: &'a str,
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, Box<Refusal>>,
) -> Result<T, Box<Refusal>> {
    let mut reader = Reader::new(line, 0);
    let record = read(&mut reader)?;
    match reader.peek() {
        None => Ok(record),
        Some(_) => Err(reader.unexpected("the end of the record")),
    }
}

impl Document for Parser {
    type Record<'a> = Record<'a>;

    const FORMAT: Format = Format::Elb;

    const ENVELOPE: Envelope = Envelope { lists: &[], objects: &[], texts: &["message"] };

    fn is_record_key(key: &str) -> bool {
        Kind::any_has(key)
    }

    fn read<'a>(reader: &mut Reader<'a>) -> Result<Record<'a>, Box<Refusal>> {
        match kind_of_next(reader.clone())? {
            Some(kind) => kind.read_object(reader),
            None => Err(foreign::no_record(EXPECTED)),
        }
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
        line::is_sure(text)
    }

    fn next_line(&self, splitter: &mut Splitter, bytes: &[u8], is_last: bool) -> Option<Piece> {
        splitter.next(self, bytes, is_last)
    }

    fn read_message<'a>(&mut self, line: &'a str, record: &mut Option<Record<'a>>) -> Result<(), Box<Refusal>> {
        self.read_line(line, record)
    }
}

/// The kind of the object that comes next: all of its keys decide.
fn kind_of_next(mut reader: Reader<'_>) -> Result<Option<Kind>, Box<Refusal>> {
    let mut tally = Tally::default();
    reader.open_object()?;
    while let Some(key) = reader.key()? {
        tally.see(&key);
        reader.skip()?;
    }
    Ok(tally.most())
}
