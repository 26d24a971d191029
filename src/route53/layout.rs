use std::borrow::Cow;
use std::str::FromStr;

use crate::error::{Error, ErrorKind, Refusal, Result};
use crate::fast::{Separated, Words};
use crate::lines::{ColumnSet, Delimiter, LayoutColumn, LineLayout, fields_of, layout};
use crate::text::{Cells, Text};

use super::Record;
use super::public::Column;
use super::record::PublicColumns;

/// The order of the values in a line of a public zone's log, and the delimiter between them: for tables made of the logs.
///
/// ```
/// use awslog::route53::{Layout, Record};
///
/// let layout = Layout::from_header("query_name,resolver_ip,brand_new")?;
/// let Record::Public(record) = layout.parse_line("example.com,192.0.2.53,x,more")? else {
///     panic!()
/// };
/// assert_eq!(record.resolver_ip, Some([192, 0, 2, 53].into()));
/// assert_eq!(record.unknown("brand_new").unwrap(), "x");
/// assert_eq!(record.beyond_layout(), ["more"]);
/// # Ok::<(), awslog::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    pub(super) line: LineLayout<PublicColumns>,
}

impl Layout {
    /// The ten values of version 1.0 between spaces: every line that Route 53 writes.
    ///
    /// ```
    /// use awslog::route53::{Layout, Record};
    ///
    /// let line = "1.0 2026-01-15T12:34:56.130Z Z0123456789EXAMPLE www.example.com A NOERROR \
    ///     UDP FRA6 192.0.2.53 -";
    /// let Record::Public(record) = Layout::version_1().parse_line(line)? else { panic!() };
    /// assert_eq!(record.edge_location.as_deref(), Some("FRA6"));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub const fn version_1() -> Self {
        Layout { line: LineLayout::new(PublicColumns(Cow::Borrowed(Column::LAYOUT)), Delimiter::Space) }
    }

    pub(super) fn named<N: AsRef<str>>(names: &[N], delimiter: Delimiter) -> std::result::Result<Self, Box<Refusal>> {
        let columns = LayoutColumn::named(names);
        if !columns.iter().any(|column| matches!(column, LayoutColumn::Known(_))) {
            let first = names.first().map_or("", AsRef::as_ref);
            let refusal = Refusal::new(ErrorKind::Layout, "the names of fields of a public zone's query log");
            return Err(refusal.with_found(crate::error::quoted(first)));
        }
        Ok(Layout { line: LineLayout::new(PublicColumns(Cow::Owned(columns)), delimiter) })
    }

    pub(super) fn of_header_line(line: &str) -> std::result::Result<Self, Box<Refusal>> {
        let line = fields_of(line).unwrap_or(line);
        if line.contains('\t') {
            Self::named(&Separated::by_tabs(line).map(str::trim_ascii).collect::<Vec<_>>(), Delimiter::Tab)
        } else if line.contains(',') {
            Self::named(&Cells::new(line).collect::<Vec<Text<'_>>>(), Delimiter::Comma)
        } else {
            Self::named(&Words::new(line).collect::<Vec<_>>(), Delimiter::Space)
        }
    }

    /// The layout that a line of a stream is the header of: half of its names are known, and one of them is in no other log.
    pub(super) fn of_stream_header(line: &str) -> Option<Self> {
        let first = line.trim_start_matches([' ', '"']).bytes().next()?;
        if !first.is_ascii_alphabetic() || line.contains('{') {
            return None;
        }
        let layout = Self::of_header_line(line).ok()?;
        let columns = &layout.line.columns.0;
        let known = columns.iter().filter_map(LayoutColumn::known);
        let (count, bits) = known.fold((0, 0), |(count, bits), column| (count + 1, bits | 1_u128 << column as u32));
        (count * 2 >= columns.len() && bits & Column::DISTINCTIVE != 0).then_some(layout)
    }
}

layout! {
    /// The fields that a header line names, and its delimiter: a TAB, a comma or spaces. Names are compared by letters and
    /// digits alone, in any case: `query_name` and `queryName` are the same. An unknown name is kept, and so are its values.
    ///
    /// ```
    /// use awslog::route53::Layout;
    ///
    /// let layout = Layout::from_header("queryName resolverIp ednsClientSubnet")?;
    /// assert!(layout.parse_line("example.com 192.0.2.53 -").is_ok());
    /// # Ok::<(), awslog::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// None of the names is known.
    pub fn from_header;

    /// The fields with these names, in this order, between spaces. Names are compared as in [`Layout::from_header`].
    ///
    /// ```
    /// use awslog::route53::{Layout, Record};
    ///
    /// let layout = Layout::from_names(["query_name", "resolver_ip"])?;
    /// let record = layout.parse_line("example.com 192.0.2.53")?;
    /// assert_eq!(record.query_name(), Some("example.com"));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// None of the names is known.
    pub fn from_names;

    /// ```
    /// use awslog::route53::Layout;
    ///
    /// let layout = Layout::from_names(["query_name", "resolver_ip"])?.with_delimiter(";")?;
    /// assert_eq!(layout.parse_line("example.com;-")?.query_name(), Some("example.com"));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn with_delimiter;

    /// ```
    /// use awslog::route53::Layout;
    ///
    /// let layout = Layout::from_names(["queryName", "resolver_ip", "query_tpye"])?;
    /// let names = layout.names().collect::<Vec<_>>();
    /// assert_eq!(names, ["query_name", "resolver_ip", "query_tpye"]);
    /// assert_eq!(layout.unknown_names().collect::<Vec<_>>(), ["query_tpye"]);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn names;

    /// ```
    /// use awslog::{ErrorKind, route53::Layout};
    ///
    /// let layout = Layout::version_1();
    /// let error = layout.parse_line("1.0 2026-01-15T12:34:56.130Z").unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::Truncated);
    /// let layout = layout.accept_short_lines(true);
    /// assert!(layout.parse_line("1.0 2026-01-15T12:34:56.130Z").is_ok());
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn accept_short_lines;
}

impl Default for Layout {
    /// [`Layout::version_1`]
    fn default() -> Self {
        Layout::version_1()
    }
}

impl FromStr for Layout {
    type Err = Error;

    /// As [`Layout::from_header`].
    fn from_str(names: &str) -> Result<Self> {
        Self::from_header(names)
    }
}
