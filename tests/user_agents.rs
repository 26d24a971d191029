//! User agents: the names of programs, and arbitrary text.

use std::time::Duration;

use awslog::ecs::UserAgent;
use awslog::ecs::user_agent::{Cache, parse};
use awslog::text::Text;
use proptest::prelude::*;

#[allow(dead_code, reason = "a part is used")]
mod clock;

/// Agents composed for this test, with what they must read as.
const AGENTS: &str = include_str!("../fixtures/user_agents/agents.tsv");

/// The rows of the fixture, without its comment and its heading.
fn rows() -> impl Iterator<Item = &'static str> {
    AGENTS.lines().filter(|line| !line.starts_with("# ")).skip(1)
}

fn agents() -> impl Iterator<Item = &'static str> {
    rows().filter_map(|row| row.split('\t').next())
}

fn or_dash<'a>(value: &'a Option<Text<'_>>) -> &'a str {
    value.as_deref().unwrap_or("-")
}

#[test]
fn every_agent_of_the_fixture_reads_as_it_says() {
    let mut count = 0;
    for row in rows() {
        let [agent, name, version, os, os_version, device, reason] =
            row.split('\t').collect::<Vec<_>>().try_into().expect("seven columns");
        let read = parse(agent);
        let found = [&read.name, &read.version, &read.os.name, &read.os.version, &read.device.name].map(or_dash);
        assert_eq!(found, [name, version, os, os_version, device], "{agent} ({reason})");
        assert_eq!(read.original.as_deref(), Some(agent));
        let full = (os_version != "-").then(|| format!("{os} {os_version}"));
        assert_eq!(read.os.full.as_deref(), full.as_deref(), "{agent}");
        count += 1;
    }
    assert!(count >= 120, "{count} agents");
}

#[test]
fn nothing_is_nothing() {
    for text in ["", "-"] {
        assert_eq!(parse(text), UserAgent::default());
    }
    for text in [" ", " - ", "[]", "[-]", "\t\n"] {
        let read = parse(text);
        assert_eq!([&read.original, &read.name, &read.version].map(or_dash), [text, "Other", "-"]);
    }
}

#[test]
fn a_whole_result() {
    let json = serde_json::json!({
        "original": "[aws-cli/2.13.5 Python/3.11.4 Linux/5.4.0-kali3-amd64 source/x86_64.kali.2023 prompt/off]",
        "name": "aws-cli",
        "version": "2.13.5",
        "os": {
            "name": "Linux",
            "version": "5.4.0",
            "full": "Linux 5.4.0",
            "type": "linux",
            "kernel": "5.4.0-kali3-amd64",
            "platform": "kali",
        },
        "device": { "name": "Other" },
    });
    let agent = json["original"].as_str().unwrap();
    assert_eq!(serde_json::to_value(parse(agent)).unwrap(), json);
}

/// Whether a value is a piece of the text itself.
fn is_slice_of(value: &str, text: &str) -> bool {
    let (value, text) = (value.as_bytes().as_ptr_range(), text.as_bytes().as_ptr_range());
    text.start <= value.start && value.end <= text.end
}

#[test]
fn slices_of_the_text_are_borrowed() {
    let fixed = ["XP", "2000", "7", "8", "8.1", "10", "11", "10.0", "11.0", "1.2", "2016"];
    let mut owned = 0;
    for agent in agents() {
        let read = parse(agent);
        for value in [&read.version, &read.os.version, &read.os.kernel, &read.os.platform].into_iter().flatten() {
            match value.as_borrowed() {
                Some(value) => assert!(is_slice_of(value, agent) || fixed.contains(&value), "{value} of {agent}"),
                None => {
                    assert!(
                        agent.contains(&value.replace('.', "_")) || agent.contains("Darwin/"),
                        "{value} of {agent}"
                    );
                    owned += 1;
                }
            }
        }
    }
    assert!(owned > 0, "no agent of the fixture writes `10_15_7`");
}

/// How long one call takes: the best of a few, which noise hits least.
fn time(text: &str) -> Duration {
    (0..3).map(|_| clock::time(|| parse(text))).min().unwrap_or_default()
}

#[test]
fn a_text_twice_as_long_takes_at_most_twice_as_long() {
    let pieces = [
        "a",
        "a ",
        "a/",
        "(",
        "((a) ",
        ";",
        "1.",
        "bot",
        "bot/",
        "crawler ",
        "%20",
        "Android ",
        "Android 1;",
        "Windows NT ",
        "CFNetwork/",
        "Darwin/1 ",
        "Mac OS X 1_",
        "Chrome/1 wv",
        "aws-sdk-",
        "Linux/1-",
        "curl/",
        "é",
    ];
    for piece in pieces {
        let nanoseconds_per_byte = (10..=20).map(|power| {
            let text = piece.repeat((1 << power) / piece.len());
            time(&text).as_nanos() as f64 / text.len() as f64
        });
        let costs = nanoseconds_per_byte.collect::<Vec<_>>();
        // A quadratic cost would be 1024 times as high at the end as at the start.
        assert!(costs[10] < 8.0 * costs[0], "{piece:?}: {costs:?} ns a byte");
    }
}

/// Texts that look like agents more often than random text does.
fn agent_like() -> impl Strategy<Value = String> {
    let pieces = agents().flat_map(|agent| agent.split_inclusive([' ', ';', '(', ')', '/'])).collect::<Vec<_>>();
    let piece = prop_oneof![
        8 => prop::sample::select(pieces).prop_map(String::from),
        1 => any::<String>(),
        1 => "[ -~]{0,12}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_has_a_name_or_is_nothing(text in agent_like()) {
        let read = parse(&text);
        prop_assert_eq!(read.name.is_some(), read.original.is_some());
        prop_assert_eq!(read.os.name.is_some(), read.original.is_some());
        prop_assert_eq!(read.device.name.is_some(), read.original.is_some());
        for value in [&read.name, &read.version, &read.os.version].into_iter().flatten() {
            prop_assert!(!value.is_empty());
        }
    }

    #[test]
    fn a_name_is_a_few_tokens(text in agent_like()) {
        if let Some(name) = parse(&text).name {
            prop_assert!(name.len() <= 64, "{name:?}");
            prop_assert!(!name.contains(char::is_control), "{name:?}");
        }
    }

    #[test]
    fn a_version_is_up_to_four_numbers(text in agent_like()) {
        if let Some(version) = parse(&text).version {
            prop_assert!(version.split('.').count() <= 4);
            prop_assert!(version.split('.').all(|part| part.bytes().all(|byte| byte.is_ascii_digit())));
        }
    }

    #[test]
    fn the_cache_answers_as_the_parser_does(texts in prop::collection::vec(agent_like(), 1..12)) {
        let plain = Cache::new(8);
        let encoded = Cache::new(8);
        for _ in 0..4 {
            for text in &texts {
                prop_assert_eq!(plain.parse_with(text, |text| text.into()), parse(text));
                let decoded = text.replace("%20", " ");
                prop_assert_eq!(encoded.parse_with(text, |_| decoded.clone().into()), parse(&decoded));
            }
        }
    }
}
