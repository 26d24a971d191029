//! Lines that CloudWatch Logs has given away: with a time in front, or as the rows of a table.

use super::LineParser;
use crate::error::Refusal;
use crate::text::{Table, without_time};

/// Reads a line that is none of the format's own: a time with a line behind it, or the header of a table.
#[cold]
pub(crate) fn read_line<'a, P: LineParser>(
    parser: &mut P,
    line: &'a str,
    record: &mut Option<P::Record<'a>>,
    refusal: Box<Refusal>,
) -> Result<(), Box<Refusal>> {
    *record = None;
    if let Some((time, lines)) = without_time(line) {
        for line in lines.into_iter().filter(|line| !line.is_empty()) {
            if parser.read_plain(line, record).is_ok() {
                if let Some(record) = record {
                    P::set_envelope_time(record, time);
                }
                return Ok(());
            }
            *record = None;
        }
    }
    if let Some(table) = Table::of_header(line) {
        *parser.table() = Some(table);
        return Ok(());
    }
    Err(refusal)
}

/// Reads a row of a table.
#[cold]
pub(crate) fn read_row<'a, P: LineParser>(
    parser: &mut P,
    table: Table,
    row: &'a str,
    record: &mut Option<P::Record<'a>>,
) -> Result<(), Box<Refusal>> {
    let (time, message) = table.cells(row);
    match message.as_borrowed() {
        Some(message) => parser.read_plain(message.trim_ascii_end(), record)?,
        None => {
            let mut owned = None;
            parser.read_plain(message.trim_ascii_end(), &mut owned)?;
            *record = owned.map(P::into_owned);
        }
    }
    if let (Some(record), Some(time)) = (record, time) {
        P::set_envelope_time(record, time);
    }
    Ok(())
}
