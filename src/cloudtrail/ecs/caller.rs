//! Who called: the policy of `user.*`, `service.*` and `entity.*`.

use std::sync::LazyLock;

use super::parts::{InnerKey, Keys, inner_text, present, texts};
use crate::cloudtrail::{IdentityType, Record, SessionIssuer, UserIdentity};
use crate::ecs::Event;
use crate::text::{Arn, Text};

/// What the resource of a role that belongs to a service begins with; behind it stands the service's name.
const SERVICE_ROLE: &str = "role/aws-service-role/";

/// Whom and what a call is about, in `requestParameters`.
static TARGETS: LazyLock<Keys<5>> =
    LazyLock::new(|| Keys::new(["userName", "newUserName", "groupName", "instanceId", "computerName"]));

/// Whom a call has made or changed, in `responseElements`: in its `user`, and in its `group`.
static USER_ID: LazyLock<InnerKey> = LazyLock::new(|| InnerKey::new("user", "userId"));
static GROUP_ID: LazyLock<InnerKey> = LazyLock::new(|| InnerKey::new("group", "groupId"));

/// Who tries to sign in, in `additionalEventData`.
static USER_NAME: LazyLock<Keys<1>> = LazyLock::new(|| Keys::new(["UserName"]));

/// Sets who called, and for whom.
///
/// The caller is a **service** where the identity is an `AWSService`, or a session of a role that belongs to a service
/// (its ARN holds `:role/aws-service-role/`). `service.name` is then `invokedBy`, else what stands behind that mark,
/// and there is no `user.name` and no `user.id`. `invokedBy` alone makes no service: services call for users too.
///
/// Anybody else is a **user**. `user.name` is, in this order,
///
/// 1. in `UserAuthentication` events, `additionalEventData.UserName`: the identity is not known yet there;
/// 2. for `AssumedRole` and `FederatedUser`, the name of the session's issuer: many sessions of many names share a
///    role, and rules are written for the role;
/// 3. the identity's `userName`.
///
/// `user.id` is `principalId` with the session's name behind it, else the user on whose behalf the call was made.
/// `user.email` is the name of the session, or else of the user, that has an at sign behind its first character.
///
/// The ARN stands in `service.entity.id` for a service, in `user.entity.id` for a user or a role (for a session: its
/// role) and in `entity.id` for anything else.
///
/// `related.user` has, in this order, the session's name, that name before its at sign, the user that the call names,
/// its new name and its id, `user.id`, `user.name` and the user on whose behalf the call was made.
pub(super) fn set_caller<'a>(record: &'a Record<'_>, event: &mut Event<'a>) {
    let identity = record.user_identity.as_deref();
    let session = identity.and_then(session_name);
    let on_behalf_of = identity.and_then(|identity| present(&identity.on_behalf_of.as_ref()?.user_id));
    if let Some(identity) = identity {
        let role = issuer(identity).and_then(|issuer| present(&issuer.arn));
        if is_service(identity) {
            event.service.name = service_name(identity);
            event.service.entity.id = role.or_else(|| present(&identity.arn));
        } else {
            event.user.name = user_name(record);
            event.user.id = present(&identity.principal_id).or_else(|| on_behalf_of.clone());
            set_entity(identity, role, event);
        }
    }
    let is_email = |text: &Text<'_>| text.find('@').is_some_and(|place| place > 0);
    let email = session.clone().filter(is_email).or_else(|| event.user.name.clone().filter(is_email));
    event.user.set(|user| &mut user.email, email);
    set_targets(record, event);
    let before_at = session.as_ref().and_then(|session| Some(session.as_borrowed()?.split_once('@')?.0.into()));
    let (user, related) = (&event.user, &mut event.related);
    let named = [&user.target.name, &user.changes.name, &user.target.id, &user.id, &user.name];
    related.add_users(session.into_iter().chain(before_at));
    related.add_users(named.into_iter().flatten().cloned());
    related.add_users(on_behalf_of);
}

/// The user, the group and the machine that the call is about.
fn set_targets<'a>(record: &'a Record<'_>, event: &mut Event<'a>) {
    let [user, new_user, group, instance, computer] = texts(&record.request_parameters, &TARGETS);
    event.user.set(|caller| &mut caller.target.name, user);
    event.user.set(|caller| &mut caller.target.id, inner_text(&record.response_elements, &USER_ID));
    event.user.set(|caller| &mut caller.changes.name, new_user);
    event.group.set(|group| &mut group.name, group);
    event.group.set(|group| &mut group.id, inner_text(&record.response_elements, &GROUP_ID));
    event.cloud.instance.id = instance;
    event.related.add_hosts(computer);
}

/// The entity of a caller that is no service.
fn set_entity<'a>(identity: &'a UserIdentity<'_>, role: Option<Text<'a>>, event: &mut Event<'a>) {
    let own = present(&identity.arn);
    let is_user = |arn: &Text<'_>| {
        Arn::new(arn).is_some_and(|arn| arn.resource.starts_with("user/") || arn.resource.starts_with("role/"))
    };
    match &identity.r#type {
        Some(IdentityType::AssumedRole) => event.user.entity.id = role.or(own),
        Some(IdentityType::IamUser | IdentityType::Root) => event.user.entity.id = own,
        _ if own.as_ref().is_some_and(is_user) => event.user.entity.id = own,
        _ => event.entity.set(|entity| &mut entity.id, own),
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

fn service_name<'a>(identity: &'a UserIdentity<'_>) -> Option<Text<'a>> {
    present(&identity.invoked_by).or_else(|| service_of_role(identity).map(Text::from))
}

/// The service that the session's role belongs to.
fn service_of_role<'a>(identity: &'a UserIdentity<'_>) -> Option<&'a str> {
    let arn = Arn::new(issuer(identity)?.arn.as_deref()?)?;
    arn.resource.strip_prefix(SERVICE_ROLE)?.split('/').next()
}

/// `user.name` of a caller that is no service.
pub(super) fn user_name<'a>(record: &'a Record<'_>) -> Option<Text<'a>> {
    let identity = record.user_identity.as_deref()?;
    let named = match record.event_name.as_deref() {
        Some("UserAuthentication") => {
            let [name] = texts(&record.additional_event_data, &USER_NAME);
            name
        }
        _ => None,
    };
    let role = || match &identity.r#type {
        Some(IdentityType::AssumedRole | IdentityType::FederatedUser) => present(&issuer(identity)?.user_name),
        _ => None,
    };
    named.or_else(role).or_else(|| present(&identity.user_name))
}

fn issuer<'a, 'r>(identity: &'a UserIdentity<'r>) -> Option<&'a SessionIssuer<'r>> {
    identity.session_context.as_ref()?.session_issuer.as_deref()
}

/// The name of the session: what stands behind the last slash of an ARN of STS.
fn session_name<'a>(identity: &'a UserIdentity<'_>) -> Option<Text<'a>> {
    let arn = Arn::new(identity.arn.as_deref()?)?;
    let (_, name) = arn.resource.rsplit_once('/')?;
    (arn.service == "sts").then_some(name.into())
}
