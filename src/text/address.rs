use std::borrow::Cow;
use std::io::Write;
use std::net::{IpAddr, SocketAddr};

use serde::{Serialize, Serializer};

use super::{Encoded, Text};
use crate::fast::{Separated, ip, write_ip};
use crate::schema::Value;

/// Parses an address as proxies write it: plain, in brackets, or followed by a port.
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

impl Value<'_> {
    /// Appends [`text`](Value::text), without an allocation for addresses, which are written in the form of RFC 5952. Appends
    /// nothing for values of other kinds.
    ///
    /// ```
    /// use awslog::schema::Value;
    ///
    /// let mut text = Vec::new();
    /// Value::Ip([192, 0, 2, 10].into()).write_text(&mut text);
    /// assert_eq!(text, b"192.0.2.10");
    /// ```
    #[inline]
    pub fn write_text(self, out: &mut Vec<u8>) {
        match self {
            Value::Text(text) => out.extend_from_slice(text.as_bytes()),
            Value::Ip(address) => {
                write_ip(&address, out);
                // Without the quote.
                out.pop();
            }
            // A vector takes everything.
            Value::Formatted(text) => drop(write!(out, "{text}")),
            _ => {}
        }
    }
}

/// A comma-separated list of addresses such as `x-forwarded-for`, kept as logged.
///
/// Clients can send anything in it, so items need not be addresses.
///
/// ```
/// use awslog::text::AddressList;
///
/// let list = AddressList::from("198.51.100.7,%20unknown,%20[2001:db8::1]:443");
/// assert_eq!(
///     list.iter().collect::<Vec<_>>(),
///     ["198.51.100.7", "unknown", "[2001:db8::1]:443"]
/// );
/// assert_eq!(list.addresses().count(), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AddressList<'a>(Encoded<'a>);

impl AddressList<'_> {
    /// The list as logged.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The items, decoded and without surrounding spaces. Empty items are skipped.
    pub fn iter(&self) -> AddressListIter<'_> {
        AddressListIter(Separated::new(self.as_str(), b','))
    }

    /// The items that are addresses, with or without a port.
    pub fn addresses(&self) -> impl Iterator<Item = IpAddr> {
        self.iter().filter_map(|item| address(&item))
    }

    /// Converts the list into an owned one.
    pub fn into_owned(self) -> AddressList<'static> {
        AddressList(self.0.into_owned())
    }
}

/// The iterator of [`AddressList::iter`].
#[derive(Clone, Debug)]
pub struct AddressListIter<'l>(Separated<'l>);

impl<'l> Iterator for AddressListIter<'l> {
    type Item = Cow<'l, str>;

    fn next(&mut self) -> Option<Cow<'l, str>> {
        self.0.by_ref().map(trim).find(|item| !item.is_empty()).map(super::decode)
    }
}

impl<'l> IntoIterator for &'l AddressList<'_> {
    type Item = Cow<'l, str>;
    type IntoIter = AddressListIter<'l>;

    fn into_iter(self) -> AddressListIter<'l> {
        self.iter()
    }
}

/// Removes the spaces around an item, encoded or not.
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

impl AsRef<str> for AddressList<'_> {
    /// The text as logged.
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl Serialize for AddressList<'_> {
    /// Writes the text as logged.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
