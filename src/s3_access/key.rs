use std::borrow::Cow;

use serde::{Serialize, Serializer};

use crate::schema::text_values;
use crate::text::{Text, Value, hexadecimal_byte, texts};

/// The key of an object, kept as logged.
///
/// Lines have it percent-encoded, once or twice: only the operation tells. The vended JSON has it as it is.
/// [`Record::object_key`](super::Record::object_key) decodes it.
///
/// ```
/// use awslog::s3_access::Key;
///
/// let key = Key::from("caf%25C3%25A9%2520one.jpg");
/// assert_eq!(key.as_str(), "caf%25C3%25A9%2520one.jpg");
/// assert_eq!(key.decode(Some("REST.GET.OBJECT")).unwrap(), "café one.jpg");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key<'a> {
    logged: Text<'a>,
    is_encoded: bool,
}

impl<'a> Key<'a> {
    /// The key as logged.
    pub fn as_str(&self) -> &str {
        &self.logged
    }

    /// Returns whether the log encodes the key: `true` in lines, `false` in the vended JSON.
    pub const fn is_encoded(&self) -> bool {
        self.is_encoded
    }

    /// Decodes the key as the operation encodes it: `BATCH.*` and `S3.*` once, with `+` for a space; all others
    /// twice, and `+` is a plus. `None` without an operation, and if the result is not UTF-8 or a `%` is not part of an
    /// escape.
    ///
    /// ```
    /// use awslog::s3_access::Key;
    ///
    /// let key = Key::from("old+report+100%25.csv");
    /// assert_eq!(key.decode(Some("BATCH.DELETE.OBJECT")).unwrap(), "old report 100%.csv");
    /// assert_eq!(key.decode(Some("REST.DELETE.OBJECT")), None);
    /// ```
    pub fn decode(&self, operation: Option<&str>) -> Option<Cow<'_, str>> {
        let logged = Cow::Borrowed(self.as_str());
        if !self.is_encoded {
            return Some(logged);
        }
        let is_of_service = |operation: &str| operation.starts_with("BATCH.") || operation.starts_with("S3.");
        if is_of_service(operation?) {
            return without_layer(logged, true);
        }
        without_layer(logged, false).and_then(|once| without_layer(once, false))
    }

    /// The same key of a log that does not encode it.
    pub(super) fn unencoded(self) -> Self {
        Key { is_encoded: false, ..self }
    }

    /// Converts the key into an owned one.
    pub fn into_owned(self) -> Key<'static> {
        Key { logged: self.logged.into_owned(), is_encoded: self.is_encoded }
    }
}

/// Removes one layer of percent-encoding, in which a plus may stand for a space.
fn without_layer(text: Cow<'_, str>, has_plus: bool) -> Option<Cow<'_, str>> {
    if !text.bytes().any(|byte| byte == b'%' || has_plus && byte == b'+') {
        return Some(text);
    }
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [] => return String::from_utf8(decoded).ok().map(Cow::Owned),
            [b'%', high, low, rest @ ..] => {
                decoded.push(hexadecimal_byte(*high, *low)?);
                rest
            }
            [b'%', ..] => return None,
            [b'+', rest @ ..] if has_plus => {
                decoded.push(b' ');
                rest
            }
            [byte, rest @ ..] => {
                decoded.push(*byte);
                rest
            }
        }
    }
}

texts!(Key);

text_values! { Key<'_>: |key| key.as_str(); }

impl<'a> From<&'a str> for Key<'a> {
    fn from(logged: &'a str) -> Self {
        Text::from(logged).into()
    }
}

impl<'a> From<Text<'a>> for Key<'a> {
    fn from(logged: Text<'a>) -> Self {
        Key { logged, is_encoded: true }
    }
}

impl AsRef<str> for Key<'_> {
    /// The key as logged.
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl Serialize for Key<'_> {
    /// Writes the key as logged.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.logged.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoded_as_the_operation_encodes() {
        const REST: &str = "REST.GET.OBJECT";
        const WEBSITE: &str = "WEBSITE.GET.OBJECT";
        const BATCH: &str = "BATCH.DELETE.OBJECT";
        const EXPIRE: &str = "S3.EXPIRE.OBJECT";
        for (logged, operation, decoded) in [
            ("a/b.jpeg", REST, Some("a/b.jpeg")),
            ("%2522", REST, Some("\"")),
            ("a%2520b+c", WEBSITE, Some("a b+c")),
            ("caf%25C3%25A9", REST, Some("café")),
            ("foo-%2525Y", REST, Some("foo-%Y")),
            ("foo-%2525Y", BATCH, Some("foo-%25Y")),
            ("caf%C3%A9+one", EXPIRE, Some("café one")),
            ("a%2Bb", BATCH, Some("a+b")),
            ("a%20b", REST, Some("a b")),
            ("100%25", BATCH, Some("100%")),
            ("100%25", REST, None),
            ("%25FF", REST, None),
            ("%FF", BATCH, None),
            ("%", REST, None),
            ("%4", BATCH, None),
            ("%zz", "SOAP.GetObject", None),
            ("", REST, Some("")),
        ] {
            assert_eq!(Key::from(logged).decode(Some(operation)).as_deref(), decoded, "{logged} of {operation}");
        }
        assert_eq!(Key::from("a").decode(None), None);
        assert_eq!(Key::from("100%25 +").unencoded().decode(None).unwrap(), "100%25 +");
    }

    #[test]
    fn borrowed_where_nothing_is_encoded() {
        assert!(matches!(Key::from("a+b").decode(Some("REST.GET.OBJECT")), Some(Cow::Borrowed("a+b"))));
    }
}
