//! A line's values between spaces, some of them in quotes.

use super::fill::{Short, open_value};
use crate::error::Refusal;

/// Where the first quoted value of a line ends, if it holds quotes itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum FirstQuoted {
    /// It is a request line: at the first quote that follows a version and precedes another quoted value or the end; without a
    /// version, at the first quote that precedes one of those.
    Request,
    /// It is a request line: at the last such quote of the line.
    LongestRequest,
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
}

impl<'a> QuotedValues<'a> {
    pub(crate) const fn new(line: &'a str, first: FirstQuoted) -> Self {
        QuotedValues { rest: line, first: Some(first), escapes: true, is_open: false }
    }

    /// Whether nothing closes the quotes of a line's last value.
    pub(crate) fn ends_open(line: &'a str, first: FirstQuoted) -> bool {
        let mut values = QuotedValues::new(line, first);
        values.by_ref().for_each(drop);
        values.is_open
    }

    /// Refuses a line whose last value has an opening quote and no closing one.
    pub(crate) fn check_end(&self, short: Short) -> Result<(), Box<Refusal>> {
        if self.is_open && short == Short::Refused { Err(open_value()) } else { Ok(()) }
    }

    /// Whether the next value is in quotes; `None` after the last.
    pub(crate) fn next_is_quoted(&self) -> Option<bool> {
        self.rest.chars().next().map(|character| character == '"')
    }

    /// Where the quoted value ends whose text is at the front. A quote that nothing closes holds the rest of the line.
    fn end_of_quoted(&mut self, text: &str) -> usize {
        let end = match self.first.take() {
            Some(FirstQuoted::Request) => requests(text).next().or_else(|| before_quoted(text).next()),
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
        match self.rest.strip_prefix('"') {
            None => self.take(self.rest, memchr::memchr(b' ', self.rest.as_bytes()).unwrap_or(self.rest.len()), 1),
            Some(text) => {
                let end = self.end_of_quoted(text);
                self.take(text, end, 2)
            }
        }
    }
}

/// Whether a text ends as request lines do: with a version or a null marker.
fn is_finished(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    matches!(last, "" | "-") || last.starts_with("HTTP/")
}

/// Whether the request line that is a line's first quoted value can end at more than one place.
pub(crate) fn is_ambiguous(line: &str) -> bool {
    line.split_once('"').is_some_and(|(_, text)| requests(text).nth(1).is_some())
}

/// The places at which a request line can end.
fn requests(text: &str) -> impl Iterator<Item = usize> {
    let mut start = 0;
    before_quoted(text).filter(move |end| {
        let word = text.get(start..*end).unwrap_or_default();
        // No word goes across a quote that a space follows.
        start = end + 1;
        is_finished(word)
    })
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
        ] {
            assert_eq!(values(line, FirstQuoted::Request), expected, "{line}");
        }
    }

    #[test]
    fn the_only_quoted_value_ends_at_the_last_quote() {
        assert_eq!(values(r#"- "CN="a b" c,O=d" e"#, FirstQuoted::Alone), ["-", r#"CN="a b" c,O=d"#, "e"]);
    }
}
