//! `userIdentity`: who made the call.

use time::UtcDateTime;

#[cfg(feature = "ecs")]
use super::record::Used;
use super::values::IdentityType;
use crate::json::{Raw, objects};
use crate::text::Text;

objects! {
    /// Who made the call.
    ///
    /// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html>
    pub struct UserIdentity<'a> {
        /// The type of identity; absent in some events of services.
        "type" => r#type: Option<IdentityType<'a>>,
        /// The unique id; `ROLEID:session-name` for temporary credentials.
        "principalId" => principal_id: Option<Text<'a>> => aws_unless_used(Used::PrincipalId),
        /// The ARN of the identity, or of the session of a role.
        "arn" => arn: Option<Text<'a>>,
        /// The account that the identity belongs to.
        "accountId" => account_id: Option<Text<'a>> => aws_unless_used(Used::AccountId),
        /// The access key that signed the call.
        "accessKeyId" => access_key_id: Option<Text<'a>>,
        /// The friendly name; `HIDDEN_DUE_TO_SECURITY_REASONS` if a sign-in was attempted with a wrong one.
        "userName" => user_name: Option<Text<'a>> => aws_unless_used(Used::UserName),
        /// The session of temporary credentials.
        "sessionContext" => session_context: Option<Box<SessionContext<'a>>>,
        /// The service that made the call for the identity: a service principal, or `AWS Internal`.
        "invokedBy" => invoked_by: Option<Text<'a>>,
        /// The provider of a [`IdentityType::SamlUser`] or a [`IdentityType::WebIdentityUser`].
        "identityProvider" => identity_provider: Option<Text<'a>>,
        /// The id of the credential, for a caller with a bearer token.
        "credentialId" => credential_id: Option<Text<'a>>,
        /// The user of IAM Identity Center for whom the call was made.
        "onBehalfOf" => on_behalf_of: Option<Box<OnBehalfOf<'a>>>,
        /// The scope of a service's credentials.
        "inScopeOf" => in_scope_of: Option<Box<InScopeOf<'a>>>,
        /// The account with temporary delegated access that called.
        "invokedByDelegate" => invoked_by_delegate: Option<Box<InvokedByDelegate<'a>>>,
    }

    /// `userIdentity.onBehalfOf`
    pub struct OnBehalfOf<'a> {
        /// The id of the user in the identity store.
        "userId" => user_id: Option<Text<'a>>,
        /// The ARN of the identity store.
        "identityStoreArn" => identity_store_arn: Option<Text<'a>>,
    }

    /// `userIdentity.inScopeOf`
    pub struct InScopeOf<'a> {
        /// The ARN of the resource that called, such as a Lambda function.
        "sourceArn" => source_arn: Option<Text<'a>>,
        /// The account of that resource.
        "sourceAccount" => source_account: Option<Text<'a>>,
        /// The type of the service that issued the credentials.
        "issuerType" => issuer_type: Option<Text<'a>>,
        /// What the credentials were issued to.
        "credentialsIssuedTo" => credentials_issued_to: Option<Text<'a>>,
    }

    /// `userIdentity.invokedByDelegate`
    pub struct InvokedByDelegate<'a> {
        /// The account.
        "accountId" => account_id: Option<Text<'a>>,
    }

    /// `userIdentity.sessionContext`: the session of temporary credentials.
    pub struct SessionContext<'a> {
        /// Who issued the session.
        "sessionIssuer" => session_issuer: Option<Box<SessionIssuer<'a>>>,
        /// How a web identity provider identified the caller.
        "webIdFederationData" => web_id_federation_data: Option<Box<WebIdFederationData<'a>>>,
        /// When the session began, and whether MFA was used.
        "attributes" => attributes: Option<SessionAttributes<'a>> => custom,
        /// The source identity that was set when the role was assumed.
        "sourceIdentity" => source_identity: Option<Text<'a>>,
        /// The version of the instance metadata service that provided the credentials: `1.0` or `2.0`.
        "ec2RoleDelivery" => ec2_role_delivery: Option<Text<'a>>,
        /// Whether the session was started by `AssumeRoot`.
        "assumedRoot" (lenient) => assumed_root: Option<bool>,
        /// The ARN of the sign-in session.
        "signInSessionArn" => sign_in_session_arn: Option<Text<'a>>,
    }
    with custom;

    /// `userIdentity.sessionContext.sessionIssuer`
    pub struct SessionIssuer<'a> {
        /// `Root`, `IAMUser` or `Role`.
        "type" => r#type: Option<IdentityType<'a>>,
        /// The unique id.
        "principalId" => principal_id: Option<Text<'a>>,
        /// The ARN of the role, the user or the account.
        "arn" => arn: Option<Text<'a>>,
        /// The account that the issuer belongs to.
        "accountId" => account_id: Option<Text<'a>>,
        /// The friendly name of the role or the user.
        "userName" => user_name: Option<Text<'a>> => aws_unless_used(Used::IssuerUserName),
    }

    /// `userIdentity.sessionContext.webIdFederationData`
    pub struct WebIdFederationData<'a> {
        /// The provider.
        "federatedProvider" => federated_provider: Option<Text<'a>>,
        /// The attributes that the provider reports, by its own names.
        "attributes" => attributes: Option<Raw<'a>> => aws(as flattened),
    }

    /// `userIdentity.sessionContext.attributes`
    pub struct SessionAttributes<'a> {
        /// When the credentials were issued.
        "creationDate" (lenient) => creation_date: Option<UtcDateTime> as DateOrEpoch,
        /// Whether MFA was used; AWS writes it as text.
        "mfaAuthenticated" (lenient) => mfa_authenticated: Option<bool> => aws(as keyword),
    }
}
