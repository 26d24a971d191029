//! Lines that CloudWatch Logs has exported: with a time in front, or as the rows of a table.

use super::fill::LineRecord;
use super::format::RecordOf;
use super::parser::LineParser;
use crate::error::Refusal;
use crate::json::Document;
use crate::text::{Table, without_time};

/// Reads a line that the format has refused: a time and a line, or the header of a table.
#[cold]
pub(crate) fn read_line<'a, P: LineParser>(
    parser: &mut P,
    line: &'a str,
    record: &mut Option<RecordOf<'a, P::Layout>>,
    refusal: Box<Refusal>,
) -> Result<(), Box<Refusal>> {
    *record = None;
    if let Some((time, lines)) = without_time(line) {
        for line in lines.into_iter().filter(|line| !line.is_empty()) {
            if parser.read_own_line(line, record).is_ok() && (record.is_some() || !is_comment(line)) {
                if let Some(record) = record {
                    record.set_envelope_time(time);
                }
                return Ok(());
            }
            *record = None;
        }
    }
    if let Some(table) = Table::of_header(line) {
        parser.state_mut().table = Some(table);
        return Ok(());
    }
    Err(refusal)
}

/// Whether a line begins with `#` and is no directive of the W3C extended log format. After a time, it is more likely
/// to be the rest of a broken record than a comment.
fn is_comment(line: &str) -> bool {
    line.strip_prefix('#').is_some_and(|rest| {
        let directive = rest.split_once(':').map(|(name, _)| name);
        !directive.is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_alphabetic()))
    })
}

/// Reads a row of a table.
#[cold]
pub(crate) fn read_row<'a, P: LineParser>(
    parser: &mut P,
    table: Table,
    row: &'a str,
    record: &mut Option<RecordOf<'a, P::Layout>>,
) -> Result<(), Box<Refusal>> {
    let (time, message) = table.cells(row);
    match message.as_borrowed() {
        Some(message) => parser.read_own_line(message.trim_ascii_end(), record)?,
        None => {
            let mut owned = None;
            parser.read_own_line(message.trim_ascii_end(), &mut owned)?;
            *record = owned.map(P::into_owned);
        }
    }
    if let (Some(record), Some(time)) = (record, time) {
        record.set_envelope_time(time);
    }
    Ok(())
}
