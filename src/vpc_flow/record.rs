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
    /// The fields have AWS's names in snake_case. Each may be absent: a flow log selects its fields, and the null marker
    /// (`-`) may stand in any of them. Where [`log_status`](Self::log_status) is not `OK` the record has no flow.
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
        /// 2 in the default format, else the highest version of the fields that the flow log selects. It says nothing about
        /// their order.
        "version" (common, lenient) => version: u32 => aws("version" as keyword),
        /// The account that owns the network interface; `unknown` where AWS cannot tell, as for some interfaces of its own
        /// services.
        "account-id" (common) => account_id: Text<'a>,
        /// The network interface. A regional NAT gateway has none.
        "interface-id" => interface_id: Text<'a>,
        /// The address of the sender; for outgoing traffic always the private address of the interface.
        "srcaddr" | "sourceaddress" => srcaddr: IpAddr => ecs,
        /// The address of the receiver; for incoming traffic always the private address of the interface.
        "dstaddr" | "destinationaddress" => dstaddr: IpAddr => ecs,
        /// The port of the sender; 0 for protocols without ports.
        "srcport" (common) | "sourceport" => srcport: u16 => ecs,
        /// The port of the receiver; 0 for protocols without ports.
        "dstport" (common) | "destinationport" => dstport: u16 => ecs,
        /// The protocol by its IANA number.
        "protocol" (common) => protocol: u8 => ecs,
        /// How many packets there were.
        "packets" (common) | "numpackets" => packets: u64 => ecs,
        /// How many bytes there were.
        "bytes" (common) | "numbytes" => bytes: u64 => ecs,
        /// When the first packet of the interval was seen, in whole seconds.
        "start" (common) | "startTime" => start: UtcDateTime as EpochSeconds => ecs,
        /// When the last packet of the interval was seen, in whole seconds.
        "end" (common) | "endTime" => end: UtcDateTime as EpochSeconds => ecs,
        /// What happened to the traffic.
        "action" (common) => action: Action<'a>,
        /// Whether there was anything to log.
        "log-status" => log_status: LogStatus<'a>,
        /// The VPC of the interface.
        "vpc-id" (common) => vpc_id: Text<'a>,
        /// The subnet of the interface.
        "subnet-id" (common) => subnet_id: Text<'a>,
        /// The instance of the interface. Interfaces that AWS manages, such as that of a NAT gateway, have none.
        "instance-id" (common) => instance_id: Text<'a>,
        /// The TCP flags of all segments together.
        "tcp-flags" (lenient) => tcp_flags: TcpFlags => custom,
        /// The sort of traffic.
        "type" (common) => r#type: TrafficType<'a>,
        /// The address of the sender in the packet itself. It differs from `srcaddr` where something such as a NAT gateway
        /// stands between, and for the pods of an EKS cluster.
        "pkt-srcaddr" => pkt_srcaddr: IpAddr,
        /// The address of the receiver in the packet itself. It differs from `dstaddr` as `pkt_srcaddr` does from `srcaddr`.
        "pkt-dstaddr" => pkt_dstaddr: IpAddr,
        /// The region of the interface.
        "region" (common) => region: Text<'a> => ecs,
        /// The availability zone of the interface, by its id. Interfaces in sublocations have none.
        "az-id" (common) => az_id: Text<'a> => ecs,
        /// Where outside of an availability zone the interface is.
        "sublocation-type" => sublocation_type: SublocationType<'a> => aws("sublocation.type"),
        /// The id of the sublocation.
        "sublocation-id" => sublocation_id: Text<'a> => aws("sublocation.id"),
        /// The AWS service that `pkt_srcaddr` belongs to, such as `S3`: a name of AWS's published address ranges.
        "pkt-src-aws-service" => pkt_src_aws_service: Text<'a> => aws("pkt_src_service"),
        /// The AWS service that `pkt_dstaddr` belongs to.
        "pkt-dst-aws-service" => pkt_dst_aws_service: Text<'a> => aws("pkt_dst_service"),
        /// The way of the flow, as the interface sees it.
        "flow-direction" => flow_direction: FlowDirection<'a> => aws_unless_used,
        /// The way that outgoing traffic took.
        "traffic-path" (lenient) => traffic_path: TrafficPath,
        /// The ECS cluster, by its ARN.
        "ecs-cluster-arn" (common) => ecs_cluster_arn: Text<'a> => ecs,
        /// The ECS cluster, by its name.
        "ecs-cluster-name" (common) => ecs_cluster_name: Text<'a> => ecs,
        /// The ECS container instance, by its ARN. Tasks on Fargate have none.
        "ecs-container-instance-arn" (common) => ecs_container_instance_arn: Text<'a> => ecs,
        /// The ECS container instance, by its id. Tasks on Fargate have none.
        "ecs-container-instance-id" (common) => ecs_container_instance_id: Text<'a> => ecs,
        /// The first container of the task, by its Docker runtime id.
        "ecs-container-id" (common) => ecs_container_id: Text<'a>,
        /// The second container of the task, by its Docker runtime id.
        "ecs-second-container-id" => ecs_second_container_id: Text<'a>,
        /// The ECS service. A task that no service has started has none.
        "ecs-service-name" (common) => ecs_service_name: Text<'a> => ecs,
        /// The ECS task definition, by its ARN.
        "ecs-task-definition-arn" (common) => ecs_task_definition_arn: Text<'a>,
        /// The ECS task, by its ARN.
        "ecs-task-arn" (common) => ecs_task_arn: Text<'a>,
        /// The ECS task, by its id.
        "ecs-task-id" (common) => ecs_task_id: Text<'a>,
        /// Why the traffic was refused.
        "reject-reason" => reject_reason: RejectReason<'a> => ecs,
        /// The regional NAT gateway.
        "resource-id" (common) => resource_id: Text<'a>,
        /// What encrypts the traffic. None where it is not known, and where the feature is off.
        "encryption-status" (lenient) => encryption_status: EncryptionStatus,
        /// The value of a tag of the instance.
        "instance-tag" (common) => instance_tag: Encoded<'a>,
        /// The value of another tag of the instance.
        "instance-tag-2" => instance_tag_2: Encoded<'a>,
        /// The value of a tag of the interface.
        "interface-tag" (common) => interface_tag: Encoded<'a>,
        /// The value of another tag of the interface.
        "interface-tag-2" => interface_tag_2: Encoded<'a>,
        /// The value of a tag of the Auto Scaling group.
        "asg-tag" (common) => asg_tag: Encoded<'a>,
        /// The value of another tag of the Auto Scaling group.
        "asg-tag-2" => asg_tag_2: Encoded<'a>,
        /// Whose interface it is. Interfaces of instances have none.
        "interface-type" (common) => interface_type: InterfaceType<'a>,
        /// The interface that the traffic goes to next.
        "next-hop-interface-id" => next_hop_interface_id: Text<'a>,
        /// The subnet of the next interface.
        "next-hop-subnet-id" => next_hop_subnet_id: Text<'a>,
        /// The availability zone of the next interface, by its id.
        "next-hop-az-id" => next_hop_az_id: Text<'a>,
        /// The VPC of the next interface.
        "next-hop-vpc-id" => next_hop_vpc_id: Text<'a>,
        /// Whose interface the next one is.
        "next-hop-interface-type" => next_hop_interface_type: InterfaceType<'a>,
        /// Transit Gateway: what the record is about, `TransitGateway`.
        "resource-type" (common) => resource_type: Text<'a>,
        /// Transit Gateway: the gateway.
        "tgw-id" => tgw_id: Text<'a>,
        /// Transit Gateway: the attachment that saw the flow.
        "tgw-attachment-id" => tgw_attachment_id: Text<'a>,
        /// Transit Gateway: the account of the source VPC.
        "tgw-src-vpc-account-id" => tgw_src_vpc_account_id: Text<'a>,
        /// Transit Gateway: the account of the destination VPC.
        "tgw-dst-vpc-account-id" => tgw_dst_vpc_account_id: Text<'a>,
        /// Transit Gateway: the source VPC.
        "tgw-src-vpc-id" => tgw_src_vpc_id: Text<'a>,
        /// Transit Gateway: the destination VPC.
        "tgw-dst-vpc-id" => tgw_dst_vpc_id: Text<'a>,
        /// Transit Gateway: the subnet of the source.
        "tgw-src-subnet-id" => tgw_src_subnet_id: Text<'a>,
        /// Transit Gateway: the subnet of the destination.
        "tgw-dst-subnet-id" => tgw_dst_subnet_id: Text<'a>,
        /// Transit Gateway: the network interface of the source attachment.
        "tgw-src-eni" => tgw_src_eni: Text<'a>,
        /// Transit Gateway: the network interface of the destination attachment.
        "tgw-dst-eni" => tgw_dst_eni: Text<'a>,
        /// Transit Gateway: the availability zone of the source, by its id.
        "tgw-src-az-id" => tgw_src_az_id: Text<'a>,
        /// Transit Gateway: the availability zone of the destination, by its id.
        "tgw-dst-az-id" => tgw_dst_az_id: Text<'a>,
        /// Transit Gateway: the attachment at the other end.
        "tgw-pair-attachment-id" => tgw_pair_attachment_id: Text<'a>,
        /// Transit Gateway: packets that were lost because no route led on.
        "packets-lost-no-route" (lenient) => packets_lost_no_route: u64,
        /// Transit Gateway: packets that were lost in a blackhole route.
        "packets-lost-blackhole" (lenient) => packets_lost_blackhole: u64,
        /// Transit Gateway: packets that were lost because they were larger than the MTU.
        "packets-lost-mtu-exceeded" (lenient) => packets_lost_mtu_exceeded: u64,
        /// Transit Gateway: packets that were lost because their time to live was over.
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

impl Column {
    /// Whether no other log is likely to have a field of this name.
    pub(super) const fn is_telling(self) -> bool {
        use Column::*;
        matches!(
            self,
            interface_id
                | srcaddr
                | dstaddr
                | log_status
                | tcp_flags
                | pkt_srcaddr
                | pkt_dstaddr
                | flow_direction
                | tgw_id
        )
    }
}
