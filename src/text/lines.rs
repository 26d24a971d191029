use super::Block;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Removes the byte order marks at the front. There are several if files were concatenated.
pub(crate) fn without_mark(mut bytes: &[u8]) -> &[u8] {
    while let Some(rest) = bytes.strip_prefix(BYTE_ORDER_MARK) {
        bytes = rest;
    }
    bytes
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

/// Returns whether a line could end inside a quoted value: whether the number of its quotes, or of those without a
/// backslash before them, is odd.
#[inline]
pub(crate) fn has_odd_quotes(line: &[u8]) -> bool {
    let (blocks, rest) = line.as_chunks::<16>();
    let mut last = [0; 16];
    if let Some(front) = last.get_mut(..rest.len()) {
        front.copy_from_slice(rest);
    }
    let (mut quotes, mut unescaped, mut carry) = (0, 0, 0);
    for block in blocks.iter().chain([&last]) {
        let block = Block::new(block);
        let (marks, slashes) = (block.equal(b'"'), block.equal(b'\\'));
        // The parity of the sum of two bit counts is the parity of their XOR.
        quotes ^= marks;
        unescaped ^= marks & !(slashes << 1 | carry);
        carry = slashes >> 15;
    }
    (quotes.count_ones() | unescaped.count_ones()) & 1 == 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn odd_quotes_match_the_plain_twin(line in r#"([a"\\]{0,20}|[a-z"\\]{0,40})"#) {
            let bytes = line.as_bytes();
            let quotes = bytes.iter().filter(|byte| **byte == b'"').count();
            let escaped = bytes.windows(2).filter(|pair| *pair == b"\\\"").count();
            prop_assert_eq!(has_odd_quotes(bytes), quotes % 2 == 1 || escaped % 2 == 1, "{}", line);
        }
    }
}
