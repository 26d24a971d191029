//! What the example `normalize` says and how it ends when something is wrong with its surroundings or its input.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;

mod registry;
#[cfg(target_os = "linux")]
mod unprivileged;

const FILE: &str = include_str!("../fixtures/cloudfront/standard.log");

/// The built example: it stands beside the folder of this test.
fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let built = test.ancestors().nth(2).unwrap();
    built.join("examples").join(format!("normalize{}", std::env::consts::EXE_SUFFIX))
}

fn normalize() -> Command {
    let mut command = Command::new(program());
    command.stdin(Stdio::null());
    command
}

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

fn said(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// Lines that are whole, with numbers that do not compress too well.
fn long_log(lines: usize) -> String {
    let rows = (0..lines).map(|number| {
        let mixed = (number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        format!("2026-01-15\t12:34:56\t192.0.2.10\t/{mixed:x}\n")
    });
    format!("#Fields: date time c-ip cs-uri-stem\n{}", rows.collect::<String>())
}

#[test]
fn inputs_that_are_not_logs_are_named() {
    let zip = "is a zip archive: unpack it first, as in unzip -p FILE | normalize";
    let parquet =
        "is a Parquet file: only text and JSON are supported; configure the log delivery accordingly, or convert it";
    let utf16 = FILE.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let page = "is a web page, perhaps a sign-in page: fetch the file again";
    let denied = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>";
    let mut tar = vec![b'a'; 512];
    tar[257..262].copy_from_slice(b"ustar");
    let cases: [(&str, &[u8], &str); 15] = [
        ("a.zip", b"PK\x03\x04\x14\x00\x00\x00", zip),
        ("a.bz2", b"BZh91AY&SY", "is compressed with bzip2: bzip2 -dc FILE | normalize"),
        ("a.zst", b"\x28\xB5\x2F\xFD\x04", "is compressed with zstd: zstd -dc FILE | normalize"),
        ("a.xz", b"\xFD7zXZ\0\0", "is compressed with xz: xz -dc FILE | normalize"),
        ("a.gz.gz", &gzip(&gzip(FILE.as_bytes())), "is compressed with gzip twice: gzip -dc FILE | normalize"),
        ("a.parquet", b"PAR1\x15\x04", parquet),
        ("a.tar", &tar, "is a tar archive: tar -xOf FILE | normalize"),
        ("utf-16.log", &utf16, "is UTF-16 text: iconv -f UTF-16LE -t UTF-8 FILE | normalize"),
        (
            "utf-16-mark.log",
            &[b"\xFF\xFE", &utf16[..]].concat(),
            "is UTF-16 text: iconv -f UTF-16 -t UTF-8 FILE | normalize",
        ),
        ("page.html", b"\n<!DOCTYPE html>\n<html><title>Sign in</title>", page),
        ("page.log", b"<HTML><HEAD><TITLE>302 Moved</TITLE>", page),
        ("denied.xml", denied.as_bytes(), "is S3's error AccessDenied: fetch the object again"),
        ("denied.xml.gz", &gzip(denied.as_bytes()), "is S3's error AccessDenied: fetch the object again"),
        ("forged.xml", b"<Error><Code>\x1b[31m</Code></Error>", "is XML, not an AWS log"),
        ("other.xml", b"<list/>", "is XML, not an AWS log"),
    ];
    for (name, bytes, words) in cases {
        for options in [&[][..], &["--format", "cloudfront"]] {
            let path = file(name, bytes);
            let output = normalize().args(options).arg(&path).output().unwrap();
            assert_eq!(said(&output), format!("normalize: {}: {words}\n", path.display()));
            assert_eq!(output.stdout, b"");
            assert_eq!(output.status.code(), Some(2));
        }
    }
}

#[test]
fn gzip_that_is_cut_gives_whole_records_and_one_error() {
    let log = long_log(20_000);
    let whole = gzip(log.as_bytes());
    for (name, bytes) in
        [("cut-in-half.gz", &whole[..whole.len() / 2]), ("cut-at-its-sum.gz", &whole[..whole.len() - 4])]
    {
        let path = file(name, bytes);
        let output = normalize().arg(&path).output().unwrap();
        let said = said(&output);
        let mut lines = said.lines();
        let events = std::str::from_utf8(&output.stdout).unwrap();
        let words = format!(
            "the gzip file is truncated: the rest is lost; the {} records before the damage are written",
            events.lines().count()
        );
        assert_eq!(lines.next().unwrap(), format!("normalize: {}: {words}", path.display()));
        assert!(
            lines.next().unwrap().starts_with(&format!("cloudfront: {} records, 0 errors, ", events.lines().count()))
        );
        assert_eq!(lines.next(), None);
        assert!(events.lines().count() > 5_000, "{}", events.lines().count());
        for event in events.lines() {
            let event: serde_json::Value = serde_json::from_str(event).unwrap();
            assert_eq!(event["event"]["kind"], "event");
        }
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn members_of_gzip_are_read_in_order_until_one_is_damaged() {
    let log = long_log(20);
    let (front, back) = log.split_at(400);
    let whole = [gzip(front.as_bytes()), gzip(b""), gzip(back.as_bytes())].concat();
    let output = normalize().arg(file("members.gz", &whole)).output().unwrap();
    assert_eq!(output.stdout.iter().filter(|byte| **byte == b'\n').count(), 20);
    assert_eq!(output.status.code(), Some(0));

    let damaged = file("damaged.gz", &[&whole[..], b"what is no gzip"].concat());
    let output = normalize().arg(&damaged).output().unwrap();
    assert_eq!(output.stdout.iter().filter(|byte| **byte == b'\n').count(), 20);
    let words = "the gzip file is damaged: the rest is lost; the 20 records before the damage are written";
    assert_eq!(said(&output).lines().next().unwrap(), format!("normalize: {}: {words}", damaged.display()));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn damaged_gzip_without_a_whole_record_is_reported() {
    let whole = gzip(long_log(20).as_bytes());
    for length in [2, 12, 20] {
        let path = file("no-record.gz", &whole[..length]);
        let output = normalize().arg(&path).output().unwrap();
        let words = "the gzip file is truncated: the rest is lost; no record precedes the damage";
        assert_eq!(said(&output), format!("normalize: {}: {words}\n", path.display()));
        assert_eq!(output.stdout, b"");
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_reported_by_every_example() {
    let path = file("faults-full.log", long_log(5_000).as_bytes());
    let words = "normalize: standard output: No space left on device (os error 28)\n";
    for arguments in [&[path.to_str().unwrap()][..], &["--help"], &["--version"]] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = normalize().args(arguments).stdout(full).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(said(&output), words);
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn messages_that_cannot_be_written_stop_nothing() {
    let path = file("faults-messages.log", b"#Fields: c-port\nx\n443\n");
    for (arguments, code) in [(&[path.to_str().unwrap()][..], 1), (&["--no-such-option"], 2), (&["/no/such/file"], 2)] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = normalize().args(arguments).stderr(full).stdout(Stdio::piped()).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        assert_eq!(output.stdout.is_empty(), code == 2);
    }
}

#[test]
#[cfg(unix)]
fn a_file_that_vanishes_or_is_forbidden_costs_that_file() {
    let good = file("faults-good.log", FILE.as_bytes());
    let gone = file("faults-gone.log", FILE.as_bytes());
    fs::remove_file(&gone).unwrap();
    let link = gone.with_file_name("faults-link.log");
    let _ = fs::remove_file(&link);
    std::os::unix::fs::symlink(&gone, &link).unwrap();
    let folder = gone.parent().unwrap();
    let output = normalize().args([&gone, &link]).arg(folder).arg(&good).output().unwrap();
    let said = said(&output).lines().collect::<Vec<_>>();
    assert_eq!(said.len(), 4);
    assert_eq!(said[0], format!("normalize: {}: No such file or directory (os error 2)", gone.display()));
    assert_eq!(said[1], format!("normalize: {}: No such file or directory (os error 2)", link.display()));
    assert_eq!(
        said[2],
        format!("normalize: {}: is a directory: use --recursive to read the files in it", folder.display())
    );
    assert!(said[3].starts_with("cloudfront: 3 records, 0 errors, "));
    assert_eq!(output.stdout.iter().filter(|byte| **byte == b'\n').count(), 3);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn help_and_version_go_to_standard_output() {
    for option in ["--help", "-h", "--version", "-V"] {
        let output = normalize().arg(option).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(said(&output), "");
        assert!(!output.stdout.is_empty());
    }
}

#[test]
fn options_as_elsewhere() {
    let path = file("--pretty", FILE.as_bytes());
    let folder = path.parent().unwrap();
    let by_value = normalize().current_dir(folder).args(["--format=cloudfront", "--", "--pretty"]).output().unwrap();
    let apart = normalize().current_dir(folder).args(["--format", "cloudfront", "--", "--pretty"]).output().unwrap();
    let around = normalize().current_dir(folder).args(["./--pretty", "--format", "cloudfront"]).output().unwrap();
    assert_eq!(by_value.stdout.iter().filter(|byte| **byte == b'\n').count(), 3);
    assert_eq!(apart.stdout, by_value.stdout);
    assert_eq!(around.stdout, by_value.stdout);
    assert_eq!([&by_value, &apart, &around].map(|output| output.status.code()), [Some(0); 3]);
}

#[test]
fn usage_errors() {
    for (arguments, words) in [
        (&["--pretty=yes"][..], "--pretty takes no value"),
        (&["--help=x"], "--help takes no value"),
        (
            &["--format="],
            &*format!(
                "--format: expected one of {}, found \"\", or auto",
                registry::format_names().replace(" or ", ", ")
            ),
        ),
        (&["-x"], "unknown option -x"),
        (&["--formats", "waf"], "unknown option --formats"),
    ] {
        let output = normalize().args(arguments).output().unwrap();
        assert_eq!(said(&output).lines().next().unwrap(), format!("normalize: {words}"));
        assert!(said(&output).ends_with("\nnormalize --help shows all options.\n"));
        assert_eq!(output.stdout, b"");
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn no_colours_and_no_progress_where_nobody_looks() {
    let path = file("faults-plain.log", FILE.as_bytes());
    for variable in [("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1"), ("TERM", "xterm-256color")] {
        let output = normalize().env(variable.0, variable.1).arg(&path).arg("/no/such/file").output().unwrap();
        assert!(!said(&output).contains(['\x1b', '\r']));
        assert!(!output.stdout.contains(&b'\x1b'));
    }
}

/// Starts the example on a file that does not fit into the pipe it writes to, and changes the file once the first event is there.
#[cfg(target_os = "linux")]
fn changed_while_read(path: &Path, change: impl FnOnce(&fs::File)) -> (Vec<String>, String, Option<i32>) {
    use std::io::{BufRead, BufReader, Read};
    let mut process = normalize().arg(path).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut events = BufReader::new(process.stdout.take().unwrap()).lines();
    let first = events.next().unwrap().unwrap();
    change(&fs::File::options().append(true).open(path).unwrap());
    let events = std::iter::once(first).chain(events.map(Result::unwrap)).collect();
    let mut said = String::new();
    process.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    (events, said, process.wait().unwrap().code())
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_that_shrinks_is_not_cut_in_a_record() {
    let path = file("faults-shrinks.log", long_log(100_000).as_bytes());
    let (events, said, status) = changed_while_read(&path, |file| file.set_len(100).unwrap());
    let words = format!(
        "normalize: {}: the file has shrunk while it was read: the rest is lost; the {} records before the damage are written",
        path.display(),
        events.len()
    );
    assert_eq!(said.lines().next().unwrap(), words);
    assert_eq!(status, Some(2));
    let whole = long_log(100_000);
    for (event, line) in events.iter().zip(whole.lines().skip(1)) {
        let event: serde_json::Value = serde_json::from_str(event).unwrap();
        assert_eq!(event["url"]["path"], line.rsplit('\t').next().unwrap());
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_line_that_is_being_written_is_not_a_record() {
    let log = long_log(100_000);
    let path = file("faults-grows.log", log.as_bytes());
    let (events, said, status) = changed_while_read(&path, |mut file| {
        file.write_all(b"2026-01-15\t12:34:56\t192.0.2.10\t/whole\n2026-01-15\t12:34:56\t192.0.2.10\t/ha").unwrap();
    });
    let words = format!(
        "normalize: {}: the file is still being written: its last line is incomplete; \
         the 100001 records before the damage are written",
        path.display()
    );
    assert_eq!(said.lines().next().unwrap(), words);
    assert_eq!(status, Some(2));
    assert_eq!(events.len(), 100_001);
    assert!(events.last().unwrap().contains("/whole"));
}

/// Runs the example in a shell that has set limits.
#[cfg(target_os = "linux")]
fn limited(limits: &str, arguments: &[&Path]) -> Output {
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{limits}; exec \"$0\" \"$@\"")]).arg(normalize().get_program()).args(arguments);
    shell.stdin(Stdio::null()).output().unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn folders_with_pipes_and_circles_come_to_an_end() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("faults-folder");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("inner")).unwrap();
    fs::write(folder.join("inner/a.log"), FILE).unwrap();
    std::os::unix::fs::symlink("..", folder.join("inner/up")).unwrap();
    std::os::unix::fs::symlink("circle", folder.join("circle")).unwrap();
    assert!(Command::new("mkfifo").arg(folder.join("pipe")).status().unwrap().success());
    let output = normalize().arg("--recursive").arg(&folder).output().unwrap();
    let circle = folder.join("circle");
    let said = said(&output);
    let words = format!("normalize: {}: Too many levels of symbolic links (os error 40)", circle.display());
    assert_eq!(said.lines().next().unwrap(), words);
    assert!(said.lines().nth(1).unwrap().starts_with("cloudfront: 3 records, 0 errors, "), "{said}");
    assert_eq!(output.stdout.iter().filter(|byte| **byte == b'\n').count(), 3);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
#[cfg(target_os = "linux")]
fn limits_of_memory_and_open_files_suffice_for_any_number_of_files() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("faults-limits");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for number in 0..10_000 {
        fs::write(folder.join(format!("{number}.log")), FILE).unwrap();
    }
    let long = file("faults-limits.log.gz", &gzip(long_log(50_000).as_bytes()));
    let recursive = Path::new("--recursive");
    let output = limited("ulimit -n 24; ulimit -v 1000000", &[recursive, &folder, &long]);
    assert!(said(&output).starts_with("cloudfront: 80000 records, 0 errors, "), "{}", said(&output));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_becomes_full_leaves_whole_lines_and_at_most_one_that_looks_cut() {
    let path = file("faults-fills.log", long_log(5_000).as_bytes());
    let out = path.with_file_name("faults-fills.json");
    let limits = format!("trap '' XFSZ; ulimit -f 64; exec >'{}'", out.display());
    let output = limited(&limits, &[&path]);
    assert_eq!(said(&output), "normalize: standard output: File too large (os error 27)\n");
    assert_eq!(output.status.code(), Some(2));
    let written = fs::read_to_string(&out).unwrap();
    let (whole, cut) = written.rsplit_once('\n').unwrap();
    for line in whole.lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "{line}");
    }
    assert!(serde_json::from_str::<serde_json::Value>(cut).is_err(), "{cut}");
}

#[test]
#[cfg(target_os = "linux")]
fn an_input_is_never_the_output() {
    let path = file("faults-same.log", FILE.as_bytes());
    let append = || fs::File::options().append(true).open(&path).unwrap();
    let words = "is also the output: write to another file";
    let by_name = normalize().arg(&path).stdout(append()).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(said(&by_name), format!("normalize: {}: {words}\n", path.display()));
    let input = fs::File::open(&path).unwrap();
    let by_redirection = normalize().stdin(input).stdout(append()).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(said(&by_redirection), format!("normalize: standard input: {words}\n"));
    assert_eq!([by_name, by_redirection].map(|output| output.status.code()), [Some(2); 2]);
    assert_eq!(fs::read_to_string(&path).unwrap(), FILE);
}

#[test]
fn files_that_are_empty_or_damaged_among_others_cost_themselves() {
    let whole = file("faults-whole.log", FILE.as_bytes());
    let empty = file("faults-empty.log", b"");
    let compressed = gzip(long_log(20_000).as_bytes());
    let cut = file("faults-cut.log.gz", &compressed[..compressed.len() / 2]);
    let output = normalize().args([&empty, &whole, &cut, &empty, &whole]).output().unwrap();
    let events = output.stdout.iter().filter(|byte| **byte == b'\n').count();
    let words = "the gzip file is truncated: the rest is lost";
    let first =
        format!("normalize: {}: {words}; the {} records before the damage are written", cut.display(), events - 6);
    assert_eq!(said(&output).lines().next().unwrap(), first);
    assert!(said(&output).lines().nth(1).unwrap().starts_with(&format!("cloudfront: {events} records, 0 errors, ")));
    assert_eq!(said(&output).lines().count(), 2);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
#[cfg(target_os = "linux")]
fn what_is_forbidden_costs_itself() {
    let place = unprivileged::Place::new("normalize");
    let [logs, whole, forbidden, closed] =
        ["logs", "logs/a.log", "logs/b.log", "logs/c"].map(|name| place.folder.join(name));
    fs::create_dir_all(&closed).unwrap();
    fs::write(&whole, FILE).unwrap();
    fs::write(&forbidden, FILE).unwrap();
    for path in [&forbidden, &closed] {
        unprivileged::allow(path, 0o000);
    }
    let mut command = unprivileged::command(place.reachable(&program()));
    let output = command.arg("--recursive").arg(&logs).stdin(Stdio::null()).output().unwrap();
    let said = said(&output).lines().collect::<Vec<_>>();
    assert_eq!(said.len(), 3, "{said:?}");
    for (said, path) in said.iter().zip([&forbidden, &closed]) {
        assert_eq!(*said, format!("normalize: {}: Permission denied (os error 13)", path.display()));
    }
    assert!(said[2].starts_with("cloudfront: 3 records, 0 errors, "), "{said:?}");
    assert_eq!(output.stdout.iter().filter(|byte| **byte == b'\n').count(), 3);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
#[cfg(target_os = "linux")]
fn a_system_without_threads_to_give_changes_nothing() {
    let place = unprivileged::Place::new("threads");
    let [log, compressed] = ["a.log", "b.log.gz"].map(|name| place.folder.join(name));
    fs::write(&log, FILE).unwrap();
    fs::write(&compressed, gzip(FILE.as_bytes())).unwrap();
    for files in [&[&log, &compressed][..], &[&compressed]] {
        // The limit of processes and threads. Shells disagree about its name.
        let mut shell = unprivileged::command("sh");
        shell
            .args(["-c", "ulimit -u 1 2>&- || ulimit -p 1 || exit 9; exec \"$0\" --threads 4 \"$@\""])
            .arg(place.reachable(&program()));
        let output = shell.args(files).stdin(Stdio::null()).output().unwrap();
        let words = format!("cloudfront: {} records, 0 errors, ", 3 * files.len());
        assert!(said(&output).starts_with(&words), "{}", said(&output));
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn pipes_devices_sockets_and_any_names() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("faults-special");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let [pipe, socket] = ["pipe", "socket"].map(|name| folder.join(name));
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let process = normalize().arg(&pipe).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    fs::write(&pipe, FILE).unwrap();
    let output = process.wait_with_output().unwrap();
    assert!(said(&output).starts_with("cloudfront: 3 records, 0 errors, "), "{}", said(&output));
    assert_eq!(output.status.code(), Some(0));

    let output = normalize().arg("/dev/null").output().unwrap();
    assert_eq!((said(&output), output.status.code()), ("normalize: no records: the input is empty\n", Some(0)));
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let output = normalize().arg(&socket).output().unwrap();
    let words = format!("normalize: {}: No such device or address (os error 6)\n", socket.display());
    assert_eq!((said(&output), output.status.code()), (&*words, Some(2)));

    let name = folder.join(OsStr::from_bytes(b"a\xff.log"));
    fs::write(&name, b"#Fields: c-port\nx\n").unwrap();
    let output = normalize().arg(&name).output().unwrap();
    let words = format!("normalize: {}: CloudFront log, line 2, field `c-port`: ", name.display());
    assert!(said(&output).starts_with(&words), "{}", said(&output));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
#[cfg(target_os = "linux")]
fn a_process_that_is_ended_leaves_whole_lines() {
    use std::os::unix::process::ExitStatusExt;
    let mut file = file("faults-ended.json", b"");
    for (name, number) in [("-KILL", 9), ("-TERM", 15)] {
        file.set_extension(number.to_string());
        let output = fs::File::create(&file).unwrap();
        let mut process = normalize().stdin(Stdio::piped()).stdout(output).stderr(Stdio::piped()).spawn().unwrap();
        process.stdin.as_mut().unwrap().write_all(long_log(5_000).as_bytes()).unwrap();
        process.stdin.as_mut().unwrap().write_all(b"2026-01-15\t12:34:56\t192.0.2.10\t/ha").unwrap();
        while fs::read(&file).unwrap().iter().filter(|byte| **byte == b'\n').count() < 5_000 {
            assert!(process.try_wait().unwrap().is_none());
        }
        assert!(Command::new("kill").args([name, &process.id().to_string()]).status().unwrap().success());
        assert_eq!(process.wait().unwrap().signal(), Some(number));
        let written = fs::read_to_string(&file).unwrap();
        assert!(written.ends_with('\n'));
        assert_eq!(written.lines().count(), 5_000);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn lines_are_whole_whatever_the_limit_of_memory() {
    use std::os::unix::process::ExitStatusExt;
    let path = file("faults-memory.log.gz", &gzip(long_log(20_000).as_bytes()));
    let mut successes = 0;
    for kilobytes in (20_000..=60_000).step_by(10_000) {
        let output = limited(&format!("ulimit -c 0; ulimit -v {kilobytes}"), &[&path]);
        assert!(output.stdout.is_empty() || output.stdout.ends_with(b"\n"));
        let said = said(&output);
        match output.status.code() {
            Some(0) => successes += 1,
            // The system could not load the program.
            _ if output.stdout.is_empty() && (said.is_empty() || said.contains("error while loading")) => {}
            // Rust aborts a program that gets no memory.
            _ => {
                assert!(said.starts_with("memory allocation of "), "{said}");
                assert_eq!(output.status.signal(), Some(6));
            }
        }
    }
    assert!(successes > 0);
}
