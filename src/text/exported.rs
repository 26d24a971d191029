//! Lines exported from CloudWatch Logs: its export to S3 and `aws logs tail` put a time before each line, and its
//! console writes CSV with time and message.

use time::UtcDateTime;

use super::time::{epoch_or_date, rfc_3339};
use super::{Cells, Text, without_end};

/// The columns of the time and the message in the rows of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    time: Option<usize>,
    message: usize,
    width: usize,
}

impl Table {
    /// The table of a header line. `None` unless there is a column `message` or `@message`.
    pub(crate) fn of_header(line: &str) -> Option<Self> {
        let is_name = |name: &str| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"@_.- ".contains(&byte))
        };
        let (mut time, mut message, mut width) = (None, None, 0);
        for name in Cells::new(line) {
            if !is_name(&name) {
                return None;
            }
            match name.trim_start_matches('@').to_ascii_lowercase().as_str() {
                "message" => message = message.or(Some(width)),
                "timestamp" | "time" | "eventtimestamp" => time = time.or(Some(width)),
                _ => {}
            }
            width += 1;
        }
        message.filter(|_| width > 1).map(|message| Table { time, message, width })
    }

    /// The time and the message of a row. A message in the last cell may contain commas without quotes.
    pub(crate) fn cells<'r>(&self, row: &'r str) -> (Option<UtcDateTime>, Text<'r>) {
        let mut cells = Cells::new(row);
        let (mut time, mut message) = (None, None);
        for column in 0..self.width {
            if column == self.message && column + 1 == self.width && !cells.rest().starts_with('"') {
                message = Some(cells.rest().into());
                break;
            }
            let Some(cell) = cells.next() else { break };
            if Some(column) == self.time {
                time = epoch_or_date(&cell);
            } else if column == self.message {
                message = Some(cell);
            }
        }
        (time, message.unwrap_or_else(|| "".into()))
    }

    /// Returns whether a text of several lines is one row.
    pub(crate) fn is_row(&self, text: &str) -> bool {
        Cells::new(text).count() == self.width
    }
}

/// The time at the start of a line, and two candidates for the record: the text after the time, and the text after
/// the log stream's name that follows the time.
pub(crate) fn without_time(line: &str) -> Option<(UtcDateTime, [&str; 2])> {
    let (first, rest) = line.split_once([' ', '\t'])?;
    let time = rfc_3339(first, true)?;
    let rest = rest.trim_start_matches(' ');
    let after = rest.split_once([' ', '\t']).map_or("", |(_, after)| after.trim_start_matches(' '));
    Some((time, [rest, after]))
}

/// Candidates for the first record of a text whose lines start with a time, or are rows of a table.
#[cold]
pub(crate) fn first_messages(text: &str) -> Vec<String> {
    let (line, after) = text.split_once('\n').unwrap_or((text, ""));
    let line = without_end(line);
    if let Some((_, lines)) = without_time(line) {
        return lines.into_iter().filter(|line| !line.is_empty()).map(str::to_owned).collect();
    }
    let row = after.split('\n').next().unwrap_or_default();
    let row = if row.matches('"').count() % 2 == 1 { after } else { row };
    let message = Table::of_header(line).map(|table| table.cells(without_end(row)).1.to_string());
    message.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use time::macros::utc_datetime;

    use super::*;

    #[test]
    fn a_time_before_the_line() {
        let time = utc_datetime!(2026-01-15 12:34:56);
        for (line, expected) in [
            ("2026-01-15T12:34:56.000Z a b", Some((time, ["a b", "b"]))),
            ("2026-01-15T12:34:56+00:00 a", Some((time, ["a", ""]))),
            ("2026-01-15T12:34:56\ta", Some((time, ["a", ""]))),
            ("2026-01-15 12:34:56 a", None),
            ("2026-01-15T12:34:56Z", None),
            ("", None),
        ] {
            assert_eq!(without_time(line), expected, "{line}");
        }
    }

    #[test]
    fn headers_of_tables() {
        for (line, expected) in [
            ("timestamp,message", Some((Some(0), 1, 2))),
            ("\"@timestamp\",\"@message\",\"@logStream\"", Some((Some(0), 1, 3))),
            ("@message,@timestamp", Some((Some(1), 0, 2))),
            ("@log,@message", Some((None, 1, 2))),
            ("message", None),
            ("time,{\"message\"}", None),
            ("version,account-id,srcaddr", None),
        ] {
            let table = Table::of_header(line).map(|table| (table.time, table.message, table.width));
            assert_eq!(table, expected, "{line}");
        }
    }
}
