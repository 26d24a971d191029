//! `service.detection.sequence`: the activities that make an attack together.

use std::net::IpAddr;

use time::UtcDateTime;

use crate::json::objects;
use crate::text::Text;

use super::instance::{IamInstanceProfile, PrivateIpAddress, ProductCode, SecurityGroup};
use super::resource::Tag;

objects! {
    /// The activities that together form an attack.
    /// <https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Sequence.html>
    pub struct Sequence<'a> {
        /// Its id.
        "uid" => uid: Option<Text<'a>>,
        /// Its description.
        "description" => description: Option<Text<'a>>,
        /// The actors.
        "actors" => actors: Vec<Actor<'a>>,
        /// The affected resources.
        "resources" => resources: Vec<SequenceResource<'a>>,
        /// The addresses and domains.
        "endpoints" => endpoints: Vec<NetworkEndpoint<'a>>,
        /// The activities and findings.
        "signals" => signals: Vec<Signal<'a>>,
        /// Why they are considered an attack.
        "sequenceIndicators" => sequence_indicators: Vec<Indicator<'a>>,
        /// Other types of attack that it may be.
        "additionalSequenceTypes" => additional_sequence_types: Vec<Text<'a>>,
    }

    /// An actor.
    pub struct Actor<'a> {
        /// The id that signals have for the actor.
        "id" => id: Option<Text<'a>>,
        /// The user.
        "user" => user: Option<Box<User<'a>>>,
        /// The session.
        "session" => session: Option<Box<Session<'a>>>,
        /// The process.
        "process" => process: Option<Box<ActorProcess<'a>>>,
    }

    /// The user of an actor.
    pub struct User<'a> {
        /// The name.
        "name" => name: Option<Text<'a>>,
        /// The id.
        "uid" => uid: Option<Text<'a>>,
        /// The type of user.
        "type" => r#type: Option<Text<'a>>,
        /// The id of the access key.
        "credentialUid" => credential_uid: Option<Text<'a>>,
        /// The account.
        "account" => account: Option<Account<'a>>,
    }

    /// An account.
    pub struct Account<'a> {
        /// Its id.
        "uid" => uid: Option<Text<'a>>,
        /// Its name.
        "account" | "name" => name: Option<Text<'a>>,
    }

    /// The session of an actor.
    pub struct Session<'a> {
        /// Its id.
        "uid" => uid: Option<Text<'a>>,
        /// Whether multi-factor authentication was used: `ENABLED` or `DISABLED`.
        "mfaStatus" => mfa_status: Option<Text<'a>>,
        /// When it was created.
        "createdTime" (lenient) => created_time: Option<UtcDateTime> as DateOrEpoch,
        /// The ARN of its issuer.
        "issuer" => issuer: Option<Text<'a>>,
    }

    /// The process of an actor.
    pub struct ActorProcess<'a> {
        /// Its name.
        "name" => name: Option<Text<'a>>,
        /// The path of its executable.
        "path" => path: Option<Text<'a>>,
        /// The SHA-256 of its executable.
        "sha256" => sha256: Option<Text<'a>>,
    }

    /// An affected resource.
    pub struct SequenceResource<'a> {
        /// The id that signals have for the resource.
        "uid" => uid: Option<Text<'a>>,
        /// Its name.
        "name" => name: Option<Text<'a>>,
        /// The account that owns it.
        "accountId" => account_id: Option<Text<'a>>,
        /// Its type, such as `S3_BUCKET`, which determines the member of `data`.
        "resourceType" => resource_type: Option<Text<'a>>,
        /// Its region.
        "region" => region: Option<Text<'a>>,
        /// Its service.
        "service" => service: Option<Text<'a>>,
        /// The partition of its region.
        "cloudPartition" => cloud_partition: Option<Text<'a>>,
        /// Its tags.
        "tags" => tags: Vec<Tag<'a>>,
        /// Details that depend on its type.
        "data" => data: Option<Box<ResourceData<'a>>>,
    }

    /// The details of a resource, by its type.
    pub struct ResourceData<'a> {
        /// A bucket.
        "s3Bucket" => s3_bucket: Option<Box<S3Bucket<'a>>>,
        /// An EC2 instance.
        "ec2Instance" => ec2_instance: Option<Box<Ec2Instance<'a>>>,
        /// An access key.
        "accessKey" => access_key: Option<Box<AccessKey<'a>>>,
        /// A network interface.
        "ec2NetworkInterface" => ec2_network_interface: Option<Box<Ec2NetworkInterface<'a>>>,
        /// An object in a bucket.
        "s3Object" => s3_object: Option<Box<S3Object<'a>>>,
        /// An EKS cluster.
        "eksCluster" => eks_cluster: Option<Box<EksCluster<'a>>>,
        /// A Kubernetes workload.
        "kubernetesWorkload" => kubernetes_workload: Option<Box<KubernetesWorkload<'a>>>,
        /// A container.
        "container" => container: Option<Box<ContainerImage<'a>>>,
        /// An ECS cluster.
        "ecsCluster" => ecs_cluster: Option<Box<EcsCluster<'a>>>,
        /// A task of an ECS cluster.
        "ecsTask" => ecs_task: Option<Box<EcsTask<'a>>>,
        /// An instance profile.
        "iamInstanceProfile" => iam_instance_profile: Option<Box<InstanceGroup<'a>>>,
        /// An Auto Scaling group.
        "autoscalingAutoScalingGroup" => autoscaling_auto_scaling_group: Option<Box<InstanceGroup<'a>>>,
        /// A launch template.
        "ec2LaunchTemplate" => ec2_launch_template: Option<Box<InstanceGroup<'a>>>,
        /// A VPC.
        "ec2Vpc" => ec2_vpc: Option<Box<InstanceGroup<'a>>>,
        /// A machine image.
        "ec2Image" => ec2_image: Option<Box<InstanceGroup<'a>>>,
        /// A CloudFormation stack.
        "cloudformationStack" => cloudformation_stack: Option<Box<InstanceGroup<'a>>>,
        /// A guardrail of Bedrock.
        "bedrockGuardrail" => bedrock_guardrail: Option<Box<Guardrail<'a>>>,
    }

    /// A bucket.
    pub struct S3Bucket<'a> {
        /// The canonical id of its owner.
        "ownerId" => owner_id: Option<Text<'a>>,
        /// When it was created.
        "createdAt" (lenient) => created_at: Option<UtcDateTime> as DateOrEpoch,
        /// How its objects are encrypted.
        "encryptionType" => encryption_type: Option<Text<'a>>,
        /// The ARN of the key.
        "encryptionKeyArn" => encryption_key_arn: Option<Text<'a>>,
        /// What comes of its permissions.
        "effectivePermission" => effective_permission: Option<Text<'a>>,
        /// Whether everybody may read: `BLOCKED` or `ALLOWED`.
        "publicReadAccess" => public_read_access: Option<Text<'a>>,
        /// Whether everybody may write: `BLOCKED` or `ALLOWED`.
        "publicWriteAccess" => public_write_access: Option<Text<'a>>,
        /// What the account blocks.
        "accountPublicAccess" => account_public_access: Option<Box<PublicAccessConfiguration<'a>>>,
        /// What the bucket blocks.
        "bucketPublicAccess" => bucket_public_access: Option<Box<PublicAccessConfiguration<'a>>>,
        /// The ids of the objects.
        "s3ObjectUids" => s3_object_uids: Vec<Text<'a>>,
    }

    /// What is blocked, whatever the permissions are.
    pub struct PublicAccessConfiguration<'a> {
        /// Whether access control lists that let everybody in are refused: `BLOCKED` or `ALLOWED`.
        "publicAclAccess" => public_acl_access: Option<Text<'a>>,
        /// Whether policies that let everybody in are refused: `BLOCKED` or `ALLOWED`.
        "publicPolicyAccess" => public_policy_access: Option<Text<'a>>,
        /// Whether such access control lists are ignored: `IGNORED` or `NOT_IGNORED`.
        "publicAclIgnoreBehavior" => public_acl_ignore_behavior: Option<Text<'a>>,
        /// Whether such buckets are for the account only: `RESTRICTED` or `NOT_RESTRICTED`.
        "publicBucketRestrictBehavior" => public_bucket_restrict_behavior: Option<Text<'a>>,
    }

    /// An EC2 instance.
    pub struct Ec2Instance<'a> {
        /// Its availability zone.
        "availabilityZone" => availability_zone: Option<Text<'a>>,
        /// The description of its image.
        "imageDescription" => image_description: Option<Text<'a>>,
        /// Its state.
        "instanceState" => instance_state: Option<Text<'a>>,
        /// Its instance profile.
        "iamInstanceProfile" => iam_instance_profile: Option<IamInstanceProfile<'a>>,
        /// Its type.
        "instanceType" => instance_type: Option<Text<'a>>,
        /// The ARN of the Outpost that it runs on.
        "outpostArn" => outpost_arn: Option<Text<'a>>,
        /// Its platform.
        "platform" => platform: Option<Text<'a>>,
        /// The products of AWS Marketplace in it.
        "productCodes" => product_codes: Vec<ProductCode<'a>>,
        /// The ids of its network interfaces.
        "ec2NetworkInterfaceUids" => ec2_network_interface_uids: Vec<Text<'a>>,
    }

    /// An access key.
    pub struct AccessKey<'a> {
        /// The id of the principal.
        "principalId" => principal_id: Option<Text<'a>>,
        /// The name of the user.
        "userName" => user_name: Option<Text<'a>>,
        /// The type of user.
        "userType" => user_type: Option<Text<'a>>,
    }

    /// A network interface.
    pub struct Ec2NetworkInterface<'a> {
        /// Its IPv6 addresses.
        "ipv6Addresses" => ipv6_addresses: Vec<IpAddr>,
        /// Its private addresses.
        "privateIpAddresses" => private_ip_addresses: Vec<PrivateIpAddress<'a>>,
        /// Its public address.
        "publicIp" => public_ip: Option<IpAddr>,
        /// Its security groups.
        "securityGroups" => security_groups: Vec<SecurityGroup<'a>>,
        /// Its subnet.
        "subNetId" | "subnetId" => sub_net_id: Option<Text<'a>>,
        /// Its VPC.
        "vpcId" => vpc_id: Option<Text<'a>>,
    }

    /// An object in a bucket.
    pub struct S3Object<'a> {
        /// Its entity tag.
        "eTag" => e_tag: Option<Text<'a>>,
        /// Its key.
        "key" => key: Option<Text<'a>>,
        /// Its version.
        "versionId" => version_id: Option<Text<'a>>,
    }

    /// An EKS cluster.
    pub struct EksCluster<'a> {
        /// Its ARN.
        "arn" => arn: Option<Text<'a>>,
        /// When it was created.
        "createdAt" (lenient) => created_at: Option<UtcDateTime> as DateOrEpoch,
        /// Its status.
        "status" => status: Option<Text<'a>>,
        /// Its VPC.
        "vpcId" => vpc_id: Option<Text<'a>>,
        /// The ids of its instances.
        "ec2InstanceUids" => ec2_instance_uids: Vec<Text<'a>>,
    }

    /// A Kubernetes workload.
    pub struct KubernetesWorkload<'a> {
        /// The ids of its containers.
        "containerUids" => container_uids: Vec<Text<'a>>,
        /// Its namespace.
        "namespace" => namespace: Option<Text<'a>>,
        /// Its kind.
        "type" | "kubernetesResourcesTypes" => r#type: Option<Text<'a>>,
    }

    /// A container.
    pub struct ContainerImage<'a> {
        /// Its image.
        "image" => image: Option<Text<'a>>,
        /// The id of its image.
        "imageUid" => image_uid: Option<Text<'a>>,
    }

    /// An ECS cluster.
    pub struct EcsCluster<'a> {
        /// Its status.
        "status" => status: Option<Text<'a>>,
        /// The ids of its instances.
        "ec2InstanceUids" => ec2_instance_uids: Vec<Text<'a>>,
    }

    /// A task of an ECS cluster.
    pub struct EcsTask<'a> {
        /// When it was created.
        "createdAt" (lenient) => created_at: Option<UtcDateTime> as DateOrEpoch,
        /// The ARN of its definition.
        "taskDefinitionArn" => task_definition_arn: Option<Text<'a>>,
        /// What it runs on.
        "launchType" => launch_type: Option<Text<'a>>,
        /// The ids of its containers.
        "containerUids" => container_uids: Vec<Text<'a>>,
    }

    /// Something that instances have in common.
    pub struct InstanceGroup<'a> {
        /// The ids of the instances.
        "ec2InstanceUids" => ec2_instance_uids: Vec<Text<'a>>,
        /// The version of a launch template.
        "version" => version: Option<Text<'a>>,
    }

    /// A guardrail of Bedrock.
    pub struct Guardrail<'a> {
        /// Its version.
        "version" => version: Option<Text<'a>>,
        /// What it did: `GUARDRAIL_INTERVENED` or `NONE`.
        "guardrailAction" => guardrail_action: Option<Text<'a>>,
        /// What it looked at: `INPUT` or `OUTPUT`.
        "guardrailSource" => guardrail_source: Option<Text<'a>>,
    }

    /// An address or a domain.
    pub struct NetworkEndpoint<'a> {
        /// The id that signals have for it.
        "id" => id: Option<Text<'a>>,
        /// The address.
        "ip" => ip: Option<IpAddr>,
        /// The domain.
        "domain" => domain: Option<Text<'a>>,
        /// The port.
        "port" (lenient) => port: Option<u16>,
        /// Where it is.
        "location" => location: Option<Location<'a>>,
        /// The autonomous system that it belongs to.
        "autonomousSystem" => autonomous_system: Option<AutonomousSystem<'a>>,
        /// The connection to it.
        "connection" => connection: Option<Connection<'a>>,
    }

    /// Where an address is.
    pub struct Location<'a> {
        /// The city.
        "city" => city: Option<Text<'a>>,
        /// The country.
        "country" => country: Option<Text<'a>>,
        /// The latitude in degrees.
        "lat" (lenient) | "latitude" => lat: Option<f64>,
        /// The longitude in degrees.
        "lon" (lenient) | "longitude" => lon: Option<f64>,
    }

    /// An autonomous system.
    pub struct AutonomousSystem<'a> {
        /// Its name.
        "name" => name: Option<Text<'a>>,
        /// Its number.
        "number" (lenient) => number: Option<i64>,
    }

    /// The connection to an endpoint.
    pub struct Connection<'a> {
        /// `INBOUND` or `OUTBOUND`.
        "direction" => direction: Option<Text<'a>>,
    }

    /// An activity, or a separate finding.
    pub struct Signal<'a> {
        /// Its id.
        "uid" => uid: Option<Text<'a>>,
        /// What it is, such as `FINDING` or `CLOUD_TRAIL`.
        "type" => r#type: Option<Text<'a>>,
        /// Its description.
        "description" => description: Option<Text<'a>>,
        /// Its name; of a finding, its type.
        "name" => name: Option<Text<'a>>,
        /// When it was first seen.
        "createdAt" (lenient) => created_at: Option<UtcDateTime> as DateOrEpoch,
        /// When it was last seen.
        "updatedAt" (lenient) => updated_at: Option<UtcDateTime> as DateOrEpoch,
        /// When its first activity was seen.
        "firstSeenAt" (lenient) => first_seen_at: Option<UtcDateTime> as DateOrEpoch,
        /// When its last activity was seen.
        "lastSeenAt" (lenient) => last_seen_at: Option<UtcDateTime> as DateOrEpoch,
        /// How bad it is, from 1 to 10.
        "severity" (lenient) => severity: Option<f64>,
        /// How often it was seen.
        "count" (lenient) => count: Option<u64>,
        /// The ids of its resources.
        "resourceUids" => resource_uids: Vec<Text<'a>>,
        /// The ids of its actors.
        "actorIds" => actor_ids: Vec<Text<'a>>,
        /// The ids of its endpoints.
        "endpointIds" => endpoint_ids: Vec<Text<'a>>,
        /// Why it is taken for a part of an attack.
        "signalIndicators" => signal_indicators: Vec<Indicator<'a>>,
        /// Its API calls.
        "activities" => activities: Vec<Activity<'a>>,
    }

    /// Why something is taken for a part of an attack.
    pub struct Indicator<'a> {
        /// The kind of reason, such as `TOR_IP`.
        "key" => key: Option<Text<'a>>,
        /// What shows it.
        "values" => values: Vec<Text<'a>>,
        /// Its title.
        "title" => title: Option<Text<'a>>,
    }

    /// An activity.
    pub struct Activity<'a> {
        /// What it is: `API_CALL`.
        "type" => r#type: Option<Text<'a>>,
        /// The call.
        "api" => api: Option<Box<ApiCall<'a>>>,
    }

    /// A call of an AWS API.
    pub struct ApiCall<'a> {
        /// The operation.
        "operation" => operation: Option<Text<'a>>,
        /// The service.
        "service" => service: Option<Text<'a>>,
        /// The error that the call ended with.
        "error" => error: Option<Text<'a>>,
        /// The agent of the caller.
        "userAgent" => user_agent: Option<Text<'a>>,
    }
}
