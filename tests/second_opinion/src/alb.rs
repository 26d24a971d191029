//! Access logs of Application Load Balancers beside Vector's `parse_aws_alb_log`.

use awslog::elb::alb_access::{Record, parse_line};

use crate::explained::{Explained, Right};
use crate::fields;
use crate::generate::Random;
use crate::mutate;
use crate::pair::{Difference, Pair};
use crate::registry::Row;
use crate::vector::{Answer, Call, text};

/// Our field, and Vector's.
const FIELDS: &[(&str, &str)] = &[
    ("type", "type"),
    ("time", "timestamp"),
    ("elb", "elb"),
    ("request_processing_time", "request_processing_time"),
    ("target_processing_time", "target_processing_time"),
    ("response_processing_time", "response_processing_time"),
    ("elb_status_code", "elb_status_code"),
    ("target_status_code", "target_status_code"),
    ("received_bytes", "received_bytes"),
    ("sent_bytes", "sent_bytes"),
    ("user_agent", "user_agent"),
    ("ssl_cipher", "ssl_cipher"),
    ("ssl_protocol", "ssl_protocol"),
    ("target_group_arn", "target_group_arn"),
    ("trace_id", "trace_id"),
    ("domain_name", "domain_name"),
    ("chosen_cert_arn", "chosen_cert_arn"),
    ("matched_rule_priority", "matched_rule_priority"),
    ("request_creation_time", "request_creation_time"),
    ("actions_executed", "actions_executed"),
    ("redirect_url", "redirect_url"),
    ("error_reason", "error_reason"),
    ("target_list", "target_port_list"),
    ("target_status_code_list", "target_status_code_list"),
    ("classification", "classification"),
    ("classification_reason", "classification_reason"),
    ("conn_trace_id", "traceability_id"),
];

pub fn pair() -> Pair {
    let mut call = Call::new("parse_aws_alb_log(.first, strict_mode: false)");
    Pair {
        name: "alb",
        peer: "Vector",
        seeds: seeds(),
        change,
        compare: Box::new(move |input| compare(input, &mut call)),
        explained: EXPLAINED,
    }
}

fn seeds() -> Vec<String> {
    let mut seeds = Vec::new();
    for fixture in Row::of(awslog::Format::Elb).fixtures().iter().filter(|fixture| fixture.name.contains("alb-access")) {
        seeds.extend(fixture.text().lines().filter(|line| !line.is_empty()).map(str::to_owned));
    }
    seeds
}

/// The values of a line with their quotes.
fn values(line: &str) -> Vec<String> {
    let mut values = Vec::new();
    let mut quoted = false;
    let mut value = String::new();
    for character in line.chars() {
        quoted ^= character == '"';
        if character == ' ' && !quoted {
            values.push(std::mem::take(&mut value));
        } else {
            value.push(character);
        }
    }
    values.push(value);
    values
}

fn change(seed: &str, random: &mut Random) -> String {
    let mut values = values(seed);
    let was_quoted = values.iter().map(|value| value.starts_with('"')).collect::<Vec<_>>();
    mutate::values(&mut values, random);
    // What was quoted mostly stays so.
    for (value, was_quoted) in values.iter_mut().zip(was_quoted) {
        if was_quoted && !value.starts_with('"') && random.below(8) != 0 {
            *value = format!("\"{value}\"");
        }
    }
    values.join(" ") + mutate::line_end(random)
}

fn compare(input: &str, call: &mut Call) -> Vec<Difference> {
    match (parse_line(input), call.run(input, "")) {
        (Err(_), Err(_)) => Vec::new(),
        (Ok(_), Err(error)) => vec![Difference::new("accepted", "a record", error)],
        (Err(error), Ok(_)) => vec![Difference::new("refused", error, "an object")],
        (Ok(record), theirs) => compare_fields(&record, &theirs),
    }
}

fn compare_fields(record: &Record<'_>, theirs: &Answer) -> Vec<Difference> {
    let Ok(theirs) = theirs else { return Vec::new() };
    let get = |name: &str| theirs.get(name).and_then(text);
    let object = record.as_object();
    // Times are numbers with a fraction in Vector.
    let fields = FIELDS.iter().filter_map(|(ours, name)| fields::compare(object, ours, get(name).as_deref()));
    let mut differences = fields.collect::<Vec<_>>();
    for (ours, name) in [(&record.client, "client_host"), (&record.target, "target_host")] {
        let ours = ours.map(|end| end.to_string());
        if ours != get(name) {
            differences.push(Difference::new(name, format!("{ours:?}"), format!("{:?}", get(name))));
        }
    }
    let parts = record.request_line.as_ref().map(|line| line.parts());
    let ours = parts.map(|parts| [parts.method, parts.url.map(|url| url.text), parts.version]).unwrap_or_default();
    for (ours, name) in ours.into_iter().zip(["request_method", "request_url", "request_protocol"]) {
        if ours.map(str::to_owned) != get(name) {
            differences.push(Difference::new(name, format!("{ours:?}"), format!("{:?}", get(name))));
        }
    }
    differences
}

const EXPLAINED: &[Explained] = &[];
#[allow(dead_code)]
const _USED: Right = Right::Awslog;
