//! The examples except `normalize`, run as users run them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

mod registry;

/// A built example, in the folder of this crate. It stands beside the folder of this test.
fn example(name: &str) -> Command {
    let test = std::env::current_exe().unwrap();
    let built = test.ancestors().nth(2).unwrap();
    let mut command = Command::new(built.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX)));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    command
}

fn run(name: &str, arguments: &[&str]) -> Output {
    example(name).args(arguments).output().unwrap()
}

/// Runs an example with a file as its standard input.
fn run_on(name: &str, arguments: &[&str], file: &Path) -> Output {
    example(name).args(arguments).stdin(File::open(file).unwrap()).output().unwrap()
}

/// What the examples say of a file that is no log.
fn no_log() -> String {
    format!("not a known log: {}", registry::format_names())
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, bytes).unwrap();
    path
}

fn assert_says(output: &Output, status: i32, out: &str, err: &str) {
    assert_eq!(text(&output.stderr), err);
    assert_eq!(text(&output.stdout), out);
    assert_eq!(output.status.code(), Some(status));
}

#[test]
fn quickstart() {
    let output = run("quickstart", &[]);
    let (first, event) = text(&output.stdout).split_once('\n').unwrap();
    assert_eq!(first, "1045619 bytes");
    let event: Value = serde_json::from_str(event).unwrap();
    assert_eq!(event["http"]["response"], json!({"bytes": 1_045_619, "status_code": 200}));
    assert_eq!(event["destination"]["registered_domain"], "cloudfront.net");
    assert_eq!((text(&output.stderr), output.status.code()), ("", Some(0)));
}

#[test]
fn parallel_keeps_the_order_of_the_files() {
    let files = ["fixtures/vpc_flow/version-5.log", "fixtures/cloudfront/standard.log", "fixtures/waf/v2.log"];
    let output = run("parallel", &files);
    assert_eq!(output.status.code(), Some(0));
    let events = |text: &str| text.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Value>>();
    let expected = files.map(|file| {
        let path =
            format!("{}/tests/expected/{}.ndjson", env!("CARGO_MANIFEST_DIR"), file.strip_prefix("fixtures/").unwrap());
        fs::read_to_string(path).unwrap()
    });
    assert_eq!(events(text(&output.stdout)), events(&expected.concat()));
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn parallel_says_what_it_cannot_read() {
    assert_says(&run("parallel", &["LICENSE-MIT"]), 2, "", &format!("parallel: LICENSE-MIT: {}\n", no_log()));
    let output = run("parallel", &["LICENSE-MIT", "fixtures/waf/v2.log"]);
    assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(2), false));
    let refused = file("parallel.log", b"#Fields: date time c-ip\n2026-01-15\t12:34:56\tnowhere\n");
    let output = run_on("parallel", &["-"], &refused);
    assert_eq!(serde_json::from_str::<Value>(text(&output.stdout)).unwrap()["event"]["kind"], "pipeline_error");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn bulk() {
    let log = file(
        "bulk.log",
        b"#Fields: date time c-ip x-edge-request-id\n\
          2026-01-15\t12:34:56\t192.0.2.10\tEXAMPLEid==\n\
          2026-01-15\t12:34:57\tnowhere\tEXAMPLEother==\n\
          2026-01-15\t12:34:58\t192.0.2.11\t-\n",
    );
    let path = log.to_str().unwrap();
    let said =
        format!("bulk: {path}: CloudFront log, line 3, field `c-ip`: expected an IP address, found \"nowhere\"\n");
    let lines = |output: &Output| {
        assert_eq!(text(&output.stderr), said);
        assert_eq!(output.status.code(), Some(1));
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Value>>()
    };

    let found = lines(&run("bulk", &[path]));
    assert_eq!(found.len(), 6);
    let events = "logs-aws.cloudfront_logs-default";
    assert_eq!(found[0], json!({"create": {"_index": events, "_id": "EXAMPLEid=="}}));
    assert_eq!(found[1]["source"]["ip"], "192.0.2.10");
    assert_eq!(found[2], json!({"create": {"_index": "logs-aws.refused-default"}}));
    assert_eq!(found[3]["event"]["kind"], "pipeline_error");
    let stream = |dataset, namespace| json!({"type": "logs", "dataset": dataset, "namespace": namespace});
    assert_eq!(found[1]["data_stream"], stream("aws.cloudfront_logs", "default"));
    assert_eq!(found[3]["data_stream"], stream("aws.refused", "default"));
    assert!(found[3]["@timestamp"].is_string());
    assert_eq!(found[4], json!({"create": {"_index": events}}));
    assert_eq!(found[5]["@timestamp"], "2026-01-15T12:34:58Z");

    let found = lines(&run("bulk", &["--index", "cdn", "--errors", "refused", path]));
    assert_eq!(found[0], json!({"create": {"_index": "cdn", "_id": "EXAMPLEid=="}}));
    assert_eq!(found[2], json!({"create": {"_index": "refused"}}));

    let found = lines(&run("bulk", &["--index", "logs-aws.cdn-production", path]));
    assert_eq!(found[1]["data_stream"], stream("aws.cdn", "production"));
}

#[test]
fn bulk_writes_each_event_as_it_is_expected() {
    let output = run_on("bulk", &["--index", "cdn"], Path::new("fixtures/cloudfront/standard.log"));
    assert_eq!((text(&output.stderr), output.status.code()), ("", Some(0)));
    let events = text(&output.stdout).lines().skip(1).step_by(2).map(|line| serde_json::from_str(line).unwrap());
    let expected = include_str!("expected/cloudfront/standard.log.ndjson");
    let expected = expected.lines().map(|line| serde_json::from_str(line).unwrap());
    assert_eq!(events.collect::<Vec<Value>>(), expected.collect::<Vec<Value>>());
}

#[test]
fn bulk_keeps_every_state_of_a_finding() {
    let finding = |updated: &str| {
        format!(
            r#"{{"schemaVersion":"2.0","id":"1","updatedAt":"{updated}","service":{{"eventFirstSeen":"{updated}"}}}}"#
        )
    };
    let states = [finding("2026-01-15T12:50:00.456Z"), finding("2026-01-15T13:50:00.456Z")].join("\n");
    let states = file("bulk.jsonl", states.as_bytes());
    let output = run("bulk", &["--index", "findings", states.to_str().unwrap()]);
    let ids = text(&output.stdout)
        .lines()
        .step_by(2)
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["create"]["_id"].clone())
        .collect::<Vec<_>>();
    assert_eq!(ids, ["1@2026-01-15T12:50:00.456Z", "1@2026-01-15T13:50:00.456Z"]);
}

#[test]
fn bulk_says_what_it_cannot_read() {
    let usage = "usage: bulk [--index NAME] [--errors NAME] [--recursive] [FILE...]\nbulk --help shows all options.\n";
    assert_says(&run("bulk", &["--index"]), 2, "", &format!("bulk: --index needs a name\n{usage}"));
    assert_says(&run("bulk", &["--indx"]), 2, "", &format!("bulk: unknown option --indx\n{usage}"));
    assert_says(&run("bulk", &["LICENSE-MIT"]), 2, "", &format!("bulk: LICENSE-MIT: {}\n", no_log()));
    assert_says(&run("bulk", &[]), 0, "", "");
}

#[test]
fn top_talkers() {
    let files = ["fixtures/vpc_flow/default.log", "fixtures/vpc_flow/version-5.log"];
    let all = "1260\t1\t192.0.2.10\n228\t1\t2001:db8::10\n";
    assert_says(&run("top_talkers", &files), 0, all, "");
    assert_says(&run("top_talkers", &["--top", "1", files[0], files[1]]), 0, "1260\t1\t192.0.2.10\n", "");
}

#[test]
fn top_talkers_continues_after_a_refused_line() {
    let log = file(
        "talkers.log",
        b"srcaddr bytes\n192.0.2.10 40\n192.0.2.11 many\n- -\n192.0.2.11 50\n192.0.2.1\xFF 1\n192.0.2.10 10\n",
    );
    assert_says(
        &run_on("top_talkers", &[], &log),
        1,
        "50\t2\t192.0.2.10\n50\t1\t192.0.2.11\n",
        "top_talkers: -: VPC flow log, line 3, field `bytes`: expected a whole number, found \"many\"\n\
         top_talkers: -: VPC flow log, line 6: expected UTF-8 text, found the byte 0xFF\n",
    );
}

#[test]
fn top_talkers_says_what_it_cannot_read() {
    let usage = "usage: top_talkers [--top COUNT] [--recursive] [FILE...]\ntop_talkers --help shows all options.\n";
    assert_says(&run("top_talkers", &["--top", "ten"]), 2, "", &format!("top_talkers: --top needs a count\n{usage}"));
    let output = run("top_talkers", &["no-such.log", "fixtures/vpc_flow/default.log"]);
    assert!(text(&output.stderr).starts_with("top_talkers: no-such.log: "));
    assert!(!output.stdout.is_empty());
    assert_eq!(output.status.code(), Some(2));
}

/// Only the record's text says where it is: it may be a text inside of another.
#[test]
fn all_read_gzip_and_directories_and_help() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("all");
    fs::create_dir_all(folder.join("inner")).unwrap();
    let log = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/vpc_flow/version-5.log")).unwrap();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(&log).unwrap();
    let gzip = gzip.finish().unwrap();
    fs::write(folder.join("inner/flow.log"), &gzip).unwrap();
    let folder = folder.to_str().unwrap();
    for name in ["bulk", "parallel", "top_talkers"] {
        let expected = run(name, &["fixtures/vpc_flow/version-5.log"]);
        assert_says(&run(name, &["-r", folder]), 0, text(&expected.stdout), "");
        let words = format!("{name}: {folder}: is a directory: use --recursive to read the files in it\n");
        assert_says(&run(name, &[folder]), 2, "", &words);

        for option in ["-h", "--help"] {
            let output = run(name, &[option]);
            assert!(text(&output.stdout).starts_with(&format!("usage: {name} ")), "{name}");
            assert!(text(&output.stdout).contains("-h, --help"), "{name}");
            assert_eq!((text(&output.stderr), output.status.code()), ("", Some(0)));
        }
    }

    let cut = file("examples-cut.log.gz", &gzip[..gzip.len() - 4]);
    let path = cut.to_str().unwrap();
    let output = run("bulk", &[path]);
    assert_eq!(output.stdout, run("bulk", &["fixtures/vpc_flow/version-5.log"]).stdout);
    assert_eq!(text(&output.stderr), format!("bulk: {path}: the gzip file is truncated: the rest is lost\n"));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn ten_refused_records_are_reported_and_how_many_more_there_are() {
    let log = file("refused.log", format!("srcaddr bytes\n{}", "192.0.2.11 many\n".repeat(11)).as_bytes());
    for name in ["bulk", "top_talkers"] {
        let output = run(name, &[log.to_str().unwrap()]);
        let said = text(&output.stderr);
        assert_eq!(said.lines().count(), 11, "{said}");
        assert_eq!(said.lines().next_back().unwrap(), format!("{name}: 1 more record is refused"));
        assert_eq!(output.status.code(), Some(1));
    }
}

#[test]
#[cfg(unix)]
fn a_closed_pipe_is_no_error() {
    let log = "#Fields: c-ip cs(User-Agent)\n".to_owned() + &"192.0.2.10\tdeadbeef\n".repeat(20_000);
    let log = file("pipe.log", log.as_bytes());
    let flows = file("pipe-flows.log", flows().as_bytes());
    for (name, file) in [("bulk", &log), ("parallel", &log), ("top_talkers", &flows)] {
        let options: &[&str] = if name == "top_talkers" { &["--top", "100000"] } else { &[] };
        let mut child =
            example(name).args(options).arg(file).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{name}");
        assert!(!text(&output.stderr).contains("rror"), "{name}: {}", text(&output.stderr));
    }
}

/// Flows from more sources than fit into a pipe.
fn flows() -> String {
    let sources = (0..20_000).map(|source| format!("198.18.{}.{} 1\n", source / 256, source % 256));
    "srcaddr bytes\n".to_owned() + &sources.collect::<String>()
}
