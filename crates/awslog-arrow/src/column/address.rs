use std::io::{Cursor, Write};
use std::net::IpAddr;

/// The longest text of an address is that of an IPv6 address that ends as an IPv4 address does.
const LONGEST: usize = 45;

/// The text of an address in the form of RFC 5952.
pub(super) struct AddressText {
    bytes: [u8; LONGEST],
    length: usize,
}

impl AddressText {
    #[inline]
    pub(super) fn new(address: IpAddr) -> Self {
        let mut bytes = [0; LONGEST];
        let length = match address {
            IpAddr::V4(address) => {
                let (mut text, mut bits) = (0, 0);
                for octet in address.octets() {
                    let (octet, length) = OCTETS.get(usize::from(octet)).copied().unwrap_or_default();
                    text |= u128::from(octet) << bits;
                    bits += length;
                }
                if let Some(front) = bytes.first_chunk_mut() {
                    *front = text.to_le_bytes();
                }
                // Without the last dot.
                bits as usize / 8 - 1
            }
            IpAddr::V6(address) => {
                let mut cursor = Cursor::new(bytes.as_mut_slice());
                // There is room for every address.
                let _ = write!(cursor, "{address}");
                cursor.position() as usize
            }
        };
        AddressText { bytes, length }
    }

    #[inline]
    pub(super) fn as_str(&self) -> &str {
        self.bytes.get(..self.length).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default()
    }
}

/// The text of every octet with a dot after it, the first byte in the lowest place, and its length in bits.
#[allow(clippy::indexing_slicing, reason = "evaluated when this is compiled, where a wrong index is an error")]
const OCTETS: [(u32, u32); 256] = {
    let mut octets = [(0, 0); 256];
    let mut octet = 0;
    while octet < 256 {
        let [hundreds, tens, ones] = [octet / 100, octet / 10 % 10, octet % 10];
        let [hundreds, tens, ones] = [b'0' + hundreds as u8, b'0' + tens as u8, b'0' + ones as u8];
        let (text, length) = match octet {
            0..10 => ([ones, b'.', 0, 0], 2),
            10..100 => ([tens, ones, b'.', 0], 3),
            _ => ([hundreds, tens, ones, b'.'], 4),
        };
        octets[octet] = (u32::from_le_bytes(text), 8 * length);
        octet += 1;
    }
    octets
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_as_rfc_5952_has_them() {
        for text in [
            "0.0.0.0",
            "9.10.99.100",
            "255.255.255.255",
            "::",
            "::1",
            "2001:db8::1",
            "2001:db8:0:1:1:1:1:1",
            "::ffff:255.255.255.255",
            "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        ] {
            assert_eq!(AddressText::new(text.parse().unwrap()).as_str(), text);
        }
    }
}
