//! What the mapping needs of the free-form parts: single texts, picked out of the raw JSON.

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

/// The texts at these keys of a part.
pub(super) fn texts<'a, const N: usize>(part: &'a Option<Raw<'_>>, keys: [&str; N]) -> [Option<Text<'a>>; N] {
    let json = part.as_ref().map_or("", Raw::get);
    if keys.iter().any(|key| may_have(json, key)) {
        texts_of(&mut Reader::new(json, 0), keys)
    } else {
        [const { None }; N]
    }
}

/// Whether a key can be somewhere in the JSON. Most parts have none of those that are looked for, and that is seen
/// sooner than read: a capital letter is rare there, and found many bytes at a time.
fn may_have(json: &str, key: &str) -> bool {
    let (json, key) = (json.as_bytes(), key.as_bytes());
    let capital = key.iter().enumerate().find(|(_, letter)| letter.is_ascii_uppercase());
    let Some((place, letter)) = capital else {
        return true;
    };
    memchr::memchr_iter(*letter, json)
        .any(|found| found.checked_sub(place).and_then(|start| json.get(start..)).is_some_and(|at| at.starts_with(key)))
}

/// The text at a key of the object at a key of a part.
pub(super) fn inner_text<'a>(part: &'a Option<Raw<'_>>, outer: &str, inner: &str) -> Option<Text<'a>> {
    let json = part.as_ref().map_or("", Raw::get);
    let mut reader = Reader::new(json, 0);
    if !may_have(json, inner) || reader.peek() != Some(b'{') {
        return None;
    }
    reader.open_object().ok()?;
    while let Ok(Some(key)) = reader.key() {
        if key == outer {
            let [text] = texts_of(&mut reader, [inner]);
            return text;
        }
        reader.skip().ok()?;
    }
    None
}

/// The texts at these keys of the value that comes next, if that is an object; the first where a key comes again.
/// The value has been read before, so that nothing in it is refused.
fn texts_of<'a, const N: usize>(reader: &mut Reader<'a>, keys: [&str; N]) -> [Option<Text<'a>>; N] {
    let mut texts = [const { None }; N];
    let mut missing = N;
    if reader.peek() != Some(b'{') || reader.open_object().is_err() {
        return texts;
    }
    while missing > 0
        && let Ok(Some(key)) = reader.key()
    {
        let wanted = keys.iter().zip(&mut texts).find(|(wanted, text)| key == **wanted && text.is_none());
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

/// The EC2 instances that a part names: texts of `i-` and 8 or 17 hexadecimal digits, however deep.
pub(super) fn instance_ids<'a>(part: &'a Option<Raw<'_>>) -> impl Iterator<Item = Text<'a>> {
    let json = part.as_ref().map_or("", Raw::get);
    memchr::memmem::find_iter(json.as_bytes(), b"\"i-").filter_map(move |quote| {
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
    fn a_key_is_seen_wherever_it_stands() {
        for json in
            ["userName", "xuserName", "userNameuserName", "NuserName", "Name userName", "userNamé", "", "é", "serName"]
        {
            assert_eq!(may_have(json, "userName"), json.contains("userName"), "{json}");
        }
        assert!(may_have("", "key"));
    }

    #[test]
    fn texts_at_the_top() {
        let part = part(r#"{"c":{"a":"deep"},"a":"1","b":2,"a":"again","d":"\u0061"}"#);
        assert_eq!(texts(&part, ["a", "b", "d", "e"]), [Some("1".into()), None, Some("a".into()), None]);
        for none in ["null", "[]", "\"a\"", r#"{"a":"-"}"#, r#"{"a":"none"}"#, r#"{"a":""}"#, r#"{"a":null}"#] {
            assert_eq!(texts(&self::part(none), ["a"]), [None], "{none}");
        }
        assert_eq!(texts(&None, ["a"]), [None]);
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
            assert_eq!(inner_text(&part(json), "user", "userId").as_deref(), text, "{json}");
        }
    }

    #[test]
    fn instances_anywhere() {
        let json = r#"{"a":["i-0123456789abcdef0",{"i-89abcdef":1}],"b":"i-x","c":"i-0123","d":"xi-89abcdef","e":"i-89abcdef-"}"#;
        let ids = instance_ids(&part(json)).map(|id| id.to_string()).collect::<Vec<_>>();
        assert_eq!(ids, ["i-0123456789abcdef0", "i-89abcdef"]);
    }
}
