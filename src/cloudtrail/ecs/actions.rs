//! `event.category` and `event.type` of an action.

use crate::ecs::{Category, Type, ValueSet};

/// Category and types of an action. `service` is the first label of `eventSource`. `is_sign_in` says that the event
/// is a step of an AWS sign-in.
///
/// Actions in [`ACTIONS`] have the values of the table. Steps of a sign-in, and logins that services log under that
/// name, are `authentication`; changes of a password there are changes of a user. Any other action has the category
/// of its service and two types: that of the verb with which its name begins, if ECS allows it in the category, and
/// `info`, by which Elastic's rules find actions that are not in a table.
pub(super) fn classify(service: &str, action: &str, is_sign_in: bool) -> (Category, ValueSet<Type>) {
    if let Ok(found) = ACTIONS.binary_search_by_key(&action, |(name, ..)| name)
        && let Some((_, category, types)) = ACTIONS.get(found)
    {
        return (*category, types.iter().copied().collect());
    }
    if is_sign_in && action.starts_with("Password") {
        return (Category::Iam, ValueSet::from([Type::User, Type::Change, Type::Info]));
    }
    if is_sign_in || is_login(service, action) {
        return (Category::Authentication, ValueSet::from([Type::Info]));
    }
    let category = category_of_service(service);
    (category, ValueSet::from([allowed_type(category, type_of_verb(action)), Type::Info]))
}

/// Whether an action of another service is a login: `login-auth.sso` of Managed Grafana, `Authenticate` and `Federate` of the
/// portal of IAM Identity Center.
fn is_login(service: &str, action: &str) -> bool {
    match service {
        "grafana" => action.starts_with("login"),
        "sso" => matches!(action, "Authenticate" | "Federate") || action.ends_with("Login"),
        _ => false,
    }
}

fn category_of_service(service: &str) -> Category {
    match service {
        "iam" => Category::Iam,
        "rds" | "dynamodb" | "redshift" | "docdb" | "neptune" => Category::Database,
        _ => Category::Api,
    }
}

fn type_of_verb(action: &str) -> Type {
    let rest = action.get(1..).unwrap_or_default();
    let end = rest.bytes().position(|byte| !byte.is_ascii_lowercase()).unwrap_or(rest.len());
    let (verb, behind) = action.split_at_checked(end + 1).unwrap_or((action, ""));
    let known = VERBS.iter().find_map(|(known, r#type)| (*known == verb).then_some(*r#type));
    match known {
        Some(r#type) => r#type,
        None if verb == "Batch" && behind.contains("Get") => Type::Info,
        None => Type::Access,
    }
}

/// The type, or what comes nearest to it of those that ECS allows in the category.
const fn allowed_type(category: Category, r#type: Type) -> Type {
    match (category, r#type) {
        (Category::Database, Type::Creation | Type::Deletion) => Type::Change,
        (Category::Iam, Type::Access) => Type::Info,
        _ => r#type,
    }
}

/// The types of verbs; that of any other is `access`.
const VERBS: &[(&str, Type)] = &[
    ("Get", Type::Info),
    ("List", Type::Info),
    ("Describe", Type::Info),
    ("Head", Type::Info),
    ("Lookup", Type::Info),
    ("Search", Type::Info),
    ("Query", Type::Info),
    ("Scan", Type::Info),
    ("Check", Type::Info),
    ("Create", Type::Creation),
    ("Run", Type::Creation),
    ("Allocate", Type::Creation),
    ("Register", Type::Creation),
    ("Import", Type::Creation),
    ("Upload", Type::Creation),
    ("Request", Type::Creation),
    ("Delete", Type::Deletion),
    ("Remove", Type::Deletion),
    ("Terminate", Type::Deletion),
    ("Deregister", Type::Deletion),
    ("Release", Type::Deletion),
    ("Purge", Type::Deletion),
    ("Revoke", Type::Deletion),
    ("Update", Type::Change),
    ("Modify", Type::Change),
    ("Put", Type::Change),
    ("Set", Type::Change),
    ("Attach", Type::Change),
    ("Detach", Type::Change),
    ("Associate", Type::Change),
    ("Disassociate", Type::Change),
    ("Enable", Type::Change),
    ("Disable", Type::Change),
    ("Add", Type::Change),
    ("Tag", Type::Change),
    ("Untag", Type::Change),
    ("Start", Type::Change),
    ("Stop", Type::Change),
    ("Reboot", Type::Change),
    ("Reset", Type::Change),
    ("Restore", Type::Change),
    ("Cancel", Type::Change),
    ("Schedule", Type::Change),
];

/// Category and types of single actions, in the order of their names.
const ACTIONS: &[(&str, Category, &[Type])] = &[
    ("AddUserToGroup", Category::Iam, &[Type::Group, Type::Change]),
    ("AssumeRole", Category::Authentication, &[Type::Info]),
    ("AssumeRoleWithSAML", Category::Authentication, &[Type::Info]),
    ("AssumeRoleWithWebIdentity", Category::Authentication, &[Type::Info]),
    ("AttachGroupPolicy", Category::Iam, &[Type::Group, Type::Change]),
    ("AttachRolePolicy", Category::Iam, &[Type::Change]),
    ("AttachUserPolicy", Category::Iam, &[Type::User, Type::Change]),
    ("AuthorizeSecurityGroupEgress", Category::Network, &[Type::Access]),
    ("AuthorizeSecurityGroupIngress", Category::Network, &[Type::Access]),
    ("ChangePassword", Category::Iam, &[Type::User, Type::Change]),
    ("ConsoleLogin", Category::Authentication, &[Type::Info]),
    ("Converse", Category::Api, &[Type::Info]),
    ("CopyObject", Category::File, &[Type::Change]),
    ("CreateAccessKey", Category::Iam, &[Type::User, Type::Change]),
    ("CreateBucket", Category::File, &[Type::Creation]),
    ("CreateControlChannel", Category::Session, &[Type::Start]),
    ("CreateDataChannel", Category::Session, &[Type::Start]),
    ("CreateDocument", Category::File, &[Type::Creation]),
    ("CreateGroup", Category::Iam, &[Type::Group, Type::Creation]),
    ("CreateKeyPair", Category::Iam, &[Type::Admin, Type::Creation]),
    ("CreateLoginProfile", Category::Iam, &[Type::User, Type::Change]),
    ("CreatePolicy", Category::Iam, &[Type::Creation]),
    ("CreateTopic", Category::Configuration, &[Type::Creation]),
    ("CreateTrail", Category::Configuration, &[Type::Creation]),
    ("CreateUser", Category::Iam, &[Type::User, Type::Creation]),
    ("CreateVirtualMFADevice", Category::Iam, &[Type::User, Type::Change]),
    ("DeactivateMFADevice", Category::Iam, &[Type::User, Type::Change]),
    ("DeleteAccessKey", Category::Iam, &[Type::User, Type::Change]),
    ("DeleteBucket", Category::File, &[Type::Deletion]),
    ("DeleteGroup", Category::Iam, &[Type::Group, Type::Deletion]),
    ("DeleteGroupPolicy", Category::Iam, &[Type::Group, Type::Change]),
    ("DeleteLoginProfile", Category::Iam, &[Type::User, Type::Change]),
    ("DeleteObject", Category::File, &[Type::Deletion]),
    ("DeleteSSHPublicKey", Category::Iam, &[Type::User, Type::Change]),
    ("DeleteTrail", Category::Configuration, &[Type::Deletion]),
    ("DeleteUser", Category::Iam, &[Type::User, Type::Deletion]),
    ("DeleteUserPermissionsBoundary", Category::Iam, &[Type::User, Type::Change]),
    ("DeleteUserPolicy", Category::Iam, &[Type::User, Type::Change]),
    ("DeleteVirtualMFADevice", Category::Iam, &[Type::User, Type::Change]),
    ("DescribeDBInstances", Category::Database, &[Type::Info]),
    ("DescribeInstances", Category::Host, &[Type::Info]),
    ("DescribeLoadBalancers", Category::Network, &[Type::Info]),
    ("DescribeNetworkAcls", Category::Network, &[Type::Info]),
    ("DescribeNetworkInterfaces", Category::Network, &[Type::Info]),
    ("DescribeRegions", Category::Api, &[Type::Info]),
    ("DescribeSecurityGroups", Category::Network, &[Type::Info]),
    ("DescribeTrails", Category::Configuration, &[Type::Info]),
    ("DescribeVolumes", Category::Host, &[Type::Info]),
    ("DescribeVpcs", Category::Network, &[Type::Info]),
    ("DetachGroupPolicy", Category::Iam, &[Type::Group, Type::Change]),
    ("DetachUserPolicy", Category::Iam, &[Type::User, Type::Change]),
    ("EnableMFADevice", Category::Iam, &[Type::User, Type::Change]),
    ("GetCallerIdentity", Category::Authentication, &[Type::Info]),
    ("GetFederationToken", Category::Authentication, &[Type::Info]),
    ("GetGroup", Category::Iam, &[Type::Group, Type::Info]),
    ("GetGroupPolicy", Category::Iam, &[Type::Group, Type::Info]),
    ("GetObject", Category::File, &[Type::Info]),
    ("GetPolicy", Category::Iam, &[Type::Info]),
    ("GetSessionToken", Category::Authentication, &[Type::Info]),
    ("GetUser", Category::Iam, &[Type::User, Type::Info]),
    ("GetUserPolicy", Category::Iam, &[Type::User, Type::Info]),
    ("HeadObject", Category::File, &[Type::Info]),
    ("ListAttachedGroupPolicies", Category::Iam, &[Type::Group, Type::Info]),
    ("ListAttachedRolePolicies", Category::Iam, &[Type::Info]),
    ("ListAttachedUserPolicies", Category::Iam, &[Type::User, Type::Info]),
    ("ListBuckets", Category::File, &[Type::Info]),
    ("ListFunctions", Category::Package, &[Type::Info]),
    ("ListGroupPolicies", Category::Iam, &[Type::Group, Type::Info]),
    ("ListGroups", Category::Iam, &[Type::Group, Type::Info]),
    ("ListGroupsForUser", Category::Iam, &[Type::User, Type::Info]),
    ("ListInstanceAssociations", Category::Host, &[Type::Info]),
    ("ListObjects", Category::File, &[Type::Info]),
    ("ListRoles", Category::Iam, &[Type::Info]),
    ("ListTables", Category::Database, &[Type::Info]),
    ("ListUserPolicies", Category::Iam, &[Type::User, Type::Info]),
    ("ListUserTags", Category::Iam, &[Type::User, Type::Info]),
    ("ListUsers", Category::Iam, &[Type::User, Type::Info]),
    ("OpenControlChannel", Category::Session, &[Type::Start]),
    ("OpenDataChannel", Category::Session, &[Type::Start]),
    ("PasswordUpdated", Category::Iam, &[Type::User, Type::Change]),
    ("Publish", Category::Api, &[Type::Info]),
    ("PutGroupPolicy", Category::Iam, &[Type::Group, Type::Change]),
    ("PutObject", Category::File, &[Type::Change]),
    ("PutUserPermissionsBoundary", Category::Iam, &[Type::User, Type::Change]),
    ("PutUserPolicy", Category::Iam, &[Type::User, Type::Change]),
    ("RemoveUserFromGroup", Category::Iam, &[Type::Group, Type::Change]),
    ("RunInstances", Category::Host, &[Type::Start]),
    ("SendCommand", Category::Process, &[Type::Start]),
    ("SetDefaultPolicyVersion", Category::Iam, &[Type::Admin, Type::Change]),
    ("SetSecurityTokenServicePreferences", Category::Iam, &[Type::Admin, Type::Change]),
    ("StartInstances", Category::Host, &[Type::Start]),
    ("StartLogging", Category::Configuration, &[Type::Change]),
    ("StartSession", Category::Session, &[Type::Start]),
    ("StopInstances", Category::Host, &[Type::End]),
    ("StopLogging", Category::Configuration, &[Type::Change]),
    ("Subscribe", Category::Configuration, &[Type::Change]),
    ("SwitchRole", Category::Authentication, &[Type::Info]),
    ("TagUser", Category::Iam, &[Type::User, Type::Change]),
    ("TerminateInstances", Category::Host, &[Type::End]),
    ("TerminateSession", Category::Session, &[Type::End]),
    ("UntagUser", Category::Iam, &[Type::User, Type::Change]),
    ("UpdateAccessKey", Category::Iam, &[Type::User, Type::Change]),
    ("UpdateAccountPasswordPolicy", Category::Iam, &[Type::Admin, Type::Change]),
    ("UpdateGroup", Category::Iam, &[Type::Group, Type::Change]),
    ("UpdateLoginProfile", Category::Iam, &[Type::User, Type::Change]),
    ("UpdateRole", Category::Iam, &[Type::Admin, Type::Change]),
    ("UpdateSSHPublicKey", Category::Iam, &[Type::User, Type::Change]),
    ("UpdateTrail", Category::Configuration, &[Type::Change]),
    ("UpdateUser", Category::Iam, &[Type::User, Type::Change]),
    ("UploadSSHPublicKey", Category::Iam, &[Type::User, Type::Change]),
    ("UserAuthentication", Category::Authentication, &[Type::Info]),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn classified(service: &str, action: &str) -> (Category, Vec<Type>) {
        let (category, types) = classify(service, action, false);
        (category, types.iter().collect())
    }

    #[test]
    fn actions_stand_in_the_order_of_their_names() {
        assert!(ACTIONS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn actions_of_the_table_whatever_the_service() {
        assert_eq!(classified("iam", "CreateUser"), (Category::Iam, vec![Type::Creation, Type::User]));
        assert_eq!(classified("cognito-idp", "CreateUser"), (Category::Iam, vec![Type::Creation, Type::User]));
        assert_eq!(classified("s3", "GetObject"), (Category::File, vec![Type::Info]));
        assert_eq!(classified("sts", "AssumeRole"), (Category::Authentication, vec![Type::Info]));
        assert_eq!(classified("iam", "UploadSSHPublicKey"), (Category::Iam, vec![Type::Change, Type::User]));
    }

    #[test]
    fn steps_of_a_sign_in() {
        for action in
            ["CheckMfa", "CredentialChallenge", "ExternalIdPDirectoryLogin", "GetSigninToken", "RenewRole", "New"]
        {
            let (category, types) = classify("signin", action, true);
            assert_eq!((category, types), (Category::Authentication, [Type::Info].into()), "{action}");
        }
        for action in ["PasswordRecoveryRequested", "PasswordRecoveryCompleted"] {
            let (category, types) = classify("signin", action, true);
            assert_eq!((category, types), (Category::Iam, [Type::User, Type::Change, Type::Info].into()), "{action}");
        }
        for (service, action) in [("grafana", "login-auth.sso"), ("sso", "Federate"), ("sso", "Authenticate")] {
            assert_eq!(classified(service, action), (Category::Authentication, vec![Type::Info]), "{action}");
        }
        assert_eq!(classified("grafana", "create"), (Category::Api, vec![Type::Access, Type::Info]));
    }

    #[test]
    fn other_actions_by_service_and_verb() {
        for (service, action, category, r#type) in [
            ("kms", "ListKeys", Category::Api, Type::Info),
            ("kms", "CreateKey", Category::Api, Type::Creation),
            ("kms", "ScheduleKeyDeletion", Category::Api, Type::Change),
            ("kms", "Decrypt", Category::Api, Type::Access),
            ("ec2", "RevokeSecurityGroupIngress", Category::Api, Type::Deletion),
            ("lambda", "AddPermission20150331v2", Category::Api, Type::Change),
            ("lambda", "Get", Category::Api, Type::Info),
            ("ecr", "BatchGetImage", Category::Api, Type::Info),
            ("ecr", "BatchDeleteImage", Category::Api, Type::Access),
            ("iam", "DeleteRole", Category::Iam, Type::Deletion),
            ("iam", "SimulatePrincipalPolicy", Category::Iam, Type::Info),
            ("dynamodb", "GetItem", Category::Database, Type::Info),
            ("dynamodb", "CreateTable", Category::Database, Type::Change),
            ("rds", "DeleteDBInstance", Category::Database, Type::Change),
            ("redshift", "ExecuteStatement", Category::Database, Type::Access),
            ("example", "Settle", Category::Api, Type::Access),
            ("example", "Éxample", Category::Api, Type::Access),
            ("example", "", Category::Api, Type::Access),
        ] {
            let types = ValueSet::from([r#type, Type::Info]).iter().collect();
            assert_eq!(classified(service, action), (category, types), "{service} {action}");
        }
    }
}
