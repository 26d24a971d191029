//! `user.*`, `service.*` and `entity.*`: who called, and whom the call is about.

use std::sync::LazyLock;

use super::parts::{InnerKey, inner_text, is_instance_id};
use crate::cloudtrail::caller::{is_service, issuer, on_behalf_of};
use crate::cloudtrail::parts::{HIDDEN, Keys, present, texts};
use crate::cloudtrail::record::Used;
use crate::cloudtrail::{Caller, IdentityType, Record, UserIdentity};
use crate::ecs::Event;
use crate::text::{Arn, Text};

/// Whom and what a call is about, in `requestParameters`.
static TARGETS: LazyLock<Keys<5>> =
    LazyLock::new(|| Keys::new(["userName", "newUserName", "groupName", "instanceId", "computerName"]));

/// Whom a call has made or changed, in `responseElements`: in its `user`, and in its `group`.
static USER_ID: LazyLock<InnerKey> = LazyLock::new(|| InnerKey::new("user", "userId"));
static GROUP_ID: LazyLock<InnerKey> = LazyLock::new(|| InnerKey::new("group", "groupId"));

/// Sets who called, by [`Record::caller`], and for whom.
///
/// `user.email` is the name of the session, or else of the user, that has an at sign after its first character.
///
/// The ARN is in `service.entity.id` for a service, in `user.entity.id` for a user or a role (for a session, its
/// role), and in `entity.id` for any other caller.
///
/// `related.user` has, in this order, the session's name, that name before its at sign, the user that the call names,
/// its new name and its id, `user.id`, `user.name` and the user on whose behalf the call was made. EC2 names the session of an
/// instance after the instance: that name is also in `related.hosts`.
pub(super) fn set_caller<'a>(record: &'a Record<'_>, event: &mut Event<'a>) {
    let identity = record.user_identity.as_deref();
    let caller = record.caller();
    mark_used(record, &caller, event);
    let on_behalf_of = identity.and_then(on_behalf_of);
    if let Some(identity) = identity {
        let role = issuer(identity).and_then(|issuer| present(&issuer.arn));
        if is_service(identity) {
            event.service.to_mut().name = caller.service_name;
            event.service.to_mut().entity.id = role.or_else(|| present(&identity.arn));
        } else {
            set_entity(identity, role, event);
        }
    }
    event.user.set(|user| &mut user.name, caller.user_name);
    event.user.set(|user| &mut user.id, caller.user_id);
    let session = caller.session_name;
    event.related.add_hosts(session.clone().filter(|name| is_instance_id(name)));
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

/// Marks the id and the name of the user as used, wherever the record has them.
fn mark_used(record: &Record<'_>, caller: &Caller<'_>, event: &mut Event<'_>) {
    let Some(identity) = record.user_identity.as_deref() else { return };
    if present(&identity.principal_id) == caller.user_id {
        event.mark_used(Used::PrincipalId);
    }
    if identity.user_name == caller.user_name {
        event.mark_used(Used::UserName);
    }
    if issuer(identity).is_some_and(|issuer| issuer.user_name == caller.user_name) {
        event.mark_used(Used::IssuerUserName);
    }
}

/// The user, the group and the machine that the call is about.
fn set_targets<'a>(record: &'a Record<'_>, event: &mut Event<'a>) {
    let [user, new_user, group, instance, computer] = texts(&record.request_parameters, &TARGETS);
    event.user.set(|caller| &mut caller.target.name, user.filter(|name| name != HIDDEN));
    event.user.set(|caller| &mut caller.target.id, inner_text(&record.response_elements, &USER_ID));
    event.user.set(|caller| &mut caller.changes.name, new_user);
    event.group.set(|group| &mut group.name, group);
    event.group.set(|group| &mut group.id, inner_text(&record.response_elements, &GROUP_ID));
    event.cloud.instance.id = instance;
    event.related.add_hosts(computer);
}

/// Sets the entity of a caller that is not a service.
fn set_entity<'a>(identity: &'a UserIdentity<'_>, role: Option<Text<'a>>, event: &mut Event<'a>) {
    let own = present(&identity.arn);
    let is_user = |arn: &Text<'_>| {
        Arn::new(arn).is_some_and(|arn| arn.resource.starts_with("user/") || arn.resource.starts_with("role/"))
    };
    match &identity.r#type {
        Some(IdentityType::AssumedRole) => event.user.to_mut().entity.id = role.or(own),
        Some(IdentityType::IamUser | IdentityType::Root) => event.user.to_mut().entity.id = own,
        _ if own.as_ref().is_some_and(is_user) => event.user.to_mut().entity.id = own,
        _ => event.entity.set(|entity| &mut entity.id, own),
    }
}
