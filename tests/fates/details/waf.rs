//! The details of WAF.

use super::{Context, Details};

pub const WAF: Details = Details {
    examples: &[
        ("formatVersion", "7"),
        ("httpRequest.forwardedAsn", "64497"),
        (
            "webaclId",
            r#""arn:aws:wafv2:us-east-1:123456789012:regional/webacl/web/00000000-0000-4000-8000-000000000002""#,
        ),
        ("action", r#""BLOCK""#),
        ("rateBasedRuleList[].limitValue", r#""198.51.100.77""#),
        ("httpRequest.host", r#""www.example.com""#),
        ("httpRequest.httpVersion", r#""HTTP/2.0""#),
    ],
    contexts: &[
        Context {
            words: "of WAF Classic",
            record: r#"{"formatVersion":1,"webaclId":"00000000-0000-4000-8000-000000000003"}"#,
            fields: &["webaclId"],
        },
        Context {
            words: "of a rule group that decided",
            record: r#"{"ruleGroupList":[{"terminatingRule":{"ruleId":"one"}}]}"#,
            fields: &["ruleGroupList[].ruleGroupId"],
        },
        Context {
            words: "with the key `IP`",
            record: r#"{"rateBasedRuleList":[{"customValues":[{"key":"IP","value":"198.51.100.78"}]}]}"#,
            fields: &["rateBasedRuleList[].customValues[].value"],
        },
        Context {
            words: "with name and value",
            record: r#"{"httpRequest":{"headers":[{"name":"Accept","value":"text/html; q=0.5"}]}}"#,
            fields: &["httpRequest.headers[].name", "httpRequest.headers[].value"],
        },
        Context {
            words: "of `Host`",
            record: r#"{"httpRequest":{"headers":[{"name":"Host","value":"www.example.com"}]}}"#,
            fields: &["httpRequest.headers[].value"],
        },
        Context {
            words: "of `User-Agent`",
            record: r#"{"httpRequest":{"headers":[{"name":"User-Agent","value":"curl/8.5.0"}]}}"#,
            fields: &["httpRequest.headers[].value"],
        },
        Context {
            words: "of `X-Forwarded-For`",
            record: r#"{"httpRequest":{"headers":[{"name":"X-Forwarded-For","value":"198.51.100.79, 203.0.113.9"}]}}"#,
            fields: &["httpRequest.headers[].value"],
        },
    ],
    ..Details::NONE
};
