//! The tokens of a user agent, where each of them stands, and the numbers behind them.

/// More tokens than any honest agent has; the rest is not read.
pub(super) const MOST_TOKENS: usize = 256;

/// More than a name has, with what is taken off its ends, in bytes.
const LONGEST_PART: usize = 128;

/// Words in front of the name of somebody else: `like Gecko`.
const LIKENESSES: &[&str] = &["like", "following"];

/// Whether the name behind a word is that of somebody else.
pub(super) fn is_like(word: &str) -> bool {
    LIKENESSES.iter().any(|likeness| word.eq_ignore_ascii_case(likeness))
}

/// What stands between two separators: `Chrome/124.0`, `compatible`, `rv:125.0`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    /// The agent from the token on.
    pub(super) here: &'a str,
    /// The agent from the start of the token's part on. A part ends at a bracket, `;` or `,`, and behind a token with a
    /// slash and behind a link.
    pub(super) part: &'a str,
    /// Whether it stands in brackets of any kind.
    pub(super) in_comment: bool,
    pub(super) has_slash: bool,
    /// Whether it is the address of a page or of a mailbox.
    pub(super) is_link: bool,
}

/// A word of a token, which slashes divide: the name of a product, or a word of a comment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Word<'a> {
    /// The word itself, without a number that sticks to it: `grub-client` of `grub-client-0.3.0`.
    pub(super) name: &'a str,
    /// The agent from the word on.
    pub(super) here: &'a str,
    /// Whether no slash stands in front of it.
    pub(super) is_first: bool,
}

impl<'a> Token<'a> {
    pub(super) fn starts_part(self) -> bool {
        self.here.len() == self.part.len()
    }

    /// The part up to so many bytes of the token; nothing of one that is longer than a name can be.
    pub(super) fn part_up_to(self, length: usize) -> &'a str {
        let end = self.part.len() - self.here.len() + length;
        if end > LONGEST_PART { "" } else { self.part.get(..end).unwrap_or_default() }
    }

    /// The words of the token that have a letter.
    pub(super) fn words(self) -> impl Iterator<Item = Word<'a>> {
        let mut start = 0;
        self.text.split('/').filter_map(move |segment| {
            let name = segment.trim_start_matches('+');
            let here = self.here.get(start + segment.len() - name.len()..)?;
            let is_first = start == 0;
            start += segment.len() + 1;
            let (name, _) = split_number(name.trim_end_matches(['+', '_']));
            name.contains(|c: char| c.is_ascii_alphabetic()).then_some(Word { name, here, is_first })
        })
    }
}

/// The tokens of an agent, but links to somebody else: behind `like` and `following` no token counts up to the end of a
/// comment's part, and one token outside of comments.
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
        while let Some((length, separator)) = separator(self.rest.as_bytes().get(start..)?, self.is_encoded) {
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
        let (mut length, mut has_slash, mut has_colon, mut has_at) = (0, false, false, false);
        while let Some(byte) = bytes.get(length) {
            match byte {
                b'/' => has_slash = true,
                b':' => has_colon = true,
                b'@' => has_at = true,
                _ if separator(bytes.get(length..)?, self.is_encoded).is_some() => break,
                _ => {}
            }
            length += 1;
        }
        let (text, rest) = here.split_at_checked(length)?;
        if text.is_empty() {
            return None;
        }
        if starts_part || self.part.len() == self.rest.len() {
            self.part = here;
        }
        let is_link = has_at || has_colon && is_url(text) || has_slash && is_page(text) || is_www(text);
        self.rest = rest;
        self.ends_part = has_slash || is_link;
        Some(Token { text, here, part: self.part, in_comment: self.depth > 0, has_slash, is_link })
    }
}

fn is_www(text: &str) -> bool {
    text.trim_start_matches('+').starts_with("www.")
}

/// Whether a text is a page without a scheme: `example.com/about`, where `example.com/1.0` is a product.
fn is_page(text: &str) -> bool {
    let Some((host, path)) = text.trim_start_matches('+').split_once('/') else { return false };
    let is_version = path.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit());
    let is_top_level = |label: &str| label.len() > 1 && label.bytes().all(|byte| byte.is_ascii_lowercase());
    !is_version
        && host.rsplit_once('.').is_some_and(|(_, label)| is_top_level(label))
        && host.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-'))
}

fn is_url(text: &str) -> bool {
    text.contains("://") || text.trim_start_matches('+').starts_with("mailto:")
}

/// The separator at the start of a text, and its length; each kind of space is one.
fn separator(text: &[u8], is_encoded: bool) -> Option<(usize, u8)> {
    match text.first()? {
        b' ' | b'\t' => Some((1, b' ')),
        separator @ (b';' | b',' | b'(' | b')' | b'[' | b']' | b'"') => Some((1, *separator)),
        b'%' if is_encoded && text.starts_with(b"%20") => Some((3, b' ')),
        _ => None,
    }
}

/// The number that sticks to a word: `grub-client` and `0.3.0`, `examplebot` and `0.5.0`, `musical_ly` and `32.5.0`. One
/// without a mark in front of it and without a point is part of the name: `aria2`.
pub(super) fn split_number(word: &str) -> (&str, Option<&str>) {
    let front = word.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let Some(number) = word.get(front.len()..).filter(|number| number.starts_with(|c: char| c.is_ascii_digit())) else {
        return (word, None);
    };
    match front.strip_suffix(['-', '_']) {
        Some(front) => (front, Some(number)),
        None if number.contains('.') && front.ends_with(|c: char| c.is_ascii_alphabetic()) => (front, Some(number)),
        None => (word, None),
    }
}

/// `1.2.3.4` at the start of a text, of which up to four parts count, behind a `v` or not.
pub(super) fn version(text: &str) -> Option<&str> {
    dotted(text.strip_prefix(['v', 'V']).unwrap_or(text), b'.')
}

/// Up to four numbers with a mark between them, at the start of a text.
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
    fn who_one_is_like_is_somebody_else() {
        assert_eq!(words("a (b, like c d; e) like f g Like h (following i; j)"), ["a", "b", "e", "g", "j"]);
        assert_eq!(words("a (like b) c"), ["a", "c"]);
        assert_eq!(words("alike b"), ["alike", "b"]);
    }

    #[test]
    fn a_token_knows_where_it_stands() {
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
    fn an_encoded_space_is_one_where_there_are_no_others() {
        let texts = |text, is_encoded| tokens(text, is_encoded).map(|token| token.text).collect::<Vec<_>>();
        assert_eq!(texts("a%20b/1%20(c;%20d)", true), ["a", "b/1", "c", "d"]);
        assert_eq!(texts("a%20b/1 c", false), ["a%20b/1", "c"]);
    }

    #[test]
    fn no_more_than_so_many_tokens() {
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
    fn numbers_that_stick_to_a_word() {
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
