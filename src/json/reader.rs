use crate::error::{ErrorKind, Found, Refusal, quoted};
use crate::schema::Selection;
use crate::text::Text;

use super::raw::Raw;
use crate::fast::{end_of_plain_text, leading_number};

/// The maximum nesting of values. Common JSON readers have the same limit, and no AWS log comes near it.
pub(crate) const DEEPEST: u32 = 128;

/// A pull reader over JSON text. Each call takes the next token, borrowed from the text if it needs no unescaping.
///
/// It is lenient inside strings only: control characters and unknown or unpaired escapes, which attackers and
/// careless forwarders write, are accepted unchanged.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u32,
    /// Directly after an opening bracket, where no comma is expected.
    fresh: bool,
    /// A line ended between two values.
    has_line_end: bool,
    /// The fields of records that are read. The others are passed over.
    projection: Selection,
}

type Read<T> = Result<T, Box<Refusal>>;

impl<'a> Reader<'a> {
    /// Creates a reader at byte `at` of the text.
    pub(crate) fn new(text: &'a str, at: usize) -> Self {
        Reader { text, at, depth: 0, fresh: false, has_line_end: false, projection: Selection::ALL }
    }

    /// The same reader for records of which only these fields are read.
    pub(crate) fn with_projection(self, projection: Selection) -> Self {
        Reader { projection, ..self }
    }

    /// Reads only these fields of the record that follows.
    pub(crate) fn project(&mut self, projection: Selection) {
        self.projection = projection;
    }

    /// The fields of a record that are to be read.
    pub(crate) fn projection(&self) -> Selection {
        self.projection
    }

    /// Skips the value of a member. Returns whether it has one: neither null nor empty nor `-`.
    pub(crate) fn pass_over(&mut self) -> Read<bool> {
        self.peek();
        let start = self.at;
        self.skip()?;
        Ok(!matches!(self.text_from(start), "null" | "\"\"" | "\"-\"" | "[]"))
    }

    /// Creates a reader inside an object, before its first member or after another one.
    pub(crate) fn inside_object(text: &'a str, at: usize, is_first: bool) -> Self {
        Reader { depth: 1, fresh: is_first, ..Reader::new(text, at) }
    }

    /// The text from here to the position of another reader.
    pub(crate) fn text_up_to(&self, end: &Reader<'_>) -> &'a str {
        self.text.get(self.at..end.at).unwrap_or_default()
    }

    /// The number of bytes that have been read.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// The text from a byte to the position of the reader.
    pub(crate) fn text_from(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is not white space.
    #[inline]
    pub(crate) fn peek(&mut self) -> Option<u8> {
        // White space is not greater than a space, and all other relevant bytes are.
        match self.byte() {
            Some(..=b' ') => self.peek_after_white_space(),
            byte => byte,
        }
    }

    #[cold]
    fn peek_after_white_space(&mut self) -> Option<u8> {
        while let Some(byte @ (b' ' | b'\n' | b'\r' | b'\t')) = self.byte() {
            self.has_line_end |= matches!(byte, b'\n' | b'\r');
            self.at += 1;
        }
        self.byte()
    }

    #[inline]
    fn rest_bytes(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The refusal of the next byte.
    #[cold]
    pub(crate) fn unexpected(&mut self, expected: &'static str) -> Box<Refusal> {
        self.peek();
        match self.rest().chars().next() {
            None => Refusal::new(ErrorKind::Truncated, expected).with_found(Found::words("the end of the input")),
            Some(found) => Refusal::new(ErrorKind::Json, expected).with_found(quoted(found.encode_utf8(&mut [0; 4]))),
        }
        .at_byte(self.at)
    }

    /// Refuses anything after the last value.
    pub(crate) fn finish(&mut self, expected: &'static str) -> Read<()> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.unexpected(expected)),
        }
    }

    #[inline]
    pub(crate) fn take(&mut self, byte: u8, expected: &'static str) -> Read<()> {
        if self.byte() != Some(byte) && self.peek() != Some(byte) {
            return Err(self.unexpected(expected));
        }
        self.at += 1;
        Ok(())
    }

    fn open(&mut self, bracket: u8, expected: &'static str) -> Read<()> {
        self.take(bracket, expected)?;
        self.depth += 1;
        self.fresh = true;
        if self.depth > DEEPEST {
            return Err(self.too_deep());
        }
        Ok(())
    }

    #[cold]
    pub(crate) fn too_deep(&self) -> Box<Refusal> {
        Refusal::new(ErrorKind::Json, format!("values nested at most {DEEPEST} deep")).at_byte(self.at)
    }

    /// Moves to the next member of an object or a list. Returns `false` at its end.
    fn advance(&mut self, bracket: u8, expected: &'static str) -> Read<bool> {
        match self.peek() {
            Some(byte) if byte == bracket => {
                self.at += 1;
                self.depth = self.depth.saturating_sub(1);
                self.fresh = false;
                Ok(false)
            }
            _ if self.fresh => {
                self.fresh = false;
                Ok(true)
            }
            Some(b',') => {
                self.at += 1;
                Ok(true)
            }
            _ => Err(self.unexpected(expected)),
        }
    }

    /// Enters an object. [`Self::key`] reads its members.
    pub(crate) fn open_object(&mut self) -> Read<()> {
        self.open(b'{', "an object")
    }

    /// The same for an object that may be absent: null, or a text that means null. Returns `false` then.
    #[inline]
    pub(crate) fn enter_object(&mut self) -> Read<bool> {
        if self.byte() == Some(b'{') { self.open_object().map(|()| true) } else { self.enter(b'{', "an object") }
    }

    /// Enters a list, unless it is null or a text that means null.
    #[inline]
    pub(crate) fn enter_list(&mut self) -> Read<bool> {
        if self.byte() == Some(b'[') { self.open_list().map(|()| true) } else { self.enter(b'[', "a list") }
    }

    #[cold]
    fn enter(&mut self, bracket: u8, expected: &'static str) -> Read<bool> {
        if self.null()? {
            return Ok(false);
        }
        // Tables write an empty text or a hyphen for an absent value.
        if self.byte() == Some(b'"') {
            let mut ahead = self.clone();
            if ahead.string().is_ok_and(|text| matches!(&*text, "" | "-")) {
                *self = ahead;
                return Ok(false);
            }
        }
        self.open(bracket, expected).map(|()| true)
    }

    /// The text of the scalar at `start`, if it was refused because it does not have its field's type.
    #[cold]
    pub(crate) fn misfit(&mut self, start: usize, refusal: Box<Refusal>) -> Read<Raw<'a>> {
        let first = self.text.get(start..).unwrap_or_default().trim_ascii_start();
        if refusal.kind() != ErrorKind::Value || first.starts_with(['[', '{']) {
            return Err(refusal);
        }
        self.at = start;
        self.raw()
    }

    /// The key of an object's next member, whose value is read next. `None` after the last one.
    #[inline]
    pub(crate) fn key(&mut self) -> Read<Option<Text<'a>>> {
        if self.member()? { self.member_key().map(Some) } else { Ok(None) }
    }

    /// Returns whether an object has another member, whose key is read next.
    #[inline]
    pub(crate) fn member(&mut self) -> Read<bool> {
        self.advance(b'}', "`,` or `}`")
    }

    /// The key that [`Self::member`] found.
    #[inline]
    pub(crate) fn member_key(&mut self) -> Read<Text<'a>> {
        match self.plain_key() {
            Some(key) => Ok(key.into()),
            None => self.any_key(),
        }
    }

    /// The same for a key without an escape and without white space around it, as nearly all are.
    #[inline]
    fn plain_key(&mut self) -> Option<&'a str> {
        let (key, [b':', ..]) = self.plain_text()? else { return None };
        self.at += key.len() + "\"\":".len();
        Some(key)
    }

    #[cold]
    fn any_key(&mut self) -> Read<Text<'a>> {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a key in quotes"));
        }
        let key = self.string()?;
        self.take(b':', "`:`")?;
        Ok(key)
    }

    /// The text from the key of an object's next member on. Nothing at the end of the object, and where white space is before
    /// the comma: [`Self::member`] finds those members.
    #[inline(always)]
    pub(crate) fn next_member(&self) -> &'a [u8] {
        match self.rest_bytes() {
            rest if self.fresh => rest,
            [b',', rest @ ..] => rest,
            _ => &[],
        }
    }

    /// Takes the key, given as `"key":`, with which the [`Self::next_member`] begins. Its value is read next.
    #[inline(always)]
    pub(crate) fn take_key_of(&mut self, member: &[u8], key: &'static str) {
        self.at = self.text.len() - member.len() + key.len();
        self.fresh = false;
    }

    /// Enters a list. [`Self::item`] moves to its items.
    pub(crate) fn open_list(&mut self) -> Read<()> {
        self.open(b'[', "a list")
    }

    /// Returns whether another item follows, which is read next.
    #[inline]
    pub(crate) fn item(&mut self) -> Read<bool> {
        self.advance(b']', "`,` or `]`")
    }

    /// A string, unescaped.
    #[inline]
    pub(crate) fn string(&mut self) -> Read<Text<'a>> {
        match self.plain_string() {
            Some(text) => Ok(text.into()),
            None => self.any_string(),
        }
    }

    /// The string at the current position, if it contains no escape and no control character. Nearly all do not.
    #[inline]
    pub(crate) fn plain_string(&mut self) -> Option<&'a str> {
        let (text, _) = self.plain_text()?;
        self.at += text.len() + "\"\"".len();
        Some(text)
    }

    /// The same without its quotes, and what follows them.
    #[inline(always)]
    fn plain_text(&self) -> Option<(&'a str, &'a [u8])> {
        let rest = self.text.get(self.at..)?.strip_prefix('"')?;
        let (text, rest) = rest.split_at_checked(end_of_plain_text(rest.as_bytes())?)?;
        Some((text, rest.as_bytes().strip_prefix(b"\"")?))
    }

    /// Skips the string at the current position, if it is of this kind.
    #[inline]
    fn skip_plain_string(&mut self) -> bool {
        let [b'"', rest @ ..] = self.rest_bytes() else {
            return false;
        };
        match end_of_plain_text(rest) {
            Some(length) if rest.get(length) == Some(&b'"') => {
                self.at += length + 2;
                true
            }
            _ => false,
        }
    }

    #[cold]
    fn any_string(&mut self) -> Read<Text<'a>> {
        self.take(b'"', "a text")?;
        let start = self.at;
        self.skip_string_from(start)?;
        let text = self.text.get(start..self.at - 1).unwrap_or_default();
        Ok(if text.contains('\\') { unescaped(text).into() } else { text.into() })
    }

    /// Skips a string. Returns whether strict readers accept it too.
    #[inline]
    fn skip_string(&mut self) -> Read<bool> {
        if self.skip_plain_string() { Ok(true) } else { self.skip_string_from(self.at + 1) }
    }

    /// Skips a string that begins at `start`. Returns whether strict readers accept it too.
    fn skip_string_from(&mut self, start: usize) -> Read<bool> {
        let bytes = self.text.as_bytes();
        let mut strict = true;
        self.at = start;
        loop {
            let rest = bytes.get(self.at..).unwrap_or_default();
            let Some(length) = end_of_plain_text(rest) else {
                self.at = bytes.len();
                return Err(self.unexpected("the end of a string"));
            };
            self.at += length + 1;
            match rest.get(length..) {
                Some([b'"', ..]) => return Ok(strict),
                Some([b'\\', b'u', digits @ ..]) => match unicode(digits) {
                    Some((_, length)) => self.at += length,
                    None => strict = false,
                },
                Some([b'\\', b'"' | b'\\', ..]) => self.at += 1,
                Some([b'\\', b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..]) => {}
                _ => strict = false,
            }
        }
    }

    /// A scalar as text; `None` for null.
    #[inline]
    pub(crate) fn scalar(&mut self) -> Read<Option<Text<'a>>> {
        match self.peek() {
            Some(b'"') => self.string().map(Some),
            Some(b'n') => self.word("null").map(|_| None),
            Some(b't') => self.word("true").map(Some),
            Some(b'f') => self.word("false").map(Some),
            Some(b'-' | b'0'..=b'9') => self.number().map(Some),
            _ => Err(self.unexpected("a string, a number, a boolean or null")),
        }
    }

    /// The number at the current position, if it is a whole one of at most sixteen digits that fits.
    #[inline]
    pub(crate) fn plain_number<T: TryFrom<u64>>(&mut self) -> Option<T> {
        let rest = self.rest_bytes();
        let (number, length) = leading_number(rest)?;
        if let Some(b'.' | b'e' | b'E') = rest.get(length) {
            return None;
        }
        let number = T::try_from(number).ok()?;
        self.at += length;
        Some(number)
    }

    /// The truth value at the current position, if it is not a text.
    #[inline]
    pub(crate) fn plain_bool(&mut self) -> Option<bool> {
        let (value, length) = match self.rest_bytes() {
            [b't', b'r', b'u', b'e', ..] => (true, 4),
            [b'f', b'a', b'l', b's', b'e', ..] => (false, 5),
            _ => return None,
        };
        self.at += length;
        Some(value)
    }

    fn word(&mut self, word: &'static str) -> Read<Text<'a>> {
        if !self.rest().starts_with(word) {
            return Err(self.unexpected("a value"));
        }
        self.at += word.len();
        Ok(word.into())
    }

    fn number(&mut self) -> Read<Text<'a>> {
        let start = self.at;
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        match self.byte() {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(self.text.get(start..self.at).unwrap_or_default().into())
    }

    /// Skips one or more digits.
    fn digits(&mut self) -> Read<()> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.byte() {
            self.at += 1;
        }
        if self.at == start { Err(self.unexpected("a digit")) } else { Ok(()) }
    }

    /// Skips null, if it is next.
    pub(crate) fn null(&mut self) -> Read<bool> {
        if self.peek() != Some(b'n') {
            return Ok(false);
        }
        self.word("null").map(|_| true)
    }

    /// The exact text of a value of any kind.
    pub(crate) fn raw(&mut self) -> Read<Raw<'a>> {
        self.peek();
        let start = self.at;
        self.has_line_end = false;
        let strict = self.skip()?;
        let text = self.text.get(start..self.at).unwrap_or_default();
        Ok(Raw::new(text, strict && !self.has_line_end))
    }

    /// Skips a value of any kind. Returns whether strict readers accept its strings too.
    pub(crate) fn skip(&mut self) -> Read<bool> {
        // One bit per open level: set for an object. The first bit closes the outermost level.
        let mut open = 0_u128;
        let outside = self.depth;
        let mut strict = true;
        loop {
            match self.peek() {
                Some(b'"') => strict &= self.skip_string()?,
                Some(b'{') => {
                    self.open_object()?;
                    open = open << 1 | 1;
                }
                Some(b'[') => {
                    self.open_list()?;
                    open <<= 1;
                }
                _ => drop(self.scalar()?),
            }
            loop {
                if self.depth == outside {
                    return Ok(strict);
                }
                let more = if open & 1 == 1 { self.skip_key(&mut strict)? } else { self.item()? };
                if more {
                    break;
                }
                open >>= 1;
            }
        }
    }

    fn skip_key(&mut self, strict: &mut bool) -> Read<bool> {
        if !self.member()? {
            return Ok(false);
        }
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a key in quotes"));
        }
        *strict &= self.skip_string()?;
        self.take(b':', "`:`")?;
        Ok(true)
    }
}

fn four_digits(bytes: &[u8]) -> Option<u16> {
    let digits = std::str::from_utf8(bytes.get(..4)?).ok()?;
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    u16::from_str_radix(digits, 16).ok()
}

/// Unescapes a text. An escape without a character stays unchanged.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        plain.push_str(before);
        let (character, length) = match after.as_bytes() {
            [b'"', ..] => ('"', 1),
            [b'\\', ..] => ('\\', 1),
            [b'/', ..] => ('/', 1),
            [b'b', ..] => ('\u{8}', 1),
            [b'f', ..] => ('\u{c}', 1),
            [b'n', ..] => ('\n', 1),
            [b'r', ..] => ('\r', 1),
            [b't', ..] => ('\t', 1),
            [b'u', digits @ ..] => unicode(digits).unwrap_or(('\\', 0)),
            _ => ('\\', 0),
        };
        plain.push(character);
        rest = after.get(length..).unwrap_or_default();
    }
    plain.push_str(rest);
    plain
}

/// The character of `\uXXXX`, or of a surrogate pair of two such escapes, and its length after the first backslash.
pub(crate) fn unicode(digits: &[u8]) -> Option<(char, usize)> {
    let first = four_digits(digits)?;
    if let Some(character) = char::from_u32(first.into()) {
        return Some((character, 5));
    }
    let second = four_digits(digits.get(4..)?.strip_prefix(br"\u")?)?;
    let character = char::decode_utf16([first, second]).next()?.ok()?;
    Some((character, 11))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(json: &str) -> String {
        Reader::new(json, 0).string().unwrap().to_string()
    }

    #[test]
    fn strings_are_borrowed_until_an_escape() {
        assert!(Reader::new(r#""a é b""#, 0).string().unwrap().is_borrowed());
        assert!(Reader::new("\"a\tb\"", 0).string().unwrap().is_borrowed());
        assert!(!Reader::new(r#""a\tb""#, 0).string().unwrap().is_borrowed());
    }

    #[test]
    fn escapes() {
        assert_eq!(text(r#""\"\\\/\b\f\n\r\t""#), "\"\\/\u{8}\u{c}\n\r\t");
        assert_eq!(text(r#""\u00e9\u20AC\ud83d\ude00""#), "é€😀");
        assert_eq!(text(r#""\ud83d""#), r"\ud83d");
        assert_eq!(text(r#""\ud83d\u0041""#), r"\ud83dA");
        assert_eq!(text(r#""\ude00\ud83d""#), r"\ude00\ud83d");
        assert_eq!(text(r#""\x41\q\u12\u12g4\u+123""#), r"\x41\q\u12\u12g4\u+123");
        assert_eq!(text("\"\u{0}\n\""), "\u{0}\n");
    }

    #[test]
    fn raw_accepts_what_serde_json_accepts() {
        for json in [
            "{}",
            "[]",
            "null",
            "true",
            "false",
            "0",
            "-0",
            "1.5e+10",
            "\"\"",
            r#"{"a":[1,{"b":[]},"\u00e9\\"],"c":{}}"#,
            " [ 1 , 2 ] ",
            "{\"a\"\n:1}",
            "",
            "{",
            "[",
            "[1",
            "[1,]",
            "{\"a\"}",
            "{\"a\":}",
            "{a:1}",
            "{\"a\":1,}",
            "[1 2]",
            "tru",
            "nul",
            "01",
            "1.",
            ".5",
            "-",
            "1e",
            "+1",
            "]",
            "}",
            "[}",
            "{]",
            "\"",
            "\"\\\"",
            "{\"a\":1]",
            "NaN",
        ] {
            let mut reader = Reader::new(json, 0);
            let ours = reader.raw().ok().filter(|_| reader.peek().is_none());
            let theirs = serde_json::from_str::<&serde_json::value::RawValue>(json).ok();
            assert_eq!(ours.as_ref().map(Raw::as_str), theirs.map(|raw| raw.get()), "{json}");
        }
    }

    #[test]
    fn untidy_raw_json_is_tidied() {
        for (json, tidied) in [
            ("{\n \"a b\" : [ 1 ,\r\n\"\t\" ]\n}", r#"{"a b":[1,"\u0009"]}"#),
            ("{\n}", "{}"),
            (r#"["\x41\\\"\u12"]"#, r#"["\\x41\\\"\\u12"]"#),
            (r#"{"\q":"\ud800"}"#, r#"{"\\q":"\\ud800"}"#),
            (r#"["\ud83d\ude00","\ud83d\ud83d\ude00\ude00"]"#, r#"["\ud83d\ude00","\\ud83d\ud83d\ude00\\ude00"]"#),
        ] {
            let raw = Reader::new(json, 0).raw().unwrap();
            assert_eq!(raw.as_str(), json);
            assert_eq!(raw.tidied(), tidied);
        }
        for tidy in [r#"{"a":[1,"b"]}"#, r#"{"a": [1, "\u00e9\ud83d\ude00 \"\\\/\b\f\n\r\t"]}"#] {
            assert_eq!(Reader::new(tidy, 0).raw().unwrap().tidied(), tidy);
        }
    }

    #[test]
    fn nesting_up_to_the_limit() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(Reader::new(&nested(128), 0).raw().is_ok());
        for depth in [129, 10_000, 1_000_000] {
            let refusal = Reader::new(&nested(depth), 0).raw().unwrap_err();
            assert!(format!("{refusal:?}").contains("values nested at most 128 deep"));
        }
    }

    #[test]
    fn members_and_items() {
        let mut reader = Reader::new(r#" { "a" : [ 1 , [ ] ] , "b" : null } x"#, 0);
        reader.open_object().unwrap();
        assert_eq!(reader.key().unwrap().unwrap(), "a");
        reader.open_list().unwrap();
        assert!(reader.item().unwrap());
        assert_eq!(reader.scalar().unwrap().unwrap(), "1");
        assert!(reader.item().unwrap());
        reader.open_list().unwrap();
        assert!(!reader.item().unwrap());
        assert!(!reader.item().unwrap());
        assert_eq!(reader.key().unwrap().unwrap(), "b");
        assert!(reader.null().unwrap());
        assert_eq!(reader.key().unwrap(), None);
        assert_eq!(reader.peek(), Some(b'x'));
    }
}
