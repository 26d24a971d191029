//! Products that say who they are by a word of their own.

use std::sync::LazyLock;

use super::phrases::{Phrases, Row};
use super::words::version;

/// A product.
#[derive(Debug)]
pub(super) struct Product {
    phrase: &'static str,
    pub(super) name: &'static str,
    version: Version,
    pub(super) is_bot: bool,
}

#[derive(Clone, Copy, Debug)]
enum Version {
    /// Right behind a phrase that ends in a mark; behind one more mark where it ends in a letter, or nowhere.
    Behind,
    /// Always this one.
    Fixed(&'static str),
}

/// A crawler or another program that no person sits in front of.
const fn bot(phrase: &'static str, name: &'static str) -> Product {
    Product { phrase, name, version: Version::Behind, is_bot: true }
}

/// A program that a person uses, or a library.
const fn app(phrase: &'static str, name: &'static str) -> Product {
    Product { phrase, name, version: Version::Behind, is_bot: false }
}

/// An app that is known by another version than it sends.
const fn edition(phrase: &'static str, name: &'static str, version: &'static str) -> Product {
    Product { phrase, name, version: Version::Fixed(version), is_bot: false }
}

/// The products; the first in this order counts, not the first in the agent.
static PRODUCTS: &[Product] = &[
    // Crawlers, which come before the browser that they claim to be.
    bot("facebookexternalhit", "FacebookBot"),
    bot("facebookcatalog", "FacebookBot"),
    bot("WhatsApp", "WhatsApp"),
    bot("Bytespider", "Bytespider"),
    bot("heritrix", "heritrix"),
    bot("Scrapy", "Scrapy"),
    bot("masscan", "masscan"),
    bot("PingdomTMS/", "PingdomBot"),
    bot("PingdomPageSpeed/", "PingdomBot"),
    bot("PTST", "WebPageTest.org bot"),
    bot("Datanyze", "Datanyze"),
    bot("NewRelicPinger", "NewRelicPingerBot"),
    bot("RuxitSynthetic/", "Ruxit Synthetic"),
    bot("StatusCake", "StatusCakeBot"),
    bot("Google-InspectionTool", "Google-InspectionTool"),
    bot("GoogleOther", "GoogleOther"),
    bot("BingPreview", "BingPreview"),
    bot("Yeti", "Yeti"),
    bot("ia_archiver", "ia_archiver"),
    bot("Yahoo! Slurp", "Yahoo! Slurp"),
    bot("Slackbot-LinkExpanding", "Slackbot-LinkExpanding"),
    bot("Slack-ImgProxy", "Slack-ImgProxy"),
    bot("Mediapartners-Google", "Mediapartners-Google"),
    bot("AdsBot-Google", "AdsBot-Google"),
    bot("AppEngine-Google", "AppEngine-Google"),
    bot("FeedFetcher-Google", "Feedfetcher-Google"),
    bot("Feedfetcher-Google", "Feedfetcher-Google"),
    bot("Nutch", "Nutch"),
    bot("Qwantify", "Qwantify"),
    bot("findlinks", "findlinks"),
    bot("grub-client", "grub-client"),
    bot("ichiro/mobile", "ichiro/mobile"),
    bot("ichiro", "ichiro"),
    bot("Vagabondo", "Vagabondo"),
    bot("larbin", "larbin"),
    bot("Aboundex", "Aboundex"),
    bot("Ask Jeeves", "Ask Jeeves"),
    bot("BUbiNG", "BUbiNG"),
    bot("Catchpoint", "Catchpoint"),
    bot("Daumoa", "Daumoa"),
    bot("Feedbin", "Feedbin"),
    bot("Flamingo_SearchEngine", "Flamingo_SearchEngine"),
    bot("Genieo", "Genieo"),
    bot("Goodzer", "Goodzer"),
    bot("Netvibes", "Netvibes"),
    bot("NutchCVS", "NutchCVS"),
    bot("PagePeeker", "PagePeeker"),
    bot("Riddler", "Riddler"),
    bot("Scrubby", "Scrubby"),
    bot("SimplePie", "SimplePie"),
    bot("Tiny Tiny RSS", "Tiny Tiny RSS"),
    bot("WhatWeb", "WhatWeb"),
    bot("Wotbox", "Wotbox"),
    bot("WeSEE:Search", "WeSEE:Search"),
    bot("ZyBorg", "ZyBorg"),
    bot("meta-webindexer", "meta-webindexer"),
    bot("Xenu Link Sleuth", "Xenu Link Sleuth"),
    bot("GoogleImageProxy", "GmailImageProxy"),
    bot("YahooMailProxy", "YahooMailProxy"),
    bot("OpenVAS", "OpenVAS Scanner"),
    bot("PRTG Network Monitor", "PRTG Network Monitor"),
    bot("Site24x7", "Site24x7"),
    // Apps with a browser inside.
    app("FBAN/MessengerForiOS;FBAV/", "Facebook Messenger"),
    app("FB_IAB/MESSENGER;FBAV/", "Facebook Messenger"),
    app("FBAV/", "Facebook"),
    app("Instagram ", "Instagram"),
    app("Instagram/", "Instagram"),
    app("Snapchat/", "Snapchat"),
    app("Pinterest for Android/", "Pinterest"),
    app("Pinterest for Android Tablet/", "Pinterest"),
    app("Pinterest", "Pinterest"),
    app("Flipboard/", "Flipboard"),
    app("Twitter for iPhone", "Twitter"),
    app("Twitter for iPad", "Twitter"),
    app("TwitterAndroid", "Twitter"),
    app("musical_ly_", "TikTok"),
    app("trill_", "TikTok"),
    app("BytedanceWebview", "TikTok"),
    app("KAKAOTALK/", "KakaoTalk"),
    app("LinkedInApp]/", "LinkedIn"),
    app("LinkedInApp", "LinkedIn"),
    app("Telegram-Android/", "Telegram"),
    app("MicroMessenger/", "WeChat Browser"),
    app("Line/", "LINE"),
    app("GSA/", "Google"),
    app("HbbTV/", "HbbTV"),
    app("SeaMonkey/", "SeaMonkey"),
    app("Camino/", "Camino"),
    app("Waterfox/", "Waterfox"),
    app("SailfishBrowser/", "Sailfish Browser"),
    app("PaleMoon/", "Pale Moon"),
    app("Fennec/", "Firefox Mobile"),
    app("Namoroka/", "Firefox (Namoroka)"),
    app("Shiretoko/", "Firefox (Shiretoko)"),
    app("Minefield/", "Firefox (Minefield)"),
    app("FxiOS/", "Firefox iOS"),
    app("Basilisk/", "Basilisk"),
    app("Flock/", "Flock"),
    app("RockMelt/", "RockMelt"),
    app("Navigator/", "Netscape"),
    app("Netscape6/", "Netscape"),
    app("UCBrowser/", "UC Browser"),
    app("UC Browser ", "UC Browser"),
    app("UC Browser/", "UC Browser"),
    app("UCWEB", "UC Browser"),
    app("Opera Mini/att/", "Opera Mini"),
    app("Opera Mini/", "Opera Mini"),
    app("Opera Mini", "Opera Mini"),
    app("Opera Mobi", "Opera Mobile"),
    app("Opera ", "Opera"),
    app("Opera Tablet", "Opera Tablet"),
    app("OPX/", "Opera GX"),
    app("OPT/", "Opera Touch"),
    app("Coast/", "Opera Coast"),
    app("OPiOS/", "Opera Mini"),
    app("webOS/", "webOS Browser"),
    app("hpwOS/", "webOS Browser"),
    app("rekonq", "Rekonq"),
    app("konqueror/", "Konqueror"),
    app("Comodo_Dragon/", "Comodo Dragon"),
    app("PLAYSTATION 3", "NetFront NX"),
    app("PlayStation Portable", "NetFront"),
    app("PlayStation Vita", "NetFront NX"),
    app("Nintendo 3DS", "NetFront NX"),
    app("NX/", "NetFront NX"),
    app("HuaweiBrowser/", "Huawei Browser"),
    app("AVG/", "AVG"),
    app("AvastSecureBrowser/", "Avast Secure Browser"),
    app("Avast/", "Avast Secure Browser"),
    app("AlohaBrowser/", "Aloha Browser"),
    app("IEMobile/", "IE Mobile"),
    app("IEMobile ", "IE Mobile"),
    app("NokiaBrowser/", "Nokia Browser"),
    app("BrowserNG/", "Nokia Browser"),
    app("S40OviBrowser/", "Ovi Browser"),
    app("SEMC-Browser/", "SEMC-Browser"),
    app("OneBrowser/", "ONE Browser"),
    app("Jasmine/", "Jasmine"),
    app("Brave Chrome/", "Brave"),
    app("brave/", "Brave"),
    app("Brave", "Brave"),
    app("Silk/", "Amazon Silk"),
    app("Puffin/", "Puffin"),
    app("EdgiOS/", "Edge Mobile"),
    app("EdgA/", "Edge Mobile"),
    app("OculusBrowser/", "Oculus Browser"),
    app("SamsungBrowser/", "Samsung Internet"),
    app("coc_coc_browser/", "Coc Coc"),
    app("MxBrowser/", "Maxthon"),
    app("Crosswalk/", "Crosswalk"),
    app("MiuiBrowser/", "MiuiBrowser"),
    app("Mint Browser/", "Mint Browser"),
    app("baidubrowser/", "Baidu Browser"),
    app("baidubrowser ", "Baidu Browser"),
    app("baiduboxapp/", "Baidu Explorer"),
    app("FlyFlow/", "Baidu Explorer"),
    app("MQQBrowser/Mini", "QQ Browser Mini"),
    app("MQQBrowser", "QQ Browser Mobile"),
    app("QQBrowser", "QQ Browser"),
    app("DuckDuckGo/", "DuckDuckGo"),
    app("Ddg/", "DuckDuckGo"),
    app("Ecosia ios@", "Ecosia iOS"),
    app("Ecosia android@", "Ecosia Android"),
    app("VivoBrowser/", "VivoBrowser"),
    app("HonorBrowser/", "Honor Browser"),
    app("HeyTapBrowser/", "HeyTap Browser"),
    app("PHX/", "Phoenix Browser"),
    app("HiBrowser/", "HiBrowser"),
    app("CrMo/", "Chrome Mobile"),
    app("SLP Browser/", "Tizen Browser"),
    app("MetaSr ", "Sogou Explorer"),
    app("YaBrowser/", "Yandex Browser"),
    app("YaSearchBrowser/", "Yandex Browser"),
    app("Yowser/", "Yandex Browser"),
    app("Whale/", "Whale"),
    app("Avira/", "Avira"),
    app("CCleaner/", "CCleaner"),
    app("Norton/", "Norton"),
    app("Quark/", "Quark"),
    app("QuarkPC/", "Quark PC"),
    app("SLBrowser/", "Smart Lenovo Browser"),
    app("Atom/", "Atom Browser"),
    app("AOLShield/", "AOL Shield Browser"),
    app("AOLBUILD/", "AOL Desktop Gold Browser"),
    app("ADG/", "AOL Desktop Gold Browser"),
    app("SberBrowser/", "Sber Browser"),
    app("Slack_SSB/", "Slack Desktop Client"),
    app("Spotify/", "Spotify"),
    app("BoxNotes/", "BoxNotes"),
    app("Electron/", "Electron"),
    app("Midori/", "Midori"),
    app("Maxthon/", "Maxthon"),
    app("Maxthon ", "Maxthon"),
    app("Maxthon", "Maxthon"),
    app("Lynx/", "Lynx"),
    app("OmniWeb/", "OmniWeb"),
    app("Dillo/", "Dillo"),
    app("Epiphany/", "Epiphany"),
    app("Netscape/", "Netscape"),
    app("Lunascape/", "Lunascape"),
    app("Konqueror/", "Konqueror"),
    app("Kazehakase/", "Kazehakase"),
    app("Iceape/", "Iceape"),
    app("Iceweasel/", "Iceweasel"),
    app("IceWeasel/", "IceWeasel"),
    app("Iron/", "Iron"),
    app("K-Meleon/", "K-Meleon"),
    app("Sleipnir/", "Sleipnir"),
    app("Galeon/", "Galeon"),
    app("GranParadiso/", "GranParadiso"),
    app("iCab/", "iCab"),
    app("NetNewsWire/", "NetNewsWire"),
    app("UP.Browser/", "UP.Browser"),
    app("QupZilla/", "QupZilla"),
    app("qutebrowser/", "qutebrowser"),
    app("Otter/", "Otter"),
    app("IceCat/", "IceCat"),
    app("Arora/", "Arora"),
    app("Dolfin/", "Dolfin"),
    app("NetFront/", "NetFront"),
    app("Skyfire/", "Skyfire"),
    app("iTunes/", "iTunes"),
    app("AdobeAIR/", "AdobeAIR"),
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
    app("Thunderbird/", "Thunderbird"),
    app("Postbox/", "Postbox"),
    app("Lotus-Notes/", "Lotus Notes"),
    app("Superhuman", "Superhuman"),
    app("Vivaldi/", "Vivaldi"),
    app("Teams/", "Microsoft Teams"),
    app("Edge/", "Edge"),
    app("Edg/", "Edge"),
    app("HeadlessChrome", "HeadlessChrome"),
    app("QtWebEngine/", "Qt Web Engine"),
    app("PhantomJS/", "PhantomJS"),
    app("Chromium/", "Chromium"),
    app("CFNetwork/", "CFNetwork"),
    // Libraries and tools.
    app("Google-HTTP-Java-Client", "Google-HTTP-Java-Client"),
    app("Apache-HttpClient", "Apache-HttpClient"),
    app("PostmanRuntime", "PostmanRuntime"),
    app("Go-http-client", "Go-http-client"),
    app("scalaj-http", "scalaj-http"),
    app("Python-urllib", "Python-urllib"),
    app("WinHTTP", "WinHTTP"),
    app("JNLP", "JNLP"),
    app("okhttp", "okhttp"),
    app("aihttp", "aihttp"),
    app("reqwest", "reqwest"),
    app("axios", "axios"),
    app("python-requests/", "Python Requests"),
    app("aiohttp/", "Python aiohttp"),
    app("Windows-Update-Agent", "Windows-Update-Agent"),
    app("WindowsPowerShell", "WindowsPowerShell"),
    app("Microsoft-CryptoAPI", "Microsoft-CryptoAPI"),
    app("Debian APT-HTTP", "Debian APT-HTTP"),
    app("Ubuntu APT-HTTP", "Ubuntu APT-HTTP"),
    app("libwww-perl", "libwww-perl"),
    app("PycURL", "PycURL"),
    app("urlgrabber", "urlgrabber"),
    app("Wget", "Wget"),
    app("wget2", "wget2"),
    app("aria2", "aria2"),
    app("lftp", "lftp"),
    app("insomnia", "insomnia"),
    app("akka-http", "akka-http"),
    app("got", "got"),
    app("ReactorNetty", "ReactorNetty"),
    app("Jersey", "Jersey"),
    app("Vert.x-WebClient", "Vert.x-WebClient"),
    app("Apache-CXF", "Apache-CXF"),
    app("go-resty", "go-resty"),
    app("AHC", "AHC"),
    app("HTTPie", "HTTPie"),
    app("minio-go/", "minio-go"),
    app("ureq/", "ureq"),
    app("http.rb/", "http.rb"),
    app("GuzzleHttp/", "GuzzleHttp"),
    app("Cyberduck/", "Cyberduck"),
    app("rclone/", "rclone"),
    app("Roku/DVP-", "Roku"),
    app("WordPress", "WordPress"),
    app("Java/", "Java"),
    app("curl", "curl"),
    app("VLC/", "VLC"),
    app("QuickTime/", "QuickTime"),
    app("Nextcloud", "Nextcloud"),
    app("AnyConnect/", "AnyConnect"),
    app("HTTrack ", "HTTrack"),
    app("Links (", "Links"),
    app("ELinks/", "ELinks"),
    app("ELinks (", "ELinks"),
];

impl Row for Product {
    fn phrase(&self) -> &'static str {
        self.phrase
    }
}

pub(super) static INDEX: LazyLock<Phrases<Product>> = LazyLock::new(|| Phrases::new(PRODUCTS));

impl Product {
    /// The version of the product that stands here, if it does; `behind` is the text behind its phrase.
    ///
    /// A phrase that ends in a mark is none of the product's without a number behind it.
    pub(super) fn read<'a>(&self, behind: &'a str) -> Option<Option<&'a str>> {
        match self.version {
            Version::Fixed(version) => Some(Some(version)),
            Version::Behind if self.phrase.ends_with(|c: char| c.is_ascii_alphanumeric()) => {
                Some(behind.strip_prefix(['/', ' ', '-']).and_then(version))
            }
            Version::Behind => Some(Some(version(behind)?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn every_row_is_found() {
        for row in PRODUCTS {
            let is_whole = row.phrase.ends_with(|c: char| c.is_ascii_alphanumeric());
            let text = format!("{}{}1.2", row.phrase, if is_whole { "/" } else { "" });
            let expected = match row.version {
                Version::Behind => "1.2",
                Version::Fixed(version) => version,
            };
            let found = words(&text)
                .take(1)
                .flat_map(|word| INDEX.at(word))
                .find_map(|(found, behind)| std::ptr::eq(found.row, row).then(|| row.read(behind)));
            assert_eq!(found, Some(Some(Some(expected))), "{text}");
        }
    }
}
