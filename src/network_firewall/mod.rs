//! AWS Network Firewall logs: alerts, flows and TLS inspection, as Suricata's EVE events inside AWS's own object.
//!
//! ```
//! use awslog::network_firewall::{self, AlertAction, VerdictAction};
//!
//! let line = r#"{"firewall_name":"egress-fw","availability_zone":"us-east-1b",
//!     "event_timestamp":"1768480496","event":{"timestamp":
//!     "2026-01-15T12:34:56.006481+0000","flow_id":1582438383425873,"event_type":"alert",
//!     "src_ip":"192.0.2.10","src_port":51254,"dest_ip":"198.51.100.20","dest_port":443,
//!     "proto":"TCP","alert":{"action":"allowed","signature_id":4,"rev":0,"severity":3,
//!     "signature":"aws:alert_established action","category":""},
//!     "verdict":{"action":"drop"},"tls":{"sni":"www.example.com","version":"TLS 1.2"}}}"#;
//! let record = network_firewall::parse_line(line)?;
//! assert_eq!(record.region(), Some("us-east-1"));
//!
//! let event = record.event.unwrap();
//! let alert = event.alert.unwrap();
//! assert_eq!((alert.signature_id, alert.action), (Some(4), Some(AlertAction::Allowed)));
//! assert_eq!(event.verdict.unwrap().action, Some(VerdictAction::Drop));
//! assert_eq!(event.tls.unwrap().sni.unwrap(), "www.example.com");
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Forms
//!
//! | log type | what [`Record::event`] holds |
//! | --- | --- |
//! | alert | the rule that matched ([`EveEvent::alert`]), what became of the packet ([`EveEvent::verdict`]), and what Suricata knows of the application: [`EveEvent::tls`], [`EveEvent::http`], [`EveEvent::dns`] |
//! | flow | one direction of a flow ([`EveEvent::netflow`]) and its TCP flags ([`EveEvent::tcp`]) |
//! | TLS | [`EveEvent::sni`], with [`EveEvent::tls_error`] or [`EveEvent::revocation_check`]. AWS's TLS engine writes it, not Suricata |
//!
//! | source | form |
//! | --- | --- |
//! | S3 | one JSON object per line |
//! | CloudWatch Logs | one JSON object per event, alone or in the wrapper of a subscription |
//! | Data Firehose | JSON objects, one per line or concatenated |
//!
//! [`records`] reads all of them, and lists of records; [`parse_line`] reads one record.
//!
//! Other events of Suricata, such as `http` or `anomaly`, have the same members. What Suricata knows of further protocols, such as
//! `ssh` or `smtp`, is in [`EveEvent::unknown`]. So are options of Suricata that AWS does not use. The records of Network Firewall's
//! proxy have no `event`: their members are in [`Record::unknown`].
//!
//! # Where AWS writes them
//!
//! In a bucket:
//! `[<prefix>/]AWSLogs/<account>/network-firewall/<alert|flow|tls>/<region>/<firewall>/YYYY/MM/DD/HH/<account>_network-firewall_<type>_<region>_<firewall>_YYYYMMDDHHmm_<hash>.log.gz`.
//! The account is only there.
//!
//! AWS describes the logs at
//! <https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-logging-contents.html>, Suricata the events at
//! <https://docs.suricata.io/en/suricata-7.0.8/output/eve/eve-json-format.html>.
//!
//! # Null
//!
//! Null, `[]`, an empty text and an absent key are all absent values, and so are `-` and the empty objects of `ja3` and `ja3s`.
//!
//! # What is easily got wrong
//!
//! - `alert.action` says what a rule asked for; the packet may still be dropped because of another. `verdict.action` decides.
//! - `tcp_flags` is a hexadecimal number: `13` is FIN, SYN and ACK. See [`Tcp::flags`].
//! - A flow record is one direction: its bytes are those of the sender, and the server's half has the server as source. Nothing
//!   says who opened the connection. `flow_id` joins the halves, and the alerts.
//! - The `timestamp` of a flow is when it was logged, a minute or more after its end. `netflow.start` and `netflow.end` are the times
//!   of the traffic.
//! - A severity of 1 is the most severe.
//! - The certificate's subject and issuer are often written twice in one object, which strict readers refuse. The last value counts.
//! - Ports are texts in the TLS log, and `event_timestamp` is a text in the others.
//! - Times of events have an offset without a colon, and those of certificates have none.
//! - `aws_category` is JSON in a text inside the JSON.
//! - `http.hostname` can be an address, and HTTP/2 has none: see [`Http::host`].
//! - A file can hold records of several availability zones.
//!
//! ```
//! use awslog::network_firewall;
//!
//! let line = r#"{"firewall_name":"egress-fw","event_timestamp":1768480499,
//!     "aws_category":"[\"News\"]","event":{"src_port":"55930","tcp":{"tcp_flags":"13"},
//!     "tls":{"subject":"CN=example.com","subject":"CN=example.com","ja3":{},
//!     "notafter":"2026-12-02T23:59:59"}}}"#;
//! let record = network_firewall::parse_line(line)?;
//! assert_eq!(record.event_timestamp.unwrap().unix_timestamp(), 1_768_480_499);
//! assert_eq!(record.aws_category.unwrap()[0], "News");
//!
//! let event = record.event.unwrap();
//! assert_eq!(event.src_port, Some(55930));
//! assert_eq!(event.tcp.unwrap().flags().collect::<Vec<_>>(), ["fin", "syn", "ack"]);
//!
//! let tls = event.tls.unwrap();
//! assert_eq!(tls.subject.unwrap(), "CN=example.com");
//! assert_eq!(tls.notafter.unwrap().unix_timestamp(), 1_796_255_999);
//! assert!(tls.unknown.is_empty());
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Errors
//!
//! An object is a record if it has `firewall_name`, or `event_timestamp` with an `event` that has known keys. An object of known keys
//! alone is one, too. Any other object is refused as `ErrorKind::Format`, with what it looks like and what to pass instead. So are
//! events of Suricata without AWS's object around them, since every installation of Suricata writes such events.
//!
//! A value that no ECS field needs can have another type, and so can a value that the server or its certificate determines: it is
//! kept in `unknown`, and is in the event under `aws`.
//!
//! Any other value of the wrong type refuses its record, and the iterator continues with the next one. Invalid or truncated JSON is
//! one error, with the byte at which reading stopped. Unknown keys are kept in `unknown`.
//!
//! ```
//! let line = r#"{"firewall_name":"egress-fw","event":{"src_ip":"nowhere"}}"#;
//! let error = awslog::network_firewall::parse_line(line).unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "Network Firewall log, byte 47, field `event.src_ip`: expected an IP address, \
//!      found \"nowhere\"",
//! );
//! ```
//!
//! # As ECS events
//!
//! | fields of ECS | from |
//! | --- | --- |
//! | `@timestamp`, `event.created` | `event.timestamp`; `event_timestamp` |
//! | `event.kind`, `.category` | `alert` for alerts, otherwise `event`; `[network]` |
//! | `event.type` | `[connection]`, with `allowed` or `denied` by the verdict, otherwise by the rule, the revocation check or the TLS error |
//! | `event.action`, `.outcome` | the action of the rule or of the revocation check; `failure` for a TLS error |
//! | `event.severity`, `rule.*`, `message` | the rule; 1 is the most severe |
//! | `event.start`, `.end`, `.duration` | `netflow.start`, `netflow.end` |
//! | `source.*`, `destination.*`, `network.*` | the addresses and ports, the protocols, and the counters of this direction |
//! | `destination.domain` | the name in the TLS handshake, otherwise the HTTP host |
//! | `tls.*` | the handshake and the server's certificate; `established` is `false` for a TLS error |
//! | `url.*`, `http.*`, `user_agent.*` | the HTTP request |
//! | `dns.*` | the DNS message |
//! | `cloud.*`, `observer.*` | the availability zone and its region; the firewall |
//! | `related.*` | the addresses, host names and fingerprints |
//!
//! Alerts do not have the category `intrusion_detection`, because default actions and rules about domains are alerts too.
//! `url.scheme` is absent where the log leaves it open. The members of `event` without an ECS field are under `aws.firewall`,
//! without an object `event`; those of `netflow` and `flow`, and `flow_id`, are in `aws.firewall.flow`.
//!
//! ```
//! # #[cfg(feature = "ecs")] {
//! use awslog::ecs::{Mapper, Type};
//! use awslog::network_firewall;
//!
//! let line = r#"{"firewall_name":"egress-fw","event":{"event_type":"alert",
//!     "src_ip":"192.0.2.10","alert":{"action":"allowed","signature":"HTTP"},
//!     "verdict":{"action":"drop"},"app_proto":"http","http":{
//!     "hostname":"www.example.com","url":"/a?b=c"}}}"#;
//! let record = network_firewall::parse_line(line)?;
//! let mapper = Mapper::new();
//! let event = mapper.to_ecs(&record);
//! assert_eq!(event.event.r#type, [Type::Connection, Type::Denied].into());
//! assert_eq!(event.rule.name.as_deref(), Some("HTTP"));
//! assert_eq!(event.url.full.as_deref(), Some("http://www.example.com/a?b=c"));
//! # }
//! # Ok::<(), awslog::Error>(())
//! ```

mod alert;
mod detection;
mod dns;
#[cfg(feature = "ecs")]
mod ecs;
mod event;
mod flow;
mod http;
mod record;
mod text_list;
mod tls;
mod values;

use crate::error::Refusal;
use crate::format::Format;
use crate::json::{Document, Envelope, Reader, entry_points};
use crate::schema::{Field, Selection};

pub use alert::{Alert, AlertEnd, Verdict};
pub(crate) use detection::DETECTION;
pub use dns::{Dns, DnsAnswer, DnsQuery, DnsResponse};
pub use event::{EveEvent, Metadata};
pub use flow::{Flow, Netflow, Tcp};
pub use http::{Header, Http, Http2};
pub use record::Record;
pub use text_list::TextList;
pub use tls::{Fingerprint, RevocationCheck, Tls, TlsError};
pub use values::{AlertAction, EventType, PacketDirection, RevocationAction, RevocationStatus, VerdictAction};

entry_points! {
    /// Reads one record: a JSON object, perhaps in a wrapper.
    ///
    /// ```
    /// use awslog::network_firewall::{self, EventType};
    ///
    /// let record = network_firewall::parse_line(
    ///     r#"{"firewall_name":"egress-fw","event_timestamp":"1768480600",
    ///         "event":{"event_type":"netflow","netflow":{"pkts":11,"bytes":6458}}}"#,
    /// )?;
    /// let event = record.event.unwrap();
    /// assert_eq!(event.event_type, Some(EventType::Netflow));
    /// assert_eq!(event.netflow.unwrap().bytes, Some(6458));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A value does not have the type of its field, the JSON is invalid, or there is not exactly one Network Firewall record.
    pub fn parse_line;

    /// Reads the records of a whole object from a bucket, already decompressed: JSON objects, one per line, concatenated or in a
    /// list, also in the wrapper of CloudWatch Logs.
    ///
    /// ```
    /// let object = br#"{"firewall_name":"egress-fw","event":{"src_ip":"192.0.2.10"}}
    ///     {"firewall_name":"egress-fw","event":{"src_ip":"192.0.2.11"}}"#;
    /// let records =
    ///     awslog::network_firewall::records(object).collect::<Result<Vec<_>, _>>()?;
    /// assert_eq!(records.len(), 2);
    /// assert_eq!(records[1].event.as_ref().unwrap().src_ip, Some([192, 0, 2, 11].into()));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn records;

    /// The iterator of [`records`]. A refused record is an error, and the iterator continues with the next one.
    pub struct Records;
}

/// Network Firewall's records as JSON documents.
#[derive(Default, Clone, Debug)]
pub(crate) struct Parser;

impl Document for Parser {
    type Record<'a> = Record<'a>;

    const FORMAT: Format = Format::NetworkFirewall;

    const SCHEMAS: &'static [&'static [Field]] = &[Record::SCHEMA];

    /// Categories are also read from the event.
    fn needed_for(wanted: Selection) -> Selection {
        const SHARED: Selection = Selection::of(Record::SCHEMA, &["event", "aws_category"]);
        if wanted.has_any(SHARED) { wanted.with(SHARED) } else { wanted }
    }

    const ENVELOPE: Envelope = Envelope { lists: &[], objects: &[], texts: &["message"] };

    fn is_record_key(key: &str) -> bool {
        record::is_key(key)
    }

    fn read<'a>(reader: &mut Reader<'a>) -> Result<Record<'a>, Box<Refusal>> {
        Record::read(reader)
    }

    fn set_source<'a>(record: &mut Record<'a>, source: &'a str) {
        record.set_source(source);
    }

    fn set_envelope_time(record: &mut Record<'_>, time: time::UtcDateTime) {
        record.set_envelope_time(time);
    }

    fn into_owned<'a>(record: Record<'_>) -> Record<'a> {
        record.into_owned()
    }
}
