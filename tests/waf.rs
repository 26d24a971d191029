//! WAF records: their values, the forms that they come in, what attackers put into them, and the errors.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test panics"
)]

use awslog::ecs::Mapper;
use awslog::text::Text;
use awslog::waf::{
    self, Action, HttpSource, LimitKey, OversizeField, Record, RuleType, TokenFailure, VerificationStatus,
};
use awslog::{ErrorKind, Format};
use serde_json::{Value, json};

const V2: &str = include_str!("../fixtures/waf/v2.log");
const CLASSIC: &str = include_str!("../fixtures/waf/classic.log");
const EVERY_KEY: &str = include_str!("../fixtures/waf/every-key.log");
const PARSE_WAF: &str = include_str!("../fixtures/waf/parse-waf.log");

fn read(bytes: &[u8]) -> Vec<Record<'_>> {
    waf::records(bytes).collect::<Result<_, _>>().unwrap()
}

fn parsed(line: &str) -> Record<'_> {
    waf::parse_line(line).unwrap()
}

#[track_caller]
fn refused(line: &str) -> String {
    waf::parse_line(line).unwrap_err().to_string()
}

fn event(record: &Record<'_>) -> Value {
    let mut json = Vec::new();
    Mapper::new().to_ecs(record).write_json(&mut json);
    serde_json::from_slice(&json).unwrap()
}

/// A record with these headers, as JSON.
fn with_headers(headers: &Value) -> String {
    json!({"timestamp": 1_768_480_496_123_u64, "httpRequest": {"headers": headers}}).to_string()
}

/// `aws.waf.request.headers` of a record with these headers.
fn header_map(headers: &Value) -> Value {
    event(&parsed(&with_headers(headers)))["aws"]["waf"]["request"]["headers"].take()
}

#[test]
fn entries_by_value_and_by_reference() {
    let line = r#"{"action":"BLOCK","labels":[{"name":"one"},{"name":"two"}],"httpRequest":{"uri":"/"}}"#;
    let labels = waf::parse_line(line).unwrap().labels;
    let mut borrowed = Vec::new();
    for label in &labels {
        borrowed.push(label.clone());
    }
    assert_eq!(borrowed.len(), 2);
    assert_eq!(borrowed[1].name.as_deref(), Some("two"));
    assert_eq!(waf::Entries::from(borrowed.clone()), labels);
    assert_eq!(labels.into_iter().collect::<Vec<_>>(), borrowed);
    assert!(waf::Entries::<waf::Label<'_>>::default().is_empty());
    // Headers without a name or a value make no object.
    for headers in [json!([{"name": "a"}]), json!([{"value": "a"}]), json!([{"name": "a"}, {"value": "b"}])] {
        assert_eq!(header_map(&headers), Value::Null, "{headers}");
    }
}

#[test]
fn values_of_wafv2() {
    let records = read(V2.as_bytes());
    let [sql, rate, captcha] = records.as_slice() else { panic!("{} records", records.len()) };
    assert_eq!(sql.timestamp.unwrap().unix_timestamp_nanos(), 1_768_480_496_123_000_000);
    assert_eq!(sql.terminating_rule_type, Some(RuleType::ManagedRuleGroup));
    assert_eq!(sql.http_source_name, Some(HttpSource::LoadBalancer));
    assert_eq!(sql.terminating_rule_match_details[0].matched_data, ["1", "or", "1"]);
    assert_eq!(sql.rule_group_list[0].non_terminating_matching_rules[0].overridden_action, Some(Action::Block));
    assert_eq!(sql.rule_group_list[0].excluded_rules, []);
    assert_eq!(sql.terminating_rule_group().unwrap().rule_group_id.as_deref(), Some("AWS#AWSManagedRulesSQLiRuleSet"));
    assert_eq!(sql.labels[0].name.as_deref(), Some("awswaf:managed:aws:sql-database:SQLi_URIPath"));
    assert_eq!(sql.response_code_sent, None);
    assert_eq!(sql.request_body_size, Some(0));
    let rule = &rate.rate_based_rule_list[0];
    assert_eq!(rule.limit_key, Some(LimitKey::CustomKeys));
    assert_eq!((rule.max_rate_allowed, rule.evaluation_window_sec), (Some(100), Some(120)));
    assert_eq!(rule.custom_values[0].value.as_deref(), Some("ella"));
    assert_eq!(rate.oversize_fields, [OversizeField::RequestBody]);
    assert_eq!(rate.http_request.as_ref().unwrap().country, None);
    let token = captcha.captcha_response.as_ref().unwrap();
    assert_eq!(token.failure_reason, Some(TokenFailure::Missing));
    assert_eq!(token.solved_at(), None);
    let token = captcha.non_terminating_matching_rules[0].challenge_response.as_ref().unwrap();
    assert_eq!(token.solved_at().unwrap().unix_timestamp(), 1_768_480_400);
    assert_eq!(captcha.request_headers_inserted[0].value.as_deref(), Some("1"));
}

#[test]
fn values_of_waf_classic() {
    let record = parsed(CLASSIC);
    assert_eq!(record.web_acl(), None);
    assert_eq!(record.webacl_id.as_deref(), Some("11111111-2222-4333-8444-5555555555ab"));
    assert_eq!(record.action, Some(Action::Allow));
    assert_eq!(record.rule_group_list[0].excluded_rules[0].exclusion_type, Some(Action::ExcludedAsCount));
    assert_eq!(record.rate_based_rule_list[0].limit_key, Some(LimitKey::Ip));
}

#[test]
fn values_of_newer_keys() {
    let record = parsed(EVERY_KEY);
    assert_eq!(record.action, Some(Action::Monetize));
    assert_eq!(record.response_code_sent, Some(402));
    assert_eq!(record.oversize_fields[3], OversizeField::Other("REQUEST_TRAILERS".into()));
    assert_eq!(record.challenge_response.as_ref().unwrap().response_code, Some(202));
    let payment = record.monetize_verify_response.as_ref().unwrap();
    assert_eq!(payment.verification_status, Some(VerificationStatus::Verified));
    assert_eq!(payment.amount.as_deref(), Some("0.001"));
    let request = record.http_request.as_ref().unwrap();
    assert_eq!(request.request_id, None);
    assert_eq!((record.client_asn, record.forwarded_asn), (Some(64496), Some(64497)));
    assert_eq!((request.client_asn, request.forwarded_asn), (None, None));
    assert_eq!(record.cf_distribution_tenant_id.as_deref(), Some("dt_EXAMPLE"));
}

#[test]
fn null_empty_and_absent_are_equal() {
    let nothing = parsed(r#"{"timestamp":1768480496123}"#);
    for json in [
        r#"{"timestamp":1768480496123,"labels":null,"ruleGroupList":[],"requestHeadersInserted":null,"action":"","responseCodeSent":null,"oversizeFields":[],"captchaResponse":null}"#,
        r#"{"timestamp":1768480496123,"httpSourceName":"-","httpSourceId":"-","labels":{},"httpRequest":null}"#,
    ] {
        assert_eq!(parsed(json), nothing, "{json}");
    }
}

#[test]
fn network_numbers_are_found_wherever_they_stand() {
    let both = parsed(
        r#"{"clientAsn":64496,"cfDistributionTenantId":"a","httpRequest":{"clientAsn":"64497","cfDistributionTenantId":"b"}}"#,
    );
    assert_eq!(both.client_asn, Some(64496));
    let event = event(&both);
    assert_eq!(event["source"]["as"]["number"], 64496);
    assert_eq!(event["aws"]["waf"]["cf_distribution_tenant_id"], "a");
    assert_eq!(event["aws"]["waf"]["request"], json!({"client_asn": 64497, "cf_distribution_tenant_id": "b"}));
}

#[test]
fn headers_in_any_letter_case_and_in_order() {
    let record = parsed(EVERY_KEY);
    assert_eq!(record.header("HOST"), Some("shop.example.co.uk:8443"));
    assert_eq!(record.header("user-agent"), Some("curl/8.5.0"));
    assert_eq!(record.header("accept"), Some("text/html"));
    assert_eq!(record.header("X-Test"), Some("mine"));
    assert_eq!(record.header("x-empty"), None);
    assert_eq!(record.header("absent"), None);
    let headers = record.headers().collect::<Vec<_>>();
    assert_eq!(headers.len(), 13);
    assert_eq!(headers[..2], [("HOST", "shop.example.co.uk:8443"), ("User-Agent", "curl/8.5.0")]);
    assert_eq!(
        headers[7..],
        [
            ("Accept", "text/html"),
            ("Accept", "*/*"),
            ("x-test", "mine"),
            ("x-empty", ""),
            ("", "nameless"),
            ("x-more", "v"),
        ]
    );
}

#[test]
fn the_shape_of_parse_waf_reads_as_the_log_does() {
    let records = read(PARSE_WAF.as_bytes());
    let headers = [("Host", "www.example.com"), ("Accept", "text/html"), ("Accept", "*/*"), ("User-Agent", "REDACTED")];
    assert_eq!(records[0].headers().collect::<Vec<_>>(), headers);
    assert_eq!(records[0].labels, parsed(V2.lines().next().unwrap()).labels);
    let labels = records[1].labels.iter().map(|label| label.name.as_deref().unwrap()).collect::<Vec<_>>();
    assert_eq!(labels, ["awswaf:clientip:geo:country:NL", "awswaf:a", "awswaf:b"]);
}

#[test]
fn one_alone_a_list_no_separator_and_wrappers() {
    let lines = V2.lines().collect::<Vec<_>>();
    let expected = read(V2.as_bytes());
    let messages = lines.iter().map(|line| json!({"id": "1", "timestamp": 0, "message": line})).collect::<Value>();
    let wrapper = |kind| {
        format!(
            r#"{{"messageType":"{kind}","owner":"123456789012","logGroup":"aws-waf-logs-prod","logEvents":{messages}}}"#
        )
    };
    let message = |line: &&str| json!({"timestamp": 1_768_480_496_123_u64, "message": line}).to_string();
    for form in [
        lines.concat(),
        lines.join("\r\n"),
        format!("[{}]", lines.join(",\n")),
        wrapper("DATA_MESSAGE"),
        lines.iter().map(message).collect::<Vec<_>>().join("\n"),
    ] {
        assert_eq!(read(form.as_bytes()), expected, "{form}");
        assert_eq!(Format::detect(form.as_bytes()), Some(Format::Waf), "{form}");
    }
    assert_eq!(read(lines[0].as_bytes()), expected[..1]);
    assert_eq!(read(wrapper("CONTROL_MESSAGE").as_bytes()), []);
}

#[test]
fn detected_from_its_start_and_not_as_another_format() {
    let line = V2.lines().next().unwrap();
    for front in [&line[..80], &format!("\u{FEFF}[\n {}", &line[..80]), &line[..line.len() - 1]] {
        assert_eq!(Format::detect(front.as_bytes()), Some(Format::Waf), "{front}");
    }
    let wrapped =
        json!({"messageType": "DATA_MESSAGE", "logEvents": [{"id": "1", "timestamp": 0, "message": line}]}).to_string();
    assert_eq!(Format::detect(&wrapped.as_bytes()[..200]), Some(Format::Waf));
    for other in ["", "{}", "[[[[", "webaclId", r#"{"timestamp":1768480496123,"message":"hello"}"#] {
        assert_eq!(Format::detect(other.as_bytes()), None, "{other}");
    }
    let trail = r#"{"Records":[{"eventVersion":"1.11","requestParameters":{"webaclId":"a","httpRequest":{}}}]}"#;
    assert_eq!(Format::detect(trail.as_bytes()), Some(Format::CloudTrail));
}

#[test]
fn injected_sql_comes_through_byte_for_byte() {
    let sql = "1' OR \"1\"=\"1\"; DROP TABLE users;--\t\\ \u{0} <é> ".repeat(100);
    assert!(sql.len() > 4096);
    let line = json!({"timestamp": 0, "httpRequest": {"uri": "/", "args": sql}}).to_string();
    let record = parsed(&line);
    assert_eq!(record.http_request.as_ref().unwrap().args.as_deref(), Some(&*sql));
    assert_eq!(event(&record)["url"]["query"], sql);
    assert_eq!(event(&record)["url"]["original"], format!("/?{sql}"));
}

#[test]
fn line_breaks_and_quotes_in_headers_come_through_byte_for_byte() {
    let (name, value) = ("x\"y\\z\r\n", "\"a\"\r\nSet-Cookie: b=c\u{1}");
    assert_eq!(header_map(&json!([{"name": name, "value": value}])), json!({name: value}));
    assert_eq!(parsed(&with_headers(&json!([{"name": name, "value": value}]))).header("X\"Y\\Z\r\n"), Some(value));
}

#[test]
fn escapes_that_json_does_not_know_come_through_as_they_are_written() {
    let line = r#"{"timestamp":0,"httpRequest":{"headers":[{"name":"\x41","value":"\ud800\q\u00e9"}],"args":"\xff\u12"},"newKey":{"\q":"\xff\ud800"}}"#;
    let record = parsed(line);
    assert_eq!(record.headers().collect::<Vec<_>>(), [(r"\x41", r"\ud800\qé")]);
    assert_eq!(record.http_request.as_ref().unwrap().args.as_deref(), Some(r"\xff\u12"));
    assert_eq!(record.unknown.get("newKey").unwrap().as_str(), r#"{"\q":"\xff\ud800"}"#);
    assert_eq!(record.original(), Some(line));
    let mut json = Vec::new();
    Mapper::new().to_ecs(&record).write_json(&mut json);
    let json = String::from_utf8(json).unwrap();
    assert!(json.contains(r#""headers":{"\\x41":"\\ud800\\qé"}"#), "{json}");
    assert!(json.contains(r#""query":"\\xff\\u12""#), "{json}");
    // Half of a surrogate pair is allowed by JSON's grammar, and refused by many who read it all the same.
    assert!(json.contains(r#""new_key":{"\\q":"\\xff\\ud800"}"#), "{json}");
    serde_json::from_str::<Value>(&json).unwrap();
}

#[test]
fn each_header_has_its_own_name_once() {
    for (headers, map) in [
        (json!([{"name": "A", "value": "1"}, {"name": "a", "value": "2"}]), json!({"A": "1", "a": "2"})),
        (
            json!([{"name": "b", "value": "1"}, {"name": "a", "value": "2"}, {"name": "b", "value": "1"}]),
            json!({"a": "2", "b": ["1", "1"]}),
        ),
        (json!([{"name": "a.b", "value": "1"}, {"name": "a", "value": "2"}]), json!({"a.b": "1", "a": "2"})),
        (json!([{"name": "a", "value": null}, {"value": "1"}]), Value::Null),
    ] {
        assert_eq!(header_map(&headers), map, "{headers}");
    }
}

#[test]
fn ten_thousand_headers() {
    let names = (0..10_000).map(|number| json!({"name": format!("x-{}", number % 5_000), "value": number.to_string()}));
    let line = with_headers(&names.collect());
    let record = parsed(&line);
    let mut written = Vec::new();
    Mapper::new().to_ecs(&record).write_json(&mut written);
    let written = String::from_utf8(written).unwrap();
    assert!(written.contains(r#""x-0":["0","5000"]"#));
    assert_eq!(written.matches("\"x-").count(), 5_000);
}

#[test]
fn ten_thousand_forwarded_addresses() {
    let headers =
        (0..10_000_u32).map(|number| json!({"name": "X-Forwarded-For", "value": format!("::{number:x}, unknown")}));
    let event = event(&parsed(&with_headers(&headers.collect())));
    assert_eq!(event["network"]["forwarded_ip"], "::");
    assert_eq!(event["related"]["ip"].as_array().unwrap().len(), 10_000);
    assert_eq!(event["related"]["ip"][9_999], "::270f");
}

#[test]
fn what_is_redacted_is_no_host_and_no_agent() {
    let hash = "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=";
    for redacted in ["REDACTED", hash] {
        let headers = json!([{"name": "Host", "value": redacted}, {"name": "user-agent", "value": redacted}]);
        let line = json!({"timestamp": 0, "httpRequest": {"host": redacted, "headers": headers}}).to_string();
        let event = event(&parsed(&line));
        for absent in ["destination", "url", "user_agent", "related"] {
            assert_eq!(event.get(absent), None, "{absent}");
        }
        let request = json!({"headers": {"Host": redacted, "user-agent": redacted}, "host": redacted});
        assert_eq!(event["aws"]["waf"]["request"], request);
    }
}

#[test]
fn the_host_that_is_not_redacted_counts() {
    let line = json!({"timestamp": 0, "httpRequest": {"host": "REDACTED", "headers": [{"name": "host", "value": "www.example.com"}]}});
    let event = event(&parsed(&line.to_string()));
    assert_eq!(event["destination"]["domain"], "www.example.com");
    assert_eq!(event["aws"]["waf"]["request"]["host"], "REDACTED");
}

#[test]
fn protocols() {
    for (version, expected) in [
        ("HTTP/1.1", json!(["1.1", "http", "tcp"])),
        ("http/3.0", json!(["3.0", "http", "udp"])),
        ("REDACTED", json!(["REDACTED", null, null])),
    ] {
        let line = json!({"timestamp": 0, "httpRequest": {"httpVersion": version}}).to_string();
        let event = event(&parsed(&line));
        assert_eq!(
            json!([event["http"]["version"], event["network"]["protocol"], event["network"]["transport"]]),
            expected
        );
    }
}

#[test]
fn errors_say_what_is_wrong_and_where() {
    for (line, words) in [
        (
            r#"{"timestamp":"x"}"#,
            r#"WAF log, byte 13, field `timestamp`: expected milliseconds since 1970, or a date and time, found "x""#,
        ),
        (
            r#"{"httpRequest":{"clientIp":"203.0.113.256"}}"#,
            r#"WAF log, byte 27, field `httpRequest.clientIp`: expected an IP address, found "203.0.113.256""#,
        ),
        (
            r#"{"httpRequest":{"uri":"/"},"requestBodySize":-1}"#,
            r#"WAF log, byte 45, field `requestBodySize`: expected a whole number, found "-1""#,
        ),
        (
            r#"{"httpRequest":{"headers":{"Host":{}}}}"#,
            r#"WAF log, byte 34, field `httpRequest.headers`: expected a string, a number, a boolean or null, found "{""#,
        ),
        (r#"{"action":"ALLOW""#, "WAF log, byte 17: expected `,` or `}`, found the end of the input"),
        (r#"{"action":"ALLOW"} x"#, r#"WAF log, byte 19: expected the end of the record, found "x""#),
        (
            r#"{"eventVersion":"1.11"}"#,
            "WAF log: expected a WAF record, which has `webaclId`, `terminatingRuleId` or `httpRequest`, found an object without them",
        ),
        ("2026-01-15", r#"WAF log, byte 0: expected an object, found "2""#),
        ("", "WAF log, byte 0: expected a record, found the end of the input"),
    ] {
        assert_eq!(refused(line), words);
    }
}

#[test]
fn a_bad_record_costs_one_record() {
    let lines = V2.lines().collect::<Vec<_>>();
    let file = format!("{}\n{{\"timestamp\":true}}\n{}\n{{\"action\":", lines[0], lines[1]);
    let read = waf::records(file.as_bytes()).collect::<Vec<_>>();
    assert_eq!(read.len(), 4);
    assert_eq!(read[0].as_ref().unwrap(), &parsed(lines[0]));
    assert_eq!(read[2].as_ref().unwrap(), &parsed(lines[1]));
    let error = read[1].as_ref().unwrap_err();
    assert_eq!((error.kind(), error.line(), error.field()), (ErrorKind::Value, Some(2), Some("timestamp")));
    assert_eq!(error.original(), br#"{"timestamp":true}"#);
    let error = read[3].as_ref().unwrap_err();
    assert_eq!((error.kind(), error.byte()), (ErrorKind::Truncated, Some(file.len() as u64)));
}

#[test]
fn texts_are_borrowed_wherever_they_stand_in_the_log() {
    for file in [V2, CLASSIC, PARSE_WAF] {
        for record in read(file.as_bytes()) {
            let request = record.http_request.as_ref().unwrap();
            let headers = request.headers.iter().flat_map(|header| [&header.name, &header.value]).flatten();
            let fields =
                [&record.webacl_id, &record.terminating_rule_id, &record.http_source_id, &request.uri, &request.args];
            let labels = record.labels.iter().filter_map(|label| label.name.as_ref());
            let groups = record.rule_group_list.iter().filter_map(|group| group.rule_group_id.as_ref());
            let mut texts = headers.chain(fields.into_iter().flatten()).chain(labels).chain(groups);
            assert!(texts.all(Text::is_borrowed));
        }
    }
}

#[test]
fn the_rule_group_that_decided() {
    let group = |id: &str, action: &str| {
        format!(r#"{{"ruleGroupId":"{id}","terminatingRule":{{"ruleId":"x","action":"{action}"}}}}"#)
    };
    let (one, two) = (group("AWS#One", "BLOCK"), group("AWS#Two", "BLOCK"));
    let counted = r#"{"ruleId":"AWS-Two","action":"COUNT"}"#;
    for (action, id, kind, groups, counted, expected) in [
        ("ALLOW", "Default_Action", "REGULAR", one.clone(), "", None),
        ("BLOCK", "my-rule", "REGULAR", one.clone(), "", None),
        ("BLOCK", "my-rule", "RATE_BASED", one.clone(), "", None),
        ("ALLOW", "my-groups", "GROUP", one.clone(), "", None),
        ("BLOCK", "my-groups", "GROUP", one.clone(), "", Some("AWS#One")),
        ("BLOCK", "AWS-One", "MANAGED_RULE_GROUP", format!("{one},{two}"), "", Some("AWS#One")),
        ("BLOCK", "AWS-Two", "MANAGED_RULE_GROUP", format!("{one},{two}"), "", Some("AWS#Two")),
        ("BLOCK", "my-groups", "MANAGED_RULE_GROUP", format!("{one},{two}"), "", Some("AWS#Two")),
        ("BLOCK", "my-groups", "MANAGED_RULE_GROUP", format!("{one},{two}"), counted, Some("AWS#One")),
        ("BLOCK", "my-groups", "MANAGED_RULE_GROUP", two.clone(), counted, None),
    ] {
        let json = format!(
            r#"{{"action":"{action}","terminatingRuleId":"{id}","terminatingRuleType":"{kind}","ruleGroupList":[{groups}],"nonTerminatingMatchingRules":[{counted}]}}"#
        );
        let record = waf::parse_line(&json).unwrap();
        let found = record.terminating_rule_group().and_then(|group| group.rule_group_id.as_deref());
        assert_eq!(found, expected, "{json}");
    }
}

/// Without an action, nothing says that the group did not decide.
#[test]
fn a_rule_group_without_an_action() {
    for (action, rule, expected) in [
        ("", r#""ruleId":"x""#, Some("AWS#One")),
        (r#""action":"BLOCK","#, r#""ruleId":"x""#, Some("AWS#One")),
        ("", r#""ruleId":"x","action":"BLOCK""#, Some("AWS#One")),
        (r#""action":"ALLOW","#, r#""ruleId":"x","action":"BLOCK""#, None),
    ] {
        let json = format!(
            r#"{{{action}"terminatingRuleId":"my-groups","ruleGroupList":[{{"ruleGroupId":"AWS#One","terminatingRule":{{{rule}}}}}]}}"#
        );
        let record = waf::parse_line(&json).unwrap();
        let found = record.terminating_rule_group().and_then(|group| group.rule_group_id.as_deref());
        assert_eq!(found, expected, "{json}");
    }
}

#[test]
fn times_are_milliseconds_or_dates() {
    for (time, written) in [
        ("1768480496123", "1768480496123"),
        (r#""1768480496123""#, "1768480496123"),
        (r#""2026-01-15 12:34:56.123""#, "1768480496123"),
        ("1768480496", "1768480496000"),
    ] {
        let json = format!(r#"{{"timestamp":{time}}}"#);
        let record = waf::parse_line(&json).unwrap();
        assert_eq!(serde_json::to_string(&record).unwrap(), format!(r#"{{"timestamp":"{written}"}}"#), "{time}");
    }
}

/// An index of dates reads a number as milliseconds, and AWS logs seconds; 0 says that nothing was solved.
#[test]
fn when_a_puzzle_was_solved_is_in_milliseconds() {
    for (logged, expected) in [
        ("1768480402", json!({"solve_timestamp": 1_768_480_402_000_u64})),
        ("0", json!(null)),
        ("1768480402123", json!({"solve_timestamp": 1_768_480_402_123_u64})),
        ("18446744073709551615", json!({"solve_timestamp": 18_446_744_073_709_551_615_u64})),
    ] {
        let json = format!(
            r#"{{"formatVersion":1,"captchaResponse":{{"solveTimestamp":{logged}}},"challengeResponse":{{"solveTimestamp":{logged}}}}}"#
        );
        let record = waf::parse_line(&json).unwrap();
        let event = serde_json::to_value(Mapper::new().to_ecs(&record)).unwrap();
        let aws = &event["aws"]["waf"];
        assert_eq!((&aws["captcha_response"], &aws["challenge_response"]), (&expected, &expected), "{logged}");
    }
}

#[test]
fn a_label_or_a_header_with_the_name_dash_keeps_it_in_every_form() {
    for (labels, headers) in
        [(json!([{"name": "-"}]), json!([{"name": "-", "value": "-"}])), (json!({"name": ["-"]}), json!({"-": "-"}))]
    {
        let json = json!({"formatVersion": 1, "labels": labels, "httpRequest": {"headers": headers}}).to_string();
        assert_eq!(
            serde_json::to_value(waf::parse_line(&json).unwrap()).unwrap(),
            json!({
                "formatVersion": 1,
                "httpRequest": {"headers": [{"name": "-", "value": "-"}]},
                "labels": [{"name": "-"}],
            })
        );
    }
}

#[test]
fn a_key_without_a_name_gets_one_at_every_level() {
    let record = waf::parse_line(r#"{"formatVersion":1,"":1,"ruleGroupList":[{"ruleGroupId":"g","":2}]}"#).unwrap();
    let event = serde_json::to_value(Mapper::new().to_ecs(&record)).unwrap();
    assert_eq!(
        event["aws"]["waf"],
        json!({"format_version": "1", "rule_group_list": [{"ruleGroupId": "g", "unnamed": 2}], "unnamed": 1})
    );
}

#[test]
fn lists_keep_their_keys_and_inserted_headers_are_an_object() {
    let json = json!({
        "formatVersion": 1,
        "terminatingRuleMatchDetails": [{"conditionType": "XSS", "matchedData": ["<"], "newKey": {"a_b": 1}}],
        "ruleGroupList": [{
            "ruleGroupId": "g",
            "terminatingRule": {"ruleId": "r", "action": "BLOCK", "ruleMatchDetails": [{"location": "URI"}]},
            "nonTerminatingMatchingRules": [{"ruleId": "n", "overriddenAction": "BLOCK"}],
            "excludedRules": null,
        }],
        "rateBasedRuleList": [{"rateBasedRuleName": "x", "limitKey": "IP", "ruleId": "r"}],
        "nonTerminatingMatchingRules": [{"ruleId": "c", "challengeResponse": {"solveTimestamp": 0}}],
        "requestHeadersInserted": [
            {"name": "x-a", "value": "1"}, {"name": "x-b", "value": "2"}, {"name": "x-b", "value": "3"}, {"name": "x-c"},
        ],
    })
    .to_string();
    let record = waf::parse_line(&json).unwrap();
    let event = Mapper::new().to_ecs(&record);
    let expected = json!({
        "format_version": "1",
        "terminating_rule_match_details": [{"conditionType": "XSS", "matchedData": ["<"], "newKey": {"a_b": 1}}],
        "rule_group_list": [{
            "ruleGroupId": "g",
            "terminatingRule": {"ruleId": "r", "action": "BLOCK", "ruleMatchDetails": [{"location": "URI"}]},
            "nonTerminatingMatchingRules": [{"ruleId": "n", "overriddenAction": "BLOCK"}],
        }],
        "rate_based_rule_list": [{"rateBasedRuleName": "x", "limitKey": "IP", "ruleId": "r"}],
        "non_terminating_matching_rules": [{"ruleId": "c", "challengeResponse": {"solveTimestamp": 0}}],
        "request_headers_inserted": {"x-a": "1", "x-b": ["2", "3"]},
        "other_request_headers_inserted": [{"name": "x-c"}],
    });
    let mut written = Vec::new();
    event.write_json(&mut written);
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&written).unwrap()["aws"]["waf"], expected);
    assert_eq!(String::from_utf8(written).unwrap(), serde_json::to_string(&event).unwrap());
}

#[test]
fn empty_values_of_groups_and_arns_are_not_in_events() {
    for (config, written) in [
        ("null", json!({"ruleGroupId": "g"})),
        (r#""""#, json!({"ruleGroupId": "g"})),
        ("{}", json!({"ruleGroupId": "g"})),
        ("7", json!({"ruleGroupId": "g", "customerConfig": {"value": 7}})),
        (r#"{"a":1}"#, json!({"ruleGroupId": "g", "customerConfig": {"a": 1}})),
        // Many brackets, and none deep.
        (
            &format!(r#"{{"a":[{}[]]}}"#, "[],".repeat(30)),
            json!({"ruleGroupId": "g", "customerConfig": {"a": vec![json!([]); 31]}}),
        ),
        (r#"{"a\u0000":1}"#, json!({"ruleGroupId": "g", "customerConfig": {"value": r#"{"a\u0000":1}"#}})),
        ("null,\"terminatingRule\":{}", json!({"ruleGroupId": "g"})),
    ] {
        let json =
            format!(r#"{{"formatVersion":1,"ruleGroupList":[{{"ruleGroupId":"g","customerConfig":{config}}}]}}"#);
        assert_eq!(event(&parsed(&json))["aws"]["waf"]["rule_group_list"], json!([written]), "{json}");
    }
    for (arn, written) in [
        ("arn:aws:wafv2:us-east-1:123456789012:regional/webacl/a/b", json!("regional/webacl/a/b")),
        ("arn:aws:wafv2:us-east-1:123456789012:", Value::Null),
    ] {
        let json = format!(r#"{{"webaclId":"{arn}"}}"#);
        assert_eq!(event(&parsed(&json))["aws"]["waf"]["id"], written, "{json}");
    }
}
