//! The details of load balancer logs.

use super::{Context, Details};

const TIMES: &str = "with the other processing times";

pub const ALB_ACCESS: Details = Details {
    examples: &[
        ("target_status_code", "502"),
        ("type", "https"),
        ("client:port", "192.0.2.10:2817"),
        ("target:port", "198.51.100.20:80"),
        ("elb_status_code", "503"),
        ("request_line", "GET https://www.example.com:443/a/b.html?c=d HTTP/1.1"),
        ("user_agent", "curl/8.5.0"),
        ("ssl_protocol", "TLSv1.3"),
        ("target_group_arn", "arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/web/0123456789abcdef"),
        ("trace_id", "Root=1-65a5f0b0-0123456789abcdef01234567"),
        ("domain_name", "www.example.com"),
        ("chosen_cert_arn", "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"),
        ("actions_executed", "waf,forward"),
        ("redirect_url", "https://www.example.org:443/moved"),
        ("target:port_list", "198.51.100.20:80 198.51.100.21:80"),
        ("target_status_code_list", "200 503"),
        ("transformed_host", "inner.example.com"),
    ],
    contexts: &[
        Context {
            words: TIMES,
            record: r#"{"elb":null,"request_processing_time":"0.125","target_processing_time":"0.25","response_processing_time":"0.5"}"#,
            fields: &["request_processing_time", "target_processing_time", "response_processing_time"],
        },
        Context {
            words: "to an address",
            record: r#"{"elb":null,"redirect_url":"https://203.0.113.9:443/moved"}"#,
            fields: &["redirect_url"],
        },
    ],
    ..Details::NONE
};

pub const ALB_CONNECTION: Details = Details {
    examples: &[
        ("tls_protocol", "TLSv1.3"),
        ("leaf_client_cert_subject", r"CN=Fate\x41,O=Example"),
        ("leaf_client_cert_validity", "NotBefore=2026-01-01T00:00:00Z;NotAfter=2027-01-01T00:00:00Z"),
        ("tls_verify_status", "Failed:ClientCertExpired"),
    ],
    ..Details::NONE
};

pub const ALB_HEALTH_CHECK: Details = Details {
    examples: &[("type", "https"), ("target_addr", "198.51.100.20:80"), ("status", "FAIL")],
    contexts: &[Context {
        words: "of a function",
        record: r#"{"elb":null,"type":"lambda","target_addr":"arn:aws:lambda:us-east-2:123456789012:function:web"}"#,
        fields: &["target_addr"],
    }],
    ..Details::NONE
};

pub const NLB_TLS: Details = Details {
    examples: &[
        ("tls_handshake_time", "98"),
        ("client:port", "192.0.2.10:51341"),
        ("destination:port", "198.51.100.185:443"),
        ("chosen_cert_arn", "arn:aws:acm:us-east-2:123456789012:certificate/12345678-1234-1234-1234-123456789012"),
        ("tls_protocol_version", "tlsv12"),
        ("domain_name", "nlb.example.com"),
    ],
    ..Details::NONE
};

pub const CLASSIC: Details = Details {
    examples: &[
        ("backend_status_code", "502"),
        ("client:port", "192.0.2.10:2817"),
        ("backend:port", "198.51.100.20:80"),
        ("elb_status_code", "503"),
        ("request", "GET http://www.example.com:80/a/b.html?c=d HTTP/1.1"),
        ("user_agent", "curl/8.5.0"),
        ("ssl_protocol", "TLSv1.2"),
    ],
    contexts: &[
        Context {
            words: "of a request",
            record: r#"{"elb":null,"request":"GET http://www.example.com:80/ HTTP/1.1"}"#,
            fields: &["received_bytes", "sent_bytes"],
        },
        Context {
            words: TIMES,
            record: r#"{"elb":null,"request_processing_time":"0.125","backend_processing_time":"0.25","response_processing_time":"0.5"}"#,
            fields: &["request_processing_time", "backend_processing_time", "response_processing_time"],
        },
    ],
    ..Details::NONE
};
