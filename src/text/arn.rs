use crate::fast::Separated;

/// The parts of an ARN: `arn:partition:service:region:account:resource`.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(not(feature = "ecs"), allow(dead_code, reason = "some parts are used by events only"))]
pub(crate) struct Arn<'a> {
    pub(crate) partition: &'a str,
    pub(crate) service: &'a str,
    pub(crate) region: &'a str,
    pub(crate) account: &'a str,
    /// The resource; it may contain colons.
    pub(crate) resource: &'a str,
}

impl<'a> Arn<'a> {
    /// Splits an ARN. Returns `None` if the text is not an ARN.
    pub(crate) fn new(text: &'a str) -> Option<Self> {
        let mut parts = Separated::new(text.strip_prefix("arn:")?, b':');
        let (partition, service) = (parts.next()?, parts.next()?);
        let (region, account) = (parts.next()?, parts.next()?);
        Some(Arn { partition, service, region, account, resource: parts.rest()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        assert_eq!(
            Arn::new("arn:aws-cn:logs:cn-north-1:123456789012:log-group:/example:*"),
            Some(Arn {
                partition: "aws-cn",
                service: "logs",
                region: "cn-north-1",
                account: "123456789012",
                resource: "log-group:/example:*",
            })
        );
        assert_eq!(
            Arn::new("arn:aws:s3:::"),
            Some(Arn { partition: "aws", service: "s3", region: "", account: "", resource: "" })
        );
        for none in ["", "arn", "arn:", "arn:aws:s3::", "urn:aws:s3:::example", "example"] {
            assert_eq!(Arn::new(none), None, "{none}");
        }
    }
}
