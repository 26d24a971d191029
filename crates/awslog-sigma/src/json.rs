//! Free-form JSON, read where it stands: a path leads to the text of a value without a tree of the others.
//!
//! The texts have been validated as JSON when the record was read. A search passes over them once for each step of a path, and
//! everything else once.

use std::borrow::Cow;

use memchr::{memchr2, memmem};
use rsigma_eval::EventValue;

use crate::path::{Path, Step};

/// How deep a list is opened. What is deeper in it is seen as its text.
const MAX_DEPTH: usize = 64;

/// The value of a JSON text as rules see it: an object is its text, so that `|contains` finds what it contains.
pub(crate) fn value(text: &str) -> EventValue<'_> {
    Scanner::new(text).event_value(0)
}

/// Appends the values at a path below a JSON text. Lists stand for each of their items.
pub(crate) fn collect<'j>(text: &'j str, path: Path<'_>, found: &mut Vec<EventValue<'j>>) {
    let Some((step, rest)) = path.split_first() else {
        found.push(value(text));
        return;
    };
    let mut scanner = Scanner::new(text);
    match (scanner.peek(), step) {
        (Some(b'{'), Step::Key(key)) => {
            if !may_contain(text, &key) {
                return;
            }
            // JSON may repeat a key, and readers disagree on which one counts: a rule sees all of them.
            while let Some((name, value)) = scanner.next_member() {
                if is_key(name, &key) {
                    collect(value, rest, found);
                }
            }
        }
        (Some(b'['), Step::Key(_)) => {
            while let Some(object) = scanner.next_object() {
                collect(object, path, found);
            }
        }
        (Some(b'['), Step::Index(index)) => {
            let count = Scanner::new(text).items().count();
            if let Some(item) = index.of(count).and_then(|index| scanner.items().nth(index)) {
                collect(item, rest, found);
            }
        }
        _ => {}
    }
}

/// Calls a function with each string and number in a JSON text, keys excluded, until it returns true.
pub(crate) fn any_text(text: &str, is_match: &mut dyn FnMut(&str) -> bool) -> bool {
    let mut scanner = Scanner::new(text);
    while let Some(byte) = scanner.peek() {
        match byte {
            b'"' => {
                let literal = scanner.string();
                if scanner.peek() != Some(b':') && is_match(&unquoted(literal)) {
                    return true;
                }
            }
            b'-' | b'0'..=b'9' => {
                if is_match(scanner.scalar()) {
                    return true;
                }
            }
            b'{' | b'}' | b'[' | b']' | b',' | b':' => scanner.at += 1,
            _ => drop(scanner.scalar()),
        }
    }
    false
}

/// Whether an object may have a key somewhere. Most lookups end here.
fn may_contain(text: &str, key: &str) -> bool {
    memmem::find(text.as_bytes(), key.as_bytes()).is_some() || memchr::memchr(b'\\', text.as_bytes()).is_some()
}

fn is_key(literal: &str, key: &str) -> bool {
    let inner = inner(literal);
    inner == key || (inner.contains('\\') && unquoted(literal) == key)
}

fn inner(literal: &str) -> &str {
    let literal = literal.strip_prefix('"').unwrap_or(literal);
    literal.strip_suffix('"').unwrap_or(literal)
}

/// A string without quotes and escapes. Text that is no Unicode, such as half of a surrogate pair, keeps its escapes.
fn unquoted(literal: &str) -> Cow<'_, str> {
    let inner = inner(literal);
    if !inner.contains('\\') {
        return inner.into();
    }
    serde_json::from_str::<String>(literal).map_or(inner.into(), Cow::Owned)
}

/// Reads JSON from left to right.
struct Scanner<'j> {
    text: &'j str,
    at: usize,
}

impl<'j> Scanner<'j> {
    fn new(text: &'j str) -> Self {
        Scanner { text, at: 0 }
    }

    fn rest(&self) -> &'j str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The next byte that is not white space.
    fn peek(&mut self) -> Option<u8> {
        let rest = self.rest().as_bytes();
        let spaces = rest.iter().position(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t'))?;
        self.at += spaces;
        rest.get(spaces).copied()
    }

    /// A string with its quotes.
    fn string(&mut self) -> &'j str {
        let rest = self.rest();
        let mut end = 1;
        loop {
            match memchr2(b'"', b'\\', rest.as_bytes().get(end..).unwrap_or_default()) {
                None => {
                    end = rest.len();
                    break;
                }
                Some(offset) if rest.as_bytes().get(end + offset) == Some(&b'"') => {
                    end += offset + 1;
                    break;
                }
                Some(offset) => end += offset + 2,
            }
        }
        self.take(end)
    }

    /// A number, or a word.
    fn scalar(&mut self) -> &'j str {
        let rest = self.rest();
        let is_end =
            |byte: &u8| matches!(byte, b',' | b':' | b'}' | b']' | b'{' | b'[' | b'"' | b' ' | b'\n' | b'\r' | b'\t');
        self.take(rest.as_bytes().iter().position(is_end).unwrap_or(rest.len()))
    }

    /// An object or a list.
    fn nested(&mut self) -> &'j str {
        let (start, mut depth) = (self.at, 0_usize);
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => drop(self.string()),
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth -= 1;
                    self.at += 1;
                    if depth == 0 {
                        break;
                    }
                }
                b',' | b':' => self.at += 1,
                _ => drop(self.scalar()),
            }
        }
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// The text of the next value.
    fn raw(&mut self) -> Option<&'j str> {
        match self.peek()? {
            b'"' => Some(self.string()),
            b'{' | b'[' => Some(self.nested()),
            b'}' | b']' | b',' | b':' => None,
            _ => Some(self.scalar()),
        }
    }

    fn take(&mut self, length: usize) -> &'j str {
        let rest = self.rest();
        let length = length.min(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// Steps over one byte, if it is the next one.
    fn accept(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// The next key, with its quotes, and the text of its value.
    fn next_member(&mut self) -> Option<(&'j str, &'j str)> {
        if !self.accept(b',') {
            (self.at_front() && self.accept(b'{')).then_some(())?;
        }
        (self.peek() == Some(b'"')).then_some(())?;
        let name = self.string();
        self.accept(b':').then_some(())?;
        Some((name, self.raw()?))
    }

    /// The text of the next item of a list.
    fn next_item(&mut self) -> Option<&'j str> {
        if !self.accept(b',') {
            (self.at_front() && self.accept(b'[')).then_some(())?;
        }
        self.raw()
    }

    /// The next object of a list, or of the lists in it.
    fn next_object(&mut self) -> Option<&'j str> {
        loop {
            match self.peek()? {
                b'{' => return Some(self.nested()),
                b'"' => drop(self.string()),
                b'[' | b']' | b'}' | b',' | b':' => self.at += 1,
                _ => drop(self.scalar()),
            }
        }
    }

    fn at_front(&self) -> bool {
        self.text.get(..self.at).is_some_and(|before| before.trim_ascii_start().is_empty())
    }

    fn items(&mut self) -> impl Iterator<Item = &'j str> {
        std::iter::from_fn(move || self.next_item())
    }

    /// The next value. Objects in lists are opened, so that `field[any]` of Sigma can look into them.
    fn event_value(&mut self, depth: usize) -> EventValue<'j> {
        match self.peek() {
            Some(b'"') => EventValue::Str(unquoted(self.string())),
            Some(b'[') if depth < MAX_DEPTH => {
                self.at += 1;
                let mut items = Vec::new();
                while !matches!(self.peek(), None | Some(b']' | b'}' | b':')) {
                    items.push(self.event_value(depth + 1));
                    self.accept(b',');
                }
                self.at += 1;
                EventValue::Array(items)
            }
            Some(b'{') if (1..MAX_DEPTH).contains(&depth) => {
                self.at += 1;
                let mut members = Vec::new();
                while self.peek() == Some(b'"') {
                    let name = unquoted(self.string());
                    self.accept(b':');
                    members.push((name, self.event_value(depth + 1)));
                    self.accept(b',');
                }
                self.at += 1;
                EventValue::Map(members)
            }
            Some(b'{' | b'[') => EventValue::Str(self.nested().into()),
            _ => scalar(self.scalar()),
        }
    }
}

fn scalar(text: &str) -> EventValue<'_> {
    match text {
        "true" => EventValue::Bool(true),
        "false" => EventValue::Bool(false),
        "null" | "" => EventValue::Null,
        _ => match text.parse() {
            Ok(number) => EventValue::Int(number),
            Err(_) => text.parse().map_or(EventValue::Str(text.into()), EventValue::Float),
        },
    }
}
