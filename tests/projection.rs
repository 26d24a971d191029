//! A decoder with a projection reads the fields in it and passes over the values of all others.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failing test panics")]

mod registry;

use awslog::{Decoder, Format};

/// The names of what each record has, or the words of its error.
fn read(mut decoder: Decoder, log: &str) -> Vec<String> {
    decoder.push(log.as_bytes());
    decoder.finish();
    let names = decoder.records().map(|read| match read {
        Ok(record) => record.values().map(|(name, _)| name).collect::<Vec<_>>().join(" "),
        Err(error) => error.to_string(),
    });
    names.collect()
}

fn of<const N: usize>(format: Format, fields: [&str; N]) -> Decoder {
    Decoder::new(format).with_projection(fields)
}

#[test]
fn values_of_other_columns_are_neither_read_nor_refused() {
    let cloudfront = "#Fields: c-ip sc-status brand-new\n192.0.2.10\t4O4\tx\n";
    let vpc = "srcaddr bytes start\n192.0.2.10 many yesterday\n";
    for (decoder, log, expected) in [
        (of(Format::CloudFront, ["c_ip"]), cloudfront, "c_ip brand-new"),
        (of(Format::CloudFront, ["c-ip"]), cloudfront, "c_ip brand-new"),
        (of(Format::CloudFront, []), cloudfront, "brand-new"),
        (
            of(Format::CloudFront, ["sc_status"]),
            cloudfront,
            "CloudFront log, line 2, field `sc-status`: expected a whole number below 65536, found \"4O4\"",
        ),
        (of(Format::CloudFront, ["c_ip"]), r#"{"c-ip":"192.0.2.10","sc-status":"4O4"}"#, "c_ip"),
        (of(Format::VpcFlow, ["srcaddr"]), vpc, "srcaddr"),
        (of(Format::VpcFlow, ["srcaddr.x", "nothing"]), vpc, "srcaddr"),
        (Decoder::detecting().with_projection(["c_ip"]), cloudfront, "c_ip brand-new"),
    ] {
        assert_eq!(read(decoder, log), [expected], "{log}");
    }
}

#[test]
fn values_of_other_keys_are_neither_read_nor_refused() {
    let waf = r#"{"timestamp":"now","httpRequest":{"clientIp":7,"headers":"none"},"action":"BLOCK","newKey":1}"#;
    let trail = r#"{"Records":[{"eventVersion":"1.11","eventTime":"now","UserAgent":"curl/8.5.0","userIdentity":[],"newKey":{}}]}"#;
    for (decoder, log, expected) in [
        (of(Format::Waf, ["action"]), waf, "action newKey"),
        (of(Format::CloudTrail, ["user_agent"]), trail, "user_agent newKey"),
        (of(Format::CloudTrail, ["newKey"]), trail, "newKey"),
        (
            of(Format::CloudTrail, ["user_identity"]),
            trail,
            "CloudTrail log, line 1, byte 93, field `userIdentity`: expected an object, found \"[\"",
        ),
    ] {
        assert_eq!(read(decoder, log), [expected], "{log}");
    }
}

#[test]
fn findings_are_recognized_by_what_is_not_read() {
    let finding =
        r#"{"schemaVersion":"2.0","type":"Recon:EC2/PortProbeUnprotectedPort","severity":{},"service":{"count":"x"}}"#;
    assert_eq!(read(of(Format::GuardDuty, ["region"]), finding), ["type"]);
    let other = r#"{"schemaVersion":"2.0","type":"other","id":{},"newKey":1}"#;
    assert_eq!(
        read(of(Format::GuardDuty, ["region"]), other),
        ["GuardDuty finding, line 1: expected a GuardDuty finding, which has a `type` such as \
             `Recon:EC2/PortProbeUnprotectedPort`, `service` and `resource`, found an object without them"],
    );
}

#[test]
fn absent_values_that_are_not_read_make_no_record() {
    let log = r#"{"webaclId":null,"httpRequest":"-","terminatingRuleId":"","ruleGroupList":[],"newKey":1}"#;
    assert_eq!(
        read(of(Format::Waf, ["action"]), log),
        [
            "WAF log, line 1: expected a WAF record, which has `webaclId`, `terminatingRuleId` or `httpRequest`, found an object \
             without them"
        ],
    );
    let stream = r#"{"eventSource":"aws:kinesis","eventName":"aws:kinesis:record","eventVersion":"1.0"}"#;
    assert_eq!(
        read(of(Format::CloudTrail, ["user_agent"]), stream),
        [
            "CloudTrail log, line 1: expected a CloudTrail event or digest, found a Kinesis record: pass its `data`, decoded"
        ],
    );
}

/// In each format, such a line is read as a whole.
#[test]
fn lines_with_more_values_than_columns() {
    for (format, field, log, expected) in [
        (Format::Route53, "query_name", "#Fields: query_name edge_location\na FRA6\n", "query_name"),
        (
            Format::Route53,
            "query_name",
            "#Fields: query_name edge_location\na FRA6 b\n",
            "query_name edge_location beyond_layout",
        ),
        (
            Format::Elb,
            "client_port",
            "#Fields: client_port client_ip\n1 nowhere b\n",
            "load balancer log, line 2, field `client_ip`: expected an IP address, found \"nowhere\"",
        ),
        (
            Format::S3Access,
            "bucket",
            "#Fields: bucket remote_ip\na nowhere b\n",
            "S3 access log, line 2, field `remote_ip`: expected an IP address, found \"nowhere\"",
        ),
        (
            Format::CloudFront,
            "c_port",
            "#Fields: c-port c-ip\n1\tnowhere\tb\n",
            "CloudFront log, line 2, field `c-ip`: expected an IP address, found \"nowhere\"",
        ),
    ] {
        assert_eq!(read(of(format, [field]), log), [expected], "{log}");
    }
}

/// A line whose values do not match the columns in number is read as a whole, or its values would be those of other columns.
#[test]
fn lines_that_may_be_something_else_are_read_as_a_whole() {
    let mut log = "srcaddr bytes action\n2026-01-15T12:34:56Z 192.0.2.10 4249 ACCEPT\n".to_owned();
    log.push_str("192.0.2.10 4249 ACCEPT more\n192.0.2.10 many ACCEPT more\n192.0.2.10 4249\n");
    assert_eq!(
        read(of(Format::VpcFlow, ["action"]), &log),
        [
            "action",
            "srcaddr bytes action beyond_layout",
            "VPC flow log, line 4, field `bytes`: expected a whole number, found \"many\"",
            "VPC flow log, line 5: expected 3 values, one for each column, found 2: the line is truncated or has another layout; \
             `accept_short_lines` accepts it",
        ],
    );
    let tables = "x-host-header,sc-status,c-ip\na.example.com,200,192.0.2.10\nx-host-header,c-ip,sc-status\n\
        b.example.com,nowhere,404\nb.example.com,nowhere,4O4\n";
    assert_eq!(
        read(of(Format::CloudFront, ["x_host_header", "sc_status"]), tables),
        [
            "c_ip sc_status x_host_header",
            "sc_status x_host_header",
            "CloudFront log, line 5, field `c-ip`: expected an IP address, found \"nowhere\"",
        ],
    );
}

#[test]
fn values_of_lines_without_a_header_line() {
    let s3 = r#"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2b0 amzn-s3-demo-bucket [15/Jan/2026:12:34:56 +0000] 192.0.2 - 7A1B2C3D4E5F6071 REST.GET.OBJECT a "GET /a" HTTP/1.1" 200 - 1 many 23 21 "-" "curl/8.5.0" -"#;
    let zone = "1.0 2026-01-15T12:34:56.130Z Z0123456789EXAMPLE www.example.com A NOERROR UDP FRA6 192.0.2.53 -";
    let alb = r#"http 2026-01-15T12:34:56.186641Z app/my-alb/0123456789abcdef 192.0.2.10:2817 10.0.0.1:80 soon 0.001 0.000 2OO 200 34 366 "GET http://a.example.com:80/ "HTTP/1.1" "curl/8.5.0" - -"#;
    let classic = r#"2026-01-15T12:34:56Z my-elb 192.0.2.10:2817 - soon -1 -1 2OO 0 0 0 "GET http://a.example.com:80/ HTTP/1.1" "curl/8.5.0" - -"#;
    let connection = "2026-01-15T12:34:55.514108Z 192.0.2.10 36280 443 TLSv1.3 - soon";
    for (format, field, line, expected) in [
        (Format::S3Access, "key", s3.to_owned(), "time key"),
        (Format::S3Access, "referrer", s3.to_owned(), "time"),
        (
            Format::S3Access,
            "key",
            s3.replacen("79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2b0", "minio", 1),
            "time key",
        ),
        (Format::S3Access, "operation", format!("{s3} a b c d e f g h i j"), "time operation field_28"),
        (Format::Route53, "query_name", zone.to_owned(), "query_timestamp query_name resolver_ip"),
        (Format::Elb, "user_agent", alb.to_owned(), "user_agent"),
        (Format::Elb, "request_line", alb.to_owned(), "request_line"),
        (Format::Elb, "elb", classic.to_owned(), "elb"),
        (Format::Elb, "client_ip", connection.to_owned(), "client_ip"),
        (Format::Elb, "nothing", connection.to_owned(), ""),
    ] {
        let decoder = Decoder::new(format).with_projection([field]);
        assert_eq!(read(decoder, &line), [expected], "{field}: {line}");
    }
}

/// The values that a line begins with say what it is, so a line with something before them is not one with other values.
#[test]
fn a_time_before_a_line_is_no_value() {
    for row in registry::ROWS {
        for sample in row.samples.iter().filter(|sample| !sample.starts_with('{')) {
            let line = format!("2026-01-15T12:34:56.000Z {sample}");
            let names = |decoder: Decoder| {
                let mut decoder = decoder;
                decoder.push(line.as_bytes());
                decoder.finish();
                decoder.records().map(|record| record.unwrap().envelope_time().is_some()).collect::<Vec<_>>()
            };
            assert_eq!(names(of(row.format, [])), names(Decoder::new(row.format)), "{line}");
        }
    }
}

#[test]
fn values_of_records_with_several_kinds() {
    let resolver = r#"{"query_timestamp":"2026-01-15T12:34:56Z","query_name":"www.example.com.","srcaddr":"nowhere","answers":[{"Rdata":7}],"newKey":1}"#;
    let zone = r#"{"hosted_zone_id":"Z0123456789EXAMPLE","query_timestamp":"2026-01-15T12:34:56Z","query_name":"www.example.com","protocol":[]}"#;
    let foreign = r#"{"srcaddr":"192.0.2.10","newKey":1}"#;
    let alb = r#"{"elb_status_code":"2OO","client_port":"192.0.2.10:80","user_agent":"curl/8.5.0"}"#;
    let pieces = r#"{"client_ip":"nowhere at all","client_port":"80","request_verb":"GET","elb_status_code":"200"}"#;
    let table = "elb,client_ip,client_port,request_verb,elb_status_code\napp/a/0,nowhere at all,80,GET,200\n";
    for (decoder, log, expected) in [
        (of(Format::Route53, ["query_name"]), resolver, "query_name newKey"),
        (of(Format::Route53, ["rcode"]), resolver, "newKey"),
        (of(Format::Route53, ["query_name"]), zone, "query_timestamp query_name"),
        (
            of(Format::Route53, ["query_name"]),
            foreign,
            "Route 53 query log, line 1: expected a Route 53 query log record, which has fields such as `query_timestamp` and \
             `query_name`, or `hosted_zone_id`, found an object without them",
        ),
        (of(Format::Elb, ["user_agent"]), alb, "user_agent"),
        (of(Format::Elb, ["elb_status_code"]), pieces, "elb_status_code"),
        (of(Format::Elb, ["request_line"]), pieces, "request_line"),
        (of(Format::Elb, ["elb_status_code"]), table, "elb_status_code"),
        (of(Format::Elb, ["request_line"]), table, "request_line"),
    ] {
        assert_eq!(read(decoder, log), [expected], "{log}");
    }
}

/// Where the request line ends follows from the values after it, whether they are wanted or not.
#[test]
fn a_forged_end_of_a_request_line_forges_no_wanted_value() {
    let line = |request: &str| {
        format!(
            "https 2026-01-15T12:34:56.186641Z app/my-alb/0123456789abcdef 192.0.2.10:2817 198.51.100.20:80 0.086 0.048 0.037 200 200 \
             0 1057 \"{request}\" \"curl/8.5.0\" - - - \"-\" \"-\" \"-\" 0 2026-01-15T12:34:56.015000Z \"forward\" \"-\" \"-\" \"-\" \
             \"-\" \"-\" \"-\" - \"-\" \"-\" \"-\" 203.0.113.50"
        )
    };
    let tail = r#"" "x" - - - "-" "-" "-" 0 never "-" "-" "-" "-" "-" "-" "-" - "-" "-" "-" - HTTP/1.1"#;
    for request in [
        format!("GET http://h:80/ HTTP/1.1{tail}"),
        r#"GET http://h:80/ HTTP/1.1" "x y"#.to_owned(),
        r#"GET http://h:80/" "a" "b HTTP/1.1"#.to_owned(),
        "GET http://h:80/ HTTP/1.1".to_owned(),
    ] {
        let line = line(&request);
        for name in ["user_agent", "request_line", "actions_executed", "ip_address", "trace_id"] {
            let value = |mut decoder: Decoder| {
                decoder.push(line.as_bytes());
                decoder.finish();
                let mut records = decoder.records();
                let record = records.next().unwrap().unwrap();
                format!("{:?}", record.get(name))
            };
            assert_eq!(value(of(Format::Elb, [name])), value(Decoder::new(Format::Elb)), "{name}: {line}");
        }
    }
}

#[test]
fn values_of_objects_in_objects() {
    let firewall = r#"{"firewall_name":"egress-fw","event_timestamp":"now","event":[],"newKey":1}"#;
    let nameless = r#"{"event_timestamp":"1768480496","event":{"src_ip":"nowhere"}}"#;
    let item = r#"{"configurationItem":{"resourceId":"i-1","tags":[],"resourceCreationTime":"now"},"messageType":"ConfigurationItemChangeNotification"}"#;
    let rule =
        r#"{"invokingEvent":"{\"configurationItem\":{\"resourceId\":\"i-1\",\"tags\":[]}}","configRuleName":"a"}"#;
    for (decoder, log, expected) in [
        (of(Format::NetworkFirewall, ["firewall_name"]), firewall, "firewall_name newKey"),
        (
            of(Format::NetworkFirewall, ["aws_category"]),
            firewall,
            "Network Firewall log, line 1, byte 61, field `event`: expected an object, found \"[\"",
        ),
        (
            of(Format::NetworkFirewall, ["availability_zone"]),
            nameless,
            "Network Firewall log, line 1, byte 50, field `event.src_ip`: expected an IP address, found \"nowhere\"",
        ),
        (of(Format::Config, ["resource_id"]), item, "resource_id message_type"),
        (of(Format::Config, ["arn"]), item, "message_type"),
        (of(Format::Config, ["resource_id"]), rule, "resource_id"),
    ] {
        assert_eq!(read(decoder, log), [expected], "{log}");
    }
}

#[test]
fn what_makes_a_record_need_not_be_wanted() {
    for row in registry::ROWS {
        for sample in row.samples {
            let all = read(Decoder::new(row.format), sample);
            let none = read(of(row.format, []), sample);
            assert_eq!(none.len(), all.len(), "{sample}: {none:?}");
        }
    }
    for fixture in registry::fixtures() {
        let refused = |decoder: Decoder| {
            let mut decoder = decoder;
            decoder.push(&fixture.bytes);
            decoder.finish();
            let records = decoder.records().map(|read| read.is_ok()).collect::<Vec<_>>();
            (records.len(), records.iter().filter(|is_ok| !**is_ok).count())
        };
        let (all, none) = (refused(Decoder::new(fixture.format())), refused(of(fixture.format(), [])));
        assert_eq!(none.0, all.0, "{}", fixture.name);
        assert!(none.1 <= all.1, "{}: {none:?} {all:?}", fixture.name);
    }
}

#[test]
fn wanted_values_are_those_that_all_values_have() {
    for fixture in registry::fixtures() {
        let mut all = Decoder::new(fixture.format());
        all.push(&fixture.bytes);
        all.finish();
        let names = all
            .records()
            .flatten()
            .flat_map(|record| record.as_object().schema().iter().map(|field| field.name).collect::<Vec<_>>());
        let mut names = names.collect::<Vec<_>>();
        names.sort_unstable();
        names.dedup();
        for name in names {
            let mut some = of(fixture.format(), [name]);
            some.push(&fixture.bytes);
            some.finish();
            let records = fixture.records().zip(some.records());
            for (whole, part) in records.filter_map(|(whole, part)| Some((whole.ok()?, part.unwrap()))) {
                assert_eq!(part.get(name), whole.get(name), "{}: {name}", fixture.name);
                assert_eq!(part.original(), whole.original(), "{}: {name}", fixture.name);
                let whole = whole.values().collect::<Vec<_>>();
                for value in part.values() {
                    assert!(whole.contains(&value), "{}, {name}: {value:?} is not in the whole record", fixture.name);
                }
            }
        }
    }
}
