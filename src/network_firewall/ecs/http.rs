//! What the members of an HTTP request become.

use std::borrow::Cow;

use crate::ecs::{Event, Mapper, present, text};
use crate::fast::Separated;
use crate::network_firewall::event::{EveEvent, Used};
use crate::network_firewall::http::Http;
use crate::text::url::{UrlParts, extension};
use crate::text::{Text, address};

impl Http<'_> {
    pub(super) fn set_fields<'a>(&'a self, logged: &'a EveEvent<'_>, event: &mut Event<'a>, mapper: &Mapper) {
        let version = match self.protocol.as_deref() {
            Some(protocol) => Some(version(protocol).into()),
            None => event.using(Used::HttpVersion, text(&self.version)),
        };
        let http = event.http.to_mut();
        http.version = version;
        http.request.method = text(&self.http_method);
        http.request.referrer = text(&self.http_refer);
        http.response.status_code = self.status;
        http.response.mime_type = text(&self.http_content_type);
        http.response.body.bytes = self.length;
        self.set_url(logged, event, mapper);
        if let Some(forwarded) = self.xff.as_deref() {
            let mut addresses = Separated::new(forwarded, b',').filter_map(address).peekable();
            event.network.forwarded_ip = addresses.peek().copied();
            event.related.add_ips(addresses);
        }
        if let Some(agent) = self.http_user_agent.as_deref() {
            event.user_agent = mapper.user_agent(agent, Cow::Borrowed);
        }
    }

    fn set_url<'a>(&'a self, logged: &'a EveEvent<'_>, event: &mut Event<'a>, mapper: &Mapper) {
        let target = self.url.as_deref();
        let parts = target.map(UrlParts::new).unwrap_or_default();
        // The target of CONNECT is a host and a port, and its scheme is unknown.
        let is_tunnel = self.http_method.as_deref() == Some("CONNECT");
        // A target with a host is for that host, whatever the `Host` header says.
        let host = parts.host.or_else(|| self.host()).or(target.filter(|_| is_tunnel));
        if let Some(host) = host {
            mapper.set_url_host(event, host);
        }
        for host in self.host().into_iter().chain(host) {
            EveEvent::add_host(event, mapper, host);
        }
        // User information is not part of the domain.
        if self.hostname.as_deref().is_some_and(|name| host == Some(name) && !name.contains('@')) {
            event.mark_used(Used::Hostname);
        }
        let url = event.url.to_mut();
        url.original = text(&self.url);
        url.port = if parts.host.is_some() { parts.port } else { url.port.or(self.http_port) };
        url.scheme = parts.scheme.or_else(|| self.scheme(logged).filter(|_| !is_tunnel)).map(Text::from);
        if parts.scheme.is_some() || parts.path.starts_with('/') {
            let text = |text: Option<&'a str>| present(text.filter(|text| !text.is_empty()).map(Text::from));
            url.path = text(Some(parts.path));
            url.query = text(parts.query);
            url.fragment = text(parts.fragment);
            url.extension = text(extension(parts.path));
            url.username = text(parts.user.and_then(|user| user.split(':').next()));
            url.full = match (parts.scheme, &url.scheme, &url.domain) {
                (Some(_), ..) => url.original.clone(),
                (None, Some(scheme), Some(domain)) => Some(full(scheme, domain, url.port, target.unwrap_or_default())),
                _ => None,
            };
        }
    }

    /// The scheme, if it is certain: HTTP/2 is possible with and without TLS.
    fn scheme(&self, logged: &EveEvent<'_>) -> Option<&'static str> {
        let is_http = match logged.app_proto.as_deref() {
            Some(protocol) => protocol.eq_ignore_ascii_case("http"),
            None => self.protocol.as_deref().is_some_and(|protocol| protocol.starts_with("HTTP/1")),
        };
        match logged.tls_inspected {
            Some(true) => Some("https"),
            _ => (is_http && self.version.is_none()).then_some("http"),
        }
    }
}

/// `1.1` of `HTTP/1.1`.
fn version(protocol: &str) -> &str {
    match protocol.split_once('/') {
        Some((name, version)) if name.eq_ignore_ascii_case("http") && !version.is_empty() => version,
        _ => protocol,
    }
}

fn full(scheme: &str, domain: &str, port: Option<u16>, target: &str) -> Text<'static> {
    let is_usual = matches!((scheme, port), (_, None) | ("http", Some(80)) | ("https", Some(443)));
    let port = port.filter(|_| !is_usual).map(|port| format!(":{port}")).unwrap_or_default();
    [scheme, "://", domain, &port, target].concat().into()
}
