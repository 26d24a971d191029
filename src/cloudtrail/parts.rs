//! What policies need of the free-form parts: single texts, picked out of the raw JSON.

use memchr::memmem::Finder;

use crate::json::{Raw, Reader};
use crate::text::Text;

/// A text, unless it means absent.
pub(super) fn present<'a>(text: &'a Option<Text<'_>>) -> Option<Text<'a>> {
    text.as_ref().map(Text::reborrow).filter(|text| !is_nothing(text))
}

/// Returns whether a text means absent.
pub(super) fn is_nothing(text: &str) -> bool {
    matches!(text, "" | "-" | "none" | "{}" | "[]")
}

/// What CloudTrail writes in place of a mistyped user name, which may be a password.
pub(super) const HIDDEN: &str = "HIDDEN_DUE_TO_SECURITY_REASONS";

/// The name of a user, unless it means absent or is hidden.
pub(super) fn user<'a>(text: &'a Option<Text<'_>>) -> Option<Text<'a>> {
    present(text).filter(|name| name != HIDDEN)
}

/// Keys that are looked for in parts.
#[derive(Debug)]
pub(super) struct Keys<const N: usize>([Finder<'static>; N]);

impl<const N: usize> Keys<N> {
    pub(super) fn new(keys: [&'static str; N]) -> Self {
        Keys(keys.map(Finder::new))
    }

    /// Returns whether the JSON may contain one of the keys. Most parts contain none of them, and searching is faster
    /// than reading.
    pub(super) fn may_be_in(&self, json: &str) -> bool {
        self.0.iter().any(|key| key.find(json.as_bytes()).is_some())
    }
}

/// The texts at these keys of a part.
pub(super) fn texts<'a, const N: usize>(part: &'a Option<Raw<'_>>, keys: &Keys<N>) -> [Option<Text<'a>>; N] {
    match part.as_ref().map(Raw::as_str) {
        Some(json) if keys.may_be_in(json) => texts_of(&mut Reader::new(json, 0), keys),
        _ => [const { None }; N],
    }
}

/// The texts at these keys of the value that comes next, if that is an object; the first where a key comes again.
/// The value has been read before, so that nothing in it is refused.
pub(super) fn texts_of<'a, const N: usize>(reader: &mut Reader<'a>, keys: &Keys<N>) -> [Option<Text<'a>>; N] {
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
}
