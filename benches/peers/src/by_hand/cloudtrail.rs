use std::net::IpAddr;

use serde::{Deserialize, Serialize};
use sonic_rs::LazyValue;

use super::free_form::text;
use super::{DataStream, ECS, Ecs, Id, Name};
use crate::cloudtrail::{File, Record, UserIdentity};
use crate::json::Text;

#[derive(Serialize)]
struct Event<'a> {
    #[serde(rename = "@timestamp")]
    timestamp: Option<&'a str>,
    ecs: Ecs,
    data_stream: DataStream,
    event: EventFields<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Error<'a>>,
    cloud: Cloud<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Source<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tls: Option<Tls<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<User<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    service: Option<Service<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_agent: Option<UserAgent<'a>>,
    #[serde(skip_serializing_if = "Related::is_empty")]
    related: Related<'a>,
    aws: Aws<'a>,
}

#[derive(Serialize)]
struct EventFields<'a> {
    kind: &'static str,
    category: [&'static str; 1],
    r#type: &'static [&'static str],
    module: &'static str,
    dataset: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    provider: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct Error<'a> {
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
}

#[derive(Serialize)]
struct Cloud<'a> {
    provider: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'a str>,
    account: Id<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    service: Option<Name<'a>>,
}

#[derive(Serialize)]
struct Source<'a> {
    address: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    ip: Option<IpAddr>,
}

#[derive(Serialize)]
struct Tls<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'a str>,
    version_protocol: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cipher: Option<&'a str>,
    client: TlsClient<'a>,
}

#[derive(Serialize)]
struct TlsClient<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    server_name: Option<&'a str>,
}

#[derive(Serialize)]
struct User<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<Id<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<Target<'a>>,
}

#[derive(Serialize)]
struct Target<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
}

#[derive(Serialize)]
struct Service<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
}

#[derive(Serialize)]
struct UserAgent<'a> {
    original: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    ip: Option<[IpAddr; 1]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hosts: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    user: Vec<&'a str>,
}

impl Related<'_> {
    fn is_empty(&self) -> bool {
        self.ip.is_none() && self.hosts.is_empty() && self.user.is_empty()
    }
}

#[derive(Serialize)]
struct Aws<'a> {
    cloudtrail: CloudTrail<'a>,
}

#[derive(Serialize)]
struct CloudTrail<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    event_version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_identity: Option<Identity<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_message: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    read_only: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    resources: Vec<Resource<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    api_version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    management_event: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient_account_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shared_event_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vpc_endpoint_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vpc_endpoint_account_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_category: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session_credential_from_console: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    console_login: Option<ConsoleLogin<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_parameters: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_elements: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    additional_eventdata: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    service_event_details: Option<String>,
    flattened: Flattened<'a>,
}

#[derive(Serialize)]
struct Flattened<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    request_parameters: Option<&'a LazyValue<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_elements: Option<&'a LazyValue<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    additional_eventdata: Option<&'a LazyValue<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    service_event_details: Option<&'a LazyValue<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    insight_details: Option<&'a LazyValue<'a>>,
}

#[derive(Serialize)]
struct Identity<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    arn: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    access_key_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session_context: Option<SessionContext<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    invoked_by: Option<&'a str>,
}

#[derive(Serialize)]
struct SessionContext<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    session_issuer: Option<SessionIssuer<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ec2_role_delivery: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    creation_date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mfa_authenticated: Option<&'a str>,
}

#[derive(Serialize)]
struct SessionIssuer<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    principal_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    arn: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account_id: Option<&'a str>,
}

#[derive(Serialize)]
struct Resource<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    account_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    arn: Option<&'a str>,
}

#[derive(Serialize)]
struct ConsoleLogin<'a> {
    additional_eventdata: SignIn<'a>,
}

#[derive(Serialize)]
struct SignIn<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    login_to: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mfa_used: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile_version: Option<bool>,
}

/// What is read of free-form parts.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Known<'a> {
    #[serde(borrow)]
    user_name: Option<Text<'a>>,
    user: Option<KnownUser<'a>>,
    event_source: Option<Text<'a>>,
    event_name: Option<Text<'a>>,
    #[serde(rename = "LoginTo")]
    login_to: Option<Text<'a>>,
    #[serde(rename = "MFAUsed")]
    mfa_used: Option<Text<'a>>,
    #[serde(rename = "MobileVersion")]
    mobile_version: Option<Text<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct KnownUser<'a> {
    #[serde(borrow)]
    user_id: Option<Text<'a>>,
}

/// Writes the events of a file.
pub fn write(file: &str, out: &mut Vec<u8>) {
    let file = sonic_rs::from_str::<File<'_, LazyValue<'_>>>(file).expect("sonic-rs reads the file");
    for record in &file.records {
        write_event(record, out);
        out.push(b'\n');
    }
}

fn write_event<'a>(record: &'a Record<'a, LazyValue<'a>>, out: &mut Vec<u8>) {
    let identity = record.user_identity.as_ref();
    let asked = known(&record.request_parameters, "\"userName\"");
    let answered = known(&record.response_elements, "\"user\"");
    let insight = known(&record.insight_details, "");
    let is_console_login = record.event_name.as_deref() == Some("ConsoleLogin");
    let sign_in = if is_console_login { known(&record.additional_event_data, "") } else { Known::default() };
    let (action, provider) = match record.insight_details {
        Some(_) => (&insight.event_name, &insight.event_source),
        None => (&record.event_name, &record.event_source),
    };
    let (action, provider) = (action.as_deref(), provider.as_deref());
    let service = provider.and_then(|source| source.strip_suffix(".amazonaws.com"));
    let (error_code, error_message) = (record.error_code.as_deref(), record.error_message.as_deref());
    let (category, r#type) = match record.insight_details {
        Some(_) => ("configuration", &["info"] as &[_]),
        None => classify(service.unwrap_or_default(), action.unwrap_or_default(), error_code),
    };
    let ip = record.source_ip_address.as_deref().and_then(|address| address.parse().ok());
    let target = Target {
        id: answered.user.as_ref().and_then(|user| user.user_id.as_deref()),
        name: asked.user_name.as_deref(),
    };
    let session = identity.and_then(session_name);
    let (user, service_name) = caller(identity, session, target);
    let related = Related {
        ip: ip.map(|ip| [ip]),
        hosts: instances(record, session),
        user: user.as_ref().map_or_else(Vec::new, |user| related_users(user, session)),
    };
    let account = identity.and_then(|identity| identity.account_id.as_deref());
    let event = Event {
        timestamp: record.event_time.as_deref(),
        ecs: ECS,
        data_stream: DataStream::of("aws.cloudtrail"),
        event: EventFields {
            kind: "event",
            category: [category],
            r#type,
            module: "aws",
            dataset: "aws.cloudtrail",
            action,
            provider,
            id: record.event_id.as_deref(),
            outcome: if error_code.is_some() { "failure" } else { "success" },
            code: error_code,
            reason: error_message,
        },
        error: error_code.map(|code| Error { code, message: error_message }),
        cloud: Cloud {
            provider: "aws",
            region: record.aws_region.as_deref(),
            account: Id { id: account.or(record.recipient_account_id.as_deref()) },
            service: service.map(|name| Name { name }),
        },
        source: record.source_ip_address.as_deref().map(|address| Source { address, ip }),
        tls: record.tls_details.as_ref().map(|tls| Tls {
            version: tls.tls_version.as_deref().map(|version| version.trim_start_matches("TLSv")),
            version_protocol: "tls",
            cipher: tls.cipher_suite.as_deref(),
            client: TlsClient { server_name: tls.client_provided_host_header.as_deref() },
        }),
        user,
        service: service_name.map(|name| Service { name: Some(name) }),
        user_agent: record.user_agent.as_deref().map(|original| UserAgent { original }),
        related,
        aws: Aws { cloudtrail: cloudtrail(record, &sign_in) },
    };
    sonic_rs::to_writer(&mut *out, &event).expect("an event can be written");
}

/// The known keys of a part in which a word is.
fn known<'a>(part: &'a Option<LazyValue<'a>>, word: &str) -> Known<'a> {
    let json = part.as_ref().map(LazyValue::as_raw_str).filter(|json| json.contains(word));
    json.map(|json| sonic_rs::from_str(json).expect("sonic-rs reads the part")).unwrap_or_default()
}

fn cloudtrail<'a>(record: &'a Record<'a, LazyValue<'a>>, sign_in: &'a Known<'a>) -> CloudTrail<'a> {
    let free_form = |part: &'a Option<LazyValue<'a>>| text(part.as_ref()?.as_raw_str());
    let yes = |text: &Option<Text<'_>>| text.as_deref().map(|text| text != "No");
    CloudTrail {
        event_version: record.event_version.as_deref(),
        user_identity: record.user_identity.as_ref().map(user_identity),
        error_code: record.error_code.as_deref(),
        error_message: record.error_message.as_deref(),
        request_id: record.request_id.as_deref(),
        read_only: record.read_only,
        resources: record
            .resources
            .iter()
            .map(|resource| Resource {
                account_id: resource.account_id.as_deref(),
                r#type: resource.r#type.as_deref(),
                arn: resource.arn.as_deref(),
            })
            .collect(),
        event_type: record.event_type.as_deref(),
        api_version: record.api_version.as_deref(),
        management_event: record.management_event.map(|is| if is { "true" } else { "false" }),
        recipient_account_id: record.recipient_account_id.as_deref(),
        shared_event_id: record.shared_event_id.as_deref(),
        vpc_endpoint_id: record.vpc_endpoint_id.as_deref(),
        vpc_endpoint_account_id: record.vpc_endpoint_account_id.as_deref(),
        event_category: record.event_category.as_deref(),
        session_credential_from_console: record.session_credential_from_console.as_deref(),
        console_login: (record.event_name.as_deref() == Some("ConsoleLogin")).then(|| ConsoleLogin {
            additional_eventdata: SignIn {
                login_to: sign_in.login_to.as_deref(),
                mfa_used: yes(&sign_in.mfa_used),
                mobile_version: yes(&sign_in.mobile_version),
            },
        }),
        request_parameters: free_form(&record.request_parameters),
        response_elements: free_form(&record.response_elements),
        additional_eventdata: free_form(&record.additional_event_data),
        service_event_details: free_form(&record.service_event_details),
        flattened: Flattened {
            request_parameters: record.request_parameters.as_ref(),
            response_elements: record.response_elements.as_ref(),
            additional_eventdata: record.additional_event_data.as_ref(),
            service_event_details: record.service_event_details.as_ref(),
            insight_details: record.insight_details.as_ref(),
        },
    }
}

fn user_identity<'a>(identity: &'a UserIdentity<'a>) -> Identity<'a> {
    Identity {
        r#type: identity.r#type.as_deref(),
        arn: identity.arn.as_deref(),
        access_key_id: identity.access_key_id.as_deref(),
        session_context: identity.session_context.as_ref().map(|context| SessionContext {
            session_issuer: context.session_issuer.as_ref().map(|issuer| SessionIssuer {
                r#type: issuer.r#type.as_deref(),
                principal_id: issuer.principal_id.as_deref(),
                arn: issuer.arn.as_deref(),
                account_id: issuer.account_id.as_deref(),
            }),
            ec2_role_delivery: context.ec2_role_delivery.as_deref(),
            creation_date: context.attributes.as_ref().and_then(|attributes| attributes.creation_date.as_deref()),
            mfa_authenticated: context
                .attributes
                .as_ref()
                .and_then(|attributes| attributes.mfa_authenticated.as_deref()),
        }),
        invoked_by: identity.invoked_by.as_deref(),
    }
}

/// Category and types of the actions that are in the log.
fn classify(service: &str, action: &str, error: Option<&str>) -> (&'static str, &'static [&'static str]) {
    match action {
        "AssumeRole" | "ConsoleLogin" => ("authentication", &["info"]),
        "GetObject" => ("file", &["info"]),
        "PutObject" => ("file", &["change"]),
        "DescribeInstances" => ("host", &["info"]),
        "RunInstances" => ("host", &["start"]),
        "SendCommand" => ("process", &["start"]),
        "CreateUser" => ("iam", &["creation", "user"]),
        _ if service == "dynamodb" => ("database", &["info"]),
        _ if error.is_some_and(|code| code.contains("AccessDenied")) => ("api", &["denied", "info"]),
        _ if action.starts_with("Start") => ("api", &["change", "info"]),
        _ if action.starts_with("Register") => ("api", &["creation", "info"]),
        _ => ("api", &["access", "info"]),
    }
}

/// The name of the session of a role.
fn session_name<'a>(identity: &'a UserIdentity<'a>) -> Option<&'a str> {
    let arn = identity.arn.as_deref().filter(|arn| arn.starts_with("arn:aws:sts:"))?;
    arn.rsplit_once('/').map(|(_, name)| name)
}

/// The user and the service that called.
fn caller<'a>(
    identity: Option<&'a UserIdentity<'a>>,
    session: Option<&'a str>,
    target: Target<'a>,
) -> (Option<User<'a>>, Option<&'a str>) {
    let is_service = |identity: &&UserIdentity<'_>| identity.r#type.as_deref() == Some("AWSService");
    let service = identity.filter(is_service).and_then(|identity| identity.invoked_by.as_deref());
    let identity = identity.filter(|identity| !is_service(identity));
    let context = identity.and_then(|identity| identity.session_context.as_ref());
    let issuer = context.and_then(|context| context.session_issuer.as_ref());
    let name = issuer.and_then(|issuer| issuer.user_name.as_deref());
    let name = name.or(identity.and_then(|identity| identity.user_name.as_deref()));
    let arn = issuer.and_then(|issuer| issuer.arn.as_deref());
    let arn = arn.or(identity.and_then(|identity| identity.arn.as_deref()));
    let id = identity.and_then(|identity| identity.principal_id.as_deref());
    let target = Some(target).filter(|target| target.id.is_some() || target.name.is_some());
    let user = User {
        id,
        name,
        email: session.or(name).filter(|name| name.contains('@')),
        entity: arn.map(|arn| Id { id: Some(arn) }),
        target,
    };
    let is_someone = user.id.is_some() || user.name.is_some() || user.entity.is_some() || user.target.is_some();
    (is_someone.then_some(user), service)
}

fn related_users<'a>(user: &User<'a>, session: Option<&'a str>) -> Vec<&'a str> {
    let before_at = session.and_then(|session| session.split_once('@')).map(|(name, _)| name);
    let target = user.target.as_ref();
    let names = [session, before_at, target.and_then(|target| target.name), target.and_then(|target| target.id)];
    let mut users = Vec::with_capacity(6);
    for name in names.into_iter().chain([user.id, user.name]).flatten() {
        if !users.contains(&name) {
            users.push(name);
        }
    }
    users
}

/// The instances that the event names.
fn instances<'a>(record: &'a Record<'a, LazyValue<'a>>, session: Option<&'a str>) -> Vec<&'a str> {
    let mut hosts = Vec::new();
    let arns = record.resources.iter().filter_map(|resource| resource.arn.as_deref()?.rsplit('/').next());
    let parts = [&record.request_parameters, &record.response_elements].into_iter().flatten();
    let texts = parts.flat_map(|part| {
        part.as_raw_str()
            .match_indices("\"i-")
            .filter_map(|(place, _)| part.as_raw_str()[place + 1..].split('"').next())
    });
    for host in session.into_iter().chain(arns).chain(texts) {
        let digits = host.strip_prefix("i-").filter(|digits| matches!(digits.len(), 8 | 17));
        let is_instance = digits.is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        if is_instance && !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    hosts
}
