use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, Schema, SchemaRef};

use crate::Decoder;

/// How many bytes the decoder gets at once.
const CHUNK: usize = 64 << 10;

/// Makes batches of bytes that are in memory: an iterator over them.
///
/// ```
/// use arrow_array::cast::AsArray;
/// use arrow_array::types::UInt64Type;
/// use awslog::Format;
/// use awslog_arrow::ReaderBuilder;
///
/// let log = "#Fields: c-ip sc-status\n192.0.2.10\t404\n192.0.2.11\t200\n";
/// for batch in ReaderBuilder::new(Format::CloudFront).build(log)? {
///     let batch = batch?;
///     let status = batch.column_by_name("sc_status").unwrap().as_primitive::<UInt64Type>();
///     assert_eq!(status.values(), &[404, 200]);
/// }
/// # Ok::<(), arrow_schema::ArrowError>(())
/// ```
#[derive(Debug)]
pub struct Reader<B> {
    decoder: Decoder,
    bytes: B,
    taken: usize,
}

impl<B: AsRef<[u8]>> Reader<B> {
    pub(crate) fn new(decoder: Decoder, bytes: B) -> Self {
        Reader { decoder, bytes, taken: 0 }
    }

    /// How many records have been refused so far, whatever became of them.
    pub fn refused(&self) -> u64 {
        self.decoder.refused()
    }

    fn read(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        loop {
            let rest = self.bytes.as_ref().get(self.taken..).unwrap_or_default();
            let chunk = rest.get(..CHUNK).unwrap_or(rest);
            let taken = self.decoder.decode(chunk)?;
            self.taken += taken;
            if taken == 0 || self.decoder.capacity() == 0 {
                return self.decoder.flush();
            }
        }
    }
}

impl<B: AsRef<[u8]>> Iterator for Reader<B> {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

impl<B: AsRef<[u8]>> RecordBatchReader for Reader<B> {
    fn schema(&self) -> SchemaRef {
        self.decoder.schema().unwrap_or_else(|| Schema::empty().into())
    }
}
