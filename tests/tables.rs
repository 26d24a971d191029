//! Records in the forms of tables, of other parsers and of CloudWatch Logs' exports.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use awslog::elb::{self, Kind};
use awslog::{Error, Format, Record, cloudfront, vpc_flow};
use serde_json::{Map, json};
use time::macros::utc_datetime;

/// Names and values as CSV with quotes, and as a JSON object.
fn forms(names: &str, values: &[&str]) -> [String; 2] {
    let names = names.split(' ').collect::<Vec<_>>();
    assert_eq!(names.len(), values.len());
    let row = |cells: &[&str]| {
        cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(",")
    };
    let object = names.iter().zip(values).map(|(name, value)| ((*name).to_owned(), json!(value)));
    let object = serde_json::Value::from(object.collect::<Map<_, _>>());
    [format!("{}\n{}\n", row(&names), row(values)), object.to_string()]
}

#[track_caller]
fn only(format: Format, text: &str) -> Record<'_> {
    let mut records = awslog::records(format, text.as_bytes());
    let record = records.next().unwrap().unwrap();
    assert!(records.next().is_none());
    record
}

const ALB: &str = r#"https 2026-01-15T12:34:56.186641Z app/my-alb/0123456789abcdef 192.0.2.10:2817 [2001:db8::20]:80 0.086 0.048 0.037 404 404 34 366 "GET https://www.example.com:443/a?b=c HTTP/1.1" "curl/8.5.0" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/web/0123456789abcdef "Root=1-65a5f0b0-0123456789abcdef01234567" "www.example.com" "session-reused" 1 2026-01-15T12:34:56.015000Z "forward" "-" "LambdaTimeout" "198.51.100.20:80" "404" "-" "-" TID_1234abcd5678ef90"#;

#[test]
fn application_load_balancers_by_the_names_of_athena() {
    let names = "type time elb client_ip client_port target_ip target_port request_processing_time target_processing_time \
        response_processing_time elb_status_code target_status_code received_bytes sent_bytes request_verb request_url \
        request_proto user_agent ssl_cipher ssl_protocol target_group_arn trace_id domain_name chosen_cert_arn \
        matched_rule_priority request_creation_time actions_executed redirect_url lambda_error_reason target_port_list \
        target_status_code_list classification classification_reason conn_trace_id";
    let values = [
        "https",
        "2026-01-15T12:34:56.186641Z",
        "app/my-alb/0123456789abcdef",
        "192.0.2.10",
        "2817",
        "2001:db8::20",
        "80",
        "0.086",
        "0.048",
        "0.037",
        "404",
        "404",
        "34",
        "366",
        "GET",
        "https://www.example.com:443/a?b=c",
        "HTTP/1.1",
        "curl/8.5.0",
        "ECDHE-RSA-AES128-GCM-SHA256",
        "TLSv1.2",
        "arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/web/0123456789abcdef",
        "Root=1-65a5f0b0-0123456789abcdef01234567",
        "www.example.com",
        "session-reused",
        "1",
        "2026-01-15T12:34:56.015000Z",
        "forward",
        "-",
        "LambdaTimeout",
        "198.51.100.20:80",
        "404",
        "-",
        "-",
        "TID_1234abcd5678ef90",
    ];
    let expected = Record::from(elb::parse_line(ALB).unwrap());
    for form in forms(names, &values) {
        assert_eq!(only(Format::Elb, &form), expected, "{form}");
        assert_eq!(Format::detect(form.as_bytes()), Some(Format::Elb));
    }
}

#[test]
fn network_and_classic_load_balancers_by_the_names_of_athena() {
    let names = "type version time elb listener_id client_ip client_port target_ip target_port tcp_connection_time_ms \
        tls_handshake_time_ms received_bytes sent_bytes incoming_tls_alert cert_arn certificate_serial tls_cipher_suite \
        tls_protocol_version tls_named_group domain_name alpn_fe_protocol alpn_be_protocol alpn_client_preference_list \
        tls_connection_creation_time";
    let line = r#"tls 2.0 2026-01-15T12:34:56 net/my-nlb/0123456789abcdef fedcba9876543210 192.0.2.10:51341 198.51.100.185:443 5 2 98 246 - arn:aws:acm:us-east-2:123456789012:certificate/11111111-2222-4333-8444-5555555555ab - ECDHE-RSA-AES128-SHA tlsv12 x25519 nlb.example.com h2 h2 "h2","http/1.1" 2026-01-15T12:34:46"#;
    let values = line.replace(":51341", " 51341").replace(":443", " 443");
    let values = values.split(' ').collect::<Vec<_>>();
    for form in forms(names, &values) {
        assert_eq!(only(Format::Elb, &form), elb::parse_line(line).unwrap().into(), "{form}");
    }

    let names = "timestamp elb_name request_ip request_port backend_ip backend_port request_processing_time \
        backend_processing_time client_response_time elb_response_code backend_response_code received_bytes sent_bytes \
        request_verb url protocol user_agent ssl_cipher ssl_protocol";
    let line = r#"2026-01-15T12:34:56.945958Z my-lb 192.0.2.10:2817 198.51.100.20:80 0.000073 0.001048 0.000057 200 200 0 29 "GET http://www.example.com:80/ HTTP/1.1" "curl/8.5.0" - -"#;
    let values = line.replace(":2817", " 2817").replace("198.51.100.20:80", "198.51.100.20 80").replace('"', "");
    let values = values.split(' ').collect::<Vec<_>>();
    for form in forms(names, &values) {
        assert_eq!(only(Format::Elb, &form), elb::parse_line(line).unwrap().into(), "{form}");
        assert_eq!(Format::detect(form.as_bytes()), Some(Format::Elb));
    }
}

#[test]
fn all_keys_decide_of_which_kind_a_record_is() {
    let kind = |json: &str| elb::parse_line(json).unwrap().kind();
    assert_eq!(
        kind(r#"{"client_ip":"192.0.2.1","client_port":1,"elb_status_code":200,"request_url":"/a"}"#),
        Kind::AlbAccess
    );
    assert_eq!(kind(r#"{"client_ip":"192.0.2.1","client_port":1,"listener_port":443}"#), Kind::AlbConnection);
    assert_eq!(kind(r#"{"status":"200","client_port":"192.0.2.1:1","target_processing_time":1}"#), Kind::AlbAccess);
    // A column for address and port has the name of the port in JSON of AWS's.
    let elb::Record::AlbAccess(record) =
        elb::parse_line(r#"{"client_port":"192.0.2.1:2817","target_processing_time":1}"#).unwrap()
    else {
        panic!()
    };
    assert_eq!(record.client.unwrap().to_string(), "192.0.2.1:2817");
    // Pieces without a whole are kept, and what is missing is missing.
    let json = r#"{"client_port":2817,"target_ip":"198.51.100.20","request_url":"/a?b","target_processing_time":1}"#;
    let elb::Record::AlbAccess(record) = elb::parse_line(json).unwrap() else { panic!() };
    assert_eq!((record.client, record.unknown("client_port").unwrap().as_str()), (None, "2817"));
    assert_eq!(record.target.unwrap().to_string(), "198.51.100.20");
    let request = record.request_line.unwrap();
    assert_eq!(request.as_str(), "- /a?b -");
    assert_eq!(request.parts().url.unwrap().path, Some("/a"));
    let error = elb::parse_line(r#"{"client_ip":"nowhere","target_processing_time":1}"#).unwrap_err();
    assert_eq!(error.field(), Some("client:port"));
}

#[test]
fn cloudfront_by_the_names_of_athena() {
    let names = "date time location bytes request_ip method host uri status referrer user_agent query_string cookie \
        result_type request_id host_header request_protocol request_bytes time_taken xforwarded_for ssl_protocol ssl_cipher \
        response_result_type http_version fle_status fle_encrypted_fields c_port time_to_first_byte \
        x_edge_detailed_result_type sc_content_type sc_content_len sc_range_start sc_range_end";
    let line = "2026-01-15\t12:34:56\tFRA56-P3\t1045619\t192.0.2.10\tGET\td111111abcdef8.cloudfront.net\t/images/cat.jpg\t200\t-\t\
        curl/8.5.0\ta=b\t-\tHit\taB3dE5fG7hI9jK==\twww.example.com\thttps\t412\t0.023\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tHit\t\
        HTTP/2.0\t-\t-\t51234\t0.004\tHit\timage/jpeg\t1044900\t-\t-";
    let values = line.split('\t').collect::<Vec<_>>();
    let expected = Record::from(cloudfront::parse_line(line).unwrap());
    let [csv, json] = forms(names, &values);
    let tabs = format!("{}\n{line}\n", names.replace(' ', "\t"));
    for form in [csv, json, tabs] {
        assert_eq!(only(Format::CloudFront, &form), expected, "{form}");
        if !form.starts_with('{') {
            assert_eq!(Format::detect(form.as_bytes()), Some(Format::CloudFront), "{form}");
        }
    }
    // Without `request_ip` such names are nobody's.
    let record = cloudfront::parse_line(r#"{"x-edge-location":"FRA56-P3","status":"fine","host":"a"}"#).unwrap();
    assert_eq!((record.sc_status, record.unknown("status").unwrap().as_str()), (None, "fine"));
}

const FLOW: &str =
    "2 123456789012 eni-0123456789abcdef0 192.0.2.10 203.0.113.5 49152 443 6 20 4249 1768480490 1768480550 ACCEPT OK";
const CLASSIC: &str = r#"2026-01-15T12:34:56.945958Z my-lb 192.0.2.10:2817 - -1 -1 -1 503 0 0 0 "GET http://www.example.com:80/ HTTP/1.1" "-" - -"#;
const CONNECTION: &str = "2026-01-15T12:34:55.514108Z 192.0.2.10 36280 443 TLSv1.3";
const CLOUDFRONT: &str = "2026-01-15\t12:34:56\tFRA56-P3\t1045619\t192.0.2.10";
const CLOUDFRONT_JSON: &str = r#"{"c-ip":"192.0.2.10","sc-status":"200","x-edge-location":"FRA56-P3"}"#;
const FLOW_JSON: &str = r#"{"srcaddr":"192.0.2.10","dstaddr":"203.0.113.5","interface_id":"eni-0123456789abcdef0"}"#;

#[track_caller]
fn parse_line(format: Format, line: &str) -> Result<Record<'_>, Error> {
    Ok(match format {
        Format::CloudFront => cloudfront::parse_line(line)?.into(),
        Format::VpcFlow => vpc_flow::parse_line(line)?.into(),
        _ => elb::parse_line(line)?.into(),
    })
}

#[track_caller]
fn by_parser(format: Format, line: &str) -> Record<'_> {
    match format {
        Format::CloudFront => cloudfront::Parser::new().parse_line(line).unwrap().unwrap().into(),
        Format::VpcFlow => vpc_flow::Parser::new().parse_line(line).unwrap().unwrap().into(),
        _ => elb::Parser::new().parse_line(line).unwrap().unwrap().into(),
    }
}

#[test]
fn a_time_before_a_line_is_removed() {
    let time = Some(utc_datetime!(2026-01-15 12:34:50.5));
    for (format, line) in [
        (Format::VpcFlow, FLOW),
        (Format::VpcFlow, FLOW_JSON),
        (Format::Elb, ALB),
        (Format::Elb, CLASSIC),
        (Format::Elb, CONNECTION),
        (Format::CloudFront, CLOUDFRONT),
        (Format::CloudFront, CLOUDFRONT_JSON),
    ] {
        let expected = parse_line(format, line).unwrap();
        assert_eq!(expected.envelope_time(), None);
        for front in ["2026-01-15T12:34:50.500Z ", "2026-01-15T12:34:50.500000+00:00 eni-0123456789abcdef0-all "] {
            let timed = format!("{front}{line}");
            let read = [parse_line(format, &timed).unwrap(), by_parser(format, &timed), only(format, &timed)];
            for record in read {
                assert_eq!(record, expected, "{timed}");
                assert_eq!(record.envelope_time(), time, "{timed}");
            }
            assert_eq!(Format::detect(timed.as_bytes()), Format::detect(line.as_bytes()), "{timed}");
        }
    }
    let error = vpc_flow::parse_line("2026-01-15T12:34:50.500Z 2 123456789012").unwrap_err();
    assert!(error.to_string().contains("expected the 14 values of the default format"), "{error}");
    // A header can have a time in front too.
    let file = "2026-01-15T12:34:50Z srcaddr bytes x\n2026-01-15T12:34:51Z 192.0.2.1 5 y\n";
    let records = vpc_flow::records(file.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
    assert_eq!((records.len(), records[0].bytes), (1, Some(5)));
}

#[test]
fn rows_with_a_time_and_a_message() {
    let time = Some(utc_datetime!(2026-01-15 12:34:50));
    for (format, line) in [
        (Format::VpcFlow, FLOW),
        (Format::VpcFlow, FLOW_JSON),
        (Format::Elb, ALB),
        (Format::Elb, CLASSIC),
        (Format::CloudFront, CLOUDFRONT),
        (Format::CloudFront, CLOUDFRONT_JSON),
    ] {
        let expected = parse_line(format, line).unwrap();
        let quoted = format!("\"{}\"", line.replace('"', "\"\""));
        for file in [
            format!("timestamp,message\n1768480490000,{quoted}\n"),
            format!("@timestamp,@message\n2026-01-15 12:34:50.000,{quoted}\r\n"),
            format!("\"@message\",\"@timestamp\",\"@logStream\"\n{quoted},\"2026-01-15 12:34:50.000\",\"a,b\"\n"),
            format!("timestamp,message\n1768480490000,{line}\n"),
        ] {
            let record = only(format, &file);
            assert_eq!(record, expected, "{file}");
            assert_eq!(record.envelope_time(), time, "{file}");
            assert_eq!(Format::detect(file.as_bytes()), Format::detect(line.as_bytes()), "{file}");
        }
    }
    // A message over several lines is one.
    let file = "timestamp,message\n1768480490000,\"{\n  \"\"srcaddr\"\": \"\"192.0.2.10\"\",\n  \"\"dstaddr\"\": \"\"192.0.2.1\"\"\n}\"\n1768480490000,x\n";
    let read = vpc_flow::records(file.as_bytes()).collect::<Vec<_>>();
    assert_eq!(read[0].as_ref().unwrap().srcaddr, Some([192, 0, 2, 10].into()));
    assert_eq!((read.len(), read[1].as_ref().unwrap_err().line()), (2, Some(6)));
    // Lines that make a row of three cells are not one row of this table.
    let file = format!("timestamp,message\n1768480490000,\"x\n1768480490000,y\",z\n1768480490000,{FLOW}\n");
    let read = vpc_flow::records(file.as_bytes()).collect::<Vec<_>>();
    let lines = read.iter().map(|read| read.as_ref().err().map(Error::line)).collect::<Vec<_>>();
    assert_eq!(lines, [Some(Some(2)), Some(Some(3)), None]);
}

#[test]
fn a_time_before_a_document_is_removed() {
    let time = Some(utc_datetime!(2026-01-15 12:34:50.5));
    for (format, json) in [
        (
            Format::CloudTrail,
            r#"{"eventVersion":"1.11","eventTime":"2026-01-15T12:34:56Z","eventSource":"iam.amazonaws.com","eventName":"CreateUser","awsRegion":"us-east-1"}"#,
        ),
        (
            Format::Waf,
            r#"{"timestamp":1768480497000,"formatVersion":1,"webaclId":"a","terminatingRuleId":"b","action":"BLOCK","httpRequest":{"clientIp":"192.0.2.1"}}"#,
        ),
        (
            Format::GuardDuty,
            r#"{"schemaVersion":"2.0","accountId":"123456789012","region":"us-east-1","id":"1","type":"UnauthorizedAccess:EC2/SSHBruteForce","severity":5,"service":{"serviceName":"guardduty","detectorId":"a"}}"#,
        ),
        (
            Format::Config,
            r#"{"configurationItemVersion":"1.3","configurationItemCaptureTime":"2026-01-15T12:34:56.000Z","awsAccountId":"123456789012","resourceType":"AWS::S3::Bucket","resourceId":"one"}"#,
        ),
    ] {
        let expected = only(format, json);
        assert_eq!(expected.envelope_time(), None);
        for front in ["2026-01-15T12:34:50.500Z ", "2026-01-15T12:34:50.500000+00:00 the-stream "] {
            let line = format!("{front}{json}");
            assert_eq!(Format::detect(line.as_bytes()), Some(format), "{line}");
            let file = format!("{line}\n{line}\r\n");
            let records = awslog::records(format, file.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
            assert_eq!(records, [expected.clone(), expected.clone()], "{line}");
            assert!(records.iter().all(|record| record.envelope_time() == time && record.original() == Some(json)));
            let record = match format {
                Format::CloudTrail => awslog::cloudtrail::parse_line(&line).unwrap().into(),
                Format::Waf => awslog::waf::parse_line(&line).unwrap().into(),
                Format::GuardDuty => awslog::guardduty::parse_line(&line).unwrap().into(),
                _ => Record::from(awslog::config::parse_line(&line).unwrap()),
            };
            assert_eq!((&record, record.envelope_time()), (&expected, time), "{line}");
        }
        assert!(awslog::records(format, b"2026-01-15 never {}").next().unwrap().is_err());
    }
}

/// The records of a file that arrives byte by byte.
fn decoded(format: Format, file: &str) -> Vec<Record<'static>> {
    let mut decoder = awslog::Decoder::new(format);
    let mut records = Vec::new();
    for byte in file.bytes() {
        decoder.push(&[byte]);
        records.extend(decoder.records().map(|record| record.unwrap().into_owned()));
    }
    decoder.finish();
    records.extend(decoder.records().map(|record| record.unwrap().into_owned()));
    records
}

#[test]
fn they_are_the_same_byte_by_byte() {
    let trail = r#"{"eventVersion":"1.11","eventTime":"2026-01-15T12:34:56Z","eventSource":"iam.amazonaws.com","eventName":"CreateUser","awsRegion":"us-east-1"}"#;
    let folded = CLASSIC.replace("\"-\" - -", "\"Mozilla\n  Safari\" - -");
    for (format, file) in [
        (Format::CloudTrail, format!("2026-01-15T12:34:50.500Z {trail}\n2026-01-15T12:34:51Z a-stream {trail}\n")),
        (Format::VpcFlow, format!("2026-01-15T12:34:50.500Z {FLOW}\n2026-01-15T12:34:51Z a-stream {FLOW}\n")),
        (Format::VpcFlow, format!("timestamp,message\n1768480490000,{FLOW}\n1768480490000,\"{FLOW}\"\n")),
        (Format::Elb, format!("{CLASSIC}\n{folded}\n{CLASSIC}\n")),
        (
            Format::Elb,
            "client_ip,client_port,leaf_client_cert_subject\n192.0.2.1,1,\"a\nb\"\n192.0.2.2,2,c\n".to_owned(),
        ),
        (
            Format::CloudFront,
            "#Fields: date time c-ip\n2026-01-15|12:34:56|192.0.2.1\n2026-01-15|12:34:57|192.0.2.2\n".to_owned(),
        ),
    ] {
        let whole = awslog::records(format, file.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
        assert!(whole.len() >= 2, "{file}");
        let decoded = decoded(format, &file);
        assert_eq!(decoded, whole, "{file}");
        let times = |records: &[Record<'_>]| records.iter().map(Record::envelope_time).collect::<Vec<_>>();
        assert_eq!(times(&decoded), times(&whole), "{file}");
    }
}
