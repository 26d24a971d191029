//! Crawlers, by words in their names.

use super::names::{Named, are_name, trimmed};
use super::tokens::{Token, Word, version};
use crate::fast::{Characters, Needle, needle};

/// Words that mark the name of a crawler, in lower case.
const MARKS: &[Needle] =
    &[needle("bot"), needle("spider"), needle("crawl"), needle("archiver"), needle("scraper"), needle("slurp")];

/// Families of crawlers without a mark in their names, and libraries that are not crawlers.
const FAMILIES: &[&str] = &["Yandex", "Google-", "GoogleOther", "Cloudflare-", "meta-external", "meta-webindexer"];
const LIBRARIES: &[&str] = &["Google-API-", "Google-HTTP-", "Google-TR"];

/// Words that only say what kind of program it is: the name is before them.
const KINDS: &[&str] =
    &["bot", "bots", "robot", "spider", "crawler", "crawl", "scraper", "archiver", "webbot", "webcrawler"];

/// Returns whether a word marks a crawler.
pub(super) fn is_mark(word: Word<'_>) -> bool {
    let starts_with = |names: &[&str]| names.iter().any(|name| word.name.starts_with(name));
    holds(word.name, word.characters, MARKS) || starts_with(FAMILIES) && !starts_with(LIBRARIES)
}

/// The crawler that a word with a mark names. `None` if the word only says what kind of program it is.
pub(super) fn read<'a>(token: Token<'a>, word: Word<'a>) -> Option<Named<'a>> {
    let after = word.here.get(word.name.len()..).unwrap_or_default();
    let whole = if word.is_first { trimmed(token.part_up_to(word.name.len())) } else { trimmed(word.name) };
    let name = Some(whole).filter(|name| are_name(name))?;
    let is_kind = KINDS.iter().any(|kind| name.eq_ignore_ascii_case(kind));
    let number = after.strip_prefix(['/', ' ', '-', '_']).unwrap_or(after);
    let named = Named::read(name, version(number));
    let product = if word.is_first { Named::product(token).and_then(|product| product.version) } else { None };
    (!is_kind).then_some(Named { version: named.version.or(product), ..named })
}

/// Returns whether a text that has these characters contains one of the crawler words, given in lower case, in any
/// case. `bot` has to end a word (unlike in `robots.txt`, `Botocore`, `bottle`), and Cubot makes phones.
pub(super) fn holds(text: &str, characters: Characters, words: &[Needle]) -> bool {
    words.iter().filter(|word| word.may_be_in(characters)).any(|word| contains(text.as_bytes(), word.text))
}

fn contains(text: &[u8], word: &str) -> bool {
    text.windows(word.len()).enumerate().filter(|(_, at)| at.eq_ignore_ascii_case(word.as_bytes())).any(|(place, _)| {
        let (front, here) = text.split_at(place);
        let is_other = here.get(word.len()).is_some_and(u8::is_ascii_lowercase)
            || front.last_chunk::<2>().is_some_and(|front| front.eq_ignore_ascii_case(b"cu"));
        word != "bot" || !is_other
    })
}

#[cfg(test)]
mod tests {
    use super::super::parse;

    #[test]
    fn crawlers_by_their_mark() {
        for (agent, name, version) in [
            ("Mozilla/5.0 (compatible; ExampleBot; ExampleBot-Images/1.2)", "ExampleBot-Images", Some("1.2")),
            ("Mozilla/5.0 (compatible; Example Crawler v1.0; +http://example.com)", "Example Crawler", Some("1.0")),
            ("Example-Web Spider/2", "Example-Web Spider", Some("2")),
            ("Example/1.0 crawler (x)", "Example", Some("1.0")),
            ("YandexMetrika/2.0", "YandexMetrika", Some("2.0")),
            ("Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)", "PingdomBot", Some("1.4")),
            ("ExampleBot/ExampleBot-0.1", "ExampleBot", Some("0.1")),
            ("examplebot0.5.0", "examplebot", Some("0.5.0")),
            ("example_crawler_2.0", "example_crawler", Some("2.0")),
            ("Examplespider-image+(+http://example.com/)", "Examplespider-image", None),
            ("Example Uptime Bot. http://example.com/", "Example Uptime Bot", None),
        ] {
            let read = parse(agent);
            assert_eq!((read.name.as_deref(), read.version.as_deref()), (Some(name), version), "{agent}");
            assert_eq!(read.device.name.as_deref(), Some("Spider"), "{agent}");
        }
    }

    #[test]
    fn no_crawlers() {
        for (agent, name) in
            [("Bottle/0.12", "Bottle"), ("robots.txt", "Other"), ("bot@example.com", "Other"), ("CUBOT", "Other")]
        {
            assert_eq!(parse(agent).name.as_deref(), Some(name), "{agent}");
        }
        assert_eq!(parse("Bottle/0.12").device.name.as_deref(), Some("Other"));
    }
}
