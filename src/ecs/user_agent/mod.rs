//! `user_agent.*`: the program that claims to have sent a request.
//!
//! Browsers, crawlers and libraries have the names of [uap-core], which dashboards and rules use. AWS callers have
//! the name of the SDK or tool, in the grammar that [the SDKs] share and in the older ones. Clients can send
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
mod index;
mod names;
mod os;
mod products;
mod seen;
mod tokens;

pub use cache::Cache;

pub use super::event::{UserAgent, UserAgentOs};
use crate::fast::find;
use crate::text::Text;
use found::{Found, System};
use seen::Seen;
use tokens::tokens;

/// Parses a user agent, without the percent-encoding that some logs add.
///
/// - `original` is the text, unchanged.
/// - `name`, `os.name` and `device.name` are `Other` if they are not known.
/// - `version` has up to four parts, as the agent writes it, and so has `os.version`. For Windows it is the release:
///   `10` for `Windows NT 10.0`. `HeadlessChrome` has three parts, as in Elastic's events.
/// - `os.full` is the name and the version, if there is a version.
/// - `os.kernel` and `os.platform` (the distribution) are set for AWS callers only.
/// - `device.name` is `Spider` for crawlers.
///
/// An empty text and `-` give the empty [`UserAgent`]. A blank text keeps its `original`. If the text is still
/// percent-encoded (it contains `%20` and no space), name and version are set, but not the system and the device.
/// Only the first 16 KiB of a text are read.
///
/// # Names
///
/// A name is what the agent calls itself, in the tokens of [RFC 9110]. A few products have another name than they
/// send (`Edg/…` is Edge, `python-requests/…` is Python Requests). The name is the first of these:
/// 1. a crawler, by a word like `bot` in its name: `… Chrome/124.0.0.0 Safari/537.36 (compatible; ExampleBot/1.0)`;
/// 2. an app that is known by another name than the browser inside it;
/// 3. the product in front, if that is no browser: `Example/1.0 (…) other/2.0`;
/// 4. the name after `compatible;`, or the one before a link in a comment;
/// 5. a product after those of the browser: `… Chrome/124.0.0.0 Safari/537.36 Example/1.0`;
/// 6. the browser.
///
/// Nothing in a link is a name, and nothing after `like` or `following`. A name in a comment counts only if no
/// product precedes it.
///
/// ```
/// use awslog::ecs::user_agent::{UserAgent, parse};
///
/// let agent = parse("Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)");
/// assert_eq!(agent.name.as_deref(), Some("AhrefsBot"));
/// assert_eq!(agent.version.as_deref(), Some("7.0"));
/// assert_eq!(agent.device.name.as_deref(), Some("Spider"));
///
/// let agent = parse("ExampleFetcher/2.1 (like Chrome/9; +https://example.com/Firefox/1)");
/// assert_eq!(agent.name.as_deref(), Some("ExampleFetcher"));
///
/// assert_eq!(parse("-"), UserAgent::default());
/// ```
///
/// [RFC 9110]: https://www.rfc-editor.org/rfc/rfc9110#field.user-agent
pub fn parse(text: &str) -> UserAgent<'_> {
    match read(text) {
        Some(found) => found.into_user_agent(Some(Text::borrowed(text)), |text| text),
        None => UserAgent::default(),
    }
}

/// The maximum length that is read, in bytes. No AWS service accepts a longer header.
const LONGEST: usize = 16 * 1024;

/// Reads a text. Returns `None` if there is no agent.
fn read(text: &str) -> Option<Found<'_>> {
    if text.is_empty() || text == "-" {
        return None;
    }
    let text = text.trim();
    let text = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text).trim();
    let text = (0..4).find_map(|back| text.get(..LONGEST - back)).unwrap_or(text);
    Some(aws::read(text).unwrap_or_else(|| read_any(text)))
}

/// Reads an agent that is not an AWS caller.
fn read_any(text: &str) -> Found<'_> {
    let is_encoded = is_encoded(text);
    let mut seen = Seen::new(text);
    for token in tokens(text, is_encoded) {
        seen.take(token);
    }
    let found = seen.found(text);
    if is_encoded { Found { os: System::default(), device: None, ..found } } else { found }
}

/// Returns whether a text is still percent-encoded, so that system and device cannot be read.
fn is_encoded(text: &str) -> bool {
    find(b' ', text.as_bytes()).is_none() && text.contains("%20")
}
