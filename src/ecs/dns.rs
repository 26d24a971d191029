//! `dns.question.*`: the name that was asked for, and its parts.

use super::domain::Host;
use super::event::DnsQuestion;
use super::{Mapper, present};
use crate::text::Text;
use crate::text::dns::is_reverse;

impl<'a> DnsQuestion<'a> {
    /// Sets the name, which has no dot at its end, and its parts. The names of reverse lookups have no parts: they are addresses.
    pub(crate) fn set_name(&mut self, name: &'a str, mapper: &Mapper) {
        self.name = present(Text::from(name));
        if is_reverse(name) {
            return;
        }
        let located = mapper.locate(name);
        let (end, pieces) = if located.host == Host::Name(name) {
            (name, located.pieces)
        } else {
            let end = plain_end(name);
            (end, mapper.locate(end).pieces)
        };
        self.top_level_domain = pieces.top_level_domain.map(Text::from);
        self.registered_domain = pieces.registered_domain.map(Text::from);
        self.subdomain = match pieces.registered_domain {
            Some(domain) if end.len() < name.len() => present(labels_before(domain, name).map(Text::from)),
            _ => pieces.subdomain.map(Text::from),
        };
    }
}

/// The labels at the end of a name that host names can have. DNS names can have any characters, such as `*`.
fn plain_end(name: &str) -> &str {
    let is_odd = |byte: u8| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | 0x80..));
    match name.bytes().rposition(is_odd).and_then(|odd| name.get(odd + 1..)) {
        Some(rest) => rest.split_once('.').map_or("", |(_, end)| end),
        None => name,
    }
}

/// The labels of a name in front of the domain at its end.
fn labels_before<'n>(domain: &str, name: &'n str) -> Option<&'n str> {
    name.get(..name.len().checked_sub(domain.len())?)?.strip_suffix('.')
}
