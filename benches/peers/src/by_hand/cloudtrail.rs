use std::net::IpAddr;

use serde::Serialize;

use super::{ECS, Ecs, Id, Name};
use crate::cloudtrail::{File, Record};

#[derive(Serialize)]
struct Event<'a> {
    #[serde(rename = "@timestamp")]
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp: Option<&'a str>,
    ecs: Ecs,
    event: EventFields<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Error<'a>>,
    cloud: Cloud<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Source<'a>>,
    user: User<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_agent: Option<UserAgent<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    related: Option<Related>,
    aws: Aws<'a>,
}

#[derive(Serialize)]
struct EventFields<'a> {
    kind: &'static str,
    module: &'static str,
    dataset: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    provider: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<&'static str>,
}

#[derive(Serialize)]
struct Error<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
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
struct User<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
}

#[derive(Serialize)]
struct UserAgent<'a> {
    original: &'a str,
}

#[derive(Serialize)]
struct Related {
    ip: [IpAddr; 1],
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
    event_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_category: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient_account_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    read_only: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    management_event: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_message: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_identity: Option<UserIdentity<'a>>,
}

#[derive(Serialize)]
struct UserIdentity<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    arn: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    access_key_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session_context: Option<SessionContext<'a>>,
}

#[derive(Serialize)]
struct SessionContext<'a> {
    session_issuer: SessionIssuer<'a>,
}

#[derive(Serialize)]
struct SessionIssuer<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    arn: Option<&'a str>,
}

/// Writes the events of a file: the values that its struct has.
pub fn write(file: &str, out: &mut Vec<u8>) {
    let file = sonic_rs::from_str::<File<'_>>(file).expect("sonic-rs reads the file");
    for record in &file.records {
        sonic_rs::to_writer(&mut *out, &event(record)).expect("an event can be written");
        out.push(b'\n');
    }
}

fn event<'a>(record: &'a Record<'a>) -> Event<'a> {
    let identity = record.user_identity.as_ref();
    let context = identity.and_then(|identity| identity.session_context.as_ref());
    let issuer = context.and_then(|context| context.session_issuer.as_ref());
    let (error_code, error_message) = (record.error_code.as_deref(), record.error_message.as_deref());
    let ip = record.source_ip_address.as_deref().and_then(|address| address.parse().ok());
    let service = record.event_source.as_deref().and_then(|source| source.strip_suffix(".amazonaws.com"));
    let is_call = record.event_type.as_deref() == Some("AwsApiCall");
    Event {
        timestamp: record.event_time.as_deref(),
        ecs: ECS,
        event: EventFields {
            kind: "event",
            module: "aws",
            dataset: "aws.cloudtrail",
            action: record.event_name.as_deref(),
            provider: record.event_source.as_deref(),
            id: record.event_id.as_deref(),
            outcome: is_call.then_some(if error_code.is_some() { "failure" } else { "success" }),
        },
        error: error_code.map(|code| Error { code: Some(code), message: error_message }),
        cloud: Cloud {
            provider: "aws",
            region: record.aws_region.as_deref(),
            account: Id { id: record.recipient_account_id.as_deref() },
            service: service.map(|name| Name { name }),
        },
        source: record.source_ip_address.as_deref().map(|address| Source { address, ip }),
        user: User {
            id: identity.and_then(|identity| identity.principal_id.as_deref()),
            name: issuer
                .and_then(|issuer| issuer.user_name.as_deref())
                .or(identity.and_then(|identity| identity.user_name.as_deref())),
        },
        user_agent: record.user_agent.as_deref().map(|original| UserAgent { original }),
        related: ip.map(|ip| Related { ip: [ip] }),
        aws: Aws {
            cloudtrail: CloudTrail {
                event_version: record.event_version.as_deref(),
                event_type: record.event_type.as_deref(),
                event_category: record.event_category.as_deref(),
                request_id: record.request_id.as_deref(),
                recipient_account_id: record.recipient_account_id.as_deref(),
                read_only: record.read_only,
                management_event: record.management_event,
                error_code,
                error_message,
                user_identity: identity.map(|identity| UserIdentity {
                    r#type: identity.r#type.as_deref(),
                    arn: identity.arn.as_deref(),
                    access_key_id: identity.access_key_id.as_deref(),
                    session_context: issuer.map(|issuer| SessionContext {
                        session_issuer: SessionIssuer { r#type: issuer.r#type.as_deref(), arn: issuer.arn.as_deref() },
                    }),
                }),
            },
        },
    }
}
