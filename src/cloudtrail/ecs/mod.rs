//! What each field of a CloudTrail record becomes.

mod actions;
mod caller;
mod fields;
mod parts;

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::ecs::event::File;
use crate::ecs::write::key;
use crate::ecs::{Category, Event, Kind, Mapper, Outcome, ToEcs, Type};
use crate::format::Format;
use crate::text::{Text, ip, split_once};

use super::digest::Digest;
use super::record::Record;
use super::values::SourceAddress;
use parts::{Keys, instance_ids, is_instance_id, is_nothing, present, texts};

/// How a sign-in went, in `responseElements`.
static LOGIN: LazyLock<Keys<1>> = LazyLock::new(|| Keys::new(["ConsoleLogin"]));

/// Where a service was asked from, in `serviceEventDetails`.
static ADDRESS: LazyLock<Keys<1>> = LazyLock::new(|| Keys::new(["sourceIpAddress"]));

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
    event.cloud.account.id = present(&digest.aws_account_id);
    event.related.add_hashes(present(&digest.previous_digest_hash_value));
    if let Some(path) = present(&digest.digest_s3_object) {
        event.file = Some(Box::new(File { path: Some(path), ..File::default() }));
    }
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
        event.cloud.region = present(&self.aws_region);
        event.cloud.account.id = self
            .user_identity
            .as_ref()
            .and_then(|identity| present(&identity.account_id))
            .or_else(|| present(&self.recipient_account_id))
            .or_else(|| present(&self.account_id));
        let (source, action, error) = match self.insight_details.as_deref() {
            Some(insight) => (&insight.event_source, &insight.event_name, &insight.error_code),
            None => (&self.event_source, &self.event_name, &self.error_code),
        };
        event.event.action = present(action);
        event.event.provider = present(source);
        // The rate of calls without an error has the text `null` for its error.
        event.error.set(|error| &mut error.code, present(error).filter(|code| code != "null"));
        event.error.set(|error| &mut error.message, present(&self.error_message));
        event.event.code = event.error.code.clone();
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
        let (category, types) = actions::classify(service, event.event.action.as_deref().unwrap_or_default());
        event.event.category = [category].into();
        event.event.r#type = types;
        if category == Category::Api && event.error.code.as_deref().is_some_and(is_denial) {
            event.event.r#type.insert(Type::Denied);
        }
    }

    /// `event.outcome`: a failure where the call was answered with an error; a sign-in to the console says itself how
    /// it went.
    fn outcome(&self) -> Outcome {
        if present(&self.error_code).or_else(|| present(&self.error_message)).is_some() {
            return Outcome::Failure;
        }
        if self.event_name.as_deref() == Some("ConsoleLogin") {
            let [login] = texts(&self.response_elements, &LOGIN);
            if login.is_some_and(|login| login.eq_ignore_ascii_case("failure")) {
                return Outcome::Failure;
            }
        }
        Outcome::Success
    }

    /// Where the call came from, and by what.
    fn set_source_and_tls<'a>(&'a self, event: &mut Event<'a>, mapper: &Mapper) {
        match &self.source_ip_address {
            Some(SourceAddress::Address(address)) => {
                event.source.address = Some((*address).into());
                event.source.ip = Some(*address);
            }
            Some(SourceAddress::Name(name)) if !is_nothing(name) => mapper.set_host(&mut event.source, name),
            _ => {}
        }
        event.related.add_ips(event.source.ip);
        let [address] = texts(&self.service_event_details, &ADDRESS);
        event.related.add_ips(address.and_then(|address| ip(&address)));
        if let Some(agent) = self.user_agent.as_deref().filter(|agent| !is_nothing(agent)) {
            event.user_agent = mapper.user_agent(agent, Cow::Borrowed);
        }
        let domain = event.source.domain.clone().filter(|domain| !is_host_of_service(domain));
        event.related.add_hosts(domain);
        if let Some(tls) = self.tls_details.as_deref() {
            if let Some(version) = tls.tls_version.as_deref().filter(|version| !is_nothing(version)) {
                event.tls.set_version(version);
            }
            event.tls.cipher = present(&tls.cipher_suite);
            event.tls.client.server_name = present(&tls.client_provided_host_header);
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
    split_once(source, ".amazonaws.com").map_or(source, |(service, _)| service)
}

/// Whether a host is one of AWS's own: nobody looks for those.
fn is_host_of_service(host: &str) -> bool {
    host.ends_with(".amazonaws.com") || host.ends_with(".amazonaws.com.cn")
}

/// Whether an error code says that the caller was not allowed to.
fn is_denial(code: &str) -> bool {
    matches!(code, "AccessDenied" | "AccessDeniedException" | "UnauthorizedOperation" | "Client.UnauthorizedOperation")
}
