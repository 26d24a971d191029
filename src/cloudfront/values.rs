//! The values of CloudFront's fields that AWS lists. All the lists are open.

use crate::schema::text_values;
use crate::text::{Value, open_enum};

open_enum! {
    /// `x-edge-result-type` and `x-edge-response-result-type`: how CloudFront classified the response, after the
    /// last byte and before the first.
    ///
    /// <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html>
    pub enum ResultType {
        /// Served from the edge cache.
        Hit = "Hit",
        /// Served from the edge cache after the origin confirmed an expired object.
        RefreshHit = "RefreshHit",
        /// Served from the origin.
        Miss = "Miss",
        /// Refused because a CloudFront quota was exceeded.
        LimitExceeded = "LimitExceeded",
        /// Refused with status 503 because the edge location had no capacity.
        CapacityExceeded = "CapacityExceeded",
        /// An error of the client or the origin. With status 200, the client closed the connection early.
        Error = "Error",
        /// Redirected from HTTP to HTTPS.
        Redirect = "Redirect",
        /// A Lambda@Edge function failed.
        LambdaExecutionError = "LambdaExecutionError",
        /// Answered by a CloudFront function.
        FunctionGeneratedResponse = "FunctionGeneratedResponse",
        /// A CloudFront function failed.
        FunctionExecutionError = "FunctionExecutionError",
        /// Answered by a Lambda@Edge function.
        LambdaGeneratedResponse = "LambdaGeneratedResponse",
        /// A Lambda@Edge function gave an invalid response.
        LambdaValidationError = "LambdaValidationError",
    }
}

open_enum! {
    /// `x-edge-detailed-result-type`: the result type, with more detail for errors and for objects that Origin Shield
    /// served.
    ///
    /// <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html>
    pub enum DetailedResultType {
        /// Served from the edge cache.
        Hit = "Hit",
        /// Served from the edge cache after the origin confirmed an expired object.
        RefreshHit = "RefreshHit",
        /// Served from the origin.
        Miss = "Miss",
        /// Refused because a CloudFront quota was exceeded.
        LimitExceeded = "LimitExceeded",
        /// Refused with status 503 because the edge location had no capacity.
        CapacityExceeded = "CapacityExceeded",
        /// Redirected from HTTP to HTTPS.
        Redirect = "Redirect",
        /// A Lambda@Edge function failed.
        LambdaExecutionError = "LambdaExecutionError",
        /// Served from the cache of Origin Shield.
        OriginShieldHit = "OriginShieldHit",
        /// Answered by an edge function after a miss.
        MissGeneratedResponse = "MissGeneratedResponse",
        /// The client left before the origin had answered.
        AbortedOrigin = "AbortedOrigin",
        /// The connection to the client failed.
        ClientCommError = "ClientCommError",
        /// The client's country is not served.
        ClientGeoBlocked = "ClientGeoBlocked",
        /// The client left before it had sent its request.
        ClientHungUpRequest = "ClientHungUpRequest",
        /// Any other error.
        Error = "Error",
        /// An internal error of CloudFront.
        InternalError = "InternalError",
        /// The request was not valid.
        InvalidRequest = "InvalidRequest",
        /// The edge's security checks refused the request.
        InvalidRequestBlocked = "InvalidRequestBlocked",
        /// The certificate does not cover the host.
        InvalidRequestCertificate = "InvalidRequestCertificate",
        /// A header of the request was not valid.
        InvalidRequestHeader = "InvalidRequestHeader",
        /// The method is not allowed.
        InvalidRequestMethod = "InvalidRequestMethod",
        /// A Lambda@Edge quota was exceeded.
        LambdaLimitExceeded = "LambdaLimitExceeded",
        /// The connection to the origin failed.
        OriginCommError = "OriginCommError",
        /// The origin could not be reached.
        OriginConnectError = "OriginConnectError",
        /// `Content-Range` and `Content-Length` of the origin's response contradict each other.
        OriginContentRangeLengthError = "OriginContentRangeLengthError",
        /// The origin's name could not be resolved.
        OriginDnsError = "OriginDnsError",
        /// The origin answered with an error.
        OriginError = "OriginError",
        /// A header of the origin's response was too large.
        OriginHeaderTooBigError = "OriginHeaderTooBigError",
        /// The origin's response was not valid.
        OriginInvalidResponseError = "OriginInvalidResponseError",
        /// The origin's response could not be read.
        OriginReadError = "OriginReadError",
        /// The request could not be sent to the origin.
        OriginWriteError = "OriginWriteError",
        /// The origin sent an object without content.
        OriginZeroSizeObjectError = "OriginZeroSizeObjectError",
        /// The client read too slowly after an error of the origin.
        SlowReaderOriginError = "SlowReaderOriginError",
    }
}

open_enum! {
    /// `cs-protocol`: the protocol of the viewer's request.
    pub enum Protocol {
        /// HTTP without encryption.
        Http = "http",
        /// HTTP over TLS.
        Https = "https",
        /// gRPC over TLS.
        Grpcs = "grpcs",
        /// WebSocket without encryption.
        Ws = "ws",
        /// WebSocket over TLS.
        Wss = "wss",
    }
}

open_enum! {
    /// `cs-protocol-version`: the HTTP version that the viewer named.
    pub enum ProtocolVersion {
        /// HTTP before its first standard.
        Http09 = "HTTP/0.9",
        /// HTTP/1.0
        Http10 = "HTTP/1.0",
        /// HTTP/1.1
        Http11 = "HTTP/1.1",
        /// HTTP/2
        Http2 = "HTTP/2.0",
        /// HTTP/3: over QUIC, so over UDP.
        Http3 = "HTTP/3.0",
    }
}

open_enum! {
    /// `fle-status`: whether field-level encryption processed the request body; null where it is not configured.
    ///
    /// <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html>
    pub enum FleStatus {
        /// Encrypted and forwarded.
        Processed = "Processed",
        /// Forwarded unencrypted because of its content type.
        ForwardedByContentType = "ForwardedByContentType",
        /// Forwarded unencrypted because of its query arguments.
        ForwardedByQueryArgs = "ForwardedByQueryArgs",
        /// Forwarded unencrypted because it has no profile.
        ForwardedDueToNoProfile = "ForwardedDueToNoProfile",
        /// Rejected: malformed content type.
        MalformedContentTypeClientError = "MalformedContentTypeClientError",
        /// Rejected: malformed body.
        MalformedInputClientError = "MalformedInputClientError",
        /// Rejected: malformed query arguments.
        MalformedQueryArgsClientError = "MalformedQueryArgsClientError",
        /// Rejected because of its content type.
        RejectedByContentType = "RejectedByContentType",
        /// Rejected because of its query arguments.
        RejectedByQueryArgs = "RejectedByQueryArgs",
        /// The origin answered with an error.
        ServerError = "ServerError",
        /// A field was too long.
        FieldLengthLimitClientError = "FieldLengthLimitClientError",
        /// There were too many fields.
        FieldNumberLimitClientError = "FieldNumberLimitClientError",
        /// The body was too long.
        RequestLengthLimitClientError = "RequestLengthLimitClientError",
    }
}

/// The families of CloudFront logs: they share most names, but some names differ in meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Family {
    /// Real-time logs: `cs-host` is the viewer's host, `x-host-header` is the distribution, `cs-uri-stem` holds the
    /// query too.
    RealTime,
    /// Connection logs of viewer mTLS: one record per TLS connection.
    Connection,
}

impl Family {
    /// The family's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Family::RealTime => "real-time",
            Family::Connection => "connection",
        }
    }
}

text_values! { Family: |family| family.as_str(); }

impl serde::Serialize for Family {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'a> Value<'a> for Family {
    const EXPECTED: &'static str = "`real-time` or `connection`";

    type Owned = Family;

    fn read(text: impl crate::text::Logged<'a>) -> Option<Self> {
        [Family::RealTime, Family::Connection].into_iter().find(|family| text.as_ref() == family.as_str())
    }

    fn into_owned(self) -> Self {
        self
    }
}
