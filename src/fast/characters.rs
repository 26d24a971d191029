//! The end of a token of a user agent, and the characters that it has, which rule out most searches: agents are read with a third
//! fewer instructions.

/// The characters of a text, as a set.
///
/// The cases of a letter are one character, and so are the pairs of `@` and `` ` ``, `[` and `{`, and so on. What is not printable
/// ASCII is not in it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Characters(u64);

impl Characters {
    pub(crate) const fn of(text: &[u8]) -> Self {
        let mut bits = 0;
        let mut rest = text;
        while let [byte, after @ ..] = rest {
            bits |= bit(*byte);
            rest = after;
        }
        Characters(bits)
    }

    #[inline(always)]
    pub(crate) const fn has(self, character: u8) -> bool {
        self.0 & bit(character) != 0
    }

    #[inline(always)]
    const fn has_all(self, others: Characters) -> bool {
        others.0 & !self.0 == 0
    }
}

/// The bit of a printable character: letters have those from 1 to 26, and what precedes them in ASCII has those from 32.
const fn bit(byte: u8) -> u64 {
    match byte {
        b' '..=b'~' => 1 << (byte & 0x1F | !(byte >> 1) & 0x20),
        _ => 0,
    }
}

/// Spaces, brackets and what separates the parts of a comment.
pub(crate) const fn is_separator(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b';' | b',' | b'(' | b')' | b'[' | b']' | b'"')
}

/// The bit that stands for all separators: that of the space, which no token has.
const SEPARATOR: u64 = bit(b' ');

/// The bits of all bytes.
static BITS: [u64; 256] = {
    let mut bits = [0; 256];
    let mut rest: &mut [u64] = &mut bits;
    let mut byte = 0;
    while let [first, after @ ..] = rest {
        *first = if is_separator(byte) { SEPARATOR } else { bit(byte) };
        byte = byte.wrapping_add(1);
        rest = after;
    }
    bits
};

/// The length of the text up to the first separator, and its characters.
#[inline]
pub(crate) fn up_to_separator(text: &[u8]) -> (usize, Characters) {
    let mut characters = 0;
    for (length, byte) in text.iter().enumerate() {
        let bits = BITS.get(usize::from(*byte)).copied().unwrap_or_default();
        if bits == SEPARATOR {
            return (length, Characters(characters));
        }
        characters |= bits;
    }
    (text.len(), Characters(characters))
}

/// A text to search for, with its characters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Needle {
    pub(crate) text: &'static str,
    characters: Characters,
}

pub(crate) const fn needle(text: &'static str) -> Needle {
    Needle { text, characters: Characters::of(text.as_bytes()) }
}

impl Needle {
    /// Returns false if a text with these characters cannot contain the needle, in any case.
    #[inline(always)]
    pub(crate) const fn may_be_in(self, characters: Characters) -> bool {
        characters.has_all(self.characters)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn printable_characters_have_their_own_bits() {
        for byte in 0..=u8::MAX {
            let characters = Characters::of(&[byte]);
            let same = (b' '..=b'_').filter(|other| characters.has(*other)).collect::<Vec<_>>();
            let expected = match byte {
                b' '..=b'_' => vec![byte],
                b'`'..=b'~' => vec![byte - 0x20],
                _ => vec![],
            };
            assert_eq!(same, expected, "{byte}");
        }
    }

    /// The plain twin.
    fn plain(text: &[u8]) -> (usize, Characters) {
        let length = text.iter().position(|byte| is_separator(*byte)).unwrap_or(text.len());
        (length, Characters::of(&text[..length]))
    }

    #[test]
    fn every_byte_at_each_position() {
        for byte in 0..=u8::MAX {
            for place in 0..50 {
                let mut text = *b"Mozilla/5.0-AppleWebKit/537.36_Version/17.4.1:mobi";
                text[place] = byte;
                assert_eq!(up_to_separator(&text), plain(&text), "{byte} at {place}");
                assert_eq!(up_to_separator(&text[..place]), plain(&text[..place]));
            }
        }
    }

    proptest! {
        /// The plain twin of a needle's condition is the search itself.
        #[test]
        fn what_is_there_may_be_there(before in "\\PC{0,9}", after in "\\PC{0,9}", is_upper in any::<bool>()) {
            for needle in ["bot", "Google-", "spider", "a_b/1"].map(needle) {
                let middle = if is_upper { needle.text.to_ascii_uppercase() } else { needle.text.to_owned() };
                let text = format!("{before}{middle}{after}");
                prop_assert!(needle.may_be_in(Characters::of(text.as_bytes())));
                prop_assert!(!needle.may_be_in(Characters::of(b"Mozilla/5.0")));
            }
        }
    }
}
