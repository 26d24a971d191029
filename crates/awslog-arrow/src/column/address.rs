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
        let mut text = AddressText { bytes: [0; LONGEST], length: 0 };
        match address {
            IpAddr::V4(address) => {
                let [a, b, c, d] = address.octets();
                text.push_octet(a);
                for octet in [b, c, d] {
                    text.push(b'.');
                    text.push_octet(octet);
                }
            }
            IpAddr::V6(address) => {
                let mut cursor = Cursor::new(text.bytes.as_mut_slice());
                // There is room for every address.
                let _ = write!(cursor, "{address}");
                text.length = cursor.position() as usize;
            }
        }
        text
    }

    #[inline]
    pub(super) fn as_str(&self) -> &str {
        self.bytes.get(..self.length).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default()
    }

    #[inline]
    fn push_octet(&mut self, octet: u8) {
        if octet >= 100 {
            self.push(b'0' + octet / 100);
        }
        if octet >= 10 {
            self.push(b'0' + octet / 10 % 10);
        }
        self.push(b'0' + octet % 10);
    }

    #[inline]
    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        }
    }
}

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
