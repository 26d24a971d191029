//! `network.*` and `tls.*`, from the names and numbers of protocols.

use std::net::IpAddr;

use ipnet::IpNet;

use super::event::Tls;
use super::protocols;
use super::values::{Direction, NetworkType};
use crate::text::Text;

/// `network.type` of an address.
pub(crate) fn network_type(address: IpAddr) -> NetworkType {
    match address {
        IpAddr::V4(_) => NetworkType::Ipv4,
        IpAddr::V6(_) => NetworkType::Ipv6,
    }
}

/// `network.transport` by the IANA number of a protocol: its keyword in lower case. `None` for an unassigned number.
pub(crate) fn transport(protocol: u8) -> Option<&'static str> {
    protocols::keyword(protocol)
}

/// The IANA number of a protocol by its keyword in any letter case, or by its digits.
pub(crate) fn protocol_number(text: &str) -> Option<u8> {
    match text {
        "TCP" => Some(6),
        "UDP" => Some(17),
        _ if text.starts_with(|first: char| first.is_ascii_digit()) => {
            crate::fast::number::whole(text).and_then(|number| number.try_into().ok())
        }
        _ => (0..=u8::MAX)
            .find(|number| protocols::keyword(*number).is_some_and(|keyword| keyword.eq_ignore_ascii_case(text))),
    }
}

/// `network.iana_number`, which is text in ECS.
pub(crate) fn iana_number(protocol: u8) -> Text<'static> {
    protocols::assigned_number(protocol).map_or_else(|| protocol.to_string().into(), Text::from)
}

/// `network.direction`, for logs without a direction: which of the two ends is in the networks. `None` without
/// networks.
pub(super) fn direction(networks: &[IpNet], source: IpAddr, destination: IpAddr) -> Option<Direction> {
    if networks.is_empty() {
        return None;
    }
    let is_internal = |address: IpAddr| networks.iter().any(|network| network.contains(&address));
    Some(match (is_internal(source), is_internal(destination)) {
        (true, true) => Direction::Internal,
        (true, false) => Direction::Outbound,
        (false, true) => Direction::Inbound,
        (false, false) => Direction::External,
    })
}

impl<'a> Tls<'a> {
    /// Sets `tls.version` and `tls.version_protocol` from a name such as `TLSv1.2`, `TLS 1.2`, `tlsv12` or `SSLv3`. Any
    /// other text is the version, unchanged.
    pub(crate) fn set_version(&mut self, text: &'a str) {
        let (protocol, version) = match text.split_at_checked(4) {
            Some((name, version)) if name.eq_ignore_ascii_case("TLSv") || name == "TLS " => ("tls", version),
            Some((name, version)) if name.eq_ignore_ascii_case("SSLv") => ("ssl", version),
            _ => ("", text),
        };
        let dotted = match version {
            "10" => "1.0",
            "11" => "1.1",
            "12" => "1.2",
            "13" => "1.3",
            _ => version,
        };
        let known = !protocol.is_empty() && dotted.starts_with(|digit: char| digit.is_ascii_digit());
        self.version = Some(Text::from(if known { dotted } else { text }));
        self.version_protocol = known.then(|| protocol.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_text() {
        assert_eq!(iana_number(6), "6");
        assert_eq!(iana_number(255), "255");
        assert_eq!(transport(6), Some("tcp"));
        assert_eq!(transport(255), None);
    }

    #[test]
    fn numbers_of_keywords() {
        for (text, number) in [
            ("TCP", Some(6)),
            ("udp", Some(17)),
            ("IPv6-ICMP", Some(58)),
            ("SCTP", Some(132)),
            ("002", Some(2)),
            ("255", Some(255)),
            ("256", None),
            ("2x", None),
            ("", None),
            ("unknown", None),
        ] {
            assert_eq!(protocol_number(text), number, "{text}");
        }
    }

    #[test]
    fn directions() {
        let networks = ["10.0.0.0/8", "2001:db8::/32"].map(|network| network.parse().unwrap());
        let (inside, outside) = ([10, 0, 0, 1].into(), [192, 0, 2, 1].into());
        let inside_too = "2001:db8::1".parse().unwrap();
        for (source, destination, expected) in [
            (inside, outside, Direction::Outbound),
            (outside, inside, Direction::Inbound),
            (inside, inside_too, Direction::Internal),
            (outside, outside, Direction::External),
        ] {
            assert_eq!(direction(&networks, source, destination), Some(expected));
            assert_eq!(direction(&[], source, destination), None);
        }
    }

    #[test]
    fn tls_versions() {
        for (text, version, protocol) in [
            ("TLSv1.3", "1.3", Some("tls")),
            ("TLS 1.2", "1.2", Some("tls")),
            ("TLSv1", "1", Some("tls")),
            ("tlsv12", "1.2", Some("tls")),
            ("SSLv3", "3", Some("ssl")),
            ("QUIC", "QUIC", None),
            ("TLSv", "TLSv", None),
            ("TLSé", "TLSé", None),
        ] {
            let mut tls = Tls::default();
            tls.set_version(text);
            assert_eq!(tls.version.as_deref(), Some(version));
            assert_eq!(tls.version_protocol.as_deref(), protocol);
        }
    }
}
