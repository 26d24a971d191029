//! How lines and JSON objects become records.

use std::borrow::Cow;

use crate::error::Refusal;
use crate::format::Format;
use crate::json::Reader;
use crate::lines::{
    Delimiter, Fill, Inferred, Kept, LayoutColumn, Line, LineFormat, LineLayout, LineRecord, Short, classify_comment,
    read_columns, same_name,
};
use crate::schema::{Field, Selection};
use crate::text::{Text, time};

use super::key::Key;
use super::layout::{Layout, Words, is_header};
use super::record::{Column, EXPECTED, LINE, Record};
use super::split::{Values, is_operation, is_owner};

impl LineFormat for Layout {
    type Columns = Cow<'static, [LayoutColumn<Column>]>;

    const FORMAT: Format = Format::S3Access;

    const ACCEPTS_ANY_BYTES: bool = true;

    const SCHEMAS: &'static [&'static [Field]] = &[Record::SCHEMA];

    /// The time says whether something precedes the line.
    fn needed_for(wanted: Selection) -> Selection {
        wanted.with(const { Selection::of(Record::SCHEMA, &["time"]) })
    }

    fn line(&self) -> &LineLayout<Self::Columns> {
        &self.line
    }

    fn line_mut(&mut self) -> &mut LineLayout<Self::Columns> {
        &mut self.line
    }

    fn of_names<N: AsRef<str>>(names: &[N]) -> Result<Self, Box<Refusal>> {
        Layout::named(names, Delimiter::Inferred)
    }

    fn of_header(line: &str) -> Result<Self, Box<Refusal>> {
        Layout::of_header_line(line)
    }

    fn classify(line: &str, layout: Option<&Self>) -> Result<Line<Self>, Box<Refusal>> {
        Ok(match line.as_bytes().first() {
            Some(b'#') => classify_comment(line)?,
            _ if layout.is_some() && is_header(line) => Line::Header(Layout::of_header_line(line)?),
            _ => Line::Record,
        })
    }

    fn read<'a>(&self, line: &'a str, record: &mut Record<'a>) -> Result<(), Box<Refusal>> {
        record.set_source(line);
        match &self.line.delimiter {
            Delimiter::Inferred | Delimiter::Space if self.is_in_order() => {
                let values = Values::new(line, self.line.short)?;
                self.line.read_values(&mut values.iter(), record)?;
            }
            Delimiter::Inferred if line.contains('\t') => self.line.read_values(&mut line.split('\t'), record)?,
            Delimiter::Inferred | Delimiter::Space => self.line.read_values(&mut Words::new(line), record)?,
            _ => self.line.read(line, record)?,
        }
        if self.has_unencoded_key {
            record.key = record.key.take().map(Key::unencoded);
        }
        Ok(())
    }

    #[inline]
    fn read_default<'a>(line: &'a str, short: Short, record: &mut Record<'a>) -> Result<(), Box<Refusal>> {
        read_values(line, short, |_| true, record)
    }

    fn read_default_projected<'a>(line: &'a str, projection: Selection, record: &mut Record<'a>) -> bool {
        let is_known = is_owner(line.split(' ').next().unwrap_or_default()) || !is_header(line);
        is_known && read_values(line, Short::Refused, |place| projection.has(place), record).is_ok()
    }

    fn infer(line: &str, layout: Option<&Self>) -> Result<Option<Inferred<Self>>, Box<Refusal>> {
        let header = if layout.is_none() && is_header(line) { Some(Layout::of_header_line(line)?) } else { None };
        Ok(header.map(Inferred::Header))
    }

    fn is_line(line: &str) -> bool {
        is_line(line)
    }

    fn read_object<'a>(reader: &mut Reader<'a>) -> Result<Record<'a>, Box<Refusal>> {
        let mut record = Record::default();
        let mut is_unencoded = false;
        let is_null = |name: &str, column: Option<Column>, value: &str| {
            is_unencoded |= column == Some(Column::key) && is_unencoded_key(name);
            matches!(value, "-" | "")
        };
        read_columns(reader, &mut record, is_null, None, EXPECTED)?;
        if is_unencoded {
            record.key = record.key.take().map(Key::unencoded);
        }
        Ok(record)
    }
}

/// Reads the wanted values of a line in AWS's order into an empty record.
#[inline]
fn read_values<'a>(
    line: &'a str,
    short: Short,
    is_wanted: impl Fn(usize) -> bool,
    record: &mut Record<'a>,
) -> Result<(), Box<Refusal>> {
    record.set_source(line);
    let values = Values::new(line, short)?;
    let mut values = values.iter();
    for ((place, column), value) in LINE.iter().enumerate().zip(values.by_ref()) {
        if let (LayoutColumn::Known(column), false) = (column, matches!(value, "-" | ""))
            && is_wanted(place)
        {
            record.set(*column, value)?;
        }
    }
    for (number, value) in (LINE.len() + 1..).zip(values) {
        push_field(record, number, value);
    }
    Ok(())
}

/// Whether a name is that of a key which is not encoded.
pub(super) fn is_unencoded_key(name: &str) -> bool {
    same_name(name, "key_name")
}

/// Keeps a value that AWS has added to the end of its lines: `field_28` is the first.
#[cold]
fn push_field<'a>(record: &mut Record<'a>, number: usize, value: &'a str) {
    if !matches!(value, "-" | "") {
        Fill::leftover(record).push_key(format!("field_{number}").into(), Kept::Text(Text::from(value)));
    }
}

/// Whether a line, or the front of one, is certainly one of these: it begins with a canonical user id, its third value is
/// a time in brackets, and an operation is among the values after that.
pub(super) fn is_line(line: &str) -> bool {
    /// A requester has up to five words.
    const WORDS: usize = 8;
    let mut words = line.split(' ');
    if !words.next().is_some_and(is_owner) || words.next().is_none() {
        return false;
    }
    let (Some(first), Some(zone)) = (words.next(), words.next()) else { return false };
    let Some((clock, zone)) = first.strip_prefix('[').zip(zone.strip_suffix(']')) else { return false };
    time::common_log(&format!("{clock} {zone}")).is_some()
        && words.take(WORDS).any(|word| {
            let class = word.split('.').next().unwrap_or_default();
            is_operation(word) && matches!(class, "REST" | "WEBSITE" | "SOAP" | "BATCH" | "S3")
        })
}
