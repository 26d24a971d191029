//! VPC flow logs, in the default layout and with all values of version 5.

use std::hint::black_box;
use std::net::IpAddr;
use std::str::FromStr;

use awslog::vpc_flow::{Layout, Parser, Record};
use csv::{ByteRecord, Reader, ReaderBuilder, StringRecord};
use serde::{Deserialize, Deserializer};

use crate::by_hand;
use crate::compare::{Comparison, each};
use crate::events::{ByHand, Extent, ToEcs};
use crate::floor::Scan;
use crate::generate::vpc_flow::{VERSION_5, version_2_lines, version_5_lines};
use crate::report::Report;

const SCAN: Scan = Scan::Lines { delimiter: b' ' };

pub fn parse_version_2(report: &mut Report) {
    parse::<Version2<'_>>("VPC v2 parse", &version_2_lines(64_000), &Layout::version_2(), report);
}

pub fn parse_version_5(report: &mut Report) {
    parse::<Version5<'_>>("VPC v5 parse", &version_5_lines(32_000), &version_5(), report);
}

fn version_5() -> Layout {
    Layout::from_header(VERSION_5).expect("a header")
}

fn parse<'a, T: AsFlow>(row: &'static str, lines: &'a [String], layout: &Layout, report: &mut Report)
where
    T::Of<'a>: AsFlow,
{
    let text = lines.join("\n") + "\n";
    check_records::<T>(lines, &text, layout);
    Comparison::new(row, text.len(), lines.len(), || each(lines, |line| layout.parse_line(line)))
        .with("floor", || SCAN.run(black_box(&text), || ()))
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
        .run(report);
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
const PROGRAM: &str = include_str!("../vrl/vpc_flow.vrl");

/// Vector has no id for a flow between addresses of two versions.
const OTHER_IN_VECTOR: &[&str] = &["network.community_id"];

pub fn to_ecs_version_2(report: &mut Report) {
    const FORMAT: &str = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start \
        end action log-status";
    to_ecs("VPC v2 to ECS", &version_2_lines(64_000), &Layout::version_2(), FORMAT, report);
}

pub fn to_ecs_version_5(report: &mut Report) {
    to_ecs("VPC v5 to ECS", &version_5_lines(32_000), &version_5(), VERSION_5, report);
}

fn to_ecs(row: &'static str, lines: &[String], layout: &Layout, format: &str, report: &mut Report) {
    let log = lines.join("\n") + "\n";
    let records = lines.iter().map(String::as_str).collect::<Vec<_>>();
    let row = ToEcs {
        row,
        log: &log,
        records: &records,
        scan: SCAN,
        program: &PROGRAM.replace("FORMAT", &format.replace('-', "_")),
        vector: Extent::All,
        other_in_vector: OTHER_IN_VECTOR,
        by_hand: Some(ByHand {
            name: "by hand, no community id",
            write: Box::new(|out| records.iter().for_each(|line| by_hand::vpc_flow::write(line, out))),
            without: &["network.community_id"],
        }),
    };
    row.compare(|| Parser::with_layout(layout.clone()).records(log.as_bytes()), report);
}
