//! How the example `sql` ends when its output is closed or full.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a failing test panics")]

mod common;

use std::fs::{self, OpenOptions};
use std::process::{Command, Stdio};

use common::{Logs, example};

const FORMATS: [&str; 4] = ["table", "csv", "json", "parquet"];

/// More rows than a pipe and the buffers before it hold.
fn logs() -> Logs {
    let rows = (0..20_000).map(|number| format!("2 192.0.2.10 {number} 1768435200\n")).collect::<String>();
    Logs::new().with("a.log", format!("version srcaddr bytes start\n{rows}"))
}

fn sql(logs: &Logs, format: &str) -> Command {
    let mut command = Command::new(example("sql"));
    command.current_dir(logs.path()).args(["--format", format, "SELECT * FROM 'a.log'"]).stdin(Stdio::null());
    command
}

#[test]
fn a_closed_pipe_is_no_error() {
    let logs = logs();
    let mut usage = Command::new(example("sql"));
    usage.stdin(Stdio::null());
    for mut command in FORMATS.map(|format| sql(&logs, format)).into_iter().chain([usage]) {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{command:?}");
        assert_eq!(output.status.code(), Some(0), "{command:?}");
    }
}

#[test]
fn a_full_disk_is_reported() {
    let logs = logs();
    for format in FORMATS {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = sql(&logs, format).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(words.trim_end().ends_with("No space left on device (os error 28)"), "{format}: {words}");
        assert_eq!(words.lines().count(), 1, "{format}: {words}");
        assert_eq!(output.status.code(), Some(2), "{format}");
    }
    // The status says it, too, where nobody hears the words.
    let full = || OpenOptions::new().write(true).open("/dev/full").unwrap();
    let status = sql(&logs, "csv").stdout(full()).stderr(full()).status().unwrap();
    assert_eq!(status.code(), Some(2));
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let logs = Logs::new();
    let folder = logs.path().canonicalize().unwrap();
    std::os::unix::fs::symlink("loop.log", folder.join("loop.log")).unwrap();
    let output = Command::new(example("sql")).current_dir(&folder).arg("SELECT * FROM 'loop.log'").output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(words.contains("loop.log"), "{words}");
    assert_eq!(output.status.code(), Some(2));
    fs::remove_file(folder.join("loop.log")).unwrap();
}
