use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use ipnet::IpNet;
use publicsuffix::List;
use time::UtcDateTime;

use super::aws::Aws;
use super::community_id::CommunityId;
use super::data_stream::Namespace;
use super::domain::{Domains, Host};
use super::event::{DataStream, Endpoint, Event, UserAgent};
use super::field_set::FieldSet;
use super::hosts::{Hosts, Located};
use super::network;
use super::present;
use super::user_agent::Cache;
use super::values::{Direction, Kind};
use crate::error::Error;
use crate::format::Format;
use crate::text::{Encoded, Text};
use crate::write::FreeForm;
use crate::write::Timestamp;
use crate::write::{Fields, Key};

/// A record that can be mapped to an ECS event. Every record of this crate is one.
///
/// Implement the trait for your own type to change events before they are written: add what you know from elsewhere,
/// or remove what must not be passed on. [`Mapper::to_ecs`] and [`Mapper::write_events`] accept such a type like any
/// record, at no extra cost: the event is filled once, in place, and is neither copied nor serialized twice.
///
/// Call `set_fields` of the inner record first, then set fields of the event. Everything in an event is public, and
/// texts can borrow from your type.
///
/// A value of the log may be in several fields of the event: a query is in `url.query`, `url.original` and
/// `url.full`, and may be under `aws`. To remove a value everywhere, change the record before mapping it.
///
/// ```
/// use awslog::ecs::{Event, Mapper, ToEcs};
/// use awslog::vpc_flow;
///
/// struct Enriched<'a> {
///     flow: vpc_flow::Record<'a>,
///     team: &'a str,
/// }
///
/// impl ToEcs for Enriched<'_> {
///     fn set_fields<'a>(&'a self, mapper: &Mapper, event: &mut Event<'a>) {
///         self.flow.set_fields(mapper, event);
///         event.labels.insert("team", self.team);
///         event.tags.push("production".into());
///     }
/// }
///
/// let log = b"srcaddr dstaddr bytes\n192.0.2.10 203.0.113.5 4249\n";
/// let records = vpc_flow::records(log)
///     .map(|record| Ok(Enriched { flow: record?, team: "payments" }));
/// let mut out = Vec::new();
/// Mapper::new().write_events(records, &mut out);
///
/// let event: serde_json::Value = serde_json::from_slice(&out)?;
/// assert_eq!(event["source"]["ip"], "192.0.2.10");
/// assert_eq!(event["labels"]["team"], "payments");
/// assert_eq!(event["tags"][0], "production");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// A record of your own, of a log that this crate does not read, becomes an event in the same way:
///
/// ```
/// use awslog::ecs::{Event, Kind, Mapper, ToEcs};
///
/// struct Deployment {
///     commit: String,
///     service: String,
/// }
///
/// impl ToEcs for Deployment {
///     fn set_fields<'a>(&'a self, _: &Mapper, event: &mut Event<'a>) {
///         event.event.kind = Some(Kind::Event);
///         event.service.to_mut().name = Some(self.service.as_str().into());
///         event.extensions.insert("example.commit", self.commit.as_str());
///     }
/// }
///
/// let record = Deployment { commit: "2e65efe".into(), service: "checkout".into() };
/// let event = serde_json::to_value(Mapper::new().to_ecs(&record))?;
/// assert_eq!(event["service"]["name"], "checkout");
/// assert_eq!(event["example"]["commit"], "2e65efe");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub trait ToEcs {
    /// Sets the fields of an empty event, following the options of the mapper. Events are large, so they are filled
    /// in place.
    fn set_fields<'a>(&'a self, mapper: &Mapper, event: &mut Event<'a>);

    /// Maps the record to an event, like [`Mapper::to_ecs`].
    fn to_ecs<'a>(&'a self, mapper: &Mapper) -> Event<'a> {
        mapper.to_ecs(self)
    }
}

/// Maps records to events. One mapper serves all threads: it is `Send + Sync` and takes no locks.
///
/// A mapper caches user agents ([`MapperBuilder::user_agent_cache`]) and, in less than 128 KiB per thread, the domains of
/// host names.
///
/// ```
/// use awslog::{cloudfront, ecs::Mapper};
///
/// let mapper = Mapper::new();
/// let record =
///     cloudfront::parse_line("2026-01-15\t12:34:56\tFRA56-P3\t1045619\t192.0.2.10")?;
/// let event = mapper.to_ecs(&record);
/// assert_eq!(event.source.ip, Some([192, 0, 2, 10].into()));
/// # Ok::<(), awslog::Error>(())
/// ```
#[derive(Debug)]
pub struct Mapper {
    options: MapperBuilder,
    user_agents: Cache,
    hosts: Hosts,
}

impl Default for Mapper {
    fn default() -> Self {
        Self::builder().build()
    }
}

impl Mapper {
    /// Creates a mapper with the default options.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns a builder, to choose other options.
    pub fn builder() -> MapperBuilder {
        MapperBuilder::default()
    }

    /// Maps a record to an event.
    // Events are large. Inlined, they are more often built in their final place.
    #[inline(always)]
    pub fn to_ecs<'a, R: ToEcs + ?Sized>(&self, record: &'a R) -> Event<'a> {
        let mut event = Event::default();
        self.fill(record, &mut event);
        event
    }

    /// Fills an empty event from a record.
    #[inline(always)]
    pub(super) fn fill<'a, R: ToEcs + ?Sized>(&self, record: &'a R, event: &mut Event<'a>) {
        record.set_fields(self, event);
        if event.timestamp.is_none() {
            event.timestamp = self.options.now();
        }
    }

    /// Creates the event of a refused record: `event.kind` is `pipeline_error`, `error.message` and `error.type` give the
    /// reason, and `event.original` is the text of the record, with U+FFFD in place of bytes that are not UTF-8.
    ///
    /// ```
    /// # use awslog::{cloudfront, ecs::{Kind, Mapper}};
    /// let error = cloudfront::parse_line("2026-01-15\t12:34").unwrap_err();
    /// let event = Mapper::new().pipeline_error(&error);
    /// assert_eq!(event.event.kind, Some(Kind::PipelineError));
    /// assert_eq!(
    ///     event.error.message.as_deref().unwrap(),
    ///     "CloudFront log, field `time`: expected a time as HH:MM:SS, found \"12:34\"",
    /// );
    /// assert_eq!(event.event.original.unwrap(), "2026-01-15\t12:34");
    /// ```
    ///
    /// Its `@timestamp` is the time of the record's wrapper ([`Error::envelope_time`]), or else the time of
    /// [`MapperBuilder::clock`]. With neither, it has no `@timestamp`, and data streams refuse such an event.
    pub fn pipeline_error<'a>(&self, error: &'a Error) -> Event<'a> {
        let timestamp = error.envelope_time().map(Timestamp::from).or_else(|| self.options.now());
        let mut event = Event { timestamp, ..Event::default() };
        event.event.kind = Some(Kind::PipelineError);
        event.event.module = Some("aws".into());
        event.event.dataset = Some(error.format().dataset().into());
        self.set_data_stream(&mut event, error.format());
        event.event.original = Some(String::from_utf8_lossy(error.original()).into());
        event.error.to_mut().message = Some(error.to_string().into());
        event.error.to_mut().r#type = Some(error.kind().as_str().into());
        event
    }

    /// The fields that events of all formats have. `fields` is the content of `aws.<dataset>`.
    pub(crate) fn begin<'a, F: Fields + Sync>(
        &self,
        event: &mut Event<'a>,
        format: Format,
        original: Option<&'a str>,
        dataset: Key,
        fields: &'a F,
    ) {
        event.event.module = Some("aws".into());
        event.event.dataset = Some(format.dataset().into());
        self.set_data_stream(event, format);
        event.cloud.provider = Some("aws".into());
        if self.options.keep_original {
            event.event.original = original.map(Text::from);
        }
        if self.options.aws_fields {
            event.aws = Some(Aws::new(dataset, fields, self.options.free_form));
        }
    }

    /// `data_stream.*`, unless the option is off.
    fn set_data_stream(&self, event: &mut Event<'_>, format: Format) {
        if self.options.data_stream {
            event.data_stream = DataStream {
                r#type: Some("logs".into()),
                dataset: Some(format.dataset().into()),
                namespace: Some(match self.options.namespace.custom() {
                    Some(namespace) => namespace.to_owned().into(),
                    None => Namespace::default_text().into(),
                }),
            };
        }
    }

    /// Sets one end of the traffic from its host: an address, or a name and its parts, without the port.
    pub(crate) fn set_host<'a>(&self, endpoint: &mut Endpoint<'a>, text: &'a str) {
        let Located { text, host, port, pieces } = self.locate(text);
        endpoint.port = port;
        endpoint.address = match host {
            Host::Ip(address) => {
                endpoint.ip = Some(address);
                Some(address.into())
            }
            Host::Name(name) => {
                endpoint.domain = Some(name.into());
                endpoint.registered_domain = pieces.registered_domain.map(Text::from);
                endpoint.subdomain = pieces.subdomain.map(Text::from);
                endpoint.top_level_domain = pieces.top_level_domain.map(Text::from);
                Some(text.into())
            }
            Host::Other => present(Text::from(text.trim_matches(['[', ']']))).map(Into::into),
        };
    }

    /// Sets the name of one end of the traffic, whose address and port are known, unless an earlier name has set it. Returns
    /// the name. A text that is not a name changes nothing.
    pub(crate) fn set_domain<'a>(&self, endpoint: &mut Endpoint<'a>, text: &'a str) -> Option<&'a str> {
        let Located { host: Host::Name(name), pieces, .. } = self.locate(text) else {
            return None;
        };
        if endpoint.domain.is_none() {
            endpoint.domain = Some(name.into());
            endpoint.registered_domain = pieces.registered_domain.map(Text::from);
            endpoint.subdomain = pieces.subdomain.map(Text::from);
            endpoint.top_level_domain = pieces.top_level_domain.map(Text::from);
        }
        Some(name)
    }

    /// Sets `url.domain`, its parts and `url.port` from the host of a URL. IPv6 addresses have brackets there.
    #[inline]
    pub(crate) fn set_url_host<'a>(&self, event: &mut Event<'a>, text: &'a str) {
        self.set_url_host_of(event, text, Text::from);
    }

    /// The same for text that does not belong to the record.
    #[cold]
    pub(crate) fn set_owned_url_host(&self, event: &mut Event<'_>, text: &str) {
        self.set_url_host_of(event, text, |piece| Text::from(piece.to_owned()));
    }

    #[inline]
    fn set_url_host_of<'a, 't>(&self, event: &mut Event<'a>, text: &'t str, piece: impl Fn(&'t str) -> Text<'a>) {
        let url = event.url.to_mut();
        let Located { text, host, port, pieces } = self.locate(text);
        url.port = port;
        url.registered_domain = pieces.registered_domain.map(&piece);
        url.subdomain = pieces.subdomain.map(&piece);
        url.top_level_domain = pieces.top_level_domain.map(&piece);
        url.domain = match host {
            Host::Ip(address) => {
                event.related.add_ips([address]);
                let is_bare = address.is_ipv6() && !text.starts_with('[');
                Some(if is_bare { format!("[{text}]").into() } else { piece(text) })
            }
            Host::Name(name) => {
                event.related.add_hosts([piece(name)]);
                Some(piece(name))
            }
            Host::Other => present(piece(text)),
        };
    }

    /// A host and its parts.
    pub(crate) fn locate<'a>(&self, text: &'a str) -> Located<'a> {
        self.hosts.locate(text, &self.options.domains)
    }

    /// `network.direction`, for logs without a direction.
    pub(crate) fn direction(&self, source: Option<IpAddr>, destination: Option<IpAddr>) -> Option<Direction> {
        network::direction(&self.options.internal_networks, source?, destination?)
    }

    /// `network.community_id`. For ICMP, the type and the code take the place of ports. `None` if the option is off,
    /// and for protocols with ports if these are missing.
    pub(crate) fn community_id(
        &self,
        source: IpAddr,
        destination: IpAddr,
        protocol: u8,
        ports: Option<(u16, u16)>,
    ) -> Option<CommunityId> {
        if self.options.community_id { CommunityId::new(source, destination, protocol, ports) } else { None }
    }

    /// `user_agent.*` of a percent-encoded agent.
    pub(crate) fn encoded_user_agent<'a>(&self, agent: &'a Encoded<'_>) -> FieldSet<UserAgent<'a>> {
        if self.options.decode_user_agent {
            self.user_agent(agent.as_str(), decode_agent)
        } else {
            self.user_agent(agent.as_str(), Cow::Borrowed)
        }
    }

    /// `user_agent.*` of an agent. `decode` removes the log's own encoding.
    pub(crate) fn user_agent<'a>(
        &self,
        logged: &'a str,
        decode: impl FnOnce(&'a str) -> Cow<'a, str>,
    ) -> FieldSet<UserAgent<'a>> {
        self.user_agents.fields(logged, decode)
    }
}

/// Decodes the log's percent-encoding. Files from the years in which agents were encoded twice are decoded twice:
/// their text still has encoded spaces after the first time, and no others.
fn decode_agent(logged: &str) -> Cow<'_, str> {
    let once = crate::text::decode(logged);
    if once.contains("%20") && !once.contains(' ') { Cow::Owned(crate::text::decode(&once).into_owned()) } else { once }
}

/// Returns the current time.
type Clock = Arc<dyn Fn() -> UtcDateTime + Send + Sync>;

/// The options of a [`Mapper`].
///
/// ```
/// use awslog::ecs::Mapper;
///
/// let mapper = Mapper::builder().keep_original(true).aws_fields(false).build();
/// ```
#[derive(Clone)]
pub struct MapperBuilder {
    aws_fields: bool,
    data_stream: bool,
    namespace: Namespace,
    keep_original: bool,
    decode_user_agent: bool,
    user_agent_cache: usize,
    clock: Option<Clock>,
    community_id: bool,
    internal_networks: Vec<IpNet>,
    free_form: FreeForm,
    domains: Domains,
}

impl Default for MapperBuilder {
    fn default() -> Self {
        MapperBuilder {
            aws_fields: true,
            data_stream: true,
            namespace: Namespace::default(),
            keep_original: false,
            decode_user_agent: true,
            user_agent_cache: 1024,
            clock: None,
            community_id: true,
            internal_networks: Vec::new(),
            free_form: FreeForm::default(),
            domains: Domains::default(),
        }
    }
}

impl MapperBuilder {
    /// Whether events have `aws.<dataset>.*`, which holds everything that has no ECS field. On by default: without it,
    /// values are lost.
    #[must_use]
    pub fn aws_fields(mut self, on: bool) -> Self {
        self.aws_fields = on;
        self
    }

    /// Whether events have `data_stream.type`, `data_stream.dataset` and `data_stream.namespace`, which Elastic's index
    /// templates require and most of its detection rules search for. On by default.
    #[must_use]
    pub fn data_stream(mut self, on: bool) -> Self {
        self.data_stream = on;
        self
    }

    /// The namespace of the data streams, `data_stream.namespace` of events. `default` by default.
    ///
    /// ```
    /// use awslog::ecs::Mapper;
    ///
    /// let mapper = Mapper::builder().namespace("production".parse()?).build();
    /// let record = awslog::cloudtrail::parse_line(r#"{"eventID":"1"}"#)?;
    /// let event = mapper.to_ecs(&record);
    /// assert_eq!(event.data_stream.dataset.as_deref(), Some("aws.cloudtrail"));
    /// assert_eq!(event.data_stream.namespace.as_deref(), Some("production"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn namespace(mut self, namespace: Namespace) -> Self {
        self.namespace = namespace;
        self
    }

    /// Whether events have `event.original`, the exact text of the record. Off by default.
    #[must_use]
    pub fn keep_original(mut self, on: bool) -> Self {
        self.keep_original = on;
        self
    }

    /// Whether to remove the percent-encoding that CloudFront adds to user agents before parsing them. On by default. An
    /// agent that was encoded twice, as in old files, is decoded twice.
    ///
    /// ```
    /// use awslog::cloudfront::Layout;
    /// use awslog::ecs::Mapper;
    ///
    /// let record = Layout::from_names(["cs(User-Agent)"])?
    ///     .parse_line("ExamplePlayer/2.1%20(Linux)")?;
    /// let agent = |mapper: Mapper| {
    ///     mapper.to_ecs(&record).user_agent.original.as_deref().map(str::to_owned)
    /// };
    /// assert_eq!(agent(Mapper::new()).as_deref(), Some("ExamplePlayer/2.1 (Linux)"));
    /// let as_logged = Mapper::builder().decode_user_agent(false).build();
    /// assert_eq!(agent(as_logged).as_deref(), Some("ExamplePlayer/2.1%20(Linux)"));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    #[must_use]
    pub fn decode_user_agent(mut self, on: bool) -> Self {
        self.decode_user_agent = on;
        self
    }

    /// Whether events of flows have `network.community_id`, which identifies the same flow in other tools. On by default.
    /// It costs a hash per record.
    #[must_use]
    pub fn community_id(mut self, on: bool) -> Self {
        self.community_id = on;
        self
    }

    /// Your own networks, for the `network.direction` of flows whose log has no direction: `inbound`, `outbound`,
    /// `internal` or `external`. None by default, so such flows have no direction.
    ///
    /// ```
    /// use awslog::ecs::{Direction, Mapper};
    ///
    /// let mapper = Mapper::builder().internal_networks(["192.0.2.0/24".parse()?]).build();
    /// let line = "2 123456789012 eni-0123456789abcdef0 192.0.2.10 203.0.113.5 49152 443 6 \
    ///     20 4249 1768480490 1768480550 ACCEPT OK";
    /// let record = awslog::vpc_flow::parse_line(line)?;
    /// assert_eq!(mapper.to_ecs(&record).network.direction, Some(Direction::Outbound));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn internal_networks(mut self, networks: impl IntoIterator<Item = IpNet>) -> Self {
        self.internal_networks = networks.into_iter().collect();
        self
    }

    /// How to write the parts of a record that AWS leaves free-form, such as CloudTrail's `requestParameters`, under
    /// `aws`. [`FreeForm::Elastic`] by default.
    ///
    /// ```
    /// use awslog::cloudtrail;
    /// use awslog::ecs::{FreeForm, Mapper};
    ///
    /// let record = cloudtrail::parse_line(
    ///     r#"{"eventID":"1","requestParameters":{"userName":"bob","path":"/"}}"#,
    /// )?;
    /// let aws = |form| {
    ///     let mapper = Mapper::builder().free_form(form).build();
    ///     let event = serde_json::to_value(mapper.to_ecs(&record)).unwrap();
    ///     event["aws"]["cloudtrail"].clone()
    /// };
    /// let elastic = aws(FreeForm::Elastic);
    /// assert_eq!(elastic["request_parameters"], "{userName=bob, path=/}");
    /// assert_eq!(elastic["flattened"]["request_parameters"]["userName"], "bob");
    /// assert_eq!(aws(FreeForm::Raw)["request_parameters"]["userName"], "bob");
    /// assert!(aws(FreeForm::Omit).is_null());
    /// # Ok::<(), awslog::Error>(())
    /// ```
    #[must_use]
    pub fn free_form(mut self, form: FreeForm) -> Self {
        self.free_form = form;
        self
    }

    /// Whether to apply the private section of the public suffix list too, in which cloud and blog providers list the
    /// domains of their customers. Off by default: the registered domain of `d111111abcdef8.cloudfront.net` is
    /// `cloudfront.net`.
    ///
    /// ```
    /// use awslog::cloudfront::Layout;
    /// use awslog::ecs::Mapper;
    ///
    /// let record =
    ///     Layout::from_names(["cs(Host)"])?.parse_line("d111111abcdef8.cloudfront.net")?;
    /// let domain = |mapper: Mapper| {
    ///     mapper.to_ecs(&record).destination.registered_domain.unwrap().to_string()
    /// };
    /// assert_eq!(domain(Mapper::new()), "cloudfront.net");
    /// assert_eq!(
    ///     domain(Mapper::builder().private_suffixes(true).build()),
    ///     "d111111abcdef8.cloudfront.net"
    /// );
    /// # Ok::<(), awslog::Error>(())
    /// ```
    #[must_use]
    pub fn private_suffixes(mut self, on: bool) -> Self {
        self.domains.private = on;
        self
    }

    /// Replaces the built-in public suffix list, which is as old as the `psl` crate.
    ///
    /// ```
    /// use awslog::cloudfront::Layout;
    /// use awslog::ecs::{Mapper, PublicSuffixList};
    ///
    /// let list: PublicSuffixList =
    ///     "// ===BEGIN ICANN DOMAINS===\ncorp.example\n// ===END ICANN DOMAINS==="
    ///         .parse()
    ///         .unwrap();
    /// let mapper = Mapper::builder().public_suffix_list(list).build();
    /// let record = Layout::from_names(["cs(Host)"])?.parse_line("www.shop.corp.example")?;
    /// assert_eq!(
    ///     mapper.to_ecs(&record).destination.registered_domain.unwrap(),
    ///     "shop.corp.example"
    /// );
    /// # Ok::<(), awslog::Error>(())
    /// ```
    #[must_use]
    pub fn public_suffix_list(mut self, list: List) -> Self {
        self.domains.list = Some(list);
        self
    }

    /// A clock for the `@timestamp` of refused records, and of records without any time, such as lines whose columns
    /// include none. It is usually the current time, and is called once for each such event. The time of a wrapper takes
    /// precedence. By default there is no clock, and these events have no `@timestamp`.
    ///
    /// ```
    /// use awslog::cloudfront::Layout;
    /// use awslog::ecs::Mapper;
    /// use time::UtcDateTime;
    ///
    /// let mapper = Mapper::builder().clock(UtcDateTime::now).build();
    /// let record = Layout::from_names(["c-ip"])?.parse_line("192.0.2.10")?;
    /// assert!(mapper.to_ecs(&record).timestamp.is_some());
    ///
    /// let error = Layout::from_names(["c-ip"])?.parse_line("nowhere").unwrap_err();
    /// assert!(mapper.pipeline_error(&error).timestamp.is_some());
    /// # Ok::<(), awslog::Error>(())
    /// ```
    #[must_use]
    pub fn clock(mut self, clock: impl Fn() -> UtcDateTime + Send + Sync + 'static) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// A fixed [`clock`](Self::clock): one instant for all such events, such as the delivery time of an object. A
    /// long-lived mapper should have a running clock instead.
    ///
    /// ```
    /// use awslog::cloudfront::Layout;
    /// use awslog::ecs::Mapper;
    /// use time::UtcDateTime;
    ///
    /// let mapper = Mapper::builder().missing_timestamp(UtcDateTime::UNIX_EPOCH).build();
    /// let record = Layout::from_names(["c-ip"])?.parse_line("192.0.2.10")?;
    /// assert_eq!(
    ///     mapper.to_ecs(&record).timestamp.unwrap().to_string(),
    ///     "1970-01-01T00:00:00Z"
    /// );
    /// # Ok::<(), awslog::Error>(())
    /// ```
    #[must_use]
    pub fn missing_timestamp(self, instant: UtcDateTime) -> Self {
        self.clock(move || instant)
    }

    /// The time of the clock, if there is one.
    #[cold]
    fn now(&self) -> Option<Timestamp> {
        self.clock.as_ref().map(|clock| clock().into())
    }

    /// How many user agents each thread caches: 1024 by default; 0 turns the cache off. An entry takes less than 8 KiB,
    /// whatever the input.
    #[must_use]
    pub fn user_agent_cache(mut self, entries: usize) -> Self {
        self.user_agent_cache = entries;
        self
    }

    /// Builds the mapper.
    pub fn build(self) -> Mapper {
        Mapper { user_agents: Cache::new(self.user_agent_cache), hosts: Hosts::new(), options: self }
    }
}

impl fmt::Debug for MapperBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MapperBuilder")
            .field("aws_fields", &self.aws_fields)
            .field("data_stream", &self.data_stream)
            .field("namespace", &self.namespace)
            .field("keep_original", &self.keep_original)
            .field("decode_user_agent", &self.decode_user_agent)
            .field("user_agent_cache", &self.user_agent_cache)
            .field("clock", &self.clock.is_some())
            .field("community_id", &self.community_id)
            .field("internal_networks", &self.internal_networks)
            .field("free_form", &self.free_form)
            .field("private_suffixes", &self.domains.private)
            .field("public_suffix_list", &self.domains.list.is_some())
            .finish()
    }
}
