//! What each member of a finding becomes.

mod fields;
mod parties;
mod related;
mod scan_result;

use crate::ecs::event::{
    Container, ContainerImage, File, FileHash, Host, HostOs, Orchestrator, Process, ProcessUser, Threat, ThreatFile,
    ThreatIndicator, ThreatSoftware,
};
use crate::ecs::{
    Category, Event, Kind, Mapper, ToEcs, Type, ValueSet, account, add_distinct, present, region, text, user, zone,
};
use crate::format::Format;
use crate::text::Text;
use crate::write::key;

use super::action::Action;
use super::instance::InstanceDetails;
use super::record::Record;
use super::resource::Resource;
use super::runtime::{ProcessDetails, RuntimeContext};
use super::scan::ScanFilePath;
use super::service::Service;
use super::values::{ActionType, ResourceType};

impl ToEcs for Record<'_> {
    fn set_fields<'a>(&'a self, mapper: &Mapper, event: &mut Event<'a>) {
        mapper.begin(event, Format::GuardDuty, self.original(), key!("guardduty"), self);
        if let Some(scan) = &self.scan_result {
            scan_result::set_scan(event, self, scan);
            return;
        }
        self.set_finding(event);
        self.set_rule(event);
        if let Some(resource) = &self.resource {
            set_user(event, resource);
            set_cluster(event, resource);
            set_container(event, resource);
            if let Some(instance) = &resource.instance_details {
                set_instance(event, instance);
            }
        }
        if let Some(service) = &self.service {
            if let Some(action) = &service.action {
                parties::set_action(event, mapper, action, service.resource_role.as_ref());
            }
            set_runtime(event, service);
            event.file = infected_file(service).into();
        }
        related::add_all(event, self);
    }
}

impl Record<'_> {
    fn action(&self) -> Option<&Action<'_>> {
        self.service.as_ref()?.action.as_deref()
    }

    fn set_finding<'a>(&'a self, event: &mut Event<'a>) {
        event.timestamp = self.updated_at.or(self.created_at).or_else(|| self.envelope_time()).map(Into::into);
        event.message = text(&self.description);
        event.event.kind = Some(Kind::Alert);
        event.event.category = self.categories();
        let is_blocked = self.action().and_then(blocked) == Some(true);
        event.event.r#type = [if is_blocked { Type::Denied } else { Type::Info }].into();
        event.event.id = text(&self.id);
        // Rounded up, a finding of medium severity would become one of high severity.
        event.event.severity = self.severity.map(|severity| severity.trunc() as i64);
        event.event.created = self.created_at.map(Into::into);
        event.cloud.account.id = account(&self.account_id);
        event.cloud.region = region(&self.region);
        event.cloud.service.name = Some("guardduty".into());
        if let Some(service) = &self.service {
            event.event.start = service.event_first_seen.map(Into::into);
            event.event.end = service.event_last_seen.map(Into::into);
            event.cloud.service.name = text(&service.service_name).or(event.cloud.service.name.take());
        }
        if let Some(action) = self.action() {
            event.event.action = present(action.action_type.as_ref().map(|action| action.text()));
            event.event.provider = action.aws_api_call_action.as_ref().and_then(|call| text(&call.service_name));
        }
    }

    fn set_rule<'a>(&'a self, event: &mut Event<'a>) {
        event.rule.to_mut().id = text(&self.r#type);
        event.rule.to_mut().name = text(&self.r#type);
        event.rule.to_mut().category = present(self.threat_purpose().map(Text::from));
        event.rule.to_mut().ruleset =
            present(self.r#type.as_deref().and_then(|name| Some(name.split_once('/')?.0.into())));
    }

    fn categories(&self) -> ValueSet<Category> {
        match self.action().and_then(|action| action.action_type.as_ref()) {
            Some(ActionType::NetworkConnection | ActionType::DnsRequest | ActionType::PortProbe) => {
                [Category::Network, Category::IntrusionDetection].into()
            }
            _ if self.is_malware() => [Category::Malware].into(),
            _ if self.is_login() => [Category::Authentication].into(),
            _ if self.is_about_iam() => [Category::Iam].into(),
            _ => [Category::IntrusionDetection].into(),
        }
    }

    /// A scan has found malware, or a process has touched a file that a list of threats names.
    fn is_malware(&self) -> bool {
        let Some(service) = &self.service else { return false };
        let context = service.runtime_details.as_ref().and_then(|runtime| runtime.context.as_ref());
        service.ebs_volume_scan_details.is_some()
            || service.malware_scan_details.is_some()
            || context.is_some_and(|context| context.threat_file_path.is_some())
    }

    fn is_login(&self) -> bool {
        let Some(action) = self.action() else { return false };
        let call = action.aws_api_call_action.as_ref();
        action.action_type == Some(ActionType::RdsLoginAttempt)
            || call.is_some_and(|call| call.api.as_deref() == Some("ConsoleLogin"))
    }

    fn is_about_iam(&self) -> bool {
        let resource_type = self.resource.as_ref().and_then(|resource| resource.resource_type.as_ref());
        resource_type == Some(&ResourceType::AccessKey) || self.resource_type_affected() == Some("IAMUser")
    }
}

/// Whether the action was blocked, where its categories allow `denied`.
fn blocked(action: &Action<'_>) -> Option<bool> {
    match action.action_type {
        Some(ActionType::NetworkConnection) => action.network_connection_action.as_ref()?.blocked,
        Some(ActionType::DnsRequest) => action.dns_request_action.as_ref()?.blocked,
        Some(ActionType::PortProbe) => action.port_probe_action.as_ref()?.blocked,
        _ => None,
    }
}

fn set_user<'a>(event: &mut Event<'a>, resource: &'a Resource<'_>) {
    if let Some(key) = &resource.access_key_details {
        event.user.to_mut().id = text(&key.principal_id);
        event.user.to_mut().name = user(&key.user_name);
    }
    let kubernetes = resource.kubernetes_details.as_ref().and_then(|details| details.kubernetes_user_details.as_ref());
    if let Some(user) = kubernetes {
        event.user.to_mut().id = event.user.to_mut().id.take().or(text(&user.uid));
        event.user.to_mut().name = event.user.to_mut().name.take().or(text(&user.username));
        let groups = user.groups.iter().filter_map(|group| present(group.reborrow()));
        add_distinct(&mut event.user.to_mut().roles, groups);
    }
    if let Some(user) = &resource.rds_db_user_details {
        event.user.to_mut().name = event.user.to_mut().name.take().or(text(&user.user));
    }
}

fn set_instance<'a>(event: &mut Event<'a>, instance: &'a InstanceDetails<'_>) {
    event.cloud.instance.id = text(&instance.instance_id);
    event.cloud.machine.r#type = text(&instance.instance_type);
    event.cloud.availability_zone = zone(&instance.availability_zone);
    event.host = Host {
        id: text(&instance.instance_id),
        r#type: text(&instance.instance_type),
        os: HostOs { platform: text(&instance.platform), ..HostOs::default() },
        ..Host::default()
    }
    .into();
}

/// The cluster and what in it the finding is about: the workload, the task, or the resource that was called.
fn set_cluster<'a>(event: &mut Event<'a>, resource: &'a Resource<'_>) {
    let mut orchestrator = Orchestrator::default();
    if let Some(cluster) = &resource.eks_cluster_details {
        orchestrator.r#type = Some("kubernetes".into());
        orchestrator.cluster.id = text(&cluster.arn);
        orchestrator.cluster.name = text(&cluster.name);
    } else if let Some(cluster) = &resource.ecs_cluster_details {
        orchestrator.r#type = Some("ecs".into());
        orchestrator.cluster.id = text(&cluster.arn);
        orchestrator.cluster.name = text(&cluster.name);
        if let Some(task) = &cluster.task_details {
            orchestrator.resource.r#type = Some("task".into());
            orchestrator.resource.id = text(&task.arn);
        }
    }
    if let Some(details) = &resource.kubernetes_details {
        orchestrator.r#type = Some("kubernetes".into());
        if let Some(workload) = &details.kubernetes_workload_details {
            orchestrator.namespace = text(&workload.namespace);
            orchestrator.resource.id = text(&workload.uid);
            orchestrator.resource.name = text(&workload.name);
            orchestrator.resource.r#type = text(&workload.r#type);
        }
    }
    event.orchestrator = orchestrator.into();
}

/// The container; where only its task or its workload is named, the one in there, if there is just one.
fn set_container<'a>(event: &mut Event<'a>, resource: &'a Resource<'_>) {
    let task = || resource.ecs_cluster_details.as_ref()?.task_details.as_ref();
    let workload = || resource.kubernetes_details.as_ref()?.kubernetes_workload_details.as_ref();
    let found = match (resource.container_details.as_deref(), task(), workload()) {
        (Some(container), ..) => Some(container),
        (None, Some(task), _) => alone(&task.containers),
        (None, None, workload) => workload.and_then(|workload| alone(&workload.containers)),
    };
    if let Some(found) = found {
        event.container = Container {
            id: text(&found.id),
            name: text(&found.name),
            image: ContainerImage { name: text(&found.image) },
            runtime: text(&found.container_runtime),
        }
        .into();
    }
}

fn alone<T>(list: &[T]) -> Option<&T> {
    match list {
        [one] => Some(one),
        _ => None,
    }
}

fn set_runtime<'a>(event: &mut Event<'a>, service: &'a Service<'_>) {
    let Some(runtime) = &service.runtime_details else { return };
    event.process = runtime.process.as_deref().map(process).into();
    if let Some(context) = &runtime.context {
        set_context(event, context);
    }
}

fn process<'a>(details: &'a ProcessDetails<'_>) -> Process<'a> {
    Process {
        pid: details.pid,
        name: text(&details.name),
        executable: text(&details.executable_path),
        working_directory: text(&details.pwd),
        start: details.start_time.map(Into::into),
        hash: FileHash { sha256: text(&details.executable_sha256), ..FileHash::default() },
        user: ProcessUser { id: details.user_id.map(|id| id.to_string().into()), name: text(&details.user) },
    }
}

fn set_context<'a>(event: &mut Event<'a>, context: &'a RuntimeContext<'_>) {
    event.network.iana_number = context.iana_protocol_number.map(|number| number.to_string().into());
    event.threat = Threat {
        indicator: ThreatIndicator { file: ThreatFile { path: text(&context.threat_file_path) } },
        software: ThreatSoftware { name: text(&context.tool_name) },
    }
    .into();
}

/// The first file that a scan has found infected. The others are in `aws.guardduty` only.
fn infected_file<'a>(service: &'a Service<'_>) -> Option<File<'a>> {
    let of_volume = || {
        let found = service.ebs_volume_scan_details.as_ref()?.scan_detections.as_ref()?;
        found.threat_detected_by_name.as_ref()?.threat_names.iter().flat_map(|threat| &threat.file_paths).next()
    };
    match of_volume() {
        Some(found) => Some(file(found)),
        None => Some(scan_result::infected_file(service.malware_scan_details.as_ref()?.threats.first()?)),
    }
}

fn file<'a>(found: &'a ScanFilePath<'_>) -> File<'a> {
    File {
        path: text(&found.file_path),
        name: text(&found.file_name),
        hash: FileHash { sha256: text(&found.hash), ..FileHash::default() },
        ..File::default()
    }
}
