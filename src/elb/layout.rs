use std::str::FromStr;

use crate::error::{Error, ErrorKind, Refusal, Result};
use crate::lines::{Delimiter, LineLayout, fields_of, layout};
use crate::text::Cells;

use super::record::{Kind, KindColumns, Record};

/// The order of the columns of a line, and the delimiter between them: for lines that CloudWatch Logs has delivered, and for
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
    pub(super) line: LineLayout<KindColumns>,
}

impl Layout {
    /// The kind of the records.
    pub fn kind(&self) -> Kind {
        self.line.columns.kind()
    }

    pub(super) fn named<N: AsRef<str>>(names: &[N]) -> Result<Self, Box<Refusal>> {
        match Kind::of_names(names.iter()) {
            Some(kind) => Ok(Layout { line: LineLayout::new(KindColumns::new(kind, names), Delimiter::Inferred) }),
            None => Err(Refusal::new(ErrorKind::Layout, "the names of a load balancer log's fields")),
        }
    }

    pub(super) fn of_header_line(line: &str) -> Result<Self, Box<Refusal>> {
        let names = fields_of(line).unwrap_or(line);
        if names.contains(',') {
            let mut layout = Self::named(&Cells::new(names).collect::<Vec<_>>())?;
            layout.line.delimiter = Delimiter::Comma;
            return Ok(layout);
        }
        let names = names.split([' ', '\t']).filter(|name| !name.is_empty());
        Self::named(&names.map(without_quotes).collect::<Vec<_>>())
    }
}

layout! {
    /// The columns that a header line names: `#Fields:` and names, separated by spaces or TABs, or names alone, separated by
    /// commas, TABs or spaces, in quotes or without. Commas separate the values of the lines that follow if they separate
    /// the names.
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
    pub fn from_header;

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
    pub fn from_names;

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
    pub fn with_delimiter;

    /// ```
    /// use awslog::elb::Layout;
    ///
    /// let layout = Layout::from_names(["time", "elb", "client_port", "user_agnt"])?;
    /// let names = layout.names().collect::<Vec<_>>();
    /// assert_eq!(names, ["time", "elb", "client:port", "user_agnt"]);
    /// assert_eq!(layout.unknown_names().collect::<Vec<_>>(), ["user_agnt"]);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn names;

    /// ```
    /// use awslog::{ErrorKind, elb::Layout};
    ///
    /// let layout = Layout::from_names(["client_ip", "client_port", "listener_port"])?;
    /// let error = layout.parse_line("192.0.2.10 36280").unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::Truncated);
    /// assert!(layout.accept_short_lines(true).parse_line("192.0.2.10 36280").is_ok());
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

/// A value without the quotes around it.
pub(super) fn without_quotes(value: &str) -> &str {
    let inner = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(value)
}
