//! What enriches events: user agents and domains. The rates are in bytes of agents and of hosts.

use std::borrow::Cow;

use awslog::cloudfront::parse_line;
use awslog::ecs::Mapper;
use awslog::ecs::user_agent::{Cache, parse};
use publicsuffix::Psl;
use woothee::parser::Parser;

use crate::compare::{Comparison, each};
use crate::generate::{Random, cloudfront, user_agents};
use crate::report::Report;

/// The agents of a log of so many requests.
const REQUESTS: usize = 50_000;

pub fn user_agents(report: &mut Report) {
    let all = user_agents::all();
    let mut random = Random::new(2026);
    let agents = (0..REQUESTS).map(|_| all[random.rank(all.len())].as_str()).collect::<Vec<_>>();
    let bytes = agents.iter().map(|agent| agent.len()).sum();
    let woothee = Parser::new();
    let cache = Cache::new(1024);
    let cached = |agent| cache.parse_with(agent, Cow::Borrowed);
    let known =
        |agent: &&String| woothee.parse(agent).is_some_and(|found| found.name != woothee::woothee::VALUE_UNKNOWN);
    for agent in all.iter().filter(known) {
        assert_ne!(parse(agent).name.as_deref(), Some("Other"), "woothee knows {agent}, awslog does not");
        assert_eq!((cached(agent), cached(agent)), (parse(agent), parse(agent)), "the cache has another {agent}");
    }

    Comparison::new("user agents, each parsed", bytes, agents.len(), || {
        each(&agents, |agent| parse(agent));
    })
    .with("woothee", || {
        each(&agents, |agent| woothee.parse(agent));
    })
    .run(report);
    Comparison::new("user agents, by the mapper's cache", bytes, agents.len(), || {
        each(&agents, |agent| cached(agent));
    })
    .with("woothee, no cache", || {
        each(&agents, |agent| woothee.parse(agent));
    })
    .run(report);
}

/// The part of the public suffix list that the hosts need, for the library that has none built in.
const SUFFIXES: &str = "// ===BEGIN ICANN DOMAINS===\ncom\nnet\norg\nuk\nco.uk\n// ===END ICANN DOMAINS===\n";

/// The domain of a host alone is not in awslog's interface: ours is the whole event of a record that has nothing but a
/// host, and the peers are the lookups that such an event needs one of.
pub fn domains(report: &mut Report) {
    let lines = cloudfront::lines(REQUESTS);
    let hosts = lines.iter().filter_map(|line| line.split('\t').nth(15)).collect::<Vec<_>>();
    let bytes = hosts.iter().map(|host| host.len()).sum();
    let list = SUFFIXES.parse::<publicsuffix::List>().expect("a list");
    let listed = |host: &str| list.domain(host.as_bytes()).is_some();
    let records = hosts.iter().map(|host| format!(r#"{{"x-host-header":"{host}"}}"#)).collect::<Vec<_>>();
    let records = records.iter().map(|json| parse_line(json).expect("a record")).collect::<Vec<_>>();
    let mapper = Mapper::new();
    for (record, host) in records.iter().zip(&hosts) {
        let event = mapper.to_ecs(record);
        let domain = event.url.registered_domain.as_deref();
        assert_eq!(domain, psl::domain_str(host), "psl, the domain of {host}");
        let theirs = list.domain(host.as_bytes()).map(|domain| domain.as_bytes().to_vec());
        assert_eq!(domain.map(|domain| domain.as_bytes().to_vec()), theirs, "publicsuffix, the domain of {host}");
    }

    Comparison::new("domains: a whole event with a host", bytes, hosts.len(), || {
        each(&records, |record| mapper.to_ecs(record));
    })
    .with("psl, the lookup alone", || {
        each(&hosts, |host| psl::domain_str(host));
    })
    .with("publicsuffix, the lookup alone", || {
        each(&hosts, |host| listed(host));
    })
    .run(report);
}
