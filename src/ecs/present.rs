use crate::text::Text;

/// Drops `-`, which ECS fields must not contain.
pub(crate) fn present<'a>(text: impl Into<Option<Text<'a>>>) -> Option<Text<'a>> {
    text.into().filter(|text| text != "-")
}

/// The text of a record's value, for an ECS field.
pub(crate) fn text<'a>(value: &'a Option<Text<'_>>) -> Option<Text<'a>> {
    present(value.as_ref().map(Text::reborrow))
}

/// The id of an account. Drops other texts that AWS writes there, such as `anonymous`, `ANONYMOUS_PRINCIPAL`,
/// `unknown` or the name of a service.
///
/// An id has twelve digits. Anonymized logs may have more or fewer.
pub(crate) fn account<'a>(value: &'a Option<Text<'_>>) -> Option<Text<'a>> {
    value.as_deref().and_then(account_text)
}

/// The same for a part of an ARN.
pub(crate) fn account_text(text: &str) -> Option<Text<'_>> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.into())
}

/// The name of a region, or `global`. Drops other texts that AWS writes there, such as `Not Applicable`.
pub(crate) fn region<'a>(value: &'a Option<Text<'_>>) -> Option<Text<'a>> {
    value.as_deref().and_then(region_text)
}

/// The same for a part of an ARN.
pub(crate) fn region_text(text: &str) -> Option<Text<'_>> {
    (is_place(text) && (text.contains('-') || text == "global")).then(|| text.into())
}

/// The name or the id of an availability zone, which contains a digit: `us-east-1a`, `use1-az1`. Drops the `Not
/// Applicable`, `Regional` and `Multiple Availability Zones` of AWS Config.
pub(crate) fn zone<'a>(value: &'a Option<Text<'_>>) -> Option<Text<'a>> {
    let is_zone = |text: &str| is_place(text) && text.bytes().any(|byte| byte.is_ascii_digit());
    // GuardDuty's sample findings have such names.
    let is_sample = |text: &str| text.starts_with("GeneratedFinding");
    text(value).filter(|text| is_zone(text) || is_sample(text))
}

/// Returns whether a text consists of the characters of region and zone names.
fn is_place(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// The name of a user. CloudTrail hides a mistyped name, since it may be a password, and GuardDuty copies
/// CloudTrail's value.
pub(crate) fn user<'a>(value: &'a Option<Text<'_>>) -> Option<Text<'a>> {
    text(value).filter(|name| name != "HIDDEN_DUE_TO_SECURITY_REASONS")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(read: fn(&Option<Text<'static>>) -> bool, good: &[&'static str], bad: &[&'static str]) {
        for text in good {
            assert!(read(&Some((*text).into())), "{text}");
        }
        for text in bad {
            assert!(!read(&Some((*text).into())), "{text}");
        }
        assert!(!read(&None));
    }

    #[test]
    fn valid_and_invalid_accounts_regions_zones_and_users() {
        check(
            |text| account(text).is_some(),
            &["123456789012"],
            &[
                "",
                "-",
                "anonymous",
                "ANONYMOUS_PRINCIPAL",
                "unknown",
                "AWS Internal",
                "s3.amazonaws.com",
                "12345678901x",
            ],
        );
        check(
            |text| region(text).is_some(),
            &["us-east-1", "us-gov-west-1", "eusc-de-east-1", "global", "aws-global"],
            &["", "-", "Not Applicable", "unknown", "us east 1"],
        );
        check(
            |text| zone(text).is_some(),
            &[
                "us-east-1a",
                "use1-az1",
                "us-west-2-lax-1a",
                "us-east-1-wl1-bos-wlz-1",
                "GeneratedFindingInstanceAvailabilityZone",
            ],
            &["", "-", "Not Applicable", "Regional", "Multiple Availability Zones", "global", "unknown"],
        );
        check(|text| user(text).is_some(), &["alice", "Admin"], &["-", "HIDDEN_DUE_TO_SECURITY_REASONS"]);
    }
}
