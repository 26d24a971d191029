//! WAF logs.

use std::fmt::Write as _;

use super::{Random, user_agents};

/// Requests to a web ACL with managed rule groups: browsers, a crawler, attacks and a rate limit, about 2.7 kB each.
pub fn log(records: usize) -> String {
    let mut random = Random::new(2026);
    let agents = user_agents::all();
    let mut log = String::new();
    for number in 0..records {
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
        let agent = &agents[random.rank(agents.len())];
        let (page, product, octet) = (random.below(20), random.rank(10_000), random.rank(254) + 1);
        let country = random.pick(&["NL", "DE", "US", "US", "JP", "BR"]);
        let site = random.pick(&["www", "www", "shop", "api", "images"]);
        writeln!(
            log,
            r#"{{"timestamp":{},"formatVersion":1,"webaclId":"arn:aws:wafv2:us-east-1:123456789012:regional/webacl/prod-acl/11111111-2222-4333-8444-5555555555ab","terminatingRuleId":"{rule}","terminatingRuleType":"{kind}","action":"{action}","terminatingRuleMatchDetails":{details},"httpSourceName":"ALB","httpSourceId":"123456789012-app/web/0123456789abcdef","ruleGroupList":[{{"ruleGroupId":"AWS#AWSManagedRulesAmazonIpReputationList","terminatingRule":null,"nonTerminatingMatchingRules":[],"excludedRules":null,"customerConfig":null}},{{"ruleGroupId":"AWS#AWSManagedRulesCommonRuleSet","terminatingRule":null,"nonTerminatingMatchingRules":[{{"ruleId":"SizeRestrictions_BODY","action":"COUNT","overriddenAction":"BLOCK","ruleMatchDetails":[]}}],"excludedRules":null,"customerConfig":null}},{{"ruleGroupId":"AWS#AWSManagedRulesSQLiRuleSet","terminatingRule":{group_rule},"nonTerminatingMatchingRules":[],"excludedRules":[{{"exclusionType":"EXCLUDED_AS_COUNT","ruleId":"SQLi_COOKIE"}}],"customerConfig":null}}],"rateBasedRuleList":[{{"rateBasedRuleId":"arn:aws:wafv2:us-east-1:123456789012:regional/webacl/prod-acl/rate-by-address","rateBasedRuleName":"rate-by-address","limitKey":"IP","maxRateAllowed":2000,"evaluationWindowSec":"300","limitValue":"203.0.113.{octet}"}}],"nonTerminatingMatchingRules":[],"requestHeadersInserted":null,"responseCodeSent":null,"httpRequest":{{"clientIp":"203.0.113.{octet}","country":"{country}","headers":[{{"name":"Host","value":"{site}.example.com"}},{{"name":"User-Agent","value":"{agent}"}},{{"name":"Accept","value":"text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"}},{{"name":"Accept-Language","value":"en-GB,en;q=0.5"}},{{"name":"Accept-Encoding","value":"gzip, deflate, br, zstd"}},{{"name":"Referer","value":"https://www.example.com/search?q=item{product}"}},{{"name":"Cookie","value":"REDACTED"}},{{"name":"If-None-Match","value":"\"{product:x}\""}},{{"name":"X-Forwarded-For","value":"198.51.100.{octet}, 203.0.113.{octet}"}},{{"name":"Sec-Fetch-Mode","value":"navigate"}},{{"name":"Sec-Fetch-Site","value":"same-origin"}},{{"name":"Upgrade-Insecure-Requests","value":"1"}}],"uri":"/item/{product}","args":"page={page}&sort=price","httpVersion":"HTTP/2.0","httpMethod":"GET","requestId":"1-65a5f0b0-0123456789abcdef{number:08x}","fragment":"","scheme":"https","host":"{site}.example.com"}},"labels":[{{"name":"awswaf:managed:aws:core-rule-set:SizeRestrictions_Body"}},{{"name":"awswaf:clientip:geo:country:{country}"}}],"ja3Fingerprint":"0123456789abcdef0123456789abcdef","ja4Fingerprint":"t13d1516h2_0123456789ab_cdef01234567","requestBodySize":0,"requestBodySizeInspectedByWAF":0}}"#,
            1_768_480_496_123 + 37 * number,
        )
        .unwrap();
    }
    log
}
