use time::UtcDateTime;

use crate::json::foreign::Members;
use crate::json::{Json, objects};
use crate::schema::Selection;
use crate::text::{Source, Text};

use super::resource::Resource;
use super::scan_result::ScanResult;
use super::service::Service;

objects! {
    /// One finding, or the result of a malware scan.
    ///
    /// The fields have AWS's names in snake_case. An absent key, null, and an empty text or list are all absent values.
    ///
    /// <https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Finding.html>
    pub struct Record<'a> {
        /// The version of the finding's schema: `2.0`.
        "schemaVersion" => schema_version: Option<Text<'a>>,
        /// The account that the finding is about.
        "accountId" => account_id: Option<Text<'a>>,
        /// The region of the detector.
        "region" => region: Option<Text<'a>>,
        /// The partition of the region, such as `aws`.
        "partition" => partition: Option<Text<'a>>,
        /// The id, the same in each update of the finding.
        "id" => id: Option<Text<'a>>,
        /// The ARN.
        "arn" => arn: Option<Text<'a>>,
        /// The type: see [`Record::threat_purpose`].
        "type" => r#type: Option<Text<'a>>,
        /// The resource that was the target or the source of the activity.
        "resource" => resource: Option<Resource<'a>>,
        /// What GuardDuty observed.
        "service" => service: Option<Service<'a>>,
        /// The severity from 1 to 10: low below 4, medium below 7, high below 9, critical from 9 on.
        "severity" => severity: Option<f64> => custom,
        /// When the finding was created.
        "createdAt" => created_at: Option<UtcDateTime> as DateOrEpoch,
        /// When the finding was last updated.
        "updatedAt" => updated_at: Option<UtcDateTime> as DateOrEpoch,
        /// The title.
        "title" => title: Option<Text<'a>>,
        /// The description.
        "description" => description: Option<Text<'a>>,
        /// The confidence of GuardDuty in the finding.
        "confidence" (lenient) => confidence: Option<f64>,
        /// The ARN of the attack sequence that the finding is part of.
        "associatedAttackSequenceArn" => associated_attack_sequence_arn: Option<Text<'a>>,
        /// The name of the custom detection rule that generated the finding.
        "customDetectionRuleName" => custom_detection_rule_name: Option<Text<'a>>,
        /// The result of a malware scan, which is not a finding: if it is present, all other members are absent.
        "scanResult" => scan_result: Option<Box<ScanResult<'a>>>,
        ..
        source: Source<'a>,
    }
    with custom;
}

/// What makes an object a finding: a type like GuardDuty's, or what the service has seen of a resource; and a further
/// key.
pub(super) const EXPECTED: &str =
    "a GuardDuty finding, which has a `type` such as `Recon:EC2/PortProbeUnprotectedPort`, `service` and `resource`";

/// The further keys of a finding.
const OTHERS: [&str; 9] =
    ["schemaVersion", "accountId", "id", "arn", "severity", "createdAt", "updatedAt", "title", "partition"];

/// Whether an object with these members is a finding. See [`EXPECTED`].
pub(super) fn is_object(members: &Members<'_>) -> bool {
    let count = |keys: &[&str]| keys.iter().filter(|key| members.has(key)).count();
    members.has("scanStatus") || is_finding(members.text("type"), count(&["service", "resource"]), count(&OTHERS))
}

fn is_finding(kind: Option<&str>, parts: usize, others: usize) -> bool {
    let is_type = |kind: &str| kind.split_once(':').is_some_and(|(_, rest)| rest.contains('/'));
    match kind {
        Some(kind) if is_type(kind) => parts + others > 0,
        _ => parts > 1 || parts == 1 && others > 0,
    }
}

impl<'a> Record<'a> {
    /// Whether the object is a finding that also has values in these fields, which have not been read. See [`EXPECTED`].
    pub(super) fn is_record(&self, unread: Selection) -> bool {
        const PARTS: Selection = Selection::of(Record::SCHEMA, &["service", "resource", "scanResult"]);
        const FURTHER: Selection = Selection::of(Record::SCHEMA, &OTHERS);
        if unread.has_any(PARTS) {
            return true;
        }
        let has_service = self.service.as_ref().is_some_and(|service| !service.has_no_known_key());
        let has_resource = self.resource.as_ref().is_some_and(|resource| !resource.has_no_known_key());
        if has_service || has_resource || self.scan_result.is_some() {
            return true;
        }
        let others = [
            self.schema_version.is_some(),
            self.account_id.is_some(),
            self.id.is_some(),
            self.arn.is_some(),
            self.severity.is_some(),
            self.created_at.is_some(),
            self.updated_at.is_some(),
            self.title.is_some(),
            self.partition.is_some(),
        ];
        let unread = usize::from(unread.has_any(FURTHER));
        is_finding(self.r#type.as_deref(), 0, unread + others.into_iter().filter(|is_there| *is_there).count())
    }

    /// The exact text of the finding in the input. If it was read from a JSON string, that string, unescaped.
    pub fn original(&self) -> Option<&str> {
        self.source.text()
    }

    crate::text::envelope_time!();

    /// What the threat is after: the type up to its colon. The types are made like
    /// `ThreatPurpose:ResourceType/ThreatFamily.Mechanism!Artifact`.
    ///
    /// ```
    /// let record = awslog::guardduty::parse_line(
    ///     r#"{"type": "CryptoCurrency:EC2/BitcoinTool.B!DNS"}"#,
    /// )?;
    /// assert_eq!(record.threat_purpose(), Some("CryptoCurrency"));
    /// assert_eq!(record.resource_type_affected(), Some("EC2"));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn threat_purpose(&self) -> Option<&str> {
        self.r#type.as_deref()?.split_once(':').map(|(purpose, _)| purpose)
    }

    /// The resource that the threat targets: the part of the type between the colon and the slash.
    pub fn resource_type_affected(&self) -> Option<&str> {
        self.r#type.as_deref()?.split_once(':')?.1.split_once('/').map(|(resource, _)| resource)
    }

    /// Converts the record into an owned one, which no longer borrows from the input.
    pub fn into_owned(self) -> Record<'static> {
        Json::into_owned(self)
    }

    /// Remembers the text, unless it is that of the wrapper around it.
    pub(super) fn set_source(&mut self, source: &'a str) {
        if self.source.text().is_none() {
            self.source.set_text(source);
        }
    }

    /// Remembers the time, unless a wrapper further inside has given one.
    pub(super) fn set_envelope_time(&mut self, time: time::UtcDateTime) {
        if self.source.time().is_none() {
            self.source.set_time(time);
        }
    }
}

impl<'a> From<ScanResult<'a>> for Record<'a> {
    fn from(scan: ScanResult<'a>) -> Self {
        Record { scan_result: Some(Box::new(scan)), ..Record::default() }
    }
}
