//! What each field of a WAF record becomes.

use std::borrow::Cow;
use std::net::IpAddr;

use crate::ecs::{Category, Event, Kind, Mapper, ToEcs, Type, account_text, present, region_text, text};
use crate::fast::{Separated, ip};
use crate::format::Format;
use crate::text::url::{UrlParts, split_fragment};
use crate::text::{Text, address};
use crate::write::{AsLeaf, CustomFields, Fields, Key, Member, Object, Sink, key};

use super::entries::Entries;
use super::record::Record;
use super::request::{Header, HttpRequest, Used};
use super::rules::{CustomValue, TokenResponse};
use super::values::Action;

impl ToEcs for Record<'_> {
    fn set_fields<'a>(&'a self, mapper: &Mapper, event: &mut Event<'a>) {
        mapper.begin(event, Format::Waf, self.original(), key!("waf"), self);
        event.timestamp = self.timestamp.or_else(|| self.envelope_time()).map(Into::into);
        event.cloud.service.name = Some("waf".into());
        event.observer.to_mut().r#type = Some("waf".into());
        event.observer.to_mut().vendor = Some("AWS".into());
        event.observer.to_mut().product = Some("AWS WAF".into());
        self.set_verdict(event);
        if let Some(web_acl) = self.web_acl() {
            event.cloud.account.id = account_text(web_acl.account);
            event.cloud.region = region_text(web_acl.region);
        }
        event.source.r#as.set(|system| &mut system.number, self.client_asn);
        if let Some(request) = &self.http_request {
            request.set_client(event);
            request.set_host(event, mapper);
            request.set_url(event, mapper);
            request.set_http(event);
            request.set_headers(event, mapper);
        }
        event.http.set(|http| &mut http.request.body.bytes, self.request_body_size);
        event.http.set(|http| &mut http.response.status_code, self.response_code_sent);
        event.tls.set(|tls| &mut tls.client.ja3, text(&self.ja3_fingerprint));
        event.related.add_ips(self.limited_addresses());
        event
            .related
            .add_hashes([&self.ja3_fingerprint, &self.ja4_fingerprint].into_iter().flatten().map(Text::reborrow));
    }
}

impl Record<'_> {
    fn set_verdict<'a>(&'a self, event: &mut Event<'a>) {
        event.event.kind = Some(Kind::Event);
        event.event.category = [Category::Network, Category::Web].into();
        event.event.r#type = [Type::Access].into();
        match &self.action {
            Some(Action::Allow) => event.event.r#type.insert(Type::Allowed),
            Some(Action::Block) => event.event.r#type.insert(Type::Denied),
            _ => {}
        }
        event.event.action = present(self.action.as_ref().map(|action| action.text()));
        event.event.reason = present(self.reason());
        let rule = event.rule.to_mut();
        rule.id = text(&self.terminating_rule_id);
        rule.name = rule.id.clone();
        rule.ruleset = present(self.terminating_rule_type.as_ref().map(|kind| kind.text()));
        rule.category = rule.ruleset.clone();
        let group = self.terminating_rule_group().and_then(|group| group.rule_group_id.as_ref());
        rule.description = present(group.map(Text::reborrow));
    }

    /// The kinds of attack that the terminating rule found.
    fn reason(&self) -> Option<Text<'_>> {
        let details = &self.terminating_rule_match_details;
        let mut kinds = details.iter().filter_map(|detail| detail.condition_type.as_ref());
        let first = kinds.next()?;
        let mut reason = Cow::Borrowed(first.as_str());
        for kind in kinds {
            reason.to_mut().extend([", ", kind.as_str()]);
        }
        Some(reason.into())
    }

    /// The addresses by which rate-based rules counted requests.
    fn limited_addresses(&self) -> impl Iterator<Item = IpAddr> {
        self.rate_based_rule_list.iter().flat_map(|rule| {
            let is_address = |custom: &&CustomValue<'_>| matches!(custom.key.as_deref(), Some("IP" | "FORWARDED_IP"));
            let custom = rule.custom_values.iter().filter(is_address);
            let texts = rule.limit_value.iter().chain(custom.filter_map(|custom| custom.value.as_ref()));
            texts.filter_map(|text| ip(text))
        })
    }
}

impl HttpRequest<'_> {
    fn set_client<'a>(&'a self, event: &mut Event<'a>) {
        event.source.address = self.client_ip.map(Into::into);
        event.source.ip = self.client_ip;
        event.source.geo.set(|geo| &mut geo.country_iso_code, text(&self.country));
        event.related.add_ips(self.client_ip);
    }

    fn set_host<'a>(&'a self, event: &mut Event<'a>, mapper: &Mapper) {
        if self.host.as_deref().is_some_and(|host| !is_redacted(host)) {
            event.mark_used(Used::Host);
        }
        let mut hosts = [self.host.as_deref(), self.header("host")]
            .into_iter()
            .flatten()
            .filter(|host| *host != "-" && !is_redacted(host));
        if let Some(host) = hosts.next() {
            mapper.set_host(&mut event.destination, host);
            event.related.add_ips(event.destination.ip);
            mapper.set_url_host(event, host);
        }
        event.related.add_host_names(hosts);
    }

    fn set_url<'a>(&'a self, event: &mut Event<'a>, mapper: &Mapper) {
        let url = event.url.to_mut();
        url.original = match (self.uri.as_deref(), self.args.as_deref()) {
            (Some(path), Some(query)) => Some([path, "?", query].concat().into()),
            (Some(path), None) => present(Text::from(path)),
            (None, query) => query.map(|query| ["?", query].concat().into()),
        };
        url.scheme = text(&self.scheme);
        url.path = text(&self.uri);
        url.query = text(&self.args);
        url.fragment = text(&self.fragment);
        let has_hash = |text: &Text<'_>| memchr::memchr(b'#', text.as_bytes()).is_some();
        let is_url = self.uri.as_ref().is_some_and(|uri| !uri.starts_with('/') && uri.contains("://"));
        if is_url || [&self.uri, &self.args].into_iter().flatten().any(has_hash) {
            self.set_odd_url(event, mapper);
        }
    }

    /// Splits a path that is a complete URL, and the fragment from a path or query.
    #[cold]
    fn set_odd_url<'a>(&'a self, event: &mut Event<'a>, mapper: &Mapper) {
        let parts = UrlParts::new(self.uri.as_deref().unwrap_or_default());
        let (target, path_fragment) = split_fragment(self.uri.as_deref().unwrap_or_default());
        let (query, query_fragment) = match self.args.as_deref().map(split_fragment) {
            Some((query, fragment)) => (Some(query), fragment),
            None => (parts.query.filter(|_| parts.scheme.is_some()), None),
        };
        let text = |text: Option<&'a str>| present(text.map(Text::from));
        event.url.to_mut().path = text(Some(if parts.scheme.is_some() { parts.path } else { target }));
        event.url.to_mut().query = text(query);
        event.url.to_mut().fragment =
            event.url.to_mut().fragment.take().or_else(|| text(path_fragment.or(query_fragment)));
        if parts.scheme.is_some() {
            event.url.to_mut().scheme = text(parts.scheme);
            event.url.to_mut().username = text(parts.user.and_then(|user| user.split(':').next()));
        }
        if let Some(host) = parts.host {
            mapper.set_url_host(event, host);
            event.url.to_mut().port = parts.port;
        }
    }

    fn set_http<'a>(&'a self, event: &mut Event<'a>) {
        let http = event.http.to_mut();
        http.request.id = text(&self.request_id);
        http.request.method = text(&self.http_method);
        match self.http_version.as_ref().map(|version| (version, version.split_once('/'))) {
            Some((_, Some((name, version)))) if name.eq_ignore_ascii_case("http") => {
                http.version = present(Text::from(version));
                event.network.protocol = Some("http".into());
                event.network.transport = Some(if version.starts_with('3') { "udp" } else { "tcp" }.into());
            }
            Some((version, _)) => http.version = present(version.reborrow()),
            None => {}
        }
    }

    fn set_headers<'a>(&'a self, event: &mut Event<'a>, mapper: &Mapper) {
        let request = &mut event.http.to_mut().request;
        request.referrer = present(self.header("referer").map(Text::from));
        request.body.bytes = self.header("content-length").and_then(|length| length.parse().ok());
        let mut forwarded = self.forwarded_addresses().peekable();
        event.network.forwarded_ip = forwarded.peek().copied();
        event.related.add_ips(forwarded);
        if let Some(agent) = self.header("user-agent").filter(|agent| !is_redacted(agent)) {
            event.user_agent = mapper.user_agent(agent, Cow::Borrowed);
        }
    }

    fn forwarded_addresses(&self) -> impl Iterator<Item = IpAddr> {
        self.header_values("x-forwarded-for").flat_map(|list| Separated::new(list, b',')).filter_map(address)
    }
}

/// Returns whether a web ACL has replaced a value: by the word, or, as data protection does, by the SHA-256 of the
/// value in Base64.
fn is_redacted(value: &str) -> bool {
    let is_hash = |digest: &str| digest.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'));
    value == "REDACTED" || value.len() == 44 && value.strip_suffix('=').is_some_and(is_hash)
}

impl<T: AsLeaf> Member for Entries<T> {
    fn write_at<S: Sink>(&self, key: Key, sink: &mut S) {
        (**self).write_at(key, sink);
    }

    fn write_with_aws_keys_at<S: Sink>(&self, key: Key, sink: &mut S) {
        (**self).write_with_aws_keys_at(key, sink);
    }
}

impl CustomFields for Record<'_> {
    const NAMES: &'static [&'static str] = &["arn", "other_request_headers_inserted"];

    fn write_custom<S: Sink>(&self, sink: &mut S) {
        match self.web_acl() {
            Some(web_acl) => {
                sink.field(key!("arn"), &self.webacl_id);
                sink.field(key!("id"), &Some(web_acl.resource));
            }
            None => sink.field(key!("id"), &self.webacl_id),
        }
        let inserted = &self.request_headers_inserted;
        sink.object(key!("request_headers_inserted"), &HeaderMap(inserted));
        sink.field(key!("other_request_headers_inserted"), &other_headers(inserted));
    }
}

impl CustomFields for HttpRequest<'_> {
    const NAMES: &'static [&'static str] = &["other_headers"];

    fn write_custom<S: Sink>(&self, sink: &mut S) {
        sink.object(key!("headers"), &HeaderMap(&self.headers));
        sink.field(key!("other_headers"), &other_headers(&self.headers));
    }
}

impl CustomFields for TokenResponse<'_> {
    fn write_custom<S: Sink>(&self, sink: &mut S) {
        sink.field(key!("solve_timestamp"), &self.solve_timestamp.and_then(milliseconds));
    }
}

/// Seconds since 1970 in milliseconds, as a date of an index. 0 means absent. A number large enough to be
/// milliseconds is unchanged.
fn milliseconds(seconds: u64) -> Option<u64> {
    const YEAR_5138: u64 = 100_000_000_000;
    match seconds {
        0 => None,
        1..YEAR_5138 => Some(seconds * 1000),
        milliseconds => Some(milliseconds),
    }
}

/// The headers that the map does not represent completely.
fn other_headers<'r>(headers: &'r [Header<'r>]) -> Vec<Object<'r, Header<'r>>> {
    headers.iter().filter(|header| has_more(header)).map(Object::new).collect()
}

/// Returns whether the map does not represent a header completely.
fn has_more(header: &Header<'_>) -> bool {
    header.name.is_none() || header.value.is_none() || !header.unknown.is_empty()
}

/// `aws.waf.request.headers`: names and values, sorted by name, which groups repeated headers in little time.
struct HeaderMap<'r>(&'r [Header<'r>]);

impl Fields for HeaderMap<'_> {
    fn is_empty(&self) -> bool {
        self.0.iter().all(|header| header.name.is_none() || header.value.is_none())
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        let mut headers = Vec::with_capacity(self.0.len());
        headers.extend(self.0.iter().filter_map(|header| Some((header.name.as_ref()?, header.value.as_ref()?))));
        headers.sort_by_key(|(name, _)| *name);
        for same in headers.chunk_by(|(one, _), (other, _)| one == other) {
            match same {
                [] => {}
                [(name, value)] => sink.named_leaf(name, *value),
                [(name, _), ..] => {
                    let values = same.iter().map(|(_, value)| *value).collect::<Vec<_>>();
                    sink.named_leaf(name, &values);
                }
            }
        }
    }
}
