//! How the examples end when something is wrong with their surroundings. The output of `to_parquet` is there as a whole or not at all.
#![cfg(all(feature = "ecs", target_os = "linux"))]
#![allow(clippy::unwrap_used, reason = "a failing test panics")]

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use awslog::Format;
use awslog_arrow::ReaderBuilder;

#[path = "../examples/files/mod.rs"]
mod files;
#[path = "../../../tests/unprivileged/mod.rs"]
mod unprivileged;

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

fn path(folder: &Path, name: &str) -> String {
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
    fs::write(&out, "PAR1 before").unwrap();
    assert_eq!(run(&["-o", &out, &log, &gone]).status.code(), Some(2));
    assert_eq!(fs::read_to_string(&out).unwrap(), "PAR1 before");
    let output = limited("trap '' XFSZ; ulimit -f 0", &["-o", &out, &log]);
    assert_says(&output, 2, &format!("{out}.part: File too large (os error 27)\n"));
    assert_eq!(fs::read_to_string(&out).unwrap(), "PAR1 before");
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
    assert_says(&output, 2, "/dev/full: No space left on device (os error 28)\n");
    let full = File::options().write(true).open("/dev/full").unwrap();
    let status = Command::new(program()).args(["-o", &out, &log]).stderr(full).status().unwrap();
    assert_eq!(status.code(), Some(0));
}

#[test]
fn what_is_no_file_is_named() {
    let folder = folder("no-file");
    let (log, out, circle) = (path(&folder, "a.log"), path(&folder, "out.parquet"), path(&folder, "circle"));
    fs::write(&log, LOG).unwrap();
    symlink("circle", &circle).unwrap();
    let words = format!("{circle}: Too many levels of symbolic links (os error 40)\n");
    assert_says(&run(&["-o", &out, &circle]), 2, &words);
    assert_says(&run(&["-o", &circle, &log]), 2, &words);
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
    let words = "standard output: No space left on device (os error 28)\n";
    assert_says(&process.wait_with_output().unwrap(), 2, words);
}

/// The rows of a file that is changed after its first batch, and the error at its end.
fn changed_while_read(name: &str, change: impl Fn(&File)) -> (usize, String) {
    let folder = folder(name);
    let log = path(&folder, "a.log");
    let lines = "192.0.2.10 4249\n".repeat(10_000);
    fs::write(&log, format!("srcaddr bytes\n{lines}")).unwrap();
    let file = files::open(log.as_ref()).unwrap();
    let decoder = ReaderBuilder::new(Format::VpcFlow).with_batch_size(100).build_decoder().unwrap();
    let mut rows = 0;
    let result = files::for_each_batch(log.as_ref(), file, decoder, |batch| {
        if rows == 0 {
            change(&File::options().append(true).open(&log).unwrap());
        }
        rows += batch.num_rows();
        Ok(())
    });
    let words = result.unwrap_err().to_string();
    (rows, words.strip_prefix(&format!("{log}: ")).unwrap().to_owned())
}

#[test]
fn a_file_that_changes_while_it_is_read_is_refused() {
    let (rows, words) = changed_while_read("shrinks", |file| file.set_len(20).unwrap());
    assert!(rows < 10_000);
    assert_eq!(words, "the file has shrunk while it was read: the rest is lost");
    let (rows, words) = changed_while_read("grows", |mut file| file.write_all(b"192.0.2.10 42").unwrap());
    assert!(rows <= 10_000);
    assert_eq!(words, "the file is still being written: its last line is incomplete");
}

#[test]
fn an_input_is_never_the_output() {
    let folder = folder("same");
    let (log, link) = (path(&folder, "a.log"), path(&folder, "link.log"));
    fs::write(&log, LOG).unwrap();
    symlink(&log, &link).unwrap();
    for (out, input) in [(&log, &log), (&link, &log), (&log, &link)] {
        let words = format!("{input}: is also the output: choose another name\n");
        assert_says(&run(&["-o", out, input]), 2, &words);
    }
    // It would be emptied before it is read.
    let part = path(&folder, "out.parquet.part");
    fs::write(&part, LOG).unwrap();
    let output = run(&["-o", &path(&folder, "out.parquet"), &part]);
    assert_says(&output, 2, &format!("{part}: is also the output: choose another name\n"));
    // The shell's pattern is the name of a log first.
    let output = run(&["-o", &log, &part]);
    assert_says(&output, 2, &format!("{log}: is not a Parquet file: remove it, or choose another name\n"));
    assert_eq!([&log, &link, &part].map(|path| fs::read_to_string(path).unwrap()), [LOG; 3]);
}

#[test]
fn what_a_link_leads_to_is_written() {
    let folder = folder("links");
    let (log, out) = (path(&folder, "a.log"), path(&folder, "out.parquet"));
    let (link, stdout) = (path(&folder, "link.parquet"), path(&folder, "stdout"));
    fs::write(&log, LOG).unwrap();
    fs::write(&out, "PAR1 before").unwrap();
    symlink("out.parquet", &link).unwrap();
    symlink("/proc/self/fd/1", &stdout).unwrap();
    assert_says(&run(&["-o", &link, &log]), 0, "2 rows, 0 records refused\n");
    let whole = fs::read(&out).unwrap();
    assert!(whole.ends_with(b"PAR1"));

    let redirected = File::create(&out).unwrap();
    let output = Command::new(program()).args(["-o", &stdout, &log]).stdout(redirected).stderr(Stdio::piped()).spawn();
    assert_says(&output.unwrap().wait_with_output().unwrap(), 0, "2 rows, 0 records refused\n");
    assert_eq!(fs::read(&out).unwrap(), whole);
    assert_eq!(run(&["-o", &stdout, &log]).stdout, whole);
    assert!([&link, &stdout].iter().all(|link| fs::symlink_metadata(link).unwrap().is_symlink()));
}

#[test]
fn files_that_are_empty_or_damaged_among_others() {
    let folder = folder("among-others");
    let [log, empty, cut, damaged, out] =
        ["a.log", "empty.log", "cut.log.gz", "damaged.log.gz", "out.parquet"].map(|name| path(&folder, name));
    fs::write(&log, LOG).unwrap();
    fs::write(&empty, "").unwrap();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(LOG.as_bytes()).unwrap();
    let mut gzip = gzip.finish().unwrap();
    assert_says(&run(&["-o", &out, &empty, &log, &empty, &log]), 0, "4 rows, 0 records refused\n");
    fs::remove_file(&out).unwrap();

    fs::write(&cut, gzip.split_at(gzip.len() - 9).0).unwrap();
    let words = format!("{cut}: the gzip file is truncated: the rest is lost\n");
    assert_says(&run(&["-o", &out, &log, &cut, &log]), 2, &words);
    assert_says(&run(&["-o", &out, "--format", "vpcflow", &cut]), 2, &words);
    gzip[20] ^= 0x55;
    gzip.extend(b"what is no gzip");
    fs::write(&damaged, gzip).unwrap();
    let words = format!("{damaged}: the gzip file is damaged: the rest is lost\n");
    assert_says(&run(&["-o", &out, &log, &damaged, &log]), 2, &words);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 4);
}

#[test]
fn devices_and_sockets_and_folders_that_are_not_there() {
    let folder = folder("special");
    let (log, out, socket) = (path(&folder, "a.log"), path(&folder, "out.parquet"), path(&folder, "socket"));
    fs::write(&log, LOG).unwrap();
    let _listener = UnixListener::bind(&socket).unwrap();
    let words = "/dev/null: the format cannot be detected, say `--format`\n";
    assert_says(&run(&["-o", &out, "/dev/null"]), 2, words);
    let words = format!("{socket}: No such device or address (os error 6)\n");
    assert_says(&run(&["-o", &out, &socket]), 2, &words);
    let out = path(&folder, "none/out.parquet");
    let words = format!("{out}.part: No such file or directory (os error 2)\n");
    assert_says(&run(&["-o", &out, &log]), 2, &words);
}

#[test]
fn names_need_not_be_text() {
    let folder = folder("names");
    let [log, out] = [&b"a\xff.log"[..], b"out\xff.parquet"].map(|name| folder.join(OsStr::from_bytes(name)));
    fs::write(&log, LOG).unwrap();
    let output = Command::new(program()).arg("-o").args([&out, &log]).output().unwrap();
    assert_says(&output, 0, "2 rows, 0 records refused\n");
    assert!(fs::read(&out).unwrap().ends_with(b"PAR1"));
    fs::remove_file(&log).unwrap();
    let output = Command::new(program()).arg("-o").args([&out, &log]).output().unwrap();
    assert_says(&output, 2, &format!("{}: No such file or directory (os error 2)\n", log.display()));
    let output = Command::new(example("top_principals")).arg(&log).output().unwrap();
    assert_says(&output, 2, &format!("{}: No such file or directory (os error 2)\n", log.display()));
}

#[test]
fn what_is_forbidden_is_named() {
    let place = unprivileged::Place::new("to-parquet");
    let [log, forbidden, closed] = ["a.log", "forbidden.log", "closed"].map(|name| path(&place.folder, name));
    fs::write(&log, LOG).unwrap();
    fs::write(&forbidden, LOG).unwrap();
    fs::create_dir(&closed).unwrap();
    unprivileged::allow(forbidden.as_ref(), 0o000);
    unprivileged::allow(closed.as_ref(), 0o555);
    let out = path(closed.as_ref(), "out.parquet");
    let mut command = unprivileged::command(place.reachable(&program()));
    let output = command.args(["-o", &out, &log, &forbidden]).output().unwrap();
    assert_says(&output, 2, &format!("{out}.part: Permission denied (os error 13)\n"));
    let output = command.args(["-o", "/dev/null"]).output().unwrap();
    assert_says(&output, 2, &format!("{forbidden}: Permission denied (os error 13)\n"));
}

#[test]
fn a_process_that_is_ended_leaves_no_file_that_looks_whole() {
    let folder = folder("ended");
    let [pipe, out, part] = ["pipe", "out.parquet", "out.parquet.part"].map(|name| path(&folder, name));
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for (name, number) in [("-KILL", 9), ("-TERM", 15)] {
        let mut process = Command::new(program()).args(["-o", &out, &pipe]).spawn().unwrap();
        let mut log = File::options().write(true).open(&pipe).unwrap();
        log.write_all(LOG.as_bytes()).unwrap();
        while !fs::exists(&part).unwrap() {
            assert!(process.try_wait().unwrap().is_none());
        }
        assert!(Command::new("kill").args([name, &process.id().to_string()]).status().unwrap().success());
        assert_eq!(process.wait().unwrap().signal(), Some(number));
        assert!(!fs::exists(&out).unwrap());
        assert!(!fs::read(&part).unwrap().ends_with(b"PAR1"));
        fs::remove_file(&part).unwrap();
    }
}

#[test]
fn a_reader_of_the_output_that_leaves_is_an_error() {
    let folder = folder("leaves");
    let log = path(&folder, "a.log");
    fs::write(&log, LOG).unwrap();
    let mut process = Command::new(program());
    process.args(["-o", "/dev/stdout", &log]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = process.spawn().unwrap();
    drop(process.stdout.take());
    // The file is not whole.
    assert_says(&process.wait_with_output().unwrap(), 2, "/dev/stdout: Broken pipe (os error 32)\n");
}

#[test]
fn a_disk_that_fills_up_is_not_blamed_on_the_input() {
    let folder = folder("fills");
    let (log, out) = (path(&folder, "a.log"), path(&folder, "out.parquet"));
    // More than one row group, so that the file is written to before its end.
    let lines = (0..1_100_000_u32).map(|number| format!("{}\n", number.wrapping_mul(0x9E37_79B9)));
    fs::write(&log, "bytes\n".to_owned() + &lines.collect::<String>()).unwrap();
    let output =
        limited("trap '' XFSZ; ulimit -f 100", &["--format", "vpcflow", "--columns", "bytes", "-o", &out, &log]);
    assert_says(&output, 2, &format!("{out}.part: File too large (os error 27)\n"));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn limits_of_memory_and_open_files_suffice_for_any_number_of_files() {
    let folder = folder("limits");
    let out = path(&folder, "out.parquet");
    let mut arguments = vec!["-o".to_owned(), out];
    for number in 0..1_000 {
        let log = path(&folder, &format!("{number}.log"));
        fs::write(&log, LOG).unwrap();
        arguments.push(log);
    }
    let arguments = arguments.iter().map(String::as_str).collect::<Vec<_>>();
    assert_says(&limited("ulimit -n 8; ulimit -v 100000", &arguments), 0, "2000 rows, 0 records refused\n");
}

#[test]
fn a_file_is_whole_or_not_there_whatever_the_limit_of_memory() {
    let folder = folder("memory");
    let (log, out) = (path(&folder, "a.log"), path(&folder, "out.parquet"));
    fs::write(&log, "srcaddr bytes\n".to_owned() + &"192.0.2.10 4249\n".repeat(100_000)).unwrap();
    let mut successes = 0;
    for kilobytes in (20_000..=200_000).step_by(20_000) {
        let output = limited(&format!("ulimit -c 0; ulimit -v {kilobytes}"), &["-o", &out, &log]);
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        match output.status.code() {
            Some(0) => {
                successes += 1;
                assert!(fs::read(&out).unwrap().ends_with(b"PAR1"));
                fs::remove_file(&out).unwrap();
            }
            // The system could not load the program.
            _ if words.is_empty() || words.contains("error while loading") => {}
            // Rust aborts a program that gets no memory.
            _ => {
                assert!(words.starts_with("memory allocation of "), "{words}");
                assert_eq!(output.status.signal(), Some(6));
            }
        }
        assert!(!fs::exists(&out).unwrap());
    }
    assert!(successes > 0);
}
