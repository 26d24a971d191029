use std::fs::File;
use std::io::{self, BufReader, Chain, Cursor, ErrorKind, IsTerminal, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::read::MultiGzDecoder;

use super::ahead::Ahead;
use super::gzip::explained;
use super::output::{is_output, standard_input_is_output};
use super::steady::Steady;

/// The maximum number of bytes of the first read. Many files are small, and room has to be cleared.
const FIRST_PIECE: usize = 1 << 14;

/// The maximum number of bytes per read.
const PIECE: usize = 1 << 18;

/// From how many bytes on white space in front is dropped.
const MUCH: usize = 4 << 10;

/// Decompresses the members of a gzip file.
type Gzip = MultiGzDecoder<BufReader<Chain<Cursor<Vec<u8>>, Counted<Box<dyn Read + Send>>>>>;

/// An input in chunks, as it arrives, decompressed if its first bytes are those of gzip.
pub struct Input {
    reader: Box<dyn Read>,
    is_gzip: bool,
    /// What has been read and not returned yet, and room for more.
    buffer: Vec<u8>,
    /// The number of bytes that have been read into the buffer.
    filled: usize,
    /// The maximum number of bytes of the next read.
    piece: usize,
    /// The line feeds, and the other bytes, of white space in front of that.
    skipped: [usize; 2],
    is_handed_out: bool,
    ended: bool,
    /// Why reading ended early. What was read before is returned first.
    failure: Option<io::Error>,
    /// The number of bytes that have been read, before decompression.
    raw: Arc<AtomicU64>,
}

impl Input {
    /// Opens a file, or standard input for `-`.
    pub fn open(program: &str, path: &Path) -> io::Result<Self> {
        Input::open_with(program, path, |gzip| Box::new(gzip))
    }

    /// The same. A second thread decompresses gzip, if one can be started.
    pub fn open_ahead(program: &str, path: &Path) -> io::Result<Self> {
        Input::open_with(program, path, |gzip| match Ahead::new(gzip) {
            Ok(ahead) => Box::new(ahead),
            Err(gzip) => Box::new(gzip),
        })
    }

    fn open_with(program: &str, path: &Path, decompress: impl Fn(Gzip) -> Box<dyn Read>) -> io::Result<Self> {
        if path.as_os_str() == "-" {
            if io::stdin().is_terminal() {
                super::complain(format_args!("{program}: waiting for a log on standard input; see {program} --help"));
            }
            if standard_input_is_output() {
                return Err(output());
            }
            return Input::new(Box::new(io::stdin()), decompress);
        }
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        if is_output(&metadata) {
            return Err(output());
        }
        if metadata.is_dir() {
            return Err(io::Error::new(
                ErrorKind::IsADirectory,
                "is a directory: use --recursive to read the files in it",
            ));
        }
        if metadata.is_file() {
            return Input::new(Box::new(Steady::new(file, metadata.len())), decompress);
        }
        Input::new(Box::new(file), decompress)
    }

    fn new(reader: Box<dyn Read + Send>, decompress: impl Fn(Gzip) -> Box<dyn Read>) -> io::Result<Self> {
        let raw = Arc::new(AtomicU64::new(0));
        let mut reader = Counted { reader, count: raw.clone() };
        let front = front(&mut reader)?;
        let is_gzip = front.starts_with(&[0x1F, 0x8B]);
        let whole = Cursor::new(front).chain(reader);
        let reader: Box<dyn Read> = if is_gzip {
            decompress(MultiGzDecoder::new(BufReader::with_capacity(1 << 16, whole)))
        } else {
            Box::new(whole)
        };
        Ok(Input {
            reader,
            is_gzip,
            buffer: Vec::new(),
            filled: 0,
            piece: FIRST_PIECE,
            skipped: [0; 2],
            is_handed_out: false,
            ended: false,
            failure: None,
            raw,
        })
    }

    /// What has been read so far, if nothing has been returned yet.
    pub fn front(&self) -> &[u8] {
        self.buffer.get(..self.filled).unwrap_or_default()
    }

    /// The same, once the input has been read to its end.
    pub fn into_front(mut self) -> Vec<u8> {
        self.buffer.truncate(self.filled);
        self.buffer
    }

    /// Drops long white space from the front. Push [`blanks`](Self::blanks) to the decoder in its place.
    pub fn skip_white_space(&mut self) {
        let length = self.filled - without_mark(self.front()).trim_ascii_start().len();
        if length >= MUCH {
            let newlines = self.buffer.drain(..length).filter(|byte| *byte == b'\n').count();
            self.filled -= length;
            self.skipped[0] += newlines;
            self.skipped[1] += length - newlines;
        }
    }

    /// White space with as many bytes and line feeds as have been skipped, in chunks.
    pub fn blanks(&self) -> impl Iterator<Item = Vec<u8>> {
        let of = |byte: u8, count: usize| {
            let pieces = (0..count).step_by(PIECE);
            pieces.map(move |start| vec![byte; PIECE.min(count - start)])
        };
        let [newlines, others] = self.skipped;
        of(b'\n', newlines).chain(of(b' ', others))
    }

    /// Reads more into the front. Returns false at the end.
    pub fn read_more(&mut self) -> bool {
        if self.ended {
            return false;
        }
        let end = self.filled + self.piece;
        if self.buffer.len() < end {
            self.buffer.resize(end, 0);
        }
        let read = loop {
            match self.reader.read(self.buffer.get_mut(self.filled..end).unwrap_or_default()) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.filled += *read.as_ref().unwrap_or(&0);
        match read {
            Ok(count) => {
                self.ended = count == 0;
                self.piece = (self.piece * 2).min(PIECE);
            }
            Err(error) => {
                self.failure = Some(if self.is_gzip { explained(error) } else { error });
                self.ended = true;
            }
        }
        !self.ended
    }

    /// Reads the rest. After an error, `front` has what could be read.
    pub fn read_to_end(&mut self) -> io::Result<()> {
        while self.read_more() {}
        self.failure.take().map_or(Ok(()), Err)
    }

    /// What has arrived since the last call. Empty at the end.
    pub fn next_piece(&mut self) -> io::Result<&[u8]> {
        if std::mem::replace(&mut self.is_handed_out, true) {
            self.filled = 0;
        }
        if self.filled == 0 {
            self.read_more();
        }
        match self.failure.take_if(|_| self.filled == 0) {
            Some(error) => Err(error),
            None => Ok(self.front()),
        }
    }

    /// Why reading ended early, if it did.
    pub fn take_failure(&mut self) -> Option<io::Error> {
        self.failure.take()
    }

    /// The number of bytes of the file that have been read.
    pub fn raw_bytes(&self) -> u64 {
        self.raw.load(Ordering::Relaxed)
    }
}

fn output() -> io::Error {
    io::Error::new(ErrorKind::InvalidInput, "is also the output: write to another file")
}

/// What the first reads return, at least two bytes if there are as many.
fn front(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut front = vec![0; FIRST_PIECE];
    let mut filled = 0;
    while filled < 2 {
        match reader.read(front.get_mut(filled..).unwrap_or_default()) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    front.truncate(filled);
    Ok(front)
}

/// The front without a byte order mark.
pub fn without_mark(front: &[u8]) -> &[u8] {
    front.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(front)
}

struct Counted<R> {
    reader: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
