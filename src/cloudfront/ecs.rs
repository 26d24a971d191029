//! What each field of a CloudFront record becomes.

use std::borrow::Cow;

use time::{Time, UtcDateTime};

use crate::ecs::{Category, Event, Kind, Mapper, Outcome, Timestamp, ToEcs, Type, network_type, present};
use crate::format::Format;
use crate::text::url::{UrlParts, extension, split_fragment};
use crate::text::{Encoded, Text, split_once};
use crate::write::{DecimalSeconds, Fields, Items, Keyword, Milliseconds, Sink, key, write_leftover, write_nothing};

use super::record::Record;
use super::values::{Family, ProtocolVersion};

impl ToEcs for Record<'_> {
    fn set_fields<'a>(&'a self, mapper: &Mapper, event: &mut Event<'a>) {
        mapper.begin(event, Format::CloudFront, self.original(), key!("cloudfront"), self);
        event.timestamp = self.occurred_at().or_else(|| self.envelope_time()).map(Into::into);
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
    /// What kind of event a request is.
    fn set_request<'a>(&'a self, event: &mut Event<'a>) {
        event.event.category = [Category::Web].into();
        event.event.r#type = [Type::Access].into();
        event.event.action = self.x_edge_response_result_type.as_ref().map(|result| result.text());
        event.event.outcome = self.sc_status.map(outcome);
        event.event.id = self.x_edge_request_id.as_ref().map(Text::reborrow);
        event.event.duration = self.time_taken.and_then(|taken| taken.as_nanos().try_into().ok());
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
        let instant = |clock| Some(UtcDateTime::new(self.date?, clock?).into());
        event.message = self.original().map(Text::from);
        event.event.start = instant(self.start_time);
        event.event.end = instant(self.end_time);
        event.sekoiaio.repeat.count = self.count;
    }

    fn set_viewer<'a>(&'a self, event: &mut Event<'a>) {
        let address = self.c_ip.or(self.client_ip);
        event.source.address = address.map(Into::into);
        event.source.ip = address;
        event.source.port = self.c_port.or(self.client_port);
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
        if let Some(address) = self.s_ip.or(self.server_ip) {
            event.destination.address.get_or_insert(address.into());
            event.destination.ip = Some(address);
        }
        event.related.add_ips(event.destination.ip);
        if let Some(host) = self.viewer_host() {
            match crate::text::decode(host) {
                Cow::Borrowed(host) => mapper.set_url_host(event, host),
                Cow::Owned(host) => mapper.set_owned_url_host(event, &host),
            }
        }
        event.related.add_host_names(self.r_host.as_deref());
    }

    fn set_url<'a>(&'a self, event: &mut Event<'a>, mapper: &Mapper) {
        let url = &mut *event.url;
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
        let url = &mut *event.url;
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
        let http = &mut *event.http;
        http.version = present(self.cs_protocol_version.as_ref().map(|version| {
            let version = version.as_str();
            split_once(version, "/").map_or(version, |(_, number)| number).into()
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
        let cipher = self.ssl_cipher.as_ref().or(self.tls_cipher.as_ref());
        event.tls.set(|tls| &mut tls.cipher, cipher.map(Text::reborrow));
        if let Some(protocol) = self.ssl_protocol.as_ref().or(self.tls_protocol.as_ref()) {
            event.tls.set_version(protocol);
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

/// Whether a stem is more than a path, or a query has a fragment behind it.
fn is_odd(path: Option<&str>, query: Option<&str>) -> bool {
    let has_hash = |text: &str| memchr::memchr(b'#', text.as_bytes()).is_some();
    path.is_some_and(|path| has_hash(path) || !path.starts_with('/') && path.contains("://"))
        || query.is_some_and(has_hash)
}

/// Takes apart a stem that is a whole URL, and takes the fragment off path or query.
#[cold]
fn set_odd_url(event: &mut Event<'_>, mapper: &Mapper) {
    let owned = |text: &str| Some(text).filter(|text| !text.is_empty()).map(|text| Text::from(text.to_owned()));
    let path = event.url.path.take().map(Text::into_owned);
    let query = event.url.query.take().map(Text::into_owned);
    let parts = UrlParts::new(path.as_deref().unwrap_or_default());
    // A question mark in a stem is the path's own, unless the stem is a URL: the log has the query elsewhere.
    let (target, fragment) = split_fragment(path.as_deref().unwrap_or_default());
    let path = if parts.scheme.is_some() { parts.path } else { target };
    let query = parts.query.filter(|_| parts.scheme.is_some()).or(query.as_deref());
    let (query, fragment) = match (query, fragment) {
        // What is behind the hash is no query.
        (Some(query), Some(fragment)) if parts.query.is_none() => (None, Some([fragment, "?", query].concat())),
        (query, Some(fragment)) => (query, Some(fragment.to_owned())),
        (Some(query), None) => {
            let (query, fragment) = split_fragment(query);
            (Some(query), fragment.map(str::to_owned))
        }
        (None, None) => (None, None),
    };
    event.url.path = owned(path);
    event.url.extension = extension(path).and_then(owned);
    event.url.query = query.and_then(owned);
    event.url.fragment = fragment.as_deref().and_then(owned);
    if let Some(scheme) = parts.scheme {
        event.url.scheme = owned(scheme);
        event.url.username = parts.user.and_then(|user| user.split(':').next()).and_then(owned);
    }
    if let Some(host) = parts.host {
        mapper.set_owned_url_host(event, host);
        event.url.port = parts.port;
    }
}

#[cold]
fn with_port_and_fragment(front: [&str; 3], port: Option<u16>, target: [&str; 3], fragment: Option<&str>) -> String {
    let port = port.map(|port| format!(":{port}")).unwrap_or_default();
    let (hash, fragment) = fragment.map_or(("", ""), |fragment| ("#", fragment));
    [&front.concat(), port.as_str(), &target.concat(), hash, fragment].concat()
}

/// The names of fields that hold no text: what is not known never stands there, since an index refuses the whole event then.
const TYPED: &[&str] = &[
    "client_ip",
    "client_port",
    "cs_headers_count",
    "event_timestamp",
    "origin_fbl",
    "origin_lbl",
    "range_end",
    "range_start",
    "server_ip",
    "time_taken",
    "time_to_first_byte",
    "timestamp",
    "tls_handshake_duration",
    "x_edge_mqcs",
];

/// `aws.cloudfront.*`, with Elastic's names where it has some. Values that have a percent layer keep it here.
impl Fields for Record<'_> {
    fn is_empty(&self) -> bool {
        self.x_edge_location.is_none() && write_nothing(self)
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        let known = Known(self);
        known.write(sink);
        write_leftover(sink, self.leftover(), &known, TYPED);
    }
}

/// The fields of `aws.cloudfront` that this crate knows.
struct Known<'r>(&'r Record<'r>);

impl Fields for Known<'_> {
    fn write<S: Sink>(&self, sink: &mut S) {
        let record = self.0;
        self.write_unused_times(sink);
        self.write_second_names(sink);
        if record.family == Some(Family::Connection) {
            // `event.duration` is that of a request.
            sink.field(key!("time_taken"), &record.time_taken.map(DecimalSeconds));
        }
        sink.field(key!("domain"), &record.distribution_domain());
        sink.field(key!("edge_location"), &record.x_edge_location);
        sink.field(key!("edge_result_type"), &record.x_edge_result_type);
        sink.field(key!("edge_response_result_type"), &record.x_edge_response_result_type);
        sink.field(key!("edge_detailed_result_type"), &record.x_edge_detailed_result_type);
        sink.field(key!("time_to_first_byte"), &record.time_to_first_byte.map(DecimalSeconds));
        sink.field(key!("cookies"), &record.cs_cookie);
        sink.field(key!("x_forwarded_for"), &record.x_forwarded_for.as_ref().map(Items));
        sink.field(key!("fle_status"), &record.fle_status);
        sink.field(key!("fle_encrypted_fields"), &record.fle_encrypted_fields.map(Keyword));
        // `http.response.mime_type` is for what the body is, not for what the header says.
        sink.field(key!("content_type"), &record.sc_content_type.as_ref().map(|header| Text::from(header.decode())));
        sink.field(key!("range_start"), &record.sc_range_start);
        sink.field(key!("range_end"), &record.sc_range_end);
        sink.field(key!("origin_fbl"), &record.origin_fbl.map(DecimalSeconds));
        sink.field(key!("origin_lbl"), &record.origin_lbl.map(DecimalSeconds));
        sink.field(key!("cache_behavior_path_pattern"), &record.cache_behavior_path_pattern);
        sink.field(key!("distribution_tenant_id"), &record.distribution_tenant_id);
        sink.field(key!("connection_id"), &record.connection_id);
        sink.field(key!("viewer_request_log_data"), &record.viewer_request_log_data);
        sink.field(key!("viewer_response_log_data"), &record.viewer_response_log_data);
        sink.field(key!("distributionid"), &record.distributionid);
        sink.field(key!("c_ip_version"), &record.c_ip_version);
        sink.field(key!("cs_accept_encoding"), &record.cs_accept_encoding);
        sink.field(key!("cs_accept"), &record.cs_accept);
        sink.field(key!("cs_headers"), &record.cs_headers);
        sink.field(key!("cs_header_names"), &record.cs_header_names);
        sink.field(key!("cs_headers_count"), &record.cs_headers_count);
        sink.field(key!("primary_distribution_id"), &record.primary_distribution_id);
        sink.field(key!("primary_distribution_dns_name"), &record.primary_distribution_dns_name);
        sink.field(key!("cmcd_encoded_bitrate"), &record.cmcd_encoded_bitrate);
        sink.field(key!("cmcd_buffer_length"), &record.cmcd_buffer_length);
        sink.field(key!("cmcd_buffer_starvation"), &record.cmcd_buffer_starvation);
        sink.field(key!("cmcd_content_id"), &record.cmcd_content_id);
        sink.field(key!("cmcd_object_duration"), &record.cmcd_object_duration);
        sink.field(key!("cmcd_deadline"), &record.cmcd_deadline);
        sink.field(key!("cmcd_measured_throughput"), &record.cmcd_measured_throughput);
        sink.field(key!("cmcd_next_object_request"), &record.cmcd_next_object_request);
        sink.field(key!("cmcd_next_range_request"), &record.cmcd_next_range_request);
        sink.field(key!("cmcd_object_type"), &record.cmcd_object_type);
        sink.field(key!("cmcd_playback_rate"), &record.cmcd_playback_rate);
        sink.field(key!("cmcd_requested_maximum_throughput"), &record.cmcd_requested_maximum_throughput);
        sink.field(key!("cmcd_streaming_format"), &record.cmcd_streaming_format);
        sink.field(key!("cmcd_session_id"), &record.cmcd_session_id);
        sink.field(key!("cmcd_stream_type"), &record.cmcd_stream_type);
        sink.field(key!("cmcd_startup"), &record.cmcd_startup);
        sink.field(key!("cmcd_top_bitrate"), &record.cmcd_top_bitrate);
        sink.field(key!("cmcd_version"), &record.cmcd_version);
        sink.field(key!("r_host"), &record.r_host);
        sink.field(key!("sr_reason"), &record.sr_reason);
        sink.field(key!("x_edge_mqcs"), &record.x_edge_mqcs);
        sink.field(key!("connection_status"), &record.connection_status);
        sink.field(key!("tls_handshake_duration"), &record.tls_handshake_duration.map(Milliseconds));
        sink.field(key!("client_leaf_cert_validity"), &record.client_leaf_cert_validity);
        sink.field(key!("connection_log_custom_data"), &record.connection_log_custom_data);
    }
}

impl Known<'_> {
    /// The dates and times that `@timestamp`, `event.start` and `event.end` do not say.
    fn write_unused_times<S: Sink>(&self, sink: &mut S) {
        let record = self.0;
        let said = record.occurred_at();
        let date = record.date.filter(|date| said.is_none_or(|said| said.date() != *date));
        let clock = record.time.filter(|clock| said.is_none_or(|said| said.time().as_hms() != clock.as_hms()));
        let seconds = |instant: &UtcDateTime| said.map(UtcDateTime::unix_timestamp) != Some(instant.unix_timestamp());
        let no_date = record.date.is_none();
        sink.field(key!("date"), &date.map(|date| Text::from(date.to_string())));
        sink.field(key!("time"), &clock.map(clock_text));
        sink.field(key!("timestamp"), &record.timestamp.filter(seconds).map(Timestamp::from));
        sink.field(key!("event_timestamp"), &record.event_timestamp.filter(seconds).map(Timestamp::from));
        sink.field(key!("start_time"), &record.start_time.filter(|_| no_date).map(clock_text));
        sink.field(key!("end_time"), &record.end_time.filter(|_| no_date).map(clock_text));
    }

    /// Fields that two families name differently, where a record has both.
    fn write_second_names<S: Sink>(&self, sink: &mut S) {
        let record = self.0;
        sink.field(key!("client_ip"), &record.client_ip.filter(|_| record.c_ip.is_some()));
        sink.field(key!("client_port"), &record.client_port.filter(|_| record.c_port.is_some()));
        sink.field(key!("server_ip"), &record.server_ip.filter(|_| record.s_ip.is_some()));
        sink.field(key!("tls_protocol"), &record.tls_protocol.as_ref().filter(|_| record.ssl_protocol.is_some()));
        sink.field(key!("tls_cipher"), &record.tls_cipher.as_ref().filter(|_| record.ssl_cipher.is_some()));
    }
}

fn clock_text(clock: Time) -> Text<'static> {
    crate::text::clock_text(clock).into()
}
