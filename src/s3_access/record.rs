use std::borrow::Cow;
use std::net::IpAddr;
use std::time::Duration;

use time::UtcDateTime;

use crate::lines::{ColumnSet, LayoutColumn, columns};
use crate::text::Text;

use super::key::Key;
use super::request::Request;
use super::requester::Requester;
use super::values::{AuthenticationType, SignatureVersion};

columns! {
    /// One request to a bucket, or one action of S3 itself, such as an expiration by a lifecycle rule.
    ///
    /// The fields have AWS's names in snake_case, in the order of a line. Each may be absent: older lines end earlier,
    /// and `-` means absent in all of them.
    ///
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html>
    pub struct Record<'a> {
        /// The canonical user id of the owner of the bucket: 64 hexadecimal digits.
        "bucket_owner" | "bucket_owner_id" => bucket_owner: Text<'a>,
        /// The name of the bucket.
        "bucket" (common) | "bucket_name" => bucket: Text<'a>,
        /// When the request was received. In UTC; whole seconds in lines, milliseconds in the vended JSON.
        "time" (common) | "request_time" | "requestdatetime" => time: UtcDateTime as CommonLogTime => ecs,
        /// The address of the requester. Absent for actions of S3 itself.
        "remote_ip" (common) => remote_ip: IpAddr,
        /// Who made the request, in one of several forms: [`Record::identity`] tells them apart. Absent for unauthenticated
        /// requests.
        "requester" (common) => requester: Text<'a>,
        /// The id of the request. Copies and multi-object deletes write several records with one id.
        "request_id" (common) => request_id: Text<'a>,
        /// The operation, such as `REST.GET.OBJECT`, `BATCH.DELETE.OBJECT` or `S3.EXPIRE.OBJECT`. AWS does not list them all.
        "operation" (common) => operation: Text<'a>,
        /// The key of the object, as logged. How it is encoded depends on the operation: [`Record::object_key`] decodes it.
        /// Absent for operations on buckets.
        "key" (common) | "key_name" => key: Key<'a>,
        /// The request line, exactly as the client sent it: [`Record::request`] splits it. It may hold spaces, quotes and
        /// the signature of a presigned URL. Absent if there was no HTTP request of its own.
        "request_uri" (common) => request_uri: Text<'a>,
        /// The HTTP status of the response.
        "http_status" (common) => http_status: u16,
        /// The S3 error code, such as `AccessDenied`. `NotModified` of a 304 is here too, and is no failure.
        "error_code" (common) => error_code: Text<'a>,
        /// The bytes of the response's body. AWS writes `-` for zero.
        "bytes_sent" (common) | "bytes_sent_size" => bytes_sent: u64,
        /// The size of the whole object in bytes, also if a range was requested.
        "object_size" (common) => object_size: u64,
        /// The time from the arrival of the request to the last byte of the response, in milliseconds.
        "total_time" (common) | "total_duration" => total_time: Duration as Milliseconds => aws(as milliseconds),
        /// The time that S3 took to process the request: from its last byte to the first byte of the response, in
        /// milliseconds.
        "turn_around_time" (lenient) | "turn_around_duration" => turn_around_time: Duration as Milliseconds
            => aws(as milliseconds),
        /// The `Referer` header, exactly as the client sent it.
        "referer" (common) | "referrer" => referer: Text<'a> => aws("referrer"),
        /// The `User-Agent` header, exactly as the client sent it.
        "user_agent" (common) => user_agent: Text<'a>,
        /// The version of the object. `null` is the id of the version that was written before versioning was switched on.
        "version_id" (common) => version_id: Text<'a>,
        /// The `x-amz-id-2` of the response.
        "host_id" (common) => host_id: Text<'a>,
        /// How the request was signed. Absent for unauthenticated requests.
        "signature_version" (common) | "sigv" => signature_version: SignatureVersion<'a>,
        /// The TLS cipher. Absent for HTTP.
        "cipher_suite" (common) => cipher_suite: Text<'a>,
        /// Where the signature was: in a header or in the query string. Absent for unauthenticated requests.
        "authentication_type" (common) | "authtype" => authentication_type: AuthenticationType<'a>,
        /// The endpoint that the request was sent to.
        "host_header" (common) | "endpoint" => host_header: Text<'a>,
        /// The TLS version, such as `TLSv1.3`. Absent for HTTP.
        "tls_version" (common) => tls_version: Text<'a>,
        /// The ARN of the access point of the request.
        "access_point_arn" (common) => access_point_arn: Text<'a>,
        /// `Yes` if the request needed an access control list to be authorized.
        "acl_required" => acl_required: Text<'a> => aws("aclrequired"),
        /// The region that the request came from, which need not be that of the bucket.
        "source_region" (common) => source_region: Text<'a>,
        /// Vended JSON: the version of the record's schema, such as `V_1_0`.
        "schema_version_id" (common) => schema_version_id: Text<'a>,
        /// Vended JSON: the ARN of the bucket.
        "bucket_arn" (common) => bucket_arn: Text<'a>,
        .. named_by(serialized_name)
    }
}

/// How many fields a line has.
const WIDTH: usize = Column::source_region as usize + 1;

/// The fields of a line, in AWS's order.
pub(super) const LINE: &[LayoutColumn<Column>] = Column::LAYOUT.split_at(WIDTH).0;

/// What makes an object with unknown keys an S3 access log record: one of the fields that no other log has.
pub(super) const EXPECTED: &str =
    "an S3 access log record, which has fields such as `bucket_owner`, `turn_around_time` or `acl_required`";

impl<'a> Record<'a> {
    /// Who made the request.
    ///
    /// ```
    /// use awslog::s3_access::{self, Requester};
    ///
    /// let json = r#"{"bucket_owner": null,
    ///     "requester": "arn:aws:sts::123456789012:assumed-role/Reader/jane@example.com"}"#;
    /// let record = s3_access::parse_line(json)?;
    /// let Some(Requester::Role { role, session, .. }) = record.identity() else { panic!() };
    /// assert_eq!((role, session), ("Reader", "jane@example.com"));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn identity(&self) -> Option<Requester<'_>> {
        self.requester.as_deref().map(Requester::new)
    }

    /// The parts of the request line.
    ///
    /// ```
    /// use awslog::s3_access;
    ///
    /// let json = r#"{"bucket_owner": null, "request_uri": "GET /a b?x-team=blue HTTP/1.1"}"#;
    /// let record = s3_access::parse_line(json)?;
    /// let request = record.request().unwrap();
    /// assert_eq!(request.method, Some("GET"));
    /// assert_eq!(request.target, Some("/a b?x-team=blue"));
    /// assert_eq!(request.version, Some("1.1"));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn request(&self) -> Option<Request<'_>> {
        self.request_uri.as_deref().map(Request::new)
    }

    /// The key of the object, decoded as its operation encodes it. `None` without an operation, and if the key cannot
    /// be decoded; [`key`](Self::key) has it as logged.
    ///
    /// ```
    /// use awslog::s3_access;
    ///
    /// let json = r#"{"operation": "REST.GET.OBJECT", "key": "100%2525+1"}"#;
    /// assert_eq!(s3_access::parse_line(json)?.object_key().unwrap(), "100%+1");
    ///
    /// let json = r#"{"operation": "BATCH.DELETE.OBJECT", "key": "100%2525+1"}"#;
    /// assert_eq!(s3_access::parse_line(json)?.object_key().unwrap(), "100%25 1");
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn object_key(&self) -> Option<Cow<'_, str>> {
        self.key.as_ref()?.decode(self.operation.as_deref())
    }

    /// The name of a column in the form that the record is from: the vended JSON has keys that are not encoded.
    fn serialized_name(&self, column: Column) -> &'static str {
        match column {
            Column::key if self.key.as_ref().is_some_and(|key| !key.is_encoded()) => "key_name",
            _ => column.name(),
        }
    }
}
