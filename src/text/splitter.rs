//! Finds where a record of a line format ends in a buffer: at a line feed, unless that is inside a quoted value.

use super::{CellsEnd, end_of_cells, without_end};
use crate::fast::has_odd_quotes;

/// How the values of a line can be quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quoting {
    /// No quotes: each line feed ends a record.
    None,
    /// Quotes around some values between spaces.
    Words,
    /// CSV with this delimiter.
    Cells(u8),
}

/// The properties of a format's lines.
pub(crate) trait LineRules {
    /// How the values of the next line can be quoted.
    fn quoting(&self) -> Quoting;

    /// Returns whether a text ends inside a quoted value. Used for [`Quoting::Words`].
    fn is_open(&self, text: &str) -> bool;

    /// Returns whether a line begins like a record. Used for [`Quoting::Words`].
    fn begins_record(&self, line: &str) -> bool;

    /// Returns whether a text of several lines is one record with all of its values. Not used for [`Quoting::None`].
    fn is_whole(&self, text: &str) -> bool;
}

/// The text of one record in a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The length of the record, without its line feed.
    pub(crate) length: usize,
    /// The start of the next record.
    pub(crate) next: usize,
    /// The number of lines.
    pub(crate) lines: u64,
}

/// The maximum length of a record that is joined from several lines, in bytes.
const LONGEST: usize = 1 << 20;

/// The maximum number of times that a joined line may turn out to be open again.
const ATTEMPTS: usize = 8;

/// Cuts a buffer into records.
///
/// A line that ends inside a quoted value is joined with the following lines if that makes one whole record.
/// Otherwise the line is a record by itself, so that an unclosed quote costs one record and not the file. The bytes
/// examined by failed attempts are paid from a credit that grows with the input: the work is linear whatever the
/// quotes are.
#[derive(Clone, Debug)]
pub(crate) struct Splitter {
    credit: usize,
}

impl Splitter {
    pub(crate) const fn new() -> Self {
        Splitter { credit: 2 * LONGEST }
    }

    /// The first record of a buffer. `None` if the buffer is empty, or if it needs more bytes before the end of the
    /// input.
    #[inline]
    pub(crate) fn next<P: LineRules>(&mut self, parser: &P, bytes: &[u8], at_end: bool) -> Option<Piece> {
        let piece = first_line(bytes, at_end)?;
        match parser.quoting() {
            Quoting::None => Some(piece),
            quoting => {
                let line = bytes.get(..piece.length)?;
                self.credit = self.credit.saturating_add(piece.length);
                if !has_odd_quotes(line) {
                    return Some(piece);
                }
                self.join(parser, quoting, bytes, piece, at_end)
            }
        }
    }

    #[cold]
    fn join<P: LineRules>(
        &mut self,
        parser: &P,
        quoting: Quoting,
        bytes: &[u8],
        first: Piece,
        at_end: bool,
    ) -> Option<Piece> {
        let limit = LONGEST.min(self.credit);
        let within = bytes.get(..limit).unwrap_or(bytes);
        let at_end = at_end || within.len() == limit;
        let joined = match quoting {
            Quoting::None => Joined::No { seen: 0 },
            Quoting::Cells(delimiter) => join_cells(parser, delimiter, within, first, at_end),
            Quoting::Words => join_words(parser, within, first, at_end),
        };
        match joined {
            Joined::Record(piece) => Some(piece),
            Joined::No { seen } => {
                self.credit = self.credit.saturating_sub(seen);
                Some(first)
            }
            Joined::NeedsMore => {
                // The same line is examined again later, and must then cost no more credit.
                self.credit -= first.length;
                None
            }
        }
    }
}

impl Default for Splitter {
    fn default() -> Self {
        Splitter::new()
    }
}

/// The result of joining a line with the following ones.
enum Joined {
    Record(Piece),
    /// The line cannot be joined; this number of bytes was examined.
    No {
        seen: usize,
    },
    NeedsMore,
}

/// The first line of a buffer.
#[inline]
fn first_line(bytes: &[u8], at_end: bool) -> Option<Piece> {
    match memchr::memchr(b'\n', bytes) {
        Some(length) => Some(Piece { length, next: length + 1, lines: 1 }),
        None if at_end && !bytes.is_empty() => Some(Piece { length: bytes.len(), next: bytes.len(), lines: 1 }),
        None => None,
    }
}

/// A CSV record ends with its last cell, if all of its cells are valid.
fn join_cells<P: LineRules>(parser: &P, delimiter: u8, bytes: &[u8], first: Piece, at_end: bool) -> Joined {
    let length = match end_of_cells(bytes, delimiter) {
        CellsEnd::At(length) if length <= first.length => return Joined::No { seen: first.length },
        CellsEnd::At(length) => length,
        CellsEnd::Open if !at_end => return Joined::NeedsMore,
        CellsEnd::Open => return Joined::No { seen: bytes.len() },
        CellsEnd::Broken(seen) => return Joined::No { seen },
    };
    if length == bytes.len() && !at_end {
        return Joined::NeedsMore;
    }
    let text = bytes.get(..length).unwrap_or_default();
    let is_whole = std::str::from_utf8(text).is_ok_and(|text| parser.is_whole(without_end(text)));
    if !is_whole {
        return Joined::No { seen: length };
    }
    let lines = memchr::memchr_iter(b'\n', text).count() as u64 + 1;
    Joined::Record(Piece { length, next: (length + 1).min(bytes.len()), lines })
}

/// Between spaces, a quote closes a value if a space or the end of the line follows. A line that begins like a record
/// starts another record.
fn join_words<P: LineRules>(parser: &P, bytes: &[u8], first: Piece, at_end: bool) -> Joined {
    let is_open = |piece: &Piece| {
        let text = bytes.get(..piece.length).and_then(|text| std::str::from_utf8(text).ok());
        text.is_some_and(|text| parser.is_open(without_end(text)))
    };
    let mut joined = first;
    if !is_open(&joined) {
        return Joined::No { seen: first.length };
    }
    let mut attempts = 0;
    loop {
        let rest = bytes.get(joined.next..).unwrap_or_default();
        let Some(line) = first_line(rest, at_end) else {
            return if at_end { Joined::No { seen: bytes.len() } } else { Joined::NeedsMore };
        };
        let text = rest.get(..line.length).unwrap_or_default();
        joined = Piece { length: joined.next + line.length, next: joined.next + line.next, lines: joined.lines + 1 };
        let Ok(text) = std::str::from_utf8(text) else {
            return Joined::No { seen: joined.length };
        };
        let text = without_end(text);
        if parser.begins_record(text) {
            return Joined::No { seen: joined.length };
        }
        let closes = |at: usize| matches!(text.as_bytes().get(at + 1), None | Some(b' '));
        if !memchr::memchr_iter(b'"', text.as_bytes()).any(closes) {
            continue;
        }
        if is_open(&joined) {
            attempts += 1;
            if attempts == ATTEMPTS {
                return Joined::No { seen: joined.length * ATTEMPTS };
            }
            continue;
        }
        let whole = bytes.get(..joined.length).and_then(|text| std::str::from_utf8(text).ok());
        return match whole {
            Some(whole) if parser.is_whole(without_end(whole)) => Joined::Record(joined),
            _ => Joined::No { seen: joined.length * (attempts + 2) },
        };
    }
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "a failing test may panic")]
mod tests {
    use super::*;
    use crate::lines::LineParser;
    use crate::{cloudfront, elb, vpc_flow};

    const CLASSIC: &str = "2026-01-15T12:34:56.945958Z my-lb 192.0.2.1:1 - -1 -1 -1 503 0 0 29 ";

    /// The records of a text, both from the whole text and from a buffer that grows byte by byte.
    fn pieces<P: LineRules>(parser: &P, text: &str) -> Vec<String> {
        let mut splitter = Splitter::new();
        let (mut rest, mut pieces) = (text, Vec::new());
        while let Some(piece) = splitter.next(parser, rest.as_bytes(), true) {
            pieces.push(rest[..piece.length].to_owned());
            assert_eq!(piece.lines as usize, rest[..piece.length].matches('\n').count() + 1);
            rest = &rest[piece.next..];
        }
        assert_eq!(rest, "");

        let (mut start, mut grown) = (0, Vec::new());
        for end in 0..=text.len() {
            let at_end = end == text.len();
            while let Some(piece) = splitter.next(parser, &text.as_bytes()[start..end], at_end) {
                grown.push(text[start..start + piece.length].to_owned());
                start += piece.next;
            }
        }
        assert_eq!(grown, pieces);
        pieces
    }

    fn with_header<P: LineParser>(header: &str) -> P {
        let mut parser = P::default();
        assert!(parser.read_line(header, &mut None).is_ok());
        parser
    }

    #[test]
    fn a_line_feed_in_quotes_does_not_end_a_record() {
        let parser = elb::Parser::new();
        let line = |request: &str, agent: &str| format!("{CLASSIC}\"{request}\" \"{agent}\" - -");
        let usual = line("GET http://h:80/ HTTP/1.1", "curl/8.5.0");
        for (request, agent) in [
            ("GET http://h:80/ HTTP/1.1", "Mozilla/5.0 (Windows NT 10.0)\n  Safari/537.36"),
            ("GET http://h:80/ HTTP/1.1", "\n"),
            ("GET http://h:80/ HTTP/1.1", "a\r\nb\n\n\"c\" d"),
            ("GET http://h:80/ HTTP/1.1", "a \\\"b\nc\\\" d"),
            ("GET http://h:80/a\nb HTTP/1.1", "curl/8.5.0"),
            ("GET http://h:80/a\nb HTTP/1.1", "curl\n8.5.0"),
        ] {
            let odd = line(request, agent);
            let text = format!("{usual}\n{odd}\n{usual}\n");
            assert_eq!(pieces(&parser, &text), [usual.as_str(), &odd, &usual], "{odd}");
        }
    }

    #[test]
    fn an_unclosed_quote_costs_one_record() {
        let parser = elb::Parser::new();
        let usual = format!("{CLASSIC}\"GET http://h:80/ HTTP/1.1\" \"curl/8.5.0\" - -");
        for odd in [
            format!("{CLASSIC}\"GET http://h:80/ HTTP/1.1\" \"curl"),
            format!("{CLASSIC}\"GET http://h:80/"),
            format!("{CLASSIC}\""),
            "\"".to_owned(),
            "no record \"at all".to_owned(),
        ] {
            let text = format!("{usual}\n{odd}\n{usual}\n{usual}\n");
            assert_eq!(pieces(&parser, &text), [usual.as_str(), &odd, &usual, &usual], "{odd}");
        }
        // The next line does not complete the record either.
        let text = format!("{CLASSIC}\"GET http://h:80/ HTTP/1.1\" \"a\nb\" - -");
        let broken = text.replace("503", "5O3");
        assert_eq!(pieces(&parser, &broken).len(), 2);
        // The quote is open beyond the known columns, or the next line begins like a record with an odd value.
        let open = format!("{CLASSIC}\"GET http://h:80/ HTTP/1.1\" \"curl/8.5.0\" - - \"new");
        for next in [format!("x{usual}"), usual.replace("my-lb 192.0.2.1:1", "my-lb \"a b\"")] {
            assert_eq!(pieces(&parser, &format!("{open}\n{next}\n")), [open.as_str(), &next]);
        }
    }

    #[test]
    fn cells_of_csv() {
        let elb: elb::Parser = with_header("time,elb,client:port,user_agent");
        let quoted = "2026-01-15T12:34:56Z,app/a/0123456789abcdef,192.0.2.10:1,\"a\n\"\"b\"\", c\r\n\"";
        let plain = "2026-01-15T12:34:56Z,app/a/0123456789abcdef,192.0.2.10:1,c";
        assert_eq!(pieces(&elb, &format!("{plain}\n{quoted}\n{plain}")), [plain, quoted, plain]);
        let flow: vpc_flow::Parser = with_header("srcaddr,action,brand-new");
        assert_eq!(
            pieces(&flow, "192.0.2.1,OK,\"a\nb\"\n192.0.2.2,OK,c\n"),
            ["192.0.2.1,OK,\"a\nb\"", "192.0.2.2,OK,c"]
        );
        // An invalid quote, a quote that closes in the wrong place, too few and too many cells, a value of the wrong
        // type.
        for (first, rest) in [
            ("192.0.2.1,OK,\"a", "192.0.2.2,OK,c"),
            ("192.0.2.1,OK,\"a", "192.0.2.2,OK,\"c\""),
            ("192.0.2.1,\"a", "\",OK,c,d"),
            ("192.0.2.1,\"a", "b\""),
            ("nowhere,OK,\"a", "b\""),
        ] {
            assert_eq!(pieces(&flow, &format!("{first}\n{rest}\n")), [first, rest]);
        }
    }

    #[test]
    fn without_quotes_each_line_is_a_record() {
        let parser = cloudfront::Parser::new();
        assert_eq!(pieces(&parser, "a\t\"b\nc\"\td\n\n"), ["a\t\"b", "c\"\td", ""]);
        assert_eq!(pieces(&vpc_flow::Parser::new(), "\"a\nb\""), ["\"a", "b\""]);
    }

    #[test]
    fn many_open_quotes_take_linear_time() {
        let parser = elb::Parser::new();
        let csv: elb::Parser = with_header("time,elb,client:port,user_agent");
        let open = format!("{CLASSIC}\"GET http://h:80/ HTTP/1.1\" \"a\n");
        for text in [
            open.repeat(30_000),
            format!("{open}{}", "x\n".repeat(1_000_000)),
            format!("{open}{}", "\" \"\n".repeat(1_000_000)),
        ] {
            let mut splitter = Splitter::new();
            let (mut rest, mut count) = (text.as_bytes(), 0);
            while let Some(piece) = splitter.next(&parser, rest, true) {
                rest = &rest[piece.next..];
                count += 1;
            }
            assert_eq!(count, text.lines().count());
        }
        let text = "2026-01-15T12:34:56Z,a,b,\"x\n".repeat(100_000);
        let (mut splitter, mut rest) = (Splitter::new(), text.as_bytes());
        while let Some(piece) = splitter.next(&csv, rest, true) {
            rest = &rest[piece.next..];
        }
        assert!(rest.is_empty());
    }
}
