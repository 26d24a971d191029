use crate::text::open_enum;

open_enum! {
    /// The kind of resource that a finding is about.
    pub enum ResourceType {
        /// An EC2 instance.
        Instance = "Instance",
        /// An access key of IAM.
        AccessKey = "AccessKey",
        /// A bucket.
        S3Bucket = "S3Bucket",
        /// An object in a bucket.
        S3Object = "S3Object",
        /// An EKS cluster.
        EksCluster = "EKSCluster",
        /// An ECS cluster.
        EcsCluster = "ECSCluster",
        /// A container.
        Container = "Container",
        /// A database instance.
        RdsDbInstance = "RDSDBInstance",
        /// A limitless database.
        RdsLimitlessDb = "RDSLimitlessDB",
        /// A function.
        Lambda = "Lambda",
        /// Several resources: they are in `service.detection.sequence`.
        AttackSequence = "AttackSequence",
    }
}

open_enum! {
    /// The kind of activity. It determines the member of [`Action`](super::action::Action).
    pub enum ActionType {
        /// A connection.
        NetworkConnection = "NETWORK_CONNECTION",
        /// Probes of open ports.
        PortProbe = "PORT_PROBE",
        /// A domain that was looked up.
        DnsRequest = "DNS_REQUEST",
        /// A call of an AWS API.
        AwsApiCall = "AWS_API_CALL",
        /// A call of a cluster's API.
        KubernetesApiCall = "KUBERNETES_API_CALL",
        /// Logins to a database.
        RdsLoginAttempt = "RDS_LOGIN_ATTEMPT",
    }
}

open_enum! {
    /// Which party began a connection.
    pub enum ConnectionDirection {
        /// The remote party.
        Inbound = "INBOUND",
        /// The local party.
        Outbound = "OUTBOUND",
        /// GuardDuty does not know.
        Unknown = "UNKNOWN",
    }
}

open_enum! {
    /// What part the resource had.
    pub enum ResourceRole {
        /// Something was done to it.
        Target = "TARGET",
        /// It did something.
        Actor = "ACTOR",
    }
}
