use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::reader::unicode;
use crate::schema::{AsValue, Json, JsonText, Kind, Value};
use crate::text::Text;

/// A part of a JSON record that AWS leaves free-form, such as CloudTrail's `requestParameters`: the exact text,
/// validated as JSON and otherwise unchanged.
///
/// Two parts are equal if their texts are.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Raw<'a> {
    text: Text<'a>,
    tidy: bool,
}

impl<'a> Raw<'a> {
    /// `tidy` says that the text can be embedded in any JSON as it is: on one line, and without characters or escapes
    /// in strings that strict readers refuse.
    pub(crate) fn new(text: &'a str, tidy: bool) -> Self {
        Raw { text: text.into(), tidy }
    }

    /// A text as JSON.
    pub(crate) fn of_text(text: &str) -> Raw<'static> {
        Raw { text: serde_json::Value::from(text).to_string().into(), tidy: true }
    }

    /// The exact text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn text(&self) -> &Text<'a> {
        &self.text
    }

    pub(crate) fn into_text(self) -> Text<'a> {
        self.text
    }

    /// Converts the part into an owned one.
    pub fn into_owned(self) -> Raw<'static> {
        Raw { text: self.text.into_owned(), tidy: self.tidy }
    }

    /// The text on one line, valid for strict readers.
    pub(crate) fn tidied(&self) -> Cow<'_, str> {
        if self.tidy { Cow::Borrowed(self.as_str()) } else { Cow::Owned(tidied(self.as_str())) }
    }
}

/// Removes the white space between values, and escapes what must be escaped in strings.
fn tidied(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut in_string = false;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            ' ' | '\t' | '\n' | '\r' if !in_string => {}
            '\\' => match escape_length(characters.as_str()) {
                Some(length) => tidy.extend(['\\'].into_iter().chain(characters.by_ref().take(length))),
                None => tidy.push_str(r"\\"),
            },
            '\0'..' ' => tidy.push_str(&format!("\\u{:04x}", u32::from(character))),
            '"' => {
                in_string = !in_string;
                tidy.push(character);
            }
            _ => tidy.push(character),
        }
    }
    tidy
}

/// The length of the escape after a backslash, if strict readers accept it. Half of a surrogate pair is not accepted:
/// the grammar allows it, but it is not text.
fn escape_length(behind: &str) -> Option<usize> {
    match behind.as_bytes() {
        [b'u', digits @ ..] => unicode(digits).map(|(_, length)| length),
        [letter, ..] => br#""\/bfnrt"#.contains(letter).then_some(1),
        [] => None,
    }
}

impl AsRef<str> for Raw<'_> {
    /// The exact text.
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Debug for Raw<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Raw<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Raw<'_> {
    /// Writes the JSON value.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.tidied();
        serde_json::from_str::<&RawValue>(&text).map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

impl AsValue for Raw<'_> {
    const KIND: Kind = Kind::Json;

    fn as_value(&self) -> Option<Value<'_>> {
        Some(Value::Json(Json::new(self)))
    }
}

impl JsonText for Raw<'_> {
    fn text(&self) -> Option<&str> {
        Some(self.as_str())
    }
}
