//! A log file of CloudTrail as a busy account has it: many kinds of events, 2 KB each on average and up to 8, from a fixed seed.

use std::fmt::Write;

/// A file of at least `bytes` bytes, on one line.
pub fn log_file(bytes: usize) -> String {
    let mut random = Random(0x2026_0115);
    let mut file = String::with_capacity(bytes + 10_000);
    file.push_str(r#"{"Records":["#);
    while file.len() < bytes {
        if !file.ends_with('[') {
            file.push(',');
        }
        let kind = *random.pick(KINDS);
        write_event(kind, &mut random, &mut file);
    }
    file.push_str("]}");
    file
}

/// Numbers that look random and are the same each time (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }

    fn pick<'p, T>(&mut self, list: &'p [T]) -> &'p T {
        &list[self.below(list.len() as u64) as usize]
    }

    fn hex(&mut self, digits: usize) -> String {
        (0..digits).map(|_| char::from(b"0123456789abcdef"[self.below(16) as usize])).collect()
    }

    fn uuid(&mut self) -> String {
        format!("{}-{}-4{}-8{}-{}", self.hex(8), self.hex(4), self.hex(3), self.hex(3), self.hex(12))
    }
}

#[derive(Clone, Copy)]
enum Kind {
    AssumeRole,
    GetObject,
    PutObject,
    DescribeInstances,
    RunInstances,
    StartQueryExecution,
    CreateUser,
    ConsoleLogin,
    Decrypt,
    RotateKey,
    GetItemDenied,
    SendCommand,
    RegisterTaskDefinition,
    NetworkActivity,
    Insight,
}

/// The kinds, each as often as it comes.
const KINDS: &[Kind] = &[
    Kind::AssumeRole,
    Kind::AssumeRole,
    Kind::AssumeRole,
    Kind::AssumeRole,
    Kind::GetObject,
    Kind::GetObject,
    Kind::GetObject,
    Kind::PutObject,
    Kind::PutObject,
    Kind::DescribeInstances,
    Kind::DescribeInstances,
    Kind::RunInstances,
    Kind::StartQueryExecution,
    Kind::CreateUser,
    Kind::ConsoleLogin,
    Kind::Decrypt,
    Kind::Decrypt,
    Kind::Decrypt,
    Kind::RotateKey,
    Kind::GetItemDenied,
    Kind::SendCommand,
    Kind::RegisterTaskDefinition,
    Kind::NetworkActivity,
    Kind::Insight,
];

const REGIONS: &[&str] = &["us-east-1", "us-east-2", "eu-central-1", "ap-southeast-2"];

const ROLES: &[&str] = &["Admin", "deploy-pipeline", "ec2-instance-role", "OrganizationAccountAccessRole"];

const PEOPLE: &[&str] = &["alice", "bob@example.com", "carol", "i-0123456789abcdef0", "1700000000123456789"];

const AGENTS: &[&str] = &[
    "aws-cli/2.18.17 md/awscrt#0.22.0 ua/2.0 os/linux#6.8.0-1016-aws md/arch#x86_64 lang/python#3.12.6 md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/distrib#ubuntu.24 md/prompt#off md/command#s3api.get-object",
    "APN/1.0 HashiCorp/1.0 Terraform/1.11.0 (+https://www.terraform.io) terraform-provider-aws/4.61.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go/1.44.232 (go1.19.7; linux; amd64)",
    "Boto3/1.34.0 md/Botocore#1.34.0 ua/2.0 os/linux#5.10.223 md/arch#aarch64 lang/python#3.11.9 md/pyimpl#CPython exec-env/AWS_Lambda_python3.11 cfg/retry-mode#legacy Botocore/1.34.0",
    "[aws-sdk-java/2.25.11 Linux/5.10.217 OpenJDK_64-Bit_Server_VM/17.0.11+9-LTS Java/17.0.11 vendor/Amazon.com_Inc. io/sync http/Apache cfg/retry-mode/standard]",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
];

const TLS: &[&str] = &[
    r#""tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256""#,
    r#""tlsVersion":"TLSv1.2","cipherSuite":"ECDHE-RSA-AES128-GCM-SHA256""#,
];

fn user_identity(random: &mut Random) -> String {
    let account = "123456789012";
    match random.below(6) {
        0 => format!(
            r#"{{"type":"IAMUser","principalId":"AIDAEXAMPLEUSERID0001","arn":"arn:aws:iam::{account}:user/{name}","accountId":"{account}","accessKeyId":"AKIAIOSFODNN7EXAMPLE","userName":"{name}"}}"#,
            name = random.pick(PEOPLE)
        ),
        1 => format!(
            r#"{{"type":"AWSService","invokedBy":"{service}.amazonaws.com"}}"#,
            service = random.pick(&["autoscaling", "ecs", "cloudformation"])
        ),
        _ => {
            let (role, session) = (*random.pick(ROLES), *random.pick(PEOPLE));
            format!(
                r#"{{"type":"AssumedRole","principalId":"AROAEXAMPLEROLEID0001:{session}","arn":"arn:aws:sts::{account}:assumed-role/{role}/{session}","accountId":"{account}","accessKeyId":"ASIAIOSFODNN7EXAMPLE","sessionContext":{{"sessionIssuer":{{"type":"Role","principalId":"AROAEXAMPLEROLEID0001","arn":"arn:aws:iam::{account}:role/{role}","accountId":"{account}","userName":"{role}"}},"webIdFederationData":{{}},"attributes":{{"creationDate":"2026-01-15T11:{minute:02}:00Z","mfaAuthenticated":"false"}},"ec2RoleDelivery":"2.0"}}}}"#,
                minute = random.below(60)
            )
        }
    }
}

/// What the kinds differ in.
struct Parts {
    source: &'static str,
    name: &'static str,
    error: &'static str,
    request: String,
    response: String,
    additional: String,
    resources: String,
    read_only: bool,
    category: &'static str,
    r#type: &'static str,
}

fn parts(kind: Kind, random: &mut Random) -> Parts {
    let mut parts = Parts {
        source: "ec2",
        name: "DescribeInstances",
        error: "",
        request: "null".into(),
        response: "null".into(),
        additional: String::new(),
        resources: String::new(),
        read_only: true,
        category: "Management",
        r#type: "AwsApiCall",
    };
    let region = *random.pick(REGIONS);
    match kind {
        Kind::AssumeRole => {
            parts.source = "sts";
            parts.name = "AssumeRole";
            let (role, session) = (*random.pick(ROLES), random.hex(16));
            parts.request = format!(
                r#"{{"roleArn":"arn:aws:iam::123456789012:role/{role}","roleSessionName":"{session}","durationSeconds":3600}}"#
            );
            parts.response = format!(
                r#"{{"credentials":{{"accessKeyId":"ASIAIOSFODNN7EXAMPLE","sessionToken":"{token}","expiration":"Jan 15, 2026, 1:34:56 PM"}},"assumedRoleUser":{{"assumedRoleId":"AROAEXAMPLEROLEID0001:{session}","arn":"arn:aws:sts::123456789012:assumed-role/{role}/{session}"}}}}"#,
                token = random.hex(480)
            );
            parts.resources = format!(
                r#"[{{"accountId":"123456789012","type":"AWS::IAM::Role","ARN":"arn:aws:iam::123456789012:role/{role}"}}]"#
            );
        }
        Kind::GetObject | Kind::PutObject => {
            let is_get = matches!(kind, Kind::GetObject);
            parts.source = "s3";
            parts.name = if is_get { "GetObject" } else { "PutObject" };
            parts.read_only = is_get;
            parts.category = "Data";
            let key = format!("logs/2026/01/15/{}/part-{:05}.parquet", random.hex(8), random.below(100_000));
            parts.request = format!(
                r#"{{"bucketName":"amzn-s3-demo-bucket","Host":"amzn-s3-demo-bucket.s3.{region}.amazonaws.com","key":"{key}"}}"#
            );
            parts.additional = format!(
                r#"{{"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256","bytesTransferredIn":{},"SSEApplied":"SSE_S3","AuthenticationMethod":"AuthHeader","x-amz-id-2":"{}","bytesTransferredOut":{}}}"#,
                random.below(1_000_000),
                random.hex(76),
                random.below(1_000_000)
            );
            parts.resources = format!(
                r#"[{{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::amzn-s3-demo-bucket/{key}"}},{{"accountId":"123456789012","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::amzn-s3-demo-bucket"}}]"#
            );
        }
        Kind::DescribeInstances => {
            let ids = (0..random.below(12))
                .map(|_| format!(r#"{{"instanceId":"i-{}"}}"#, random.hex(17)))
                .collect::<Vec<_>>();
            parts.request = format!(
                r#"{{"maxResults":1000,"instancesSet":{{"items":[{}]}},"filterSet":{{"items":[{{"name":"tag:Name","valueSet":{{"items":[{{"value":"web-*"}}]}}}}]}}}}"#,
                ids.join(",")
            );
        }
        Kind::RunInstances => {
            parts.name = "RunInstances";
            parts.read_only = false;
            parts.request = format!(
                r#"{{"instancesSet":{{"items":[{{"imageId":"ami-{}","minCount":1,"maxCount":2,"keyName":"deploy"}}]}},"instanceType":"m5.large","blockDeviceMapping":{{}},"monitoring":{{"enabled":false}},"disableApiTermination":false,"clientToken":"{}"}}"#,
                random.hex(17),
                random.uuid()
            );
            let items = (0..2).map(|index| format!(
                r#"{{"instanceId":"i-{id}","imageId":"ami-{image}","currentState":{{"code":0,"name":"pending"}},"privateDnsName":"ip-192-0-2-{index}.ec2.internal","keyName":"deploy","amiLaunchIndex":{index},"productCodes":{{}},"instanceType":"m5.large","launchTime":1768480496000,"placement":{{"availabilityZone":"{region}a","tenancy":"default"}},"monitoring":{{"state":"disabled"}},"subnetId":"subnet-{subnet}","vpcId":"vpc-{vpc}","privateIpAddress":"192.0.2.{index}","stateReason":{{"code":"pending","message":"pending"}},"architecture":"x86_64","rootDeviceType":"ebs","rootDeviceName":"/dev/xvda","blockDeviceMapping":{{}},"virtualizationType":"hvm","hypervisor":"xen","tagSet":{{"items":[{{"key":"Name","value":"web-{index}"}},{{"key":"Team","value":"platform"}}]}},"groupSet":{{"items":[{{"groupId":"sg-{group}","groupName":"web"}}]}},"sourceDestCheck":true,"networkInterfaceSet":{{"items":[{{"networkInterfaceId":"eni-{eni}","subnetId":"subnet-{subnet}","vpcId":"vpc-{vpc}","ownerId":"123456789012","status":"in-use","macAddress":"00:00:5e:00:53:0{index}","privateIpAddress":"192.0.2.{index}","sourceDestCheck":true,"attachment":{{"attachmentId":"eni-attach-{eni}","deviceIndex":0,"status":"attaching","attachTime":1768480496000,"deleteOnTermination":true}},"privateIpAddressesSet":{{"item":[{{"privateIpAddress":"192.0.2.{index}","primary":true}}]}},"ipv6AddressesSet":{{}},"tagSet":{{}}}}]}},"ebsOptimized":false,"cpuOptions":{{"coreCount":1,"threadsPerCore":2}},"metadataOptions":{{"state":"pending","httpTokens":"required","httpPutResponseHopLimit":2,"httpEndpoint":"enabled","instanceMetadataTags":"disabled"}}}}"#,
                id = random.hex(17), image = random.hex(17), subnet = random.hex(17), vpc = random.hex(17), group = random.hex(17), eni = random.hex(17)
            )).collect::<Vec<_>>();
            parts.response = format!(
                r#"{{"requestId":"{}","reservationId":"r-{}","ownerId":"123456789012","groupSet":{{}},"instancesSet":{{"items":[{}]}}}}"#,
                random.uuid(),
                random.hex(17),
                items.join(",")
            );
        }
        Kind::StartQueryExecution => {
            parts.source = "athena";
            parts.name = "StartQueryExecution";
            parts.read_only = false;
            parts.request = format!(
                r#"{{"queryString":"SELECT \"date\", count(*) AS \"requests\"\nFROM \"logs\".\"cloudfront\"\nWHERE \"date\" = DATE '2026-01-{:02}'\n\tAND \"sc-status\" >= 400\nGROUP BY 1\nORDER BY 2 DESC","clientRequestToken":"{}","resultConfiguration":{{"outputLocation":"s3://amzn-s3-demo-bucket/athena/"}},"workGroup":"primary"}}"#,
                random.below(28) + 1,
                random.uuid()
            );
            parts.response = format!(r#"{{"queryExecutionId":"{}"}}"#, random.uuid());
        }
        Kind::CreateUser => {
            parts.source = "iam";
            parts.name = "CreateUser";
            parts.read_only = false;
            parts.request = r#"{"userName":"carol","path":"/","tags":[{"key":"team","value":"platform"}]}"#.into();
            parts.response = r#"{"user":{"path":"/","arn":"arn:aws:iam::123456789012:user/carol","userId":"AIDAEXAMPLEUSERID0003","createDate":"Jan 15, 2026, 12:34:56 PM","userName":"carol"}}"#.into();
        }
        Kind::ConsoleLogin => {
            parts.source = "signin";
            parts.name = "ConsoleLogin";
            parts.read_only = false;
            parts.r#type = "AwsConsoleSignIn";
            parts.response = r#"{"ConsoleLogin":"Success"}"#.into();
            parts.additional = format!(
                r#"{{"LoginTo":"https://console.aws.amazon.com/console/home?hashArgs=%23&isauthcode=true&nc2=h_ct&src=header-signin&state={}","MobileVersion":"No","MFAUsed":"Yes"}}"#,
                random.hex(64)
            );
        }
        Kind::Decrypt => {
            parts.source = "kms";
            parts.name = "Decrypt";
            let key = random.uuid();
            parts.request = format!(
                r#"{{"encryptionAlgorithm":"SYMMETRIC_DEFAULT","encryptionContext":{{"aws:s3:arn":"arn:aws:s3:::amzn-s3-demo-bucket/logs/{}","PARAMETER_ARN":"arn:aws:ssm:{region}:123456789012:parameter/service/password"}}}}"#,
                random.hex(24)
            );
            parts.resources = format!(
                r#"[{{"accountId":"123456789012","type":"AWS::KMS::Key","ARN":"arn:aws:kms:{region}:123456789012:key/{key}"}}]"#
            );
            parts.additional = format!(r#"{{"keyMaterialId":"{}"}}"#, random.hex(64));
        }
        Kind::RotateKey => {
            parts.source = "kms";
            parts.name = "RotateKey";
            parts.read_only = false;
            parts.r#type = "AwsServiceEvent";
            parts.resources = format!(
                r#"[{{"accountId":"123456789012","type":"AWS::KMS::Key","ARN":"arn:aws:kms:{region}:123456789012:key/{}"}}]"#,
                random.uuid()
            );
        }
        Kind::GetItemDenied => {
            parts.source = "dynamodb";
            parts.name = "GetItem";
            parts.category = "Data";
            parts.error = r#""errorCode":"AccessDenied","errorMessage":"User: arn:aws:sts::123456789012:assumed-role/deploy-pipeline/alice is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb:us-east-1:123456789012:table/orders because no identity-based policy allows the dynamodb:GetItem action","#;
            parts.request =
                r#"{"tableName":"orders","key":{"orderId":"HIDDEN_DUE_TO_SECURITY_REASONS"},"consistentRead":false}"#
                    .into();
            parts.resources = r#"[{"accountId":"123456789012","type":"AWS::DynamoDB::Table","ARN":"arn:aws:dynamodb:us-east-1:123456789012:table/orders"}]"#.into();
        }
        Kind::SendCommand => {
            parts.source = "ssm";
            parts.name = "SendCommand";
            parts.read_only = false;
            let instance = random.hex(17);
            parts.request = format!(
                r#"{{"targets":[{{"key":"instanceids","values":["i-{instance}"]}}],"documentName":"AWS-RunShellScript","interactive":false,"parameters":"HIDDEN_DUE_TO_SECURITY_REASONS"}}"#
            );
            parts.response = format!(
                r#"{{"command":{{"commandId":"{}","documentName":"AWS-RunShellScript","documentVersion":"$DEFAULT","comment":"","expiresAfter":"Jan 15, 2026, 2:34:56 PM","parameters":"HIDDEN_DUE_TO_SECURITY_REASONS","instanceIds":[],"targets":[{{"key":"instanceids","values":["i-{instance}"]}}],"requestedDateTime":"Jan 15, 2026, 12:34:56 PM","status":"Pending","statusDetails":"Pending","outputS3Region":"{region}","outputS3BucketName":"","outputS3KeyPrefix":"","maxConcurrency":"50","maxErrors":"0","targetCount":0,"completedCount":0,"errorCount":0,"deliveryTimedOutCount":0,"serviceRole":"","notificationConfig":{{"notificationArn":"","notificationEvents":[],"notificationType":""}},"cloudWatchOutputConfig":{{"cloudWatchLogGroupName":"","cloudWatchOutputEnabled":false}},"interactive":false,"timeoutSeconds":3600,"alarmConfiguration":{{"ignorePollAlarmFailure":false,"alarms":[]}},"triggeredAlarms":[]}}}}"#,
                random.uuid()
            );
        }
        Kind::RegisterTaskDefinition => {
            parts.source = "ecs";
            parts.name = "RegisterTaskDefinition";
            parts.read_only = false;
            let containers = (0..random.below(3) + 1).map(|index| {
                let environment = (0..random.below(12)).map(|_| format!(r#"{{"name":"SETTING_{}","value":"{}"}}"#, random.hex(6), random.hex(20))).collect::<Vec<_>>();
                format!(r#"{{"name":"web-{index}","image":"123456789012.dkr.ecr.{region}.amazonaws.com/web:{tag}","cpu":256,"memory":512,"essential":true,"portMappings":[{{"containerPort":8080,"hostPort":0,"protocol":"tcp"}}],"environment":[{environment}],"logConfiguration":{{"logDriver":"awslogs","options":{{"awslogs-group":"/ecs/web","awslogs-region":"{region}","awslogs-stream-prefix":"web"}}}},"mountPoints":[],"volumesFrom":[]}}"#, tag = random.hex(12), environment = environment.join(","))
            }).collect::<Vec<_>>().join(",");
            parts.request = format!(
                r#"{{"family":"web","networkMode":"bridge","requiresCompatibilities":["EC2"],"containerDefinitions":[{containers}]}}"#
            );
            parts.response = format!(
                r#"{{"taskDefinition":{{"taskDefinitionArn":"arn:aws:ecs:{region}:123456789012:task-definition/web:{revision}","family":"web","revision":{revision},"status":"ACTIVE","containerDefinitions":[{containers}],"volumes":[],"placementConstraints":[],"compatibilities":["EXTERNAL","EC2"],"registeredAt":"Jan 15, 2026, 12:34:56 PM"}}}}"#,
                revision = random.below(1000)
            );
        }
        Kind::NetworkActivity | Kind::Insight => {}
    }
    parts
}

fn write_event(kind: Kind, random: &mut Random, out: &mut String) {
    let time = format!("2026-01-15T{:02}:{:02}:{:02}Z", random.below(24), random.below(60), random.below(60));
    let (region, event, request) = (*random.pick(REGIONS), random.uuid(), random.uuid());
    let address = format!("{}.{}", random.pick(&["192.0.2", "198.51.100", "203.0.113"]), random.below(256));
    if let Kind::Insight = kind {
        write!(out, r#"{{"eventVersion":"1.08","eventTime":"{time}","awsRegion":"{region}","eventID":"{event}","eventType":"AwsCloudTrailInsight","recipientAccountId":"123456789012","sharedEventID":"{request}","insightDetails":{{"state":"Start","eventSource":"autoscaling.amazonaws.com","eventName":"CompleteLifecycleAction","insightType":"ApiCallRateInsight","insightContext":{{"statistics":{{"baseline":{{"average":9.82222E-5}},"insight":{{"average":5.0}},"insightDuration":1,"baselineDuration":10181}},"attributions":[{{"attribute":"userIdentityArn","insight":[{{"value":"arn:aws:sts::123456789012:assumed-role/CodeDeployRole1","average":5.0}}],"baseline":[{{"value":"arn:aws:sts::123456789012:assumed-role/CodeDeployRole1","average":9.82222E-5}}]}},{{"attribute":"userAgent","insight":[{{"value":"codedeploy.amazonaws.com","average":5.0}}],"baseline":[{{"value":"codedeploy.amazonaws.com","average":9.82222E-5}}]}},{{"attribute":"errorCode","insight":[{{"value":"null","average":5.0}}],"baseline":[{{"value":"null","average":9.82222E-5}}]}}]}}}},"eventCategory":"Insight"}}"#).unwrap();
        return;
    }
    if let Kind::NetworkActivity = kind {
        write!(out, r#"{{"eventVersion":"1.09","userIdentity":{identity},"eventTime":"{time}","eventSource":"kms.amazonaws.com","eventName":"ListKeys","awsRegion":"{region}","sourceIPAddress":"{address}","errorCode":"VpceAccessDenied","errorMessage":"The request was denied due to a VPC endpoint policy","requestID":"{request}","eventID":"{event}","eventType":"AwsVpceEvent","recipientAccountId":"123456789012","sharedEventID":"{shared}","vpcEndpointId":"vpce-0123456789abcdef0","vpcEndpointAccountId":"123456789012","eventCategory":"NetworkActivity"}}"#, identity = user_identity(random), shared = random.uuid()).unwrap();
        return;
    }
    let parts = parts(kind, random);
    let is_service = matches!(kind, Kind::RotateKey);
    let identity = if is_service {
        r#"{"accountId":"123456789012","invokedBy":"AWS Internal"}"#.into()
    } else {
        user_identity(random)
    };
    let (address, agent) =
        if is_service { ("AWS Internal", "AWS Internal") } else { (address.as_str(), *random.pick(AGENTS)) };
    write!(
        out,
        r#"{{"eventVersion":"1.11","userIdentity":{identity},"eventTime":"{time}","eventSource":"{source}.amazonaws.com","eventName":"{name}","awsRegion":"{region}","sourceIPAddress":"{address}","userAgent":"{agent}",{error}"requestParameters":{parameters},"responseElements":{response}"#,
        source = parts.source, name = parts.name, error = parts.error, parameters = parts.request, response = parts.response
    ).unwrap();
    if !parts.additional.is_empty() {
        write!(out, r#","additionalEventData":{}"#, parts.additional).unwrap();
    }
    write!(out, r#","requestID":"{request}","eventID":"{event}","readOnly":{}"#, parts.read_only).unwrap();
    if !parts.resources.is_empty() {
        write!(out, r#","resources":{}"#, parts.resources).unwrap();
    }
    write!(
        out,
        r#","eventType":"{}","managementEvent":{},"recipientAccountId":"123456789012""#,
        parts.r#type,
        parts.category == "Management"
    )
    .unwrap();
    if is_service {
        write!(
            out,
            r#","serviceEventDetails":{{"rotationType":"AUTOMATIC","keyOrigin":"AWS_KMS","keyId":"{request}"}}"#
        )
        .unwrap();
    }
    write!(out, r#","eventCategory":"{}""#, parts.category).unwrap();
    if !is_service {
        write!(
            out,
            r#","tlsDetails":{{{},"clientProvidedHostHeader":"{}.{region}.amazonaws.com"}}"#,
            random.pick(TLS),
            parts.source
        )
        .unwrap();
    }
    if let Kind::CreateUser = kind {
        out.push_str(r#","sessionCredentialFromConsole":"true""#);
    }
    out.push('}');
}
