use std::net::IpAddr;
use std::str::FromStr;

use serde::Serialize;
use time::UtcDateTime;
use time::format_description::well_known::Rfc3339;

use super::{DataStream, ECS, Ecs, Id, Name, network_type, present};

#[derive(Serialize)]
struct Event<'a> {
    #[serde(rename = "@timestamp")]
    timestamp: String,
    ecs: Ecs,
    data_stream: DataStream,
    event: EventFields<'a>,
    cloud: Cloud<'a>,
    source: Source,
    destination: Destination,
    network: Network<'a>,
    #[serde(skip_serializing_if = "Related::is_empty")]
    related: Related,
    aws: Aws<'a>,
}

#[derive(Serialize)]
struct EventFields<'a> {
    kind: &'static str,
    category: [&'static str; 1],
    r#type: &'static [&'static str],
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<&'static str>,
    module: &'static str,
    dataset: &'static str,
    start: String,
    end: String,
}

#[derive(Serialize)]
struct Cloud<'a> {
    provider: &'static str,
    account: Id<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    availability_zone: Option<&'a str>,
    service: Name<'static>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<Id<'a>>,
}

#[derive(Serialize)]
struct Source {
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<IpAddr>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ip: Option<IpAddr>,
    #[serde(skip_serializing_if = "Option::is_none")]
    port: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    packets: Option<u64>,
}

#[derive(Serialize)]
struct Destination {
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<IpAddr>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ip: Option<IpAddr>,
    #[serde(skip_serializing_if = "Option::is_none")]
    port: Option<u16>,
}

#[derive(Serialize)]
struct Network<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    transport: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    iana_number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    packets: Option<u64>,
}

#[derive(Serialize)]
struct Related {
    ip: Vec<IpAddr>,
}

impl Related {
    fn is_empty(&self) -> bool {
        self.ip.is_empty()
    }
}

#[derive(Serialize)]
struct Aws<'a> {
    vpcflow: VpcFlow<'a>,
}

#[derive(Serialize)]
struct VpcFlow<'a> {
    version: Option<&'a str>,
    account_id: Option<&'a str>,
    interface_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<&'a str>,
    log_status: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vpc_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subnet_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tcp_flags: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tcp_flags_array: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pkt_srcaddr: Option<IpAddr>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pkt_dstaddr: Option<IpAddr>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pkt_src_service: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pkt_dst_service: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    traffic_path: Option<&'a str>,
}

const FLAGS: [&str; 6] = ["fin", "syn", "rst", "psh", "ack", "urg"];

/// Writes the event of a line with the 14 fields of version 2, or the 29 up to version 5.
pub fn write(line: &str, out: &mut Vec<u8>) {
    let mut values = [None; 29];
    values.iter_mut().zip(line.split(' ')).for_each(|(place, value)| *place = present(value));
    let [
        version,
        account_id,
        interface_id,
        srcaddr,
        dstaddr,
        srcport,
        dstport,
        protocol,
        packets,
        bytes,
        start,
        end,
        ..,
    ] = values;
    let [_, _, _, _, _, _, _, _, _, _, _, _, action, log_status, vpc_id, subnet_id, instance_id, tcp_flags, kind, ..] =
        values;
    let (source, destination) = (parsed::<IpAddr>(srcaddr), parsed::<IpAddr>(dstaddr));
    let (packets, bytes) = (parsed(packets), parsed(bytes));
    let (pkt_srcaddr, pkt_dstaddr) = (parsed(values[19]), parsed(values[20]));
    let flags = parsed::<u8>(tcp_flags);
    let mut ip = Vec::new();
    for address in [source, destination, pkt_srcaddr, pkt_dstaddr].into_iter().flatten() {
        if !ip.contains(&address) {
            ip.push(address);
        }
    }
    let (r#type, outcome): (&[&str], _) = match action {
        Some("ACCEPT") => (&["allowed", "connection"], Some("success")),
        Some("REJECT") => (&["connection", "denied"], Some("failure")),
        _ => (&["connection"], None),
    };
    let (start, end) = (instant(start), instant(end));
    let event = Event {
        timestamp: end.clone(),
        ecs: ECS,
        data_stream: DataStream::of("aws.vpcflow"),
        event: EventFields {
            kind: "event",
            category: ["network"],
            r#type,
            action,
            outcome,
            module: "aws",
            dataset: "aws.vpcflow",
            start,
            end,
        },
        cloud: Cloud {
            provider: "aws",
            account: Id { id: account_id },
            region: values[21],
            availability_zone: values[22],
            service: Name { name: "vpc" },
            instance: instance_id.map(|id| Id { id: Some(id) }),
        },
        source: Source { address: source, ip: source, port: parsed(srcport), bytes, packets },
        destination: Destination { address: destination, ip: destination, port: parsed(dstport) },
        network: Network {
            r#type: source.as_ref().map(network_type).or(match kind {
                Some("IPv4") => Some("ipv4"),
                Some("IPv6") => Some("ipv6"),
                _ => None,
            }),
            transport: match protocol {
                Some("1") => Some("icmp"),
                Some("6") => Some("tcp"),
                Some("17") => Some("udp"),
                _ => None,
            },
            iana_number: protocol,
            direction: values[27],
            bytes,
            packets,
        },
        related: Related { ip },
        aws: Aws {
            vpcflow: VpcFlow {
                version,
                account_id,
                interface_id,
                action,
                log_status,
                vpc_id,
                subnet_id,
                instance_id,
                tcp_flags,
                tcp_flags_array: (0..FLAGS.len())
                    .filter(|bit| flags.is_some_and(|flags| flags >> bit & 1 != 0))
                    .map(|bit| FLAGS[bit])
                    .collect(),
                r#type: kind,
                pkt_srcaddr,
                pkt_dstaddr,
                pkt_src_service: values[25],
                pkt_dst_service: values[26],
                traffic_path: values[28],
            },
        },
    };
    serde_json::to_writer(&mut *out, &event).expect("an event can be written");
    out.push(b'\n');
}

fn parsed<T: FromStr>(value: Option<&str>) -> Option<T> {
    value?.parse().ok()
}

fn instant(seconds: Option<&str>) -> String {
    let instant = UtcDateTime::from_unix_timestamp(parsed(seconds).expect("seconds")).expect("an instant");
    instant.format(&Rfc3339).expect("an instant can be written")
}
