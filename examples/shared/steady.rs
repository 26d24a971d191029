use std::fs::File;
use std::io::{self, Read};

/// A file that is not to change while it is read: where it breaks off, a cut record may look whole.
pub struct Steady {
    file: File,
    /// The length when it was opened.
    length: u64,
    /// How much has been read.
    read: u64,
    last: u8,
    /// JSON and gzip say themselves where they end.
    is_lines: bool,
}

impl Steady {
    /// Takes a regular file of this length at its start.
    pub fn new(file: File, length: u64) -> Self {
        Steady { file, length, read: 0, last: b'\n', is_lines: true }
    }

    /// At the end, compares the file with what it was.
    fn check(&self) -> io::Result<()> {
        let length = self.file.metadata()?.len();
        if length < self.length && self.read < self.length {
            return Err(io::Error::other("the file has shrunk while it was read: the rest is lost"));
        }
        if length > self.length && self.is_lines && self.last != b'\n' {
            return Err(io::Error::other("the file is still being written: its last line is incomplete"));
        }
        Ok(())
    }
}

impl Read for Steady {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        let read = buffer.get(..count).unwrap_or_default();
        match (read.first(), read.last()) {
            (Some(first), Some(last)) => {
                if self.read == 0 {
                    self.is_lines = !matches!(first, b'{' | b'[' | 0x1F);
                }
                self.read += count as u64;
                self.last = *last;
            }
            _ if buffer.is_empty() => {}
            _ => self.check()?,
        }
        Ok(count)
    }
}
