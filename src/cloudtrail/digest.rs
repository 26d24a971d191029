//! Digest files: the hashes of an hour's log files.

use time::UtcDateTime;

use crate::json::objects;
use crate::text::Text;

objects! {
    /// A digest file: which log files a trail delivered in an hour, with their hashes, chained to the digest before.
    ///
    /// The signature of the file itself is metadata of the object in S3 and not in the file.
    ///
    /// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html>
    pub struct Digest<'a> {
        /// The account that the digest was delivered for.
        "awsAccountId" => aws_account_id: Option<Text<'a>>,
        /// The first moment that the digest covers.
        "digestStartTime" (lenient) => digest_start_time: Option<UtcDateTime> as DateOrEpoch => aws("start_time"),
        /// The last moment that the digest covers.
        "digestEndTime" => digest_end_time: Option<UtcDateTime> as DateOrEpoch => aws("end_time"),
        /// The bucket that the digest was delivered to.
        "digestS3Bucket" => digest_s3_bucket: Option<Text<'a>> => aws("s3_bucket"),
        /// The key of the digest in that bucket.
        "digestS3Object" => digest_s3_object: Option<Text<'a>> => aws("s3_object"),
        /// The fingerprint, in hexadecimal, of the key that the digest is signed with.
        "digestPublicKeyFingerprint" | "publicKeyFingerprint" => digest_public_key_fingerprint: Option<Text<'a>> => aws("public_key_fingerprint"),
        /// The signature algorithm: `SHA256withRSA`.
        "digestSignatureAlgorithm" => digest_signature_algorithm: Option<Text<'a>> => aws("signature_algorithm"),
        /// The newest event in the log files; null if there are none.
        "newestEventTime" (lenient) => newest_event_time: Option<UtcDateTime> as DateOrEpoch,
        /// The oldest event in the log files; null if there are none.
        "oldestEventTime" (lenient) => oldest_event_time: Option<UtcDateTime> as DateOrEpoch,
        /// The bucket of the previous digest; null in the first digest of a chain, as are all `previousDigest*` keys.
        "previousDigestS3Bucket" => previous_digest_s3_bucket: Option<Text<'a>> => aws("previous_s3_bucket"),
        /// The key of the previous digest.
        "previousDigestS3Object" => previous_digest_s3_object: Option<Text<'a>> => aws("previous_s3_object"),
        /// The hash, in hexadecimal, of the previous digest, uncompressed.
        "previousDigestHashValue" => previous_digest_hash_value: Option<Text<'a>> => aws("previous_hash_value"),
        /// The hash algorithm: `SHA-256`.
        "previousDigestHashAlgorithm" => previous_digest_hash_algorithm: Option<Text<'a>> => aws("previous_hash_algorithm"),
        /// The signature, in hexadecimal, of the previous digest.
        "previousDigestSignature" => previous_digest_signature: Option<Text<'a>> => aws("previous_signature"),
        /// The log files; empty for an hour without events.
        "logFiles" => log_files: Vec<LogFile<'a>> => aws(as aws_keys),
    }

    /// `logFiles[]`: a log file that was delivered.
    pub struct LogFile<'a> {
        /// The bucket.
        "s3Bucket" => s3_bucket: Option<Text<'a>>,
        /// The key in the bucket.
        "s3Object" => s3_object: Option<Text<'a>>,
        /// The hash, in hexadecimal, of the file, uncompressed.
        "hashValue" => hash_value: Option<Text<'a>>,
        /// The hash algorithm: `SHA-256`.
        "hashAlgorithm" => hash_algorithm: Option<Text<'a>>,
        /// The newest event in the file.
        "newestEventTime" (lenient) => newest_event_time: Option<UtcDateTime> as DateOrEpoch,
        /// The oldest event in the file.
        "oldestEventTime" (lenient) => oldest_event_time: Option<UtcDateTime> as DateOrEpoch,
    }
}
