//! Ten questions of an analyst, each with its answer: on records, and on ECS events where these have the fields.

use super::Logs;

/// A query, and its rows. `LOGS` stands for the folder of [`logs`].
pub struct Question {
    pub sql: &'static str,
    pub rows: &'static [&'static str],
}

const FLOWS: &str = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n";

/// Two days of two accounts.
pub fn logs() -> Logs {
    let flow = |account: &str, from: &str, port: u16, bytes: u64, day: u64, action: &str| {
        let start = 1_768_435_200 + day * 86_400;
        let end = start + 60;
        format!(
            "2 {account} eni-0123456789abcdef0 {from} 198.51.100.7 49152 {port} 6 9 {bytes} {start} {end} {action} OK\n"
        )
    };
    let first = [
        flow("123456789012", "192.0.2.10", 443, 4_000_000_000, 0, "ACCEPT"),
        flow("123456789012", "192.0.2.11", 22, 40, 0, "REJECT"),
        flow("123456789012", "2001:db8::10", 443, 700, 0, "ACCEPT"),
        "2 123456789012 eni-0123456789abcdef0 - - - - - - - 1768435200 1768435260 - NODATA\n".to_owned(),
    ];
    let second = [
        flow("111122223333", "192.0.2.10", 443, 4_000_000_000, 1, "ACCEPT"),
        flow("111122223333", "192.0.2.11", 22, 44, 1, "REJECT"),
        flow("111122223333", "192.0.2.11", 3389, 48, 1, "REJECT"),
        "2 111122223333 eni-0123456789abcdef0 192.0.2.11 198.51.100.7 49152 443 6 9 1x 1768521600 1768521660 ACCEPT OK\n".to_owned(),
    ];
    let trail = r#"{"Records":[
        {"eventVersion":"1.11","eventTime":"2026-01-15T08:00:00Z","eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin","sourceIPAddress":"192.0.2.10",
         "userIdentity":{"type":"IAMUser","accountId":"123456789012","userName":"alice"},"responseElements":{"ConsoleLogin":"Failure"},"errorMessage":"Failed authentication"},
        {"eventVersion":"1.11","eventTime":"2026-01-15T08:01:00Z","eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin","sourceIPAddress":"192.0.2.10",
         "userIdentity":{"type":"IAMUser","accountId":"123456789012","userName":"alice"},"responseElements":{"ConsoleLogin":"Success"}},
        {"eventVersion":"1.11","eventTime":"2026-01-15T08:02:00Z","eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin","sourceIPAddress":"198.51.100.9",
         "userIdentity":{"type":"Root","accountId":"123456789012","arn":"arn:aws:iam::123456789012:root"},"responseElements":{"ConsoleLogin":"Success"}},
        {"eventVersion":"1.11","eventTime":"2026-01-15T08:03:00Z","eventSource":"s3.amazonaws.com","eventName":"PutBucketPolicy","sourceIPAddress":"198.51.100.9",
         "userIdentity":{"type":"Root","accountId":"123456789012","arn":"arn:aws:iam::123456789012:root"},"eventType":"AwsApiCall"},
        {"eventVersion":"1.11","eventTime":"2026-01-15T08:04:00Z","eventSource":"cloudfront.amazonaws.com","eventName":"UpdateDistribution","sourceIPAddress":"support.amazonaws.com",
         "userIdentity":{"type":"Root","accountId":"123456789012","arn":"arn:aws:iam::123456789012:root","invokedBy":"support.amazonaws.com"},"eventType":"AwsApiCall"}
    ]}"#;
    let roles = r#"{"Records":[
        {"eventVersion":"1.11","eventTime":"2026-01-15T09:00:00Z","eventSource":"sts.amazonaws.com","eventName":"AssumeRole","sourceIPAddress":"192.0.2.10",
         "userIdentity":{"type":"IAMUser","accountId":"123456789012","arn":"arn:aws:iam::123456789012:user/alice","userName":"alice"},
         "requestParameters":{"roleArn":"arn:aws:iam::123456789012:role/Admin","roleSessionName":"alice"},
         "resources":[{"ARN":"arn:aws:iam::123456789012:role/Admin","accountId":"123456789012","type":"AWS::IAM::Role"}]},
        {"eventVersion":"1.11","eventTime":"2026-01-15T09:01:00Z","eventSource":"sts.amazonaws.com","eventName":"AssumeRole","sourceIPAddress":"ec2.amazonaws.com",
         "userIdentity":{"type":"AWSService","invokedBy":"ec2.amazonaws.com"},
         "requestParameters":{"roleArn":"arn:aws:iam::123456789012:role/Web","roleSessionName":"i-0123456789abcdef0"},
         "resources":[{"ARN":"arn:aws:iam::123456789012:role/Web","accountId":"123456789012","type":"AWS::IAM::Role"}]},
        {"eventVersion":"1.11","eventTime":"2026-01-15T09:02:00Z","eventSource":"sts.amazonaws.com","eventName":"AssumeRole","sourceIPAddress":"192.0.2.10",
         "userIdentity":{"type":"IAMUser","accountId":"123456789012","arn":"arn:aws:iam::123456789012:user/alice","userName":"alice"},
         "requestParameters":{"roleArn":"arn:aws:iam::123456789012:role/Admin","roleSessionName":"alice"},
         "resources":[{"ARN":"arn:aws:iam::123456789012:role/Admin","accountId":"123456789012","type":"AWS::IAM::Role"}]}
    ]}"#;
    let edge = "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-uri-stem sc-status\n\
        2026-01-15\t08:00:00\tFRA56-P3\t10\t192.0.2.10\t/a\t502\n\
        2026-01-15\t08:00:01\tFRA56-P3\t10\t192.0.2.11\t/a\t200\n\
        2026-01-15\t08:00:02\tLHR61-P1\t10\t192.0.2.12\t/b\t504\n\
        2026-01-15\t08:00:03\tFRA56-P3\t10\t192.0.2.13\t/b\t503\n\
        2026-01-15\t08:00:04\tFRA56-P3\t10\t192.0.2.14\t/c\t000\n\
        2026-01-15\t08:00:05\tLHR61-P1\t10\t192.0.2.15\t/c\t5O3\n";
    let request = |id: u32, action: &str, rule: &str| {
        format!(
            r#"{{"timestamp":176846400{id:04},"formatVersion":1,"webaclId":"arn:aws:wafv2:us-east-1:123456789012:regional/webacl/prod/11111111-2222-4333-8444-555555555555","terminatingRuleId":"{rule}","terminatingRuleType":"REGULAR","action":"{action}","httpSourceName":"ALB","httpRequest":{{"clientIp":"192.0.2.{id}","country":"DE","uri":"/","httpMethod":"GET"}}}}
"#
        )
    };
    let waf = [
        request(1, "BLOCK", "sqli"),
        request(2, "ALLOW", "Default_Action"),
        request(3, "BLOCK", "rate"),
        request(4, "BLOCK", "sqli"),
        request(5, "COUNT", "sqli"),
    ];
    let finding = |id: u32, severity: &str| {
        format!(
            r#"{{"schemaVersion":"2.0","accountId":"123456789012","region":"us-east-1","partition":"aws","id":"{id:032}","arn":"arn:aws:guardduty:us-east-1:123456789012:detector/0123456789abcdef0123456789abcdef/finding/{id:032}","type":"Recon:EC2/Portscan","resource":{{"resourceType":"Instance"}},"service":{{"serviceName":"guardduty","count":1}},"severity":{severity},"createdAt":"2026-01-15T08:00:00.000Z","updatedAt":"2026-01-15T08:00:00.000Z","title":"A scan.","description":"A scan."}}
"#
        )
    };
    let findings = [finding(1, "2"), finding(2, "8.0"), finding(3, "5"), finding(4, "8.9"), finding(5, "9.5")];
    Logs::new()
        .with("flow/a.log.gz", FLOWS.to_owned() + &first.concat())
        .with("flow/b.log.gz", FLOWS.to_owned() + &second.concat())
        .with("trail/a.json.gz", trail)
        .with("trail/b.json.gz", roles)
        .with("edge/a.gz", edge)
        .with("waf/a.log.gz", waf.concat())
        .with("findings/a.jsonl.gz", findings.concat())
}

pub const TOP_TALKERS: &[Question] = &[
    Question {
        sql: "SELECT srcaddr, sum(bytes) AS total FROM read_vpcflow('LOGS/flow/')
         WHERE srcaddr IS NOT NULL GROUP BY 1 ORDER BY total DESC",
        rows: &["192.0.2.10|8000000000", "2001:db8::10|700", "192.0.2.11|132"],
    },
    Question {
        sql: "SELECT source.ip, sum(network.bytes) AS total FROM read_vpcflow('LOGS/flow/', 'awslog.schema', 'ecs')
         WHERE source.ip IS NOT NULL GROUP BY 1 ORDER BY total DESC",
        rows: &["192.0.2.10|8000000000", "2001:db8::10|700", "192.0.2.11|132"],
    },
];

pub const REJECTS_BY_PORT: &[Question] = &[
    Question {
        sql: "SELECT dstport, count(*) AS n FROM 'LOGS/flow/*.gz' WHERE action = 'REJECT' GROUP BY 1 ORDER BY n DESC",
        rows: &["22|2", "3389|1"],
    },
    Question {
        sql: "SELECT destination.port, count(*) AS n FROM read_vpcflow('LOGS/flow/', 'awslog.schema', 'ecs')
         WHERE event.action = 'REJECT' GROUP BY 1 ORDER BY n DESC",
        rows: &["22|2", "3389|1"],
    },
];

pub const FAILED_CONSOLE_LOGINS: &[Question] = &[
    Question {
        sql: "SELECT user_identity.user_name, source_ip_address, count(*) FROM read_cloudtrail('LOGS/trail/')
         WHERE event_name = 'ConsoleLogin' AND response_elements LIKE '%\"Failure\"%' GROUP BY 1, 2",
        rows: &["alice|192.0.2.10|1"],
    },
    Question {
        sql: "SELECT \"user\".name, source.ip, count(*) FROM read_cloudtrail('LOGS/trail/', 'awslog.schema', 'ecs')
         WHERE event.action = 'ConsoleLogin' AND event.outcome = 'failure' GROUP BY 1, 2",
        rows: &["alice|192.0.2.10|1"],
    },
];

pub const ROOT_USE: &[Question] = &[Question {
    sql: "SELECT event_time, event_name, source_ip_address FROM read_cloudtrail('LOGS/trail/*.json.gz')
         WHERE user_identity.type = 'Root' AND user_identity.invoked_by IS NULL ORDER BY event_time",
    rows: &["2026-01-15T08:02:00Z|ConsoleLogin|198.51.100.9", "2026-01-15T08:03:00Z|PutBucketPolicy|198.51.100.9"],
}];

pub const WHO_ASSUMED_WHICH_ROLE: &[Question] = &[Question {
    sql: "SELECT coalesce(user_identity.arn, user_identity.invoked_by) AS who, resources[1]['arn'] AS role, count(*)
         FROM read_cloudtrail('LOGS/trail/') WHERE event_name = 'AssumeRole' GROUP BY 1, 2 ORDER BY 1",
    rows: &[
        "arn:aws:iam::123456789012:user/alice|arn:aws:iam::123456789012:role/Admin|2",
        "ec2.amazonaws.com|arn:aws:iam::123456789012:role/Web|1",
    ],
}];

pub const SERVER_ERRORS_BY_EDGE_LOCATION: &[Question] = &[Question {
    sql: "SELECT x_edge_location, count(*) AS n FROM read_cloudfront('LOGS/edge/')
         WHERE sc_status BETWEEN 500 AND 599 GROUP BY 1 ORDER BY n DESC",
    rows: &["FRA56-P3|2", "LHR61-P1|1"],
}];

pub const BLOCKED_RULES: &[Question] = &[
    Question {
        sql: "SELECT terminating_rule_id, count(*) AS n FROM read_waf('LOGS/waf/')
         WHERE action = 'BLOCK' GROUP BY 1 ORDER BY n DESC",
        rows: &["sqli|2", "rate|1"],
    },
    Question {
        sql: "SELECT rule.id, count(*) AS n FROM read_waf('LOGS/waf/', 'awslog.schema', 'ecs')
         WHERE event.action = 'BLOCK' GROUP BY 1 ORDER BY n DESC",
        rows: &["sqli|2", "rate|1"],
    },
];

pub const BYTES_BY_ACCOUNT_AND_DAY: &[Question] = &[Question {
    sql: "SELECT account_id, CAST(start AS DATE) AS day, sum(bytes) AS total FROM read_vpcflow('LOGS/flow/')
         WHERE _error IS NULL GROUP BY 1, 2 ORDER BY 1, 2",
    rows: &["111122223333|2026-01-16|4000000092", "123456789012|2026-01-15|4000000740"],
}];

pub const FINDINGS_BY_SEVERITY: &[Question] = &[Question {
    sql: "SELECT CASE WHEN severity >= 9 THEN 'critical' WHEN severity >= 7 THEN 'high'
                     WHEN severity >= 4 THEN 'medium' ELSE 'low' END AS level, count(*) AS n, max(severity)
         FROM read_guardduty('LOGS/findings/') GROUP BY 1 ORDER BY 3 DESC",
    rows: &["critical|1|9.5", "high|2|8.9", "medium|1|5.0", "low|1|2.0"],
}];

pub const REFUSED_ROWS_BY_REASON: &[Question] = &[
    Question { sql: "SELECT _error, count(*) FROM read_vpcflow('LOGS/flow/') WHERE _error IS NOT NULL GROUP BY 1", rows: &["LOGS/flow/b.log.gz: VPC flow log, line 5, field `bytes`: expected a whole number, found \"1x\"|1"] },
    Question { sql: "SELECT regexp_replace(_error, '.*field (.*): expected (.*), found .*', '\\1: \\2') AS reason, count(*)
         FROM read_awslog('LOGS/flow/', 'LOGS/edge/', 'awslog.schema', 'ecs') WHERE _error IS NOT NULL GROUP BY 1 ORDER BY 1", rows: &["`bytes`: a whole number|1", "`sc-status`: a whole number below 65536|1"] },
];

pub const ALL: &[&[Question]] = &[
    TOP_TALKERS,
    REJECTS_BY_PORT,
    FAILED_CONSOLE_LOGINS,
    ROOT_USE,
    WHO_ASSUMED_WHICH_ROLE,
    SERVER_ERRORS_BY_EDGE_LOCATION,
    BLOCKED_RULES,
    BYTES_BY_ACCOUNT_AND_DAY,
    FINDINGS_BY_SEVERITY,
    REFUSED_ROWS_BY_REASON,
];
