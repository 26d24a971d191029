//! `aws.cloudtrail.*`: what the tables of the objects cannot express.

use std::sync::LazyLock;

use crate::cloudtrail::parts::{Keys, texts};
use crate::cloudtrail::{Digest, Record, SessionContext};
use crate::text::Text;
use crate::write::{CustomFields, Fields, FreeParts, Member, Sink, key, write_unknown_with_aws_keys};

impl CustomFields for Record<'_> {
    const NAMES: &'static [&'static str] = &["console_login"];

    fn write_custom<S: Sink>(&self, sink: &mut S) {
        if self.event_name.as_deref() == Some("ConsoleLogin") {
            sink.object(key!("console_login"), &ConsoleLogin(self));
        }
        let parts = [
            (key!("request_parameters"), &self.request_parameters),
            (key!("response_elements"), &self.response_elements),
            (key!("additional_eventdata"), &self.additional_event_data),
            (key!("service_event_details"), &self.service_event_details),
        ];
        FreeParts { parts, flattened: Flattened(self) }.write_to(sink);
    }
}

/// The members of `attributes` are written into `session_context`.
impl CustomFields for SessionContext<'_> {
    const NAMES: &'static [&'static str] = &["mfa_authenticated", "creation_date"];

    fn write_custom<S: Sink>(&self, sink: &mut S) {
        if let Some(attributes) = &self.attributes {
            attributes.write(sink);
        }
    }
}

/// What is under `flattened` in addition to the free-form parts.
struct Flattened<'r>(&'r Record<'r>);

impl Fields for Flattened<'_> {
    fn is_empty(&self) -> bool {
        self.0.digest.is_none() && self.0.insight_details.is_none()
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        if let Some(digest) = &self.0.digest {
            sink.object(key!("digest"), &DigestFields(digest));
        }
        self.0.insight_details.write_with_aws_keys_at(key!("insight_details"), sink);
    }
}

/// `flattened.digest.*`: keys that this crate does not know keep AWS's spelling there.
struct DigestFields<'r>(&'r Digest<'r>);

impl Fields for DigestFields<'_> {
    fn write<S: Sink>(&self, sink: &mut S) {
        self.0.write_placed(sink);
        write_unknown_with_aws_keys(sink, &self.0.unknown, &[]);
    }
}

/// The details of a console sign-in, for Elastic's dashboards.
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
