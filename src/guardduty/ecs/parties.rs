//! `source.*` and `destination.*`: the remote and the local party of an action.

use std::borrow::Cow;

use crate::ecs::event::{Dns, Endpoint};
use crate::ecs::{Direction, Event, Mapper, network_type, present};
use crate::guardduty::action::{Action, LocalIpDetails, NetworkConnectionAction, PortDetails, RemoteIpDetails};
use crate::guardduty::values::{ConnectionDirection, ResourceRole};
use crate::text::Text;

use super::fields::point;
use super::text;

pub(super) fn set_action<'a>(
    event: &mut Event<'a>,
    mapper: &Mapper,
    action: &'a Action<'_>,
    role: Option<&ResourceRole<'_>>,
) {
    if let Some(connection) = &action.network_connection_action {
        set_connection(event, connection, role);
    }
    if let Some(probe) = action.port_probe_action.as_ref().and_then(|action| action.port_probe_details.first()) {
        event.source = remote_party(probe.remote_ip_details.as_deref(), None);
        event.destination = local_party(probe.local_ip_details.as_ref(), probe.local_port_details.as_ref());
    }
    if let Some(request) = &action.dns_request_action {
        event.network.protocol = Some("dns".into());
        event.network.transport = present(request.protocol.as_ref().map(lower_case));
        if let Some(domain) = &request.domain {
            let pieces = mapper.locate(domain).pieces;
            let mut dns = Dns::default();
            dns.question.name = text(&request.domain);
            dns.question.registered_domain = pieces.registered_domain.map(Text::from);
            dns.question.subdomain = pieces.subdomain.map(Text::from);
            dns.question.top_level_domain = pieces.top_level_domain.map(Text::from);
            event.dns = dns.into();
        }
    }
    if let Some(call) = &action.aws_api_call_action {
        event.source = remote_party(call.remote_ip_details.as_deref(), None);
        let domain = call.domain_details.as_ref().and_then(|details| details.domain.as_deref());
        if let (None, Some(domain)) = (&call.remote_ip_details, domain) {
            mapper.set_host(&mut event.source, domain);
        }
        set_user_agent(event, mapper, &call.user_agent);
    }
    if let Some(call) = &action.kubernetes_api_call_action {
        event.source = remote_party(call.remote_ip_details.as_deref(), None);
        set_user_agent(event, mapper, &call.user_agent);
    }
    if let Some(login) = &action.rds_login_attempt_action {
        event.source = remote_party(login.remote_ip_details.as_deref(), None);
    }
    event.network.r#type = event.source.ip.or(event.destination.ip).map(network_type);
}

fn set_connection<'a>(
    event: &mut Event<'a>,
    connection: &'a NetworkConnectionAction<'_>,
    role: Option<&ResourceRole<'_>>,
) {
    let remote = remote_party(connection.remote_ip_details.as_deref(), connection.remote_port_details.as_ref());
    let local = local_party(connection.local_ip_details.as_ref(), connection.local_port_details.as_ref());
    let is_outbound = match &connection.connection_direction {
        Some(ConnectionDirection::Inbound) => false,
        Some(ConnectionDirection::Outbound) => true,
        // Who acted is all that is known then.
        _ => role == Some(&ResourceRole::Actor),
    };
    (event.source, event.destination) = if is_outbound { (local, remote) } else { (remote, local) };
    event.network.direction = connection.connection_direction.as_ref().and_then(|direction| match direction {
        ConnectionDirection::Inbound => Some(Direction::Inbound),
        ConnectionDirection::Outbound => Some(Direction::Outbound),
        ConnectionDirection::Unknown => Some(Direction::Unknown),
        ConnectionDirection::Other(_) => None,
    });
    event.network.transport = present(connection.protocol.as_ref().map(lower_case));
}

fn remote_party<'a>(remote: Option<&'a RemoteIpDetails<'_>>, port: Option<&PortDetails<'_>>) -> Endpoint<'a> {
    let mut party = Endpoint { port: port.and_then(|port| port.port), ..Endpoint::default() };
    let Some(remote) = remote else { return party };
    party.ip = remote.ip_address_v4.or(remote.ip_address_v6);
    party.address = party.ip.map(Into::into);
    party.geo.to_mut().city_name = remote.city.as_ref().and_then(|city| text(&city.city_name));
    if let Some(country) = &remote.country {
        party.geo.to_mut().country_name = text(&country.country_name);
        party.geo.to_mut().country_iso_code = text(&country.country_code);
    }
    if let Some((lat, lon)) = remote.geo_location.as_ref().and_then(point) {
        party.geo.to_mut().location.lat = Some(lat);
        party.geo.to_mut().location.lon = Some(lon);
    }
    if let Some(owner) = &remote.organization {
        // In samples it is `-1`.
        party.r#as.to_mut().number = owner.asn.as_ref().and_then(|number| number.parse().ok());
        party.r#as.to_mut().organization.name = text(&owner.asn_org);
    }
    party
}

fn local_party<'a>(local: Option<&LocalIpDetails<'_>>, port: Option<&PortDetails<'_>>) -> Endpoint<'a> {
    let ip = local.and_then(|local| local.ip_address_v4.or(local.ip_address_v6));
    let port = port.and_then(|port| port.port);
    Endpoint { address: ip.map(Into::into), ip, port, ..Endpoint::default() }
}

fn set_user_agent<'a>(event: &mut Event<'a>, mapper: &Mapper, agent: &'a Option<Text<'_>>) {
    if let Some(agent) = agent {
        event.user_agent = mapper.user_agent(agent, Cow::Borrowed);
    }
}

/// `TCP` as `tcp`.
fn lower_case<'a>(name: &Text<'_>) -> Text<'a> {
    match name.as_str() {
        "TCP" => "tcp".into(),
        "UDP" => "udp".into(),
        name => name.to_ascii_lowercase().into(),
    }
}
