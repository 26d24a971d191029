//! Finding the bytes that matter in a string, eight at a time.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Where the first quote, backslash or control character stands, counted from the front of `bytes`.
pub(crate) fn end_of_plain_text(bytes: &[u8]) -> Option<usize> {
    let (words, rest) = bytes.as_chunks::<8>();
    for (number, word) in words.iter().enumerate() {
        let special = specials(u64::from_le_bytes(*word));
        if special != 0 {
            return Some(number * 8 + special.trailing_zeros() as usize / 8);
        }
    }
    // The last eight bytes once more, those of the last word among them: what is special there is in the rest.
    match bytes.last_chunk() {
        Some(word) if specials(u64::from_le_bytes(*word)) == 0 => None,
        _ => rest.iter().position(|byte| is_special(*byte)).map(|place| bytes.len() - rest.len() + place),
    }
}

const fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// The high bit of the first byte that is special, and of none before it. (Bytes behind the first may be
/// marked wrongly: the borrow of a subtraction runs into them.)
const fn specials(word: u64) -> u64 {
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    let zero_quote = quote.wrapping_sub(ONES) & !quote;
    let zero_backslash = backslash.wrapping_sub(ONES) & !backslash;
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    (zero_quote | zero_backslash | control) & HIGHS
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The naive twin.
    fn naive(bytes: &[u8]) -> Option<usize> {
        bytes.iter().position(|byte| is_special(*byte))
    }

    #[test]
    fn each_byte_at_each_place() {
        for special in 0..=u8::MAX {
            for place in 0..20 {
                for behind in [b'a', b'"', b'!', 0xFF] {
                    let mut bytes = [b'a'; 20];
                    bytes[place] = special;
                    bytes.iter_mut().skip(place + 1).for_each(|byte| *byte = behind);
                    assert_eq!(end_of_plain_text(&bytes), naive(&bytes), "{special} at {place} before {behind}");
                }
            }
        }
    }
}
