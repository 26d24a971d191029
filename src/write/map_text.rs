//! Writes JSON as the text of a Java map, which is the form in which Elastic's integration stores CloudTrail's
//! free-form parts and its rules search them: `{userName=Bob, tags=[{key=a, value=b}]}`.
//!
//! Nothing is quoted or escaped, and the keys are in AWS's order. Values that are null or empty, or contain only such
//! values, are omitted.

use crate::fast::end_of_plain_text;
use crate::fast::write_byte;
use crate::json::{Raw, unicode};

/// What was found in a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MapText {
    /// The maximum nesting of objects and lists.
    pub(crate) depth: usize,
    /// Whether a key contains NUL, which flattened fields of Elasticsearch refuse.
    pub(crate) has_nul: bool,
}

/// Appends the text as the inside of a JSON string, with the escapes that JSON requires. Appends nothing if the part
/// is empty.
///
/// This takes one pass. A string inside is copied with its escapes, which mean the same in the outer string.
pub(crate) fn write_map_text(part: &Raw<'_>, out: &mut Vec<u8>) -> MapText {
    let json = part.tidied();
    // A list of digits grows most: a space is added after each comma.
    out.reserve(json.len() + json.len() / 2);
    let mut writer = Writer { first: out.len(), out, key: None, open: Open::default(), has_nul: false };
    let mut rest = json.as_bytes();
    while let [byte, after @ ..] = rest {
        rest = match byte {
            b'"' => writer.string(after),
            b'{' | b'[' => writer.open(*byte, after),
            b'}' | b']' => writer.close(*byte, after),
            b',' | b' ' | b'\t' | b'\r' | b'\n' => after,
            b'n' => writer.null(rest),
            _ => writer.word(rest),
        };
    }
    MapText { depth: writer.open.deepest, has_nul: writer.has_nul }
}

/// The text as a `String`.
pub(crate) fn map_text(part: &Raw<'_>) -> String {
    let mut json = vec![b'"'];
    write_map_text(part, &mut json);
    json.push(b'"');
    serde_json::from_slice(&json).unwrap_or_default()
}

struct Writer<'j, 'o> {
    out: &'o mut Vec<u8>,
    /// The key whose value comes next, and whether it has no escapes.
    key: Option<(&'j [u8], bool)>,
    /// The length of the output at which the first member of the innermost object or list is written.
    /// [`Self::NOT_FIRST`] after the first member.
    first: usize,
    open: Open,
    has_nul: bool,
}

impl<'j> Writer<'j, '_> {
    const NOT_FIRST: usize = usize::MAX;

    /// A key or a value. `after` is the text after the opening quote.
    #[inline]
    fn string(&mut self, after: &'j [u8]) -> &'j [u8] {
        let (content, is_plain, behind) = split_string(after);
        if let Some(value) = behind_colon(behind) {
            self.key = Some((content, is_plain));
            return value;
        }
        if content.is_empty() {
            self.key = None;
        } else {
            self.begin_member();
            if is_plain {
                self.out.extend_from_slice(content);
            } else {
                write_escaped(content, self.out);
            }
        }
        behind
    }

    /// A number or a boolean, as logged.
    #[inline]
    fn word(&mut self, rest: &'j [u8]) -> &'j [u8] {
        let (word, behind) = split_word(rest);
        self.begin_member();
        self.out.extend_from_slice(word);
        behind
    }

    fn null(&mut self, rest: &'j [u8]) -> &'j [u8] {
        self.key = None;
        split_word(rest).1
    }

    fn open(&mut self, bracket: u8, after: &'j [u8]) -> &'j [u8] {
        self.open.push(self.out.len(), self.out.len() == self.first);
        self.begin_member();
        self.out.push(bracket);
        self.first = self.out.len();
        after
    }

    /// Ends the innermost object or list, or removes it if it is empty.
    fn close(&mut self, bracket: u8, after: &'j [u8]) -> &'j [u8] {
        let (start, was_first) = self.open.pop();
        if self.out.len() == self.first {
            self.out.truncate(start);
            self.first = if was_first { start } else { Self::NOT_FIRST };
        } else {
            self.out.push(bracket);
            self.first = Self::NOT_FIRST;
        }
        after
    }

    /// Writes what precedes a value: the comma after the previous value, and the key.
    #[inline]
    fn begin_member(&mut self) {
        if self.out.len() != self.first {
            self.out.extend_from_slice(b", ");
        }
        self.first = Self::NOT_FIRST;
        if let Some((key, is_plain)) = self.key.take() {
            if is_plain {
                self.out.extend_from_slice(key);
            } else {
                self.has_nul |= write_escaped(key, self.out);
            }
            self.out.push(b'=');
        }
    }
}

/// The starts of the open objects and lists, and whether each is the first member of the one around it.
#[derive(Default)]
struct Open {
    few: [usize; Self::FEW],
    more: Vec<usize>,
    depth: usize,
    deepest: usize,
}

impl Open {
    /// Nearly no part nests deeper. This many are stored without an allocation.
    const FEW: usize = 12;

    fn push(&mut self, start: usize, is_first: bool) {
        let entry = start << 1 | usize::from(is_first);
        match self.few.get_mut(self.depth) {
            Some(place) => *place = entry,
            None => self.more.push(entry),
        }
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
    }

    fn pop(&mut self) -> (usize, bool) {
        self.depth = self.depth.saturating_sub(1);
        let entry = self.few.get(self.depth).copied().or_else(|| self.more.pop()).unwrap_or_default();
        (entry >> 1, entry & 1 == 1)
    }
}

/// The inside of a string after its opening quote, whether it has no escapes, and the text after it.
#[inline]
fn split_string(text: &[u8]) -> (&[u8], bool, &[u8]) {
    let mut end = end_of_plain_text(text).unwrap_or(text.len());
    let is_plain = text.get(end) != Some(&b'\\');
    if !is_plain {
        end = end_of_escaped(text, end);
    }
    let (content, behind) = text.split_at_checked(end).unwrap_or((text, &[]));
    (content, is_plain, behind.get(1..).unwrap_or_default())
}

/// The end of a string whose first backslash is at `end`.
#[cold]
fn end_of_escaped(text: &[u8], mut end: usize) -> usize {
    while let Some(b'\\') = text.get(end) {
        end += 2;
        let rest = text.get(end..).unwrap_or_default();
        end += end_of_plain_text(rest).unwrap_or(rest.len());
    }
    end
}

/// The text after the colon, if a colon is next: the string before it is a key.
#[inline]
fn behind_colon(mut rest: &[u8]) -> Option<&[u8]> {
    loop {
        match rest {
            [b':', value @ ..] => return Some(value),
            [b' ' | b'\t' | b'\r' | b'\n', after @ ..] => rest = after,
            _ => return None,
        }
    }
}

/// A number, a boolean or null, and the text after it.
#[inline]
fn split_word(rest: &[u8]) -> (&[u8], &[u8]) {
    let is_end = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n');
    let end = rest.iter().position(is_end).unwrap_or(rest.len());
    rest.split_at_checked(end).unwrap_or((rest, &[]))
}

/// Copies the inside of a string with its escapes, except those that JSON does not require. Returns whether it
/// contains NUL.
#[cold]
fn write_escaped(mut text: &[u8], out: &mut Vec<u8>) -> bool {
    let mut has_nul = false;
    while let Some((plain, [b'\\', escape @ ..])) = end_of_plain_text(text).and_then(|end| text.split_at_checked(end)) {
        out.extend_from_slice(plain);
        let (character, length) = match escape {
            [b'u', digits @ ..] => unicode(digits).unwrap_or(('\u{FFFD}', 1)),
            [b'b', ..] => ('\x08', 1),
            [b'f', ..] => ('\x0C', 1),
            [b'n', ..] => ('\n', 1),
            [b'r', ..] => ('\r', 1),
            [b't', ..] => ('\t', 1),
            [other, ..] => (char::from(*other), 1),
            [] => ('\\', 0),
        };
        has_nul |= character == '\0';
        match u8::try_from(character) {
            Ok(byte) if byte.is_ascii() => match byte {
                b'"' | b'\\' | 0..0x20 => write_byte(byte, out),
                _ => out.push(byte),
            },
            _ => out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
        }
        text = escape.get(length..).unwrap_or_default();
    }
    out.extend_from_slice(text);
    has_nul
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::json::Reader;

    fn part(json: &str) -> Raw<'_> {
        Reader::new(json, 0).raw().unwrap()
    }

    /// The plain twin: `None` for what is omitted.
    fn naive(value: &Value) -> Option<String> {
        match value {
            Value::Null => None,
            Value::String(text) => (!text.is_empty()).then(|| text.clone()),
            Value::Array(items) => {
                let items = items.iter().filter_map(naive).collect::<Vec<_>>();
                (!items.is_empty()).then(|| format!("[{}]", items.join(", ")))
            }
            Value::Object(members) => {
                let members = members.iter().filter_map(|(key, value)| Some(format!("{key}={}", naive(value)?)));
                let members = members.collect::<Vec<_>>();
                (!members.is_empty()).then(|| format!("{{{}}}", members.join(", ")))
            }
            other => Some(other.to_string()),
        }
    }

    #[test]
    fn like_a_java_map() {
        for (json, text) in [
            (r#"{"userName":"Bob","tags":[{"key":"a","value":"b"}]}"#, "{userName=Bob, tags=[{key=a, value=b}]}"),
            (r#"{"b":1,"a":[true,false],"c":1.50e3}"#, "{b=1, a=[true, false], c=1.50e3}"),
            (r#"{"a":{"items":[{"b":{}}]},"c":"d"}"#, "{c=d}"),
            (r#"{"c":"d","a":{"items":[{"b":{}},{"e":[null,""]}]}}"#, "{c=d}"),
            (r#"{"a":{"b":[]},"c":{"d":[[],[1]]},"e":null}"#, "{c={d=[[1]]}}"),
            (r#"{"statement":"{\"Sid\":\"sns\",\n\"a\":[]}"}"#, "{statement={\"Sid\":\"sns\",\n\"a\":[]}}"),
            (r#"{"a\"b":"\u00e9\ud83d\ude00\/\\ \u0041\u0022\u0001"}"#, "{a\"b=é😀/\\ A\"\u{1}}"),
            (r#"{"a":"1","a":"2"}"#, "{a=1, a=2}"),
            (r#"{"":"x","y":" "}"#, "{=x, y= }"),
            ("{ \"a\" : [ 1 , 2 ] ,\n\t\"b\" :\r\n null , \"c\" : { } , \"d\" : \"x\" }", "{a=[1, 2], d=x}"),
            (r#"{ "a" : 1, "b"  :{ "c" :"d"} }"#, "{a=1, b={c=d}}"),
            (r#""a text""#, "a text"),
            (r#"["a",["b"],{"c":null},-1]"#, "[a, [b], -1]"),
            ("12", "12"),
            ("true", "true"),
            ("null", ""),
            ("{}", ""),
            (r#"{"a":null}"#, ""),
            (r#"[[[""]]]"#, ""),
            (r#""""#, ""),
        ] {
            assert_eq!(map_text(&part(json)), text, "{json}");
        }
    }

    #[test]
    fn at_every_depth_like_the_plain_twin() {
        for depth in 1..=128 {
            for (open, inside, close) in [("[", "1", "]"), ("{\"k\":", "\"v\"", "}"), ("[null,", "{}", "]")] {
                let json = [&open.repeat(depth - 1), inside, &close.repeat(depth - 1)].concat();
                let expected = naive(&serde_json::from_str(&json).unwrap_or(Value::Null)).unwrap_or_default();
                if depth < 128 {
                    assert_eq!(map_text(&part(&json)), expected, "{json}");
                }
                let mut out = Vec::new();
                let deepest = depth - 1 + usize::from(inside == "{}");
                if deepest <= 128 {
                    assert_eq!(write_map_text(&part(&json), &mut out).depth, deepest, "{json}");
                }
            }
        }
    }

    #[test]
    fn a_nul_in_a_key_is_found() {
        for (json, has_nul) in [(r#"{"a\u0000":"b"}"#, true), (r#"{"a":"\u0000"}"#, false), (r#"{"a":1}"#, false)] {
            assert_eq!(write_map_text(&part(json), &mut Vec::new()).has_nul, has_nul, "{json}");
        }
    }
}
