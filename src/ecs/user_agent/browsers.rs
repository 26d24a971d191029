//! Browsers, with the names of uap-core, which ECS events use and which depend on the system.

use super::found::{System, Value};
use super::os;
use super::tokens::version;

/// Names that depend on the operating system and on a word of the agent. The first matching row applies.
const CONTEXTS: &[(&str, &str, &str, &str)] = &[
    ("Chrome", "Android", "; wv)", "Chrome Mobile WebView"),
    ("Chrome", "Android", "Version/", "Chrome Mobile WebView"),
    ("Chrome", "Android", "Mobile", "Chrome Mobile"),
    ("Chrome", "iOS", "", "Chrome Mobile"),
    ("Safari", "iOS", "", "Mobile Safari"),
    ("Safari", "Android", "", "Android"),
    ("Safari", "BlackBerry OS", "", "BlackBerry WebKit"),
    ("Firefox", "Android", "", "Firefox Mobile"),
    ("Firefox", "Firefox OS", "", "Firefox Mobile"),
    ("Firefox", "KaiOS", "", "Firefox Mobile"),
    ("Firefox", "iOS", "", "Firefox iOS"),
    ("Edge", "Android", "", "Edge Mobile"),
    ("Edge", "iOS", "", "Edge Mobile"),
    ("Edge", "Windows Phone", "", "Edge Mobile"),
    ("Opera", "Android", "Mobile", "Opera Mobile"),
    ("IE", "Windows Phone", "", "IE Mobile"),
    ("IE", "Windows", "IEMobile", "IE Mobile"),
    ("DuckDuckGo", "Android", "", "DuckDuckGo Mobile"),
    ("DuckDuckGo", "iOS", "", "DuckDuckGo Mobile"),
];

/// The name, given the rest of the agent.
pub(super) fn in_context(name: &'static str, os: &System<'_>, text: &str) -> &'static str {
    let row = CONTEXTS.iter().find(|(plain, system, word, _)| {
        *plain == name && os.name == Some(*system) && (word.is_empty() || text.contains(word))
    });
    row.map_or(name, |(.., name)| name)
}

/// Firefox OS by the number of Gecko, which is all that it sends.
const FIREFOX_OS: &[(&str, &str)] = &[
    ("18.0", "1.0.1"),
    ("18.1", "1.1"),
    ("26.0", "1.2"),
    ("28.0", "1.3"),
    ("30.0", "1.4"),
    ("32.0", "2.0"),
    ("34.0", "2.1"),
];

/// The system of a Firefox that names only the kind of its device.
pub(super) fn firefox_os(text: &str) -> Option<System<'static>> {
    let (front, _) = text.split_once(';')?;
    let gecko = number_after(text, "Gecko/")?;
    matches!(front, "Mozilla/5.0 (Mobile" | "Mozilla/5.0 (Tablet").then(|| {
        let release = FIREFOX_OS.iter().find(|(number, _)| *number == gecko);
        System { version: release.map(|(_, release)| Value::Fixed(release)), ..os::named("Firefox OS", None) }
    })
}

/// The name of an agent that only names the system of its web view.
pub(super) fn nameless(text: &str, os: &System<'_>, device: Option<&Value<'_>>) -> Option<&'static str> {
    match (os.name?, device) {
        (_, Some(Value::Fixed("iPhone" | "iPad" | "iPod"))) => Some("Mobile Safari UI/WKWebView"),
        ("Android", _) => number_after(text, "Android ").map(|_| "Android"),
        ("Mac OS X", _) => text.contains("AppleWebKit/").then_some("Apple Mail"),
        _ => None,
    }
}

/// The number after the first of these words.
pub(super) fn number_after<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    text.split_once(word).and_then(|(_, after)| version(after))
}
