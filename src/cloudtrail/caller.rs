//! Who called: the policy of `user.*` and `service.name`.

use std::sync::LazyLock;

use super::identity::{SessionIssuer, UserIdentity};
use super::parts::{Keys, present, texts, user};
use super::record::Record;
use super::values::{EventType, IdentityType};
use crate::text::{Arn, Text};

/// What the resource of a role that belongs to a service begins with; the service's name follows.
const SERVICE_ROLE: &str = "role/aws-service-role/";

/// Who tries to sign in, in `additionalEventData`.
static USER_NAME: LazyLock<Keys<1>> = LazyLock::new(|| Keys::new(["UserName"]));

/// Who made a call: a user or a service. See [`Record::caller`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Caller<'r> {
    /// The name of the user; of a session, the name of its role. `None` for a service.
    pub user_name: Option<Text<'r>>,
    /// The id of the user. `None` for a service.
    pub user_id: Option<Text<'r>>,
    /// The service that called for itself: a service principal such as `ecs.amazonaws.com`. `None` for a user.
    pub service_name: Option<Text<'r>>,
    /// The name of the session, where temporary credentials were used.
    pub session_name: Option<Text<'r>>,
}

impl Caller<'_> {
    /// The name of the user or of the service.
    pub fn name(&self) -> Option<&str> {
        self.user_name.as_deref().or(self.service_name.as_deref())
    }
}

impl Record<'_> {
    /// Who made the call. ECS events follow the same rules in `user.name`, `user.id` and `service.name`.
    ///
    /// The caller is a **service** if the identity is an `AWSService`, or a session of a role that belongs to a service (the
    /// role's ARN holds `:role/aws-service-role/`). The service's name is `invokedBy`, else the part of the ARN after that
    /// mark. `invokedBy` alone does not make the caller a service: services also act on behalf of users.
    ///
    /// Any other caller is a **user**. The name is the first of these:
    ///
    /// 1. in sign-in events, `additionalEventData.UserName`: the identity is not known at that point, and may be
    ///    absent;
    /// 2. for a session, the name of the role: of `sessionIssuer`, otherwise from the ARN of the issuer or of the
    ///    session. Many sessions with different names share a role, and rules are written for the role;
    /// 3. the identity's `userName`, otherwise the name in the ARN of an IAM user.
    ///
    /// `HIDDEN_DUE_TO_SECURITY_REASONS` is not a name. The user's id is `principalId` including the name of the
    /// session, unless the caller is anonymous; otherwise `onBehalfOf.userId`.
    ///
    /// ```
    /// let line = r#"{"eventName":"ListBuckets","userIdentity":{"type":"AssumedRole",
    ///     "principalId":"AROAEXAMPLEROLEID0001:alice",
    ///     "arn":"arn:aws:sts::123456789012:assumed-role/Admin/alice"}}"#;
    /// let record = awslog::cloudtrail::parse_line(line)?;
    /// let caller = record.caller();
    /// assert_eq!(caller.name(), Some("Admin"));
    /// assert_eq!(caller.session_name.unwrap(), "alice");
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn caller(&self) -> Caller<'_> {
        let Some(identity) = self.user_identity.as_deref() else {
            return Caller { user_name: sign_in_name(self), ..Caller::default() };
        };
        let session_name = session_name(identity);
        if is_service(identity) {
            let service_name = present(&identity.invoked_by).or_else(|| service_of_role(identity).map(Text::from));
            return Caller { service_name, session_name, ..Caller::default() };
        }
        Caller {
            user_name: sign_in_name(self).or_else(|| user_name(identity)),
            user_id: principal(identity).or_else(|| on_behalf_of(identity)),
            service_name: None,
            session_name,
        }
    }

    /// Whether the event is a step of a sign-in to AWS: to the console, or to the portal of IAM Identity Center.
    pub(super) fn is_sign_in(&self) -> bool {
        const OF_IDENTITY_CENTER: [&str; 3] = ["UserAuthentication", "CredentialChallenge", "CredentialVerification"];
        self.event_type == Some(EventType::AwsConsoleSignIn)
            || self.event_source.as_deref().is_some_and(|source| source.starts_with("signin."))
            || self.event_name.as_deref().is_some_and(|name| OF_IDENTITY_CENTER.contains(&name))
    }
}

/// Whether a service called for itself.
pub(super) fn is_service(identity: &UserIdentity<'_>) -> bool {
    match &identity.r#type {
        Some(IdentityType::AwsService) => true,
        Some(IdentityType::AssumedRole) => service_of_role(identity).is_some(),
        _ => false,
    }
}

/// The service that the session's role belongs to.
fn service_of_role<'a>(identity: &'a UserIdentity<'_>) -> Option<&'a str> {
    let arn = Arn::new(issuer(identity)?.arn.as_deref()?)?;
    arn.resource.strip_prefix(SERVICE_ROLE)?.split('/').next()
}

/// Who tries to sign in.
fn sign_in_name<'a>(record: &'a Record<'_>) -> Option<Text<'a>> {
    if record.additional_event_data.is_none() || !record.is_sign_in() {
        return None;
    }
    let [name] = texts(&record.additional_event_data, &USER_NAME);
    name.filter(|name| name != super::parts::HIDDEN)
}

/// The name of a user, by the identity alone.
fn user_name<'a>(identity: &'a UserIdentity<'_>) -> Option<Text<'a>> {
    let name = || user(&identity.user_name);
    match &identity.r#type {
        Some(IdentityType::AssumedRole | IdentityType::FederatedUser) => {
            issuer(identity).and_then(issuer_name).or_else(|| name_of_session(identity)).or_else(name)
        }
        None => name().or_else(|| name_of_session(identity)),
        Some(IdentityType::IamUser) => name().or_else(|| last_part_after(identity.arn.as_deref()?, "user/")),
        Some(_) => name(),
    }
}

fn issuer_name<'a>(issuer: &'a SessionIssuer<'_>) -> Option<Text<'a>> {
    user(&issuer.user_name).or_else(|| last_part_after(issuer.arn.as_deref()?, "role/"))
}

/// `Admin` of `arn:aws:sts::123456789012:assumed-role/Admin/alice`, `alice` of `arn:aws:sts::123456789012:federated-user/alice`.
fn name_of_session<'a>(identity: &'a UserIdentity<'_>) -> Option<Text<'a>> {
    let arn = Arn::new(identity.arn.as_deref()?).filter(|arn| arn.service == "sts")?;
    let name = match arn.resource.strip_prefix("assumed-role/") {
        Some(role) => role.split('/').next()?,
        None => arn.resource.strip_prefix("federated-user/")?,
    };
    present_name(name)
}

/// The last part of the path of a user or a role: `alice` of `arn:aws:iam::123456789012:user/path/alice`.
fn last_part_after<'a>(arn: &'a str, kind: &str) -> Option<Text<'a>> {
    present_name(Arn::new(arn)?.resource.strip_prefix(kind)?.rsplit('/').next()?)
}

fn present_name(name: &str) -> Option<Text<'_>> {
    (!name.is_empty()).then_some(name.into())
}

/// The user of IAM Identity Center for whom the call was made.
pub(super) fn on_behalf_of<'a>(identity: &'a UserIdentity<'_>) -> Option<Text<'a>> {
    present(&identity.on_behalf_of.as_ref()?.user_id)
}

pub(super) fn issuer<'a, 'r>(identity: &'a UserIdentity<'r>) -> Option<&'a SessionIssuer<'r>> {
    identity.session_context.as_ref()?.session_issuer.as_deref()
}

/// The id of the caller. Requests without credentials have a word in its place.
fn principal<'a>(identity: &'a UserIdentity<'_>) -> Option<Text<'a>> {
    let is_anonymous = |id: &Text<'_>| id.eq_ignore_ascii_case("anonymous") || id == "ANONYMOUS_PRINCIPAL";
    present(&identity.principal_id).filter(|id| !is_anonymous(id))
}

/// The name of the session: the text after the last slash of an ARN of STS, else what follows the id of the role.
fn session_name<'a>(identity: &'a UserIdentity<'_>) -> Option<Text<'a>> {
    let name = match identity.arn.as_deref().and_then(Arn::new) {
        Some(arn) if arn.service == "sts" => arn.resource.rsplit_once('/')?.1,
        None if identity.r#type == Some(IdentityType::AssumedRole) => {
            identity.principal_id.as_deref()?.split_once(':')?.1
        }
        _ => return None,
    };
    present_name(name)
}
