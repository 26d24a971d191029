//! The bytes of a file, decompressed.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek};

use bytes::Bytes;
use datafusion::datasource::file_format::file_compression_type::FileCompressionType;
use datafusion::error::{DataFusionError, Result};
use datafusion::object_store::path::Path;
use datafusion::object_store::{GetOptions, GetResultPayload, ObjectStore};
use futures::stream::{self, BoxStream};
use futures::{StreamExt, TryStreamExt};

use crate::steady::{self, Steady};

/// How many bytes are read at once.
const CHUNK: usize = 64 << 10;

/// An object in a bucket that is no larger is fetched as a whole, which is faster. Most logs are smaller.
pub(crate) const WHOLE: u64 = 8 << 20;

/// The bytes that the kinds of compression begin with. No log begins with any of them.
const MAGIC: [(&[u8], FileCompressionType); 4] = [
    (b"\x1f\x8b", FileCompressionType::GZIP),
    (b"BZh", FileCompressionType::BZIP2),
    (b"\xfd7zXZ\0", FileCompressionType::XZ),
    (b"\x28\xb5\x2f\xfd", FileCompressionType::ZSTD),
];

/// The longest of them.
const MAGIC_LENGTH: usize = 6;

/// Why a file gives no more bytes.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It is damaged or truncated.
    Damaged(String),
    /// It could not be fetched.
    Store(DataFusionError),
}

/// The bytes of a file. Nothing follows a failure.
pub(crate) type Chunks = BoxStream<'static, Result<Bytes, Failure>>;

/// Opens a file that had this size when it was listed, and decompresses it if it begins as compressed files do.
pub(crate) async fn open(store: &dyn ObjectStore, location: &Path, listed: u64) -> Result<Chunks> {
    let found = store.get_opts(location, GetOptions::default()).await?;
    let size = found.meta.size;
    match found.payload {
        GetResultPayload::File(mut file, path) => {
            let front = front(&mut file).map_err(|error| steady::error(&path, error))?;
            let compression = compression(&front);
            let is_lines = !compression.is_compressed() && !matches!(front.first(), Some(b'{' | b'['));
            let file = Steady::new(file, path, listed, size, is_lines);
            Ok(read(compression.convert_read(file)?))
        }
        GetResultPayload::Stream(stream) if size <= WHOLE => {
            let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
            let mut stream = stream;
            while let Some(chunk) = stream.try_next().await? {
                bytes.extend_from_slice(&chunk);
            }
            let compression = compression(&bytes);
            match compression.is_compressed() {
                true => Ok(read(compression.convert_read(Cursor::new(bytes))?)),
                false => Ok(stream::iter([Ok(Bytes::from(bytes))]).boxed()),
            }
        }
        GetResultPayload::Stream(mut stream) => {
            let mut front = Vec::new();
            while front.len() < MAGIC_LENGTH {
                let Some(chunk) = stream.try_next().await? else { break };
                front.extend_from_slice(&chunk);
            }
            let compression = compression(&front);
            let rest = stream.map_err(DataFusionError::from);
            let bytes = stream::iter([Ok(Bytes::from(front))]).chain(rest).boxed();
            Ok(compression.convert_stream(bytes)?.map_err(Failure::from).boxed())
        }
    }
}

/// The first bytes of a file, which is then at its start again.
fn front(file: &mut File) -> io::Result<Vec<u8>> {
    let mut front = Vec::new();
    file.take(MAGIC_LENGTH as u64).read_to_end(&mut front)?;
    file.rewind()?;
    Ok(front)
}

fn compression(front: &[u8]) -> FileCompressionType {
    let magic = MAGIC.into_iter().find(|(magic, _)| front.starts_with(magic));
    magic.map_or(FileCompressionType::UNCOMPRESSED, |(_, compression)| compression)
}

/// The bytes of a reader. Those before an error are not lost.
fn read(mut reader: impl Read + Send + 'static) -> Chunks {
    let mut failure = None;
    let chunks = std::iter::from_fn(move || {
        if let Some(error) = failure.take() {
            return Some(Err(error));
        }
        let mut chunk = Vec::with_capacity(CHUNK);
        let result = reader.by_ref().take(CHUNK as u64).read_to_end(&mut chunk);
        failure = result.err().map(|error| DataFusionError::from(error).into());
        match chunk.is_empty() {
            true => failure.take().map(Err),
            false => Some(Ok(Bytes::from(chunk))),
        }
    });
    stream::iter(chunks).boxed()
}

impl From<DataFusionError> for Failure {
    fn from(error: DataFusionError) -> Self {
        let DataFusionError::IoError(error) = error else { return Failure::Store(error) };
        // Decompression fails with errors of its own; those of the system and of the store are passed on.
        match error.downcast::<DataFusionError>() {
            Ok(error) => Failure::Store(error),
            Err(error) if error.raw_os_error().is_some() => Failure::Store(error.into()),
            Err(error) => Failure::Damaged(error.to_string()),
        }
    }
}
