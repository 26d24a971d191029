//! `service`: what GuardDuty knows of the activity.

use time::UtcDateTime;

use crate::json::{Raw, objects};
use crate::text::Text;

use super::action::Action;
use super::runtime::RuntimeDetails;
use super::scan::{EbsVolumeScanDetails, MalwareScanDetails};
use super::sequence::Sequence;
use super::values::ResourceRole;

objects! {
    /// What GuardDuty observed. <https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Service.html>
    pub struct Service<'a> {
        /// `guardduty`.
        "serviceName" => service_name: Option<Text<'a>>,
        /// The detector that generated the finding.
        "detectorId" => detector_id: Option<Text<'a>>,
        /// What happened. Findings of malware have none.
        "action" => action: Option<Box<Action<'a>>>,
        /// Whether the resource was the target or the actor.
        "resourceRole" => resource_role: Option<ResourceRole<'a>>,
        /// Further details, which depend on the type of the finding.
        "additionalInfo" => additional_info: Option<Box<AdditionalInfo<'a>>> => aws(as aws_keys),
        /// The evidence for the threat.
        "evidence" => evidence: Option<Evidence<'a>>,
        /// When the activity was first seen.
        "eventFirstSeen" => event_first_seen: Option<UtcDateTime> as DateOrEpoch => aws("event.first_seen"),
        /// When the activity was last seen.
        "eventLastSeen" => event_last_seen: Option<UtcDateTime> as DateOrEpoch => aws("event.last_seen"),
        /// Whether the finding is archived.
        "archived" (lenient) => archived: Option<bool>,
        /// How often the activity was seen; updates of the finding raise it.
        "count" (lenient) => count: Option<u64>,
        /// The feedback of the user.
        "userFeedback" => user_feedback: Option<Text<'a>>,
        /// The feature of GuardDuty that generated the finding.
        "featureName" => feature_name: Option<Text<'a>>,
        /// The scan of volumes that found malware.
        "ebsVolumeScanDetails" => ebs_volume_scan_details: Option<Box<EbsVolumeScanDetails<'a>>>,
        /// The scan of objects or backups that found malware.
        "malwareScanDetails" => malware_scan_details: Option<Box<MalwareScanDetails<'a>>>,
        /// The process on the host.
        "runtimeDetails" => runtime_details: Option<Box<RuntimeDetails<'a>>>,
        /// The anomaly, or the attack sequence.
        "detection" => detection: Option<Box<Detection<'a>>>,
    }

    /// More about a finding. In exports the members are also outside `value`: they are in
    /// [`unknown`](AdditionalInfo::unknown), because AWS does not list any of them.
    pub struct AdditionalInfo<'a> {
        /// All of it as JSON text, as logged.
        "value" => value: Option<Text<'a>>,
        /// The type of the text: `default`.
        "type" => r#type: Option<Text<'a>>,
    }

    /// The evidence for a threat.
    pub struct Evidence<'a> {
        /// The threat lists that name it.
        "threatIntelligenceDetails" => threat_intelligence_details: Vec<ThreatIntelligenceDetail<'a>>,
    }

    /// A list of threats that names an address, a domain or a file.
    pub struct ThreatIntelligenceDetail<'a> {
        /// The name of the list.
        "threatListName" => threat_list_name: Option<Text<'a>> => aws("threat.list_name"),
        /// The names of the threats.
        "threatNames" => threat_names: Vec<Text<'a>> => aws("threat.names"),
        /// The SHA-256 of the file.
        "threatFileSha256" => threat_file_sha256: Option<Text<'a>>,
    }

    /// What was unusual, or which activities belong together.
    pub struct Detection<'a> {
        /// What was unusual.
        "anomaly" => anomaly: Option<Anomaly<'a>>,
        /// The attack sequence.
        "sequence" => sequence: Option<Box<Sequence<'a>>>,
    }

    /// What was unusual, by the names of APIs and of what was observed, which AWS does not list.
    pub struct Anomaly<'a> {
        /// What is usual.
        "profiles" => profiles: Option<Raw<'a>> => aws(as flattened),
        /// What is not.
        "unusual" => unusual: Option<Raw<'a>> => aws(as flattened),
    }
}
