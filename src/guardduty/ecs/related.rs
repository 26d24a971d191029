//! `related.*`: every address, host, user and hash of a finding.

use std::net::IpAddr;

use crate::ecs::Event;
use crate::guardduty::action::{Action, LocalIpDetails, RemoteIpDetails};
use crate::guardduty::instance::{NetworkInterface, PrivateIpAddress};
use crate::guardduty::record::Record;
use crate::guardduty::resource::Resource;
use crate::guardduty::runtime::{ProcessDetails, RuntimeDetails};
use crate::guardduty::scan::{EbsVolumeScanDetails, MalwareScanDetails};
use crate::guardduty::sequence::Sequence;
use crate::guardduty::service::Service;
use crate::text::Text;

use super::{text, user};

/// What has been met: all of it goes into the event at once, which costs less than one by one.
#[derive(Default)]
struct Found<'a> {
    ips: Vec<IpAddr>,
    hosts: Vec<&'a str>,
    users: Vec<Text<'a>>,
    hashes: Vec<Text<'a>>,
}

pub(super) fn add_all<'a>(event: &mut Event<'a>, record: &'a Record<'_>) {
    let mut found = Found::default();
    if let Some(resource) = &record.resource {
        add_resource(&mut found, resource);
    }
    if let Some(service) = &record.service {
        add_service(&mut found, service);
    }
    event.related.add_ips(found.ips);
    event.related.add_host_names(found.hosts);
    event.related.add_users(found.users);
    event.related.add_hashes(found.hashes);
}

fn add_resource<'a>(found: &mut Found<'a>, resource: &'a Resource<'_>) {
    if let Some(key) = &resource.access_key_details {
        found.users.extend(text(&key.principal_id));
        found.users.extend(user(&key.user_name));
    }
    for bucket in &resource.s3_bucket_details {
        found.users.extend(bucket.owner.as_ref().and_then(|owner| text(&owner.id)));
        found.hashes.extend(bucket.s3_object_details.iter().filter_map(|object| text(&object.hash)));
    }
    if let Some(user) =
        resource.kubernetes_details.as_ref().and_then(|details| details.kubernetes_user_details.as_ref())
    {
        found.users.extend(text(&user.uid));
        found.users.extend(text(&user.username));
        found.users.extend(user.impersonated_user.as_ref().and_then(|user| text(&user.username)));
    }
    found.users.extend(resource.rds_db_user_details.as_ref().and_then(|user| text(&user.user)));
    for interface in resource.instance_details.iter().flat_map(|instance| &instance.network_interfaces) {
        add_interface(found, interface);
    }
}

fn add_interface<'a>(found: &mut Found<'a>, interface: &'a NetworkInterface<'_>) {
    found.ips.extend(interface.private_ip_address);
    found.ips.extend(private_addresses(&interface.private_ip_addresses));
    found.ips.extend(interface.public_ip);
    found.ips.extend(interface.ipv6_addresses.iter().copied());
    found.hosts.extend(interface.private_dns_name.as_deref());
    found.hosts.extend(interface.private_ip_addresses.iter().filter_map(|one| one.private_dns_name.as_deref()));
    found.hosts.extend(interface.public_dns_name.as_deref());
}

fn private_addresses(list: &[PrivateIpAddress<'_>]) -> impl Iterator<Item = IpAddr> {
    list.iter().filter_map(|one| one.private_ip_address)
}

fn add_service<'a>(found: &mut Found<'a>, service: &'a Service<'_>) {
    if let Some(action) = &service.action {
        add_action(found, action);
    }
    let evidence = service.evidence.iter().flat_map(|evidence| &evidence.threat_intelligence_details);
    found.hashes.extend(evidence.filter_map(|list| text(&list.threat_file_sha256)));
    if let Some(runtime) = &service.runtime_details {
        add_runtime(found, runtime);
    }
    if let Some(scan) = &service.ebs_volume_scan_details {
        add_volume_scan(found, scan);
    }
    if let Some(scan) = &service.malware_scan_details {
        add_malware_scan(found, scan);
    }
    if let Some(sequence) = service.detection.as_ref().and_then(|detection| detection.sequence.as_ref()) {
        add_sequence(found, sequence);
    }
}

fn add_action<'a>(found: &mut Found<'a>, action: &'a Action<'_>) {
    if let Some(connection) = &action.network_connection_action {
        add_remote(found, connection.remote_ip_details.as_deref());
        add_local(found, connection.local_ip_details.as_ref());
    }
    for probe in action.port_probe_action.iter().flat_map(|action| &action.port_probe_details) {
        add_remote(found, probe.remote_ip_details.as_deref());
        add_local(found, probe.local_ip_details.as_ref());
    }
    if let Some(request) = &action.dns_request_action {
        found.hosts.extend(request.domain.as_deref());
        found.hosts.extend(request.domain_with_suffix.as_deref());
    }
    if let Some(call) = &action.aws_api_call_action {
        add_remote(found, call.remote_ip_details.as_deref());
        found.hosts.extend(call.domain_details.as_ref().and_then(|details| details.domain.as_deref()));
    }
    if let Some(call) = &action.kubernetes_api_call_action {
        add_remote(found, call.remote_ip_details.as_deref());
        found.ips.extend(call.source_ips.iter().copied());
    }
    if let Some(login) = &action.rds_login_attempt_action {
        add_remote(found, login.remote_ip_details.as_deref());
        found.users.extend(login.login_attributes.iter().filter_map(|login| text(&login.user)));
    }
}

fn add_remote(found: &mut Found<'_>, remote: Option<&RemoteIpDetails<'_>>) {
    found.ips.extend(remote.into_iter().flat_map(|remote| [remote.ip_address_v4, remote.ip_address_v6]).flatten());
}

fn add_local(found: &mut Found<'_>, local: Option<&LocalIpDetails<'_>>) {
    found.ips.extend(local.into_iter().flat_map(|local| [local.ip_address_v4, local.ip_address_v6]).flatten());
}

fn add_runtime<'a>(found: &mut Found<'a>, runtime: &'a RuntimeDetails<'_>) {
    if let Some(process) = &runtime.process {
        add_process(found, process);
    }
    if let Some(context) = &runtime.context {
        for process in context.modifying_process.iter().chain(&context.target_process) {
            add_process(found, process);
        }
        found.hashes.extend(text(&context.module_sha256));
    }
}

fn add_process<'a>(found: &mut Found<'a>, process: &'a ProcessDetails<'_>) {
    found.users.extend(text(&process.user));
    found.hashes.extend(text(&process.executable_sha256));
}

fn add_volume_scan<'a>(found: &mut Found<'a>, scan: &'a EbsVolumeScanDetails<'_>) {
    let threats = scan.scan_detections.iter().flat_map(|scanned| &scanned.threat_detected_by_name);
    let files = threats.flat_map(|threats| &threats.threat_names).flat_map(|threat| &threat.file_paths);
    found.hashes.extend(files.filter_map(|file| text(&file.hash)));
}

fn add_malware_scan<'a>(found: &mut Found<'a>, scan: &'a MalwareScanDetails<'_>) {
    for threat in &scan.threats {
        found.hashes.extend(text(&threat.hash));
        found.hashes.extend(threat.item_paths.iter().filter_map(|item| text(&item.hash)));
        found.hashes.extend(threat.item_details.iter().filter_map(|item| text(&item.hash)));
    }
}

fn add_sequence<'a>(found: &mut Found<'a>, sequence: &'a Sequence<'_>) {
    for actor in &sequence.actors {
        found.users.extend(actor.user.as_ref().and_then(|user| text(&user.name)));
        found.hashes.extend(actor.process.as_ref().and_then(|process| text(&process.sha256)));
    }
    for data in sequence.resources.iter().filter_map(|resource| resource.data.as_ref()) {
        if let Some(key) = &data.access_key {
            found.users.extend(text(&key.principal_id));
            found.users.extend(user(&key.user_name));
        }
        if let Some(interface) = &data.ec2_network_interface {
            found.ips.extend(private_addresses(&interface.private_ip_addresses));
            found.ips.extend(interface.public_ip);
            found.ips.extend(interface.ipv6_addresses.iter().copied());
        }
    }
    found.ips.extend(sequence.endpoints.iter().filter_map(|endpoint| endpoint.ip));
    found.hosts.extend(sequence.endpoints.iter().filter_map(|endpoint| endpoint.domain.as_deref()));
}
