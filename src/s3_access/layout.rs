use std::borrow::Cow;
use std::str::FromStr;

use crate::error::{Error, ErrorKind, Refusal, Result};
use crate::lines::{ColumnSet, Delimiter, LayoutColumn, LineLayout, fields_of, layout};
use crate::text::Cells;

use super::line::is_unencoded_key;
use super::record::{Column, LINE, Record};

/// The order of the fields of a line, and the delimiter between them: for tables made from the logs. AWS's own lines need
/// none.
///
/// ```
/// use awslog::s3_access::Layout;
///
/// let layout = Layout::from_header("bucketowner,bucket_name,httpstatus,brand-new")?;
/// let record = layout.parse_line("-,amzn-s3-demo-bucket,200,x,more")?;
/// assert_eq!(record.bucket.as_deref(), Some("amzn-s3-demo-bucket"));
/// assert_eq!(record.http_status, Some(200));
/// assert_eq!(record.unknown("brand-new").unwrap(), "x");
/// assert_eq!(record.beyond_layout(), ["more"]);
/// # Ok::<(), awslog::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    pub(super) line: LineLayout<Cow<'static, [LayoutColumn<Column>]>>,
    /// Whether the name of the key is that of the vended JSON.
    pub(super) has_unencoded_key: bool,
}

impl Layout {
    pub(super) fn named<N: AsRef<str>>(names: &[N], delimiter: Delimiter) -> Result<Self, Box<Refusal>> {
        let columns = LayoutColumn::named(names);
        if !columns.iter().any(|column| column.known().is_some()) {
            return Err(unknown_names());
        }
        let has_unencoded_key = names.iter().any(|name| is_unencoded_key(name.as_ref()));
        Ok(Layout { line: LineLayout::new(Cow::Owned(columns), delimiter), has_unencoded_key })
    }

    pub(super) fn of_header_line(line: &str) -> Result<Self, Box<Refusal>> {
        let names = fields_of(line).unwrap_or(line);
        // AWS writes no header lines, and other logs have a few of the names.
        let known = words_of_header(names).filter(|name| Column::find(name).is_some()).count();
        if known * 2 < words_of_header(names).count() {
            return Err(unknown_names());
        }
        if names.contains(',') {
            return Self::named(&Cells::new(names.trim_ascii()).collect::<Vec<_>>(), Delimiter::Comma);
        }
        Self::named(&words_of_header(names).collect::<Vec<_>>(), Delimiter::Inferred)
    }

    /// Whether the columns are those of a line in AWS's order, at least up to the last that clients choose the text of. Then
    /// lines are read as AWS's own are.
    pub(super) fn is_in_order(&self) -> bool {
        let columns = &self.line.columns;
        let mut pairs = columns.iter().zip(LINE);
        columns.len() > Column::user_agent as usize && pairs.all(|(column, usual)| column.known() == usual.known())
    }
}

layout! {
    /// The fields that a header line names: `#Fields:` and names, or names alone, separated by commas, TABs or spaces. Commas
    /// separate the values of the lines that follow if they separate the names. The names of AWS's table for Athena are
    /// known too.
    ///
    /// ```
    /// use awslog::s3_access::Layout;
    ///
    /// let layout = Layout::from_header("remoteip,useragent")?;
    /// let record = layout.parse_line("192.0.2.10,\"a, b\"")?;
    /// assert_eq!(record.user_agent.as_deref(), Some("a, b"));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Fewer than half of the names are known.
    pub fn from_header;

    /// The fields with these names, in this order; TABs or spaces separate the values of a line. Names are compared by letters
    /// and digits alone, in any case: `request_id` and `requestId` are the same. An unknown name is kept, and so are its values.
    ///
    /// ```
    /// use awslog::s3_access::Layout;
    ///
    /// let layout = Layout::from_names(["time", "remote_ip", "user_agent"])?;
    /// let line = r#"[15/Jan/2026:12:34:56 +0000] 192.0.2.10 "curl/8.5.0 (x)""#;
    /// let record = layout.parse_line(line)?;
    /// assert_eq!(record.user_agent.as_deref(), Some("curl/8.5.0 (x)"));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// None of the names is known.
    pub fn from_names;

    /// ```
    /// use awslog::s3_access::Layout;
    ///
    /// let layout = Layout::from_names(["remote_ip", "bytes_sent"])?.with_delimiter(";")?;
    /// assert_eq!(layout.parse_line("192.0.2.10;4249")?.bytes_sent, Some(4249));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn with_delimiter;

    /// ```
    /// use awslog::s3_access::Layout;
    ///
    /// let layout = Layout::from_names(["remoteip", "requestdatetime", "refferer"])?;
    /// let names = layout.names().collect::<Vec<_>>();
    /// assert_eq!(names, ["remote_ip", "time", "refferer"]);
    /// assert_eq!(layout.unknown_names().collect::<Vec<_>>(), ["refferer"]);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn names;

    /// ```
    /// use awslog::{ErrorKind, s3_access::Layout};
    ///
    /// let layout = Layout::from_names(["bucket", "remote_ip", "bytes_sent"])?;
    /// let error = layout.parse_line("amzn-s3-demo-bucket 192.0.2.10").unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::Truncated);
    /// let layout = layout.accept_short_lines(true);
    /// assert!(layout.parse_line("amzn-s3-demo-bucket 192.0.2.10").is_ok());
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn accept_short_lines;
}

impl FromStr for Layout {
    type Err = Error;

    /// As [`Layout::from_header`].
    fn from_str(names: &str) -> Result<Self> {
        Self::from_header(names)
    }
}

#[cold]
fn unknown_names() -> Box<Refusal> {
    Refusal::new(ErrorKind::Layout, "the names of an S3 access log's fields")
}

fn words_of_header(names: &str) -> impl Iterator<Item = &str> {
    let names = names.split([' ', '\t', ',']).map(|name| name.trim_matches('"'));
    names.filter(|name| !name.is_empty())
}

/// Whether a line names the fields of these logs: its first two names are known, and the third.
pub(super) fn is_header(line: &str) -> bool {
    let mut known = words_of_header(fields_of(line).unwrap_or(line)).map(|name| Column::find(name).is_some());
    known.next() == Some(true) && known.next() == Some(true) && known.next() != Some(false)
}

/// The same if one of the names is in no other log.
pub(super) fn is_certain_header(line: &str) -> bool {
    is_header(line) && Column::bits(words_of_header(fields_of(line).unwrap_or(line))) & Column::DISTINCTIVE != 0
}

/// The values of a line in another order than AWS's: words, texts in quotes and times in brackets. Nothing says where a quoted
/// value ends that holds quotes itself, except that a space follows.
pub(super) struct Words<'a> {
    rest: Option<&'a str>,
    /// Whether a quote and a bracket that close a value can follow.
    closes: [bool; 2],
}

impl<'a> Words<'a> {
    pub(super) fn new(line: &'a str) -> Self {
        Words { rest: Some(line), closes: [true; 2] }
    }

    /// Where the value at the front ends that something encloses.
    fn end_of_enclosed(&mut self, line: &str) -> Option<usize> {
        let [by_quote, by_bracket] = &mut self.closes;
        let (closes, close) = match line.as_bytes() {
            [b'"', ..] => (by_quote, b'"'),
            [b'[', ..] => (by_bracket, b']'),
            _ => return None,
        };
        if !*closes {
            return None;
        }
        let inner = line.as_bytes().get(1..).unwrap_or_default();
        let ends = |at: &usize| matches!(inner.get(at + 1), None | Some(b' '));
        let end = memchr::memchr_iter(close, inner).find(ends);
        *closes = end.is_some();
        end
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let line = self.rest?;
        let (value, next) = match self.end_of_enclosed(line) {
            Some(end) => (line.get(1..end + 1)?, end + 3),
            None => {
                let end = memchr::memchr(b' ', line.as_bytes()).unwrap_or(line.len());
                (line.get(..end)?, end + 1)
            }
        };
        self.rest = line.get(next..);
        Some(value)
    }
}
