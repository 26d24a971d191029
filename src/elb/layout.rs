use std::str::FromStr;

use crate::error::{Error, ErrorKind, Refusal, Result};
use crate::format::Format;
use crate::lines::{Short, open_value};
use crate::text::Quoting;
use crate::text::{Cells, Text};

use super::quoted::{First, Values};
use super::record::{Columns, Kind, Record};

/// The order of the columns of a line, and what stands between them: for lines that CloudWatch Logs has delivered, and for
/// tables made of the logs.
///
/// ```
/// use awslog::elb::{Layout, Record};
///
/// let layout = Layout::from_header("time,elb,client:port,target:port,brand-new")?;
/// let record = layout.parse_line(
///     "2026-01-15T12:34:56Z,app/my-alb/0123456789abcdef,192.0.2.10:2817,-,x,more",
/// )?;
/// let Record::AlbAccess(record) = record else { panic!() };
/// assert_eq!(record.client.unwrap().port, Some(2817));
/// assert_eq!(record.unknown("brand-new").unwrap(), "x");
/// assert_eq!(record.beyond_layout(), ["more"]);
/// # Ok::<(), awslog::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    columns: Columns,
    delimiter: Delimiter,
    short: Short,
}

/// What stands between two values.
#[derive(Clone, Debug, PartialEq)]
enum Delimiter {
    /// A TAB where a line has one, else spaces: header lines of the W3C form do not say which.
    TabOrSpace,
    Comma,
    Text(Box<str>),
}

/// The longest delimiter that a delivery can be configured with, in characters.
const LONGEST_DELIMITER: usize = 5;

impl Layout {
    /// The columns with these names, in this order; TABs or spaces separate the values of a line. Names are compared by letters
    /// and digits alone, in any case: `client:port` and `client_port` are the same. One that is not known is kept and its values
    /// with it. The records are of the kind that has fields of the most of the names.
    ///
    /// ```
    /// use awslog::elb::{Kind, Layout, Record};
    ///
    /// let layout = Layout::from_names(["client_ip", "client_port", "tls_protocol"])?;
    /// assert_eq!(layout.kind(), Kind::AlbConnection);
    /// let Record::AlbConnection(record) = layout.parse_line("192.0.2.10 36280 TLSv1.3")?
    /// else {
    ///     panic!()
    /// };
    /// assert_eq!(record.client_port, Some(36280));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// No name is known.
    pub fn from_names<I>(names: I) -> Result<Self>
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        Self::named(&names.into_iter().collect::<Vec<_>>()).map_err(|refusal| refused(refusal, ""))
    }

    fn named<N: AsRef<str>>(names: &[N]) -> Result<Self, Box<Refusal>> {
        match Kind::of_names(names.iter()) {
            Some(kind) => Ok(Layout {
                columns: Columns::new(kind, names),
                delimiter: Delimiter::TabOrSpace,
                short: Short::Refused,
            }),
            None => Err(Refusal::new(ErrorKind::Layout, "the names of a load balancer log's fields")),
        }
    }

    /// The columns that a header line names: `#Fields:` and names, separated by spaces or TABs, or names alone, separated by
    /// commas, TABs or spaces, in quotes or without. The values behind it are separated by commas if the names are.
    ///
    /// ```
    /// use awslog::elb::{Layout, Record};
    ///
    /// let layout = Layout::from_header("client_ip,client_port,leaf_client_cert_subject")?;
    /// let Record::AlbConnection(record) =
    ///     layout.parse_line("192.0.2.10,36280,\"CN=a,O=b\"")?
    /// else {
    ///     panic!()
    /// };
    /// assert_eq!(record.leaf_client_cert_subject.unwrap().decode(), "CN=a,O=b");
    /// # Ok::<(), awslog::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// No name is known.
    pub fn from_header(line: &str) -> Result<Self> {
        let line = crate::text::without_end(line);
        Self::of_header(line).map_err(|refusal| refused(refusal, line))
    }

    pub(super) fn of_header(line: &str) -> Result<Self, Box<Refusal>> {
        let names = fields_of(line).unwrap_or(line);
        if names.contains(',') {
            let layout = Self::named(&Cells::new(names).collect::<Vec<_>>())?;
            return Ok(Layout { delimiter: Delimiter::Comma, ..layout });
        }
        let names = names.split([' ', '\t']).filter(|name| !name.is_empty());
        Self::named(&names.map(without_quotes).collect::<Vec<_>>())
    }

    /// The same columns with another delimiter: 1 to 5 characters, or none for a TAB, as AWS has it. A value between commas may
    /// be in quotes, as in CSV.
    ///
    /// ```
    /// use awslog::elb::{Layout, Record};
    ///
    /// let layout = Layout::from_names(["client_ip", "client_port", "tls_protocol"])?
    ///     .with_delimiter(";")?;
    /// let Record::AlbConnection(record) = layout.parse_line("192.0.2.10;36280;-")? else {
    ///     panic!()
    /// };
    /// assert_eq!((record.client_port, record.tls_protocol), (Some(36280), None));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The delimiter is longer.
    pub fn with_delimiter(mut self, delimiter: &str) -> Result<Self> {
        if delimiter.chars().count() > LONGEST_DELIMITER {
            let expected = "a delimiter of at most 5 characters";
            return Err(refused(Refusal::new(ErrorKind::Layout, expected), delimiter));
        }
        self.delimiter = match delimiter {
            "," => Delimiter::Comma,
            " " => Delimiter::TabOrSpace,
            "" => Delimiter::Text("\t".into()),
            _ => Delimiter::Text(delimiter.into()),
        };
        Ok(self)
    }

    /// The kind of the records.
    pub fn kind(&self) -> Kind {
        self.columns.kind()
    }

    /// The names of the columns: AWS's of those that this crate knows, else as they were given.
    ///
    /// ```
    /// use awslog::elb::Layout;
    ///
    /// let layout = Layout::from_names(["time", "elb", "client_port", "user_agnt"])?;
    /// let names = layout.names().collect::<Vec<_>>();
    /// assert_eq!(names, ["time", "elb", "client:port", "user_agnt"]);
    /// assert_eq!(layout.unknown_names().collect::<Vec<_>>(), ["user_agnt"]);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.names().into_iter()
    }

    /// The names that this crate does not know: columns that AWS has added since, or typing errors. Their values are kept, but
    /// no field of the record has them.
    pub fn unknown_names(&self) -> impl Iterator<Item = &str> {
        self.columns.unknown_names().into_iter()
    }

    /// Whether lines are read that have fewer values than the layout has columns; the missing ones are absent then. By default
    /// they are refused with [`ErrorKind::Truncated`], because something has cut them.
    ///
    /// ```
    /// use awslog::{ErrorKind, elb::Layout};
    ///
    /// let layout = Layout::from_names(["client_ip", "client_port", "listener_port"])?;
    /// let error = layout.parse_line("192.0.2.10 36280").unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::Truncated);
    /// assert!(layout.accept_short_lines(true).parse_line("192.0.2.10 36280").is_ok());
    /// # Ok::<(), awslog::Error>(())
    /// ```
    #[must_use]
    pub const fn accept_short_lines(mut self, on: bool) -> Self {
        self.short = if on { Short::Accepted } else { Short::Refused };
        self
    }

    pub(super) const fn short(&self) -> Short {
        self.short
    }

    /// Reads one line. Values beyond the last column are kept.
    ///
    /// # Errors
    ///
    /// A value does not have the type of its column, or the line has fewer values than the layout has columns
    /// ([`Layout::accept_short_lines`]).
    pub fn parse_line<'a>(&self, line: &'a str) -> Result<Record<'a>> {
        let line = crate::text::without_end(line);
        self.read(line).map_err(|refusal| refused(refusal, line))
    }

    pub(super) fn read<'a>(&self, line: &'a str) -> Result<Record<'a>, Box<Refusal>> {
        let mut record = match &self.delimiter {
            Delimiter::Comma => self.read_cells(line),
            Delimiter::Text(delimiter) => self.read_values(line.split(&**delimiter).map(without_quotes)),
            Delimiter::TabOrSpace if line.contains('\t') => self.read_values(line.split('\t').map(without_quotes)),
            Delimiter::TabOrSpace => self.read_spaced(line),
        }?;
        record.set_source(line);
        Ok(record)
    }

    fn read_values<'a>(
        &self,
        values: impl Iterator<Item: Clone + AsRef<str> + Into<Text<'a>>>,
    ) -> Result<Record<'a>, Box<Refusal>> {
        self.columns.fill(self.short, values)
    }

    fn read_cells<'a>(&self, line: &'a str) -> Result<Record<'a>, Box<Refusal>> {
        let mut cells = Cells::new(line);
        let record = self.read_values(cells.by_ref())?;
        if cells.is_open() && self.short == Short::Refused { Err(open_value()) } else { Ok(record) }
    }

    fn read_spaced<'a>(&self, line: &'a str) -> Result<Record<'a>, Box<Refusal>> {
        match self.first_quoted() {
            None => self.read_values(line.split(' ').map(Text::from)),
            Some(first) => {
                let mut values = Values::new(line, first);
                let record = self.read_values(values.by_ref())?;
                values.check_end(self.short)?;
                Ok(record)
            }
        }
    }

    /// Where the first quoted value of a line with spaces ends.
    fn first_quoted(&self) -> Option<First> {
        match self.kind() {
            Kind::NlbTls => None,
            Kind::AlbConnection => Some(First::Alone),
            _ => Some(First::Request),
        }
    }

    /// How values can be quoted.
    pub(super) const fn quoting(&self) -> Quoting {
        match self.delimiter {
            Delimiter::Comma => Quoting::Cells(b','),
            Delimiter::TabOrSpace => Quoting::Words,
            Delimiter::Text(_) => Quoting::None,
        }
    }

    /// Whether a text with spaces ends inside of a quoted value.
    pub(super) fn is_open(&self, text: &str) -> bool {
        let first = self.first_quoted().filter(|_| !text.contains('\t'));
        first.is_some_and(|first| Values::ends_open(text, first))
    }

    /// Whether the first values of a line with spaces are of the types of their columns, and not all are texts.
    pub(super) fn begins_record(&self, line: &str) -> bool {
        const FRONT: usize = 4;
        let mut values = line.split(' ').take(FRONT).filter(|value| *value != "-");
        values.next().is_some_and(|first| !first.is_empty()) && self.columns.suit(line.split(' ').take(FRONT))
    }

    /// Whether a text has a value for each column, of its type.
    pub(super) fn is_whole(&self, text: &str) -> bool {
        let count = match &self.delimiter {
            Delimiter::Comma => Cells::new(text).count(),
            Delimiter::TabOrSpace => self.first_quoted().map_or(0, |first| Values::new(text, first).count()),
            Delimiter::Text(_) => 0,
        };
        count == self.columns.len() && self.read(text).is_ok()
    }
}

impl FromStr for Layout {
    type Err = Error;

    /// As [`Layout::from_header`].
    fn from_str(names: &str) -> Result<Self> {
        Self::from_header(names)
    }
}

/// A value without the quotes around it.
fn without_quotes(value: &str) -> &str {
    let inner = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(value)
}

/// The names behind `#Fields:`.
pub(super) fn fields_of(line: &str) -> Option<&str> {
    let (start, names) = line.split_at_checked("#Fields:".len())?;
    start.eq_ignore_ascii_case("#Fields:").then_some(names)
}

pub(super) fn refused(refusal: Box<Refusal>, line: &str) -> Error {
    Error::new(Format::Elb, refusal, line.as_bytes())
}
