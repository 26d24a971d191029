//! `resource`: what the activity was aimed at, or came from.

use time::UtcDateTime;

use crate::json::objects;
use crate::text::Text;

use super::bucket::S3BucketDetail;
use super::container::{Container, EcsClusterDetails, EksClusterDetails, KubernetesDetails};
use super::instance::{InstanceDetails, SecurityGroup};
use super::values::ResourceType;

objects! {
    /// The resource: the member of its type, and the members of the resources that it belongs to. All others are absent
    /// or null.
    /// <https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Resource.html>
    pub struct Resource<'a> {
        /// The type of the resource.
        "resourceType" => resource_type: Option<ResourceType<'a>> => aws("type"),
        /// The access key that was used.
        "accessKeyDetails" => access_key_details: Option<Box<AccessKeyDetails<'a>>>,
        /// The S3 buckets.
        "s3BucketDetails" => s3_bucket_details: Vec<S3BucketDetail<'a>>,
        /// The EC2 instance.
        "instanceDetails" => instance_details: Option<Box<InstanceDetails<'a>>>,
        /// The EKS cluster.
        "eksClusterDetails" => eks_cluster_details: Option<Box<EksClusterDetails<'a>>>,
        /// The user and the workload in the Kubernetes cluster.
        "kubernetesDetails" => kubernetes_details: Option<Box<KubernetesDetails<'a>>>,
        /// The ECS cluster.
        "ecsClusterDetails" => ecs_cluster_details: Option<Box<EcsClusterDetails<'a>>>,
        /// The container.
        "containerDetails" => container_details: Option<Box<Container<'a>>>,
        /// The Lambda function.
        "lambdaDetails" => lambda_details: Option<Box<LambdaDetails<'a>>>,
        /// The database instance.
        "rdsDbInstanceDetails" => rds_db_instance_details: Option<Box<RdsDbInstanceDetails<'a>>> => aws("rdsdb_instance_details"),
        /// The limitless database.
        "rdsLimitlessDbDetails" => rds_limitless_db_details: Option<Box<RdsLimitlessDbDetails<'a>>>,
        /// The user of the database.
        "rdsDbUserDetails" => rds_db_user_details: Option<Box<RdsDbUserDetails<'a>>> => aws("rdsdb_user_details"),
        /// The volumes that were scanned.
        "ebsVolumeDetails" => ebs_volume_details: Option<Box<EbsVolumeDetails<'a>>>,
        /// The snapshot that was scanned.
        "ebsSnapshotDetails" => ebs_snapshot_details: Option<Box<EbsSnapshotDetails<'a>>>,
        /// The machine image that was scanned.
        "ec2ImageDetails" => ec2_image_details: Option<Box<Ec2ImageDetails<'a>>>,
        /// The recovery point that was scanned.
        "recoveryPointDetails" => recovery_point_details: Option<Box<RecoveryPointDetails<'a>>>,
        /// The guardrail of Bedrock.
        "bedrockGuardrailDetails" => bedrock_guardrail_details: Option<Box<BedrockGuardrailDetails<'a>>>,
        /// The models of Bedrock.
        "modelDetails" => model_details: Vec<ModelDetail<'a>>,
    }

    /// An access key and its owner.
    pub struct AccessKeyDetails<'a> {
        /// The id of the key.
        "accessKeyId" => access_key_id: Option<Text<'a>> => aws("accesskey_id"),
        /// The id of the principal.
        "principalId" => principal_id: Option<Text<'a>>,
        /// The name of the user or the role.
        "userName" => user_name: Option<Text<'a>> => aws("user.name"),
        /// The type of principal, such as `Root`, `IAMUser` or `AssumedRole`.
        "userType" => user_type: Option<Text<'a>> => aws("user.type"),
    }

    /// A tag of a resource.
    pub struct Tag<'a> {
        /// The key.
        "key" => key: Option<Text<'a>> as Exact,
        /// The value.
        "value" => value: Option<Text<'a>> as Exact,
    }

    /// A Lambda function.
    pub struct LambdaDetails<'a> {
        /// Its ARN.
        "functionArn" => function_arn: Option<Text<'a>>,
        /// Its name.
        "functionName" => function_name: Option<Text<'a>>,
        /// Its version.
        "functionVersion" => function_version: Option<Text<'a>>,
        /// Its description.
        "description" => description: Option<Text<'a>>,
        /// The role that it runs as.
        "role" => role: Option<Text<'a>>,
        /// The id of its revision.
        "revisionId" => revision_id: Option<Text<'a>>,
        /// When it was last changed.
        "lastModifiedAt" (lenient) => last_modified_at: Option<UtcDateTime> as DateOrEpoch,
        /// The VPC that it is attached to.
        "vpcConfig" => vpc_config: Option<Box<VpcConfig<'a>>>,
        /// Its tags.
        "tags" => tags: Vec<Tag<'a>>,
    }

    /// The VPC of a Lambda function.
    pub struct VpcConfig<'a> {
        /// The subnets.
        "subnetIds" => subnet_ids: Vec<Text<'a>>,
        /// The VPC.
        "vpcId" => vpc_id: Option<Text<'a>>,
        /// The security groups.
        "securityGroups" => security_groups: Vec<SecurityGroup<'a>>,
    }

    /// A database instance.
    pub struct RdsDbInstanceDetails<'a> {
        /// Its name.
        "dbInstanceIdentifier" => db_instance_identifier: Option<Text<'a>> => aws("instance_identifier"),
        /// Its engine.
        "engine" => engine: Option<Text<'a>>,
        /// The version of the engine.
        "engineVersion" => engine_version: Option<Text<'a>>,
        /// The cluster that it belongs to.
        "dbClusterIdentifier" => db_cluster_identifier: Option<Text<'a>> => aws("cluster_identifier"),
        /// Its ARN.
        "dbInstanceArn" => db_instance_arn: Option<Text<'a>> => aws("instance_arn"),
        /// Its id, which never changes.
        "dbiResourceId" => dbi_resource_id: Option<Text<'a>>,
        /// Its tags.
        "tags" => tags: Vec<Tag<'a>>,
    }

    /// A limitless database.
    pub struct RdsLimitlessDbDetails<'a> {
        /// The name of its shard group.
        "dbShardGroupIdentifier" => db_shard_group_identifier: Option<Text<'a>>,
        /// The id of its shard group.
        "dbShardGroupResourceId" => db_shard_group_resource_id: Option<Text<'a>>,
        /// The ARN of its shard group.
        "dbShardGroupArn" => db_shard_group_arn: Option<Text<'a>>,
        /// Its engine.
        "engine" => engine: Option<Text<'a>>,
        /// The version of the engine.
        "engineVersion" => engine_version: Option<Text<'a>>,
        /// The cluster that it belongs to.
        "dbClusterIdentifier" => db_cluster_identifier: Option<Text<'a>>,
        /// Its tags.
        "tags" => tags: Vec<Tag<'a>>,
    }

    /// A user of a database.
    pub struct RdsDbUserDetails<'a> {
        /// The user.
        "user" => user: Option<Text<'a>>,
        /// The application.
        "application" => application: Option<Text<'a>>,
        /// The database.
        "database" => database: Option<Text<'a>>,
        /// The version of TLS on the connection.
        "ssl" => ssl: Option<Text<'a>>,
        /// How the user was authenticated.
        "authMethod" => auth_method: Option<Text<'a>>,
    }

    /// The volumes that were scanned.
    pub struct EbsVolumeDetails<'a> {
        /// The volumes that were scanned.
        "scannedVolumeDetails" => scanned_volume_details: Vec<VolumeDetail<'a>>,
        /// The volumes that were left out.
        "skippedVolumeDetails" => skipped_volume_details: Vec<VolumeDetail<'a>>,
    }

    /// A volume.
    pub struct VolumeDetail<'a> {
        /// Its ARN.
        "volumeArn" => volume_arn: Option<Text<'a>> => aws("volume.arn"),
        /// Its type.
        "volumeType" => volume_type: Option<Text<'a>> => aws("volume.type"),
        /// The device that it is attached as.
        "deviceName" => device_name: Option<Text<'a>>,
        /// Its size in GB.
        "volumeSizeInGB" (lenient) => volume_size_in_gb: Option<u64> => aws("volume.size_in_gb"),
        /// How it is encrypted.
        "encryptionType" => encryption_type: Option<Text<'a>>,
        /// The ARN of its snapshot.
        "snapshotArn" => snapshot_arn: Option<Text<'a>>,
        /// The ARN of the key that it is encrypted with.
        "kmsKeyArn" => kms_key_arn: Option<Text<'a>> => aws("kmskey_arn"),
    }

    /// A snapshot.
    pub struct EbsSnapshotDetails<'a> {
        /// Its ARN.
        "snapshotArn" => snapshot_arn: Option<Text<'a>>,
    }

    /// A machine image.
    pub struct Ec2ImageDetails<'a> {
        /// Its ARN.
        "imageArn" => image_arn: Option<Text<'a>>,
    }

    /// A recovery point of AWS Backup.
    pub struct RecoveryPointDetails<'a> {
        /// Its ARN.
        "recoveryPointArn" => recovery_point_arn: Option<Text<'a>>,
        /// The vault that it is in.
        "backupVaultName" => backup_vault_name: Option<Text<'a>>,
        /// The part of a continuous backup that was scanned.
        "continuousScanDetails" => continuous_scan_details: Option<Box<ContinuousScanDetails<'a>>>,
    }

    /// The part of a continuous backup that was scanned.
    pub struct ContinuousScanDetails<'a> {
        /// Its start.
        "startTime" (lenient) => start_time: Option<UtcDateTime> as DateOrEpoch,
        /// Its end.
        "endTime" (lenient) => end_time: Option<UtcDateTime> as DateOrEpoch,
    }

    /// A guardrail of Bedrock.
    pub struct BedrockGuardrailDetails<'a> {
        /// Its ARN.
        "guardrailArn" => guardrail_arn: Option<Text<'a>>,
        /// Its version.
        "guardrailVersion" => guardrail_version: Option<Text<'a>>,
        /// The guardrails that took part.
        "guardrails" => guardrails: Vec<BedrockGuardrail<'a>>,
        /// What it did: `GUARDRAIL_INTERVENED` or `NONE`.
        "guardrailAction" => guardrail_action: Option<Text<'a>>,
        /// What it looked at: `INPUT` or `OUTPUT`.
        "guardrailSource" => guardrail_source: Option<Text<'a>>,
        /// The filters that found something.
        "contentPolicyFilters" => content_policy_filters: Vec<ContentPolicyFilter<'a>>,
    }

    /// One of several guardrails.
    pub struct BedrockGuardrail<'a> {
        /// Its ARN.
        "arn" => arn: Option<Text<'a>>,
        /// Its version.
        "version" => version: Option<Text<'a>>,
    }

    /// A filter of a guardrail.
    pub struct ContentPolicyFilter<'a> {
        /// What it looks for, such as `PROMPT_ATTACK`.
        "type" => r#type: Option<Text<'a>>,
        /// How sure it is: `HIGH`, `MEDIUM`, `LOW` or `NONE`.
        "confidence" => confidence: Option<Text<'a>>,
        /// What it did: `BLOCKED` or `NONE`.
        "action" => action: Option<Text<'a>>,
    }

    /// A model of Bedrock.
    pub struct ModelDetail<'a> {
        /// Its id.
        "modelId" => model_id: Option<Text<'a>>,
    }
}
