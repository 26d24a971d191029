//! `aws.guardduty.*`: the whole finding, with the names and the nesting that Elastic's integration has for it. What Elastic
//! has no name for keeps AWS's own in snake_case.

use crate::write::{Fields, Grouped, Sink, key, write_flattened, write_nothing, write_unknown};

use crate::guardduty::action::{GeoLocation, PortDetails, RemoteIpDetails};
use crate::guardduty::bucket::S3BucketDetail;
use crate::guardduty::container::Container;
use crate::guardduty::instance::{InstanceDetails, NetworkInterface, PrivateIpAddress, ProductCode, SecurityGroup};
use crate::guardduty::record::Record;
use crate::guardduty::resource::{AccessKeyDetails, VolumeDetail};
use crate::guardduty::scan::{EbsVolumeScanDetails, ScanFilePath};
use crate::guardduty::service::{Anomaly, Service, ThreatIntelligenceDetail};
use crate::text::Text;

/// The writers of objects whose members stand otherwise than in a row under their own names. A row is a name with
///
/// - a member: `"type": action_type`
/// - members in an object of their own: `"port" { "value": port, "name": port_name }`
/// - a member that keeps AWS's keys, since the index takes any: `"public_access" = public_access`
/// - a member of any JSON that the index takes as an object: `"profiles" ~ profiles`
macro_rules! writers {
    ($($writer:ident: $object:ident {
        $($name:literal
            $({ $($inner:literal: $grouped:ident),+ })?
            $(: $member:ident)?
            $(= $logged:ident)?
            $(~ $any:ident)?,
        )+
    })+) => {$(
        #[doc = concat!("Writes the members of [`", stringify!($object), "`].")]
        pub(crate) fn $writer<S: Sink>(object: &$object<'_>, sink: &mut S) {
            $(
                $(sink.object(key!($name), &Grouped(($((key!($inner), &object.$grouped),)+)));)?
                $(sink.member(key!($name), &object.$member);)?
                $(sink.logged_member(key!($name), &object.$logged);)?
                $(write_flattened(sink, key!($name), object.$any.as_ref());)?
            )+
            write_unknown(sink, &object.unknown, &[$($name),+]);
        }
    )+};
}

writers! {
    service: Service {
        "service_name": service_name,
        "detector_id": detector_id,
        "action": action,
        "resource_role": resource_role,
        "additional_info" = additional_info,
        "evidence": evidence,
        "event" { "first_seen": event_first_seen, "last_seen": event_last_seen },
        "archived": archived,
        "count": count,
        "user_feedback": user_feedback,
        "feature_name": feature_name,
        "ebs_volume_scan_details": ebs_volume_scan_details,
        "malware_scan_details": malware_scan_details,
        "runtime_details": runtime_details,
        "detection": detection,
    }

    threat_intelligence: ThreatIntelligenceDetail {
        "threat" { "list_name": threat_list_name, "names": threat_names },
        "threat_file_sha256": threat_file_sha256,
    }

    anomaly: Anomaly {
        "profiles" ~ profiles,
        "unusual" ~ unusual,
    }

    port: PortDetails {
        "port" { "value": port, "name": port_name },
    }

    access_key: AccessKeyDetails {
        "accesskey_id": access_key_id,
        "principal_id": principal_id,
        "user" { "name": user_name, "type": user_type },
    }

    volume: VolumeDetail {
        "volume" { "arn": volume_arn, "type": volume_type, "size_in_gb": volume_size_in_gb },
        "device_name": device_name,
        "encryption_type": encryption_type,
        "snapshot_arn": snapshot_arn,
        "kmskey_arn": kms_key_arn,
    }

    bucket: S3BucketDetail {
        "arn": arn,
        "name": name,
        "type": r#type,
        "created_at": created_at,
        "owner": owner,
        "tags": tags,
        "default_server_side_encryption": default_server_side_encryption,
        "public_access" = public_access,
        "s3_object_details": s3_object_details,
    }

    container: Container {
        "container_runtime": container_runtime,
        "id": id,
        "name": name,
        "image" { "value": image, "prefix": image_prefix },
        "volume_mounts": volume_mounts,
        "security_context": security_context,
    }

    instance: InstanceDetails {
        "instance" { "id": instance_id, "type": instance_type, "state": instance_state },
        "outpost_arn": outpost_arn,
        "launch_time": launch_time,
        "platform": platform,
        "product_codes": product_codes,
        "iaminstance_profile": iam_instance_profile,
        "network_interfaces": network_interfaces,
        "tags": tags,
        "availability_zone": availability_zone,
        "image" { "id": image_id, "description": image_description },
    }

    product_code: ProductCode {
        "product_code" { "id": product_code_id, "type": product_code_type },
    }

    network_interface: NetworkInterface {
        "ipv6_addresses": ipv6_addresses,
        "network_interface_id": network_interface_id,
        "private" {
            "dns_name": private_dns_name,
            "ip_address": private_ip_address,
            "ip_addresses": private_ip_addresses
        },
        "subnet_id": subnet_id,
        "vpc_id": vpc_id,
        "security_groups": security_groups,
        "public" { "dns_name": public_dns_name, "ip": public_ip },
    }

    private_ip_address: PrivateIpAddress {
        "private" { "dns_name": private_dns_name, "ip_address": private_ip_address },
    }

    security_group: SecurityGroup {
        "group" { "name": group_name, "id": group_id },
    }

    volume_scan: EbsVolumeScanDetails {
        "scan" {
            "id": scan_id,
            "started_at": scan_started_at,
            "completed_at": scan_completed_at,
            "detections": scan_detections
        },
        "scan_type": scan_type,
        "trigger_finding_id": trigger_finding_id,
        "sources": sources,
    }

    scanned_file: ScanFilePath {
        "file" { "name": file_name, "path": file_path },
        "volume_arn": volume_arn,
        "hash": hash,
    }
}

/// Writes the members of [`RemoteIpDetails`]. The index takes nothing but a point for a place: any other is `location`.
pub(crate) fn remote_party<S: Sink>(party: &RemoteIpDetails<'_>, sink: &mut S) {
    sink.member(key!("ip_address_v4"), &party.ip_address_v4);
    sink.member(key!("ip_address_v6"), &party.ip_address_v6);
    sink.member(key!("organization"), &party.organization);
    sink.member(key!("country"), &party.country);
    sink.member(key!("city"), &party.city);
    match &party.geo_location {
        Some(place) if point(place).is_some() && place.unknown.is_empty() => {
            sink.member(key!("geo_location"), &party.geo_location);
        }
        _ => sink.member(key!("location"), &party.geo_location),
    }
    const NAMES: &[&str] =
        &["ip_address_v4", "ip_address_v6", "organization", "country", "city", "geo_location", "location"];
    write_unknown(sink, &party.unknown, NAMES);
}

/// Latitude and longitude. Half a place is none, and what is not on earth is none either.
pub(super) fn point(place: &GeoLocation<'_>) -> Option<(f64, f64)> {
    place.lat.zip(place.lon).filter(|(lat, lon)| lat.abs() <= 90.0 && lon.abs() <= 180.0)
}

impl Fields for Record<'_> {
    fn is_empty(&self) -> bool {
        self.id.is_none() && write_nothing(self)
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.member(key!("schema_version"), &self.schema_version);
        sink.member(key!("account_id"), &self.account_id);
        sink.member(key!("region"), &self.region);
        sink.member(key!("partition"), &self.partition);
        sink.member(key!("id"), &self.id);
        sink.member(key!("arn"), &self.arn);
        sink.member(key!("type"), &self.r#type);
        sink.member(key!("resource"), &self.resource);
        sink.member(key!("service"), &self.service);
        let label = self.severity.and_then(severity_label).map(Text::from);
        sink.object(key!("severity"), &Grouped(((key!("code"), &self.severity), (key!("value"), &label))));
        sink.member(key!("created_at"), &self.created_at);
        sink.member(key!("updated_at"), &self.updated_at);
        sink.member(key!("title"), &self.title);
        sink.member(key!("description"), &self.description);
        sink.member(key!("confidence"), &self.confidence);
        sink.member(key!("associated_attack_sequence_arn"), &self.associated_attack_sequence_arn);
        sink.member(key!("custom_detection_rule_name"), &self.custom_detection_rule_name);
        sink.member(key!("scan_result"), &self.scan_result);
        write_unknown(sink, &self.unknown, NAMES);
    }
}

/// The names of the members that [`Record`] knows.
const NAMES: &[&str] = &[
    "schema_version",
    "account_id",
    "region",
    "partition",
    "id",
    "arn",
    "type",
    "resource",
    "service",
    "severity",
    "created_at",
    "updated_at",
    "title",
    "description",
    "confidence",
    "associated_attack_sequence_arn",
    "custom_detection_rule_name",
    "scan_result",
];

/// What AWS calls findings of a severity.
///
/// <https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html>
fn severity_label(severity: f64) -> Option<&'static str> {
    match severity {
        1.0..4.0 => Some("Low"),
        4.0..7.0 => Some("Medium"),
        7.0..9.0 => Some("High"),
        9.0..=10.0 => Some("Critical"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_severities() {
        for (severity, label) in [
            (0.0, None),
            (1.0, Some("Low")),
            (3.9, Some("Low")),
            (3.99, Some("Low")),
            (4.0, Some("Medium")),
            (6.95, Some("Medium")),
            (7.0, Some("High")),
            (8.9, Some("High")),
            (9.0, Some("Critical")),
            (10.0, Some("Critical")),
            (10.5, None),
            (f64::NAN, None),
        ] {
            assert_eq!(severity_label(severity), label, "{severity}");
        }
    }
}
