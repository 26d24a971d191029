//! What each field of a load balancer's record becomes.

use std::time::Duration;

use time::UtcDateTime;

use crate::ecs::{
    Category, Event, Kind, Mapper, Outcome, ToEcs, Type, account_text, network_type, present, region_text,
};
use crate::format::Format;
use crate::text::url::extension;
use crate::text::{Encoded, Text};
use crate::write::{CustomFields, Field, Fields, Key, Keyword, Sink, as_leaf, key, text_leaf};

use super::request::{RequestLine, Url};
use super::values::{CheckStatus, CheckType, Endpoint, List};
use super::{Escaped, Record, alb_access, alb_connection, alb_health_check, classic, escaped, nlb_tls};

impl ToEcs for Record<'_> {
    fn set_fields<'a>(&'a self, mapper: &Mapper, event: &mut Event<'a>) {
        match self {
            Record::AlbAccess(record) => record.set_fields(mapper, event),
            Record::AlbConnection(record) => record.set_fields(mapper, event),
            Record::AlbHealthCheck(record) => record.set_fields(mapper, event),
            Record::Classic(record) => record.set_fields(mapper, event),
            Record::NlbTls(record) => record.set_fields(mapper, event),
        }
    }
}

impl ToEcs for alb_access::Record<'_> {
    fn set_fields<'a>(&'a self, mapper: &Mapper, event: &mut Event<'a>) {
        begin(event, mapper, self, (self.original(), self.envelope_time()), self.time);
        set_access(event);
        event.event.outcome = self.elb_status_code.map(outcome);
        event.event.start = self.request_creation_time.map(Into::into);
        event.event.duration =
            total([self.request_processing_time, self.target_processing_time, self.response_processing_time]);
        set_client(event, self.client);
        set_server_name(event, mapper, self.domain_name.as_ref().map(Escaped::as_str));
        if let Some(request) = &self.request_line {
            set_request(event, mapper, request);
        }
        event.http.to_mut().request.bytes = self.received_bytes;
        event.http.to_mut().response.bytes = self.sent_bytes;
        event.http.to_mut().response.status_code = self.elb_status_code;
        if let Some(agent) = &self.user_agent {
            event.user_agent = mapper.user_agent(agent.as_str(), escaped::decode);
        }
        set_tls(event, self.ssl_cipher.as_ref(), self.ssl_protocol.as_ref());
        event.trace.set(|trace| &mut trace.id, present(self.trace_id.as_ref().and_then(|id| trace_id(id.as_str()))));
        set_cloud(event, [&self.target_group_arn, &self.chosen_cert_arn]);
        let targets = self.target_list.iter().flat_map(List::iter).filter_map(Endpoint::read);
        event.related.add_ips(self.target.into_iter().chain(targets).map(|target| target.ip));
        let transformed = self.transformed_host.as_ref().map(Escaped::as_str);
        for host in [redirect_host(self), transformed].into_iter().flatten() {
            event.related.add_ips(crate::text::address(host));
            event.related.add_host_names([host]);
        }
        event.related.add_ips(self.ip_address);
    }
}

impl ToEcs for alb_connection::Record<'_> {
    fn set_fields<'a>(&'a self, mapper: &Mapper, event: &mut Event<'a>) {
        begin(event, mapper, self, (self.original(), self.envelope_time()), self.timestamp);
        event.event.category = [Category::Network].into();
        event.event.r#type = [Type::Connection, Type::Start].into();
        if let Some(status) = &self.tls_verify_status {
            let failure = status.strip_prefix("Failed:");
            event.event.outcome = Some(if failure.is_some() { Outcome::Failure } else { Outcome::Success });
            event.event.reason = failure.map(Text::from);
        }
        set_client(event, self.client_ip.map(|ip| Endpoint { ip, port: self.client_port }));
        event.source.port = self.client_port;
        event.destination.port = self.listener_port;
        event.network.transport = Some("tcp".into());
        event.network.protocol = self.tls_protocol.is_some().then(|| "tls".into());
        set_tls(event, self.tls_cipher.as_ref(), self.tls_protocol.as_ref());
        let client = &mut event.tls.to_mut().client;
        client.subject = present(self.leaf_client_cert_subject.as_ref().map(|subject| subject.decode().into()));
        client.not_before = self.not_before().map(Into::into);
        client.not_after = self.not_after().map(Into::into);
        client.x509.serial_number = self.leaf_client_cert_serial_number.as_ref().map(Text::reborrow);
        event.related.add_ips(self.ip_address);
    }
}

impl ToEcs for alb_health_check::Record<'_> {
    fn set_fields<'a>(&'a self, mapper: &Mapper, event: &mut Event<'a>) {
        begin(event, mapper, self, (self.original(), self.envelope_time()), self.time);
        set_connection(event);
        event.event.outcome = self.status.as_ref().and_then(|status| match status {
            CheckStatus::Pass => Some(Outcome::Success),
            CheckStatus::Fail => Some(Outcome::Failure),
            CheckStatus::Other(_) => None,
        });
        event.event.reason = self.reason_code.as_ref().map(|reason| reason.text());
        event.event.duration = total([self.latency]);
        // The load balancer is the one that asks here.
        set_client(event, self.ip_address.map(|ip| Endpoint { ip, port: None }));
        match &self.r#type {
            Some(CheckType::Lambda) | None => {}
            Some(CheckType::Grpc) => set_network(event, "grpc"),
            Some(_) => set_network(event, "http"),
        }
        match self.target() {
            Some(target) => {
                event.destination.address = Some(target.ip.into());
                event.destination.ip = Some(target.ip);
                event.destination.port = target.port;
                event.related.add_ips([target.ip]);
            }
            None => set_cloud(event, [&self.target_addr]),
        }
    }
}

impl ToEcs for nlb_tls::Record<'_> {
    fn set_fields<'a>(&'a self, mapper: &Mapper, event: &mut Event<'a>) {
        begin(event, mapper, self, (self.original(), self.envelope_time()), self.time);
        set_connection(event);
        event.event.start = self.tls_connection_creation_time.map(Into::into);
        event.event.duration = total([self.connection_time]);
        set_client(event, self.client);
        set_server_name(event, mapper, self.domain_name.as_ref().map(Encoded::as_str));
        event.source.bytes = self.received_bytes;
        event.destination.bytes = self.sent_bytes;
        set_network(event, "tls");
        set_tls(event, self.tls_cipher.as_ref(), self.tls_protocol_version.as_ref());
        set_cloud(event, [&self.chosen_cert_arn]);
        event.related.add_ips(self.destination.map(|destination| destination.ip));
    }
}

impl ToEcs for classic::Record<'_> {
    fn set_fields<'a>(&'a self, mapper: &Mapper, event: &mut Event<'a>) {
        begin(event, mapper, self, (self.original(), self.envelope_time()), self.timestamp);
        event.event.outcome = self.elb_status_code.map(outcome);
        event.event.duration =
            total([self.request_processing_time, self.backend_processing_time, self.response_processing_time]);
        set_client(event, self.client);
        if is_http(self) {
            set_access(event);
            event.http.to_mut().request.bytes = self.received_bytes;
            event.http.to_mut().response.bytes = self.sent_bytes;
            event.http.to_mut().response.status_code = self.elb_status_code;
        } else {
            set_connection(event);
            event.network.transport = Some("tcp".into());
            event.source.bytes = self.received_bytes;
            event.destination.bytes = self.sent_bytes;
        }
        if let Some(request) = &self.request {
            set_request(event, mapper, request);
        }
        if let Some(agent) = &self.user_agent {
            event.user_agent = mapper.user_agent(agent.as_str(), escaped::decode);
        }
        set_tls(event, self.ssl_cipher.as_ref(), self.ssl_protocol.as_ref());
        event.related.add_ips(self.backend.map(|backend| backend.ip));
    }
}

/// Lines of listeners of TCP and SSL have neither.
fn is_http(record: &classic::Record<'_>) -> bool {
    record.request.is_some() || record.elb_status_code.is_some()
}

/// What the events of all kinds have.
fn begin<'a, F: Fields + Sync>(
    event: &mut Event<'a>,
    mapper: &Mapper,
    record: &'a F,
    (original, envelope_time): (Option<&'a str>, Option<UtcDateTime>),
    time: Option<UtcDateTime>,
) {
    mapper.begin(event, Format::Elb, original, key!("elb"), record);
    event.event.end = time.map(Into::into);
    event.timestamp = time.or(envelope_time).map(Into::into);
    event.event.kind = Some(Kind::Event);
    event.cloud.service.name = Some("elb".into());
}

fn set_access(event: &mut Event<'_>) {
    event.event.category = [Category::Web].into();
    event.event.r#type = [Type::Access].into();
    set_network(event, "http");
}

fn set_connection(event: &mut Event<'_>) {
    event.event.category = [Category::Network].into();
    event.event.r#type = [Type::Connection].into();
}

fn set_network(event: &mut Event<'_>, protocol: &'static str) {
    event.network.protocol = Some(protocol.into());
    event.network.transport = Some("tcp".into());
}

fn outcome(status: u16) -> Outcome {
    if status < 400 { Outcome::Success } else { Outcome::Failure }
}

/// The sum of durations in nanoseconds, if all of them are present.
fn total<const N: usize>(durations: [Option<Duration>; N]) -> Option<u64> {
    let total = durations.into_iter().try_fold(Duration::ZERO, |total, duration| total.checked_add(duration?));
    u64::try_from(total?.as_nanos()).ok()
}

fn set_client(event: &mut Event<'_>, client: Option<Endpoint>) {
    let Some(client) = client else {
        return;
    };
    event.source.address = Some(client.ip.into());
    event.source.ip = Some(client.ip);
    event.source.port = client.port;
    event.network.r#type = Some(network_type(client.ip));
    event.related.add_ips([client.ip]);
}

fn set_server_name<'a>(event: &mut Event<'a>, mapper: &Mapper, name: Option<&'a str>) {
    if let Some(name) = name {
        mapper.set_host(&mut event.destination, name);
        event.related.add_ips(event.destination.ip);
        event.related.add_hosts(event.destination.domain.clone());
    }
}

/// Sets the parts of a request line. `url.original` is the URL as logged, or the whole line if there is no URL.
fn set_request<'a>(event: &mut Event<'a>, mapper: &Mapper, request: &'a RequestLine<'_>) {
    let parts = request.parts();
    event.http.to_mut().request.method = present(parts.method.map(decoded));
    let version = parts.version.map(|version| version.strip_prefix("HTTP/").unwrap_or(version));
    event.http.to_mut().version = present(version.map(decoded));
    let Some(url) = parts.url else {
        event.url.to_mut().original = Some(request.as_str().into());
        return;
    };
    event.url.to_mut().original = present(Text::from(url.text));
    event.url.to_mut().scheme = url.scheme.map(decoded);
    if let Some(host) = url.host {
        mapper.set_url_host(event, host);
        event.url.to_mut().port = url.port;
    }
    event.url.to_mut().username = present(url.user.and_then(|user| user.split(':').next()).map(decoded));
    event.url.to_mut().fragment = present(url.fragment.map(decoded));
    event.url.to_mut().path = present(url.path.map(decoded));
    event.url.to_mut().query = present(url.query.map(decoded));
    event.url.to_mut().extension = present(url.path.and_then(extension).map(decoded));
    if url.host.is_some() && (url.path.is_some() || url.query.is_some()) {
        event.url.to_mut().full = Some(decoded(url.text));
    }
}

fn decoded(logged: &str) -> Text<'_> {
    escaped::decode(logged).into()
}

fn redirect_host<'a>(record: &'a alb_access::Record<'_>) -> Option<&'a str> {
    Url::new(record.redirect_url.as_ref()?.as_str()).host
}

fn set_tls<'a>(event: &mut Event<'a>, cipher: Option<&'a Text<'_>>, protocol: Option<&'a Text<'_>>) {
    event.tls.set(|tls| &mut tls.cipher, cipher.map(Text::reborrow));
    if let Some(protocol) = protocol {
        event.tls.to_mut().set_version(protocol);
    }
}

/// The id of a trace, from an `X-Amzn-Trace-Id` header: that of its `Root` part, as 32 digits if it has AWS's form. A
/// header that is not a list of parts is an id chosen by the client. `None` for parts without a root.
fn trace_id(logged: &str) -> Option<Text<'_>> {
    let mut parts = logged.split(';').map(|part| part.trim().split_once('='));
    match parts.clone().flatten().find(|(name, _)| name.trim().eq_ignore_ascii_case("root")) {
        Some((_, root)) => Some(root_id(root.trim())),
        None if parts.any(|part| part.is_some()) => None,
        None => Some(decoded(logged)),
    }
}

/// The 32 digits of `1-8 digits-24 digits`. Any other text is unchanged.
fn root_id(root: &str) -> Text<'_> {
    let is_digits = |text: &str, length| text.len() == length && text.bytes().all(|digit| digit.is_ascii_hexdigit());
    match root.strip_prefix("1-").and_then(|root| root.split_once('-')) {
        Some((time, unique)) if is_digits(time, 8) && is_digits(unique, 24) => format!("{time}{unique}").into(),
        _ => decoded(root),
    }
}

/// Region and account of the first text that is an ARN.
fn set_cloud<'a, const N: usize>(event: &mut Event<'a>, arns: [&'a Option<Text<'_>>; N]) {
    for arn in arns.into_iter().flatten() {
        let mut parts = arn.split(':');
        if parts.next() != Some("arn") {
            continue;
        }
        let mut parts = parts.skip(2);
        event.cloud.region = parts.next().and_then(region_text);
        event.cloud.account.id = parts.next().and_then(account_text);
        return;
    }
}

text_leaf!(Escaped<'_>);

as_leaf! {
    Escaped<'_> => &'l Self: |text| text;
    List<'_> => Vec<Text<'l>>: |list| list.iter().map(Text::from).collect();
}

/// The fields that more than one column is in, or none.
macro_rules! custom_fields {
    ($($module:ident: |$record:ident| $protocol:expr, $backend:expr;)+) => {$(
        impl CustomFields for $module::Record<'_> {
            fn write_custom<S: Sink>(&self, sink: &mut S) {
                let $record = self;
                sink.leaf(key!("protocol"), $protocol);
                sink.object(key!("backend"), &$backend);
            }
        }
    )+};
}

custom_fields! {
    alb_access: |record| "http", Backend { endpoint: record.target, status: record.target_status_code };
    nlb_tls: |record| "tcp", Backend { endpoint: record.destination, status: None };
    classic: |record| if is_http(record) { "http" } else { "tcp" },
        Backend { endpoint: record.backend, status: record.backend_status_code };
}

/// `aws.elb.backend`: who answered the load balancer.
struct Backend {
    endpoint: Option<Endpoint>,
    status: Option<u16>,
}

impl Fields for Backend {
    fn is_empty(&self) -> bool {
        self.endpoint.is_none() && self.status.is_none()
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.field(key!("ip"), &self.endpoint.map(|endpoint| endpoint.ip));
        sink.field(key!("port"), &self.endpoint.and_then(|endpoint| endpoint.port).map(Keyword));
        sink.object(key!("http"), &Inside(key!("response"), Inside(key!("status_code"), self.status)));
    }
}

/// An object with one field.
struct Inside<F>(Key, F);

impl<F: Field> Fields for Inside<F> {
    fn is_empty(&self) -> bool {
        self.1.is_absent()
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.field(self.0, &self.1);
    }
}

impl<F: Field> Field for Inside<F> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn write_at<S: Sink>(&self, key: Key, sink: &mut S) {
        sink.object(key, self);
    }
}
