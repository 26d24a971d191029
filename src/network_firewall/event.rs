//! `event`: what Suricata or the TLS engine reports.

use std::net::IpAddr;

use time::UtcDateTime;

use super::alert::{Alert, Verdict};
use super::dns::Dns;
use super::flow::{Flow, Netflow, Tcp};
use super::http::Http;
use super::text_list::TextList;
use super::tls::{RevocationCheck, Tls, TlsError};
use super::values::{EventType, PacketDirection};
#[cfg(feature = "ecs")]
use crate::json::used_members;
use crate::json::{Raw, objects};
use crate::text::Text;

#[cfg(feature = "ecs")]
used_members!(AppProto, Sni, TlsVersion, HttpVersion, Hostname);

objects! {
    /// `event`: an event in Suricata's EVE format, or of AWS's TLS log, which is similar.
    ///
    /// <https://docs.suricata.io/en/suricata-7.0.8/output/eve/eve-json-format.html>
    pub struct EveEvent<'a> {
        /// The TCP flags of a flow.
        "tcp" => tcp: Option<Tcp<'a>>,
        /// Always absent: reading moves it to [`Record::aws_category`](super::Record::aws_category).
        "aws_category" => aws_category: Option<TextList<'a>> => custom,
        /// The transaction in the flow.
        "tx_id" (lenient) => tx_id: Option<u64>,
        /// The protocol of the application: `tls`, `http`, `dns`; `unknown` or `failed` if it was not recognized.
        "app_proto" => app_proto: Option<Text<'a>> => aws_unless_used(Used::AppProto),
        /// The sender of the packet, or of this direction of the flow.
        "src_ip" => src_ip: Option<IpAddr> => ecs,
        /// Its port. Absent for ICMP.
        "src_port" => src_port: Option<u16> => ecs,
        /// One direction of a flow.
        "netflow" => netflow: Option<Netflow<'a>> => custom,
        /// The check of a certificate, in the TLS log.
        "revocation_check" => revocation_check: Option<Box<RevocationCheck<'a>>>,
        /// What is reported. The TLS log has none.
        "event_type" => event_type: Option<EventType<'a>>,
        /// The rule that matched.
        "alert" => alert: Option<Box<Alert<'a>>>,
        /// The id of the flow, the same in its alerts and in both directions. It can be greater than 2^53.
        "flow_id" (lenient) => flow_id: Option<u64> => custom,
        /// The receiver of the packet, or of this direction of the flow.
        "dest_ip" => dest_ip: Option<IpAddr> => ecs,
        /// The transport protocol: `TCP`, `IPv6-ICMP`; three digits if it has no name.
        "proto" => proto: Option<Text<'a>> => ecs,
        /// What became of the packet.
        "verdict" => verdict: Option<Verdict<'a>>,
        /// The TLS handshake.
        "tls" => tls: Option<Box<Tls<'a>>>,
        /// The HTTP request and its response.
        "http" => http: Option<Box<Http<'a>>>,
        /// The DNS message.
        "dns" => dns: Option<Box<Dns<'a>>>,
        /// The receiver's port. Absent for ICMP.
        "dest_port" => dest_port: Option<u16> => ecs,
        /// When the packet arrived, or when the flow was logged, which is after its end.
        "timestamp" => timestamp: Option<UtcDateTime> as DateOrEpoch => ecs,
        /// The name that the client asked for, in the TLS log. `-` is an absent value.
        "sni" => sni: Option<Text<'a>> => aws_unless_used(Used::Sni),
        /// Why the firewall reset the connection, in the TLS log.
        "tls_error" => tls_error: Option<Box<TlsError<'a>>>,
        /// The direction of the packet in its flow.
        "direction" => direction: Option<PacketDirection<'a>>,
        /// How the packet arrived: `geneve encapsulation`.
        "pkt_src" => pkt_src: Option<Text<'a>>,
        /// Whether the firewall decrypted the connection.
        "tls_inspected" (lenient) => tls_inspected: Option<bool>,
        /// The type of an ICMP message.
        "icmp_type" (lenient) => icmp_type: Option<u8>,
        /// The code of an ICMP message.
        "icmp_code" (lenient) => icmp_code: Option<u8>,
        /// The protocol before the connection was upgraded.
        "app_proto_orig" => app_proto_orig: Option<Text<'a>>,
        /// The protocol that was expected after an upgrade.
        "app_proto_expected" => app_proto_expected: Option<Text<'a>>,
        /// The protocol to the server, if the directions differ.
        "app_proto_ts" => app_proto_ts: Option<Text<'a>>,
        /// The protocol to the client, if the directions differ.
        "app_proto_tc" => app_proto_tc: Option<Text<'a>>,
        /// What rules noted about the flow.
        "metadata" => metadata: Option<Box<Metadata<'a>>>,
        /// Both directions of a flow.
        "flow" => flow: Option<Box<Flow<'a>>> => custom,
    }
    with custom;

    /// `metadata`: what rules noted about the flow.
    pub struct Metadata<'a> {
        /// The names of flags that are set.
        "flowbits" => flowbits: Option<TextList<'a>>,
        /// Counters by name.
        "flowints" => flowints: Option<Raw<'a>> => aws(as flattened),
        /// Variables of the flow.
        "flowvars" => flowvars: Option<Raw<'a>> => aws(as flattened),
        /// Variables of the packet.
        "pktvars" => pktvars: Option<Raw<'a>> => aws(as flattened),
    }
}
