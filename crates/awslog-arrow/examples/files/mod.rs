//! Log files, plain or compressed with gzip, as batches.

#[path = "../../../../examples/shared/gzip.rs"]
mod gzip;
#[path = "../../../../examples/shared/steady.rs"]
mod steady;

use std::error::Error;
use std::fmt::Display;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use arrow_array::RecordBatch;
use awslog_arrow::Decoder;
use flate2::bufread::MultiGzDecoder;
use steady::Steady;

/// Opens a file, and decompresses it if it begins as gzip does.
pub fn open(path: &Path) -> Result<Box<dyn BufRead>, Box<dyn Error>> {
    let open = || -> std::io::Result<Box<dyn BufRead>> {
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        let file: Box<dyn Read> =
            if metadata.is_file() { Box::new(Steady::new(file, metadata.len())) } else { Box::new(file) };
        let mut file = BufReader::new(file);
        match file.fill_buf()? {
            [0x1f, 0x8b, ..] => Ok(Box::new(BufReader::with_capacity(64 << 10, MultiGzDecoder::new(file)))),
            _ => Ok(Box::new(file)),
        }
    };
    open().map_err(|error| named(path, error))
}

/// What has been read of a file and is not taken; nothing at its end.
pub fn front<'f>(path: &Path, file: &'f mut impl BufRead) -> Result<&'f [u8], Box<dyn Error>> {
    file.fill_buf().map_err(|error| named(path, gzip::explained(error)))
}

/// An error of a file.
pub fn named(path: &Path, words: impl Display) -> Box<dyn Error> {
    format!("{}: {words}", path.display()).into()
}

/// Does something with each batch of a file, and returns how many records were refused.
pub fn for_each_batch(
    path: &Path,
    mut file: impl BufRead,
    mut decoder: Decoder,
    mut then: impl FnMut(&RecordBatch) -> Result<(), Box<dyn Error>>,
) -> Result<u64, Box<dyn Error>> {
    loop {
        let taken = decoder.decode(front(path, &mut file)?).map_err(|error| named(path, error))?;
        file.consume(taken);
        if taken == 0 || decoder.capacity() == 0 {
            match decoder.flush().map_err(|error| named(path, error))? {
                Some(batch) => then(&batch)?,
                None => return Ok(decoder.refused()),
            }
        }
    }
}
