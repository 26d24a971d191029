//! Products that have another name than they send, and words that look like products and are not.
//!
//! A product that sends its own name needs no row.

use super::names::{Name, Named};
use super::tokens::version;

/// A product.
#[derive(Debug)]
pub(super) struct Product {
    pub(super) phrase: &'static str,
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    version: Version,
    /// Whether it also counts at the start of a part of a comment.
    pub(super) is_inside: bool,
}

/// What a product is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// A program without a person in front of it.
    Crawler,
    /// A program that a person uses.
    App,
    /// A library, which is the name if nothing else is.
    Library,
    /// A browser engine that other products are built on or claim to be.
    Engine,
    /// A word of phones that put their own name first.
    Phone,
    /// Not a name.
    Rider,
}

#[derive(Clone, Copy, Debug)]
enum Version {
    /// Directly after a phrase that ends in punctuation, or optionally after a separator if the phrase ends in a letter.
    Next,
    /// After a later mark, otherwise directly after the phrase.
    After(&'static str),
    /// The agent states no version.
    Nowhere,
    /// Always this one.
    Fixed(&'static str),
    /// Internet Explorer's, by the number of its engine, which is right even in the compatibility view.
    Trident,
    /// The first three parts, as Elastic's events have it.
    ThreeParts,
}

const fn product(kind: Kind, phrase: &'static str, name: &'static str) -> Product {
    Product { phrase, name, kind, version: Version::Next, is_inside: false }
}

const fn crawler(phrase: &'static str, name: &'static str) -> Product {
    inside(product(Kind::Crawler, phrase, name))
}

const fn app(phrase: &'static str, name: &'static str) -> Product {
    product(Kind::App, phrase, name)
}

const fn library(phrase: &'static str, name: &'static str) -> Product {
    product(Kind::Library, phrase, name)
}

const fn engine(phrase: &'static str, name: &'static str) -> Product {
    product(Kind::Engine, phrase, name)
}

const fn rider(word: &'static str) -> Product {
    product(Kind::Rider, word, "")
}

const fn phone(word: &'static str) -> Product {
    product(Kind::Phone, word, "")
}

const fn inside(product: Product) -> Product {
    Product { is_inside: true, ..product }
}

/// An app that is known by another version than it sends.
const fn edition(phrase: &'static str, name: &'static str, version: &'static str) -> Product {
    Product { version: Version::Fixed(version), ..inside(app(phrase, name)) }
}

/// The products. The first in this order applies, not the first in the agent.
pub(super) static PRODUCTS: &[Product] = &[
    // Crawlers, which take precedence over the browser that they claim to be. Those with `bot`, `crawler` and the
    // like in their names need no row.
    crawler("facebookexternalhit", "FacebookBot"),
    crawler("facebookcatalog", "FacebookBot"),
    crawler("PingdomTMS/", "PingdomBot"),
    crawler("PingdomPageSpeed/", "PingdomBot"),
    crawler("Pingdom.com_bot_version_", "PingdomBot"),
    crawler("PTST", "WebPageTest.org bot"),
    crawler("NewRelicPinger", "NewRelicPingerBot"),
    crawler("RuxitSynthetic/", "Ruxit Synthetic"),
    crawler("StatusCake", "StatusCakeBot"),
    crawler("FeedFetcher-Google", "Feedfetcher-Google"),
    crawler("GoogleImageProxy", "GmailImageProxy"),
    crawler("OpenVAS", "OpenVAS Scanner"),
    crawler("Aboundex", "Aboundex"),
    crawler("AppEngine-Google", "AppEngine-Google"),
    crawler("Ask Jeeves", "Ask Jeeves"),
    crawler("BUbiNG", "BUbiNG"),
    crawler("BingPreview", "BingPreview"),
    crawler("Bytespider", "Bytespider"),
    crawler("Catchpoint", "Catchpoint"),
    crawler("Chrome-Lighthouse", "Chrome-Lighthouse"),
    crawler("Datanyze", "Datanyze"),
    crawler("DatadogSynthetics", "DatadogSynthetics"),
    crawler("Daumoa", "Daumoa"),
    crawler("Feedbin", "Feedbin"),
    crawler("Feedfetcher-Google", "Feedfetcher-Google"),
    crawler("Flamingo_SearchEngine", "Flamingo_SearchEngine"),
    crawler("Genieo", "Genieo"),
    crawler("Mediapartners-Google", "Mediapartners-Google"),
    crawler("Netvibes", "Netvibes"),
    crawler("NutchCVS", "NutchCVS"),
    crawler("PRTG Network Monitor", "PRTG Network Monitor"),
    crawler("PagePeeker", "PagePeeker"),
    crawler("Qwantify", "Qwantify"),
    crawler("Riddler", "Riddler"),
    crawler("Scrapy", "Scrapy"),
    crawler("SimplePie", "SimplePie"),
    crawler("Site24x7", "Site24x7"),
    crawler("Slack-ImgProxy", "Slack-ImgProxy"),
    crawler("Tiny Tiny RSS", "Tiny Tiny RSS"),
    crawler("Vagabondo", "Vagabondo"),
    crawler("WeSEE:Search", "WeSEE:Search"),
    crawler("WhatWeb", "WhatWeb"),
    crawler("WhatsApp", "WhatsApp"),
    crawler("Wotbox", "Wotbox"),
    crawler("Xenu Link Sleuth", "Xenu Link Sleuth"),
    crawler("YahooMailProxy", "YahooMailProxy"),
    crawler("Yeti", "Yeti"),
    crawler("ZyBorg", "ZyBorg"),
    crawler("findlinks", "findlinks"),
    crawler("grub-client", "grub-client"),
    crawler("heritrix", "heritrix"),
    crawler("ichiro/mobile", "ichiro/mobile"),
    crawler("ichiro", "ichiro"),
    crawler("larbin", "larbin"),
    crawler("masscan", "masscan"),
    crawler("Nutch", "Nutch"),
    // Apps that contain a browser.
    inside(app("FBAN/MessengerForiOS;FBAV/", "Facebook Messenger")),
    inside(app("FB_IAB/MESSENGER;FBAV/", "Facebook Messenger")),
    inside(app("FBAN/MessengerForiOS", "Facebook Messenger")),
    inside(app("FBAV/", "Facebook")),
    Product { version: Version::Nowhere, ..inside(app("FBAN/", "Facebook")) },
    Product { version: Version::Nowhere, ..inside(app("FB_IAB/", "Facebook")) },
    app("Instagram ", "Instagram"),
    app("Pinterest for iOS/", "Pinterest"),
    app("Pinterest for Android/", "Pinterest"),
    app("Pinterest for Android Tablet/", "Pinterest"),
    inside(app("Pinterest", "Pinterest")),
    app("Twitter for iPhone", "Twitter"),
    app("Twitter for iPad", "Twitter"),
    app("TwitterAndroid", "Twitter"),
    Product { version: Version::After("app_version/"), ..app("musical_ly_", "TikTok") },
    Product { version: Version::After("app_version/"), ..app("trill_", "TikTok") },
    Product { version: Version::After("__weibo__"), ..app("Weibo (", "Weibo") },
    app("BytedanceWebview", "TikTok"),
    app("KAKAOTALK/", "KakaoTalk"),
    app("KAKAOTALK ", "KakaoTalk"),
    inside(app("LinkedInApp]/", "LinkedIn")),
    inside(app("LinkedInApp", "LinkedIn")),
    app("Telegram-Android/", "Telegram"),
    app("MicroMessenger/", "WeChat Browser"),
    app("Line/", "LINE"),
    app("GSA/", "Google"),
    app("OBS/", "OBS Studio"),
    app("Snapchat", "Snapchat"),
    app("HbbTV/", "HbbTV"),
    // Browsers built on others.
    app("SeaMonkey/", "SeaMonkey"),
    app("Camino/", "Camino"),
    app("SailfishBrowser/", "Sailfish Browser"),
    app("PaleMoon/", "Pale Moon"),
    app("MullvadBrowser/", "Mullvad Browser"),
    app("Fennec/", "Firefox Mobile"),
    app("Namoroka/", "Firefox (Namoroka)"),
    app("Shiretoko/", "Firefox (Shiretoko)"),
    app("Minefield/", "Firefox (Minefield)"),
    app("FxiOS/", "Firefox iOS"),
    app("Focus/", "Firefox Focus"),
    app("Navigator/", "Netscape"),
    app("Netscape6/", "Netscape"),
    app("UCBrowser/", "UC Browser"),
    app("UCMobile/", "UC Browser"),
    app("UCMini/", "UC Browser"),
    app("UC Browser ", "UC Browser"),
    app("UC Browser/", "UC Browser"),
    app("UCWEB", "UC Browser"),
    inside(app("Opera Mini/att/", "Opera Mini")),
    inside(app("Opera Mini", "Opera Mini")),
    inside(app("Opera Mobi", "Opera Mobile")),
    app("Opera ", "Opera"),
    inside(app("Opera Tablet", "Opera Tablet")),
    app("OPX/", "Opera GX"),
    app("OPT/", "Opera Touch"),
    app("Coast/", "Opera Coast"),
    app("OPiOS/", "Opera Mini"),
    inside(app("webOS/", "webOS Browser")),
    inside(app("hpwOS/", "webOS Browser")),
    inside(app("rekonq", "Rekonq")),
    inside(app("konqueror/", "Konqueror")),
    inside(app("Konqueror", "Konqueror")),
    app("Comodo_Dragon/", "Comodo Dragon"),
    inside(app("PLAYSTATION 3", "NetFront NX")),
    inside(app("PlayStation Portable", "NetFront")),
    inside(app("PlayStation Vita", "NetFront NX")),
    inside(app("Nintendo 3DS", "NetFront NX")),
    app("NX/", "NetFront NX"),
    app("HuaweiBrowser/", "Huawei Browser"),
    app("AvastSecureBrowser/", "Avast Secure Browser"),
    app("Avast/", "Avast Secure Browser"),
    app("AlohaBrowser/", "Aloha Browser"),
    inside(app("IEMobile/", "IE Mobile")),
    inside(app("IEMobile ", "IE Mobile")),
    app("NokiaBrowser/", "Nokia Browser"),
    app("BrowserNG/", "Nokia Browser"),
    app("S40OviBrowser/", "Ovi Browser"),
    app("OneBrowser/", "ONE Browser"),
    app("Brave Chrome/", "Brave"),
    app("brave/", "Brave"),
    app("Brave", "Brave"),
    app("Iron", "Iron"),
    app("Silk/", "Amazon Silk"),
    app("Puffin/", "Puffin"),
    app("EdgiOS/", "Edge Mobile"),
    app("EdgA/", "Edge Mobile"),
    app("OculusBrowser/", "Oculus Browser"),
    app("SamsungBrowser/", "Samsung Internet"),
    app("coc_coc_browser/", "Coc Coc"),
    app("Crosswalk/", "Crosswalk"),
    app("MxBrowser/", "Maxthon"),
    inside(app("Maxthon", "Maxthon")),
    app("Mint Browser/", "Mint Browser"),
    app("MiuiBrowser/", "MiuiBrowser"),
    app("baidubrowser/", "Baidu Browser"),
    inside(app("baidubrowser ", "Baidu Browser")),
    app("baiduboxapp/", "Baidu Explorer"),
    app("FlyFlow/", "Baidu Explorer"),
    app("MQQBrowser/Mini", "QQ Browser Mini"),
    app("MQQBrowser", "QQ Browser Mobile"),
    inside(app("QQBrowser", "QQ Browser")),
    app("Ddg/", "DuckDuckGo"),
    app("DuckDuckGo/", "DuckDuckGo"),
    inside(app("Ecosia ios@", "Ecosia iOS")),
    inside(app("Ecosia android@", "Ecosia Android")),
    app("HonorBrowser/", "Honor Browser"),
    app("HeyTapBrowser/", "HeyTap Browser"),
    app("PHX/", "Phoenix Browser"),
    app("Tenta/", "Tenta Browser"),
    app("CriOS/", "Chrome Mobile iOS"),
    app("CrMo/", "Chrome Mobile"),
    app("SLP Browser/", "Tizen Browser"),
    inside(app("SE 2.X MetaSr ", "Sogou Explorer")),
    app("SE 2.X MetaSr ", "Sogou Explorer"),
    app("YaBrowser/", "Yandex Browser"),
    app("YaSearchBrowser/", "Yandex Browser"),
    app("Yowser/", "Yandex Browser"),
    app("QuarkPC/", "Quark PC"),
    app("SLBrowser/", "Smart Lenovo Browser"),
    app("Atom/", "Atom Browser"),
    app("AOLShield/", "AOL Shield Browser"),
    app("AOLBUILD/", "AOL Desktop Gold Browser"),
    app("ADG/", "AOL Desktop Gold Browser"),
    app("SberBrowser/", "Sber Browser"),
    app("SznProhlizec/", "Seznam prohlížeč"),
    app("OMI/", "Vewd Browser"),
    app("Slack_SSB/", "Slack Desktop Client"),
    inside(app("Lunascape", "Lunascape")),
    inside(app("Sleipnir", "Sleipnir")),
    inside(app("Crazy Browser", "Crazy Browser")),
    inside(app("Avant Browser", "Avant")),
    inside(app("iCab", "iCab")),
    inside(app("HTTrack ", "HTTrack")),
    edition("Microsoft Outlook 16", "Outlook", "2016"),
    edition("Microsoft Outlook Mail 16", "Outlook", "2016"),
    edition("Microsoft Outlook 15", "Outlook", "2013"),
    edition("Microsoft Outlook 14", "Outlook", "2010"),
    edition("Microsoft Office Outlook 12", "Outlook", "2007"),
    edition("MSOffice 16", "Outlook", "2016"),
    edition("MSOffice 14", "Outlook", "2010"),
    edition("MSOffice 12", "Outlook", "2007"),
    app("Outlook-Express/", "Windows Live Mail"),
    app("Airmail ", "Airmail"),
    app("Lotus-Notes/", "Lotus Notes"),
    app("Superhuman", "Superhuman"),
    app("Vivaldi/", "Vivaldi"),
    app("Teams/", "Microsoft Teams"),
    app("Edge/", "Edge"),
    app("Edg/", "Edge"),
    app("OPR/", "Opera"),
    app("BoxNotes/", "BoxNotes"),
    app("Spotify/", "Spotify"),
    app("Electron/", "Electron"),
    app("NetFront/", "NetFront"),
    app("UP.Browser/", "UP.Browser"),
    app("Dolfin/", "Dolfin"),
    app("Roku/DVP-", "Roku"),
    app("Links (", "Links"),
    app("ELinks (", "ELinks"),
    // Libraries and languages.
    library("python-requests/", "Python Requests"),
    library("aiohttp/", "Python aiohttp"),
    library("python-requests", "Python Requests"),
    library("Ruby", "Ruby"),
    library("PHP", "PHP"),
    library("Java", "Java"),
    library("axios", "axios"),
    library("curl", "curl"),
    library("got", "got"),
    library("node", "node"),
    library("node-fetch", "node-fetch"),
    library("okhttp", "okhttp"),
    library("undici", "undici"),
    library("Wget", "Wget"),
    library("WinHTTP", "WinHTTP"),
    rider("Python"),
    // What browsers say of themselves.
    Product { version: Version::ThreeParts, ..engine("HeadlessChrome/", "HeadlessChrome") },
    engine("HeadlessChrome", "HeadlessChrome"),
    engine("QtWebEngine/", "Qt Web Engine"),
    engine("Chromium/", "Chromium"),
    engine("Chrome/", "Chrome"),
    engine("Firefox/", "Firefox"),
    Product { version: Version::Trident, ..inside(engine("Trident/", "IE")) },
    inside(engine("MSIE ", "IE")),
    inside(engine("MSPIE ", "IE")),
    engine("Opera/", "Opera"),
    engine("Safari", "Safari"),
    engine("CFNetwork/", "CFNetwork"),
    rider("Mozilla"),
    rider("mozilla"),
    rider("AppleWebKit"),
    rider("Gecko"),
    rider("KHTML"),
    rider("Version"),
    rider("Mobile"),
    rider("Presto"),
    rider("Dalvik"),
    rider("Darwin"),
    rider("Microsoft Office/"),
    phone("Profile"),
    phone("Configuration"),
    // What apps say about the phone and the page.
    rider("Build"),
    rider("Model"),
    rider("DeviceType"),
    rider("NetType"),
    rider("Language"),
    rider("JsSdk"),
    rider("Channel"),
    rider("AppName"),
    rider("app_version"),
    rider("ByteLocale"),
    rider("Region"),
    rider("XWEB"),
    rider("MMWEBSDK"),
    rider("MMWEBID"),
    rider("ABI"),
    rider("WKType"),
    rider("WKWebView"),
    rider("HMSCore"),
    rider("ArkWeb"),
    rider("SmartTvA"),
    rider("FVC"),
    rider("CE-HTML"),
    rider("UPnP"),
    rider("Chr0me"),
    rider("VIDAA"),
    rider("Monazilla"),
    rider("X11"),
    rider("appverc"),
    rider("AppVersion"),
    rider("cordova-amazon-fireos"),
    rider("AmazonWebAppPlatform"),
    rider("DoCoMo"),
    rider("Release"),
    rider("MMP"),
    rider("SMM-MMS"),
    rider("NETTV"),
    // What users add to their browsers.
    rider("StumbleUpon"),
    rider("Mnenhy"),
    rider("WebWasher"),
    rider("FirePHP"),
];

impl Product {
    /// The words that browsers begin with.
    pub(super) const BROWSERS: &[&str] = &["Mozilla", "mozilla", "Dalvik"];

    /// The product at this position, if its conditions hold. `after` is the text after the phrase.
    ///
    /// A phrase that ends in punctuation requires a number after it.
    pub(super) fn read<'a>(&self, after: &'a str) -> Option<Named<'a>> {
        let version = match self.version {
            Version::After(mark) => match after.split_once(mark) {
                Some((_, number)) => version(number),
                None => version(after),
            },
            Version::Nowhere => None,
            Version::Fixed(version) => Some(version),
            Version::Trident => Some(trident(after)?),
            Version::ThreeParts => Some(three_parts(version(after)?)),
            Version::Next if self.phrase.ends_with(|c: char| c.is_ascii_alphanumeric()) => {
                version(after.strip_prefix(['/', ' ', '-']).unwrap_or(after))
            }
            Version::Next => Some(version(after)?),
        };
        Some(Named { name: Name::Fixed(self.name), version })
    }
}

fn three_parts(version: &str) -> &str {
    version.match_indices('.').nth(2).and_then(|(end, _)| version.get(..end)).unwrap_or(version)
}

fn trident(number: &str) -> Option<&'static str> {
    match version(number)? {
        "4.0" => Some("8.0"),
        "5.0" => Some("9.0"),
        "6.0" => Some("10.0"),
        "7.0" | "8.0" => Some("11.0"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::index::INDEX;
    use super::super::tokens::{Token, tokens};
    use super::*;

    #[test]
    fn every_row_is_found() {
        for row in PRODUCTS {
            let is_whole = row.phrase.ends_with(|c: char| c.is_ascii_alphanumeric());
            let number = if matches!(row.version, Version::Trident) { "7.0" } else { "1.2" };
            let text = format!("{}{}{number}", row.phrase, if is_whole { "/" } else { "" });
            let expected = match row.version {
                Version::Next | Version::After(_) | Version::ThreeParts => Some("1.2"),
                Version::Nowhere => None,
                Version::Fixed(version) => Some(version),
                Version::Trident => Some("11.0"),
            };
            let word = tokens(&text, false).flat_map(Token::words).next().unwrap();
            let found = INDEX.at(word.name).map(|entry| &*entry.products).unwrap_or_default();
            let found = found.iter().find(|found| std::ptr::eq(found.row, row));
            let after = found.and_then(|_| super::super::index::after(word, row.phrase));
            let read = Named { name: Name::Fixed(row.name), version: expected };
            assert_eq!(after.and_then(|after| row.read(after)), Some(read), "{text}");
        }
    }
}
