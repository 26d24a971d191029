//! The example `normalize`, run as users run it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use awslog::Format;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

mod registry;

const FILE: &str = include_str!("../fixtures/cloudfront/standard.log");

/// The built example: it stands beside the folder of this test.
fn normalize() -> Command {
    let test = std::env::current_exe().unwrap();
    let built = test.ancestors().nth(2).unwrap();
    Command::new(built.join("examples").join(format!("normalize{}", std::env::consts::EXE_SUFFIX)))
}

/// Runs the example with options, a file for each input, and an input of its own.
fn run(options: &[&str], files: &[PathBuf], input: &[u8]) -> Output {
    let mut child = normalize()
        .args(options)
        .args(files)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // It may well end before it has read everything.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

/// A file that is deleted again when the tests' folder is.
fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, bytes).unwrap();
    path
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn events(output: &Output) -> Vec<Value> {
    let lines = std::str::from_utf8(&output.stdout).unwrap().lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What was said, without the last line's rate.
fn said_without_rate(output: &Output) -> String {
    let said = said(output);
    said.rsplit_once(", ").map_or(String::new(), |(front, _)| front.to_owned())
}

#[test]
fn a_file_its_gzip_and_standard_input_are_the_same() {
    let plain = run(&[], &[file("same.log", FILE.as_bytes())], b"");
    assert_eq!(plain.status.code(), Some(0));
    assert_eq!(events(&plain).len(), 3);
    assert_eq!(said_without_rate(&plain), format!("cloudfront: 3 records, 0 errors, {} bytes", FILE.len()));
    let members = [gzip(&FILE.as_bytes()[..700]), gzip(&FILE.as_bytes()[700..])].concat();
    for other in [
        run(&[], &[file("same.log.gz", &gzip(FILE.as_bytes()))], b""),
        run(&[], &[file("members.log.gz", &members)], b""),
        run(&["--format=cloudfront", "-"], &[], FILE.as_bytes()),
        run(&["--format", "auto"], &[], FILE.as_bytes()),
        run(&[], &[], &gzip(FILE.as_bytes())),
    ] {
        assert_eq!(other.stdout, plain.stdout);
        assert_eq!(said_without_rate(&other), said_without_rate(&plain));
        assert_eq!(other.status.code(), Some(0));
    }
}

#[test]
fn every_record_comes_out_as_one_line() {
    let input = format!("{FILE}2026-01-15\t12:36:00\tFRA56-P3\tmany\n\n2026-01-15\t12:36:01\t\u{FFFD}\n");
    let input = input.replace('\u{FFFD}', "\u{FFFE}").into_bytes();
    let input = [&input[..], b"2026-01-15\t12:36:02\t\xFF"].concat();
    let output = run(&["--keep-original", "--accept-short-lines"], &[], &input);
    let kinds = events(&output).iter().map(|event| event["event"]["kind"].clone()).collect::<Vec<_>>();
    assert_eq!(kinds, ["event", "event", "event", "pipeline_error", "event", "pipeline_error"]);
    assert_eq!(events(&output)[3]["event"]["original"], "2026-01-15\t12:36:00\tFRA56-P3\tmany");
    assert_eq!(events(&output)[5]["event"]["original"], "2026-01-15\t12:36:02\t\u{FFFD}");
    assert_eq!(
        said_without_rate(&output),
        format!(
            "normalize: standard input: CloudFront log, line 6, field `sc-bytes`: expected a whole number, found \"many\"\n\
             normalize: standard input: CloudFront log, line 9: expected UTF-8 text, found the byte 0xFF\n\
             cloudfront: 4 records, 2 errors, {} bytes",
            input.len()
        )
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn ten_refused_records_are_reported_and_how_many_more_there_are() {
    let input = format!("#Fields: c-port\n{}", "x\n".repeat(100));
    let output = run(&[], &[], input.as_bytes());
    assert_eq!(events(&output).len(), 100);
    let said = said(&output);
    assert_eq!(said.lines().count(), 12);
    let words = "normalize: 90 more records are refused: their events have the event.kind pipeline_error";
    assert_eq!(said.lines().nth(10), Some(words));
}

#[test]
fn json_over_several_lines() {
    let pretty = "[\n  {\n    \"c-port\": \"443\"\n  },\n  {\n    \"c-port\": \"80\"\n  }\n]\n";
    let output = run(&["--format", "cloudfront"], &[], pretty.as_bytes());
    let ports = events(&output).iter().map(|event| event["source"]["port"].clone()).collect::<Vec<_>>();
    assert_eq!(ports, [443, 80]);
}

#[test]
fn leading_white_space_of_any_length() {
    const RECORDS: &str = "{\"eventVersion\":\"1.11\",\"eventTime\":\"never\"}\n{\"eventVersion\":\"1.11\"}";
    for mark in ["", "\u{FEFF}"] {
        let input = format!("{mark}{}\n\n\t{}{RECORDS}", " ".repeat(400_000), " \n".repeat(300_000));
        let error = awslog::records(Format::CloudTrail, input.as_bytes()).next().unwrap().unwrap_err();
        assert_eq!(error.line(), Some(300_003));
        for options in [&[][..], &["--format", "cloudtrail"]] {
            let output = run(options, &[], input.as_bytes());
            assert_eq!(events(&output).len(), 2);
            assert!(said(&output).starts_with(&format!("normalize: standard input: {error}\n")), "{}", said(&output));
        }
    }
}

#[test]
fn columns_by_name() {
    let output = run(
        &["--fields", "timestamp c-ip sc-status cs-host"],
        &[],
        b"1768480497.004\t203.0.113.5\t404\twww.example.com\n",
    );
    let [event] = events(&output).try_into().unwrap();
    assert_eq!(event["@timestamp"], "2026-01-15T12:34:57.004Z");
    assert_eq!(event["url"]["domain"], "www.example.com");
    assert_eq!(event["http"]["response"]["status_code"], 404);
}

#[test]
fn options_for_events() {
    let output = run(&["--pretty", "--no-aws-fields", "--raw-user-agent"], &[], FILE.as_bytes());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("{\n  \"@timestamp\": \"2026-01-15T12:34:56Z\",\n"));
    assert!(!text.contains("\"aws\": {"));
    assert!(text.contains("\"original\": \"Mozilla/5.0%20(X11;%20Linux%20x86_64)%20ExampleBrowser/1.0\""));
}

#[test]
fn nothing_in_nothing_out() {
    for input in ["", "\n\n", "#Version: 1.0\n#Fields: date time\n"] {
        let output = run(&[], &[], input.as_bytes());
        assert_eq!(output.stdout, b"");
        assert_eq!(output.status.code(), Some(0), "{input:?}");
    }
}

#[test]
fn events_appear_while_the_pipe_is_open() {
    let (first, rest) = FILE.split_at(FILE.find("2026-01-15\t12:35").unwrap());
    let record = "{\"eventVersion\":\"1.11\",\"eventName\":\"ListBuckets\"}";
    let document = format!("{{\"Records\":[{}", format!("{record},").repeat(200));
    let json_line = "{\"timestamp\":1768480497000,\"webaclId\":\"a\",\"httpRequest\":{}}\n";
    let end = format!("{record}]}}");
    for (first, rest) in [(first, rest), (json_line, json_line), (&document, &end)] {
        let mut child =
            normalize().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(first.as_bytes()).unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        assert!(serde_json::from_str::<Value>(&line).unwrap()["event"].is_object());
        // It is read on.
        let _ = stdin.write_all(rest.as_bytes());
        drop(stdin);
        let mut more = String::new();
        output.read_to_string(&mut more).unwrap();
        child.wait().unwrap();
        assert_eq!(more.is_empty(), rest.is_empty());
    }
}

#[test]
fn directories_are_read_on_request() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("recursive");
    fs::create_dir_all(folder.join("inner/empty")).unwrap();
    fs::write(folder.join("b.log"), FILE).unwrap();
    fs::write(folder.join("inner/a.log.gz"), gzip(FILE.as_bytes())).unwrap();
    let expected = run(&[], &[folder.join("b.log"), folder.join("inner/a.log.gz")], b"");
    assert_eq!(events(&expected).len(), 6);
    for option in ["--recursive", "-r"] {
        let output = run(&[option], std::slice::from_ref(&folder), b"");
        assert_eq!(output.stdout, expected.stdout);
        assert_eq!(output.status.code(), Some(0));
    }
}

/// The events, without the time that refused records get from the clock.
fn without_clock(output: &Output) -> Vec<Value> {
    let mut events = events(output);
    for event in events.iter_mut().filter(|event| event["event"]["kind"] == "pipeline_error") {
        assert!(event.as_object_mut().unwrap().remove("@timestamp").is_some());
    }
    events
}

#[test]
fn threads_change_nothing() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("threads");
    fs::create_dir_all(&folder).unwrap();
    let (header, records) = FILE.split_at(FILE.find("2026-01-15\t12:34").unwrap());
    let files = (0..40).map(|number| {
        // The first one is the longest, and some are damaged, empty or refused in part.
        let log = format!("{header}{}", records.repeat(if number == 0 { 3_000 } else { number % 5 }));
        let name = format!("{number:02}.log");
        let bytes = match number % 4 {
            0 => gzip(log.as_bytes()),
            1 => log.into_bytes(),
            2 => gzip(log.as_bytes())[..100].to_vec(),
            _ => format!("{log}2026-01-15\t12:36:00\tFRA56-P3\tmany\n").into_bytes(),
        };
        fs::write(folder.join(&name), bytes).unwrap();
        folder.join(name)
    });
    let files = files.collect::<Vec<_>>();
    let alone = run(&["--threads", "1", "--accept-short-lines"], &files, b"");
    assert!(events(&alone).len() > 9_000);
    for threads in ["--threads=2", "--threads=7", "--threads=1000"] {
        let output = run(&[threads, "--accept-short-lines"], &files, b"");
        assert!(without_clock(&output) == without_clock(&alone), "{threads}");
        assert_eq!(said_without_rate(&output), said_without_rate(&alone));
        assert_eq!(output.status.code(), Some(2));
    }
    for number in ["0", "-1", "many"] {
        let output = run(&["--threads", number], &[], b"");
        let words = format!("normalize: --threads: expected a number, found \"{number}\"\n");
        assert!(said(&output).starts_with(&words), "{}", said(&output));
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn what_cannot_be_read_does_not_stop_the_rest() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let missing = folder.join("no-such.log");
    let cut = file("cut.log.gz", &gzip(&FILE.repeat(50).into_bytes())[..1000]);
    let good = file("good.log", FILE.as_bytes());
    let output = run(&[], &[missing.clone(), folder.clone(), cut.clone(), good], b"");
    assert_eq!(output.status.code(), Some(2));
    let said = said(&output);
    let mut lines = said.lines();
    assert!(lines.next().unwrap().starts_with(&format!("normalize: {}: No such file", missing.display())));
    assert_eq!(
        lines.next().unwrap(),
        format!("normalize: {}: is a directory: use --recursive to read the files in it", folder.display())
    );
    assert!(lines.next().unwrap().starts_with(&format!("normalize: {}: ", cut.display())));
    assert!(lines.next().unwrap().starts_with("cloudfront: "));
    let events = events(&output);
    assert!(events.len() > 3);
    assert!(events.iter().all(|event| event["event"]["kind"] == "event"));
}

#[test]
fn an_input_of_no_known_format() {
    let output = run(&[], &[], b"Dear reader,\n");
    assert_eq!(
        said(&output).lines().next().unwrap(),
        format!(
            "normalize: standard input: not a known log; use --format NAME to choose one: {}",
            registry::format_names()
        )
    );
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn an_input_of_another_format_than_the_user_says() {
    let output = run(&["--format", "vpcflow"], &[], FILE.as_bytes());
    assert_eq!(
        said(&output).lines().next().unwrap(),
        "normalize: standard input: expected a VPC flow log, found what looks like a CloudFront log: --format cloudfront"
    );
    assert_eq!(output.stdout, b"");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn wrong_usage() {
    for (options, message) in [
        (&["--colour"][..], "unknown option --colour"),
        (&["--format"], &*format!("--format needs a name: auto, {}", registry::format_names())),
        (&["--fields"], "--fields needs the names of columns"),
    ] {
        let output = run(options, &[], b"");
        assert_eq!(said(&output).lines().next().unwrap(), format!("normalize: {message}"));
        assert!(said(&output).contains("\nusage: normalize [--format NAME|auto]"));
        assert_eq!(output.status.code(), Some(2));
    }
    let output = run(&["--format", "apache"], &[], b"");
    assert!(said(&output).starts_with("normalize: --format: expected one of cloudfront"));
    let output = run(&["--fields", ","], &[], b"x\n");
    assert_eq!(
        said(&output).lines().next().unwrap(),
        "normalize: --fields: CloudFront log: expected the name of a column"
    );
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn help_and_version() {
    assert!(String::from_utf8(run(&["--help"], &[], b"").stdout).unwrap().starts_with("usage: normalize "));
    let version = format!("normalize {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(String::from_utf8(run(&["--version"], &[], b"").stdout).unwrap(), version);
}

#[test]
fn a_closed_pipe_ends_it_quietly() {
    let path = file("long.log", FILE.repeat(2_000).as_bytes());
    let mut child = normalize().arg(path).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(said(&output), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_reported() {
    let path = file("full.log", FILE.as_bytes());
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = normalize().arg(path).stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(said(&output), "normalize: standard output: No space left on device (os error 28)\n");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn the_data_stream_of_events() {
    let of = |options: &[&str]| {
        let output = run(options, &[], FILE.as_bytes());
        assert!(output.status.success(), "{options:?}");
        events(&output)[0]["data_stream"].clone()
    };
    let expected = |namespace| json!({"type": "logs", "dataset": "aws.cloudfront_logs", "namespace": namespace});
    assert_eq!(of(&[]), expected("default"));
    assert_eq!(of(&["--namespace", "production"]), expected("production"));
    assert_eq!(of(&["--no-data-stream"]), Value::Null);

    let output = run(&["--namespace=a-b"], &[], FILE.as_bytes());
    assert_eq!(output.status.code(), Some(2));
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(words.starts_with("normalize: --namespace: a namespace of data streams cannot contain '-'\n"), "{words}");
}

#[test]
fn the_form_of_free_form_parts() {
    const RECORD: &[u8] = br#"{"eventVersion":"1.11","eventName":"One","requestParameters":{"name":"a"}}"#;
    let of = |options: &[&str]| {
        let output = run(options, &[], RECORD);
        assert!(output.status.success(), "{options:?}");
        events(&output)[0]["aws"]["cloudtrail"].clone()
    };
    let text = json!("{name=a}");
    let object = json!({"request_parameters": {"name": "a"}});
    for (options, parts) in [
        (&[][..], json!({"request_parameters": text, "flattened": object})),
        (&["--free-form", "elastic"], json!({"request_parameters": text, "flattened": object})),
        (&["--free-form", "text"], json!({"request_parameters": text})),
        (&["--free-form", "flattened"], json!({"flattened": object})),
        (&["--free-form=raw"], object.clone()),
        (&["--free-form=omit"], json!({})),
    ] {
        let mut expected = json!({"event_version": "1.11"});
        expected.as_object_mut().unwrap().extend(parts.as_object().unwrap().clone());
        assert_eq!(of(options), expected, "{options:?}");
    }

    let output = run(&["--free-form=json"], &[], RECORD);
    assert_eq!(output.status.code(), Some(2));
    let words = String::from_utf8(output.stderr).unwrap();
    let expected = "normalize: --free-form: expected one of elastic, text, flattened, raw, omit, found \"json\"\n";
    assert!(words.starts_with(expected), "{words}");
}
