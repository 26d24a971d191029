//! What each field of a Network Firewall record becomes.

mod dns;
mod http;
mod tls;

use std::borrow::Cow;

use crate::ecs::{
    Category, Event, Kind, Mapper, Outcome, ToEcs, Type, iana_number, network_type, present, protocol_number, text,
    transport,
};
use crate::format::Format;
use crate::text::Text;
use crate::write::{CustomFields, Fields, Keyword, Sink, as_leaf, key, write_unknown};

use super::alert::Alert;
use super::event::{EveEvent, Used};
use super::flow::{Netflow, Tcp};
use super::record::Record;
use super::text_list::TextList;
use super::values::EventType;

const ICMP: u8 = 1;
const TCP: u8 = 6;
const IPV6_ICMP: u8 = 58;

impl ToEcs for Record<'_> {
    fn set_fields<'a>(&'a self, mapper: &Mapper, event: &mut Event<'a>) {
        mapper.begin(event, Format::NetworkFirewall, self.original(), key!("firewall"), self);
        let logged = self.event.as_deref();
        let timestamp = logged.and_then(|logged| logged.timestamp).or(self.event_timestamp);
        event.timestamp = timestamp.or_else(|| self.envelope_time()).map(Into::into);
        event.event.created = self.event_timestamp.map(Into::into);
        event.event.kind = Some(Kind::Event);
        event.event.category = [Category::Network].into();
        event.event.r#type = [Type::Connection].into();
        event.cloud.availability_zone = text(&self.availability_zone);
        event.cloud.region = self.region().map(Text::from);
        event.cloud.service.name = Some("network-firewall".into());
        let observer = event.observer.to_mut();
        observer.name = text(&self.firewall_name);
        observer.r#type = Some("firewall".into());
        observer.vendor = Some("AWS".into());
        observer.product = Some("Network Firewall".into());
        if let Some(logged) = logged {
            logged.set_fields(mapper, event);
        }
    }
}

impl EveEvent<'_> {
    fn set_fields<'a>(&'a self, mapper: &Mapper, event: &mut Event<'a>) {
        self.set_verdict(event);
        if let Some(alert) = &self.alert {
            alert.set_rule(event);
        }
        self.set_ends(event);
        self.set_network(event, mapper);
        if let Some(netflow) = &self.netflow {
            netflow.set_counters(event);
        }
        self.set_tls(event, mapper);
        if let Some(http) = &self.http {
            http.set_fields(self, event, mapper);
        }
        if let Some(dns) = &self.dns {
            dns.set_fields(event, mapper);
        }
    }

    /// Returns whether the record is from AWS's TLS log, which holds TLS over TCP only.
    fn is_of_tls_log(&self) -> bool {
        let is_tls = matches!(self.event_type, None | Some(EventType::Tls));
        is_tls
            && self.proto.is_none()
            && (self.tls_error.is_some() || self.revocation_check.is_some() || self.sni.is_some())
    }

    fn set_verdict<'a>(&'a self, event: &mut Event<'a>) {
        let is_alert = match &self.event_type {
            None => self.alert.is_some(),
            kind => *kind == Some(EventType::Alert),
        };
        if is_alert {
            event.event.kind = Some(Kind::Alert);
        }
        event.event.r#type.extend(self.decision());
        let rule_action = self.alert.as_ref().and_then(|alert| alert.action.as_ref()).map(|action| action.text());
        let check_action = || self.revocation_check.as_ref()?.action.as_ref().map(|action| action.text());
        event.event.action = present(rule_action.or_else(check_action));
        if self.tls_error.is_some() {
            event.event.outcome = Some(Outcome::Failure);
        }
    }

    /// Whether the traffic was allowed. The verdict about the packet takes precedence over the rule that matched,
    /// because another rule may have decided.
    fn decision(&self) -> Option<Type> {
        let verdict = self.verdict.as_ref().and_then(|verdict| verdict.action.as_ref());
        let rule = self.alert.as_ref().and_then(|alert| alert.action.as_ref());
        let check = self.revocation_check.as_ref().and_then(|check| check.action.as_ref());
        let actions = [verdict.map(|action| action.as_str()), rule.map(|action| action.as_str())];
        let mut actions = actions.into_iter().chain([check.map(|action| action.as_str())]).flatten();
        actions.find_map(decision).or(match &self.event_type {
            _ if self.tls_error.is_some() => Some(Type::Denied),
            Some(EventType::Drop) => Some(Type::Denied),
            Some(EventType::Pass) => Some(Type::Allowed),
            _ => None,
        })
    }

    fn set_ends<'a>(&'a self, event: &mut Event<'a>) {
        event.source.address = self.src_ip.map(Into::into);
        event.source.ip = self.src_ip;
        event.source.port = self.src_port;
        event.destination.address = self.dest_ip.map(Into::into);
        event.destination.ip = self.dest_ip;
        event.destination.port = self.dest_port;
        event.related.add_ips([self.src_ip, self.dest_ip].into_iter().flatten());
        if let Some(alert) = &self.alert {
            let ends = [&alert.source, &alert.target].into_iter().flatten();
            event.related.add_ips(ends.filter_map(|end| end.ip));
        }
    }

    fn set_network<'a>(&'a self, event: &mut Event<'a>, mapper: &Mapper) {
        event.network.r#type = self.src_ip.or(self.dest_ip).map(network_type);
        let protocol = match &self.proto {
            Some(proto) => protocol_number(proto),
            None => self.is_of_tls_log().then_some(TCP),
        };
        event.network.iana_number = protocol.map(iana_number);
        event.network.transport = match (protocol, &self.proto) {
            (Some(protocol), _) => transport(protocol).map(Text::from),
            (None, proto) => proto.as_ref().map(lower_case),
        };
        event.network.protocol = match &self.app_proto {
            Some(name) if matches!(name.as_str(), "unknown" | "failed") => None,
            Some(name) => event.using(Used::AppProto, Some(lower_case(name))),
            None => match &self.event_type {
                Some(kind @ (EventType::Tls | EventType::Http | EventType::Dns)) => Some(kind.text()),
                _ => self.is_of_tls_log().then(|| "tls".into()),
            },
        };
        event.network.direction = mapper.direction(self.src_ip, self.dest_ip);
        if let (Some(source), Some(destination), Some(protocol)) = (self.src_ip, self.dest_ip, protocol) {
            let ports = match protocol {
                ICMP | IPV6_ICMP => self.icmp_type.map(u16::from).zip(self.icmp_code.map(u16::from)),
                _ => self.src_port.zip(self.dest_port),
            };
            event.network.community_id = mapper.community_id(source, destination, protocol, ports);
        }
    }

    /// Sets `destination.domain` and its parts, unless an earlier name has set them, and adds the host to the related
    /// ones.
    fn add_host<'a>(event: &mut Event<'a>, mapper: &Mapper, host: &'a str) {
        match mapper.set_domain(&mut event.destination, host) {
            Some(name) => event.related.add_hosts([name.into()]),
            None => event.related.add_ips(crate::text::address(host)),
        }
    }
}

/// What an action says about the traffic, in either letter case.
fn decision(action: &str) -> Option<Type> {
    let is = |word: &str| action.eq_ignore_ascii_case(word);
    if ["drop", "reject", "blocked"].into_iter().any(is) {
        Some(Type::Denied)
    } else if ["pass", "alert", "allowed"].into_iter().any(is) {
        Some(Type::Allowed)
    } else {
        None
    }
}

impl Alert<'_> {
    fn set_rule<'a>(&'a self, event: &mut Event<'a>) {
        event.event.severity = self.severity.map(Into::into);
        event.message = text(&self.signature);
        let rule = event.rule.to_mut();
        rule.id = self.signature_id.map(|id| id.to_string().into());
        rule.name = text(&self.signature);
        rule.category = text(&self.category);
        rule.version = self.rev.map(|revision| revision.to_string().into());
    }
}

impl Netflow<'_> {
    /// The counters are those of one direction, so they are the source's and the network's.
    fn set_counters(&self, event: &mut Event<'_>) {
        event.source.bytes = self.bytes;
        event.source.packets = self.pkts;
        event.network.bytes = self.bytes;
        event.network.packets = self.pkts;
        event.event.start = self.start.map(Into::into);
        event.event.end = self.end.map(Into::into);
        let duration = self.end.zip(self.start).map(|(end, start)| (end - start).whole_nanoseconds());
        event.event.duration = duration.and_then(|nanoseconds| nanoseconds.try_into().ok());
    }
}

/// A text in lower case, which most texts are already.
fn lower_case<'a>(text: &'a Text<'_>) -> Text<'a> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::<str>::Owned(text.to_ascii_lowercase()).into()
    } else {
        text.reborrow()
    }
}

as_leaf! {
    TextList<'_> => &'l [Text<'l>]: |list| &**list;
}

impl CustomFields for Record<'_> {
    const NAMES: &'static [&'static str] = &[
        "tcp",
        "tcp_flags",
        "tcp_flags_array",
        "tx_id",
        "app_proto",
        "flow",
        "revocation_check",
        "event_type",
        "alert",
        "verdict",
        "tls",
        "http",
        "dns",
        "sni",
        "tls_error",
        "direction",
        "pkt_src",
        "tls_inspected",
        "icmp_type",
        "icmp_code",
        "app_proto_orig",
        "app_proto_expected",
        "app_proto_ts",
        "app_proto_tc",
        "metadata",
    ];

    /// The members of `event` stand beside those of the record.
    fn write_custom<S: Sink>(&self, sink: &mut S) {
        if let Some(event) = &self.event {
            event.write(sink);
        }
    }
}

impl CustomFields for EveEvent<'_> {
    const NAMES: &'static [&'static str] = &["flow", "tcp_flags", "tcp_flags_array"];

    fn write_custom<S: Sink>(&self, sink: &mut S) {
        if let Some(tcp) = &self.tcp {
            tcp.write_flags(sink);
        }
        sink.object(key!("flow"), &FlowFields(self));
    }
}

impl Tcp<'_> {
    /// Elastic's names for the flags, which do not stand in `tcp`.
    fn write_flags<S: Sink>(&self, sink: &mut S) {
        sink.field(key!("tcp_flags"), &self.tcp_flags);
        let mut names = [""; 8];
        let set = names.iter_mut().zip(self.flags()).map(|(name, flag)| *name = flag).count();
        sink.field(key!("tcp_flags_array"), &names.get(..set).filter(|names| !names.is_empty()));
    }
}

/// `aws.firewall.flow`: the id of the flow, and the counters of one direction or of both.
struct FlowFields<'r>(&'r EveEvent<'r>);

impl FlowFields<'_> {
    const NAMES: &'static [&'static str] = &[
        "id",
        "pkts",
        "bytes",
        "start",
        "end",
        "age",
        "min_ttl",
        "max_ttl",
        "tx_cnt",
        "flow",
        "pkts_toserver",
        "pkts_toclient",
        "bytes_toserver",
        "bytes_toclient",
        "state",
        "reason",
        "alerted",
    ];

    fn write_known<S: Sink>(&self, sink: &mut S) {
        sink.field(key!("id"), &self.0.flow_id.map(Keyword));
        if let Some(netflow) = &self.0.netflow {
            netflow.write_placed(sink);
        }
        match (&self.0.flow, &self.0.netflow) {
            (Some(flow), None) => flow.write_placed(sink),
            (Some(flow), Some(_)) => sink.object(key!("flow"), &**flow),
            (None, _) => {}
        }
    }
}

impl Fields for FlowFields<'_> {
    fn write<S: Sink>(&self, sink: &mut S) {
        self.write_known(sink);
        let unknown = match (&self.0.netflow, &self.0.flow) {
            (Some(netflow), _) => Some(&netflow.unknown),
            (None, flow) => flow.as_ref().map(|flow| &flow.unknown),
        };
        if let Some(unknown) = unknown {
            write_unknown(sink, unknown, Self::NAMES.iter().copied(), |names| self.write_known(names));
        }
    }
}
