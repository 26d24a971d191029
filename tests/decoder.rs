//! A decoder finds what `records` finds, wherever the chunks are cut.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test may panic")]

use std::fs;
use std::net::IpAddr;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use awslog::schema::{Object, Value, Visitor};
use awslog::{Decoder, Error, ErrorKind, Format, Layout, Record};

/// A record or an error, with all that is known of it.
fn outcome(read: Result<Record<'_>, Error>) -> String {
    match read {
        Ok(record) => {
            format!("{} {:?} {:?}", serde_json::to_string(&record).unwrap(), record.envelope_time(), record.original())
        }
        Err(error) => {
            format!("{error} {:?} {:?} {:?}", error.line(), error.byte(), error.original().escape_ascii().to_string())
        }
    }
}

fn whole(format: Format, bytes: &[u8]) -> Vec<String> {
    awslog::records(format, bytes).map(outcome).collect()
}

/// The outcomes of chunks of these sizes, again and again.
fn in_chunks(mut decoder: Decoder, bytes: &[u8], sizes: &[usize]) -> Vec<String> {
    let mut outcomes = Vec::new();
    let (mut rest, mut place) = (bytes, 0);
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    while !rest.is_empty() {
        let (chunk, behind) = rest.split_at(sizes[place % sizes.len()].clamp(1, rest.len()));
        decoder.push(chunk);
        outcomes.extend(decoder.records().map(outcome));
        (rest, place) = (behind, place + 1);
        if is_utf8 {
            assert_eq!(decoder.offset() + decoder.buffered() as u64, (bytes.len() - rest.len()) as u64);
        }
    }
    decoder.finish();
    outcomes.extend(decoder.records().map(outcome));
    assert_eq!(decoder.offset(), bytes.len() as u64);
    outcomes
}

/// The values of an object one by one, as a visitor gets them.
fn values(object: Object<'_>) -> String {
    struct Values(Vec<String>);

    impl<'r> Visitor<'r> for Values {
        fn value(&mut self, index: usize, value: Value<'r>) {
            self.0.push(format!("{index} {value:?}"));
        }

        fn logged_ip(&mut self, index: usize, address: IpAddr, text: &'r str) {
            assert_eq!(text, address.to_string());
            self.ip(index, address);
        }
    }

    let mut values = Values(Vec::new());
    object.visit(&mut values);
    let schema = object.schema().iter().enumerate();
    let single = schema.filter_map(|(index, _)| Some(format!("{index} {:?}", object.value(index)?)));
    assert_eq!(values.0, single.collect::<Vec<_>>());
    let unknown = object.unknown().map(|(name, value)| format!("{name} {value:?}"));
    values.0.into_iter().chain(unknown).collect::<Vec<_>>().join(", ")
}

/// What `visit` shows of chunks of these sizes, again and again, and what `records` returns of the whole.
fn shown(new: impl Fn() -> Decoder, bytes: &[u8], sizes: &[usize]) -> [Vec<String>; 2] {
    fn take(decoder: &mut Decoder, taken: &mut Vec<String>) {
        taken.extend(decoder.records().map(|read| match read {
            Ok(record) => values(record.as_object()),
            error => outcome(error),
        }));
    }

    fn show(decoder: &mut Decoder, shown: &mut Vec<String>) {
        decoder.visit(|read| {
            shown.push(read.map_or_else(|error| outcome(Err(error)), values));
            if shown.len().is_multiple_of(3) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        // After a break, the rest is for `records`.
        take(decoder, shown);
    }

    let (mut decoder, mut seen) = (new(), Vec::new());
    let (mut rest, mut place) = (bytes, 0);
    while !rest.is_empty() {
        let (chunk, behind) = rest.split_at(sizes[place % sizes.len()].clamp(1, rest.len()));
        decoder.push(chunk);
        show(&mut decoder, &mut seen);
        (rest, place) = (behind, place + 1);
    }
    decoder.finish();
    show(&mut decoder, &mut seen);
    let (mut decoder, mut expected) = (new(), Vec::new());
    decoder.push(bytes);
    decoder.finish();
    take(&mut decoder, &mut expected);
    [seen, expected]
}

/// The outcomes where some are left behind each time that bytes arrive, and taken later.
fn some_at_a_time(format: Format, bytes: &[u8], size: usize) -> Vec<String> {
    let mut numbers = Numbers(3);
    let mut decoder = Decoder::new(format);
    let mut outcomes = Vec::new();
    for chunk in bytes.chunks(size) {
        decoder.push(chunk);
        outcomes.extend(decoder.records().take(numbers.next(size / 30)).map(outcome));
    }
    decoder.finish();
    outcomes.extend(decoder.records().map(outcome));
    outcomes
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

fn fixtures() -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    files(Path::new("fixtures"), &mut found);
    found.sort();
    found.into_iter().map(|path| (path.clone(), fs::read(&path).unwrap())).collect()
}

/// Numbers that look random and are the same in each run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }
}

#[track_caller]
fn assert_same(format: Format, bytes: &[u8], sizes: &[usize], name: &str) {
    let expected = whole(format, bytes);
    let found = in_chunks(Decoder::new(format), bytes, sizes);
    if found != expected {
        let place = found.iter().zip(&expected).take_while(|(found, expected)| found == expected).count();
        panic!(
            "{name} as {format}, chunks {sizes:?}, {} of {} outcomes, number {place}:\n{:?}\nin place of\n{:?}",
            found.len(),
            expected.len(),
            found.get(place),
            expected.get(place)
        );
    }
    let [shown, expected] = shown(|| Decoder::new(format), bytes, sizes);
    assert_eq!(shown, expected, "{name} as {format}, chunks {sizes:?}, visited");
}

#[test]
fn visited_with_a_projection() {
    let mut numbers = Numbers(4);
    for (path, bytes) in fixtures() {
        let Some(format) = Format::detect(&bytes) else { continue };
        let fields = format.schemas().concat();
        let names = (0..4).map(|_| fields[numbers.next(fields.len())].name).collect::<Vec<_>>();
        let [shown, expected] = shown(|| Decoder::new(format).with_projection(&names), &bytes, &[1000]);
        assert_eq!(shown, expected, "{} {names:?}", path.display());
    }
}

/// A header line inside a table is not a row, even if none of the values that are read shows it.
#[test]
fn visited_tables_with_a_projection() {
    let tables = "x-host-header\tsc-status\tc-ip\na.example.com\t200\t192.0.2.10\n\
        x-host-header\tc-ip\tsc-status\nb.example.com\t192.0.2.11\t404\n";
    for names in [["x_host_header"].as_slice(), &["sc_status"], &["c_ip", "sc_status"]] {
        let new = || Decoder::new(Format::CloudFront).with_projection(names);
        let [shown, expected] = shown(new, tables.as_bytes(), &[1000]);
        assert_eq!((shown.len(), &shown), (2, &expected), "{names:?}");
    }
}

#[test]
fn every_fixture_in_chunks_of_any_size() {
    let mut numbers = Numbers(1);
    for (path, bytes) in fixtures() {
        let name = path.display().to_string();
        let mut formats = Format::detect(&bytes).into_iter().collect::<Vec<_>>();
        formats.push(Format::ALL[numbers.next(Format::ALL.len())]);
        for format in formats {
            for sizes in [vec![1], vec![7], vec![64], vec![4096], (0..50).map(|_| 1 + numbers.next(300)).collect()] {
                assert_same(format, &bytes, &sizes, &name);
            }
        }
    }
}

/// What is known of a record as an object, or of an error.
fn seen(read: Result<Object<'_>, Error>) -> String {
    read.map_or_else(|error| outcome(Err(error)), |object| format!("{object:?}"))
}

/// `visit` gives what `records` gives, and goes on where it stopped.
#[test]
fn visited_records_are_those_of_the_iterator() {
    for (path, bytes) in fixtures() {
        let Some(format) = Format::detect(&bytes) else { continue };
        let expected = awslog::records(format, &bytes)
            .map(|read| read.map_or_else(|error| outcome(Err(error)), |record| format!("{:?}", record.as_object())))
            .collect::<Vec<_>>();
        for (size, at_once) in [(1 << 20, usize::MAX), (1 << 20, 1), (50, 2)] {
            let mut decoder = Decoder::new(format);
            let mut visited = Vec::new();
            let mut visit = |decoder: &mut Decoder| loop {
                let before = visited.len();
                decoder.visit(|read| {
                    visited.push(seen(read));
                    if visited.len() - before == at_once { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                });
                if visited.len() - before < at_once {
                    break;
                }
            };
            for chunk in bytes.chunks(size) {
                decoder.push(chunk);
                visit(&mut decoder);
            }
            decoder.finish();
            visit(&mut decoder);
            assert_eq!(visited, expected, "{} in chunks of {size}, {at_once} at once", path.display());
            assert_eq!((decoder.offset(), decoder.buffered()), (bytes.len() as u64, 0), "{}", path.display());
        }
    }
    let mut unknown = Decoder::detecting();
    unknown.push(b"nothing that is known\n");
    unknown.finish();
    assert!(unknown.is_unknown());
    unknown.visit(|read| panic!("{read:?}"));
    assert_eq!((unknown.offset(), unknown.buffered(), unknown.format()), (22, 0, None));
}

#[test]
fn broken_fixtures_in_chunks_of_any_size() {
    let mut numbers = Numbers(2);
    for (path, bytes) in fixtures() {
        let name = path.display().to_string();
        let bytes = &bytes[..bytes.len().min(20_000)];
        let format = Format::detect(bytes).unwrap_or(Format::CloudTrail);
        for _ in 0..6 {
            let mut broken = bytes.to_vec();
            for _ in 0..1 + numbers.next(4) {
                let at = numbers.next(broken.len());
                match numbers.next(6) {
                    0 => drop(broken.remove(at)),
                    1 => broken.insert(at, b"\"\\{}[]\n,:\xC3\xFF"[numbers.next(11)]),
                    2 => broken.truncate(at.max(1)),
                    3 => broken[at] = b"\"\\{}[]\n,:\xE2\xFF"[numbers.next(11)],
                    4 => drop(broken.splice(at..at, *b"\n{")),
                    _ => drop(broken.splice(at..at, *b"tru")),
                }
            }
            let sizes = (0..20).map(|_| 1 + numbers.next(200)).collect::<Vec<_>>();
            assert_same(format, &broken, &sizes, &name);
            assert_same(format, &broken, &[1], &name);
        }
    }
}

const EVENT: &str = r#"{"eventVersion":"1.11","eventName":"ListBuckets"}"#;

#[test]
fn odd_inputs_in_chunks_of_any_size() {
    let event = EVENT;
    let text = serde_json::to_string(EVENT).unwrap();
    let twice = serde_json::to_string(&format!(r#"{{"message":{text}}}"#)).unwrap();
    let inputs = [
        String::new(),
        " \r\n\t ".to_owned(),
        "\u{FEFF}".to_owned(),
        format!("\u{FEFF}\u{FEFF}\n\n {event}\n"),
        format!("{event}{event}\r\n{event},{event}"),
        format!(r#"{{"a":"x","Records":[{event},{event},7,{{}},{event}],"b":[1]}}"#),
        format!(r#"{{"a":tru,"Records":[{event}]}}"#),
        format!("{{\"Records\":[{event}],\"x\":[1,\n2"),
        format!("{{\"Records\":[{event}],\"x\":\"a\n\\"),
        format!("{{\"Records\":[{event}],\"x\":[1,\n{event}\n"),
        format!(r#"{{"Records":[{event}"#),
        format!(r#"{{"Records":[{event} "#),
        format!("{{\"Records\":[{event}\n{event}\n"),
        format!("{{\"eventName\":\"a\n{event}\n{event}\n"),
        format!("{{\"eventName\":\"a\",\"x\":{{\"y\":1\n{event}\n{event}\n"),
        format!(r#"{{"message":{twice},"time":"2026-01-15T12:34:56Z"}} {{"message":{text}}}"#),
        format!(r#"{{"message":{text},"x":"#),
        format!(r#"{{"message":{text} "x":1}} {event}"#),
        format!(r#"{{"detail":{event},"time":"2026-01-15T12:34:56Z"}}"#),
        format!(r#"[[{event}],[[{event}]],{text}]"#),
        format!(r#"{{"logEvents":[{{"message":{text},"timestamp":1768480496123}},{text},{{"message":{twice}}}]}}"#),
        format!(r#"{{"messageType":"CONTROL_MESSAGE","logEvents":[{{"message":"x"}}]}}{event}"#),
        format!(r#"{{"results":[[{{"field":"@message","value":{text}}}],[{{"field":"x","value":"y"}}]]}}{event}"#),
        r#"{"eventVersion":"1.11","eventName":"é😀\ud83d\ude00\u00e9","userAgent":"\\\"\n"}"#.to_owned(),
        format!(r#"{{"eventVersion":"1.11","eventTime":"never"}}{event}"#),
        format!("nul {event}\n{event}"),
        format!("}}{event}\n{event}"),
        format!("\"{event}\n{event}"),
        format!(r#"{{"eventVersion":"1.11","readOnly":tru}}{event}"#),
        r#"{"eventVersion":"1.11","readOnly":tru"#.to_owned(),
        "[".repeat(200),
        format!("{}{event}", "[[[".repeat(10)),
        format!(r#"{{"Records":[{event}],"Events":[{event}],"x":[{event}]}}"#),
        format!(r#"{{"logEvents":[],"messageType":"CONTROL_MESSAGE","logEvents":[{{"message":"x"}}]}}{event}"#),
        format!("{{\"eventVersion\":\"1.11\",\"eventName\":\"a\n{{b\",\"readOnly\":true,\"new\":-1.25e10}}{event}"),
        format!("2026-01-15T12:34:56.123Z 2026/01/15/[$LATEST]0123456789abcdef {event}\n{event}"),
    ];
    for input in inputs {
        for format in [Format::CloudTrail, Format::Waf, Format::VpcFlow, Format::Elb] {
            for sizes in [[1].as_slice(), &[2], &[3, 1], &[17], &[64 * 1024]] {
                assert_same(format, input.as_bytes(), sizes, &input);
            }
        }
    }
    let damaged = [
        EVENT.as_bytes(),
        b"\n{\"eventVersion\":\"1\xC3\",\"eventName\":\"\xF0\x9F\x98\"}\n",
        EVENT.as_bytes(),
        b"\xE2\x82",
    ]
    .concat();
    for sizes in [[1].as_slice(), &[2], &[3, 1], &[EVENT.len() + 30, 20], &[1000]] {
        assert_same(Format::CloudTrail, &damaged, sizes, "damaged");
        assert_same(Format::Config, &damaged, sizes, "damaged");
    }
}

#[test]
fn odd_lines_in_chunks_of_any_size() {
    let real_time = "timestamp c-ip cs-host asn\n1768480496.123\t192.0.2.10\texample.com\t64496\n";
    let inputs = [
        (Format::CloudFront, "#Fields: c-ip brand-new sc-status\n192.0.2.10\tx\t404\n192.0.2.11\t-\t200\n"),
        (Format::CloudFront, "#Fields: c-ip c-ip sc-status\n192.0.2.10\t192.0.2.11\t404\textra\t-\tmore\r\n"),
        (
            Format::CloudFront,
            "#Fields: c-ip sc-status\n192.0.2.10\n192.0.2.10\t4O4\n192.0.2.256\t404\n2001:DB8:0::1\t404\n",
        ),
        (
            Format::CloudFront,
            "#Fields: c-ip\n\n \n-\n\t\n\u{FEFF}192.0.2.10\n {\"c-ip\":\"192.0.2.11\"}\n#Fields: c-port\n443\n# x\n",
        ),
        (
            Format::CloudFront,
            "#Fields: c-ip fle-encrypted-fields time-to-first-byte\n192.0.2.10\tmany\tlate\n0.0.0.0\t1\t0.5\n",
        ),
        (Format::CloudFront, "#Fields: c-ip sc-status\n192.0.2.10,404\n192.0.2.11,4O4\n"),
        (
            Format::CloudFront,
            "2026-01-15\t12:34:56\tFRA56-P3\t1045619\t192.0.2.10\n#Fields: time date\n12:34:56\t2026-01-15\n",
        ),
        (
            Format::VpcFlow,
            "srcaddr  bytes version\n 192.0.2.10 4249 5\n192.0.2.11   17   five \n- - -\n::ffff:192.0.2.1 1 2 3\n",
        ),
        (Format::VpcFlow, "srcaddr,bytes,log-status\n192.0.2.10,4249,OK\n\"192.0.2.11\",17,\"O\"\"K\"\n"),
        (
            Format::VpcFlow,
            "account-id action start tcp-flags\nunknown PAUSE 1768480490 19\nsrcaddr bytes\n192.0.2.10 many\n",
        ),
        (Format::VpcFlow, "2 123456789012 eni-0123456789abcdef0 - - - - - - - 1768480490 1768480550 - NODATA\n"),
    ];
    let real_time = format!("#Fields: {real_time}");
    for (format, input) in inputs.into_iter().chain([(Format::CloudFront, real_time.as_str())]) {
        for sizes in [[1].as_slice(), &[2], &[3, 1], &[17], &[64 * 1024]] {
            assert_same(format, input.as_bytes(), sizes, input);
        }
    }
    assert_same(Format::CloudFront, b"#Fields: c-ip cs-uri-stem\n192.0.2.10\t/\xFF\n192.0.2.11\t/\n", &[64], "damaged");
}

#[test]
fn a_decoder_begins_with_a_layout() {
    let layout: awslog::vpc_flow::Layout = "${srcaddr} ${bytes}".parse().unwrap();
    let parser = awslog::vpc_flow::Parser::with_layout(layout);
    let mut decoder = Decoder::from(parser);
    decoder.push(b"192.0.2.10 4249\n192.0.");
    assert_eq!(decoder.format(), Some(Format::VpcFlow));
    assert_eq!(decoder.records().count(), 1);
    assert_eq!((decoder.offset(), decoder.buffered()), (16, 6));
    decoder.push(b"2.11 1");
    decoder.finish();
    let read = decoder.records().map(outcome).collect::<Vec<_>>();
    assert!(read[0].starts_with(r#"{"srcaddr":"192.0.2.11","bytes":1}"#), "{read:?}");
    decoder.push(b"more");
    assert_eq!(decoder.records().count(), 0);
}

#[test]
fn a_layout_of_any_format_reads_its_lines() {
    for (format, columns, line) in [
        (Format::VpcFlow, "${srcaddr} ${bites}", "192.0.2.1|5"),
        (Format::CloudFront, "c-ip,bites", "192.0.2.1|5"),
        (Format::Elb, "client_ip,bites,client_port", "192.0.2.1|5|1"),
        (Format::Route53, "resolver_ip,bites,hosted_zone_id", "192.0.2.1|5|Z1"),
        (Format::S3Access, "remote_ip,bites,bucket", "192.0.2.1|5|b"),
    ] {
        let layout = Layout::parse(format, columns).unwrap().unwrap().with_delimiter("|").unwrap();
        assert_eq!((layout.format(), layout.unknown_names()), (format, vec!["bites"]));
        let mut decoder = Decoder::from(layout);
        decoder.push(line.as_bytes());
        decoder.finish();
        let record = decoder.records().next().unwrap().unwrap();
        assert_eq!(record.get("bites").and_then(Value::text).as_deref(), Some("5"), "{record:?}");
    }
    assert!(Layout::parse(Format::Waf, "action").is_none());
    let error = Layout::parse(Format::VpcFlow, "").unwrap().unwrap_err();
    assert_eq!(error.format(), Format::VpcFlow);
}

#[test]
fn the_format_is_detected_from_the_first_bytes() {
    for (path, bytes) in fixtures() {
        for sizes in [[1].as_slice(), &[5000], &[100_000]] {
            let mut decoder = Decoder::detecting();
            for chunk in bytes.chunks(sizes[0]) {
                decoder.push(chunk);
            }
            decoder.finish();
            let short = &bytes[..bytes.len().min(4096)];
            let expected = Format::detect(short).or_else(|| Format::detect(&bytes));
            assert_eq!(decoder.format(), expected, "{}", path.display());
            assert_eq!(decoder.is_unknown(), expected.is_none());
            if let Some(format) = expected {
                let read = decoder.records().map(outcome).collect::<Vec<_>>();
                assert_eq!(read, whole(format, &bytes), "{}", path.display());
            }
        }
    }
}

/// A format is detected as soon as 4 KiB have arrived, or 64 KiB if the first 4 do not suffice.
#[test]
fn a_format_is_detected_before_the_end() {
    for (space, at) in [(0, 4096), (4096, 65_536), (10_000, 65_536)] {
        let bytes = format!("{}{}", "\n".repeat(space), format!("{EVENT}\n").repeat(2000));
        for size in [1, 1000, 4096] {
            let mut decoder = Decoder::detecting();
            let mut pushed = 0;
            for chunk in bytes.as_bytes().chunks(size) {
                assert_eq!(decoder.format().is_some(), pushed >= at, "{space}, {pushed} in chunks of {size}");
                assert_eq!(decoder.buffered() as u64 + decoder.offset(), pushed as u64);
                decoder.push(chunk);
                pushed += chunk.len();
                if pushed > at + size {
                    break;
                }
            }
            assert_eq!(decoder.format(), Some(Format::CloudTrail));
        }
    }
}

#[test]
fn short_lines_are_accepted_in_every_format() {
    for (format, header, line) in [
        (Format::VpcFlow, "srcaddr bytes", "192.0.2.1"),
        (Format::CloudFront, "#Fields: c-ip sc-status cs-method", "192.0.2.1\t200"),
        (Format::Elb, "client_ip,client_port,listener_port", "192.0.2.1,1"),
        (Format::Route53, "#Fields: version query_timestamp hosted_zone_id query_name", "1.0 2026-01-15T12:34:56Z Z1"),
        (Format::S3Access, "bucket_owner bucket remote_ip", "a b"),
    ] {
        let file = format!("{header}\n{line}\n");
        for accepts in [false, true] {
            let mut detecting = Decoder::detecting().accept_short_lines(accepts);
            let mut decoder = Decoder::new(format).accept_short_lines(accepts);
            decoder.push(file.as_bytes());
            decoder.finish();
            let read = decoder.records().map(|read| read.map(|_| ()).map_err(|error| error.kind())).collect::<Vec<_>>();
            assert_eq!(read, [if accepts { Ok(()) } else { Err(ErrorKind::Truncated) }], "{file}");
            detecting.push(file.as_bytes());
            detecting.finish();
            assert!(detecting.records().all(|read| read.is_ok() == accepts), "{file}");
        }
    }
}

#[test]
fn a_record_that_is_too_long_has_its_line() {
    let long = "x".repeat(100);
    for (format, file) in [
        (Format::CloudFront, format!("\n\n{long}\n")),
        (Format::CloudFront, format!("#Version: 1.0\n\n{long}")),
        (Format::CloudTrail, format!("\n\n{{\"eventName\":\"{long}\"}}\n")),
    ] {
        let mut decoder = Decoder::new(format).max_record_bytes(50);
        decoder.push(file.as_bytes());
        decoder.finish();
        let errors = decoder.records().map(|read| read.map(|_| ()).unwrap_err()).collect::<Vec<_>>();
        let places = errors.iter().map(|error| (error.kind(), error.line())).collect::<Vec<_>>();
        assert_eq!(places, [(ErrorKind::TooLong, Some(3))], "{file}");
    }
    // So have the lines after it, wherever the chunks are cut.
    let file = format!("{long}\nbroken\n{long}\nbroken\n");
    for size in [1, 30, 101, 1000] {
        let mut decoder = Decoder::new(Format::CloudFront).max_record_bytes(50);
        let mut lines = Vec::new();
        for chunk in file.as_bytes().chunks(size) {
            decoder.push(chunk);
            lines.extend(decoder.records().map(|read| read.unwrap_err().line()));
        }
        assert_eq!(lines, [Some(1), Some(2), Some(3), Some(4)], "chunks of {size}");
    }
}

#[test]
fn a_record_that_is_too_long_costs_itself_alone() {
    let long = format!(r#"{{"eventVersion":"1.11","eventName":"{}"}}"#, "x".repeat(1000));
    let line = format!("{}\t{}", "2026-01-15", "x".repeat(1000));
    let good = "2026-01-15\t12:34:56\tFRA56-P3\t1045619\t192.0.2.10";
    let wrapped = format!(r#"{{"message":{}}}"#, serde_json::to_string(&long).unwrap());
    for (format, input, outcomes) in [
        (Format::CloudTrail, format!(r#"{{"Records":[{EVENT},{long},{EVENT}]}}"#), [true, false, true].as_slice()),
        (Format::CloudTrail, format!("{EVENT}\n{long}\n{EVENT}\n"), &[true, false, true]),
        (Format::CloudTrail, format!("{EVENT}\n{wrapped}\n{EVENT}\n"), &[true, false, true]),
        (Format::CloudTrail, format!("{EVENT}\n{wrapped}\n{long}"), &[true, false, false]),
        (Format::CloudTrail, format!("{{\"eventName\":\"{}\n{EVENT}\n", "x".repeat(1000)), &[false, true]),
        (Format::CloudTrail, format!("{{\"{}\n{EVENT}\n", "x".repeat(1000)), &[false, true]),
        (Format::CloudFront, format!("{good}\n{line}\n{good}\n{line}"), &[true, false, true, false]),
        (Format::CloudFront, format!("\n{line}\r\n\n{good}"), &[false, true]),
    ] {
        let mut seen = Vec::new();
        for size in [1, 2, 100, 250, 1001, 100_000] {
            let mut decoder = Decoder::new(format).max_record_bytes(200);
            let mut reads = Vec::new();
            for chunk in input.as_bytes().chunks(size) {
                decoder.push(chunk);
                reads.extend(decoder.records().map(|read| read.map(Record::into_owned)));
                assert!(decoder.buffered() <= 200 + size.max(8), "{}", decoder.buffered());
            }
            decoder.finish();
            reads.extend(decoder.records().map(|read| read.map(Record::into_owned)));
            let are_good = reads.iter().map(Result::is_ok).collect::<Vec<_>>();
            assert_eq!(are_good, outcomes, "{input} in chunks of {size}: {reads:?}");
            for error in reads.iter().filter_map(|read| read.as_ref().err()) {
                assert_eq!(error.kind(), ErrorKind::TooLong, "{error}");
                assert_eq!(error.original().len(), 200);
                assert!(error.to_string().ends_with(
                    ": expected a record of at most 200 bytes, found a longer one: raise `max_record_bytes`"
                ));
            }
            seen.push(reads.into_iter().map(outcome).collect::<Vec<_>>());
        }
        assert!(seen.iter().all(|one| *one == seen[0]), "{seen:#?}");
    }
}

#[test]
fn what_holds_no_record_takes_no_memory() {
    let white_space = [b' '; 1000];
    let member = format!(r#","x":"{}","y":[{}]"#, "\\\"é".repeat(500), "1,".repeat(500));
    for (front, piece) in [
        (String::new(), white_space.as_slice()),
        (EVENT.to_owned(), &white_space),
        (r#"{"Records":["#.to_owned(), &white_space),
        (r#"{"Records":[]"#.to_owned(), member.as_bytes()),
        (r#"{"Records":["#.to_owned(), EVENT.as_bytes()),
        (r#"{"Records":[],"x":""#.to_owned(), b"long text "),
        (r#"{"Records" tru"#.to_owned(), b"anything, really anything"),
    ] {
        let mut decoder = Decoder::new(Format::CloudTrail);
        decoder.push(front.as_bytes());
        for _ in 0..1000 {
            decoder.push(piece);
            decoder.records().for_each(drop);
            assert!(decoder.buffered() < 70_000, "{front} {}", decoder.buffered());
        }
    }
}

#[test]
fn records_that_are_not_taken_at_once_are_kept() {
    for (path, bytes) in fixtures() {
        let Some(format) = Format::detect(&bytes) else { continue };
        for size in [100, 1000] {
            assert_eq!(some_at_a_time(format, &bytes, size), whole(format, &bytes), "{} {size}", path.display());
        }
    }
    let text = serde_json::to_string(EVENT).unwrap();
    let message = serde_json::to_string(&format!("{EVENT}\n{EVENT} {EVENT}")).unwrap();
    let wrapper = format!(r#"{{"message":{message},"detail":{EVENT}}}"#);
    let rows =
        format!(r#"{{"results":[[{{"field":"@message","value":{text}}},{{"field":"@message","value":{message}}}]]}}"#);
    let input = format!("{EVENT}\n{wrapper}\n{rows}{wrapper}").repeat(20);
    for size in [100, 170, 400, 1000, 3000] {
        let found = some_at_a_time(Format::CloudTrail, input.as_bytes(), size);
        assert_eq!(found, whole(Format::CloudTrail, input.as_bytes()), "{size}");
    }
}

/// A line that was cut by the end of a chunk holds back none of those behind it.
#[test]
fn every_record_that_is_complete_is_given_out_at_once() {
    let lines = "192.0.2.10\n".repeat(100);
    let mut decoder = Decoder::new(Format::CloudFront);
    decoder.push(b"#Fields: c-ip\n192.0.2");
    assert_eq!(decoder.records().count(), 0);
    for chunk in [format!(".1\n{lines}192.0.2"), format!(".1\n{lines}192.0.2")] {
        decoder.push(chunk.as_bytes());
        assert_eq!(decoder.records().count(), 101);
    }
    assert_eq!(decoder.buffered(), 7);
}

/// A key that arrives in pieces holds back no record after it. One of more than a kilobyte is tried again when the text is twice as long.
#[test]
fn every_record_after_a_long_key_is_given_out_at_once() {
    for (front, length, records, size) in [
        (r#"{"Records":[],""#, 300, 1, 100),
        (r#"{"Records":[],""#, 300, 3, 100),
        (r#"{"Records":[],""#, 2000, 30, 100),
        (r#"{"Records":[],""#, 2000, 100, 100),
        (r#"{"Records":[],""#, 2000, 30, 2000),
        (r#"{""#, 300, 1, 100),
        (r#"{""#, 2000, 30, 100),
        (r#"{""#, 2000, 100, 100),
        (r#"{""#, 2000, 30, 2000),
    ] {
        let mut decoder = Decoder::new(Format::CloudTrail);
        decoder.push(front.as_bytes());
        for piece in "k".repeat(length - 1).as_bytes().chunks(size) {
            decoder.push(piece);
            assert_eq!(decoder.records().count(), 0);
        }
        let rest = format!(r#"":1,"Records":[{}{EVENT}"#, format!("{EVENT},").repeat(records - 1));
        // White space up to exactly twice the length.
        let padding = if length > 1024 { length.saturating_sub(rest.len()) } else { 0 };
        decoder.push(format!("{rest}{}", " ".repeat(padding)).as_bytes());
        assert_eq!(decoder.records().count(), records, "{front} {length}");
    }
}

/// An error is certain where the brackets of its record close.
#[test]
fn every_error_is_given_out_at_once() {
    for (format, record) in [
        (Format::CloudTrail, r#"{"eventVersion":"1.11","readOnly":7x}"#),
        (Format::Waf, "[7,"),
        (Format::VpcFlow, "2 123456789012\n"),
    ] {
        let mut decoder = Decoder::new(format);
        decoder.push(record.as_bytes());
        let errors = decoder.records().map(|read| read.unwrap_err().to_string()).collect::<Vec<_>>();
        assert_eq!(errors.len(), 1, "{record}: {errors:?}");
    }
}

/// A line that was cut after a line feed in quotes holds back no line after it.
#[test]
fn every_line_after_a_line_feed_in_quotes_is_given_out_at_once() {
    let line = |agent: &str| {
        format!(
            "2026-01-15T12:34:56Z my-lb 192.0.2.1:1 - -1 -1 -1 503 0 0 29 \"GET http://h/ HTTP/1.1\" \"{agent}\" - -\n"
        )
    };
    for (before, after) in [(10, 10), (2000, 2000), (10, 3000)] {
        let file =
            format!("{}{}", line(&format!("a{}\n{}", " b".repeat(before), "c ".repeat(after))), line("d").repeat(60));
        let mut decoder = Decoder::new(Format::Elb);
        let (front, rest) = file.split_at(file.find('\n').unwrap() + 5);
        decoder.push(front.as_bytes());
        assert_eq!(decoder.records().count(), 0);
        decoder.push(rest.as_bytes());
        assert_eq!(decoder.records().filter(Result::is_ok).count(), 61, "{before}, {after}");
        assert_eq!(decoder.buffered(), 0);
    }
}

/// What is wrong with a wrapper that ends early, wherever the chunks are cut.
#[test]
fn wrappers_that_end_early() {
    for (front, place, words) in [
        (r#"{"Records":["#, 12, "`,` or `]`"),
        (r#"{"Records":[],"#, 14, "`,` or `}`"),
        (r#"{"Records":[],"x"#, 16, "the end of a string"),
        (r#"{"Records":[],"x""#, 17, "`:`"),
        (r#"{"Records":[],"x":"#, 18, "`,` or `}`"),
        (r#"{"Records":[],"x":{"y":1"#, 24, "`,` or `}`"),
        (r#"{"logEvents":[],"messageType":"CONTROL_MES"#, 42, "`,` or `}`"),
        (r#"{"Events":[{"CloudTrailEvent":"{"#, 32, "the end of a string"),
    ] {
        let expected = format!("CloudTrail log, line 1, byte {place}: expected {words}, found the end of the input");
        let errors = awslog::records(Format::CloudTrail, front.as_bytes()).map(|read| read.unwrap_err().to_string());
        assert_eq!(errors.collect::<Vec<_>>(), [expected], "{front}");
        for size in [1, 5] {
            assert_same(Format::CloudTrail, front.as_bytes(), &[size], front);
        }
    }
    // A text in a list is no record before its end is known.
    let front = r#"["{\"eventVersion\":"#;
    let errors = awslog::records(Format::CloudTrail, front.as_bytes()).map(|read| read.unwrap_err().to_string());
    assert_eq!(errors.collect::<Vec<_>>(), ["CloudTrail log, line 1, byte 1: expected an object, found \"\\\"\""]);
    assert_same(Format::CloudTrail, front.as_bytes(), &[1], front);
}

/// A name of a log stream with brackets is not a record, wherever in the buffer it has been cut.
#[test]
fn the_document_after_a_time_is_awaited() {
    let front = format!("{EVENT}\n").repeat(20);
    let file = format!("{front}2026-01-15T12:34:56.123Z 2026/01/15/[$LATEST]0123456789abcdef {EVENT}\n");
    for first in [front.len() + 1, front.len() + 50, file.len() - EVENT.len() - 1] {
        assert_same(Format::CloudTrail, file.as_bytes(), &[first, 1000], &file);
    }
}

/// An object that is longer than a record may be is a wrapper all the same, also if its first key has been cut.
#[test]
fn a_wrapper_may_be_longer_than_a_record() {
    let file = format!(r#"{{"{}":1,"Records":[{}{EVENT}]}}"#, "k".repeat(2100), format!("{EVENT},").repeat(99));
    for first in [100, 2000, 8000] {
        let mut decoder = Decoder::new(Format::CloudTrail).max_record_bytes(3000);
        let (front, rest) = file.as_bytes().split_at(first.min(file.len()));
        decoder.push(front);
        let before = decoder.records().filter(Result::is_ok).count();
        decoder.push(rest);
        assert_eq!(before + decoder.records().filter(Result::is_ok).count(), 100, "{first}");
    }
}

/// What is passed over is forgotten to its last byte.
#[test]
fn a_line_feed_in_a_text_is_passed_over() {
    for front in ["{\"Records\":[],\"x\":\"a\n", "{\"Records\":[],\"x\":[\"a\",\n"] {
        let mut decoder = Decoder::new(Format::CloudTrail);
        decoder.push(front.as_bytes());
        assert_eq!(decoder.records().count(), 0);
        assert_eq!((decoder.offset(), decoder.buffered()), (front.len() as u64, 0), "{front:?}");
    }
}
