use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};

use super::Text;
use crate::fast::find;

/// Text that the log writer percent-encoded, kept as logged.
///
/// [`Encoded::decode`] removes that one layer only: a viewer's own `%2F` is logged as `%252F` and decoded to `%2F`.
///
/// ```
/// use awslog::text::Encoded;
///
/// let stem = Encoded::from("/search%2520results/%E2%82%AC");
/// assert_eq!(stem.as_str(), "/search%2520results/%E2%82%AC");
/// assert_eq!(stem.decode(), "/search%20results/€");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Encoded<'a>(Text<'a>);

impl<'a> Encoded<'a> {
    /// The text as logged, with its percent-encoding.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Decodes the text. A truncated or invalid escape (`%4`, `%zz`) stays as logged, and so does an escape for a
    /// byte that is not UTF-8 (`%FF`): nothing is lost and nothing is invented.
    pub fn decode(&self) -> Cow<'_, str> {
        decode(&self.0)
    }

    /// Decodes to bytes, which need not be UTF-8. A truncated or invalid escape stays as logged.
    pub fn decode_bytes(&self) -> Cow<'_, [u8]> {
        decode_bytes(self.0.as_bytes())
    }

    /// Converts the text into an owned one.
    pub fn into_owned(self) -> Encoded<'static> {
        Encoded(self.0.into_owned())
    }
}

impl<'a> From<&'a str> for Encoded<'a> {
    fn from(text: &'a str) -> Self {
        Encoded(text.into())
    }
}

impl<'a> From<Text<'a>> for Encoded<'a> {
    fn from(text: Text<'a>) -> Self {
        Encoded(text)
    }
}

impl AsRef<str> for Encoded<'_> {
    /// The text as logged.
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Encoded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.decode())
    }
}

impl Serialize for Encoded<'_> {
    /// Writes the text as logged.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    let bytes = match decode_bytes(text.as_bytes()) {
        Cow::Borrowed(_) => return Cow::Borrowed(text),
        Cow::Owned(bytes) => bytes,
    };
    Cow::Owned(match String::from_utf8(bytes) {
        Ok(decoded) => decoded,
        Err(error) => decode_characters(text, error.as_bytes()),
    })
}

/// Encodes the bytes that are not UTF-8 again. Bytes of 0x80 and above are always logged encoded, so this restores
/// the original escape, apart from the case of its digits.
fn decode_characters(text: &str, bytes: &[u8]) -> String {
    let mut decoded = String::with_capacity(text.len());
    for chunk in bytes.utf8_chunks() {
        decoded.push_str(chunk.valid());
        for byte in chunk.invalid() {
            decoded.push_str(&format!("%{byte:02X}"));
        }
    }
    decoded
}

fn decode_bytes(text: &[u8]) -> Cow<'_, [u8]> {
    if find(b'%', text).is_none() {
        return Cow::Borrowed(text);
    }
    let mut decoded = Vec::new();
    let mut rest = 0;
    for position in memchr::memchr_iter(b'%', text) {
        let Some([_, high, low]) = text.get(position..position + 3) else { break };
        let Some(byte) = hexadecimal_byte(*high, *low) else { continue };
        decoded.reserve(text.len() - rest);
        decoded.extend_from_slice(text.get(rest..position).unwrap_or_default());
        decoded.push(byte);
        rest = position + 3;
    }
    if rest == 0 {
        return Cow::Borrowed(text);
    }
    decoded.extend_from_slice(text.get(rest..).unwrap_or_default());
    Cow::Owned(decoded)
}

/// The value of a hexadecimal digit.
#[inline]
const fn hexadecimal(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// The byte of two hexadecimal digits.
pub(crate) const fn hexadecimal_byte(high: u8, low: u8) -> Option<u8> {
    match (hexadecimal(high), hexadecimal(low)) {
        (Some(high), Some(low)) => Some(high << 4 | low),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_layer_is_removed() {
        for (logged, decoded) in [
            ("", ""),
            ("/index.html", "/index.html"),
            ("a%20b", "a b"),
            ("%2520", "%20"),
            ("%41%4a%4A", "AJJ"),
            ("%", "%"),
            ("100%", "100%"),
            ("%4", "%4"),
            ("%zz%4", "%zz%4"),
            ("%%41", "%A"),
            ("%C3%A9", "é"),
            ("%C3", "%C3"),
            ("%c3%28", "%C3("),
            ("%FFa%C3%A9%ED%A0%80", "%FFaé%ED%A0%80"),
            ("%0d%0a%00%1b[31m", "\r\n\0\u{1b}[31m"),
        ] {
            assert_eq!(Encoded::from(logged).decode(), decoded, "{logged}");
        }
    }

    #[test]
    fn bytes_that_are_not_utf8() {
        assert_eq!(Encoded::from("a%FF%C3").decode_bytes().as_ref(), b"a\xFF\xC3");
    }

    #[test]
    fn borrows_if_nothing_is_encoded() {
        for text in ["curl/8.5.0", "100%", "/assets/2026/100%/index.html"] {
            assert!(matches!(Encoded::from(text).decode(), Cow::Borrowed(_)), "{text}");
        }
    }
}
