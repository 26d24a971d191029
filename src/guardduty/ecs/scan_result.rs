//! What each member of the result of a malware scan becomes.

use std::borrow::Cow;

use crate::ecs::event::{File, FileHash, Threat, ThreatSoftware};
use crate::ecs::{Category, Event, Kind, Outcome, Type, account, account_text, present, region, region_text, text};
use crate::guardduty::record::Record;
use crate::guardduty::scan::Threat as Malware;
use crate::guardduty::scan_result::{ScanResult, ScanResultDetails, ScanResultStatus, ScanStatus};
use crate::text::{Arn, Text};

/// Sets the fields of a scan. A scan that found malware is an alert; any other reports that files were examined.
pub(super) fn set_scan<'a>(event: &mut Event<'a>, record: &'a Record<'_>, scan: &'a ScanResult<'_>) {
    event.timestamp = scan
        .scan_completed_at
        .or(scan.scan_started_at)
        .or(scan.time)
        .or_else(|| record.envelope_time())
        .map(Into::into);
    event.event.start = scan.scan_started_at.map(Into::into);
    event.event.end = scan.scan_completed_at.map(Into::into);
    (event.event.kind, event.event.category) = if scan.has_threats() {
        (Some(Kind::Alert), [Category::File, Category::Malware].into())
    } else {
        (Some(Kind::Event), [Category::File].into())
    };
    event.event.r#type = [Type::Info].into();
    event.event.action = match (scan.status(), &scan.scan_status) {
        (Some(status), _) => present(status.text()),
        (None, status) => present(status.as_ref().map(|status| status.text())),
    };
    event.event.outcome = outcome(scan);
    event.event.reason = scan.scan_result_details.as_deref().and_then(reasons).or(text(&scan.scan_status_reason));
    event.event.id = text(&scan.scan_id).or(text(&scan.id));
    let arn = scan.resource_arn.as_deref().and_then(Arn::new);
    event.cloud.account.id = account(&scan.account_id).or_else(|| account_text(arn?.account));
    event.cloud.region = region(&scan.region).or_else(|| region_text(arn?.region));
    event.cloud.service.name = Some("guardduty".into());
    event.file = file(scan).into();
    let mut names = scan.threats().iter().filter_map(|threat| text(&threat.name));
    event.threat = Threat { software: ThreatSoftware { name: names.next() }, ..Threat::default() }.into();
    for threat in scan.threats() {
        event.related.add_hashes(hashes(threat));
    }
}

/// Whether the scan has worked, whatever it has found.
fn outcome(scan: &ScanResult<'_>) -> Option<Outcome> {
    match (&scan.scan_status, scan.status()) {
        (Some(ScanStatus::Failed | ScanStatus::Skipped), _) => Some(Outcome::Failure),
        (
            _,
            Some(
                ScanResultStatus::NoThreatsFound
                | ScanResultStatus::ThreatsFound
                | ScanResultStatus::Clean
                | ScanResultStatus::Infected,
            ),
        ) => Some(Outcome::Success),
        (_, Some(ScanResultStatus::Unsupported | ScanResultStatus::AccessDenied | ScanResultStatus::Failed)) => {
            Some(Outcome::Failure)
        }
        (Some(ScanStatus::Completed | ScanStatus::CompletedWithIssues), _) => Some(Outcome::Success),
        _ => None,
    }
}

/// Why the object could not be scanned.
fn reasons<'a>(details: &'a ScanResultDetails<'_>) -> Option<Text<'a>> {
    let (first, others) = details.status_reasons.split_first()?;
    let mut reasons = Cow::Borrowed(first.as_str());
    for reason in others {
        reasons.to_mut().extend([", ", reason.as_str()]);
    }
    present(Text::from(reasons))
}

/// The object that was scanned, else the first infected file. The others are in `aws.guardduty` only.
fn file<'a>(scan: &'a ScanResult<'_>) -> Option<File<'a>> {
    let threat = scan.threats().first();
    match &scan.s3_object_details {
        Some(object) => Some(file_at(text(&object.object_key), threat)),
        None => Some(infected_file(threat?)),
    }
}

/// The first file that malware was found in.
pub(super) fn infected_file<'a>(threat: &'a Malware<'_>) -> File<'a> {
    let detailed = threat.item_details.iter().find_map(|item| text(&item.item_path));
    let path = detailed.or_else(|| threat.item_paths.iter().find_map(|item| text(&item.nested_item_path)));
    file_at(path, Some(threat))
}

fn file_at<'a>(path: Option<Text<'a>>, threat: Option<&'a Malware<'_>>) -> File<'a> {
    let sha256 = threat.and_then(|threat| hashes(threat).next());
    File {
        name: path.as_ref().and_then(Text::as_borrowed).and_then(name),
        path,
        hash: FileHash { sha256, ..FileHash::default() },
        ..File::default()
    }
}

/// The hashes of the malware, its items first.
fn hashes<'a>(threat: &'a Malware<'_>) -> impl Iterator<Item = Text<'a>> {
    let items = threat.item_details.iter().map(|item| &item.hash);
    let items = items.chain(threat.item_paths.iter().map(|item| &item.hash));
    items.chain([&threat.hash]).filter_map(text)
}

/// The last part of a path.
fn name(path: &str) -> Option<Text<'_>> {
    path.rsplit('/').next().filter(|name| !name.is_empty()).map(Text::from)
}
