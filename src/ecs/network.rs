//! `network.*` and `tls.*`: what the names and numbers of protocols become.

use std::net::IpAddr;

use super::event::Tls;
use super::values::NetworkType;
use crate::text::Text;

/// `network.type` of an address.
pub(crate) fn network_type(address: IpAddr) -> NetworkType {
    match address {
        IpAddr::V4(_) => NetworkType::Ipv4,
        IpAddr::V6(_) => NetworkType::Ipv6,
    }
}

impl<'a> Tls<'a> {
    /// Sets `tls.version` and `tls.version_protocol` from a name such as `TLSv1.2`, `tlsv12` or `SSLv3`; any other
    /// text is the version as it is.
    pub(crate) fn set_version(&mut self, text: &'a str) {
        let (protocol, version) = match text.split_at_checked(4) {
            Some((name, version)) if name.eq_ignore_ascii_case("TLSv") => ("tls", version),
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
    fn tls_versions() {
        for (text, version, protocol) in [
            ("TLSv1.3", "1.3", Some("tls")),
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
