//! WAF logs: reading, mapping and both with writing, beside what `serde_json` makes of the same bytes.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a benchmark that cannot go on may stop, and nobody calls it"
)]

use std::fmt::Write as _;
use std::hint::black_box;

use awslog::{ecs::Mapper, waf};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde::de::{Deserialize, IgnoredAny};

const RECORDS: usize = 2000;

/// Requests to a web ACL with managed rule groups: browsers, a crawler, attacks and a rate limit, about 2.4 kB each.
fn log() -> String {
    const AGENTS: [&str; 4] = [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "curl/8.5.0",
    ];
    let mut log = String::new();
    for number in 0..RECORDS {
        let (rule, kind, action, details) = match number % 8 {
            0 => (
                "AWS-AWSManagedRulesSQLiRuleSet",
                "MANAGED_RULE_GROUP",
                "BLOCK",
                r#"[{"conditionType":"SQL_INJECTION","sensitivityLevel":"HIGH","location":"ALL_QUERY_ARGS","matchedData":["1","or","\"1\"=\"1\""]}]"#,
            ),
            1 => ("rate-by-address", "RATE_BASED", "BLOCK", "[]"),
            _ => ("Default_Action", "REGULAR", "ALLOW", "[]"),
        };
        let group_rule = match number % 8 {
            0 => r#"{"ruleId":"SQLi_QUERYARGUMENTS","action":"BLOCK","ruleMatchDetails":null}"#,
            _ => "null",
        };
        let agent = AGENTS[number % AGENTS.len()];
        let (minute, product, octet) = (number * 37 % 60_000, number * 7919 % 10_000, number % 254 + 1);
        writeln!(
            log,
            r#"{{"timestamp":{},"formatVersion":1,"webaclId":"arn:aws:wafv2:us-east-1:123456789012:regional/webacl/prod-acl/11111111-2222-4333-8444-5555555555ab","terminatingRuleId":"{rule}","terminatingRuleType":"{kind}","action":"{action}","terminatingRuleMatchDetails":{details},"httpSourceName":"ALB","httpSourceId":"123456789012-app/web/0123456789abcdef","ruleGroupList":[{{"ruleGroupId":"AWS#AWSManagedRulesAmazonIpReputationList","terminatingRule":null,"nonTerminatingMatchingRules":[],"excludedRules":null,"customerConfig":null}},{{"ruleGroupId":"AWS#AWSManagedRulesCommonRuleSet","terminatingRule":null,"nonTerminatingMatchingRules":[{{"ruleId":"SizeRestrictions_BODY","action":"COUNT","overriddenAction":"BLOCK","ruleMatchDetails":[]}}],"excludedRules":null,"customerConfig":null}},{{"ruleGroupId":"AWS#AWSManagedRulesSQLiRuleSet","terminatingRule":{group_rule},"nonTerminatingMatchingRules":[],"excludedRules":[{{"exclusionType":"EXCLUDED_AS_COUNT","ruleId":"SQLi_COOKIE"}}],"customerConfig":null}}],"rateBasedRuleList":[{{"rateBasedRuleId":"arn:aws:wafv2:us-east-1:123456789012:regional/webacl/prod-acl/rate-by-address","rateBasedRuleName":"rate-by-address","limitKey":"IP","maxRateAllowed":2000,"evaluationWindowSec":"300","limitValue":"203.0.113.{octet}"}}],"nonTerminatingMatchingRules":[],"requestHeadersInserted":null,"responseCodeSent":null,"httpRequest":{{"clientIp":"203.0.113.{octet}","country":"NL","headers":[{{"name":"Host","value":"www.example.com"}},{{"name":"User-Agent","value":"{agent}"}},{{"name":"Accept","value":"text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"}},{{"name":"Accept-Language","value":"en-GB,en;q=0.5"}},{{"name":"Accept-Encoding","value":"gzip, deflate, br, zstd"}},{{"name":"Referer","value":"https://www.example.com/search?q=item{product}"}},{{"name":"Cookie","value":"REDACTED"}},{{"name":"If-None-Match","value":"\"{product:x}\""}},{{"name":"X-Forwarded-For","value":"198.51.100.{octet}, 203.0.113.{octet}"}},{{"name":"Sec-Fetch-Mode","value":"navigate"}},{{"name":"Sec-Fetch-Site","value":"same-origin"}},{{"name":"Upgrade-Insecure-Requests","value":"1"}}],"uri":"/item/{product}","args":"page={octet}&sort=price","httpVersion":"HTTP/2.0","httpMethod":"GET","requestId":"1-65a5f0b0-0123456789abcdef{number:08x}","fragment":"","scheme":"https","host":"www.example.com"}},"labels":[{{"name":"awswaf:managed:aws:core-rule-set:SizeRestrictions_Body"}},{{"name":"awswaf:clientip:geo:country:NL"}}],"ja3Fingerprint":"0123456789abcdef0123456789abcdef","ja4Fingerprint":"t13d1516h2_0123456789ab_cdef01234567","requestBodySize":0,"requestBodySizeInspectedByWAF":0}}"#,
            1_768_480_496_123 + minute,
        )
        .unwrap();
    }
    log
}

fn waf_logs(criterion: &mut Criterion) {
    let log = log();
    let mapper = Mapper::new();
    let records = waf::records(log.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
    assert_eq!(records.len(), RECORDS);
    assert_eq!(records.iter().filter(|record| record.action == Some(waf::Action::Block)).count(), RECORDS / 4);
    assert!(records.iter().all(|record| record.header("cookie") == Some("REDACTED") && record.unknown.is_empty()));

    let mut group = criterion.benchmark_group("waf");
    group.throughput(Throughput::Bytes(log.len() as u64));
    group.bench_function("records", |bencher| {
        bencher
            .iter(|| assert_eq!(waf::records(log.as_bytes()).filter_map(|read| black_box(read).ok()).count(), RECORDS));
    });
    group.bench_function("to_ecs", |bencher| {
        bencher.iter(|| records.iter().for_each(|record| drop(black_box(mapper.to_ecs(record)))));
    });
    group.bench_function("records, to_ecs and write_json", |bencher| {
        let mut out = Vec::new();
        bencher.iter(|| {
            for record in waf::records(log.as_bytes()).flatten() {
                out.clear();
                mapper.to_ecs(&record).write_json(&mut out);
                black_box(&out);
            }
        });
    });
    group.bench_function("serde_json::Value", |bencher| {
        bencher.iter(|| assert_eq!(read_all::<serde_json::Value>(&log), RECORDS));
    });
    group.bench_function("serde_json, ignored", |bencher| {
        bencher.iter(|| assert_eq!(read_all::<IgnoredAny>(&log), RECORDS));
    });
    group.finish();
}

/// How many documents `serde_json` reads.
fn read_all<'de, T: Deserialize<'de>>(log: &'de str) -> usize {
    serde_json::Deserializer::from_str(log).into_iter::<T>().filter_map(|read| black_box(read).ok()).count()
}

criterion_group!(benches, waf_logs);
criterion_main!(benches);
