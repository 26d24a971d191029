//! Splits a line into its values, whatever the client has put into them.
//!
//! S3 escapes nothing in its three quoted values: the request line, the referrer and the user agent. A client can write
//! quotes and spaces there, and with them something that looks like the values after its own. What the client cannot
//! write is before and after these three values. So a line is read from both ends:
//!
//! 1. The values up to the key are words. Only a requester can hold spaces, and the id and the operation after it
//!    have a form of their own.
//! 2. The request line ends at the first quote that follows a version of HTTP and precedes the six values from the status
//!    on, which hold no quotes, and another quoted value or `-`. A referrer that imitates all that comes after the real
//!    values. If no such quote follows a version, the first one that precedes those values ends it, unless it is the last quote
//!    of the line: in a line with a damaged value, S3's own values after that quote may look like those six.
//! 3. What follows the last quote of the line is S3's own.
//! 4. Between the six values and that quote are the referrer and the user agent. They are split at the first `" "`: which of
//!    the two free texts a piece belongs to is all that a client can confuse.
//!
//! A line without quotes has words only.

use crate::error::{ErrorKind, Found, Refusal};
use crate::fast::Separated;
use crate::lines::{ColumnSet, Short, open_value};

use super::record::LINE;

/// How many values come before the version id, which is the first after the last quote.
const HEAD: usize = 17;

/// How many values every line has: older ones end with the version id.
const LEAST: usize = HEAD + 1;

/// The values of a line.
#[derive(Debug)]
pub(super) struct Values<'a> {
    /// The values up to the user agent.
    head: [&'a str; HEAD],
    /// How many of them there are.
    count: usize,
    /// The words after them.
    tail: Option<&'a str>,
}

impl<'a> Values<'a> {
    /// Splits a line.
    #[inline]
    pub(super) fn new(line: &'a str, short: Short) -> Result<Self, Box<Refusal>> {
        let mut values = Values { head: [""; HEAD], count: 0, tail: None };
        let rest = values.push_front(line);
        if let Some(rest) = rest {
            values.tail = values.push_request(rest, short)?;
        }
        if short == Short::Refused && values.len() < LEAST {
            return Err(cut_line(line, values.len()));
        }
        Ok(values)
    }

    /// The values in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &'a str> {
        let tail = self.tail.map(|tail| Separated::new(tail, b' '));
        self.head.into_iter().take(self.count).chain(tail.into_iter().flatten())
    }

    fn len(&self) -> usize {
        // One word of the tail is enough to know that the line is whole.
        self.count + usize::from(self.tail.is_some())
    }

    fn push(&mut self, value: &'a str) {
        if let Some(place) = self.head.get_mut(self.count) {
            *place = value;
            self.count += 1;
        }
    }

    /// Takes the values up to the key, and returns the text after them.
    #[inline]
    fn push_front(&mut self, line: &'a str) -> Option<&'a str> {
        let mut words = Separated::new(line, b' ');
        self.push(words.next()?);
        self.push(words.next()?);
        self.push(time(&mut words)?);
        self.push(words.next()?);
        let rest = words.rest()?;
        let (requester, request_id, operation) = (words.next(), words.next(), words.next());
        match operation {
            Some(operation) if !is_operation(operation) => match spaced_requester(rest) {
                Some(Caller { requester, request_id, operation, rest }) => {
                    [requester, request_id, operation].into_iter().for_each(|value| self.push(value));
                    words = Separated::new(rest, b' ');
                }
                None => {
                    [requester, request_id, Some(operation)].into_iter().flatten().for_each(|value| self.push(value))
                }
            },
            _ => [requester, request_id, operation].into_iter().flatten().for_each(|value| self.push(value)),
        }
        self.push(words.next()?);
        words.rest()
    }

    /// Takes the values from the request line to the user agent, and returns the text after them.
    #[inline]
    fn push_request(&mut self, rest: &'a str, short: Short) -> Result<Option<&'a str>, Box<Refusal>> {
        if rest.is_empty() {
            return Ok(None);
        }
        let Some(text) = rest.strip_prefix('"') else {
            let (value, rest) = split_word(rest);
            if value != "-" {
                return Err(Refusal::new(ErrorKind::Value, "a request line in quotes, or `-`").in_field("request_uri"));
            }
            self.push(value);
            return self.push_middle(rest, short);
        };
        if let Some((end, middle)) = end_of_request(text) {
            self.push(text.get(..end).unwrap_or_default());
            middle.values.into_iter().for_each(|value| self.push(value));
            return self.push_clients(middle.rest, short);
        }
        // A value after the request line does not have its form, or is missing: it is refused by its type.
        match likely_end(text) {
            Some(end) => {
                self.push(text.get(..end).unwrap_or_default());
                self.push_middle(text.get(end + 2..), short)
            }
            None if short == Short::Refused => Err(open_value()),
            None => {
                self.push(text);
                Ok(None)
            }
        }
    }

    /// Takes six words, and the referrer and the user agent after them.
    fn push_middle(&mut self, mut rest: Option<&'a str>, short: Short) -> Result<Option<&'a str>, Box<Refusal>> {
        for _ in 0..6 {
            let Some(text) = rest else { return Ok(None) };
            let (value, after) = split_word(text);
            if value.contains('"') {
                return Err(quote_in_word(self.count));
            }
            self.push(value);
            rest = after;
        }
        rest.map_or(Ok(None), |rest| self.push_clients(rest, short))
    }

    /// Takes the referrer and the user agent, and returns the text after them.
    #[inline]
    fn push_clients(&mut self, text: &'a str, short: Short) -> Result<Option<&'a str>, Box<Refusal>> {
        let (referrer, rest) = match text.strip_prefix('"') {
            None if text.is_empty() => return Ok(None),
            None => {
                let (value, rest) = split_word(text);
                if value != "-" {
                    return Err(unquoted("referer"));
                }
                (value, rest)
            }
            Some(text) => match split_at_last_quote(text) {
                None if short == Short::Refused => return Err(open_value()),
                None => (text, None),
                Some((clients, tail)) => match find_between(clients) {
                    Some(end) => {
                        self.push(clients.get(..end).unwrap_or_default());
                        self.push(clients.get(end + 3..).unwrap_or_default());
                        return after_quote(tail);
                    }
                    None => match clients.strip_suffix("\" ") {
                        // The last quote of the line opens the user agent, and nothing closes it.
                        Some(referrer) if !tail.starts_with(' ') => (referrer, text.get(referrer.len() + 2..)),
                        _ => (clients, after_quote(tail)?),
                    },
                },
            },
        };
        self.push(referrer);
        let Some(rest) = rest else { return Ok(None) };
        match rest.strip_prefix('"') {
            None if rest.is_empty() => Ok(None),
            None => {
                let (value, rest) = split_word(rest);
                if value != "-" || rest.is_some_and(|rest| rest.contains('"')) {
                    return Err(unquoted("user_agent"));
                }
                self.push(value);
                Ok(rest)
            }
            Some(text) => match split_at_last_quote(text) {
                None if short == Short::Refused => Err(open_value()),
                None => {
                    self.push(text);
                    Ok(None)
                }
                Some((agent, tail)) => {
                    self.push(agent);
                    after_quote(tail)
                }
            },
        }
    }
}

/// The six values after a request line, and the text after them.
struct Middle<'a> {
    values: [&'a str; 6],
    rest: &'a str,
}

impl<'a> Middle<'a> {
    /// Reads them from the text after a quote. `None` if that quote does not end the request line.
    #[inline]
    fn new(text: &'a str) -> Option<Self> {
        let mut words = Separated::new(text.strip_prefix(' ')?, b' ');
        let status = words.next().filter(|status| *status == "-" || status.len() == 3 && is_number(status))?;
        let error = words.next().filter(|error| *error == "-" || is_error_code(error))?;
        let mut number = || words.next().filter(|number| *number == "-" || is_number(number));
        let values = [status, error, number()?, number()?, number()?, number()?];
        let rest = words.rest().filter(|rest| rest.starts_with('"') || rest.starts_with("- ") || *rest == "-")?;
        Some(Middle { values, rest })
    }
}

/// Where the request line at the front of a text ends, and the values after it.
#[inline]
fn end_of_request(text: &str) -> Option<(usize, Middle<'_>)> {
    let mut without_version = None;
    for end in memchr::memchr_iter(b'"', text.as_bytes()) {
        let Some(middle) = text.get(end + 1..).and_then(Middle::new) else { continue };
        let request = text.get(..end).unwrap_or_default();
        if request == "-" || ends_with_version(request) {
            return Some((end, middle));
        }
        if middle.rest.starts_with('"') || !request.contains('"') {
            without_version.get_or_insert((end, middle));
        }
    }
    without_version
}

/// Where a request line ends that is not followed by the values that belong there.
#[cold]
fn likely_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let ends = || memchr::memchr_iter(b'"', bytes).filter(|end| matches!(bytes.get(end + 1), None | Some(b' ')));
    ends().find(|end| text.get(..*end).is_some_and(ends_with_version)).or_else(|| ends().next())
}

/// ` HTTP/1.1`
fn ends_with_version(request: &str) -> bool {
    let [.., b' ', b'H', b'T', b'T', b'P', b'/', major, b'.', minor] = request.as_bytes() else {
        return false;
    };
    major.is_ascii_digit() && minor.is_ascii_digit()
}

/// `NoSuchKey`. The id of a host, which can be in the place of a code, is longer.
#[inline]
fn is_error_code(text: &str) -> bool {
    const LONGEST: usize = 64;
    (1..=LONGEST).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit())
}

/// The time, which has a space in its brackets.
#[inline]
fn time<'a>(words: &mut Separated<'a>) -> Option<&'a str> {
    let rest = words.rest()?;
    let first = words.next()?;
    match first.strip_prefix('[') {
        Some(_) if !first.ends_with(']') => {
            let end = first.len() + words.next().map_or(0, |zone| 1 + zone.len());
            let time = rest.get(1..end)?;
            Some(time.strip_suffix(']').unwrap_or(time))
        }
        _ => Some(first),
    }
}

/// A requester that holds spaces, and the values after it.
struct Caller<'a> {
    requester: &'a str,
    request_id: &'a str,
    operation: &'a str,
    rest: &'a str,
}

/// Finds the first operation after an id. What precedes the id is the requester.
#[cold]
fn spaced_requester(text: &str) -> Option<Caller<'_>> {
    // No client has chosen what stands before the first quote, except the key.
    let front = memchr::memchr(b'"', text.as_bytes()).map_or(text, |quote| text.get(..quote).unwrap_or_default());
    let (mut id_start, mut start) = (0, 0);
    let mut request_id = "";
    for word in front.split(' ') {
        if id_start > 0 && is_operation(word) && is_request_id(request_id) {
            let requester = text.get(..id_start - 1)?;
            return Some(Caller { requester, request_id, operation: word, rest: text.get(start + word.len() + 1..)? });
        }
        (request_id, id_start) = (word, start);
        start += word.len() + 1;
    }
    None
}

/// `REST.GET.OBJECT`, `SOAP.ListBucket`
#[inline]
pub(super) fn is_operation(word: &str) -> bool {
    let letters = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_');
    word.starts_with(|first: char| first.is_ascii_uppercase()) && word.contains('.') && word.bytes().all(letters)
}

fn is_request_id(word: &str) -> bool {
    word.len() >= 8 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// The first word of a text, and the text after the space after it.
fn split_word(text: &str) -> (&str, Option<&str>) {
    match text.split_once(' ') {
        Some((word, rest)) => (word, Some(rest)),
        None => (text, None),
    }
}

/// The text before the last quote, and the text after it.
#[inline]
fn split_at_last_quote(text: &str) -> Option<(&str, &str)> {
    let end = memchr::memrchr(b'"', text.as_bytes())?;
    Some((text.get(..end)?, text.get(end + 1..)?))
}

/// Where the first of two quoted values ends.
#[inline]
fn find_between(text: &str) -> Option<usize> {
    memchr::memchr_iter(b'"', text.as_bytes()).find(|quote| text.as_bytes().get(quote + 1..quote + 3) == Some(b" \""))
}

/// The words after the last quote of a line.
#[inline]
fn after_quote(text: &str) -> Result<Option<&str>, Box<Refusal>> {
    match text.strip_prefix(' ') {
        None if !text.is_empty() => Err(unquoted("user_agent")),
        rest => Ok(rest),
    }
}

#[cold]
fn unquoted(field: &'static str) -> Box<Refusal> {
    Refusal::new(ErrorKind::Value, "a value in quotes, or `-`").in_field(field)
}

/// The refusal of a value that client text has taken the place of.
#[cold]
fn quote_in_word(place: usize) -> Box<Refusal> {
    let field = LINE.get(place).map_or("request_uri", |column| column.known().map_or("", ColumnSet::name));
    Refusal::new(ErrorKind::Value, "a value without quotes").in_field(field)
}

/// The refusal of a line with fewer values than every line has. One that does not begin with an owner may be of another log.
#[cold]
fn cut_line(line: &str, values: usize) -> Box<Refusal> {
    let width = LINE.len();
    if !is_owner(split_word(line).0) {
        let expected = format!("a line of an S3 access log, which has {LEAST} to {width} values");
        return Refusal::new(ErrorKind::Layout, expected).with_found(Found::words(values.to_string()));
    }
    Refusal::new(ErrorKind::Truncated, format!("{LEAST} to {width} values"))
        .with_found(Found::words(values.to_string()))
        .with_hint("the line is truncated; `accept_short_lines` accepts it")
}

/// A canonical user id has 64 hexadecimal digits; other stores that write these logs have shorter ids.
pub(super) fn is_owner(word: &str) -> bool {
    word.len() >= 40 && word.bytes().all(|digit| digit.is_ascii_hexdigit())
}
