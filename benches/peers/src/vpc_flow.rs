//! VPC flow logs, in the default layout and with all values of version 5.

use std::hint::black_box;
use std::net::IpAddr;
use std::str::FromStr;

use awslog::ecs::Mapper;
use awslog::vpc_flow::{Layout, Parser, Record};
use csv::{ByteRecord, Reader, ReaderBuilder, StringRecord};
use serde::{Deserialize, Deserializer, Serialize};

use crate::compare::{Comparison, each};
use crate::events::{check, write_events};
use crate::generate::vpc_flow::{VERSION_5, version_2_lines, version_5_lines};
use crate::vector::Vector;

pub fn parse_version_2(rounds: usize) {
    parse::<Version2<'_>>("VPC v2 parse", &version_2_lines(64_000), &Layout::version_2(), rounds);
}

pub fn parse_version_5(rounds: usize) {
    parse::<Version5<'_>>("VPC v5 parse", &version_5_lines(32_000), &version_5(), rounds);
}

fn version_5() -> Layout {
    Layout::from_header(VERSION_5).expect("a header")
}

fn parse<'a, T: AsFlow>(row: &'static str, lines: &'a [String], layout: &Layout, rounds: usize)
where
    T::Of<'a>: AsFlow,
{
    let text = lines.join("\n") + "\n";
    check_records::<T>(lines, &text, layout);
    Comparison::new(row, text.len(), || each(lines, |line| layout.parse_line(line)))
        .with("csv, text", || {
            let (mut reader, mut record) = (reader(&text), ByteRecord::new());
            while reader.read_byte_record(&mut record).expect("csv reads the line") {
                black_box(&record);
            }
        })
        .with("csv, typed by serde", || {
            let (mut reader, mut record) = (reader(&text), StringRecord::new());
            while reader.read_record(&mut record).expect("csv reads the line") {
                black_box(record.deserialize::<T::Of<'_>>(None).expect("csv types the line"));
            }
        })
        .run(rounds);
}

fn reader(text: &str) -> Reader<&[u8]> {
    ReaderBuilder::new().delimiter(b' ').has_headers(false).quoting(false).from_reader(text.as_bytes())
}

/// Whether all of them read the same records.
fn check_records<T: AsFlow>(lines: &[String], text: &str, layout: &Layout) {
    let mut texts = reader(text);
    let mut typed = reader(text);
    let (mut bytes, mut record) = (ByteRecord::new(), StringRecord::new());
    for line in lines {
        let ours = layout.parse_line(line).expect("awslog reads the line");
        assert!(texts.read_byte_record(&mut bytes).is_ok_and(|more| more), "csv has no record for {line}");
        assert!(bytes.iter().eq(line.split(' ').map(str::as_bytes)), "csv, text, of {line}");
        assert!(typed.read_record(&mut record).is_ok_and(|more| more), "csv has no record for {line}");
        let theirs = record.deserialize::<T::Of<'_>>(None).expect("csv types the line");
        assert_eq!(theirs.flow(), our_flow(&ours), "csv, typed, of {line}");
    }
    assert!(!texts.read_byte_record(&mut bytes).expect("csv reads the end"), "csv has more records");
}

/// What is compared of a record.
type Flow = (Option<IpAddr>, Option<IpAddr>, Option<u16>, Option<u16>, Option<u8>, Option<u64>, Option<u64>, i64);

fn our_flow(record: &Record<'_>) -> Flow {
    let start = record.start.expect("a start").unix_timestamp();
    let Record { srcaddr, dstaddr, srcport, dstport, protocol, packets, bytes, .. } = record;
    (*srcaddr, *dstaddr, *srcport, *dstport, *protocol, *packets, *bytes, start)
}

/// A struct that a user writes for a layout.
trait AsFlow {
    type Of<'a>: AsFlow + Deserialize<'a>;

    fn flow(&self) -> Flow;
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "a user has it for all columns, and reads some")]
struct Version2<'a> {
    version: u8,
    account_id: &'a str,
    interface_id: &'a str,
    #[serde(deserialize_with = "nullable")]
    srcaddr: Option<IpAddr>,
    #[serde(deserialize_with = "nullable")]
    dstaddr: Option<IpAddr>,
    #[serde(deserialize_with = "nullable")]
    srcport: Option<u16>,
    #[serde(deserialize_with = "nullable")]
    dstport: Option<u16>,
    #[serde(deserialize_with = "nullable")]
    protocol: Option<u8>,
    #[serde(deserialize_with = "nullable")]
    packets: Option<u64>,
    #[serde(deserialize_with = "nullable")]
    bytes: Option<u64>,
    start: i64,
    end: i64,
    action: &'a str,
    log_status: &'a str,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "a user has it for all columns, and reads some")]
struct Version5<'a> {
    version: u8,
    account_id: &'a str,
    interface_id: &'a str,
    #[serde(deserialize_with = "nullable")]
    srcaddr: Option<IpAddr>,
    #[serde(deserialize_with = "nullable")]
    dstaddr: Option<IpAddr>,
    #[serde(deserialize_with = "nullable")]
    srcport: Option<u16>,
    #[serde(deserialize_with = "nullable")]
    dstport: Option<u16>,
    #[serde(deserialize_with = "nullable")]
    protocol: Option<u8>,
    #[serde(deserialize_with = "nullable")]
    packets: Option<u64>,
    #[serde(deserialize_with = "nullable")]
    bytes: Option<u64>,
    start: i64,
    end: i64,
    action: &'a str,
    log_status: &'a str,
    vpc_id: &'a str,
    subnet_id: &'a str,
    instance_id: &'a str,
    #[serde(deserialize_with = "nullable")]
    tcp_flags: Option<u8>,
    r#type: &'a str,
    #[serde(deserialize_with = "nullable")]
    pkt_srcaddr: Option<IpAddr>,
    #[serde(deserialize_with = "nullable")]
    pkt_dstaddr: Option<IpAddr>,
    region: &'a str,
    az_id: &'a str,
    sublocation_type: &'a str,
    sublocation_id: &'a str,
    pkt_src_aws_service: &'a str,
    pkt_dst_aws_service: &'a str,
    flow_direction: &'a str,
    #[serde(deserialize_with = "nullable")]
    traffic_path: Option<u8>,
}

macro_rules! as_flow {
    ($($name:ident)*) => {$(
        impl AsFlow for $name<'_> {
            type Of<'a> = $name<'a>;

            fn flow(&self) -> Flow {
                let $name { srcaddr, dstaddr, srcport, dstport, protocol, packets, bytes, start, .. } = self;
                (*srcaddr, *dstaddr, *srcport, *dstport, *protocol, *packets, *bytes, *start)
            }
        }
    )*};
}

as_flow!(Version2 Version5);

/// `-` is none.
fn nullable<'de, T: FromStr, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    match <&str>::deserialize(deserializer)? {
        "-" => Ok(None),
        text => text.parse().map(Some).map_err(|_| serde::de::Error::custom("not of its column's type")),
    }
}

/// What a user of Vector writes to have the same events; the layout is put in for FORMAT.
const PROGRAM: &str = r#"
flow = parse_aws_vpc_flow_log!(.message, format: "FORMAT")
del(.message)
."@timestamp" = from_unix_timestamp!(flow.end)
.ecs.version = "9.4.0"
.event.kind = "event"
.event.category = ["network"]
.event.module = "aws"
.event.dataset = "aws.vpcflow"
.event.action = flow.action
.event.start = from_unix_timestamp!(flow.start)
.event.end = ."@timestamp"
.cloud.provider = "aws"
.cloud.service.name = "vpc"
.cloud.account.id = flow.account_id
.cloud.region = flow.region
.cloud.availability_zone = flow.az_id
.cloud.instance.id = flow.instance_id
if flow.srcaddr != null {
  if flow.action == "ACCEPT" {
    .event.type = ["allowed", "connection"]
    .event.outcome = "success"
  }
  .source.address = flow.srcaddr
  .source.ip = flow.srcaddr
  .source.port = flow.srcport
  .source.bytes = flow.bytes
  .source.packets = flow.packets
  .destination.address = flow.dstaddr
  .destination.ip = flow.dstaddr
  .destination.port = flow.dstport
  .network.bytes = flow.bytes
  .network.packets = flow.packets
  .network.iana_number = to_string!(flow.protocol)
  if flow.protocol == 6 { .network.transport = "tcp" }
  if flow.protocol == 17 { .network.transport = "udp" }
  if flow.protocol == 1 { .network.transport = "icmp" }
  if is_ipv4!(flow.srcaddr) { .network.type = "ipv4" } else { .network.type = "ipv6" }
  .network.community_id = community_id(
    source_ip: string!(flow.srcaddr), destination_ip: string!(flow.dstaddr), protocol: int!(flow.protocol),
    source_port: int!(flow.srcport), destination_port: int!(flow.dstport)
  ) ?? null
  .related.ip = unique([flow.srcaddr, flow.dstaddr])
}
.network.direction = flow.flow_direction
.aws.vpcflow.version = flow.version
.aws.vpcflow.account_id = flow.account_id
.aws.vpcflow.interface_id = flow.interface_id
.aws.vpcflow.action = flow.action
.aws.vpcflow.log_status = flow.log_status
.aws.vpcflow.vpc_id = flow.vpc_id
.aws.vpcflow.subnet_id = flow.subnet_id
.aws.vpcflow.instance_id = flow.instance_id
.aws.vpcflow.tcp_flags = flow.tcp_flags
.aws.vpcflow.type = flow.type
.aws.vpcflow.pkt_srcaddr = flow.pkt_srcaddr
.aws.vpcflow.pkt_dstaddr = flow.pkt_dstaddr
"#;

/// Where Vector's values differ from ours: ours has the addresses of the packets too.
const OTHER_IN_VECTOR: &[&str] = &["related.ip"];

pub fn to_ecs_version_2(rounds: usize) {
    const FORMAT: &str = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start \
        end action log-status";
    to_ecs("VPC v2 to ECS", &version_2_lines(64_000), &Layout::version_2(), FORMAT, rounds);
}

pub fn to_ecs_version_5(rounds: usize) {
    to_ecs("VPC v5 to ECS", &version_5_lines(32_000), &version_5(), VERSION_5, rounds);
}

fn to_ecs(row: &'static str, lines: &[String], layout: &Layout, format: &str, rounds: usize) {
    let text = lines.join("\n") + "\n";
    let mapper = Mapper::new();
    let records = || Parser::with_layout(layout.clone()).records(text.as_bytes());
    let ours = |out: &mut Vec<u8>| write_events(records(), &mapper, out);
    let mut vector = Vector::new(&PROGRAM.replace("FORMAT", &format.replace('-', "_")));

    let [mut events, mut out, mut other] = [const { Vec::new() }; 3];
    ours(&mut events);
    lines.iter().for_each(|line| vector.write(line, &mut out));
    check(&format!("{row}, Vector"), &events, &out, OTHER_IN_VECTOR);
    out.clear();
    lines.iter().for_each(|line| write_by_hand(line, &mut out));
    check(&format!("{row}, by hand"), &events, &out, &[]);

    Comparison::new(row, text.len(), || ours(black_box(&mut events)))
        .with("Vector (VRL)", || {
            out.clear();
            lines.iter().for_each(|line| vector.write(line, black_box(&mut out)));
        })
        .with("by hand, few fields", || {
            other.clear();
            lines.iter().for_each(|line| write_by_hand(line, black_box(&mut other)));
        })
        .run(rounds);
}

#[derive(Serialize)]
struct Event<'a> {
    event: Action<'a>,
    source: End<'a>,
    destination: End<'a>,
    network: Network<'a>,
}

#[derive(Serialize)]
struct Action<'a> {
    action: Option<&'a str>,
}

#[derive(Serialize)]
struct End<'a> {
    ip: Option<&'a str>,
    port: Option<u16>,
}

#[derive(Serialize)]
struct Network<'a> {
    iana_number: Option<&'a str>,
    packets: Option<u64>,
    bytes: Option<u64>,
}

fn write_by_hand(line: &str, out: &mut Vec<u8>) {
    let mut values = line.split(' ').skip(3).map(|value| (value != "-").then_some(value));
    let mut next = || values.next().flatten();
    let (source, destination) = (next(), next());
    let mut port = || next().and_then(|port| port.parse().ok());
    let (from, to) = (port(), port());
    let iana_number = next();
    let mut count = || next().and_then(|count| count.parse().ok());
    let (packets, bytes) = (count(), count());
    let action = values.nth(2).flatten();
    let event = Event {
        event: Action { action },
        source: End { ip: source, port: from },
        destination: End { ip: destination, port: to },
        network: Network { iana_number, packets, bytes },
    };
    serde_json::to_writer(&mut *out, &event).expect("an event can be written");
    out.push(b'\n');
}
