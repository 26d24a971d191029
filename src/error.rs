use std::borrow::Cow;
use std::fmt;

use crate::format::Format;

/// A result whose error is a refused record.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a record was refused: which log, where in it, which field, what was expected there and what was found.
///
/// What was found is clipped to 80 characters and escaped. A value that may be a secret, such as a cookie, a
/// query string or a token, is never shown, neither by `Display` nor by `Debug`. The record's whole text is
/// there on request: [`Error::original`].
///
/// ```
/// let error = awslog::cloudfront::parse_line("2026-01-15\t12:34:56\tFRA56-P3\t41O").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "CloudFront log, field `sc-bytes`: expected a whole number, found \"41O\"",
/// );
/// assert_eq!(error.field(), Some("sc-bytes"));
/// assert_eq!(error.original(), b"2026-01-15\t12:34:56\tFRA56-P3\t41O");
/// ```
pub struct Error(Box<Report>);

struct Report {
    format: Format,
    line: Option<u64>,
    refusal: Box<Refusal>,
    original: Box<[u8]>,
}

/// The kinds of [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A value is not of its field's type.
    Value,
    /// The bytes are not UTF-8.
    Encoding,
    /// The JSON is broken, or is not the shape of a record.
    Json,
    /// The input ends inside a record.
    Truncated,
    /// The columns of a line are not known, or a layout cannot be made of the names.
    Layout,
    /// The input is another format than the one that was asked for.
    Format,
}

impl ErrorKind {
    /// The kind as `error.type` of an event has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            ErrorKind::Value => "value",
            ErrorKind::Encoding => "encoding",
            ErrorKind::Json => "json",
            ErrorKind::Truncated => "truncated",
            ErrorKind::Layout => "layout",
            ErrorKind::Format => "format",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Error {
    /// Which of the kinds it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.refusal.kind
    }

    /// The format that the record was read as.
    pub fn format(&self) -> Format {
        self.0.format
    }

    /// The line of the input, counted from 1. `None` for a line that was read alone.
    pub fn line(&self) -> Option<u64> {
        self.0.line
    }

    /// The byte of the input where reading stopped, counted from 0; for a line that was read alone, of the
    /// line. Set for JSON.
    pub fn byte(&self) -> Option<u64> {
        self.0.refusal.byte
    }

    /// AWS's name of the field.
    pub fn field(&self) -> Option<&str> {
        self.0.refusal.field.as_deref()
    }

    /// What should have been there.
    pub fn expected(&self) -> &str {
        &self.0.refusal.expected
    }

    /// What was there, clipped and escaped; `None` where nothing was, and where it may be a secret.
    pub fn found(&self) -> Option<&str> {
        self.0.refusal.found.as_deref()
    }

    /// The refused record as it stands in the input. Not part of the message: it may hold secrets.
    pub fn original(&self) -> &[u8] {
        &self.0.original
    }

    #[cold]
    pub(crate) fn new(format: Format, refusal: Box<Refusal>, original: &[u8]) -> Self {
        Error(Box::new(Report { format, line: None, refusal, original: original.into() }))
    }

    /// The same error in a line of the input, counted from 1: for callers who take the input apart themselves.
    ///
    /// ```
    /// let error = awslog::cloudfront::parse_line("yesterday").unwrap_err().with_line(7);
    /// assert_eq!(error.line(), Some(7));
    /// assert!(error.to_string().starts_with("CloudFront log, line 7, field `date`: "));
    /// ```
    #[cold]
    #[must_use]
    pub fn with_line(mut self, line: u64) -> Self {
        self.0.line = Some(line);
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Report { format, line, refusal, .. } = &*self.0;
        f.write_str(format.title())?;
        if let Some(line) = line {
            write!(f, ", line {line}")?;
        }
        if let Some(byte) = refusal.byte {
            write!(f, ", byte {byte}")?;
        }
        if let Some(field) = &refusal.field {
            write!(f, ", field `{field}`")?;
        }
        write!(f, ": expected {}", refusal.expected)?;
        match &refusal.found {
            Some(found) => write!(f, ", found {found}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({:?}, {:?})", self.kind(), self.to_string())
    }
}

impl std::error::Error for Error {}

/// What an [`Error`] says before anybody knows where in the input it happened.
#[derive(Debug)]
pub(crate) struct Refusal {
    kind: ErrorKind,
    field: Option<Cow<'static, str>>,
    byte: Option<u64>,
    expected: Cow<'static, str>,
    found: Option<String>,
}

impl Refusal {
    #[cold]
    pub(crate) fn new(kind: ErrorKind, expected: impl Into<Cow<'static, str>>) -> Box<Self> {
        Box::new(Refusal { kind, field: None, byte: None, expected: expected.into(), found: None })
    }

    /// A value that is not of its field's type.
    #[cold]
    pub(crate) fn value(field: impl Into<Cow<'static, str>>, expected: &'static str, found: &str) -> Box<Self> {
        Refusal::new(ErrorKind::Value, expected).in_field(field).with_found(quoted(found))
    }

    #[cold]
    pub(crate) fn in_field(mut self: Box<Self>, field: impl Into<Cow<'static, str>>) -> Box<Self> {
        self.field.get_or_insert_with(|| field.into());
        self
    }

    /// The same inside of an object that is the value of `key`.
    #[cold]
    pub(crate) fn in_member(mut self: Box<Self>, key: &'static str) -> Box<Self> {
        self.field = Some(match self.field.take() {
            Some(field) => format!("{key}.{field}").into(),
            None => key.into(),
        });
        self
    }

    #[cold]
    pub(crate) fn at_byte(mut self: Box<Self>, byte: usize) -> Box<Self> {
        self.byte.get_or_insert(byte as u64);
        self
    }

    /// The same where the bytes are counted from elsewhere.
    #[cold]
    pub(crate) fn map_byte(mut self: Box<Self>, place: impl FnOnce(usize) -> usize) -> Box<Self> {
        self.byte = self.byte.map(|byte| place(usize::try_from(byte).unwrap_or(usize::MAX)) as u64);
        self
    }

    #[cold]
    pub(crate) fn with_found(mut self: Box<Self>, found: impl Into<Option<String>>) -> Box<Self> {
        self.found = found.into();
        self
    }
}

/// How many characters of a value a message shows.
const SHOWN: usize = 80;

/// The value, clipped, escaped and in quotes; `None` where it may be a secret.
///
/// A field with a type of its own never holds a secret, but when columns have shifted, the next one's value
/// stands there.
pub(crate) fn quoted(value: &str) -> Option<String> {
    if may_be_secret(value) {
        return None;
    }
    let clip = value.char_indices().nth(SHOWN).map_or(value.len(), |(end, _)| end);
    let shown = value.get(..clip).unwrap_or_default();
    let mark = if clip < value.len() { "..." } else { "" };
    Some(format!("\"{}\"{mark}", shown.escape_default()))
}

/// Cookies, query strings and signatures have an equals sign, or stand behind a question mark; credentials have a scheme
/// in front, however it is encoded; signed tokens are JSON in base64, and so is the brace that they begin with.
fn may_be_secret(value: &str) -> bool {
    const SCHEMES: [&str; 4] = ["basic", "bearer", "digest", "negotiate"];
    let mut words = value.split(|character: char| !character.is_ascii_alphanumeric());
    let has_scheme = words.any(|word| SCHEMES.iter().any(|scheme| word.eq_ignore_ascii_case(scheme)));
    (has_scheme && words.next().is_some())
        || value.split_once('?').is_some_and(|(_, query)| !query.is_empty())
        || ["=", "%3D", "%3d", "eyJ"].iter().any(|sign| value.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_pointer_wide_and_shared_between_threads() {
        fn shared<T: Send + Sync + 'static>() {}
        shared::<Error>();
        assert_eq!(size_of::<Error>(), size_of::<usize>());
    }

    #[test]
    fn found_values_are_clipped_and_escaped() {
        assert_eq!(quoted("a\t\"b\"\u{202E}").unwrap(), r#""a\t\"b\"\u{202e}""#);
        assert_eq!(quoted(&"é".repeat(81)).unwrap(), format!("\"{}\"...", "\\u{e9}".repeat(80)));
    }

    #[test]
    fn what_may_be_a_secret_is_not_shown() {
        for secret in [
            "session=abc",
            "q%3Dabc",
            "Bearer abc",
            "basic YWJj",
            "\"Bearer abc\"",
            "Bearer%20abc",
            "/a?abc",
            "eyJhbGciOiJub25lIn0.e30.",
        ] {
            assert_eq!(quoted(secret), None, "{secret}");
        }
        for plain in ["ec2 api", "basic", "?", "bearers of news"] {
            assert_eq!(quoted(plain), Some(format!("\"{plain}\"")));
        }
    }
}
