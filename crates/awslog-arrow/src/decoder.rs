use std::ops::ControlFlow;

use arrow_array::RecordBatch;
use arrow_schema::{ArrowError, SchemaRef};

use crate::builder::{Settings, unknown_format};
use crate::rows::Rows;

/// Makes batches of bytes that arrive in chunks, as `arrow_csv::reader::Decoder` does.
///
/// Hand over the bytes with [`decode`](Self::decode) until it takes none, or [`capacity`](Self::capacity) is 0; take the batch with
/// [`flush`](Self::flush), and go on. An empty chunk says that nothing follows. The batches are the same wherever the chunks are cut.
///
/// ```
/// use std::io::BufRead;
///
/// use awslog::Format;
/// use awslog_arrow::ReaderBuilder;
///
/// let json: &[u8] = br#"{"Records":[{"eventVersion":"1.11","eventName":"ListBuckets"}]}"#;
/// let mut file = std::io::BufReader::with_capacity(16, json);
/// let mut decoder = ReaderBuilder::new(Format::CloudTrail).build_decoder()?;
/// let mut batches = Vec::new();
/// loop {
///     let taken = decoder.decode(file.fill_buf()?)?;
///     file.consume(taken);
///     if taken == 0 || decoder.capacity() == 0 {
///         match decoder.flush()? {
///             Some(batch) => batches.push(batch),
///             None => break,
///         }
///     }
/// }
/// assert_eq!(batches[0].num_rows(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Decoder {
    decoder: awslog::Decoder,
    settings: Settings,
    /// `None` while the format is not known.
    rows: Option<Rows>,
    /// An error of bytes that have been taken, for the next call.
    error: Option<ArrowError>,
    refused: u64,
    /// Whether the user knows that the format cannot be detected.
    has_given_up: bool,
}

impl Decoder {
    pub(crate) fn new(decoder: awslog::Decoder, settings: Settings) -> Result<Self, ArrowError> {
        let decoder = match settings.fields() {
            Some(fields) => decoder.with_projection(fields),
            None => decoder,
        };
        let rows = decoder.format().map(|format| settings.rows(format)).transpose()?;
        Ok(Decoder { decoder, settings, rows, error: None, refused: 0, has_given_up: false })
    }

    /// Takes bytes, and returns how many: all of them, or none if the batch is full. An empty chunk says that nothing follows.
    ///
    /// # Errors
    ///
    /// If a record is refused and can be neither a row nor left out, or if the format cannot be detected. An error takes no
    /// bytes; decoding goes on with the next record when they are handed over again.
    pub fn decode(&mut self, bytes: &[u8]) -> Result<usize, ArrowError> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        self.read()?;
        if self.capacity() == 0 {
            return Ok(0);
        }
        if bytes.is_empty() {
            self.decoder.finish();
            return self.read().map(|()| 0);
        }
        self.decoder.push(bytes);
        self.error = self.read().err();
        Ok(bytes.len())
    }

    /// Appends the records that are complete, until the batch is full.
    fn read(&mut self) -> Result<(), ArrowError> {
        let rows = match &mut self.rows {
            Some(rows) => rows,
            rows => match self.decoder.format() {
                Some(format) => rows.insert(self.settings.rows(format)?),
                None if self.decoder.is_unknown() && !self.has_given_up => {
                    self.has_given_up = true;
                    return Err(unknown_format(&[]));
                }
                None => return Ok(()),
            },
        };
        let (settings, refused) = (&self.settings, &mut self.refused);
        let mut refuse = |error, rows: &mut Rows| {
            *refused += 1;
            settings.push_refused(error, rows)
        };
        if rows.capacity() == 0 {
            return Ok(());
        }
        if !(settings.is_plain() && rows.is_uniform()) {
            let mut records = self.decoder.records();
            while rows.capacity() > 0 {
                match records.next() {
                    Some(Ok(record)) => settings.push(&record, rows),
                    Some(Err(error)) => refuse(error, rows)?,
                    None => break,
                }
            }
            return Ok(());
        }
        let mut done = Ok(());
        self.decoder.visit(|record| {
            match record {
                Ok(record) => rows.push(0, record),
                Err(error) => done = refuse(error, rows),
            }
            if done.is_ok() && rows.capacity() > 0 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        done
    }

    /// The rows so far as a batch; `None` if there are none.
    ///
    /// # Errors
    ///
    /// If the columns do not make a batch, which would be a fault of this crate.
    pub fn flush(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        self.rows.as_mut().map_or(Ok(None), Rows::finish)
    }

    /// How many more rows the batch takes.
    pub fn capacity(&self) -> usize {
        self.rows.as_ref().map_or(self.settings.batch_size(), Rows::capacity)
    }

    /// The schema of the batches; `None` while the format is not detected.
    pub fn schema(&self) -> Option<SchemaRef> {
        self.rows.as_ref().map(|rows| rows.schema().clone())
    }

    /// How many records have been refused so far, whatever became of them.
    pub fn refused(&self) -> u64 {
        self.refused
    }
}
