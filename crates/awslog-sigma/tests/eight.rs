//! The rules of this package fire on the lines that they are for, and on none of the lines that are nearly so.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failing test panics")]

mod files;

use awslog::Format;
use awslog_sigma::{Rules, RulesBuilder};

/// The rules, with the indicators of the fixture.
fn rules() -> Rules {
    let mut builder = RulesBuilder::new();
    builder.placeholder("indicator_addresses", ["198.51.100.66", "2001:db8::66"]);
    builder.placeholder("indicator_hosts", ["BAD.example"]);
    for (name, text) in files::of("rules") {
        builder.add_yaml(&name, &text);
    }
    let (rules, problems) = builder.build();
    assert_eq!(problems, []);
    assert_eq!((rules.len(), rules.foreign()), (9, 0));
    rules
}

/// The titles of the hits, after the number of the record in the file.
fn hits(rules: &mut Rules, name: &str, text: &str) -> Vec<String> {
    let format = Format::detect(text.as_bytes()).unwrap_or_else(|| panic!("{name}"));
    let mut lines = Vec::new();
    for (number, record) in awslog::records(format, text.as_bytes()).enumerate() {
        let Ok(record) = record else { continue };
        let mut titles = rules.detect(&record).into_iter().map(|hit| hit.header.rule_title).collect::<Vec<_>>();
        titles.sort();
        lines.extend(titles.into_iter().map(|title| format!("{name} {number}: {title}")));
    }
    lines
}

#[test]
fn each_rule_fires_where_it_should() {
    let mut rules = rules();
    let mut found = Vec::new();
    for (name, text) in files::of("fixtures").into_iter().filter(|(name, _)| name != "indicators.txt") {
        found.extend(hits(&mut rules, &name, &text));
    }
    let expected = [
        "flow.log 0: Indicator",
        "requests.log 1: Burp Suite",
        "requests.log 3: Burp Suite",
        "requests.log 5: Nimbo-C2 agent",
        "requests.log 7: Azure AD login path on a host that is not Microsoft's",
        "requests.log 10: Bazar loader agent",
        "requests.log 12: Domain longer than 95 characters",
        "requests.log 14: Lemon Duck agent",
        "requests.log 16: Indicator",
        "requests.log 17: Indicator",
        "requests.log 19: Telegram's bot API",
        "requests.log 21: Indicator",
        "requests.log 21: Lemon Duck agent",
        "requests.log 21: Telegram's bot API",
        "requests.log 22: Telegram's bot API",
        "requests.log 23: Azure AD login path on a host that is not Microsoft's",
        "requests.log 26: Azure AD login path on a host that is not Microsoft's",
        "requests.log 27: Azure AD login path on a host that is not Microsoft's",
        "requests.log 28: Bazar loader agent",
        "requests.log 30: Burp Suite",
        "trail.json 0: Nimbo-C2 agent",
        "trail.json 2: Indicator",
        "waf.log 0: Indicator",
        "waf.log 0: Nimbo-C2 agent",
        "waf.log 2: Burp Suite",
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_fixtures_of_all_formats_have_nothing_to_find() {
    let mut rules = rules();
    let mut found = Vec::new();
    for (name, text) in files::of("../../fixtures") {
        let is_log = !name.starts_with("user_agents") && !name.starts_with("hostile");
        if is_log && Format::detect(text.as_bytes()).is_some() {
            found.extend(hits(&mut rules, &name, &text));
        }
    }
    assert_eq!(found, [""; 0]);
}

#[test]
fn every_rule_says_where_its_facts_are_from() {
    for (name, text) in files::of("rules") {
        let collection = awslog_sigma::rsigma_parser::parse_sigma_yaml(&text).unwrap();
        for rule in collection.rules {
            assert!(!rule.references.is_empty(), "{name}");
            assert!(rule.references.iter().all(|place| place.starts_with("https://")), "{name}");
            assert_eq!((rule.taxonomy.as_deref(), rule.id.map(|id| id.len())), (Some("ecs"), Some(36)), "{name}");
            assert!(rule.description.is_some() && rule.level.is_some() && !rule.falsepositives.is_empty(), "{name}");
        }
    }
}
