//! Connection logs of Application Load Balancers: one line a connection that was opened, or was not.

use std::net::IpAddr;
use std::time::Duration;

use time::UtcDateTime;

use crate::error::Result;
use crate::lines::{FirstQuoted, columns};
use crate::text::Text;

use super::escaped::Escaped;
use super::record::KindRecord;

columns! {
    /// One connection to an Application Load Balancer.
    ///
    /// The fields have AWS's names in snake_case, in the order of a line. Older lines end earlier. `-` means absent
    /// in each of them. The TLS fields are absent if the listener is for HTTP.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-connection-logs.html>
    pub struct Record<'a> {
        /// When the connection was established or failed. In UTC, to the microsecond.
        "timestamp" (common) | "time" => timestamp: UtcDateTime as Rfc3339 => ecs,
        /// The address of the client.
        "client_ip" (common) => client_ip: IpAddr => ecs,
        /// The port of the client.
        "client_port" (common) => client_port: u16 => ecs,
        /// The port of the listener.
        "listener_port" => listener_port: u16,
        /// The TLS version, such as `TLSv1.3`.
        "tls_protocol" (common) => tls_protocol: Text<'a> => aws("ssl_protocol"),
        /// The TLS cipher.
        "tls_cipher" (common) => tls_cipher: Text<'a> => aws("ssl_cipher"),
        /// The seconds that the TLS handshake took. Absent if it failed.
        "tls_handshake_latency" (lenient) => tls_handshake_latency: Duration as Seconds,
        /// The subject of the client's certificate.
        "leaf_client_cert_subject" => leaf_client_cert_subject: Escaped<'a>,
        /// `NotBefore=...;NotAfter=...` of the client's certificate: see [`Record::not_before`] and [`Record::not_after`].
        "leaf_client_cert_validity" => leaf_client_cert_validity: Text<'a>,
        /// The serial number of the client's certificate.
        "leaf_client_cert_serial_number" => leaf_client_cert_serial_number: Text<'a>,
        /// `Success`, or `Failed:` and a code such as `ClientCertExpired`.
        "tls_verify_status" => tls_verify_status: Text<'a>,
        /// The id of the connection: `TID_` and an id. The access log has the same.
        "conn_trace_id" => conn_trace_id: Text<'a>,
        /// The TLS key exchange, such as `X25519MLKEM768`.
        "tls_keyexchange" => tls_keyexchange: Text<'a>,
        /// The load balancer: `app/<name>/<id>`.
        "elb" => elb: Text<'a> => aws("name"),
        /// The address of the load balancer node.
        "ip_address" (common) => ip_address: IpAddr,
        .. dataset(super::record::TYPED)
    }
}

impl Record<'_> {
    /// From when on the client's certificate holds.
    pub fn not_before(&self) -> Option<UtcDateTime> {
        self.validity("NotBefore=")
    }

    /// Until when the client's certificate holds.
    pub fn not_after(&self) -> Option<UtcDateTime> {
        self.validity("NotAfter=")
    }

    fn validity(&self, name: &str) -> Option<UtcDateTime> {
        let value = self.leaf_client_cert_validity.as_deref()?.split(';').find_map(|part| part.strip_prefix(name))?;
        crate::text::time::rfc_3339(value, true)
    }
}

/// Reads one line of this log, or one JSON object.
///
/// ```
/// use awslog::elb::alb_connection;
///
/// let record = alb_connection::parse_line(
///     r#"2026-01-15T12:34:57.514108Z 192.0.2.12 55001 80 - - - "-""#,
/// )?;
/// assert_eq!(record.client_port, Some(55001));
/// assert_eq!(record.tls_protocol, None);
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
    const FIRST_QUOTED: Option<FirstQuoted> = Some(FirstQuoted::Alone);
}
