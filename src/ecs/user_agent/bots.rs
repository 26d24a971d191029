//! Crawlers that no table names.

use super::words::{Word, version};

/// What the name of a crawler holds, in lower case.
const MARKS: &[&str] = &["bot", "spider", "crawl", "archiver", "scraper", "slurp"];

/// The family of crawlers whose names hold no mark.
const YANDEX: &str = "Yandex";

/// A name that holds its own version.
const PINGDOM: &str = "Pingdom.com_bot_version_";

/// What holds a mark and is no crawler: a library, a maker of phones, and `robots.txt`.
const OTHERS: &[&str] = &["botocore", "cubot", "robots"];

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
        let is_bot = MARKS.iter().any(|mark| holds(name, mark)) || name.starts_with(YANDEX);
        if !is_bot || OTHERS.iter().any(|other| holds(name, other)) {
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

/// Whether a text holds a mark, in any case; behind `bot` there is no more of the same word, as in `bottle`.
fn holds(text: &str, mark: &str) -> bool {
    let text = text.as_bytes();
    text.windows(mark.len()).enumerate().any(|(place, window)| {
        let behind = text.get(place + mark.len()).copied().unwrap_or_default();
        let goes_on = mark == "bot" && behind.is_ascii_lowercase() && behind != b's';
        window.eq_ignore_ascii_case(mark.as_bytes()) && !goes_on
    })
}
