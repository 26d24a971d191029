//! `resource.s3BucketDetails`: buckets and what may be done to them.

use time::UtcDateTime;

use crate::json::objects;
use crate::text::Text;

use super::resource::Tag;

objects! {
    /// A bucket. <https://docs.aws.amazon.com/guardduty/latest/APIReference/API_S3BucketDetail.html>
    pub struct S3BucketDetail<'a> {
        /// Its ARN.
        "arn" => arn: Option<Text<'a>>,
        /// Its name.
        "name" => name: Option<Text<'a>>,
        /// `Destination` or `Source`: what the activity did to it.
        "type" => r#type: Option<Text<'a>>,
        /// When it was created.
        "createdAt" (lenient) => created_at: Option<UtcDateTime> as DateOrEpoch,
        /// Its owner.
        "owner" => owner: Option<Owner<'a>>,
        /// Its tags.
        "tags" => tags: Vec<Tag<'a>>,
        /// How its objects are encrypted.
        "defaultServerSideEncryption" => default_server_side_encryption: Option<DefaultServerSideEncryption<'a>>,
        /// Who may reach it from outside.
        "publicAccess" => public_access: Option<Box<PublicAccess<'a>>> => aws(as aws_keys),
        /// The objects.
        "s3ObjectDetails" => s3_object_details: Vec<S3ObjectDetail<'a>>,
    }

    /// The owner of a bucket.
    pub struct Owner<'a> {
        /// The canonical id.
        "id" => id: Option<Text<'a>>,
    }

    /// How the objects of a bucket are encrypted.
    pub struct DefaultServerSideEncryption<'a> {
        /// The kind of encryption.
        "encryptionType" => encryption_type: Option<Text<'a>>,
        /// The ARN of the key.
        "kmsMasterKeyArn" => kms_master_key_arn: Option<Text<'a>> => aws("kms_masterkey_arn"),
    }

    /// Who may reach a bucket from outside.
    pub struct PublicAccess<'a> {
        /// What comes of the permissions: `PUBLIC` or `NOT_PUBLIC`.
        "effectivePermission" => effective_permission: Option<Text<'a>>,
        /// The permissions.
        "permissionConfiguration" => permission_configuration: Option<Box<PermissionConfiguration<'a>>>,
    }

    /// The permissions on a bucket.
    pub struct PermissionConfiguration<'a> {
        /// Those of the bucket.
        "bucketLevelPermissions" => bucket_level_permissions: Option<Box<BucketLevelPermissions<'a>>>,
        /// Those of the account.
        "accountLevelPermissions" => account_level_permissions: Option<Box<AccountLevelPermissions<'a>>>,
    }

    /// The permissions of a bucket.
    pub struct BucketLevelPermissions<'a> {
        /// What its access control list allows.
        "accessControlList" => access_control_list: Option<PublicPermissions<'a>>,
        /// What its policy allows.
        "bucketPolicy" => bucket_policy: Option<PublicPermissions<'a>>,
        /// What it blocks.
        "blockPublicAccess" => block_public_access: Option<BlockPublicAccess<'a>>,
    }

    /// The permissions of an account.
    pub struct AccountLevelPermissions<'a> {
        /// What it blocks.
        "blockPublicAccess" => block_public_access: Option<BlockPublicAccess<'a>>,
    }

    /// What everybody may do.
    pub struct PublicPermissions<'a> {
        /// Whether everybody may read.
        "allowsPublicReadAccess" (lenient) => allows_public_read_access: Option<bool>,
        /// Whether everybody may write.
        "allowsPublicWriteAccess" (lenient) => allows_public_write_access: Option<bool>,
    }

    /// What is blocked, whatever the permissions are.
    pub struct BlockPublicAccess<'a> {
        /// Whether access control lists that let everybody in are ignored.
        "ignorePublicAcls" (lenient) => ignore_public_acls: Option<bool>,
        /// Whether buckets that let everybody in are for the account only.
        "restrictPublicBuckets" (lenient) => restrict_public_buckets: Option<bool>,
        /// Whether new access control lists that let everybody in are refused.
        "blockPublicAcls" (lenient) => block_public_acls: Option<bool>,
        /// Whether new policies that let everybody in are refused.
        "blockPublicPolicy" (lenient) => block_public_policy: Option<bool>,
    }

    /// An object in a bucket.
    pub struct S3ObjectDetail<'a> {
        /// Its ARN.
        "objectArn" => object_arn: Option<Text<'a>>,
        /// Its key.
        "key" => key: Option<Text<'a>>,
        /// Its entity tag.
        "eTag" => e_tag: Option<Text<'a>>,
        /// The hash of its content.
        "hash" => hash: Option<Text<'a>>,
        /// Its version.
        "versionId" => version_id: Option<Text<'a>>,
    }
}
