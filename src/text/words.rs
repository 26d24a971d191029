/// The values of a line between spaces. A run of spaces is one separator.
///
/// The spaces are found eight bytes at a time: values are so short that a search for each of them costs more than it
/// finds.
#[derive(Clone, Debug)]
pub(crate) struct Words<'a> {
    line: &'a str,
    start: usize,
    /// Where the next eight bytes stand that have not been looked at.
    ahead: usize,
    /// The spaces among the eight bytes before those, as marks in a byte each, that have not been passed.
    spaces: u64,
}

const ONES: u64 = 0x0101_0101_0101_0101;
const LOW_BITS: u64 = ONES * 0x7F;

impl<'a> Words<'a> {
    pub(crate) const fn new(line: &'a str) -> Self {
        Words { line, start: 0, ahead: 0, spaces: 0 }
    }

    fn next_space(&mut self) -> Option<usize> {
        while self.spaces == 0 {
            let bytes = self.line.as_bytes().get(self.ahead..)?;
            self.spaces = spaces(bytes.first_chunk().copied().unwrap_or_else(|| padded(bytes)));
            self.ahead += 8;
        }
        let place = self.ahead - 8 + self.spaces.trailing_zeros() as usize / 8;
        self.spaces &= self.spaces - 1;
        Some(place)
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        while self.start < self.line.len() {
            let end = self.next_space().unwrap_or(self.line.len());
            let start = std::mem::replace(&mut self.start, end + 1);
            if start < end {
                return self.line.get(start..end);
            }
        }
        None
    }
}

/// The high bit of each byte that is a space, and no other bit.
const fn spaces(word: [u8; 8]) -> u64 {
    let zero_if_space = u64::from_le_bytes(word) ^ (ONES * b' ' as u64);
    !(((zero_if_space & LOW_BITS) + LOW_BITS) | zero_if_space | LOW_BITS)
}

fn padded(bytes: &[u8]) -> [u8; 8] {
    let mut word = [0; 8];
    word.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    word
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn runs_of_spaces_are_one_separator() {
        for (line, expected) in [
            ("", &[][..]),
            (" ", &[]),
            ("a", &["a"]),
            ("  a  b ", &["a", "b"]),
            ("1234567 9", &["1234567", "9"]),
            ("12345678 0", &["12345678", "0"]),
            ("a\tb é", &["a\tb", "é"]),
        ] {
            assert_eq!(Words::new(line).collect::<Vec<_>>(), expected, "{line:?}");
        }
    }

    proptest! {
        #[test]
        fn the_same_as_the_naive_twin(line in "( {0,3}[a!\u{a0}é\u{20AC}0-9]{0,12}){0,9}") {
            let naive = line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>();
            prop_assert_eq!(Words::new(&line).collect::<Vec<_>>(), naive);
        }
    }
}
