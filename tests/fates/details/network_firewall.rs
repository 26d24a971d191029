//! The details of Network Firewall.

use super::{Context, Details};

pub const NETWORK_FIREWALL: Details = Details {
    examples: &[
        ("availability_zone", r#""us-east-1b""#),
        ("event.event_type", r#""alert""#),
        ("event.proto", r#""UDP""#),
        ("event.tcp.tcp_flags", r#""1b""#),
        ("event.aws_category", r#""[\"Fate Category\"]""#),
        ("event.alert.action", r#""blocked""#),
        ("event.alert.metadata", r#"{"fateKey": ["Fate Value"]}"#),
        ("event.verdict.action", r#""drop""#),
        ("event.revocation_check.action", r#""REJECT""#),
        ("event.tls.version", r#""TLS 1.2""#),
        ("event.tls.serial", r#""08:c9:76""#),
        ("event.tls.fingerprint", r#""34:36:32:fb""#),
        ("event.sni", r#""sni.example.org""#),
        ("event.tls.sni", r#""www.example.org""#),
        ("event.http.hostname", r#""www.example.com""#),
        ("event.http.url", r#""/a.php?b=c""#),
        ("event.http.protocol", r#""HTTP/1.1""#),
        ("event.http.http_user_agent", r#""curl/8.5.0""#),
        ("event.http.xff", r#""203.0.113.9, 198.51.100.79""#),
        ("event.dns.rrname", r#""dns.example.com""#),
    ],
    contexts: &[
        Context {
            words: "of an HTTP/2 request with `:authority`",
            record: r#"{"firewall_name":"one","event":{"http":{"request_headers":[{"name":":authority","value":"www.example.net"}]}}}"#,
            fields: &["event.http.request_headers[].value"],
        },
        Context {
            words: "with the type `A`",
            record: r#"{"firewall_name":"one","event":{"dns":{"answers":[{"rrtype":"A","rdata":"203.0.113.8"}]}}}"#,
            fields: &["event.dns.answers[].rdata"],
        },
    ],
    ..Details::NONE
};
