//! `event.http`: an HTTP request and its response.

#[cfg(feature = "ecs")]
use super::event::Used;
use crate::json::{Raw, objects};
use crate::text::Text;

objects! {
    /// `http`: an HTTP request, and as much of its response as has arrived.
    pub struct Http<'a> {
        /// The host that the request is for: a name or an address, possibly with a port. HTTP/2 has it in
        /// [`request_headers`](Http::request_headers): see [`Http::host`].
        "hostname" => hostname: Option<Text<'a>> => aws_unless_used(Used::Hostname),
        /// The port in the `Host` header.
        "http_port" (lenient) => http_port: Option<u16>,
        /// The version of HTTP/2: `2`.
        "version" => version: Option<Text<'a>> => aws_unless_used(Used::HttpVersion),
        /// The headers of an HTTP/2 request.
        "request_headers" => request_headers: Vec<Header<'a>>,
        /// The headers of an HTTP/2 response.
        "response_headers" => response_headers: Vec<Header<'a>>,
        /// The target of the request, as sent: path and query, or a whole URL through a proxy.
        "url" => url: Option<Text<'a>> => ecs,
        /// The user agent.
        "http_user_agent" => http_user_agent: Option<Text<'a>> => ecs,
        /// The type of the response's body.
        "http_content_type" => http_content_type: Option<Text<'a>> => ecs,
        /// The referring page.
        "http_refer" => http_refer: Option<Text<'a>> => ecs,
        /// The method.
        "http_method" => http_method: Option<Text<'a>> => ecs,
        /// The protocol with its version: `HTTP/1.1`.
        "protocol" => protocol: Option<Text<'a>> => ecs,
        /// The status code of the response.
        "status" (lenient) => status: Option<u16> => custom,
        /// How much of the response's body has arrived, in bytes.
        "length" (lenient) => length: Option<u64> => custom,
        /// Where the response redirects to.
        "redirect" => redirect: Option<Text<'a>>,
        /// The forwarded addresses.
        "xff" => xff: Option<Text<'a>>,
        /// The cookies.
        "cookie" => cookie: Option<Text<'a>>,
        /// The part of the resource in the response.
        "content_range" => content_range: Option<Raw<'a>> => aws(as flattened),
        /// What only HTTP/2 has.
        "http2" => http2: Option<Http2<'a>>,
    }

    /// A header of HTTP/2. The names of pseudo-headers begin with a colon: `:authority`.
    pub struct Header<'a> {
        /// The name.
        "name" => name: Option<Text<'a>>,
        /// The value.
        "value" => value: Option<Text<'a>> as Exact,
    }

    /// `http.http2`: a stream of HTTP/2.
    pub struct Http2<'a> {
        /// The id of the stream.
        "stream_id" (lenient) => stream_id: Option<u64>,
        /// The settings of the request.
        "request" => request: Option<Raw<'a>> => aws(as flattened),
        /// The settings of the response.
        "response" => response: Option<Raw<'a>> => aws(as flattened),
    }
}

impl Http<'_> {
    /// The host that the request is for: [`hostname`](Self::hostname), or the `:authority` of HTTP/2.
    ///
    /// ```
    /// let line = r#"{"firewall_name":"egress-fw","event":{"http":{"version":"2",
    ///     "request_headers":[{"name":":authority","value":"www.example.com"}]}}}"#;
    /// let record = awslog::network_firewall::parse_line(line)?;
    /// let http = record.event.unwrap().http.unwrap();
    /// assert_eq!(http.host(), Some("www.example.com"));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn host(&self) -> Option<&str> {
        let is_authority = |header: &&Header<'_>| header.name.as_deref() == Some(":authority");
        let authority = || self.request_headers.iter().find(is_authority)?.value.as_deref();
        self.hostname.as_deref().or_else(authority)
    }
}
