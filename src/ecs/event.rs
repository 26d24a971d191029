//! The event: the ECS fields that AWS logs fill, each with its type.
//!
//! A field that the event does not have does not compile; [`Event::extensions`] takes fields by name. Absent values
//! are not written: nothing is ever null, an empty string or an empty object.

use std::net::IpAddr;

use serde::{Serialize, Serializer};

use super::address::Address;
use super::aws::Aws;
use super::community_id::CommunityId;
use super::labels::Labels;

use super::extensions::Extensions;
use super::field_set::{Empty, EventPart, FieldSet, Sealed};
use super::values::{Category, Direction, ECS_VERSION, Kind, NetworkType, OsType, Outcome, Type, ValueSet};
use crate::schema::{self, AsValue, Entries};
use crate::text::Text;
use crate::write::Timestamp;
use crate::write::{Field, Fields, Leaf, Object, Sink, key};

/// A group of fields: the struct, and how to write it.
macro_rules! fields {
    ($($(#[$meta:meta])* pub struct $name:ident $(<$life:lifetime>)? {
        $($(#[doc = $doc:literal])* $key:literal $field:ident: $type:ty,)+
        $(.. $(#[$more_meta:meta])* $more:ident: $more_type:ty,)?
    })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct $name $(<$life>)? {
            $($(#[doc = $doc])* pub $field: $type,)+
            $($(#[$more_meta])* pub $more: $more_type,)?
        }

        impl $(<$life>)? Empty for $name $(<$life>)? {
            const EMPTY: Self = $name {
                $($field: <$type as Empty>::EMPTY,)+
                $($more: <$more_type as Empty>::EMPTY,)?
            };
        }

        impl $(<$life>)? Sealed for $name $(<$life>)? {}

        impl $(<$life>)? EventPart for $name $(<$life>)? {
            fn empty<'e>() -> &'e Self
            where
                Self: 'e,
            {
                const { &Self::EMPTY }
            }
        }

        impl $(<$life>)? Default for $name $(<$life>)? {
            /// Sets the fields one by one, because copying an empty struct would write more bytes.
            #[inline(always)]
            fn default() -> Self {
                $name { $($field: <$type>::default(),)+ $($more: <$more_type>::default(),)? }
            }
        }

        impl $(<$life>)? Fields for $name $(<$life>)? {
            fn is_empty(&self) -> bool {
                $(self.$field.is_absent())&&+ $(&& self.$more.is_empty())?
            }

            fn write<S: Sink>(&self, sink: &mut S) {
                $(if !self.$more.is_empty() {
                    return self.$more.write_with(sink, |merge| self.write_fields(merge));
                })?
                self.write_fields(sink);
            }
        }

        impl $(<$life>)? $name $(<$life>)? {
            #[inline(always)]
            fn write_fields<S: Sink>(&self, sink: &mut S) {
                $(sink.field(key!($key), &self.$field);)+
            }
        }

        impl $(<$life>)? Field for $name $(<$life>)? {
            fn is_absent(&self) -> bool {
                self.is_empty()
            }

            fn write_at<S: Sink>(&self, key: crate::write::Key, sink: &mut S) {
                // For one or two fields, checking first is cheaper than writing and truncating.
                const IS_SMALL: bool = [$($key),+].len() <= 2;
                if !IS_SMALL || !self.is_empty() {
                    sink.object(key, self);
                }
            }
        }

        $crate::schema::schema! {
            impl [$($life)?] $name $(<$life>)? { $($(#[doc = $doc])* $key $field: $type,)+ }
            unknown fields!(@unknown $($more)?),
            // An event always has fields.
            has |field| !Field::is_absent(field)
        }

        impl $(<$life>)? Serialize for $name $(<$life>)? {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Object::new(self).serialize(serializer)
            }
        }
    )+};
    (@unknown) => { |_, _| None };
    (@unknown $more:ident) => { |fields, index| fields.$more.entry(index) };
}

fields! {
    /// One event, ready to be written: [`Event::write_json`], or serde with any format.
    ///
    /// It borrows from its record.
    pub struct Event<'a> {
        /// `@timestamp`: when it happened.
        "@timestamp" timestamp: Option<Timestamp>,
        /// `message`: a text for people to read.
        "message" message: Option<Text<'a>>,
        /// `labels`: names and values that the user of this crate adds.
        "labels" labels: Labels<'a>,
        /// `tags`: keywords that the user of this crate adds.
        "tags" tags: Vec<Text<'a>>,
        /// `ecs.*`: the version of the schema, always there.
        "ecs" ecs: Ecs,
        /// `data_stream.*`: the data stream of Elasticsearch that it belongs to.
        "data_stream" data_stream: DataStream<'a>,
        /// `event.*`: what happened, and the outcome.
        "event" event: EventFields<'a>,
        /// `error.*`: the error.
        "error" error: FieldSet<ErrorFields<'a>>,
        /// `cloud.*`: where in the cloud it happened.
        "cloud" cloud: Cloud<'a>,
        /// `source.*`: who sent the traffic.
        "source" source: Endpoint<'a>,
        /// `destination.*`: who received the traffic.
        "destination" destination: Endpoint<'a>,
        /// `client.*`: who made the request.
        "client" client: FieldSet<Client<'a>>,
        /// `server.*`: who answered.
        "server" server: FieldSet<Server<'a>>,
        /// `url.*`: the requested URL.
        "url" url: FieldSet<Url<'a>>,
        /// `http.*`: the HTTP request and the response.
        "http" http: FieldSet<Http<'a>>,
        /// `network.*`: the traffic as a whole.
        "network" network: Network<'a>,
        /// `tls.*`: how the traffic was encrypted.
        "tls" tls: FieldSet<Tls<'a>>,
        /// `user_agent.*`: the client program.
        "user_agent" user_agent: FieldSet<UserAgent<'a>>,
        /// `user.*`: who acted.
        "user" user: FieldSet<User<'a>>,
        /// `group.*`: the group that the event is about.
        "group" group: FieldSet<Group<'a>>,
        /// `service.*`: the service that acted or was called.
        "service" service: FieldSet<Service<'a>>,
        /// `entity.*`: the resource that the event is about.
        "entity" entity: FieldSet<Entity<'a>>,
        /// `rule.*`: the rule that decided or detected.
        "rule" rule: FieldSet<Rule<'a>>,
        /// `observer.*`: the device or service that observed it.
        "observer" observer: FieldSet<Observer<'a>>,
        /// `trace.*`: the trace that it belongs to.
        "trace" trace: FieldSet<Trace<'a>>,
        /// `related.*`: all addresses, hosts, users and hashes in the event.
        "related" related: Related<'a>,
        /// `container.*`: the container that the event is about.
        "container" container: FieldSet<Container<'a>>,
        /// `dns.*`: a DNS lookup.
        "dns" dns: FieldSet<Dns<'a>>,
        /// `file.*`: the file that the event is about.
        "file" file: FieldSet<File<'a>>,
        /// `host.*`: the host that the event is about.
        "host" host: FieldSet<Host<'a>>,
        /// `orchestrator.*`: the cluster that the event is about.
        "orchestrator" orchestrator: FieldSet<Orchestrator<'a>>,
        /// `process.*`: the process that the event is about.
        "process" process: FieldSet<Process<'a>>,
        /// `threat.*`: the detected threat.
        "threat" threat: FieldSet<Threat<'a>>,
        /// `aws.<dataset>.*`: the values that have no ECS field.
        "aws" aws: Option<Aws<'a>>,
        ..
        /// Fields beyond these: others of ECS, and your own.
        extensions: Extensions<'a>,
    }

    /// `data_stream.*`: the data stream of Elasticsearch that it belongs to.
    pub struct DataStream<'a> {
        /// `data_stream.type`: always `logs`.
        "type" r#type: Option<Text<'a>>,
        /// `data_stream.dataset`: the same as `event.dataset`.
        "dataset" dataset: Option<Text<'a>>,
        /// `data_stream.namespace`: `default`, or that of the mapper.
        "namespace" namespace: Option<Text<'a>>,
    }

    /// `event.*`: what kind of event this is.
    pub struct EventFields<'a> {
        /// `event.kind`: the kind of information in the event.
        "kind" kind: Option<Kind>,
        /// `event.category`: what the event is about.
        "category" category: ValueSet<Category>,
        /// `event.type`: what happened.
        "type" r#type: ValueSet<Type>,
        /// `event.action`: what was done, as AWS names it.
        "action" action: Option<Text<'a>>,
        /// `event.outcome`: whether it succeeded.
        "outcome" outcome: Option<Outcome>,
        /// `event.module`: always `aws`.
        "module" module: Option<Text<'a>>,
        /// `event.dataset`: which log it is: `Format::dataset`.
        "dataset" dataset: Option<Text<'a>>,
        /// `event.provider`: the service that the event comes from.
        "provider" provider: Option<Text<'a>>,
        /// `event.id`: AWS's id of the record.
        "id" id: Option<Text<'a>>,
        /// `event.code`: the code of the error.
        "code" code: Option<Text<'a>>,
        /// `event.reason`: the reason of the outcome.
        "reason" reason: Option<Text<'a>>,
        /// `event.created`: when the finding or the resource was created.
        "created" created: Option<Timestamp>,
        /// `event.start`: when it began.
        "start" start: Option<Timestamp>,
        /// `event.end`: when it ended.
        "end" end: Option<Timestamp>,
        /// `event.duration`, in nanoseconds.
        "duration" duration: Option<u64>,
        /// `event.severity`: the severity on AWS's own scale, in whole numbers.
        "severity" severity: Option<i64>,
        /// `event.original`: the record's exact text.
        "original" original: Option<Text<'a>>,
    }

    /// `error.*`: the error.
    pub struct ErrorFields<'a> {
        /// `error.code`: AWS's code of the error.
        "code" code: Option<Text<'a>>,
        /// `error.message`: the message of the error.
        "message" message: Option<Text<'a>>,
        /// `error.type`: the kind of the error.
        "type" r#type: Option<Text<'a>>,
    }

    /// `cloud.*`: where in the cloud it happened.
    pub struct Cloud<'a> {
        /// `cloud.provider`: always `aws`.
        "provider" provider: Option<Text<'a>>,
        /// `cloud.account.*`: the account.
        "account" account: CloudAccount<'a>,
        /// `cloud.region`: the region.
        "region" region: Option<Text<'a>>,
        /// `cloud.availability_zone`: the name or id of the availability zone, as the log has it.
        "availability_zone" availability_zone: Option<Text<'a>>,
        /// `cloud.service.*`: the service.
        "service" service: CloudService<'a>,
        /// `cloud.instance.*`: the instance.
        "instance" instance: CloudInstance<'a>,
        /// `cloud.machine.*`: the machine.
        "machine" machine: CloudMachine<'a>,
    }

    /// `cloud.account.*`: the account.
    pub struct CloudAccount<'a> {
        /// `cloud.account.id`: the account's 12 digits.
        "id" id: Option<Text<'a>>,
    }

    /// `cloud.service.*`: the service.
    pub struct CloudService<'a> {
        /// `cloud.service.name`: the service's name in lower case, such as `cloudfront`.
        "name" name: Option<Text<'a>>,
    }

    /// `cloud.instance.*`: the instance.
    pub struct CloudInstance<'a> {
        /// `cloud.instance.id`: the instance's id, such as `i-0123456789abcdef0`.
        "id" id: Option<Text<'a>>,
    }

    /// `cloud.machine.*`: the machine.
    pub struct CloudMachine<'a> {
        /// `cloud.machine.type`: the type of the machine, such as `t3.micro`.
        "type" r#type: Option<Text<'a>>,
    }

    /// `source.*` and `destination.*`: one end of the traffic.
    pub struct Endpoint<'a> {
        /// `.address`: the address or the name, as the log gives it.
        "address" address: Option<Address<'a>>,
        /// `.ip`: only if it is an address.
        "ip" ip: Option<IpAddr>,
        /// `.port`: the port.
        "port" port: Option<u16>,
        /// `.domain`: only if it is a name.
        "domain" domain: Option<Text<'a>>,
        /// `.registered_domain`: the registered domain, such as `example.com`.
        "registered_domain" registered_domain: Option<Text<'a>>,
        /// `.subdomain`: the part before the registered domain.
        "subdomain" subdomain: Option<Text<'a>>,
        /// `.top_level_domain`: the public suffix, such as `com` or `co.uk`.
        "top_level_domain" top_level_domain: Option<Text<'a>>,
        /// `.bytes`: bytes sent from here.
        "bytes" bytes: Option<u64>,
        /// `.packets`: packets sent from here.
        "packets" packets: Option<u64>,
        /// `.geo.*`: where it is.
        "geo" geo: FieldSet<Geo<'a>>,
        /// `.as.*`: the autonomous system of the address.
        "as" r#as: FieldSet<AutonomousSystem<'a>>,
    }

    /// `*.geo.*`: the location of an address, as the log has it.
    pub struct Geo<'a> {
        /// `.name`: a name for the place, such as the code of an edge location.
        "name" name: Option<Text<'a>>,
        /// `.city_name`: the city.
        "city_name" city_name: Option<Text<'a>>,
        /// `.country_iso_code`: the country in two letters.
        "country_iso_code" country_iso_code: Option<Text<'a>>,
        /// `.country_name`: the country in words.
        "country_name" country_name: Option<Text<'a>>,
        /// `.location`: latitude and longitude.
        "location" location: GeoPoint,
    }

    /// `*.geo.location`: a point on earth.
    pub struct GeoPoint {
        /// The latitude in degrees.
        "lat" lat: Option<f64>,
        /// The longitude in degrees.
        "lon" lon: Option<f64>,
    }

    /// `*.as.*`: an autonomous system.
    pub struct AutonomousSystem<'a> {
        /// `.number`: the number of the system.
        "number" number: Option<u32>,
        /// `.organization.*`: whose system it is.
        "organization" organization: Organization<'a>,
    }

    /// `*.as.organization.*`: the owner of an autonomous system.
    pub struct Organization<'a> {
        /// `.name`: its name.
        "name" name: Option<Text<'a>>,
    }

    /// `client.*`: who made the request.
    pub struct Client<'a> {
        /// `client.address`: the address, as the log gives it.
        "address" address: Option<Address<'a>>,
        /// `client.ip`: only if it is an address.
        "ip" ip: Option<IpAddr>,
        /// `client.user.*`: the user of the client.
        "user" user: ClientUser<'a>,
    }

    /// `client.user.*`: the user of the client.
    pub struct ClientUser<'a> {
        /// `client.user.id`: the user's id.
        "id" id: Option<Text<'a>>,
    }

    /// `server.*`: who answered.
    pub struct Server<'a> {
        /// `server.geo.*`: where the server is.
        "geo" geo: Geo<'a>,
    }

    /// `url.*`: the requested URL.
    pub struct Url<'a> {
        /// `url.original`: as the log writes it.
        "original" original: Option<Text<'a>>,
        /// `url.full`: scheme, host, path and query together.
        "full" full: Option<Text<'a>>,
        /// `url.scheme`: the scheme, without the colon.
        "scheme" scheme: Option<Text<'a>>,
        /// `url.domain`: the host: a name or an address.
        "domain" domain: Option<Text<'a>>,
        /// `url.registered_domain`: the registered domain, such as `example.com`.
        "registered_domain" registered_domain: Option<Text<'a>>,
        /// `url.subdomain`: the part before the registered domain.
        "subdomain" subdomain: Option<Text<'a>>,
        /// `url.top_level_domain`: the public suffix.
        "top_level_domain" top_level_domain: Option<Text<'a>>,
        /// `url.port`: the port, if the URL has one.
        "port" port: Option<u16>,
        /// `url.path`: the path, from its slash on.
        "path" path: Option<Text<'a>>,
        /// `url.extension`, without the dot.
        "extension" extension: Option<Text<'a>>,
        /// `url.query`, without the question mark.
        "query" query: Option<Text<'a>>,
        /// `url.fragment`, without the hash.
        "fragment" fragment: Option<Text<'a>>,
        /// `url.username`: the user's name in the URL.
        "username" username: Option<Text<'a>>,
        /// `url.password`: the password in the URL.
        "password" password: Option<Text<'a>>,
    }

    /// `http.*`: the HTTP request and the response.
    pub struct Http<'a> {
        /// `http.version`: the version, such as `1.1`.
        "version" version: Option<Text<'a>>,
        /// `http.request.*`: the request.
        "request" request: HttpRequest<'a>,
        /// `http.response.*`: the response.
        "response" response: HttpResponse<'a>,
    }

    /// `http.request.*`: the request.
    pub struct HttpRequest<'a> {
        /// `http.request.id`: the id of the request.
        "id" id: Option<Text<'a>>,
        /// `http.request.method`: the method, as the client wrote it.
        "method" method: Option<Text<'a>>,
        /// `http.request.referrer`: the referring page.
        "referrer" referrer: Option<Text<'a>>,
        /// `http.request.mime_type`: the type of the request's body.
        "mime_type" mime_type: Option<Text<'a>>,
        /// `http.request.bytes`: the length of the whole request, in bytes.
        "bytes" bytes: Option<u64>,
        /// `http.request.body.*`: the body of the request.
        "body" body: HttpBody,
    }

    /// `http.response.*`: the response.
    pub struct HttpResponse<'a> {
        /// `http.response.status_code`: the status; 0 if the client closed the connection before the response.
        "status_code" status_code: Option<u16>,
        /// `http.response.mime_type`: the type of the response's body.
        "mime_type" mime_type: Option<Text<'a>>,
        /// `http.response.bytes`: the length of the whole response, in bytes.
        "bytes" bytes: Option<u64>,
        /// `http.response.body.*`: the body of the response.
        "body" body: HttpBody,
    }

    /// `http.request.body.*` and `http.response.body.*`
    pub struct HttpBody {
        /// `.bytes`: the length of the body, in bytes.
        "bytes" bytes: Option<u64>,
    }

    /// `network.*`: the traffic as a whole.
    pub struct Network<'a> {
        /// `network.type`: the protocol of the addresses.
        "type" r#type: Option<NetworkType>,
        /// `network.transport`: the transport protocol, such as `tcp`.
        "transport" transport: Option<Text<'a>>,
        /// `network.protocol`: the protocol above that, such as `https`.
        "protocol" protocol: Option<Text<'a>>,
        /// `network.iana_number`: the number of the transport protocol.
        "iana_number" iana_number: Option<Text<'a>>,
        /// `network.direction`: the direction of the traffic.
        "direction" direction: Option<Direction>,
        /// `network.bytes`: bytes in both directions, as far as the log counts them.
        "bytes" bytes: Option<u64>,
        /// `network.packets`: packets in both directions, as far as the log counts them.
        "packets" packets: Option<u64>,
        /// `network.community_id`: an id that is the same in all tools.
        "community_id" community_id: Option<CommunityId>,
        /// `network.forwarded_ip`: the first address of the forwarding header.
        "forwarded_ip" forwarded_ip: Option<IpAddr>,
    }

    /// `tls.*`: how the traffic was encrypted.
    pub struct Tls<'a> {
        /// `tls.version`: the version, such as `1.3`.
        "version" version: Option<Text<'a>>,
        /// `tls.version_protocol`: `tls` or `ssl`.
        "version_protocol" version_protocol: Option<Text<'a>>,
        /// `tls.cipher`: the cipher suite.
        "cipher" cipher: Option<Text<'a>>,
        /// `tls.established`: whether the handshake succeeded.
        "established" established: Option<bool>,
        /// `tls.resumed`: whether an earlier session was resumed.
        "resumed" resumed: Option<bool>,
        /// `tls.client.*`: the client and its certificate.
        "client" client: TlsClient<'a>,
        /// `tls.server.*`: the server and its certificate.
        "server" server: TlsServer<'a>,
    }

    /// `tls.client.*`: the client and its certificate.
    pub struct TlsClient<'a> {
        /// `tls.client.server_name`: the name that the client asked for.
        "server_name" server_name: Option<Text<'a>>,
        /// `tls.client.ja3`: the JA3 fingerprint of the client.
        "ja3" ja3: Option<Text<'a>>,
        /// `tls.client.subject`: the subject of the client's certificate.
        "subject" subject: Option<Text<'a>>,
        /// `tls.client.issuer`: the issuer of the client's certificate.
        "issuer" issuer: Option<Text<'a>>,
        /// `tls.client.not_before`: the start of validity of the client's certificate.
        "not_before" not_before: Option<Timestamp>,
        /// `tls.client.not_after`: the end of validity of the client's certificate.
        "not_after" not_after: Option<Timestamp>,
        /// `tls.client.x509.*`: more of the client's certificate.
        "x509" x509: X509<'a>,
    }

    /// `tls.client.x509.*`: more of the client's certificate.
    pub struct X509<'a> {
        /// `tls.client.x509.serial_number`: the serial number of the client's certificate.
        "serial_number" serial_number: Option<Text<'a>>,
    }

    /// `tls.server.*`: the server and its certificate.
    pub struct TlsServer<'a> {
        /// `tls.server.ja3s`: the JA3S fingerprint of the server.
        "ja3s" ja3s: Option<Text<'a>>,
        /// `tls.server.subject`: the subject of the server's certificate.
        "subject" subject: Option<Text<'a>>,
        /// `tls.server.issuer`: the issuer of the server's certificate.
        "issuer" issuer: Option<Text<'a>>,
        /// `tls.server.not_before`: the start of validity of the server's certificate.
        "not_before" not_before: Option<Timestamp>,
        /// `tls.server.not_after`: the end of validity of the server's certificate.
        "not_after" not_after: Option<Timestamp>,
        /// `tls.server.hash.*`: the hashes of the server's certificate.
        "hash" hash: FileHash<'a>,
        /// `tls.server.x509.*`: more of the server's certificate.
        "x509" x509: ServerX509<'a>,
    }

    /// `tls.server.x509.*`: more of the server's certificate.
    pub struct ServerX509<'a> {
        /// `tls.server.x509.serial_number`: the serial number of the server's certificate.
        "serial_number" serial_number: Option<Text<'a>>,
        /// `tls.server.x509.subject.*`: the subject of the server's certificate.
        "subject" subject: DistinguishedName<'a>,
        /// `tls.server.x509.issuer.*`: the issuer of the server's certificate.
        "issuer" issuer: DistinguishedName<'a>,
        /// `tls.server.x509.not_before`: the start of validity of the server's certificate.
        "not_before" not_before: Option<Timestamp>,
        /// `tls.server.x509.not_after`: the end of validity of the server's certificate.
        "not_after" not_after: Option<Timestamp>,
    }

    /// `tls.server.x509.subject.*` and `tls.server.x509.issuer.*`
    pub struct DistinguishedName<'a> {
        /// `.distinguished_name`: the whole name, as logged.
        "distinguished_name" distinguished_name: Option<Text<'a>>,
    }

    /// `user_agent.*`: the result of [`user_agent::parse`](super::user_agent::parse).
    pub struct UserAgent<'a> {
        /// `user_agent.original`: the whole text.
        "original" original: Option<Text<'a>>,
        /// `user_agent.name`: the program, `Other` if it is unknown.
        "name" name: Option<Text<'a>>,
        /// `user_agent.version`: the version of the program.
        "version" version: Option<Text<'a>>,
        /// `user_agent.os.*`: the operating system.
        "os" os: UserAgentOs<'a>,
        /// `user_agent.device.*`: the device.
        "device" device: Device<'a>,
    }

    /// `user_agent.os.*`: the operating system.
    pub struct UserAgentOs<'a> {
        /// `user_agent.os.name`: the operating system, `Other` if it is unknown.
        "name" name: Option<Text<'a>>,
        /// `user_agent.os.version`: the version of the system.
        "version" version: Option<Text<'a>>,
        /// `user_agent.os.full`: name and version, if there is a version.
        "full" full: Option<Text<'a>>,
        /// `user_agent.os.type`: the family of the system.
        "type" r#type: Option<OsType>,
        /// `user_agent.os.kernel`: the version of the kernel.
        "kernel" kernel: Option<Text<'a>>,
        /// `user_agent.os.platform`: the distribution.
        "platform" platform: Option<Text<'a>>,
    }

    /// `user_agent.device.*`: the device.
    pub struct Device<'a> {
        /// `user_agent.device.name`: the device, `Other` if it is unknown.
        "name" name: Option<Text<'a>>,
    }

    /// `user.*`: who acted.
    pub struct User<'a> {
        /// `user.id`: the user's id.
        "id" id: Option<Text<'a>>,
        /// `user.name`: the user's name; for an assumed role, the role.
        "name" name: Option<Text<'a>>,
        /// `user.email`: the name of the user or session, if it is an e-mail address.
        "email" email: Option<Text<'a>>,
        /// `user.roles`: the roles or groups that the user has.
        "roles" roles: Vec<Text<'a>>,
        /// `user.entity.*`: the user as an entity.
        "entity" entity: EntityId<'a>,
        /// `user.target.*`: the user that the action affects.
        "target" target: UserTarget<'a>,
        /// `user.changes.*`: the new values of a changed user.
        "changes" changes: UserChanges<'a>,
    }

    /// `user.target.*`: the user that the action affects.
    pub struct UserTarget<'a> {
        /// `user.target.id`: the id of that user.
        "id" id: Option<Text<'a>>,
        /// `user.target.name`: the name of that user.
        "name" name: Option<Text<'a>>,
    }

    /// `user.changes.*`: the new values of a changed user.
    pub struct UserChanges<'a> {
        /// `user.changes.name`: the new name.
        "name" name: Option<Text<'a>>,
    }

    /// `user.entity.*` and `service.entity.*`
    pub struct EntityId<'a> {
        /// `.id`: its id.
        "id" id: Option<Text<'a>>,
    }

    /// `group.*`: the group that the event is about.
    pub struct Group<'a> {
        /// `group.id`: the group's id.
        "id" id: Option<Text<'a>>,
        /// `group.name`: the group's name.
        "name" name: Option<Text<'a>>,
    }

    /// `service.*`: the service that acted or was called.
    pub struct Service<'a> {
        /// `service.name`: the service's name.
        "name" name: Option<Text<'a>>,
        /// `service.entity.*`: the service as an entity.
        "entity" entity: EntityId<'a>,
    }

    /// `entity.*`: the resource that the event is about.
    pub struct Entity<'a> {
        /// `entity.id`: its id, an ARN if AWS has one.
        "id" id: Option<Text<'a>>,
        /// `entity.name`: its name.
        "name" name: Option<Text<'a>>,
        /// `entity.type`: its type, as ECS names it.
        "type" r#type: Vec<Text<'a>>,
        /// `entity.sub_type`: its type, as AWS names it.
        "sub_type" sub_type: Option<Text<'a>>,
    }

    /// `rule.*`: the rule that decided or detected.
    pub struct Rule<'a> {
        /// `rule.id`: the rule's id.
        "id" id: Option<Text<'a>>,
        /// `rule.name`: the rule's name.
        "name" name: Option<Text<'a>>,
        /// `rule.category`: the rule's category.
        "category" category: Option<Text<'a>>,
        /// `rule.ruleset`: the set that the rule belongs to.
        "ruleset" ruleset: Option<Text<'a>>,
        /// `rule.description`: a description of the rule.
        "description" description: Option<Text<'a>>,
        /// `rule.version`: the version of the rule.
        "version" version: Option<Text<'a>>,
    }

    /// `observer.*`: the device or service that observed it.
    pub struct Observer<'a> {
        /// `observer.name`: the name of the observer.
        "name" name: Option<Text<'a>>,
        /// `observer.type`: the type of observer.
        "type" r#type: Option<Text<'a>>,
        /// `observer.vendor`: the vendor.
        "vendor" vendor: Option<Text<'a>>,
        /// `observer.product`: the product.
        "product" product: Option<Text<'a>>,
    }

    /// `trace.*`: the trace that it belongs to.
    pub struct Trace<'a> {
        /// `trace.id`: the trace's id.
        "id" id: Option<Text<'a>>,
    }

    /// `related.*`: all addresses, hosts, users and hashes in the event, each once, in the order of their occurrence.
    pub struct Related<'a> {
        /// `related.ip`: every address.
        "ip" ip: Vec<IpAddr>,
        /// `related.hosts`: every host name.
        "hosts" hosts: Vec<Text<'a>>,
        /// `related.user`: every user by name or id.
        "user" user: Vec<Text<'a>>,
        /// `related.hash`: every hash and fingerprint.
        "hash" hash: Vec<Text<'a>>,
    }

    /// `container.*`: the container that the event is about.
    pub struct Container<'a> {
        /// `container.id`: the container's id.
        "id" id: Option<Text<'a>>,
        /// `container.name`: the container's name.
        "name" name: Option<Text<'a>>,
        /// `container.image.*`: the image of the container.
        "image" image: ContainerImage<'a>,
        /// `container.runtime`: the container runtime.
        "runtime" runtime: Option<Text<'a>>,
    }

    /// `container.image.*`: the image of the container.
    pub struct ContainerImage<'a> {
        /// `container.image.name`: the image's name.
        "name" name: Option<Text<'a>>,
    }

    /// `dns.*`: a DNS lookup.
    pub struct Dns<'a> {
        /// `dns.id`: the id of the message.
        "id" id: Option<Text<'a>>,
        /// `dns.type`: `query` or `answer`.
        "type" r#type: Option<Text<'a>>,
        /// `dns.question.*`: the query.
        "question" question: DnsQuestion<'a>,
        /// `dns.answers`: the records of the answer.
        "answers" answers: Vec<DnsAnswer<'a>>,
        /// `dns.resolved_ip`: the addresses of the answer, each once.
        "resolved_ip" resolved_ip: Vec<IpAddr>,
        /// `dns.response_code`: the response code, such as `NOERROR`.
        "response_code" response_code: Option<Text<'a>>,
    }

    /// `dns.question.*`: the query.
    pub struct DnsQuestion<'a> {
        /// `dns.question.name`: the name.
        "name" name: Option<Text<'a>>,
        /// `dns.question.type`: the type of the records.
        "type" r#type: Option<Text<'a>>,
        /// `dns.question.class`: the class of the records.
        "class" class: Option<Text<'a>>,
        /// `dns.question.registered_domain`: the registered domain, such as `example.com`.
        "registered_domain" registered_domain: Option<Text<'a>>,
        /// `dns.question.subdomain`: the part before the registered domain.
        "subdomain" subdomain: Option<Text<'a>>,
        /// `dns.question.top_level_domain`: the public suffix.
        "top_level_domain" top_level_domain: Option<Text<'a>>,
    }

    /// An item of `dns.answers`: a record of the answer.
    pub struct DnsAnswer<'a> {
        /// `dns.answers.name`: the name of the record.
        "name" name: Option<Text<'a>>,
        /// `dns.answers.type`: the type of the record.
        "type" r#type: Option<Text<'a>>,
        /// `dns.answers.class`: the class of the record.
        "class" class: Option<Text<'a>>,
        /// `dns.answers.data`: the data of the record.
        "data" data: Option<Text<'a>>,
        /// `dns.answers.ttl`: how long the record is valid, in seconds.
        "ttl" ttl: Option<u64>,
    }

    /// `file.*`: the file that the event is about.
    pub struct File<'a> {
        /// `file.path`: where it is.
        "path" path: Option<Text<'a>>,
        /// `file.name`: its name.
        "name" name: Option<Text<'a>>,
        /// `file.extension`, without the dot.
        "extension" extension: Option<Text<'a>>,
        /// `file.size`, in bytes.
        "size" size: Option<u64>,
        /// `file.hash.*`: its hashes.
        "hash" hash: FileHash<'a>,
    }

    /// `file.hash.*`, `process.hash.*` and `tls.server.hash.*`
    pub struct FileHash<'a> {
        /// `.md5`: the MD5 hash, in hexadecimal digits.
        "md5" md5: Option<Text<'a>>,
        /// `.sha1`: the SHA-1 hash, in hexadecimal digits.
        "sha1" sha1: Option<Text<'a>>,
        /// `.sha256`: the SHA-256 hash, in hexadecimal digits.
        "sha256" sha256: Option<Text<'a>>,
    }

    /// `host.*`: the host that the event is about.
    pub struct Host<'a> {
        /// `host.id`: the host's id.
        "id" id: Option<Text<'a>>,
        /// `host.name`: the host's name.
        "name" name: Option<Text<'a>>,
        /// `host.type`: the type of the host.
        "type" r#type: Option<Text<'a>>,
        /// `host.ip`: the host's addresses.
        "ip" ip: Vec<IpAddr>,
        /// `host.os.*`: the host's system.
        "os" os: HostOs<'a>,
    }

    /// `host.os.*`: the host's system.
    pub struct HostOs<'a> {
        /// `host.os.platform`: the system's name.
        "platform" platform: Option<Text<'a>>,
        /// `host.os.type`: the family of the system.
        "type" r#type: Option<OsType>,
    }

    /// `orchestrator.*`: the cluster that the event is about.
    pub struct Orchestrator<'a> {
        /// `orchestrator.type`: the orchestrator, such as `kubernetes`.
        "type" r#type: Option<Text<'a>>,
        /// `orchestrator.namespace`: the namespace.
        "namespace" namespace: Option<Text<'a>>,
        /// `orchestrator.cluster.*`: the cluster.
        "cluster" cluster: OrchestratorCluster<'a>,
        /// `orchestrator.resource.*`: the resource in the cluster.
        "resource" resource: OrchestratorResource<'a>,
    }

    /// `orchestrator.cluster.*`: the cluster.
    pub struct OrchestratorCluster<'a> {
        /// `orchestrator.cluster.id`: the cluster's id.
        "id" id: Option<Text<'a>>,
        /// `orchestrator.cluster.name`: the cluster's name.
        "name" name: Option<Text<'a>>,
        /// `orchestrator.cluster.version`: the cluster's version.
        "version" version: Option<Text<'a>>,
    }

    /// `orchestrator.resource.*`: the resource in the cluster.
    pub struct OrchestratorResource<'a> {
        /// `orchestrator.resource.id`: the resource's id.
        "id" id: Option<Text<'a>>,
        /// `orchestrator.resource.name`: the resource's name.
        "name" name: Option<Text<'a>>,
        /// `orchestrator.resource.type`: the resource's kind.
        "type" r#type: Option<Text<'a>>,
    }

    /// `process.*`: the process that the event is about.
    pub struct Process<'a> {
        /// `process.pid`: the process id.
        "pid" pid: Option<i64>,
        /// `process.name`: the process's name.
        "name" name: Option<Text<'a>>,
        /// `process.executable`: the path of the program.
        "executable" executable: Option<Text<'a>>,
        /// `process.working_directory`: the working directory.
        "working_directory" working_directory: Option<Text<'a>>,
        /// `process.start`: when it started.
        "start" start: Option<Timestamp>,
        /// `process.hash.*`: the hashes of the program.
        "hash" hash: FileHash<'a>,
        /// `process.user.*`: the owner of the process.
        "user" user: ProcessUser<'a>,
    }

    /// `process.user.*`: the owner of the process.
    pub struct ProcessUser<'a> {
        /// `process.user.id`: the user's id.
        "id" id: Option<Text<'a>>,
        /// `process.user.name`: the user's name.
        "name" name: Option<Text<'a>>,
    }

    /// `threat.*`: the detected threat.
    pub struct Threat<'a> {
        /// `threat.indicator.*`: the indicator that led to the detection.
        "indicator" indicator: ThreatIndicator<'a>,
        /// `threat.software.*`: the software of the threat.
        "software" software: ThreatSoftware<'a>,
    }

    /// `threat.indicator.*`: the indicator that led to the detection.
    pub struct ThreatIndicator<'a> {
        /// `threat.indicator.file.*`: the file that led to the detection.
        "file" file: ThreatFile<'a>,
    }

    /// `threat.indicator.file.*`: the file that led to the detection.
    pub struct ThreatFile<'a> {
        /// `threat.indicator.file.path`: where the file is.
        "path" path: Option<Text<'a>>,
    }

    /// `threat.software.*`: the software of the threat.
    pub struct ThreatSoftware<'a> {
        /// `threat.software.name`: the software's name.
        "name" name: Option<Text<'a>>,
    }
}

/// `ecs.*`: the version of the schema, always there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ecs;

impl Empty for Ecs {
    const EMPTY: Self = Ecs;
}

impl Fields for Ecs {
    fn is_empty(&self) -> bool {
        false
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.leaf(key!("version"), ECS_VERSION);
    }
}

impl Ecs {
    const SCHEMA: &'static [schema::Field] =
        &[schema::Field::new("version", schema::Kind::Text, "`ecs.version`: the version of the schema.")];
}

impl AsValue for Ecs {
    const KIND: schema::Kind = schema::Kind::Object(Self::SCHEMA);

    fn as_value(&self) -> Option<schema::Value<'_>> {
        Some(schema::Value::Object(schema::Object::new(self)))
    }
}

impl schema::Fields for Ecs {
    fn schema(&self) -> &'static [schema::Field] {
        Self::SCHEMA
    }

    fn value(&self, index: usize) -> Option<schema::Value<'_>> {
        (index == 0).then_some(schema::Value::Text(ECS_VERSION))
    }
}

impl Field for Ecs {
    fn is_absent(&self) -> bool {
        false
    }

    fn write_at<S: Sink>(&self, key: crate::write::Key, sink: &mut S) {
        sink.object(key, self);
    }
}

impl Leaf for DnsAnswer<'_> {
    fn write_rest(&self, out: &mut Vec<u8>) {
        Object::new(self).write_rest(out);
    }
}

impl Event<'_> {
    /// Appends the event to `out` as one JSON object on one line, without a line break at its end.
    ///
    /// Writes exactly what `serde_json::to_vec` writes, but about twice as fast.
    ///
    /// ```
    /// use awslog::ecs::Event;
    ///
    /// let mut event = Event::default();
    /// event.event.action = Some("Hit".into());
    /// let mut out = Vec::new();
    /// event.write_json(&mut out);
    /// assert_eq!(out, br#"{"ecs":{"version":"9.4.0"},"event":{"action":"Hit"}}"#);
    /// ```
    pub fn write_json(&self, out: &mut Vec<u8>) {
        Object::new(self).write_json(out);
    }
}
