//! How lines and JSON objects become records.

use std::borrow::Cow;

use crate::error::{ErrorKind, Refusal};
use crate::fast::{Words, number};
use crate::format::Format;
use crate::json::Reader;
use crate::lines::{Delimiter, LayoutColumn, Line, LineFormat, LineLayout, LineRecord, Short, fill_row, read_columns};
use crate::schema::{Field, Row};

use super::layout::{DEFAULT_WIDTH, Layout, TRANSIT_GATEWAY_WIDTH, split_header};
use super::record::{Column, EXPECTED, Record};

impl LineFormat for Layout {
    type Columns = Cow<'static, [LayoutColumn<Column>]>;

    const FORMAT: Format = Format::VpcFlow;

    const SCHEMAS: &'static [&'static [Field]] = &[Record::SCHEMA];

    fn line(&self) -> &LineLayout<Self::Columns> {
        &self.line
    }

    fn line_mut(&mut self) -> &mut LineLayout<Self::Columns> {
        &mut self.line
    }

    fn of_names<N: AsRef<str>>(names: &[N]) -> Result<Self, Box<Refusal>> {
        Layout::named(names, Delimiter::Space)
    }

    fn of_header(line: &str) -> Result<Self, Box<Refusal>> {
        let (names, delimiter) = split_header(line);
        Layout::named(&names, delimiter)
    }

    fn classify(line: &str, _: Option<&Self>) -> Result<Line<Self>, Box<Refusal>> {
        Ok(Layout::of_stream_header(line).map_or(Line::Record, Line::Header))
    }

    #[inline]
    fn read<'a>(&self, line: &'a str, record: &mut Record<'a>) -> Result<(), Box<Refusal>> {
        record.set_source(line);
        match self.line.delimiter {
            Delimiter::Space => self.line.fill(Words::new(line), record),
            _ => self.line.read(line, record),
        }
    }

    #[inline]
    fn read_row<'a>(&self, line: &'a str, row: &mut Row<'a>) -> bool {
        match self.line.delimiter {
            Delimiter::Space => fill_row(row, &self.line.columns, self.line.short, Words::new(line)),
            _ => self.line.read_row(line, row),
        }
    }

    /// Reads a line in the default format of VPC flow logs or of Transit Gateway flow logs. Nothing says which other format a
    /// line with more or fewer values has.
    fn read_default<'a>(line: &'a str, _: Short, record: &mut Record<'a>) -> Result<(), Box<Refusal>> {
        // The values are counted only if one may be missing: the last one is null in broken records alone.
        const DEFAULT: Layout = Layout::version_2().with_short(Short::Legacy);
        let read = DEFAULT.read(line, record);
        if read.is_ok() && record.log_status.is_some() && record.beyond_layout().is_empty() {
            return Ok(());
        }
        read_other_default(line, record, read)
    }

    fn is_line(line: &str) -> bool {
        if let Some(layout) = Layout::of_stream_header(line) {
            return layout.is_distinctive();
        }
        let mut values = Words::new(line);
        let version = values.next().and_then(number::whole);
        let account =
            |text: &str| text == "unknown" || text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
        match (version, values.next(), values.next()) {
            (Some(2..=99), Some("TransitGateway"), _) => true,
            (Some(2..=99), Some(owner), Some(interface)) => account(owner) && interface.starts_with("eni-"),
            _ => false,
        }
    }

    fn read_object<'a>(reader: &mut Reader<'a>) -> Result<Record<'a>, Box<Refusal>> {
        let mut record = Record::default();
        read_columns(reader, &mut record, |_, _, value| matches!(value, "-" | ""), None, EXPECTED)?;
        Ok(record)
    }
}

/// What to do with a line that is not a whole record of the default format, or was not read as one.
#[cold]
fn read_other_default<'a>(
    line: &'a str,
    record: &mut Record<'a>,
    read: Result<(), Box<Refusal>>,
) -> Result<(), Box<Refusal>> {
    const TRANSIT_GATEWAY: Layout = Layout::transit_gateway();
    let count = Words::new(line).count();
    if Words::new(line).nth(1) == Some("TransitGateway") {
        *record = Record::default();
        return match count {
            TRANSIT_GATEWAY_WIDTH => TRANSIT_GATEWAY.read(line, record),
            _ => Err(no_layout(count, TRANSIT_GATEWAY_WIDTH, "Transit Gateway's default format")),
        };
    }
    match count {
        DEFAULT_WIDTH => read,
        _ => Err(no_layout(count, DEFAULT_WIDTH, "the default format")),
    }
}

fn no_layout(count: usize, width: usize, format: &str) -> Box<Refusal> {
    let values = if count == 1 { "value" } else { "values" };
    let expected =
        format!("the {width} values of {format} (the line has {count} {values}, and no header line precedes it)",);
    Refusal::new(ErrorKind::Layout, expected)
        .with_hint("pass the layout of the flow log, such as `${version} ${account-id} ${srcaddr}`")
}
