//! What the members of a DNS message become.

use crate::ecs::event::DnsAnswer as Answer;
use crate::ecs::{Event, Mapper, add_distinct, add_distinct_answers, present, text};
use crate::fast::ip;
use crate::json::Map;
use crate::network_firewall::dns::{Dns, DnsAnswer};
use crate::network_firewall::text_list::TextList;
use crate::text::Text;
use crate::text::dns::{is_reverse, without_dot};

impl Dns<'_> {
    pub(super) fn set_fields<'a>(&'a self, event: &mut Event<'a>, mapper: &Mapper) {
        let answer = self.answer.as_deref();
        let query = self.query.first().or_else(|| self.queries.first());
        let dns = event.dns.to_mut();
        dns.id = self.id.or_else(|| answer?.id).or_else(|| query?.id).map(|id| id.to_string().into());
        dns.r#type = match (self.r#type.as_deref(), answer, query) {
            (Some("query" | "request"), ..) => Some("query".into()),
            (Some("answer" | "response"), ..) | (None, Some(_), _) => Some("answer".into()),
            (None, None, Some(_)) => Some("query".into()),
            _ => None,
        };
        dns.response_code = text(&self.rcode).or_else(|| text(&answer?.rcode));
        dns.question.r#type = text(&self.rrtype).or_else(|| text(&query?.rrtype)).or_else(|| text(&answer?.rrtype));
        let name = self.rrname.as_deref().or_else(|| query?.rrname.as_deref()).or_else(|| answer?.rrname.as_deref());
        if let Some(name) = name.map(without_dot) {
            dns.question.set_name(name, mapper);
            // The names of reverse lookups are addresses.
            event.related.add_host_names((!is_reverse(name)).then_some(name));
        }
        self.set_answers(event);
    }

    fn set_answers<'a>(&'a self, event: &mut Event<'a>) {
        let answer = self.answer.as_deref();
        let records = self.answers.iter().chain(answer.iter().flat_map(|answer| &answer.answers));
        let mut all = records.map(DnsAnswer::to_ecs).collect::<Vec<_>>();
        if let Some(data) = &self.rdata {
            let (name, kind) = (text(&self.rrname), text(&self.rrtype));
            all.push(new_answer(name, kind, Some(data), self.ttl));
        }
        if all.is_empty() {
            all.extend(grouped(&self.grouped));
            all.extend(answer.iter().flat_map(|answer| grouped(&answer.grouped)));
        }
        let Event { dns, related, .. } = event;
        let dns = dns.to_mut();
        add_distinct_answers(&mut dns.answers, all.into_iter().filter(|answer| *answer != Answer::default()));
        related.add_host_names(dns.answers.iter().flat_map(|answer| {
            let name = answer.name.as_ref().and_then(Text::as_borrowed).filter(|name| !is_reverse(name));
            let data = answer.data.as_ref().and_then(Text::as_borrowed);
            [name, data.filter(|_| answer.r#type.as_deref().is_some_and(is_of_name))].into_iter().flatten()
        }));
        let addresses = dns.answers.iter().filter(|answer| matches!(answer.r#type.as_deref(), Some("A" | "AAAA")));
        add_distinct(&mut dns.resolved_ip, addresses.filter_map(|answer| ip(answer.data.as_deref()?)));
        related.add_ips(dns.resolved_ip.iter().copied());
    }
}

/// Whether the data of answers of this type is a name.
fn is_of_name(kind: &str) -> bool {
    matches!(kind, "CNAME" | "DNAME" | "NS" | "PTR" | "MX" | "SRV")
}

impl DnsAnswer<'_> {
    fn to_ecs(&self) -> Answer<'_> {
        new_answer(text(&self.rrname), text(&self.rrtype), self.rdata.as_ref(), self.ttl)
    }
}

fn new_answer<'a>(
    name: Option<Text<'a>>,
    kind: Option<Text<'a>>,
    data: Option<&'a Text<'_>>,
    ttl: Option<u64>,
) -> Answer<'a> {
    let data = data.map(|data| match kind.as_deref() {
        Some(kind) if is_of_name(kind) => without_dot(data).into(),
        _ => data.reborrow(),
    });
    Answer { name, r#type: kind, data: present(data), ttl, ..Answer::default() }
}

/// The answers of the short form, which has only types and data.
fn grouped<'a>(groups: &'a Map<'_, TextList<'_>>) -> impl Iterator<Item = Answer<'a>> {
    groups.iter().flat_map(|(kind, list)| {
        list.into_iter().map(move |data| new_answer(None, Some(kind.into()), Some(data), None))
    })
}
