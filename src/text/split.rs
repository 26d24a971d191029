use super::{Block, short_word};

/// Finds the first occurrence of a byte. A short text is loaded into one block.
pub(crate) fn find(sought: u8, text: &[u8]) -> Option<usize> {
    match short_word(text) {
        Some(word) => {
            let position = Block::new(&word.to_le_bytes()).equal(sought).trailing_zeros() as usize;
            (position < text.len()).then_some(position)
        }
        None => memchr::memchr(sought, text),
    }
}

/// Like `str::split_once`, which prepares a search for patterns of any length first. Patterns here are short, so this
/// searches for the first byte.
pub(crate) fn split_once<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let first = *mark.as_bytes().first()?;
    memchr::memchr_iter(first, text.as_bytes()).find_map(|position| {
        let (front, rest) = text.split_at_checked(position)?;
        Some((front, rest.strip_prefix(mark)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_first_occurrence() {
        for length in 0..40 {
            let mut text = vec![b'a'; length];
            assert_eq!([find(b'%', &text), find(0, &text)], [None; 2]);
            for position in (0..length).rev() {
                text[position] = b'%';
                assert_eq!(find(b'%', &text), Some(position));
            }
        }
    }

    #[test]
    fn splits_like_the_standard_library() {
        for text in
            ["", ":", "a:b:c", "::", "é:ü", "a/webacl/b/webacl/c", "//webacl/", "/webacl", "s3.amazonaws.com", "abc"]
        {
            for mark in [":", "/webacl/", ".amazonaws.com", "é", "abc"] {
                assert_eq!(split_once(text, mark), text.split_once(mark), "{text} at {mark}");
            }
        }
    }
}
