//! `aws.cloudtrail.*`: what has no field in ECS, with Elastic's names where it has some.

use std::sync::LazyLock;

use crate::cloudtrail::parts::{Keys, present, texts};
use crate::cloudtrail::{
    Caller, Digest, EventContext, Record, SessionContext, SessionIssuer, TlsDetails, UserIdentity, WebIdFederationData,
};
use crate::ecs::{account, region};
use crate::text::Text;
use crate::write::{
    Fields, FreeParts, Keyword, Sink, key, write_flattened, write_logged_unknown, write_nothing, write_unknown,
    write_unknown_beside,
};

/// The names of fields that hold no text: what is not known never stands there, since an index refuses the whole event then.
const TYPED: &[&str] = &[
    "addendum",
    "console_login",
    "edge_device_details",
    "event_context",
    "flattened",
    "read_only",
    "resources",
    "summary",
    "time_window",
    "tls_details",
    "user_identity",
];

/// The same in `user_identity`.
const IDENTITY_TYPED: &[&str] = &["in_scope_of", "invoked_by_delegate", "on_behalf_of", "session_context"];

/// The same in `user_identity.session_context`.
const SESSION_TYPED: &[&str] = &["assumed_root", "creation_date", "session_issuer", "web_id_federation_data"];

impl Fields for Record<'_> {
    fn is_empty(&self) -> bool {
        self.event_version.is_none() && write_nothing(self)
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        let known = Known(self);
        known.write(sink);
        write_unknown_beside(sink, &self.unknown, &known, TYPED);
    }
}

/// The members that this crate knows.
struct Known<'r>(&'r Record<'r>);

impl Fields for Known<'_> {
    fn write<S: Sink>(&self, sink: &mut S) {
        let record = self.0;
        sink.member(key!("event_version"), &record.event_version);
        sink.member(key!("event_type"), &record.event_type);
        sink.member(key!("event_category"), &record.event_category);
        sink.member(key!("api_version"), &record.api_version);
        sink.member(key!("request_id"), &record.request_id);
        sink.member(key!("recipient_account_id"), &record.recipient_account_id);
        if region(&record.aws_region).is_none() {
            sink.field(key!("aws_region"), &present(&record.aws_region));
        }
        sink.member(key!("account_id"), &record.account_id);
        sink.member(key!("read_only"), &record.read_only);
        sink.field(key!("management_event"), &record.management_event.map(Keyword));
        sink.member(key!("error_code"), &record.error_code);
        sink.member(key!("error_message"), &record.error_message);
        sink.member(key!("shared_event_id"), &record.shared_event_id);
        sink.member(key!("vpc_endpoint_id"), &record.vpc_endpoint_id);
        sink.member(key!("vpc_endpoint_account_id"), &record.vpc_endpoint_account_id);
        sink.field(key!("session_credential_from_console"), &record.session_credential_from_console.map(Keyword));
        if let Some(tls) = &record.tls_details {
            sink.object(key!("tls_details"), &Tls(tls));
        }
        sink.member(key!("addendum"), &record.addendum);
        sink.member(key!("edge_device_details"), &record.edge_device_details);
        sink.member(key!("event_context"), &record.event_context);
        sink.member(key!("resources"), &record.resources);
        if let Some(identity) = &record.user_identity {
            sink.object(key!("user_identity"), &Identity { identity, record });
        }
        if record.insight_details.is_some() {
            // `event.provider` and `event.action` are those of the insight.
            sink.member(key!("event_source"), &record.event_source);
            sink.member(key!("event_name"), &record.event_name);
        }
        sink.member(key!("time_window"), &record.time_window);
        sink.member(key!("summary"), &record.summary);
        if record.event_name.as_deref() == Some("ConsoleLogin") {
            sink.object(key!("console_login"), &ConsoleLogin(record));
        }
        let parts = [
            (key!("request_parameters"), &record.request_parameters),
            (key!("response_elements"), &record.response_elements),
            (key!("additional_eventdata"), &record.additional_event_data),
            (key!("service_event_details"), &record.service_event_details),
        ];
        FreeParts { parts, flattened: Flattened(record) }.write_to(sink);
    }
}

/// What stands under `flattened` beside the free-form parts: AWS's objects as they are, but that Elastic has names of its own
/// for the members of digests.
struct Flattened<'r>(&'r Record<'r>);

impl Fields for Flattened<'_> {
    fn is_empty(&self) -> bool {
        self.0.digest.is_none() && self.0.insight_details.is_none()
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        if let Some(digest) = &self.0.digest {
            sink.object(key!("digest"), &DigestFields(digest));
        }
        sink.logged_member(key!("insight_details"), &self.0.insight_details);
    }
}

/// `flattened.digest.*`
struct DigestFields<'r>(&'r Digest<'r>);

impl Fields for DigestFields<'_> {
    fn write<S: Sink>(&self, sink: &mut S) {
        let digest = self.0;
        sink.member(key!("aws_account_id"), &digest.aws_account_id);
        sink.member(key!("start_time"), &digest.digest_start_time);
        sink.member(key!("end_time"), &digest.digest_end_time);
        sink.member(key!("s3_bucket"), &digest.digest_s3_bucket);
        sink.member(key!("s3_object"), &digest.digest_s3_object);
        sink.member(key!("public_key_fingerprint"), &digest.digest_public_key_fingerprint);
        sink.member(key!("signature_algorithm"), &digest.digest_signature_algorithm);
        sink.member(key!("newest_event_time"), &digest.newest_event_time);
        sink.member(key!("oldest_event_time"), &digest.oldest_event_time);
        sink.member(key!("previous_s3_bucket"), &digest.previous_digest_s3_bucket);
        sink.member(key!("previous_s3_object"), &digest.previous_digest_s3_object);
        sink.member(key!("previous_hash_value"), &digest.previous_digest_hash_value);
        sink.member(key!("previous_hash_algorithm"), &digest.previous_digest_hash_algorithm);
        sink.member(key!("previous_signature"), &digest.previous_digest_signature);
        sink.logged_member(key!("log_files"), &digest.log_files);
        write_logged_unknown(sink, &digest.unknown, &[]);
    }
}

/// The members of `tlsDetails` without those that stand under `tls`.
struct Tls<'r>(&'r TlsDetails<'r>);

impl Fields for Tls<'_> {
    fn is_empty(&self) -> bool {
        self.0.key_exchange.is_none() && self.0.unknown.is_empty()
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.field(key!("key_exchange"), &self.0.key_exchange);
        write_unknown(sink, &self.0.unknown, &["key_exchange"]);
    }
}

/// The members of `userIdentity` without those that stand under `user` and `cloud.account`.
struct Identity<'r> {
    identity: &'r UserIdentity<'r>,
    record: &'r Record<'r>,
}

impl Fields for Identity<'_> {
    fn is_empty(&self) -> bool {
        self.identity.r#type.is_none() && write_nothing(self)
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        let known = KnownIdentity(self);
        known.write(sink);
        write_unknown_beside(sink, &self.identity.unknown, &known, IDENTITY_TYPED);
    }
}

struct KnownIdentity<'r>(&'r Identity<'r>);

impl Fields for KnownIdentity<'_> {
    fn write<S: Sink>(&self, sink: &mut S) {
        let Identity { identity, record } = *self.0;
        let Caller { user_name: user, user_id, .. } = record.caller();
        sink.member(key!("type"), &identity.r#type);
        if identity.principal_id != user_id {
            sink.field(key!("principal_id"), &present(&identity.principal_id));
        }
        sink.member(key!("arn"), &identity.arn);
        if account(&identity.account_id).is_none() {
            sink.field(key!("account_id"), &present(&identity.account_id));
        }
        if identity.user_name != user {
            sink.member(key!("user_name"), &identity.user_name);
        }
        sink.member(key!("access_key_id"), &identity.access_key_id);
        sink.member(key!("invoked_by"), &identity.invoked_by);
        sink.member(key!("identity_provider"), &identity.identity_provider);
        sink.member(key!("credential_id"), &identity.credential_id);
        sink.member(key!("on_behalf_of"), &identity.on_behalf_of);
        sink.member(key!("in_scope_of"), &identity.in_scope_of);
        sink.member(key!("invoked_by_delegate"), &identity.invoked_by_delegate);
        if let Some(context) = &identity.session_context {
            sink.object(key!("session_context"), &Session { context, user });
        }
    }
}

/// The members of `sessionContext` and of its `attributes`, without a name that stands under `user`.
struct Session<'r> {
    context: &'r SessionContext<'r>,
    user: Option<Text<'r>>,
}

impl Fields for Session<'_> {
    fn write<S: Sink>(&self, sink: &mut S) {
        let known = KnownSession(self);
        known.write(sink);
        write_unknown_beside(sink, &self.context.unknown, &known, SESSION_TYPED);
    }
}

struct KnownSession<'r>(&'r Session<'r>);

impl Fields for KnownSession<'_> {
    fn write<S: Sink>(&self, sink: &mut S) {
        let Session { context, user } = self.0;
        if let Some(attributes) = &context.attributes {
            sink.field(key!("mfa_authenticated"), &attributes.mfa_authenticated.map(Keyword));
            sink.member(key!("creation_date"), &attributes.creation_date);
            write_unknown(sink, &attributes.unknown, &["mfa_authenticated", "creation_date"]);
        }
        sink.member(key!("source_identity"), &context.source_identity);
        sink.member(key!("ec2_role_delivery"), &context.ec2_role_delivery);
        sink.member(key!("assumed_root"), &context.assumed_root);
        sink.member(key!("sign_in_session_arn"), &context.sign_in_session_arn);
        sink.member(key!("web_id_federation_data"), &context.web_id_federation_data);
        if let Some(issuer) = &context.session_issuer {
            sink.object(key!("session_issuer"), &Issuer { issuer, user });
        }
    }
}

/// The members of `sessionIssuer`, without a name that stands under `user`.
struct Issuer<'r> {
    issuer: &'r SessionIssuer<'r>,
    user: &'r Option<Text<'r>>,
}

impl Fields for Issuer<'_> {
    fn write<S: Sink>(&self, sink: &mut S) {
        let Issuer { issuer, user } = *self;
        sink.member(key!("type"), &issuer.r#type);
        sink.member(key!("principal_id"), &issuer.principal_id);
        sink.member(key!("arn"), &issuer.arn);
        sink.member(key!("account_id"), &issuer.account_id);
        if issuer.user_name != *user {
            sink.member(key!("user_name"), &issuer.user_name);
        }
        write_unknown(sink, &issuer.unknown, &["type", "principal_id", "arn", "account_id", "user_name"]);
    }
}

/// What a sign-in to the console says of itself, as Elastic's dashboards look for it.
struct ConsoleLogin<'r>(&'r Record<'r>);

impl Fields for ConsoleLogin<'_> {
    fn write<S: Sink>(&self, sink: &mut S) {
        sink.object(key!("additional_eventdata"), &SignIn(self.0));
    }
}

struct SignIn<'r>(&'r Record<'r>);

static SIGN_IN: LazyLock<Keys<3>> = LazyLock::new(|| Keys::new(["LoginTo", "MFAUsed", "MobileVersion"]));

impl Fields for SignIn<'_> {
    fn write<S: Sink>(&self, sink: &mut S) {
        let [login_to, mfa_used, mobile_version] = texts(&self.0.additional_event_data, &SIGN_IN);
        let is_yes = |text: Option<Text<'_>>| text.map(|text| text != "No");
        sink.field(key!("login_to"), &login_to);
        sink.field(key!("mfa_used"), &is_yes(mfa_used));
        sink.field(key!("mobile_version"), &is_yes(mobile_version));
    }
}

/// Writes the members of [`WebIdFederationData`]. The keys of the attributes are the provider's.
pub(crate) fn web_identity<S: Sink>(identity: &WebIdFederationData<'_>, sink: &mut S) {
    sink.member(key!("federated_provider"), &identity.federated_provider);
    write_flattened(sink, key!("attributes"), identity.attributes.as_ref());
    write_unknown(sink, &identity.unknown, &["federated_provider", "attributes"]);
}

/// Writes the members of [`EventContext`], whose keys are those of conditions and of tags.
pub(crate) fn event_context<S: Sink>(context: &EventContext<'_>, sink: &mut S) {
    write_flattened(sink, key!("request_context"), context.request_context.as_ref());
    write_flattened(sink, key!("tag_context"), context.tag_context.as_ref());
    write_unknown(sink, &context.unknown, &["request_context", "tag_context"]);
}
