//! What can be a name: a token of RFC 9110, or a few of them in a row.

use super::index::{INDEX, Ranked};
use super::products::{Kind, Product};
use super::tokens::{Token, split_number, split_once, version};

/// The longest name, in bytes.
const LONGEST: usize = 64;

/// The maximum number of words in a name.
const MOST_WORDS: usize = 7;

/// Words that begin a sentence rather than a name.
const PROSE: &[&str] = &["a", "an", "the", "i", "by", "for", "this", "from", "of", "with", "is", "or", "and", "not"];

/// A product that states its name: `Example/1.2.3`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Named<'a> {
    pub(super) name: Name<'a>,
    pub(super) version: Option<&'a str>,
}

/// A name: a constant, or a slice of the agent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Name<'a> {
    Fixed(&'static str),
    Read(&'a str),
}

impl<'a> Named<'a> {
    pub(super) fn read(name: &'a str, version: Option<&'a str>) -> Self {
        Named { name: Name::Read(name), version }
    }

    /// The product of a token, if it has a slash.
    pub(super) fn product(token: Token<'a>) -> Option<Self> {
        let (name, rest) = token.product()?;
        let name = trimmed(name);
        is_name(name).then(|| Named::read(name, product_version(name, rest)))
    }

    /// The words of a part up to and including a token, with the version if the token has it: `S3 Browser/11.6.7`,
    /// `Axel 2.4`, `Java1.1.4`.
    pub(super) fn whole(token: Token<'a>) -> Option<Self> {
        if token.has_slash {
            return Named::whole_product(token);
        }
        if let Some(named) = Named::numbered(token).or_else(|| Named::stuck(token)) {
            return Some(named);
        }
        let words = trimmed(token.part_up_to(token.text.len()));
        are_tokens(words).then(|| Named::read(words, None))
    }

    /// Words without a version, unless they are a sentence.
    pub(super) fn bare(words: &'a str) -> Option<Self> {
        are_name(words).then(|| Named::read(words, None))
    }

    /// A product with the words of its part before it.
    fn whole_product(token: Token<'a>) -> Option<Self> {
        let (name, rest) = token.product()?;
        let words = trimmed(token.part_up_to(name.len()));
        are_tokens(words).then(|| Named::read(words, product_version(name, rest)))
    }

    /// A product after those of browsers. What browsers say of the device is not part of the name, and what apps say
    /// of themselves after their name is not a product (`app_version/2.1`).
    pub(super) fn own(token: Token<'a>) -> Option<Self> {
        let is_short =
            |name: Name<'_>| matches!(name, Name::Read(name) if !name.contains('.') && name.split(' ').count() <= 3);
        let whole = Named::whole_product(token).filter(|whole| is_short(whole.name));
        let named = whole.or_else(|| Named::product(token))?;
        let Name::Read(name) = named.name else { return None };
        let name = ["Mobile ", "TV "].iter().find_map(|device| name.strip_prefix(device)).unwrap_or(name);
        let is_parameter = name.contains('_') && name.starts_with(|c: char| c.is_ascii_lowercase());
        (!is_parameter).then_some(Named { name: Name::Read(name), ..named })
    }

    /// The name of a phone's app without the device: `Example-iPhone`.
    pub(super) fn without_device(self) -> Self {
        let Name::Read(name) = self.name else { return self };
        let name = name.strip_suffix("-iPhone").or_else(|| name.strip_suffix("-iPad")).unwrap_or(name);
        Named { name: Name::Read(name), ..self }
    }

    /// The words of a part before a token that is their version: `Axel 2.4`.
    fn numbered(token: Token<'a>) -> Option<Self> {
        let version = version(token.text).filter(|_| is_number(token.text))?;
        let words = trimmed(token.part_up_to(0));
        let words = words.strip_suffix(" v").unwrap_or(words);
        // `iOS 17.4` names a system.
        let first = words.split(' ').next().and_then(|word| INDEX.at(word));
        let is_system = first.is_some_and(|entry| !entry.signs.is_empty());
        (are_tokens(words) && !is_system).then(|| Named::read(words, Some(version)))
    }

    /// A word directly followed by its version: `Java1.1.4`.
    fn stuck(token: Token<'a>) -> Option<Self> {
        let (name, number) = split_number(token.text);
        let version = version(number.filter(|number| number.contains('.'))?)?;
        (token.starts_part() && is_name(name)).then(|| Named::read(name, Some(version)))
    }
}

fn is_number(text: &str) -> bool {
    text.contains('.') && text.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit())
}

/// The version after the slash of a product: `1.2`, `v1.2`, `Example-0.1` of `ExampleBot`, `Java/3.0.0`.
fn product_version<'a>(name: &str, rest: &'a str) -> Option<&'a str> {
    if let Some(version) = version(rest) {
        return Some(version);
    }
    if let Some((own, number)) = split_once(rest, b'-')
        && are_akin(own, name)
    {
        return version(number);
    }
    let (platform, number) = split_once(rest, b'/')?;
    let names_somebody = |product: &Ranked<Product>| product.row.kind != Kind::Library;
    let is_others = INDEX.at(platform).is_some_and(|entry| entry.products.iter().any(names_somebody));
    if is_others { None } else { version(number) }
}

/// Returns whether one name is a prefix of the other.
fn are_akin(name: &str, other: &str) -> bool {
    let length = name.len().min(other.len());
    length > 2
        && name.get(..length).zip(other.get(..length)).is_some_and(|(name, other)| name.eq_ignore_ascii_case(other))
}

/// A name without punctuation or encoded spaces after it.
pub(super) fn trimmed(name: &str) -> &str {
    let name = [" - ", ". "].iter().find_map(|end| name.split_once(end)).map_or(name, |(name, _)| name);
    name.trim_end_matches(['.', '+', '-', '_', ':', ' ', '!', '\''].as_slice())
        .trim_start_matches(['+', '-', '_', ' ', '!', '\''].as_slice())
}

/// Returns whether a text is a token of RFC 9110 that contains a letter and begins as names do.
pub(super) fn is_name(text: &str) -> bool {
    (2..=LONGEST).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.bytes().all(is_tchar)
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// Returns whether a text is a few such tokens in a row.
fn are_tokens(text: &str) -> bool {
    let mut words = text.split(' ');
    text.len() <= LONGEST
        && words.next().is_some_and(is_name)
        && words.clone().count() < MOST_WORDS
        && words.all(|word| word.bytes().all(is_tchar))
}

/// The same for texts without a version, which could be sentences.
pub(super) fn are_name(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    are_tokens(text) && !PROSE.iter().any(|word| first.eq_ignore_ascii_case(word))
}

fn is_tchar(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::super::parse;

    #[test]
    fn tokens_are_names() {
        for (agent, name, version) in [
            ("Example/1.0", "Example", Some("1.0")),
            ("Ex-am.ple_2+x!/v1.0", "Ex-am.ple_2+x", Some("1.0")),
            ("Example One Two/1.0 (x)", "Example One Two", Some("1.0")),
            ("The Example Show/11 CFNetwork/758.2.8", "The Example Show", Some("11")),
            ("Example 1.0", "Example", Some("1.0")),
            ("Example v 1.1 beta", "Example", Some("1.1")),
            ("Example-iPhone/1.0 CFNetwork/758.2.8", "Example", Some("1.0")),
            ("Example/Java/3.0.0", "Example", Some("3.0.0")),
            ("Example/Example-0.1", "Example", Some("0.1")),
            ("Example (+https://example.com/)", "Example", None),
            ("Example - a tool for examples - https://example.com/", "Example", None),
            ("Example1.4.2", "Example", Some("1.4.2")),
        ] {
            let read = parse(agent);
            assert_eq!((read.name.as_deref(), read.version.as_deref()), (Some(name), version), "{agent}");
        }
    }

    #[test]
    fn names_after_those_of_browsers() {
        const BROWSER: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36";
        for (product, name) in [
            ("Example/1.0", "Example"),
            ("One Two Three/1.0", "One Two Three"),
            ("One Two Three Four/1.0", "Four"),
            ("example.com Client/1.0", "Client"),
            ("app.example.com/1.0", "app.example.com"),
        ] {
            let agent = format!("{BROWSER} {product}");
            assert_eq!(parse(&agent).name.as_deref(), Some(name), "{agent}");
        }
    }

    /// A product that a comment begins with is a name if nothing else is known.
    #[test]
    fn names_at_the_front_of_a_comment() {
        for (agent, name) in [
            ("Mozilla/5.0 (Example/1.0)", "Example"),
            ("Mozilla/5.0 (Example/1.0; Windows NT 10.0)", "Other"),
            ("Mozilla/5.0 (Example/1.0; x) Gecko/20100101 Firefox/115.0", "Firefox"),
        ] {
            assert_eq!(parse(agent).name.as_deref(), Some(name), "{agent}");
        }
    }

    #[test]
    fn other_texts_are_not_names() {
        let long = format!("{}/1.0", "x".repeat(super::LONGEST + 1));
        for agent in [
            "Exam\u{7}ple/1.0",
            "Exam\u{9}ple",
            "Ex{am}ple/1.0",
            "<Example>/1.0",
            "Example=/1.0",
            "Exämple/1.0",
            "/1.0",
            "1.0/1.0",
            "-/1.0",
            "$Example/1.0",
            "Example",
            "Example/",
            "an example of https://example.com/",
            "Example/Chrome/99",
            "aws-sdk-\u{7}x/1.0",
            "Mozilla/5.0 (compatible; <Example>/1.0)",
            "Mozilla/5.0 (compatible; this is an example of prose in a comment; +https://example.com/)",
            &long,
        ] {
            assert_eq!(parse(agent).name.as_deref(), Some("Other"), "{agent}");
        }
    }
}
