//! How the examples end when something is wrong with their surroundings. The output of `to_parquet` is there as a whole or not at all.
#![cfg(all(feature = "ecs", target_os = "linux"))]
#![allow(clippy::unwrap_used, reason = "a failing test panics")]

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use awslog::Format;
use awslog_arrow::ReaderBuilder;

#[path = "../examples/files/mod.rs"]
mod files;

const LOG: &str = "srcaddr bytes\n192.0.2.10 4249\n192.0.2.11 17\n";

fn program() -> PathBuf {
    example("to_parquet")
}

fn example(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.ancestors().nth(2).unwrap().join("examples").join(name)
}

fn run(arguments: &[&str]) -> Output {
    Command::new(program()).args(arguments).stdin(Stdio::null()).output().unwrap()
}

/// Runs the example in a shell that has set limits.
fn limited(limits: &str, arguments: &[&str]) -> Output {
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{limits}; exec \"$0\" \"$@\"")]).arg(program()).args(arguments).output().unwrap()
}

/// A folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn path(folder: &std::path::Path, name: &str) -> String {
    folder.join(name).into_os_string().into_string().unwrap()
}

#[track_caller]
fn assert_says(output: &Output, status: i32, err: &str) {
    assert_eq!(String::from_utf8_lossy(&output.stderr), err);
    assert_eq!(output.status.code(), Some(status));
}

#[test]
fn a_run_without_success_leaves_the_file_as_it_was() {
    let folder = folder("as-it-was");
    let (log, gone, out) = (path(&folder, "a.log"), path(&folder, "gone.log"), path(&folder, "out.parquet"));
    fs::write(&log, LOG).unwrap();
    let output = run(&["-o", &out, &log, &gone]);
    assert_says(&output, 2, &format!("{gone}: No such file or directory (os error 2)\n"));
    assert!(!fs::exists(&out).unwrap());
    fs::write(&out, "before").unwrap();
    assert_eq!(run(&["-o", &out, &log, &gone]).status.code(), Some(2));
    assert_eq!(fs::read_to_string(&out).unwrap(), "before");
    let output = limited("trap '' XFSZ; ulimit -f 0", &["-o", &out, &log]);
    assert_says(&output, 2, &format!("{out}.part: External: File too large (os error 27)\n"));
    assert_eq!(fs::read_to_string(&out).unwrap(), "before");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
    assert_says(&run(&["-o", &out, &log]), 0, "2 rows, 0 records refused\n");
    assert!(fs::read(&out).unwrap().ends_with(b"PAR1"));
}

#[test]
fn a_full_disk_is_reported() {
    let folder = folder("full");
    let (log, out) = (path(&folder, "a.log"), path(&folder, "out.parquet"));
    fs::write(&log, LOG).unwrap();
    let output = run(&["-o", "/dev/full", &log]);
    assert_says(&output, 2, "/dev/full: External: No space left on device (os error 28)\n");
    let full = File::options().write(true).open("/dev/full").unwrap();
    let status = Command::new(program()).args(["-o", &out, &log]).stderr(full).status().unwrap();
    assert_eq!(status.code(), Some(0));
}

#[test]
fn what_is_no_file_is_named() {
    let folder = folder("no-file");
    let (log, out, circle) = (path(&folder, "a.log"), path(&folder, "out.parquet"), path(&folder, "circle"));
    fs::write(&log, LOG).unwrap();
    std::os::unix::fs::symlink("circle", &circle).unwrap();
    let words = format!("{circle}: Too many levels of symbolic links (os error 40)\n");
    assert_says(&run(&["-o", &out, &circle]), 2, &words);
    let folder = folder.display().to_string();
    assert_says(&run(&["-o", &out, &folder]), 2, &format!("{folder}: Is a directory (os error 21)\n"));
    assert_says(&run(&["-o", &folder, &log]), 2, &format!("{folder}: Is a directory (os error 21)\n"));
}

#[test]
fn a_pipe_is_opened_once() {
    let folder = folder("pipe");
    let (pipe, out) = (path(&folder, "pipe"), path(&folder, "out.parquet"));
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut process = Command::new(program()).args(["-o", &out, &pipe]).spawn().unwrap();
    fs::write(&pipe, LOG).unwrap();
    assert_eq!(process.wait().unwrap().code(), Some(0));
    assert!(fs::read(&out).unwrap().ends_with(b"PAR1"));
}

#[test]
fn a_reader_of_the_counts_may_leave() {
    let folder = folder("reader");
    let pipe = path(&folder, "pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let count =
        |out| Command::new(example("top_principals")).arg(&pipe).stdout(out).stderr(Stdio::piped()).spawn().unwrap();
    let log = r#"{"eventVersion":"1.11","userIdentity":{"arn":"arn:aws:iam::123456789012:user/alice"}}"#;
    let mut process = count(Stdio::piped());
    drop(process.stdout.take());
    fs::write(&pipe, log).unwrap();
    assert_says(&process.wait_with_output().unwrap(), 0, "0 records refused\n");
    let process = count(File::options().write(true).open("/dev/full").unwrap().into());
    fs::write(&pipe, log).unwrap();
    let words = "Error: Os { code: 28, kind: StorageFull, message: \"No space left on device\" }\n";
    assert_says(&process.wait_with_output().unwrap(), 1, words);
}

/// The rows of a file that is changed after its first batch, and the error at its end.
fn changed_while_read(name: &str, change: impl Fn(&File)) -> (usize, String) {
    let folder = folder(name);
    let log = path(&folder, "a.log");
    let lines = "192.0.2.10 4249\n".repeat(10_000);
    fs::write(&log, format!("srcaddr bytes\n{lines}")).unwrap();
    let file = files::open(&log).unwrap();
    let decoder = ReaderBuilder::new(Format::VpcFlow).with_batch_size(100).build_decoder().unwrap();
    let mut rows = 0;
    let result = files::for_each_batch(file, decoder, |batch| {
        if rows == 0 {
            change(&File::options().append(true).open(&log).unwrap());
        }
        rows += batch.num_rows();
        Ok(())
    });
    (rows, result.unwrap_err().to_string())
}

#[test]
fn a_file_that_changes_while_it_is_read_is_refused() {
    use std::io::Write;
    let (rows, words) = changed_while_read("shrinks", |file| file.set_len(20).unwrap());
    assert!(rows < 10_000);
    assert_eq!(words, "the file has shrunk while it was read: the rest is lost");
    let (rows, words) = changed_while_read("grows", |mut file| file.write_all(b"192.0.2.10 42").unwrap());
    assert!(rows <= 10_000);
    assert_eq!(words, "the file is still being written: its last line is incomplete");
}
