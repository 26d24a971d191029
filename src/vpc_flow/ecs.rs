//! What each field of a VPC flow record becomes.

use crate::ecs::event::{Container, Orchestrator};
use crate::ecs::{
    Category, Direction, Event, Kind, Mapper, NetworkType, Outcome, ToEcs, Type, account, iana_number, network_type,
    transport,
};
use crate::format::Format;
use crate::text::Text;
use crate::write::{Fields, Keyword, Sink, key, write_leftover, write_nothing};

use super::record::Record;
use super::values::{Action, FlowDirection, TrafficType};

impl ToEcs for Record<'_> {
    fn set_fields<'a>(&'a self, mapper: &Mapper, event: &mut Event<'a>) {
        mapper.begin(event, Format::VpcFlow, self.original(), key!("vpcflow"), self);
        event.event.kind = Some(Kind::Event);
        event.event.category = [Category::Network].into();
        event.event.r#type = [Type::Connection].into();
        event.event.start = self.start.map(Into::into);
        event.event.end = self.end.map(Into::into);
        event.timestamp = event.event.end.or(event.event.start);
        // CloudWatch Logs gives the flow's start as the time of its message.
        if let (None, Some(time)) = (event.timestamp, self.envelope_time()) {
            event.event.start = Some(time.into());
            event.timestamp = event.event.start;
        }
        event.event.reason = self.reject_reason.as_ref().map(|reason| reason.text());
        self.set_action(event);
        self.set_ends(event);
        self.set_network(event, mapper);
        self.set_cloud(event);
        self.set_task(event);
    }
}

impl Record<'_> {
    fn set_action<'a>(&'a self, event: &mut Event<'a>) {
        event.event.action = self.action.as_ref().map(|action| action.text());
        match self.action {
            Some(Action::Accept) => {
                event.event.r#type.insert(Type::Allowed);
                event.event.outcome = Some(Outcome::Success);
            }
            Some(Action::Reject) => {
                event.event.r#type.insert(Type::Denied);
                event.event.outcome = Some(Outcome::Failure);
            }
            _ => {}
        }
    }

    fn set_ends(&self, event: &mut Event<'_>) {
        event.source.address = self.srcaddr.map(Into::into);
        event.source.ip = self.srcaddr;
        event.source.port = self.srcport;
        event.source.bytes = self.bytes;
        event.source.packets = self.packets;
        event.destination.address = self.dstaddr.map(Into::into);
        event.destination.ip = self.dstaddr;
        event.destination.port = self.dstport;
        let addresses = [self.srcaddr, self.dstaddr, self.pkt_srcaddr, self.pkt_dstaddr];
        event.related.add_ips(addresses.into_iter().flatten());
    }

    fn set_network(&self, event: &mut Event<'_>, mapper: &Mapper) {
        event.network.bytes = self.bytes;
        event.network.packets = self.packets;
        event.network.r#type = self.srcaddr.map(network_type).or(match self.r#type {
            Some(TrafficType::Ipv4) => Some(NetworkType::Ipv4),
            Some(TrafficType::Ipv6) => Some(NetworkType::Ipv6),
            _ => None,
        });
        event.network.iana_number = self.protocol.map(iana_number);
        event.network.transport = self.protocol.and_then(transport).map(Text::from);
        event.network.direction = match self.flow_direction {
            Some(FlowDirection::Ingress) => Some(Direction::Ingress),
            Some(FlowDirection::Egress) => Some(Direction::Egress),
            _ => mapper.direction(self.srcaddr, self.dstaddr),
        };
        if let (Some(source), Some(destination), Some(protocol)) = (self.srcaddr, self.dstaddr, self.protocol) {
            // The ports of ICMP are logged as 0, which the id takes for the type.
            event.network.community_id =
                mapper.community_id(source, destination, protocol, self.srcport.zip(self.dstport));
        }
    }

    fn set_cloud<'a>(&'a self, event: &mut Event<'a>) {
        event.cloud.account.id = account(&self.account_id);
        event.cloud.region = self.region.as_ref().map(Text::reborrow);
        event.cloud.availability_zone = self.az_id.as_ref().map(Text::reborrow);
        event.cloud.service.name = Some("vpc".into());
        event.cloud.instance.id = self.instance_id.as_ref().map(Text::reborrow);
    }

    /// The ECS task: here the word means Amazon's Elastic Container Service.
    fn set_task<'a>(&'a self, event: &mut Event<'a>) {
        if let Some(name) = &self.ecs_service_name {
            event.service.name = Some(name.reborrow());
        }
        event.container = self.ecs_container_id.as_ref().map(|id| {
            let id = Some(id.reborrow());
            Box::new(Container { id, ..Container::default() })
        });
        let parts = [
            &self.ecs_cluster_arn,
            &self.ecs_cluster_name,
            &self.ecs_container_instance_id,
            &self.ecs_container_instance_arn,
        ];
        if parts.iter().any(|part| part.is_some()) {
            let mut orchestrator = Orchestrator::default();
            let [cluster, cluster_name, instance, instance_arn] = parts.map(|part| part.as_ref().map(Text::reborrow));
            orchestrator.cluster.id = cluster;
            orchestrator.cluster.name = cluster_name;
            orchestrator.resource.id = instance;
            orchestrator.resource.name = instance_arn;
            event.orchestrator = Some(orchestrator.into());
        }
    }
}

/// The names of fields that hold no text: what is not known never stands there, since an index refuses the whole event then.
const TYPED: &[&str] = &[
    "encryption_status",
    "packets_lost_blackhole",
    "packets_lost_mtu_exceeded",
    "packets_lost_no_route",
    "packets_lost_ttl_expired",
    "pkt_dstaddr",
    "pkt_srcaddr",
    "sublocation",
];

/// `aws.vpcflow.*`, with Elastic's names where it has some. Tags keep their percent layer here.
impl Fields for Record<'_> {
    fn is_empty(&self) -> bool {
        self.log_status.is_none() && write_nothing(self)
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        let known = Known(self);
        known.write(sink);
        write_leftover(sink, self.leftover(), &known, TYPED);
    }
}

/// The fields of `aws.vpcflow` that this crate knows.
struct Known<'r>(&'r Record<'r>);

impl Fields for Known<'_> {
    fn write<S: Sink>(&self, sink: &mut S) {
        let record = self.0;
        sink.field(key!("version"), &record.version.map(Keyword));
        sink.field(key!("account_id"), &record.account_id);
        sink.field(key!("interface_id"), &record.interface_id);
        sink.field(key!("action"), &record.action);
        sink.field(key!("log_status"), &record.log_status);
        sink.field(key!("vpc_id"), &record.vpc_id);
        sink.field(key!("subnet_id"), &record.subnet_id);
        sink.field(key!("instance_id"), &record.instance_id);
        sink.field(key!("tcp_flags"), &record.tcp_flags.map(|flags| Keyword(flags.bits())));
        if let Some(flags) = record.tcp_flags {
            let mut names = [""; 6];
            let set = names.iter_mut().zip(flags.iter()).map(|(name, flag)| *name = flag.as_str()).count();
            sink.field(key!("tcp_flags_array"), &names.get(..set).filter(|names| !names.is_empty()));
        }
        sink.field(key!("type"), &record.r#type);
        sink.field(key!("pkt_srcaddr"), &record.pkt_srcaddr);
        sink.field(key!("pkt_dstaddr"), &record.pkt_dstaddr);
        sink.object(key!("sublocation"), &Sublocation(record));
        sink.field(key!("pkt_src_service"), &record.pkt_src_aws_service);
        sink.field(key!("pkt_dst_service"), &record.pkt_dst_aws_service);
        if let Some(FlowDirection::Other(direction)) = &record.flow_direction {
            sink.field(key!("flow_direction"), &Some(direction));
        }
        sink.field(key!("traffic_path"), &record.traffic_path.map(|path| Keyword(path.number())));
        sink.field(key!("ecs_container_id"), &record.ecs_container_id);
        sink.field(key!("ecs_second_container_id"), &record.ecs_second_container_id);
        sink.field(key!("ecs_task_definition_arn"), &record.ecs_task_definition_arn);
        sink.field(key!("ecs_task_arn"), &record.ecs_task_arn);
        sink.field(key!("ecs_task_id"), &record.ecs_task_id);
        sink.field(key!("resource_id"), &record.resource_id);
        sink.field(key!("encryption_status"), &record.encryption_status.map(|status| status.number()));
        sink.field(key!("instance_tag"), &record.instance_tag);
        sink.field(key!("instance_tag_2"), &record.instance_tag_2);
        sink.field(key!("interface_tag"), &record.interface_tag);
        sink.field(key!("interface_tag_2"), &record.interface_tag_2);
        sink.field(key!("asg_tag"), &record.asg_tag);
        sink.field(key!("asg_tag_2"), &record.asg_tag_2);
        sink.field(key!("interface_type"), &record.interface_type);
        sink.field(key!("next_hop_interface_id"), &record.next_hop_interface_id);
        sink.field(key!("next_hop_subnet_id"), &record.next_hop_subnet_id);
        sink.field(key!("next_hop_az_id"), &record.next_hop_az_id);
        sink.field(key!("next_hop_vpc_id"), &record.next_hop_vpc_id);
        sink.field(key!("next_hop_interface_type"), &record.next_hop_interface_type);
        sink.field(key!("resource_type"), &record.resource_type);
        sink.field(key!("tgw_id"), &record.tgw_id);
        sink.field(key!("tgw_attachment_id"), &record.tgw_attachment_id);
        sink.field(key!("tgw_src_vpc_account_id"), &record.tgw_src_vpc_account_id);
        sink.field(key!("tgw_dst_vpc_account_id"), &record.tgw_dst_vpc_account_id);
        sink.field(key!("tgw_src_vpc_id"), &record.tgw_src_vpc_id);
        sink.field(key!("tgw_dst_vpc_id"), &record.tgw_dst_vpc_id);
        sink.field(key!("tgw_src_subnet_id"), &record.tgw_src_subnet_id);
        sink.field(key!("tgw_dst_subnet_id"), &record.tgw_dst_subnet_id);
        sink.field(key!("tgw_src_eni"), &record.tgw_src_eni);
        sink.field(key!("tgw_dst_eni"), &record.tgw_dst_eni);
        sink.field(key!("tgw_src_az_id"), &record.tgw_src_az_id);
        sink.field(key!("tgw_dst_az_id"), &record.tgw_dst_az_id);
        sink.field(key!("tgw_pair_attachment_id"), &record.tgw_pair_attachment_id);
        sink.field(key!("packets_lost_no_route"), &record.packets_lost_no_route);
        sink.field(key!("packets_lost_blackhole"), &record.packets_lost_blackhole);
        sink.field(key!("packets_lost_mtu_exceeded"), &record.packets_lost_mtu_exceeded);
        sink.field(key!("packets_lost_ttl_expired"), &record.packets_lost_ttl_expired);
    }
}

/// `aws.vpcflow.sublocation.*`
struct Sublocation<'r>(&'r Record<'r>);

impl Fields for Sublocation<'_> {
    fn is_empty(&self) -> bool {
        self.0.sublocation_type.is_none() && self.0.sublocation_id.is_none()
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.field(key!("type"), &self.0.sublocation_type);
        sink.field(key!("id"), &self.0.sublocation_id);
    }
}
