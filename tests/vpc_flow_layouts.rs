//! VPC flow logs: where the layout of a line comes from.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test may panic")]

use awslog::vpc_flow::{self, Action, FlowDirection, Layout, LogStatus, Parser, Record, TcpFlags, TrafficPath};
use awslog::{Error, ErrorKind};

const DEFAULT: &str =
    "2 123456789012 eni-0123456789abcdef0 192.0.2.10 203.0.113.5 49152 443 6 20 4249 1768480490 1768480550 ACCEPT OK";

#[track_caller]
fn read(text: &str) -> Vec<Record<'_>> {
    vpc_flow::records(text.as_bytes()).collect::<Result<_, _>>().unwrap()
}

#[track_caller]
fn refused<T: std::fmt::Debug>(read: Result<T, Error>) -> String {
    read.unwrap_err().to_string()
}

#[test]
fn the_default_format() {
    let record = vpc_flow::parse_line(DEFAULT).unwrap();
    assert_eq!(record.version, Some(2));
    assert_eq!(record.account_id.as_deref(), Some("123456789012"));
    assert_eq!(record.interface_id.as_deref(), Some("eni-0123456789abcdef0"));
    assert_eq!(record.srcaddr, Some([192, 0, 2, 10].into()));
    assert_eq!(record.dstaddr, Some([203, 0, 113, 5].into()));
    assert_eq!((record.srcport, record.dstport), (Some(49152), Some(443)));
    assert_eq!(record.protocol, Some(6));
    assert_eq!((record.packets, record.bytes), (Some(20), Some(4249)));
    assert_eq!(record.start.map(|start| start.unix_timestamp()), Some(1_768_480_490));
    assert_eq!(record.end.map(|end| end.unix_timestamp()), Some(1_768_480_550));
    assert_eq!(record.action, Some(Action::Accept));
    assert_eq!(record.log_status, Some(LogStatus::Ok));
    assert_eq!(record.original(), Some(DEFAULT));
    assert_eq!(Layout::default(), Layout::version_2());
}

#[test]
fn any_value_may_be_null() {
    let record = vpc_flow::parse_line("- - - - - - - - - - - - - -").unwrap();
    assert_eq!(record, vpc_flow::parse_line(r#"{"version":null}"#).unwrap());
    assert_eq!(serde_json::to_string(&record).unwrap(), "{\"interface-id\":null}");
}

#[test]
fn a_doubled_space_is_one_separator() {
    let line = DEFAULT.replacen(' ', "  ", 3) + " ";
    assert_eq!(vpc_flow::parse_line(&line).unwrap(), vpc_flow::parse_line(DEFAULT).unwrap());
}

#[test]
fn a_line_without_a_layout_is_refused() {
    for (line, count) in [("5 123456789012 eni-0123456789abcdef0", "3 values"), ("2", "1 value")] {
        let expected = format!(
            "VPC flow log: expected the 14 values of the default format (the line has {count}, and no header line \
             precedes it): pass the layout of the flow log, such as `${{version}} ${{account-id}} ${{srcaddr}}`"
        );
        assert_eq!(refused(vpc_flow::parse_line(line)), expected);
        assert_eq!(refused(Parser::new().parse_line(line)), expected);
        assert_eq!(vpc_flow::parse_line(line).unwrap_err().kind(), ErrorKind::Layout);
    }
    let long = format!("{DEFAULT} vpc-0123456789abcdef0");
    let error = vpc_flow::records(long.as_bytes()).next().unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "VPC flow log, line 1: expected the 14 values of the default format (the line has 15 values, and no header line \
         precedes it): pass the layout of the flow log, such as `${version} ${account-id} ${srcaddr}`",
    );
    assert_eq!(error.original(), long.as_bytes());
}

#[test]
fn headers_of_every_naming_and_separator() {
    for (header, line) in [
        ("version account-id srcaddr log-status", "5 123456789012 192.0.2.10 OK"),
        ("version  account_id srcAddr log_status\r", "5 123456789012  192.0.2.10 OK\r"),
        ("version,accountId,srcaddr,logStatus", "5,123456789012,192.0.2.10,OK"),
        ("\"version\",\"account_id\",\"srcaddr\",\"log_status\"", "\"5\",\"123456789012\",\"192.0.2.10\",\"OK\""),
        ("version\taccount_id\tsrcaddr\tlog_status", "5\t123456789012\t192.0.2.10\tOK"),
        ("\u{FEFF}version account-id srcaddr log-status", "5 123456789012 192.0.2.10 OK"),
    ] {
        let text = format!("{header}\n{line}\n");
        let records = read(&text);
        let [record] = records.as_slice() else { panic!("{records:?}") };
        assert_eq!(record.version, Some(5), "{header}");
        assert_eq!(record.account_id.as_deref(), Some("123456789012"));
        assert_eq!(record.srcaddr, Some([192, 0, 2, 10].into()));
        assert_eq!(record.log_status, Some(LogStatus::Ok));
        assert!(record.account_id.as_ref().unwrap().is_borrowed());
    }
}

#[test]
fn start_and_end_by_their_names_in_queries() {
    let records = read("startTime,endTime\n1768480490,1768480550\n");
    assert_eq!(records[0].start.map(|start| start.unix_timestamp()), Some(1_768_480_490));
    assert_eq!(records[0].end.map(|end| end.unix_timestamp()), Some(1_768_480_550));
}

#[test]
fn a_header_that_changes_is_followed() {
    let text = format!("{DEFAULT}\nsrcaddr dstaddr\n192.0.2.1 192.0.2.2\n\ndstaddr,srcaddr\n192.0.2.1,192.0.2.2\n");
    let sources = read(&text).iter().map(|record| record.srcaddr.unwrap().to_string()).collect::<Vec<_>>();
    assert_eq!(sources, ["192.0.2.10", "192.0.2.1", "192.0.2.2"]);
}

#[test]
fn a_record_that_begins_with_a_word_is_no_header() {
    let records = read("instance-tag srcaddr\nversion 192.0.2.1\naction -\n");
    let tags = records.iter().map(|record| record.instance_tag.as_ref().unwrap().as_str()).collect::<Vec<_>>();
    assert_eq!(tags, ["version", "action"]);
}

/// What AWS adds may stand in front.
#[test]
fn a_header_may_begin_with_a_name_that_is_new() {
    let records = read("brand-new srcaddr newer action\nx 192.0.2.1 y ACCEPT\n");
    let [record] = records.as_slice() else { panic!("{records:?}") };
    assert_eq!(record.unknown("brand-new").unwrap(), "x");
    assert_eq!(record.srcaddr, Some([192, 0, 2, 1].into()));
    assert_eq!(record.action, Some(Action::Accept));

    for sentence in ["no action", "the end of the action"] {
        assert_eq!(vpc_flow::records(sentence.as_bytes()).filter_map(Result::err).count(), 1, "{sentence}");
    }
}

#[test]
fn unknown_doubled_and_surplus_columns_are_kept() {
    let records = read("srcaddr brand-new srcaddr action\n192.0.2.1 x 192.0.2.2 ACCEPT more -\n");
    let [record] = records.as_slice() else { panic!("{records:?}") };
    assert_eq!(record.srcaddr, Some([192, 0, 2, 1].into()));
    let unknown = record.unknown_columns().map(|(name, value)| (name, value.as_str())).collect::<Vec<_>>();
    assert_eq!(unknown, [("brand-new", "x"), ("srcaddr", "192.0.2.2")]);
    assert_eq!(record.unknown("brand-new").unwrap(), "x");
    assert_eq!(record.action, Some(Action::Accept));
    assert_eq!(record.beyond_layout(), ["more", "-"]);
}

#[test]
fn a_line_that_is_cut_is_refused() {
    for header in ["srcaddr dstaddr action", "srcaddr,dstaddr,action", "srcaddr\tdstaddr\taction"] {
        let layout = Layout::from_header(header).unwrap();
        let error = layout.parse_line("192.0.2.1").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Truncated);
        assert_eq!(
            error.to_string(),
            "VPC flow log: expected 3 values, one for each column, found 1: the line is truncated or has another layout; \
             `accept_short_lines` accepts it",
        );
        let file = format!("{header}\n192.0.2.1\n");
        let error = vpc_flow::records(file.as_bytes()).next().unwrap().unwrap_err();
        assert_eq!((error.kind(), error.line()), (ErrorKind::Truncated, Some(2)));
        let read = Parser::new().accept_short_lines(true).records(file.as_bytes()).next().unwrap().unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), r#"{"srcaddr":"192.0.2.1"}"#);
        assert_eq!(
            Parser::with_layout(layout.accept_short_lines(true)).parse_line("192.0.2.1").unwrap().unwrap(),
            read
        );
    }
    let error = Layout::from_header("srcaddr,x").unwrap().parse_line("192.0.2.1,\"a").unwrap_err();
    assert_eq!(
        error.to_string(),
        "VPC flow log: expected the quote that closes the last value, found the end of the line: the line is truncated; \
         `accept_short_lines` accepts it",
    );
}

#[test]
fn a_line_without_a_value() {
    for (columns, expected) in [("${srcaddr}", "1 value"), ("${srcaddr} ${bytes}", "2 values, one for each column")] {
        assert_eq!(
            refused(columns.parse::<Layout>().unwrap().parse_line("")),
            format!(
                "VPC flow log: expected {expected}, found 0: the line is truncated or has another layout; \
                 `accept_short_lines` accepts it"
            )
        );
    }
}

#[test]
fn format_strings() {
    let format = "${version} ${account-id}  ${srcaddr}";
    let layout = Layout::from_format(format).unwrap();
    assert_eq!(format.parse::<Layout>().unwrap(), layout);
    assert_eq!("version account-id srcaddr".parse::<Layout>().unwrap(), layout);
    assert_ne!("version,account-id,srcaddr".parse::<Layout>().unwrap(), layout);
    assert_eq!(layout.parse_line("2 unknown 192.0.2.1").unwrap().account_id.unwrap(), "unknown");
    for (format, message) in [
        ("${acton}", "VPC flow log: expected the names of fields of a flow log, found \"acton\""),
        ("", "VPC flow log: expected the names of fields of a flow log, found \"\""),
    ] {
        assert_eq!(refused(Layout::from_format(format)), message);
    }
    for (format, piece) in [
        ("${version},${srcaddr} ${dstaddr}", "${version},${srcaddr}"),
        ("${version} srcaddr ${dstaddr}", "srcaddr"),
        ("${version} $srcaddr", "$srcaddr"),
        ("${version} ${account-id ${srcaddr}", "${account-id"),
        ("${version} ${srcaddr", "${srcaddr"),
        ("${version} ${account id} ${srcaddr}", "${account id}"),
        ("${version} ${} ${srcaddr}", "${}"),
        ("${version} ${srcaddr}} ${dstaddr}", "${srcaddr}}"),
        ("${version}${srcaddr}", "${version}${srcaddr}"),
        ("${version} é ${srcaddr}", "\\u{e9}"),
    ] {
        let message = format!("VPC flow log: expected the fields as `${{name}}`, between spaces, found \"{piece}\"");
        assert_eq!(refused(Layout::from_format(format)), message, "{format}");
    }
    assert_eq!("${version}\n  ${srcaddr}\t${dstaddr}\n".parse::<Layout>().unwrap().names().count(), 3);
    let layout: Layout = "${version} ${acton} ${srcaddr} ${srcaddr}".parse().unwrap();
    assert_eq!(layout.unknown_names().collect::<Vec<_>>(), ["acton"]);
    assert_eq!(
        refused(Layout::from_header("date time")),
        "VPC flow log: expected the names of fields of a flow log, found \"date\"",
    );
}

#[test]
fn a_layout_of_ones_own_holds_in_every_form() {
    let layout = || Layout::from_format("${srcaddr} ${flow-direction} ${traffic-path} ${tcp-flags}").unwrap();
    for text in [
        "192.0.2.1 egress 8 19",
        r#"{"message":"192.0.2.1 egress 8 19\n"}"#,
        r#"{"messageType":"DATA_MESSAGE","logEvents":[{"id":"1","timestamp":0,"message":"192.0.2.1 egress 8 19"}]}"#,
    ] {
        let records = Parser::with_layout(layout()).records(text.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
        let [record] = records.as_slice() else { panic!("{records:?}") };
        assert_eq!(record.srcaddr, Some([192, 0, 2, 1].into()));
        assert_eq!(record.flow_direction, Some(FlowDirection::Egress));
        assert_eq!(record.traffic_path, Some(TrafficPath::InternetGateway));
        assert_eq!(record.tcp_flags, Some(TcpFlags::from_bits(19)));
    }
}

#[test]
fn guesses_by_count() {
    for (count, last) in [
        (14, "log-status"),
        (21, "pkt-dstaddr"),
        (25, "sublocation-id"),
        (29, "traffic-path"),
        (36, "pkt-dst-aws-service"),
        (39, "ecs-task-id"),
        (40, "reject-reason"),
        (41, "resource-id"),
        (42, "encryption-status"),
        (54, "next-hop-interface-type"),
    ] {
        let line = "- ".repeat(count - 1) + "1";
        let error = Layout::guess_by_count(count).unwrap().parse_line(&line);
        let name = match &error {
            Ok(record) => serde_json::to_value(record).unwrap().as_object().unwrap().keys().next().unwrap().clone(),
            Err(error) => error.field().unwrap().to_owned(),
        };
        assert_eq!(name, last, "{count}");
    }
    for count in [0, 1, 13, 15, 35, 37, 53, 55] {
        assert_eq!(Layout::guess_by_count(count), None);
    }
}

#[test]
fn refused_values_say_where() {
    for (place, value, message) in [
        (3, "192.0.2.256", "field `srcaddr`: expected an IP address, found \"192.0.2.256\""),
        (5, "8O", "field `srcport`: expected a whole number below 65536, found \"8O\""),
        (6, "65536", "field `dstport`: expected a whole number below 65536, found \"65536\""),
        (7, "256", "field `protocol`: expected a whole number below 256, found \"256\""),
        (9, "-1", "field `bytes`: expected a whole number, found \"-1\""),
        (10, "yesterday", "field `start`: expected seconds since 1970, found \"yesterday\""),
        (11, "9999999999999999", "field `end`: expected seconds since 1970, found \"9999999999999999\""),
    ] {
        let mut values = DEFAULT.split(' ').collect::<Vec<_>>();
        values[place] = value;
        let line = values.join(" ");
        assert_eq!(refused(vpc_flow::parse_line(&line)), format!("VPC flow log, {message}"));
        let text = format!("\n{DEFAULT}\n{line}\n{DEFAULT}\n");
        let read = vpc_flow::records(text.as_bytes()).collect::<Vec<_>>();
        assert_eq!(read.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
        assert_eq!(read[1].as_ref().unwrap_err().to_string(), format!("VPC flow log, line 3, {message}"));
    }
}

const TRANSIT_GATEWAY: &str = "6 TransitGateway 123456789012 tgw-0123456789abcdef0 tgw-attach-0123456789abcdef0 123456789012 \
    111122223333 vpc-0123456789abcdef0 vpc-0123456789abcdef1 subnet-0123456789abcdef0 subnet-0123456789abcdef1 \
    eni-0123456789abcdef0 eni-0123456789abcdef1 use1-az4 use1-az6 tgw-attach-0123456789abcdef1 192.0.2.10 198.51.100.20 \
    39812 80 6 10 4520 1768480490 1768480550 OK IPv4 0 0 0 0 3 us-east-1 ingress - -";

/// The default of Transit Gateway flow logs, as CloudWatch Logs and Firehose deliver it: without a header.
#[test]
fn the_default_format_of_transit_gateways() {
    let expected = Layout::transit_gateway().parse_line(TRANSIT_GATEWAY).unwrap();
    assert_eq!(expected.tgw_dst_vpc_account_id.as_deref(), Some("111122223333"));
    assert_eq!(expected.flow_direction, Some(FlowDirection::Ingress));
    assert_eq!(vpc_flow::parse_line(TRANSIT_GATEWAY).unwrap(), expected);
    assert_eq!(Parser::new().parse_line(TRANSIT_GATEWAY).unwrap().unwrap(), expected);
    let message = serde_json::json!({"message": TRANSIT_GATEWAY}).to_string();
    for file in [TRANSIT_GATEWAY, &message] {
        assert_eq!(read(file), std::slice::from_ref(&expected));
        assert_eq!(awslog::Format::detect(file.as_bytes()), Some(awslog::Format::VpcFlow));
    }
    let (cut, _) = TRANSIT_GATEWAY.rsplit_once(' ').unwrap();
    assert_eq!(
        refused(vpc_flow::parse_line(cut)),
        "VPC flow log: expected the 36 values of Transit Gateway's default format (the line has 35 values, and no header \
         line precedes it): pass the layout of the flow log, such as `${version} ${account-id} ${srcaddr}`",
    );
}

#[test]
fn header_lines_name_half_of_their_columns() {
    for (header, is_header) in [
        ("srcport dstport protocol a b c", true),
        ("srcport dstport a b c", false),
        ("a srcport dstport protocol", true),
        ("srcaddr a b c", true),
        ("srcport a b c", false),
    ] {
        let file = format!("{header}\n{}\n", vec!["1"; header.split(' ').count()].join(" ").replacen('1', "-", 1));
        let read = awslog::vpc_flow::records(file.as_bytes()).collect::<Result<Vec<_>, _>>();
        assert_eq!(read.is_ok_and(|read| read.len() == 1), is_header, "{header}");
    }
}

#[test]
fn records_with_other_unknown_columns_differ() {
    let [one, same, other] = ["srcaddr x", "srcaddr x", "srcaddr y"].map(|names| {
        let layout = Layout::from_names(names.split(' ')).unwrap();
        layout.parse_line("192.0.2.1 a").unwrap().into_owned()
    });
    assert_eq!(one, same);
    assert_ne!(one, other);
}
