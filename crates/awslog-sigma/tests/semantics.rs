//! What Sigma means by its modifiers, on records and on events.
#![allow(clippy::unwrap_used, reason = "a failing test panics")]

use awslog::{Format, Record};
use awslog_sigma::{Rules, RulesBuilder};

const TRAIL: &str = r#"{"eventVersion":"1.11","eventTime":"2026-01-15T12:34:56Z","eventSource":"ec2.amazonaws.com",
    "eventName":"AuthorizeSecurityGroupIngress","awsRegion":"eu-central-1","sourceIPAddress":"192.0.2.10","userAgent":"aws-cli/2.15.0",
    "userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::123456789012:assumed-role/admin/alice","accountId":"123456789012",
        "sessionContext":{"sessionIssuer":{"userName":"admin"},"attributes":{"mfaAuthenticated":"false"}}},
    "errorCode":null,"errorMessage":"","readOnly":false,
    "requestParameters":{"groupId":"sg-1","policyDocument":"{\"Statement\":[{\"Effect\":\"Allow\"}]}","count":7,"ratio":0.5,"none":null,
        "enabled":true,"ipPermissions":{"items":[{"fromPort":22,"ipRanges":{"items":[{"cidrIp":"0.0.0.0/0"}]}},
        {"fromPort":443,"ipRanges":{"items":[]}}]},"names":["Bob","a*b","C:\\temp"],"tw\u0069ce":1,"twice":2},
    "responseElements":null,"resources":[{"ARN":"arn:aws:s3:::one","type":"AWS::S3::Bucket"},{"ARN":"arn:aws:s3:::two"}],
    "newKey":{"inner":[1,2]},"dotted.key":"yes"}"#;

fn rules(rule: &str) -> Rules {
    let mut builder = RulesBuilder::new();
    builder.add_yaml("rule.yml", rule);
    let (rules, problems) = builder.build();
    assert_eq!(problems, []);
    assert_eq!(rules.len(), 1);
    rules
}

/// A rule of one selection, given as its lines.
fn rule(header: &str, selection: &str) -> Rules {
    rules(&format!(
        "title: Test\n{header}\nlogsource:\n    product: aws\ndetection:\n    selection:\n        {}\n    condition: selection\n",
        selection.replace('\n', "\n        "),
    ))
}

fn record(format: Format, text: &str) -> Record<'_> {
    awslog::records(format, text.as_bytes()).next().unwrap().unwrap()
}

/// Whether a selection matches the trail's record.
fn matches(selection: &str) -> bool {
    rule("sigma-version: 3", selection).detect(&record(Format::CloudTrail, TRAIL)).len() == 1
}

#[track_caller]
fn assert_matches(selections: &[&str]) {
    selections.iter().for_each(|selection| assert!(matches(selection), "{selection}"));
}

#[track_caller]
fn assert_not(selections: &[&str]) {
    selections.iter().for_each(|selection| assert!(!matches(selection), "{selection}"));
}

#[test]
fn texts_and_wildcards() {
    assert_matches(&[
        "eventName: authorizesecuritygroupingress",
        "eventName: 'Authorize*Ingress'",
        "eventName: 'AuthorizeSecurityGroup?ngress'",
        "eventName|startswith: authorize",
        "eventName|endswith: INGRESS",
        "eventName|contains: Group",
        "eventName|cased: AuthorizeSecurityGroupIngress",
        "eventName|re: '^Auth.*Ingress$'",
        "eventName:\n    - Other\n    - AuthorizeSecurityGroupIngress",
        "userAgent|contains|all:\n    - aws\n    - '2.15'",
    ]);
    assert_not(&[
        "eventName: Authorize",
        "eventName: 'AuthorizeSecurityGroup?Ingress'",
        "eventName|cased: authorizesecuritygroupingress",
        "eventName|re: '^Ingress'",
        "userAgent|contains|all:\n    - aws\n    - '9.99'",
    ]);
}

#[test]
fn names_of_aws_and_in_snake_case() {
    assert_matches(&[
        "userIdentity.sessionContext.sessionIssuer.userName: admin",
        "user_identity.session_context.session_issuer.user_name: admin",
        "userIdentity.sessionContext.attributes.mfaAuthenticated: 'false'",
        "newKey.inner: 2",
        "dotted.key: yes",
    ]);
    assert_not(&["useridentity.type: AssumedRole", "userIdentity.type.more: x", "userIdentity..type: AssumedRole"]);
}

#[test]
fn addresses() {
    assert_matches(&["sourceIPAddress|cidr: 192.0.2.0/24", "sourceIPAddress: 192.0.2.10"]);
    assert_not(&["sourceIPAddress|cidr: 198.51.100.0/24", "eventName|cidr: 192.0.2.0/24"]);
}

#[test]
fn absent_is_null() {
    assert_matches(&[
        "errorCode: null",
        "errorMessage: null",
        "responseElements: null",
        "requestParameters.none: null",
        "errorCode|exists: false",
        "requestParameters.none|exists: false",
        "requestParameters.groupId|exists: true",
        "userIdentity|exists: true",
    ]);
    assert_not(&["eventName: null", "eventName|exists: false", "errorCode|exists: true", "errorMessage: ''"]);
}

#[test]
fn numbers_and_flags() {
    assert_matches(&[
        "requestParameters.count: 7",
        "requestParameters.count|gte: 7",
        "requestParameters.ratio|lt: 1",
        "requestParameters.enabled: true",
        "readOnly: false",
        "readOnly: 'false'",
    ]);
    assert_not(&["requestParameters.count|gt: 7", "requestParameters.count: 8", "readOnly: true"]);
}

#[test]
fn lists_stand_for_their_items() {
    assert_matches(&[
        "resources.ARN: 'arn:aws:s3:::two'",
        "resources.ARN|endswith: one",
        "resources[0].type: 'AWS::S3::Bucket'",
        "resources[-1].ARN|endswith: two",
        "requestParameters.names: bob",
        "requestParameters.names: 'a\\*b'",
        "requestParameters.names|endswith: '\\temp'",
        "requestParameters.names[1]: 'a\\*b'",
        "requestParameters.ipPermissions.items.fromPort: 443",
        "requestParameters.ipPermissions.items[1].fromPort: 443",
        "requestParameters.ipPermissions.items.ipRanges.items.cidrIp: 0.0.0.0/0",
    ]);
    assert_not(&[
        "resources[1].type: 'AWS::S3::Bucket'",
        "resources[2].ARN|exists: true",
        "requestParameters.names[1]: Bob",
        "requestParameters.names[3]|exists: true",
        "requestParameters.ipPermissions.items[0].fromPort: 443",
        "requestParameters.ipPermissions.items.toPort|exists: true",
    ]);
}

#[test]
fn members_of_lists_in_one() {
    let of = |port: u16| {
        let selection = format!(
            "requestParameters.ipPermissions.items[any]:\n    fromPort: {port}\n    ipRanges.items.cidrIp: 0.0.0.0/0"
        );
        rule("sigma-version: 3", &selection).detect(&record(Format::CloudTrail, TRAIL)).len()
    };
    assert_eq!((of(22), of(443)), (1, 0));
}

#[test]
fn free_form_json_as_a_whole_is_its_text() {
    assert_matches(&[
        "requestParameters|contains: 'sg-1'",
        "requestParameters|contains|all:\n    - '\"groupId\"'\n    - 'Allow'",
        "requestParameters.policyDocument|contains: '\"Effect\":\"Allow\"'",
        "requestParameters.ipPermissions|contains: '0.0.0.0/0'",
    ]);
    assert_not(&["requestParameters|contains: 'sg-2'", "requestParameters.policyDocument|contains: sg-1"]);
}

#[test]
fn a_repeated_key_has_all_of_its_values() {
    assert_matches(&["requestParameters.twice: 1", "requestParameters.twice: 2"]);
    assert_not(&["requestParameters.twice: 3"]);
}

#[test]
fn other_fields_and_instants() {
    assert_matches(&[
        "userIdentity.arn|fieldref|contains: userIdentity.accountId",
        "eventTime: '2026-01-15T12:34:56Z'",
        "eventTime|hour: 12",
    ]);
    assert_not(&["userIdentity.arn|fieldref|contains: eventName", "eventTime|hour: 13"]);
}

#[test]
fn keywords_look_everywhere() {
    let of = |word: &str| {
        let yaml = format!(
            "title: Test\nlogsource:\n    product: aws\ndetection:\n    keywords:\n        - '{word}'\n    condition: keywords\n"
        );
        rules(&yaml).detect(&record(Format::CloudTrail, TRAIL)).len()
    };
    for word in ["assumed-role/admin", "sg-1", "0.0.0.0/0", "192.0.2.10", "\"Effect\":\"Allow\"", "AWS::S3", "443"] {
        assert_eq!(of(word), 1, "{word}");
    }
    // Keys are no values.
    for word in ["ipPermissions", "sessionIssuer", "nowhere"] {
        assert_eq!(of(word), 0, "{word}");
    }
}

#[test]
fn conditions() {
    let of = |condition: &str| {
        let yaml = format!(
            "title: Test\nlogsource:\n    service: cloudtrail\ndetection:\n    selection_one:\n        awsRegion: eu-central-1\n    \
             selection_two:\n        awsRegion: us-east-1\n    filter:\n        userIdentity.type: Root\n    condition: {condition}\n"
        );
        rules(&yaml).detect(&record(Format::CloudTrail, TRAIL)).len()
    };
    assert_eq!(of("1 of selection_*"), 1);
    assert_eq!(of("all of selection_*"), 0);
    assert_eq!(of("selection_one and not filter"), 1);
    assert_eq!(of("selection_two or filter"), 0);
}

#[test]
fn columns_of_lines() {
    let log = "#Fields: c-ip sc-status time-taken cs(User-Agent) date time x-new\n192.0.2.10\t503\t1.250\tcurl/8.5.0\t2026-01-15\t12:34:56\tyes\n";
    let record = record(Format::CloudFront, log);
    for selection in [
        "c-ip|cidr: 192.0.2.0/28",
        "sc-status|gte: 500",
        "sc_status: 503",
        "time-taken|gt: 1.2",
        "time-taken|lt: 1.3",
        "cs(User-Agent)|startswith: curl",
        "date: '2026-01-15'",
        "time: '12:34:56'",
        "x-new: yes",
        "cs-method: null",
    ] {
        assert_eq!(rule("", selection).detect(&record).len(), 1, "{selection}");
    }
    for selection in [
        "source.ip|cidr: 192.0.2.0/28",
        "http.response.status_code|gte: 500",
        "event.duration: 1250000000",
        "event.category: web",
        "related.ip: 192.0.2.10",
        "'@timestamp': '2026-01-15T12:34:56Z'",
        "user_agent.original|startswith: curl",
        "aws.cloudfront.x_new: yes",
        "user.name: null",
    ] {
        assert_eq!(rule("taxonomy: ecs", selection).detect(&record).len(), 1, "{selection}");
    }
    assert_eq!(rule("taxonomy: ecs", "c-ip|exists: true").detect(&record).len(), 0);
}
