//! Results of malware scans, which EventBridge delivers in addition to findings.

use time::UtcDateTime;

use super::scan::{ScanConfiguration, Threat};
use crate::json::objects;
use crate::text::{Text, open_enum};

open_enum! {
    /// `scanStatus`: how far a scan has come.
    pub enum ScanStatus {
        /// It goes on.
        Running = "RUNNING",
        /// It is complete.
        Completed = "COMPLETED",
        /// It is complete, but for items that could not be scanned.
        CompletedWithIssues = "COMPLETED_WITH_ISSUES",
        /// It has failed.
        Failed = "FAILED",
        /// Nothing was scanned.
        Skipped = "SKIPPED",
    }
}

open_enum! {
    /// `scanResultStatus`: what a scan has found.
    pub enum ScanResultStatus {
        /// No malware.
        NoThreatsFound = "NO_THREATS_FOUND",
        /// Malware.
        ThreatsFound = "THREATS_FOUND",
        /// No malware, as `DescribeMalwareScans` says it.
        Clean = "CLEAN",
        /// Malware, as `DescribeMalwareScans` says it.
        Infected = "INFECTED",
        /// The object cannot be scanned.
        Unsupported = "UNSUPPORTED",
        /// GuardDuty may not read the object.
        AccessDenied = "ACCESS_DENIED",
        /// The scan has failed.
        Failed = "FAILED",
    }
}

objects! {
    /// The result of a malware scan: of an object in a bucket, of volumes, or of a backup.
    ///
    /// Scans of objects have [`s3_object_details`](Self::s3_object_details), and nothing but the wrapper of EventBridge says in
    /// which account, where and when they were made: its members are the result's own. Other scans have the members that the
    /// API gives them.
    ///
    /// <https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html>,
    /// <https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetMalwareScan.html>
    pub struct ScanResult<'a> {
        /// The version of the result's form: `1.0`.
        "schemaVersion" => schema_version: Option<Text<'a>>,
        /// The account: `account` of EventBridge's event.
        "accountId" | "account" => account_id: Option<Text<'a>>,
        /// The region, of EventBridge's event.
        "region" => region: Option<Text<'a>>,
        /// The id of EventBridge's event.
        "id" => id: Option<Text<'a>>,
        /// When EventBridge's event was made.
        "time" => time: Option<UtcDateTime> as DateOrEpoch,
        /// How far the scan has come.
        "scanStatus" => scan_status: Option<ScanStatus<'a>>,
        /// Why the scan has failed or was skipped.
        "scanStatusReason" | "failureReason" => scan_status_reason: Option<Text<'a>>,
        /// The kind of resource: `S3_OBJECT`, `EBS_VOLUME`, `EBS_SNAPSHOT`, `EC2_AMI`, `EBS_RECOVERY_POINT` and so on.
        "resourceType" => resource_type: Option<Text<'a>>,
        /// The ARN of the resource.
        "resourceArn" => resource_arn: Option<Text<'a>>,
        /// The object that was scanned.
        "s3ObjectDetails" => s3_object_details: Option<Box<ScannedObject<'a>>>,
        /// What the scan has found.
        "scanResultDetails" => scan_result_details: Option<Box<ScanResultDetails<'a>>>,
        /// What the scan has found, where nothing more is said of it.
        "scanResultStatus" => scan_result_status: Option<ScanResultStatus<'a>>,
        /// The id of the scan.
        "scanId" => scan_id: Option<Text<'a>>,
        /// The detector.
        "detectorId" => detector_id: Option<Text<'a>>,
        /// Why the scan was started: `BACKUP_INITIATED`, `ON_DEMAND` or `GUARDDUTY_INITIATED`.
        "scanType" => scan_type: Option<Text<'a>>,
        /// `FULL_SCAN` or `INCREMENTAL_SCAN`.
        "scanCategory" => scan_category: Option<Text<'a>>,
        /// How the scan was started.
        "scanConfiguration" => scan_configuration: Option<Box<ScanConfiguration<'a>>>,
        /// When the scan was started.
        "scanStartedAt" | "scanStartTime" => scan_started_at: Option<UtcDateTime> as DateOrEpoch,
        /// When the scan was completed.
        "scanCompletedAt" | "scanEndTime" => scan_completed_at: Option<UtcDateTime> as DateOrEpoch,
        /// How many resources were scanned.
        "scannedResourcesCount" (lenient) => scanned_resources_count: Option<u64>,
        /// How many resources were skipped.
        "skippedResourcesCount" (lenient) => skipped_resources_count: Option<u64>,
        /// How many resources could not be scanned.
        "failedResourcesCount" (lenient) => failed_resources_count: Option<u64>,
    }

    /// An object in a bucket that was scanned.
    pub struct ScannedObject<'a> {
        /// The bucket.
        "bucketName" => bucket_name: Option<Text<'a>>,
        /// The key of the object.
        "objectKey" => object_key: Option<Text<'a>>,
        /// The entity tag of the object: no hash of its content in general.
        "eTag" | "etag" => e_tag: Option<Text<'a>>,
        /// The version of the object.
        "versionId" => version_id: Option<Text<'a>>,
        /// Whether S3 has delayed the scan.
        "s3Throttled" (lenient) => s3_throttled: Option<bool>,
    }

    /// What a scan has found.
    pub struct ScanResultDetails<'a> {
        /// Whether it has found malware.
        "scanResultStatus" | "scanResult" => scan_result_status: Option<ScanResultStatus<'a>>,
        /// The malware.
        "threats" => threats: Vec<Threat<'a>>,
        /// Why the object could not be scanned, such as `PASSWORD_PROTECTED`.
        "statusReasons" => status_reasons: Vec<Text<'a>>,
        /// How many threats there are.
        "uniqueThreatCount" (lenient) => unique_threat_count: Option<u64>,
        /// How many files hold threats.
        "threatFoundFileCount" (lenient) => threat_found_file_count: Option<u64>,
        /// How many files were scanned.
        "totalFileCount" (lenient) => total_file_count: Option<u64>,
        /// How many files were skipped.
        "skippedFileCount" (lenient) => skipped_file_count: Option<u64>,
        /// How many files could not be scanned.
        "failedFileCount" (lenient) => failed_file_count: Option<u64>,
        /// How much was scanned, in bytes.
        "totalBytes" (lenient) => total_bytes: Option<u64>,
    }
}

impl<'a> ScanResult<'a> {
    /// What the scan has found; `None` for one that is not complete.
    pub fn status(&self) -> Option<&ScanResultStatus<'a>> {
        let details = self.scan_result_details.as_ref();
        details.and_then(|details| details.scan_result_status.as_ref()).or(self.scan_result_status.as_ref())
    }

    /// The malware that was found.
    pub fn threats(&self) -> &[Threat<'a>] {
        self.scan_result_details.as_ref().map_or(&[], |details| &details.threats)
    }

    /// Whether the scan has found malware.
    pub fn has_threats(&self) -> bool {
        // Older descriptions of the event say `THREAT_FOUND`.
        let is_threat = |status: &ScanResultStatus<'_>| {
            *status == ScanResultStatus::Infected || status.as_str().starts_with("THREAT")
        };
        self.status().is_some_and(is_threat) || !self.threats().is_empty()
    }
}
