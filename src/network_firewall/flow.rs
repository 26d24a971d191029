//! `event.netflow`, `event.flow` and `event.tcp`: counters and flags of flows.

use time::UtcDateTime;

use crate::json::objects;
use crate::text::Text;

objects! {
    /// `netflow`: one direction of a flow.
    pub struct Netflow<'a> {
        /// The number of packets in this direction.
        "pkts" => pkts: Option<u64>,
        /// The number of bytes in this direction, from the IP header on.
        "bytes" => bytes: Option<u64>,
        /// When the first packet arrived.
        "start" => start: Option<UtcDateTime> as DateOrEpoch,
        /// When the last packet arrived.
        "end" => end: Option<UtcDateTime> as DateOrEpoch,
        /// The time from the first to the last packet in whole seconds, rounded.
        "age" (lenient) => age: Option<u64>,
        /// The lowest time to live of a packet.
        "min_ttl" (lenient) => min_ttl: Option<u8>,
        /// The highest time to live of a packet.
        "max_ttl" (lenient) => max_ttl: Option<u8>,
        /// The number of transactions, such as HTTP requests.
        "tx_cnt" (lenient) => tx_cnt: Option<u64>,
    }

    /// `flow`: both directions of a flow, up to the packet of an alert or the end of the flow.
    pub struct Flow<'a> {
        /// The number of packets to the server.
        "pkts_toserver" (lenient) => pkts_toserver: Option<u64>,
        /// The number of packets to the client.
        "pkts_toclient" (lenient) => pkts_toclient: Option<u64>,
        /// The number of bytes to the server.
        "bytes_toserver" (lenient) => bytes_toserver: Option<u64>,
        /// The number of bytes to the client.
        "bytes_toclient" (lenient) => bytes_toclient: Option<u64>,
        /// When the first packet arrived.
        "start" (lenient) => start: Option<UtcDateTime> as DateOrEpoch,
        /// When the last packet arrived.
        "end" (lenient) => end: Option<UtcDateTime> as DateOrEpoch,
        /// The time from the first to the last packet in whole seconds, rounded.
        "age" (lenient) => age: Option<u64>,
        /// The state of the flow: `new`, `established`, `closed`.
        "state" => state: Option<Text<'a>>,
        /// Why the flow ended: `timeout`, `forced`.
        "reason" => reason: Option<Text<'a>>,
        /// Whether a rule matched.
        "alerted" (lenient) => alerted: Option<bool>,
    }

    /// `tcp`: the TCP flags of a flow. Each flag that was seen is `true`; the others are absent.
    pub struct Tcp<'a> {
        /// All flags of this direction as hexadecimal digits: `1b`. See [`Tcp::flags`].
        "tcp_flags" => tcp_flags: Option<Text<'a>> => custom,
        /// SYN was seen.
        "syn" (lenient) => syn: Option<bool>,
        /// FIN was seen.
        "fin" (lenient) => fin: Option<bool>,
        /// RST was seen.
        "rst" (lenient) => rst: Option<bool>,
        /// PSH was seen.
        "psh" (lenient) => psh: Option<bool>,
        /// ACK was seen.
        "ack" (lenient) => ack: Option<bool>,
        /// URG was seen.
        "urg" (lenient) => urg: Option<bool>,
        /// ECE was seen, which Suricata calls ECN.
        "ecn" (lenient) => ecn: Option<bool>,
        /// CWR was seen.
        "cwr" (lenient) => cwr: Option<bool>,
        /// The flags of packets to the server.
        "tcp_flags_ts" => tcp_flags_ts: Option<Text<'a>>,
        /// The flags of packets to the client.
        "tcp_flags_tc" => tcp_flags_tc: Option<Text<'a>>,
        /// The state of the connection: `established`, `closed`.
        "state" => state: Option<Text<'a>>,
    }
}

/// The flags by their bits, the lowest first.
const FLAGS: [&str; 8] = ["fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr"];

impl Tcp<'_> {
    /// The names of the flags in [`tcp_flags`](Self::tcp_flags), from `fin` to `cwr`. None if that is not a hexadecimal
    /// number below 256.
    ///
    /// ```
    /// let line = r#"{"firewall_name":"egress-fw","event":{"tcp":{"tcp_flags":"1b"}}}"#;
    /// let record = awslog::network_firewall::parse_line(line)?;
    /// let tcp = record.event.unwrap().tcp.unwrap();
    /// assert_eq!(tcp.flags().collect::<Vec<_>>(), ["fin", "syn", "psh", "ack"]);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn flags(&self) -> impl Iterator<Item = &'static str> {
        let bits = self.tcp_flags.as_deref().and_then(hexadecimal).unwrap_or_default();
        FLAGS.into_iter().enumerate().filter_map(move |(bit, name)| (bits >> bit & 1 == 1).then_some(name))
    }
}

/// Digits only: Rust reads a sign too.
fn hexadecimal(text: &str) -> Option<u8> {
    let is_number = !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_hexdigit());
    if is_number { u8::from_str_radix(text, 16).ok() } else { None }
}
