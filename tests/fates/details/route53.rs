//! The details of Route 53 query logs.

use super::{Context, Details};

pub const RESOLVER: Details = Details {
    examples: &[
        ("account_id", "\"123456789012\""),
        ("region", "\"us-east-1\""),
        ("query_name", "\"www.example.com.\""),
        ("rcode", "\"NXDOMAIN\""),
        ("transport", "\"UDP\""),
        ("answers[].Rdata", "\"198.51.100.20\""),
        ("firewall_rule_action", "\"BLOCK\""),
    ],
    contexts: &[
        Context {
            words: "of a `PTR` query",
            record: r#"{"firewall_rule_group_id":"rslvr-frg-smallest","query_type":"PTR","query_name":"20.100.51.198.in-addr.arpa."}"#,
            fields: &["query_name"],
        },
        Context {
            words: "of the type `A`",
            record: r#"{"firewall_rule_group_id":"rslvr-frg-smallest","answers":[{"Rdata":"198.51.100.20","Type":"A"}]}"#,
            fields: &["answers[].Rdata"],
        },
        Context {
            words: "of the type `CNAME`",
            record: r#"{"firewall_rule_group_id":"rslvr-frg-smallest","answers":[{"Rdata":"edge.example.net.","Type":"CNAME"}]}"#,
            fields: &["answers[].Rdata"],
        },
        Context {
            words: "DNS over HTTPS",
            record: r#"{"firewall_rule_group_id":"rslvr-frg-smallest","transport":"DoH"}"#,
            fields: &["transport"],
        },
    ],
    ..Details::NONE
};

pub const PUBLIC: Details = Details {
    examples: &[
        ("query_name", "www.example.com"),
        ("response_code", "NXDOMAIN"),
        ("protocol", "UDP"),
        ("edns_client_subnet", "198.51.100.0/24"),
    ],
    contexts: &[Context {
        words: "of a `PTR` query",
        record: r#"{"hosted_zone_id":null,"query_type":"PTR","query_name":"20.100.51.198.in-addr.arpa"}"#,
        fields: &["query_name"],
    }],
    ..Details::NONE
};
