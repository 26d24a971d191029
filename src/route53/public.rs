//! Query logs of public hosted zones: one line per query, without the answer.

use std::net::IpAddr;

use time::UtcDateTime;

use crate::error::Result;
use crate::lines::columns;
use crate::text::{Text, dns};

use super::values::{RecordType, ResponseCode, Transport};

columns! {
    /// One query for a name in a public hosted zone, as a DNS resolver on the internet sent it. The log does not have the answer.
    ///
    /// The fields are in the order of a line. `-` means absent in each of them. AWS does not name them; these names are those
    /// of its documentation in snake_case. The names of CloudWatch Logs' `parseRoute53` are read too.
    ///
    /// <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html>
    pub struct Record<'a> {
        /// The version of the log's format: `1.0`.
        "version" (common) => version: Text<'a>,
        /// When Route 53 answered the query.
        "query_timestamp" (common) => query_timestamp: UtcDateTime as Rfc3339 => ecs,
        /// The hosted zone: `Z...`.
        "hosted_zone_id" | "host_zone_id" => hosted_zone_id: Text<'a>,
        /// The name that was asked for, without a dot at its end.
        "query_name" (common) => query_name: Text<'a> => ecs,
        /// The type of records that was asked for.
        "query_type" (common) => query_type: RecordType<'a> => ecs,
        /// The response code.
        "response_code" (common) | "rcode" => response_code: ResponseCode<'a> => ecs,
        /// The protocol that carried the query.
        "protocol" (common) | "transport" => protocol: Transport<'a> => aws_unless_used,
        /// The edge location that answered, such as `FRA6` or `GRU1-C1`.
        "edge_location" => edge_location: Text<'a>,
        /// The address of the DNS resolver that asked. It is not the address of the user.
        "resolver_ip" | "resolver_ip_address" => resolver_ip: IpAddr => ecs,
        /// The network of the user, if the resolver sent it (EDNS client subnet): `192.0.2.0/24`. See
        /// [`Record::client_subnet`].
        "edns_client_subnet" => edns_client_subnet: Text<'a>,
        .. dataset(super::record::TYPED)
    }
}

impl Record<'_> {
    /// The network of the user: its address, and the number of bits that all its addresses have in common.
    ///
    /// ```
    /// use awslog::route53::public;
    ///
    /// let record = public::parse_line(
    ///     "1.0 2026-01-15T12:34:58.983Z Z0123456789EXAMPLE example.com ANY NOERROR UDP \
    ///      IAD12 192.0.2.53 2001:db8:abcd::/48",
    /// )?;
    /// let (network, bits) = record.client_subnet().unwrap();
    /// assert_eq!((network.to_string().as_str(), bits), ("2001:db8:abcd::", 48));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn client_subnet(&self) -> Option<(IpAddr, u8)> {
        let (address, bits) = self.edns_client_subnet.as_deref()?.split_once('/')?;
        let address = crate::fast::ip(address)?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        Some((address, bits.parse().ok().filter(|bits| *bits <= longest)?))
    }

    /// The address that a `PTR` query asks the name of: `198.51.100.20` for `20.100.51.198.in-addr.arpa`.
    pub fn reverse_address(&self) -> Option<IpAddr> {
        if self.query_type == Some(RecordType::Ptr) { dns::address(self.query_name.as_deref()?) } else { None }
    }
}

/// Reads one line of a public zone's log, or one JSON object with its fields.
///
/// ```
/// use awslog::route53::{Transport, public};
///
/// let record = public::parse_line(
///     "1.0 2026-01-15T12:34:57.235Z Z0123456789EXAMPLE _dmarc.example.com TXT NXDOMAIN \
///      TCP GRU1-C1 2001:db8::53 -",
/// )?;
/// assert_eq!(record.query_name.as_deref(), Some("_dmarc.example.com"));
/// assert_eq!(record.protocol, Some(Transport::Tcp));
/// assert_eq!(record.edns_client_subnet, None);
/// # Ok::<(), awslog::Error>(())
/// ```
///
/// # Errors
///
/// The line has fewer than ten values, a value does not have the type of its field, or the JSON is invalid.
pub fn parse_line(line: &str) -> Result<Record<'_>> {
    super::line::parse_public(line)
}
