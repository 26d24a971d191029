//! The document: the fields of ECS that AWS logs fill, each with its type.
//!
//! A field that is not in ECS does not compile. What is absent is left out: nothing is ever written as null,
//! as an empty string or as an empty object.

use std::net::IpAddr;

use serde::{Serialize, Serializer};

use super::address::Address;
use super::aws::Aws;
use super::community_id::CommunityId;
use super::timestamp::Timestamp;
use super::values::{Category, Direction, ECS_VERSION, Kind, NetworkType, OsType, Outcome, Type, Values};
use super::write::{Field, Fields, Leaf, Object, Sink, key};
use crate::text::Text;

/// A group of fields: the struct, and how it is written.
macro_rules! fields {
    ($($(#[$meta:meta])* pub struct $name:ident $(<$life:lifetime>)? {
        $($(#[$field_meta:meta])* $key:literal $field:ident: $type:ty,)+
    })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $name $(<$life>)? {
            $($(#[$field_meta])* pub $field: $type,)+
        }

        impl $(<$life>)? Fields for $name $(<$life>)? {
            fn is_empty(&self) -> bool {
                $(self.$field.is_absent())&&+
            }

            fn write<S: Sink>(&self, sink: &mut S) {
                $(sink.field(key!($key), &self.$field);)+
            }
        }

        impl $(<$life>)? Field for $name $(<$life>)? {
            fn is_absent(&self) -> bool {
                self.is_empty()
            }

            fn write_at<S: Sink>(&self, key: super::write::Key, sink: &mut S) {
                sink.object(key, self);
            }
        }

        impl $(<$life>)? Serialize for $name $(<$life>)? {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Object(self).serialize(serializer)
            }
        }
    )+};
}

fields! {
    /// One event, ready to be written: [`Event::write_json`], or serde with any format.
    ///
    /// It borrows from the record it was made of.
    pub struct Event<'a> {
        /// `@timestamp`: when it happened.
        "@timestamp" timestamp: Option<Timestamp>,
        /// `message`: a text for people.
        "message" message: Option<Text<'a>>,
        /// `ecs.*`
        "ecs" ecs: Ecs,
        /// `event.*`
        "event" event: EventFields<'a>,
        /// `error.*`
        "error" error: ErrorFields<'a>,
        /// `cloud.*`
        "cloud" cloud: Cloud<'a>,
        /// `source.*`: who sent the traffic.
        "source" source: Endpoint<'a>,
        /// `destination.*`: who received the traffic.
        "destination" destination: Endpoint<'a>,
        /// `server.*`: who answered.
        "server" server: Server<'a>,
        /// `url.*`
        "url" url: Url<'a>,
        /// `http.*`
        "http" http: Http<'a>,
        /// `network.*`
        "network" network: Network<'a>,
        /// `tls.*`
        "tls" tls: Tls<'a>,
        /// `user_agent.*`
        "user_agent" user_agent: UserAgent<'a>,
        /// `user.*`
        "user" user: User<'a>,
        /// `group.*`
        "group" group: Group<'a>,
        /// `service.*`
        "service" service: Service<'a>,
        /// `entity.*`
        "entity" entity: Entity<'a>,
        /// `rule.*`
        "rule" rule: Rule<'a>,
        /// `observer.*`
        "observer" observer: Observer<'a>,
        /// `trace.*`
        "trace" trace: Trace<'a>,
        /// `related.*`
        "related" related: Related<'a>,
        /// `container.*`; boxed, because few events have it.
        "container" container: Option<Box<Container<'a>>>,
        /// `dns.*`; boxed, because few events have it.
        "dns" dns: Option<Box<Dns<'a>>>,
        /// `file.*`; boxed, because few events have it.
        "file" file: Option<Box<File<'a>>>,
        /// `host.*`; boxed, because few events have it.
        "host" host: Option<Box<Host<'a>>>,
        /// `orchestrator.*`; boxed, because few events have it.
        "orchestrator" orchestrator: Option<Box<Orchestrator<'a>>>,
        /// `process.*`; boxed, because few events have it.
        "process" process: Option<Box<Process<'a>>>,
        /// `threat.*`; boxed, because few events have it.
        "threat" threat: Option<Box<Threat<'a>>>,
        /// `aws.<dataset>.*`: everything else that the record holds.
        "aws" aws: Option<Aws<'a>>,
        /// `sekoiaio.*`
        "sekoiaio" sekoiaio: Sekoiaio,
    }

    /// `event.*`: what kind of event this is.
    pub struct EventFields<'a> {
        /// `event.kind`
        "kind" kind: Option<Kind>,
        /// `event.category`
        "category" category: Values<Category>,
        /// `event.type`
        "type" r#type: Values<Type>,
        /// `event.action`
        "action" action: Option<Text<'a>>,
        /// `event.outcome`
        "outcome" outcome: Option<Outcome>,
        /// `event.module`
        "module" module: Option<Text<'a>>,
        /// `event.dataset`
        "dataset" dataset: Option<Text<'a>>,
        /// `event.provider`
        "provider" provider: Option<Text<'a>>,
        /// `event.id`
        "id" id: Option<Text<'a>>,
        /// `event.code`
        "code" code: Option<Text<'a>>,
        /// `event.reason`
        "reason" reason: Option<Text<'a>>,
        /// `event.created`
        "created" created: Option<Timestamp>,
        /// `event.start`
        "start" start: Option<Timestamp>,
        /// `event.end`
        "end" end: Option<Timestamp>,
        /// `event.duration`, in nanoseconds.
        "duration" duration: Option<u64>,
        /// `event.severity`
        "severity" severity: Option<i64>,
        /// `event.original`: the record's exact text.
        "original" original: Option<Text<'a>>,
    }

    /// `error.*`
    pub struct ErrorFields<'a> {
        /// `error.code`
        "code" code: Option<Text<'a>>,
        /// `error.message`
        "message" message: Option<Text<'a>>,
        /// `error.type`
        "type" r#type: Option<Text<'a>>,
    }

    /// `cloud.*`
    pub struct Cloud<'a> {
        /// `cloud.provider`
        "provider" provider: Option<Text<'a>>,
        /// `cloud.account.*`
        "account" account: CloudAccount<'a>,
        /// `cloud.region`
        "region" region: Option<Text<'a>>,
        /// `cloud.availability_zone`
        "availability_zone" availability_zone: Option<Text<'a>>,
        /// `cloud.service.*`
        "service" service: CloudService<'a>,
        /// `cloud.instance.*`
        "instance" instance: CloudInstance<'a>,
        /// `cloud.machine.*`
        "machine" machine: CloudMachine<'a>,
    }

    /// `cloud.account.*`
    pub struct CloudAccount<'a> {
        /// `cloud.account.id`
        "id" id: Option<Text<'a>>,
    }

    /// `cloud.service.*`
    pub struct CloudService<'a> {
        /// `cloud.service.name`
        "name" name: Option<Text<'a>>,
    }

    /// `cloud.instance.*`
    pub struct CloudInstance<'a> {
        /// `cloud.instance.id`
        "id" id: Option<Text<'a>>,
    }

    /// `cloud.machine.*`
    pub struct CloudMachine<'a> {
        /// `cloud.machine.type`
        "type" r#type: Option<Text<'a>>,
    }

    /// `source.*` and `destination.*`: one end of the traffic.
    pub struct Endpoint<'a> {
        /// `.address`: the address or the name, as the log gives it.
        "address" address: Option<Address<'a>>,
        /// `.ip`: only if it is an address.
        "ip" ip: Option<IpAddr>,
        /// `.port`
        "port" port: Option<u16>,
        /// `.domain`: only if it is a name.
        "domain" domain: Option<Text<'a>>,
        /// `.registered_domain`
        "registered_domain" registered_domain: Option<Text<'a>>,
        /// `.subdomain`
        "subdomain" subdomain: Option<Text<'a>>,
        /// `.top_level_domain`
        "top_level_domain" top_level_domain: Option<Text<'a>>,
        /// `.bytes`
        "bytes" bytes: Option<u64>,
        /// `.packets`
        "packets" packets: Option<u64>,
        /// `.geo.*`
        "geo" geo: Geo<'a>,
        /// `.as.*`
        "as" r#as: AutonomousSystem<'a>,
    }

    /// `*.geo.*`
    pub struct Geo<'a> {
        /// `.name`
        "name" name: Option<Text<'a>>,
        /// `.city_name`
        "city_name" city_name: Option<Text<'a>>,
        /// `.country_iso_code`
        "country_iso_code" country_iso_code: Option<Text<'a>>,
        /// `.country_name`
        "country_name" country_name: Option<Text<'a>>,
        /// `.location`
        "location" location: GeoPoint,
    }

    /// `*.geo.location`
    pub struct GeoPoint {
        /// The latitude in degrees.
        "lat" lat: Option<f64>,
        /// The longitude in degrees.
        "lon" lon: Option<f64>,
    }

    /// `*.as.*`
    pub struct AutonomousSystem<'a> {
        /// `.number`
        "number" number: Option<u32>,
        /// `.organization.*`
        "organization" organization: Organization<'a>,
    }

    /// `*.as.organization.*`
    pub struct Organization<'a> {
        /// `.name`
        "name" name: Option<Text<'a>>,
    }

    /// `server.*`
    pub struct Server<'a> {
        /// `server.geo.*`
        "geo" geo: Geo<'a>,
    }

    /// `url.*`
    pub struct Url<'a> {
        /// `url.original`: as the log writes it.
        "original" original: Option<Text<'a>>,
        /// `url.full`
        "full" full: Option<Text<'a>>,
        /// `url.scheme`
        "scheme" scheme: Option<Text<'a>>,
        /// `url.domain`: a name, or the address that stands in its place.
        "domain" domain: Option<Text<'a>>,
        /// `url.registered_domain`
        "registered_domain" registered_domain: Option<Text<'a>>,
        /// `url.subdomain`
        "subdomain" subdomain: Option<Text<'a>>,
        /// `url.top_level_domain`
        "top_level_domain" top_level_domain: Option<Text<'a>>,
        /// `url.port`
        "port" port: Option<u16>,
        /// `url.path`
        "path" path: Option<Text<'a>>,
        /// `url.extension`, without the dot.
        "extension" extension: Option<Text<'a>>,
        /// `url.query`, without the question mark.
        "query" query: Option<Text<'a>>,
        /// `url.fragment`, without the hash.
        "fragment" fragment: Option<Text<'a>>,
        /// `url.username`
        "username" username: Option<Text<'a>>,
        /// `url.password`
        "password" password: Option<Text<'a>>,
    }

    /// `http.*`
    pub struct Http<'a> {
        /// `http.version`
        "version" version: Option<Text<'a>>,
        /// `http.request.*`
        "request" request: HttpRequest<'a>,
        /// `http.response.*`
        "response" response: HttpResponse<'a>,
    }

    /// `http.request.*`
    pub struct HttpRequest<'a> {
        /// `http.request.id`
        "id" id: Option<Text<'a>>,
        /// `http.request.method`
        "method" method: Option<Text<'a>>,
        /// `http.request.referrer`
        "referrer" referrer: Option<Text<'a>>,
        /// `http.request.mime_type`
        "mime_type" mime_type: Option<Text<'a>>,
        /// `http.request.bytes`
        "bytes" bytes: Option<u64>,
        /// `http.request.body.*`
        "body" body: HttpBody,
    }

    /// `http.response.*`
    pub struct HttpResponse<'a> {
        /// `http.response.status_code`
        "status_code" status_code: Option<u16>,
        /// `http.response.mime_type`
        "mime_type" mime_type: Option<Text<'a>>,
        /// `http.response.bytes`
        "bytes" bytes: Option<u64>,
        /// `http.response.body.*`
        "body" body: HttpBody,
    }

    /// `http.request.body.*` and `http.response.body.*`
    pub struct HttpBody {
        /// `.bytes`
        "bytes" bytes: Option<u64>,
    }

    /// `network.*`
    pub struct Network<'a> {
        /// `network.type`
        "type" r#type: Option<NetworkType>,
        /// `network.transport`
        "transport" transport: Option<Text<'a>>,
        /// `network.protocol`
        "protocol" protocol: Option<Text<'a>>,
        /// `network.iana_number`
        "iana_number" iana_number: Option<Text<'a>>,
        /// `network.direction`
        "direction" direction: Option<Direction>,
        /// `network.bytes`
        "bytes" bytes: Option<u64>,
        /// `network.packets`
        "packets" packets: Option<u64>,
        /// `network.community_id`
        "community_id" community_id: Option<CommunityId>,
        /// `network.forwarded_ip`
        "forwarded_ip" forwarded_ip: Option<IpAddr>,
    }

    /// `tls.*`
    pub struct Tls<'a> {
        /// `tls.version`
        "version" version: Option<Text<'a>>,
        /// `tls.version_protocol`
        "version_protocol" version_protocol: Option<Text<'a>>,
        /// `tls.cipher`
        "cipher" cipher: Option<Text<'a>>,
        /// `tls.client.*`
        "client" client: TlsClient<'a>,
    }

    /// `tls.client.*`
    pub struct TlsClient<'a> {
        /// `tls.client.server_name`
        "server_name" server_name: Option<Text<'a>>,
        /// `tls.client.ja3`
        "ja3" ja3: Option<Text<'a>>,
        /// `tls.client.subject`
        "subject" subject: Option<Text<'a>>,
        /// `tls.client.issuer`
        "issuer" issuer: Option<Text<'a>>,
        /// `tls.client.not_before`
        "not_before" not_before: Option<Timestamp>,
        /// `tls.client.not_after`
        "not_after" not_after: Option<Timestamp>,
        /// `tls.client.x509.*`
        "x509" x509: X509<'a>,
    }

    /// `tls.client.x509.*`
    pub struct X509<'a> {
        /// `tls.client.x509.serial_number`
        "serial_number" serial_number: Option<Text<'a>>,
    }

    /// `user_agent.*`: what [`user_agent::parse`](super::user_agent::parse) reads out of a user agent.
    pub struct UserAgent<'a> {
        /// `user_agent.original`: the whole text.
        "original" original: Option<Text<'a>>,
        /// `user_agent.name`: `Other` where it is not known.
        "name" name: Option<Text<'a>>,
        /// `user_agent.version`
        "version" version: Option<Text<'a>>,
        /// `user_agent.os.*`
        "os" os: UserAgentOs<'a>,
        /// `user_agent.device.*`
        "device" device: Device<'a>,
    }

    /// `user_agent.os.*`
    pub struct UserAgentOs<'a> {
        /// `user_agent.os.name`: `Other` where it is not known.
        "name" name: Option<Text<'a>>,
        /// `user_agent.os.version`
        "version" version: Option<Text<'a>>,
        /// `user_agent.os.full`: name and version, only where there is a version.
        "full" full: Option<Text<'a>>,
        /// `user_agent.os.type`
        "type" r#type: Option<OsType>,
        /// `user_agent.os.kernel`
        "kernel" kernel: Option<Text<'a>>,
        /// `user_agent.os.platform`
        "platform" platform: Option<Text<'a>>,
    }

    /// `user_agent.device.*`
    pub struct Device<'a> {
        /// `user_agent.device.name`: `Other` where it is not known.
        "name" name: Option<Text<'a>>,
    }

    /// `user.*`
    pub struct User<'a> {
        /// `user.id`
        "id" id: Option<Text<'a>>,
        /// `user.name`
        "name" name: Option<Text<'a>>,
        /// `user.email`
        "email" email: Option<Text<'a>>,
        /// `user.roles`
        "roles" roles: Vec<Text<'a>>,
        /// `user.entity.*`
        "entity" entity: EntityId<'a>,
        /// `user.target.*`
        "target" target: UserTarget<'a>,
        /// `user.changes.*`
        "changes" changes: UserChanges<'a>,
    }

    /// `user.target.*`
    pub struct UserTarget<'a> {
        /// `user.target.id`
        "id" id: Option<Text<'a>>,
        /// `user.target.name`
        "name" name: Option<Text<'a>>,
    }

    /// `user.changes.*`
    pub struct UserChanges<'a> {
        /// `user.changes.name`
        "name" name: Option<Text<'a>>,
    }

    /// `user.entity.*` and `service.entity.*`
    pub struct EntityId<'a> {
        /// `.id`
        "id" id: Option<Text<'a>>,
    }

    /// `group.*`
    pub struct Group<'a> {
        /// `group.id`
        "id" id: Option<Text<'a>>,
        /// `group.name`
        "name" name: Option<Text<'a>>,
    }

    /// `service.*`
    pub struct Service<'a> {
        /// `service.name`
        "name" name: Option<Text<'a>>,
        /// `service.entity.*`
        "entity" entity: EntityId<'a>,
    }

    /// `entity.*`
    pub struct Entity<'a> {
        /// `entity.id`
        "id" id: Option<Text<'a>>,
        /// `entity.name`
        "name" name: Option<Text<'a>>,
        /// `entity.type`
        "type" r#type: Vec<Text<'a>>,
        /// `entity.sub_type`
        "sub_type" sub_type: Option<Text<'a>>,
    }

    /// `rule.*`
    pub struct Rule<'a> {
        /// `rule.id`
        "id" id: Option<Text<'a>>,
        /// `rule.name`
        "name" name: Option<Text<'a>>,
        /// `rule.category`
        "category" category: Option<Text<'a>>,
        /// `rule.ruleset`
        "ruleset" ruleset: Option<Text<'a>>,
        /// `rule.description`
        "description" description: Option<Text<'a>>,
    }

    /// `observer.*`
    pub struct Observer<'a> {
        /// `observer.type`
        "type" r#type: Option<Text<'a>>,
        /// `observer.vendor`
        "vendor" vendor: Option<Text<'a>>,
        /// `observer.product`
        "product" product: Option<Text<'a>>,
    }

    /// `trace.*`
    pub struct Trace<'a> {
        /// `trace.id`
        "id" id: Option<Text<'a>>,
    }

    /// `related.*`: everything of its kind that the event holds anywhere, each once, in the order met.
    pub struct Related<'a> {
        /// `related.ip`
        "ip" ip: Vec<IpAddr>,
        /// `related.hosts`
        "hosts" hosts: Vec<Text<'a>>,
        /// `related.user`
        "user" user: Vec<Text<'a>>,
        /// `related.hash`
        "hash" hash: Vec<Text<'a>>,
    }

    /// `container.*`
    pub struct Container<'a> {
        /// `container.id`
        "id" id: Option<Text<'a>>,
        /// `container.name`
        "name" name: Option<Text<'a>>,
        /// `container.image.*`
        "image" image: ContainerImage<'a>,
        /// `container.runtime`
        "runtime" runtime: Option<Text<'a>>,
    }

    /// `container.image.*`
    pub struct ContainerImage<'a> {
        /// `container.image.name`
        "name" name: Option<Text<'a>>,
    }

    /// `dns.*`
    pub struct Dns<'a> {
        /// `dns.question.*`
        "question" question: DnsQuestion<'a>,
    }

    /// `dns.question.*`
    pub struct DnsQuestion<'a> {
        /// `dns.question.name`
        "name" name: Option<Text<'a>>,
        /// `dns.question.registered_domain`
        "registered_domain" registered_domain: Option<Text<'a>>,
        /// `dns.question.subdomain`
        "subdomain" subdomain: Option<Text<'a>>,
        /// `dns.question.top_level_domain`
        "top_level_domain" top_level_domain: Option<Text<'a>>,
    }

    /// `file.*`
    pub struct File<'a> {
        /// `file.path`
        "path" path: Option<Text<'a>>,
        /// `file.name`
        "name" name: Option<Text<'a>>,
        /// `file.hash.*`
        "hash" hash: FileHash<'a>,
    }

    /// `file.hash.*` and `process.hash.*`
    pub struct FileHash<'a> {
        /// `.md5`
        "md5" md5: Option<Text<'a>>,
        /// `.sha1`
        "sha1" sha1: Option<Text<'a>>,
        /// `.sha256`
        "sha256" sha256: Option<Text<'a>>,
    }

    /// `host.*`
    pub struct Host<'a> {
        /// `host.id`
        "id" id: Option<Text<'a>>,
        /// `host.name`
        "name" name: Option<Text<'a>>,
        /// `host.type`
        "type" r#type: Option<Text<'a>>,
        /// `host.ip`
        "ip" ip: Vec<IpAddr>,
        /// `host.os.*`
        "os" os: HostOs<'a>,
    }

    /// `host.os.*`
    pub struct HostOs<'a> {
        /// `host.os.platform`
        "platform" platform: Option<Text<'a>>,
        /// `host.os.type`
        "type" r#type: Option<OsType>,
    }

    /// `orchestrator.*`
    pub struct Orchestrator<'a> {
        /// `orchestrator.type`
        "type" r#type: Option<Text<'a>>,
        /// `orchestrator.namespace`
        "namespace" namespace: Option<Text<'a>>,
        /// `orchestrator.cluster.*`
        "cluster" cluster: OrchestratorCluster<'a>,
        /// `orchestrator.resource.*`
        "resource" resource: OrchestratorResource<'a>,
    }

    /// `orchestrator.cluster.*`
    pub struct OrchestratorCluster<'a> {
        /// `orchestrator.cluster.id`
        "id" id: Option<Text<'a>>,
        /// `orchestrator.cluster.name`
        "name" name: Option<Text<'a>>,
        /// `orchestrator.cluster.version`
        "version" version: Option<Text<'a>>,
    }

    /// `orchestrator.resource.*`
    pub struct OrchestratorResource<'a> {
        /// `orchestrator.resource.id`
        "id" id: Option<Text<'a>>,
        /// `orchestrator.resource.name`
        "name" name: Option<Text<'a>>,
        /// `orchestrator.resource.type`
        "type" r#type: Option<Text<'a>>,
    }

    /// `process.*`
    pub struct Process<'a> {
        /// `process.pid`
        "pid" pid: Option<i64>,
        /// `process.name`
        "name" name: Option<Text<'a>>,
        /// `process.executable`
        "executable" executable: Option<Text<'a>>,
        /// `process.working_directory`
        "working_directory" working_directory: Option<Text<'a>>,
        /// `process.start`
        "start" start: Option<Timestamp>,
        /// `process.hash.*`
        "hash" hash: FileHash<'a>,
        /// `process.user.*`
        "user" user: ProcessUser<'a>,
    }

    /// `process.user.*`
    pub struct ProcessUser<'a> {
        /// `process.user.id`
        "id" id: Option<Text<'a>>,
        /// `process.user.name`
        "name" name: Option<Text<'a>>,
    }

    /// `threat.*`
    pub struct Threat<'a> {
        /// `threat.indicator.*`
        "indicator" indicator: ThreatIndicator<'a>,
        /// `threat.software.*`
        "software" software: ThreatSoftware<'a>,
    }

    /// `threat.indicator.*`
    pub struct ThreatIndicator<'a> {
        /// `threat.indicator.file.*`
        "file" file: ThreatFile<'a>,
    }

    /// `threat.indicator.file.*`
    pub struct ThreatFile<'a> {
        /// `threat.indicator.file.path`
        "path" path: Option<Text<'a>>,
    }

    /// `threat.software.*`
    pub struct ThreatSoftware<'a> {
        /// `threat.software.name`
        "name" name: Option<Text<'a>>,
    }

    /// `sekoiaio.*`
    pub struct Sekoiaio {
        /// `sekoiaio.repeat.*`
        "repeat" repeat: Repeat,
    }

    /// `sekoiaio.repeat.*`
    pub struct Repeat {
        /// `sekoiaio.repeat.count`: how many records a forwarder has drawn together into this one.
        "count" count: Option<u64>,
    }
}

/// `ecs.*`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ecs;

impl Fields for Ecs {
    fn is_empty(&self) -> bool {
        false
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.leaf(key!("version"), ECS_VERSION);
    }
}

impl Field for Ecs {
    fn is_absent(&self) -> bool {
        false
    }

    fn write_at<S: Sink>(&self, key: super::write::Key, sink: &mut S) {
        sink.object(key, self);
    }
}

impl Event<'_> {
    /// Appends the event to `out` as one JSON object on one line, without a line break at its end.
    ///
    /// The bytes are those of `serde_json::to_vec`, sooner.
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
        Object(self).write_json(out);
    }
}
