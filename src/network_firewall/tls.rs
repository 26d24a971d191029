//! `event.tls`, and the members of AWS's TLS log.

use time::UtcDateTime;

#[cfg(feature = "ecs")]
use super::event::Used;
use super::text_list::TextList;
use super::values::{RevocationAction, RevocationStatus};
use crate::json::{Raw, Reader, objects};
use crate::text::Text;

objects! {
    /// `tls`: the TLS handshake. With TLS 1.3, and if the first message was blocked, there are only [`sni`](Tls::sni) and
    /// [`version`](Tls::version).
    ///
    /// AWS writes some of these keys twice. The last value counts. If an earlier value differs, it is in
    /// [`unknown`](Tls::unknown), with `_1` after its key.
    pub struct Tls<'a> {
        /// The subject of the server's certificate.
        "subject" => subject: Option<Text<'a>> => ecs,
        /// The issuer of the server's certificate.
        "issuerdn" => issuerdn: Option<Text<'a>> => ecs,
        /// The serial number of the certificate: pairs of hexadecimal digits, separated by colons.
        "serial" => serial: Option<Text<'a>> => ecs,
        /// The SHA-1 hash of the certificate: pairs of hexadecimal digits, separated by colons.
        "fingerprint" => fingerprint: Option<Text<'a>> => ecs,
        /// The name that the client asked for.
        "sni" => sni: Option<Text<'a>> => ecs,
        /// The version: `TLS 1.2`, `TLSv1`, `UNDETERMINED`.
        "version" => version: Option<Text<'a>> => aws_unless_used(Used::TlsVersion),
        /// The start of the certificate's validity. The log has no time zone; it is UTC.
        "notbefore" (lenient) => notbefore: Option<UtcDateTime> as DateOrEpoch => custom,
        /// The end of the certificate's validity. The log has no time zone; it is UTC.
        "notafter" (lenient) => notafter: Option<UtcDateTime> as DateOrEpoch => custom,
        /// The JA3 fingerprint of the client.
        "ja3" => ja3: Option<Fingerprint<'a>>,
        /// The JA3S fingerprint of the server.
        "ja3s" => ja3s: Option<Fingerprint<'a>>,
        /// The JA4 fingerprint of the client.
        "ja4" => ja4: Option<Text<'a>>,
        /// Whether an earlier session was resumed.
        "session_resumed" (lenient) => session_resumed: Option<bool> => custom,
        /// The protocol that was upgraded to TLS: `smtp`.
        "from_proto" => from_proto: Option<Text<'a>>,
        /// The protocols that the client offered.
        "client_alpns" => client_alpns: Option<TextList<'a>>,
        /// The protocols that the server chose.
        "server_alpns" => server_alpns: Option<TextList<'a>>,
        /// The server's certificate in Base64.
        "certificate" => certificate: Option<Text<'a>>,
        /// The server's certificate and those of its issuers in Base64.
        "chain" => chain: Option<TextList<'a>>,
    }

    /// `tls.ja3` and `tls.ja3s`: the fingerprint of a handshake. Empty if it is absent.
    pub struct Fingerprint<'a> {
        /// The MD5 hash.
        "hash" => hash: Option<Text<'a>> => ecs,
        /// The numbers that were hashed.
        "string" => string: Option<Text<'a>>,
    }

    /// `tls_error`: why the firewall reset the connection.
    pub struct TlsError<'a> {
        /// The reason in words.
        "error_message" => error_message: Option<Text<'a>> => ecs,
    }

    /// `revocation_check`: the result of the check whether the server's certificate was revoked.
    pub struct RevocationCheck<'a> {
        /// The fingerprint of the certificate. AWS does not say which hash it is.
        "leaf_cert_fpr" => leaf_cert_fpr: Option<Text<'a>>,
        /// Whether the certificate was revoked.
        "status" => status: Option<RevocationStatus<'a>>,
        /// What the firewall did with the connection.
        "action" => action: Option<RevocationAction<'a>>,
    }
}

impl<'a> Tls<'a> {
    /// Replaces the values of keys that were written again by the last ones.
    pub(super) fn take_last_values(&mut self) {
        if self.unknown.is_empty() {
            return;
        }
        for (key, value) in std::mem::take(&mut self.unknown) {
            let again = || Reader::new(value.text().as_borrowed()?, 0).string().ok();
            match self.text_mut(&key).and_then(|place| Some((again()?, place))) {
                Some((again, place)) if !again.is_empty() => {
                    if let Some(earlier) = place.replace(again).filter(|earlier| place.as_ref() != Some(earlier)) {
                        self.unknown.push(format!("{key}_1").into(), Raw::of_text(&earlier));
                    }
                }
                _ => self.unknown.push(key, value),
            }
        }
    }

    /// The text with this key.
    fn text_mut(&mut self, key: &str) -> Option<&mut Option<Text<'a>>> {
        match key {
            "subject" => Some(&mut self.subject),
            "issuerdn" => Some(&mut self.issuerdn),
            "serial" => Some(&mut self.serial),
            "fingerprint" => Some(&mut self.fingerprint),
            "sni" => Some(&mut self.sni),
            "version" => Some(&mut self.version),
            _ => None,
        }
    }
}
