//! Recipes. A test runs each of them; the last two in the packages that they use.
//!
//! - [An S3 object in a Lambda](#an-s3-object-in-a-lambda)
//! - [An S3 object of any size, in chunks](#an-s3-object-of-any-size-in-chunks)
//! - [An asynchronous stream](#an-asynchronous-stream)
//! - [Follow a growing file](#follow-a-growing-file)
//! - [Follow a stream that has header lines](#follow-a-stream-that-has-header-lines)
//! - [VPC flow logs in a custom format](#vpc-flow-logs-in-a-custom-format)
//! - [Real-time logs](#real-time-logs)
//! - [Keep the original](#keep-the-original)
//! - [Leave out `aws.*`](#leave-out-aws)
//! - [Use your own suffix list](#use-your-own-suffix-list)
//! - [Enrich](#enrich)
//! - [Redact](#redact)
//! - [Dead letters](#dead-letters)
//! - [Elasticsearch's bulk format](#elasticsearchs-bulk-format)
//! - [Your own struct instead of ECS](#your-own-struct-instead-of-ecs)
//! - [Store a record and read it again](#store-a-record-and-read-it-again)
//! - [Records between threads](#records-between-threads)
//! - [All cores](#all-cores)
//! - [Count without mapping](#count-without-mapping)
//! - [Columns for Polars, DuckDB and pandas](#columns-for-polars-duckdb-and-pandas)
//! - [Sigma rules](#sigma-rules)
//!
//! # An S3 object in a Lambda
//!
//! The crate takes bytes and returns events. Other libraries fetch the object and decompress it. Create the mapper once,
//! outside the handler: it caches user agents and host names.
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
//! # An S3 object of any size, in chunks
//!
//! A [`Decoder`](crate::Decoder) takes the body of `GetObject` as it arrives and keeps at most one record. The
//! decompressor writes into it, so neither the object nor its content is ever in memory as a whole. Each message of a
//! batch names an object, and only failed messages are reported back.
//!
//! ```
//! use std::io::{self, Write};
//!
//! use awslog::ecs::Mapper;
//! use awslog::{Decoder, Format};
//! use flate2::write::MultiGzDecoder;
//!
//! /// Decompressed bytes go into the decoder, events come out.
//! struct Events<'m, W> {
//!     decoder: Decoder,
//!     mapper: &'m Mapper,
//!     output: W,
//! }
//!
//! impl<W: Write> Events<'_, W> {
//!     fn write_complete(&mut self) -> io::Result<()> {
//!         let mut events = Vec::new();
//!         self.mapper.write_events(self.decoder.records(), &mut events);
//!         self.output.write_all(&events)
//!     }
//! }
//!
//! impl<W: Write> Write for Events<'_, W> {
//!     fn write(&mut self, chunk: &[u8]) -> io::Result<usize> {
//!         self.decoder.push(chunk);
//!         self.write_complete()?;
//!         Ok(chunk.len())
//!     }
//!
//!     fn flush(&mut self) -> io::Result<()> {
//!         self.output.flush()
//!     }
//! }
//!
//! /// Normalizes the body of an object.
//! fn normalize(
//!     body: impl Iterator<Item = io::Result<Vec<u8>>>,
//!     mapper: &Mapper,
//!     output: impl Write,
//! ) -> io::Result<()> {
//!     let decoder = Decoder::new(Format::CloudTrail);
//!     let mut unpacked = MultiGzDecoder::new(Events { decoder, mapper, output });
//!     for chunk in body {
//!         unpacked.write_all(&chunk?)?;
//!     }
//!     let mut events = unpacked.finish()?;
//!     events.decoder.finish();
//!     events.write_complete()
//! }
//!
//! # let event = r#"{"eventVersion":"1.11","eventName":"ListBuckets"}"#;
//! # let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
//! # encoder.write_all(format!(r#"{{"Records":[{event},{event}]}}"#).as_bytes())?;
//! # let object = encoder.finish()?;
//! # let bodies = [("one", object.clone()), ("two", object[..50].to_vec())];
//! let mapper = Mapper::new();
//! let mut failed = Vec::new();
//! for (message_id, object) in bodies {
//!     // The body of GetObject.
//!     let body = object.chunks(10).map(|chunk| Ok(chunk.to_vec()));
//!     let mut events = Vec::new();
//!     match normalize(body, &mapper, &mut events) {
//!         Ok(()) => assert_eq!(events.iter().filter(|byte| **byte == b'\n').count(), 2),
//!         Err(_) => failed.push(serde_json::json!({"itemIdentifier": message_id})),
//!     }
//! }
//! // What the function returns: SQS delivers these messages again, and no others.
//! let answer = serde_json::json!({"batchItemFailures": failed});
//! assert_eq!(answer.to_string(), r#"{"batchItemFailures":[{"itemIdentifier":"two"}]}"#);
//! # Ok::<(), io::Error>(())
//! ```
//!
//! An object that is not compressed need not be read again from its first byte. Store
//! [`Decoder::offset`](crate::Decoder::offset) with the events sent so far. The next attempt requests `Range:
//! bytes=<offset>-`, and first pushes what precedes the records: the header line, or `{"Records":[`.
//!
//! ```
//! use awslog::{Decoder, Format};
//!
//! let event = r#"{"eventVersion":"1.11","eventName":"ListBuckets"}"#;
//! let object = format!(r#"{{"Records":[{event},{event},{event}]}}"#);
//! let mut decoder = Decoder::new(Format::CloudTrail);
//! decoder.push(&object.as_bytes()[..100]); // and then the connection is lost
//! assert_eq!(decoder.records().count(), 1);
//! let offset = decoder.offset() as usize;
//!
//! let mut decoder = Decoder::new(Format::CloudTrail);
//! decoder.push(br#"{"Records":["#);
//! decoder.push(&object.as_bytes()[offset..]);
//! decoder.finish();
//! assert_eq!(decoder.records().filter(Result::is_ok).count(), 2);
//! ```
//!
//! # An asynchronous stream
//!
//! The decoder does no I/O, so any runtime can wait for the bytes. With `futures` or `tokio`, `Chunks` below is their
//! `Stream`, and `next` comes from `StreamExt`.
//!
//! ```
//! use std::io;
//!
//! use awslog::ecs::Mapper;
//! use awslog::{Decoder, Format};
//!
//! trait Chunks {
//!     async fn next(&mut self) -> Option<io::Result<Vec<u8>>>;
//! }
//!
//! trait Sink {
//!     async fn send(&mut self, events: &[u8]) -> io::Result<()>;
//! }
//!
//! async fn ship(
//!     mut body: impl Chunks,
//!     mapper: &Mapper,
//!     mut sink: impl Sink,
//! ) -> io::Result<()> {
//!     let mut decoder = Decoder::new(Format::Waf);
//!     let mut events = Vec::new();
//!     let mut is_open = true;
//!     while is_open {
//!         match body.next().await {
//!             Some(chunk) => decoder.push(&chunk?),
//!             None => {
//!                 decoder.finish();
//!                 is_open = false;
//!             }
//!         }
//!         // Records borrow from the decoder: map them before the next wait.
//!         mapper.write_events(decoder.records(), &mut events);
//!         sink.send(&events).await?;
//!         events.clear();
//!     }
//!     Ok(())
//! }
//! # struct Body(Vec<&'static str>);
//! # impl Chunks for Body {
//! #     async fn next(&mut self) -> Option<io::Result<Vec<u8>>> {
//! #         self.0.pop().map(|chunk| Ok(chunk.as_bytes().to_vec()))
//! #     }
//! # }
//! # struct Kept<'k>(&'k mut Vec<u8>);
//! # impl Sink for Kept<'_> {
//! #     async fn send(&mut self, events: &[u8]) -> io::Result<()> {
//! #         self.0.extend_from_slice(events);
//! #         Ok(())
//! #     }
//! # }
//! # let mut kept = Vec::new();
//! # let mapper = Mapper::new();
//! # let body = Body(vec![r#"webaclId":"a","action":"BLOCK"}"#, r#"{"timestamp":1768480496123,""#]);
//! # {
//! #     let future = std::pin::pin!(ship(body, &mapper, Kept(&mut kept)));
//! #     let mut context = std::task::Context::from_waker(std::task::Waker::noop());
//! #     assert!(matches!(future.poll(&mut context), std::task::Poll::Ready(Ok(()))));
//! # }
//! # assert_eq!(kept.iter().filter(|byte| **byte == b'\n').count(), 1);
//! ```
//!
//! # Follow a growing file
//!
//! The decoder keeps the incomplete line. Its offset is where to continue after a restart.
//!
//! ```
//! use std::fs::File;
//! use std::io::{self, Read, Seek, SeekFrom, Write};
//!
//! use awslog::ecs::Mapper;
//! use awslog::{Decoder, Format};
//!
//! /// Writes the events of what has been appended since the last call.
//! fn follow(
//!     file: &mut File,
//!     decoder: &mut Decoder,
//!     mapper: &Mapper,
//!     events: &mut Vec<u8>,
//! ) -> io::Result<()> {
//!     let mut chunk = [0; 1 << 16];
//!     loop {
//!         let length = file.read(&mut chunk)?;
//!         if length == 0 {
//!             return Ok(()); // wait for a while, and call again
//!         }
//!         decoder.push(&chunk[..length]);
//!         mapper.write_events(decoder.records(), events);
//!     }
//! }
//!
//! # let path = std::env::temp_dir().join(format!("awslog-follow-{}", std::process::id()));
//! # let mut log = File::create(&path)?;
//! let mapper = Mapper::new();
//! let mut events = Vec::new();
//! let mut file = File::open(&path)?;
//! let mut decoder = Decoder::new(Format::CloudFront);
//! log.write_all(b"#Fields: c-ip sc-status\n192.0.2.10\t200\n192.0.2.11\t4")?;
//! follow(&mut file, &mut decoder, &mapper, &mut events)?;
//! log.write_all(b"04\n192.0.2.12\t")?;
//! follow(&mut file, &mut decoder, &mapper, &mut events)?;
//! assert_eq!(events.iter().filter(|byte| **byte == b'\n').count(), 2);
//!
//! // After a restart: the header line, and from there on.
//! let begin = decoder.offset();
//! let mut decoder = Decoder::new(Format::CloudFront);
//! decoder.push(b"#Fields: c-ip sc-status\n");
//! file.seek(SeekFrom::Start(begin))?;
//! log.write_all(b"200\n")?;
//! follow(&mut file, &mut decoder, &mapper, &mut events)?;
//! assert_eq!(events.iter().filter(|byte| **byte == b'\n').count(), 3);
//! # std::fs::remove_file(&path)?;
//! # Ok::<(), io::Error>(())
//! ```
//!
//! # Follow a stream that has header lines
//!
//! A `Parser` takes one line at a time and follows the header lines among them. A record borrows from its line;
//! `into_owned` copies it so that it can outlive the line.
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
//! # VPC flow logs in a custom format
//!
//! Files in a bucket name their fields in a header line. Lines from CloudWatch Logs have no header: pass the format
//! string that the flow log was created with, or only the names of the fields.
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
//! CloudFront's real-time logs have no header line either. They hold the selected fields in the order of AWS's list,
//! whatever the order of the selection: `Layout::real_time` takes the names in any order.
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
//! Some teams must keep the exact text of each record. The option stores it in `event.original`, which about doubles
//! the size of an event.
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
//! // A record knows its text without the option too.
//! assert_eq!(record.original(), Some(line));
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # Leave out `aws.*`
//!
//! Events with ECS fields only are smaller, and the index needs no AWS fields. Values that have no ECS field are lost.
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
//! # Use your own suffix list
//!
//! `registered_domain` and the related fields come from the public suffix list that the crate contains. A long-running
//! service can load a current one from <https://publicsuffix.org/list/public_suffix_list.dat>, and add the internal
//! domains of its company.
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
//! `.private_suffixes(true)` applies the private section of the list too, in which `cloudfront.net` is a suffix.
//!
//! # Enrich
//!
//! Implement [`ToEcs`](crate::ecs::ToEcs) for your own type. `to_ecs` and `write_events` take it like a record, and the
//! event is filled only once. Typed fields take what you know from elsewhere; `labels` and `tags` take anything.
//!
//! ```
//! use std::collections::HashMap;
//!
//! use awslog::ecs::{Event, Mapper, ToEcs};
//! use awslog::{Format, Record};
//!
//! /// A record, and who owns the accounts.
//! struct Enriched<'a> {
//!     record: Record<'a>,
//!     owners: &'a HashMap<&'a str, &'a str>,
//! }
//!
//! impl ToEcs for Enriched<'_> {
//!     fn set_fields<'a>(&'a self, mapper: &Mapper, event: &mut Event<'a>) {
//!         self.record.set_fields(mapper, event);
//!         let account = event.cloud.account.id.as_deref().unwrap_or_default();
//!         if let Some(owner) = self.owners.get(account) {
//!             event.labels.insert("owner", *owner);
//!         }
//!         if event.source.ip.is_some_and(|ip| ip.is_ipv4()) {
//!             // From your database.
//!             event.source.geo.to_mut().country_iso_code = Some("DE".into());
//!         }
//!         event.tags.push("production".into());
//!     }
//! }
//!
//! let log = b"account-id srcaddr bytes\n123456789012 192.0.2.10 4249\n";
//! let owners = HashMap::from([("123456789012", "payments")]);
//! let mapper = Mapper::new();
//! let records = awslog::records(Format::VpcFlow, log)
//!     .map(|record| Ok(Enriched { record: record?, owners: &owners }));
//! let mut out = Vec::new();
//! mapper.write_events(records, &mut out);
//!
//! let event: serde_json::Value = serde_json::from_slice(&out)?;
//! assert_eq!(event["labels"]["owner"], "payments");
//! assert_eq!(event["source"]["geo"]["country_iso_code"], "DE");
//! assert_eq!(event["tags"][0], "production");
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! # Redact
//!
//! Change the record before it is mapped. Everything in an event comes from the record, so a value that is gone from the
//! record is also gone from `url.*`, `related.*` and `aws.*`.
//!
//! Three places hold the text of the record itself, which no change of fields alters:
//!
//! - `event.original`, if the mapper has `keep_original(true)`: leave the option off.
//! - `event.original` of a refused record, always: take refused records out of the stream, as here.
//! - `message` of records that a forwarder aggregated (CloudFront): clear it in a
//!   [`ToEcs`](crate::ecs::ToEcs) of your own.
//!
//! ```
//! use std::net::{IpAddr, Ipv4Addr};
//!
//! use awslog::cloudfront;
//! use awslog::ecs::Mapper;
//!
//! fn redact(record: &mut cloudfront::Record<'_>) {
//!     record.cs_cookie = None;
//!     record.cs_uri_query = None;
//!     record.x_forwarded_for = None;
//!     if let Some(IpAddr::V4(address)) = record.c_ip {
//!         let [a, b, c, _] = address.octets();
//!         record.c_ip = Some(Ipv4Addr::new(a, b, c, 0).into());
//!     }
//! }
//!
//! let log = b"#Fields: c-ip cs-uri-stem cs-uri-query cs(Cookie)\n\
//!     192.0.2.10\t/login\ttoken=hunter2\tsession=hunter2\n\
//!     nowhere\t/login\ttoken=hunter2\tsession=hunter2\n";
//! let mut refused = Vec::new();
//! let records = cloudfront::records(log)
//!     .filter_map(|record| record.map_err(|error| refused.push(error.to_string())).ok())
//!     .map(|mut record| {
//!         redact(&mut record);
//!         Ok(record)
//!     });
//! let mut out = Vec::new();
//! Mapper::new().write_events(records, &mut out);
//!
//! let events = String::from_utf8(out)?;
//! assert!(events.contains(r#""ip":"192.0.2.0""#));
//! assert!(!events.contains("hunter2") && !events.contains("192.0.2.10"));
//! // Messages of errors never show what may be a secret.
//! assert_eq!(refused.len(), 1);
//! assert!(!refused[0].contains("hunter2"));
//! # Ok::<(), std::string::FromUtf8Error>(())
//! ```
//!
//! # Dead letters
//!
//! [`Error::dead_letter`](crate::Error::dead_letter) is the error with the text of its record, ready to be serialized.
//! Keep it where secrets may be kept: the text is the whole record. The error alone serializes without the text.
//!
//! ```
//! use awslog::{Format, cloudfront};
//!
//! let object = b"#Fields: date c-ip\n2026-01-15\t192.0.2.10\n2026-01-15\tnowhere\n";
//! let (mut good, mut dead) = (0, Vec::new());
//! for record in cloudfront::records(object) {
//!     match record {
//!         Ok(_) => good += 1,
//!         Err(error) => {
//!             serde_json::to_writer(&mut dead, &error.dead_letter())?;
//!             dead.push(b'\n');
//!         }
//!     }
//! }
//! assert_eq!(good, 1);
//!
//! let letter: serde_json::Value = serde_json::from_slice(&dead)?;
//! assert_eq!(
//!     letter,
//!     serde_json::json!({
//!         "format": "cloudfront",
//!         "kind": "value",
//!         "message": "CloudFront log, line 3, field `c-ip`: \
//!                     expected an IP address, found \"nowhere\"",
//!         "line": 3,
//!         "field": "c-ip",
//!         "expected": "an IP address",
//!         "found": "nowhere",
//!         "original": "2026-01-15\tnowhere",
//!     })
//! );
//!
//! // Later, when the cause is gone: with the layout of the object it came from.
//! let format: Format = letter["format"].as_str().unwrap().parse()?;
//! assert_eq!(format, Format::CloudFront);
//! let layout = cloudfront::Layout::from_names(["date", "c-ip"])?;
//! let mended = letter["original"].as_str().unwrap().replace("nowhere", "192.0.2.11");
//! assert_eq!(layout.parse_line(&mended)?.c_ip, Some([192, 0, 2, 11].into()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Elasticsearch's bulk format
//!
//! An action line, followed by the event. Data streams accept only `create`. An `_id` made from `event.id` prevents
//! duplicates when AWS delivers a record twice. GuardDuty repeats the id of a finding with each update, so the `_id` of
//! a finding needs its time as well. The example `bulk` is a complete program.
//!
//! The index templates `docs/index-template.json` (Elasticsearch) and `docs/index-template-opensearch.json` take every
//! event. `data_stream.*` of an event must name the data stream that the event goes to: choose the namespace with
//! `MapperBuilder::namespace`.
//!
//! ```
//! use awslog::ecs::{Mapper, Namespace};
//! use awslog::{Format, cloudtrail};
//! use serde_json::json;
//!
//! let namespace: Namespace = "default".parse()?;
//! let mapper = Mapper::builder().namespace(namespace.clone()).build();
//! let index = namespace.data_stream(Format::CloudTrail.dataset());
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
//! # Your own struct instead of ECS
//!
//! Records are typed and need no mapper. Without the default feature `ecs`, nothing of the mapping is built.
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
//!     /// Returns `None` if the log lacks one of these fields.
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
//! # Store a record and read it again
//!
//! Records implement `Serialize`, with the names that AWS uses. They do not implement `Deserialize`: `parse_line` and
//! `records` read the stored JSON, with the same checks and the same borrowing as a log.
//!
//! ```
//! use awslog::{Format, vpc_flow};
//!
//! let log = b"srcaddr dstport action new-name\n192.0.2.10 443 ACCEPT new\n";
//! let record = vpc_flow::records(log).next().unwrap()?;
//!
//! let stored = serde_json::to_string(&record)?;
//! assert_eq!(
//!     stored,
//!     r#"{"srcaddr":"192.0.2.10","dstport":443,"action":"ACCEPT","new-name":"new"}"#
//! );
//! assert_eq!(vpc_flow::parse_line(&stored)?, record);
//!
//! // Records of any format, one per line.
//! let again = awslog::records(Format::VpcFlow, stored.as_bytes()).next().unwrap()?;
//! assert_eq!(again, record.into());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What belongs to the input and not to the record is not stored: the exact text (`original`) and the time of a wrapper
//! (`envelope_time`). A load balancer record with only a few fields may not show its kind: read it with the `parse_line`
//! of that kind, such as `elb::alb_access::parse_line`.
//!
//! # Records between threads
//!
//! A record borrows from its line or object. `into_owned` returns a `Record<'static>`, which is `Send` and can go through
//! a channel. If both sides see the same bytes, scoped threads need no copy: see [All cores](#all-cores).
//!
//! ```
//! use std::sync::mpsc;
//! use std::thread;
//!
//! use awslog::ecs::Mapper;
//! use awslog::{Format, Record};
//!
//! let (sender, receiver) = mpsc::sync_channel::<Record<'static>>(1024);
//! let reader = thread::spawn(move || {
//!     let object = b"#Fields: c-ip\n192.0.2.10\n192.0.2.11\n".to_vec();
//!     for record in awslog::records(Format::CloudFront, &object) {
//!         sender.send(record?.into_owned()).expect("a receiver");
//!     }
//!     awslog::Result::Ok(()) // the object is dropped here, the records live on
//! });
//!
//! let mut out = Vec::new();
//! Mapper::new().write_events(receiver.iter().map(Ok), &mut out);
//! reader.join().unwrap()?;
//! assert_eq!(out.iter().filter(|byte| **byte == b'\n').count(), 2);
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! # All cores
//!
//! One mapper serves all threads; its caches need no lock. Split the work by objects. The example `parallel` does the same
//! with rayon.
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
//! If only a few fields matter, records are enough. The example `top_talkers` is a complete program.
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
//! # Columns for Polars, DuckDB and pandas
//!
//! The package `awslog-arrow` reads logs as Arrow record batches and hands them to other languages without a copy, through
//! Arrow's C stream interface. Its own cookbook, `crates/awslog-arrow/src/cookbook.md` in the repository, has the Python side.
//!
//! ```ignore
//! use arrow_array::ffi_stream::FFI_ArrowArrayStream;
//! use awslog::Format;
//! use awslog_arrow::ReaderBuilder;
//!
//! fn stream(log: Vec<u8>) -> Result<FFI_ArrowArrayStream, Box<dyn std::error::Error>> {
//!     let format = Format::detect(&log).ok_or("not a known log")?;
//!     let reader = ReaderBuilder::new(format).build(log)?;
//!     Ok(FFI_ArrowArrayStream::new(Box::new(reader)))
//! }
//! ```
//!
//! # Sigma rules
//!
//! The package `awslog-sigma` meets records with rules of [Sigma](https://sigmahq.io). Rules for CloudTrail ask records by
//! AWS's names, rules with `taxonomy: ecs` ask the events of every format. Build the rules once. Its example `detect` is a
//! complete program.
//!
//! ```ignore
//! use awslog::Format;
//! use awslog_sigma::RulesBuilder;
//!
//! let mut builder = RulesBuilder::new();
//! builder.add_yaml("trail_stopped.yml", "
//! title: Trail stopped
//! level: high
//! logsource:
//!     product: aws
//!     service: cloudtrail
//! detection:
//!     selection:
//!         eventSource: cloudtrail.amazonaws.com
//!         eventName: [StopLogging, DeleteTrail]
//!     condition: selection
//! ");
//! let (mut rules, problems) = builder.build();
//! assert_eq!(problems, []);
//!
//! let log = br#"{"Records":[{"eventVersion":"1.11","eventName":"StopLogging",
//!     "eventSource":"cloudtrail.amazonaws.com"}]}"#;
//! let record = awslog::records(Format::CloudTrail, log).next().unwrap()?;
//! let hits = rules.detect(&record);
//! assert_eq!(hits[0].header.rule_title, "Trail stopped");
//! ```
