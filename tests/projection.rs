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
        for name in names.iter().step_by(3) {
            let mut some = of(fixture.format(), [name]);
            some.push(&fixture.bytes);
            some.finish();
            let records = fixture.records().zip(some.records());
            for (whole, part) in records.filter_map(|(whole, part)| Some((whole.ok()?, part.unwrap()))) {
                assert_eq!(part.get(name), whole.get(name), "{}: {name}", fixture.name);
            }
        }
    }
}
