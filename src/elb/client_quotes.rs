//! Lines with a request line, in which a client's own quotes may hide where a value ends.
//!
//! The load balancer escapes a client's quotes, so each of its values ends at the next quote. If something has removed the
//! escapes, a line can be split into values in several ways. The right one has quotes around exactly the columns that the
//! load balancer quotes. If there is no such way, the values after the request line are kept without a column.

use crate::error::Refusal;
use crate::lines::{ColumnSet, FirstQuoted, QuotedValues, Short, is_ambiguous};

use super::record::KindRecord;

/// The ways to read a line, the likeliest first.
const WAYS: [FirstQuoted; 4] =
    [FirstQuoted::LongestRequest, FirstQuoted::Request, FirstQuoted::Shortest, FirstQuoted::RequestAndLast];

/// Reads a line into an empty record.
pub(super) fn read_line<'a, R: KindRecord<'a>>(
    record: &mut R,
    line: &'a str,
    short: Short,
) -> Result<(), Box<Refusal>> {
    let mut values = QuotedValues::new(line, FirstQuoted::Request);
    let read = record.fill_in_order(|_| true, values.by_ref());
    let values = values.exhausted();
    match read {
        Ok(()) if values.is_open() => values.check_end(short)?,
        read if are_certain::<R>(&values, line) => read?,
        _ => settle(record, line)?,
    }
    record.set_source(line);
    Ok(())
}

/// Whether the values of a line are in their columns, whatever the values are.
pub(super) fn has_certain_places<'a, R: KindRecord<'a>>(line: &'a str) -> bool {
    are_certain::<R>(&QuotedValues::new(line, FirstQuoted::Request).exhausted(), line)
}

fn are_certain<'a, R: KindRecord<'a>>(values: &QuotedValues<'a>, line: &str) -> bool {
    are_usual::<R>(values, line) || are_aligned::<R>(values) && !is_ambiguous(line)
}

/// Whether no value holds quotes, and the columns have all of them: a client that imitates the values after its own moves the real
/// ones beyond the last column.
fn are_usual<'a, R: KindRecord<'a>>(values: &QuotedValues<'a>, line: &str) -> bool {
    are_aligned::<R>(values) && values.count_taken() <= R::Column::ALL.len() && values.are_without_quotes(line)
}

/// Whether the quotes are where the load balancer puts them.
fn are_aligned<'a, R: KindRecord<'a>>(values: &QuotedValues<'a>) -> bool {
    values.are_quoted_at(R::QUOTED, R::Column::ALL.len())
}

/// Decides how a line is read that can be read in several ways.
#[cold]
fn settle<'a, R: KindRecord<'a>>(record: &mut R, line: &'a str) -> Result<(), Box<Refusal>> {
    let plain = QuotedValues::new(line, FirstQuoted::Shortest);
    if are_usual::<R>(&plain.clone().exhausted(), line) {
        *record = R::empty();
        return record.fill_in_order(|_| true, plain);
    }
    // Others may have put quotes around more values, or around fewer.
    let has_other_quotes = |values: &QuotedValues<'a>| values.are_without_quotes(line);
    let found = WAYS.into_iter().find_map(|first| read_in::<R>(line, first, are_aligned::<R>));
    match found.or_else(|| read_in(line, FirstQuoted::Request, has_other_quotes)) {
        Some(other) => {
            *record = other;
            Ok(())
        }
        None => keep(record, line),
    }
}

/// Reads a line in a way that the values have to suit. `None` if they do not, or if something is missing.
fn read_in<'a, R: KindRecord<'a>>(
    line: &'a str,
    first: FirstQuoted,
    suits: impl Fn(&QuotedValues<'a>) -> bool,
) -> Option<R> {
    let mut values = QuotedValues::new(line, first);
    let mut record = R::empty();
    record.fill_in_order(|_| true, values.by_ref()).ok()?;
    (suits(&values) && !values.is_open() && record.is_complete(values.count_taken())).then_some(record)
}

/// Reads the values up to the request line, and keeps the others.
fn keep<'a, R: KindRecord<'a>>(record: &mut R, line: &'a str) -> Result<(), Box<Refusal>> {
    *record = R::empty();
    let front = R::QUOTED.trailing_zeros() as usize;
    let mut values = QuotedValues::new(line, FirstQuoted::Request);
    record.fill_in_order(|_| true, values.by_ref().take(front + 1))?;
    values.for_each(|value| record.leftover().push_beyond(value.into()));
    Ok(())
}
