//! Crawlers that no table names.

use super::words::{Word, version};

/// What the name of a crawler holds, in lower case.
const MARKS: &[&str] = &["bot", "spider", "crawl", "archiver", "scraper", "slurp"];

/// The family of crawlers whose names hold no mark.
const YANDEX: &str = "Yandex";

/// A name that holds its own version.
const PINGDOM: &str = "Pingdom.com_bot_version_";

/// Words that only say what kind of program it is: the name stands in front of them.
const KINDS: &[&str] = &["bot", "robot", "spider", "crawler", "scraper", "archiver", "webbot"];

/// As far as a name goes back, in characters.
const LONGEST_NAME: usize = 50;

/// The crawler that an agent names: the first with a version, else the first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bot<'a> {
    pub(super) name: &'a str,
    pub(super) version: Option<&'a str>,
}

impl<'a> Bot<'a> {
    pub(super) fn read(text: &'a str, word: Word<'a>) -> Option<Self> {
        let Word { name, .. } = word;
        if let Some(behind) = name.strip_prefix(PINGDOM) {
            return Some(Bot { name: "PingdomBot", version: version(behind) });
        }
        if !(holds(name, MARKS) || name.starts_with(YANDEX)) {
            return None;
        }
        let rest = word.rest();
        let version = rest.strip_prefix(['/', ' ']).and_then(version);
        let is_kind = KINDS.iter().any(|kind| name.eq_ignore_ascii_case(kind));
        Some(Bot { name: if is_kind { whole_name(text, rest) } else { name }, version })
    }
}

/// The name whose last word is all that stands in front of the rest: `SISTRIX Crawler` of
/// `(compatible; SISTRIX Crawler; …`.
fn whole_name<'a>(text: &'a str, rest: &str) -> &'a str {
    let front = text.get(..text.len() - rest.len()).unwrap_or_default();
    let start = front
        .char_indices()
        .rev()
        .take(LONGEST_NAME)
        .take_while(|(_, c)| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '!'))
        .last();
    let name = start.and_then(|(start, _)| front.get(start..)).unwrap_or_default();
    match name.split_once(' ') {
        // The end of another product's version: `Y!J-PSC/1.0 crawler`.
        Some((number, name)) if number.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => name,
    }
    .trim_start_matches([' ', '-', '_', '!'])
}

/// Whether a text holds one of some words in lower case, in any case. `bot` has to end a word (`robots.txt`,
/// `Botocore`, `bottle`), and Cubot makes phones.
pub(super) fn holds(text: &str, words: &[&str]) -> bool {
    let text = text.as_bytes();
    text.iter().enumerate().any(|(place, byte)| {
        words.iter().filter(|word| word.as_bytes().first() == Some(&byte.to_ascii_lowercase())).any(|word| {
            let (front, here) = text.split_at(place);
            let Some((at, behind)) = here.split_at_checked(word.len()) else { return false };
            let is_other = *word == "bot"
                && (behind.first().is_some_and(u8::is_ascii_lowercase)
                    || front.last_chunk::<2>().is_some_and(|front| front.eq_ignore_ascii_case(b"cu")));
            at.eq_ignore_ascii_case(word.as_bytes()) && !is_other
        })
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
            ("Example/1.0 crawler (x)", "crawler", None),
            ("crawler", "crawler", None),
            ("YandexMetrika/2.0", "YandexMetrika", Some("2.0")),
            ("Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)", "PingdomBot", Some("1.4")),
        ] {
            let read = parse(agent);
            assert_eq!((read.name.as_deref(), read.version.as_deref()), (Some(name), version), "{agent}");
            assert_eq!(read.device.name.as_deref(), Some("Spider"), "{agent}");
        }
    }

    #[test]
    fn no_crawlers() {
        for agent in ["Bottle/0.12", "robots.txt", "example (+http://example.com/bot)", "bot@example.com", "CUBOT"] {
            assert_eq!(parse(agent).name.as_deref(), Some("Other"), "{agent}");
        }
    }
}
