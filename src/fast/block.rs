//! Sixteen bytes at once, and short texts as one number: what the other files are made of.

use wide::u8x16;

/// Sixteen bytes that are compared at once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block(u8x16);

impl Block {
    #[inline(always)]
    pub(crate) fn new(bytes: &[u8; 16]) -> Self {
        Block(u8x16::from(*bytes))
    }

    /// A bit for each byte that equals `sought`, the lowest for the first.
    #[inline(always)]
    pub(crate) fn equal(self, sought: u8) -> u16 {
        bits(self.0.cmp_eq(u8x16::splat(sought)))
    }

    /// A bit for each byte that is a decimal digit.
    #[inline(always)]
    pub(crate) fn digits(self) -> u16 {
        let values = self.0 - u8x16::splat(b'0');
        bits(values.min(u8x16::splat(9)).cmp_eq(values))
    }

    /// A bit for each byte that is a hexadecimal digit, in either case.
    #[inline(always)]
    pub(crate) fn hexadecimal_digits(self) -> u16 {
        let letters = (self.0 | u8x16::splat(0x20)) - u8x16::splat(b'a');
        self.digits() | bits(letters.min(u8x16::splat(5)).cmp_eq(letters))
    }

    /// A bit for each capital letter that is a hexadecimal digit.
    #[inline(always)]
    pub(crate) fn capitals(self) -> u16 {
        let letters = self.0 - u8x16::splat(b'A');
        bits(letters.min(u8x16::splat(5)).cmp_eq(letters))
    }

    /// A bit for each byte that JSON strings must escape: a quote, a backslash or a control character.
    #[inline(always)]
    pub(crate) fn special(self) -> u16 {
        let quote = self.0.cmp_eq(u8x16::splat(b'"'));
        let backslash = self.0.cmp_eq(u8x16::splat(b'\\'));
        let control = self.0.min(u8x16::splat(0x1F)).cmp_eq(self.0);
        bits(quote | backslash | control)
    }
}

#[inline(always)]
fn bits(marks: u8x16) -> u16 {
    marks.move_mask() as u16
}

/// A text of fewer than sixteen bytes as a little-endian number, zero-padded.
///
/// Built from two overlapping loads.
#[inline(always)]
pub(crate) fn short_word(bytes: &[u8]) -> Option<u128> {
    let length = bytes.len();
    if length >= 16 {
        return None;
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let high = u64::from_le_bytes(*last) >> 8 >> (8 * (15 - length));
        return Some(u128::from(high) << 64 | u128::from(u64::from_le_bytes(*first)));
    }
    let word = if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << (8 * (length - 4))
    } else {
        bytes.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
    };
    Some(word.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_as_numbers() {
        let text = b"abcdefghijklmnop";
        for length in 0..16 {
            let mut padded = [0; 16];
            padded[..length].copy_from_slice(&text[..length]);
            assert_eq!(short_word(&text[..length]), Some(u128::from_le_bytes(padded)), "{length}");
        }
        assert_eq!(short_word(text), None);
    }
}
