//! How lines and JSON objects become records, and which kind each is.

use std::net::IpAddr;

use crate::error::{ErrorKind, Refusal};
use crate::fast::number;
use crate::format::Format;
use crate::json::{Reader, foreign};
use crate::lines::{
    Delimiter, Inferred, Line, LineFormat, LineLayout, LineRecord, QuotedValues, Short, classify_comment, fields_of,
    refused,
};
use crate::schema::{Field, Selection};
use crate::text::{Quoting, without_end};

use super::layout::{Layout, without_quotes};
use super::pieces;
use super::record::{Kind, KindColumns, KindRecord, Record, Tally};
use super::values::Endpoint;

/// What makes an object with unknown keys a load balancer record: one of the fields whose names only these logs have.
pub(super) const EXPECTED: &str =
    "a load balancer record, which has fields such as `elb`, `elb_status_code` or `listener_port`";

impl LineFormat for Layout {
    type Columns = KindColumns;

    const FORMAT: Format = Format::Elb;

    const SCHEMAS: &'static [&'static [Field]] = Kind::SCHEMAS;

    fn kind_of(record: &Record<'_>) -> Option<(usize, &'static str)> {
        Some((record.kind() as usize, record.kind().as_str()))
    }

    fn line(&self) -> &LineLayout<KindColumns> {
        &self.line
    }

    fn line_mut(&mut self) -> &mut LineLayout<KindColumns> {
        &mut self.line
    }

    fn of_names<N: AsRef<str>>(names: &[N]) -> Result<Self, Box<Refusal>> {
        Layout::named(names)
    }

    fn of_header(line: &str) -> Result<Self, Box<Refusal>> {
        Layout::of_header_line(line)
    }

    fn classify(line: &str, layout: Option<&Self>) -> Result<Line<Self>, Box<Refusal>> {
        Ok(match line.as_bytes().first() {
            Some(b'#') => classify_comment(line)?,
            _ if is_switched_on(line) => Line::Skipped,
            _ if layout.is_some() && is_header(line) => Line::Header(Layout::of_header_line(line)?),
            _ => Line::Record,
        })
    }

    fn read<'a>(&self, line: &'a str, record: &mut Record<'a>) -> Result<(), Box<Refusal>> {
        match &self.line.delimiter {
            Delimiter::Comma => self.line.read_cells(line, record)?,
            Delimiter::Text(delimiter) => {
                self.line.read_values(&mut line.split(&**delimiter).map(without_quotes), record)?;
            }
            Delimiter::Inferred | Delimiter::Space if !self.is_tabbed(line) => match self.kind().first_quoted() {
                None => self.line.read_values(&mut line.split(' '), record)?,
                Some(first) => {
                    let mut values = QuotedValues::new(line, first);
                    self.line.read_values(&mut values, record)?;
                    values.check_end(self.line.short)?;
                }
            },
            _ => self.line.read_values(&mut line.split('\t').map(without_quotes), record)?,
        }
        record.set_source(line);
        Ok(())
    }

    fn read_default<'a>(line: &'a str, short: Short, record: &mut Record<'a>) -> Result<(), Box<Refusal>> {
        Kind::of_line(line).ok_or_else(|| unknown(line))?.read_line(line, short, record)
    }

    /// The first four values say of which kind a line is.
    fn read_default_projected<'a>(line: &'a str, projection: Selection, record: &mut Record<'a>) -> bool {
        let has_time_before =
            || line.split_once(' ').is_some_and(|(first, rest)| is_date(first) && Kind::of_line(rest).is_some());
        match Kind::of_plain_line(line) {
            Some(kind) if !has_time_before() => kind.read_line_projected(line, projection, record),
            _ => false,
        }
    }

    fn infer(line: &str, layout: Option<&Self>) -> Result<Option<Inferred<Self>>, Box<Refusal>> {
        let header = if layout.is_none() && is_header(line) { Some(Layout::of_header_line(line)?) } else { None };
        Ok(header.map(Inferred::Header))
    }

    #[inline]
    fn quoting(layout: Option<&Self>) -> Quoting {
        match layout.map(|layout| &layout.line.delimiter) {
            None | Some(Delimiter::Inferred | Delimiter::Space) => Quoting::Words,
            Some(Delimiter::Comma) => Quoting::Cells(b','),
            Some(Delimiter::Tab | Delimiter::Text(_)) => Quoting::None,
        }
    }

    fn is_open(layout: Option<&Self>, text: &str) -> bool {
        let first = match layout {
            Some(layout) if layout.is_tabbed(text) => None,
            Some(layout) => layout.kind().first_quoted(),
            None => Kind::of_plain_line(text).and_then(Kind::first_quoted),
        };
        first.is_some_and(|first| QuotedValues::ends_open(text, first))
    }

    /// The first values are of the types of their columns, and not all are texts.
    fn begins_record(layout: Option<&Self>, line: &str) -> bool {
        const FRONT: usize = 4;
        let Some(layout) = layout else {
            return Kind::of_line(line).is_some();
        };
        let mut values = line.split(' ').take(FRONT).filter(|value| *value != "-");
        values.next().is_some_and(|first| !first.is_empty()) && layout.line.columns.suit(line.split(' ').take(FRONT))
    }

    fn is_whole_by_default(text: &str) -> bool {
        Kind::of_plain_line(text).is_some_and(|kind| {
            let is_certain = kind != Kind::AlbAccess || kind.has_certain_places(text);
            let mut record = Record::empty();
            // A line feed beyond the known columns is more likely to be an open quote that swallows the next record.
            is_certain
                && kind.read_as_quoted(text, &mut record).is_ok()
                && record.beyond_layout().iter().all(|value| !value.contains('\n'))
        })
    }

    fn is_line(line: &str) -> bool {
        Kind::of_plain_line(line).is_some() || is_header(line) || is_switched_on(line)
    }

    /// Reads the next object as a record of the kind that its keys belong to.
    fn read_object<'a>(reader: &mut Reader<'a>) -> Result<Record<'a>, Box<Refusal>> {
        match kind_of_object(reader.clone())? {
            Some(kind) => {
                reader.project(kind.part(reader.projection()));
                let mut record = Record::empty();
                kind.read_object(reader, &mut record)?;
                Ok(record)
            }
            None => Err(foreign::no_record(EXPECTED)),
        }
    }
}

impl Layout {
    /// Whether TABs separate the values of a line.
    fn is_tabbed(&self, line: &str) -> bool {
        self.line.delimiter == Delimiter::Inferred && line.contains('\t')
    }
}

/// Reads a line of one kind, or one JSON object.
pub(super) fn parse_kind<'a, R: KindRecord<'a>>(line: &'a str) -> crate::Result<R> {
    let line = without_end(line);
    let mut record = R::empty();
    let read = if line.trim_ascii_start().starts_with('{') {
        let mut reader = Reader::new(line, 0);
        record.set_source(line);
        pieces::read_object(&mut reader, &mut record).and_then(|()| reader.finish("the end of the record"))
    } else {
        record.read_line(line, Short::Refused)
    };
    read.map_err(|refusal| refused::<Layout>(refusal, line))?;
    Ok(record)
}

/// The kind that most of the keys of the next object belong to.
fn kind_of_object(mut reader: Reader<'_>) -> Result<Option<Kind>, Box<Refusal>> {
    let mut tally = Tally::default();
    reader.open_object()?;
    while let Some(key) = reader.key()? {
        tally.see(&key);
        reader.skip()?;
    }
    Ok(tally.most())
}

/// Whether a line is what AWS writes into a bucket when logging is switched on, to see whether it may:
/// `Enable AccessLog for ELB: <load balancer> at <time>`.
pub(super) fn is_switched_on(line: &str) -> bool {
    let words = line.trim_ascii_start().strip_prefix("Enable ").and_then(|rest| rest.split_once(" for ELB:"));
    words.is_some_and(|(log, _)| log.ends_with("Log") && log.len() <= "Health Check Log".len())
}

/// The refusal of a line that is of no kind.
pub(super) fn unknown(line: &str) -> Box<Refusal> {
    let first = line.split(' ').next().unwrap_or_default();
    Refusal::new(ErrorKind::Layout, "a line of a load balancer log").with_found(crate::error::quoted(first))
}

impl Kind {
    /// The kind of a line in its default layout, by the position of its date and the value after it.
    pub(super) fn of_line(line: &str) -> Option<Kind> {
        let mut values = line.split(' ');
        let (first, second, third) = (values.next()?, values.next()?, values.next()?);
        if is_date(first) {
            let is_connection = !third.contains(':') && second.parse::<IpAddr>().is_ok();
            Some(if is_connection { Kind::AlbConnection } else { Kind::Classic })
        } else if is_date(second) {
            // The name of a load balancer has slashes, a latency does not.
            Some(if third.contains('/') { Kind::AlbAccess } else { Kind::AlbHealthCheck })
        } else {
            is_date(third).then_some(Kind::NlbTls)
        }
    }

    /// The same, if the values in front are what this kind has there.
    pub(super) fn of_plain_line(line: &str) -> Option<Kind> {
        let kind = Kind::of_line(line)?;
        let values = line.split(' ').map(|value| Some(value).filter(|value| *value != "-"));
        let mut values = values.skip(2);
        let (third, fourth) = (values.next()?, values.next()?);
        let is_endpoint = |value: Option<&str>| value.is_none_or(|value| Endpoint::read(value).is_some());
        let is_number = |value: Option<&str>| value.is_none_or(|value| number::decimal_seconds(value).is_some());
        let is_plain = match kind {
            Kind::AlbAccess => third.is_some_and(|elb| elb.starts_with("app/")) && is_endpoint(fourth),
            Kind::AlbConnection => is_number(third) && is_number(fourth),
            Kind::AlbHealthCheck => is_number(third) && fourth.is_some_and(|target| target.contains(':')),
            Kind::NlbTls => fourth.is_some_and(|elb| elb.starts_with("net/")),
            Kind::Classic => third.is_some() && is_endpoint(third) && is_endpoint(fourth),
        };
        is_plain.then_some(kind)
    }
}

/// `YYYY-MM-DDTHH...`, as far as that tells a date from anything else.
fn is_date(text: &str) -> bool {
    matches!(text.as_bytes(), [b'0'..=b'9', _, _, _, b'-', _, _, b'-', _, _, b'T', ..])
}

/// How many lines of a file are examined. The start may be in the middle of a line.
pub(super) const LINES: usize = 8;

/// How many bytes of a file are searched for JSON keys.
pub(super) const FRONT: usize = 4096;

/// Names that no other log has. Where the JSON is a text inside of other JSON, the quotes around them are escaped.
pub(super) const NAMES: [&str; 9] = [
    "backend_processing_time",
    "elb_status_code",
    "listener_port",
    "matched_rule_priority",
    "target_group_id",
    "target_processing_time",
    "tls_connection_creation_time",
    "tls_handshake_time",
    "tls_verify_status",
];

/// Whether a line, or the front of one, names the fields of a load balancer log.
pub(super) fn is_header(line: &str) -> bool {
    let names = fields_of(line).unwrap_or(line);
    let names = names.split([' ', '\t', ',']).map(|name| name.trim_matches('"')).filter(|name| !name.is_empty());
    let mut known = names.map(Kind::any_knows);
    known.next() == Some(true) && known.next() == Some(true) && known.next() != Some(false)
}

/// Whether the text of a `message` is a line of a load balancer log.
pub(super) fn is_message(json: &str) -> bool {
    json.split("\"message\"").skip(1).any(|rest| {
        let text = rest.trim_ascii_start().strip_prefix(':').map(str::trim_ascii_start);
        text.and_then(|text| text.strip_prefix('"')).is_some_and(|text| Kind::of_plain_line(text).is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_by_their_lines() {
        for (line, kind) in [
            ("https 2026-01-15T12:34:56.186641Z app/my-alb/0123456789abcdef 192.0.2.10:2817", Some(Kind::AlbAccess)),
            ("h3 2026-01-15T12:34:56.186641Z app/my-alb/0123456789abcdef -", Some(Kind::AlbAccess)),
            ("2026-01-15T12:34:55.514108Z 192.0.2.10 36280 443", Some(Kind::AlbConnection)),
            ("2026-01-15T12:34:55.514108Z 2001:db8::1 - -", Some(Kind::AlbConnection)),
            ("http 2026-01-15T12:34:56.186641Z 0.0123 198.51.100.20:80", Some(Kind::AlbHealthCheck)),
            (
                "lambda 2026-01-15T12:34:56Z - arn:aws:lambda:us-east-2:123456789012:function:f",
                Some(Kind::AlbHealthCheck),
            ),
            ("tls 2.0 2026-01-15T12:34:56 net/my-nlb/0123456789abcdef", Some(Kind::NlbTls)),
            ("2026-01-15T12:34:56.945958Z my-loadbalancer 192.0.2.10:2817 -", Some(Kind::Classic)),
            ("2 123456789012 eni-0123456789abcdef0 192.0.2.10", None),
            ("2026-01-15\t12:34:56\tFRA56-P3 4 5", None),
            ("https 2026-01-15T12:34:56.186641Z", None),
            ("", None),
        ] {
            assert_eq!(Kind::of_line(line), kind, "{line}");
            assert_eq!(Kind::of_plain_line(line), kind, "{line}");
        }
    }

    #[test]
    fn lines_whose_first_values_are_not_plain() {
        for (line, kind) in [
            ("https 2026-01-15T12:34:56.186641Z app/my-alb/0123456789abcdef nobody", Kind::AlbAccess),
            ("https 2026-01-15T12:34:56.186641Z net/my-alb/0123456789abcdef 192.0.2.10:2817", Kind::AlbAccess),
            ("2026-01-15T12:34:55.514108Z 192.0.2.10 http 443", Kind::AlbConnection),
            ("2026-01-15T12:34:55.514108Z 192.0.2.10 36280 https", Kind::AlbConnection),
            ("http 2026-01-15T12:34:56.186641Z soon 198.51.100.20:80", Kind::AlbHealthCheck),
            ("http 2026-01-15T12:34:56.186641Z 0.0123 target", Kind::AlbHealthCheck),
            ("http 2026-01-15T12:34:56.186641Z 0.0123 -", Kind::AlbHealthCheck),
            ("tls 2.0 2026-01-15T12:34:56 app/my-nlb/0123456789abcdef", Kind::NlbTls),
            ("tls 2.0 2026-01-15T12:34:56 -", Kind::NlbTls),
            ("2026-01-15T12:34:56.945958Z my-loadbalancer nobody 192.0.2.10:80", Kind::Classic),
            ("2026-01-15T12:34:56.945958Z my-loadbalancer 192.0.2.10:2817 nobody", Kind::Classic),
            ("2026-01-15T12:34:56.945958Z my-loadbalancer - 192.0.2.10:80", Kind::Classic),
        ] {
            assert_eq!(Kind::of_line(line), Some(kind), "{line}");
            assert_eq!(Kind::of_plain_line(line), None, "{line}");
        }
    }
}
