use crate::text::Text;

/// A text for a field of ECS; `-` is none there, also where the log has it as a value.
pub(crate) fn present<'a>(text: impl Into<Option<Text<'a>>>) -> Option<Text<'a>> {
    text.into().filter(|text| text != "-")
}

/// The text of a record's value, where it is one for a field of ECS.
pub(crate) fn text<'a>(value: &'a Option<Text<'_>>) -> Option<Text<'a>> {
    present(value.as_ref().map(Text::reborrow))
}

/// The id of an account. AWS also writes `anonymous`, `ANONYMOUS_PRINCIPAL`, `unknown` or the name of a service in its place.
///
/// An id has twelve digits; logs that somebody has made anonymous have more or fewer.
pub(crate) fn account<'a>(value: &'a Option<Text<'_>>) -> Option<Text<'a>> {
    value.as_deref().and_then(account_text)
}

/// The same of a part of an ARN.
pub(crate) fn account_text(text: &str) -> Option<Text<'_>> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.into())
}

/// The name of a region, or `global`. AWS also writes `Not Applicable` and the like in its place.
pub(crate) fn region<'a>(value: &'a Option<Text<'_>>) -> Option<Text<'a>> {
    value.as_deref().and_then(region_text)
}

/// The same of a part of an ARN.
pub(crate) fn region_text(text: &str) -> Option<Text<'_>> {
    (is_place(text) && (text.contains('-') || text == "global")).then(|| text.into())
}

/// The name or the id of an availability zone, which has a digit: `us-east-1a`, `use1-az1`. AWS Config also writes
/// `Not Applicable`, `Regional` and `Multiple Availability Zones` in its place.
pub(crate) fn zone<'a>(value: &'a Option<Text<'_>>) -> Option<Text<'a>> {
    let is_zone = |text: &str| is_place(text) && text.bytes().any(|byte| byte.is_ascii_digit());
    // Findings that GuardDuty makes as samples have such names everywhere.
    let is_sample = |text: &str| text.starts_with("GeneratedFinding");
    text(value).filter(|text| is_zone(text) || is_sample(text))
}

/// Whether a text has only what names of regions and zones are made of.
fn is_place(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// The name of a user. CloudTrail hides a name that was mistyped, since it may be a password, and GuardDuty repeats what
/// CloudTrail says.
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
    fn what_is_no_account_region_zone_or_user() {
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
