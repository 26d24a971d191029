//! What each field of a CloudFront record becomes.

use std::borrow::Cow;

use time::UtcDateTime;

use crate::ecs::{Category, Event, Kind, Mapper, Outcome, ToEcs, Type, network_type, present};
use crate::format::Format;
use crate::text::url::{UrlParts, extension, split_fragment};
use crate::text::{Encoded, Text};
use crate::write::key;

use super::record::{Column, Record};
use super::values::{Family, ProtocolVersion};

impl ToEcs for Record<'_> {
    fn set_fields<'a>(&'a self, mapper: &Mapper, event: &mut Event<'a>) {
        mapper.begin(event, Format::CloudFront, self.original(), key!("cloudfront"), self);
        self.set_timestamp(event);
        event.cloud.service.name = Some("cloudfront".into());
        event.event.kind = Some(Kind::Event);
        match self.family {
            Some(Family::Connection) => self.set_connection(event),
            _ => self.set_request(event),
        }
        self.set_viewer(event);
        self.set_hosts(event, mapper);
        self.set_url(event, mapper);
        self.set_http(event);
        self.set_network(event);
        self.set_tls(event);
        event.server.set(|server| &mut server.geo.name, self.x_edge_location.as_ref().map(Text::reborrow));
        if let Some(agent) = &self.cs_user_agent {
            event.user_agent = mapper.encoded_user_agent(agent);
        }
        if self.is_aggregated() {
            self.set_aggregation(event);
        }
    }
}

impl Record<'_> {
    /// `@timestamp`. Fields that give the same time to the second have nothing to add.
    fn set_timestamp(&self, event: &mut Event<'_>) {
        let occurred_at = self.occurred_at();
        event.timestamp = occurred_at.or_else(|| self.envelope_time()).map(Into::into);
        let Some(occurred_at) = occurred_at else {
            return;
        };
        let is_same = |instant: UtcDateTime| instant.unix_timestamp() == occurred_at.unix_timestamp();
        for (column, is_used) in [
            (Column::date, self.date == Some(occurred_at.date())),
            (Column::time, self.time.is_some_and(|clock| clock.as_hms() == occurred_at.as_hms())),
            (Column::timestamp, self.timestamp.is_some_and(is_same)),
            (Column::event_timestamp, self.event_timestamp.is_some_and(is_same)),
        ] {
            if is_used {
                event.mark_used(column);
            }
        }
    }

    /// What kind of event a request is.
    fn set_request<'a>(&'a self, event: &mut Event<'a>) {
        event.event.category = [Category::Web].into();
        event.event.r#type = [Type::Access].into();
        event.event.action = self.x_edge_response_result_type.as_ref().map(|result| result.text());
        event.event.outcome = self.sc_status.map(outcome);
        event.event.id = self.x_edge_request_id.as_ref().map(Text::reborrow);
        let duration = self.time_taken.and_then(|taken| taken.as_nanos().try_into().ok());
        event.event.duration = event.using(Column::time_taken, duration);
    }

    /// What kind of event a TLS connection is.
    fn set_connection<'a>(&'a self, event: &mut Event<'a>) {
        event.event.category = [Category::Network].into();
        event.event.r#type = [Type::Connection, Type::Start].into();
        event.event.id = self.connection_id.as_ref().map(Text::reborrow);
        event.network.transport = Some("tcp".into());
        if let Some(status) = &self.connection_status {
            let success = status == "Success";
            event.event.outcome = Some(if success { Outcome::Success } else { Outcome::Failure });
            event.event.reason = status.strip_prefix("Failed:").map(Text::from);
        }
    }

    /// The times and the number of the records that a forwarder has drawn together, and the text it made of them.
    fn set_aggregation<'a>(&'a self, event: &mut Event<'a>) {
        event.message = self.original().map(Text::from);
        if let Some(date) = self.date {
            let instant = |clock| UtcDateTime::new(date, clock).into();
            event.event.start = event.using(Column::start_time, self.start_time).map(instant);
            event.event.end = event.using(Column::end_time, self.end_time).map(instant);
        }
        if let Some(count) = self.count {
            event.extensions.insert("sekoiaio.repeat.count", count);
        }
    }

    fn set_viewer<'a>(&'a self, event: &mut Event<'a>) {
        let address = self.c_ip.or_else(|| event.using(Column::client_ip, self.client_ip));
        event.source.address = address.map(Into::into);
        event.source.ip = address;
        event.source.port = self.c_port.or_else(|| event.using(Column::client_port, self.client_port));
        event.source.geo.set(|geo| &mut geo.country_iso_code, self.c_country.as_ref().map(Text::reborrow));
        event.source.r#as.set(|system| &mut system.number, self.asn);
        event.network.r#type = address.map(network_type);
        event.related.add_ips(address);
    }

    fn set_hosts<'a>(&'a self, event: &mut Event<'a>, mapper: &Mapper) {
        if let Some(domain) = self.distribution_domain() {
            mapper.set_host(&mut event.destination, domain);
            event.related.add_hosts(event.destination.domain.clone());
        }
        if let Some(address) = self.s_ip.or_else(|| event.using(Column::server_ip, self.server_ip)) {
            event.destination.address.get_or_insert(address.into());
            event.destination.ip = Some(address);
        }
        event.related.add_ips(event.destination.ip);
        // The column of the viewer's host; that of the distribution goes under `aws` too.
        let is_real_time = self.family == Some(Family::RealTime);
        event.mark_used(if is_real_time { Column::cs_host } else { Column::x_host_header });
        if let Some(host) = self.viewer_host() {
            match crate::text::decode(host) {
                Cow::Borrowed(host) => mapper.set_url_host(event, host),
                Cow::Owned(host) => mapper.set_owned_url_host(event, &host),
            }
        }
        event.related.add_host_names(self.r_host.as_deref());
    }

    fn set_url<'a>(&'a self, event: &mut Event<'a>, mapper: &Mapper) {
        let url = event.url.to_mut();
        let stem = self.cs_uri_stem.as_ref().map(Encoded::as_str);
        let query = self.cs_uri_query.as_ref().map(Encoded::as_str);
        // Real-time logs have the query in the stem too.
        let is_real_time = self.family == Some(Family::RealTime);
        let (path, stem_query) = match stem.filter(|_| is_real_time).and_then(|stem| stem.split_once('?')) {
            Some((path, query)) => (Some(path), Some(query)),
            None => (stem, None),
        };
        let query = query.or(stem_query).filter(|query| !query.is_empty());
        url.original = match (path, query) {
            (Some(path), Some(query)) => Some([path, "?", query].concat().into()),
            (Some(path), None) => Some(path.into()),
            (None, query) => query.map(|query| ["?", query].concat().into()),
        };
        url.scheme = self.cs_protocol.as_ref().map(|protocol| protocol.text());
        url.path = present(path.map(decoded));
        url.extension = present(path.and_then(extension).map(decoded));
        url.query = present(query.map(decoded));
        if is_odd(url.path.as_deref(), url.query.as_deref()) {
            set_odd_url(event, mapper);
        }
        let url = event.url.to_mut();
        if let (Some(scheme), Some(host), Some(path)) = (&url.scheme, &url.domain, &url.path) {
            let query = url.query.as_deref().unwrap_or_default();
            let mark = if query.is_empty() { "" } else { "?" };
            let mut full = [scheme.as_str(), "://", host, path, mark, query].concat();
            if url.port.is_some() || url.fragment.is_some() {
                full = with_port_and_fragment(
                    [scheme, "://", host],
                    url.port,
                    [path, mark, query],
                    url.fragment.as_deref(),
                );
            }
            url.full = Some(full.into());
        }
    }

    fn set_http<'a>(&'a self, event: &mut Event<'a>) {
        let http = event.http.to_mut();
        http.version = present(self.cs_protocol_version.as_ref().map(|version| {
            let version = version.as_str();
            version.split_once('/').map_or(version, |(_, number)| number).into()
        }));
        http.request.id = self.x_edge_request_id.as_ref().map(Text::reborrow);
        http.request.method = self.cs_method.as_ref().map(Text::reborrow);
        http.request.bytes = self.cs_bytes;
        http.request.referrer = present(self.cs_referer.as_ref().map(|referrer| referrer.decode().into()));
        http.response.status_code = self.sc_status;
        http.response.bytes = self.sc_bytes;
        http.response.body.bytes = self.sc_content_len;
    }

    fn set_network<'a>(&'a self, event: &mut Event<'a>) {
        event.network.protocol = self.cs_protocol.as_ref().map(|protocol| protocol.text());
        if let Some(version) = &self.cs_protocol_version {
            let over_quic = *version == ProtocolVersion::Http3;
            event.network.transport = Some(if over_quic { "udp" } else { "tcp" }.into());
        }
        if let Some(list) = &self.x_forwarded_for {
            let mut addresses = list.addresses().peekable();
            event.network.forwarded_ip = addresses.peek().copied();
            event.related.add_ips(addresses);
        }
    }

    fn set_tls<'a>(&'a self, event: &mut Event<'a>) {
        let (cipher, protocol) = (self.tls_cipher.as_ref(), self.tls_protocol.as_ref());
        let cipher = self.ssl_cipher.as_ref().or_else(|| event.using(Column::tls_cipher, cipher));
        let protocol = self.ssl_protocol.as_ref().or_else(|| event.using(Column::tls_protocol, protocol));
        event.tls.set(|tls| &mut tls.cipher, cipher.map(Text::reborrow));
        if let Some(protocol) = protocol {
            event.tls.to_mut().set_version(protocol);
        }
        self.set_tls_client(event);
    }

    fn set_tls_client<'a>(&'a self, event: &mut Event<'a>) {
        let subject = self.client_leaf_cert_subject.as_ref().map(|subject| subject.decode().into());
        let issuer = self.client_leaf_cert_issuer.as_ref().map(|issuer| issuer.decode().into());
        let serial_number = self.client_leaf_cert_serial_number.as_ref().map(Text::reborrow);
        event.tls.set(|tls| &mut tls.client.server_name, self.tls_sni.as_ref().map(Text::reborrow));
        event.tls.set(|tls| &mut tls.client.subject, present(subject));
        event.tls.set(|tls| &mut tls.client.issuer, present(issuer));
        event.tls.set(|tls| &mut tls.client.x509.serial_number, serial_number);
        event.related.add_host_names(self.tls_sni.as_deref());
    }
}

/// A viewer who left before any response (status 0) got none.
fn outcome(status: u16) -> Outcome {
    if status == 0 || status >= 400 { Outcome::Failure } else { Outcome::Success }
}

fn decoded(logged: &str) -> Text<'_> {
    crate::text::decode(logged).into()
}

/// Returns whether a stem is more than a path, or a query has a fragment.
fn is_odd(path: Option<&str>, query: Option<&str>) -> bool {
    let has_hash = |text: &str| memchr::memchr(b'#', text.as_bytes()).is_some();
    path.is_some_and(|path| has_hash(path) || !path.starts_with('/') && path.contains("://"))
        || query.is_some_and(has_hash)
}

/// Takes apart a stem that is a whole URL, and takes the fragment off path or query.
#[cold]
fn set_odd_url(event: &mut Event<'_>, mapper: &Mapper) {
    let owned = |text: &str| Some(text).filter(|text| !text.is_empty()).map(|text| Text::from(text.to_owned()));
    let path = event.url.to_mut().path.take().map(Text::into_owned);
    let query = event.url.to_mut().query.take().map(Text::into_owned);
    let parts = UrlParts::new(path.as_deref().unwrap_or_default());
    // A question mark in a stem is the path's own, unless the stem is a URL: the log has the query elsewhere.
    let (target, fragment) = split_fragment(path.as_deref().unwrap_or_default());
    let path = if parts.scheme.is_some() { parts.path } else { target };
    let query = parts.query.filter(|_| parts.scheme.is_some()).or(query.as_deref());
    let (query, fragment) = match (query, fragment) {
        // The text after the hash is not a query.
        (Some(query), Some(fragment)) if parts.query.is_none() => (None, Some([fragment, "?", query].concat())),
        (query, Some(fragment)) => (query, Some(fragment.to_owned())),
        (Some(query), None) => {
            let (query, fragment) = split_fragment(query);
            (Some(query), fragment.map(str::to_owned))
        }
        (None, None) => (None, None),
    };
    event.url.to_mut().path = owned(path);
    event.url.to_mut().extension = extension(path).and_then(owned);
    event.url.to_mut().query = query.and_then(owned);
    event.url.to_mut().fragment = fragment.as_deref().and_then(owned);
    if let Some(scheme) = parts.scheme {
        event.url.to_mut().scheme = owned(scheme);
        event.url.to_mut().username = parts.user.and_then(|user| user.split(':').next()).and_then(owned);
    }
    if let Some(host) = parts.host {
        mapper.set_owned_url_host(event, host);
        event.url.to_mut().port = parts.port;
    }
}

#[cold]
fn with_port_and_fragment(front: [&str; 3], port: Option<u16>, target: [&str; 3], fragment: Option<&str>) -> String {
    let port = port.map(|port| format!(":{port}")).unwrap_or_default();
    let (hash, fragment) = fragment.map_or(("", ""), |fragment| ("#", fragment));
    [&front.concat(), port.as_str(), &target.concat(), hash, fragment].concat()
}
