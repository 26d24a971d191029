//! The field names of rules: keys, separated by dots, and `[0]` or `[-1]` after the name of a list.

use std::borrow::Cow;

use rsigma_parser::fieldpath::{first_unescaped, unescape_brackets};

/// What remains of a field name.
#[derive(Clone, Copy)]
pub(crate) struct Path<'p> {
    text: &'p str,
    /// Whether the text continues a list's name: `[0]`, or a dot and the next key.
    in_segment: bool,
}

pub(crate) enum Step<'p> {
    Key(Cow<'p, str>),
    Index(Index),
}

/// The place of an item in a list. Negative ones count from the end.
#[derive(Clone, Copy)]
pub(crate) struct Index(i64);

impl Index {
    /// The place in a list of this length.
    pub(crate) fn of(self, length: usize) -> Option<usize> {
        let index = match usize::try_from(self.0) {
            Ok(index) => index,
            Err(_) => length.checked_sub(usize::try_from(self.0.unsigned_abs()).ok()?)?,
        };
        (index < length).then_some(index)
    }
}

impl<'p> Path<'p> {
    pub(crate) fn new(name: &'p str) -> Self {
        Path { text: name, in_segment: false }
    }

    /// The whole of it, if it starts with a key.
    pub(crate) fn as_name(self) -> Option<&'p str> {
        (!self.in_segment).then_some(self.text)
    }

    /// Whether it is more than one key.
    pub(crate) fn has_steps(self) -> bool {
        self.text.bytes().any(|byte| matches!(byte, b'.' | b'[' | b'\\'))
    }

    /// The path from its next key on, if a dot comes first.
    pub(crate) fn after_dot(self) -> Self {
        match self.text.strip_prefix('.') {
            Some(text) if self.in_segment => Path::new(text),
            _ => self,
        }
    }

    /// The first step and the path after it. `None` at the end.
    pub(crate) fn split_first(self) -> Option<(Step<'p>, Path<'p>)> {
        if self.in_segment {
            return match self.text.strip_prefix('.') {
                Some(text) => Path::new(text).split_first(),
                None => {
                    let (index, text) = index(self.text)?;
                    Some((Step::Index(index), Path { text, in_segment: true }))
                }
            };
        }
        let end = self.text.find('.').unwrap_or(self.text.len());
        let segment = self.text.get(..end)?;
        // Brackets with something other than numbers are a part of the key.
        let end_of_key = first_unescaped(segment, b'[').filter(|start| is_indexes(segment.get(*start..)));
        let end = end_of_key.unwrap_or(end);
        let rest = Path { text: self.text.get(end..)?, in_segment: true };
        match self.text.get(..end)? {
            "" if end_of_key.is_some() => rest.split_first(),
            key => Some((Step::Key(unescape_brackets(key)), rest)),
        }
    }
}

fn is_indexes(text: Option<&str>) -> bool {
    let mut rest = text.unwrap_or_default();
    while let Some((_, after)) = index(rest) {
        rest = after;
    }
    rest.is_empty()
}

/// An index in brackets, and what follows.
fn index(text: &str) -> Option<(Index, &str)> {
    let (number, rest) = text.strip_prefix('[')?.split_once(']')?;
    Some((Index(number.parse().ok()?), rest))
}
