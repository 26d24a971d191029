//! User agents beside `woothee`.

use awslog::ecs::user_agent::parse;
use woothee::parser::Parser;
use woothee::woothee::VALUE_UNKNOWN;

use crate::explained::{Explained, Right};
use crate::generate::{Random, user_agents};
use crate::mutate;
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

fn change(seed: &str, random: &mut Random) -> String {
    let mut words = seed.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let place = random.below(words.len() as u64) as usize;
    match random.below(6) {
        0 => drop(words.remove(place)),
        1 => words.insert(place, words[place].clone()),
        2 => words.truncate(place),
        3 => return mutate::text(seed, random),
        4 => {
            let other = random.below(words.len() as u64) as usize;
            words.swap(place, other);
        }
        _ => words[place] = mutate::text(&words[place], random),
    }
    words.join(" ")
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
        if ours != theirs && !same.is_some_and(|same| same.contains(&ours)) {
            differences.push(Difference::new(place, ours, theirs));
        }
    };
    if let Some(name) = Some(theirs.name).filter(is_known) {
        tell("name", ours.name.as_deref(), name, NAMES);
    }
    if let Some(version) = Some(theirs.version).filter(is_known) {
        tell("version", ours.version.as_deref(), version, &[]);
    }
    if let Some(system) = Some(theirs.os).filter(is_known) {
        tell("system", ours.os.name.as_deref(), system, SYSTEMS);
    }
    differences
}

const EXPLAINED: &[Explained] = &[];
#[allow(dead_code)]
const _USED: Right = Right::Awslog;
