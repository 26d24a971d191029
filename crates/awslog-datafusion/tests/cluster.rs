//! The example `ballista`: a scheduler and executors as real processes.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failing test panics")]

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use common::bucket::Bucket;
use common::questions::{self, Question};
use common::{Logs, example, table_rows};

/// How long a cluster may take for an answer.
const LIMIT: Duration = Duration::from_secs(240);

const LOOK: Duration = Duration::from_millis(10);

/// A cluster that is running a statement. Its temporary files are in a folder of its own.
struct Running {
    child: Child,
    folder: tempfile::TempDir,
    stdout: JoinHandle<String>,
    stderr: JoinHandle<()>,
    words: Arc<Mutex<String>>,
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        Running::start_command(Command::new(example("ballista")), arguments)
    }

    fn start_command(mut command: Command, arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        command.env("TMPDIR", folder.path()).arg("--verbose").args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (mut stdout, stderr) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let words = Arc::new(Mutex::new(String::new()));
        let heard = words.clone();
        Running {
            child,
            folder,
            stdout: thread::spawn(move || {
                let mut text = String::new();
                stdout.read_to_string(&mut text).unwrap();
                text
            }),
            stderr: thread::spawn(move || {
                for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                    heard.lock().unwrap().push_str(&(line + "\n"));
                }
            }),
            words,
        }
    }

    /// Waits until there is something, which ends in words if that takes too long.
    fn wait_for<T>(&mut self, what: &str, mut get: impl FnMut(&mut Self) -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(found) = get(self) {
                return found;
            }
            if begun.elapsed() > LIMIT {
                let _ = self.child.kill();
                panic!("waited {} seconds for {what}; so far: {}", LIMIT.as_secs(), self.words.lock().unwrap());
            }
            thread::sleep(LOOK);
        }
    }

    /// The process with this name.
    fn process(&mut self, name: &str) -> u32 {
        let start = format!("{name}: process ");
        self.wait_for(name, |running| {
            let words = running.words.lock().unwrap();
            words.lines().find_map(|line| line.strip_prefix(&start)?.parse().ok())
        })
    }

    fn processes(&mut self, executors: usize) -> Vec<u32> {
        let executors = (1..=executors).map(|number| format!("executor {number}"));
        std::iter::once("the scheduler".to_owned()).chain(executors).map(|name| self.process(&name)).collect()
    }

    /// What an executor has written for others.
    fn data(&self, executor: usize) -> Vec<PathBuf> {
        let clusters = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        clusters.flat_map(|cluster| files(&cluster.join(format!("executor-{executor}")))).collect()
    }

    fn end(mut self) -> Output {
        let status = self.wait_for("an answer", |running| running.child.try_wait().unwrap());
        let stdout = self.stdout.join().unwrap().into_bytes();
        self.stderr.join().unwrap();
        let words = self.words.lock().unwrap().clone();
        assert_eq!(fs::read_dir(self.folder.path()).unwrap().count(), 0, "temporary files are left");
        Output { status, stdout, stderr: words.into_bytes() }
    }
}

/// The files below a folder that are not empty.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let found = entries.map_while(Result::ok).flat_map(|entry| match entry.metadata() {
        Ok(metadata) if metadata.is_dir() => files(&entry.path()),
        Ok(metadata) if metadata.len() > 0 => vec![entry.path()],
        _ => Vec::new(),
    });
    found.collect()
}

fn signal(signal: &str, process: u32) -> bool {
    let sent = Command::new("kill").args([signal, &process.to_string()]).stderr(Stdio::null()).status();
    sent.unwrap().success()
}

fn is_alive(process: u32) -> bool {
    signal("-0", process)
}

/// The part of the words that is no list of processes.
fn words(output: &Output) -> String {
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    words.lines().filter(|line| !line.contains(": process ")).map(|line| line.to_owned() + "\n").collect()
}

/// Flow logs that keep a cluster busy for a while, and the number of their records and of their bytes.
fn many_flows() -> (Logs, u64, u64) {
    const FILES: u64 = 64;
    const LINES: u64 = 20_000;
    let mut logs = Logs::new();
    for file in 0..FILES {
        let mut text = "version srcaddr bytes\n".to_owned();
        for line in 0..LINES {
            text += &format!("2 192.0.2.{} {}\n", line % 250, file * LINES + line);
        }
        logs = logs.with(&format!("{file}.log.gz"), text);
    }
    let lines = FILES * LINES;
    (logs, lines, lines * (lines - 1) / 2)
}

const SUMS: &str = "SELECT sum(n), sum(total), count(*) FROM
    (SELECT srcaddr, count(*) AS n, sum(bytes) AS total FROM read_vpcflow('LOGS/') GROUP BY 1)";

#[test]
fn two_executors_answer_as_one_process_does() {
    let logs = questions::logs();
    let folder = logs.path().display().to_string();
    let questions = questions::ALL.iter().copied().flatten().collect::<Vec<_>>();
    let statements = questions.iter().map(|question| question.sql.replace("LOGS", &folder)).collect::<Vec<_>>();
    let statements = statements.iter().map(String::as_str).collect::<Vec<_>>();

    let output = Running::start(&statements).end();
    assert_eq!(words(&output), "");
    assert_eq!(output.status.code(), Some(0));
    let cluster = String::from_utf8(output.stdout).unwrap();

    let one = Command::new(example("sql")).args(&statements).output().unwrap();
    assert_eq!(cluster, String::from_utf8(one.stdout).unwrap());

    // A table has a line at its top, one below its head, and one at its end.
    let text = cluster.replace(&folder, "LOGS");
    let mut lines = text.lines().peekable();
    for Question { sql, rows } in questions {
        let mut borders = 0;
        let mut table = Vec::new();
        while borders < 3 {
            let line = lines.next().unwrap();
            borders += usize::from(line.starts_with("+-"));
            table.push(line);
        }
        assert_eq!(table_rows(table), *rows, "{sql}");
    }
    assert_eq!(lines.next(), None);
}

#[test]
fn the_executors_read_buckets() {
    let logs = questions::logs();
    let objects = files(logs.path()).into_iter().map(|path| {
        let key = path.strip_prefix(logs.path()).unwrap().to_str().unwrap().to_owned();
        (key, fs::read(path).unwrap())
    });
    let bucket = Bucket::start(objects, Duration::ZERO);
    let mut command = Command::new(example("ballista"));
    bucket.set_environment(&mut command);
    let questions = [&questions::TOP_TALKERS[0], &questions::REFUSED_ROWS_BY_REASON[0]];
    let statements = questions.map(|question| question.sql.replace("LOGS", "s3://logs"));
    let output = Running::start_command(command, &statements.each_ref().map(String::as_str)).end();
    assert_eq!(words(&output), "");
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap().replace("s3://logs", "LOGS");
    let rows = text.lines().filter(|line| line.starts_with('|')).map(|line| table_rows(["", "", "", line]).concat());
    let expected = questions.map(|question| question.rows).concat();
    assert_eq!(rows.filter(|row| expected.contains(&row.as_str())).collect::<Vec<_>>(), expected);
    // Two tables, each with a line of names.
    assert_eq!(text.lines().filter(|line| line.starts_with('|')).count(), expected.len() + 2);
}

#[test]
fn an_executor_that_is_killed_loses_and_doubles_nothing() {
    let (logs, records, bytes) = many_flows();
    let sql = SUMS.replace("LOGS", &logs.path().display().to_string());
    let mut running = Running::start(&["--format", "csv", &sql]);
    let victim = running.process("executor 2");
    // Some of its work is done and written, and some is not.
    running.wait_for("the first data of executor 2", |running| running.data(2).first().cloned());
    assert!(signal("-9", victim));
    assert!(running.child.try_wait().unwrap().is_none(), "the query has ended before the executor was killed");
    // What it has written goes with it, as with a machine.
    for file in running.data(2) {
        fs::remove_file(file).unwrap();
    }
    let output = running.end();
    assert_eq!(words(&output), "executor 2 has ended (signal: 9 (SIGKILL)): the query goes on with 1 other\n");
    assert_eq!(output.status.code(), Some(0));
    let rows = String::from_utf8(output.stdout).unwrap();
    assert_eq!(rows.lines().skip(1).collect::<Vec<_>>(), [format!("{records},{bytes},250")]);
}

#[test]
fn a_cluster_without_executors_ends_with_words() {
    let (logs, ..) = many_flows();
    let sql = SUMS.replace("LOGS", &logs.path().display().to_string());
    let mut running = Running::start(&["--executors", "1", &sql]);
    let processes = running.processes(1);
    running.wait_for("the first data", |running| running.data(1).first().cloned());
    assert!(signal("-9", processes[1]));
    let output = running.end();
    assert_eq!(words(&output), "executor 1 has ended (signal: 9 (SIGKILL)): none is left\n");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(!processes.into_iter().any(is_alive));
}

#[test]
fn a_failed_query_leaves_no_process() {
    let logs = Logs::new().with("a.log", "version bytes\n2 1\n2 1x\n");
    let folder = logs.path().display().to_string();
    let sql = format!("SELECT sum(bytes) FROM read_vpcflow('{folder}/', 'awslog.refused', 'fail')");
    let mut running = Running::start(&[&sql]);
    let processes = running.processes(2);
    let output = running.end();
    let reason = format!("{folder}/a.log: VPC flow log, line 3, field `bytes`: expected a whole number, found");
    assert!(words(&output).contains(&reason), "{}", words(&output));
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(!processes.into_iter().any(is_alive));
}

#[test]
fn a_cluster_that_is_to_end_leaves_nothing() {
    let (logs, ..) = many_flows();
    let sql = SUMS.replace("LOGS", &logs.path().display().to_string());
    let mut running = Running::start(&[&sql]);
    let processes = running.processes(2);
    running.wait_for("the first data", |running| running.data(1).first().cloned());
    assert!(signal("-TERM", running.child.id()));
    let output = running.end();
    assert_eq!(words(&output), "interrupted\n");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(!processes.into_iter().any(is_alive));
}

#[test]
fn no_process_outlives_the_one_that_was_started() {
    let (logs, ..) = many_flows();
    let sql = SUMS.replace("LOGS", &logs.path().display().to_string());
    let mut running = Running::start(&[&sql]);
    let processes = running.processes(2);
    running.wait_for("the first data", |running| running.data(1).first().cloned());
    running.child.kill().unwrap();
    running.child.wait().unwrap();
    running.wait_for("the end of the other processes", |_| (!processes.iter().copied().any(is_alive)).then_some(()));
}

#[test]
fn without_statements_it_says_how() {
    let output = Command::new(example("ballista")).output().unwrap();
    let usage = String::from_utf8(output.stdout).unwrap();
    assert!(usage.starts_with("ballista [--format table|csv|json|parquet] [--executors N]"), "{usage}");
    assert_eq!(output.status.code(), Some(0));
    let output = Command::new(example("ballista")).args(["--executors", "0", "SELECT 1"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(words(&output), "--executors: expected a number from 1, found \"0\"\n");
}
