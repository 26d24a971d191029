use std::borrow::Cow;

use serde::Serialize;
use time::UtcDateTime;
use time::format_description::well_known::Rfc3339;

use super::{ECS, Ecs, Id, Name};
use crate::waf::Request;

#[derive(Serialize)]
struct Event<'a> {
    #[serde(rename = "@timestamp")]
    timestamp: String,
    ecs: Ecs,
    event: EventFields<'a>,
    cloud: Cloud<'a>,
    source: Source<'a>,
    destination: Destination<'a>,
    url: Url<'a>,
    http: Http<'a>,
    tls: Tls<'a>,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    hosts: Option<[&'a str; 1]>,
}

#[derive(Serialize)]
struct Aws<'a> {
    waf: Waf<'a>,
}

#[derive(Serialize)]
struct Waf<'a> {
    arn: &'a str,
    source: WafSource<'a>,
    format_version: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    ja4_fingerprint: Option<&'a str>,
    labels: Vec<Label<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_body_size: Option<u64>,
}

#[derive(Serialize)]
struct WafSource<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
}

#[derive(Serialize)]
struct Label<'a> {
    name: &'a str,
}

/// Writes the event of a line: the values that its struct has.
pub fn write(line: &str, out: &mut Vec<u8>) {
    let record = sonic_rs::from_str::<Request<'_>>(line).expect("sonic-rs reads the line");
    sonic_rs::to_writer(&mut *out, &event(&record)).expect("an event can be written");
    out.push(b'\n');
}

fn event<'a>(record: &'a Request<'a>) -> Event<'a> {
    let request = &record.http_request;
    let arn = &*record.webacl_id;
    let host = request.host.as_deref();
    let args = request.args.as_deref().filter(|args| !args.is_empty());
    let instant = UtcDateTime::from_unix_timestamp_nanos(i128::from(record.timestamp) * 1_000_000).expect("an instant");
    Event {
        timestamp: instant.format(&Rfc3339).expect("an instant can be written"),
        ecs: ECS,
        event: EventFields {
            kind: "event",
            category: ["network", "web"],
            r#type: ["access", if &*record.action == "BLOCK" { "denied" } else { "allowed" }],
            action: &record.action,
            module: "aws",
            dataset: "aws.waf",
        },
        cloud: Cloud {
            provider: "aws",
            region: arn.split(':').nth(3),
            account: Id { id: arn.split(':').nth(4) },
            service: Name { name: "waf" },
        },
        source: Source {
            address: &request.client_ip,
            ip: &request.client_ip,
            geo: Geo { country_iso_code: request.country.as_deref() },
        },
        destination: Destination { address: host, domain: host },
        url: Url {
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
        tls: Tls { client: TlsClient { ja3: record.ja3_fingerprint.as_deref() } },
        user_agent: record.header("user-agent").map(|original| UserAgent { original }),
        related: Related { hosts: host.map(|host| [host]) },
        aws: Aws {
            waf: Waf {
                arn,
                source: WafSource { name: record.http_source_name.as_deref(), id: record.http_source_id.as_deref() },
                format_version: record.format_version,
                ja4_fingerprint: record.ja4_fingerprint.as_deref(),
                labels: record.labels.iter().map(|label| Label { name: &label.name }).collect(),
                request_body_size: record.request_body_size,
            },
        },
    }
}
