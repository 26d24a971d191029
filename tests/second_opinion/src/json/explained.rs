//! Where awslog reads JSON in another way than `serde_json` and the model of its fields.

use super::tree::Tree;
use crate::explained::{Explained, Right};

const WAF: &str = "https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html";

pub const EXPLAINED: &[Explained] = &[
    Explained {
        name: "strings may hold control characters and escapes that are none: attackers write them, and careless forwarders",
        right: Right::Either,
        link: "https://www.rfc-editor.org/rfc/rfc8259#section-9",
        example: r#"waf
{"timestamp":1768480499250,"formatVersion":1,"webaclId":"a","action":"ALLOW","httpRequest":{"uri":"/\x"}}"#,
        is: |_, difference| {
            let errors = ["invalid escape", "control character", "surrogate", "unexpected end of hex escape"];
            difference.place == "accepted" && errors.iter().any(|words| difference.theirs.contains(words))
        },
    },
    Explained {
        name: "a list without records may precede the record, as in a sequence of responses",
        right: Right::Either,
        link: "https://docs.rs/awslog/latest/awslog/waf/fn.records.html",
        example: r#"waf
[]{"timestamp":1768480499250,"formatVersion":1,"webaclId":"a","action":"ALLOW"}"#,
        is: |input, difference| {
            let text = input.split_once('\n').map_or("", |(_, text)| text.trim_ascii_start());
            let before = text.split('{').next().unwrap_or_default();
            difference.place == "accepted"
                && difference.theirs.contains("trailing characters")
                && before.starts_with('[')
                && before.matches('[').count() == before.matches(']').count()
        },
    },
    Explained {
        name: "a list may be a single value, a map, JSON in a text, or of data alone: forwarders and tables write them so",
        right: Right::Awslog,
        link: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Transformation-BuiltIn.html",
        example: r#"waf
{"timestamp":1768480499250,"formatVersion":1,"webaclId":"a","action":"ALLOW","labels":{"name":"a"}}"#,
        is: |_, difference| difference.theirs.starts_with("OtherForm"),
    },
    Explained {
        name: "the keys of a certificate that are written twice: the last value counts",
        right: Right::Awslog,
        link: "https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-logging-contents.html",
        example: r#"network_firewall
{"firewall_name":"a","availability_zone":"b","event_timestamp":"1768480497","event":{"event_type":"alert","tls":{"subject":"CN=a","subject":"CN=b"}}}"#,
        is: |input, difference| {
            input.starts_with("network_firewall")
                && difference.place.starts_with("event.tls.")
                && has_value(input, "tls", |tree| matches!(tree, Tree::Object(members) if has_key_twice(members)))
        },
    },
    Explained {
        name: "the members of a notification's `configurationItem` are the record's",
        right: Right::Awslog,
        link: "https://docs.aws.amazon.com/config/latest/developerguide/example-sns-notification.html",
        example: r#"config
{"messageType":"ConfigurationItemChangeNotification","configurationItem":{"resourceId":"a","resourceType":"AWS::S3::Bucket"}}"#,
        is: |input, _| has_member(input, "config", &["configurationItem", "configurationItemSummary"]),
    },
    Explained {
        name: "an item of a list of texts that is no text is its JSON",
        right: Right::Awslog,
        link: "https://docs.suricata.io/en/latest/output/eve/eve-json-format.html",
        example: r#"network_firewall
{"firewall_name":"a","availability_zone":"b","event_timestamp":"1768480497","event":{"alert":{"metadata":{"a":["b",{"c":1}]}}}}"#,
        is: |input, difference| {
            let is_json_alone = difference.theirs == "absent"
                && ["List([Text(\"{", "List([Text(\"["].iter().any(|front| difference.ours.starts_with(front));
            let lists = difference.ours.starts_with("List") && (difference.theirs.starts_with("List") || is_json_alone)
                || difference.place.ends_with("unknown") && difference.theirs.contains(", List([");
            input.starts_with("network_firewall") && lists
        },
    },
    Explained {
        name: "an empty `srcids` is absent, so that the next one is written in its place",
        right: Right::Either,
        link: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs-format.html",
        example: r#"route53::resolver
{"query_timestamp":"2026-01-15T12:34:09Z","query_name":"a.example.com.","srcids":{},"srcids":{"instance":"i-1"}}"#,
        is: |input, difference| {
            difference.place.starts_with("serialized") && has_member(input, "route53::resolver", &["srcids", "Srcids"])
        },
    },
    Explained {
        name: "a leap second is the last moment of its minute",
        right: Right::Awslog,
        link: "https://www.rfc-editor.org/rfc/rfc3339#section-5.7",
        example: r#"route53::resolver
{"query_timestamp":"2026-01-15T12:34:60Z","query_name":"a.example.com."}"#,
        is: |_, difference| {
            [&difference.ours, &difference.theirs]
                .iter()
                .any(|words| words.contains(":60") || words.contains(":59.999999999"))
        },
    },
    Explained {
        name: "the record under the key `scanResult` is the result of a scan, as it is serialized",
        right: Right::Awslog,
        link: "https://docs.rs/awslog/latest/awslog/guardduty/struct.Record.html#structfield.scan_result",
        example: r#"guardduty
{"schemaVersion":"2.0","type":"Default:EC2/Least","scanResult":1}"#,
        is: |input, _| has_member(input, "guardduty", &["scanResult"]),
    },
    Explained {
        name: "an object without the keys that make it a record of the format is refused",
        right: Right::Awslog,
        link: "https://docs.rs/awslog/latest/awslog/enum.ErrorKind.html#variant.Format",
        example: r#"waf
{"example":1}"#,
        is: |_, difference| difference.place == "refused: Format",
    },
    Explained {
        name: "a number that its field has no room for is refused",
        right: Right::Awslog,
        link: "https://docs.rs/awslog/latest/awslog/enum.ErrorKind.html#variant.Value",
        example: r#"route53::resolver
{"query_timestamp":"2026-01-15T12:34:09Z","query_name":"a.example.com.","srcport":65536}"#,
        is: |_, difference| {
            difference.place == "refused: Value" && difference.ours.contains("expected a whole number below")
        },
    },
    Explained {
        name: "the category of a website stands beside `event` by the documentation, and in it in logs",
        right: Right::Awslog,
        link: "https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-logging-contents.html",
        example: r#"network_firewall
{"firewall_name":"a","availability_zone":"b","event_timestamp":"1768480497","event":{"event_type":"alert","aws_category":"c"}}"#,
        is: |input, difference| input.starts_with("network_firewall") && difference.place.ends_with("aws_category"),
    },
    Explained {
        name: "these stand beside `httpRequest` by the documentation, and in it in logs",
        right: Right::Awslog,
        link: WAF,
        example: r#"waf
{"timestamp":1768480499250,"formatVersion":1,"webaclId":"a","action":"ALLOW","httpRequest":{"clientAsn":64496}}"#,
        is: |input, difference| {
            let names = ["client_asn", "forwarded_asn", "cf_distribution_tenant_id"];
            let keys = ["(\"clientAsn\"", "(\"forwardedAsn\"", "(\"cfDistributionTenantId\""];
            let is_one_unknown =
                difference.place == "http_request.unknown" && keys.iter().any(|key| difference.theirs.contains(key));
            let name = difference.place.trim_start_matches("http_request.");
            input.starts_with("waf") && (names.contains(&name) || is_one_unknown)
        },
    },
    Explained {
        name: "the text `null` is no id of a request",
        right: Right::Awslog,
        link: WAF,
        example: r#"waf
{"timestamp":1768480499250,"formatVersion":1,"webaclId":"a","action":"ALLOW","httpRequest":{"requestId":"null"}}"#,
        is: |input, difference| {
            input.starts_with("waf")
                && difference.place == "http_request.request_id"
                && difference.theirs.contains("null")
        },
    },
];

/// Whether a record of a module has a member with one of these names.
fn has_member(input: &str, module: &str, names: &[&str]) -> bool {
    let Some((found, text)) = input.split_once('\n') else { return false };
    match Tree::parse(text) {
        Ok(Tree::Object(members)) => found == module && members.iter().any(|(key, _)| names.contains(&key.as_str())),
        _ => false,
    }
}

/// Whether a record has a key, at any depth, with such a value.
fn has_value(input: &str, key: &str, is_such: impl Fn(&Tree) -> bool) -> bool {
    fn find(tree: &Tree, key: &str, is_such: &dyn Fn(&Tree) -> bool) -> bool {
        match tree {
            Tree::Object(members) => members
                .iter()
                .any(|(name, value)| name.eq_ignore_ascii_case(key) && is_such(value) || find(value, key, is_such)),
            Tree::List(items) => items.iter().any(|item| find(item, key, is_such)),
            _ => false,
        }
    }
    let text = input.split_once('\n').map_or("", |(_, text)| text);
    Tree::parse(text).is_ok_and(|tree| find(&tree, key, &is_such))
}

fn has_key_twice(members: &[(String, Tree)]) -> bool {
    members
        .iter()
        .enumerate()
        .any(|(place, (key, _))| members[..place].iter().any(|(other, _)| other.eq_ignore_ascii_case(key)))
}
