//! The device: what a phone says of itself, and `Spider` for what is not used by a person.

use super::found::{System, Value};
use super::words::words;
use crate::text::Text;

/// Devices that name themselves.
const NAMES: &[&str] = &["iPhone", "iPad", "iPod"];

/// How far into an agent a word for a crawler tells what the whole is.
const START: usize = 103;

/// Words of a crawler, in lower case.
const CRAWLERS: &[&str] = &["bot", "spider", "crawl"];

/// Starts of the models of one maker, who is named before them.
const SAMSUNG: &[&str] = &["SM-", "GT-", "SCH-", "SGH-", "SPH-", "SHV-"];

/// The device; `is_bot` says that the name is a bot's.
pub(super) fn read<'a>(text: &'a str, os: &System<'_>, is_bot: bool) -> Option<Value<'a>> {
    if is_bot || starts_as_crawler(text) {
        return Some(Value::Fixed("Spider"));
    }
    if let Some(name) = NAMES.iter().find(|name| words(text).any(|word| word.name.starts_with(**name))) {
        return Some(Value::Fixed(name));
    }
    match os.name {
        Some("iOS") if text.contains("CFNetwork/") => Some(Value::Fixed("iOS-Device")),
        Some("Mac OS X") => Some(Value::Fixed("Mac")),
        Some("Android") => Some(model(text).map_or(Value::Fixed("Generic Smartphone"), make)),
        _ => None,
    }
}

fn starts_as_crawler(text: &str) -> bool {
    let start = text.char_indices().map(|(place, _)| place).take_while(|place| *place <= START).last();
    let start = text.get(..start.unwrap_or_default()).unwrap_or_default().to_ascii_lowercase();
    CRAWLERS.iter().any(|word| start.replace("cubot", "").contains(word))
}

/// The model in Android's comment: the first part behind the version that is nothing else.
fn model(text: &str) -> Option<&str> {
    let (_, behind) =
        text.split_once("Android ").filter(|(_, behind)| behind.starts_with(|c: char| c.is_ascii_digit()))?;
    let comment = behind.split_once(')').map_or(behind, |(comment, _)| comment);
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
