//! Detects which log a piece from the middle of a record is from.

use memchr::memmem;

use crate::format::Format;

/// How many words are enough.
const ENOUGH: usize = 2;

/// The format with the most words at the start of the bytes. `None` if they are too few, or if another format has as
/// many.
pub(crate) fn detect(front: &[u8]) -> Option<Format> {
    let count = |words: &[&str]| words.iter().filter(|word| memmem::find(front, word.as_bytes()).is_some()).count();
    let mut counts = Format::ALL.iter().map(|format| (count(format.detection().words), *format)).collect::<Vec<_>>();
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
    fn detected_by_the_most_words() {
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
