use std::borrow::Cow;
use std::str::FromStr;

use crate::error::{Error, ErrorKind, Refusal, Result};
use crate::fast::{Separated, Words};
use crate::lines::{ColumnSet, Delimiter, LayoutColumn, LineLayout, Short, layout, layout_columns, refused};
use crate::text::{Cells, Text};

use super::record::{Column, Record};

/// The order of the fields of a line, and the delimiter between them.
///
/// ```
/// use awslog::vpc_flow::Layout;
///
/// let layout = Layout::from_header("interface-id,srcaddr,brand-new")?;
/// let record = layout.parse_line("eni-0123456789abcdef0,192.0.2.10,x,more")?;
/// assert_eq!(record.srcaddr, Some([192, 0, 2, 10].into()));
/// assert_eq!(record.unknown("brand-new").unwrap(), "x");
/// assert_eq!(record.beyond_layout(), ["more"]);
/// # Ok::<(), awslog::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    pub(super) line: LineLayout<Cow<'static, [LayoutColumn<Column>]>>,
}

/// The fields of VPC flow logs up to a version, in the order of AWS's table.
const fn up_to_version(version: u8) -> &'static [LayoutColumn<Column>] {
    let (mut rest, mut count) = (Column::VERSIONS, 0);
    while let [since, others @ ..] = rest
        && 0 < *since
        && *since <= version
    {
        (rest, count) = (others, count + 1);
    }
    Column::LAYOUT.split_at(count).0
}

/// The fields of Transit Gateway flow logs in their default order.
const TRANSIT_GATEWAY: &[LayoutColumn<Column>] = layout_columns! {
    version resource_type account_id tgw_id tgw_attachment_id tgw_src_vpc_account_id tgw_dst_vpc_account_id tgw_src_vpc_id
    tgw_dst_vpc_id tgw_src_subnet_id tgw_dst_subnet_id tgw_src_eni tgw_dst_eni tgw_src_az_id tgw_dst_az_id
    tgw_pair_attachment_id srcaddr dstaddr srcport dstport protocol packets bytes start end log_status r#type
    packets_lost_no_route packets_lost_blackhole packets_lost_mtu_exceeded packets_lost_ttl_expired tcp_flags region
    flow_direction pkt_src_aws_service pkt_dst_aws_service
};

/// How many fields the default format has.
pub(super) const DEFAULT_WIDTH: usize = up_to_version(2).len();

/// How many fields the default format of Transit Gateway flow logs has.
pub(super) const TRANSIT_GATEWAY_WIDTH: usize = TRANSIT_GATEWAY.len();

impl Layout {
    /// The 14 fields of version 2 between spaces: the default format of VPC flow logs.
    ///
    /// ```
    /// use awslog::vpc_flow::{Layout, LogStatus};
    ///
    /// let line =
    ///     "2 123456789012 eni-0123456789abcdef0 - - - - - - - 1768480490 1768480550 - NODATA";
    /// assert_eq!(Layout::version_2().parse_line(line)?.log_status, Some(LogStatus::NoData));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub const fn version_2() -> Self {
        Self::of(up_to_version(2))
    }

    /// The 36 fields of Transit Gateway flow logs between spaces: their default format.
    ///
    /// ```
    /// use awslog::vpc_flow::Layout;
    ///
    /// let record = Layout::transit_gateway()
    ///     .accept_short_lines(true)
    ///     .parse_line("6 TransitGateway 123456789012 tgw-0123456789abcdef0")?;
    /// assert_eq!(record.tgw_id.unwrap(), "tgw-0123456789abcdef0");
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub const fn transit_gateway() -> Self {
        Self::of(TRANSIT_GATEWAY)
    }

    const fn of(columns: &'static [LayoutColumn<Column>]) -> Self {
        Layout { line: LineLayout::new(Cow::Borrowed(columns), Delimiter::Space) }
    }

    /// The fields of a format string, as AWS takes it for the format of a flow log.
    ///
    /// ```
    /// use awslog::vpc_flow::Layout;
    ///
    /// let layout = Layout::from_format("${version} ${account-id} ${srcaddr}")?;
    /// let record = layout.parse_line("2 123456789012 192.0.2.10")?;
    /// assert_eq!(record.account_id.unwrap(), "123456789012");
    /// # Ok::<(), awslog::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// It contains something other than names as `${name}` separated by spaces (the error shows that part), or none
    /// of the names is known.
    pub fn from_format(format: &str) -> Result<Self> {
        let format = crate::text::without_end(format);
        let layout = format_names(format).and_then(|names| Self::named(&names, Delimiter::Space));
        layout.map_err(|refusal| refused::<Self>(refusal, format))
    }

    /// The layout that lines with this many values have if the flow log selects all the fields up to some version, in the
    /// order of AWS's table; `None` for a number that no version gives. 36 is the default format of Transit Gateway flow
    /// logs.
    ///
    /// It is a guess: nothing in a line says which fields it has, and a flow log may select as many others. Nothing in
    /// this crate uses it unless you do.
    ///
    /// ```
    /// use awslog::vpc_flow::Layout;
    ///
    /// assert_eq!(Layout::guess_by_count(14), Some(Layout::version_2()));
    /// assert_eq!(Layout::guess_by_count(36), Some(Layout::transit_gateway()));
    /// assert_eq!(Layout::guess_by_count(13), None);
    /// ```
    pub fn guess_by_count(values: usize) -> Option<Self> {
        if values == TRANSIT_GATEWAY_WIDTH {
            return Some(Self::transit_gateway());
        }
        let versions = Column::VERSIONS.iter().filter(|version| **version > 0);
        versions.map(|version| up_to_version(*version)).find(|columns| columns.len() == values).map(Self::of)
    }

    pub(super) const fn with_short(mut self, short: Short) -> Self {
        self.line.short = short;
        self
    }

    /// The layout that a line of a stream is the header of: its first name is known, or half of them are but not only one,
    /// and none is the value of a record.
    pub(super) fn of_stream_header(line: &str) -> Option<Self> {
        let is_alphabetic = |first: char| first.is_ascii_alphabetic();
        if !line.trim_start_matches([' ', '"']).starts_with(is_alphabetic) || line.contains('{') {
            return None;
        }
        let (names, delimiter) = split_header(line);
        let is_value = |text: &str| text == "-" || text.starts_with(|first: char| first.is_ascii_digit());
        if names.iter().any(|name| is_value(name)) {
            return None;
        }
        let layout = Self::named(&names, delimiter).ok()?;
        let is_known = |column: &LayoutColumn<Column>| matches!(column, LayoutColumn::Known(_));
        let known = layout.line.columns.iter().filter(|column| is_known(column)).count();
        let is_first = layout.line.columns.first().is_some_and(is_known);
        let are_names =
            (is_first || known > 1) && known * 2 >= layout.line.columns.len() || is_first && layout.is_distinctive();
        are_names.then_some(layout)
    }

    /// Whether one of the fields is in no other log.
    pub(super) fn is_distinctive(&self) -> bool {
        let known = self.line.columns.iter().filter_map(LayoutColumn::known);
        known.fold(0, |bits, column| bits | 1_u128 << column as u32) & Column::DISTINCTIVE != 0
    }

    pub(super) fn named<N: AsRef<str>>(names: &[N], delimiter: Delimiter) -> Result<Self, Box<Refusal>> {
        let columns = LayoutColumn::named(names);
        if !columns.iter().any(|column| matches!(column, LayoutColumn::Known(_))) {
            let first = names.first().map_or("", AsRef::as_ref);
            return Err(unexpected("the names of fields of a flow log", first));
        }
        Ok(Layout { line: LineLayout::new(Cow::Owned(columns), delimiter) })
    }
}

layout! {
    /// The fields that a header line names, and its delimiter: a TAB, a comma or spaces. Names are compared by letters and
    /// digits alone, in any case: `account-id`, `account_id` and `accountId` are the same. An unknown name is kept, and so are
    /// its values.
    ///
    /// ```
    /// use awslog::vpc_flow::Layout;
    ///
    /// let layout = Layout::from_header("srcAddr dstAddr logStatus")?;
    /// assert!(layout.parse_line("192.0.2.10 203.0.113.5 OK").is_ok());
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
    /// use awslog::vpc_flow::Layout;
    ///
    /// let layout = Layout::from_names(["srcaddr", "bytes", "brand-new"])?;
    /// let record = layout.parse_line("192.0.2.10 4249 x")?;
    /// assert_eq!(record.bytes, Some(4249));
    /// assert_eq!(record.unknown("brand-new").unwrap(), "x");
    /// # Ok::<(), awslog::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// None of the names is known.
    pub fn from_names;

    /// ```
    /// use awslog::vpc_flow::Layout;
    ///
    /// let layout = Layout::from_names(["srcaddr", "bytes"])?.with_delimiter(";")?;
    /// assert_eq!(layout.parse_line("192.0.2.10;4249")?.bytes, Some(4249));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn with_delimiter;

    /// ```
    /// use awslog::vpc_flow::Layout;
    ///
    /// let layout: Layout = "${srcAddr} ${bytes} ${acton}".parse()?;
    /// assert_eq!(layout.names().collect::<Vec<_>>(), ["srcaddr", "bytes", "acton"]);
    /// assert_eq!(layout.unknown_names().collect::<Vec<_>>(), ["acton"]);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn names;

    /// ```
    /// use awslog::{ErrorKind, vpc_flow::Layout};
    ///
    /// let layout: Layout = "${srcaddr} ${bytes} ${action}".parse()?;
    /// let error = layout.parse_line("192.0.2.10 42").unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::Truncated);
    /// let record = layout.accept_short_lines(true).parse_line("192.0.2.10 42")?;
    /// assert_eq!((record.bytes, record.action), (Some(42), None));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn accept_short_lines;
}

/// The names of a format string.
fn format_names(format: &str) -> Result<Vec<&str>, Box<Refusal>> {
    let mut names = Vec::new();
    let mut rest = format.trim_ascii();
    while !rest.is_empty() {
        let (name, after) =
            first_name(rest).ok_or_else(|| unexpected("the fields as `${name}`, between spaces", wrong_piece(rest)))?;
        names.push(name);
        rest = after.trim_ascii_start();
    }
    Ok(names)
}

/// The first name of a format string, and the text after it.
fn first_name(format: &str) -> Option<(&str, &str)> {
    let (name, after) = format.strip_prefix("${")?.split_once('}')?;
    let is_name =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let is_end = after.is_empty() || after.starts_with(|next: char| next.is_ascii_whitespace());
    (is_name && is_end).then_some((name, after))
}

/// The invalid part at the start of a format string, up to the next field or its own brace, and on to the next space.
fn wrong_piece(format: &str) -> &str {
    let next_field =
        format.get(1..).unwrap_or_default().split_once(" ${").map_or(format.len(), |(piece, _)| piece.len() + 1);
    let brace = if format.starts_with("${") { format.find('}').filter(|brace| *brace < next_field) } else { None };
    let from = brace.unwrap_or_default();
    let rest = format.get(from..).unwrap_or_default();
    let space = rest.find(|next: char| next.is_ascii_whitespace()).map_or(format.len(), |space| from + space);
    format.get(..space.min(next_field)).unwrap_or(format).trim_ascii_end()
}

/// The names of a header line, and what separates them.
pub(super) fn split_header(line: &str) -> (Vec<Text<'_>>, Delimiter) {
    if line.contains('\t') {
        (Separated::by_tabs(line).map(Text::from).collect(), Delimiter::Tab)
    } else if line.contains(',') {
        (Cells::new(line).collect(), Delimiter::Comma)
    } else {
        (Words::new(line).map(Text::from).collect(), Delimiter::Space)
    }
}

impl Default for Layout {
    /// [`Layout::version_2`]
    fn default() -> Self {
        Layout::version_2()
    }
}

impl FromStr for Layout {
    type Err = Error;

    /// A format string or a header line: [`Layout::from_format`], [`Layout::from_header`].
    fn from_str(text: &str) -> Result<Self> {
        if text.contains("${") { Self::from_format(text) } else { Self::from_header(text) }
    }
}

fn unexpected(expected: &'static str, found: &str) -> Box<Refusal> {
    Refusal::new(ErrorKind::Layout, expected).with_found(crate::error::quoted(found))
}
