use std::io::{self, ErrorKind};

/// The error of gzip in words.
pub fn explained(error: io::Error) -> io::Error {
    let words = match error.kind() {
        ErrorKind::UnexpectedEof => "the gzip file is truncated: the rest is lost",
        ErrorKind::InvalidInput | ErrorKind::InvalidData => "the gzip file is damaged: the rest is lost",
        _ => return error,
    };
    io::Error::new(error.kind(), words)
}
