//! Records as JSON objects: standard logging v2, and what forwarders make of the other families.

use crate::error::Refusal;
use crate::format::Format;
use crate::json::{Document, Envelope, Reader};
use crate::lines::LineParser;
use crate::lines::read_columns;
use crate::lines::{ColumnSet, Fill};
use crate::text::{Piece, Splitter};

use super::Parser;
use super::layout::{ATHENA_KEY, family_of, of_athena};
use super::record::{Column, EXPECTED, Record};

/// Reads the object that comes next.
pub(super) fn read<'a>(reader: &mut Reader<'a>) -> Result<Record<'a>, Box<Refusal>> {
    let mut record = Record::default();
    let mut underscores = Vec::new();
    let mut family = None;
    let is_null = |name: &str, column: Option<Column>, value: &str| {
        family = family.or(family_of(name, column));
        match value {
            "-" | "" => true,
            "_" => {
                underscores.extend(column);
                column.is_some()
            }
            _ => false,
        }
    };
    read_columns(reader, &mut record, is_null, Some(ATHENA_KEY), EXPECTED)?;
    record.family = record.family.or(family);
    if record.unknown(ATHENA_KEY).is_some() {
        take_athena_names(&mut record)?;
    }
    // Only the aggregated form has `_` for null, and nothing in front of its last keys says that it is that form.
    if !record.is_aggregated() {
        for column in underscores {
            record.set(column, "_")?;
        }
    }
    Ok(record)
}

/// Gives the values that have the names of AWS's table for Athena to their columns.
#[cold]
fn take_athena_names(record: &mut Record<'_>) -> Result<(), Box<Refusal>> {
    for (name, value) in Fill::leftover(record).take_columns() {
        match of_athena(name.as_str()) {
            Some(column) => record.set(column, value.into_text())?,
            None => Fill::leftover(record).put_back((name, value)),
        }
    }
    Ok(())
}

impl Document for Parser {
    type Record<'a> = Record<'a>;

    const FORMAT: Format = Format::CloudFront;

    const ENVELOPE: Envelope = Envelope { lists: &[], objects: &[], texts: &["message"] };

    fn is_record_key(key: &str) -> bool {
        Column::find(key).is_some()
    }

    fn read<'a>(reader: &mut Reader<'a>) -> Result<Record<'a>, Box<Refusal>> {
        read(reader)
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
        super::is_sure(text)
    }

    fn next_line(&self, splitter: &mut Splitter, bytes: &[u8], is_last: bool) -> Option<Piece> {
        splitter.next(self, bytes, is_last)
    }

    fn read_message<'a>(&mut self, line: &'a str, record: &mut Option<Record<'a>>) -> Result<(), Box<Refusal>> {
        self.read_line(line, record)
    }
}
