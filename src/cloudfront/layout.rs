use std::borrow::Cow;
use std::str::FromStr;

use crate::error::{Error, ErrorKind, Found, Refusal, Result};
use crate::lines::{
    ColumnSet, Delimiter, LayoutColumn, LineFormat, LineLayout, LineRecord, MAX_DELIMITER, Short, fields_of, layout,
    layout_columns, same_name,
};
use crate::text::Cells;

use super::record::{Column, Record};
use super::values::Family;

/// The order of the columns of a line, and the delimiter between them.
///
/// ```
/// use awslog::cloudfront::Layout;
///
/// let layout = Layout::from_names(["date", "time", "sc-status", "brand-new"])?
///     .with_delimiter(" | ")?;
/// let record = layout.parse_line("2026-01-15 | 12:34:56 | 200 | x | more")?;
/// assert_eq!(record.sc_status, Some(200));
/// assert_eq!(record.unknown("brand-new").unwrap(), "x");
/// assert_eq!(record.beyond_layout(), ["more"]);
/// # Ok::<(), awslog::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    pub(super) line: LineLayout<Cow<'static, [LayoutColumn<Column>]>>,
    pub(super) family: Option<Family>,
}

/// The columns of standard logging, legacy (v1), and its 33 first selectable names in v2: the table begins with them.
const STANDARD: &[LayoutColumn<Column>] = Column::LAYOUT.split_at(Column::sc_range_end as usize + 1).0;

/// The columns of real-time logs, in the order in which they are always delivered.
const REAL_TIME: &[LayoutColumn<Column>] = layout_columns! {
    timestamp c_ip s_ip time_to_first_byte sc_status sc_bytes cs_method cs_protocol cs_host cs_uri_stem cs_bytes
    x_edge_location x_edge_request_id x_host_header time_taken cs_protocol_version c_ip_version cs_user_agent
    cs_referer cs_cookie cs_uri_query x_edge_response_result_type x_forwarded_for ssl_protocol ssl_cipher
    x_edge_result_type fle_encrypted_fields fle_status sc_content_type sc_content_len sc_range_start sc_range_end
    c_port x_edge_detailed_result_type c_country cs_accept_encoding cs_accept cache_behavior_path_pattern cs_headers
    cs_header_names cs_headers_count primary_distribution_id primary_distribution_dns_name origin_fbl origin_lbl asn
    cmcd_encoded_bitrate cmcd_buffer_length cmcd_buffer_starvation cmcd_content_id cmcd_object_duration
    cmcd_deadline cmcd_measured_throughput cmcd_next_object_request cmcd_next_range_request cmcd_object_type
    cmcd_playback_rate cmcd_requested_maximum_throughput cmcd_streaming_format cmcd_session_id cmcd_stream_type
    cmcd_startup cmcd_top_bitrate cmcd_version r_host sr_reason x_edge_mqcs distribution_tenant_id connection_id
    viewer_request_log_data viewer_response_log_data
};

/// The family that only it has a name of. `cs(Host)` and `cs-host` are the same but for the family.
pub(super) fn family_of(name: &str, column: Option<Column>) -> Option<Family> {
    match (name, column?) {
        ("cs-host" | "cs-user-agent" | "cs-referer" | "cs-cookie", _) => Some(Family::RealTime),
        (_, Column::c_ip_version | Column::cs_accept_encoding | Column::cs_accept) => Some(Family::RealTime),
        (_, Column::cs_headers | Column::cs_header_names | Column::cs_headers_count) => Some(Family::RealTime),
        (_, Column::event_timestamp | Column::connection_status) => Some(Family::Connection),
        _ => None,
    }
}

impl Layout {
    /// The 33 columns of standard logging, legacy (v1), between TABs: the default layout. Older files have its
    /// first 12 to 26 columns.
    ///
    /// ```
    /// use awslog::cloudfront::Layout;
    ///
    /// let record = Layout::standard().parse_line("2026-01-15\t12:34:56\tFRA56-P3\t1045619")?;
    /// assert_eq!(record.x_edge_location.unwrap(), "FRA56-P3");
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub const fn standard() -> Self {
        Self::of(STANDARD, None)
    }

    /// All 71 columns of real-time logs, between TABs.
    ///
    /// ```
    /// use awslog::cloudfront::Layout;
    ///
    /// let record = Layout::real_time_all()
    ///     .parse_line("1768480496.123\t192.0.2.10\t198.51.100.20\t0.004\t206")?;
    /// assert_eq!(record.sc_status, Some(206));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub const fn real_time_all() -> Self {
        Self::of(REAL_TIME, Some(Family::RealTime))
    }

    const fn of(columns: &'static [LayoutColumn<Column>], family: Option<Family>) -> Self {
        let line = LineLayout { columns: Cow::Borrowed(columns), delimiter: Delimiter::Tab, short: Short::Legacy };
        Layout { line, family }
    }

    /// The columns of a configured real-time log, separated by TABs. CloudFront delivers them in the order of its own
    /// list, whatever the order in the configuration, and this layout has that order. Names that are not on the list
    /// follow.
    ///
    /// ```
    /// use awslog::cloudfront::Layout;
    ///
    /// let layout = Layout::real_time(["sc-status", "timestamp", "c-country", "c-ip"])?;
    /// let record = layout.parse_line("1768480497.004\t203.0.113.5\t404\tUS")?;
    /// assert_eq!(record.sc_status, Some(404));
    /// assert_eq!(record.c_country.unwrap(), "US");
    /// # Ok::<(), awslog::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// There is no name.
    pub fn real_time<I>(names: I) -> Result<Self>
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        let mut layout = Self::from_names(names)?;
        layout.family = Some(Family::RealTime);
        let place = |column: &LayoutColumn<Column>| REAL_TIME.iter().position(|known| known == column);
        layout.line.columns.to_mut().sort_by_key(|column| place(column).unwrap_or(REAL_TIME.len()));
        Ok(layout)
    }

    pub(super) fn named<N: AsRef<str>>(names: &[N]) -> Result<Self, Box<Refusal>> {
        if names.is_empty() {
            return Err(Refusal::new(ErrorKind::Layout, "the name of a column"));
        }
        let columns = LayoutColumn::named(names);
        let family = names.iter().zip(&columns).find_map(|(name, column)| {
            let name = name.as_ref();
            family_of(name, column.known().or_else(|| Column::find(name)))
        });
        Ok(Layout { line: LineLayout::new(Cow::Owned(columns), Delimiter::Inferred), family })
    }

    /// The columns that a `#Fields:` line names.
    pub(super) fn of_fields(names: &str) -> Result<Self, Box<Refusal>> {
        let names = names.trim_ascii();
        let delimiter = delimiter_of_names(names);
        let layout = match delimiter {
            Some(",") => Self::named(&Cells::new(names).collect::<Vec<_>>()),
            Some(delimiter) => Self::named(&names.split(delimiter).map(str::trim_ascii).collect::<Vec<_>>()),
            None => Self::named(&split_names(names).collect::<Vec<_>>()),
        };
        let expected = "the names of columns of a CloudFront log";
        let Ok(mut layout) = layout else {
            return Err(Refusal::new(ErrorKind::Layout, expected));
        };
        if layout.line.columns.iter().all(|column| matches!(column, LayoutColumn::Unknown(_))) {
            let first = split_names(names).next().unwrap_or_default();
            return Err(Refusal::new(ErrorKind::Layout, expected).with_found(crate::error::quoted(first)));
        }
        if let Some(delimiter) = delimiter {
            layout.line.delimiter = Delimiter::new(delimiter);
        }
        Ok(layout)
    }

    /// The same columns with the delimiter that a line shows, if none has been set and the line has no TAB: the only one that
    /// gives the line a value for each column, of its type.
    ///
    /// # Errors
    ///
    /// There is no such delimiter, or more than one.
    pub(super) fn with_inferred_delimiter(&self, line: &str) -> Result<Option<Self>, Box<Refusal>> {
        let width = self.line.columns.len();
        if self.line.delimiter != Delimiter::Inferred || width < 2 || line.contains('\t') {
            return Ok(None);
        }
        let fits = |delimiter: &str| {
            let mut layout = self.clone().accept_short_lines(false);
            layout.line.delimiter = Delimiter::new(delimiter);
            let mut record = Record::default();
            (layout.read(line, &mut record).is_ok() && !record.goes_beyond_layout()).then_some(layout)
        };
        let mut found = delimiters_in(line).into_iter().filter_map(fits);
        if let (Some(mut layout), None) = (found.next(), found.next()) {
            layout.line.short = self.line.short;
            return Ok(Some(layout));
        }
        let expected = format!("{width} values, one for each column, between TABs");
        Err(Refusal::new(ErrorKind::Layout, expected)
            .with_found(Found::words("1"))
            .with_hint("set the delimiter with `Layout::with_delimiter`"))
    }

    /// The layout of a header line without `#Fields:`, as tables that were exported have it: names between commas or TABs, at
    /// least half of them known, and one of them in no other log.
    pub(super) fn of_table(line: &str) -> Option<Self> {
        let line = line.trim_ascii();
        let delimiter = if line.contains('\t') { "\t" } else { "," };
        let is_in_name = |next: char| next.is_ascii_alphanumeric() || matches!(next, '-' | '_' | '(' | ')');
        let name = |text: &str| (!text.is_empty() && text.chars().all(is_in_name)).then(|| text.to_owned());
        let names = match delimiter {
            "," => Cells::new(line).map(|cell| name(&cell)).collect::<Option<Vec<_>>>()?,
            _ => line.split('\t').map(|cell| name(cell.trim_matches('"'))).collect::<Option<_>>()?,
        };
        let mut layout = Self::named(&names).ok()?;
        layout.line.delimiter = Delimiter::new(delimiter);
        if names.iter().any(|name| same_name(name, ATHENA_KEY)) {
            for (name, column) in names.iter().zip(layout.line.columns.to_mut()) {
                if let (LayoutColumn::Unknown(_), Some(known)) = (&*column, of_athena(name)) {
                    *column = LayoutColumn::Known(known);
                }
            }
        }
        let known = |column: &LayoutColumn<Column>| match column {
            LayoutColumn::Known(column) => Some(*column),
            LayoutColumn::Unknown(_) | LayoutColumn::Unwanted(_) => None,
        };
        let columns = layout.line.columns.iter().filter_map(known).collect::<Vec<_>>();
        let is_distinctive = columns.iter().any(|column| {
            let name = column.name();
            ["x-edge-", "cs-uri-", "sc-", "cs("].iter().any(|front| name.starts_with(front))
        });
        (is_distinctive && columns.len() * 2 >= names.len() && columns.len() > 1).then_some(layout)
    }

    /// The layout of a `#Fields:` line after lines that had this layout: its delimiter stays, if one has been set.
    pub(super) fn followed_by(&self, names: &str) -> Result<Self, Box<Refusal>> {
        let delimiter = match &self.line.delimiter {
            Delimiter::Inferred => return Self::of_fields(names),
            Delimiter::Tab => "\t",
            Delimiter::Space => " ",
            Delimiter::Comma => ",",
            Delimiter::Text(delimiter) => &**delimiter,
        };
        let names = names.split(delimiter).flat_map(split_names).collect::<Vec<_>>().join(" ");
        let mut layout = Self::of_fields(&names)?;
        layout.line.delimiter = self.line.delimiter.clone();
        Ok(layout)
    }
}

layout! {
    /// The columns that a header line names: `#Fields:` and names. If spaces or TABs separate the names, TABs separate the
    /// values, unless the first line shows that it is something else; any other delimiter holds for names and values.
    ///
    /// ```
    /// use awslog::cloudfront::Layout;
    ///
    /// let layout = Layout::from_header("#Fields: date time c-ip")?;
    /// for line in ["2026-01-15\t12:34:56\t192.0.2.10", "2026-01-15|12:34:56|192.0.2.10"] {
    ///     assert_eq!(layout.parse_line(line)?.c_ip, Some([192, 0, 2, 10].into()));
    /// }
    /// # Ok::<(), awslog::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The line does not begin with `#Fields:`, or none of the names is known.
    pub fn from_header;

    /// The columns with these names, in this order, between TABs. Names are compared by letters and digits alone,
    /// in any case; one that is not known is kept and its values with it.
    ///
    /// Names that only real-time logs have (`cs-host`, `cs-headers`, `c-ip-version` …) make it a layout of
    /// real-time logs, those of connection logs one of connection logs.
    ///
    /// ```
    /// use awslog::cloudfront::Layout;
    ///
    /// let layout = Layout::from_names(["c-ip", "cs(Host)", "x-new-name"])?;
    /// let record = layout.parse_line("192.0.2.10\td111111abcdef8.cloudfront.net\tnew")?;
    /// assert_eq!(record.cs_host.as_ref().unwrap(), "d111111abcdef8.cloudfront.net");
    /// assert_eq!(record.unknown("x-new-name").unwrap(), "new");
    /// # Ok::<(), awslog::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// There is no name.
    pub fn from_names;

    /// ```
    /// use awslog::cloudfront::Layout;
    ///
    /// let layout = Layout::from_names(["c-ip", "sc-status"])?.with_delimiter("||")?;
    /// assert_eq!(layout.parse_line("192.0.2.10||404")?.sc_status, Some(404));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn with_delimiter;

    /// ```
    /// use awslog::cloudfront::Layout;
    ///
    /// let layout: Layout = "date time c-ip sc-statsu".parse()?;
    /// assert_eq!(layout.names().collect::<Vec<_>>(), ["date", "time", "c-ip", "sc-statsu"]);
    /// assert_eq!(layout.unknown_names().collect::<Vec<_>>(), ["sc-statsu"]);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn names;

    /// Only [`Layout::standard`] and [`Layout::real_time_all`] accept them by default: older logs have fewer columns.
    ///
    /// ```
    /// use awslog::{ErrorKind, cloudfront::Layout};
    ///
    /// let layout: Layout = "date time c-ip sc-status".parse()?;
    /// let line = "2026-01-15\t12:34:56\t192.0.2.10";
    /// assert_eq!(layout.parse_line(line).unwrap_err().kind(), ErrorKind::Truncated);
    /// assert_eq!(layout.accept_short_lines(true).parse_line(line)?.sc_status, None);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn accept_short_lines;
}

/// The columns of AWS's table for Athena, by its names. They are so general that they count only where `request_ip` is among them.
const ATHENA: &[(&str, Column)] = &[
    ("location", Column::x_edge_location),
    ("bytes", Column::sc_bytes),
    ("request_ip", Column::c_ip),
    ("method", Column::cs_method),
    ("host", Column::cs_host),
    ("uri", Column::cs_uri_stem),
    ("status", Column::sc_status),
    ("referrer", Column::cs_referer),
    ("user_agent", Column::cs_user_agent),
    ("query_string", Column::cs_uri_query),
    ("cookie", Column::cs_cookie),
    ("result_type", Column::x_edge_result_type),
    ("request_id", Column::x_edge_request_id),
    ("host_header", Column::x_host_header),
    ("request_protocol", Column::cs_protocol),
    ("request_bytes", Column::cs_bytes),
    ("response_result_type", Column::x_edge_response_result_type),
    ("http_version", Column::cs_protocol_version),
];

/// The name by which a table of Athena's is known.
pub(super) const ATHENA_KEY: &str = "request_ip";

/// The column of a name in AWS's table for Athena.
pub(super) fn of_athena(name: &str) -> Option<Column> {
    ATHENA.iter().find_map(|(known, column)| same_name(known, name).then_some(*column))
}

/// The delimiter between the names of a header, unless it is white space.
fn delimiter_of_names(names: &str) -> Option<&str> {
    let is_in_name = |next: char| next.is_ascii_alphanumeric() || matches!(next, '-' | '_' | '(' | ')' | '"');
    let rest = names.trim_start_matches(is_in_name);
    let delimiter = rest.split_at_checked(rest.find(|next: char| next.is_ascii_alphanumeric() || next == '"')?)?.0;
    let delimiter = if delimiter.trim_ascii() == "," { "," } else { delimiter };
    let is_one = !delimiter.trim_ascii().is_empty() && delimiter.chars().count() <= MAX_DELIMITER;
    let names = names.split(delimiter).filter(|_| is_one);
    names.map(str::trim_ascii).all(|name| name.chars().all(is_in_name)).then_some(delimiter).filter(|_| is_one)
}

/// The possible delimiters of a line: each character that is neither a letter nor a digit, and each run of such.
fn delimiters_in(line: &str) -> Vec<&str> {
    const MOST: usize = 64;
    let is_in_value = |next: char| next.is_alphanumeric();
    let mut delimiters = Vec::new();
    for run in line.split(is_in_value).filter(|run| !run.is_empty()) {
        let characters = run.char_indices().filter_map(|(start, next)| run.get(start..start + next.len_utf8()));
        let whole = Some(run).filter(|run| run.chars().count() <= MAX_DELIMITER);
        for delimiter in whole.into_iter().chain(characters) {
            if !delimiters.contains(&delimiter) && delimiters.len() < MOST {
                delimiters.push(delimiter);
            }
        }
    }
    delimiters
}

impl Default for Layout {
    /// [`Layout::standard`]
    fn default() -> Self {
        Layout::standard()
    }
}

impl FromStr for Layout {
    type Err = Error;

    /// Names separated by spaces, TABs or commas, with or without `#Fields:` in front.
    fn from_str(names: &str) -> Result<Self> {
        let names = fields_of(names).unwrap_or(names);
        Self::from_names(names.split([' ', '\t', ',']).filter(|name| !name.is_empty()))
    }
}

pub(super) fn split_names(names: &str) -> impl Iterator<Item = &str> {
    names.split([' ', '\t']).filter(|name| !name.is_empty())
}
