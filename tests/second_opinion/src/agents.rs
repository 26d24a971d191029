//! User agents beside `woothee`.

use awslog::ecs::user_agent::parse;
use woothee::parser::Parser;
use woothee::woothee::VALUE_UNKNOWN;

use crate::explained::{Explained, Right};
use crate::generate::{Random, user_agents};
use crate::pair::{Difference, Pair};
use crate::registry::read_folder;

/// The names that the two have for the same thing.
const NAMES: &[(&str, &[&str])] = &[
    ("Chrome", &["Chrome", "Chrome Mobile", "Chrome Mobile iOS", "Chrome Mobile WebView", "HeadlessChrome"]),
    ("Safari", &["Safari", "Mobile Safari", "Mobile Safari UI/WKWebView"]),
    ("Firefox", &["Firefox", "Firefox Mobile", "Firefox iOS"]),
    ("Edge", &["Edge", "Edge Mobile"]),
    ("Opera", &["Opera", "Opera Mobile"]),
    ("Internet Explorer", &["IE", "IE Mobile"]),
    ("SamsungBrowser", &["Samsung Internet"]),
    ("Google Desktop", &["Google"]),
];

const SYSTEMS: &[(&str, &[&str])] = &[
    ("Windows 10", &["Windows"]),
    ("Windows 8.1", &["Windows"]),
    ("Windows 8", &["Windows"]),
    ("Windows 7", &["Windows"]),
    ("Windows Vista", &["Windows"]),
    ("Windows XP", &["Windows"]),
    ("Windows UNKNOWN Ver", &["Windows"]),
    ("Mac OSX", &["Mac OS X"]),
    ("iPhone", &["iOS"]),
    ("iPad", &["iOS"]),
    ("iPod", &["iOS"]),
    ("iOS", &["iOS"]),
    ("Android", &["Android"]),
    ("Linux", &["Linux", "Ubuntu", "Debian", "Fedora"]),
    ("ChromeOS", &["Chrome OS"]),
];

pub fn pair() -> Pair {
    let parser = Parser::new();
    Pair {
        name: "agents",
        peer: "woothee",
        seeds: seeds(),
        change,
        compare: Box::new(move |input| compare(input, &parser)),
        explained: EXPLAINED,
    }
}

fn seeds() -> Vec<String> {
    let mut seeds = user_agents::all();
    for (_, bytes) in read_folder("user_agents") {
        let lines = String::from_utf8(bytes).expect("a table is UTF-8");
        let agents = lines.lines().filter(|line| !line.starts_with('#')).skip(1);
        seeds.extend(agents.filter_map(|line| line.split('\t').next()).map(str::to_owned));
    }
    seeds
}

/// Another version of something: other digits.
fn change(seed: &str, random: &mut Random) -> String {
    let digits = seed.char_indices().filter(|(_, letter)| letter.is_ascii_digit()).map(|(place, _)| place);
    let digits = digits.collect::<Vec<_>>();
    let mut text = seed.to_owned();
    for _ in 0..digits.len().min(1 + random.rank(6)) {
        let place = digits[random.below(digits.len() as u64) as usize];
        text.replace_range(place..=place, &random.below(10).to_string());
    }
    text
}

fn compare(input: &str, parser: &Parser) -> Vec<Difference> {
    let ours = parse(input);
    // What it does not know it has no opinion of.
    let Some(theirs) = parser.parse(input) else { return Vec::new() };
    let is_known = |text: &&str| !matches!(*text, VALUE_UNKNOWN | "" | "UNSUPPORTED");
    let mut differences = Vec::new();
    let mut tell = |place: &str, ours: Option<&str>, theirs: &str, names: &[(&str, &[&str])]| {
        let same = names.iter().find_map(|(name, same)| (*name == theirs).then_some(*same));
        let ours = ours.unwrap_or("absent");
        let is_same = ours == theirs || same.is_some_and(|same| same.contains(&ours));
        if !is_same {
            differences.push(Difference::new(place, ours, theirs));
        }
        is_same
    };
    // The version of another program is another.
    if let Some(name) = Some(theirs.name).filter(is_known)
        && tell("name", ours.name.as_deref(), name, NAMES)
        && let Some(version) = Some(theirs.version).filter(is_known)
    {
        tell("version", ours.version.as_deref(), version, &[]);
    }
    if let Some(system) = Some(theirs.os).filter(is_known) {
        tell("system", ours.os.name.as_deref(), system, SYSTEMS);
    }
    differences
}

const UAP_CORE: &str = "https://github.com/ua-parser/uap-core/blob/master/regexes.yaml";

const EXPLAINED: &[Explained] = &[
    Explained {
        name: "woothee has one name for all libraries, and one for most crawlers",
        right: Right::Either,
        link: UAP_CORE,
        example: "curl/8.5.0",
        is: |_, difference| matches!(difference.theirs.as_str(), "HTTP Library" | "misc crawler"),
    },
    Explained {
        name: "a text that is still percent-encoded has no parts",
        right: Right::Either,
        link: "https://docs.rs/awslog/latest/awslog/ecs/user_agent/fn.parse.html",
        example: "Mozilla/5.0%20(Macintosh;%20Intel%20Mac%20OS%20X%2010_15_7)%20AppleWebKit/605.1.15%20(KHTML,%20like%20Gecko)%22Version/17.1%20Safari/605.1.15",
        is: |input, _| input.contains('%'),
    },
    Explained {
        name: "names are those of uap-core: the app, the embedder or the crawler, where woothee names the browser in it",
        right: Right::Either,
        link: UAP_CORE,
        example: "Mozilla/5.0 (Linux; Android 10; KFTRWI) AppleWebKit/537.36 (KHTML, like Gecko) Silk/120.1.1 like Chrome/120.0 Safari/537.36",
        is: |_, difference| difference.place == "name" && difference.ours != "Other",
    },
    Explained {
        name: "systems are those of uap-core",
        right: Right::Either,
        link: UAP_CORE,
        example: "Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/79.0.3945.79 Safari/537.36",
        is: |_, difference| difference.place == "system" && difference.ours != "Other",
    },
    Explained {
        name: "the version of Internet Explorer is that of its engine, whatever mode it is in",
        right: Right::Either,
        link: "https://learn.microsoft.com/en-us/previous-versions/windows/internet-explorer/ie-developer/compatibility/ms537503(v=vs.85)",
        example: "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 6.1; Trident/7.0)",
        is: |input, difference| {
            difference.place == "version" && (input.contains("Trident/") || input.contains("IEMobile"))
        },
    },
    Explained {
        name: "Firefox OS is known by the versions of Gecko that it had",
        right: Right::Either,
        link: UAP_CORE,
        example: "Mozilla/2.0 (Mobile; rv:26.0) Gecko/06.0 Firefox/26.9",
        is: |_, difference| difference.theirs == "Firefox OS" && difference.ours == "Other",
    },
    Explained {
        name: "there is no Internet Explorer with an engine after Trident/7.0",
        right: Right::Either,
        link: "https://learn.microsoft.com/en-us/previous-versions/windows/internet-explorer/ie-developer/compatibility/ms537503(v=vs.85)",
        example: "Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/9.0; rv:21.0) like Gecko",
        is: |_, difference| difference.theirs == "Internet Explorer" && difference.ours == "Other",
    },
    Explained {
        name: "the version of headless Chrome has three parts, as in Elastic's events",
        right: Right::Either,
        link: UAP_CORE,
        example: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/124.0.6367.60 Safari/537.36",
        is: |input, difference| input.contains("HeadlessChrome/") && difference.theirs.starts_with(&difference.ours),
    },
];
