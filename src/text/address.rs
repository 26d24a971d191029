use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use serde::{Serialize, Serializer};

use super::{Encoded, Text, hexadecimal};

/// An address alone.
pub(crate) fn ip(text: &str) -> Option<IpAddr> {
    if let Some(address) = v4(text) {
        return Some(address.into());
    }
    match v6(text) {
        Some(address) => Some(address.into()),
        None => text.parse().ok(),
    }
}

/// Four numbers below 256 without leading zeros, with dots between.
#[inline]
fn v4(text: &str) -> Option<Ipv4Addr> {
    if text.len() > "255.255.255.255".len() {
        return None;
    }
    let mut octets = [0; 4];
    let mut bytes = text.bytes();
    for (place, octet) in octets.iter_mut().enumerate() {
        let mut number = u32::from(digit(bytes.next()?)?);
        // Up to three digits; the mark behind them is a dot, and behind the last ones the end.
        let mut mark = bytes.next();
        for _ in 0..2 {
            match mark.and_then(digit) {
                Some(_) if number == 0 => return None,
                Some(digit) => number = number * 10 + u32::from(digit),
                None => break,
            }
            mark = bytes.next();
        }
        if mark != (if place < 3 { Some(b'.') } else { None }) {
            return None;
        }
        *octet = u8::try_from(number).ok()?;
    }
    Some(octets.into())
}

/// Eight groups of hexadecimal digits, some of which `::` may stand for; other forms are left to the standard library.
fn v6(text: &str) -> Option<Ipv6Addr> {
    let mut segments = [0; 8];
    let mut count = 0;
    let mut gap = None;
    let mut rest = text.as_bytes();
    if let [b':', b':', behind @ ..] = rest {
        gap = Some(0);
        rest = behind;
    }
    while !rest.is_empty() {
        let (segment, behind) = group(rest)?;
        *segments.get_mut(count)? = segment;
        count += 1;
        rest = match behind {
            [b':', b':', behind @ ..] if gap.is_none() => {
                gap = Some(count);
                behind
            }
            [b':', behind @ ..] if !behind.is_empty() => behind,
            [] => behind,
            _ => return None,
        };
    }
    match gap {
        Some(gap) if count < 8 => segments.get_mut(gap..)?.rotate_right(8 - count),
        None if count == 8 => {}
        _ => return None,
    }
    Some(segments.into())
}

/// One to four hexadecimal digits, and what is behind them.
fn group(text: &[u8]) -> Option<(u16, &[u8])> {
    let (mut number, mut length) = (0, 0);
    for digit in text.iter().take(4).map_while(|byte| hexadecimal(*byte)) {
        number = number << 4 | u16::from(digit);
        length += 1;
    }
    (length > 0).then_some((number, text.get(length..)?))
}

fn digit(byte: u8) -> Option<u8> {
    let digit = byte.wrapping_sub(b'0');
    (digit < 10).then_some(digit)
}

/// An address as proxies write it: alone, in brackets, or with a port behind it.
pub(crate) fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    if let Some(address) = ip(text) {
        return Some(address);
    }
    if let Ok(address) = text.parse::<SocketAddr>() {
        return Some(address.ip());
    }
    text.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
}

/// A comma-separated list of addresses such as `x-forwarded-for`, kept as it is logged.
///
/// Anybody can put anything into it; what is no address is an item all the same.
///
/// ```
/// use awslog::text::AddressList;
///
/// let list = AddressList::from("198.51.100.7,%20unknown,%20[2001:db8::1]:443");
/// assert_eq!(list.iter().collect::<Vec<_>>(), ["198.51.100.7", "unknown", "[2001:db8::1]:443"]);
/// assert_eq!(list.addresses().count(), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AddressList<'a>(Encoded<'a>);

impl AddressList<'_> {
    /// The list as it is logged.
    pub fn as_logged(&self) -> &str {
        self.0.as_logged()
    }

    /// The items, decoded and without the spaces around them; empty ones are passed over.
    pub fn iter(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.as_logged().split(',').map(trim).filter(|item| !item.is_empty()).map(super::decode)
    }

    /// The items that are addresses, with or without a port.
    pub fn addresses(&self) -> impl Iterator<Item = IpAddr> {
        self.iter().filter_map(|item| address(&item))
    }

    /// The same list for as long as one likes.
    pub fn into_owned(self) -> AddressList<'static> {
        AddressList(self.0.into_owned())
    }
}

/// Takes away the spaces around an item, encoded or not.
fn trim(item: &str) -> &str {
    let mut item = item.trim();
    while let Some(rest) = item.strip_prefix("%20").or_else(|| item.strip_suffix("%20")) {
        item = rest;
    }
    item
}

impl<'a> From<&'a str> for AddressList<'a> {
    fn from(text: &'a str) -> Self {
        AddressList(text.into())
    }
}

impl<'a> From<Text<'a>> for AddressList<'a> {
    fn from(text: Text<'a>) -> Self {
        AddressList(text.into())
    }
}

impl Serialize for AddressList<'_> {
    /// As logged.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
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

    proptest! {
        /// The naive twin: the addresses of the standard library.
        #[test]
        fn as_the_standard_library_reads_them(text in "[0-3]?[0-9.]{5,14}[.:a]?|[0-9a-f:.]{2,20}|([0-9a-f]{0,4}:){2,8}[0-9a-f]{0,4}") {
            prop_assert_eq!(v4(&text), text.parse().ok());
            prop_assert_eq!(ip(&text), text.parse().ok());
        }
    }

    #[test]
    fn addresses_as_proxies_write_them() {
        for (text, expected) in [
            ("192.0.2.1", Some("192.0.2.1")),
            (" 192.0.2.1 ", Some("192.0.2.1")),
            ("192.0.2.1:8080", Some("192.0.2.1")),
            ("2001:db8::1", Some("2001:db8::1")),
            ("[2001:db8::1]", Some("2001:db8::1")),
            ("[2001:db8::1]:443", Some("2001:db8::1")),
            ("0000:111:222:3333:4444:5555:6666:7777", Some("0:111:222:3333:4444:5555:6666:7777")),
            ("localhost:8080", None),
            ("192.0.2.256", None),
            ("192.0.2.010", None),
            ("", None),
        ] {
            assert_eq!(address(text).map(|address| address.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn lists_of_none_one_and_many() {
        let items = |text: &'static str| AddressList::from(text).iter().map(Cow::into_owned).collect::<Vec<_>>();
        assert_eq!(items(","), Vec::<String>::new());
        assert_eq!(items("192.0.2.1"), ["192.0.2.1"]);
        assert_eq!(items("192.0.2.1,192.0.2.2, 192.0.2.3"), ["192.0.2.1", "192.0.2.2", "192.0.2.3"]);
        assert_eq!(items("a%2Cb"), ["a,b"]);
    }
}
