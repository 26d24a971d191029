use super::{Block, short_word};

/// Where a byte stands first. Short texts are one word, in which nothing is searched.
pub(crate) fn find(sought: u8, text: &[u8]) -> Option<usize> {
    match short_word(text) {
        Some(word) => {
            let place = Block::new(&word.to_le_bytes()).equal(sought).trailing_zeros() as usize;
            (place < text.len()).then_some(place)
        }
        None => memchr::memchr(sought, text),
    }
}

/// What stands in front of a mark and behind it, as `str::split_once` tells it. That one prepares for marks of any length first;
/// ours are short, and the first byte is looked for.
pub(crate) fn split_once<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let first = *mark.as_bytes().first()?;
    memchr::memchr_iter(first, text.as_bytes()).find_map(|place| {
        let (front, rest) = text.split_at_checked(place)?;
        Some((front, rest.strip_prefix(mark)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn found_where_it_stands_first() {
        for length in 0..40 {
            let mut text = vec![b'a'; length];
            assert_eq!([find(b'%', &text), find(0, &text)], [None; 2]);
            for place in (0..length).rev() {
                text[place] = b'%';
                assert_eq!(find(b'%', &text), Some(place));
            }
        }
    }

    #[test]
    fn as_the_standard_library_tells_it() {
        for text in
            ["", ":", "a:b:c", "::", "é:ü", "a/webacl/b/webacl/c", "//webacl/", "/webacl", "s3.amazonaws.com", "abc"]
        {
            for mark in [":", "/webacl/", ".amazonaws.com", "é", "abc"] {
                assert_eq!(split_once(text, mark), text.split_once(mark), "{text} at {mark}");
            }
        }
    }
}
