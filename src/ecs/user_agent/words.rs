//! The words of a user agent, and the numbers behind them.

/// More tokens than any honest agent has; the rest is not read.
pub(super) const MOST_TOKENS: usize = 256;

/// A word: the name of a product, or a word of a comment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Word<'a> {
    /// The word itself: `Chrome` of `Chrome/124.0`.
    pub(super) name: &'a str,
    /// The text from the word on, to the end of the agent.
    pub(super) here: &'a str,
}

impl<'a> Word<'a> {
    /// The text right behind the word.
    pub(super) fn rest(self) -> &'a str {
        self.here.get(self.name.len()..).unwrap_or_default()
    }
}

/// The words of an agent, in order: what stands between spaces, brackets, `;` and `,`, cut once more at
/// each `/`. What has no letter is no word, and what belongs to a link neither.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    tokens(text).filter(|(token, _)| !is_link(token)).flat_map(|(token, here)| {
        let mut start = 0;
        token.split('/').filter_map(move |part| {
            // In a text that is still percent-encoded, the space in front of a word.
            let name = if part.contains('%') { part.rsplit_once("%20").map_or(part, |(_, name)| name) } else { part };
            let name = name.trim_start_matches('+');
            let here = here.get(start + part.len() - name.len()..)?;
            start += part.len() + 1;
            let name = without_number(name);
            name.contains(|c: char| c.is_ascii_alphabetic()).then_some(Word { name, here })
        })
    })
}

/// The tokens of an agent, each with the text from there on.
fn tokens(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let here = rest.trim_start_matches(is_separator);
        let length = here.find(is_separator).unwrap_or(here.len());
        let (token, behind) = here.split_at_checked(length)?;
        rest = behind;
        (!token.is_empty()).then_some((token, here))
    })
    .take(MOST_TOKENS)
}

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '\t' | ';' | ',' | '(' | ')' | '[' | ']' | '"')
}

fn is_link(token: &str) -> bool {
    let is_url = token.contains(':') && token.contains("://");
    is_url || token.contains('@') || token.starts_with("www.") || token.starts_with("+www.")
}

/// `grub-client` of `grub-client-0.3.0`, `musical_ly` of `musical_ly_32.5.0`.
fn without_number(name: &str) -> &str {
    match name.rsplit_once(['-', '_']) {
        Some((front, number))
            if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') =>
        {
            front
        }
        _ => name,
    }
}

/// `1.2.3.4` at the start of a text, of which up to four parts count, behind a `v` or not.
pub(super) fn version(text: &str) -> Option<&str> {
    dotted(text.strip_prefix('v').unwrap_or(text), b'.')
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

    fn names(text: &str) -> Vec<&str> {
        words(text).map(|word| word.name).collect()
    }

    #[test]
    fn words_without_numbers_and_links() {
        assert_eq!(
            names("Mozilla/5.0 (Linux; Android 13;Pixel 7) XiaoMi/MiuiBrowser/14.5.0-gn 360Spider [FBAN/FBIOS;FBAV/1]"),
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
            names("x (+http://example.com/bot; www.example.com/bot; bot@example.com; grub-client-0.3.0)"),
            ["x", "grub-client"]
        );
        assert_eq!(
            names("Mozilla/5.0%20(X11;%20Linux)%20Version/17.1%20Safari/605"),
            ["Mozilla", "X11", "Linux", "Version", "Safari"]
        );
    }

    #[test]
    fn a_word_knows_where_it_stands() {
        let here = words("a/b/1 c").map(|word| (word.here, word.rest())).collect::<Vec<_>>();
        assert_eq!(here, [("a/b/1 c", "/b/1 c"), ("b/1 c", "/1 c"), ("c", "")]);
    }

    #[test]
    fn no_more_than_so_many_tokens() {
        assert_eq!(names(&"a ".repeat(MOST_TOKENS + 1)).len(), MOST_TOKENS);
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
}
