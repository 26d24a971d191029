//! `user_agent.*`: who says they sent a request.
//!
//! Browsers, crawlers and libraries go by the names of [uap-core], which dashboards and rules know; callers of AWS by
//! the name of the SDK or the tool itself, in the grammar that [the SDKs] share and in the older ones. Anybody can send
//! anything: nothing here is proof.
//!
//! ```
//! use awslog::ecs::OsType;
//! use awslog::ecs::user_agent::parse;
//!
//! let agent = parse(
//!     "aws-cli/2.18.17 ua/2.0 os/linux#6.8.0-1016-aws lang/python#3.12.6 \
//!      md/distrib#ubuntu.24",
//! );
//! assert_eq!(agent.name.as_deref(), Some("aws-cli"));
//! assert_eq!(agent.version.as_deref(), Some("2.18.17"));
//! assert_eq!(agent.os.full.as_deref(), Some("Linux 6.8.0"));
//! assert_eq!(agent.os.kernel.as_deref(), Some("6.8.0-1016-aws"));
//! assert_eq!(agent.os.r#type, Some(OsType::Linux));
//!
//! let agent = parse(
//!     "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 \
//!      Mobile/15E148 Safari/604.1",
//! );
//! assert_eq!(agent.name.as_deref(), Some("Mobile Safari"));
//! assert_eq!(agent.device.name.as_deref(), Some("iPhone"));
//! ```
//!
//! [uap-core]: https://github.com/ua-parser/uap-core
//! [the SDKs]: https://docs.rs/aws-runtime/latest/aws_runtime/user_agent/

mod aws;
mod bots;
mod browsers;
mod cache;
mod device;
mod found;
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

/// Reads a user agent, without the percent-encoding that some logs put around it.
///
/// - `original` is the text as it is.
/// - `name`, `os.name` and `device.name` are `Other` where they are not known.
/// - `version` has up to four parts, as the agent writes it, and `os.version` likewise; of Windows it is the release,
///   `10` of `Windows NT 10.0`.
/// - `os.full` is name and version, only where there is a version.
/// - `os.kernel` and `os.platform` (the distribution) come from AWS callers only.
/// - `device.name` is `Spider` for crawlers.
///
/// A text that is empty or `-` gives the empty [`UserAgent`]. One that is still percent-encoded (it holds `%20` and no
/// space) keeps its name and version; its comments cannot be read, so that nothing is known of the system and the
/// device. Of a text of more than 16 KiB only the start counts.
///
/// ```
/// use awslog::ecs::user_agent::{UserAgent, parse};
///
/// let agent = parse("Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)");
/// assert_eq!(agent.name.as_deref(), Some("AhrefsBot"));
/// assert_eq!(agent.version.as_deref(), Some("7.0"));
/// assert_eq!(agent.device.name.as_deref(), Some("Spider"));
///
/// assert_eq!(parse("-"), UserAgent::default());
/// ```
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
    let mut device = None;
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
        device = device.or_else(|| device::named(word));
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
    let device = device::read(text, &os, device, is_bot);
    let name = name.or_else(|| nameless(text, &os, device.as_ref()).map(Value::Fixed));
    let version = match name {
        Some(Value::Fixed("Android")) => os.version.clone(),
        Some(Value::Fixed("Apple Mail")) => browsers::behind(text, "AppleWebKit/").map(Value::read),
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
