use std::net::IpAddr;
use std::time::Duration;

use time::{Date, Time, UtcDateTime};

use crate::lines::columns;
use crate::text::{AddressList, Encoded, Text};

use super::values::{DetailedResultType, Family, FleStatus, Protocol, ProtocolVersion, ResultType};

columns! {
    /// One request that CloudFront answered; in connection logs, one TLS connection.
    ///
    /// The fields have AWS's names in snake_case. Each may be absent: a delivery selects its fields, and the null
    /// marker (`-`, and in the aggregated form of some forwarders `_`) means absent in each of them. Text that the
    /// log writer percent-encodes is [`Encoded`] and kept as logged.
    ///
    /// <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html>
    pub struct Record<'a> {
        /// The date, in UTC, at which the response was finished. For WebSockets, at which the connection was closed.
        "date" (common) => date: Date as CalendarDate => aws_unless_used,
        /// The time, in UTC and whole seconds, at which the response was finished. For WebSockets, at which the connection
        /// was closed.
        "time" (common) => time: Time as Clock => aws_unless_used,
        /// The edge location: a code like that of the nearest airport, a number, and sometimes a suffix (`FRA56-P3`).
        "x-edge-location" => x_edge_location: Text<'a> => aws("edge_location"),
        /// The bytes sent to the viewer, including headers. For WebSocket and gRPC connections, all bytes of the
        /// connection.
        "sc-bytes" => sc_bytes: u64 => ecs,
        /// The address of the viewer, or of the proxy between the viewer and CloudFront.
        "c-ip" => c_ip: IpAddr => ecs,
        /// The HTTP method.
        "cs-method" => cs_method: Text<'a> => ecs,
        /// In standard logs (`cs(Host)`) the domain of the distribution, in real-time logs (`cs-host`) the host that the
        /// viewer requested: see [`Record::distribution_domain`] and [`Record::viewer_host`].
        "cs(Host)" | "cs-host" => cs_host: Text<'a> => aws_unless_used("domain"),
        /// The path of the URL. In real-time logs it includes the query.
        "cs-uri-stem" => cs_uri_stem: Encoded<'a> => ecs,
        /// The status code of the response. 0 (logged as `000`) if the viewer disconnected before there was a response.
        "sc-status" => sc_status: u16 => ecs,
        /// The `Referer` header.
        "cs(Referer)" | "cs-referer" => cs_referer: Encoded<'a> => ecs,
        /// The `User-Agent` header.
        "cs(User-Agent)" | "cs-user-agent" => cs_user_agent: Encoded<'a> => ecs,
        /// The query of the URL, without the question mark.
        "cs-uri-query" => cs_uri_query: Encoded<'a> => ecs,
        /// The `Cookie` header. Null if the logging of cookies is off. Real-time logs truncate it to 800 bytes.
        "cs(Cookie)" | "cs-cookie" => cs_cookie: Encoded<'a> => aws("cookies"),
        /// How CloudFront classified the response after its last byte was sent.
        "x-edge-result-type" => x_edge_result_type: ResultType<'a> => aws("edge_result_type"),
        /// The opaque id of the request, the same as in the `x-amz-cf-id` header.
        "x-edge-request-id" => x_edge_request_id: Text<'a> => ecs,
        /// In standard logs the viewer's `Host` header, in real-time logs the domain of the distribution: see
        /// [`Record::distribution_domain`] and [`Record::viewer_host`].
        "x-host-header" => x_host_header: Text<'a> => aws_unless_used("domain"),
        /// The protocol of the request.
        "cs-protocol" => cs_protocol: Protocol<'a> => ecs,
        /// The bytes of the request, including headers.
        "cs-bytes" => cs_bytes: u64 => ecs,
        /// The seconds between the first byte of the request and the last byte of the response.
        "time-taken" (common) => time_taken: Duration as Seconds => aws_unless_used,
        /// The `X-Forwarded-For` header: the client addresses that proxies report.
        "x-forwarded-for" (common) => x_forwarded_for: AddressList<'a>,
        /// The TLS version (`TLSv1.3`). Null for plain HTTP.
        "ssl-protocol" (common) => ssl_protocol: Text<'a> => ecs,
        /// The TLS cipher. Null for plain HTTP.
        "ssl-cipher" (common) => ssl_cipher: Text<'a> => ecs,
        /// How CloudFront classified the response just before it was sent.
        "x-edge-response-result-type" => x_edge_response_result_type: ResultType<'a>
            => aws("edge_response_result_type"),
        /// The HTTP version of the request.
        "cs-protocol-version" => cs_protocol_version: ProtocolVersion<'a> => ecs,
        /// Whether field-level encryption processed the request body.
        "fle-status" => fle_status: FleStatus<'a>,
        /// The number of fields that field-level encryption encrypted.
        "fle-encrypted-fields" (lenient) => fle_encrypted_fields: u64 => aws(as keyword),
        /// The port of the viewer.
        "c-port" => c_port: u16 => ecs,
        /// The seconds between the request and the first byte of the response, measured at the edge.
        "time-to-first-byte" (lenient) => time_to_first_byte: Duration as Seconds,
        /// The result type in more detail.
        "x-edge-detailed-result-type" => x_edge_detailed_result_type: DetailedResultType<'a>
            => aws("edge_detailed_result_type"),
        /// The `Content-Type` header of the response.
        "sc-content-type" => sc_content_type: Encoded<'a> => aws("content_type" as decoded),
        /// The `Content-Length` header of the response: the bytes of the body.
        "sc-content-len" => sc_content_len: u64 => ecs,
        /// The first byte of the range in the response's `Content-Range` header.
        "sc-range-start" (lenient) => sc_range_start: u64 => aws("range_start"),
        /// The last byte of the range in the response's `Content-Range` header.
        "sc-range-end" (lenient) => sc_range_end: u64 => aws("range_end"),
        /// When the response was finished: seconds since 1970, in real-time logs with milliseconds.
        "timestamp" (common) => timestamp: UtcDateTime as EpochTime => aws_unless_used,
        /// When the response was finished: milliseconds since 1970.
        "timestamp(ms)" (common) => timestamp_ms: UtcDateTime as EpochMilliseconds => ecs,
        /// The seconds until the first byte of the origin's response. Null if the origin was not contacted.
        "origin-fbl" (lenient) => origin_fbl: Duration as Seconds,
        /// The seconds until the last byte of the origin's response. Null if the origin was not contacted.
        "origin-lbl" (lenient) => origin_lbl: Duration as Seconds,
        /// The number of the viewer's autonomous system.
        "asn" (common) => asn: u32 => ecs,
        /// The viewer's country, derived from the address: two letters as in ISO 3166-1.
        "c-country" => c_country: Text<'a> => ecs,
        /// The path pattern of the cache behavior. `*` for the default one.
        "cache-behavior-path-pattern" => cache_behavior_path_pattern: Encoded<'a>,
        /// The tenant of a multi-tenant distribution (`dt_...`).
        "distribution-tenant-id" => distribution_tenant_id: Text<'a>,
        /// The id of the TLS connection, if the viewer uses mTLS. The connection log has the same id.
        "connection-id" (common) => connection_id: Text<'a>,
        /// Text that a CloudFront function logged for the viewer request, at most 800 bytes.
        "viewer-request-log-data" => viewer_request_log_data: Encoded<'a>,
        /// Text that a CloudFront function logged for the viewer response, at most 800 bytes.
        "viewer-response-log-data" => viewer_response_log_data: Encoded<'a>,
        /// The id of the distribution (`distributionid`, in connection logs `distributionId`).
        "distributionid" => distributionid: Text<'a>,
        /// The address of the edge server.
        "s-ip" => s_ip: IpAddr => ecs,
        /// `IPv4` or `IPv6`.
        "c-ip-version" => c_ip_version: Text<'a>,
        /// The `Accept-Encoding` header.
        "cs-accept-encoding" => cs_accept_encoding: Encoded<'a>,
        /// The `Accept` header.
        "cs-accept" => cs_accept: Encoded<'a>,
        /// The names and values of the request headers, truncated to 800 bytes.
        "cs-headers" => cs_headers: Encoded<'a>,
        /// The names of the request headers, truncated to 800 bytes.
        "cs-header-names" => cs_header_names: Encoded<'a>,
        /// The number of request headers.
        "cs-headers-count" (lenient) => cs_headers_count: u64,
        /// The id of the primary distribution, in continuous deployment.
        "primary-distribution-id" => primary_distribution_id: Text<'a>,
        /// The domain of the primary distribution, in continuous deployment.
        "primary-distribution-dns-name" => primary_distribution_dns_name: Text<'a>,
        /// Common Media Client Data. The bitrate of the requested object, in kbit/s.
        "cmcd-encoded-bitrate" => cmcd_encoded_bitrate: Encoded<'a>,
        /// Common Media Client Data. The length of the player's buffer, in milliseconds.
        "cmcd-buffer-length" => cmcd_buffer_length: Encoded<'a>,
        /// Common Media Client Data. Whether the player's buffer ran empty before this request.
        "cmcd-buffer-starvation" => cmcd_buffer_starvation: Encoded<'a>,
        /// Common Media Client Data. The id of the content.
        "cmcd-content-id" => cmcd_content_id: Encoded<'a>,
        /// Common Media Client Data. The playing time of the object, in milliseconds.
        "cmcd-object-duration" => cmcd_object_duration: Encoded<'a>,
        /// Common Media Client Data. The time until the object is needed, in milliseconds.
        "cmcd-deadline" => cmcd_deadline: Encoded<'a>,
        /// Common Media Client Data. The throughput that the client measured, in kbit/s.
        "cmcd-measured-throughput" => cmcd_measured_throughput: Encoded<'a>,
        /// Common Media Client Data. The path of the object that the client will request next.
        "cmcd-next-object-request" => cmcd_next_object_request: Encoded<'a>,
        /// Common Media Client Data. The byte range that the client will request next.
        "cmcd-next-range-request" => cmcd_next_range_request: Encoded<'a>,
        /// Common Media Client Data. The type of the object: `v` for video, `a` for audio and so on.
        "cmcd-object-type" => cmcd_object_type: Encoded<'a>,
        /// Common Media Client Data. The playback rate: 1 is real time.
        "cmcd-playback-rate" => cmcd_playback_rate: Encoded<'a>,
        /// Common Media Client Data. The throughput that is sufficient for the client, in kbit/s.
        "cmcd-requested-maximum-throughput" => cmcd_requested_maximum_throughput: Encoded<'a>,
        /// Common Media Client Data. The streaming format: `d` for DASH, `h` for HLS and so on.
        "cmcd-streaming-format" => cmcd_streaming_format: Encoded<'a>,
        /// Common Media Client Data. The id of the playback session.
        "cmcd-session-id" => cmcd_session_id: Encoded<'a>,
        /// Common Media Client Data. `v` for video on demand, `l` for live.
        "cmcd-stream-type" => cmcd_stream_type: Encoded<'a>,
        /// Common Media Client Data. Whether the object is needed urgently: a flag without a value.
        "cmcd-startup" => cmcd_startup: Encoded<'a>,
        /// Common Media Client Data. The highest bitrate that the client can play, in kbit/s.
        "cmcd-top-bitrate" => cmcd_top_bitrate: Encoded<'a>,
        /// Common Media Client Data. The version of the CMCD specification.
        "cmcd-version" => cmcd_version: Encoded<'a>,
        /// The origin that the request was sent to.
        "r-host" => r_host: Text<'a>,
        /// Why that origin was chosen: empty if the first one succeeded, otherwise `Failover:` and a status code, or
        /// `MediaQuality`.
        "sr-reason" => sr_reason: Text<'a>,
        /// The media quality confidence score of the origin, 0 to 100.
        "x-edge-mqcs" (lenient) => x_edge_mqcs: u64,
        /// Connection logs: when the connection was logged, as an ISO 8601 date or in milliseconds since 1970.
        "eventTimestamp" (common) => event_timestamp: UtcDateTime as EpochTime => aws_unless_used,
        /// Connection logs: `Success`, or `Failed:` and a code.
        "connectionStatus" => connection_status: Text<'a>,
        /// Connection logs: the address of the viewer.
        "clientIp" (common) => client_ip: IpAddr => aws_unless_used,
        /// Connection logs: the port of the viewer.
        "clientPort" (common) => client_port: u16 => aws_unless_used,
        /// Connection logs: the address of the edge server.
        "serverIp" (common) => server_ip: IpAddr => aws_unless_used,
        /// Connection logs: the TLS version.
        "tlsProtocol" (common) => tls_protocol: Text<'a> => aws_unless_used,
        /// Connection logs: the TLS cipher.
        "tlsCipher" (common) => tls_cipher: Text<'a> => aws_unless_used,
        /// Connection logs: the duration of the TLS handshake, in whole milliseconds.
        "tlsHandshakeDuration" (lenient) => tls_handshake_duration: Duration as Milliseconds => aws(as milliseconds),
        /// Connection logs: the server name that the viewer requested (SNI).
        "tlsSni" => tls_sni: Text<'a> => ecs,
        /// Connection logs: the serial number of the viewer's certificate.
        "clientLeafCertSerialNumber" => client_leaf_cert_serial_number: Text<'a> => ecs,
        /// Connection logs: the subject of the viewer's certificate.
        "clientLeafCertSubject" => client_leaf_cert_subject: Encoded<'a> => ecs,
        /// Connection logs: the issuer of the viewer's certificate.
        "clientLeafCertIssuer" => client_leaf_cert_issuer: Encoded<'a> => ecs,
        /// Connection logs: `NotBefore=...;NotAfter=...` of the viewer's certificate.
        "clientLeafCertValidity" => client_leaf_cert_validity: Text<'a>,
        /// Connection logs: text that a connection function logged.
        "connectionLogCustomData" => connection_log_custom_data: Encoded<'a>,
        /// The time of the first of the records that a forwarder has combined into this one. Forwarders add this field, and the next two.
        "start_time" (common, own) => start_time: Time as Clock => aws_unless_used,
        /// The time of the last of the records that a forwarder has combined into this one.
        "end_time" (common, own) => end_time: Time as Clock => aws_unless_used,
        /// How many records a forwarder has combined into this one.
        "count" (common, own) => count: u64 => ecs,
        /// The family of logs that the record is from; `None` for standard logs of either version. AWS has no such field: the
        /// names of the other fields imply it, or the layout.
        "awslog-family" (common, own) => family: Family => ecs,
        .. named_by(family_name)
    }
}

/// What makes an object with unknown keys a CloudFront record: one of the fields whose names only CloudFront has.
pub(super) const EXPECTED: &str =
    "a CloudFront record, which has fields such as `c-ip`, `sc-status` or `x-edge-location`";

impl<'a> Record<'a> {
    /// When the response was finished, or the connection logged: the finest that the record has of `timestamp(ms)`,
    /// `timestamp`, `eventTimestamp`, and `date` with `time` or `start_time`.
    pub fn occurred_at(&self) -> Option<UtcDateTime> {
        let clock = self.time.or(self.start_time);
        let from_date = || Some(UtcDateTime::new(self.date?, clock?));
        self.timestamp_ms.or(self.timestamp).or(self.event_timestamp).or_else(from_date)
    }

    /// The domain of the distribution: `cs(Host)` in standard logs, `x-host-header` in real-time logs.
    pub fn distribution_domain(&self) -> Option<&Text<'a>> {
        match self.family {
            Some(Family::RealTime) => self.x_host_header.as_ref(),
            _ => self.cs_host.as_ref(),
        }
    }

    /// The host that the viewer asked for: `x-host-header` in standard logs, `cs-host` in real-time logs; where
    /// that is absent, the distribution's own domain.
    pub fn viewer_host(&self) -> Option<&Text<'a>> {
        match self.family {
            Some(Family::RealTime) => self.cs_host.as_ref().or(self.x_host_header.as_ref()),
            _ => self.x_host_header.as_ref().or(self.cs_host.as_ref()),
        }
    }

    /// Whether a forwarder has drawn several records together into this one.
    pub(super) fn is_aggregated(&self) -> bool {
        self.start_time.is_some() || self.end_time.is_some() || self.count.is_some()
    }

    /// The name of a column in the family that the record is from.
    fn family_name(&self, column: Column) -> &'static str {
        match (self.family, column) {
            (Some(Family::RealTime), Column::cs_host) => "cs-host",
            (Some(Family::RealTime), Column::cs_referer) => "cs-referer",
            (Some(Family::RealTime), Column::cs_user_agent) => "cs-user-agent",
            (Some(Family::RealTime), Column::cs_cookie) => "cs-cookie",
            _ => crate::lines::ColumnSet::name(column),
        }
    }
}
