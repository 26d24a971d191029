//! The tokens of a user agent, with their positions and versions.

use std::iter;

use crate::fast::{Characters, find, is_separator, up_to_separator};

/// The maximum number of tokens, more than any honest agent has.
pub(super) const MOST_TOKENS: usize = 256;

/// The maximum length of a part, longer than any name with its punctuation, in bytes.
const LONGEST_PART: usize = 128;

/// Words before the name of another product: `like Gecko`.
const LIKENESSES: &[&str] = &["like", "following"];

/// Returns whether a word announces the name of another product.
pub(super) fn is_like(word: &str) -> bool {
    LIKENESSES.iter().any(|likeness| word.eq_ignore_ascii_case(likeness))
}

/// The text between two separators: `Chrome/124.0`, `compatible`, `rv:125.0`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    /// The agent from the token on.
    pub(super) here: &'a str,
    /// The agent from the start of the token's part on. A part ends at a bracket, `;` or `,`, and after a token with
    /// a slash or a link.
    pub(super) part: &'a str,
    /// Whether it is inside brackets of any kind.
    pub(super) in_comment: bool,
    pub(super) has_slash: bool,
    /// Whether it is the address of a page or a mailbox.
    pub(super) is_link: bool,
    pub(super) characters: Characters,
}

/// A word of a token, which slashes separate: the name of a product, or a word of a comment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Word<'a> {
    /// The word without its version: `grub-client` for `grub-client-0.3.0`.
    pub(super) name: &'a str,
    /// The agent from the word on.
    pub(super) here: &'a str,
    /// Whether no slash precedes it.
    pub(super) is_first: bool,
    /// The characters of its token.
    pub(super) characters: Characters,
}

impl<'a> Token<'a> {
    pub(super) fn starts_part(self) -> bool {
        self.here.len() == self.part.len()
    }

    /// The part up to this number of bytes of the token. Empty if that is longer than a name can be.
    pub(super) fn part_up_to(self, length: usize) -> &'a str {
        let end = self.part.len() - self.here.len() + length;
        if end > LONGEST_PART { "" } else { self.part.get(..end).unwrap_or_default() }
    }

    /// The text before the first slash and the text after it.
    pub(super) fn product(self) -> Option<(&'a str, &'a str)> {
        if self.has_slash { split_once(self.text, b'/') } else { None }
    }

    /// The words of the token that contain a letter.
    pub(super) fn words(self) -> impl Iterator<Item = Word<'a>> {
        let mut rest = Some(self.text);
        let segments = iter::from_fn(move || {
            let text = rest?;
            let (segment, after) = split_once(text, b'/').map_or((text, None), |(text, after)| (text, Some(after)));
            rest = after;
            Some((segment, self.text.len() - text.len()))
        });
        segments.filter_map(move |(segment, start)| {
            segment.bytes().find(u8::is_ascii_alphabetic)?;
            let name = segment.trim_start_matches('+');
            let here = self.here.get(start + segment.len() - name.len()..)?;
            let (name, _) = split_number(name.trim_end_matches(['+', '_']));
            Some(Word { name, here, is_first: start == 0, characters: self.characters })
        })
    }
}

/// The tokens of an agent, without references to other products: after `like` and `following`, no token counts up to
/// the end of a comment's part, or one token outside of comments.
pub(super) fn tokens(text: &str, is_encoded: bool) -> Tokens<'_> {
    Tokens { rest: text, part: text, is_encoded, depth: 0, is_likeness: false, ends_part: false, left: MOST_TOKENS }
}

#[derive(Debug)]
pub(super) struct Tokens<'a> {
    rest: &'a str,
    part: &'a str,
    /// Whether `%20` stands for a space.
    is_encoded: bool,
    depth: usize,
    is_likeness: bool,
    /// Whether the last token ended its part.
    ends_part: bool,
    left: usize,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let token = self.next_of_any()?;
            if self.is_likeness {
                self.is_likeness = token.in_comment;
                if !token.starts_part() {
                    continue;
                }
                self.is_likeness = false;
            }
            if is_like(token.text) {
                self.is_likeness = true;
                continue;
            }
            return Some(token);
        }
    }
}

impl<'a> Tokens<'a> {
    fn next_of_any(&mut self) -> Option<Token<'a>> {
        self.left = self.left.checked_sub(1)?;
        let mut starts_part = std::mem::take(&mut self.ends_part);
        let mut start = 0;
        let rest = self.rest.as_bytes();
        while let Some((length, separator)) = separator(rest.get(start..)?, self.is_encoded) {
            match separator {
                b'(' | b'[' => self.depth += 1,
                b')' | b']' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            starts_part |= !matches!(separator, b' ');
            start += length;
        }
        let here = self.rest.get(start..)?;
        let bytes = here.as_bytes();
        let (length, characters) = if self.is_encoded { up_to_encoded(bytes) } else { up_to_separator(bytes) };
        let (text, rest) = here.split_at_checked(length)?;
        if text.is_empty() {
            return None;
        }
        if starts_part || self.part.len() == self.rest.len() {
            self.part = here;
        }
        let has_slash = characters.has(b'/');
        let is_link = characters.has(b'@') && text.contains('@')
            || characters.has(b':') && is_url(text)
            || has_slash && is_page(text)
            || characters.has(b'.') && is_www(text);
        self.rest = rest;
        self.ends_part = has_slash || is_link;
        Some(Token { text, here, part: self.part, in_comment: self.depth > 0, has_slash, is_link, characters })
    }
}

fn is_www(text: &str) -> bool {
    text.trim_start_matches('+').starts_with("www.")
}

/// Returns whether a text is a page without a scheme, such as `example.com/about`; `example.com/1.0` is a product.
fn is_page(text: &str) -> bool {
    let Some((host, path)) = split_once(text.trim_start_matches('+'), b'/') else { return false };
    let is_version = path.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit());
    let is_top_level = |label: &str| label.len() > 1 && label.bytes().all(|byte| byte.is_ascii_lowercase());
    !is_version
        && host.rsplit_once('.').is_some_and(|(_, label)| is_top_level(label))
        && host.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-'))
}

fn is_url(text: &str) -> bool {
    text.contains("://") || text.trim_start_matches('+').starts_with("mailto:")
}

/// The text before the first occurrence of an ASCII character, and the text after it.
pub(super) fn split_once(text: &str, mark: u8) -> Option<(&str, &str)> {
    let place = find(mark, text.as_bytes())?;
    Some((text.get(..place)?, text.get(place + 1..)?))
}

/// The length of a token in a text in which `%20` stands for a space, and its characters.
fn up_to_encoded(text: &[u8]) -> (usize, Characters) {
    let separators = (0..text.len()).filter_map(|place| text.get(place..));
    let length = separators.take_while(|rest| separator(rest, true).is_none()).count();
    (length, Characters::of(text.get(..length).unwrap_or_default()))
}

/// The separator at the start of a text, and its length. All kinds of spaces are the same separator.
fn separator(text: &[u8], is_encoded: bool) -> Option<(usize, u8)> {
    match text.first()? {
        b' ' | b'\t' => Some((1, b' ')),
        separator if is_separator(*separator) => Some((1, *separator)),
        b'%' if is_encoded && text.starts_with(b"%20") => Some((3, b' ')),
        _ => None,
    }
}

/// The version at the end of a word: `grub-client` and `0.3.0`, `examplebot` and `0.5.0`, `musical_ly` and `32.5.0`.
/// A number without a point and without punctuation before it is part of the name: `aria2`.
pub(super) fn split_number(word: &str) -> (&str, Option<&str>) {
    let is_of_number = |byte: u8| byte.is_ascii_digit() || byte == b'.';
    if !word.bytes().next_back().is_some_and(is_of_number) {
        return (word, None);
    }
    let front = word.bytes().rposition(|byte| !is_of_number(byte)).map_or(0, |last| last + 1);
    let (front, number) = word.split_at_checked(front).unwrap_or((word, ""));
    let Some(number) = Some(number).filter(|number| number.starts_with(|c: char| c.is_ascii_digit())) else {
        return (word, None);
    };
    match front.strip_suffix(['-', '_']) {
        Some(front) => (front, Some(number)),
        None if number.contains('.') && front.ends_with(|c: char| c.is_ascii_alphabetic()) => (front, Some(number)),
        None => (word, None),
    }
}

/// The number at the start of a text, with or without a `v`, up to four parts: `1.2.3.4`.
pub(super) fn version(text: &str) -> Option<&str> {
    dotted(text.strip_prefix(['v', 'V']).unwrap_or(text), b'.')
}

/// Up to four numbers with this separator, at the start of a text.
pub(super) fn dotted(text: &str, mark: u8) -> Option<&str> {
    let mut parts = 0;
    let mut end = 0;
    let mut in_number = false;
    for (place, byte) in text.bytes().enumerate() {
        if byte.is_ascii_digit() {
            if !in_number {
                parts += 1;
                in_number = true;
            }
            end = place + 1;
        } else if byte == mark && in_number && parts < 4 {
            in_number = false;
        } else {
            break;
        }
    }
    text.get(..end).filter(|version| !version.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text, false).filter(|token| !token.is_link).flat_map(Token::words).map(|word| word.name).collect()
    }

    #[test]
    fn words_without_numbers_and_links() {
        assert_eq!(
            words("Mozilla/5.0 (Linux; Android 13;Pixel 7) XiaoMi/MiuiBrowser/14.5.0-gn 360Spider [FBAN/FBIOS;FBAV/1]"),
            [
                "Mozilla",
                "Linux",
                "Android",
                "Pixel",
                "XiaoMi",
                "MiuiBrowser",
                "14.5.0-gn",
                "360Spider",
                "FBAN",
                "FBIOS",
                "FBAV"
            ],
        );
        assert_eq!(
            words(
                "x (+http://example.com/bot; www.example.com/bot; example.com/bot; bot@example.com; grub-client-0.3.0)"
            ),
            ["x", "grub-client"]
        );
    }

    #[test]
    fn pages_and_products() {
        for (text, is_link) in [
            ("example.com/about", true),
            ("+example.co.uk/a/b", true),
            ("www.example.com", true),
            ("mailto:a", true),
            ("example.com/1.0", false),
            ("example.com/v2.0", false),
            ("Example.com/about", false),
            ("example.com", false),
            ("example/about", false),
        ] {
            assert_eq!(tokens(text, false).next().unwrap().is_link, is_link, "{text}");
        }
    }

    #[test]
    fn names_after_like_belong_to_others() {
        assert_eq!(words("a (b, like c d; e) like f g Like h (following i; j)"), ["a", "b", "e", "g", "j"]);
        assert_eq!(words("a (like b) c"), ["a", "c"]);
        assert_eq!(words("alike b"), ["alike", "b"]);
    }

    #[test]
    fn tokens_know_their_positions() {
        let text = "a b/1 c (d e; f (g) h) i";
        let seen =
            tokens(text, false).map(|token| (token.part_up_to(token.text.len()), token.in_comment)).collect::<Vec<_>>();
        assert_eq!(
            seen,
            [
                ("a", false),
                ("a b/1", false),
                ("c", false),
                ("d", true),
                ("d e", true),
                ("f", true),
                ("g", true),
                ("h", true),
                ("i", false)
            ],
        );
    }

    #[test]
    fn encoded_spaces_separate_if_there_are_no_others() {
        let texts = |text, is_encoded| tokens(text, is_encoded).map(|token| token.text).collect::<Vec<_>>();
        assert_eq!(texts("a%20b/1%20(c;%20d)", true), ["a", "b/1", "c", "d"]);
        assert_eq!(texts("a%20b/1 c", false), ["a%20b/1", "c"]);
    }

    #[test]
    fn the_number_of_tokens_is_limited() {
        assert_eq!(words(&"a ".repeat(MOST_TOKENS + 1)).len(), MOST_TOKENS);
    }

    #[test]
    fn versions() {
        for (text, read) in [
            ("1.2.3.4.5", Some("1.2.3.4")),
            ("v1.25.4 (x)", Some("1.25.4")),
            ("7~bl", Some("7")),
            ("2.0b", Some("2.0")),
            ("124.", Some("124")),
            ("1..2", Some("1")),
            (".", None),
            ("v", None),
            ("", None),
        ] {
            assert_eq!(version(text), read, "{text}");
        }
        assert_eq!(dotted("10_15_7", b'_'), Some("10_15_7"));
    }

    #[test]
    fn versions_at_the_end_of_a_word() {
        for (word, split) in [
            ("grub-client-0.3.0", ("grub-client", Some("0.3.0"))),
            ("musical_ly_32", ("musical_ly", Some("32"))),
            ("examplebot0.5.0", ("examplebot", Some("0.5.0"))),
            ("aria2", ("aria2", None)),
            ("5.0", ("5.0", None)),
            ("Example.", ("Example.", None)),
            ("", ("", None)),
        ] {
            assert_eq!(split_number(word), split, "{word}");
        }
    }
}
