//! The details of VPC flow logs.

use super::{Context, Details};

pub const VPC_FLOW: Details = Details {
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
    contexts: &[
        Context {
            words: "of any other value",
            record: r#"{"interface-id":null,"flow-direction":"sideways"}"#,
            fields: &["flow-direction"],
        },
        Context {
            words: "with addresses, protocol and ports",
            record: r#"{"interface-id":null,"srcaddr":"192.0.2.10","dstaddr":"198.51.100.20","protocol":"6","srcport":"40000","dstport":"443"}"#,
            fields: &["srcaddr", "dstaddr", "protocol", "srcport", "dstport"],
        },
    ],
    ..Details::NONE
};
