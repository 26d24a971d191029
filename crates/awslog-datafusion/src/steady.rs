//! Files of this machine, which can change while they are read. The objects of a bucket change as a whole.

use std::fmt::Display;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use datafusion::common::exec_datafusion_err;
use datafusion::error::DataFusionError;

/// The bytes that a file has when it is opened. Where a file that changes breaks off, a cut record may look whole, so it ends the query.
pub(crate) struct Steady {
    file: File,
    path: PathBuf,
    /// The length when the query was planned, and when the file was opened.
    listed: u64,
    length: u64,
    read: u64,
    last: u8,
    /// JSON and compressed data say themselves where they end.
    is_lines: bool,
}

impl Steady {
    /// Takes a file at its start.
    pub(crate) fn new(file: File, path: PathBuf, listed: u64, length: u64, is_lines: bool) -> Self {
        Steady { file, path, listed, length, read: 0, last: b'\n', is_lines }
    }

    /// At the end, compares the file with what it was.
    fn check(&self) -> io::Result<()> {
        let length = self.file.metadata()?.len();
        let is_cut = self.is_lines && self.last != b'\n';
        let change = match self.read < self.length {
            true => "has shrunk while it was read",
            false if is_cut && (length != self.length || length != self.listed) => {
                "is being written, and its last line is incomplete"
            }
            false => return Ok(()),
        };
        let words = format!("the file {change}: run the query again when nothing writes to it");
        Err(io::Error::other(error(&self.path, words)))
    }
}

impl Read for Steady {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = (&self.file).take(self.length - self.read).read(buffer);
        let count = match read {
            Err(error) if error.kind() == ErrorKind::Interrupted => return Err(error),
            read => read.map_err(|cause| io::Error::other(error(&self.path, cause)))?,
        };
        self.read += count as u64;
        match buffer.get(..count).and_then(<[u8]>::last) {
            Some(last) => self.last = *last,
            None if buffer.is_empty() => {}
            None => self.check()?,
        }
        Ok(count)
    }
}

/// The error of a file that ends the query.
pub(crate) fn error(path: &Path, words: impl Display) -> DataFusionError {
    exec_datafusion_err!("{}: {words}", path.display())
}
