use std::net::IpAddr;

use time::UtcDateTime;

use crate::lines::{ColumnSet, columns};
use crate::text::{Encoded, Text};

use super::values::{
    Action, EncryptionStatus, FlowDirection, InterfaceType, LogStatus, RejectReason, SublocationType, TcpFlags,
    TrafficPath, TrafficType,
};

columns! {
    /// One flow: the packets of one protocol between two addresses and ports, within an interval, as one network
    /// interface saw them; in Transit Gateway flow logs, as one attachment saw them.
    ///
    /// The fields have AWS's names in snake_case. Each may be absent: a flow log selects its fields, and the null
    /// marker (`-`) may be in any of them. If [`log_status`](Self::log_status) is not `OK`, the record has no flow.
    ///
    /// [`FIELDS`](Self::FIELDS) has AWS's names of them:
    ///
    /// ```
    /// use awslog::vpc_flow::Record;
    ///
    /// assert_eq!(Record::FIELDS[..4], ["version", "account-id", "interface-id", "srcaddr"]);
    /// assert!(Record::FIELDS.contains(&"tgw-pair-attachment-id"));
    /// ```
    ///
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html>
    pub struct Record<'a> {
        /// 2 in the default format, otherwise the highest version among the fields that the flow log selects. It does not
        /// imply an order of the fields.
        "version" (common, lenient) since 2 => version: u32 => aws(as keyword),
        /// The account that owns the network interface. `unknown` if AWS cannot tell, as for the interfaces of some of its
        /// services.
        "account-id" (common) since 2 => account_id: Text<'a>,
        /// The id of the network interface. Records of regional NAT gateways have none.
        "interface-id" since 2 => interface_id: Text<'a>,
        /// The address of the sender. For outgoing traffic it is always the private address of the interface.
        "srcaddr" since 2 | "sourceaddress" => srcaddr: IpAddr => ecs,
        /// The address of the receiver. For incoming traffic it is always the private address of the interface.
        "dstaddr" since 2 | "destinationaddress" => dstaddr: IpAddr => ecs,
        /// The port of the sender. 0 for protocols without ports.
        "srcport" (common) since 2 | "sourceport" => srcport: u16 => ecs,
        /// The port of the receiver. 0 for protocols without ports.
        "dstport" (common) since 2 | "destinationport" => dstport: u16 => ecs,
        /// The IANA number of the protocol.
        "protocol" (common) since 2 => protocol: u8 => ecs,
        /// The number of packets.
        "packets" (common) since 2 | "numpackets" => packets: u64 => ecs,
        /// The number of bytes.
        "bytes" (common) since 2 | "numbytes" => bytes: u64 => ecs,
        /// The time of the first packet in the interval, in whole seconds.
        "start" (common) since 2 | "startTime" => start: UtcDateTime as EpochSeconds => ecs,
        /// The time of the last packet in the interval, in whole seconds.
        "end" (common) since 2 | "endTime" => end: UtcDateTime as EpochSeconds => ecs,
        /// Whether the traffic was accepted or rejected.
        "action" (common) since 2 => action: Action<'a>,
        /// Whether the flow was logged completely.
        "log-status" since 2 => log_status: LogStatus<'a>,
        /// The id of the VPC that the interface is in.
        "vpc-id" (common) since 3 => vpc_id: Text<'a>,
        /// The id of the subnet that the interface is in.
        "subnet-id" (common) since 3 => subnet_id: Text<'a>,
        /// The id of the instance that the interface is attached to. Interfaces that AWS manages, such as those of NAT
        /// gateways, have none.
        "instance-id" (common) since 3 => instance_id: Text<'a>,
        /// The TCP flags of all segments, combined.
        "tcp-flags" (lenient) since 3 => tcp_flags: TcpFlags => custom,
        /// The type of traffic: IPv4, IPv6 or EFA.
        "type" (common) since 3 => r#type: TrafficType<'a>,
        /// The source address in the packet itself. It differs from `srcaddr` if an intermediate layer such as a NAT
        /// gateway changes the address, and for pods of EKS clusters.
        "pkt-srcaddr" since 3 => pkt_srcaddr: IpAddr,
        /// The destination address in the packet itself. It differs from `dstaddr` for the same reasons.
        "pkt-dstaddr" since 3 => pkt_dstaddr: IpAddr,
        /// The region that the interface is in.
        "region" (common) since 4 => region: Text<'a> => ecs,
        /// The id of the availability zone that the interface is in. Interfaces in sublocations have none.
        "az-id" (common) since 4 => az_id: Text<'a> => ecs,
        /// The type of the sublocation that the interface is in: a place outside of the availability zones.
        "sublocation-type" since 4 => sublocation_type: SublocationType<'a> => aws("sublocation.type"),
        /// The id of the sublocation.
        "sublocation-id" since 4 => sublocation_id: Text<'a> => aws("sublocation.id"),
        /// The AWS service that `pkt_srcaddr` belongs to, such as `S3`, as AWS's published address ranges name it.
        "pkt-src-aws-service" since 5 => pkt_src_aws_service: Text<'a> => aws("pkt_src_service"),
        /// The AWS service that `pkt_dstaddr` belongs to.
        "pkt-dst-aws-service" since 5 => pkt_dst_aws_service: Text<'a> => aws("pkt_dst_service"),
        /// The direction of the flow, as seen from the interface.
        "flow-direction" since 5 => flow_direction: FlowDirection<'a> => aws_unless_used,
        /// The path that outgoing traffic takes.
        "traffic-path" (lenient) since 5 => traffic_path: TrafficPath,
        /// The ARN of the ECS cluster.
        "ecs-cluster-arn" (common) since 7 => ecs_cluster_arn: Text<'a> => ecs,
        /// The name of the ECS cluster.
        "ecs-cluster-name" (common) since 7 => ecs_cluster_name: Text<'a> => ecs,
        /// The ARN of the ECS container instance. Tasks on Fargate have none.
        "ecs-container-instance-arn" (common) since 7 => ecs_container_instance_arn: Text<'a> => ecs,
        /// The id of the ECS container instance. Tasks on Fargate have none.
        "ecs-container-instance-id" (common) since 7 => ecs_container_instance_id: Text<'a> => ecs,
        /// The Docker runtime id of the task's first container.
        "ecs-container-id" (common) since 7 => ecs_container_id: Text<'a>,
        /// The Docker runtime id of the task's second container.
        "ecs-second-container-id" since 7 => ecs_second_container_id: Text<'a>,
        /// The name of the ECS service. Tasks that no service started have none.
        "ecs-service-name" (common) since 7 => ecs_service_name: Text<'a> => ecs,
        /// The ARN of the ECS task definition.
        "ecs-task-definition-arn" (common) since 7 => ecs_task_definition_arn: Text<'a>,
        /// The ARN of the ECS task.
        "ecs-task-arn" (common) since 7 => ecs_task_arn: Text<'a>,
        /// The id of the ECS task.
        "ecs-task-id" (common) since 7 => ecs_task_id: Text<'a>,
        /// Why the traffic was rejected.
        "reject-reason" since 8 => reject_reason: RejectReason<'a> => ecs,
        /// The id of the regional NAT gateway.
        "resource-id" (common) since 9 => resource_id: Text<'a>,
        /// What encrypts the traffic. Absent if AWS does not know, or if the feature is off.
        "encryption-status" (lenient) since 10 => encryption_status: EncryptionStatus,
        /// The value of a tag of the instance.
        "instance-tag" (common) since 11 => instance_tag: Encoded<'a>,
        /// The value of a second tag of the instance.
        "instance-tag-2" since 11 => instance_tag_2: Encoded<'a>,
        /// The value of a tag of the interface.
        "interface-tag" (common) since 11 => interface_tag: Encoded<'a>,
        /// The value of a second tag of the interface.
        "interface-tag-2" since 11 => interface_tag_2: Encoded<'a>,
        /// The value of a tag of the Auto Scaling group.
        "asg-tag" (common) since 11 => asg_tag: Encoded<'a>,
        /// The value of a second tag of the Auto Scaling group.
        "asg-tag-2" since 11 => asg_tag_2: Encoded<'a>,
        /// The kind of resource that owns the interface. Interfaces of instances have none.
        "interface-type" (common) since 11 => interface_type: InterfaceType<'a>,
        /// The id of the interface that is the next hop.
        "next-hop-interface-id" since 11 => next_hop_interface_id: Text<'a>,
        /// The id of the subnet of the next hop.
        "next-hop-subnet-id" since 11 => next_hop_subnet_id: Text<'a>,
        /// The id of the availability zone of the next hop.
        "next-hop-az-id" since 11 => next_hop_az_id: Text<'a>,
        /// The id of the VPC of the next hop.
        "next-hop-vpc-id" since 11 => next_hop_vpc_id: Text<'a>,
        /// The kind of resource that owns the interface of the next hop.
        "next-hop-interface-type" since 11 => next_hop_interface_type: InterfaceType<'a>,
        /// Transit Gateway: the type of the resource that the record is about, `TransitGateway`.
        "resource-type" (common) => resource_type: Text<'a>,
        /// Transit Gateway: the id of the gateway.
        "tgw-id" => tgw_id: Text<'a>,
        /// Transit Gateway: the id of the attachment that recorded the flow.
        "tgw-attachment-id" => tgw_attachment_id: Text<'a>,
        /// Transit Gateway: the account of the source VPC.
        "tgw-src-vpc-account-id" => tgw_src_vpc_account_id: Text<'a>,
        /// Transit Gateway: the account of the destination VPC.
        "tgw-dst-vpc-account-id" => tgw_dst_vpc_account_id: Text<'a>,
        /// Transit Gateway: the id of the source VPC.
        "tgw-src-vpc-id" => tgw_src_vpc_id: Text<'a>,
        /// Transit Gateway: the id of the destination VPC.
        "tgw-dst-vpc-id" => tgw_dst_vpc_id: Text<'a>,
        /// Transit Gateway: the id of the source subnet.
        "tgw-src-subnet-id" => tgw_src_subnet_id: Text<'a>,
        /// Transit Gateway: the id of the destination subnet.
        "tgw-dst-subnet-id" => tgw_dst_subnet_id: Text<'a>,
        /// Transit Gateway: the network interface of the source attachment.
        "tgw-src-eni" => tgw_src_eni: Text<'a>,
        /// Transit Gateway: the network interface of the destination attachment.
        "tgw-dst-eni" => tgw_dst_eni: Text<'a>,
        /// Transit Gateway: the id of the source availability zone.
        "tgw-src-az-id" => tgw_src_az_id: Text<'a>,
        /// Transit Gateway: the id of the destination availability zone.
        "tgw-dst-az-id" => tgw_dst_az_id: Text<'a>,
        /// Transit Gateway: the id of the attachment at the other end.
        "tgw-pair-attachment-id" => tgw_pair_attachment_id: Text<'a>,
        /// Transit Gateway: packets that were lost because there was no route.
        "packets-lost-no-route" (lenient) => packets_lost_no_route: u64,
        /// Transit Gateway: packets that were lost because of a blackhole route.
        "packets-lost-blackhole" (lenient) => packets_lost_blackhole: u64,
        /// Transit Gateway: packets that were lost because they exceeded the MTU.
        "packets-lost-mtu-exceeded" (lenient) => packets_lost_mtu_exceeded: u64,
        /// Transit Gateway: packets that were lost because their time to live expired.
        "packets-lost-ttl-expired" (lenient) => packets_lost_ttl_expired: u64,
        .. custom
    }
}

/// What makes an object with unknown keys a flow log record: an address, or one of the fields that no other log has.
pub(super) const EXPECTED: &str =
    "a flow log record, which has fields such as `interface-id`, `srcaddr` or `log-status`";

/// Whether an object with these fields is surely a flow log record: other logs have one address too.
pub(super) const fn is_surely_record(fields: u128) -> bool {
    use Column::*;
    const fn has(fields: u128, column: Column) -> bool {
        fields & 1 << column as u32 != 0
    }
    let address = has(fields, srcaddr) || has(fields, dstaddr);
    let counted = has(fields, bytes) || has(fields, packets);
    fields & Column::DISTINCTIVE & !(1 << srcaddr as u32 | 1 << dstaddr as u32) != 0
        || has(fields, srcaddr) && has(fields, dstaddr)
        || address
            && (counted || has(fields, protocol) || has(fields, action) || has(fields, start) || has(fields, end))
        || counted && has(fields, start) && has(fields, end)
}
