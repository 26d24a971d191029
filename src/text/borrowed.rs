use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use serde::{Serialize, Serializer};

/// Text of a record or an event. It borrows from the log if the log has it in this form, and is owned only if it had
/// to be unescaped or assembled.
///
/// It dereferences to `str`:
///
/// ```
/// use awslog::text::Text;
///
/// let text = Text::from("FRA56-P3");
/// assert!(text.starts_with("FRA"));
/// assert!(text.is_borrowed());
/// ```
///
/// It compares with texts of any type, and converts into those that own:
///
/// ```
/// use std::borrow::Cow;
///
/// use awslog::text::Text;
///
/// let text = Text::from("FRA56-P3");
/// assert!(text == "FRA56-P3" && "FRA56-P3" == text && text == String::from("FRA56-P3"));
/// assert_eq!(String::from(text.clone()), "FRA56-P3");
/// assert!(matches!(Cow::from(text), Cow::Borrowed("FRA56-P3")));
/// ```
#[derive(Clone, Default)]
pub struct Text<'a>(Cow<'a, str>);

impl<'a> Text<'a> {
    /// Creates a text that borrows.
    pub const fn borrowed(text: &'a str) -> Self {
        Text(Cow::Borrowed(text))
    }

    /// The text as `&str`.
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether the text borrows from the log.
    pub const fn is_borrowed(&self) -> bool {
        matches!(self.0, Cow::Borrowed(_))
    }

    /// The text with the lifetime of the log. `None` if it is owned.
    pub const fn as_borrowed(&self) -> Option<&'a str> {
        match self.0 {
            Cow::Borrowed(text) => Some(text),
            Cow::Owned(_) => None,
        }
    }

    /// Converts the text into an owned one.
    pub fn into_owned(self) -> Text<'static> {
        Text(Cow::Owned(self.0.into_owned()))
    }

    /// Borrows the text from this one, at no cost.
    #[inline]
    pub fn reborrow(&'a self) -> Text<'a> {
        Text::borrowed(self)
    }
}

impl<'a> From<&'a str> for Text<'a> {
    #[inline]
    fn from(text: &'a str) -> Self {
        Text::borrowed(text)
    }
}

impl From<String> for Text<'_> {
    fn from(text: String) -> Self {
        Text(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Text<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Text(text)
    }
}

impl<'a> From<Text<'a>> for Cow<'a, str> {
    fn from(text: Text<'a>) -> Self {
        text.0
    }
}

impl From<Text<'_>> for String {
    fn from(text: Text<'_>) -> Self {
        text.0.into_owned()
    }
}

impl Deref for Text<'_> {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Text<'_> {
    fn as_ref(&self) -> &str {
        self
    }
}

impl Borrow<str> for Text<'_> {
    fn borrow(&self) -> &str {
        self
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text<'_> {}

/// Comparisons with other types of text, from both sides.
macro_rules! compares_with {
    ($($other:ty),+) => {$(
        impl PartialEq<$other> for Text<'_> {
            fn eq(&self, other: &$other) -> bool {
                let other: &str = other.as_ref();
                self.as_str() == other
            }
        }

        impl PartialEq<Text<'_>> for $other {
            fn eq(&self, other: &Text<'_>) -> bool {
                other == self
            }
        }
    )+};
}

compares_with!(str, &str, String, Cow<'_, str>);

impl PartialOrd for Text<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other)
    }
}

impl Hash for Text<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borrowed_and_owned_texts_are_equal() {
        let held = [Text::from("a"), Text::from(String::from("a"))];
        for text in &held {
            assert_eq!(text, "a");
            assert_eq!(text.clone().into_owned(), held[0]);
            assert!(text.reborrow().is_borrowed());
        }
        assert_eq!(held.map(|text| text.is_borrowed()), [true, false]);
    }

    #[test]
    fn compares_with_other_texts_from_both_sides() {
        let text = Text::from("a");
        let (owned, cow) = (String::from("a"), Cow::Borrowed("a"));
        assert_eq!([text == *"a", *"a" == text, text == "a", "a" == text], [true; 4]);
        assert_eq!([text == owned, owned == text, text == cow, cow == text], [true; 4]);
        assert_eq!([text != "b", "b" != text], [true; 2]);
        assert_eq!(Text::default(), "");
    }

    #[test]
    fn three_words_wide() {
        assert_eq!(size_of::<Option<Text<'_>>>(), 3 * size_of::<usize>());
    }
}
