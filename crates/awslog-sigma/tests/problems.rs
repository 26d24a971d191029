//! What is wrong with a rule is said, and the other rules run.
#![allow(clippy::unwrap_used, reason = "a failing test panics")]

use awslog_sigma::{Problem, RulesBuilder};

const GOOD: &str = "
title: Good
name: good
logsource:
    product: aws
detection:
    selection:
        eventName: x
    condition: selection
";

/// What is said about a file, while the good rule runs.
fn said(yaml: &str) -> Vec<String> {
    let mut builder = RulesBuilder::new();
    builder.add_yaml("bad.yml", yaml).add_yaml("good.yml", GOOD);
    let (rules, problems) = builder.build();
    assert_eq!(rules.len(), 1);
    problems.iter().map(Problem::to_string).collect()
}

#[test]
fn files_that_are_no_rules() {
    assert_eq!(said("action: global\ntitle: Test\n"), ["bad.yml: there is no rule in it"]);
    for yaml in ["", "title: [", "hello", "title: Test\n"] {
        let said = said(yaml);
        assert_eq!(said.len(), 1, "{yaml}");
        assert!(said.concat().starts_with("bad.yml: "), "{said:?}");
    }
}

#[test]
fn rules_that_cannot_be_compiled() {
    assert_eq!(
        said(&GOOD.replace("Good", "Bad").replace("eventName: x", "eventName|re: '('").replace("name: good\n", "")),
        ["bad.yml: Bad: invalid regex pattern: regex parse error:\n    (\n    ^\nerror: unclosed group"]
    );
    assert_eq!(
        said(
            &GOOD
                .replace("Good", "Bad")
                .replace("condition: selection", "condition: other")
                .replace("name: good\n", "")
        ),
        ["bad.yml: Bad: unknown detection identifier: other"]
    );
    let unknown = said(&GOOD.replace("eventName: x", "eventName|sounds_like: x").replace("name: good\n", ""));
    assert_eq!(unknown.len(), 1);
    assert!(unknown.concat().contains("Unknown modifier 'sounds_like'"), "{unknown:?}");
}

#[test]
fn taxonomies_that_are_not_known() {
    assert_eq!(
        said(&GOOD.replace("name: good", "taxonomy: ocsf")),
        ["bad.yml: Good: expected the taxonomy sigma, aws or ecs, found \"ocsf\""]
    );
}

#[test]
fn placeholders_without_values() {
    let rule = GOOD.replace("name: good\n", "").replace("eventName: x", "eventName|expand: '%names%'");
    assert_eq!(said(&rule), ["bad.yml: Good: the placeholder %names% has no values"]);
    let mut builder = RulesBuilder::new();
    builder.placeholder("names", [""; 0]).add_yaml("bad.yml", &rule);
    let (rules, problems) = builder.build();
    assert!(rules.is_empty());
    assert_eq!(problems[0].placeholder(), Some("names"));

    let mut builder = RulesBuilder::new();
    builder.placeholder("names", ["a*", "b"]).add_yaml("good.yml", &rule);
    let (mut rules, problems) = builder.build();
    assert_eq!(problems, []);
    let mut hits = |name: &str| {
        let json = format!(r#"{{"eventVersion":"1.11","eventName":"{name}"}}"#);
        let record = awslog::records(awslog::Format::CloudTrail, json.as_bytes()).next().unwrap().unwrap();
        rules.detect(&record).len()
    };
    // `*` is no wildcard here.
    assert_eq!((hits("a*"), hits("b"), hits("abc"), hits("c")), (1, 1, 0, 0));
}

#[test]
fn correlations_of_unknown_rules() {
    let correlation = |name: &str, rules: &str| {
        format!(
            "title: {name}\nname: {name}\ncorrelation:\n    type: event_count\n    rules: {rules}\n    group-by: [sourceIPAddress]\n    \
             timespan: 5m\n    condition:\n        gte: 2\n"
        )
    };
    assert_eq!(
        said(&correlation("many", "[nowhere]")),
        ["bad.yml: many: refers to the rule \"nowhere\", which is unknown, left out, or refers back"]
    );
    let circle = [correlation("one", "[two]"), correlation("two", "[one]")].join("---\n");
    assert_eq!(
        said(&circle),
        [
            "bad.yml: one: refers to the rule \"two\", which is unknown, left out, or refers back",
            "bad.yml: two: refers to the rule \"one\", which is unknown, left out, or refers back"
        ]
    );
}
