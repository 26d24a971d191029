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
        /// Its public access.
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

    /// The public access of a bucket.
    pub struct PublicAccess<'a> {
        /// The effective permission: `PUBLIC` or `NOT_PUBLIC`.
        "effectivePermission" => effective_permission: Option<Text<'a>>,
        /// The permissions.
        "permissionConfiguration" => permission_configuration: Option<Box<PermissionConfiguration<'a>>>,
    }

    /// The permissions on a bucket.
    pub struct PermissionConfiguration<'a> {
        /// The permissions of the bucket.
        "bucketLevelPermissions" => bucket_level_permissions: Option<Box<BucketLevelPermissions<'a>>>,
        /// The permissions of the account.
        "accountLevelPermissions" => account_level_permissions: Option<Box<AccountLevelPermissions<'a>>>,
    }

    /// The permissions of a bucket.
    pub struct BucketLevelPermissions<'a> {
        /// What its access control list (ACL) allows.
        "accessControlList" => access_control_list: Option<PublicPermissions<'a>>,
        /// What its policy allows.
        "bucketPolicy" => bucket_policy: Option<PublicPermissions<'a>>,
        /// The settings of its public access block.
        "blockPublicAccess" => block_public_access: Option<BlockPublicAccess<'a>>,
    }

    /// The permissions of an account.
    pub struct AccountLevelPermissions<'a> {
        /// The settings of its public access block.
        "blockPublicAccess" => block_public_access: Option<BlockPublicAccess<'a>>,
    }

    /// What the public may do.
    pub struct PublicPermissions<'a> {
        /// Whether the public may read.
        "allowsPublicReadAccess" (lenient) => allows_public_read_access: Option<bool>,
        /// Whether the public may write.
        "allowsPublicWriteAccess" (lenient) => allows_public_write_access: Option<bool>,
    }

    /// A public access block, which overrides the permissions.
    pub struct BlockPublicAccess<'a> {
        /// Whether public ACLs are ignored.
        "ignorePublicAcls" (lenient) => ignore_public_acls: Option<bool>,
        /// Whether access to public buckets is restricted to the account.
        "restrictPublicBuckets" (lenient) => restrict_public_buckets: Option<bool>,
        /// Whether new public ACLs are rejected.
        "blockPublicAcls" (lenient) => block_public_acls: Option<bool>,
        /// Whether new public policies are rejected.
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
