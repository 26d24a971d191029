//! The formats by name.

use std::fmt;
use std::str::FromStr;

/// The formats, one per row: the variant, its name, its title, the name of a record in a sentence, and
/// `event.dataset`.
macro_rules! formats {
    ($($(#[$meta:meta])* $variant:ident, $name:literal, $title:literal, $record:literal, $dataset:literal;)+) => {
        /// The logs that this crate reads.
        ///
        /// ```
        /// use awslog::Format;
        ///
        /// assert_eq!("cloudfront".parse(), Ok(Format::CloudFront));
        /// assert_eq!(Format::CloudFront.to_string(), "cloudfront");
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Format {
            $($(#[$meta])* $variant,)+
        }

        impl Format {
            /// Every format.
            pub const ALL: &'static [Format] = &[$(Format::$variant),+];

            /// The name for command lines and configuration files.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Format::$variant => $name,)+
                }
            }

            /// The name for use in a sentence.
            pub const fn title(self) -> &'static str {
                match self {
                    $(Format::$variant => $title,)+
                }
            }

            /// The value of `event.dataset` in events of this format.
            ///
            /// ```
            /// assert_eq!(awslog::Format::CloudTrail.dataset(), "aws.cloudtrail");
            /// ```
            pub const fn dataset(self) -> &'static str {
                match self {
                    $(Format::$variant => $dataset,)+
                }
            }

            /// The name of a record in a sentence.
            pub(crate) const fn record(self) -> &'static str {
                match self {
                    $(Format::$variant => $record,)+
                }
            }

        }

    };
}

formats! {
    /// CloudFront access logs: [`cloudfront`](crate::cloudfront).
    CloudFront, "cloudfront", "CloudFront log", "a CloudFront record", "aws.cloudfront_logs";
    /// CloudTrail events, Insights events and digest files: [`cloudtrail`](crate::cloudtrail).
    CloudTrail, "cloudtrail", "CloudTrail log", "a CloudTrail event or digest", "aws.cloudtrail";
    /// VPC flow logs and Transit Gateway flow logs: [`vpc_flow`](crate::vpc_flow).
    VpcFlow, "vpcflow", "VPC flow log", "a flow log record", "aws.vpcflow";
    /// Elastic Load Balancing access, connection and health check logs: [`elb`](crate::elb).
    Elb, "elb", "load balancer log", "a load balancer record", "aws.elb_logs";
    /// GuardDuty findings: [`guardduty`](crate::guardduty).
    GuardDuty, "guardduty", "GuardDuty finding", "a GuardDuty finding", "aws.guardduty";
    /// AWS Config's snapshots, histories and notifications: [`config`](crate::config).
    Config, "config", "Config item", "a Config item or notification", "aws.config";
    /// AWS WAF logs: [`waf`](crate::waf).
    Waf, "waf", "WAF log", "a WAF record", "aws.waf";
    /// S3 server access logs: [`s3_access`](crate::s3_access).
    S3Access, "s3access", "S3 access log", "an S3 access log record", "aws.s3access";
    /// Route 53 query logs, of the VPC Resolver and of public hosted zones: [`route53`](crate::route53). The dataset is
    /// that of the Resolver; events of public zones have `aws.route53_public_logs`.
    Route53, "route53", "Route 53 query log", "a Route 53 query log record", "aws.route53_resolver_logs";
    /// AWS Network Firewall alert, flow and TLS logs: [`network_firewall`](crate::network_firewall).
    NetworkFirewall, "firewall", "Network Firewall log", "a Network Firewall record", "aws.firewall_logs";
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Self::ALL
            .iter()
            .copied()
            .find(|format| format.as_str() == name)
            .ok_or_else(|| UnknownFormat { name: name.into() })
    }
}

/// The error for an unknown name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected one of {}, found {name:?}", Format::ALL.iter().map(|format| format.as_str()).collect::<Vec<_>>().join(", "))]
pub struct UnknownFormat {
    name: Box<str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_parse_as_they_are_displayed() {
        for format in Format::ALL {
            assert_eq!(format.to_string().parse(), Ok(*format));
        }
    }

    #[test]
    fn the_error_for_an_unknown_name_lists_the_known_ones() {
        let names = Format::ALL.iter().map(|format| format.as_str()).collect::<Vec<_>>().join(", ");
        let error = "CloudFront".parse::<Format>().unwrap_err();
        assert_eq!(error.to_string(), format!("expected one of {names}, found \"CloudFront\""));
    }
}
