//! `resource.instanceDetails`: an EC2 instance.

use std::net::IpAddr;

use time::UtcDateTime;

use crate::json::objects;
use crate::text::Text;

use super::resource::Tag;

objects! {
    /// An EC2 instance. <https://docs.aws.amazon.com/guardduty/latest/APIReference/API_InstanceDetails.html>
    pub struct InstanceDetails<'a> {
        /// Its id.
        "instanceId" => instance_id: Option<Text<'a>> => aws("instance.id"),
        /// Its type, such as `m5.large`.
        "instanceType" => instance_type: Option<Text<'a>> => aws("instance.type"),
        /// The ARN of the Outpost that it runs on.
        "outpostArn" => outpost_arn: Option<Text<'a>>,
        /// When it was launched.
        "launchTime" (lenient) => launch_time: Option<UtcDateTime> as DateOrEpoch,
        /// `windows`, or null.
        "platform" => platform: Option<Text<'a>>,
        /// The products of AWS Marketplace in it.
        "productCodes" => product_codes: Vec<ProductCode<'a>>,
        /// Its instance profile.
        "iamInstanceProfile" => iam_instance_profile: Option<IamInstanceProfile<'a>> => aws("iaminstance_profile"),
        /// Its network interfaces.
        "networkInterfaces" => network_interfaces: Vec<NetworkInterface<'a>>,
        /// Its tags.
        "tags" => tags: Vec<Tag<'a>>,
        /// Its state, such as `running`.
        "instanceState" => instance_state: Option<Text<'a>> => aws("instance.state"),
        /// Its availability zone.
        "availabilityZone" => availability_zone: Option<Text<'a>>,
        /// The image that it was launched from.
        "imageId" => image_id: Option<Text<'a>> => aws("image.id"),
        /// The description of that image.
        "imageDescription" => image_description: Option<Text<'a>> => aws("image.description"),
    }

    /// A product of AWS Marketplace.
    pub struct ProductCode<'a> {
        /// Its id.
        "productCodeId" | "code" => product_code_id: Option<Text<'a>> => aws("product_code.id"),
        /// Its type.
        "productCodeType" | "productType" => product_code_type: Option<Text<'a>> => aws("product_code.type"),
    }

    /// An instance profile.
    pub struct IamInstanceProfile<'a> {
        /// Its ARN.
        "arn" => arn: Option<Text<'a>>,
        /// Its id.
        "id" => id: Option<Text<'a>>,
    }

    /// A network interface.
    pub struct NetworkInterface<'a> {
        /// Its IPv6 addresses.
        "ipv6Addresses" => ipv6_addresses: Vec<IpAddr>,
        /// Its id.
        "networkInterfaceId" => network_interface_id: Option<Text<'a>>,
        /// Its private DNS name.
        "privateDnsName" => private_dns_name: Option<Text<'a>> => aws("private.dns_name"),
        /// Its primary private IPv4 address.
        "privateIpAddress" => private_ip_address: Option<IpAddr> => aws("private.ip_address"),
        /// All of its private IPv4 addresses.
        "privateIpAddresses" => private_ip_addresses: Vec<PrivateIpAddress<'a>> => aws("private.ip_addresses"),
        /// Its subnet.
        "subnetId" => subnet_id: Option<Text<'a>>,
        /// Its VPC.
        "vpcId" => vpc_id: Option<Text<'a>>,
        /// Its security groups.
        "securityGroups" => security_groups: Vec<SecurityGroup<'a>>,
        /// Its public DNS name.
        "publicDnsName" => public_dns_name: Option<Text<'a>> => aws("public.dns_name"),
        /// Its public IPv4 address.
        "publicIp" => public_ip: Option<IpAddr> => aws("public.ip"),
    }

    /// A private IPv4 address and its DNS name.
    pub struct PrivateIpAddress<'a> {
        /// The DNS name.
        "privateDnsName" => private_dns_name: Option<Text<'a>> => aws("private.dns_name"),
        /// The address.
        "privateIpAddress" => private_ip_address: Option<IpAddr> => aws("private.ip_address"),
    }

    /// A security group.
    pub struct SecurityGroup<'a> {
        /// Its name.
        "groupName" => group_name: Option<Text<'a>> => aws("group.name"),
        /// Its id.
        "groupId" => group_id: Option<Text<'a>> => aws("group.id"),
    }
}
