/// The lines of a buffer, without their ends and without a byte order mark.
#[derive(Clone, Debug)]
pub(crate) struct Lines<'a> {
    rest: &'a [u8],
    number: u64,
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The bytes without the byte order marks at their front: there may be several where files have been put together.
pub(crate) fn without_mark(mut bytes: &[u8]) -> &[u8] {
    while let Some(rest) = bytes.strip_prefix(BYTE_ORDER_MARK) {
        bytes = rest;
    }
    bytes
}

/// A line without what ends it: `\n`, and any `\r` in front of it. All of them, so that it makes no difference whether
/// somebody has taken one off before.
pub(crate) fn without_end(line: &str) -> &str {
    line.strip_suffix('\n').unwrap_or(line).trim_end_matches('\r')
}

fn without_returns(mut line: &[u8]) -> &[u8] {
    while let Some(shorter) = line.strip_suffix(b"\r") {
        line = shorter;
    }
    line
}

impl<'a> Lines<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Lines { rest: without_mark(bytes), number: 0 }
    }
}

impl<'a> Iterator for Lines<'a> {
    /// The line's number, counted from 1, and the line.
    type Item = (u64, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let (line, rest) = match memchr::memchr(b'\n', self.rest) {
            Some(end) => (self.rest.get(..end)?, self.rest.get(end + 1..)?),
            None => (self.rest, [].as_slice()),
        };
        self.rest = rest;
        self.number += 1;
        Some((self.number, without_returns(line)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_and_mark_are_taken_off() {
        let lines = |bytes| Lines::new(bytes).map(|(number, line)| (number, line.to_vec())).collect::<Vec<_>>();
        assert_eq!(lines(b""), []);
        assert_eq!(lines(b"\xEF\xBB\xBF"), []);
        assert_eq!(lines(b"\xEF\xBB\xBF\xEF\xBB\xBF\xEF\xBB\xBFa"), [(1, b"a".to_vec())]);
        assert_eq!(lines(b"a"), [(1, b"a".to_vec())]);
        assert_eq!(
            lines(b"\xEF\xBB\xBFa\r\n\r\n\nb\n"),
            [(1, b"a".to_vec()), (2, b"".to_vec()), (3, b"".to_vec()), (4, b"b".to_vec())]
        );
    }

    #[test]
    fn every_return_at_the_end_is_taken_off_at_once() {
        for line in ["a", "a\n", "a\r\n", "a\r\r\n", "a\r", "a\r\r"] {
            assert_eq!(without_end(line), "a", "{line:?}");
            assert_eq!(Lines::new(line.as_bytes()).next(), Some((1, b"a".as_slice())), "{line:?}");
        }
        assert_eq!(without_end("a\rb\n\n"), "a\rb\n");
    }
}
