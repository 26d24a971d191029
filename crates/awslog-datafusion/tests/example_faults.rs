//! How the example `sql` ends when something is wrong with its surroundings.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a failing test panics")]

mod common;
#[path = "../../../tests/unprivileged/mod.rs"]
mod unprivileged;

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use common::bucket::Bucket;
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

#[track_caller]
fn assert_says(output: &Output, status: i32, out: &str, err: &str) {
    assert_eq!(String::from_utf8_lossy(&output.stderr), err);
    assert_eq!(String::from_utf8_lossy(&output.stdout), out);
    assert_eq!(output.status.code(), Some(status));
}

/// Runs the example in a shell that has set limits, and does not wait for what never comes.
fn limited(folder: &Path, limits: &str, arguments: &[&str]) -> Output {
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{limits}; exec timeout 120 \"$0\" \"$@\"")]).arg(example("sql")).args(arguments);
    shell.current_dir(folder).stdin(Stdio::piped()).output().unwrap()
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
        assert_says(&output, 2, "", "standard output: No space left on device (os error 28)\n");
    }
    // The status says it, too, where nobody hears the words.
    let full = || OpenOptions::new().write(true).open("/dev/full").unwrap();
    let status = sql(&logs, "csv").stdout(full()).stderr(full()).status().unwrap();
    assert_eq!(status.code(), Some(2));
}

#[test]
fn a_disk_that_fills_up_has_whole_lines_and_no_whole_parquet_file() {
    let logs = logs();
    for format in ["csv", "json", "parquet"] {
        let sql = "SELECT * FROM 'a.log'";
        let output = limited(logs.path(), "trap '' XFSZ; ulimit -f 32; exec >out", &["--format", format, sql]);
        assert_says(&output, 2, "", "standard output: File too large (os error 27)\n");
        let written = fs::read(logs.path().join("out")).unwrap();
        assert!(!written.ends_with(b"PAR1"));
        if format == "parquet" {
            continue;
        }
        let written = String::from_utf8(written).unwrap();
        let (whole, _) = written.rsplit_once('\n').unwrap();
        let whole = whole.to_owned() + "\n";
        assert!(sql_output(&logs, format).starts_with(&whole));
    }
}

fn sql_output(logs: &Logs, format: &str) -> String {
    String::from_utf8(sql(logs, format).output().unwrap().stdout).unwrap()
}

#[test]
fn a_process_that_is_ended_leaves_whole_lines_and_no_whole_parquet_file() {
    let logs = logs();
    let slow = [("b.log".to_owned(), b"version srcaddr\n2 192.0.2.10\n".to_vec())];
    let bucket = Bucket::start(slow, Duration::from_secs(600));
    let sql = "SELECT srcaddr, bytes FROM read_vpcflow('a.log') UNION ALL
         SELECT srcaddr, bytes FROM read_vpcflow('s3://logs/')";
    let out = logs.path().join("out");
    for (format, name, number) in [("csv", "-KILL", 9), ("json", "-TERM", 15), ("parquet", "-TERM", 15)] {
        let mut command = Command::new(example("sql"));
        bucket.set_environment(&mut command);
        command.current_dir(logs.path()).args(["--format", format, sql]).stdout(File::create(&out).unwrap());
        let mut process = command.spawn().unwrap();
        let is_there = || match format {
            "parquet" => bucket.most_requests() > 0,
            _ => fs::read_to_string(&out).unwrap().lines().count() >= 19_000,
        };
        while !is_there() {
            assert!(process.try_wait().unwrap().is_none());
        }
        assert!(Command::new("kill").args([name, &process.id().to_string()]).status().unwrap().success());
        assert_eq!(process.wait().unwrap().signal(), Some(number));
        let written = fs::read(&out).unwrap();
        assert!(!written.ends_with(b"PAR1"));
        assert!(format == "parquet" || written.ends_with(b"\n"), "{format}");
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let logs = Logs::new().with("a.log", "version srcaddr\n2 192.0.2.10\n");
    let folder = logs.path().canonicalize().unwrap();
    symlink("circle.log", folder.join("circle.log")).unwrap();
    assert!(Command::new("mkfifo").args([folder.join("pipe.log"), folder.join("pipe")]).status().unwrap().success());
    let _listener = UnixListener::bind(folder.join("socket.log")).unwrap();
    for (sql, path) in [
        ("SELECT * FROM 'pipe.log'", "LOGS/pipe.log"),
        ("SELECT * FROM 'pipe'", "LOGS/pipe"),
        ("SELECT * FROM read_vpcflow('pipe.log')", "LOGS/pipe.log"),
        ("CREATE EXTERNAL TABLE t STORED AS VPCFLOW LOCATION 'pipe.log'", "LOGS/pipe.log"),
        ("SELECT * FROM 'socket.log'", "LOGS/socket.log"),
        ("SELECT * FROM '/dev/null'", "/dev/null"),
        ("SELECT * FROM '/dev/stdin'", "/dev/stdin"),
    ] {
        let path = path.replace("LOGS", &folder.display().to_string());
        let words = format!(
            "Error during planning: {path} is not a regular file: save its content to a file, and query that\n"
        );
        assert_says(&limited(&folder, ":", &[sql]), 2, "", &words);
    }
    let output = limited(&folder, ":", &["SELECT * FROM 'circle.log'"]);
    let words = "Too many levels of symbolic links (os error 40)\n";
    assert!(String::from_utf8_lossy(&output.stderr).ends_with(words), "{output:?}");
    assert_eq!(output.status.code(), Some(2));
    // Standard input that is a file is one.
    let sql = "SELECT version FROM '/dev/stdin'";
    let input = File::open(folder.join("a.log")).unwrap();
    let output = Command::new(example("sql")).args(["--format", "csv", sql]).stdin(input).output().unwrap();
    assert_says(&output, 0, "version\n2\n", "");
    fs::remove_file(folder.join("circle.log")).unwrap();
    symlink(".", folder.join("circle")).unwrap();
    let output = limited(&folder, ":", &["SELECT * FROM read_vpcflow('./')"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("File system loop found: "), "{output:?}");
    assert_eq!(output.status.code(), Some(2));
    fs::remove_file(folder.join("circle")).unwrap();
    // Only the files of a folder are read. A link that leads nowhere is not one.
    symlink("gone.log", folder.join("link.log")).unwrap();
    let output = limited(&folder, ":", &["--format", "csv", "SELECT count(*) AS n FROM read_vpcflow('./')"]);
    assert_says(&output, 0, "n\n1\n", "");
}

#[test]
fn what_is_forbidden_is_named() {
    let place = unprivileged::Place::new("sql");
    let [logs, forbidden, closed] = ["logs", "logs/b.log", "logs/c"].map(|name| place.folder.join(name));
    fs::create_dir_all(&logs).unwrap();
    fs::write(logs.join("a.log"), "version\n2\n").unwrap();
    fs::write(&forbidden, "version\n2\n").unwrap();
    unprivileged::allow(&forbidden, 0o000);
    let mut command = unprivileged::command(place.reachable(&example("sql")));
    command.current_dir(&place.folder).args(["--format", "csv"]);
    for sql in ["SELECT * FROM 'logs/b.log'", "SELECT * FROM read_vpcflow('logs/')"] {
        let output = command.arg(sql).output().unwrap();
        let words = format!("Unable to open file {}: Permission denied (os error 13)\n", forbidden.display());
        assert!(String::from_utf8_lossy(&output.stderr).ends_with(&words), "{sql}: {output:?}");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    }
    fs::create_dir(&closed).unwrap();
    unprivileged::allow(&closed, 0o000);
    let output = command.output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("Permission denied (os error 13)"), "{output:?}");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_system_without_threads_to_give_is_an_error() {
    let place = unprivileged::Place::new("threads-of-sql");
    let mut shell = unprivileged::command("sh");
    // The limit of processes and threads. Shells disagree about its name.
    shell.args(["-c", "ulimit -u 1 2>&- || ulimit -p 1 || exit 9; exec \"$0\" \"$@\""]);
    let output = shell.arg(place.reachable(&example("sql"))).arg("SELECT 1").output().unwrap();
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(words.contains("Resource temporarily unavailable (os error 11)"), "{words}");
    assert!(words.ends_with("the query did not come to its end\n"), "{words}");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
}

#[test]
fn names_that_are_not_text_are_refused() {
    let logs = Logs::new().with("a.log", "version\n2\n");
    let sql = OsStr::from_bytes(b"SELECT * FROM 'b\xff.log'");
    let output = Command::new(example("sql")).arg(sql).output().unwrap();
    assert_says(&output, 2, "", "SELECT * FROM 'b\u{fffd}.log': expected UTF-8 text\n");
    // The store of local files cannot name it.
    fs::write(logs.path().join(OsStr::from_bytes(b"b\xff.log")), "version\n3\n").unwrap();
    let output = limited(logs.path(), ":", &["SELECT version FROM read_vpcflow('./')"]);
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(words.contains("/b%FF.log\" contained non-unicode characters"), "{words}");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
}

#[test]
fn limits_of_memory_and_open_files_suffice_for_any_number_of_files() {
    let mut logs = Logs::new();
    for number in 0..10_000 {
        logs = logs.with(&format!("logs/{number}.log"), "version bytes\n2 1\n");
    }
    let sql = "SELECT sum(bytes) AS bytes FROM read_vpcflow('logs/')";
    let output = limited(logs.path(), "ulimit -n 32; ulimit -v 2000000", &["--format", "csv", sql]);
    assert_says(&output, 0, "bytes\n10000\n", "");
}

#[test]
fn a_query_that_exceeds_its_memory_ends_with_words() {
    let logs = logs();
    let set = "SET datafusion.runtime.memory_limit = '100K'";
    let output = limited(logs.path(), ":", &[set, "SELECT bytes, count(*) FROM 'a.log' GROUP BY 1"]);
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(words.starts_with("Resources exhausted: "), "{words}");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
}

#[test]
fn lines_are_whole_whatever_the_limit_of_memory() {
    let logs = logs();
    let mut successes = 0;
    for kilobytes in (100_000..=900_000).step_by(100_000) {
        let limits = format!("ulimit -c 0; ulimit -v {kilobytes}");
        let sql = "SELECT * FROM 'a.log' ORDER BY bytes";
        let output = limited(logs.path(), &limits, &["--threads", "1", "--format", "csv", sql]);
        assert!(output.stdout.is_empty() || output.stdout.ends_with(b"\n"));
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        match output.status.code() {
            Some(0) => successes += 1,
            // The system could not load the program.
            _ if output.stdout.is_empty() && (words.is_empty() || words.contains("error while loading")) => {}
            // Rust aborts a program that gets no memory.
            _ => {
                assert!(words.contains("memory allocation of "), "{words}");
                assert_eq!(output.status.signal(), Some(6));
            }
        }
    }
    assert!(successes > 0);
}
