use std::fmt;
use std::net::IpAddr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Serialize, Serializer};
use sha1::{Digest, Sha1};

use crate::schema::{AsValue, Formatted, Kind, Value};
use crate::write::Leaf;

/// `network.community_id`: an id for a flow that is the same in both directions and in every tool. Version 1, seed 0.
///
/// <https://github.com/corelight/community-id-spec>
///
/// ```
/// use awslog::ecs::CommunityId;
///
/// let (one, other) = ([192, 168, 1, 52].into(), [8, 8, 8, 8].into());
/// let id = CommunityId::new(one, other, 17, Some((54585, 53)));
/// assert_eq!(id.unwrap().to_string(), "1:d/FP5EW3wiY1vCndhwleRRKHowQ=");
/// assert_eq!(id, CommunityId::new(other, one, 17, Some((53, 54585))));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CommunityId([u8; 20]);

const ICMP: u8 = 1;
const TCP: u8 = 6;
const UDP: u8 = 17;
const IPV6_ICMP: u8 = 58;
const SCTP: u8 = 132;

/// The seed, two IPv6 addresses, the protocol, a zero and two ports.
const LONGEST: usize = 2 + 16 + 16 + 1 + 1 + 2 + 2;

impl CommunityId {
    /// Computes the id of a flow from its addresses, the IANA number of its protocol and its ports. For ICMP and ICMPv6,
    /// pass the type and the code as ports; other protocols without ports ignore them. Returns `None` if the protocol has
    /// ports and they are missing.
    ///
    /// ```
    /// use awslog::ecs::CommunityId;
    ///
    /// let ends = ([128, 232, 110, 120].into(), [66, 35, 250, 204].into());
    /// let id = CommunityId::new(ends.0, ends.1, 6, Some((34855, 80))).unwrap();
    /// assert_eq!(id.to_string(), "1:LQU9qZlK+B5F3KDmev6m5PMibrg=");
    /// ```
    pub fn new(source: IpAddr, destination: IpAddr, protocol: u8, ports: Option<(u16, u16)>) -> Option<Self> {
        let (ports, one_way) = match protocol {
            ICMP => icmp_ports(ports?, icmp_counterpart),
            IPV6_ICMP => icmp_ports(ports?, ipv6_icmp_counterpart),
            TCP | UDP | SCTP => (Some(ports?), false),
            _ => (None, false),
        };
        let (source_port, destination_port) = ports.unzip();
        let (one, other) = ((source, source_port), (destination, destination_port));
        let (first, second) = if one <= other || one_way { (one, other) } else { (other, one) };
        let digest = Sha1::digest(Flow::new(first, second, protocol).as_bytes());
        Some(CommunityId(digest.into()))
    }

    fn encode(&self) -> [u8; 30] {
        let mut text = *b"1:............................";
        let (_, digest) = text.split_at_mut(2);
        // Twenty bytes always take 28 characters.
        let written = STANDARD.encode_slice(self.0, digest);
        debug_assert_eq!(written, Ok(28));
        text
    }
}

/// The bytes to hash, assembled without an allocation.
struct Flow {
    bytes: [u8; LONGEST],
    length: usize,
}

/// One end of a flow.
type End = (IpAddr, Option<u16>);

impl Flow {
    fn new(first: End, second: End, protocol: u8) -> Self {
        let mut flow = Flow { bytes: [0; LONGEST], length: 2 };
        flow.push_address(first.0);
        flow.push_address(second.0);
        flow.push(&[protocol, 0]);
        for port in [first.1, second.1].into_iter().flatten() {
            flow.push(&port.to_be_bytes());
        }
        flow
    }

    fn push(&mut self, bytes: &[u8]) {
        let end = self.length + bytes.len();
        if let Some(place) = self.bytes.get_mut(self.length..end) {
            place.copy_from_slice(bytes);
            self.length = end;
        }
    }

    fn push_address(&mut self, address: IpAddr) {
        match address {
            IpAddr::V4(address) => self.push(&address.octets()),
            IpAddr::V6(address) => self.push(&address.octets()),
        }
    }

    fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

/// The values in place of ports for ICMP: the type and the type of its answer. For a type without an answer they are
/// the type and the code, and the flow is one-way.
fn icmp_ports((kind, code): (u16, u16), counterpart: impl Fn(u16) -> Option<u16>) -> (Option<(u16, u16)>, bool) {
    match counterpart(kind) {
        Some(answer) => (Some((kind, answer)), false),
        None => (Some((kind, code)), true),
    }
}

/// Requests and replies: echo, router solicitation, timestamp, information and address mask.
const fn icmp_counterpart(kind: u16) -> Option<u16> {
    Some(match kind {
        8 => 0,
        0 => 8,
        10 => 9,
        9 => 10,
        13 => 14,
        14 => 13,
        15 => 16,
        16 => 15,
        17 => 18,
        18 => 17,
        _ => return None,
    })
}

/// Requests and replies: echo, multicast listeners, router and neighbour solicitation, node information and home
/// agents.
const fn ipv6_icmp_counterpart(kind: u16) -> Option<u16> {
    Some(match kind {
        128 => 129,
        129 => 128,
        130 => 131,
        131 => 130,
        133 => 134,
        134 => 133,
        135 => 136,
        136 => 135,
        139 => 140,
        140 => 139,
        144 => 145,
        145 => 144,
        _ => return None,
    })
}

impl fmt::Display for CommunityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.encode().iter().try_for_each(|byte| fmt::Write::write_char(f, char::from(*byte)))
    }
}

impl fmt::Debug for CommunityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for CommunityId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl AsValue for CommunityId {
    const KIND: Kind = Kind::Text;

    fn as_value(&self) -> Option<Value<'_>> {
        Some(Value::Formatted(Formatted::new(self)))
    }
}

impl Leaf for CommunityId {
    const IS_TEXT: bool = true;

    fn write_rest(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.encode());
        out.push(b'"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reference values that are published with the specification.
    #[test]
    fn reference_values() {
        for (protocol, source, destination, ports, expected) in [
            (
                58,
                "fe80::200:86ff:fe05:80da",
                "fe80::260:97ff:fe07:69ea",
                Some((135, 136)),
                "1:dGHyGvjMfljg6Bppwm3bg0LO8TY=",
            ),
            (
                58,
                "fe80::260:97ff:fe07:69ea",
                "fe80::200:86ff:fe05:80da",
                Some((136, 135)),
                "1:dGHyGvjMfljg6Bppwm3bg0LO8TY=",
            ),
            (
                58,
                "fe80::260:97ff:fe07:69ea",
                "fe80::200:86ff:fe05:80da",
                Some((135, 136)),
                "1:zavyT/cezQr1fmImYCwYnMXbgck=",
            ),
            (
                58,
                "fe80::200:86ff:fe05:80da",
                "fe80::260:97ff:fe07:69ea",
                Some((136, 135)),
                "1:zavyT/cezQr1fmImYCwYnMXbgck=",
            ),
            (
                58,
                "3ffe:501:1800:2345::2",
                "3ffe:507:0:1:200:86ff:fe05:80da",
                Some((3, 0)),
                "1:2ObVBgIn28oZvibYZhZMBgh7WdQ=",
            ),
            (
                58,
                "3ffe:501:410:0:2c0:dfff:fe47:33e",
                "3ffe:507:0:1:200:86ff:fe05:80da",
                Some((1, 4)),
                "1:hLZd0XGWojozrvxqE0dWB1iM6R0=",
            ),
            (
                58,
                "3ffe:507:0:1:200:86ff:fe05:80da",
                "3ffe:501:0:1001::2",
                Some((128, 129)),
                "1:+TW+HtLHvV1xnGhV1lv7XoJrqQg=",
            ),
            (
                58,
                "3ffe:501:0:1001::2",
                "3ffe:507:0:1:200:86ff:fe05:80da",
                Some((129, 128)),
                "1:+TW+HtLHvV1xnGhV1lv7XoJrqQg=",
            ),
            (58, "fe80::200:86ff:fe05:80da", "ff02::2", Some((133, 134)), "1:hO+sN4H+MG5MY/8hIrXPqc4ZQz0="),
            (58, "fe80::260:97ff:fe07:69ea", "ff02::1", Some((134, 133)), "1:pkvHqCL88/tg1k4cPigmZXUtL00="),
            (1, "192.168.0.89", "192.168.0.1", Some((8, 0)), "1:X0snYXpgwiv9TZtqg64sgzUn6Dk="),
            (1, "192.168.0.1", "192.168.0.89", Some((0, 8)), "1:X0snYXpgwiv9TZtqg64sgzUn6Dk="),
            (1, "10.0.0.1", "10.0.0.2", Some((11, 0)), "1:YHxtAirCG//0OzkcVAukqKQN9xM="),
            (
                6,
                "2001:470:e5bf:dead:4957:2174:e82c:4887",
                "2607:f8b0:400c:c03::1a",
                Some((63943, 25)),
                "1:/qFaeAR+gFe1KYjMzVDsMv+wgU4=",
            ),
            (
                6,
                "2607:f8b0:400c:c03::1a",
                "2001:470:e5bf:dead:4957:2174:e82c:4887",
                Some((25, 63943)),
                "1:/qFaeAR+gFe1KYjMzVDsMv+wgU4=",
            ),
            (132, "192.168.170.8", "192.168.170.56", Some((7, 7)), "1:MP2EtRCAUIZvTw6MxJHLV7N7JDs="),
            (132, "192.168.170.56", "192.168.170.8", Some((7, 7)), "1:MP2EtRCAUIZvTw6MxJHLV7N7JDs="),
            (6, "128.232.110.120", "66.35.250.204", Some((34855, 80)), "1:LQU9qZlK+B5F3KDmev6m5PMibrg="),
            (6, "66.35.250.204", "128.232.110.120", Some((80, 34855)), "1:LQU9qZlK+B5F3KDmev6m5PMibrg="),
            (17, "192.168.1.52", "8.8.8.8", Some((54585, 53)), "1:d/FP5EW3wiY1vCndhwleRRKHowQ="),
            (17, "8.8.8.8", "192.168.1.52", Some((53, 54585)), "1:d/FP5EW3wiY1vCndhwleRRKHowQ="),
            (46, "10.1.12.1", "10.1.12.2", None, "1:KHlLkgoJW7ifUTyTSgyVfkFHzKw="),
            (46, "10.1.12.2", "10.1.12.1", None, "1:KHlLkgoJW7ifUTyTSgyVfkFHzKw="),
        ] {
            let id = CommunityId::new(source.parse().unwrap(), destination.parse().unwrap(), protocol, ports).unwrap();
            assert_eq!(id.to_string(), expected, "{protocol} {source} {destination} {ports:?}");
            let mut json = Vec::new();
            id.write_json(&mut json);
            assert_eq!(json, serde_json::to_vec(&id).unwrap());
        }
    }

    #[test]
    fn the_ports_decide_between_equal_addresses() {
        let address = [192, 0, 2, 1].into();
        let id = |ports| CommunityId::new(address, address, 6, Some(ports));
        assert_eq!(id((1, 2)), id((2, 1)));
        assert_ne!(id((1, 2)), id((1, 3)));
    }
}
