use std::borrow::Cow;
use std::net::IpAddr;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use time::UtcDateTime;
use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;

use super::{DataStream, ECS, Ecs, Id, Name};
use crate::waf::{Label, MatchDetail, RateBasedRule, Request, RuleGroup};

const MILLISECONDS: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");

#[derive(Serialize)]
struct Event<'a> {
    #[serde(rename = "@timestamp")]
    timestamp: String,
    ecs: Ecs,
    data_stream: DataStream,
    event: EventFields<'a>,
    cloud: Cloud<'a>,
    source: Source<'a>,
    destination: Destination<'a>,
    url: Url<'a>,
    http: Http<'a>,
    network: Network<'a>,
    tls: Tls<'a>,
    rule: Rule<'a>,
    observer: Observer,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_agent: Option<UserAgent<'a>>,
    related: Related<'a>,
    aws: Aws<'a>,
}

#[derive(Serialize)]
struct EventFields<'a> {
    kind: &'static str,
    category: [&'static str; 2],
    r#type: [&'static str; 2],
    action: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Cow<'a, str>>,
    module: &'static str,
    dataset: &'static str,
}

#[derive(Serialize)]
struct Cloud<'a> {
    provider: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'a str>,
    account: Id<'a>,
    service: Name<'static>,
}

#[derive(Serialize)]
struct Source<'a> {
    address: &'a str,
    ip: &'a str,
    geo: Geo<'a>,
}

#[derive(Serialize)]
struct Geo<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    country_iso_code: Option<&'a str>,
}

#[derive(Serialize)]
struct Destination<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    domain: Option<&'a str>,
}

#[derive(Serialize)]
struct Url<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    scheme: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    original: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    domain: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    query: Option<&'a str>,
}

#[derive(Serialize)]
struct Http<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'a str>,
    request: HttpRequest<'a>,
}

#[derive(Serialize)]
struct HttpRequest<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    referrer: Option<&'a str>,
    body: super::Bytes,
}

#[derive(Serialize)]
struct Network<'a> {
    transport: &'static str,
    protocol: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    forwarded_ip: Option<&'a IpAddr>,
}

#[derive(Serialize)]
struct Rule<'a> {
    id: &'a str,
    name: &'a str,
    category: &'a str,
    ruleset: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
}

#[derive(Serialize)]
struct Observer {
    r#type: &'static str,
    vendor: &'static str,
    product: &'static str,
}

#[derive(Serialize)]
struct Tls<'a> {
    client: TlsClient<'a>,
}

#[derive(Serialize)]
struct TlsClient<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    ja3: Option<&'a str>,
}

#[derive(Serialize)]
struct UserAgent<'a> {
    original: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    ip: Vec<IpAddr>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hosts: Option<[&'a str; 1]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hash: Vec<&'a str>,
}

#[derive(Serialize)]
struct Aws<'a> {
    waf: Waf<'a>,
}

#[derive(Serialize)]
struct Waf<'a> {
    arn: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    source: WafSource<'a>,
    request: WafRequest<'a>,
    format_version: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    ja4_fingerprint: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    labels: &'a [Label<'a>],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    terminating_rule_match_details: &'a [MatchDetail<'a>],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    rule_group_list: &'a [RuleGroup<'a>],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    rate_based_rule_list: &'a [RateBasedRule<'a>],
    #[serde(skip_serializing_if = "Option::is_none")]
    request_body_size: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_body_size_inspected_by_waf: Option<u64>,
}

#[derive(Serialize)]
struct WafSource<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
}

#[derive(Serialize)]
struct WafRequest<'a> {
    headers: Headers<'a>,
}

struct Headers<'a>(&'a Request<'a>);

impl Serialize for Headers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let headers = &self.0.http_request.headers;
        let mut map = serializer.serialize_map(Some(headers.len()))?;
        for header in headers {
            map.serialize_entry(&*header.name, &*header.value)?;
        }
        map.end()
    }
}

/// Writes the event of a line.
pub fn write(line: &str, out: &mut Vec<u8>) {
    let record = sonic_rs::from_str::<Request<'_>>(line).expect("sonic-rs reads the line");
    let forwarded = record.header("x-forwarded-for").map_or_else(Vec::new, |list| {
        list.split(',').filter_map(|address| address.trim().parse().ok()).collect::<Vec<IpAddr>>()
    });
    sonic_rs::to_writer(&mut *out, &event(&record, &forwarded)).expect("an event can be written");
    out.push(b'\n');
}

fn event<'a>(record: &'a Request<'a>, forwarded: &'a [IpAddr]) -> Event<'a> {
    let request = &record.http_request;
    let mut arn = record.webacl_id.splitn(6, ':');
    let (region, account, id) = (arn.nth(3), arn.next(), arn.next());
    let host = request.host.as_deref();
    let args = request.args.as_deref().filter(|args| !args.is_empty());
    let limited = record.rate_based_rule_list.iter().filter_map(|rule| rule.limit_value.as_ref()?.parse().ok());
    let mut ip = Vec::with_capacity(4);
    for address in request.client_ip.parse().into_iter().chain(forwarded.iter().copied()).chain(limited) {
        if !ip.contains(&address) {
            ip.push(address);
        }
    }
    let deciding = record.rule_group_list.iter().find(|group| group.terminating_rule.is_some());
    Event {
        timestamp: timestamp(record.timestamp),
        ecs: ECS,
        data_stream: DataStream::of("aws.waf"),
        event: EventFields {
            kind: "event",
            category: ["network", "web"],
            r#type: ["access", if &*record.action == "BLOCK" { "denied" } else { "allowed" }],
            action: &record.action,
            reason: reason(record),
            module: "aws",
            dataset: "aws.waf",
        },
        cloud: Cloud { provider: "aws", region, account: Id { id: account }, service: Name { name: "waf" } },
        source: Source {
            address: &request.client_ip,
            ip: &request.client_ip,
            geo: Geo { country_iso_code: request.country.as_deref() },
        },
        destination: Destination { address: host, domain: host },
        url: Url {
            scheme: request.scheme.as_deref(),
            original: request.uri.as_deref().map(|path| match args {
                Some(args) => format!("{path}?{args}").into(),
                None => path.into(),
            }),
            domain: host,
            path: request.uri.as_deref(),
            query: args,
        },
        http: Http {
            version: request.http_version.as_deref().map(|version| version.trim_start_matches("HTTP/")),
            request: HttpRequest {
                id: request.request_id.as_deref(),
                method: request.http_method.as_deref(),
                referrer: record.header("referer"),
                body: super::Bytes { bytes: record.request_body_size },
            },
        },
        network: Network { transport: "tcp", protocol: "http", forwarded_ip: forwarded.first() },
        tls: Tls { client: TlsClient { ja3: record.ja3_fingerprint.as_deref() } },
        rule: Rule {
            id: &record.terminating_rule_id,
            name: &record.terminating_rule_id,
            category: &record.terminating_rule_type,
            ruleset: &record.terminating_rule_type,
            description: deciding.map(|group| &*group.rule_group_id),
        },
        observer: Observer { r#type: "waf", vendor: "AWS", product: "AWS WAF" },
        user_agent: record.header("user-agent").map(|original| UserAgent { original }),
        related: Related {
            ip,
            hosts: host.map(|host| [host]),
            hash: [&record.ja3_fingerprint, &record.ja4_fingerprint]
                .into_iter()
                .filter_map(|hash| hash.as_deref())
                .collect(),
        },
        aws: Aws {
            waf: Waf {
                arn: &record.webacl_id,
                id,
                source: WafSource { name: record.http_source_name.as_deref(), id: record.http_source_id.as_deref() },
                request: WafRequest { headers: Headers(record) },
                format_version: record.format_version.to_string(),
                ja4_fingerprint: record.ja4_fingerprint.as_deref(),
                labels: &record.labels,
                terminating_rule_match_details: &record.terminating_rule_match_details,
                rule_group_list: &record.rule_group_list,
                rate_based_rule_list: &record.rate_based_rule_list,
                request_body_size: record.request_body_size,
                request_body_size_inspected_by_waf: record.request_body_size_inspected_by_waf,
            },
        },
    }
}

/// Milliseconds are written unless there are none.
fn timestamp(milliseconds: u64) -> String {
    let instant = UtcDateTime::from_unix_timestamp_nanos(i128::from(milliseconds) * 1_000_000).expect("an instant");
    let text = if milliseconds % 1000 == 0 { instant.format(&Rfc3339) } else { instant.format(MILLISECONDS) };
    text.expect("an instant can be written")
}

/// The kinds of attack that were found.
fn reason<'a>(record: &'a Request<'a>) -> Option<Cow<'a, str>> {
    match &*record.terminating_rule_match_details {
        [] => None,
        [detail] => Some((&*detail.condition_type).into()),
        details => {
            let kinds = details.iter().map(|detail| &*detail.condition_type);
            Some(kinds.collect::<Vec<_>>().join(", ").into())
        }
    }
}
