use std::io::{self, BufReader, Chain, Cursor, ErrorKind, Read};

use flate2::read::MultiGzDecoder;
use serde::de::IgnoredAny;

/// How much is read at a time.
const PIECE: usize = 1 << 20;

/// An input piece by piece, decompressed if its first bytes say that it is gzip.
pub struct Input {
    reader: Box<dyn Read>,
    is_gzip: bool,
    /// What has been read and not been handed out, behind what has.
    buffer: Vec<u8>,
    handed_out: usize,
    ended: bool,
    /// Why reading ended early. What was read before is handed out first.
    failure: Option<io::Error>,
}

impl Input {
    /// Reads the first piece.
    pub fn new(mut reader: Box<dyn Read>) -> io::Result<Self> {
        let mut magic = Vec::new();
        reader.by_ref().take(2).read_to_end(&mut magic)?;
        let is_gzip = magic == [0x1F, 0x8B];
        let whole: Chain<_, _> = Cursor::new(magic).chain(reader);
        let reader: Box<dyn Read> = if is_gzip {
            Box::new(MultiGzDecoder::new(BufReader::with_capacity(1 << 16, whole)))
        } else {
            Box::new(whole)
        };
        let mut input = Input { reader, is_gzip, buffer: Vec::new(), handed_out: 0, ended: false, failure: None };
        input.fill();
        match input.failure.take_if(|_| input.buffer.is_empty()) {
            Some(error) => Err(error),
            None => Ok(input),
        }
    }

    /// What has been read so far, from the front on, as long as nothing has been handed out.
    pub fn front(&self) -> &[u8] {
        &self.buffer
    }

    /// Reads another piece.
    fn fill(&mut self) {
        match self.reader.by_ref().take(PIECE as u64).read_to_end(&mut self.buffer) {
            Ok(length) => self.ended = length == 0,
            Err(error) => self.fail(error),
        }
    }

    fn fail(&mut self, error: io::Error) {
        self.failure = Some(if self.is_gzip { explained(error) } else { error });
        self.ended = true;
    }

    /// Reads everything that is left; on an error, what could be read is there.
    pub fn read_to_end(&mut self) -> io::Result<()> {
        if !self.ended {
            self.ended = true;
            if let Err(error) = self.reader.read_to_end(&mut self.buffer) {
                self.fail(error);
            }
        }
        self.failure.take().map_or(Ok(()), Err)
    }

    /// Whether this is JSON of which no line is a document by itself. (A line that is longer than a piece is not
    /// looked at any further.)
    pub fn is_one_document(&self) -> bool {
        let front = self.buffer.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.buffer).trim_ascii_start();
        let line = front.split(|byte| *byte == b'\n').next().unwrap_or_default();
        matches!(front.first(), Some(b'{' | b'[')) && serde_json::from_slice::<IgnoredAny>(line).is_err()
    }

    /// The next lines, whole, their ends included; nothing at the end of the input. Where reading ends early, so does
    /// the last line, which is left out then.
    pub fn next_lines(&mut self) -> io::Result<&[u8]> {
        self.buffer.drain(..self.handed_out);
        self.handed_out = 0;
        let mut searched = 0;
        loop {
            let unsearched = self.buffer.get(searched..).unwrap_or_default();
            if let Some(end) = unsearched.iter().rposition(|byte| *byte == b'\n') {
                self.handed_out = searched + end + 1;
                break;
            }
            searched = self.buffer.len();
            if let Some(error) = self.failure.take() {
                return Err(error);
            }
            if self.ended {
                self.handed_out = searched;
                break;
            }
            self.fill();
        }
        Ok(self.buffer.get(..self.handed_out).unwrap_or_default())
    }
}

/// What is wrong with gzip, in words.
fn explained(error: io::Error) -> io::Error {
    let words = match error.kind() {
        ErrorKind::UnexpectedEof => "the gzip file is cut short: what is missing is lost, what was there is written",
        ErrorKind::InvalidInput | ErrorKind::InvalidData => {
            "the gzip file is damaged from here on: what was in front of that is written"
        }
        _ => return error,
    };
    io::Error::new(error.kind(), words)
}
