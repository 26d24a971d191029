//! The records of S3 access logs, whatever clients have written into them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use std::time::Duration;

use awslog::s3_access::{self, AuthenticationType, Layout, Parser, Record, SignatureVersion};
use awslog::{Decoder, ErrorKind, Format};
use proptest::prelude::*;
use time::macros::utc_datetime;

const ACCESS: &str = include_str!("../fixtures/s3_access/access.log");
const SERVICES: &str = include_str!("../fixtures/s3_access/services.log");
const ODD: &str = include_str!("../fixtures/s3_access/odd.log");
const VENDED: &str = include_str!("../fixtures/s3_access/vended.jsonl");

/// What comes before and after the request line and the two headers.
const FRONT: &str = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2b0 amzn-s3-demo-bucket \
                     [15/Jan/2026:12:34:56 +0000] 192.0.2.10 - 7A1B2C3D4E5F6071 REST.GET.OBJECT a ";
const MIDDLE: &str = " 403 AccessDenied 243 - 8 7 ";
const TAIL: &str =
    " - aGVsbG8= SigV4 TLS_AES_128_GCM_SHA256 AuthHeader s3.eu-west-1.amazonaws.com TLSv1.3 - Yes us-east-1";

fn line(file: &'static str, number: usize) -> &'static str {
    file.lines().nth(number).unwrap()
}

fn with(request: &str, referer: &str, agent: &str) -> String {
    format!("{FRONT}\"{request}\"{MIDDLE}\"{referer}\" \"{agent}\"{TAIL}")
}

fn changed<'a>(record: &Record<'a>, change: impl FnOnce(&mut Record<'a>)) -> Record<'a> {
    let mut record = record.clone();
    change(&mut record);
    record
}

#[track_caller]
fn refused(line: &str) -> String {
    s3_access::parse_line(line).unwrap_err().to_string()
}

#[test]
fn types_of_a_line() {
    let record = s3_access::parse_line(line(ACCESS, 0)).unwrap();
    assert_eq!(record.bucket.as_deref(), Some("amzn-s3-demo-bucket"));
    assert_eq!(record.time, Some(utc_datetime!(2026-01-15 12:34:56)));
    assert_eq!(record.remote_ip, Some([192, 0, 2, 10].into()));
    assert_eq!(record.request_id.as_deref(), Some("7A1B2C3D4E5F6071"));
    assert_eq!(record.operation.as_deref(), Some("REST.GET.OBJECT"));
    assert_eq!(record.key.as_ref().unwrap().as_str(), "photos/caf%25C3%25A9%2520one.jpg");
    assert_eq!(record.object_key().unwrap(), "photos/café one.jpg");
    assert_eq!(record.request_uri.as_deref(), Some("GET /photos/caf%C3%A9%20one.jpg?x-team=blue HTTP/1.1"));
    assert_eq!((record.http_status, &record.error_code), (Some(206), &None));
    assert_eq!((record.bytes_sent, record.object_size), (Some(65_536), Some(1_044_900)));
    assert_eq!(record.total_time, Some(Duration::from_millis(23)));
    assert_eq!(record.turn_around_time, Some(Duration::from_millis(21)));
    assert_eq!(record.referer.as_deref(), Some("https://www.example.com/"));
    assert_eq!(record.version_id.as_deref(), Some("3HL4kqtJvjVBH40Nrjfkd"));
    assert_eq!(record.signature_version, Some(SignatureVersion::SigV4));
    assert_eq!(record.authentication_type, Some(AuthenticationType::AuthHeader));
    assert_eq!(record.tls_version.as_deref(), Some("TLSv1.3"));
    assert_eq!(record.acl_required.as_deref(), Some("Yes"));
    assert_eq!(record.source_region.as_deref(), Some("us-east-1"));
    assert_eq!(record.original(), Some(line(ACCESS, 0)));
    assert_eq!(record.unknown_columns().count(), 0);
}

#[test]
fn lines_of_18_values_and_more() {
    let whole = with("GET /a HTTP/1.1", "-", "curl/8.5.0 (x)");
    let tail = TAIL.split(' ').count() - 1;
    for count in 1..=tail {
        let cut = TAIL.match_indices(' ').nth(count).map_or(TAIL.len(), |(end, _)| end);
        let text = whole.replace(TAIL, TAIL.get(..cut).unwrap());
        let record = s3_access::parse_line(&text).unwrap();
        assert_eq!(record.user_agent.as_deref(), Some("curl/8.5.0 (x)"));
        assert_eq!(record.host_id.is_some(), count >= 2, "{count}");
        assert_eq!(record.acl_required.is_some(), count >= 9, "{count}");
        assert_eq!(record.source_region.is_some(), count >= 10, "{count}");
    }
    let longer = format!("{whole} us-east-2 - new");
    let record = s3_access::parse_line(&longer).unwrap();
    assert_eq!(record.source_region.as_deref(), Some("us-east-1"));
    let unknown = record.unknown_columns().map(|(name, value)| (name, value.as_str())).collect::<Vec<_>>();
    assert_eq!(unknown, [("field_28", "us-east-2"), ("field_30", "new")]);
}

#[test]
fn truncated_lines() {
    let whole = with("GET /a HTTP/1.1", "-", "curl/8.5.0");
    let words = whole.replace("GET /a HTTP/1.1", "GET");
    let accepting = || Parser::new().accept_short_lines(true);
    for (end, _) in words.match_indices(' ').take(17) {
        let text = words.get(..end).unwrap();
        assert_eq!(s3_access::parse_line(text).unwrap_err().kind(), ErrorKind::Truncated, "{text}");
        let is_cut_in_time = text.ends_with("12:34:56");
        assert_eq!(accepting().parse_line(text).is_err(), is_cut_in_time, "{text}");
    }
    assert_eq!(
        refused(FRONT.trim_end()),
        "S3 access log: expected 18 to 27 values, found 8: the line is truncated; `accept_short_lines` accepts it"
    );
    for text in [&format!("{FRONT}\"GET /a?X-Amz-Signature=1"), &format!("{FRONT}\"GET /a HTTP/1.1\"{MIDDLE}\"http://")]
    {
        assert_eq!(
            refused(text),
            "S3 access log: expected the quote that closes the last value, found the end of the line: the line is \
             truncated; `accept_short_lines` accepts it"
        );
        assert!(accepting().parse_line(text).unwrap().is_some());
    }
}

/// Cut anywhere after the key, a line is truncated, and has the values before the cut if short lines are accepted.
#[test]
fn lines_that_are_cut_in_a_clients_text() {
    let accepting = |text: &str| {
        let mut parser = Parser::new().accept_short_lines(true);
        let record = parser.parse_line(text).unwrap().unwrap();
        let texts = [record.request_uri.as_deref(), record.referer.as_deref(), record.user_agent.as_deref()];
        (texts.map(|text| text.map(str::to_owned)), record.turn_around_time)
    };
    let request = "GET /a HTTP/1.1";
    for (referer, agent) in [("https://www.example.com/a b", "Mozilla/5.0 (X11)"), ("-", "curl/8.5.0")] {
        let whole = format!("{FRONT}\"{request}\"{MIDDLE}\"{referer}\" \"{agent}\"");
        for end in FRONT.len()..=whole.len() {
            let text = whole.get(..end).unwrap();
            assert_eq!(s3_access::parse_line(text).unwrap_err().kind(), ErrorKind::Truncated, "{text}");
            let cut = |value: &str, start: usize| {
                let value = value.get(..end.checked_sub(start)?.min(value.len()))?;
                Some(value).filter(|value| !value.is_empty() && *value != "-").map(str::to_owned)
            };
            let start = FRONT.len() + 1;
            let middle = start + request.len() + 1;
            let clients = middle + MIDDLE.len() + 1;
            let agents = clients + referer.len() + 3;
            let expected = [cut(request, start), cut(referer, clients), cut(agent, agents)];
            let time = Some(Duration::from_millis(7)).filter(|_| end >= clients - 2);
            assert_eq!(accepting(text), (expected, time), "{text}");
        }
    }
    // The referrer ends in a quote and a space, and no quotes are around the user agent.
    let text = format!("{FRONT}\"{request}\"{MIDDLE}\"a\" \" -{TAIL}");
    let record = s3_access::parse_line(&text).unwrap();
    assert_eq!((record.referer.as_deref(), record.user_agent.as_deref()), (Some("a\" "), None));
    assert_eq!(record.host_id.as_deref(), Some("aGVsbG8="));
    // Without quotes around the referrer.
    let text = format!("{FRONT}\"{request}\"{MIDDLE}- \"curl/8");
    assert_eq!(accepting(&text).0, [Some(request.to_owned()), None, Some("curl/8".to_owned())]);
    assert_eq!(s3_access::parse_line(&text).unwrap_err().kind(), ErrorKind::Truncated);
}

#[test]
fn a_referrer_forges_nothing() {
    let usual = with("GET /a HTTP/1.1", "-", "curl/8.5.0");
    let usual = s3_access::parse_line(&usual).unwrap();
    for referer in [
        r#"a" 200 - 1 1 1 1 "b"#,
        r#"a HTTP/1.1" 200 - 1 1 1 1 "b"#,
        r#"a HTTP/1.1" 200 - 1 1 1 1 - - - AAAA= SigV4 TLS AuthHeader forged.example.com TLSv1.3 - - -"#,
        r#"" - AAAA= SigV4"#,
        r#"""#,
        r#"a"b"#,
        r#"a" - "b"#,
    ] {
        let text = with("GET /a HTTP/1.1", referer, "curl/8.5.0");
        let record = s3_access::parse_line(&text).unwrap();
        let expected = changed(&usual, |record| record.referer = Some(referer.into()));
        assert_eq!(record, expected, "{referer}");
        let text = with("GET /a HTTP/1.1", "-", referer);
        let record = s3_access::parse_line(&text).unwrap();
        let expected = changed(&usual, |record| record.user_agent = Some(referer.into()));
        assert_eq!(record, expected, "{referer}");
    }
    // A request line without a version ends before the values that have their forms.
    for request in ["GET /a", "GET /a\" abc - 1 1 1 1 \"b", "GET /a\" 200 - x 1 1 1 \"b", "GET /a\" 200 - 1 1 1 \"b"] {
        let text = with(request, "-", "curl/8.5.0 HTTP/1.1");
        let bare = text.replace(" \"-\" ", " - ");
        for text in [Some(text), Some(bare).filter(|_| !request.contains('"'))].into_iter().flatten() {
            let record = s3_access::parse_line(&text).unwrap();
            let expected = changed(&usual, |record| {
                record.request_uri = Some(request.into());
                record.user_agent = Some("curl/8.5.0 HTTP/1.1".into());
            });
            assert_eq!(record, expected, "{text}");
        }
    }
    // Only which of the two it belongs to is open.
    let text = with("GET /a HTTP/1.1", r#"a" "b"#, "curl/8.5.0");
    let record = s3_access::parse_line(&text).unwrap();
    let expected = changed(&usual, |record| {
        (record.referer, record.user_agent) = (Some("a".into()), Some(r#"b" "curl/8.5.0"#.into()));
    });
    assert_eq!(record, expected);
}

#[test]
fn a_request_line_may_hold_anything() {
    let usual = with("GET /a HTTP/1.1", "-", "curl/8.5.0");
    let usual = s3_access::parse_line(&usual).unwrap();
    for request in [
        "GET /a b  c HTTP/1.1",
        "GET /\" HTTP/1.1",
        "GET /a\" \"b HTTP/1.1",
        "GET /a\" - \"b HTTP/1.1",
        "GET /a\" 200 - 1 1 1 1 \"b HTTP/1.1",
        "GET /a\" 200 - 1 1 1 1 - - - AAAA= HTTP/1.1",
        "GET /a HTTP/1.1\" 200 OK 1 1 HTTP/1.1",
        "GET /\u{e9}\u{FFFD} HTTP/1.1",
        "GET /a",
        "junk",
        "junk\" junk",
    ] {
        let text = with(request, "-", "curl/8.5.0");
        let record = s3_access::parse_line(&text).unwrap();
        let expected = changed(&usual, |record| record.request_uri = Some(request.into()));
        assert_eq!(record, expected, "{request}");
    }
}

#[test]
fn a_damaged_value_moves_no_other() {
    for (request, agent) in [("-", "-"), ("junk", "x"), ("GET /a HTTP/1.1", "x"), ("GET /a HTTP/1.1", "x HTTP/1.1")] {
        for host in ["aGVsbG8gd29ybGQsIHRoaXMgaXMgYW4gZXhhbXBsZSBob3N0IGlkIGZvciBkb2NzISE=", "aGVs/8=="] {
            let text = format!("{FRONT}\"{request}\" -  - - - - \"-\" \"{agent}\" - {host} - - - - - - - -");
            let record = s3_access::parse_line(&text).unwrap();
            assert_eq!(record.request_uri, Some(request).filter(|text| *text != "-").map(Into::into), "{text}");
            assert_eq!(record.user_agent, Some(agent).filter(|text| *text != "-").map(Into::into), "{text}");
            assert_eq!((record.error_code, record.host_id.as_deref()), (None, Some(host)), "{text}");
        }
    }
}

/// Texts of the characters and words that the end of a value is recognized by.
fn noise() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~\u{e9}]{0,60}", "([\" -]|\" |200 |- |1 ){0,24}"]
}

proptest! {
    #[test]
    fn no_client_changes_another_field(target in noise(), referer in noise(), agent in noise()) {
        prop_assume!(!target.contains("HTTP/"));
        let text = with(&format!("GET /{target} HTTP/1.1"), &referer, &agent);
        let record = s3_access::parse_line(&text).unwrap();
        let usual = with(&format!("GET /{target} HTTP/1.1"), "-", "-");
        let usual = s3_access::parse_line(&usual).unwrap();
        let (mut record, mut expected) = (record, usual);
        (record.referer, record.user_agent) = (None, None);
        expected.request_uri = Some(format!("GET /{target} HTTP/1.1").into());
        prop_assert_eq!(record, expected);
    }
}

#[test]
fn quoted_and_bare_null_markers() {
    for (request, referer, agent, tail) in [
        ("-", "-", "-", TAIL),
        ("\"-\"", "\"-\"", "\"-\"", TAIL),
        ("\"\"", "\"\"", "\"\"", TAIL),
        ("\"-\"", "-", "-", TAIL),
        ("-", "\"-\"", "-", TAIL),
        ("-", "-", "\"-\"", TAIL),
    ] {
        let text = format!("{FRONT}{request}{MIDDLE}{referer} {agent}{tail}");
        let record = s3_access::parse_line(&text).unwrap();
        let values = (&record.request_uri, &record.referer, &record.user_agent);
        assert_eq!(values, (&None, &None, &None), "{text}");
        assert_eq!(record.http_status, Some(403), "{text}");
        assert_eq!(record.source_region.as_deref(), Some("us-east-1"), "{text}");
    }
    for (referer, agent) in [("-", "\"a\" b\""), ("\"a\" b\"", "-")] {
        let text = format!("{FRONT}\"GET /a HTTP/1.1\"{MIDDLE}{referer} {agent}{TAIL}");
        let record = s3_access::parse_line(&text).unwrap();
        assert_eq!(record.referer.or(record.user_agent).as_deref(), Some("a\" b"));
        assert_eq!(record.host_id.as_deref(), Some("aGVsbG8="));
    }
}

#[test]
fn requesters_with_spaces() {
    let record = s3_access::parse_line(line(SERVICES, 0)).unwrap();
    let identity = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2EXAMPLE1ID";
    assert_eq!(record.requester.as_deref(), Some(identity));
    assert_eq!(record.request_id.as_deref(), Some("7A1B2C3D4E5F6073"));
    assert_eq!(record.key.unwrap().as_str(), "a/75*75/b.jpeg");
    // Operations have two, three or four parts.
    for operation in ["SOAP.ListBucket", "S3.COMPUTE.OBJECT.CHECKSUM", "REST.PUT.put_obj"] {
        let text = line(SERVICES, 0).replace("REST.GET.OBJECT", operation);
        let record = s3_access::parse_line(&text).unwrap();
        assert_eq!((record.requester.as_deref(), record.operation.as_deref()), (Some(identity), Some(operation)));
    }
    // An operation of one word is found by its place.
    let text = line(ACCESS, 1).replace("REST.PUT.OBJECT", "NEW");
    assert_eq!(s3_access::parse_line(&text).unwrap().operation.as_deref(), Some("NEW"));
}

#[test]
fn values_that_are_not_of_their_types() {
    let usual = with("GET /a?X-Amz-Signature=1 HTTP/1.1", "-", "curl/8.5.0");
    for (from, to, message) in [
        (
            "[15/Jan/2026:12:34:56 +0000]",
            "yesterday",
            "field `time`: expected a time as DD/Mon/YYYY:HH:MM:SS +0000, found \"yesterday\"",
        ),
        ("192.0.2.10", "nowhere", "field `remote_ip`: expected an IP address, found \"nowhere\""),
        (
            "[15/Jan/2026:12:34:56 +0000]",
            "[15/Jan/2026:12:34:56]",
            "field `time`: expected a time as DD/Mon/YYYY:HH:MM:SS +0000, found \"[15/Jan/2026:12:34:56]\"",
        ),
        (
            " 7A1B2C3D4E5F6071 REST.GET.OBJECT a ",
            " 7a1b REST.GET.OBJECT KEY01234 A.B k ",
            "field `request_uri`: expected a request line in quotes, or `-`",
        ),
        (" 243 ", " many ", "field `bytes_sent`: expected a whole number, found \"many\""),
        (" 8 7 ", " -1 7 ", "field `total_time`: expected a whole number, found \"-1\""),
        (" \"-\" ", " x ", "field `referer`: expected a value in quotes, or `-`"),
        ("curl/8.5.0\" ", "curl/8.5.0\"x ", "field `user_agent`: expected a value in quotes, or `-`"),
        ("\"GET ", "GET ", "field `request_uri`: expected a request line in quotes, or `-`"),
        ("AccessDenied", "Access\"Denied", "field `error_code`: expected a value without quotes"),
    ] {
        assert_eq!(refused(&usual.replace(from, to)), format!("S3 access log, {message}"));
    }
    let text = usual.replace(" 8 7 ", " 8 x ");
    let record = s3_access::parse_line(&text).unwrap();
    assert_eq!((record.turn_around_time, record.unknown("turn_around_time").unwrap().as_str()), (None, "x"));
}

#[test]
fn the_vended_json() {
    let record = s3_access::parse_line(line(VENDED, 0)).unwrap();
    assert_eq!(record.time, Some(utc_datetime!(2026-07-15 12:34:56.789)));
    assert_eq!(record.bucket_arn.as_deref(), Some("arn:aws:s3:::amzn-s3-demo-bucket"));
    assert_eq!((record.http_status, record.bytes_sent), (Some(200), Some(1_044_900)));
    assert_eq!(record.total_time, Some(Duration::from_millis(23)));
    assert!(!record.key.as_ref().unwrap().is_encoded());
    let record = s3_access::parse_line(line(VENDED, 1)).unwrap();
    assert_eq!((record.http_status, record.total_time), (Some(403), Some(Duration::from_millis(7))));
    assert_eq!(record.acl_required.as_deref(), Some("true"));
    assert_eq!(record.object_key().unwrap(), r#"100%25 a+b "c".csv"#);
    assert_eq!(record.unknown("new_field").unwrap(), r#"{"a":1}"#);
    let again = serde_json::to_string(&record).unwrap();
    assert!(again.contains(r#""key_name":"100%25 a+b"#), "{again}");
    assert_eq!(s3_access::parse_line(&again).unwrap(), record);
}

#[test]
fn wrappers_and_times_before_a_line() {
    let plain = s3_access::parse_line(line(ACCESS, 0)).unwrap();
    let vended = s3_access::parse_line(line(VENDED, 0)).unwrap();
    let message =
        |text: &str| format!(r#"{{"id":"1","timestamp":1768480496123,"message":{}}}"#, serde_json::json!(text));
    let events = [line(ACCESS, 0), line(VENDED, 0)].map(message).join(",");
    let subscription = format!(r#"{{"messageType":"DATA_MESSAGE","logEvents":[{events}]}}"#);
    assert_eq!(Format::detect(subscription.as_bytes()), Some(Format::S3Access));
    let records = s3_access::records(subscription.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
    assert_eq!(records, [plain.clone(), vended]);
    assert_eq!(records[0].envelope_time(), Some(utc_datetime!(2026-01-15 12:34:56.123)));
    let exported = format!("2026-01-15T12:34:57.000Z {}\n", line(ACCESS, 0));
    assert_eq!(Format::detect(exported.as_bytes()), Some(Format::S3Access));
    assert_eq!(s3_access::records(exported.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap(), [plain]);
}

/// The names of AWS's table for Athena.
const ATHENA: &str = "bucketowner,bucket_name,requestdatetime,remoteip,requester,requestid,operation,key,request_uri,\
                      httpstatus,errorcode,bytessent,objectsize,totaltime,turnaroundtime,referrer,useragent,versionid,hostid,\
                      sigv,ciphersuite,authtype,endpoint,tlsversion,accesspointarn,aclrequired";

#[test]
fn tables() {
    let row = r#"-,b,15/Jan/2026:12:34:56 +0000,192.0.2.10,-,7A1B,REST.GET.OBJECT,a%2520b,"GET /""a"", HTTP/1.1",200,,1,2,3,4,-,"curl, 8",-,-,SigV4,-,AuthHeader,s3.amazonaws.com,TLSv1.3,-,Yes"#;
    let table = format!("{ATHENA}\n{row}\n");
    assert_eq!(Format::detect(table.as_bytes()), Some(Format::S3Access));
    let records = s3_access::records(table.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
    let [record] = records.as_slice() else { panic!() };
    assert_eq!(record.time, Some(utc_datetime!(2026-01-15 12:34:56)));
    assert_eq!(record.request_uri.as_deref(), Some("GET /\"a\", HTTP/1.1"));
    assert_eq!(record.object_key().unwrap(), "a b");
    assert_eq!(record.user_agent.as_deref(), Some("curl, 8"));
    assert_eq!(record.acl_required.as_deref(), Some("Yes"));
    let layout = Layout::from_names(["operation", "key_name"]).unwrap();
    assert_eq!(layout.parse_line("REST.GET.OBJECT a%2520b").unwrap().object_key().unwrap(), "a%2520b");
}

#[test]
fn the_names_of_a_line_in_its_order() {
    let layout = Layout::from_names(Record::FIELDS.iter().take(27).chain(&["new"])).unwrap();
    for (number, text) in
        ODD.lines().enumerate().filter(|(_, text)| !text.contains("TLSV1.2") && !text.contains("SOAP"))
    {
        let record = layout.clone().accept_short_lines(true).parse_line(text).unwrap();
        assert_eq!(record, s3_access::parse_line(text).unwrap(), "{number}");
    }
    let text = line(ODD, 5);
    let record = layout.parse_line(text).unwrap();
    assert_eq!(record.unknown("new").unwrap(), "us-east-2");
    assert_eq!(record.beyond_layout(), ["-", "new"]);
    // In another order, a quote that a space follows ends a value.
    let layout = Layout::from_names(["user_agent", "time", "bucket"]).unwrap();
    let record = layout.parse_line("\"a\"b c\" [15/Jan/2026:12:34:56 +0000] x").unwrap();
    assert_eq!(record.user_agent.as_deref(), Some("a\"b c"));
    assert_eq!(record.time, Some(utc_datetime!(2026-01-15 12:34:56)));
    assert_eq!(record.bucket.as_deref(), Some("x"));
    let mut names = Record::FIELDS[..25].to_vec();
    names.swap(0, 1);
    let text = with("GET /\" HTTP/1.1", "-", "curl/8.5.0");
    let error = Layout::from_names(&names).unwrap().parse_line(&text).unwrap_err();
    assert_eq!(
        error.to_string(),
        "S3 access log, field `http_status`: expected a whole number below 65536, found \"HTTP/1.1\\\"\""
    );
    let record = layout.parse_line("\"a - [x").unwrap();
    assert_eq!((record.user_agent.as_deref(), record.bucket.as_deref()), (Some("\"a"), Some("[x")));
}

#[test]
fn bytes_that_are_not_utf8() {
    let text = with("GET /caf\u{e9}?a HTTP/1.1", "-", "curl/8.5.0");
    let latin_1 = text.chars().map(|char| u8::try_from(char).unwrap()).collect::<Vec<_>>();
    let records = s3_access::records(&latin_1).collect::<Result<Vec<_>, _>>().unwrap();
    let [record] = records.as_slice() else { panic!() };
    assert_eq!(record.request().unwrap().target, Some("/caf\u{FFFD}?a"));
    assert_eq!(record.http_status, Some(403));
    assert_eq!(record.original(), Some(text.replace('\u{e9}', "\u{FFFD}").as_str()));
    let mut decoder = Decoder::new(Format::S3Access);
    for byte in &latin_1 {
        decoder.push(&[*byte]);
    }
    decoder.finish();
    let decoded = decoder.records().collect::<Result<Vec<_>, _>>().unwrap();
    assert_eq!(decoded, [record.clone().into()]);
}

#[test]
fn what_looks_alike_is_not_detected() {
    for text in [
        r#"192.0.2.10 - - [15/Jan/2026:12:34:56 +0000] "GET / HTTP/1.1" 200 1 "-" "curl/8.5.0""#,
        "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2b0 b [15/Jan/2026:12:34:56 +0000] 192.0.2.10 - x y z",
        "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2b0  photo.jpg",
        r#"{"bucket":"b","key":"a"}"#,
        r#"{"operation":"UserLoggedIn","bucket":"b"}"#,
        "bucket,key,time",
    ] {
        assert_eq!(Format::detect(text.as_bytes()), None, "{text}");
    }
    for text in [line(ACCESS, 0), line(SERVICES, 0), line(ODD, 7), line(VENDED, 0)] {
        assert_eq!(Format::detect(text.as_bytes()), Some(Format::S3Access), "{text}");
        let cut = text.get(..260).unwrap();
        assert_eq!(Format::detect(cut.as_bytes()), Some(Format::S3Access), "{cut}");
        let rest = text.get(text.len() / 2..).unwrap();
        assert_ne!(Format::detect(rest.as_bytes()).unwrap_or(Format::S3Access), Format::Elb, "{rest}");
    }
}

#[test]
fn short_lines_of_other_logs() {
    let owner = FRONT.split(' ').next().unwrap();
    let first = |length| owner.get(..length).unwrap();
    for (text, is_own) in [
        (format!("{owner} b"), true),
        (format!("{} b", first(40)), true),
        (format!("{} b", first(39)), false),
        (format!("{}g b", first(40)), false),
        ("abc b".to_owned(), false),
    ] {
        let kind = s3_access::parse_line(&text).unwrap_err().kind();
        assert_eq!(kind == ErrorKind::Truncated, is_own, "{text}");
    }
}

#[test]
fn header_lines_name_half_of_their_columns() {
    for (header, is_header) in [
        ("bucket,remote_ip,bytes_sent,a,b,c", true),
        ("bucket,remote_ip,a,b", true),
        ("bucket,remote_ip,a,b,c", false),
        ("bucket,a,b", false),
    ] {
        assert_eq!(Layout::from_header(header).is_ok(), is_header, "{header}");
    }
}

#[test]
fn requesters_and_urls_in_events() {
    let event = |requester: &str, request: &str| {
        let text = with(request, "-", "curl/8.5.0").replace(" - 7A1B", &format!(" {requester} 7A1B"));
        let record = s3_access::parse_line(&text).unwrap();
        serde_json::to_value(awslog::ecs::Mapper::new().to_ecs(&record)).unwrap()
    };
    let arn = |name: &str| format!("arn:aws:sts::123456789012:assumed-role/admin/{name}");
    for (name, email) in [("a@example.com", Some("a@example.com")), ("@example.com", None), ("a", None)] {
        let found = event(&arn(name), "GET /a HTTP/1.1");
        assert_eq!(found["user"]["email"].as_str(), email, "{name}");
    }
    for (target, full) in [("/a", Some("https://s3.eu-west-1.amazonaws.com/a")), ("a", None), ("*", None)] {
        let found = event("-", &format!("GET {target} HTTP/1.1"));
        assert_eq!(found["url"]["full"].as_str(), full, "{target}");
    }
}
