use std::io::{self, ErrorKind, Read};
use std::sync::mpsc::{Receiver, SendError, SyncSender, sync_channel};
use std::thread;

/// The size of a piece, in bytes.
const PIECE: usize = 1 << 18;

/// How many pieces are read ahead.
const PIECES: usize = 2;

/// A reader whose bytes another thread reads in advance.
pub struct Ahead {
    pieces: Receiver<io::Result<Vec<u8>>>,
    /// Returns pieces to the thread, so that it allocates no others.
    spare: SyncSender<Vec<u8>>,
    piece: Vec<u8>,
    at: usize,
}

impl Ahead {
    /// If no thread can be started, the error is the reader.
    pub fn new<R: Read + Send + 'static>(reader: R) -> Result<Self, R> {
        let (sender, pieces) = sync_channel(PIECES);
        let (spare, returned) = sync_channel(PIECES + 2);
        let (give, take) = sync_channel(1);
        let read = move || take.into_iter().for_each(|reader| read_all(reader, &sender, &returned));
        match thread::Builder::new().spawn(read) {
            Ok(_) => give.send(reader).map_err(|SendError(reader)| reader)?,
            Err(_) => return Err(reader),
        }
        Ok(Ahead { pieces, spare, piece: Vec::new(), at: 0 })
    }
}

/// Reads until the end, an error, or until nobody wants more.
fn read_all(mut reader: impl Read, pieces: &SyncSender<io::Result<Vec<u8>>>, returned: &Receiver<Vec<u8>>) {
    loop {
        let mut piece = returned.try_recv().unwrap_or_default();
        piece.resize(PIECE, 0);
        let read = match reader.read(&mut piece) {
            Ok(0) => return,
            Ok(length) => {
                piece.truncate(length);
                Ok(piece)
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => Err(error),
        };
        let is_last = read.is_err();
        if pieces.send(read).is_err() || is_last {
            return;
        }
    }
}

impl Read for Ahead {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.piece.len() {
            let Ok(piece) = self.pieces.recv() else { return Ok(0) };
            let read = std::mem::replace(&mut self.piece, piece?);
            self.at = 0;
            let _ = self.spare.try_send(read);
        }
        let mut rest = self.piece.get(self.at..).unwrap_or_default();
        let length = rest.read(buffer)?;
        self.at += length;
        Ok(length)
    }
}
