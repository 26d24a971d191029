//! What the mapping alone needs of the free-form parts.

use std::sync::LazyLock;

use memchr::memmem::{self, Finder};

use crate::cloudtrail::parts::{Keys, texts_of};
use crate::json::{Raw, Reader};
use crate::text::Text;

/// The value at a key at the top of a part, if it is a text.
pub(super) fn text_at<'a>(part: &'a Raw<'_>, wanted: &str) -> Option<Text<'a>> {
    let json = part.as_str();
    memmem::find(json.as_bytes(), wanted.as_bytes())?;
    let mut reader = enter(Reader::new(json, 0), wanted)?;
    if reader.peek() == Some(b'"') { reader.string().ok() } else { None }
}

/// The reader at the value of a key of the object that comes next. The object has been read before, so that nothing in it is
/// refused.
pub(super) fn enter<'a>(mut reader: Reader<'a>, wanted: &str) -> Option<Reader<'a>> {
    if reader.peek() != Some(b'{') {
        return None;
    }
    reader.open_object().ok()?;
    while let Ok(Some(key)) = reader.key() {
        if key == wanted {
            return Some(reader);
        }
        reader.skip().ok()?;
    }
    None
}

/// A key in the object at another key.
#[derive(Debug)]
pub(super) struct InnerKey {
    outer: &'static str,
    key: Keys<1>,
    /// The outer key in its quotes: much may have it in a name or in a text.
    quoted: Finder<'static>,
}

impl InnerKey {
    pub(super) fn new(outer: &'static str, key: &'static str) -> Self {
        InnerKey { outer, key: Keys::new([key]), quoted: Finder::new(&format!("\"{outer}\"")).into_owned() }
    }

    /// Whether the key can be somewhere in the JSON.
    fn may_be_in(&self, json: &str) -> bool {
        self.quoted.find(json.as_bytes()).is_some() && self.key.may_be_in(json)
    }
}

/// The text at a key of the object at a key of a part.
pub(super) fn inner_text<'a>(part: &'a Option<Raw<'_>>, wanted: &InnerKey) -> Option<Text<'a>> {
    let json = part.as_ref().map(Raw::as_str).filter(|json| wanted.may_be_in(json))?;
    let [text] = texts_of(&mut enter(Reader::new(json, 0), wanted.outer)?, &wanted.key);
    text
}

/// How the id of an instance begins.
static INSTANCE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\"i-"));

/// The EC2 instances that a part names: texts of `i-` and 8 or 17 hexadecimal digits, however deep.
pub(super) fn instance_ids<'a>(part: &'a Option<Raw<'_>>) -> impl Iterator<Item = Text<'a>> {
    let json = part.as_ref().map_or("", Raw::as_str);
    INSTANCE.find_iter(json.as_bytes()).filter_map(move |quote| {
        let (text, _) = json.get(quote + 1..)?.split_once('"')?;
        is_instance_id(text).then_some(text.into())
    })
}

pub(super) fn is_instance_id(text: &str) -> bool {
    text.strip_prefix("i-").is_some_and(|digits| {
        matches!(digits.len(), 8 | 17) && digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(json: &str) -> Option<Raw<'_>> {
        Some(Reader::new(json, 0).raw().unwrap())
    }

    #[test]
    fn texts_one_level_down() {
        for (json, text) in [
            (r#"{"x":["userId"],"user":{"path":"/","userId":"1"}}"#, Some("1")),
            (r#"{"x":{"userId":"1"},"user":{}}"#, None),
            (r#"{"user":["userId"]}"#, None),
            (r#"["userId"]"#, None),
            ("null", None),
        ] {
            assert_eq!(inner_text(&part(json), &InnerKey::new("user", "userId")).as_deref(), text, "{json}");
        }
    }

    #[test]
    fn a_text_at_the_top() {
        let part = part(r#"{"c":{"a":"deep"},"b":2,"a":"1","a":"again"}"#).unwrap();
        assert_eq!(text_at(&part, "a").as_deref(), Some("1"));
        for none in ["b", "c", "d", "deep"] {
            assert_eq!(text_at(&part, none), None, "{none}");
        }
    }

    #[test]
    fn instances_anywhere() {
        let json = r#"{"a":["i-0123456789abcdef0",{"i-89abcdef":1}],"b":"i-x","c":"i-0123","d":"xi-89abcdef","e":"i-89abcdef-"}"#;
        let ids = instance_ids(&part(json)).map(|id| id.to_string()).collect::<Vec<_>>();
        assert_eq!(ids, ["i-0123456789abcdef0", "i-89abcdef"]);
    }
}
