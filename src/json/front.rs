//! Detection from the start of a JSON file, which may begin or end in the middle of a record.

use memchr::memmem;

use super::foreign::Members;

/// What a format is asked to recognize.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Front<'f> {
    /// Text that begins with a line.
    Lines(&'f str),
    /// An object that may be a record.
    Object(&'f Members<'f>),
    /// A piece of a JSON file that begins or ends anywhere.
    Piece(&'f [u8]),
}

/// How a format is recognized.
#[derive(Debug)]
pub(crate) struct Detection {
    /// Whether the input is of this format.
    pub(crate) detects: fn(Front<'_>) -> bool,
    /// Whether an event of EventBridge with this `source` and `detail-type` holds a record.
    pub(crate) is_event: fn(source: &str, detail_type: &str) -> bool,
    /// Words that are frequent in records of this format and absent from those of others.
    pub(crate) words: &'static [&'static str],
}

/// How many bytes of a file are examined.
const FRONT: usize = 64 * 1024;

pub(crate) fn front(bytes: &[u8]) -> &[u8] {
    bytes.get(..FRONT).unwrap_or(bytes)
}

/// Returns whether the start of a file contains one of the keys, possibly in JSON inside a string.
pub(crate) fn front_has_key(bytes: &[u8], keys: &[&str]) -> bool {
    let front = front(bytes);
    keys.iter().any(|key| {
        memmem::find_iter(front, key).any(|start| {
            let (before, rest) = front.split_at(start);
            let behind = rest.get(key.len()..).unwrap_or_default();
            before.ends_with(b"\"") && (behind.starts_with(b"\"") || behind.starts_with(b"\\\""))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_in_quotes() {
        for (json, found) in [
            (r#"{"oneKey": 1}"#, true),
            (r#"2}, "oneKey" : 1, "#, true),
            (r#"{"message": "{\"oneKey\":1}"}"#, true),
            (r#"{"oneKeyMore": 1, "another oneKey": 2}"#, false),
            (r#"{"oneKey"#, false),
            ("oneKey", false),
            ("", false),
        ] {
            assert_eq!(front_has_key(json.as_bytes(), &["none", "oneKey"]), found, "{json}");
        }
    }

    #[test]
    fn only_the_start_is_examined() {
        let far = format!("{}{}", " ".repeat(FRONT), r#"{"oneKey": 1}"#);
        assert!(!front_has_key(far.as_bytes(), &["oneKey"]));
    }
}
