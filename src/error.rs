use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use time::UtcDateTime;

use crate::fast::instant_text;
use crate::format::Format;

/// A result whose error is a refused record.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a record was refused: the format, the position, the field, what was expected and what was found.
///
/// The message clips the value to 80 characters and escapes it. A value that may be a secret, such as a
/// cookie, a query string or a token, is never shown, neither by `Display` nor by `Debug`. The whole text of
/// the record is available on request: [`Error::original`].
///
/// ```
/// let error =
///     awslog::cloudfront::parse_line("2026-01-15\t12:34:56\tFRA56-P3\t41O").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "CloudFront log, field `sc-bytes`: expected a whole number, found \"41O\"",
/// );
/// assert_eq!(error.field(), Some("sc-bytes"));
/// assert_eq!(error.found(), Some("41O"));
/// assert_eq!(error.original(), b"2026-01-15\t12:34:56\tFRA56-P3\t41O");
/// ```
///
/// # As JSON
///
/// An error implements `Serialize`. The object has the keys below, in this order; a key without a value is
/// left out. Like the message, it never shows what may be a secret.
///
/// | key | value |
/// | --- | --- |
/// | `format` | the name of the format: [`Format::as_str`] |
/// | `kind` | the kind of the error: [`ErrorKind::as_str`] |
/// | `message` | the whole message, as `Display` writes it |
/// | `line` | [`Error::line`] |
/// | `byte` | [`Error::byte`] |
/// | `field` | [`Error::field`] |
/// | `expected` | [`Error::expected`] |
/// | `found` | [`Error::found`] |
/// | `hint` | [`Error::hint`] |
/// | `envelope_time` | [`Error::envelope_time`], as `YYYY-MM-DDTHH:MM:SSZ` |
///
/// ```
/// let error = awslog::cloudfront::parse_line("-\t-\t-\t41O").unwrap_err().with_line(7);
/// assert_eq!(
///     serde_json::to_value(&error)?,
///     serde_json::json!({
///         "format": "cloudfront",
///         "kind": "value",
///         "message": "CloudFront log, line 7, field `sc-bytes`: \
///                     expected a whole number, found \"41O\"",
///         "line": 7,
///         "field": "sc-bytes",
///         "expected": "a whole number",
///         "found": "41O",
///     }),
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// [`Error::dead_letter`] adds the text of the record.
#[derive(thiserror::Error)]
#[error("{0}")]
pub struct Error(Box<Report>);

struct Report {
    format: Format,
    line: Option<u64>,
    refusal: Box<Refusal>,
    /// The refusal that [`Refusal::explained`] gives in place of the first one. Detection takes time: it waits for a reader.
    explained: OnceLock<Option<Box<Refusal>>>,
    original: Box<[u8]>,
    envelope_time: Option<UtcDateTime>,
}

/// The kinds of [`Error`]: what caused it, and what to do about it.
///
/// Kind, format and field are enough to sort refused records, without reading a message:
///
/// ```
/// use std::collections::BTreeMap;
///
/// let log = b"#Fields: c-ip sc-status\n192.0.2.10\t200\nnowhere\t200\n\
///     192.0.2.10\tOK\nelsewhere\t404\n";
/// let mut counts = BTreeMap::new();
/// for error in awslog::cloudfront::records(log).filter_map(Result::err) {
///     *counts.entry((error.kind(), error.field().map(str::to_owned))).or_insert(0) += 1;
/// }
/// assert_eq!(
///     counts.into_iter().collect::<Vec<_>>(),
///     [
///         ((awslog::ErrorKind::Value, Some("c-ip".to_owned())), 2),
///         ((awslog::ErrorKind::Value, Some("sc-status".to_owned())), 1),
///     ],
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A value does not have the type of its field: [`Error::field`] names it. Columns that are shifted look like this too.
    /// Check that the layout is that of the log; if it is, the record is damaged.
    Value,
    /// The bytes are not UTF-8: something on the way has changed the record, or the input is still compressed. AWS writes UTF-8,
    /// except in S3 access logs, where such bytes are read as U+FFFD.
    Encoding,
    /// The JSON is invalid, or does not have the shape of a record. [`Error::byte`] is where reading stopped. Something on
    /// the way has changed the record.
    Json,
    /// The input ends inside a record. The upload or the copy was cut off, or a service on the way cuts long messages: read
    /// the object again. For lines that are short on purpose: `accept_short_lines` of the format's parser.
    Truncated,
    /// The columns of a line are not known, or the names given do not make a layout. Pass the layout of the log.
    Layout,
    /// The input is a record of another format, or none at all. [`Error::found`] says what it looks like and
    /// [`Error::hint`] what to pass instead, where that is known. [`Format::detect`] finds the format.
    Format,
    /// The record is longer than the limit. [`Error::original`] has its beginning; the rest was skipped. Raise the limit:
    /// [`Decoder::max_record_bytes`](crate::Decoder::max_record_bytes).
    TooLong,
}

impl ErrorKind {
    /// Every kind.
    pub const ALL: &'static [ErrorKind] = &[
        ErrorKind::Value,
        ErrorKind::Encoding,
        ErrorKind::Json,
        ErrorKind::Truncated,
        ErrorKind::Layout,
        ErrorKind::Format,
        ErrorKind::TooLong,
    ];

    /// The name of the kind, as `error.type` of an event has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            ErrorKind::Value => "value",
            ErrorKind::Encoding => "encoding",
            ErrorKind::Json => "json",
            ErrorKind::Truncated => "truncated",
            ErrorKind::Layout => "layout",
            ErrorKind::Format => "format",
            ErrorKind::TooLong => "too_long",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for ErrorKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Error {
    /// The kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.refusal().kind
    }

    /// The format that the record was read as.
    pub fn format(&self) -> Format {
        self.0.format
    }

    /// The line of the input, counted from 1. `None` for a line that was read on its own.
    pub fn line(&self) -> Option<u64> {
        self.0.line
    }

    /// The byte of the input at which reading stopped, counted from 0; for a line that was read on its own,
    /// the byte of that line. Set for JSON.
    pub fn byte(&self) -> Option<u64> {
        self.refusal().byte
    }

    /// AWS's name of the field.
    pub fn field(&self) -> Option<&str> {
        self.refusal().field.as_deref()
    }

    /// What was expected.
    pub fn expected(&self) -> &str {
        &self.refusal().expected
    }

    /// What was found: the first 80 characters of the value, as the log has them, or a description such as
    /// `the end of the input`. `None` if there was no value, and if it may be a secret.
    ///
    /// It is the plain text, neither quoted nor escaped, and whoever sent it chose its content; the message of the error
    /// has it in quotes and escaped.
    pub fn found(&self) -> Option<&str> {
        self.refusal().found.as_ref().map(Found::as_str)
    }

    /// What to do about the error, where that is known. The message ends with it.
    ///
    /// ```
    /// let error = awslog::vpc_flow::parse_line("192.0.2.10 443").unwrap_err();
    /// let hint = error.hint().unwrap();
    /// assert!(hint.starts_with("pass the layout of the flow log, such as `${version}"));
    /// ```
    pub fn hint(&self) -> Option<&str> {
        self.refusal().hint.as_deref()
    }

    /// The refused record as it stands in the input. It is not part of the message because it may hold secrets.
    pub fn original(&self) -> &[u8] {
        &self.0.original
    }

    /// The time that the refused record's wrapper gives, such as CloudWatch Logs' `timestamp` of a message. `None` for a
    /// record that came without a wrapper or without such a time.
    pub fn envelope_time(&self) -> Option<UtcDateTime> {
        self.0.envelope_time
    }

    /// The error together with the text of the record, ready to be put aside and read again later: what
    /// serializing the error writes, and `original` at the end.
    ///
    /// `original` is the whole record, secrets included, with U+FFFD in place of bytes that are not UTF-8;
    /// [`Error::original`] has the exact bytes.
    ///
    /// ```
    /// let error = awslog::cloudfront::parse_line("-\t-\t-\t41O").unwrap_err();
    /// let letter = serde_json::to_value(error.dead_letter())?;
    /// assert_eq!(letter["kind"], "value");
    /// assert_eq!(letter["original"], "-\t-\t-\t41O");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn dead_letter(&self) -> impl Serialize + '_ {
        DeadLetter(self)
    }

    #[cold]
    pub(crate) fn new(format: Format, refusal: Box<Refusal>, original: &[u8]) -> Self {
        let envelope_time = refusal.envelope_time;
        let explained = OnceLock::new();
        Error(Box::new(Report { format, line: None, refusal, explained, original: original.into(), envelope_time }))
    }

    fn refusal(&self) -> &Refusal {
        self.0.refusal()
    }

    /// Replaces the content.
    #[cold]
    pub(crate) fn with_refusal(mut self, refusal: Box<Refusal>) -> Self {
        self.0.refusal = refusal;
        self.0.explained = OnceLock::from(None);
        self
    }

    /// Sets the time of the wrapper, unless one further inside has given one.
    #[cold]
    pub(crate) fn with_envelope_time(mut self, time: Option<UtcDateTime>) -> Self {
        self.0.envelope_time = self.0.envelope_time.or(time);
        self
    }

    /// The content of the error, with the time of its wrapper and without its position.
    #[cold]
    pub(crate) fn into_refusal(self) -> Box<Refusal> {
        self.refusal();
        let Report { refusal, explained, envelope_time, .. } = *self.0;
        explained.into_inner().flatten().unwrap_or(refusal).at_envelope_time(envelope_time)
    }

    /// Sets the line of the input, counted from 1: for callers who split the input themselves.
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

impl Report {
    /// The refusal in the best words that there are.
    fn refusal(&self) -> &Refusal {
        let explained = self.explained.get_or_init(|| self.refusal.explained(self.format, &self.original));
        explained.as_ref().unwrap_or(&self.refusal)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Report { format, line, .. }, refusal) = (self, self.refusal());
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
        if let Some(found) = &refusal.found {
            write!(f, ", found {found}")?;
        }
        match &refusal.hint {
            Some(hint) => write!(f, ": {hint}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({:?}, {:?})", self.kind(), self.to_string())
    }
}

impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Error", 10)?;
        self.serialize_fields(&mut object)?;
        object.end()
    }
}

impl Error {
    fn serialize_fields<S: SerializeStruct>(&self, object: &mut S) -> Result<(), S::Error> {
        fn field<S: SerializeStruct, T: Serialize>(
            object: &mut S,
            key: &'static str,
            value: Option<T>,
        ) -> Result<(), S::Error> {
            match value {
                Some(value) => object.serialize_field(key, &value),
                None => object.skip_field(key),
            }
        }
        object.serialize_field("format", self.format().as_str())?;
        object.serialize_field("kind", &self.kind())?;
        object.serialize_field("message", &self.to_string())?;
        field(object, "line", self.line())?;
        field(object, "byte", self.byte())?;
        field(object, "field", self.field())?;
        object.serialize_field("expected", self.expected())?;
        field(object, "found", self.found())?;
        field(object, "hint", self.hint())?;
        field(object, "envelope_time", self.envelope_time().map(instant_text))
    }
}

/// An error with the text of its record.
struct DeadLetter<'a>(&'a Error);

impl Serialize for DeadLetter<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("DeadLetter", 11)?;
        self.0.serialize_fields(&mut object)?;
        object.serialize_field("original", &String::from_utf8_lossy(self.0.original()))?;
        object.end()
    }
}

/// The content of an [`Error`] before its position in the input is known.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    kind: ErrorKind,
    field: Option<Cow<'static, str>>,
    byte: Option<u64>,
    expected: Cow<'static, str>,
    found: Option<Found>,
    hint: Option<Cow<'static, str>>,
    envelope_time: Option<UtcDateTime>,
}

/// What stood in the place of what was expected.
#[derive(Clone, Debug)]
pub(crate) enum Found {
    /// The front of a value of the log. The message has it in quotes and escaped.
    Value { front: String, is_clipped: bool },
    /// A description in our own words.
    Words(Cow<'static, str>),
}

impl Found {
    /// A description: it holds nothing of the log.
    pub(crate) fn words(words: impl Into<Cow<'static, str>>) -> Self {
        Found::Words(words.into())
    }

    fn as_str(&self) -> &str {
        match self {
            Found::Value { front, .. } => front,
            Found::Words(words) => words,
        }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Found::Value { front, is_clipped } => {
                write!(f, "\"{}\"{}", front.escape_default(), if *is_clipped { "..." } else { "" })
            }
            Found::Words(words) => f.write_str(words),
        }
    }
}

impl Refusal {
    #[cold]
    pub(crate) fn at_envelope_time(mut self: Box<Self>, time: Option<UtcDateTime>) -> Box<Self> {
        self.envelope_time = time;
        self
    }

    #[cold]
    pub(crate) fn new(kind: ErrorKind, expected: impl Into<Cow<'static, str>>) -> Box<Self> {
        Box::new(Refusal {
            kind,
            field: None,
            byte: None,
            expected: expected.into(),
            found: None,
            hint: None,
            envelope_time: None,
        })
    }

    pub(crate) fn kind(&self) -> ErrorKind {
        self.kind
    }

    pub(crate) fn byte(&self) -> Option<usize> {
        self.byte.and_then(|byte| usize::try_from(byte).ok())
    }

    /// A value that does not have the type of its field.
    #[cold]
    pub(crate) fn value(field: impl Into<Cow<'static, str>>, expected: &'static str, found: &str) -> Box<Self> {
        Refusal::new(ErrorKind::Value, expected).in_field(field).with_found(quoted(found))
    }

    #[cold]
    pub(crate) fn in_field(mut self: Box<Self>, field: impl Into<Cow<'static, str>>) -> Box<Self> {
        self.field.get_or_insert_with(|| field.into());
        self
    }

    /// Puts the name of an object in front of the field: the object is the value of `key`.
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

    /// Translates the byte to another point of reference.
    #[cold]
    pub(crate) fn map_byte(mut self: Box<Self>, place: impl FnOnce(usize) -> usize) -> Box<Self> {
        self.byte = self.byte.map(|byte| place(usize::try_from(byte).unwrap_or(usize::MAX)) as u64);
        self
    }

    #[cold]
    pub(crate) fn with_found(mut self: Box<Self>, found: impl Into<Option<Found>>) -> Box<Self> {
        self.found = found.into();
        self
    }

    /// Whether a closer look at the input may say more: the input may be of another format.
    pub(crate) fn may_be_of_another_format(&self) -> bool {
        match self.kind {
            ErrorKind::Value | ErrorKind::Json | ErrorKind::Layout => true,
            ErrorKind::Format => self.found.is_none() && self.hint.is_none(),
            ErrorKind::Encoding | ErrorKind::Truncated | ErrorKind::TooLong => false,
        }
    }

    /// Whether the input is not in the format that was asked for.
    pub(crate) fn is_of_format(&self) -> bool {
        self.kind == ErrorKind::Format
    }

    /// Adds advice: what the user can do.
    #[cold]
    pub(crate) fn with_hint(mut self: Box<Self>, hint: impl Into<Cow<'static, str>>) -> Box<Self> {
        self.hint = Some(hint.into());
        self
    }
}

/// How many characters of a value a message shows.
const SHOWN: usize = 80;

/// A value of the log, clipped; `None` if it may be a secret.
///
/// A field with a type of its own never holds a secret. But when columns are shifted, it holds the value of the
/// next column.
pub(crate) fn quoted(value: &str) -> Option<Found> {
    if may_be_secret(value) {
        return None;
    }
    let clip = value.char_indices().nth(SHOWN).map_or(value.len(), |(end, _)| end);
    let front = value.get(..clip).unwrap_or_default().to_owned();
    Some(Found::Value { front, is_clipped: clip < value.len() })
}

/// Cookies, query strings and signatures have an equals sign or follow a question mark. Credentials follow the name
/// of a scheme, in any encoding. Signed tokens are JSON in base64, so they begin with an encoded brace.
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
        let found = quoted("a\t\"b\"\u{202E}").unwrap();
        assert_eq!(found.to_string(), r#""a\t\"b\"\u{202e}""#);
        assert_eq!(found.as_str(), "a\t\"b\"\u{202E}");
        let found = quoted(&"é".repeat(81)).unwrap();
        assert_eq!(found.to_string(), format!("\"{}\"...", "\\u{e9}".repeat(80)));
        assert_eq!(found.as_str(), "é".repeat(80));
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
            assert!(quoted(secret).is_none(), "{secret}");
        }
        for plain in ["ec2 api", "basic", "?", "bearers of news"] {
            assert_eq!(quoted(plain).unwrap().as_str(), plain);
        }
    }
}
