//! How lines and JSON objects become records.

use std::borrow::Cow;

use crate::error::{ErrorKind, Refusal};
use crate::format::Format;
use crate::json::Reader;
use crate::lines::{
    Fill, Inferred, LayoutColumn, Line, LineFormat, LineLayout, LineRecord, Short, fields_of, read_columns,
};
use crate::schema::{Field, Row, Selection, Value};
use crate::text::time;

use super::layout::{ATHENA_KEY, Layout, family_of, of_athena};
use super::record::{Column, EXPECTED, Record};

impl LineFormat for Layout {
    type Columns = Cow<'static, [LayoutColumn<Column>]>;

    const FORMAT: Format = Format::CloudFront;

    const SCHEMAS: &'static [&'static [Field]] = &[Record::SCHEMA];

    /// Whether `_` is a null marker depends on the columns of the aggregated form.
    fn needed_for(wanted: Selection) -> Selection {
        wanted.with(const { Selection::of(Record::SCHEMA, &["start_time", "end_time", "count"]) })
    }

    /// The header of a table. Records begin with a date or a time, unless their columns have been chosen.
    fn may_be_header(line: &str) -> bool {
        !line.starts_with(|first: char| first.is_ascii_digit())
    }

    fn line(&self) -> &LineLayout<Self::Columns> {
        &self.line
    }

    fn line_mut(&mut self) -> &mut LineLayout<Self::Columns> {
        &mut self.line
    }

    fn of_names<N: AsRef<str>>(names: &[N]) -> Result<Self, Box<Refusal>> {
        Layout::named(names)
    }

    fn of_header(line: &str) -> Result<Self, Box<Refusal>> {
        match fields_of(line) {
            Some(names) => Layout::of_fields(names),
            None => Err(Refusal::new(ErrorKind::Layout, "`#Fields:` and the names of columns")),
        }
    }

    #[inline]
    fn classify(line: &str, layout: Option<&Self>) -> Result<Line<Self>, Box<Refusal>> {
        if !line.starts_with('#') {
            return Ok(Line::Record);
        }
        Ok(match (fields_of(line), layout) {
            (None, _) => Line::Skipped,
            (Some(names), None) => Line::Header(Layout::of_fields(names)?),
            (Some(names), Some(layout)) => Line::Header(layout.followed_by(names)?),
        })
    }

    #[inline]
    fn read<'a>(&self, line: &'a str, record: &mut Record<'a>) -> Result<(), Box<Refusal>> {
        record.family = self.family;
        record.set_source(line);
        self.line.read(line, record)
    }

    #[inline]
    fn read_row<'a>(&self, line: &'a str, row: &mut Row<'a>) -> bool {
        let is_read = self.line.read_row(line, row);
        if let Some(family) = self.family.filter(|_| !row.has(Column::family.into())) {
            row.push(Column::family.into(), Value::Text(family.as_str()), family.as_str());
        }
        is_read
    }

    #[inline]
    fn read_default<'a>(line: &'a str, _: Short, record: &mut Record<'a>) -> Result<(), Box<Refusal>> {
        const STANDARD: &Layout = &Layout::standard();
        if is_real_time(line) { read_real_time(line, record) } else { STANDARD.read(line, record) }
    }

    fn infer(line: &str, layout: Option<&Self>) -> Result<Option<Inferred<Self>>, Box<Refusal>> {
        match (Layout::of_table(line), layout) {
            (Some(header), _) => Ok(Some(Inferred::Header(header))),
            (None, Some(layout)) => Ok(layout.with_inferred_delimiter(line)?.map(Inferred::Record)),
            (None, None) => Ok(None),
        }
    }

    fn is_line(line: &str) -> bool {
        let is_header = fields_of(line).is_some() || line.starts_with("#Version") || Layout::of_table(line).is_some();
        is_header || is_real_time(line) || is_standard(line)
    }

    fn read_object<'a>(reader: &mut Reader<'a>) -> Result<Record<'a>, Box<Refusal>> {
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
        // Only the aggregated form has `_` for null, and only its last keys identify that form.
        if !record.is_aggregated() {
            for column in underscores {
                record.set(column, "_")?;
            }
        }
        Ok(record)
    }
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

/// Whether a line begins with epoch seconds, as lines of real-time logs do and those of standard logs do not.
pub(super) fn is_real_time(line: &str) -> bool {
    let is_epoch = |text: &str| !text.contains('-') && time::epoch_seconds(text).is_some();
    line.starts_with('1') && line.split('\t').next().is_some_and(is_epoch)
}

/// Reads a line of a real-time log that has all fields. Nothing says which ones any other has.
fn read_real_time<'a>(line: &'a str, record: &mut Record<'a>) -> Result<(), Box<Refusal>> {
    const ALL: &Layout = &Layout::real_time_all();
    let (count, width) = (line.split('\t').count(), ALL.line.columns.len());
    if count == width {
        return ALL.read(line, record);
    }
    let expected = format!("a layout (real-time logs have no header; the line has {count} values, not all {width})");
    Err(Refusal::new(ErrorKind::Layout, expected).with_hint("pass the names of its columns"))
}

/// Whether a line begins with a date and a time between TABs.
pub(super) fn is_standard(line: &str) -> bool {
    let mut values = line.split('\t');
    let date = values.next().and_then(time::date);
    let clock = values.next().and_then(time::clock);
    date.is_some() && clock.is_some()
}
