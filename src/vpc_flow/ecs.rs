//! What each field of a VPC flow record becomes.

use crate::ecs::event::Orchestrator;
use crate::ecs::{
    Category, Direction, Event, Kind, Mapper, NetworkType, Outcome, ToEcs, Type, account, iana_number, network_type,
    transport,
};
use crate::format::Format;
use crate::text::Text;
use crate::write::{CustomFields, Keyword, Sink, as_leaf, key};

use super::record::{Column, Record};
use super::values::{Action, EncryptionStatus, FlowDirection, TrafficPath, TrafficType};

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
        let logged_direction = match self.flow_direction {
            Some(FlowDirection::Ingress) => Some(Direction::Ingress),
            Some(FlowDirection::Egress) => Some(Direction::Egress),
            _ => None,
        };
        let logged_direction = event.using(Column::flow_direction, logged_direction);
        event.network.direction = logged_direction.or_else(|| mapper.direction(self.srcaddr, self.dstaddr));
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
            event.service.to_mut().name = Some(name.reborrow());
        }
        event.container.set(|container| &mut container.id, self.ecs_container_id.as_ref().map(Text::reborrow));
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
            event.orchestrator = orchestrator.into();
        }
    }
}

as_leaf! {
    EncryptionStatus => u32: |status| status.number();
    TrafficPath => Keyword<u32>: |path| Keyword(path.number());
}

impl CustomFields for Record<'_> {
    fn write_custom<S: Sink>(&self, sink: &mut S) {
        let Some(flags) = self.tcp_flags else {
            return;
        };
        sink.leaf(key!("tcp_flags"), &Keyword(flags.bits()));
        let mut names = [""; 6];
        let set = names.iter_mut().zip(flags.iter()).map(|(name, flag)| *name = flag.as_str()).count();
        sink.field(key!("tcp_flags_array"), &names.get(..set).filter(|names| !names.is_empty()));
    }
}
