use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::schema::text_values;
use crate::text::{Text, Value, hexadecimal_byte, texts};

/// Text that the log writer escaped, kept as logged.
///
/// A quote, a backslash and every byte beyond ASCII are logged as `\xNN`, in hexadecimal; `\"` and `\\` are accepted too.
/// [`Escaped::decode`] removes that layer and no other: percent-encoding is the client's own.
///
/// ```
/// use awslog::elb::Escaped;
///
/// let agent = Escaped::from(r"caf\xC3\xA9 \x22beta\x22 %20");
/// assert_eq!(agent.as_str(), r"caf\xC3\xA9 \x22beta\x22 %20");
/// assert_eq!(agent.decode(), "café \"beta\" %20");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Escaped<'a>(Text<'a>);

impl<'a> Escaped<'a> {
    /// The text as logged, with its escapes.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Decodes the text. A truncated or invalid escape (`\x4`, `\q`) stays as logged, and so does an escape for a byte that
    /// is not UTF-8 (`\xFF`): nothing is lost and nothing is invented.
    ///
    /// ```
    /// use awslog::elb::Escaped;
    ///
    /// assert_eq!(Escaped::from(r"say \x22hi\x22").decode(), r#"say "hi""#);
    /// assert_eq!(Escaped::from(r"\xFF\x4").decode(), r"\xFF\x4");
    /// ```
    pub fn decode(&self) -> Cow<'_, str> {
        decode(&self.0)
    }

    /// Decodes the bytes, whether they are UTF-8 or not. A truncated or invalid escape stays as logged.
    pub fn decode_bytes(&self) -> Cow<'_, [u8]> {
        decode_bytes(&self.0)
    }

    /// Converts the text into an owned one.
    pub fn into_owned(self) -> Escaped<'static> {
        Escaped(self.0.into_owned())
    }
}

texts!(Escaped);

text_values! { Escaped<'_>: |text| text.as_str(); }

impl<'a> From<&'a str> for Escaped<'a> {
    fn from(text: &'a str) -> Self {
        Escaped(text.into())
    }
}

impl<'a> From<Text<'a>> for Escaped<'a> {
    fn from(text: Text<'a>) -> Self {
        Escaped(text)
    }
}

impl AsRef<str> for Escaped<'_> {
    /// The text as logged.
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.decode())
    }
}

impl Serialize for Escaped<'_> {
    /// Writes the text as logged.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

pub(super) fn decode(text: &str) -> Cow<'_, str> {
    let bytes = match decode_bytes(text) {
        Cow::Borrowed(_) => return Cow::Borrowed(text),
        Cow::Owned(bytes) => bytes,
    };
    let mut decoded = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        decoded.push_str(chunk.valid());
        // Only an escape can have put a byte there that is not UTF-8: it is put back.
        chunk.invalid().iter().for_each(|byte| decoded.push_str(&format!("\\x{byte:02X}")));
    }
    Cow::Owned(decoded)
}

fn decode_bytes(text: &str) -> Cow<'_, [u8]> {
    let Some((clean, _)) = text.split_once('\\') else {
        return Cow::Borrowed(text.as_bytes());
    };
    let mut decoded = Vec::with_capacity(text.len());
    decoded.extend_from_slice(clean.as_bytes());
    let mut rest = text.as_bytes().get(clean.len()..).unwrap_or_default();
    while let [byte, behind @ ..] = rest {
        let escaped = match (byte, behind) {
            (b'\\', [b'x', high, low, behind @ ..]) => hexadecimal_byte(*high, *low).map(|byte| (byte, behind)),
            (b'\\', [escaped @ (b'"' | b'\\'), behind @ ..]) => Some((*escaped, behind)),
            _ => None,
        };
        let (byte, behind) = escaped.unwrap_or((*byte, behind));
        decoded.push(byte);
        rest = behind;
    }
    Cow::Owned(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_layer_is_removed() {
        for (logged, decoded) in [
            ("", ""),
            ("curl/8.5.0", "curl/8.5.0"),
            (r"\x22a\x5C\x22", "\"a\\\""),
            (r"\x5cx22", r"\x22"),
            (r#"\"a\\b\""#, r#""a\b""#),
            (r"\xC3\xA9", "é"),
            (r"é\xc3\xA9", "éé"),
            (r"\xC3(", r"\xC3("),
            (r"\xffa\xED\xA0\x80", r"\xFFa\xED\xA0\x80"),
            (r"\x4 \q \xzz \", r"\x4 \q \xzz \"),
            ("%22", "%22"),
        ] {
            assert_eq!(Escaped::from(logged).decode(), decoded, "{logged}");
        }
    }

    #[test]
    fn bytes_that_are_not_utf8() {
        assert_eq!(Escaped::from(r"a\xFF\xC3").decode_bytes().as_ref(), b"a\xFF\xC3");
    }

    #[test]
    fn borrowed_where_nothing_is_escaped() {
        assert!(matches!(Escaped::from("curl/8.5.0").decode(), Cow::Borrowed("curl/8.5.0")));
    }
}
