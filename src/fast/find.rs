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
}
