const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Removes the byte order marks at the front. There are several if files were concatenated.
pub(crate) fn without_mark(mut bytes: &[u8]) -> &[u8] {
    while let Some(rest) = bytes.strip_prefix(BYTE_ORDER_MARK) {
        bytes = rest;
    }
    bytes
}

/// The first line of a text, without its end.
pub(crate) fn first_line(text: &str) -> &str {
    without_end(text.split_inclusive('\n').next().unwrap_or_default())
}

/// Removes the end of a line: `\n`, and every `\r` before it, so that it does not matter whether a caller has removed
/// one already.
pub(crate) fn without_end(line: &str) -> &str {
    line.strip_suffix('\n').unwrap_or(line).trim_end_matches('\r')
}

/// The same for a line without its line feed.
pub(crate) fn without_returns(mut line: &[u8]) -> &[u8] {
    while let Some(shorter) = line.strip_suffix(b"\r") {
        line = shorter;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn byte_order_marks_are_removed() {
        for text in ["", "\u{FEFF}", "\u{FEFF}\u{FEFF}\u{FEFF}"] {
            assert_eq!(without_mark(format!("{text}a").as_bytes()), b"a");
        }
    }

    #[test]
    fn every_carriage_return_at_the_end_is_removed() {
        for line in ["a", "a\n", "a\r\n", "a\r\r\n", "a\r", "a\r\r"] {
            assert_eq!(without_end(line), "a", "{line:?}");
            let bytes = line.as_bytes();
            assert_eq!(without_returns(bytes.strip_suffix(b"\n").unwrap_or(bytes)), b"a", "{line:?}");
        }
        assert_eq!(without_end("a\rb\n\n"), "a\rb\n");
    }
}
