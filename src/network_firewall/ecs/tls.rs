//! What the members of a TLS handshake become.

use crate::ecs::{Event, Mapper, present, text};
use crate::network_firewall::event::{EveEvent, Used};
use crate::network_firewall::tls::{Fingerprint, Tls};
use crate::text::Text;

impl EveEvent<'_> {
    /// The handshake, or what the TLS log says of it.
    pub(super) fn set_tls<'a>(&'a self, event: &mut Event<'a>, mapper: &Mapper) {
        if let Some(tls) = &self.tls {
            tls.set_fields(event);
        }
        let name = match self.tls.as_ref().and_then(|tls| tls.sni.as_ref()) {
            None => event.using(Used::Sni, self.sni.as_ref()),
            name => name,
        };
        if let Some(name) = name {
            event.tls.to_mut().client.server_name = present(name.reborrow());
            EveEvent::add_host(event, mapper, name);
        }
        if let Some(error) = &self.tls_error {
            event.tls.to_mut().established = Some(false);
            let message = error.error_message.as_deref().map(str::trim).filter(|message| !message.is_empty());
            let message = message.map(Text::from);
            event.message = event.message.take().or_else(|| message.clone());
            event.error.set(|error| &mut error.message, message);
        }
    }
}

impl Tls<'_> {
    fn set_fields<'a>(&'a self, event: &mut Event<'a>) {
        let tls = event.tls.to_mut();
        let version = self.version.as_deref().filter(|version| *version != "UNDETERMINED");
        if let Some(version) = version {
            tls.set_version(version);
        }
        tls.resumed = self.session_resumed;
        tls.client.ja3 = hash(self.ja3.as_ref());
        let server = &mut tls.server;
        server.ja3s = hash(self.ja3s.as_ref());
        server.subject = text(&self.subject);
        server.issuer = text(&self.issuerdn);
        server.not_before = self.notbefore.map(Into::into);
        server.not_after = self.notafter.map(Into::into);
        server.hash.sha1 = self.fingerprint.as_ref().map(without_colons);
        let x509 = &mut server.x509;
        x509.serial_number = self.serial.as_ref().map(without_colons);
        x509.subject.distinguished_name = text(&self.subject);
        x509.issuer.distinguished_name = text(&self.issuerdn);
        x509.not_before = server.not_before;
        x509.not_after = server.not_after;
        let sha1 = server.hash.sha1.clone();
        let hashes = [hash(self.ja3.as_ref()), hash(self.ja3s.as_ref()), text(&self.ja4), sha1];
        event.related.add_hashes(hashes.into_iter().flatten());
        event.using(Used::TlsVersion, version);
    }
}

fn hash<'a>(fingerprint: Option<&'a Fingerprint<'_>>) -> Option<Text<'a>> {
    fingerprint.and_then(|fingerprint| text(&fingerprint.hash))
}

/// `08:c9` as `08C9`, the form of ECS.
fn without_colons<'a>(digits: &'a Text<'_>) -> Text<'a> {
    if digits.bytes().all(|digit| digit != b':' && !digit.is_ascii_lowercase()) {
        return digits.reborrow();
    }
    let mut plain = digits.to_ascii_uppercase().into_bytes();
    plain.retain(|digit| *digit != b':');
    String::from_utf8(plain).map_or_else(|_| digits.reborrow(), Text::from)
}
