//! The example `detect`, run as users run it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

/// The built example, in the folder of this package. It stands beside the folder of this test.
fn example() -> Command {
    let test = std::env::current_exe().unwrap();
    let built = test.ancestors().nth(2).unwrap().join("examples");
    let mut command = Command::new(built.join(format!("detect{}", std::env::consts::EXE_SUFFIX)));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Output {
    example().args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn file(name: &str, bytes: &[u8]) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

#[track_caller]
fn assert_says(output: &Output, status: i32, out: &str, err: &str) {
    assert_eq!(text(&output.stderr), err);
    assert_eq!(text(&output.stdout), out);
    assert_eq!(output.status.code(), Some(status));
}

/// The hits in the smaller fixtures.
fn hits(trail: &str) -> String {
    format!(
        "2026-01-15T12:35:00Z\t{trail}\t2\tNimbo-C2 agent\thigh\talice\t192.0.2.10\n\
         2026-01-15T12:35:02Z\t{trail}\t4\tIndicator\thigh\tbob\t198.51.100.66\n"
    )
}

const COUNTS: &str = "       1 Indicator (high)\n       1 Nimbo-C2 agent (high)\n";
const WITH: [&str; 4] = ["--rules", "rules", "--indicators", "fixtures/indicators.txt"];

#[test]
fn a_line_for_each_hit_and_a_count_by_rule() {
    let output = run(&[&WITH[..], &["fixtures/flow.log", "fixtures/trail.json"]].concat());
    let flow = "2026-01-15T12:35:50Z\tfixtures/flow.log\t2\tIndicator\thigh\t-\t192.0.2.10\n";
    let counts = COUNTS.replace("1 Ind", "2 Ind");
    assert_says(&output, 0, &(flow.to_owned() + &hits("fixtures/trail.json")), &counts);

    // Without indicators, the rule for them has nothing to find.
    let output = run(&["--rules", "rules", "fixtures/flow.log", "fixtures/trail.json"]);
    let first = hits("fixtures/trail.json").lines().next().unwrap().to_owned() + "\n";
    assert_says(&output, 0, &first, "       1 Nimbo-C2 agent (high)\n");
}

#[test]
fn an_object_for_each_hit() {
    let output = run(&[&WITH[..], &["--json", "fixtures/trail.json"]].concat());
    let lines = text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Value>>();
    let expected = serde_json::json!({
        "time": "2026-01-15T12:35:00Z", "file": "fixtures/trail.json", "line": 2, "format": "cloudtrail",
        "who": "alice", "from": "192.0.2.10",
        "hit": {
            "rule_title": "Nimbo-C2 agent", "rule_id": lines[0]["hit"]["rule_id"], "level": "high",
            "tags": ["attack.command-and-control", "attack.t1071.001"],
            "matched_selections": ["selection"],
            "matched_fields": [{"field": "user_agent.original", "value": "0badcafe"}],
        },
    });
    assert_eq!(lines[0], expected);
    assert_eq!((lines.len(), text(&output.stderr), output.status.code()), (2, COUNTS, Some(0)));
}

#[test]
fn gzip_directories_and_standard_input() {
    let log = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/trail.json")).unwrap();
    let packed = file("folder/inner/trail.log", &gzip(&log));
    let folder = Path::new(&packed).ancestors().nth(2).unwrap().to_str().unwrap().to_owned();
    let output = run(&[&WITH[..], &[folder.as_str()]].concat());
    assert_says(&output, 0, &hits(&packed), COUNTS);

    let output = example().args(WITH).stdin(File::open(&packed).unwrap()).output().unwrap();
    assert_says(&output, 0, &hits("-"), COUNTS);
}

#[test]
fn a_truncated_gzip_file_is_named_and_its_records_are_read() {
    let mut log = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/trail.json")).unwrap();
    // The part that is cut off follows the last record.
    log.extend((0..20_000_u32).flat_map(|number| format!("{number} ").into_bytes()));
    let packed = gzip(&log);
    let cut = file("cut.log.gz", &packed[..packed.len() / 2]);
    let output = run(&[&WITH[..], &[cut.as_str(), "fixtures/trail.json"]].concat());
    let said = format!("detect: {cut}: the gzip file is truncated: the rest is lost\n");
    let counts = COUNTS.replace("1 ", "2 ");
    assert_says(&output, 2, &(hits(&cut) + &hits("fixtures/trail.json")), &(said + &counts));
}

#[test]
fn a_rule_that_cannot_be_read_is_named_and_the_others_run() {
    let rule = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/nimbo_c2.yml")).unwrap();
    let good = file("rules/good.yml", &rule);
    let bad = file("rules/bad.yml", b"title: Bad\nlogsource:\n    product: aws\ndetection:\n    selection:\n        a|re: '('\n    condition: selection\n");
    file("rules/foreign.yaml", b"title: Other\nlogsource:\n    product: windows\ndetection:\n    selection:\n        a: b\n    condition: selection\n");
    file("rules/README.md", b"No rule.");
    let folder = Path::new(&good).parent().unwrap().to_str().unwrap().to_owned();
    let output = run(&["--rules", &folder, "fixtures/trail.json"]);
    let first = hits("fixtures/trail.json").lines().next().unwrap().to_owned() + "\n";
    let said = format!(
        "detect: {bad}: Bad: invalid regex pattern: regex parse error:\n    (\n    ^\nerror: unclosed group\n\
         detect: 1 rules are for other products\n       1 Nimbo-C2 agent (high)\n"
    );
    assert_says(&output, 1, &first, &said);
}

#[test]
fn what_it_cannot_read_is_said() {
    let usage = "usage: detect --rules DIR [--indicators FILE] [--json] [FILE...]\ndetect --help shows all options.\n";
    assert_says(&run(&[]), 2, "", &format!("detect: --rules is missing\n{usage}"));
    assert_says(&run(&["--rules"]), 2, "", &format!("detect: --rules needs a directory\n{usage}"));
    assert_says(&run(&["--rules", "rules", "--fast"]), 2, "", &format!("detect: unknown option --fast\n{usage}"));
    let nowhere = run(&["--rules", "rules", "nowhere.log", "fixtures/trail.json"]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(text(&nowhere.stderr).starts_with("detect: nowhere.log: "), "{}", text(&nowhere.stderr));
    assert_eq!(text(&nowhere.stdout).lines().count(), 1);

    let readme = run(&["--rules", "rules", "README.md"]);
    assert_eq!((readme.status.code(), text(&readme.stdout)), (Some(2), ""));
    assert!(text(&readme.stderr).starts_with("detect: README.md: not a known log: "), "{}", text(&readme.stderr));

    let refused = file("refused.log", b"#Fields: date time c-ip cs(User-Agent)\n2026-01-15\t12:34:56\tnowhere\tx\n2026-01-15\t12:34:57\t192.0.2.10\tdeadbeef\n");
    assert_says(
        &run(&["--rules", "rules", &refused]),
        1,
        &format!("2026-01-15T12:34:57Z\t{refused}\t3\tNimbo-C2 agent\thigh\t-\t192.0.2.10\n"),
        &format!(
            "detect: {refused}: CloudFront log, line 2, field `c-ip`: expected an IP address, found \"nowhere\"\n       1 Nimbo-C2 \
             agent (high)\n"
        ),
    );
    assert_says(&run(&["--rules", "rules", &file("empty.log", b"\n\n")]), 0, "", "");
}

/// Lines are counted across chunks, in documents, and in texts inside of them.
#[test]
fn lines_are_those_of_the_file() {
    let record = r#"{"eventVersion":"1.11","eventTime":"2026-01-15T12:34:56Z","sourceIPAddress":"192.0.2.10","userAgent":"deadbeef"}"#;
    let blank = r#"{"eventVersion":"1.11","userAgent":"curl"},"#.to_owned() + "\n";
    let log = format!("{{\n\"Records\": [\n{record},\n\n{}{record}\n]}}", blank.repeat(20_000));
    let path = file("document.json", log.as_bytes());
    let output = run(&["--rules", "rules/nimbo_c2.yml", &path]);
    let line = |number| format!("2026-01-15T12:34:56Z\t{path}\t{number}\tNimbo-C2 agent\thigh\t-\t192.0.2.10\n");
    assert_says(&output, 0, &(line(3) + &line(20_005)), "       2 Nimbo-C2 agent (high)\n");

    let messages = [r#"{"eventVersion":"1.11","userAgent":"curl"}"#, record];
    let messages = messages.map(|text| format!("{{\"message\":{}}}\n", serde_json::to_string(text).unwrap()));
    let path = file("messages.json", messages.concat().as_bytes());
    let output = run(&["--rules", "rules/nimbo_c2.yml", &path]);
    let line = format!("2026-01-15T12:34:56Z\t{path}\t2\tNimbo-C2 agent\thigh\t-\t192.0.2.10\n");
    assert_says(&output, 0, &line, "       1 Nimbo-C2 agent (high)\n");
}

#[test]
fn control_sequences_are_escaped() {
    let log = r#"{"eventVersion":"1.11","eventTime":"2026-01-15T12:34:56Z","sourceIPAddress":"192.0.2.10","userAgent":"deadbeef","userIdentity":{"type":"IAMUser","userName":"a\u001b[2J"}}"#;
    let path = file("control.json", log.as_bytes());
    let output = run(&["--rules", "rules/nimbo_c2.yml", &path]);
    assert_eq!(
        text(&output.stdout),
        format!("2026-01-15T12:34:56Z\t{path}\t1\tNimbo-C2 agent\thigh\ta\\u{{1b}}[2J\t192.0.2.10\n")
    );
}

#[test]
fn help() {
    let output = run(&["-h"]);
    assert!(text(&output.stdout).starts_with("usage: detect --rules DIR "));
    assert!(text(&output.stdout).contains("-h, --help"));
    assert_eq!((text(&output.stderr), output.status.code()), ("", Some(0)));
}

#[test]
#[cfg(unix)]
fn a_closed_pipe_is_no_error() {
    let log = "#Fields: c-ip cs(User-Agent)\n".to_owned() + &"192.0.2.10\tdeadbeef\n".repeat(20_000);
    let log = file("pipe.log", log.as_bytes());
    let mut child =
        example().args(["--rules", "rules", &log]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
}

/// Ten times as much input takes no more memory.
#[test]
#[cfg(target_os = "linux")]
fn memory_does_not_grow_with_the_input() {
    let line = "192.0.2.10\tMozilla/5.0\n".repeat(10_000);
    let peak = |times: usize| {
        let mut child = example()
            .args(["--rules", "rules"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        input.write_all(b"#Fields: c-ip cs(User-Agent)\n").unwrap();
        for _ in 0..times {
            input.write_all(line.as_bytes()).unwrap();
        }
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap().to_owned();
        drop(input);
        assert!(child.wait().unwrap().success());
        peak.trim().trim_end_matches(" kB").parse::<u64>().unwrap()
    };
    let (small, large) = (peak(4), peak(40));
    assert!(large < small + 4 * 1024, "{small} kB, then {large} kB");
}
