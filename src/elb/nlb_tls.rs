//! Access logs of Network Load Balancers: one line a connection to a TLS listener.

use std::time::Duration;

use time::UtcDateTime;

use crate::error::Result;
use crate::lines::{FirstQuoted, columns};
use crate::text::{Encoded, Text};

use super::record::KindRecord;
use super::values::Endpoint;

columns! {
    /// One TLS connection to a Network Load Balancer.
    ///
    /// The fields have AWS's names in snake_case, in the order of a line. `-` means absent in each of them. Dates
    /// have no zone and are in UTC.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html>
    pub struct Record<'a> {
        /// The type of listener: `tls`.
        "type" (common) => r#type: Text<'a>,
        /// The version of the log: `2.0`.
        "version" (common) => version: Text<'a>,
        /// When the connection ended.
        "time" (common) => time: UtcDateTime as Zoneless => ecs,
        /// The load balancer: `net/<name>/<id>`.
        "elb" => elb: Text<'a> => aws("name"),
        /// The id of the listener.
        "listener" (common) | "listener_id" => listener: Text<'a>,
        /// The address and port of the client.
        "client:port" (common) | "client_port" => client: Endpoint => ecs,
        /// The address and port that the client connected to.
        "destination:port" (common) | "destination_port" => destination: Endpoint => custom,
        /// The time between the start and the end of the connection, in whole milliseconds.
        "connection_time" | "tcp_connection_time_ms" => connection_time: Duration as Milliseconds
            => aws("connection_time.ms" as milliseconds),
        /// The time that the TLS handshake took, including delays of the client, in whole milliseconds.
        "tls_handshake_time" (lenient) | "tls_handshake_time_ms" => tls_handshake_time: Duration as Milliseconds
            => aws("tls_handshake_time.ms" as milliseconds),
        /// The bytes received from the client, after decryption.
        "received_bytes" (common) => received_bytes: u64 => ecs,
        /// The bytes sent to the client, before encryption.
        "sent_bytes" (common) => sent_bytes: u64 => ecs,
        /// The number of the TLS alert that the client sent.
        "incoming_tls_alert" (lenient) => incoming_tls_alert: u16 => aws(as keyword),
        /// The ARN of the certificate that the client was given.
        "chosen_cert_arn" | "cert_arn" => chosen_cert_arn: Text<'a> => aws("chosen_cert.arn"),
        /// Reserved: AWS always logs null.
        "chosen_cert_serial" | "certificate_serial" => chosen_cert_serial: Text<'a> => aws("chosen_cert.serial"),
        /// The TLS cipher.
        "tls_cipher" (common) | "tls_cipher_suite" => tls_cipher: Text<'a> => aws("ssl_cipher"),
        /// The TLS version, such as `tlsv12`.
        "tls_protocol_version" => tls_protocol_version: Text<'a> => aws("ssl_protocol"),
        /// The TLS key exchange, such as `x25519`. Absent before 2025, when the column was called `tls_named_group`.
        "tls_keyexchange" | "tls_named_group" => tls_keyexchange: Text<'a> => aws("tls_named_group"),
        /// The server name of the TLS handshake (SNI), percent-encoded.
        "domain_name" (common) => domain_name: Encoded<'a> => ecs,
        /// The application protocol negotiated with the client.
        "alpn_fe_protocol" => alpn_fe_protocol: Text<'a>,
        /// The application protocol negotiated with the target.
        "alpn_be_protocol" => alpn_be_protocol: Text<'a>,
        /// The application protocols that the client offered, percent-encoded and truncated to 256 bytes: see
        /// [`Record::alpn_client_preferences`].
        "alpn_client_preference_list" => alpn_client_preference_list: Encoded<'a>,
        /// When the connection began.
        "tls_connection_creation_time" => tls_connection_creation_time: UtcDateTime as Zoneless,
        .. custom, dataset(super::record::TYPED)
    }
}

impl Record<'_> {
    /// The application protocols that the client offered, in its order, without the quotes around each.
    pub fn alpn_client_preferences(&self) -> impl Iterator<Item = &str> {
        let list = self.alpn_client_preference_list.as_ref().map(Encoded::as_str);
        let items = list.into_iter().flat_map(|list| list.split(','));
        items.map(|item| item.trim_matches('"')).filter(|item| !item.is_empty())
    }
}

/// Reads one line of this log, or one JSON object.
///
/// ```
/// use awslog::elb::nlb_tls;
///
/// let line = concat!(
///     r#"tls 2.0 2026-01-15T12:34:56 net/my-nlb/0123456789abcdef fedcba9876543210 "#,
///     r#"192.0.2.10:51341 198.51.100.185:443 5 2 98 246 - - - ECDHE-RSA-AES128-SHA "#,
///     r#"tlsv12 x25519 nlb.example.com h2 h2 "h2","http/1.1" 2026-01-15T12:34:46"#,
/// );
/// let record = nlb_tls::parse_line(line)?;
/// assert_eq!(record.connection_time, Some(std::time::Duration::from_millis(5)));
/// assert_eq!(record.alpn_client_preferences().collect::<Vec<_>>(), ["h2", "http/1.1"]);
/// # Ok::<(), awslog::Error>(())
/// ```
///
/// # Errors
///
/// A value is not of its field's type, or the JSON is broken.
pub fn parse_line(line: &str) -> Result<Record<'_>> {
    super::line::parse_kind(line)
}

impl<'a> KindRecord<'a> for Record<'a> {
    const CLIENT: Option<Column> = Some(Column::client);
    const TARGET: Option<Column> = Some(Column::destination);
    // No value has spaces, quoted or not.
    const FIRST_QUOTED: Option<FirstQuoted> = None;
}
