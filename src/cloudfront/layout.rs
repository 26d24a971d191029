use std::borrow::Cow;
use std::str::FromStr;

use crate::error::{Error, ErrorKind, Refusal, Result};
use crate::format::Format;
use crate::text::{Column as Place, Fill, Known, Separated};

use super::record::{Column, Record};
use super::values::Family;

/// The order of the columns of a line, and what stands between them.
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
    columns: Cow<'static, [Place<Column>]>,
    delimiter: Delimiter,
    family: Option<Family>,
}

/// What stands between two values.
#[derive(Clone, Debug, PartialEq)]
enum Delimiter {
    Tab,
    Text(Box<str>),
}

/// The columns of standard logging, legacy (v1), and its 33 first selectable names in v2.
const STANDARD: &[Place<Column>] = &{
    use Column::*;
    use Place::Known as K;
    [
        K(date),
        K(time),
        K(x_edge_location),
        K(sc_bytes),
        K(c_ip),
        K(cs_method),
        K(cs_host),
        K(cs_uri_stem),
        K(sc_status),
        K(cs_referer),
        K(cs_user_agent),
        K(cs_uri_query),
        K(cs_cookie),
        K(x_edge_result_type),
        K(x_edge_request_id),
        K(x_host_header),
        K(cs_protocol),
        K(cs_bytes),
        K(time_taken),
        K(x_forwarded_for),
        K(ssl_protocol),
        K(ssl_cipher),
        K(x_edge_response_result_type),
        K(cs_protocol_version),
        K(fle_status),
        K(fle_encrypted_fields),
        K(c_port),
        K(time_to_first_byte),
        K(x_edge_detailed_result_type),
        K(sc_content_type),
        K(sc_content_len),
        K(sc_range_start),
        K(sc_range_end),
    ]
};

/// The columns of real-time logs, in the order in which they are always delivered.
const REAL_TIME: &[Place<Column>] = &{
    use Column::*;
    use Place::Known as K;
    [
        K(timestamp),
        K(c_ip),
        K(s_ip),
        K(time_to_first_byte),
        K(sc_status),
        K(sc_bytes),
        K(cs_method),
        K(cs_protocol),
        K(cs_host),
        K(cs_uri_stem),
        K(cs_bytes),
        K(x_edge_location),
        K(x_edge_request_id),
        K(x_host_header),
        K(time_taken),
        K(cs_protocol_version),
        K(c_ip_version),
        K(cs_user_agent),
        K(cs_referer),
        K(cs_cookie),
        K(cs_uri_query),
        K(x_edge_response_result_type),
        K(x_forwarded_for),
        K(ssl_protocol),
        K(ssl_cipher),
        K(x_edge_result_type),
        K(fle_encrypted_fields),
        K(fle_status),
        K(sc_content_type),
        K(sc_content_len),
        K(sc_range_start),
        K(sc_range_end),
        K(c_port),
        K(x_edge_detailed_result_type),
        K(c_country),
        K(cs_accept_encoding),
        K(cs_accept),
        K(cache_behavior_path_pattern),
        K(cs_headers),
        K(cs_header_names),
        K(cs_headers_count),
        K(primary_distribution_id),
        K(primary_distribution_dns_name),
        K(origin_fbl),
        K(origin_lbl),
        K(asn),
        K(cmcd_encoded_bitrate),
        K(cmcd_buffer_length),
        K(cmcd_buffer_starvation),
        K(cmcd_content_id),
        K(cmcd_object_duration),
        K(cmcd_deadline),
        K(cmcd_measured_throughput),
        K(cmcd_next_object_request),
        K(cmcd_next_range_request),
        K(cmcd_object_type),
        K(cmcd_playback_rate),
        K(cmcd_requested_maximum_throughput),
        K(cmcd_streaming_format),
        K(cmcd_session_id),
        K(cmcd_stream_type),
        K(cmcd_startup),
        K(cmcd_top_bitrate),
        K(cmcd_version),
        K(r_host),
        K(sr_reason),
        K(x_edge_mqcs),
        K(distribution_tenant_id),
        K(connection_id),
        K(viewer_request_log_data),
        K(viewer_response_log_data),
    ]
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

/// The longest delimiter that a delivery can be configured with, in characters.
const LONGEST_DELIMITER: usize = 5;

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
        Layout { columns: Cow::Borrowed(STANDARD), delimiter: Delimiter::Tab, family: None }
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
        let family = Some(Family::RealTime);
        Layout { columns: Cow::Borrowed(REAL_TIME), delimiter: Delimiter::Tab, family }
    }

    /// The columns that a real-time log is configured with, between TABs. CloudFront delivers them in the order of
    /// its own list, whatever order they were configured in, and so they are read; names that are not on the list
    /// come behind it.
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
        let place = |column: &Place<Column>| REAL_TIME.iter().position(|known| known == column);
        layout.columns.to_mut().sort_by_key(|column| place(column).unwrap_or(REAL_TIME.len()));
        Ok(layout)
    }

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
    pub fn from_names<I>(names: I) -> Result<Self>
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        let names = names.into_iter().collect::<Vec<_>>();
        if names.is_empty() {
            return Err(refused(Refusal::new(ErrorKind::Layout, "the name of a column"), ""));
        }
        let family = names.iter().find_map(|name| family_of(name.as_ref(), Column::find(name.as_ref())));
        let columns = Place::named(&names);
        Ok(Layout { columns: Cow::Owned(columns), delimiter: Delimiter::Tab, family })
    }

    /// The columns that a header line names: `#Fields:` and names, separated by spaces or TABs.
    ///
    /// ```
    /// use awslog::cloudfront::Layout;
    ///
    /// let layout = Layout::from_header("#Fields: date time c-ip")?;
    /// assert!(layout.parse_line("2026-01-15\t12:34:56\t192.0.2.10").is_ok());
    /// # Ok::<(), awslog::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The line does not begin with `#Fields:`, or names no column.
    pub fn from_header(line: &str) -> Result<Self> {
        let line = crate::text::without_end(line);
        match fields_of(line) {
            Some(names) => Self::from_names(split_names(names)),
            None => Err(refused(Refusal::new(ErrorKind::Layout, "`#Fields:` and the names of columns"), line)),
        }
    }

    /// The same columns with another delimiter: 1 to 5 characters, or none for a TAB, as AWS has it.
    ///
    /// ```
    /// use awslog::cloudfront::Layout;
    ///
    /// let layout = Layout::from_names(["c-ip", "sc-status"])?.with_delimiter("||")?;
    /// assert_eq!(layout.parse_line("192.0.2.10||404")?.sc_status, Some(404));
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
            "" | "\t" => Delimiter::Tab,
            _ => Delimiter::Text(delimiter.into()),
        };
        Ok(self)
    }

    /// Reads one line. Values that are missing at its end are absent, values beyond the last column are kept.
    ///
    /// # Errors
    ///
    /// A value is not of its column's type.
    #[inline]
    pub fn parse_line<'a>(&self, line: &'a str) -> Result<Record<'a>> {
        let line = crate::text::without_end(line);
        let mut record = Record::default();
        self.read_into(line, &mut record).map_err(|refusal| refused(refusal, line))?;
        Ok(record)
    }

    /// Reads a line into a record that is still empty.
    pub(super) fn read_into<'a>(&self, line: &'a str, record: &mut Record<'a>) -> Result<(), Box<Refusal>> {
        record.family = self.family;
        record.set_source(line);
        match &self.delimiter {
            Delimiter::Tab => record.fill(&self.columns, Separated::by_tabs(line)),
            Delimiter::Text(delimiter) => record.fill(&self.columns, line.split(&**delimiter)),
        }
    }

    /// How many columns there are.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    /// The layout of a header line in a stream that had this layout before: the delimiter stays.
    pub(super) fn followed_by(&self, names: &str) -> Result<Self, Box<Refusal>> {
        let parts = match &self.delimiter {
            Delimiter::Tab => names.split("\t"),
            Delimiter::Text(delimiter) => names.split(&**delimiter),
        };
        let layout = Self::from_names(parts.flat_map(split_names));
        let layout = layout.map_err(|_| Refusal::new(ErrorKind::Layout, "the name of a column"))?;
        Ok(Layout { delimiter: self.delimiter.clone(), ..layout })
    }
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

/// The names behind `#Fields:`.
pub(super) fn fields_of(line: &str) -> Option<&str> {
    let (start, names) = line.split_at_checked("#Fields:".len())?;
    start.eq_ignore_ascii_case("#Fields:").then_some(names)
}

fn split_names(names: &str) -> impl Iterator<Item = &str> {
    names.split([' ', '\t']).filter(|name| !name.is_empty())
}

pub(super) fn refused(refusal: Box<Refusal>, line: &str) -> Error {
    Error::new(Format::CloudFront, refusal, line.as_bytes())
}
