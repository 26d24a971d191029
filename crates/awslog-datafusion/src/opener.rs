//! Files as batches.

use std::sync::Arc;

use awslog::Format;
use awslog::ecs::Mapper;
use awslog_arrow::Decoder;
use bytes::{Buf, Bytes};
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::{FileOpenFuture, FileOpener};
use datafusion::error::Result;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::object_store::path::Path;
use datafusion::object_store::{ObjectMeta, ObjectStore};
use datafusion::physical_plan::metrics::{Count, ExecutionPlanMetricsSet, MetricBuilder, Time};
use futures::stream::{self, StreamExt};

use crate::ahead::Ahead;
use crate::error_rows::{self, ERROR, ORIGINAL};
use crate::input::{self, Chunks, Failure};
use crate::{AwsLogOptions, Refused, detection};

/// What is read of each file.
#[derive(Debug)]
pub(crate) struct Scan {
    pub(crate) options: AwsLogOptions,
    pub(crate) mapper: Arc<Mapper>,
    /// The columns, as the table declares them.
    pub(crate) schema: SchemaRef,
    /// What is read of these columns; `None` for everything.
    pub(crate) paths: Option<Vec<String>>,
    pub(crate) batch_size: usize,
    pub(crate) store_url: ObjectStoreUrl,
}

/// Opens files.
pub(crate) struct Opener {
    scan: Arc<Scan>,
    store: Arc<dyn ObjectStore>,
    ahead: Option<Arc<Ahead>>,
    metrics: Metrics,
}

#[derive(Clone)]
struct Metrics {
    records_refused: Count,
    bytes_decompressed: Count,
    time_parsing: Time,
}

impl Opener {
    pub(crate) fn new(
        scan: Scan,
        store: Arc<dyn ObjectStore>,
        ahead: Option<Arc<Ahead>>,
        metrics: &ExecutionPlanMetricsSet,
        partition: usize,
    ) -> Self {
        let builder = || MetricBuilder::new(metrics);
        let metrics = Metrics {
            records_refused: builder().counter("records_refused", partition),
            bytes_decompressed: builder().counter("bytes_decompressed", partition),
            time_parsing: builder().subset_time("time_elapsed_parsing", partition),
        };
        Opener { scan: Arc::new(scan), store, ahead, metrics }
    }
}

impl FileOpener for Opener {
    fn open(&self, file: PartitionedFile) -> Result<FileOpenFuture> {
        let (scan, store, metrics) = (self.scan.clone(), self.store.clone(), self.metrics.clone());
        let ahead = self.ahead.clone();
        Ok(Box::pin(async move {
            let ObjectMeta { location, size, .. } = file.object_meta;
            let chunks = match ahead {
                Some(ahead) => ahead.open(&location, size).await?,
                None => input::open(store.as_ref(), &location, size).await?,
            };
            let rows = Rows::new(scan, &location, chunks, metrics);
            let batches = stream::try_unfold(rows, async |mut rows| Ok(rows.next().await?.map(|batch| (batch, rows))));
            Ok(batches.boxed())
        }))
    }
}

impl Scan {
    /// Whether the rows that are read say why a record was refused. Then every field of every record is looked at. If not, only the fields that
    /// are read can refuse a record, and all that is left of it is that it is a row.
    fn has_reasons(&self) -> bool {
        let is_reason = |path: &String| path == ERROR || path == ORIGINAL;
        self.options.refused != Refused::Rows || self.paths.as_ref().is_none_or(|paths| paths.iter().any(is_reason))
    }

    /// What reads files of a format: the columns of the scan, and `_error` for the reasons.
    fn decoder(&self, format: Format) -> Result<Decoder> {
        let mut reader = self.options.reader(format, &self.mapper)?.with_batch_size(self.batch_size);
        if let Some(paths) = &self.paths {
            let has_error = paths.iter().any(|path| path == ERROR);
            let error = (self.has_reasons() && !has_error).then_some(ERROR);
            reader = reader.with_projection(paths.iter().map(String::as_str).chain(error));
        }
        Ok(reader.with_skip_refused(true).build_decoder()?)
    }
}

/// The rows of a file.
struct Rows {
    scan: Arc<Scan>,
    file: String,
    chunks: Chunks,
    /// What is left of the last chunk.
    chunk: Bytes,
    bytes: usize,
    /// `None` until the format is known.
    decoder: Option<Decoder>,
    refused: u64,
    /// How many refused records are to become rows without a reason.
    unexplained: usize,
    input: Input,
    metrics: Metrics,
}

/// What follows the last chunk.
enum Input {
    /// Perhaps another one.
    Open,
    /// Nothing.
    Complete,
    /// Nothing that can be read, for this reason.
    Broken(String),
    /// Nothing, and all rows have been made.
    Done,
}

impl Rows {
    fn new(scan: Arc<Scan>, location: &Path, chunks: Chunks, metrics: Metrics) -> Self {
        let file = detection::address(scan.store_url.as_str(), location);
        Rows {
            scan,
            file,
            chunks,
            chunk: Bytes::new(),
            bytes: 0,
            decoder: None,
            refused: 0,
            unexplained: 0,
            input: Input::Open,
            metrics,
        }
    }

    async fn next(&mut self) -> Result<Option<RecordBatch>> {
        if matches!(self.input, Input::Done) {
            return Ok(None);
        }
        if self.decoder.is_none() {
            self.decoder = self.begin().await?;
        }
        loop {
            if self.chunk.is_empty() && matches!(self.input, Input::Open) {
                let next = self.chunks.next().await;
                self.take(next)?;
            }
            let is_end = self.chunk.is_empty() && !matches!(self.input, Input::Open);
            let timer = self.metrics.time_parsing.clone();
            let _timer = timer.timer();
            match self.decode()? {
                Some(batch) if !self.scan.has_reasons() => return Ok(Some(batch)),
                Some(batch) => {
                    let batch = error_rows::apply(self.scan.options.refused, &batch, &self.file, &self.scan.schema)?;
                    if batch.num_rows() > 0 {
                        return Ok(Some(batch));
                    }
                }
                None if is_end && self.unexplained > 0 => {
                    let rows = self.unexplained.min(self.scan.batch_size);
                    self.unexplained -= rows;
                    return error_rows::nulls(rows, &self.scan.schema).map(Some);
                }
                None if is_end => return self.end(),
                None => {}
            }
        }
    }

    /// Takes what follows in the file.
    fn take(&mut self, next: Option<Result<Bytes, Failure>>) -> Result<()> {
        match next {
            Some(Ok(chunk)) => {
                self.bytes += chunk.len();
                self.metrics.bytes_decompressed.add(chunk.len());
                self.chunk = chunk;
            }
            None => self.input = Input::Complete,
            Some(Err(Failure::Store(error))) => return Err(error),
            Some(Err(Failure::Damaged(error))) => {
                let bytes = self.bytes;
                self.input = Input::Broken(format!(
                    "the compressed data is damaged or truncated after {bytes} bytes of log ({error}): what follows is missing"
                ));
            }
        }
        Ok(())
    }

    /// A decoder of the file; `None` if there is nothing to decode.
    async fn begin(&mut self) -> Result<Option<Decoder>> {
        if let Some(format) = self.scan.options.format {
            return self.scan.decoder(format).map(Some);
        }
        let (front, failure) = detection::front(&mut self.chunks).await;
        self.take(Some(Ok(front.into())))?;
        if let Some(failure) = failure {
            self.take(Some(Err(failure)))?;
        }
        match detection::detect(&self.chunk) {
            Ok(format) => return self.scan.decoder(format).map(Some),
            Err(_) if self.chunk.trim_ascii().is_empty() => {}
            Err(words) => self.input = Input::Broken(words),
        }
        self.chunk.clear();
        if matches!(self.input, Input::Open) {
            self.input = Input::Complete;
        }
        Ok(None)
    }

    /// Decodes what is at hand. Returns a batch if it is full, or if nothing follows.
    fn decode(&mut self) -> Result<Option<RecordBatch>> {
        let Some(decoder) = &mut self.decoder else { return Ok(None) };
        let taken = match &self.input {
            // The decoder is to go on, but must not take the place where the data breaks off for the end of a record: a line
            // cut in a number would have a wrong value.
            Input::Broken(_) if self.chunk.is_empty() => decoder.decode(b" ").map(|_| 0)?,
            _ => decoder.decode(&self.chunk)?,
        };
        self.chunk.advance(taken);
        let refused = decoder.refused();
        let new = usize::try_from(refused - self.refused).unwrap_or_default();
        self.metrics.records_refused.add(new);
        self.refused = refused;
        if !self.scan.has_reasons() {
            self.unexplained += new;
        }
        match taken == 0 || decoder.capacity() == 0 {
            true => Ok(decoder.flush()?),
            false => Ok(None),
        }
    }

    /// The row of a file that could not be read to its end.
    fn end(&mut self) -> Result<Option<RecordBatch>> {
        match std::mem::replace(&mut self.input, Input::Done) {
            Input::Broken(reason) => {
                self.metrics.records_refused.add(1);
                error_rows::row(self.scan.options.refused, &self.file, &reason, &self.scan.schema)
            }
            _ => Ok(None),
        }
    }
}
