//! Which log a piece from the middle of a record is from.

use memchr::memmem;

use crate::format::Format;

/// How many bytes are looked at.
const FRONT: usize = 64 * 1024;

/// How many words it takes to tell.
const ENOUGH: usize = 2;

/// The words that records of a format are full of, and those of other formats are not.
const WORDS: &[(Format, &[&str])] = &[
    (
        Format::CloudFront,
        &[
            "x-edge-",
            "cs(",
            "cs-uri-",
            "cs-protocol",
            "sc-status",
            "sc-content-",
            ".cloudfront.net",
            "\tHit\t",
            "\tMiss\t",
            "\tError\t",
            "\tRefreshHit\t",
            "\tHTTP/1.1\t",
            "\tHTTP/2.0\t",
            "\tHTTP/3.0\t",
            "\tTLSv1.",
            "-P1\t",
            "-P2\t",
            "-P3\t",
            "\t-\t-\t-",
            "clientLeafCert",
            "tlsHandshakeDuration",
            "connectionLogCustomData",
        ],
    ),
    (
        Format::CloudTrail,
        &[
            "\"eventVersion\"",
            "\"eventSource\"",
            "\"eventName\"",
            "\"awsRegion\"",
            "\"sourceIPAddress\"",
            "\"eventID\"",
            "\"requestParameters\"",
            "\"responseElements\"",
            "\"recipientAccountId\"",
            "\"managementEvent\"",
            "\"eventCategory\"",
            "\"sharedEventID\"",
            "\"insightContext\"",
            "\"attributions\"",
            "\"baseline\"",
            "\"aggregationType\"",
            "\"dimension\"",
            "\"logFiles\"",
            "\"hashAlgorithm\"",
            "\"previousDigest",
            "\"clientProvidedHostHeader\"",
        ],
    ),
    (
        Format::VpcFlow,
        &[
            " ACCEPT",
            " REJECT",
            " OK",
            " NODATA",
            " SKIPDATA",
            "eni-",
            "vpc-",
            "subnet-",
            "tgw-",
            ",ACCEPT",
            ",OK",
            "logStatus",
            "log-status",
            "log_status",
            "interfaceId",
            "dstAddr",
            "dstPort",
            "srcAddr",
            " IPv4 ",
            " ingress",
            " egress",
        ],
    ),
    (
        Format::Elb,
        &[
            " app/",
            " net/",
            "arn:aws:elasticloadbalancing:",
            "\"Root=1-",
            " TID_",
            "arn:aws:acm:",
            " tlsv1",
            "\"h2\",\"http/1.1\"",
            " -1 -1 ",
            "handshake_",
            "_latency",
            "elb_status_code",
            "request_line",
            "conn_trace_id",
            "target_group_arn",
            "app/",
            "TID_",
            " HTTP/1.1\"",
        ],
    ),
    (
        Format::Waf,
        &[
            "\"webaclId\"",
            "\"terminatingRule",
            "\"httpRequest\"",
            "\"clientIp\"",
            "\"httpMethod\"",
            "\"httpVersion\"",
            "\"ruleGroupList\"",
            "\"rateBasedRule",
            "\"nonTerminatingMatchingRules\"",
            "\"requestBodySize",
            "\"ja3Fingerprint\"",
            "\"ja4Fingerprint\"",
            "\"ruleMatchDetails\"",
            "\"responseCodeSent\"",
            "\"solveTimestamp\"",
        ],
    ),
    (
        Format::GuardDuty,
        &[
            "\"eventFirstSeen\"",
            "\"eventLastSeen\"",
            "\"detectorId\"",
            "\"actionType\"",
            "\"additionalInfo\"",
            "\"remoteIpDetails\"",
        ],
    ),
    (
        Format::Config,
        &[
            "\"configurationItem",
            "\"configurationStateId\"",
            "\"supplementaryConfiguration\"",
            "\"relationships\"",
            "\"resourceCreationTime\"",
            "\"relatedEvents\"",
        ],
    ),
];

/// The format with the most words in the front of the bytes; `None` where they are too few, or as many of another.
pub(crate) fn detect(bytes: &[u8]) -> Option<Format> {
    let front = bytes.get(..FRONT).unwrap_or(bytes);
    let count = |words: &[&str]| words.iter().filter(|word| memmem::find(front, word.as_bytes()).is_some()).count();
    let mut counts = WORDS.iter().map(|(format, words)| (count(words), *format)).collect::<Vec<_>>();
    counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    match *counts.as_slice() {
        [(most, format), (next, _), ..] if most >= ENOUGH && most > next => Some(format),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn told_by_the_most_words() {
        for (text, format) in [
            ("5:01\tNRT57-C1\tGET\td111111abcdef8.cloudfront.net\t/\t200\tHit\t", Some(Format::CloudFront)),
            (" 6 3 228 1768480490 1768480550 REJECT OK", Some(Format::VpcFlow)),
            (
                r#"l","eventName":"UpdateWebACL","awsRegion":"us-east-1","requestParameters":{"webaclId":"x"}"#,
                Some(Format::CloudTrail),
            ),
            ("Dear reader, all is OK", None),
            ("", None),
        ] {
            assert_eq!(detect(text.as_bytes()), format, "{text}");
        }
    }
}
