//! Containers, and the ECS, EKS and Kubernetes clusters that they run in.

use time::UtcDateTime;

use crate::json::objects;
use crate::text::Text;

use super::resource::Tag;

objects! {
    /// An EKS cluster.
    pub struct EksClusterDetails<'a> {
        /// Its name.
        "name" => name: Option<Text<'a>>,
        /// Its ARN.
        "arn" => arn: Option<Text<'a>>,
        /// Its VPC.
        "vpcId" => vpc_id: Option<Text<'a>> => aws("vpcid"),
        /// Its status.
        "status" => status: Option<Text<'a>>,
        /// Its tags.
        "tags" => tags: Vec<Tag<'a>>,
        /// When it was created.
        "createdAt" (lenient) => created_at: Option<UtcDateTime> as DateOrEpoch,
    }

    /// The user and the workload in a Kubernetes cluster.
    pub struct KubernetesDetails<'a> {
        /// The user.
        "kubernetesUserDetails" => kubernetes_user_details: Option<Box<KubernetesUserDetails<'a>>>,
        /// The workload.
        "kubernetesWorkloadDetails" => kubernetes_workload_details: Option<Box<KubernetesWorkloadDetails<'a>>>,
    }

    /// A user of a cluster.
    pub struct KubernetesUserDetails<'a> {
        /// The name.
        "username" => username: Option<Text<'a>> => aws("user_name"),
        /// The id.
        "uid" => uid: Option<Text<'a>>,
        /// The groups that the user is in.
        "groups" => groups: Vec<Text<'a>>,
        /// The names of the sessions in which an IAM role was assumed.
        "sessionName" => session_name: Vec<Text<'a>>,
        /// The user that the caller impersonated.
        "impersonatedUser" => impersonated_user: Option<Box<ImpersonatedUser<'a>>>,
    }

    /// A user that a caller impersonated.
    pub struct ImpersonatedUser<'a> {
        /// The name.
        "username" => username: Option<Text<'a>>,
        /// The groups that the user is in.
        "groups" => groups: Vec<Text<'a>>,
    }

    /// A workload.
    pub struct KubernetesWorkloadDetails<'a> {
        /// Its name.
        "name" => name: Option<Text<'a>>,
        /// Its kind, such as `pods`.
        "type" => r#type: Option<Text<'a>>,
        /// Its id.
        "uid" => uid: Option<Text<'a>>,
        /// Its namespace.
        "namespace" => namespace: Option<Text<'a>> => aws("name_space"),
        /// Whether it uses the network of its host.
        "hostNetwork" (lenient) => host_network: Option<bool>,
        /// The service account that it runs as.
        "serviceAccountName" => service_account_name: Option<Text<'a>>,
        /// Its containers.
        "containers" => containers: Vec<Container<'a>>,
        /// Its volumes.
        "volumes" => volumes: Vec<Volume<'a>>,
        /// Whether it shares the IPC namespace of its host.
        "hostIPC" (lenient) => host_ipc: Option<bool>,
        /// Whether it shares the process namespace of its host.
        "hostPID" (lenient) => host_pid: Option<bool>,
    }

    /// A container.
    pub struct Container<'a> {
        /// The runtime, such as `docker`.
        "containerRuntime" => container_runtime: Option<Text<'a>>,
        /// Its id.
        "id" => id: Option<Text<'a>>,
        /// Its name.
        "name" => name: Option<Text<'a>>,
        /// Its image.
        "image" => image: Option<Text<'a>> => aws("image.value"),
        /// The prefix of the image: its name up to the last slash.
        "imagePrefix" => image_prefix: Option<Text<'a>> => aws("image.prefix"),
        /// Its mounts.
        "volumeMounts" => volume_mounts: Vec<VolumeMount<'a>>,
        /// Its security context.
        "securityContext" => security_context: Option<SecurityContext<'a>>,
    }

    /// A volume in a container.
    pub struct VolumeMount<'a> {
        /// The volume.
        "name" => name: Option<Text<'a>>,
        /// Where it is mounted.
        "mountPath" => mount_path: Option<Text<'a>>,
    }

    /// The security context of a container.
    pub struct SecurityContext<'a> {
        /// Whether it is privileged.
        "privileged" (lenient) => privileged: Option<bool>,
        /// Whether a process may gain more privileges than its parent.
        "allowPrivilegeEscalation" (lenient) => allow_privilege_escalation: Option<bool>,
    }

    /// A volume of a workload or a task.
    pub struct Volume<'a> {
        /// Its name.
        "name" => name: Option<Text<'a>>,
        /// The host directory that it mounts.
        "hostPath" => host_path: Option<HostPath<'a>>,
    }

    /// A directory of a host.
    pub struct HostPath<'a> {
        /// Its path.
        "path" => path: Option<Text<'a>>,
    }

    /// An ECS cluster.
    pub struct EcsClusterDetails<'a> {
        /// Its name.
        "name" => name: Option<Text<'a>>,
        /// Its ARN.
        "arn" => arn: Option<Text<'a>>,
        /// Its status.
        "status" => status: Option<Text<'a>>,
        /// The number of active services.
        "activeServicesCount" (lenient) => active_services_count: Option<u64>,
        /// The number of registered container instances.
        "registeredContainerInstancesCount" (lenient) => registered_container_instances_count: Option<u64>,
        /// The number of running tasks.
        "runningTasksCount" (lenient) => running_tasks_count: Option<u64>,
        /// Its tags.
        "tags" => tags: Vec<Tag<'a>>,
        /// The task.
        "taskDetails" => task_details: Option<Box<EcsTaskDetails<'a>>>,
    }

    /// A task of an ECS cluster.
    pub struct EcsTaskDetails<'a> {
        /// Its ARN.
        "arn" => arn: Option<Text<'a>>,
        /// The ARN of its definition.
        "definitionArn" => definition_arn: Option<Text<'a>> => aws("definitionarn"),
        /// The count of its versions.
        "version" => version: Option<Text<'a>>,
        /// When it was created.
        "createdAt" (lenient) | "taskCreatedAt" => created_at: Option<UtcDateTime> as DateOrEpoch,
        /// When it was started.
        "startedAt" (lenient) => started_at: Option<UtcDateTime> as DateOrEpoch,
        /// Who started it.
        "startedBy" => started_by: Option<Text<'a>>,
        /// Its tags.
        "tags" => tags: Vec<Tag<'a>>,
        /// Its volumes.
        "volumes" => volumes: Vec<Volume<'a>>,
        /// Its containers.
        "containers" => containers: Vec<Container<'a>>,
        /// The group that it belongs to.
        "group" => group: Option<Text<'a>>,
        /// What it runs on, such as `FARGATE`.
        "launchType" => launch_type: Option<Text<'a>>,
    }
}
