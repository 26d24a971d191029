//! Correlations go by the time of the records.
#![allow(clippy::unwrap_used, reason = "a failing test panics")]

use awslog::Format;
use awslog_sigma::rsigma_eval::EvaluationResult;
use awslog_sigma::{Rules, RulesBuilder};

const FAILED_LOGIN: &str = "
title: Failed console login
name: failed_console_login
level: low
logsource:
    product: aws
    service: cloudtrail
detection:
    selection:
        eventSource: signin.amazonaws.com
        eventName: ConsoleLogin
        responseElements.ConsoleLogin: Failure
    condition: selection
";

const MANY_FAILED: &str = "
title: Ten failed console logins in five minutes
level: high
correlation:
    type: event_count
    rules:
        - failed_console_login
    group-by:
        - userIdentity.userName
    timespan: 5m
    condition:
        gte: 10
";

fn rules(files: &[&str]) -> Rules {
    let mut builder = RulesBuilder::new();
    for file in files {
        builder.add_yaml("rules.yml", file);
    }
    let (rules, problems) = builder.build();
    assert_eq!(problems, []);
    rules
}

/// A login at so many seconds after noon.
fn login(user: &str, second: u32, outcome: &str) -> String {
    format!(
        r#"{{"eventVersion":"1.11","eventTime":"2020-01-15T12:{:02}:{:02}Z","eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin","sourceIPAddress":"192.0.2.10","userIdentity":{{"type":"IAMUser","userName":"{user}"}},"responseElements":{{"ConsoleLogin":"{outcome}"}}}}"#,
        second / 60,
        second % 60,
    )
}

/// The correlations that fire, each after the number of the record that made it fire.
fn correlated(rules: &mut Rules, logins: &[String]) -> Vec<(usize, EvaluationResult)> {
    let mut fired = Vec::new();
    for (number, login) in logins.iter().enumerate() {
        let record = awslog::records(Format::CloudTrail, login.as_bytes()).next().unwrap().unwrap();
        let hits = rules.detect(&record).into_iter().filter(EvaluationResult::is_correlation);
        fired.extend(hits.map(|hit| (number, hit)));
    }
    fired
}

#[test]
fn ten_failed_logins_of_one_user_in_five_minutes() {
    // The order of the files is of no account.
    for files in [[FAILED_LOGIN, MANY_FAILED], [MANY_FAILED, FAILED_LOGIN]] {
        let logins = (0..10).map(|number| login("alice", number * 30, "Failure")).collect::<Vec<_>>();
        let fired = correlated(&mut rules(&files), &logins);
        let [(number, hit)] = &fired[..] else { unreachable!("{fired:?}") };
        assert_eq!((*number, hit.header.rule_title.as_str()), (9, "Ten failed console logins in five minutes"));
        let body = hit.as_correlation().unwrap();
        assert_eq!(body.group_key, [("userIdentity.userName".to_owned(), "alice".to_owned())]);
        assert_eq!((body.aggregated_value, body.timespan_secs), (10.0, 300));
    }
}

#[test]
fn what_is_nearly_so_fires_nothing() {
    let mut near = rules(&[FAILED_LOGIN, MANY_FAILED]);
    let nine = (0..9).map(|number| login("alice", number * 30, "Failure")).collect::<Vec<_>>();
    assert!(correlated(&mut near, &nine).is_empty());
    // A success, and another user.
    let others = [login("alice", 280, "Success"), login("bob", 281, "Failure")];
    assert!(correlated(&mut near, &others).is_empty());

    let slow = (0..10).map(|number| login("alice", number * 40, "Failure")).collect::<Vec<_>>();
    assert!(correlated(&mut rules(&[FAILED_LOGIN, MANY_FAILED]), &slow).is_empty());
}

#[test]
fn records_in_any_order_within_the_timespan() {
    let mut logins = (0..10).map(|number| login("alice", number * 30, "Failure")).collect::<Vec<_>>();
    logins.swap(3, 7);
    assert_eq!(correlated(&mut rules(&[FAILED_LOGIN, MANY_FAILED]), &logins).len(), 1);
}

#[test]
fn different_values_of_events_of_any_format() {
    let scan = "
title: Denied flow
name: denied
taxonomy: ecs
logsource:
    product: aws
detection:
    selection:
        event.outcome: failure
        network.transport: tcp
    condition: selection
---
title: Scan
correlation:
    type: value_count
    rules:
        - denied
    group-by:
        - source.ip
    timespan: 1m
    condition:
        field: destination.port
        gte: 3
";
    let mut rules = rules(&[scan]);
    let mut fired = Vec::new();
    let log = "srcaddr dstaddr dstport protocol start end action\n".to_owned()
        + &[22, 22, 443, 3389]
            .map(|port| format!("192.0.2.10 198.51.100.7 {port} 6 1768480490 1768480491 REJECT\n"))
            .concat();
    for record in awslog::records(Format::VpcFlow, log.as_bytes()) {
        fired.push(rules.detect(&record.unwrap()).iter().filter(|hit| hit.is_correlation()).count());
    }
    assert_eq!(fired, [0, 0, 0, 1]);
}

#[test]
fn a_record_without_a_time_counts_for_no_correlation() {
    let timeless = login("alice", 0, "Failure").replace(r#""eventTime":"2020-01-15T12:00:00Z","#, "");
    let mut rules = rules(&[FAILED_LOGIN, MANY_FAILED]);
    assert!(correlated(&mut rules, &vec![timeless; 20]).is_empty());
}
