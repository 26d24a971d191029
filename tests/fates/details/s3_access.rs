//! The details of S3 access logs.

use super::{Context, Details};

pub const S3_ACCESS: Details = Details {
    examples: &[
        ("bucket_owner", "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2b0"),
        ("requester", "arn:aws:iam::123456789012:user/ops/jane@example.com"),
        ("operation", "S3.EXPIRE.OBJECT"),
        ("request_uri", "GET /a/b.html?c=d HTTP/1.1"),
        ("http_status", "503"),
        ("referer", "https://www.example.org/start"),
        ("user_agent", "curl/8.5.0"),
        ("signature_version", "SigV4"),
        ("cipher_suite", "TLS_AES_128_GCM_SHA256"),
        ("authentication_type", "AuthHeader"),
        ("host_header", "amzn-s3-demo-bucket.s3.eu-west-1.amazonaws.com"),
        ("tls_version", "TLSv1.3"),
        ("access_point_arn", "arn:aws:s3:eu-west-1:123456789012:accesspoint/example-ap"),
        ("acl_required", "Yes"),
        ("bucket_arn", "arn:aws:s3:::amzn-s3-demo-bucket"),
    ],
    contexts: &[
        Context {
            words: "of a session",
            record: r#"{"bucket_owner":null,"requester":"arn:aws:sts::123456789012:assumed-role/Reader/joe@example.com"}"#,
            fields: &["requester"],
        },
        Context {
            words: "of an account",
            record: r#"{"bucket_owner":null,"requester":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}"#,
            fields: &["requester"],
        },
        Context {
            words: "of a service",
            record: r#"{"bucket_owner":null,"requester":"svc:delivery.logs.amazonaws.com"}"#,
            fields: &["requester"],
        },
        Context {
            words: "of an object",
            record: r#"{"bucket_owner":null,"operation":"REST.GET.OBJECT","key":"photos/cat.jpg"}"#,
            fields: &["key"],
        },
        Context {
            words: "with an endpoint and TLS",
            record: r#"{"bucket_owner":null,"request_uri":"GET /a HTTP/1.1","host_header":"s3.eu-west-1.amazonaws.com","tls_version":"TLSv1.3"}"#,
            fields: &["request_uri"],
        },
    ],
    ..Details::NONE
};
