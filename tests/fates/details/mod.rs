//! What the test knows of the fields of a source beyond their names.

mod cloudfront;
mod cloudtrail;
mod config;
mod elb;
mod guardduty;
mod network_firewall;
mod route53;
mod s3_access;
mod vpc_flow;
mod waf;

/// What is special about the fields of a source. A source without a row in [`DETAILS`] has nothing special.
pub struct Details {
    /// Values of fields whose text has a grammar, or that a rule knows certain values of.
    pub examples: &'static [(&'static str, &'static str)],
    /// Records in which fields map differently.
    pub contexts: &'static [Context],
    /// Fields that an event does not repeat, but implies.
    pub implied: &'static [&'static str],
    /// Fields that add nothing to a record with every field, because another field says the same.
    pub redundant: &'static [&'static str],
}

/// A record in which fields map differently than alone.
pub struct Context {
    /// How the page describes it.
    pub words: &'static str,
    /// The record. If it has the field in question, that value is the field's.
    pub record: &'static str,
    /// The fields that map differently; if empty, all that the record does not have.
    pub fields: &'static [&'static str],
}

impl Details {
    pub const NONE: Details = Details { examples: &[], contexts: &[], implied: &[], redundant: &[] };
}

/// The details of sources, by their headings in `docs/mapping.md`.
pub const DETAILS: &[(&str, &Details)] = &[
    ("CloudFront", &cloudfront::CLOUDFRONT),
    ("VPC flow logs", &vpc_flow::VPC_FLOW),
    ("Load balancers, Application, access", &elb::ALB_ACCESS),
    ("Load balancers, Application, connections", &elb::ALB_CONNECTION),
    ("Load balancers, Application, health checks", &elb::ALB_HEALTH_CHECK),
    ("Load balancers, Network, TLS", &elb::NLB_TLS),
    ("Load balancers, Classic", &elb::CLASSIC),
    ("CloudTrail, Events", &cloudtrail::CLOUDTRAIL),
    ("CloudTrail, Digests", &cloudtrail::DIGEST),
    ("WAF", &waf::WAF),
    ("Network Firewall", &network_firewall::NETWORK_FIREWALL),
    ("GuardDuty", &guardduty::GUARDDUTY),
    ("Config", &config::CONFIG),
    ("S3 access logs", &s3_access::S3_ACCESS),
    ("Route 53, Resolver", &route53::RESOLVER),
    ("Route 53, public zones", &route53::PUBLIC),
];
