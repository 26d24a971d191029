//! Recipes. Each is whole, and runs as it stands.
//!
//! - [An S3 object in a Lambda](#an-s3-object-in-a-lambda)
//! - [Follow a stream with headers in it](#follow-a-stream-with-headers-in-it)
//! - [VPC flow logs in a format of one's own](#vpc-flow-logs-in-a-format-of-ones-own)
//! - [Real-time logs](#real-time-logs)
//! - [Keep the original](#keep-the-original)
//! - [Leave out `aws.*`](#leave-out-aws)
//! - [A suffix list of one's own](#a-suffix-list-of-ones-own)
//! - [Add to events](#add-to-events)
//! - [Elasticsearch's bulk format](#elasticsearchs-bulk-format)
//! - [A struct of one's own instead of ECS](#a-struct-of-ones-own-instead-of-ecs)
//! - [Over all cores](#over-all-cores)
//! - [Count without mapping](#count-without-mapping)
//! - [Put refused records aside](#put-refused-records-aside)
//!
//! # An S3 object in a Lambda
//!
//! The crate takes bytes and gives events. Fetching the object, and taking off gzip, stay with the libraries that do that.
//! Make the mapper once, outside of the handler: it remembers user agents.
//!
//! ```
//! use std::io::Read;
//!
//! use awslog::Format;
//! use awslog::ecs::Mapper;
//! use flate2::read::MultiGzDecoder;
//!
//! /// The events of an object, one per line. The event of a refused record has the
//! /// `event.kind` `pipeline_error`.
//! fn normalize(object: &[u8], mapper: &Mapper) -> std::io::Result<Vec<u8>> {
//!     let mut bytes = Vec::new();
//!     if object.starts_with(&[0x1F, 0x8B]) {
//!         MultiGzDecoder::new(object).read_to_end(&mut bytes)?;
//!     } else {
//!         bytes.extend_from_slice(object);
//!     }
//!     let mut events = Vec::new();
//!     // If a bucket holds one kind of log, name it: an empty object has no format.
//!     let Some(format) = Format::detect(&bytes) else { return Ok(events) };
//!     mapper.write_events(awslog::records(format, &bytes), &mut events);
//!     Ok(events)
//! }
//!
//! # use std::io::Write;
//! # let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
//! # encoder.write_all(b"#Fields: date time c-ip\n2026-01-15\t12:34:56\t192.0.2.10\n2026-01-15\t12:34:57\tnowhere\n")?;
//! # let object = encoder.finish()?;
//! let events = String::from_utf8(normalize(&object, &Mapper::new())?)?;
//! assert_eq!(events.lines().count(), 2);
//! assert!(events.lines().next().unwrap().contains(r#""source":{"address":"192.0.2.10""#));
//! assert!(events.lines().last().unwrap().contains(r#""kind":"pipeline_error""#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Follow a stream with headers in it
//!
//! A `Parser` takes line after line and follows the header lines among them. A record borrows from its line;
//! `into_owned` lets it live longer.
//!
//! ```
//! use std::io::BufRead;
//!
//! use awslog::cloudfront::Parser;
//!
//! let stream: &[u8] = b"#Fields: c-ip sc-status\n192.0.2.10\t200\n\
//!     #Fields: sc-status c-ip asn\n404\t192.0.2.11\t64496\n";
//! let mut parser = Parser::new();
//! let mut kept = Vec::new();
//! for line in stream.lines() {
//!     if let Some(record) = parser.parse_line(&line?)? {
//!         kept.push(record.into_owned());
//!     }
//! }
//! assert_eq!(kept[0].sc_status, Some(200));
//! assert_eq!(kept[1].sc_status, Some(404));
//! assert_eq!(kept[1].asn, Some(64496));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # VPC flow logs in a format of one's own
//!
//! Files in a bucket say their format in a header line. Lines of CloudWatch Logs have none: give the format string that
//! the flow log was created with, or the names alone.
//!
//! ```
//! use awslog::vpc_flow::{Layout, Parser};
//!
//! let layout: Layout =
//!     "${interface-id} ${pkt-srcaddr} ${bytes} ${tcp-flags} ${log-status}".parse()?;
//! let record = layout.parse_line("eni-0123456789abcdef0 192.0.2.10 4249 19 OK")?;
//! assert_eq!(record.bytes, Some(4249));
//! assert_eq!(record.tcp_flags.unwrap().to_string(), "fin syn ack");
//!
//! // Many lines at once.
//! let lines = b"eni-0123456789abcdef0 192.0.2.10 4249 19 OK\n\
//!     eni-0123456789abcdef0 - - - NODATA\n";
//! let records =
//!     Parser::with_layout(layout).records(lines).collect::<Result<Vec<_>, _>>()?;
//! assert_eq!(records[1].bytes, None);
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Real-time logs
//!
//! CloudFront's real-time logs have no header either. They have the fields that were selected, in the order of AWS's
//! list, whatever order they were selected in: `Layout::real_time` puts them there.
//!
//! ```
//! use awslog::cloudfront::Layout;
//!
//! let layout = Layout::real_time(["sc-status", "timestamp", "c-country", "c-ip"])?;
//! let record = layout.parse_line("1768480497.004\t203.0.113.5\t404\tUS")?;
//! assert_eq!(record.sc_status, Some(404));
//! assert_eq!(record.c_country.unwrap(), "US");
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Keep the original
//!
//! The record's exact text, as `event.original`. Some teams must keep it; it about doubles an event.
//!
//! ```
//! use awslog::ecs::Mapper;
//! use awslog::waf;
//!
//! let mapper = Mapper::builder().keep_original(true).build();
//! let line = r#"{"timestamp":1768480496123,"action":"ALLOW"}"#;
//! let record = waf::parse_line(line)?;
//! assert_eq!(mapper.to_ecs(&record).event.original.unwrap(), line);
//!
//! // A record knows its text without that.
//! assert_eq!(record.original(), Some(line));
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Leave out `aws.*`
//!
//! Fields of ECS alone: smaller events, and an index without AWS's own fields. What ECS has no field for is lost then.
//!
//! ```
//! use awslog::cloudfront;
//! use awslog::ecs::Mapper;
//!
//! let mapper = Mapper::builder().aws_fields(false).build();
//! let record =
//!     cloudfront::parse_line("2026-01-15\t12:34:56\tFRA56-P3\t1045619\t192.0.2.10")?;
//! let event = serde_json::to_value(mapper.to_ecs(&record)).unwrap();
//! assert_eq!(event.get("aws"), None);
//! assert_eq!(event["http"]["response"]["bytes"], 1_045_619);
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # A suffix list of one's own
//!
//! `registered_domain` and its neighbours come from the public suffix list that was built in. A service that runs for
//! long reads a fresh one from <https://publicsuffix.org/list/public_suffix_list.dat>. Names that a company has for
//! itself can stand in it too.
//!
//! ```
//! use awslog::ecs::Mapper;
//! use awslog::waf;
//!
//! let list =
//!     "// ===BEGIN ICANN DOMAINS===\ncom\ncorp.example\n// ===END ICANN DOMAINS===\n";
//! let mapper =
//!     Mapper::builder().public_suffix_list(list.parse().expect("a suffix list")).build();
//! let line =
//!     r#"{"httpRequest":{"headers":[{"name":"Host","value":"www.shop.corp.example"}]}}"#;
//! let record = waf::parse_line(line)?;
//! let url = &mapper.to_ecs(&record).url;
//! assert_eq!(url.top_level_domain.as_deref(), Some("corp.example"));
//! assert_eq!(url.registered_domain.as_deref(), Some("shop.corp.example"));
//! assert_eq!(url.subdomain.as_deref(), Some("www"));
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! The private section of the list, where `cloudfront.net` is a suffix itself, counts with `.private_suffixes(true)`.
//!
//! # Add to events
//!
//! The fields of an event are public: what one knows from elsewhere can be set. Fields that ECS has not go beside the event.
//!
//! ```
//! use awslog::ecs::{Event, Mapper};
//! use awslog::vpc_flow;
//! use serde::Serialize;
//!
//! #[derive(Serialize)]
//! struct Tagged<'a> {
//!     #[serde(flatten)]
//!     event: Event<'a>,
//!     tags: &'a [&'a str],
//! }
//!
//! let line = "2 123456789012 eni-0123456789abcdef0 192.0.2.10 203.0.113.5 49152 443 6 \
//!     20 4249 1768480490 1768480550 ACCEPT OK";
//! let record = vpc_flow::parse_line(line)?;
//! let mapper = Mapper::new();
//! let mut event = mapper.to_ecs(&record);
//! event.destination.geo.country_iso_code = Some("DE".into());
//!
//! let json = serde_json::to_value(Tagged { event, tags: &["production"] })?;
//! assert_eq!(json["destination"]["geo"]["country_iso_code"], "DE");
//! assert_eq!(json["tags"][0], "production");
//! assert_eq!(json["source"]["ip"], "192.0.2.10");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Elasticsearch's bulk format
//!
//! An action line and the event behind it. Data streams take `create` alone. An `_id` from `event.id` keeps what is
//! delivered twice from being there twice; a GuardDuty finding comes again under its id with each update, so that its
//! time belongs to the `_id`. The example `bulk` is a whole program.
//!
//! ```
//! use awslog::ecs::Mapper;
//! use awslog::{Format, cloudtrail};
//! use serde_json::json;
//!
//! let mapper = Mapper::new();
//! let index = format!("logs-{}-default", Format::CloudTrail.dataset());
//! let object = br#"{"Records":[{"eventID":"11111111-2222-4333-8444-555555555555",
//!     "eventName":"CreateUser"},{"eventName":"GetUser"}]}"#;
//! let mut body = Vec::new();
//! for record in cloudtrail::records(object) {
//!     let record = record?;
//!     let event = mapper.to_ecs(&record);
//!     let action = match event.event.id.as_deref() {
//!         Some(id) => json!({"create": {"_index": index, "_id": id}}),
//!         None => json!({"create": {"_index": index}}),
//!     };
//!     serde_json::to_writer(&mut body, &action)?;
//!     body.push(b'\n');
//!     event.write_json(&mut body);
//!     body.push(b'\n');
//! }
//! let body = String::from_utf8(body)?;
//! let lines = body.lines().collect::<Vec<_>>();
//! assert_eq!(
//!     lines[0],
//!     concat!(
//!         r#"{"create":{"_id":"11111111-2222-4333-8444-555555555555","#,
//!         r#""_index":"logs-aws.cloudtrail-default"}}"#,
//!     )
//! );
//! assert!(lines[1].contains(r#""action":"CreateUser""#));
//! assert_eq!(lines[2], r#"{"create":{"_index":"logs-aws.cloudtrail-default"}}"#);
//! assert_eq!(lines.len(), 4);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A struct of one's own instead of ECS
//!
//! Records are typed by themselves, and need no mapper. Without the default feature `ecs` nothing of the mapping is built.
//!
//! ```
//! use std::net::IpAddr;
//! use std::time::Duration;
//!
//! use awslog::cloudfront;
//!
//! #[derive(Debug, PartialEq)]
//! struct Request {
//!     client: IpAddr,
//!     path: String,
//!     status: u16,
//!     took: Duration,
//! }
//!
//! impl Request {
//!     /// `None` where the log does not select all of these fields.
//!     fn new(record: &cloudfront::Record<'_>) -> Option<Self> {
//!         Some(Request {
//!             client: record.c_ip?,
//!             path: record.cs_uri_stem.as_ref()?.decode().into_owned(),
//!             status: record.sc_status?,
//!             took: record.time_taken?,
//!         })
//!     }
//! }
//!
//! let object =
//!     b"#Fields: c-ip cs-uri-stem sc-status time-taken\n192.0.2.10\t/a%20b\t200\t0.023\n";
//! let requests = cloudfront::records(object)
//!     .map(|record| record.map(|record| Request::new(&record)))
//!     .collect::<awslog::Result<Vec<_>>>()?;
//! let expected = Request {
//!     client: [192, 0, 2, 10].into(),
//!     path: "/a b".into(),
//!     status: 200,
//!     took: Duration::from_millis(23),
//! };
//! assert_eq!(requests, [Some(expected)]);
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! Records serialize too, with AWS's names: `serde_json::to_string(&record)`.
//!
//! # Over all cores
//!
//! A mapper serves all threads, and what it remembers needs no lock. Objects are the natural pieces; the example
//! `parallel` does the same with rayon.
//!
//! ```
//! use std::thread;
//!
//! use awslog::Format;
//! use awslog::ecs::Mapper;
//!
//! let objects = [
//!     &b"#Fields: c-ip sc-status\n192.0.2.10\t200\n192.0.2.11\t404\n"[..],
//!     &b"#Fields: c-ip sc-status\n192.0.2.12\t200\n"[..],
//! ];
//! let mapper = Mapper::new();
//! let normalize = |object: &[u8]| {
//!     let mut events = Vec::new();
//!     for record in awslog::records(Format::CloudFront, object).flatten() {
//!         mapper.to_ecs(&record).write_json(&mut events);
//!         events.push(b'\n');
//!     }
//!     events
//! };
//! let events = thread::scope(|scope| {
//!     let threads = objects.map(|object| scope.spawn(|| normalize(object)));
//!     threads.map(|thread| thread.join().unwrap())
//! });
//! let lines = |events: &Vec<u8>| events.iter().filter(|byte| **byte == b'\n').count();
//! assert_eq!(events.iter().map(lines).collect::<Vec<_>>(), [2, 1]);
//! ```
//!
//! # Count without mapping
//!
//! Where only a few fields count, records are enough. The example `top_talkers` is a whole program.
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! use awslog::vpc_flow::{self, Action};
//!
//! let object = b"srcaddr dstport bytes action\n\
//!     192.0.2.10 443 4249 ACCEPT\n192.0.2.11 22 40 REJECT\n\
//!     192.0.2.12 22 80 REJECT\n- - - -\n";
//! let mut refused = BTreeMap::new();
//! for record in vpc_flow::records(object) {
//!     let record = record?;
//!     if record.action == Some(Action::Reject) {
//!         *refused.entry(record.dstport).or_default() += record.bytes.unwrap_or_default();
//!     }
//! }
//! assert_eq!(refused, BTreeMap::from([(Some(22), 120_u64)]));
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Put refused records aside
//!
//! An error has the record's bytes, for a place where somebody looks at them. Its message has no secrets; the bytes may.
//!
//! ```
//! use awslog::{ErrorKind, cloudfront};
//!
//! let object = b"#Fields: date c-ip\n2026-01-15\t192.0.2.10\n2026-01-15\tnowhere\n";
//! let (mut good, mut aside) = (0, Vec::new());
//! for record in cloudfront::records(object) {
//!     match record {
//!         Ok(_) => good += 1,
//!         Err(error) => aside.push(error),
//!     }
//! }
//! assert_eq!(good, 1);
//! assert_eq!(aside[0].kind(), ErrorKind::Value);
//! assert_eq!((aside[0].line(), aside[0].field()), (Some(3), Some("c-ip")));
//! assert_eq!(aside[0].original(), b"2026-01-15\tnowhere");
//! ```
