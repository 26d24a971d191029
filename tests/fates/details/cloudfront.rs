//! The details of CloudFront.

use super::{Context, Details};

pub const CLOUDFRONT: Details = Details {
    examples: &[
        ("sc-range-start", "1500"),
        ("sc-range-end", "1999"),
        ("cs(Host)", "d111111abcdef8.cloudfront.net"),
        ("cs-uri-stem", "/images/a%20b.jpg"),
        ("cs-uri-query", "q=a%20b"),
        ("sc-status", "404"),
        ("cs(User-Agent)", "curl/8.5.0"),
        ("x-host-header", "www.example.com"),
        ("cs-protocol", "https"),
        ("x-forwarded-for", "192.0.2.7,%20203.0.113.9"),
        ("ssl-protocol", "TLSv1.3"),
        ("cs-protocol-version", "HTTP/2.0"),
        ("r-host", "origin.example.com"),
        ("connectionStatus", "Failed:ClientCertExpired"),
        ("tlsProtocol", "TLSv1.2"),
        ("tlsSni", "device.example.com"),
        ("awslog-family", "connection"),
    ],
    contexts: &[
        Context { words: "in real-time logs", record: r#"{"awslog-family":"real-time"}"#, fields: &[] },
        Context { words: "in connection logs", record: r#"{"awslog-family":"connection"}"#, fields: &[] },
        Context {
            words: "with a query in it, in real-time logs",
            record: r#"{"awslog-family":"real-time","cs-uri-stem":"/a%20b.jpg?q=c"}"#,
            fields: &["cs-uri-stem"],
        },
        Context { words: "with `time`", record: r#"{"time":"12:34:56"}"#, fields: &["date"] },
        Context {
            words: "with `date`",
            record: r#"{"date":"2026-01-15"}"#,
            fields: &["time", "start_time", "end_time"],
        },
        Context {
            words: "with protocol and path",
            record: r#"{"cs-protocol":"https","cs-uri-stem":"/a"}"#,
            fields: &["cs(Host)", "x-host-header", "cs-uri-query"],
        },
    ],
    // It says how the others are meant, and their names imply it too.
    implied: &["awslog-family"],
    redundant: &["awslog-family"],
};
