//! `user_agent.*`: who says they sent a request.

mod aws;
mod bots;
mod browsers;
mod cache;
mod device;
mod found;
mod hash;
mod os;
mod phrases;
mod products;
mod words;

pub use cache::Cache;

pub use super::event::{UserAgent, UserAgentOs};
use crate::text::Text;
use bots::Bot;
use found::{Found, System, Value};
use words::words;

/// Reads a user agent.
pub fn parse(text: &str) -> UserAgent<'_> {
    match read(text) {
        Some(found) => found.into_user_agent(Some(Text::borrowed(text)), |text| text),
        None => UserAgent::default(),
    }
}

/// As much of a text as is read, in bytes. No service of AWS takes a header that is longer.
const LONGEST: usize = 16 * 1024;

/// What a text says, if it says anything.
fn read(text: &str) -> Option<Found<'_>> {
    let text = text.trim();
    let text = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text).trim();
    let text = (0..4).find_map(|back| text.get(..LONGEST - back)).unwrap_or(text);
    if text.is_empty() || text == "-" {
        return None;
    }
    Some(aws::read(text).unwrap_or_else(|| read_any(text)))
}

/// Reads what is no AWS caller.
fn read_any(text: &str) -> Found<'_> {
    let mut system = Best::default();
    let mut product = Best::default();
    let mut bot: Option<Bot<'_>> = None;
    for word in words(text) {
        for (sign, behind) in os::INDEX.at(word) {
            system.offer(sign.rank, || sign.row.read(behind));
        }
        for (found, behind) in products::INDEX.at(word) {
            product.offer(found.rank, || found.row.read(behind).map(|version| (found.row, version)));
        }
        if bot.is_none_or(|bot| bot.version.is_none()) {
            bot = Bot::read(text, word).filter(|found| bot.is_none() || found.version.is_some()).or(bot);
        }
    }
    let product = product.0.map(|(_, found)| found);
    let bot_product = product.filter(|(product, _)| product.is_bot);
    let is_bot = bot.is_some() || bot_product.is_some();
    let mut os = system.0.map(|(_, system)| system).unwrap_or_default();

    let (name, version) = if let Some((product, version)) = bot_product {
        (Some(Value::Fixed(product.name)), version)
    } else if let Some(bot) = bot {
        (Some(Value::read(bot.name)), bot.version)
    } else if let Some((name, version)) = network_app(text) {
        (Some(Value::read(name)), Some(version))
    } else {
        let (name, version) = match product {
            Some((product, version)) => (Some(product.name), version),
            None => {
                let browser = browsers::read(text);
                if os.name.is_none() {
                    os = browser.os;
                }
                (browser.name, browser.version)
            }
        };
        (name.map(|name| Value::Fixed(browsers::in_context(name, &os, text))), version)
    };
    let device = device::read(text, &os, is_bot);
    let name = name.or_else(|| nameless(text, &os, device.as_ref()).map(Value::Fixed));
    let version = match name {
        Some(Value::Fixed("Android")) => os.version.clone(),
        _ => version.map(Value::read),
    };
    if is_encoded(text) {
        return Found { name, version, os: System::default(), device: None };
    }
    Found { name, version, os, device }
}

/// The name of what only tells the system that its web view belongs to.
fn nameless(text: &str, os: &System<'_>, device: Option<&Value<'_>>) -> Option<&'static str> {
    match (os.name?, device) {
        (_, Some(Value::Fixed("iPhone" | "iPad" | "iPod"))) => Some("Mobile Safari UI/WKWebView"),
        ("Android", _) => browsers::behind(text, "Android ").map(|_| "Android"),
        ("Mac OS X", _) => text.contains("AppleWebKit/").then_some("Apple Mail"),
        _ => None,
    }
}

/// An app of Apple's that only names itself in front of the library: `Podcasts/1575.1 CFNetwork/1494.0.7`.
fn network_app(text: &str) -> Option<(&str, &str)> {
    let (app, _) = text.split_once(" CFNetwork/")?;
    let (name, number) = app.rsplit_once('/')?;
    let name = name.strip_suffix("-iPhone").or_else(|| name.strip_suffix("-iPad")).unwrap_or(name);
    Some((name, words::version(number)?))
}

/// Whether a text is still percent-encoded: its comments cannot be read, so that nothing is known of the
/// system and of the device.
fn is_encoded(text: &str) -> bool {
    text.contains("%20") && !text.contains(' ')
}

/// The best of what was offered: that of the lowest rank.
#[derive(Debug)]
struct Best<T>(Option<(usize, T)>);

impl<T> Default for Best<T> {
    fn default() -> Self {
        Best(None)
    }
}

impl<T> Best<T> {
    fn offer(&mut self, rank: usize, value: impl FnOnce() -> Option<T>) {
        if self.0.as_ref().is_none_or(|(best, _)| rank < *best)
            && let Some(value) = value()
        {
            self.0 = Some((rank, value));
        }
    }
}
