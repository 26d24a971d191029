//! A line's values between spaces, some of them in quotes.

use super::fill::{Short, open_value};
use crate::error::Refusal;

/// Where the first quoted value of a line ends, if it holds quotes itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum FirstQuoted {
    /// It is a request line: at the first quote that follows a version or a null marker and precedes another quoted value or the
    /// end. Where that is not a version and not at the next quote, at the next quote if no value of the line holds quotes. If
    /// no quote follows a version or a null marker, at the first quote that precedes one of those.
    Request,
    /// It is a request line: at the last quote that follows a version and precedes another quoted value or the end.
    LongestRequest,
    /// It is a request line, which ends as for `Request`. The quoted value after it is the last, and ends at the last quote of the
    /// line.
    RequestAndLast,
    /// It is a value like any other: at the first quote that precedes a space.
    Shortest,
    /// There is no other quoted value: at the last quote of the line.
    Alone,
}

/// The values of a line, separated by one space. A quoted value ends at a quote that a space or the end of the line
/// follows. A quote after a backslash is part of the value.
#[derive(Clone, Debug)]
pub(crate) struct QuotedValues<'a> {
    rest: &'a str,
    first: Option<FirstQuoted>,
    /// Whether backslashes count: they do until no quote is left that closes a value.
    escapes: bool,
    /// Whether nothing has closed the quotes of the last value.
    is_open: bool,
    /// How many values have been taken.
    count: usize,
    /// How many of them were in quotes.
    count_quoted: usize,
    /// The places of the first values that were in quotes, a bit each, and of those that were a hyphen without quotes.
    quoted: u64,
    hyphens: u64,
    /// The places of those without quotes around them that have one inside.
    strays: u64,
}

impl<'a> QuotedValues<'a> {
    pub(crate) const fn new(line: &'a str, first: FirstQuoted) -> Self {
        QuotedValues {
            rest: line,
            first: Some(first),
            escapes: true,
            is_open: false,
            count: 0,
            count_quoted: 0,
            quoted: 0,
            hyphens: 0,
            strays: 0,
        }
    }

    /// Takes all values.
    pub(crate) fn exhausted(mut self) -> Self {
        self.by_ref().for_each(drop);
        self
    }

    /// Whether nothing closes the quotes of a line's last value.
    pub(crate) fn ends_open(line: &'a str, first: FirstQuoted) -> bool {
        QuotedValues::new(line, first).exhausted().is_open
    }

    /// Whether nothing closes the quotes of the last value that was taken.
    pub(crate) fn is_open(&self) -> bool {
        self.is_open
    }

    /// How many values have been taken.
    pub(crate) fn count_taken(&self) -> usize {
        self.count
    }

    /// Whether no value of the line holds quotes. All have to be taken before.
    pub(crate) fn are_without_quotes(&self, line: &str) -> bool {
        !self.is_open && memchr::memchr_iter(b'"', line.as_bytes()).count() == 2 * self.count_quoted
    }

    /// Whether the values in these places were in quotes, and no others had any, as far as values have been taken and there are `columns`. A
    /// hyphen may do without quotes.
    pub(crate) fn are_quoted_at(&self, places: u64, columns: usize) -> bool {
        let bits = u32::try_from(self.count.min(columns)).ok().and_then(|known| 1_u64.checked_shl(known));
        let known = bits.map_or(u64::MAX, |bit| bit - 1);
        (self.quoted ^ places) & !self.hyphens & known == 0 && self.strays & known == 0
    }

    /// Refuses a line whose last value has an opening quote and no closing one.
    pub(crate) fn check_end(&self, short: Short) -> Result<(), Box<Refusal>> {
        if self.is_open && short == Short::Refused { Err(open_value()) } else { Ok(()) }
    }

    /// Where the quoted value ends whose text is at the front. A quote that nothing closes holds the rest of the line.
    fn end_of_quoted(&mut self, text: &str) -> usize {
        let end = match self.first.take() {
            Some(FirstQuoted::Request) => self.end_of_request(text),
            Some(FirstQuoted::RequestAndLast) => {
                self.first = Some(FirstQuoted::Alone);
                self.end_of_request(text)
            }
            Some(FirstQuoted::LongestRequest) => requests(text).last(),
            Some(FirstQuoted::Alone) => memchr::memrchr(b'"', text.as_bytes()),
            Some(FirstQuoted::Shortest) | None => None,
        };
        let end = end.or_else(|| if self.escapes { closing(text).next() } else { None });
        self.escapes &= end.is_some();
        let end = end.or_else(|| ends_of_words(text).next());
        self.is_open = end.is_none();
        end.unwrap_or(text.len())
    }

    /// Where the request line ends whose text is at the front.
    fn end_of_request(&self, text: &str) -> Option<usize> {
        let next = memchr::memchr(b'"', text.as_bytes());
        let end = requests(text).next();
        let has_version = |end: usize| text.get(..end).and_then(last_word).is_some_and(is_version);
        if end.is_some_and(|end| Some(end) == next || has_version(end)) {
            return end;
        }
        let is_plain = || QuotedValues::new(self.rest, FirstQuoted::Shortest).exhausted().are_without_quotes(self.rest);
        if is_plain() { next } else { end.or_else(|| before_quoted(text).next()) }
    }

    fn take(&mut self, text: &'a str, end: usize, separator: usize) -> Option<&'a str> {
        let (value, rest) = text.split_at_checked(end)?;
        self.rest = rest.get(separator..).unwrap_or_default();
        Some(value)
    }
}

impl<'a> Iterator for QuotedValues<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        if self.rest.is_empty() {
            return None;
        }
        let bit = 1_u64.unbounded_shl(u32::try_from(self.count).unwrap_or(u32::MAX));
        self.count += 1;
        match self.rest.strip_prefix('"') {
            None => {
                let bytes = self.rest.as_bytes();
                let mut end = memchr::memchr2(b' ', b'"', bytes).unwrap_or(bytes.len());
                if bytes.get(end) == Some(&b'"') {
                    self.strays |= bit;
                    end = memchr::memchr(b' ', bytes).unwrap_or(bytes.len());
                }
                let value = self.take(self.rest, end, 1);
                if value == Some("-") {
                    self.hyphens |= bit;
                }
                value
            }
            Some(text) => {
                self.count_quoted += 1;
                self.quoted |= bit;
                let end = self.end_of_quoted(text);
                self.take(text, end, 2)
            }
        }
    }
}

/// Whether a text ends as request lines do: with a version or a null marker.
fn is_finished(text: &str) -> bool {
    last_word(text).is_some_and(|word| matches!(word, "" | "-") || is_version(word))
}

fn last_word(text: &str) -> Option<&str> {
    text.rsplit(' ').next()
}

fn is_version(word: &str) -> bool {
    word.starts_with("HTTP/")
}

/// Whether the request line that is a line's first quoted value can end at more than one place.
pub(crate) fn is_ambiguous(line: &str) -> bool {
    line.split_once('"').is_some_and(|(_, text)| {
        let mut requests = requests(text);
        let first = requests.next();
        first.is_some() && first != before_quoted(text).next() || requests.next().is_some()
    })
}

/// The places at which a request line can end.
fn requests(text: &str) -> impl Iterator<Item = usize> {
    // No last word goes across a quote that a space follows, so that all of them together are no longer than the text.
    before_quoted(text).filter(|end| text.get(..*end).is_some_and(is_finished))
}

/// The closing quotes before another quoted value, or at the line's end.
fn before_quoted(text: &str) -> impl Iterator<Item = usize> {
    closing(text).filter(|end| {
        let rest = text.as_bytes().get(end + 1..).unwrap_or_default();
        rest.is_empty() || rest.starts_with(b" \"")
    })
}

/// The quotes that a space or the line's end follows and no backslash escapes.
fn closing(text: &str) -> impl Iterator<Item = usize> {
    ends_of_words(text).filter(|at| !is_escaped(text.as_bytes(), *at))
}

/// The quotes that a space or the line's end follows.
fn ends_of_words(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'"', bytes).filter(|at| matches!(bytes.get(at + 1), None | Some(b' ')))
}

fn is_escaped(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(..at).unwrap_or_default();
    before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(line: &str, first: FirstQuoted) -> Vec<&str> {
        QuotedValues::new(line, first).collect()
    }

    #[test]
    fn spaces_and_quotes() {
        for (line, expected) in [
            ("", &[][..]),
            ("a b", &["a", "b"]),
            ("a  b ", &["a", "", "b"]),
            (r#"a "b c" d"#, &["a", "b c", "d"]),
            (r#""a" "" "c""#, &["a", "", "c"]),
            (r#""a"b" c"#, &["a\"b", "c"]),
            (r#""a \"b\" c" d"#, &[r#"a \"b\" c"#, "d"]),
            (r#""a\\" b"#, &[r"a\\", "b"]),
            (r#""C:\" b"#, &[r"C:\", "b"]),
            (r#""a\" "b\" "c\""#, &[r"a\", r"b\", r"c\"]),
            (r#"a "open b"#, &["a", "open b"]),
            (r#"a ""#, &["a", ""]),
            (r#"a"b c"d"#, &["a\"b", "c\"d"]),
        ] {
            assert_eq!(values(line, FirstQuoted::Shortest), expected, "{line}");
        }
    }

    #[test]
    fn a_request_line_ends_after_its_version() {
        for (line, expected) in [
            (r#""GET http://h/a" "b HTTP/1.1" "ua" -"#, &[r#"GET http://h/a" "b HTTP/1.1"#, "ua", "-"][..]),
            (r#""GET http://h/a" b HTTP/1.1" "ua" -"#, &[r#"GET http://h/a" b HTTP/1.1"#, "ua", "-"]),
            (r#""GET / HTTP/1.1" x HTTP/1.1" "ua" -"#, &[r#"GET / HTTP/1.1" x HTTP/1.1"#, "ua", "-"]),
            (r#""- - - " "-" - -"#, &["- - - ", "-", "-", "-"]),
            (r#""- http://h:80- -" "-" - -"#, &["- http://h:80- -", "-", "-", "-"]),
            (r#""GET http://h/ HTTP/1.1""#, &["GET http://h/ HTTP/1.1"]),
            (r#""junk" "ua" - -"#, &["junk", "ua", "-", "-"]),
            (r#""junk" "ua" "1 " "-""#, &["junk", "ua", "1 ", "-"]),
            (r#""GET / HTTP/1.1" ua - "1 " "-""#, &["GET / HTTP/1.1", "ua", "-", "1 ", "-"]),
        ] {
            assert_eq!(values(line, FirstQuoted::Request), expected, "{line}");
        }
    }

    #[test]
    fn the_value_after_a_request_line_ends_at_the_last_quote() {
        for (line, expected) in [
            (
                r#"0 "GET / HTTP/1.1" "say "hi" "x" there" - -"#,
                ["0", "GET / HTTP/1.1", r#"say "hi" "x" there"#, "-", "-"],
            ),
            (r#"0 "GET /"" HTTP/1.1" "ua" - -"#, ["0", r#"GET /"" HTTP/1.1"#, "ua", "-", "-"]),
        ] {
            assert_eq!(values(line, FirstQuoted::RequestAndLast), expected, "{line}");
        }
    }

    #[test]
    fn where_the_quotes_are() {
        fn taken(line: &str) -> QuotedValues<'_> {
            QuotedValues::new(line, FirstQuoted::Shortest).exhausted()
        }
        for (line, places, is_plain) in [
            ("a b", 0b00, true),
            (r#"a "b c""#, 0b10, true),
            (r#""a" - "c""#, 0b101, true),
            (r#""a"b" c"#, 0b01, false),
            (r#""C:\" b"#, 0b01, true),
            (r#""a\"b" c"#, 0b01, false),
            (r#"a "open"#, 0b10, false),
        ] {
            let values = taken(line);
            assert!(values.are_quoted_at(places, 3), "{line}");
            assert!(!values.are_quoted_at(places ^ 1, 3), "{line}");
            assert_eq!(values.are_without_quotes(line), is_plain, "{line}");
        }
        assert!(!taken(r#""a" b"c"#).are_quoted_at(0b01, 2));
        // A hyphen needs no quotes, and columns that nobody knows have any.
        assert!(taken(r#"- "b" "c""#).are_quoted_at(0b011, 2));
        assert!(taken(&"\"a\" ".repeat(70)).are_quoted_at(u64::MAX, 80));
    }

    #[test]
    fn the_only_quoted_value_ends_at_the_last_quote() {
        assert_eq!(values(r#"- "CN="a b" c,O=d" e"#, FirstQuoted::Alone), ["-", r#"CN="a b" c,O=d"#, "e"]);
    }
}
