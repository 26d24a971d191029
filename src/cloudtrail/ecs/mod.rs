//! The mapping of CloudTrail records.

mod actions;
mod caller;
mod fields;
mod parts;

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::ecs::{Category, Event, Kind, Mapper, Outcome, ToEcs, Type, account, region};
use crate::format::Format;
use crate::text::{AddressList, Text};
use crate::write::key;

use super::digest::Digest;
use super::parts::{Keys, is_nothing, present, texts};
use super::record::{Record, Used};
use super::values::{EventType, SourceAddress};
use parts::{InnerKey, inner_text, instance_ids, is_instance_id, text_at};

/// How an action went that Managed Grafana logs, in `serviceEventDetails`.
static STATUS: LazyLock<InnerKey> = LazyLock::new(|| InnerKey::new("result", "statusType"));

/// Where a service was asked from, in `serviceEventDetails`.
static ADDRESS: LazyLock<Keys<1>> = LazyLock::new(|| Keys::new(["sourceIpAddress"]));

/// How long an answer to a call is at most in which an outcome is looked for.
const SHORT: usize = 128;

impl ToEcs for Record<'_> {
    fn set_fields<'a>(&'a self, mapper: &Mapper, event: &mut Event<'a>) {
        mapper.begin(event, Format::CloudTrail, self.original(), key!("cloudtrail"), self);
        event.event.kind = Some(Kind::Event);
        event.event.outcome = Some(self.outcome());
        if let Some(digest) = &self.digest {
            set_digest(digest, event);
            event.timestamp = event.timestamp.or_else(|| self.envelope_time().map(Into::into));
            return;
        }
        self.set_what(event);
        self.set_source_and_tls(event, mapper);
        caller::set_caller(self, event);
        self.set_instances(event);
    }
}

fn set_digest<'a>(digest: &'a Digest<'_>, event: &mut Event<'a>) {
    event.timestamp = digest.digest_end_time.map(Into::into);
    event.event.category = [Category::Configuration].into();
    event.event.r#type = [Type::Info].into();
    event.cloud.account.id = account(&digest.aws_account_id);
    event.related.add_hashes(present(&digest.previous_digest_hash_value));
    event.file.set(|file| &mut file.path, present(&digest.digest_s3_object));
}

impl<'r> Record<'r> {
    /// What happened, when, in which account.
    fn set_what<'a>(&'a self, event: &mut Event<'a>) {
        let window = self.time_window.as_deref();
        event.event.start = window.and_then(|window| window.window_start).map(Into::into);
        event.event.end = window.and_then(|window| window.window_end).map(Into::into);
        event.timestamp = self.event_time.map(Into::into).or(event.event.end);
        event.timestamp = event.timestamp.or_else(|| self.envelope_time().map(Into::into));
        event.event.id = present(&self.event_id);
        event.cloud.region = region(&self.aws_region);
        if event.cloud.region.is_some() || present(&self.aws_region).is_none() {
            event.mark_used(Used::AwsRegion);
        }
        let of_identity = self.user_identity.as_ref().and_then(|identity| account(&identity.account_id));
        event.cloud.account.id = event
            .using(Used::AccountId, of_identity)
            .or_else(|| account(&self.recipient_account_id))
            .or_else(|| account(&self.account_id));
        let (source, action, error) = match self.insight_details.as_deref() {
            Some(insight) => (&insight.event_source, &insight.event_name, &insight.error_code),
            None => {
                event.mark_used(Used::EventSource);
                event.mark_used(Used::EventName);
                (&self.event_source, &self.event_name, &self.error_code)
            }
        };
        event.event.action = present(action);
        event.event.provider = present(source);
        // The rate of calls without an error has the text `null` for its error.
        let code = present(error).filter(|code| code != "null");
        event.event.code = code.clone();
        event.error.set(|error| &mut error.code, code.filter(|code| !is_success(code)));
        event.error.set(|error| &mut error.message, present(&self.error_message));
        event.event.reason = event.error.message.clone();
        let service = source.as_deref().filter(|source| !is_nothing(source)).map(service_name);
        event.cloud.service.name = service.map(Text::from);
        self.set_category(event, service.unwrap_or_default());
    }

    fn set_category(&self, event: &mut Event<'_>, service: &str) {
        if self.insight_details.is_some() {
            event.event.category = [Category::Configuration].into();
            event.event.r#type = [Type::Info].into();
            return;
        }
        let action = event.event.action.as_deref().unwrap_or_default();
        let (category, types) = actions::classify(service, action, self.is_sign_in());
        event.event.category = [category].into();
        event.event.r#type = types;
        let can_be_denied = matches!(category, Category::Api | Category::Network);
        if can_be_denied && event.error.code.as_deref().is_some_and(is_denial) {
            event.event.r#type.insert(Type::Denied);
        }
    }

    /// `event.outcome`, by the first of these that applies:
    ///
    /// 1. what the service says: `Failure` in the member of `responseElements` or `serviceEventDetails` that has the
    ///    name of the event, as in sign-ins, or in `serviceEventDetails.result.statusType`;
    /// 2. an error code: a failure, unless it is an HTTP status of 2xx, which Managed Grafana writes;
    /// 3. an error message: a failure, unless both such a status and the service say success;
    ///
    /// otherwise it is a success.
    fn outcome(&self) -> Outcome {
        let code = present(&self.error_code);
        let said = self.said_outcome();
        let has_failed = match code.as_deref().map(is_success) {
            Some(false) => true,
            _ if said == Some(Outcome::Failure) => true,
            Some(true) if said == Some(Outcome::Success) => false,
            _ => present(&self.error_message).is_some(),
        };
        if has_failed { Outcome::Failure } else { Outcome::Success }
    }

    /// How it ended by what the service says itself.
    fn said_outcome(&self) -> Option<Outcome> {
        let name = self.event_name.as_deref().filter(|name| !name.is_empty())?;
        // Calls of APIs have an error code. Their answers can be large, and are not searched.
        let is_call = self.event_type == Some(EventType::AwsApiCall);
        let answer = self.response_elements.as_ref().filter(|answer| !is_call || answer.as_str().len() <= SHORT);
        let said = answer
            .and_then(|answer| text_at(answer, name))
            .or_else(|| self.service_event_details.as_ref().and_then(|details| text_at(details, name)))
            .or_else(|| inner_text(&self.service_event_details, &STATUS))?;
        let begins = |word: &str| said.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        match () {
            () if begins("fail") || begins("error") || begins("denied") => Some(Outcome::Failure),
            () if begins("success") => Some(Outcome::Success),
            () => None,
        }
    }

    /// Where the call came from, and by what.
    fn set_source_and_tls<'a>(&'a self, event: &mut Event<'a>, mapper: &Mapper) {
        match &self.source_ip_address {
            Some(SourceAddress::Address(address)) => {
                event.source.address = Some((*address).into());
                event.source.ip = Some(*address);
            }
            Some(SourceAddress::List(list)) => {
                event.source.address = Some(list.as_str().into());
                event.source.ip = list.addresses().next();
                event.related.add_ips(list.addresses());
            }
            Some(SourceAddress::Name(name)) if !is_nothing(name) => mapper.set_host(&mut event.source, name),
            _ => {}
        }
        event.related.add_ips(event.source.ip);
        let [addresses] = texts(&self.service_event_details, &ADDRESS);
        if let Some(addresses) = addresses {
            event.related.add_ips(AddressList::from(addresses).addresses());
        }
        if let Some(agent) = self.user_agent.as_deref().filter(|agent| !is_nothing(agent)) {
            event.user_agent = mapper.user_agent(agent, Cow::Borrowed);
        }
        let domain = event.source.domain.clone().filter(|domain| !is_host_of_service(domain));
        event.related.add_hosts(domain);
        if let Some(tls) = self.tls_details.as_deref() {
            if let Some(version) = tls.tls_version.as_deref().filter(|version| !is_nothing(version)) {
                event.tls.to_mut().set_version(version);
            }
            event.tls.to_mut().cipher = present(&tls.cipher_suite);
            event.tls.to_mut().client.server_name = present(&tls.client_provided_host_header);
            let host = tls.client_provided_host_header.as_deref();
            event.related.add_host_names(host.filter(|host| !is_nothing(host) && !is_host_of_service(host)));
        }
    }

    /// The EC2 instances that the event names anywhere.
    fn set_instances<'a>(&'a self, event: &mut Event<'a>) {
        let of_resource = |arn: &'a Text<'r>| arn.rsplit('/').next().filter(|id| is_instance_id(id));
        let arns = self.resources.iter().filter_map(|resource| resource.arn.as_ref());
        event.related.add_hosts(arns.filter_map(of_resource).map(Text::from));
        event.related.add_hosts(instance_ids(&self.request_parameters));
        event.related.add_hosts(instance_ids(&self.response_elements));
    }
}

/// The service of a host: `s3` of `s3.amazonaws.com`.
fn service_name(source: &str) -> &str {
    const DOMAIN: &str = ".amazonaws.com";
    // In China, `.cn` follows.
    let in_china = || source.split_once(DOMAIN).map_or(source, |(service, _)| service);
    source.strip_suffix(DOMAIN).unwrap_or_else(in_china)
}

/// Returns whether a host is one of AWS's, which nobody searches for.
fn is_host_of_service(host: &str) -> bool {
    host.ends_with(".amazonaws.com") || host.ends_with(".amazonaws.com.cn")
}

/// Returns whether an error code is not an error: an HTTP status of 2xx.
fn is_success(code: &str) -> bool {
    matches!(*code.as_bytes(), [b'2', b'0'..=b'9', b'0'..=b'9'])
}

/// Whether an error code says that the caller was not allowed to. Services have many words for it: `AccessDenied`,
/// `VpceAccessDenied`, `Client.UnauthorizedOperation`, `UnauthorizedException`, `NotAuthorizedException`, `ForbiddenException`,
/// and the status of HTTP.
fn is_denial(code: &str) -> bool {
    const WORDS: [&str; 7] = [
        "AccessDenied",
        "Unauthorized",
        "NotAuthorized",
        "Forbidden",
        "AuthorizationError",
        "PermissionDenied",
        "InsufficientPermission",
    ];
    matches!(code, "401" | "403") || WORDS.iter().any(|word| code.contains(word))
}
