//! What the mapping needs of the free-form parts: single texts, picked out of the raw JSON.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::json::{Raw, Reader};
use crate::text::Text;

/// A text, unless it is one of those that stand for none.
pub(super) fn present<'a>(text: &'a Option<Text<'_>>) -> Option<Text<'a>> {
    text.as_ref().map(Text::reborrow).filter(|text| !is_nothing(text))
}

/// Whether a text stands for none.
pub(super) fn is_nothing(text: &str) -> bool {
    matches!(text, "" | "-" | "none" | "{}" | "[]")
}

/// Keys that are looked for in parts.
#[derive(Debug)]
pub(super) struct Keys<const N: usize>([Finder<'static>; N]);

impl<const N: usize> Keys<N> {
    pub(super) fn new(keys: [&'static str; N]) -> Self {
        Keys(keys.map(Finder::new))
    }

    /// Whether one of the keys can be somewhere in the JSON. Most parts have none of them, and that is seen sooner than read.
    fn may_be_in(&self, json: &str) -> bool {
        self.0.iter().any(|key| key.find(json.as_bytes()).is_some())
    }
}

/// The texts at these keys of a part.
pub(super) fn texts<'a, const N: usize>(part: &'a Option<Raw<'_>>, keys: &Keys<N>) -> [Option<Text<'a>>; N] {
    match part.as_ref().map(Raw::get) {
        Some(json) if keys.may_be_in(json) => texts_of(&mut Reader::new(json, 0), keys),
        _ => [const { None }; N],
    }
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
    let json = part.as_ref().map(Raw::get).filter(|json| wanted.may_be_in(json))?;
    let mut reader = Reader::new(json, 0);
    if reader.peek() != Some(b'{') {
        return None;
    }
    reader.open_object().ok()?;
    while let Ok(Some(key)) = reader.key() {
        if key == wanted.outer {
            let [text] = texts_of(&mut reader, &wanted.key);
            return text;
        }
        reader.skip().ok()?;
    }
    None
}

/// The texts at these keys of the value that comes next, if that is an object; the first where a key comes again.
/// The value has been read before, so that nothing in it is refused.
fn texts_of<'a, const N: usize>(reader: &mut Reader<'a>, keys: &Keys<N>) -> [Option<Text<'a>>; N] {
    let mut texts = [const { None }; N];
    let mut missing = N;
    if reader.peek() != Some(b'{') || reader.open_object().is_err() {
        return texts;
    }
    while missing > 0
        && let Ok(Some(key)) = reader.key()
    {
        let is_wanted = |wanted: &Finder<'_>| key.as_bytes() == wanted.needle();
        let wanted = keys.0.iter().zip(&mut texts).find(|(wanted, text)| is_wanted(wanted) && text.is_none());
        match (wanted, reader.peek()) {
            (Some((_, text)), Some(b'"')) => {
                *text = reader.string().ok().filter(|text| !is_nothing(text));
                missing -= 1;
            }
            _ => drop(reader.skip()),
        }
    }
    texts
}

/// How the id of an instance begins.
static INSTANCE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\"i-"));

/// The EC2 instances that a part names: texts of `i-` and 8 or 17 hexadecimal digits, however deep.
pub(super) fn instance_ids<'a>(part: &'a Option<Raw<'_>>) -> impl Iterator<Item = Text<'a>> {
    let json = part.as_ref().map_or("", Raw::get);
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
    fn texts_at_the_top() {
        let part = part(r#"{"c":{"a":"deep"},"a":"1","b":2,"a":"again","d":"\u0061"}"#);
        let keys = Keys::new(["a", "b", "d", "e"]);
        assert_eq!(texts(&part, &keys), [Some("1".into()), None, Some("a".into()), None]);
        for none in ["null", "[]", "\"a\"", r#"{"a":"-"}"#, r#"{"a":"none"}"#, r#"{"a":""}"#, r#"{"a":null}"#] {
            assert_eq!(texts(&self::part(none), &Keys::new(["a"])), [None], "{none}");
        }
        assert_eq!(texts(&None, &Keys::new(["a"])), [None]);
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
    fn instances_anywhere() {
        let json = r#"{"a":["i-0123456789abcdef0",{"i-89abcdef":1}],"b":"i-x","c":"i-0123","d":"xi-89abcdef","e":"i-89abcdef-"}"#;
        let ids = instance_ids(&part(json)).map(|id| id.to_string()).collect::<Vec<_>>();
        assert_eq!(ids, ["i-0123456789abcdef0", "i-89abcdef"]);
    }
}
