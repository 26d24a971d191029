use crate::text::Arn;

/// Who made a request, by the form of [`Record::requester`](super::Record::requester).
///
/// ```
/// use awslog::s3_access::Requester;
///
/// let requester = Requester::new("arn:aws:iam::123456789012:user/ops/jane");
/// let Requester::User { name, .. } = requester else { panic!() };
/// assert_eq!(name, "jane");
/// assert_eq!(Requester::new("AmazonS3"), Requester::Service("s3.amazonaws.com"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Requester<'r> {
    /// An account or its root user, by the canonical user id: 64 hexadecimal digits.
    Account(&'r str),
    /// The root user of an account, by its ARN.
    Root {
        /// The ARN.
        arn: &'r str,
    },
    /// An IAM user.
    User {
        /// The ARN.
        arn: &'r str,
        /// The name, without its path.
        name: &'r str,
    },
    /// A session of a role.
    Role {
        /// The ARN of the session.
        arn: &'r str,
        /// The name of the role.
        role: &'r str,
        /// The name of the session.
        session: &'r str,
    },
    /// A federated user.
    FederatedUser {
        /// The ARN.
        arn: &'r str,
        /// The name.
        name: &'r str,
    },
    /// An AWS service, by its principal, such as `delivery.logs.amazonaws.com`. Lifecycle rules are `s3.amazonaws.com`, the
    /// origin access identities of CloudFront `cloudfront.amazonaws.com`.
    Service(&'r str),
    /// Nobody, as the oldest logs write it.
    Anonymous,
    /// Any other text.
    Other(&'r str),
}

impl<'r> Requester<'r> {
    /// The requester that a text stands for.
    pub fn new(text: &'r str) -> Self {
        const CLOUDFRONT: Requester<'static> = Requester::Service("cloudfront.amazonaws.com");
        match text {
            "AmazonS3" => return Requester::Service("s3.amazonaws.com"),
            "Anonymous" => return Requester::Anonymous,
            _ => {}
        }
        if let Some(service) = text.strip_prefix("svc:") {
            return Requester::Service(service);
        }
        if text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return match text.len() {
                64 => Requester::Account(text),
                96 => CLOUDFRONT,
                _ => Requester::Other(text),
            };
        }
        let Some(arn) = Arn::new(text) else {
            return Requester::Other(text);
        };
        let (kind, name) = arn.resource.split_once('/').unwrap_or((arn.resource, ""));
        let last = name.rsplit('/').next().unwrap_or_default();
        match (arn.service, kind) {
            ("iam", "user") if arn.account == "cloudfront" => CLOUDFRONT,
            ("iam", "user") if !last.is_empty() => Requester::User { arn: text, name: last },
            ("iam", "root") if name.is_empty() => Requester::Root { arn: text },
            ("sts", "assumed-role") => match name.split_once('/') {
                Some((role, session)) => Requester::Role { arn: text, role, session },
                None => Requester::Other(text),
            },
            ("sts", "federated-user") if !name.is_empty() => Requester::FederatedUser { arn: text, name },
            _ => Requester::Other(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_their_forms() {
        let account = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2b0";
        let identity = "ab".repeat(48);
        let cloudfront = Requester::Service("cloudfront.amazonaws.com");
        assert_eq!(Requester::new(account), Requester::Account(account));
        assert_eq!(Requester::new(&identity), cloudfront);
        assert_eq!(
            Requester::new("arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2EXAMPLE1ID"),
            cloudfront
        );
        for (text, requester) in [
            ("AmazonS3", Requester::Service("s3.amazonaws.com")),
            ("svc:delivery.logs.amazonaws.com", Requester::Service("delivery.logs.amazonaws.com")),
            ("Anonymous", Requester::Anonymous),
            ("tester", Requester::Other("tester")),
            ("abcdef", Requester::Other("abcdef")),
            ("arn:aws:iam::123456789012:role/Reader", Requester::Other("arn:aws:iam::123456789012:role/Reader")),
            ("arn:aws:iam::123456789012:user/", Requester::Other("arn:aws:iam::123456789012:user/")),
            ("arn:aws:sts::123456789012:assumed-role/R", Requester::Other("arn:aws:sts::123456789012:assumed-role/R")),
        ] {
            assert_eq!(Requester::new(text), requester, "{text}");
        }
        let arn = "arn:aws-cn:iam::123456789012:root";
        assert_eq!(Requester::new(arn), Requester::Root { arn });
        let arn = "arn:aws:iam::123456789012:user/a/b/jane+ops@example.com";
        assert_eq!(Requester::new(arn), Requester::User { arn, name: "jane+ops@example.com" });
        let arn = "arn:aws-us-gov:sts::123456789012:assumed-role/R/i-0123456789abcdef0";
        assert_eq!(Requester::new(arn), Requester::Role { arn, role: "R", session: "i-0123456789abcdef0" });
        let arn = "arn:aws:sts::123456789012:federated-user/jane";
        assert_eq!(Requester::new(arn), Requester::FederatedUser { arn, name: "jane" });
    }
}
