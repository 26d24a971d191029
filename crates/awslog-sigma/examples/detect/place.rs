use memchr::{memchr_iter, memmem};

/// Where records are: the bytes that the decoder still has, and the lines before them.
#[derive(Default)]
pub struct Place {
    bytes: Vec<u8>,
    /// The offset of the first byte in the input.
    start: u64,
    /// The lines up to a place in the bytes.
    lines: u64,
    counted: usize,
}

impl Place {
    pub fn push(&mut self, piece: &[u8]) {
        self.bytes.extend_from_slice(piece);
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Forgets the bytes in front of an offset.
    pub fn pass(&mut self, offset: u64) {
        let passed = self.index(offset).max(self.counted);
        self.count_to(passed);
        self.bytes.drain(..passed);
        self.start += passed as u64;
        self.counted = 0;
    }

    /// The line of a record that begins at an offset or soon after it. If its text is not in the input, because it was a string
    /// in JSON, it is the line of that string.
    pub fn line(&mut self, offset: u64, original: Option<&str>) -> u64 {
        let from = self.index(offset);
        let rest = self.bytes.get(from..).unwrap_or_default();
        let start = original.and_then(|original| memmem::find(rest, original.as_bytes()));
        let start = start.or_else(|| rest.iter().position(|byte| !byte.is_ascii_whitespace() && *byte != b','));
        self.count_to(from + start.unwrap_or_default());
        self.lines + 1
    }

    fn index(&self, offset: u64) -> usize {
        let index = usize::try_from(offset.saturating_sub(self.start)).unwrap_or(usize::MAX);
        index.min(self.bytes.len())
    }

    /// Counts the lines up to a place. Places only move on.
    fn count_to(&mut self, end: usize) {
        if let Some(bytes) = self.bytes.get(self.counted..end) {
            self.lines += memchr_iter(b'\n', bytes).count() as u64;
            self.counted = end;
        }
    }
}
