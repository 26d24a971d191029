//! The types of values that are more than a text or a number.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::Split;

use serde::{Serialize, Serializer};

use crate::fast::number;
use crate::schema::{self, AsValue, Field, Fields, Kind, Object, text_values};
use crate::text::{Text, Value, open_enum, texts, values};

/// An address and a port: `192.0.2.10:2817`.
///
/// The port follows the last colon, so an IPv6 address may be in brackets or not.
///
/// ```
/// use awslog::elb;
///
/// let line =
///     "2026-01-15T12:34:58.945958Z my-loadbalancer 2001:db8::1:2819 [2001:db8::2]:80";
/// let record = elb::classic::parse_line(line)?;
/// assert_eq!(record.client.unwrap().ip, "2001:db8::1".parse::<std::net::IpAddr>()?);
/// assert_eq!(record.client.unwrap().port, Some(2819));
/// assert_eq!(record.backend.unwrap().to_string(), "[2001:db8::2]:80");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Endpoint {
    /// The address.
    pub ip: IpAddr,
    /// The port. `None` if the log has only the address.
    pub port: Option<u16>,
}

impl Endpoint {
    pub(super) fn read(text: &str) -> Option<Self> {
        let with_port = text.rsplit_once(':').and_then(|(host, port)| {
            let port = number::whole(port)?.try_into().ok()?;
            Some(Endpoint { ip: ip(host)?, port: Some(port) })
        });
        with_port.or_else(|| Some(Endpoint { ip: ip(text)?, port: None }))
    }
}

/// An address, in brackets or without.
fn ip(text: &str) -> Option<IpAddr> {
    text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text).parse().ok()
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.port {
            Some(port) => SocketAddr::new(self.ip, port).fmt(f),
            None => self.ip.fmt(f),
        }
    }
}

impl Serialize for Endpoint {
    /// As text.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Endpoint {
    const SCHEMA: &'static [Field] = &[
        Field::new("ip", Kind::Ip, "The address."),
        Field::new("port", Kind::Unsigned, "The port. `None` if the log has only the address."),
    ];
}

impl AsValue for Endpoint {
    const KIND: Kind = Kind::Object(Self::SCHEMA);

    fn as_value(&self) -> Option<schema::Value<'_>> {
        Some(schema::Value::Object(Object::new(self)))
    }
}

impl Fields for Endpoint {
    fn schema(&self) -> &'static [Field] {
        Self::SCHEMA
    }

    fn value(&self, index: usize) -> Option<schema::Value<'_>> {
        match index {
            0 => self.ip.as_value(),
            1 => self.port.as_value(),
            _ => None,
        }
    }
}

values! {
    Endpoint: "an IP address and a port", |text| Endpoint::read(text);
}

/// A list separated by commas or spaces, kept as logged.
///
/// ```
/// use awslog::elb::List;
///
/// assert_eq!(
///     List::from("waf,authenticate,forward").iter().collect::<Vec<_>>(),
///     ["waf", "authenticate", "forward"]
/// );
/// assert_eq!(List::from("200 502").iter().collect::<Vec<_>>(), ["200", "502"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct List<'a>(Text<'a>);

impl List<'_> {
    /// The list as logged.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The items. Empty items are skipped.
    pub fn iter(&self) -> ListIter<'_> {
        ListIter(self.0.split([',', ' ']))
    }

    /// Converts the list into an owned one.
    pub fn into_owned(self) -> List<'static> {
        List(self.0.into_owned())
    }
}

texts!(List);

text_values! { List<'_>: |list| list.as_str(); }

/// The iterator of [`List::iter`].
#[derive(Clone, Debug)]
pub struct ListIter<'l>(Split<'l, [char; 2]>);

impl<'l> Iterator for ListIter<'l> {
    type Item = &'l str;

    fn next(&mut self) -> Option<&'l str> {
        self.0.find(|item| !item.is_empty())
    }
}

impl<'l> IntoIterator for &'l List<'_> {
    type Item = &'l str;
    type IntoIter = ListIter<'l>;

    fn into_iter(self) -> ListIter<'l> {
        self.iter()
    }
}

impl<'a> From<&'a str> for List<'a> {
    fn from(text: &'a str) -> Self {
        List(text.into())
    }
}

impl<'a> From<Text<'a>> for List<'a> {
    fn from(text: Text<'a>) -> Self {
        List(text)
    }
}

impl AsRef<str> for List<'_> {
    /// The text as logged.
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl Serialize for List<'_> {
    /// Writes the text as logged.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

open_enum! {
    /// `type` of an access log: the protocol between the client and the load balancer.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html>
    pub enum RequestType {
        /// HTTP without encryption.
        Http = "http",
        /// HTTP over TLS.
        Https = "https",
        /// HTTP/2 over TLS.
        H2 = "h2",
        /// gRPC over TLS.
        Grpcs = "grpcs",
        /// WebSocket without encryption.
        Ws = "ws",
        /// WebSocket over TLS.
        Wss = "wss",
    }
}

open_enum! {
    /// `type` of a health check log: the protocol of the check.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-health-check-logs.html>
    pub enum CheckType {
        /// HTTP without encryption.
        Http = "http",
        /// HTTP over TLS.
        Https = "https",
        /// HTTP/2.
        H2 = "h2",
        /// gRPC.
        Grpc = "grpc",
        /// A call of a Lambda function.
        Lambda = "lambda",
    }
}

open_enum! {
    /// `status` of a health check.
    pub enum CheckStatus {
        /// The target is healthy.
        Pass = "PASS",
        /// The target is unhealthy: `reason_code` gives the reason.
        Fail = "FAIL",
    }
}

open_enum! {
    /// `reason_code` of a health check that failed.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-health-check-logs.html>
    pub enum CheckReason {
        /// The response timed out.
        TimedOut = "TimedOut",
        /// The response timed out, in the spelling of older logs.
        RequestTimedOut = "RequestTimedOut",
        /// The connection timed out, in the spelling of older logs.
        ConnectionTimedOut = "ConnectionTimedOut",
        /// The target reset the connection.
        ConnectionReset = "ConnectionReset",
        /// The status is not an expected one.
        ResponseCodeMismatch = "ResponseCodeMismatch",
        /// The body is not the expected one.
        ResponseStringMismatch = "ResponseStringMismatch",
        /// The load balancer itself failed.
        InternalError = "InternalError",
        /// The target answered with a status of 5xx.
        TargetError = "TargetError",
        /// A gRPC response without a status.
        GrpcStatusHeaderEmpty = "GRPCStatusHeaderEmpty",
        /// A gRPC response with an unexpected status.
        GrpcUnexpectedStatus = "GRPCUnexpectedStatus",
    }
}

open_enum! {
    /// `classification`: how well the request follows RFC 7230, by desync mitigation.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html>
    pub enum Classification {
        /// It does not follow the RFC, but is not a threat.
        Acceptable = "Acceptable",
        /// It does not follow the RFC, and others may interpret it differently.
        Ambiguous = "Ambiguous",
        /// It may be an attack.
        Severe = "Severe",
    }
}

open_enum! {
    /// `request_transform_status`: the result of rewriting the host or the URI.
    pub enum TransformStatus {
        /// It was rewritten.
        Success = "TransformSuccess",
        /// The result is too long.
        BufferTooSmall = "TransformBufferTooSmall",
        /// The regular expression could not be compiled.
        CompileError = "TransformCompileError",
        /// The compiled regular expression is too big.
        CompileTooBig = "TransformCompileTooBig",
        /// The result is not a valid host.
        InvalidHost = "TransformInvalidHost",
        /// The result is not a valid path.
        InvalidPath = "TransformInvalidPath",
        /// The regular expression is not valid.
        RegexSyntaxError = "TransformRegexSyntaxError",
        /// The replacement failed.
        ReplaceError = "TransformReplaceError",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoints() {
        for (text, expected) in [
            ("192.0.2.10:2817", Some("192.0.2.10:2817")),
            ("192.0.2.10", Some("192.0.2.10")),
            ("[2001:db8::1]:443", Some("[2001:db8::1]:443")),
            ("2001:db8::1:443", Some("[2001:db8::1]:443")),
            ("2001:db8:0:0:0:0:0:1:443", Some("[2001:db8::1]:443")),
            ("[2001:db8::1]", Some("2001:db8::1")),
            ("2001:db8::beef", Some("2001:db8::beef")),
            ("192.0.2.10:", None),
            ("192.0.2.10:65536", None),
            ("192.0.2.10:+1", None),
            ("localhost:80", None),
            (":80", None),
            ("", None),
        ] {
            let endpoint = Endpoint::read(text).map(|endpoint| endpoint.to_string());
            assert_eq!(endpoint.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn lists_of_none_one_and_many() {
        let items = |text: &'static str| List::from(text).iter().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(items(""), Vec::<String>::new());
        assert_eq!(items("198.51.100.20:80"), ["198.51.100.20:80"]);
        assert_eq!(items("198.51.100.20:80 [2001:db8::1]:80"), ["198.51.100.20:80", "[2001:db8::1]:80"]);
        assert_eq!(items("waf, forward,"), ["waf", "forward"]);
    }
}
