//! The values of CloudFront records.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use std::net::IpAddr;
use std::time::Duration;

use awslog::cloudfront::{
    self, DetailedResultType, Family, FleStatus, Layout, Parser, Protocol, ProtocolVersion, Record, ResultType,
};
use awslog::ecs::Mapper;
use awslog::{ErrorKind, Format};
use serde_json::json;
use time::macros::{date, time, utc_datetime};

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/fixtures/cloudfront/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn records(bytes: &[u8]) -> Vec<Record<'_>> {
    cloudfront::records(bytes).collect::<Result<_, _>>().unwrap()
}

fn ip(text: &str) -> Option<IpAddr> {
    Some(text.parse().unwrap())
}

#[test]
fn types_of_a_standard_line() {
    let line = "2026-01-15\t12:35:01\tNRT57-C1\t2173\t2001:db8:85a3::8a2e:370:7334\tPOST\td111111abcdef8.cloudfront.net\t\
        /search%2520results/\t502\thttps://www.example.com/?a=%22\tMozilla/5.0%20(X11)\tq=a%252Fb&lang=de\t\
        session=abc;%20theme=dark\tError\tzY9xW8==\tapi.example.com\thttps\t935\t0.107\t198.51.100.7,%20203.0.113.9\t\
        TLSv1.2\tECDHE-RSA-AES128-GCM-SHA256\tLambdaExecutionError\tHTTP/1.1\tProcessed\t3\t40022\t0.106\tOriginDnsError\t\
        text/html\t1024\t10\t1033";
    let record = cloudfront::parse_line(line).unwrap();
    assert_eq!(record.date, Some(date!(2026 - 01 - 15)));
    assert_eq!(record.time, Some(time!(12:35:01)));
    assert_eq!(record.occurred_at(), Some(utc_datetime!(2026-01-15 12:35:01)));
    assert_eq!(record.sc_bytes, Some(2173));
    assert_eq!(record.c_ip, ip("2001:db8:85a3::8a2e:370:7334"));
    assert_eq!(record.cs_uri_stem.as_ref().unwrap().as_str(), "/search%2520results/");
    assert_eq!(record.cs_uri_stem.as_ref().unwrap().decode(), "/search%20results/");
    assert_eq!(record.sc_status, Some(502));
    assert_eq!(record.cs_referer.as_ref().unwrap().decode(), "https://www.example.com/?a=\"");
    assert_eq!(record.cs_user_agent.as_ref().unwrap().decode(), "Mozilla/5.0 (X11)");
    assert_eq!(record.cs_uri_query.as_ref().unwrap().decode(), "q=a%2Fb&lang=de");
    assert_eq!(record.cs_cookie.as_ref().unwrap().decode(), "session=abc; theme=dark");
    assert_eq!(record.x_edge_result_type, Some(ResultType::Error));
    assert_eq!(record.cs_protocol, Some(Protocol::Https));
    assert_eq!(record.cs_bytes, Some(935));
    assert_eq!(record.time_taken, Some(Duration::from_millis(107)));
    let list = record.x_forwarded_for.as_ref().unwrap();
    assert_eq!(list.iter().collect::<Vec<_>>(), ["198.51.100.7", "203.0.113.9"]);
    assert_eq!(record.x_edge_response_result_type, Some(ResultType::LambdaExecutionError));
    assert_eq!(record.cs_protocol_version, Some(ProtocolVersion::Http11));
    assert_eq!(record.fle_status, Some(FleStatus::Processed));
    assert_eq!(record.fle_encrypted_fields, Some(3));
    assert_eq!(record.c_port, Some(40022));
    assert_eq!(record.time_to_first_byte, Some(Duration::from_millis(106)));
    assert_eq!(record.x_edge_detailed_result_type, Some(DetailedResultType::OriginDnsError));
    assert_eq!(record.sc_content_type.as_ref().unwrap().as_str(), "text/html");
    assert_eq!(record.sc_content_len, Some(1024));
    assert_eq!((record.sc_range_start, record.sc_range_end), (Some(10), Some(1033)));
    assert_eq!(record.original(), Some(line));
    assert_eq!(record.unknown_columns().count(), 0);
    assert_eq!(record.beyond_layout(), [""; 0]);
}

#[test]
fn null_in_every_column() {
    let line = ["-"; 33].join("\t");
    assert_eq!(cloudfront::parse_line(&line).unwrap(), Record::default());
    assert_eq!(cloudfront::parse_line("").unwrap(), Record::default());
    assert_eq!(cloudfront::parse_line("\t\t\t").unwrap(), Record::default());
}

#[test]
fn missing_columns_are_absent_and_further_ones_are_kept() {
    let record = cloudfront::parse_line("2026-01-15\t12:35:01\tFRA56-P3").unwrap();
    assert_eq!(record.x_edge_location.as_deref(), Some("FRA56-P3"));
    assert_eq!(record.sc_bytes, None);
    let line = [&["-"; 33][..], &["dt_EXAMPLE", "-", ""]].concat().join("\t");
    assert_eq!(cloudfront::parse_line(&line).unwrap().beyond_layout(), ["dt_EXAMPLE", "-", ""]);
}

#[test]
fn headers_are_followed_wherever_they_come() {
    let mut parser = Parser::new();
    let mut read = |line| parser.parse_line(line).unwrap();
    assert_eq!(read("2026-01-15\t12:34:56\tFRA56-P3").unwrap().x_edge_location.unwrap(), "FRA56-P3");
    assert_eq!(read("#Version: 1.0"), None);
    assert_eq!(read("#Fields:\tc-port\tbrand-new\n"), None);
    let record = read("443\tx\tmore\r\n").unwrap();
    assert_eq!(record.c_port, Some(443));
    assert_eq!(record.unknown("brand-new").unwrap(), "x");
    assert_eq!(record.unknown("brand-old"), None);
    assert_eq!(record.unknown_columns().collect::<Vec<_>>(), [("brand-new", &"x".into())]);
    assert_eq!(record.beyond_layout(), ["more"]);
    assert_eq!(read("   "), None);
    assert_eq!(read("#Remark: 7"), None);
    assert_eq!(read("#fields: c-ip"), None);
    assert_eq!(read("192.0.2.1").unwrap().c_ip, ip("192.0.2.1"));
    assert_eq!(read(r#"{"asn": 64496}"#).unwrap().asn, Some(64496));
}

#[test]
fn names_are_compared_by_letters_and_digits() {
    for names in ["cs(User-Agent) timestamp(ms) x-edge-location", "cs_user_agent,timestamp_ms,x_edge_location"] {
        let record = names.parse::<Layout>().unwrap();
        let record = record.parse_line("curl\t1768480496123\tFRA").unwrap();
        assert_eq!(record.cs_user_agent.unwrap().as_str(), "curl");
        assert_eq!(record.timestamp_ms, Some(utc_datetime!(2026-01-15 12:34:56.123)));
        assert_eq!(record.x_edge_location.unwrap(), "FRA");
    }
}

#[test]
fn delimiters_of_one_to_five_characters() {
    for delimiter in [",", " ", "||", "<->", "–—–", " :|: "] {
        let layout = Layout::from_names(["date", "time", "cs(Referer)", "asn"]).unwrap();
        let layout = layout.with_delimiter(delimiter).unwrap();
        let line = ["2026-01-15", "12:34:56", "-", "64496"].join(delimiter);
        let record = layout.parse_line(&line).unwrap();
        assert_eq!((record.asn, record.cs_referer), (Some(64496), None), "{delimiter}");
        // The delimiter outlives a header, and separates the names of one too.
        let mut parser = Parser::with_layout(layout);
        assert_eq!(parser.parse_line(&format!("#Fields: asn{delimiter}c-ip")).unwrap(), None);
        let line = format!("64497{delimiter}192.0.2.1");
        let record = parser.parse_line(&line).unwrap().unwrap();
        assert_eq!((record.asn, record.c_ip), (Some(64497), ip("192.0.2.1")), "{delimiter}");
    }
    let tabs = Layout::from_names(["date", "time"]).unwrap();
    assert_eq!(tabs.clone().with_delimiter("").unwrap(), tabs.with_delimiter("\t").unwrap());
}

#[test]
fn json_records_hold_what_lines_hold() {
    let bytes = fixture("v2.json");
    let [first, second] = records(&bytes).try_into().unwrap();
    assert_eq!(first.sc_bytes, Some(1_045_619));
    assert_eq!(first.cs_referer.as_ref().unwrap().as_str(), "https://www.example.com/");
    assert_eq!(first.cs_uri_query, None);
    assert_eq!(first.asn, Some(64496));
    assert_eq!(first.occurred_at(), Some(utc_datetime!(2026-01-15 12:34:56.123)));
    assert_eq!(first.family, None);
    assert_eq!(second.timestamp, Some(utc_datetime!(2026-01-15 12:35:01)));
    assert_eq!(second.distributionid.as_deref(), Some("E1EXAMPLE2345"));
    assert_eq!(second.origin_fbl, Some(Duration::from_millis(251)));
    assert_eq!(second.viewer_request_log_data.as_ref().unwrap().decode(), "tenant=blue v=2");
}

#[test]
fn json_in_any_frame() {
    let record = r#"{"c-port":"443"}"#;
    let wrapped =
        r#"{"messageType":"DATA_MESSAGE","logEvents":[{"id":"1","timestamp":1,"message":"{\"c-port\":\"443\"}"}]}"#;
    let control =
        r#"{"messageType":"CONTROL_MESSAGE","logEvents":[{"id":"","timestamp":1,"message":"CWL CONTROL MESSAGE"}]}"#;
    for (json, count) in [
        (format!("{record}\n{record}\n"), 2),
        (format!("{record}{record}"), 2),
        (format!("[{record},\r\n {record}]"), 2),
        (format!("[{record}]\n{record}"), 2),
        (wrapped.to_owned(), 1),
        (format!("{wrapped}\n{wrapped}"), 2),
        (control.to_owned(), 0),
        ("{\n  \"c-port\" : \"443\"\n}\n".to_owned(), 1),
        ("[]".to_owned(), 0),
    ] {
        let records = records(json.as_bytes());
        assert_eq!(records.iter().map(|record| record.c_port).collect::<Vec<_>>(), vec![Some(443); count], "{json}");
    }
}

#[test]
fn an_underscore_is_null_where_requests_are_drawn_together_and_nowhere_else() {
    let aggregated = cloudfront::parse_line(r#"{"cs-uri-query":"_","sc-bytes":"_","count":"2"}"#).unwrap();
    assert_eq!((aggregated.cs_uri_query, aggregated.sc_bytes, aggregated.count), (None, None, Some(2)));
    let single = cloudfront::parse_line(r#"{"cs-uri-query":"_"}"#).unwrap();
    assert_eq!(single.cs_uri_query.unwrap().as_str(), "_");
    let line = "2026-01-15\t12:34:56\t_";
    assert_eq!(cloudfront::parse_line(line).unwrap().x_edge_location.unwrap(), "_");
}

#[test]
fn a_json_key_that_comes_again_is_kept() {
    let record = cloudfront::parse_line(r#"{"c-port":"443","C_PORT":"80"}"#).unwrap();
    assert_eq!(record.c_port, Some(443));
    assert_eq!(record.unknown("C_PORT").unwrap(), "80");
}

#[test]
fn real_time_logs() {
    let bytes = fixture("real-time.log");
    let [record] = records(&bytes).try_into().unwrap();
    assert_eq!(record.family, Some(Family::RealTime));
    assert_eq!(record.timestamp, Some(utc_datetime!(2026-01-15 12:34:56.123)));
    assert_eq!(record.viewer_host().unwrap(), "media.example.com");
    assert_eq!(record.distribution_domain().unwrap(), "d111111abcdef8.cloudfront.net");
    assert_eq!(record.cs_uri_stem.as_ref().unwrap().as_str(), "/v/seg7.m4s?token=a%2520b");
    assert_eq!(record.s_ip, ip("198.51.100.20"));
    assert_eq!(record.cmcd_stream_type.as_ref().unwrap().as_str(), "v");
    assert_eq!(record.sr_reason.as_deref(), Some("Failover:502"));
    assert_eq!(record.x_edge_mqcs, Some(97));
}

#[test]
fn real_time_columns_come_in_the_order_of_the_list() {
    let names =
        "c-country cs-uri-stem timestamp brand-new c-ip time-to-first-byte sc-status cs-host x-edge-result-type";
    let layout = Layout::real_time(names.split(' ')).unwrap();
    let line = "1768480497.004\t203.0.113.5\t0.310\t404\twww.example.com\t/missing?x=1\tError\tUS\tnew";
    let record = layout.parse_line(line).unwrap();
    assert_eq!(record.timestamp, Some(utc_datetime!(2026-01-15 12:34:57.004)));
    assert_eq!(record.c_ip, ip("203.0.113.5"));
    assert_eq!(record.viewer_host().unwrap(), "www.example.com");
    assert_eq!(record.c_country.as_deref(), Some("US"));
    assert_eq!(record.unknown("brand-new").unwrap(), "new");
    // An empty value in the middle is a value.
    let record = layout.parse_line("1768480497.004\t\t\t404\twww.example.com\t\t\t\t").unwrap();
    assert_eq!((record.c_ip, record.sc_status), (None, Some(404)));
}

#[test]
fn the_families_swap_their_hosts() {
    let standard = cloudfront::parse_line(r#"{"cs(Host)":"d1.cloudfront.net","x-host-header":"a.example"}"#).unwrap();
    let real_time = cloudfront::parse_line(r#"{"cs-host":"a.example","x-host-header":"d1.cloudfront.net"}"#).unwrap();
    for record in [standard, real_time] {
        assert_eq!(record.distribution_domain().unwrap(), "d1.cloudfront.net");
        assert_eq!(record.viewer_host().unwrap(), "a.example");
    }
}

#[test]
fn one_name_decides_of_the_family() {
    let real_time = "c-ip-version cs-accept-encoding cs-accept cs-headers cs-header-names cs-headers-count cs-host \
                     cs-user-agent cs-referer cs-cookie";
    for (name, domain) in real_time.split(' ').map(|name| (name, Some("a.example"))).chain([("sc-status", None)]) {
        let layout = Layout::from_names([name, "x-host-header"]).unwrap();
        let record = layout.parse_line("-\ta.example").unwrap();
        assert_eq!(record.distribution_domain().map(|domain| domain.as_str()), domain, "{name}");
    }
    // The names of a family are those that records are written with.
    let names = ["cs-host", "cs-referer", "cs-user-agent", "cs-cookie"];
    let record = Layout::from_names(names).unwrap();
    let record = record.parse_line("a\tb\tc\td").unwrap();
    let written = r#"{"cs-host":"a","cs-referer":"b","cs-user-agent":"c","cs-cookie":"d","awslog-family":"real-time"}"#;
    assert_eq!(serde_json::to_string(&record).unwrap(), written);
}

#[test]
fn headers_of_tables_have_known_names() {
    for (header, expected) in [
        ("c-ip,sc-status,cs-method,a,b,c", Some(Format::CloudFront)),
        ("c-ip,sc-status", Some(Format::CloudFront)),
        ("c-ip,sc-status,a,b,c", None),
        ("sc-status,a", None),
        ("sc-status", None),
        ("c-ip,time", None),
    ] {
        assert_eq!(Format::detect(header.as_bytes()), expected, "{header}");
    }
}

#[test]
fn agents_that_were_encoded_twice() {
    let layout = Layout::from_names(["cs(User-Agent)"]).unwrap();
    for (logged, expected) in [
        ("Example/1%20(a)", "Example/1 (a)"),
        ("Example/1%2520(a)", "Example/1 (a)"),
        ("Example/1%2525", "Example/1%25"),
        ("Example/1%2520(a)%20b", "Example/1%20(a) b"),
    ] {
        let record = layout.parse_line(logged).unwrap();
        let event = awslog::ecs::Mapper::new();
        let event = event.to_ecs(&record);
        assert_eq!(event.user_agent.original.as_deref(), Some(expected), "{logged}");
    }
}

#[test]
fn connection_logs() {
    let bytes = fixture("connection.json");
    let [failed, succeeded] = records(&bytes).try_into().unwrap();
    assert_eq!(failed.family, Some(Family::Connection));
    assert_eq!(failed.event_timestamp, Some(utc_datetime!(2026-01-15 12:34:56.123)));
    assert_eq!(failed.connection_status.as_deref(), Some("Failed:ClientCertExpired"));
    assert_eq!(failed.tls_handshake_duration, Some(Duration::from_millis(12)));
    assert_eq!(failed.distribution_tenant_id, None);
    assert_eq!(succeeded.event_timestamp, Some(utc_datetime!(2026-01-15 12:34:57)));
}

#[test]
fn the_time_of_a_request_in_a_connection_log_is_kept() {
    let record = cloudfront::parse_line(r#"{"connectionStatus":"Success","time-taken":"0.125"}"#).unwrap();
    let mapper = Mapper::new();
    let event = serde_json::to_value(mapper.to_ecs(&record)).unwrap();
    assert_eq!(event["event"].get("duration"), None);
    assert_eq!(event["aws"]["cloudfront"], json!({"connection_status": "Success", "time_taken": 0.125}));
}

#[test]
fn values_that_are_not_in_the_lists() {
    let record = cloudfront::parse_line(r#"{"x-edge-result-type":"Sometimes","cs-protocol":"gopher"}"#).unwrap();
    assert_eq!(record.x_edge_result_type, Some(ResultType::Other("Sometimes".into())));
    assert_eq!(record.cs_protocol.unwrap().to_string(), "gopher");
    for known in DetailedResultType::KNOWN {
        let value = DetailedResultType::from(*known);
        assert!(!matches!(value, DetailedResultType::Other(_)), "{known}");
        assert_eq!(value.as_str(), *known);
    }
}

#[test]
fn files_without_a_record() {
    for file in ["", "\n", "\r\n\r\n", "\u{FEFF}", "#Version: 1.0\n#Fields: date time\n", "[]", " \n "] {
        assert_eq!(records(file.as_bytes()), [], "{file:?}");
    }
}

#[test]
fn text_without_an_escape_is_borrowed() {
    for name in ["standard.log", "v2.json", "real-time.log", "sample-1.json", "connection.json"] {
        let bytes = fixture(name);
        for record in records(&bytes) {
            for text in [&record.x_edge_location, &record.cs_host, &record.x_edge_request_id, &record.connection_id] {
                assert!(text.as_ref().is_none_or(|text| text.is_borrowed()), "{name}: {text:?}");
            }
        }
    }
    let escaped = cloudfront::parse_line(r#"{"cs(Host)":"d1\u002ecloudfront.net"}"#).unwrap();
    assert!(!escaped.cs_host.unwrap().is_borrowed());
}

fn layout(names: &str) -> Layout {
    Layout::from_header(&format!("#Fields: {names}")).unwrap()
}

/// Standard logging v2 takes any delimiter, and says it nowhere.
#[test]
fn a_delimiter_is_seen_where_it_is_sure() {
    let names = ["date", "time", "c-ip", "cs(User-Agent)", "sc-status"];
    let values = ["2026-01-15", "12:34:56", "192.0.2.1", "curl/8.5.0%20(x,%20y)", "200"];
    let expected = layout(&names.join(" ")).parse_line(&values.join("\t")).unwrap().into_owned();
    for delimiter in ["|", ";", " ", " | ", "||", "~", "::", "<->"] {
        let line = values.join(delimiter);
        let file = format!("#Version: 1.0\n#Fields: {}\n{line}\n{line}\n", names.join(" "));
        assert_eq!(records(file.as_bytes()), [expected.clone(), expected.clone()], "{delimiter}");
        assert_eq!(layout(&names.join("\t")).parse_line(&line).unwrap(), expected, "{delimiter}");
        // It may stand between the names too.
        let file = format!("#Version: 1.0\n#Fields: {}\n{line}\n", names.join(delimiter));
        assert_eq!(records(file.as_bytes()), std::slice::from_ref(&expected), "{delimiter}");
    }
    // Between null markers, too.
    let read = layout("c-ip cs(Referer) sc-status cs(User-Agent)").parse_line("-|-|200|-").unwrap();
    assert_eq!((read.sc_status, read.c_ip, read.beyond_layout().len()), (Some(200), None, 0));
    // Commas: a value that holds some is in quotes.
    let line = "2026-01-15,12:34:56,192.0.2.1,\"curl/8.5.0%20(x,%20y)\",200";
    for names in [names.join(" "), names.join(","), names.join(", "), format!("\"{}\"", names.join("\",\""))] {
        let file = format!("#Fields: {names}\n{line}\n{line}\n");
        assert_eq!(records(file.as_bytes()), [expected.clone(), expected.clone()], "{names}");
    }
}

#[test]
fn an_unknown_delimiter_is_an_error() {
    for (names, line) in [
        ("date time c-ip cs-method sc-status", "2026-01-1512:34:56192.0.2.1GET200"),
        // Both would do.
        ("cs-method cs(Referer)", "GET;a|b"),
        ("date time", "never|12:34:56"),
    ] {
        let count = names.split(' ').count();
        let error = layout(names).parse_line(line).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "CloudFront log: expected {count} values, one for each column, between TABs, found 1: set the delimiter \
                 with `Layout::with_delimiter`"
            )
        );
        assert_eq!(error.kind(), ErrorKind::Layout);
        let file = format!("#Fields: {names}\n{line}\n");
        assert_eq!(cloudfront::records(file.as_bytes()).filter(|read| read.is_err()).count(), 1);
    }
    let named = layout("cs-method cs(Referer)").with_delimiter("|").unwrap();
    assert_eq!(named.parse_line("GET;a|b").unwrap().cs_method.unwrap(), "GET;a");
    // A delimiter that is given is not looked for.
    let tabs = layout("date time").with_delimiter("\t").unwrap();
    assert!(tabs.parse_line("2026-01-15|12:34:56").is_err());
}

#[test]
fn a_header_without_a_known_name_is_refused() {
    let error = Layout::from_header("#Fields: foo bar").unwrap_err();
    assert_eq!(error.to_string(), "CloudFront log: expected the names of columns of a CloudFront log, found \"foo\"");
    let read = cloudfront::records(b"#Fields: foo bar\n1\t2\n").map(|read| read.is_err()).collect::<Vec<_>>();
    assert_eq!(read, [true, true]);
}

#[test]
fn a_line_that_is_cut_is_refused() {
    let file = b"#Fields: date time c-ip sc-status\n2026-01-15\t12:34:56\t192.0.2.1\t200\n2026-01-15\t12:34:57\t192.0";
    let read = cloudfront::records(file).collect::<Vec<_>>();
    assert!(read[0].is_ok());
    let file = b"#Fields: date time c-ip sc-status\n2026-01-15\t12:34:57\t192.0.2.1";
    let error = cloudfront::records(file).next().unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Truncated);
    assert_eq!(
        error.to_string(),
        "CloudFront log, line 2: expected 4 values, one for each column, found 3: the line is truncated or has another layout; \
         `accept_short_lines` accepts it"
    );
    let read = Parser::new().accept_short_lines(true).records(file).collect::<Result<Vec<_>, _>>().unwrap();
    assert_eq!((read[0].c_ip, read[0].sc_status), (ip("192.0.2.1"), None));
    // Older logs have fewer columns by right.
    assert!(cloudfront::parse_line("2026-01-15\t12:34:56\tFRA56-P3").is_ok());
    let open = layout("c-ip,cs(User-Agent)").parse_line("192.0.2.1,\"Mozilla").unwrap_err();
    assert_eq!(open.kind(), ErrorKind::Truncated);
}

#[test]
fn fields_have_names_of_aws_only() {
    let fields = cloudfront::Record::FIELDS;
    assert_eq!((fields.len(), fields[0], fields[fields.len() - 1]), (89, "date", "connectionLogCustomData"));
    for own in ["start_time", "end_time", "count", "awslog-family"] {
        assert!(!fields.contains(&own), "{own}");
    }
}

#[test]
fn an_event_whose_fields_hold_everything_has_no_aws() {
    let record = cloudfront::parse_line(r#"{"date":"2026-01-15","time":"12:34:56","timestamp":"1768480496"}"#).unwrap();
    let event = serde_json::to_value(Mapper::new().to_ecs(&record)).unwrap();
    assert_eq!(event["@timestamp"], "2026-01-15T12:34:56Z");
    assert_eq!(event.get("aws"), None);

    let record = cloudfront::parse_line(r#"{"date":"2026-01-16","time":"12:34:56","timestamp":"1768480496"}"#).unwrap();
    let event = serde_json::to_value(Mapper::new().to_ecs(&record)).unwrap();
    assert_eq!(event["aws"], json!({"cloudfront": {"date": "2026-01-16"}}));
}
