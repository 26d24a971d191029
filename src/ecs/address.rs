use std::fmt;
use std::net::IpAddr;

use serde::{Serialize, Serializer};

use crate::schema::{AsValue, Kind, Value};
use crate::text::Text;
use crate::write::Leaf;

/// `source.address`, `destination.address`: an IP address in the form of RFC 5952, or a name as logged.
///
/// ```
/// use awslog::ecs::Address;
///
/// let address = Address::from("2001:DB8:0:0:0:0:0:1".parse::<std::net::IpAddr>()?);
/// assert_eq!(address.to_string(), "2001:db8::1");
/// # Ok::<(), std::net::AddrParseError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Address<'a> {
    /// An IP address.
    Ip(IpAddr),
    /// Anything else.
    Name(Text<'a>),
}

impl Address<'_> {
    /// The address or name as text. It borrows unless it is an address.
    pub fn to_text(&self) -> Text<'_> {
        match self {
            Address::Ip(address) => address.to_string().into(),
            Address::Name(name) => name.reborrow(),
        }
    }
}

impl From<IpAddr> for Address<'_> {
    fn from(address: IpAddr) -> Self {
        Address::Ip(address)
    }
}

impl<'a> From<Text<'a>> for Address<'a> {
    fn from(name: Text<'a>) -> Self {
        Address::Name(name)
    }
}

impl<'a> From<&'a str> for Address<'a> {
    fn from(name: &'a str) -> Self {
        Address::Name(name.into())
    }
}

impl AsValue for Address<'_> {
    const KIND: Kind = Kind::Text;

    fn as_value(&self) -> Option<Value<'_>> {
        match self {
            Address::Ip(address) => address.as_value(),
            Address::Name(name) => name.as_value(),
        }
    }
}

impl fmt::Display for Address<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Address::Ip(address) => address.fmt(f),
            Address::Name(name) => name.fmt(f),
        }
    }
}

impl Serialize for Address<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Leaf for Address<'_> {
    const IS_TEXT: bool = true;

    fn is_nothing(&self) -> bool {
        matches!(self, Address::Name(name) if name.is_empty())
    }

    fn write_rest(&self, out: &mut Vec<u8>) {
        match self {
            Address::Ip(address) => address.write_rest(out),
            Address::Name(name) => name.write_rest(out),
        }
    }
}
