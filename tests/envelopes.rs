//! Every format opens the same wrappers and keeps their time.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test may panic")]

use time::macros::utc_datetime;

mod registry;

use registry::ROWS;

#[test]
fn the_time_of_a_message_is_kept_but_no_part_of_the_record() {
    let wrapper = |timestamp: &str| {
        let message = r#"{\"c-ip\":\"192.0.2.10\",\"sc-status\":\"200\"}"#;
        format!(r#"{{"messageType":"DATA_MESSAGE","logEvents":[{{"id":"0",{timestamp}"message":"{message}"}}]}}"#)
    };
    let (timed, timeless) = (wrapper(r#""timestamp":1768480496123,"#), wrapper(""));
    let read = |object: &str| {
        let mut records = awslog::cloudfront::records(object.as_bytes()).map(|record| record.unwrap().into_owned());
        records.next().unwrap()
    };
    let record = read(&timed);
    assert_eq!(record.envelope_time(), Some(utc_datetime!(2026-01-15 12:34:56.123)));
    assert_eq!(serde_json::to_string(&record).unwrap(), r#"{"c-ip":"192.0.2.10","sc-status":200}"#);
    assert_eq!(read(&timeless).envelope_time(), None);
    assert_eq!(read(&timeless), record);
}

#[cfg(feature = "ecs")]
#[test]
fn a_record_without_a_time_takes_that_of_its_wrapper() {
    use awslog::ecs::Mapper;
    use awslog::vpc_flow::{Layout, Parser};

    let mapper = Mapper::new();
    let layout: Layout = "${srcaddr} ${start} ${end}".parse().unwrap();
    let event = |line: &str| {
        let object = format!(r#"{{"logEvents":[{{"timestamp":1768480490000,"message":"{line}"}}]}}"#);
        let record = Parser::with_layout(layout.clone()).records(object.as_bytes()).next().unwrap().unwrap();
        let event = mapper.to_ecs(&record);
        [event.timestamp, event.event.start, event.event.end].map(|time| time.map(|time| time.to_string()))
    };
    let text = |time: &str| Some(format!("2026-01-15T{time}Z"));
    assert_eq!(event("192.0.2.10 - -"), [text("12:34:50"), text("12:34:50"), None]);
    assert_eq!(event("192.0.2.10 1768480491 -"), [text("12:34:51"), text("12:34:51"), None]);
    assert_eq!(event("192.0.2.10 - 1768480550"), [text("12:35:50"), None, text("12:35:50")]);
}

const EVENT: &str = r#"{"eventVersion":"1.11","eventName":"ListBuckets","eventSource":"s3.amazonaws.com"}"#;

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// Wrappers around a text, with how many records they hold.
fn wrappers(record: &str) -> Vec<(usize, String)> {
    let text = quoted(record);
    let objects = [
        format!(r#"{{"log":{text}}}"#),
        format!(r#"{{"date":1768480551.0,"log":{text}}}"#),
        format!(r#"{{"log":{text},"stream":"stdout","time":"2026-01-15T12:35:51.123456789Z"}}"#),
        format!(
            r#"{{"@timestamp":"2026-01-15T12:35:51Z","@version":"1","type":"aws","host":{{"name":"a"}},"message":{text}}}"#
        ),
        format!(r#"{{"message":{text},"event":{{"original":{text}}},"tags":["a"]}}"#),
        format!(r#"{{"event":{{"original":{text},"dataset":"a"}},"@timestamp":"2026-01-15T12:35:51Z"}}"#),
        format!(
            r#"{{"@message":{text},"@log_stream":"eni-0123456789abcdef0-all","@timestamp":"2026-01-15T12:35:51Z"}}"#
        ),
        format!(r#"{{"record":{text},"kinesis":{{"shard":"0"}}}}"#),
        format!(r#"{{"somewhere":{text},"time":1768480551}}"#),
        format!(r#"{{"time":1768480551,"event":{text},"sourcetype":"aws"}}"#),
        format!(r#"{{"type":"a","region":"us-east-1","message":{}}}"#, quoted(&format!(r#"{{"log":{text}}}"#))),
    ];
    let lists = [
        format!(
            r#"{{"events":[{{"logStreamName":"a","timestamp":1,"message":{text},"ingestionTime":2,"eventId":"1"}},{{"message":{text}}}],"searchedLogStreams":[]}}"#
        ),
        format!(
            r#"{{"messageType":"DATA_MESSAGE","owner":"123456789012","logGroup":"a","logStream":"b","subscriptionFilters":["c"],"logEvents":[{{"id":"0","timestamp":1768480490000,"message":{text}}},{{"id":"1","timestamp":1768480490000,"message":{text},"extractedFields":{{"a":"b"}}}}]}}"#
        ),
        format!(
            r#"{{"results":[[{{"field":"@timestamp","value":"2026-01-15 12:34:50.000"}},{{"field":"@message","value":{text}}}],[{{"field":"@message","value":{text}}},{{"field":"@ptr","value":"Cl8"}}]],"status":"Complete"}}"#
        ),
        format!(r#"[{{"message":{text}}},{{"log":{text}}}]"#),
        format!(r#"{{"message":{text}}}{{"message":{text}}}"#),
        format!(r#"{{"message":{}}}"#, quoted(&format!("{record}\n{record}\n"))),
    ];
    objects.into_iter().map(|object| (1, object)).chain(lists.into_iter().map(|list| (2, list))).collect()
}

#[test]
fn every_format_opens_the_same_wrappers() {
    for row in ROWS {
        for record in row.samples {
            let expected = (row.parse_line)(record).unwrap();
            for (count, wrapper) in wrappers(record) {
                let read = awslog::records(row.format, wrapper.as_bytes()).collect::<Result<Vec<_>, _>>();
                let read = read.unwrap_or_else(|error| panic!("{error}: {wrapper}"));
                assert_eq!(read, vec![expected.clone(); count], "{wrapper}");
                assert_eq!(read[0].original(), Some(*record), "{wrapper}");
                match (row.parse_line)(&wrapper) {
                    Ok(read) => assert!(count == 1 && read == expected, "{wrapper}"),
                    Err(error) => assert!(count > 1, "{error}: {wrapper}"),
                }
                let by_parser = row.parser().map(|mut parser| parser.parse_line(&wrapper).map(Option::unwrap));
                if let Some(read) = by_parser.filter(|_| count == 1) {
                    assert_eq!(read.unwrap(), expected, "{wrapper}");
                }
            }
        }
    }
}

#[test]
fn headers_in_wrappers_are_followed() {
    use awslog::{cloudfront, elb, vpc_flow};

    let wrapped =
        |lines: &[&str]| lines.iter().map(|line| format!("{{\"message\":{}}}\n", quoted(line))).collect::<String>();
    let file = wrapped(&["version srcaddr bytes vpc-id", "2 192.0.2.10 4249 vpc-1"]);
    let records = vpc_flow::records(file.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
    assert_eq!((records.len(), records[0].vpc_id.as_deref()), (1, Some("vpc-1")));

    let file = wrapped(&["#Version: 1.0", "#Fields: c-ip sc-status", "192.0.2.10\t404"]);
    let records = cloudfront::records(file.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
    assert_eq!((records.len(), records[0].sc_status), (1, Some(404)));

    let file = wrapped(&["client_ip,client_port,listener_port", "192.0.2.10,36280,443"]);
    let records = elb::records(file.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
    assert_eq!((records.len(), records[0].kind()), (1, elb::Kind::AlbConnection));

    let mut parser = vpc_flow::Parser::new();
    assert!(parser.parse_line(r#"{"message":"srcaddr bytes vpc-id"}"#).unwrap().is_none());
    let record = parser.parse_line(r#"{"message":"192.0.2.10 4249 vpc-1"}"#).unwrap().unwrap();
    assert_eq!(record.vpc_id.as_deref(), Some("vpc-1"));
}

#[test]
fn a_line_in_a_layout_of_ones_own_is_opened_where_forwarders_put_it() {
    let layout: awslog::vpc_flow::Layout = "${srcaddr} ${bytes}".parse().unwrap();
    for key in ["message", "log", "record", "@message", "msg"] {
        let object = format!(r#"{{"type":"a","{key}":"192.0.2.10 4249","host":"b"}}"#);
        let parser = awslog::vpc_flow::Parser::with_layout(layout.clone());
        let records = parser.records(object.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
        assert_eq!(records[0].bytes, Some(4249), "{object}");
    }
}

#[test]
fn a_wrapper_loses_no_record() {
    let text = quoted(EVENT);
    for object in [
        format!(r#"{{"message":{text},"Records":[{EVENT}]}}"#),
        format!(r#"{{"Records":[{EVENT}],"message":{text}}}"#),
        format!(r#"{{"message":{},"x":1}}"#, quoted(&format!(r#"{{"Records":[{EVENT},{EVENT}]}}"#))),
        format!(r#"{{"message":{}}}"#, quoted(&format!("{EVENT}{EVENT}"))),
        format!(r#"{{"logEvents":[{text},{text}]}}"#),
    ] {
        let records = awslog::cloudtrail::records(object.as_bytes()).collect::<Result<Vec<_>, _>>();
        assert_eq!(records.unwrap_or_else(|error| panic!("{error}: {object}")).len(), 2, "{object}");
    }
}

#[test]
fn an_error_in_a_wrapper_has_the_place_and_the_text_of_the_wrapper() {
    let wrapper = r#"{"id":"1","log":"{\"eventVersion\":\"1\",\"eventTime\":\"never\"}"}"#;
    let file = format!("{EVENT}\n{wrapper}\n{EVENT}\n");
    let mut records = awslog::cloudtrail::records(file.as_bytes());
    assert!(records.next().unwrap().is_ok());
    let error = records.next().unwrap().unwrap_err();
    assert_eq!(error.line(), Some(2));
    assert_eq!(error.field(), Some("eventTime"));
    assert_eq!(error.byte(), Some(EVENT.len() as u64 + 17));
    assert_eq!(error.original(), wrapper.as_bytes());
    assert!(records.next().unwrap().is_ok());
    assert!(records.next().is_none());
}

#[test]
fn rows_without_a_message_are_refused_with_what_to_do() {
    let object = r#"{"results":[[{"field":"srcAddr","value":"192.0.2.10"}]],"status":"Complete"}"#;
    let errors = awslog::vpc_flow::records(object.as_bytes()).map(|read| read.unwrap_err().to_string());
    assert_eq!(
        errors.collect::<Vec<_>>(),
        [
            "VPC flow log, line 1: expected a row of Logs Insights with the field `@message`: add `@message` to the fields of the query"
        ]
    );
}

#[test]
fn texts_in_texts_are_opened_down_to_a_bound() {
    let mut text = EVENT.to_owned();
    for depth in 1..20 {
        text = format!(r#"{{"message":{}}}"#, quoted(&text));
        let read = awslog::cloudtrail::records(text.as_bytes()).collect::<Vec<_>>();
        assert_eq!(read.len(), 1, "{depth}");
        assert_eq!(read[0].is_ok(), depth <= 16, "{depth}");
        if depth > 10 {
            // Each level doubles the backslashes.
            break;
        }
    }
}

#[test]
fn texts_in_objects_are_found_down_to_a_depth() {
    let mut object = format!(r#"{{"text":{}}}"#, quoted(EVENT));
    for depth in 1..6 {
        object = format!(r#"{{"inner":{object}}}"#);
        let read = awslog::cloudtrail::records(object.as_bytes()).map(|read| read.is_ok()).collect::<Vec<_>>();
        assert_eq!(read, [depth <= 3], "{object}");
    }
}

/// How many texts in each other are opened to see whether the object around them is a wrapper.
#[test]
fn texts_in_texts_of_records() {
    let mut text = r#"{"a":"b"}"#.to_owned();
    for depth in 0..5 {
        let object = format!(r#"{{"payload":{},{}"#, quoted(&text), EVENT.strip_prefix('{').unwrap());
        let read = awslog::cloudtrail::records(object.as_bytes()).map(|read| read.is_ok()).collect::<Vec<_>>();
        assert_eq!(read, [depth < 2], "{object}");
        text = format!(r#"{{"payload":{}}}"#, quoted(&text));
    }
}

#[test]
fn ids_and_times_of_a_wrapper_are_no_lines() {
    let line = "2026-01-15\t12:34:56\tFRA56-P3\t1045619\t192.0.2.10";
    for key in ["id", "ingested"] {
        for value in ["1768480496.123", "0123456789abcdef0123456789abcdef", "1 768 480 496"] {
            let object = format!(r#"{{"log":{},"{key}":"{value}"}}"#, quoted(line));
            let records = awslog::cloudfront::records(object.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
            assert_eq!(records, [awslog::cloudfront::parse_line(line).unwrap()], "{object}");
        }
    }
}

/// Texts under a key that no forwarder has: header lines and lines are opened, others are not.
#[test]
fn texts_that_are_certainly_lines() {
    use awslog::Format;

    for (format, text, expected) in [
        (Format::CloudFront, "#Version: 1.0\n#Fields: c-ip sc-status\n192.0.2.10\t404", Some(1)),
        (Format::CloudFront, "#Version: 1.0", Some(0)),
        (Format::CloudFront, "#Fields: c-ip sc-status\n192.0.2.10\t404", Some(1)),
        (Format::CloudFront, "x-edge-location,c-ip,sc-status", Some(0)),
        (Format::CloudFront, "c-ip,sc-status\n192.0.2.10,404", Some(1)),
        (Format::CloudFront, "x-edge-location,unheard of", None),
        (Format::CloudFront, "2026-01-15\t12:34:56\tFRA56-P3\t1045619\t192.0.2.10", Some(1)),
        (Format::CloudFront, "2026-01-15\tnoon\tFRA56-P3\t1045619\t192.0.2.10", None),
        (Format::CloudFront, "January\t12:34:56\tFRA56-P3\t1045619\t192.0.2.10", None),
        (Format::CloudFront, "words that are no line", None),
        (Format::Elb, "client_ip,client_port,listener_port\n192.0.2.10,36280,443", Some(1)),
        (Format::Elb, "Enable AccessLog for ELB: my-alb at 2026-01-15T12:34:56Z", Some(0)),
        (Format::Elb, "2026-01-15T12:34:55.514108Z 192.0.2.10 36280 443", Some(1)),
        (Format::Elb, "2026-01-15T12:34:55.514108Z 192.0.2.10 36280 https", None),
        (Format::Elb, "words that are no line", None),
    ] {
        for object in [format!(r#"{{"somewhere":{}}}"#, quoted(text)), format!(r#"{{"a":{{"b":{}}}}}"#, quoted(text))] {
            let read = awslog::records(format, object.as_bytes()).collect::<Result<Vec<_>, _>>();
            assert_eq!(read.as_ref().ok().map(Vec::len), expected, "{object}: {read:?}");
        }
    }
}

#[test]
fn a_record_with_a_log_is_no_wrapper() {
    for row in ROWS {
        for kind in row.kinds {
            for text in ["words that are no line", "{\"a\":\"b\"}", "[1, 2]"] {
                let object = kind.smallest[0].replacen('{', &format!("{{\"log\":{},", quoted(text)), 1);
                let read = awslog::records(row.format, object.as_bytes()).collect::<Result<Vec<_>, _>>();
                let [record] = read.unwrap_or_else(|error| panic!("{error}: {object}")).try_into().unwrap();
                assert_eq!(record.original(), Some(&*object), "{object}");
            }
        }
    }
}

/// Forwarders add such keys too.
#[test]
fn a_piece_of_a_value_makes_no_record() {
    let line = "2026-01-15T12:34:55.514108Z 192.0.2.10 36280 443";
    for key in ["url", "request_method", "destination_ip"] {
        let object = format!(r#"{{"{key}":"203.0.113.9","message":"{line}"}}"#);
        let records = awslog::elb::records(object.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
        assert_eq!(records, [awslog::elb::parse_line(line).unwrap()], "{object}");
    }
}

/// Of two times with the same name, the first counts; of others, the one whose name says the most.
#[test]
fn the_time_of_a_wrapper_with_several() {
    let text = quoted(EVENT);
    for (times, expected) in [
        (r#""timestamp":1768480496123,"timestamp":1"#, Some(utc_datetime!(2026-01-15 12:34:56.123))),
        (r#""time":1,"timestamp":1768480496123"#, Some(utc_datetime!(2026-01-15 12:34:56.123))),
        (r#""timestamp":1768480496123,"time":1"#, Some(utc_datetime!(2026-01-15 12:34:56.123))),
        (r#""timestamp":"never","time":1768480496"#, Some(utc_datetime!(2026-01-15 12:34:56))),
        (r#""timestamp":"never""#, None),
    ] {
        let object = format!(r#"{{"log":{text},{times}}}"#);
        let record = awslog::cloudtrail::records(object.as_bytes()).next().unwrap().unwrap();
        assert_eq!(record.envelope_time(), expected, "{object}");
    }
}

#[test]
fn texts_in_quotes_and_lists_of_a_text() {
    for text in [quoted(EVENT), format!("[{EVENT}]"), format!(" [[{}]]", quoted(EVENT))] {
        let object = format!(r#"{{"somewhere":{}}}"#, quoted(&text));
        let records = awslog::cloudtrail::records(object.as_bytes()).collect::<Result<Vec<_>, _>>();
        let records = records.unwrap_or_else(|error| panic!("{error}: {object}"));
        assert_eq!(records, [awslog::cloudtrail::parse_line(EVENT).unwrap()], "{object}");
    }
}
