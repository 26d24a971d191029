//! `service.action`: what happened, and from where.

use std::net::IpAddr;

use crate::json::{Map, objects};
use crate::text::Text;

use super::values::{ActionType, ConnectionDirection};

objects! {
    /// What happened: [`action_type`](Action::action_type) says which of the members holds it.
    /// <https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Action.html>
    pub struct Action<'a> {
        /// The kind of activity.
        "actionType" => action_type: Option<ActionType<'a>> => aws("type"),
        /// A connection (`NETWORK_CONNECTION`).
        "networkConnectionAction" => network_connection_action: Option<Box<NetworkConnectionAction<'a>>>,
        /// Probes of open ports (`PORT_PROBE`).
        "portProbeAction" => port_probe_action: Option<Box<PortProbeAction<'a>>>,
        /// A DNS request (`DNS_REQUEST`).
        "dnsRequestAction" => dns_request_action: Option<Box<DnsRequestAction<'a>>>,
        /// An AWS API call (`AWS_API_CALL`).
        "awsApiCallAction" => aws_api_call_action: Option<Box<AwsApiCallAction<'a>>>,
        /// A Kubernetes API call (`KUBERNETES_API_CALL`).
        "kubernetesApiCallAction" => kubernetes_api_call_action: Option<Box<KubernetesApiCallAction<'a>>>,
        /// A permission that a caller asked the cluster about.
        "kubernetesPermissionCheckedDetails" => kubernetes_permission_checked_details: Option<Box<KubernetesPermissionCheckedDetails<'a>>>,
        /// A role binding that was created or changed.
        "kubernetesRoleBindingDetails" => kubernetes_role_binding_details: Option<Box<KubernetesRoleBindingDetails<'a>>>,
        /// A role that was created or changed.
        "kubernetesRoleDetails" => kubernetes_role_details: Option<Box<KubernetesRoleDetails<'a>>>,
        /// Logins to a database (`RDS_LOGIN_ATTEMPT`).
        "rdsLoginAttemptAction" => rds_login_attempt_action: Option<Box<RdsLoginAttemptAction<'a>>>,
    }

    /// A connection between a local and a remote host.
    pub struct NetworkConnectionAction<'a> {
        /// Its direction: `INBOUND`, `OUTBOUND` or `UNKNOWN`.
        "connectionDirection" => connection_direction: Option<ConnectionDirection<'a>>,
        /// The remote host.
        "remoteIpDetails" => remote_ip_details: Option<Box<RemoteIpDetails<'a>>>,
        /// The remote port.
        "remotePortDetails" => remote_port_details: Option<PortDetails<'a>>,
        /// The local port.
        "localPortDetails" => local_port_details: Option<PortDetails<'a>>,
        /// The local address.
        "localIpDetails" => local_ip_details: Option<LocalIpDetails<'a>>,
        /// The transport protocol, such as `TCP`.
        "protocol" => protocol: Option<Text<'a>> => aws("transport"),
        /// Whether it was blocked.
        "blocked" => blocked: Option<bool>,
        /// The local network interface.
        "localNetworkInterface" => local_network_interface: Option<Text<'a>>,
    }

    /// Probes of open ports.
    pub struct PortProbeAction<'a> {
        /// Whether they were blocked.
        "blocked" => blocked: Option<bool>,
        /// The probes.
        "portProbeDetails" => port_probe_details: Vec<PortProbeDetail<'a>>,
    }

    /// One probe.
    pub struct PortProbeDetail<'a> {
        /// The port that was probed.
        "localPortDetails" => local_port_details: Option<PortDetails<'a>>,
        /// The address that was probed.
        "localIpDetails" => local_ip_details: Option<LocalIpDetails<'a>>,
        /// Who probed it.
        "remoteIpDetails" => remote_ip_details: Option<Box<RemoteIpDetails<'a>>>,
    }

    /// A DNS request.
    pub struct DnsRequestAction<'a> {
        /// The domain.
        "domain" => domain: Option<Text<'a>>,
        /// The transport protocol of the request, such as `UDP`.
        "protocol" => protocol: Option<Text<'a>>,
        /// Whether the request was blocked.
        "blocked" => blocked: Option<bool>,
        /// The domain with the suffix of the resolver's search list.
        "domainWithSuffix" => domain_with_suffix: Option<Text<'a>>,
        /// The account that owns the VPC from which the request came.
        "vpcOwnerAccountId" => vpc_owner_account_id: Option<Text<'a>>,
    }

    /// An AWS API call.
    pub struct AwsApiCallAction<'a> {
        /// The operation.
        "api" => api: Option<Text<'a>>,
        /// The service that was called, such as `s3.amazonaws.com`.
        "serviceName" => service_name: Option<Text<'a>>,
        /// Where the call came from, such as `Remote IP` or `Domain`.
        "callerType" => caller_type: Option<Text<'a>>,
        /// The error code of a failed call.
        "errorCode" => error_code: Option<Text<'a>>,
        /// The user agent of the caller.
        "userAgent" => user_agent: Option<Text<'a>>,
        /// The caller, if it is known by its address.
        "remoteIpDetails" => remote_ip_details: Option<Box<RemoteIpDetails<'a>>>,
        /// The caller, if it is known by its domain.
        "domainDetails" => domain_details: Option<DomainDetails<'a>>,
        /// The caller's account, if it is not the account of the finding.
        "remoteAccountDetails" => remote_account_details: Option<RemoteAccountDetails<'a>>,
        /// The resources that the call affected: the type of each (`AWS::S3::Bucket`) and its name.
        "affectedResources" => affected_resources: Map<'a, Text<'a>>,
    }

    /// A caller that is known by its domain.
    pub struct DomainDetails<'a> {
        /// The domain.
        "domain" => domain: Option<Text<'a>>,
    }

    /// The account of a caller.
    pub struct RemoteAccountDetails<'a> {
        /// The account.
        "accountId" => account_id: Option<Text<'a>>,
        /// Whether it belongs to the same organization or to an AWS service.
        "affiliated" (lenient) => affiliated: Option<bool>,
        /// The AWS service that made the call for the account.
        "awsServiceName" => aws_service_name: Option<Text<'a>>,
    }

    /// A Kubernetes API call.
    pub struct KubernetesApiCallAction<'a> {
        /// The path of the request.
        "requestUri" => request_uri: Option<Text<'a>>,
        /// The verb of the request, such as `create`.
        "verb" => verb: Option<Text<'a>>,
        /// The kind of resource that was called.
        "resource" => resource: Option<Text<'a>>,
        /// The part of the resource that was called.
        "subresource" => subresource: Option<Text<'a>>,
        /// The namespace of the resource.
        "namespace" => namespace: Option<Text<'a>>,
        /// The name of the resource.
        "resourceName" => resource_name: Option<Text<'a>>,
        /// The addresses of the caller and of the proxies in between.
        "sourceIPs" | "sourceIps" => source_ips: Vec<IpAddr>,
        /// The user agent of the caller.
        "userAgent" => user_agent: Option<Text<'a>>,
        /// The caller.
        "remoteIpDetails" => remote_ip_details: Option<Box<RemoteIpDetails<'a>>>,
        /// The HTTP status of the response.
        "statusCode" (lenient) => status_code: Option<i64>,
        /// Parameters of the request.
        "parameters" => parameters: Option<Text<'a>>,
    }

    /// A permission that a caller asked the cluster about.
    pub struct KubernetesPermissionCheckedDetails<'a> {
        /// The verb that it asked for.
        "verb" => verb: Option<Text<'a>>,
        /// The kind of resource that it asked for.
        "resource" => resource: Option<Text<'a>>,
        /// The namespace that it asked for.
        "namespace" => namespace: Option<Text<'a>>,
        /// Whether the caller has the permission.
        "allowed" (lenient) => allowed: Option<bool>,
    }

    /// A role binding.
    pub struct KubernetesRoleBindingDetails<'a> {
        /// `RoleBinding` or `ClusterRoleBinding`.
        "kind" => kind: Option<Text<'a>>,
        /// The name of the binding.
        "name" => name: Option<Text<'a>>,
        /// The id of the binding.
        "uid" => uid: Option<Text<'a>>,
        /// The name of the role that it binds.
        "roleRefName" => role_ref_name: Option<Text<'a>>,
        /// The kind of that role.
        "roleRefKind" => role_ref_kind: Option<Text<'a>>,
    }

    /// A role of a cluster.
    pub struct KubernetesRoleDetails<'a> {
        /// `Role` or `ClusterRole`.
        "kind" => kind: Option<Text<'a>>,
        /// The name of the role.
        "name" => name: Option<Text<'a>>,
        /// The id of the role.
        "uid" => uid: Option<Text<'a>>,
    }

    /// Logins to a database.
    pub struct RdsLoginAttemptAction<'a> {
        /// Who logged in, or tried to.
        "remoteIpDetails" => remote_ip_details: Option<Box<RemoteIpDetails<'a>>>,
        /// The logins, by user and application.
        "loginAttributes" => login_attributes: Vec<LoginAttribute<'a>>,
    }

    /// The logins of one user with one application.
    pub struct LoginAttribute<'a> {
        /// The user.
        "user" => user: Option<Text<'a>>,
        /// The application.
        "application" => application: Option<Text<'a>>,
        /// How many logins failed.
        "failedLoginAttempts" (lenient) => failed_login_attempts: Option<u64>,
        /// How many logins succeeded.
        "successfulLoginAttempts" (lenient) => successful_login_attempts: Option<u64>,
    }

    /// A remote party, and where it is.
    pub struct RemoteIpDetails<'a> {
        /// Its IPv4 address.
        "ipAddressV4" => ip_address_v4: Option<IpAddr>,
        /// Its IPv6 address.
        "ipAddressV6" => ip_address_v6: Option<IpAddr>,
        /// The owner of the address.
        "organization" => organization: Option<Organization<'a>>,
        /// The country.
        "country" => country: Option<Country<'a>>,
        /// The city.
        "city" => city: Option<City<'a>>,
        /// The place on the map.
        "geoLocation" => geo_location: Option<GeoLocation<'a>> => custom,
    }
    with custom;

    /// The owner of an address.
    pub struct Organization<'a> {
        /// The number of the autonomous system; in samples `-1`.
        "asn" => asn: Option<Text<'a>>,
        /// The name of the autonomous system.
        "asnOrg" => asn_org: Option<Text<'a>> => aws("asnorg"),
        /// The internet provider.
        "isp" => isp: Option<Text<'a>>,
        /// The organization.
        "org" => org: Option<Text<'a>>,
    }

    /// A country.
    pub struct Country<'a> {
        /// Its code of ISO 3166.
        "countryCode" => country_code: Option<Text<'a>> => aws("code"),
        /// Its name.
        "countryName" => country_name: Option<Text<'a>> => aws("name"),
    }

    /// A city.
    pub struct City<'a> {
        /// Its name.
        "cityName" => city_name: Option<Text<'a>> => aws("name"),
    }

    /// A place on the map.
    pub struct GeoLocation<'a> {
        /// The latitude in degrees.
        "lat" => lat: Option<f64>,
        /// The longitude in degrees.
        "lon" => lon: Option<f64>,
    }

    /// The address of a local party.
    pub struct LocalIpDetails<'a> {
        /// Its IPv4 address.
        "ipAddressV4" => ip_address_v4: Option<IpAddr>,
        /// Its IPv6 address.
        "ipAddressV6" => ip_address_v6: Option<IpAddr>,
    }

    /// A port.
    pub struct PortDetails<'a> {
        /// The number.
        "port" => port: Option<u16> => aws("port.value"),
        /// What the port is for, such as `SSH`; `Unknown` where it is for nothing.
        "portName" => port_name: Option<Text<'a>> => aws("port.name"),
    }
}
