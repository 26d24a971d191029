//! Access logs of Application Load Balancers beside Vector's `parse_aws_alb_log`.

use awslog::elb::alb_access::{Record, parse_line};

use crate::explained::{Explained, Right};
use crate::fields;
use crate::generate::Random;
use crate::mutate;
use crate::pair::{Difference, Pair};
use crate::quotes;
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
    for fixture in Row::of(awslog::Format::Elb).fixtures().iter().filter(|fixture| fixture.name.contains("alb-access"))
    {
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
    let get = |name: &str| theirs.get(name).and_then(text).filter(|text| !text.is_empty());
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

const ENTRIES: &str =
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html";

/// The values that are in quotes.
const QUOTED: &[usize] = &[12, 13, 17, 18, 19, 22, 23, 24, 25, 26, 27, 28, 30, 31, 32];

const EXPLAINED: &[Explained] = &[
    Explained {
        name: "the end of the line is no part of its last value",
        right: Right::Awslog,
        link: ENTRIES,
        example: "http 2018-11-30T22:23:00.186641Z app/lb/50dc6c495c0c9188 192.0.2.1:2817 - 0.1 0.1 0.1 200 200 34 366 \"GET http://www.example.com:80/ HTTP/1.1\" \"curl/7.46.0\" - - - \"-\" \"-\" \"-\" 0 2018-11-30T22:22:48.364000Z \"forward\" \"-\" \"-\" \"-\" \"-\" \"-\" \"-\" TID_1\r\n",
        is: |input, difference| input.ends_with(['\r', '\n']) && difference.place == "conn_trace_id",
    },
    Explained {
        name: "an IPv6 address before a port is written in brackets, whichever way it was logged",
        right: Right::Either,
        link: ENTRIES,
        example: r#"http 2018-11-30T22:23:00.186641Z app/lb/50dc6c495c0c9188 2001:db8::1:2817 - 0.1 0.1 0.1 200 200 34 366 "GET http://www.example.com:80/ HTTP/1.1" "curl/7.46.0" - - - "-" "-" "-" 0 2018-11-30T22:22:48.364000Z "forward" "-" "-" "-" "-" "-" "-""#,
        is: |_, difference| difference.place.ends_with("_host") && difference.theirs.matches(':').count() > 1,
    },
    Explained {
        name: "zeros in front of a port do not count",
        right: Right::Either,
        link: ENTRIES,
        example: r#"http 2018-11-30T22:23:00.186641Z app/lb/50dc6c495c0c9188 192.0.2.1:02817 - 0.1 0.1 0.1 200 200 34 366 "GET http://www.example.com:80/ HTTP/1.1" "curl/7.46.0" - - - "-" "-" "-" 0 2018-11-30T22:22:48.364000Z "forward" "-" "-" "-" "-" "-" "-""#,
        is: |_, difference| {
            let end = |words: &str| {
                let (host, port) = words.strip_suffix("\")")?.rsplit_once(':')?;
                Some((host.to_owned(), port.parse::<u16>().ok()?))
            };
            difference.place.ends_with("_host")
                && end(&difference.ours).is_some_and(|ours| end(&difference.theirs) == Some(ours))
        },
    },
    Explained {
        name: "the last word of a request line is a version only if it looks like one",
        right: Right::Either,
        link: ENTRIES,
        example: r#"http 2018-11-30T22:23:00.186641Z app/lb/50dc6c495c0c9188 192.0.2.1:2817 - 0.1 0.1 0.1 200 200 34 366 "GET http://www.example.com:80/ end" "curl/7.46.0" - - - "-" "-" "-" 0 2018-11-30T22:22:48.364000Z "forward" "-" "-" "-" "-" "-" "-""#,
        is: |input, difference| {
            !input.contains('\\')
                && matches!(difference.place.as_str(), "request_url" | "request_protocol" | "request_method")
        },
    },
    Explained {
        name: "values that stand in quotes where AWS writes none, or the reverse, are split in two ways",
        right: Right::Either,
        link: ENTRIES,
        example: r#"http 2018-11-30T22:23:00.186641Z "app/lb/50dc6c495c0c9188" 192.0.2.1:2817 - -1 -1 -1 200 200 34 366 "GET http://www.example.com:80/ HTTP/1.1" "curl/7.46.0" - - - "-" "-" "-" 0 2018-11-30T22:22:48.364000Z "forward" "-" "-" "-" "-" "-" "-""#,
        is: |input, _| !quotes::are_quoted(input, QUOTED),
    },
    Explained {
        name: "-1 is an absent time",
        right: Right::Awslog,
        link: ENTRIES,
        example: r#"http 2018-11-30T22:23:00.186641Z app/lb/50dc6c495c0c9188 192.0.2.1:2817 - -1 -1 -1 200 200 34 366 "GET http://www.example.com:80/ HTTP/1.1" "curl/7.46.0" - - - "-" "-" "-" 0 2018-11-30T22:22:48.364000Z "forward" "-" "-" "-" "-" "-" "-""#,
        is: |_, difference| difference.place.ends_with("_processing_time") && difference.theirs == r#""-1""#,
    },
    Explained {
        name: "a backslash begins an escape such as `\\x22`, and is no escape of the next character",
        right: Right::Awslog,
        link: ENTRIES,
        example: r#"http 2018-11-30T22:23:00.186641Z app/lb/50dc6c495c0c9188 192.0.2.1:2817 - -1 -1 -1 200 200 34 366 "GET http://www.example.com:80/?q=\x22a\x22 HTTP/1.1" "curl/7.46.0" - - - "-" "-" "-" 0 2018-11-30T22:22:48.364000Z "forward" "-" "-" "-" "-" "-" "-""#,
        is: |input, difference| input.contains('\\') && !difference.theirs.contains(r"\x"),
    },
    Explained {
        name: "Vector allows certain characters in each value, and needs all values of 2018",
        right: Right::Either,
        link: ENTRIES,
        example: r#"http 2018-11-30T22:23:00.186641Z app/lb/50dc6c495c0c9188 192.0.2.1:2817 [2001:db8::1]:80 0.1 0.1 0.1 200 200 34 366 "GET http://www.example.com:80/ HTTP/1.1" "curl/7.46.0""#,
        is: |_, difference| difference.place == "accepted" && difference.theirs.contains("failed to get field"),
    },
    Explained {
        name: "Vector keeps numbers, times and addresses as text, whatever they are",
        right: Right::Awslog,
        link: ENTRIES,
        example: r#"http 2018-11-31T22:23:00.186641Z app/lb/50dc6c495c0c9188 192.0.2.1:2817 - -1 -1 -1 200 200 34 366 "GET http://www.example.com:80/ HTTP/1.1" "curl/7.46.0" - - - "-" "-" "-" 0 2018-11-30T22:22:48.364000Z "forward" "-" "-" "-" "-" "-" "-""#,
        is: |_, difference| difference.place == "refused" && difference.ours.contains("expected"),
    },
    Explained {
        name: "Vector knows the id of a connection by its prefix only",
        right: Right::Either,
        link: ENTRIES,
        example: r#"http 2018-11-30T22:23:00.186641Z app/lb/50dc6c495c0c9188 192.0.2.1:2817 - -1 -1 -1 200 200 34 366 "GET http://www.example.com:80/ HTTP/1.1" "curl/7.46.0" - - - "-" "-" "-" 0 2018-11-30T22:22:48.364000Z "forward" "-" "-" "-" "-" "-" "-" 1234abcd"#,
        is: |_, difference| difference.place == "conn_trace_id" && difference.theirs == "absent",
    },
];
