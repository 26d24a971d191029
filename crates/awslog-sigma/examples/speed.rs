//! A hundred rules on CloudTrail records: this package against the same engine on `serde_json::Value` events.
//!
//! ```sh
//! cargo run --release -p awslog-sigma --example speed
//! ```
//!
//! Both read the same bytes, from JSON to hits, in turns. The numbers are medians. It fails if the hits are not the same.

use std::error::Error;
use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use awslog::Format;
use awslog_sigma::RulesBuilder;
use awslog_sigma::rsigma_eval::{Engine, JsonEvent};
use awslog_sigma::rsigma_parser::parse_sigma_yaml;
use serde_json::Value;

const RULES: usize = 100;
const RECORDS: usize = 2000;
const ROUNDS: usize = 31;

fn main() -> Result<(), Box<dyn Error>> {
    let (yaml, log) = (rules(), records());
    let mut builder = RulesBuilder::new();
    builder.add_yaml("rules", &yaml);
    let (rules, problems) = builder.build();
    assert!(problems.is_empty() && rules.len() == RULES, "{problems:?}");
    let mut engine = Engine::new();
    engine.add_collection(&parse_sigma_yaml(&yaml)?)?;

    let ours = || -> Result<usize, awslog::Error> {
        let records = awslog::records(Format::CloudTrail, log.as_bytes());
        records.map(|record| Ok(rules.evaluate(&record?).len())).sum()
    };
    let theirs = || -> serde_json::Result<usize> {
        let log: Value = serde_json::from_slice(log.as_bytes())?;
        let records = log.get("Records").and_then(Value::as_array);
        Ok(records.into_iter().flatten().map(|record| engine.evaluate(&JsonEvent::borrow(record)).len()).sum())
    };
    let hits = ours()?;
    assert_eq!(hits, theirs()?);

    let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        our_times.push(time(|| drop(black_box(ours()))));
        their_times.push(time(|| drop(black_box(theirs()))));
    }
    let (our, their) = (median(our_times), median(their_times));
    println!("{RULES} rules, {RECORDS} records, {} bytes, {hits} hits", log.len());
    println!("awslog-sigma         {:8.2} µs a record", micros(our));
    println!("serde_json::Value    {:8.2} µs a record", micros(their));
    println!("                     {:8.2} times as fast", their.as_secs_f64() / our.as_secs_f64());
    Ok(())
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6 / RECORDS as f64
}

/// Rules as those for CloudTrail are: most select by the name of the action, some by who calls, with what, or how it ended.
fn rules() -> String {
    let mut yaml = String::new();
    for number in 0..RULES {
        let detection = match number % 10 {
            0 => format!("userAgent|contains: 'tool-{number}'"),
            1 => format!("userIdentity.arn|endswith: ':role/break-glass-{number}'"),
            2 => format!("eventName|startswith: 'Purge{number}'"),
            3 => {
                format!("eventName: 'CreateThing{number}'\n        requestParameters.policyDocument|contains: '\"*\"'")
            }
            4 => format!("sourceIPAddress|cidr: '203.0.113.{number}/32'\n        eventSource: 'iam.amazonaws.com'"),
            5 if number == 95 => "eventName: 'DeleteObject'\n        errorCode: 'AccessDenied'".to_owned(),
            _ => format!(
                "eventSource: 'service{number}.amazonaws.com'\n        eventName:\n            - 'Delete{number}'\n            - 'Update{number}'"
            ),
        };
        let _ = write!(
            yaml,
            "---\ntitle: Rule {number}\nid: rule-{number}\nlogsource:\n    product: aws\n    service: cloudtrail\ndetection:\n    \
             selection:\n        {detection}\n    filter:\n        userIdentity.invokedBy|exists: true\n    condition: selection \
             and not filter\n"
        );
    }
    yaml
}

/// Records of the size that those of CloudTrail have.
fn records() -> String {
    let mut log = String::from(r#"{"Records":["#);
    for number in 0..RECORDS {
        let names = ["GetObject", "AssumeRole", "DescribeInstances", "PutObject", "DeleteObject"];
        let name = names.get(number % names.len()).copied().unwrap_or_default();
        let error = if number % 50 == 4 { r#""errorCode":"AccessDenied","errorMessage":"Access Denied","# } else { "" };
        let comma = if number == 0 { "" } else { "," };
        let _ = write!(
            log,
            r#"{comma}{{"eventVersion":"1.11","userIdentity":{{"type":"AssumedRole","principalId":"AROAEXAMPLE{number}:session","arn":"arn:aws:sts::123456789012:assumed-role/app/session-{number}","accountId":"123456789012","accessKeyId":"ASIAEXAMPLE{number}","sessionContext":{{"sessionIssuer":{{"type":"Role","principalId":"AROAEXAMPLE{number}","arn":"arn:aws:iam::123456789012:role/app","accountId":"123456789012","userName":"app"}},"attributes":{{"creationDate":"2026-01-15T11:00:00Z","mfaAuthenticated":"false"}}}}}},"eventTime":"2026-01-15T12:{:02}:{:02}Z","eventSource":"s3.amazonaws.com","eventName":"{name}","awsRegion":"eu-central-1","sourceIPAddress":"192.0.2.{}","userAgent":"[aws-sdk-java/2.20.1 Linux/5.10.184 OpenJDK_64-Bit_Server_VM/17.0.7 cfg/retry-mode/standard]",{error}"requestParameters":{{"bucketName":"example-bucket","Host":"example-bucket.s3.eu-central-1.amazonaws.com","key":"data/2026/01/15/part-{number:05}.parquet","x-id":"{name}"}},"responseElements":null,"additionalEventData":{{"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256","bytesTransferredIn":0,"AuthenticationMethod":"AuthHeader","x-amz-id-2":"ExampleId{number}=","bytesTransferredOut":{number}}},"requestID":"EXAMPLE{number:09}","eventID":"11111111-2222-4333-8444-{number:012}","readOnly":true,"resources":[{{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::example-bucket/data/2026/01/15/part-{number:05}.parquet"}},{{"accountId":"123456789012","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::example-bucket"}}],"eventType":"AwsApiCall","managementEvent":false,"recipientAccountId":"123456789012","eventCategory":"Data","tlsDetails":{{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"example-bucket.s3.eu-central-1.amazonaws.com"}}}}"#,
            number / 60 % 60,
            number % 60,
            number % 250,
        );
    }
    log + "]}"
}
