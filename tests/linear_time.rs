//! Eight times the input costs about eight times the time, whatever the input.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use std::thread;
use std::time::Duration;

use awslog::Format;
use awslog::ecs::Mapper;
use serde_json::{Map, Value};

mod clock;
mod registry;

use clock::{NOISE, time};
use registry::{ROWS, Row};

/// How many bytes the smaller of two inputs has: enough for the deepest nesting, so that both inputs are refused for the
/// same reason. The second size is for inputs that are read too quickly to be measured.
const SMALL: [usize; 2] = [2 << 10, 4 << 10];

/// How many times as big the other one is.
const TIMES: usize = 8;

/// How many times as long that may take. With quadratic time it takes 64 times as long.
const SLOWER: u32 = 20;

/// How often the times are taken again before a test fails. The least of them counts.
const TRIES: u32 = 20;

/// How much longer the pause after each try is than the one before.
const PAUSE: Duration = Duration::from_millis(10);

/// Reads everything and writes its events.
fn read_all(format: Format, bytes: &[u8]) -> usize {
    let mapper = Mapper::builder().keep_original(true).build();
    let mut out = Vec::new();
    for record in awslog::records(format, bytes) {
        match record {
            Ok(record) => mapper.to_ecs(&record).write_json(&mut out),
            Err(error) => mapper.pipeline_error(&error).write_json(&mut out),
        }
    }
    out.len()
}

/// How long the bigger input takes.
#[track_caller]
fn assert_linear(name: &str, mut small: impl FnMut() -> usize, mut big: impl FnMut() -> usize) -> Duration {
    let (mut least_small, mut least_big) = (Duration::MAX, Duration::MAX);
    for attempt in 1..=TRIES {
        least_small = least_small.min(time(&mut small)).min(time(&mut small));
        least_big = least_big.min(time(&mut big));
        if least_big <= least_small * SLOWER + *NOISE {
            return least_big;
        }
        // Whatever disturbs the machine may be over soon.
        thread::sleep(PAUSE * attempt);
    }
    panic!("{name}: {least_small:?}, of {TIMES} times as much {least_big:?}");
}

#[track_caller]
fn assert_reads_linearly(format: Format, name: &str, input: impl Fn(usize) -> Vec<u8>) {
    for length in SMALL {
        let (small, big) = (input(length), input(length * TIMES));
        let taken = assert_linear(&format!("{format}, {name}"), || read_all(format, &small), || read_all(format, &big));
        // With quadratic time, what takes this long fails.
        if taken >= *NOISE * 2 {
            break;
        }
    }
}

/// Pieces one behind the other, each with its number, up to a length.
fn numbered(length: usize, piece: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(length + 64);
    for number in 0.. {
        if text.len() >= length {
            break;
        }
        text.push_str(&piece(number));
    }
    text
}

/// Every format is given these over and over: none of them is a file of any format.
const REPEATED: [&[u8]; 36] = [
    b"\t",
    b" ",
    b",",
    b"\"",
    b"\\",
    b"%",
    b"%25",
    b"\n",
    b"\r",
    b"\r\n",
    b"\x00",
    b"\xFF",
    b"\xE2\x82",
    b"x",
    b"x\n",
    b"[",
    b"]",
    b"{",
    b"}",
    b"{}",
    b"{}\n",
    b"[1,",
    b"1,",
    b"\"a\"",
    b"{\"a\":",
    b"{\"Records\":[",
    b"{\"detail\":",
    b"\"\n{",
    b"{\"\n",
    b"\\\"",
    b"\\u",
    b"\\ud800",
    b"#",
    b"#\n",
    b"#Fields: a b\n",
    b"- ",
];

#[test]
fn one_piece_over_and_over() {
    for format in Format::ALL {
        for piece in REPEATED {
            let name = String::from_utf8_lossy(piece).escape_debug().to_string();
            assert_reads_linearly(*format, &name, |length| piece.repeat(length / piece.len()));
        }
    }
}

/// What records lie in: nothing, a list, the lists of AWS's files, and other wrappers.
fn wrappers() -> Vec<String> {
    let lists = ROWS.iter().filter_map(|row| row.list).chain(["logEvents", "findings", "digestS3Object\":1,\"x"]);
    let wrappers = lists.map(|key| format!("{{\"{key}\":["));
    wrappers.chain(["[".to_owned(), String::new()]).collect()
}

#[test]
fn many_documents_of_all_kinds() {
    let documents: [(&str, &dyn Fn(usize) -> String); 7] = [
        ("numbers", &|number| format!("{number},")),
        ("texts", &|number| format!("\"{number}\",")),
        ("empty objects", &|_| "{},".to_owned()),
        ("objects with one key", &|number| format!("{{\"key{number}\":{number}}},")),
        ("messages", &|number| format!("{{\"id\":\"{number}\",\"message\":\"x\"}},")),
        ("broken objects", &|_| "{\"a\" 1},".to_owned()),
        ("objects a line, broken", &|_| "{\"a\":\n".to_owned()),
    ];
    for format in Format::ALL {
        for wrapper in wrappers() {
            for (name, document) in documents {
                let name = format!("{name} behind {wrapper}");
                assert_reads_linearly(*format, &name, |length| {
                    format!("{wrapper}{}", numbered(length, document)).into_bytes()
                });
            }
        }
    }
}

#[test]
fn many_keys() {
    let members: [(&str, &dyn Fn(usize) -> String); 6] = [
        ("of different names", &|number| format!("\"key{number}\":{number}")),
        ("of one name", &|_| "\"key\":\"value\"".to_owned()),
        ("that are empty", &|_| "\"\":\"\"".to_owned()),
        ("with escapes", &|number| format!("\"\\u006b\\\"{number}\":\"\\n\"")),
        ("that are alike but for their case", &|number| format!("\"event{}\":1", ["Name", "NAME", "name"][number % 3])),
        ("that hold objects", &|number| format!("\"key{number}\":{{\"a\":[{{}}]}}")),
    ];
    for format in Format::ALL {
        for (name, member) in members {
            assert_reads_linearly(*format, &format!("keys {name}"), |length| {
                format!(
                    "{{{},\"end\":1}}",
                    numbered(length, |number| format!("{}{}", if number > 0 { "," } else { "" }, member(number)))
                )
                .into_bytes()
            });
        }
    }
}

#[test]
fn many_columns() {
    let names: [(&str, &dyn Fn(usize) -> String); 3] = [
        ("unknown", &|number| format!(" name{number}")),
        ("alike", &|_| " date".to_owned()),
        ("of VPC flow logs", &|_| " ${srcaddr}".to_owned()),
    ];
    for format in ROWS.iter().filter(|row| row.lines.is_some()).map(|row| row.format) {
        for (name, column) in names {
            for separator in ["\t", " "] {
                assert_reads_linearly(format, &format!("{name} columns"), |length| {
                    let header = numbered(length / 2, column);
                    let values = vec!["1"; header.matches(' ').count()].join(separator);
                    format!("#Fields:{header}\n{values}\n{values}\n").into_bytes()
                });
                assert_reads_linearly(format, &format!("{name} columns without #Fields"), |length| {
                    let header = numbered(length / 2, column);
                    let values = vec!["1"; header.matches(' ').count()].join(separator);
                    format!("version account-id{header}\n2 123456789012 {values}\n").into_bytes()
                });
            }
        }
    }
}

/// The records of a format's fixtures, each as the JSON object that it reads equal from.
fn objects(row: &Row) -> Vec<Map<String, Value>> {
    let mut objects = Vec::new();
    for fixture in row.fixtures() {
        for record in fixture.records() {
            let json = serde_json::to_string(&record.unwrap()).unwrap();
            objects.push(serde_json::from_str(&json).unwrap());
        }
    }
    objects
}

fn is_read(format: Format, object: &Map<String, Value>) -> bool {
    let json = serde_json::to_vec(object).unwrap();
    let mut records = awslog::records(format, &json);
    records.next().is_some_and(|record| record.is_ok()) && records.next().is_none()
}

/// The ways to every value in a value.
fn paths(value: &Value, path: &str, wanted: &dyn Fn(&Value) -> bool, found: &mut Vec<String>) {
    if wanted(value) {
        found.push(path.to_owned());
    }
    let step = |name: &str| format!("{path}/{}", name.replace('~', "~0").replace('/', "~1"));
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| paths(value, &step(name), wanted, found)),
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(number, value)| paths(value, &step(&number.to_string()), wanted, found));
        }
        _ => {}
    }
}

/// A record in which everything that may be long is, all at once; `None` where nothing may.
fn swollen(
    format: Format,
    object: &Map<String, Value>,
    wanted: &dyn Fn(&Value) -> bool,
    swell: &dyn Fn(&Value, usize) -> Value,
) -> Option<impl Fn(usize) -> Vec<u8>> {
    let mut places = Vec::new();
    paths(&Value::Object(object.clone()), "", wanted, &mut places);
    let put = |root: &mut Value, place: &String, length| {
        if let Some(value) = root.pointer_mut(place) {
            *value = swell(value, length);
        }
    };
    places.retain(|place| {
        let mut root = Value::Object(object.clone());
        put(&mut root, place, 100);
        is_read(format, root.as_object().unwrap())
    });
    // Inner ones first: an outer one may well be gone then.
    places.reverse();
    let root = Value::Object(object.clone());
    (!places.is_empty()).then_some(move |length| {
        let mut root = root.clone();
        places.iter().for_each(|place| put(&mut root, place, length / places.len()));
        serde_json::to_vec(&root).unwrap()
    })
}

#[test]
fn long_texts_in_every_field() {
    let texts: [(&str, &dyn Fn(usize) -> String); 10] = [
        ("addresses", &|number| format!("198.51.{}.{}, ", number / 256 % 256, number % 256)),
        ("labels", &|_| "a.".to_owned()),
        ("percent signs", &|_| "%25".to_owned()),
        ("cut escapes", &|_| "%\\x\\".to_owned()),
        ("products", &|number| format!("Name/{number} (a; b) ")),
        ("parentheses", &|_| "(".to_owned()),
        ("slashes and questions", &|_| "/?#&=:".to_owned()),
        ("quotes", &|_| "\"".to_owned()),
        ("zeros", &|_| "0".to_owned()),
        ("brackets", &|_| "[{".to_owned()),
    ];
    for row in ROWS {
        let format = row.format;
        for object in objects(row).iter().step_by(3) {
            for (name, piece) in texts {
                let swell = |_: &Value, length| Value::from(numbered(length, piece));
                if let Some(input) = swollen(format, object, &Value::is_string, &swell) {
                    assert_reads_linearly(format, name, input);
                }
            }
        }
    }
}

/// The value again, with the number in its texts so that it is no other's double.
fn another(value: &Value, number: usize) -> Value {
    match value {
        Value::String(text) if text.starts_with("192.0.2.") || text.starts_with("198.51.100.") => {
            Value::from(format!("10.{}.{}.{}", number >> 16 & 255, number >> 8 & 255, number & 255))
        }
        Value::String(text) => Value::from(format!("{text}{number}")),
        Value::Array(items) => items.iter().map(|item| another(item, number)).collect(),
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.clone(), another(value, number))).collect::<Map<_, _>>().into()
        }
        other => other.clone(),
    }
}

#[test]
fn long_lists_in_every_field() {
    for row in ROWS {
        let format = row.format;
        for object in objects(row) {
            let is_list = |value: &Value| value.as_array().is_some_and(|items| !items.is_empty());
            for different in [true, false] {
                let swell = |list: &Value, length| {
                    let item = &list[0];
                    let count = length / (serde_json::to_string(item).unwrap().len() + 8) + 1;
                    (0..count).map(|number| if different { another(item, number) } else { item.clone() }).collect()
                };
                if let Some(input) = swollen(format, &object, &is_list, &swell) {
                    assert_reads_linearly(format, "lists", input);
                }
            }
        }
    }
}

/// More than fit into the records of the other tests.
#[test]
fn answers_with_many_names() {
    let answers = |count: usize, key: &str, kind: &str| {
        let answers = (0..count).map(|number| format!(r#"{{"{key}":"a{number}.example.com.","{kind}":"CNAME"}}"#));
        answers.collect::<Vec<_>>().join(",")
    };
    let route53 = |count| {
        let answers = answers(count, "Rdata", "Type");
        format!(r#"{{"query_timestamp":"2026-01-15T12:34:56Z","query_name":"example.com.","answers":[{answers}]}}"#)
    };
    let firewall = |count| {
        let answers = answers(count, "rdata", "rrtype");
        format!(r#"{{"firewall_name":"egress-fw","event":{{"dns":{{"answers":[{answers}]}}}}}}"#)
    };
    let records: [(Format, &dyn Fn(usize) -> String); 2] =
        [(Format::Route53, &route53), (Format::NetworkFirewall, &firewall)];
    for (format, record) in records {
        let (small, big) = (record(400), record(400 * TIMES));
        let (read_small, read_big) = (|| read_all(format, small.as_bytes()), || read_all(format, big.as_bytes()));
        assert_linear(&format!("{format}, names in answers"), read_small, read_big);
    }
}

#[test]
fn user_agents() {
    let pieces: [(&str, &dyn Fn(usize) -> String); 9] = [
        ("spaces", &|_| " ".to_owned()),
        ("parentheses", &|_| "(".to_owned()),
        ("products", &|number| format!("Name/{number} ")),
        ("Mozilla", &|_| "Mozilla/5.0 (".to_owned()),
        ("AWS parts", &|number| format!("md/name#{number} ")),
        ("semicolons", &|_| "; ".to_owned()),
        ("slashes", &|_| "/".to_owned()),
        ("bots", &|_| "bot crawler spider ".to_owned()),
        ("encoded", &|_| "%20".to_owned()),
    ];
    for (name, piece) in pieces {
        let length = SMALL[SMALL.len() - 1];
        let (small, big) = (numbered(length, piece), numbered(length * TIMES, piece));
        let read = |text: &String| awslog::ecs::user_agent::parse(text).name.map_or(0, |name| name.len());
        assert_linear(&format!("a user agent of {name}"), || read(&small), || read(&big));
    }
}
