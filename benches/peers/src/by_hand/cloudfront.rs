use std::borrow::Cow;
use std::net::IpAddr;

use percent_encoding::percent_decode_str;
use serde::Serialize;

use super::{Bytes, DataStream, ECS, Ecs, Name, network_type, present};
use crate::cloudfront::split;

#[derive(Serialize)]
struct Event<'a> {
    #[serde(rename = "@timestamp")]
    timestamp: String,
    ecs: Ecs,
    data_stream: DataStream,
    event: EventFields<'a>,
    cloud: Cloud,
    source: Source<'a>,
    destination: Destination<'a>,
    server: Server<'a>,
    url: Url<'a>,
    http: Http<'a>,
    network: Network<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tls: Option<Tls<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_agent: Option<UserAgent<'a>>,
    related: Related<'a>,
    aws: Aws<'a>,
}

#[derive(Serialize)]
struct EventFields<'a> {
    kind: &'static str,
    category: [&'static str; 1],
    r#type: [&'static str; 1],
    action: &'a str,
    outcome: &'static str,
    module: &'static str,
    dataset: &'static str,
    id: &'a str,
    duration: u64,
}

#[derive(Serialize)]
struct Cloud {
    provider: &'static str,
    service: Name<'static>,
}

#[derive(Serialize)]
struct Source<'a> {
    address: &'a str,
    ip: IpAddr,
    port: u16,
}

#[derive(Serialize)]
struct Destination<'a> {
    address: &'a str,
    domain: &'a str,
}

#[derive(Serialize)]
struct Server<'a> {
    geo: Name<'a>,
}

#[derive(Serialize)]
struct Url<'a> {
    original: Cow<'a, str>,
    full: String,
    scheme: &'a str,
    domain: &'a str,
    path: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extension: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    query: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
struct Http<'a> {
    version: &'a str,
    request: Request<'a>,
    response: Response,
}

#[derive(Serialize)]
struct Request<'a> {
    id: &'a str,
    method: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    referrer: Option<Cow<'a, str>>,
    bytes: u64,
}

#[derive(Serialize)]
struct Response {
    status_code: u16,
    bytes: u64,
    body: Bytes,
}

#[derive(Serialize)]
struct Network<'a> {
    r#type: &'static str,
    transport: &'static str,
    protocol: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    forwarded_ip: Option<IpAddr>,
}

#[derive(Serialize)]
struct Tls<'a> {
    version: &'a str,
    version_protocol: &'static str,
    cipher: &'a str,
}

#[derive(Serialize)]
struct UserAgent<'a> {
    original: Cow<'a, str>,
}

#[derive(Serialize)]
struct Related<'a> {
    ip: Vec<IpAddr>,
    hosts: Vec<&'a str>,
}

#[derive(Serialize)]
struct Aws<'a> {
    cloudfront: CloudFront<'a>,
}

#[derive(Serialize)]
struct CloudFront<'a> {
    domain: &'a str,
    edge_location: &'a str,
    edge_result_type: &'a str,
    edge_response_result_type: &'a str,
    edge_detailed_result_type: &'a str,
    time_to_first_byte: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_type: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cookies: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    x_forwarded_for: Vec<IpAddr>,
}

pub fn write(line: &str, out: &mut Vec<u8>) {
    let values = split(line);
    let address = values[4].parse().expect("c-ip");
    let status = values[8].parse().expect("sc-status");
    let (scheme, host, path) = (values[16], values[15], decoded(values[7]));
    let query = present(values[11]).map(decoded);
    let (_, version) = values[23].split_once('/').expect("cs-protocol-version");
    let forwarded = present(values[19]).map_or_else(Vec::new, addresses);
    let mut ips = vec![address];
    for address in &forwarded {
        if !ips.contains(address) {
            ips.push(*address);
        }
    }
    let event = Event {
        timestamp: format!("{}T{}Z", values[0], values[1]),
        ecs: ECS,
        data_stream: DataStream::of("aws.cloudfront_logs"),
        event: EventFields {
            kind: "event",
            category: ["web"],
            r#type: ["access"],
            action: values[22],
            outcome: if status == 0 || status >= 400 { "failure" } else { "success" },
            module: "aws",
            dataset: "aws.cloudfront_logs",
            id: values[14],
            duration: (values[18].parse::<f64>().expect("time-taken") * 1e9).round() as u64,
        },
        cloud: Cloud { provider: "aws", service: Name { name: "cloudfront" } },
        source: Source { address: values[4], ip: address, port: values[26].parse().expect("c-port") },
        destination: Destination { address: values[6], domain: values[6] },
        server: Server { geo: Name { name: values[2] } },
        url: Url {
            original: match present(values[11]) {
                Some(query) => format!("{}?{query}", values[7]).into(),
                None => values[7].into(),
            },
            full: match &query {
                Some(query) => format!("{scheme}://{host}{path}?{query}"),
                None => format!("{scheme}://{host}{path}"),
            },
            scheme,
            domain: host,
            extension: extension(values[7]),
            path,
            query,
        },
        http: Http {
            version,
            request: Request {
                id: values[14],
                method: values[5],
                referrer: present(values[9]).map(decoded),
                bytes: values[17].parse().expect("cs-bytes"),
            },
            response: Response {
                status_code: status,
                bytes: values[3].parse().expect("sc-bytes"),
                body: Bytes { bytes: present(values[30]).map(|length| length.parse().expect("sc-content-len")) },
            },
        },
        network: Network {
            r#type: network_type(&address),
            transport: if version == "3.0" { "udp" } else { "tcp" },
            protocol: scheme,
            forwarded_ip: forwarded.first().copied(),
        },
        tls: present(values[20]).map(|version| Tls {
            version: version.trim_start_matches("TLSv"),
            version_protocol: "tls",
            cipher: values[21],
        }),
        user_agent: present(values[10]).map(|agent| UserAgent { original: decoded(agent) }),
        related: Related { ip: ips, hosts: if values[6] == host { vec![host] } else { vec![values[6], host] } },
        aws: Aws {
            cloudfront: CloudFront {
                domain: values[6],
                edge_location: values[2],
                edge_result_type: values[13],
                edge_response_result_type: values[22],
                edge_detailed_result_type: values[28],
                time_to_first_byte: values[27].parse().expect("time-to-first-byte"),
                content_type: present(values[29]).map(decoded),
                cookies: present(values[12]),
                x_forwarded_for: forwarded,
            },
        },
    };
    serde_json::to_writer(&mut *out, &event).expect("an event can be written");
    out.push(b'\n');
}

fn decoded(value: &str) -> Cow<'_, str> {
    percent_decode_str(value).decode_utf8_lossy()
}

fn addresses(list: &str) -> Vec<IpAddr> {
    list.split(',').map(|address| decoded(address).trim().parse().expect("x-forwarded-for")).collect()
}

fn extension(path: &str) -> Option<&str> {
    let (_, file) = path.rsplit_once('/')?;
    file.rsplit_once('.').map(|(_, extension)| extension).filter(|extension| !extension.is_empty())
}
