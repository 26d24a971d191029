#[cfg(feature = "ecs")]
use std::sync::Arc;

use arrow_schema::ArrowError;
#[cfg(feature = "ecs")]
use awslog::ecs::Mapper;
use awslog::{Format, Record};

use crate::rows::Rows;
use crate::schema::{Columns, ERROR, EXTRA, ORIGINAL};
use crate::{Decoder, Layout, Reader};

/// How many rows a batch has, unless the user says otherwise.
const BATCH_SIZE: usize = 1024;

/// Says what to read and which columns to make of it, then builds a [`Reader`] or a [`Decoder`].
///
/// ```
/// use awslog::Format;
/// use awslog_arrow::ReaderBuilder;
///
/// let log = "2 123456789012 eni-0123456789abcdef0 192.0.2.10 198.51.100.7 49152 443 6 9 4249 \
///     1768480490 1768480550 ACCEPT OK\n";
/// let reader = ReaderBuilder::new(Format::VpcFlow).with_projection(["srcaddr", "bytes"]).build(log)?;
/// let batches = reader.collect::<Result<Vec<_>, _>>()?;
/// assert_eq!((batches[0].num_rows(), batches[0].num_columns()), (1, 2));
/// # Ok::<(), arrow_schema::ArrowError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct ReaderBuilder {
    /// `None` if it is to be detected.
    format: Option<Format>,
    layout: Option<Layout>,
    settings: Settings,
}

/// What becomes of records, whatever their format.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    batch_size: usize,
    projection: Option<Vec<String>>,
    skips_refused: bool,
    #[cfg(feature = "ecs")]
    mapper: Option<Arc<Mapper>>,
}

impl Settings {
    /// Appends a record to the rows, as what it is to become.
    pub(crate) fn push(&self, record: &Record<'_>, rows: &mut Rows) {
        #[cfg(feature = "ecs")]
        if let Some(mapper) = &self.mapper {
            return rows.push(0, mapper.to_ecs(record).as_object());
        }
        rows.push_record(record);
    }

    /// Appends a refused record to the rows, unless it is left out.
    pub(crate) fn push_refused(&self, error: awslog::Error, rows: &mut Rows) -> Result<(), ArrowError> {
        if rows.has_refused() {
            rows.push_refused(&error);
        } else if !self.skips_refused {
            return Err(ArrowError::ExternalError(Box::new(error)));
        }
        Ok(())
    }

    /// Whether records become rows as they are, without a mapper.
    pub(crate) fn is_plain(&self) -> bool {
        #[cfg(feature = "ecs")]
        return self.mapper.is_none();
        #[cfg(not(feature = "ecs"))]
        true
    }

    pub(crate) fn batch_size(&self) -> usize {
        self.batch_size
    }

    /// The rows of a format's records.
    pub(crate) fn rows(&self, format: Format) -> Result<Rows, ArrowError> {
        #[cfg(feature = "ecs")]
        if self.mapper.is_some() {
            return self.rows_of("ECS event", &Columns::of_events());
        }
        self.rows_of(format.title(), &Columns::of_format(format))
    }

    /// The fields of records that the columns need, if these are not all.
    ///
    /// Whether a record is refused, and what does not fit its column, depends on all values.
    pub(crate) fn fields(&self) -> Option<&[String]> {
        let names = self.projection.as_deref()?;
        let needs_all = |name: &String| [EXTRA, ERROR, ORIGINAL].contains(&name.as_str());
        (self.is_plain() && !names.iter().any(needs_all)).then_some(names)
    }

    fn rows_of(&self, title: &str, columns: &Columns) -> Result<Rows, ArrowError> {
        Rows::new(title, columns, self.projection.as_deref(), self.batch_size)
    }
}

impl ReaderBuilder {
    /// Reads logs of a format.
    pub fn new(format: Format) -> Self {
        Self::of(Some(format))
    }

    /// Reads logs whose format is detected from their first bytes, as [`awslog::Format::detect`] does.
    ///
    /// ```
    /// use arrow_array::RecordBatchReader;
    /// use awslog_arrow::ReaderBuilder;
    ///
    /// let log = "#Version: 1.0\n#Fields: date time c-ip\n2026-01-15\t12:34:56\t192.0.2.10\n";
    /// let reader = ReaderBuilder::detecting().build(log)?;
    /// assert_eq!(*reader.schema(), awslog_arrow::schema(awslog::Format::CloudFront));
    /// # Ok::<(), arrow_schema::ArrowError>(())
    /// ```
    pub fn detecting() -> Self {
        Self::of(None)
    }

    fn of(format: Option<Format>) -> Self {
        ReaderBuilder {
            format,
            layout: None,
            settings: Settings {
                batch_size: BATCH_SIZE,
                projection: None,
                skips_refused: false,
                #[cfg(feature = "ecs")]
                mapper: None,
            },
        }
    }

    /// How many rows a batch has, 1024 by default. The last one has fewer, and so has one whose `extra` would be longer than 256 MiB.
    ///
    /// ```
    /// use awslog::Format;
    /// use awslog_arrow::ReaderBuilder;
    ///
    /// let log = "#Fields: c-ip\n192.0.2.10\n192.0.2.11\n192.0.2.12\n";
    /// let reader = ReaderBuilder::new(Format::CloudFront).with_batch_size(2).build(log)?;
    /// let rows = reader.map(|batch| Ok(batch?.num_rows())).collect::<Result<Vec<_>, arrow_schema::ArrowError>>()?;
    /// assert_eq!(rows, [2, 1]);
    /// # Ok::<(), arrow_schema::ArrowError>(())
    /// ```
    pub fn with_batch_size(mut self, rows: usize) -> Self {
        self.settings.batch_size = rows.max(1);
        self
    }

    /// The columns, by the name that they have in the schema or by AWS's, in this order; all of them by default. A dot leads into objects and lists
    /// of objects.
    ///
    /// Fields without a column are not parsed: a wrong value in one does not refuse its record, and they cost hardly any time. The
    /// columns `extra`, `_error` and `_original` depend on all fields, so with one of them every field is parsed. See
    /// [`awslog::Decoder::with_projection`] for other exceptions.
    ///
    /// If neither `_error` nor `_original` is among the columns, a refused record is an error: see
    /// [`with_skip_refused`](Self::with_skip_refused).
    ///
    /// ```
    /// use awslog::Format;
    /// use awslog_arrow::ReaderBuilder;
    ///
    /// let log = r#"{"eventVersion":"1.11","eventName":"ListBuckets","userIdentity":{"accountId":"123456789012"}}"#;
    /// let columns = ["event_name", "user_identity.account_id"];
    /// let mut reader = ReaderBuilder::new(Format::CloudTrail).with_projection(columns).build(log)?;
    /// let batch = reader.next().unwrap()?;
    /// assert_eq!(batch.schema().field(1).data_type().to_string(), r#"Struct("account_id": Utf8View)"#);
    /// # Ok::<(), arrow_schema::ArrowError>(())
    /// ```
    pub fn with_projection<I>(mut self, columns: I) -> Self
    where
        I: IntoIterator<Item: Into<String>>,
    {
        self.settings.projection = Some(columns.into_iter().map(Into::into).collect());
        self
    }

    /// The layout of the lines, for logs that do not name their columns.
    ///
    /// ```
    /// use awslog::{Format, vpc_flow};
    /// use awslog_arrow::ReaderBuilder;
    ///
    /// let layout: vpc_flow::Layout = "${srcaddr} ${bytes}".parse().unwrap();
    /// let builder = ReaderBuilder::new(Format::VpcFlow).with_layout(layout);
    /// let batch = builder.build("192.0.2.10 4249\n")?.next().unwrap()?;
    /// assert_eq!(batch.column_by_name("bytes").unwrap().null_count(), 0);
    /// # Ok::<(), arrow_schema::ArrowError>(())
    /// ```
    pub fn with_layout(mut self, layout: impl Into<Layout>) -> Self {
        self.layout = Some(layout.into());
        self
    }

    /// Whether refused records are left out if the projection has neither `_error` nor `_original`. By default, they are errors.
    ///
    /// ```
    /// use awslog::Format;
    /// use awslog_arrow::ReaderBuilder;
    ///
    /// let log = "#Fields: c-ip sc-status\n192.0.2.10\t404\n192.0.2.11\t4O4\n";
    /// let builder = ReaderBuilder::new(Format::CloudFront).with_projection(["sc_status"]);
    /// let error = builder.clone().build(log)?.next().unwrap().unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "External error: CloudFront log, line 3, field `sc-status`: expected a whole number below 65536, found \"4O4\"",
    /// );
    /// let mut reader = builder.with_skip_refused(true).build(log)?;
    /// assert_eq!(reader.next().unwrap()?.num_rows(), 1);
    /// assert_eq!(reader.refused(), 1);
    /// # Ok::<(), arrow_schema::ArrowError>(())
    /// ```
    pub fn with_skip_refused(mut self, on: bool) -> Self {
        self.settings.skips_refused = on;
        self
    }

    /// Maps records to ECS events, whose columns are those of [`ecs_schema`](crate::ecs_schema).
    ///
    /// ```
    /// use awslog::{Format, ecs::Mapper};
    /// use awslog_arrow::ReaderBuilder;
    ///
    /// let log = "#Fields: c-ip sc-status\n192.0.2.10\t404\n";
    /// let builder = ReaderBuilder::new(Format::CloudFront).ecs(Mapper::new());
    /// let mut reader = builder.with_projection(["source.ip", "http.response.status_code"]).build(log)?;
    /// assert_eq!(reader.next().unwrap()?.num_columns(), 2);
    /// # Ok::<(), arrow_schema::ArrowError>(())
    /// ```
    #[cfg(feature = "ecs")]
    pub fn ecs(mut self, mapper: impl Into<Arc<Mapper>>) -> Self {
        self.settings.mapper = Some(mapper.into());
        self
    }

    /// Builds a reader of bytes that are in memory as a whole.
    ///
    /// # Errors
    ///
    /// If there is no column of a name in the projection, the layout is of another format, or the format cannot be detected.
    pub fn build<B: AsRef<[u8]>>(mut self, bytes: B) -> Result<Reader<B>, ArrowError> {
        if self.format.is_none() && self.layout.is_none() {
            let bytes = bytes.as_ref();
            self.format = Some(Format::detect(bytes).ok_or_else(|| unknown_format(bytes))?);
        }
        Ok(Reader::new(self.build_decoder()?, bytes))
    }

    /// Builds a decoder of bytes that arrive in chunks.
    ///
    /// # Errors
    ///
    /// If there is no column of a name in the projection, or the layout is of another format. If the format is to be detected, the
    /// first of these is an error of [`Decoder::decode`] instead.
    pub fn build_decoder(self) -> Result<Decoder, ArrowError> {
        let decoder = match (&self.layout, self.format) {
            (Some(layout), format) if format.is_none_or(|format| format == layout.format()) => layout.clone().into(),
            (Some(layout), Some(format)) => {
                let words = format!("{format} logs do not have a layout of {} logs", layout.format());
                return Err(ArrowError::InvalidArgumentError(words));
            }
            (_, Some(format)) => awslog::Decoder::new(format),
            (_, None) => awslog::Decoder::detecting(),
        };
        Decoder::new(decoder, self.settings)
    }
}

/// The error of bytes that are of no format.
pub(crate) fn unknown_format(front: &[u8]) -> ArrowError {
    let words = match Format::describe_unknown(front) {
        Some(description) => format!("the format cannot be detected: this is {description}"),
        None => "the format cannot be detected".into(),
    };
    ArrowError::ParseError(words)
}
