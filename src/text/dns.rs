//! DNS names, with or without the dot of the root at their end.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A name without the dot at its end, which stands for the root. The root itself stays `.`, and an escaped dot belongs to
/// the name.
pub(crate) fn without_dot(name: &str) -> &str {
    let is_escaped = |front: &str| front.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
    name.strip_suffix('.').filter(|front| !front.is_empty() && !is_escaped(front)).unwrap_or(name)
}

/// The zones of addresses.
const IPV4_ZONE: &str = "in-addr.arpa";
const IPV6_ZONE: &str = "ip6.arpa";

/// The address in a name such as `20.100.51.198.in-addr.arpa`. `None` for names with fewer or more labels.
pub(crate) fn address(name: &str) -> Option<IpAddr> {
    let name = without_dot(name);
    match below(name, IPV4_ZONE) {
        Some(labels) => ipv4(labels).map(IpAddr::from),
        None => ipv6(below(name, IPV6_ZONE)?).map(IpAddr::from),
    }
}

/// Whether a name is one of the zones of addresses, or in one.
#[cfg(feature = "ecs")]
pub(crate) fn is_reverse(name: &str) -> bool {
    let name = without_dot(name);
    [IPV4_ZONE, IPV6_ZONE].into_iter().any(|zone| name.eq_ignore_ascii_case(zone) || below(name, zone).is_some())
}

/// The labels of a name in front of a zone.
fn below<'n>(name: &'n str, zone: &str) -> Option<&'n str> {
    let (labels, end) = name.split_at_checked(name.len().checked_sub(zone.len())?)?;
    if end.eq_ignore_ascii_case(zone) { labels.strip_suffix('.') } else { None }
}

/// Four numbers below 256, the last first.
fn ipv4(labels: &str) -> Option<Ipv4Addr> {
    let mut labels = labels.split('.');
    let mut octets = [0; 4];
    for octet in octets.iter_mut().rev() {
        *octet = labels.next().filter(|label| is_decimal(label))?.parse().ok()?;
    }
    labels.next().is_none().then(|| octets.into())
}

/// Digits without a leading zero.
fn is_decimal(label: &str) -> bool {
    label.bytes().all(|byte| byte.is_ascii_digit()) && (label.len() == 1 || !label.starts_with('0'))
}

/// Thirty-two hexadecimal digits, the last first.
fn ipv6(labels: &str) -> Option<Ipv6Addr> {
    const DIGITS: u32 = u128::BITS / 4;
    let mut labels = labels.split('.');
    let mut bits = 0;
    for place in 0..DIGITS {
        let [digit] = labels.next()?.as_bytes() else {
            return None;
        };
        bits |= u128::from(char::from(*digit).to_digit(16)?) << (4 * place);
    }
    labels.next().is_none().then(|| Ipv6Addr::from_bits(bits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dot_of_the_root() {
        for (name, expected) in [
            ("www.example.com.", "www.example.com"),
            ("www.example.com", "www.example.com"),
            (".", "."),
            ("", ""),
            ("a..", "a."),
            (r"a\.", r"a\."),
            (r"a\\.", r"a\\"),
            ("é.", "é"),
        ] {
            assert_eq!(without_dot(name), expected, "{name}");
        }
    }

    #[test]
    fn addresses_in_names() {
        let ipv6 = "6.c.f.6.a.9.0.e.2.b.9.a.2.f.1.9.2.0.0.4.d.d.a.0.8.b.d.0.1.0.0.2.ip6.arpa";
        for (name, expected) in [
            ("20.100.51.198.in-addr.arpa.", Some("198.51.100.20")),
            ("20.100.51.198.IN-ADDR.ARPA", Some("198.51.100.20")),
            ("0.2.0.192.in-addr.arpa", Some("192.0.2.0")),
            (ipv6, Some("2001:db8:add:4002:91f2:a9b2:e09a:6fc6")),
            (&ipv6.to_ascii_uppercase(), Some("2001:db8:add:4002:91f2:a9b2:e09a:6fc6")),
            ("100.51.198.in-addr.arpa", None),
            ("1.20.100.51.198.in-addr.arpa", None),
            ("020.100.51.198.in-addr.arpa", None),
            ("+20.100.51.198.in-addr.arpa", None),
            ("256.100.51.198.in-addr.arpa", None),
            ("20..51.198.in-addr.arpa", None),
            ("20.100.51.198xin-addr.arpa", None),
            ("0/25.100.51.198.in-addr.arpa", None),
            ("b._dns-sd._udp.0.2.0.192.in-addr.arpa", None),
            (ipv6.trim_start_matches("6."), None),
            (&ipv6.replacen('6', "g", 1), None),
            (&ipv6.replacen("6.", "60.", 1), None),
            ("in-addr.arpa", None),
            ("é.arpa", None),
            ("", None),
        ] {
            assert_eq!(address(name).map(|address| address.to_string()).as_deref(), expected, "{name}");
        }
    }

    #[cfg(feature = "ecs")]
    #[test]
    fn names_in_the_zones_of_addresses() {
        for (name, expected) in [
            ("in-addr.arpa", true),
            ("IP6.ARPA", true),
            ("20.100.51.198.in-addr.arpa.", true),
            ("100.51.198.in-addr.arpa", true),
            ("b._dns-sd._udp.0.2.0.192.in-addr.arpa", true),
            ("xin-addr.arpa", false),
            ("home.arpa", false),
            ("", false),
        ] {
            assert_eq!(is_reverse(name), expected, "{name}");
        }
    }
}
