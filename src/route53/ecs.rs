//! What each field of a Route 53 record becomes.

use std::net::IpAddr;

use crate::ecs::event::{DnsAnswer, Event, Related};
use crate::ecs::{
    Category, Kind, Mapper, Outcome, ToEcs, Type, account, add_distinct, add_distinct_answers, iana_number,
    network_type, present, region, text,
};
use crate::fast::{Words, ip};
use crate::format::Format;
use crate::text::{Text, dns::without_dot};
use crate::write::{CustomFields, Fields, Key, Object, Sink, key};

use super::public::Column;
use super::record::Record;
use super::resolver::{Answer, SourceIds, Used};
use super::values::{RecordType, ResponseCode, RuleAction, Transport};
use super::{public, resolver};

/// `event.dataset` of public zones. That of the Resolver is the format's.
const PUBLIC_DATASET: &str = "aws.route53_public_logs";

impl ToEcs for Record<'_> {
    fn set_fields<'a>(&'a self, mapper: &Mapper, event: &mut Event<'a>) {
        match self {
            Record::Resolver(record) => record.set_fields(mapper, event),
            Record::Public(record) => record.set_fields(mapper, event),
        }
    }
}

impl ToEcs for resolver::Record<'_> {
    fn set_fields<'a>(&'a self, mapper: &Mapper, event: &mut Event<'a>) {
        begin(event, mapper, self, self.original());
        event.timestamp = self.query_timestamp.or_else(|| self.envelope_time()).map(Into::into);
        event.cloud.account.id = event.using(Used::AccountId, account(&self.account_id));
        event.cloud.region = event.using(Used::Region, region(&self.region));
        event.cloud.instance.id = self.srcids.as_ref().and_then(|ids| text(&ids.instance));
        set_source(event, self.srcaddr);
        event.source.port = self.srcport;
        if set_transport(event, self.transport.as_ref()) {
            event.mark_used(Used::Transport);
        }
        self.set_verdict(event);
        set_response(event, self.rcode.as_ref());
        event.dns.to_mut().r#type = Some("answer".into());
        let question = Question {
            name: self.query_name.as_ref(),
            r#type: self.query_type.as_ref(),
            reverse_address: self.reverse_address(),
        };
        question.set(event, mapper);
        event.dns.to_mut().question.class = present(self.query_class.as_ref().map(|class| class.text()));
        self.set_answers(event);
    }
}

impl ToEcs for public::Record<'_> {
    fn set_fields<'a>(&'a self, mapper: &Mapper, event: &mut Event<'a>) {
        begin(event, mapper, self, self.original());
        event.event.dataset = Some(PUBLIC_DATASET.into());
        event.data_stream.dataset = event.data_stream.dataset.is_some().then(|| PUBLIC_DATASET.into());
        event.timestamp = self.query_timestamp.or_else(|| self.envelope_time()).map(Into::into);
        set_source(event, self.resolver_ip);
        if set_transport(event, self.protocol.as_ref()) {
            event.mark_used(Column::protocol);
        }
        set_response(event, self.response_code.as_ref());
        event.server.set(|server| &mut server.geo.name, text(&self.edge_location));
        let question = Question {
            name: self.query_name.as_ref(),
            r#type: self.query_type.as_ref(),
            reverse_address: self.reverse_address(),
        };
        question.set(event, mapper);
    }
}

/// What the events of both kinds have.
fn begin<'a, F: Fields + Sync>(event: &mut Event<'a>, mapper: &Mapper, record: &'a F, original: Option<&'a str>) {
    mapper.begin(event, Format::Route53, original, key!("route53"), record);
    event.event.kind = Some(Kind::Event);
    event.event.category = [Category::Network].into();
    event.event.r#type = [Type::Protocol].into();
    event.cloud.service.name = Some("route53".into());
    event.network.protocol = Some("dns".into());
}

fn set_source(event: &mut Event<'_>, address: Option<IpAddr>) {
    event.source.address = address.map(Into::into);
    event.source.ip = address;
    event.network.r#type = address.map(network_type);
    event.related.add_ips(address);
}

/// Sets the protocol that carried the query. Returns whether its fields hold all of it.
fn set_transport(event: &mut Event<'_>, transport: Option<&Transport<'_>>) -> bool {
    let (name, number) = match transport {
        Some(Transport::Udp) => ("udp", 17),
        Some(Transport::Tcp) => ("tcp", 6),
        Some(Transport::Other(other)) if other.eq_ignore_ascii_case("DoH") => {
            event.network.transport = Some("tcp".into());
            return false;
        }
        Some(Transport::Other(_)) | None => return false,
    };
    event.network.transport = Some(name.into());
    event.network.iana_number = Some(iana_number(number));
    true
}

fn set_response<'a>(event: &mut Event<'a>, code: Option<&'a ResponseCode<'_>>) {
    let Some(code) = code else {
        return;
    };
    let is_success = code.as_str().eq_ignore_ascii_case("NOERROR");
    event.event.outcome = Some(if is_success { Outcome::Success } else { Outcome::Failure });
    event.dns.to_mut().response_code = present(code.text());
}

/// What was asked.
struct Question<'a, 'r> {
    name: Option<&'a Text<'r>>,
    r#type: Option<&'a RecordType<'r>>,
    reverse_address: Option<IpAddr>,
}

impl<'a> Question<'a, '_> {
    fn set(&self, event: &mut Event<'a>, mapper: &Mapper) {
        let question = &mut event.dns.to_mut().question;
        question.r#type = present(self.r#type.map(|kind| kind.text()));
        let Some(name) = self.name.map(|name| without_dot(name)) else {
            return;
        };
        question.set_name(name, mapper);
        match self.reverse_address {
            Some(address) => event.related.add_ips([address]),
            None => add_names(&mut event.related, [name]),
        }
    }
}

/// Adds names to `related.hosts`, and addresses in place of names to `related.ip`. The root is neither.
fn add_names<'a>(related: &mut Related<'a>, names: impl IntoIterator<Item = &'a str>) {
    let mut addresses = Vec::new();
    related.add_hosts(names.into_iter().filter_map(|name| match ip(name) {
        Some(address) => {
            addresses.push(address);
            None
        }
        None => Some(name).filter(|name| !matches!(*name, "" | "." | "-")).map(Text::from),
    }));
    related.add_ips(addresses);
}

impl resolver::Record<'_> {
    /// What DNS Firewall did with the query.
    fn set_verdict<'a>(&'a self, event: &mut Event<'a>) {
        match &self.firewall_rule_action {
            Some(RuleAction::Block) => event.event.r#type.insert(Type::Denied),
            Some(RuleAction::Alert | RuleAction::Allow) => event.event.r#type.insert(Type::Allowed),
            Some(RuleAction::Other(_)) | None => {}
        }
        event.event.action = present(self.firewall_rule_action.as_ref().map(|action| action.text()));
        event.rule.set(|rule| &mut rule.ruleset, text(&self.firewall_rule_group_id));
    }

    fn set_answers<'a>(&'a self, event: &mut Event<'a>) {
        if self.answers.is_empty() {
            return;
        }
        let Event { dns, related, .. } = event;
        let dns = dns.to_mut();
        add_distinct_answers(&mut dns.answers, self.answers.iter().filter_map(Answer::in_event));
        add_distinct(&mut dns.resolved_ip, self.answers.iter().filter_map(Answer::address));
        related.add_ips(dns.resolved_ip.iter().copied());
        add_names(related, self.answers.iter().filter_map(Answer::name));
    }
}

impl Answer<'_> {
    /// The answer in `dns.answers`.
    fn in_event(&self) -> Option<DnsAnswer<'_>> {
        let data = self.rdata.as_deref().map(|data| if self.is_of_name() { without_dot(data) } else { data });
        let r#type = present(self.r#type.as_ref().map(|kind| kind.text()));
        let class = present(self.class.as_ref().map(|class| class.text()));
        let data = present(data.map(Text::from));
        let is_empty = r#type.is_none() && class.is_none() && data.is_none();
        (!is_empty).then(|| DnsAnswer { r#type, class, data, ..DnsAnswer::default() })
    }

    /// Whether the data is a name.
    fn is_of_name(&self) -> bool {
        matches!(self.r#type, Some(RecordType::Cname | RecordType::Dname | RecordType::Ns | RecordType::Ptr))
    }

    /// The address that the name has been resolved to.
    fn address(&self) -> Option<IpAddr> {
        match self.r#type {
            Some(RecordType::A | RecordType::Aaaa) | None => ip(self.rdata.as_deref()?),
            Some(_) => None,
        }
    }

    /// The name that the data is or has.
    fn name(&self) -> Option<&str> {
        let data = self.rdata.as_deref()?;
        let name = match self.r#type.as_ref()? {
            _ if self.is_of_name() => data,
            RecordType::Mx => Words::new(data).nth(1)?,
            RecordType::Srv => Words::new(data).nth(3)?,
            RecordType::Soa => Words::new(data).next()?,
            _ => return None,
        };
        Some(without_dot(name))
    }
}

impl CustomFields for resolver::Record<'_> {
    const NAMES: &'static [&'static str] =
        &["answers", "firewall", "instance_id", "resolver_endpoint", "resolver_network_interface", "srcids"];

    fn write_custom<S: Sink>(&self, sink: &mut S) {
        if let Some(ids) = &self.srcids {
            write_source_ids(ids, sink);
        }
        sink.object(key!("firewall"), &Firewall(self));
        let with_more = self.answers.iter().filter(|answer| !answer.unknown.is_empty());
        sink.field(key!("answers"), &with_more.map(Object::new).collect::<Vec<_>>());
    }
}

fn write_source_ids<S: Sink>(ids: &SourceIds<'_>, sink: &mut S) {
    sink.field(key!("instance_id"), &ids.instance);
    sink.field(key!("resolver_endpoint"), &ids.resolver_endpoint);
    sink.field(key!("resolver_network_interface"), &ids.resolver_network_interface);
    // The unknown ones.
    sink.object(key!("srcids"), ids);
}

/// `aws.route53.firewall`
struct Firewall<'r>(&'r resolver::Record<'r>);

impl Fields for Firewall<'_> {
    fn write<S: Sink>(&self, sink: &mut S) {
        sink.field(key!("action"), &self.0.firewall_rule_action);
        sink.object(key!("rule_group"), &Id(&self.0.firewall_rule_group_id));
        sink.object(key!("domain_list"), &Id(&self.0.firewall_domain_list_id));
    }
}

/// An object with an id.
struct Id<'r>(&'r Option<Text<'r>>);

impl Fields for Id<'_> {
    fn write<S: Sink>(&self, sink: &mut S) {
        const ID: Key = key!("id");
        sink.field(ID, self.0);
    }
}
