use std::ops::Deref;

use crate::error::Refusal;
use crate::json::{Json, Reader};
use crate::schema::{AsValue, Kind, Value};
use crate::text::Text;

/// Texts, which the log has as a list, as a single text, or as a list in a text: `"[\"one\",\"two\"]"`.
///
/// Empty texts are left out. An item that is not a text is its JSON.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct TextList<'a>(Vec<Text<'a>>);

impl<'a> TextList<'a> {
    /// Adds the texts of another list, unless it is the same list.
    pub(super) fn merge(&mut self, other: TextList<'a>) {
        if *self != other {
            self.0.extend(other.0);
        }
    }

    /// Converts the list into an owned one.
    pub fn into_owned(self) -> TextList<'static> {
        TextList(self.0.into_iter().map(Text::into_owned).collect())
    }

    /// Reads the list whose bracket is next.
    fn read_items(reader: &mut Reader<'a>) -> Result<Self, Box<Refusal>> {
        let mut texts = Vec::new();
        reader.open_list()?;
        while reader.item()? {
            let text = match reader.peek() {
                Some(b'"') => reader.string()?,
                _ if reader.null()? => continue,
                _ => reader.raw()?.into_text(),
            };
            if !text.is_empty() {
                texts.push(text);
            }
        }
        Ok(TextList(texts))
    }

    /// Reads the string that is next. A list in it needs no unescaping unless its items do.
    fn read_string(reader: &mut Reader<'a>) -> Result<Self, Box<Refusal>> {
        let mut again = reader.clone();
        let quoted = reader.raw()?;
        if let Some(texts) = quoted.text().as_borrowed().and_then(plain_items) {
            return Ok(TextList(texts));
        }
        let text = again.string()?;
        if text.starts_with('[') {
            let list = match text.as_borrowed() {
                Some(text) => list_in(text),
                None => list_in(&text).map(TextList::into_owned),
            };
            if let Some(list) = list {
                return Ok(list);
            }
        }
        Ok(TextList(if matches!(text.as_str(), "" | "-") { Vec::new() } else { vec![text] }))
    }
}

/// The list that a text is, if it is one.
fn list_in(text: &str) -> Option<TextList<'_>> {
    let mut reader = Reader::new(text, 0);
    let list = TextList::read_items(&mut reader).ok()?;
    reader.finish("the end of the list").ok()?;
    Some(list)
}

/// The items of a list in a JSON string, if only their quotes are escaped.
fn plain_items(quoted: &str) -> Option<Vec<Text<'_>>> {
    let inner = quoted.strip_prefix(r#""[\""#)?.strip_suffix(r#"\"]""#)?;
    let is_plain = |item: &str| !item.is_empty() && !item.contains('\\');
    inner.split(r#"\",\""#).map(|item| is_plain(item).then(|| item.into())).collect()
}

impl<'a> Json<'a> for TextList<'a> {
    type Owned = TextList<'static>;

    fn read(reader: &mut Reader<'a>) -> Result<Option<Self>, Box<Refusal>> {
        let list = match reader.peek() {
            Some(b'[') => Self::read_items(reader)?,
            Some(b'"') => Self::read_string(reader)?,
            _ if reader.null()? => return Ok(None),
            _ => TextList(vec![reader.raw()?.into_text()]),
        };
        Ok(Some(list).filter(|list| !list.is_empty()))
    }

    fn into_owned(self) -> Self::Owned {
        TextList::into_owned(self)
    }
}

impl<'a> Deref for TextList<'a> {
    type Target = [Text<'a>];

    fn deref(&self) -> &[Text<'a>] {
        &self.0
    }
}

impl<'l, 'a> IntoIterator for &'l TextList<'a> {
    type Item = &'l Text<'a>;
    type IntoIter = std::slice::Iter<'l, Text<'a>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a> IntoIterator for TextList<'a> {
    type Item = Text<'a>;
    type IntoIter = std::vec::IntoIter<Text<'a>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> From<Vec<Text<'a>>> for TextList<'a> {
    fn from(texts: Vec<Text<'a>>) -> Self {
        TextList(texts)
    }
}

impl AsValue for TextList<'_> {
    const KIND: Kind = Vec::<Text<'static>>::KIND;

    fn as_value(&self) -> Option<Value<'_>> {
        self.0.as_value()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<Vec<String>> {
        let mut reader = Reader::new(json, 0);
        let list = TextList::read(&mut reader).unwrap();
        assert_eq!(reader.peek(), None, "{json}");
        list.map(|list| list.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn every_form() {
        for (json, texts) in [
            (r#"["a","b"]"#, &["a", "b"][..]),
            (r#""[\"a\",\"b\"]""#, &["a", "b"]),
            (r#""[\"a\", \"b\"]""#, &["a", "b"]),
            (r#""[\"a, \\\"b\\\"\"]""#, &[r#"a, "b""#]),
            (r#""[\"a\",\"\",null,\"b\"]""#, &["a", "b"]),
            (r#""[not a list]""#, &["[not a list]"]),
            (r#""[\"a\"] b""#, &[r#"["a"] b"#]),
            (r#""a""#, &["a"]),
            (r#"["",null,"[\"a\"]",1,{"b":[2]}]"#, &[r#"["a"]"#, "1", r#"{"b":[2]}"#]),
            ("7", &["7"]),
            ("[]", &[]),
            (r#""""#, &[]),
            (r#""[]""#, &[]),
            (r#""-""#, &[]),
        ] {
            let texts = texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
            assert_eq!(read(json), Some(texts).filter(|texts| !texts.is_empty()), "{json}");
        }
    }

    #[test]
    fn the_items_of_a_list_in_a_text_are_borrowed() {
        let json = r#""[\"Search Engines and Portals\",\"News\"]""#;
        let list = TextList::read(&mut Reader::new(json, 0)).unwrap().unwrap();
        assert!(list.iter().all(Text::is_borrowed));
    }
}
