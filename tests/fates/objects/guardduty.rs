//! The objects of GuardDuty findings.

use awslog::guardduty::Record;
use awslog::guardduty::action::*;
use awslog::guardduty::bucket::*;
use awslog::guardduty::container::*;
use awslog::guardduty::instance::*;
use awslog::guardduty::resource::*;
use awslog::guardduty::runtime::*;
use awslog::guardduty::scan::*;
use awslog::guardduty::scan_result::*;
use awslog::guardduty::sequence::*;
use awslog::guardduty::service::*;

use super::{HasObject, objects};
use crate::fates::{Object, Shape};

objects! {
    Action {
        "networkConnectionAction": One NetworkConnectionAction,
        "portProbeAction": One PortProbeAction,
        "dnsRequestAction": One DnsRequestAction,
        "awsApiCallAction": One AwsApiCallAction,
        "kubernetesApiCallAction": One KubernetesApiCallAction,
        "kubernetesPermissionCheckedDetails": One KubernetesPermissionCheckedDetails,
        "kubernetesRoleBindingDetails": One KubernetesRoleBindingDetails,
        "kubernetesRoleDetails": One KubernetesRoleDetails,
        "rdsLoginAttemptAction": One RdsLoginAttemptAction,
    }
    NetworkConnectionAction {
        "remoteIpDetails": One RemoteIpDetails,
        "remotePortDetails": One PortDetails,
        "localPortDetails": One PortDetails,
        "localIpDetails": One LocalIpDetails,
    }
    PortProbeAction {
        "portProbeDetails": List PortProbeDetail,
    }
    PortProbeDetail {
        "localPortDetails": One PortDetails,
        "localIpDetails": One LocalIpDetails,
        "remoteIpDetails": One RemoteIpDetails,
    }
    AwsApiCallAction {
        "remoteIpDetails": One RemoteIpDetails,
        "domainDetails": One DomainDetails,
        "remoteAccountDetails": One RemoteAccountDetails,
    }
    KubernetesApiCallAction {
        "remoteIpDetails": One RemoteIpDetails,
    }
    RdsLoginAttemptAction {
        "remoteIpDetails": One RemoteIpDetails,
        "loginAttributes": List LoginAttribute,
    }
    RemoteIpDetails {
        "organization": One Organization,
        "country": One Country,
        "city": One City,
        "geoLocation": One GeoLocation,
    }
    S3BucketDetail {
        "owner": One Owner,
        "tags": List Tag,
        "defaultServerSideEncryption": One DefaultServerSideEncryption,
        "publicAccess": One PublicAccess,
        "s3ObjectDetails": List S3ObjectDetail,
    }
    PublicAccess {
        "permissionConfiguration": One PermissionConfiguration,
    }
    PermissionConfiguration {
        "bucketLevelPermissions": One BucketLevelPermissions,
        "accountLevelPermissions": One AccountLevelPermissions,
    }
    BucketLevelPermissions {
        "accessControlList": One PublicPermissions,
        "bucketPolicy": One PublicPermissions,
        "blockPublicAccess": One BlockPublicAccess,
    }
    AccountLevelPermissions {
        "blockPublicAccess": One BlockPublicAccess,
    }
    EksClusterDetails {
        "tags": List Tag,
    }
    KubernetesDetails {
        "kubernetesUserDetails": One KubernetesUserDetails,
        "kubernetesWorkloadDetails": One KubernetesWorkloadDetails,
    }
    KubernetesUserDetails {
        "impersonatedUser": One ImpersonatedUser,
    }
    KubernetesWorkloadDetails {
        "containers": List Container,
        "volumes": List Volume,
    }
    Container {
        "volumeMounts": List VolumeMount,
        "securityContext": One SecurityContext,
    }
    Volume {
        "hostPath": One HostPath,
    }
    EcsClusterDetails {
        "tags": List Tag,
        "taskDetails": One EcsTaskDetails,
    }
    EcsTaskDetails {
        "tags": List Tag,
        "volumes": List Volume,
        "containers": List Container,
    }
    InstanceDetails {
        "productCodes": List ProductCode,
        "iamInstanceProfile": One IamInstanceProfile,
        "networkInterfaces": List NetworkInterface,
        "tags": List Tag,
    }
    NetworkInterface {
        "privateIpAddresses": List PrivateIpAddress,
        "securityGroups": List SecurityGroup,
    }
    Record {
        "resource": One Resource,
        "service": One Service,
        "scanResult": One ScanResult,
    }
    Resource {
        "accessKeyDetails": One AccessKeyDetails,
        "s3BucketDetails": List S3BucketDetail,
        "instanceDetails": One InstanceDetails,
        "eksClusterDetails": One EksClusterDetails,
        "kubernetesDetails": One KubernetesDetails,
        "ecsClusterDetails": One EcsClusterDetails,
        "containerDetails": One Container,
        "lambdaDetails": One LambdaDetails,
        "rdsDbInstanceDetails": One RdsDbInstanceDetails,
        "rdsLimitlessDbDetails": One RdsLimitlessDbDetails,
        "rdsDbUserDetails": One RdsDbUserDetails,
        "ebsVolumeDetails": One EbsVolumeDetails,
        "ebsSnapshotDetails": One EbsSnapshotDetails,
        "ec2ImageDetails": One Ec2ImageDetails,
        "recoveryPointDetails": One RecoveryPointDetails,
        "bedrockGuardrailDetails": One BedrockGuardrailDetails,
        "modelDetails": List ModelDetail,
    }
    LambdaDetails {
        "vpcConfig": One VpcConfig,
        "tags": List Tag,
    }
    VpcConfig {
        "securityGroups": List SecurityGroup,
    }
    RdsDbInstanceDetails {
        "tags": List Tag,
    }
    RdsLimitlessDbDetails {
        "tags": List Tag,
    }
    EbsVolumeDetails {
        "scannedVolumeDetails": List VolumeDetail,
        "skippedVolumeDetails": List VolumeDetail,
    }
    RecoveryPointDetails {
        "continuousScanDetails": One ContinuousScanDetails,
    }
    BedrockGuardrailDetails {
        "guardrails": List BedrockGuardrail,
        "contentPolicyFilters": List ContentPolicyFilter,
    }
    RuntimeDetails {
        "process": One ProcessDetails,
        "context": One RuntimeContext,
    }
    ProcessDetails {
        "lineage": List LineageObject,
    }
    RuntimeContext {
        "modifyingProcess": One ProcessDetails,
        "targetProcess": One ProcessDetails,
    }
    EbsVolumeScanDetails {
        "scanDetections": One ScanDetections,
    }
    ScanDetections {
        "scannedItemCount": One ScannedItemCount,
        "threatsDetectedItemCount": One ThreatsDetectedItemCount,
        "highestSeverityThreatDetails": One HighestSeverityThreatDetails,
        "threatDetectedByName": One ThreatDetectedByName,
    }
    ThreatDetectedByName {
        "threatNames": List ScanThreatName,
    }
    ScanThreatName {
        "filePaths": List ScanFilePath,
    }
    MalwareScanDetails {
        "threats": List Threat,
        "scanConfiguration": One ScanConfiguration,
    }
    Threat {
        "itemPaths": List ItemPath,
        "itemDetails": List ItemDetails,
    }
    ItemDetails {
        "additionalInfo": One ItemInfo,
    }
    ScanConfiguration {
        "incrementalScanDetails": One IncrementalScanDetails,
    }
    Sequence {
        "actors": List Actor,
        "resources": List SequenceResource,
        "endpoints": List NetworkEndpoint,
        "signals": List Signal,
        "sequenceIndicators": List Indicator,
    }
    Actor {
        "user": One User,
        "session": One Session,
        "process": One ActorProcess,
    }
    User {
        "account": One Account,
    }
    SequenceResource {
        "tags": List Tag,
        "data": One ResourceData,
    }
    ResourceData {
        "s3Bucket": One S3Bucket,
        "ec2Instance": One Ec2Instance,
        "accessKey": One AccessKey,
        "ec2NetworkInterface": One Ec2NetworkInterface,
        "s3Object": One S3Object,
        "eksCluster": One EksCluster,
        "kubernetesWorkload": One KubernetesWorkload,
        "container": One ContainerImage,
        "ecsCluster": One EcsCluster,
        "ecsTask": One EcsTask,
        "iamInstanceProfile": One InstanceGroup,
        "autoscalingAutoScalingGroup": One InstanceGroup,
        "ec2LaunchTemplate": One InstanceGroup,
        "ec2Vpc": One InstanceGroup,
        "ec2Image": One InstanceGroup,
        "cloudformationStack": One InstanceGroup,
        "bedrockGuardrail": One Guardrail,
    }
    S3Bucket {
        "accountPublicAccess": One PublicAccessConfiguration,
        "bucketPublicAccess": One PublicAccessConfiguration,
    }
    Ec2Instance {
        "iamInstanceProfile": One IamInstanceProfile,
        "productCodes": List ProductCode,
    }
    Ec2NetworkInterface {
        "privateIpAddresses": List PrivateIpAddress,
        "securityGroups": List SecurityGroup,
    }
    NetworkEndpoint {
        "location": One Location,
        "autonomousSystem": One AutonomousSystem,
        "connection": One Connection,
    }
    Signal {
        "signalIndicators": List Indicator,
        "activities": List Activity,
    }
    Activity {
        "api": One ApiCall,
    }
    Service {
        "action": One Action,
        "additionalInfo": One AdditionalInfo,
        "evidence": One Evidence,
        "ebsVolumeScanDetails": One EbsVolumeScanDetails,
        "malwareScanDetails": One MalwareScanDetails,
        "runtimeDetails": One RuntimeDetails,
        "detection": One Detection,
    }
    ScanResult {
        "s3ObjectDetails": One ScannedObject,
        "scanResultDetails": One ScanResultDetails,
        "scanConfiguration": One ScanConfiguration,
    }
    ScanResultDetails {
        "threats": List Threat,
    }
    ScannedObject {}
    Evidence {
        "threatIntelligenceDetails": List ThreatIntelligenceDetail,
    }
    Detection {
        "anomaly": One Anomaly,
        "sequence": One Sequence,
    }
    DnsRequestAction {} DomainDetails {} RemoteAccountDetails {} KubernetesPermissionCheckedDetails {}
    KubernetesRoleBindingDetails {} KubernetesRoleDetails {} LoginAttribute {} Organization {} Country {} City {}
    GeoLocation {} LocalIpDetails {} PortDetails {} Owner {} DefaultServerSideEncryption {} PublicPermissions {}
    BlockPublicAccess {} S3ObjectDetail {} ImpersonatedUser {} VolumeMount {} SecurityContext {} HostPath {}
    ProductCode {} IamInstanceProfile {} PrivateIpAddress {} SecurityGroup {} AccessKeyDetails {} Tag {}
    RdsDbUserDetails {} VolumeDetail {} EbsSnapshotDetails {} Ec2ImageDetails {} ContinuousScanDetails {}
    BedrockGuardrail {} ContentPolicyFilter {} ModelDetail {} LineageObject {} ScannedItemCount {}
    ThreatsDetectedItemCount {} HighestSeverityThreatDetails {} ScanFilePath {} ItemPath {} ItemInfo {}
    IncrementalScanDetails {} Account {} Session {} ActorProcess {} PublicAccessConfiguration {} AccessKey {}
    S3Object {} EksCluster {} KubernetesWorkload {} ContainerImage {} EcsCluster {} EcsTask {} InstanceGroup {}
    Guardrail {} Location {} AutonomousSystem {} Connection {} Indicator {} ApiCall {} AdditionalInfo {}
    ThreatIntelligenceDetail {} Anomaly {}
}
