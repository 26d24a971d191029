//! Finds the end of a value by its brackets and quotes only, incrementally.

use crate::fast::end_of_plain_text;

/// What ends a scalar, and what else may end a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Ends {
    /// A member's value or a list's item: ends at a comma, a bracket or white space; a string ends at its quote.
    Member,
    /// An unreadable record: ends at the end of its line; in a list also at a comma.
    Record { in_list: bool },
    /// A record that is too long: also ends before a line that begins with a bracket where no value can begin.
    Skipped,
}

/// How far a value has been examined. No byte is examined twice, however often more of them arrive.
#[derive(Clone, Debug)]
pub(super) struct Extent {
    at: usize,
    depth: usize,
    in_string: bool,
    /// The brackets do not match, so the value has no end.
    is_lost: bool,
    /// The last byte outside strings that is not white space.
    last: u8,
    /// The end, if it has been found.
    end: Option<usize>,
}

impl Extent {
    /// Starts at the value's first byte.
    pub(super) fn new(at: usize) -> Self {
        Extent { at, depth: 0, in_string: false, is_lost: false, last: 0, end: None }
    }

    /// The position up to which the value has been examined.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// Drops the bytes before a position.
    pub(super) fn shift(&mut self, bytes: usize) {
        self.at = self.at.saturating_sub(bytes);
        self.end = self.end.map(|end| end.saturating_sub(bytes));
    }

    /// Continues to the end of the value. Returns `None` if it is not among the bytes.
    pub(super) fn end(&mut self, bytes: &[u8], ends: Ends) -> Option<usize> {
        if self.end.is_none() && !self.is_lost {
            self.end = self.find(bytes, ends);
        }
        self.end
    }

    fn find(&mut self, bytes: &[u8], ends: Ends) -> Option<usize> {
        loop {
            if self.in_string {
                let rest = bytes.get(self.at..)?;
                let Some(length) = end_of_plain_text(rest) else {
                    self.at = bytes.len();
                    return None;
                };
                self.at += length;
                match rest.get(length..)? {
                    [b'"', ..] => {
                        self.at += 1;
                        self.in_string = false;
                        self.last = b'"';
                        if self.depth == 0 && ends == Ends::Member {
                            return Some(self.at);
                        }
                    }
                    [b'\\', _, ..] => self.at += 2,
                    [b'\\'] => return None,
                    [b'\n', b'{', ..] if ends == Ends::Skipped => return Some(self.at + 1),
                    [b'\n'] if ends == Ends::Skipped => return None,
                    _ => self.at += 1,
                }
                continue;
            }
            let byte = *bytes.get(self.at)?;
            match byte {
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    match self.depth {
                        0 if ends == Ends::Member => return Some(self.at),
                        0 => {
                            self.is_lost = true;
                            return None;
                        }
                        1 => return Some(self.at + 1),
                        _ => self.depth -= 1,
                    };
                }
                b'"' => self.in_string = true,
                b',' if self.depth == 0 && matches!(ends, Ends::Member | Ends::Record { in_list: true }) => {
                    return Some(self.at);
                }
                b'\n' if self.depth == 0 && ends != Ends::Member => return Some(self.at + 1),
                b'\n' if ends == Ends::Skipped && !matches!(self.last, b',' | b'[' | b':' | b'{') => {
                    match bytes.get(self.at + 1) {
                        Some(b'{') => return Some(self.at + 1),
                        Some(_) => {}
                        None => return None,
                    }
                }
                b' ' | b'\n' | b'\r' | b'\t' if self.depth == 0 && ends == Ends::Member => return Some(self.at),
                _ => {}
            }
            if byte > b' ' {
                self.last = byte;
            }
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The end, found at once and byte by byte.
    #[track_caller]
    fn end(text: &str, ends: Ends) -> Option<usize> {
        let whole = Extent::new(0).end(text.as_bytes(), ends);
        let mut extent = Extent::new(0);
        let in_pieces = (0..=text.len()).find_map(|length| extent.end(&text.as_bytes()[..length], ends));
        assert_eq!(in_pieces, whole, "{text}");
        whole
    }

    #[test]
    fn members() {
        for (text, length) in [
            (r#"{"a":"}"} "#, Some(9)),
            (r#"["\"]",[]],"#, Some(10)),
            (r#""a\\",1"#, Some(5)),
            ("12,", Some(2)),
            ("true}", Some(4)),
            ("null\n", Some(4)),
            ("12", None),
            (r#"{"a":"#, None),
            (r#""a\"#, None),
        ] {
            assert_eq!(end(text, Ends::Member), length, "{text}");
        }
    }

    #[test]
    fn records() {
        let in_list = Ends::Record { in_list: true };
        let alone = Ends::Record { in_list: false };
        assert_eq!(end(r#"{"a":1]x"#, alone), Some(7));
        assert_eq!(end("\"a\" 1,\nb", alone), Some(7));
        assert_eq!(end("\"a\" 1,\nb", in_list), Some(5));
        assert_eq!(end("]\n", alone), None);
        assert_eq!(end("{\"a\n{\"b\":1}\n", Ends::Skipped), Some(4));
        assert_eq!(end("{\"a\":1\n{\"b\":1}\n", Ends::Skipped), Some(7));
        assert_eq!(end("{\"a\":[\n{\"b\":1}]}\n", Ends::Skipped), Some(16));
    }
}
