use crate::fast::Separated;
use crate::text::Arn;

/// The parts of a web ACL's ARN.
///
/// ```
/// let arn = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/prod-acl/\
///     11111111-2222-4333-8444-5555555555ab";
/// let json = format!(r#"{{"timestamp":1768480496123,"webaclId":"{arn}"}}"#);
/// let record = awslog::waf::parse_line(&json)?;
/// let web_acl = record.web_acl().unwrap();
/// assert_eq!(web_acl.partition, "aws");
/// assert_eq!(web_acl.region, "eu-west-1");
/// assert_eq!(web_acl.account, "123456789012");
/// assert_eq!(web_acl.scope, Some("regional"));
/// assert_eq!(web_acl.name, Some("prod-acl"));
/// assert_eq!(web_acl.id, "11111111-2222-4333-8444-5555555555ab");
/// # Ok::<(), awslog::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WebAcl<'a> {
    /// `aws`, `aws-cn` or `aws-us-gov`.
    pub partition: &'a str,
    /// The region: for CloudFront always `us-east-1`. Empty in the ARNs of WAF Classic for CloudFront.
    pub region: &'a str,
    /// The account.
    pub account: &'a str,
    /// `global` for CloudFront, `regional` for everything else; `None` in the ARNs of WAF Classic.
    pub scope: Option<&'a str>,
    /// The name; `None` in the ARNs of WAF Classic.
    pub name: Option<&'a str>,
    /// The id.
    pub id: &'a str,
    /// Everything after the account: scope, name and id.
    pub resource: &'a str,
}

impl<'a> WebAcl<'a> {
    /// Splits an ARN. Returns `None` for other texts, such as the GUID that WAF Classic logs.
    pub(super) fn new(arn: &'a str) -> Option<Self> {
        let Arn { partition, region, account, resource, .. } = Arn::new(arn)?;
        let mut parts = Separated::new(resource, b'/');
        let (scope, name, id) = match (parts.next(), parts.next(), parts.next(), parts.rest()) {
            (Some(scope), Some("webacl"), Some(name), Some(id)) => (Some(scope), Some(name), id),
            _ => (None, None, resource.rsplit_once('/').map_or(resource, |(_, id)| id)),
        };
        Some(WebAcl { partition, region, account, scope, name, id, resource })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_of_all_kinds() {
        for (arn, expected) in [
            (
                "arn:aws-cn:wafv2:cn-north-1:123456789012:regional/webacl/a/b",
                Some(("aws-cn", "cn-north-1", Some("regional"), Some("a"), "b")),
            ),
            (
                "arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/b",
                Some(("aws", "us-east-1", Some("global"), Some("a"), "b")),
            ),
            ("arn:aws:waf::123456789012:webacl/b", Some(("aws", "", None, None, "b"))),
            ("arn:aws:waf-regional:us-east-1:123456789012:b", Some(("aws", "us-east-1", None, None, "b"))),
            ("arn:aws:wafv2:us-east-1:123456789012", None),
            ("11111111-2222-4333-8444-5555555555ab", None),
            ("urn:aws:wafv2:us-east-1:123456789012:x", None),
        ] {
            let web_acl = WebAcl::new(arn);
            let pieces = web_acl.map(|acl| (acl.partition, acl.region, acl.scope, acl.name, acl.id));
            assert_eq!(pieces, expected, "{arn}");
            assert!(web_acl.is_none_or(|acl| acl.account == "123456789012"), "{arn}");
        }
    }
}
