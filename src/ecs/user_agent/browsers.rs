//! Browsers as `woothee` reads them, under the names that ECS events use: those of uap-core.

use std::sync::LazyLock;

use woothee::parser::{Parser, WootheeResult};

use super::found::{System, Value};
use super::os::{self, DARWIN, LINUX, WINDOWS};
use super::words::{dotted, version};
use crate::ecs::values::OsType;
use crate::text::Text;

static WOOTHEE: LazyLock<Parser> = LazyLock::new(Parser::new);

/// A browser or a crawler that woothee knows.
#[derive(Debug, Default)]
pub(super) struct Browser<'a> {
    pub(super) name: Option<&'static str>,
    pub(super) version: Option<&'a str>,
    pub(super) os: System<'a>,
}

/// The names, woothee's first. What is not here is no name: a kind of program or of device.
const NAMES: &[(&str, &str)] = &[
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("Firefox", "Firefox"),
    ("Edge", "Edge"),
    ("Opera", "Opera"),
    ("Vivaldi", "Vivaldi"),
    ("Yandex Browser", "Yandex Browser"),
    ("Sleipnir", "Sleipnir"),
    ("Googlebot", "Googlebot"),
    ("bingbot", "bingbot"),
    ("BingPreview", "BingPreview"),
    ("msnbot", "msnbot"),
    ("Baiduspider", "Baiduspider"),
    ("Yahoo! Slurp", "Yahoo! Slurp"),
    ("AdsBot-Google", "AdsBot-Google"),
    ("Internet Explorer", "IE"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Google Search App", "Google"),
    ("Webview", "Mobile Safari UI/WKWebView"),
    ("facebook", "FacebookBot"),
    ("twitter", "Twitterbot"),
    ("Naver Yeti", "Yeti"),
    ("goo", "ichiro"),
    ("Apple iCloud", "Apple-PubSub"),
    ("PlayStation 3", "NetFront NX"),
    ("PlayStation Vita", "NetFront NX"),
    ("Nintendo 3DS", "NetFront NX"),
    ("Nintendo Wii U", "NetFront NX"),
    ("PlayStation Portable", "NetFront"),
    ("Googlebot Mobile", "Googlebot-Mobile"),
    ("Google Mediapartners", "Mediapartners-Google"),
    ("Google AppEngine", "AppEngine-Google"),
    ("Google Feedfetcher", "Feedfetcher-Google"),
    ("ahref AhrefsBot", "AhrefsBot"),
    ("SeoMoz rogerbot", "rogerbot"),
    ("trendiction", "trendictionbot"),
    ("Genieo Web Filter", "Genieo"),
    ("topsy Butterfly", "Butterfly"),
];

/// The libraries that woothee names in the place of a version.
const LIBRARIES: &[(&str, &str)] = &[
    ("curl", "curl"),
    ("wget", "Wget"),
    ("perl", "libwww-perl"),
    ("python", "Python-urllib"),
    ("Java", "Java"),
    ("ruby", "Ruby"),
    ("php", "PHP"),
];

/// Where the name depends on the operating system and on a word of the agent; the first row counts.
const CONTEXTS: &[(&str, &str, &str, &str)] = &[
    ("Chrome", "Android", "; wv)", "Chrome Mobile WebView"),
    ("Chrome", "Android", "Version/", "Chrome Mobile WebView"),
    ("Chrome", "Android", "Mobile", "Chrome Mobile"),
    ("Chrome", "iOS", "CriOS", "Chrome Mobile iOS"),
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

/// The name in the context of the rest.
pub(super) fn in_context(name: &'static str, os: &System<'_>, text: &str) -> &'static str {
    let row = CONTEXTS.iter().find(|(plain, system, word, _)| {
        *plain == name && os.name == Some(*system) && (word.is_empty() || text.contains(word))
    });
    row.map_or(name, |(.., name)| name)
}

/// Systems by woothee's name, for what our own signs do not tell.
const SYSTEMS: &[(&str, System<'static>)] = &[
    ("Windows UNKNOWN Ver", WINDOWS),
    ("Mac OSX", DARWIN),
    ("Linux", LINUX),
    ("Firefox OS", os::named("Firefox OS", None)),
    ("BlackBerry", os::named("BlackBerry OS", None)),
    ("BlackBerry 10", os::named("BlackBerry OS", None)),
    ("SymbianOS", os::named("Symbian OS", None)),
    ("BSD", os::named("FreeBSD", Some(OsType::Unix))),
];

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

/// What an agent holds that woothee has no name for, in the order of trust.
const ENGINES: &[(&str, &str)] = &[("Chrome/", "Chrome"), ("Firefox/", "Firefox"), ("MSIE ", "IE")];

/// Internet Explorer by the number of its engine, which tells the truth in the compatibility view as well.
const TRIDENT: &[(&str, &str)] = &[("4.0", "8.0"), ("5.0", "9.0"), ("6.0", "10.0"), ("7.0", "11.0"), ("8.0", "11.0")];

/// Reads a browser.
pub(super) fn read(text: &str) -> Browser<'_> {
    let Some(result) = WOOTHEE.parse(text) else {
        let (name, version) = engine(text);
        return Browser { name, version, os: System::default() };
    };
    let (name, version) = match result.name {
        "HTTP Library" => library(text, result.version),
        // A web view of Android hides behind the version of the oldest of them.
        "Webview" if text.contains("Chrome/") => (Some("Chrome"), behind(text, "Chrome/")),
        "Internet Explorer" => {
            let engine = behind(text, "Trident/").and_then(|engine| lookup(TRIDENT, engine));
            (Some("IE"), engine.or_else(|| version(result.version)))
        }
        name => match lookup(NAMES, name) {
            Some(name) => (Some(name), version(result.version).or_else(|| behind(text, "Version/"))),
            None => engine(text),
        },
    };
    Browser { name, version, os: system(text, &result) }
}

/// A library, by the name that woothee gives in the place of a version.
fn library<'a>(text: &'a str, language: &str) -> (Option<&'static str>, Option<&'a str>) {
    let name = lookup(LIBRARIES, language);
    (name, name.and_then(|name| text.strip_prefix(name)?.strip_prefix('/')).and_then(version))
}

fn engine(text: &str) -> (Option<&'static str>, Option<&str>) {
    let engine = ENGINES.iter().find_map(|(word, name)| Some((Some(*name), Some(behind(text, word)?))));
    engine.unwrap_or_default()
}

fn system<'a>(text: &'a str, result: &WootheeResult<'a>) -> System<'a> {
    let Some(system) = lookup(SYSTEMS, result.os) else { return System::default() };
    let version = match system.name {
        Some("Firefox OS") => behind(text, "Gecko/").and_then(|gecko| lookup(FIREFOX_OS, gecko)).map(Value::Fixed),
        _ => dotted(&result.os_version, b'.').map(|version| Value::Read(Text::from(String::from(version)))),
    };
    System { version, ..system }
}

/// The number behind the first of these words.
pub(super) fn behind<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    text.split_once(word).and_then(|(_, behind)| version(behind))
}

fn lookup<T: Clone>(table: &[(&str, T)], key: &str) -> Option<T> {
    table.iter().find(|(name, _)| *name == key).map(|(_, value)| value.clone())
}
