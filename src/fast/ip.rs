//! Addresses without a branch for each digit. The standard library's parser made VPC flow records 13 to 23 % slower to read.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::{Block, short_word};

/// Parses an address without a port or brackets.
pub(crate) fn ip(text: &str) -> Option<IpAddr> {
    match v4(text) {
        Some(address) => Some(address.into()),
        // A name, perhaps: all other addresses have colons.
        None if memchr::memchr(b':', text.as_bytes()).is_none() => None,
        None => v6(text).map(IpAddr::V6).or_else(|| other(text)),
    }
}

/// Parses an address in a rare form.
#[cold]
fn other(text: &str) -> Option<IpAddr> {
    text.parse().ok()
}

/// Four numbers below 256 without leading zeros, separated by dots.
///
/// The number of digits varies unpredictably, so no branch depends on it.
#[inline]
fn v4(text: &str) -> Option<Ipv4Addr> {
    let word = short_word(text.as_bytes())?;
    let block = Block::new(&word.to_le_bytes());
    let (dots, end) = (block.equal(b'.'), 1 << text.len());
    if block.digits() | dots != end - 1 {
        return None;
    }
    let text = word.swap_bytes();
    let mut ends = dots | end;
    let mut start = 0;
    let mut octets = [0; 4];
    for octet in &mut octets {
        let length = ends.trailing_zeros().wrapping_sub(start);
        let least = *LEAST.get(length as usize)?;
        let number = number((text << (8 * start) >> 96) as u32, length);
        if number < least {
            return None;
        }
        *octet = u8::try_from(number).ok()?;
        start += length + 1;
        ends &= ends.wrapping_sub(1);
    }
    (ends == 0).then_some(octets.into())
}

/// The smallest number with this number of digits and no leading zero.
const LEAST: [u32; 4] = [u32::MAX, 0, 10, 100];

/// The number of one, two or three digits, the first in the highest byte.
fn number(digits: u32, length: u32) -> u32 {
    let digits = digits.checked_shr(32 - 8 * length).unwrap_or_default() & 0x0F_0F0F;
    (digits >> 16) * 100 + (digits >> 8 & 0xFF) * 10 + (digits & 0xFF)
}

/// Eight groups of hexadecimal digits, with or without `::`. The standard library parses other forms.
fn v6(text: &str) -> Option<Ipv6Addr> {
    if text.len() > LONGEST {
        return None;
    }
    let text = text.as_bytes();
    let colons = marks(text, |block| block.equal(b':'))?;
    let digits = marks(text, Block::hexadecimal_digits)?;
    let end = 1 << text.len();
    let gaps = colons & colons >> 1;
    // Colons separate groups. A colon at an end must be part of the only `::`.
    let lone = colons & !gaps & !(gaps << 1);
    if digits | colons != end - 1 || lone & (1 | end >> 1) != 0 || gaps & gaps.wrapping_sub(1) != 0 {
        return None;
    }
    let (mut segments, mut count, mut gap) = ([0; 8], 0, 8);
    let mut start = 0;
    let mut ends = colons | end;
    while ends != 0 {
        let end = ends.trailing_zeros() as usize;
        match text.get(start..end)? {
            [] => gap = count,
            digits => {
                *segments.get_mut(count)? = group(digits)?;
                count += 1;
            }
        }
        start = end + 1;
        ends &= ends - 1;
    }
    if (count < 8) != (gaps != 0) {
        return None;
    }
    segments.get_mut(gap..)?.rotate_right(8 - count);
    Some(segments.into())
}

/// The length of the longest IPv6 addresses.
const LONGEST: usize = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff".len();

/// A bit for each byte of a text that is not longer than the longest address. Blocks overlap.
#[inline(always)]
pub(super) fn marks(text: &[u8], find: impl Fn(Block) -> u16) -> Option<u64> {
    if let Some(word) = short_word(text) {
        return Some(find(Block::new(&word.to_le_bytes())).into());
    }
    let find = |bytes| u64::from(find(Block::new(bytes)));
    let marks = find(text.first_chunk()?) | find(text.last_chunk()?) << (text.len() - 16);
    match text.get(16..)?.first_chunk() {
        Some(middle) => Some(marks | find(middle) << 16),
        None => Some(marks),
    }
}

/// One to four hexadecimal digits.
#[inline(always)]
fn group(digits: &[u8]) -> Option<u16> {
    let word = match *digits {
        [a] => [b'0', b'0', b'0', a],
        [a, b] => [b'0', b'0', a, b],
        [a, b, c] => [b'0', a, b, c],
        [a, b, c, d] => [a, b, c, d],
        _ => return None,
    };
    let word = u32::from_be_bytes(word);
    // Letters have a bit that digits lack, and are nine above their low bits.
    let nibbles = (word & 0x0F0F_0F0F) + (word >> 6 & 0x0101_0101) * 9;
    let bytes = (nibbles | nibbles >> 4) & 0x00FF_00FF;
    Some((bytes | bytes >> 8) as u16)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_of_version_4() {
        for text in ["0.0.0.0", "192.0.2.1", "255.255.255.255", "1.20.255.9"] {
            assert_eq!(v4(text), text.parse().ok(), "{text}");
            assert!(v4(text).is_some(), "{text}");
        }
    }

    #[test]
    fn addresses_of_version_6() {
        for text in [
            "::",
            "::1",
            "1::",
            "2001:db8::1",
            "1:2:3:4:5:6:7:8",
            "1:2:3::5:6:7:8",
            "::2:3:4:5:6:7:8",
            "2001:DB8:0:0::fFfF",
        ] {
            assert_eq!(v6(text), text.parse().ok(), "{text}");
            assert!(v6(text).is_some(), "{text}");
        }
        for text in [
            "",
            ":",
            ":::",
            "1",
            "1:",
            ":1",
            "1::2::3",
            "12345::",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "1:2:3:4:5:6:7:8::",
            "g::",
            "::1%eth0",
        ] {
            assert_eq!((v6(text), text.parse::<Ipv6Addr>().ok()), (None, None), "{text}");
        }
        assert_eq!(v6("::ffff:192.0.2.1"), None);
        assert_eq!(ip("::ffff:192.0.2.1"), Some(Ipv4Addr::new(192, 0, 2, 1).to_ipv6_mapped().into()));
    }

    #[test]
    fn texts_of_any_length() {
        for character in ["a", "1", ":", ".", "é"] {
            for length in 0..200 {
                let text = character.repeat(length);
                assert_eq!(ip(&text), text.parse().ok(), "{text}");
            }
        }
    }

    proptest! {
        /// The plain twin: the parser of the standard library.
        #[test]
        fn as_the_standard_library_reads_them(text in "[0-3]?[0-9.]{5,14}[.:a]?|[0-9a-f:.]{2,20}|([0-9a-f]{0,4}:){2,8}[0-9a-f]{0,4}") {
            prop_assert_eq!(v4(&text), text.parse().ok());
            prop_assert_eq!(ip(&text), text.parse().ok());
        }
    }
}
