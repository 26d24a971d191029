//! Which records a rule meets.
#![allow(clippy::unwrap_used, reason = "a failing test panics")]

use awslog::Format;
use awslog_sigma::{Rules, RulesBuilder};

/// One record of each of some formats, all with a source address.
const LOGS: &[(Format, &str)] = &[
    (Format::CloudTrail, r#"{"eventVersion":"1.11","eventName":"ListBuckets","sourceIPAddress":"192.0.2.10"}"#),
    (Format::CloudFront, "#Fields: c-ip\n192.0.2.10\n"),
    (Format::VpcFlow, "srcaddr dstaddr\n192.0.2.10 198.51.100.7\n"),
    (
        Format::Waf,
        r#"{"timestamp":1768480497000,"formatVersion":1,"webaclId":"a","action":"ALLOW","httpRequest":{"clientIp":"192.0.2.10"}}"#,
    ),
];

fn rules(header: &str, logsource: &str, selection: &str) -> Rules {
    let mut builder = RulesBuilder::new();
    builder.add_yaml(
        "rule.yml",
        &format!(
            "title: Test\n{header}\nlogsource:\n    {logsource}\ndetection:\n    selection:\n        {selection}\n    condition: \
             selection\n"
        ),
    );
    let (rules, problems) = builder.build();
    assert_eq!(problems, []);
    rules
}

/// The formats whose records a rule meets.
fn met(header: &str, logsource: &str, selection: &str) -> Vec<Format> {
    let mut rules = rules(header, logsource, selection);
    let mut is_met = |format, log: &str| {
        let record = awslog::records(format, log.as_bytes()).next().unwrap().unwrap();
        let hits = rules.detect(&record);
        assert_eq!(hits.len(), rules.evaluate(&record).len());
        !hits.is_empty()
    };
    LOGS.iter().filter(|(format, log)| is_met(*format, log)).map(|(format, _)| *format).collect()
}

const ALL: [Format; 4] = [Format::CloudTrail, Format::CloudFront, Format::VpcFlow, Format::Waf];

#[test]
fn a_rule_for_cloudtrail_meets_records_of_cloudtrail_only() {
    // Every record lacks it.
    let absent = "errorCode: null";
    assert_eq!(met("", "product: aws\n    service: cloudtrail", absent), [Format::CloudTrail]);
    assert_eq!(met("", "service: cloudtrail", absent), [Format::CloudTrail]);
    assert_eq!(met("", "product: AWS\n    service: CloudTrail", absent), [Format::CloudTrail]);
    assert_eq!(met("", "product: aws\n    service: vpcflow", absent), [Format::VpcFlow]);
    assert_eq!(met("taxonomy: sigma", "product: aws", absent), ALL);
}

#[test]
fn a_rule_with_ecs_names_meets_every_format() {
    let source = "source.ip: 192.0.2.10";
    assert_eq!(met("taxonomy: ecs", "product: aws", source), ALL);
    assert_eq!(met("taxonomy: ecs", "category: webserver", source), ALL);
    assert_eq!(met("taxonomy: ecs", "product: aws\n    service: waf", source), [Format::Waf]);
    assert_eq!(met("", "product: aws", source), []);
    assert_eq!(met("taxonomy: ecs", "product: aws", "sourceIPAddress: 192.0.2.10"), []);
}

#[test]
fn rules_for_other_products_are_left_out() {
    for (header, logsource) in [
        ("", "product: windows\n    category: process_creation"),
        ("", "category: proxy"),
        ("", "product: aws\n    service: route53-of-the-future"),
        ("", "product: okta\n    service: okta"),
        ("taxonomy: ecs", "product: linux"),
    ] {
        let rules = rules(header, logsource, "eventName: x");
        assert_eq!((rules.len(), rules.foreign(), rules.is_empty()), (0, 1, true), "{logsource}");
    }
}
