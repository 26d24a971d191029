use super::Text;

/// The values of a CSV line. A quoted value may contain commas, line feeds and doubled quotes, and only the last make
/// it owned. Spaces around values are ignored.
#[derive(Clone, Debug)]
pub(crate) struct Cells<'a> {
    rest: Option<&'a str>,
    is_open: bool,
}

impl<'a> Cells<'a> {
    pub(crate) const fn new(line: &'a str) -> Self {
        Cells { rest: Some(line), is_open: false }
    }

    /// The rest of the line, from the next value on.
    pub(crate) fn rest(&self) -> &'a str {
        self.rest.unwrap_or_default()
    }

    /// Returns whether the quotes of the last value are not closed.
    pub(crate) const fn is_open(&self) -> bool {
        self.is_open
    }
}

impl<'a> Iterator for Cells<'a> {
    type Item = Text<'a>;

    fn next(&mut self) -> Option<Text<'a>> {
        let rest = self.rest?;
        let quoted = rest.trim_start_matches(' ').strip_prefix('"');
        let (cell, after) = match quoted {
            Some(text) => {
                let (cell, after) = unquoted(text);
                self.is_open = after.is_none();
                let after = after.unwrap_or_default();
                // Text between a closing quote and the next comma is ignored.
                (cell, after.split_once(',').map(|(_, after)| after))
            }
            None => match rest.split_once(',') {
                Some((cell, after)) => (cell.trim_matches(' ').into(), Some(after)),
                None => (rest.trim_matches(' ').into(), None),
            },
        };
        self.rest = after;
        Some(cell)
    }
}

/// The text up to the closing quote, and the text after it. `None` if the quote is not closed.
fn unquoted(text: &str) -> (Text<'_>, Option<&str>) {
    let mut owned = String::new();
    let mut rest = text;
    while let Some((piece, after)) = rest.split_once('"') {
        match after.strip_prefix('"') {
            Some(after) => {
                owned.push_str(piece);
                owned.push('"');
                rest = after;
            }
            None if owned.is_empty() => return (piece.into(), Some(after)),
            None => return ((owned + piece).into(), Some(after)),
        }
    }
    (if owned.is_empty() { rest.into() } else { (owned + rest).into() }, None)
}

/// Where a CSV record ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CellsEnd {
    /// At the line feed at this position, or at the end of the text.
    At(usize),
    /// Inside a quoted cell that is still open at the end of the text.
    Open,
    /// Nowhere: other text follows a closing quote. The text was examined up to this position.
    Broken(usize),
}

/// Finds the end of the record at the start of a CSV text.
pub(crate) fn end_of_cells(text: &[u8], delimiter: u8) -> CellsEnd {
    let mut at = 0;
    loop {
        at += text.get(at..).unwrap_or_default().iter().take_while(|byte| **byte == b' ').count();
        if text.get(at) == Some(&b'"') {
            at += 1;
            loop {
                let Some(quote) = memchr::memchr(b'"', text.get(at..).unwrap_or_default()) else {
                    return CellsEnd::Open;
                };
                at += quote + 1;
                if text.get(at) != Some(&b'"') {
                    break;
                }
                at += 1;
            }
            let after = text.get(at..).unwrap_or_default();
            at += after.iter().take_while(|byte| matches!(byte, b' ' | b'\r')).count();
            match text.get(at) {
                None | Some(b'\n') => return CellsEnd::At(at),
                Some(byte) if *byte == delimiter => {}
                Some(_) => return CellsEnd::Broken(at),
            }
        } else {
            let rest = text.get(at..).unwrap_or_default();
            at += memchr::memchr2(delimiter, b'\n', rest).unwrap_or(rest.len());
            if text.get(at) != Some(&delimiter) {
                return CellsEnd::At(at);
            }
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_commas_and_spaces() {
        for (line, expected) in [
            ("", &[""][..]),
            ("a", &["a"]),
            ("a,,b,", &["a", "", "b", ""]),
            ("a, b ,c", &["a", "b", "c"]),
            (r#""a","b,c","","d""#, &["a", "b,c", "", "d"]),
            (r#""say ""no""","""","#, &["say \"no\"", "\"", ""]),
            (r#"a"b,c"#, &["a\"b", "c"]),
            (r#""a" x,b"#, &["a", "b"]),
            (r#""open,b"#, &["open,b"]),
            (r#""open""b"#, &["open\"b"]),
        ] {
            assert_eq!(Cells::new(line).collect::<Vec<_>>(), expected, "{line}");
        }
    }

    #[test]
    fn owned_only_if_a_quote_is_doubled() {
        let borrowed = Cells::new(r#"a,"b","c""d""#).map(|cell| cell.is_borrowed()).collect::<Vec<_>>();
        assert_eq!(borrowed, [true, true, false]);
    }

    #[test]
    fn the_end_of_a_record() {
        for (text, end) in [
            ("", CellsEnd::At(0)),
            ("a,b\nc", CellsEnd::At(3)),
            ("a,b", CellsEnd::At(3)),
            ("a,\"b\nc\"\nd", CellsEnd::At(7)),
            ("\"a\"\"\n\" , \"b\"\r\nc", CellsEnd::At(13)),
            ("a\"b\nc", CellsEnd::At(3)),
            ("a,\"b\nc", CellsEnd::Open),
            ("a,\"b\"\"", CellsEnd::Open),
            ("\"a\nb\"c,d", CellsEnd::Broken(5)),
        ] {
            assert_eq!(end_of_cells(text.as_bytes(), b','), end, "{text:?}");
        }
        assert_eq!(end_of_cells(b"\"a,\n\"|b\nc", b'|'), CellsEnd::At(7));
    }
}
