//! The device: what phones state, and `Spider` for programs that no person uses.

use super::bots::holds;
use super::found::{System, Value};
use super::tokens::{Token, Word};
use crate::fast::{Needle, needle};
use crate::text::Text;

/// Devices that state their names.
const NAMES: &[&str] = &["iPhone", "iPad", "iPod"];

/// A link within this number of bytes can mark the agent as a crawler.
const START: usize = 103;

/// Words of crawlers, in lower case.
const CRAWLERS: &[Needle] = &[needle("bot"), needle("spider"), needle("crawl")];

/// Prefixes of the models of one maker, whose name is put before them.
const SAMSUNG: &[&str] = &["SM-", "GT-", "SCH-", "SGH-", "SPH-", "SHV-"];

/// The device that a word names.
pub(super) fn named(word: Word<'_>) -> Option<&'static str> {
    NAMES.iter().copied().find(|name| word.name.starts_with(name))
}

/// Returns whether the link at this position is that of a crawler: `(+http://example.com/bot)`.
pub(super) fn is_crawlers_link(link: Token<'_>, front: usize) -> bool {
    front < START && holds(link.text, link.characters, CRAWLERS)
}

/// The device. `name` is what a word named, and `is_bot` says that the agent's name is that of a bot.
pub(super) fn read<'a>(text: &'a str, os: &System<'_>, name: Option<&'static str>, is_bot: bool) -> Option<Value<'a>> {
    if is_bot {
        return Some(Value::Fixed("Spider"));
    }
    match (name, os.name?) {
        (Some(name), _) => Some(Value::Fixed(name)),
        (_, "iOS") if text.contains("CFNetwork/") => Some(Value::Fixed("iOS-Device")),
        (_, "Mac OS X") if text.contains("Mac") || text.contains("Darwin/") => Some(Value::Fixed("Mac")),
        (_, "Android") => Some(model(text).map_or(Value::Fixed("Generic Smartphone"), make)),
        _ => None,
    }
}

/// The model in Android's comment: the first part after the version that is not something else.
fn model(text: &str) -> Option<&str> {
    let (_, after) =
        text.split_once("Android ").filter(|(_, after)| after.starts_with(|c: char| c.is_ascii_digit()))?;
    let comment = after.split_once(')').map_or(after, |(comment, _)| comment);
    let mut parts = comment.split(';').skip(1).map(str::trim);
    let model = parts.find(|part| {
        let is_other = matches!(*part, "" | "wv" | "U" | "Mobile" | "Tablet") || part.starts_with("rv:");
        !is_other && !is_locale(part)
    })?;
    let model = model.split_once(" Build").map_or(model, |(model, _)| model);
    Some(model).filter(|model| !model.is_empty() && !model.starts_with("Build/"))
}

/// `en`, `en-us`, `zh_CN`.
fn is_locale(part: &str) -> bool {
    let is_code = |code: &str| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic());
    match part.split_once(['-', '_']) {
        Some((language, country)) => is_code(language) && is_code(country),
        None => is_code(part),
    }
}

fn make(model: &str) -> Value<'_> {
    let bare = model.strip_prefix("SAMSUNG ").or_else(|| model.strip_prefix("SAMSUNG-")).unwrap_or(model);
    if SAMSUNG.iter().any(|start| bare.starts_with(start)) {
        return Value::Read(Text::from(format!("Samsung {bare}")));
    }
    Value::read(model)
}

#[cfg(test)]
mod tests {
    use super::super::parse;

    #[test]
    fn models_of_android() {
        for (comment, device) in [
            ("Linux; Android 10; K", "K"),
            ("Linux; U; Android 4.0.3; en-us; GT-P5100 Build/IML74K", "Samsung GT-P5100"),
            ("Linux; Android 13; SAMSUNG SM-S908B/S908BXXU1", "Samsung SM-S908B/S908BXXU1"),
            ("Linux; Android 13; wv", "Generic Smartphone"),
            ("Linux; Android 13; Build/TP1A", "Generic Smartphone"),
            ("Android 14; Mobile; rv:125.0", "Generic Smartphone"),
            ("Linux; Android 13; CUBOT NOTE 20", "CUBOT NOTE 20"),
            ("Linux; Android 13; Pixel 7", "Pixel 7"),
            ("iPad; CPU OS 16_6 like Mac OS X", "iPad"),
            ("Macintosh; Intel Mac OS X 14_4", "Mac"),
            ("X11; Linux x86_64", "Other"),
        ] {
            let agent = format!("Mozilla/5.0 ({comment}) Chrome/1.0");
            assert_eq!(parse(&agent).device.name.as_deref(), Some(device), "{comment}");
        }
    }

    #[test]
    fn links_of_crawlers_count_at_the_start_only() {
        let browser =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36";
        let device = |agent: &str| parse(agent).device.name.map(|name| name.to_string());
        assert_eq!(device(&format!("{browser} (http://example.com/bot)")).as_deref(), Some("Other"));
        assert_eq!(device("example (http://example.com/crawl)").as_deref(), Some("Spider"));
    }
}
