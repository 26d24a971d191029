//! The formats of lines.

use awslog::{Format, cloudfront, elb, vpc_flow};

use super::{PLAIN, event};
use crate::fates::{Beside, Lines, Object, Source};

pub const LINES: &[Source] = &[CLOUDFRONT, VPC_FLOW, ALB_ACCESS, ALB_CONNECTION, ALB_HEALTH_CHECK, NLB_TLS, CLASSIC];

const fn columns(fields: &'static [&'static str]) -> Object {
    Object { fields, inner: &[] }
}

const CLOUDFRONT: Source = Source {
    format: "CloudFront",
    module: "cloudfront",
    dataset: "cloudfront",
    read: |json| event(cloudfront::parse_line(json)),
    object: &columns(cloudfront::Record::FIELDS),
    least: &[r#"{"cs-bytes":null}"#, r#"{"sc-bytes":null}"#],
    lines: Some(Lines {
        format: Format::CloudFront,
        read: |line| event(cloudfront::parse_line(line)),
        header: "#Fields: ",
        delimiter: "\t",
    }),
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
    beside: &[
        Beside { words: "in real-time logs", record: r#"{"awslog-family":"real-time"}"#, fields: &[] },
        Beside { words: "in connection logs", record: r#"{"awslog-family":"connection"}"#, fields: &[] },
        Beside {
            words: "with a query in it, in real-time logs",
            record: r#"{"awslog-family":"real-time","cs-uri-stem":"/a%20b.jpg?q=c"}"#,
            fields: &["cs-uri-stem"],
        },
        Beside { words: "with `time`", record: r#"{"time":"12:34:56"}"#, fields: &["date"] },
        Beside {
            words: "with `date`",
            record: r#"{"date":"2026-01-15"}"#,
            fields: &["time", "start_time", "end_time"],
        },
        Beside {
            words: "with protocol and path",
            record: r#"{"cs-protocol":"https","cs-uri-stem":"/a"}"#,
            fields: &["cs(Host)", "x-host-header", "cs-uri-query"],
        },
    ],
    // No field of AWS's: it says how the others are meant, and their names say it too.
    shown: &["awslog-family"],
    yielding: &["awslog-family"],
    ..PLAIN
};

const VPC_FLOW: Source = Source {
    format: "VPC flow logs",
    module: "vpc_flow",
    dataset: "vpcflow",
    read: |json| event(vpc_flow::parse_line(json)),
    object: &columns(vpc_flow::Record::FIELDS),
    least: &[r#"{"interface-id":null}"#, r#"{"log-status":null}"#],
    lines: Some(Lines {
        format: Format::VpcFlow,
        read: |line| event(vpc_flow::Layout::default().parse_line(line)),
        header: "",
        delimiter: " ",
    }),
    examples: &[
        ("account-id", "111122223333"),
        ("protocol", "6"),
        ("action", "REJECT"),
        ("tcp-flags", "18"),
        ("type", "IPv6"),
        ("flow-direction", "ingress"),
        ("start", "1768480496"),
        ("end", "1768480556"),
        ("traffic-path", "8"),
        ("encryption-status", "1"),
    ],
    beside: &[
        Beside {
            words: "of any other value",
            record: r#"{"interface-id":null,"flow-direction":"sideways"}"#,
            fields: &["flow-direction"],
        },
        Beside {
            words: "with addresses, protocol and ports",
            record: r#"{"interface-id":null,"srcaddr":"192.0.2.10","dstaddr":"198.51.100.20","protocol":"6","srcport":"40000","dstport":"443"}"#,
            fields: &["srcaddr", "dstaddr", "protocol", "srcport", "dstport"],
        },
    ],
    ..PLAIN
};

const ELB: Source = Source { format: "Load balancers", dataset: "elb", ..PLAIN };

const ELB_LINES: Lines =
    Lines { format: Format::Elb, read: |_| Err(String::new()), header: "#Fields: ", delimiter: " " };

const TIMES: &str = "with the other processing times";

const ALB_ACCESS: Source = Source {
    kind: "Application, access",
    module: "elb::alb_access",
    read: |json| event(elb::alb_access::parse_line(json)),
    object: &columns(elb::alb_access::Record::FIELDS),
    least: &[r#"{"elb":null}"#, r#"{"target_status_code":null}"#],
    lines: Some(Lines { read: |line| event(elb::alb_access::parse_line(line)), ..ELB_LINES }),
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
    beside: &[
        Beside {
            words: TIMES,
            record: r#"{"elb":null,"request_processing_time":"0.125","target_processing_time":"0.25","response_processing_time":"0.5"}"#,
            fields: &["request_processing_time", "target_processing_time", "response_processing_time"],
        },
        Beside {
            words: "to an address",
            record: r#"{"elb":null,"redirect_url":"https://203.0.113.9:443/moved"}"#,
            fields: &["redirect_url"],
        },
    ],
    ..ELB
};

const ALB_CONNECTION: Source = Source {
    kind: "Application, connections",
    module: "elb::alb_connection",
    read: |json| event(elb::alb_connection::parse_line(json)),
    object: &columns(elb::alb_connection::Record::FIELDS),
    least: &[r#"{"elb":null}"#, r#"{"listener_port":null}"#],
    lines: Some(Lines { read: |line| event(elb::alb_connection::parse_line(line)), ..ELB_LINES }),
    examples: &[
        ("tls_protocol", "TLSv1.3"),
        ("leaf_client_cert_subject", r"CN=Fate\x41,O=Example"),
        ("leaf_client_cert_validity", "NotBefore=2026-01-01T00:00:00Z;NotAfter=2027-01-01T00:00:00Z"),
        ("tls_verify_status", "Failed:ClientCertExpired"),
    ],
    ..ELB
};

const ALB_HEALTH_CHECK: Source = Source {
    kind: "Application, health checks",
    module: "elb::alb_health_check",
    read: |json| event(elb::alb_health_check::parse_line(json)),
    object: &columns(elb::alb_health_check::Record::FIELDS),
    least: &[r#"{"elb":null}"#, r#"{"target_addr":null}"#],
    lines: Some(Lines { read: |line| event(elb::alb_health_check::parse_line(line)), ..ELB_LINES }),
    examples: &[("type", "https"), ("target_addr", "198.51.100.20:80"), ("status", "FAIL")],
    beside: &[Beside {
        words: "of a function",
        record: r#"{"elb":null,"type":"lambda","target_addr":"arn:aws:lambda:us-east-2:123456789012:function:web"}"#,
        fields: &["target_addr"],
    }],
    ..ELB
};

const NLB_TLS: Source = Source {
    kind: "Network, TLS",
    module: "elb::nlb_tls",
    read: |json| event(elb::nlb_tls::parse_line(json)),
    object: &columns(elb::nlb_tls::Record::FIELDS),
    least: &[r#"{"elb":null}"#, r#"{"connection_time":null}"#],
    lines: Some(Lines { read: |line| event(elb::nlb_tls::parse_line(line)), ..ELB_LINES }),
    examples: &[
        ("tls_handshake_time", "98"),
        ("client:port", "192.0.2.10:51341"),
        ("destination:port", "198.51.100.185:443"),
        ("chosen_cert_arn", "arn:aws:acm:us-east-2:123456789012:certificate/12345678-1234-1234-1234-123456789012"),
        ("tls_protocol_version", "tlsv12"),
        ("domain_name", "nlb.example.com"),
    ],
    ..ELB
};

const CLASSIC: Source = Source {
    kind: "Classic",
    module: "elb::classic",
    read: |json| event(elb::classic::parse_line(json)),
    object: &columns(elb::classic::Record::FIELDS),
    least: &[r#"{"elb":null}"#, r#"{"backend_status_code":null}"#],
    lines: Some(Lines { read: |line| event(elb::classic::parse_line(line)), ..ELB_LINES }),
    examples: &[
        ("backend_status_code", "502"),
        ("client:port", "192.0.2.10:2817"),
        ("backend:port", "198.51.100.20:80"),
        ("elb_status_code", "503"),
        ("request", "GET http://www.example.com:80/a/b.html?c=d HTTP/1.1"),
        ("user_agent", "curl/8.5.0"),
        ("ssl_protocol", "TLSv1.2"),
    ],
    beside: &[
        Beside {
            words: "of a request",
            record: r#"{"elb":null,"request":"GET http://www.example.com:80/ HTTP/1.1"}"#,
            fields: &["received_bytes", "sent_bytes"],
        },
        Beside {
            words: TIMES,
            record: r#"{"elb":null,"request_processing_time":"0.125","backend_processing_time":"0.25","response_processing_time":"0.5"}"#,
            fields: &["request_processing_time", "backend_processing_time", "response_processing_time"],
        },
    ],
    ..ELB
};
