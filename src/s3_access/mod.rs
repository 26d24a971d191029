//! S3 server access logs: one record per request to a bucket.
//!
//! ```
//! use awslog::s3_access;
//!
//! let line = concat!(
//!     "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2b0 ",
//!     "amzn-s3-demo-bucket [15/Jan/2026:12:34:56 +0000] 192.0.2.10 ",
//!     "arn:aws:iam::123456789012:user/ops/jane 7A1B2C3D4E5F6071 REST.GET.OBJECT ",
//!     r#"photos/cat%2520one.jpg "GET /photos/cat%20one.jpg HTTP/1.1" 206 - 65536 "#,
//!     r#"1044900 23 21 "https://www.example.com/" "curl/8.5.0" - "#,
//!     "aGVsbG8gd29ybGQsIHRoaXMgaXMgYW4gZXhhbXBsZQ= SigV4 TLS_AES_128_GCM_SHA256 ",
//!     "AuthHeader amzn-s3-demo-bucket.s3.eu-west-1.amazonaws.com TLSv1.3 - - us-east-1",
//! );
//! let record = s3_access::parse_line(line)?;
//! assert_eq!(record.remote_ip, Some([192, 0, 2, 10].into()));
//! assert_eq!(record.object_key().unwrap(), "photos/cat one.jpg");
//! assert_eq!(record.http_status, Some(206));
//! assert_eq!(record.total_time, Some(std::time::Duration::from_millis(23)));
//! assert_eq!(record.version_id, None);
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Forms
//!
//! | form | a record |
//! | --- | --- |
//! | files in a bucket | a line of 27 values between spaces, some in quotes; older lines have 18 to 26 |
//! | vended logs: CloudWatch Logs, Firehose, files in a bucket | a JSON object with other names: `bucket_owner_id`, `request_time`, `key_name` |
//! | tables made from the logs | CSV or TAB-separated values with a header line, and JSON, also with the names of AWS's table for Athena |
//!
//! [`records`] reads all of these, [`parse_line`] one line or one object. Wrappers of CloudWatch Logs are opened. For lines in
//! another order, [`Layout::from_names`] takes the names.
//!
//! # Where AWS writes them
//!
//! | log | file |
//! | --- | --- |
//! | simple prefix | `<prefix>YYYY-mm-DD-HH-MM-SS-<16 hexadecimal digits>`, not compressed |
//! | partitioned prefix | `<prefix><account>/<region>/<bucket>/YYYY/MM/DD/YYYY-MM-DD-hh-mm-ss-<16 hexadecimal digits>` |
//!
//! The account and the region of the bucket are in the name of a partitioned file, and not in the record. Delivery is best
//! effort: records may be hours late, not in order, missing, or there twice.
//!
//! AWS describes the logs at <https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html>.
//!
//! # Null
//!
//! The null marker is `-`, in quotes or without, in any field. In [`bytes_sent`](Record::bytes_sent) AWS writes it for zero. A
//! [`version_id`](Record::version_id) of `null` is a value. JSON has `null`.
//!
//! # What is easily got wrong
//!
//! - The request line, the referrer and the user agent are logged as the client sent them, without escapes. They may hold quotes
//!   and spaces, and imitate the values after them. A line is therefore read from both ends: no referrer and no user agent can
//!   change another field. Only which of the two a text belongs to is open if it holds `" "`.
//! - A request line ends at the first quote that follows a version of HTTP and precedes six values of the right form.
//! - The key is percent-encoded twice by most operations, and once by `BATCH.*` and `S3.*`, which write `+` for a space. The vended
//!   JSON does not encode it. [`Record::object_key`] knows. The request line has the client's own encoding.
//! - The requester of a CloudFront origin access identity holds spaces.
//! - A request id occurs several times: copies write two records, multi-object deletes one for each key.
//! - An error code does not mean failure: a 304 has `NotModified`. Some records have no status.
//! - Bytes that are not UTF-8 occur in request lines. They become U+FFFD, and such a record is an owned one.
//! - Presigned URLs have their signature in the request line. Errors never show it.
//!
//! ```
//! use awslog::s3_access;
//!
//! let line = concat!(
//!     "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2b0 ",
//!     "amzn-s3-demo-bucket [15/Jan/2026:12:34:57 +0000] 2001:db8::10 - 7A1B2C3D4E5F6072 ",
//!     r#"REST.GET.OBJECT %2522 "GET /" HTTP/1.1" 403 AccessDenied 243 - 8 - "#,
//!     r#""a" 200 - 1 1 1 1 "b" "curl/8.5.0" - - - - - s3.amazonaws.com - - -"#,
//! );
//! let record = s3_access::parse_line(line)?;
//! assert_eq!(record.request().unwrap().target, Some(r#"/""#));
//! assert_eq!(record.object_key().unwrap(), r#"""#);
//! assert_eq!(record.http_status, Some(403));
//! assert_eq!(record.referer.as_deref(), Some(r#"a" 200 - 1 1 1 1 "b"#));
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Errors
//!
//! A line is refused if a value does not have the type of its field, if a value that is always in quotes is not, and if it is
//! truncated: it has fewer than 18 values, or ends inside a quoted value. Values that AWS appends to a line are kept: the 28th is
//! `field_28` of [`Record::unknown_columns`].
//!
//! An object with unknown keys is a record if one of its keys is a name that only these logs have, such as `bucket_owner`. An
//! object of known keys alone is one, too.
//!
//! ```
//! let line = concat!(
//!     "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2b0 ",
//!     "amzn-s3-demo-bucket [15/Jan/2026:12:34:56 +0000] 192.0.2.10 - 7A1B2C3D4E5F6071 ",
//!     r#"REST.GET.OBJECT a "GET /a HTTP/1.1" OK - - - - - "-" "-" -"#,
//! );
//! let error = awslog::s3_access::parse_line(line).unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "S3 access log, field `http_status`: \
//!      expected a whole number below 65536, found \"OK\"",
//! );
//! ```
//!
//! # As ECS events
//!
//! | fields of ECS | from |
//! | --- | --- |
//! | `@timestamp`, `event.start` | the time; there is no `event.end`, because lines have whole seconds |
//! | `event.kind` | `event` |
//! | `event.category`, `.type` | requests: `[web]`, `[access]`; actions of S3 itself: `[file]`, with `deletion`, `change` or `info` |
//! | `event.action`, `.id`, `.code` | the operation, the id of the request, the error code |
//! | `event.outcome` | `failure` from status 400, and for an error code without a status; else `success` |
//! | `event.duration` | the total time, in nanoseconds |
//! | `client.*`, `source.*` | the address; `client.user.id` is the requester as logged |
//! | `user.*`, `service.name` | the requester, by its form: [`Requester`] |
//! | `cloud.region`, `.account.id` | the endpoint and the access point: the region and the account of the bucket, not of the requester |
//! | `url.*`, `http.*`, `destination.*` | the request line, the endpoint, status and bytes |
//! | `tls.*` | cipher and version |
//! | `file.*` | the key, decoded, and the size of the object |
//!
//! Everything is under `aws.s3access` as logged.
//!
//! ```
//! # #[cfg(feature = "ecs")] {
//! use awslog::ecs::Mapper;
//!
//! let json = r#"{"bucket_owner_id": null, "operation": "REST.GET.OBJECT",
//!     "requester": "arn:aws:sts::123456789012:assumed-role/Reader/jane@example.com",
//!     "key_name": "photos/cat.jpg", "http_status": 200, "total_duration": 23,
//!     "host_header": "amzn-s3-demo-bucket.s3.eu-west-1.amazonaws.com"}"#;
//! let record = awslog::s3_access::parse_line(json)?;
//! let mapper = Mapper::new();
//! let event = mapper.to_ecs(&record);
//! assert_eq!(event.user.name.as_deref(), Some("Reader"));
//! assert_eq!(event.user.email.as_deref(), Some("jane@example.com"));
//! assert_eq!(event.cloud.region.as_deref(), Some("eu-west-1"));
//! assert_eq!(event.file.path.as_deref(), Some("photos/cat.jpg"));
//! assert_eq!(event.event.duration, Some(23_000_000));
//! # }
//! # Ok::<(), awslog::Error>(())
//! ```

mod detection;
#[cfg(feature = "ecs")]
mod ecs;
mod key;
mod layout;
mod line;
mod record;
mod request;
mod requester;
mod split;
mod values;

use crate::lines::entry_points;

pub(crate) use detection::DETECTION;
pub use key::Key;
pub use layout::Layout;
pub use record::Record;
pub use request::Request;
pub use requester::Requester;
pub use values::{AuthenticationType, SignatureVersion};

entry_points! {
    /// Reads one record: a line as AWS writes it, or a JSON object.
    ///
    /// ```
    /// use awslog::s3_access;
    ///
    /// let line = concat!(
    ///     "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2b0 ",
    ///     "amzn-s3-demo-bucket [15/Jan/2026:00:00:00 +0000] - AmazonS3 7A1B2C3D4E5F6076 ",
    ///     r#"S3.EXPIRE.OBJECT tmp/part-0001.sst "-" - - - 317 - - "-" "-" -"#,
    /// );
    /// let record = s3_access::parse_line(line)?;
    /// assert_eq!(record.operation.as_deref(), Some("S3.EXPIRE.OBJECT"));
    /// assert_eq!(record.object_size, Some(317));
    /// assert_eq!(record.request_uri, None);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A value does not have the type of its field, the line is truncated, or the JSON is invalid.
    pub fn parse_line;

    /// ```
    /// let object = concat!(
    ///     "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2b0 ",
    ///     "amzn-s3-demo-bucket [15/Jan/2026:12:35:02 +0000] 192.0.2.10 ",
    ///     "arn:aws:iam::123456789012:user/jane 7A1B2C3D4E5F6075 BATCH.DELETE.OBJECT ",
    ///     "old+report+100%25.csv - 204 - - 344017 - - - - -\n",
    /// );
    /// let record = awslog::s3_access::records(object.as_bytes()).next().unwrap()?;
    /// assert_eq!(record.object_key().unwrap(), "old report 100%.csv");
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn records;

    /// AWS writes no header lines. A line of field names, with or without `#Fields:`, sets the layout of the lines after it. Other
    /// lines that begin with `#` are skipped, and so are blank lines.
    ///
    /// ```
    /// use awslog::s3_access::Parser;
    ///
    /// let mut parser = Parser::new();
    /// assert!(parser.parse_line("bucket_name,remoteip,httpstatus")?.is_none());
    /// let record = parser.parse_line("amzn-s3-demo-bucket,192.0.2.10,200")?.unwrap();
    /// assert_eq!(record.http_status, Some(200));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub struct Parser;

    /// Creates a parser of AWS's own lines.
    pub fn new;

    /// Creates a parser that starts with the given layout.
    ///
    /// ```
    /// use awslog::s3_access::{Layout, Parser};
    ///
    /// let parser = Parser::with_layout(Layout::from_names(["bucket", "bytes_sent"])?);
    /// assert_eq!(parser.records(b"demo-bucket 42\ndemo-bucket -\n").count(), 2);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn with_layout;

    /// Without a header line, a line of fewer than 18 values is truncated, and so is one that ends inside a quoted value.
    ///
    /// ```
    /// use awslog::s3_access::Parser;
    ///
    /// let line = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2b0 \
    ///     amzn-s3-demo-bucket [15/Jan/2026:12:34:56 +0000] 192.0.2.10";
    /// assert!(Parser::new().parse_line(line).is_err());
    /// let record = Parser::new().accept_short_lines(true).parse_line(line)?.unwrap();
    /// assert_eq!(record.remote_ip, Some([192, 0, 2, 10].into()));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn accept_short_lines;
}
