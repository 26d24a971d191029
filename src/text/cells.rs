use super::Text;

/// The values of a line between commas. A value in quotes may hold commas, and quotes that are doubled; it is owned only
/// for those. Spaces around values do not count.
#[derive(Clone, Debug)]
pub(crate) struct Cells<'a> {
    rest: Option<&'a str>,
}

impl<'a> Cells<'a> {
    pub(crate) const fn new(line: &'a str) -> Self {
        Cells { rest: Some(line) }
    }
}

impl<'a> Iterator for Cells<'a> {
    type Item = Text<'a>;

    fn next(&mut self) -> Option<Text<'a>> {
        let rest = self.rest?;
        let quoted = rest.trim_start_matches(' ').strip_prefix('"');
        let (cell, behind) = match quoted {
            Some(text) => {
                let (cell, behind) = unquoted(text);
                // What stands between a closing quote and the next comma belongs to no value.
                (cell, behind.split_once(',').map(|(_, behind)| behind))
            }
            None => match rest.split_once(',') {
                Some((cell, behind)) => (cell.trim_matches(' ').into(), Some(behind)),
                None => (rest.trim_matches(' ').into(), None),
            },
        };
        self.rest = behind;
        Some(cell)
    }
}

/// The text up to the quote that closes it, and what is behind that. Where none does, the line does.
fn unquoted(text: &str) -> (Text<'_>, &str) {
    let mut owned = String::new();
    let mut rest = text;
    while let Some((piece, behind)) = rest.split_once('"') {
        match behind.strip_prefix('"') {
            Some(behind) => {
                owned.push_str(piece);
                owned.push('"');
                rest = behind;
            }
            None if owned.is_empty() => return (piece.into(), behind),
            None => return ((owned + piece).into(), behind),
        }
    }
    (if owned.is_empty() { rest.into() } else { (owned + rest).into() }, "")
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
    fn owned_only_where_a_quote_is_doubled() {
        let borrowed = Cells::new(r#"a,"b","c""d""#).map(|cell| cell.is_borrowed()).collect::<Vec<_>>();
        assert_eq!(borrowed, [true, true, false]);
    }
}
