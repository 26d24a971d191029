//! Query logs of the Route 53 Resolver.

use std::fmt::Write as _;

use super::Random;

/// Queries of instances, one a line: mostly names that are answered by addresses, now and then an alias, a reverse lookup, a
/// name that does not exist, and a query that DNS Firewall blocks. About 450 bytes each.
pub fn log(records: usize) -> String {
    let mut random = Random::new(2026);
    let mut log = String::new();
    for _ in 0..records {
        write_record(&mut random, &mut log);
    }
    log
}

fn write_record(random: &mut Random, log: &mut String) {
    let time = random.below(86_400);
    let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
    let host = random.rank(5_000);
    let domain = random.pick(&["example.com", "example.org", "example.net", "ec2.internal", "service.example.co.uk"]);
    let answer = random.address();
    let address = |address: &str| {
        let kind = if address.contains(':') { "AAAA" } else { "A" };
        format!(r#"{{"Rdata":"{address}","Type":"{kind}","Class":"IN"}}"#)
    };
    let kind = if answer.contains(':') { "AAAA" } else { "A" };
    let (name, kind, code, answers, firewall) = match random.below(12) {
        0 => (format!("host{host}.{domain}."), kind, "NXDOMAIN", String::new(), false),
        1 => {
            let data = format!(r#"{{"Rdata":"host{host}.{domain}.","Type":"PTR","Class":"IN"}}"#);
            (format!("{}.100.51.198.in-addr.arpa.", host % 256), "PTR", "NOERROR", data, false)
        }
        2 => (format!("host{host}.{domain}."), kind, "NODATA", String::new(), true),
        3..6 => {
            let alias = format!(r#"{{"Rdata":"edge{}.{domain}.","Type":"CNAME","Class":"IN"}}"#, host % 40);
            (format!("www{host}.{domain}."), kind, "NOERROR", format!("{alias},{}", address(&answer)), false)
        }
        _ => {
            let last = host % 200;
            let more = (0..random.below(3)).map(|number| match kind {
                "A" => format!(",{}", address(&format!("203.0.113.{}", last as u64 + number))),
                _ => format!(",{}", address(&format!("2001:db8::{:x}", 1 + last as u64 + number))),
            });
            (format!("host{host}.{domain}."), kind, "NOERROR", address(&answer) + &more.collect::<String>(), false)
        }
    };
    let firewall = if firewall {
        r#","firewall_rule_group_id":"rslvr-frg-0123456789abcdef0","firewall_rule_action":"BLOCK","firewall_domain_list_id":"rslvr-fdl-0123456789abcdef0""#
    } else {
        ""
    };
    let (source, transport) = (random.address(), random.pick(&["UDP", "UDP", "UDP", "TCP"]));
    let (port, instance) = (1024 + random.below(64_000), random.rank(300));
    writeln!(
        log,
        r#"{{"version":"1.100000","account_id":"123456789012","region":"us-east-1","vpc_id":"vpc-0123456789abcdef0","query_timestamp":"2026-01-15T{hour:02}:{minute:02}:{second:02}Z","query_name":"{name}","query_type":"{kind}","query_class":"IN","rcode":"{code}","answers":[{answers}],"srcaddr":"{source}","srcport":"{port}","transport":"{transport}","srcids":{{"instance":"i-{instance:017x}"}}{firewall}}}"#
    )
    .unwrap();
}
