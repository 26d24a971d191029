//! `service.ebsVolumeScanDetails` and `service.malwareScanDetails`: malware that a scan found.

use time::UtcDateTime;

use crate::json::objects;
use crate::text::Text;

objects! {
    /// A scan of volumes. <https://docs.aws.amazon.com/guardduty/latest/APIReference/API_EbsVolumeScanDetails.html>
    pub struct EbsVolumeScanDetails<'a> {
        /// The id of the scan.
        "scanId" => scan_id: Option<Text<'a>> => aws("scan.id"),
        /// When it was started.
        "scanStartedAt" (lenient) => scan_started_at: Option<UtcDateTime> as DateOrEpoch => aws("scan.started_at"),
        /// When it was completed.
        "scanCompletedAt" (lenient) => scan_completed_at: Option<UtcDateTime> as DateOrEpoch => aws("scan.completed_at"),
        /// The finding that it was started for.
        "triggerFindingId" => trigger_finding_id: Option<Text<'a>>,
        /// Where the names of the threats come from.
        "sources" => sources: Vec<Text<'a>>,
        /// What it found.
        "scanDetections" => scan_detections: Option<Box<ScanDetections<'a>>> => aws("scan.detections"),
        /// Why it was started: `GUARDDUTY_INITIATED` or `ON_DEMAND`.
        "scanType" => scan_type: Option<Text<'a>>,
    }

    /// What a scan of volumes found.
    pub struct ScanDetections<'a> {
        /// How much it has scanned.
        "scannedItemCount" => scanned_item_count: Option<ScannedItemCount<'a>>,
        /// How much of it was infected.
        "threatsDetectedItemCount" => threats_detected_item_count: Option<ThreatsDetectedItemCount<'a>>,
        /// The worst threat.
        "highestSeverityThreatDetails" => highest_severity_threat_details: Option<HighestSeverityThreatDetails<'a>>,
        /// The threats by name.
        "threatDetectedByName" => threat_detected_by_name: Option<Box<ThreatDetectedByName<'a>>>,
    }

    /// How much was scanned.
    pub struct ScannedItemCount<'a> {
        /// How much, in GB.
        "totalGb" (lenient) => total_gb: Option<u64>,
        /// How many files.
        "files" (lenient) => files: Option<u64>,
        /// How many volumes.
        "volumes" (lenient) => volumes: Option<u64>,
    }

    /// How much was infected.
    pub struct ThreatsDetectedItemCount<'a> {
        /// How many files.
        "files" (lenient) => files: Option<u64>,
    }

    /// The worst threat.
    pub struct HighestSeverityThreatDetails<'a> {
        /// The severity.
        "severity" => severity: Option<Text<'a>>,
        /// Its name.
        "threatName" => threat_name: Option<Text<'a>>,
        /// How many files it infected.
        "count" (lenient) => count: Option<u64>,
    }

    /// The threats by their names.
    pub struct ThreatDetectedByName<'a> {
        /// How many files are infected.
        "itemCount" (lenient) => item_count: Option<u64>,
        /// How many threats there are.
        "uniqueThreatNameCount" (lenient) => unique_threat_name_count: Option<u64>,
        /// Whether the list has been cut.
        "shortened" (lenient) => shortened: Option<bool>,
        /// The threats.
        "threatNames" => threat_names: Vec<ScanThreatName<'a>>,
    }

    /// A threat, and the files that it infected.
    pub struct ScanThreatName<'a> {
        /// Its name.
        "name" => name: Option<Text<'a>>,
        /// The severity.
        "severity" => severity: Option<Text<'a>>,
        /// How many files it has infected.
        "itemCount" (lenient) => item_count: Option<u64>,
        /// The files.
        "filePaths" => file_paths: Vec<ScanFilePath<'a>>,
    }

    /// An infected file.
    pub struct ScanFilePath<'a> {
        /// Its path.
        "filePath" => file_path: Option<Text<'a>> => aws("file.path"),
        /// The ARN of its volume.
        "volumeArn" => volume_arn: Option<Text<'a>>,
        /// The SHA-256 of its content.
        "hash" => hash: Option<Text<'a>>,
        /// Its name.
        "fileName" => file_name: Option<Text<'a>> => aws("file.name"),
    }

    /// A scan of objects or backups.
    /// <https://docs.aws.amazon.com/guardduty/latest/APIReference/API_MalwareScanDetails.html>
    pub struct MalwareScanDetails<'a> {
        /// What it found.
        "threats" => threats: Vec<Threat<'a>>,
        /// The id of the scan.
        "scanId" => scan_id: Option<Text<'a>>,
        /// Why it was started: `BACKUP_INITIATED`, `ON_DEMAND` or `GUARDDUTY_INITIATED`.
        "scanType" => scan_type: Option<Text<'a>>,
        /// `FULL_SCAN` or `INCREMENTAL_SCAN`.
        "scanCategory" => scan_category: Option<Text<'a>>,
        /// How it was started.
        "scanConfiguration" => scan_configuration: Option<Box<ScanConfiguration<'a>>>,
        /// How many threats there are.
        "uniqueThreatCount" (lenient) => unique_threat_count: Option<u64>,
    }

    /// A threat, and the items that it has infected.
    pub struct Threat<'a> {
        /// Its name.
        "name" => name: Option<Text<'a>>,
        /// Where the name comes from.
        "source" => source: Option<Text<'a>>,
        /// The items.
        "itemPaths" => item_paths: Vec<ItemPath<'a>>,
        /// How often it was found.
        "count" (lenient) => count: Option<u64>,
        /// The hash of the malware.
        "hash" => hash: Option<Text<'a>>,
        /// The items, with more about each.
        "itemDetails" => item_details: Vec<ItemDetails<'a>>,
    }

    /// An infected item inside of another.
    pub struct ItemPath<'a> {
        /// Its path.
        "nestedItemPath" => nested_item_path: Option<Text<'a>>,
        /// The SHA-256 of its content.
        "hash" => hash: Option<Text<'a>>,
    }

    /// An infected item.
    pub struct ItemDetails<'a> {
        /// The ARN of the resource that it is in.
        "resourceArn" => resource_arn: Option<Text<'a>>,
        /// Its path.
        "itemPath" => item_path: Option<Text<'a>>,
        /// The SHA-256 of its content.
        "hash" => hash: Option<Text<'a>>,
        /// Where exactly it is.
        "additionalInfo" => additional_info: Option<ItemInfo<'a>>,
    }

    /// Where an infected item is.
    pub struct ItemInfo<'a> {
        /// The version of the object.
        "versionId" => version_id: Option<Text<'a>>,
        /// The device of the volume.
        "deviceName" => device_name: Option<Text<'a>>,
    }

    /// How a scan was started.
    pub struct ScanConfiguration<'a> {
        /// Who started it: `BACKUP` or `GUARDDUTY`.
        "triggerType" => trigger_type: Option<Text<'a>>,
        /// What an incremental scan was based on.
        "incrementalScanDetails" => incremental_scan_details: Option<IncrementalScanDetails<'a>>,
    }

    /// What an incremental scan was based on.
    pub struct IncrementalScanDetails<'a> {
        /// The ARN of the resource that was scanned before.
        "baselineResourceArn" => baseline_resource_arn: Option<Text<'a>>,
    }
}
