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
    mutate::values(&mut values, random);
    // Most lines have quotes where AWS writes them. Of others there is little more to say than that they are split differently.
    if random.below(8) != 0 {
        for (place, value) in values.iter_mut().enumerate() {
            *value = quoted_at(place, value);
        }
    }
    values.join(" ") + mutate::line_end(random)
}

/// A value as AWS writes it in this place: in quotes or without, and no others in it.
fn quoted_at(place: usize, value: &str) -> String {
    let inner = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
    let inner = inner.replace('"', r"\x22");
    if QUOTED.contains(&place) { format!("\"{inner}\"") } else { inner.replace(' ', "_") }
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
    let fields = FIELDS.iter().filter_map(|(ours, name)| {
        let difference = fields::compare(object, ours, get(name).as_deref())?;
        let logged = object.get(ours).and_then(|value| value.text());
        Some(name_backslashes(difference, logged.as_deref(), get(name)))
    });
    let mut differences = fields.collect::<Vec<_>>();
    for (ours, name) in [(&record.client, "client_host"), (&record.target, "target_host")] {
        let ours = ours.map(|end| end.to_string());
        if ours != get(name) {
            differences.push(Difference::new(name, format!("{ours:?}"), format!("{:?}", get(name))));
        }
    }
    compare_parts(
        record,
        ["request_method", "request_url", "request_protocol"].map(|name| (name, get(name))),
        &mut differences,
    );
    differences
}

/// Compares the parts of the request line. Those of one that both have read, and that is only split in two ways, are named so.
fn compare_parts(record: &Record<'_>, theirs: [(&str, Option<String>); 3], differences: &mut Vec<Difference>) {
    let line = record.request_line.as_ref();
    let parts = line.map(|line| line.parts());
    let ours = parts.map(|parts| [parts.method, parts.url.map(|url| url.text), parts.version]).unwrap_or_default();
    let is_one_line = line.is_some_and(|line| {
        let left = without_backslashes(line.as_str());
        let split = left.split_once(' ').and_then(|(method, rest)| Some((method, rest.rsplit_once(' ')?)));
        let is = |part: &str, theirs: &Option<String>| {
            theirs.as_deref().map_or(matches!(part, "" | "-"), |theirs| theirs == part)
        };
        split.is_some_and(|(method, (url, version))| {
            [method, url, version].iter().zip(&theirs).all(|(part, (_, theirs))| is(part, theirs))
        })
    });
    for (ours, (name, theirs)) in ours.into_iter().zip(theirs) {
        if ours == theirs.as_deref() {
            continue;
        }
        let difference = Difference::new(name, format!("{ours:?}"), format!("{theirs:?}"));
        let mut difference = name_backslashes(difference, ours, theirs);
        if is_one_line && difference.place == name {
            difference.place = format!("split of {name}");
        }
        differences.push(difference);
    }
}

/// Names what differs by its backslashes alone: Vector leaves out each that is not after another.
fn name_backslashes(mut difference: Difference, ours: Option<&str>, theirs: Option<String>) -> Difference {
    let Some(ours) = ours.filter(|ours| ours.contains('\\')) else { return difference };
    if theirs == Some(without_backslashes(ours)).filter(|left| !matches!(left.as_str(), "" | "-")) {
        difference.place = format!("backslashes of {}", difference.place);
    }
    difference
}

fn without_backslashes(text: &str) -> String {
    let mut left = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        left.extend(if character == '\\' { characters.next() } else { Some(character) });
    }
    left
}

/// Whether a line has more values than columns, and after its request line one that ends as request lines do.
fn ends_twice(line: &str) -> bool {
    let is_end = |word: &str| {
        word.rsplit_once(' ').is_some_and(|(_, last)| matches!(last, "" | "-") || last.starts_with("HTTP/"))
    };
    quotes::words(line.trim_end_matches(['\r', '\n'])).is_some_and(|words| {
        words.len() > COLUMNS && words.iter().skip(QUOTED[0] + 1).any(|(is_quoted, word)| *is_quoted && is_end(word))
    })
}

const ENTRIES: &str =
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html";

const COLUMNS: usize = 34;

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
        is: |_, difference| difference.place.starts_with("split of "),
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
        example: r#"http 2018-11-30T22:23:00.186641Z app/lb/50dc6c495c0c9188 192.0.2.1:2817 - 0.1 0.1 0.1 200 200 34 366 "GET http://www.example.com:80/?q=\x22a\\x22 HTTP/1.1" "curl/7.46.0" - - - "-" "-" "-" 0 2018-11-30T22:22:48.364000Z "forward" "-" "-" "-" "-" "-" "-""#,
        is: |_, difference| difference.place.starts_with("backslashes of "),
    },
    Explained {
        name: "a quote after a backslash ends its value if no other quote can, and a space after one separates",
        right: Right::Either,
        link: ENTRIES,
        example: r#"http 2018-11-30T22:23:00.186641Z app/lb/50dc6c495c0c9188 192.0.2.1:2817 - 0.1 0.1 0.1 200 200 34 366 "GET http://www.example.com:80/ HTTP/1.1" "C:\" - - - "-" "-" "-" 0 2018-11-30T22:22:48.364000Z "forward" "-" "-" "-" "-" "-" "-""#,
        is: |input, _| input.contains("\\\"") || input.contains("\\ "),
    },
    Explained {
        name: "in a damaged line, two of whose values end as request lines do, what follows the first is kept beyond the columns",
        right: Right::Either,
        link: "https://docs.rs/awslog/latest/awslog/elb/index.html#what-is-easily-got-wrong",
        example: r#"h2 2026-01-15T12:34:57.000001Z app/my-alb/0123456789abcdef 203.0.113.9:40684 - -1 -1 -1 403 - 66 272 "POST https://api.example.com:443/v1/orders HTTP/2.0" "-" TLS_AES_128_GCM_SHA256 TLSv1.3 - "-" "-" "-" 5 2026-01-15T12:34:57.000000Z "waf" "-" "-" "-" "-" "-" "-" Infinity "1 " "-" "-" [a] 203.0.113.50"#,
        is: |input, difference| difference.ours == "absent" && ends_twice(input),
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
