//! How lines and JSON objects become records, and which kind each is.

use crate::error::{ErrorKind, Refusal};
use crate::fast::{Words, ip};
use crate::format::Format;
use crate::json::{Reader, foreign};
use crate::lines::{
    ColumnSet, Delimiter, Fill, Line, LineFormat, LineLayout, LineRecord, Short, classify_comment, read_columns,
    refused,
};
use crate::schema::{Field, Selection};
use crate::text::{time, without_end};

use super::layout::Layout;
use super::public::{self, Column};
use super::record::{Kind, PublicColumns, Record};
use super::resolver;

/// What makes an object with unknown keys a record.
const EXPECTED: &str =
    "a Route 53 query log record, which has fields such as `query_timestamp` and `query_name`, or `hosted_zone_id`";

/// The same for a record of the Resolver alone.
const EXPECTED_OF_RESOLVER: &str =
    "a Resolver query log record, which has fields such as `query_timestamp` and `query_name`";

impl LineFormat for Layout {
    type Columns = PublicColumns;

    const FORMAT: Format = Format::Route53;

    const SCHEMAS: &'static [&'static [Field]] = Kind::SCHEMAS;

    fn kind_of(record: &Record<'_>) -> Option<(usize, &'static str)> {
        Some((record.kind() as usize, record.kind().as_str()))
    }

    /// These fields tell lines of public zones from those of other logs.
    fn needed_for(wanted: Selection) -> Selection {
        const NEEDED: Selection = Selection::of(public::Record::SCHEMA, &["query_timestamp", "resolver_ip"])
            .in_schema(Kind::SCHEMAS, Kind::Public as usize);
        wanted.with(NEEDED)
    }

    fn line(&self) -> &LineLayout<PublicColumns> {
        &self.line
    }

    fn line_mut(&mut self) -> &mut LineLayout<PublicColumns> {
        &mut self.line
    }

    fn of_names<N: AsRef<str>>(names: &[N]) -> Result<Self, Box<Refusal>> {
        Layout::named(names, Delimiter::Space)
    }

    fn of_header(line: &str) -> Result<Self, Box<Refusal>> {
        Layout::of_header_line(line)
    }

    #[inline]
    fn classify(line: &str, _: Option<&Self>) -> Result<Line<Self>, Box<Refusal>> {
        match line.as_bytes().first() {
            Some(b'0'..=b'9') => Ok(Line::Record),
            Some(b'#') => classify_comment(line),
            _ => Ok(Layout::of_stream_header(line).map_or(Line::Record, Line::Header)),
        }
    }

    #[inline]
    fn read<'a>(&self, line: &'a str, record: &mut Record<'a>) -> Result<(), Box<Refusal>> {
        match self.line.delimiter {
            Delimiter::Space => self.line.fill(Words::new(line), record)?,
            _ => self.line.read(line, record)?,
        }
        record.set_source(line);
        Ok(())
    }

    #[inline]
    fn read_default<'a>(line: &'a str, short: Short, record: &mut Record<'a>) -> Result<(), Box<Refusal>> {
        record.set_source(line);
        match record {
            Record::Public(record) => read_values(line, short, record),
            Record::Resolver(_) => Ok(()),
        }
    }

    /// A line that has more values, as if its name had spaces, is read as a whole.
    fn read_default_projected<'a>(line: &'a str, projection: Selection, record: &mut Record<'a>) -> bool {
        let projection = Kind::Public.part(projection);
        record.set_source(line);
        match record {
            Record::Public(record) if check_version(line).is_ok() && Words::new(line).count() == Column::ALL.len() => {
                record.fill_in_order(|place| projection.has(place), Words::new(line)).is_ok()
            }
            _ => false,
        }
    }

    fn is_line(line: &str) -> bool {
        is_public_line(line) || Layout::of_stream_header(line).is_some()
    }

    #[inline]
    fn read_object<'a>(reader: &mut Reader<'a>) -> Result<Record<'a>, Box<Refusal>> {
        let object = reader.clone();
        reader.project(Kind::Resolver.part(object.projection()));
        let mut read = resolver::Record::default();
        let present = read.fill(reader)?;
        if read.unknown.is_empty() && resolver::is_surely_record(present) {
            return Ok(Record::Resolver(read));
        }
        read_other(object, reader, read, present)
    }
}

/// Decides what an object is that is not plainly a record of the Resolver, which it has been `read` as. `present`
/// are its keys that have a value.
#[cold]
fn read_other<'a>(
    object: Reader<'a>,
    reader: &mut Reader<'a>,
    read: resolver::Record<'a>,
    present: Selection,
) -> Result<Record<'a>, Box<Refusal>> {
    let is_of_zone = || {
        let are_columns = || unknown_keys(&read).all(|key| Column::find(key).is_some());
        Column::bits(unknown_keys(&read)) & Column::DISTINCTIVE != 0
            || unknown_keys(&read).next().is_some() && are_columns()
    };
    if !resolver::is_of_vpc(present) && is_of_zone() {
        let projection = Kind::Public.part(object.projection());
        *reader = object.with_projection(projection);
        return read_public(reader).map(Record::Public);
    }
    check_resolver(&read, present, reader.text_from(object.position()), EXPECTED)?;
    Ok(Record::Resolver(read))
}

/// Refuses an object that is not a record of the Resolver. Flow logs have some of its keys too.
fn check_resolver(
    read: &resolver::Record<'_>,
    present: Selection,
    text: &str,
    expected: &'static str,
) -> Result<(), Box<Refusal>> {
    let is_record =
        resolver::is_surely_record(present) || unknown_keys(read).next().is_none() && resolver::is_about_dns(present);
    if is_record && !foreign::is_foreign(unknown_keys(read), text) { Ok(()) } else { Err(foreign::no_record(expected)) }
}

/// The keys that the Resolver does not write. The second occurrence of a key is kept with them, but says nothing.
fn unknown_keys<'r>(read: &'r resolver::Record<'_>) -> impl Iterator<Item = &'r str> {
    read.unknown.iter().map(|(key, _)| key).filter(|key| !resolver::Record::FIELDS.contains(key))
}

/// Reads the next object as a record of the Resolver.
pub(super) fn read_resolver<'a>(reader: &mut Reader<'a>) -> Result<resolver::Record<'a>, Box<Refusal>> {
    let start = reader.position();
    let mut read = resolver::Record::default();
    let present = read.fill(reader)?;
    check_resolver(&read, present, reader.text_from(start), EXPECTED_OF_RESOLVER)?;
    Ok(read)
}

/// Reads the next object as a record of a public zone.
fn read_public<'a>(reader: &mut Reader<'a>) -> Result<public::Record<'a>, Box<Refusal>> {
    let mut record = public::Record::default();
    read_columns(reader, &mut record, |_, _, value| matches!(value, "-" | ""), None, EXPECTED)?;
    Ok(record)
}

/// Reads a line of a public zone's log, or an object with its fields.
pub(super) fn parse_public(line: &str) -> crate::Result<public::Record<'_>> {
    let line = without_end(line);
    let read = if line.trim_ascii_start().starts_with('{') {
        let mut reader = Reader::new(line, 0);
        read_public(&mut reader).and_then(|record| reader.finish("the end of the record").map(|()| record))
    } else {
        let mut record = public::Record::default();
        read_values(line, Short::Refused, &mut record).map(|()| record)
    };
    let mut record = read.map_err(|refusal| refused::<Layout>(refusal, line))?;
    record.set_source(line);
    Ok(record)
}

/// Reads the ten values of a line into an empty record.
#[inline]
fn read_values<'a>(line: &'a str, short: Short, record: &mut public::Record<'a>) -> Result<(), Box<Refusal>> {
    check_version(line)?;
    let read = record.fill(Column::LAYOUT, short, Words::new(line));
    if read.is_ok() && record.beyond_layout().is_empty() { read } else { read_odd_values(line, short, record, read) }
}

/// What to do with a line that does not have ten values of the right types. AWS may have added some, or the name has spaces,
/// with which a client could forge the values after it: the values at the end of the line tell.
#[cold]
fn read_odd_values<'a>(
    line: &'a str,
    short: Short,
    record: &mut public::Record<'a>,
    read: Result<(), Box<Refusal>>,
) -> Result<(), Box<Refusal>> {
    match values_around_name(line) {
        Some(values) => {
            *record = public::Record::default();
            record.set_source(line);
            record.fill(Column::LAYOUT, short, values.into_iter())
        }
        None => read,
    }
}

/// The values of a line whose name has spaces: three before the name, and six after it.
fn values_around_name(line: &str) -> Option<[&str; 10]> {
    let mut front = line.splitn(4, ' ');
    let (version, instant, zone, rest) = (front.next()?, front.next()?, front.next()?, front.next()?);
    let mut back = rest.rsplitn(7, ' ');
    let (subnet, resolver, edge) = (back.next()?, back.next()?, back.next()?);
    let (protocol, code, kind, name) = (back.next()?, back.next()?, back.next()?, back.next()?);
    let is_end = matches!(protocol, "UDP" | "TCP") && ip(resolver).is_some() && (subnet == "-" || subnet.contains('/'));
    is_end.then_some([version, instant, zone, name, kind, code, protocol, edge, resolver, subnet])
}

/// Refuses a line that does not begin with a version, because nothing else names its values.
#[inline]
fn check_version(line: &str) -> Result<(), Box<Refusal>> {
    match Words::new(line).next() {
        Some(first) if first == "-" || is_version(first) => Ok(()),
        first => {
            const EXPECTED: &str = "a line of a public zone's query log, which begins with a version such as `1.0`";
            Err(Refusal::new(ErrorKind::Layout, EXPECTED).with_found(first.and_then(crate::error::quoted)))
        }
    }
}

/// `1.0`
fn is_version(text: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('.').is_some_and(|(major, minor)| is_number(major) && is_number(minor))
}

/// Whether a line, or the front of one, is certainly one of a public zone's log.
fn is_public_line(line: &str) -> bool {
    let is_zone = |zone: &str| {
        zone.len() > 1
            && zone.starts_with('Z')
            && zone.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
    };
    let mut values = Words::new(line);
    values.next().is_some_and(is_version)
        && values.next().is_some_and(|instant| time::rfc_3339(instant, false).is_some())
        && values.next().is_some_and(is_zone)
        && match values.nth(3) {
            Some("UDP" | "TCP") | None => true,
            // The line is cut off here.
            Some(front) => values.next().is_none() && ["UDP", "TCP"].iter().any(|whole| whole.starts_with(front)),
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_public_zones() {
        for (line, expected) in [
            ("1.0 2026-01-15T12:34:56.130Z Z0123456789EXAMPLE www.example.com A NOERROR UDP FRA6 192.0.2.53 -", true),
            (
                "1.1 2026-01-15T12:34:56Z Z0123456789EXAMPLE _spf.example.com TXT NOERROR TCP GRU1-C1 2001:db8::53 - x",
                true,
            ),
            ("1.0 2026-01-15T12:34:56.130Z Z0123456789EXAMPLE www.example.com A NOERROR U", true),
            ("1.0 2026-01-15T12:34:56.130Z Z0123456789EXAMPLE", true),
            ("1.0 2026-01-15T12:34:56.130Z", false),
            ("1.0 2026-01-15T12:34:56.130Z Z0123456789EXAMPLE www.example.com A NOERROR HTTP FRA6 192.0.2.53 -", false),
            ("1.0 2026-01-15T12:34:56.130Z Z0123456789EXAMPLE www.example.com A NOERROR U FRA6", false),
            ("1 2026-01-15T12:34:56.130Z Z0123456789EXAMPLE www.example.com A NOERROR UDP FRA6 192.0.2.53 -", false),
            ("1.0 1768480496 Z0123456789EXAMPLE www.example.com A NOERROR UDP FRA6 192.0.2.53 -", false),
            ("1.0 2026-01-15T12:34:56.130Z z0123456789example www.example.com A NOERROR UDP FRA6 192.0.2.53 -", false),
            ("tls 2.0 2026-01-15T12:34:56 net/my-nlb/0123456789abcdef", false),
            ("", false),
        ] {
            assert_eq!(is_public_line(line), expected, "{line}");
        }
    }
}
