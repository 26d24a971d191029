//! AWS callers: the command line tools, the SDKs, and what is built on them.
//!
//! Logs contain two grammars: the older one (`aws-cli/1.18.87 Python/3.7.3 Linux/4.19.0-6-amd64`) and the one that
//! the SDKs share now (`aws-cli/2.18.17 ua/2.0 os/linux#6.8.0-1016-aws lang/python#3.12.6`).

use super::found::{Found, System, Value};
use super::names::is_name;
use super::os::{DARWIN, LINUX, WINDOWS, windows_release};
use super::tokens::{MOST_TOKENS, dotted, is_like, version};
use crate::ecs::values::OsType;
use crate::fast::Words;

/// The programs that send requests. The first of them in an agent is its name, and so is every `aws-sdk-…`.
const PROGRAMS: &[&str] =
    &["aws-cli", "Boto3", "Boto", "s3fs", "JetS3t", "AWSPowerShell", "AWSPowerShell.Common", "AWSPowerShell.NetCore"];

/// Products that accompany a program. They are the name if there is no program.
const COMPANIONS: &[&str] = &["Botocore", "Terraform", "CloudWatchSynthetics"];

/// The programs of the SDKs.
const SDKS: &str = "aws-sdk-";

/// The product that marks the grammar of the SDKs: `ua/2.0`.
const GRAMMAR: &str = "ua";

/// What surrounds the tokens.
const PUNCTUATION: [char; 6] = ['(', ')', '[', ']', ';', ','];

/// AWS's agents without a version: the start of the text, up to a space or the end.
const WHOLE: &[&str] = &["Amazon CloudFront", "Amazon-Route53-Health-Check-Service"];

/// The agents of calls that AWS makes itself. Other fields of the record say who called.
const SERVICES: &[&str] = &["AWS Internal", "aws.internal", "aws-internal"];

/// The families of `os/…`, `OS/…` and of the older tokens, in lower case.
const FAMILIES: &[(&str, Family)] = &[
    ("linux", Family::Linux),
    ("macos", Family::Darwin),
    ("darwin", Family::Darwin),
    ("mac_os_x", Family::Mac),
    ("microsoft_windows", Family::Windows),
    ("windows", Family::Windows),
    ("win32", Family::Windows),
    ("mingw", Family::Windows),
    ("mingw32", Family::Windows),
    ("ios", Family::Named("iOS", Some(OsType::Ios))),
    ("android", Family::Named("Android", Some(OsType::Android))),
    ("watchos", Family::Named("WatchOS", None)),
    ("tvos", Family::Named("tvOS", None)),
    ("freebsd", Family::Named("FreeBSD", Some(OsType::Unix))),
];

#[derive(Clone, Copy)]
enum Family {
    Linux,
    /// A Mac with the version of its kernel.
    Darwin,
    /// A Mac with the version of macOS.
    Mac,
    Windows,
    Named(&'static str, Option<OsType>),
}

/// The processors of Ruby's platforms: `x86_64-linux`.
const PROCESSORS: &[&str] = &["x86_64", "x86", "x64", "i386", "i686", "aarch64", "arm64", "universal"];

/// Reads an AWS caller. Returns `None` for any other agent.
pub(super) fn read(text: &str) -> Option<Found<'_>> {
    if let Some(name) = WHOLE.iter().find(|name| is_word_of(text, name)) {
        return Some(Found { name: Some(Value::Fixed(name)), ..Found::default() });
    }
    if is_service(text) {
        return Some(Found::default());
    }
    let (name, value) = if may_call(text) { caller(text)? } else { return None };
    let mut os = System::default();
    let mut platform = None;
    for (token, in_comment) in tokens(text) {
        if os.name.is_none() && (in_comment || token.contains(['/', '-'])) {
            os = system(token).unwrap_or_default();
        }
        platform = platform.or_else(|| distribution(token));
    }
    os.platform = platform;
    Some(Found { name: Some(Value::read(name)), version: version(value).map(Value::read), os, device: None })
}

/// Returns false if no token is that of a caller, as for most agents.
fn may_call(text: &str) -> bool {
    Words::new(text).any(|word| {
        let token = word.trim_start_matches(PUNCTUATION);
        [&[SDKS, GRAMMAR], PROGRAMS, COMPANIONS].into_iter().flatten().any(|name| token.starts_with(name))
    })
}

/// The program, or the product that stands for it, and the text after its slash.
fn caller(text: &str) -> Option<(&str, &str)> {
    let mut first = None;
    let mut companion = None;
    let (mut is_likeness, mut is_grammar) = (false, false);
    for (token, _) in tokens(text).filter(|(_, in_comment)| !in_comment) {
        if std::mem::replace(&mut is_likeness, is_like(token)) {
            continue;
        }
        let Some((name, value)) = token.split_once('/') else { continue };
        is_grammar |= name == GRAMMAR;
        if (name.starts_with(SDKS) || PROGRAMS.contains(&name)) && is_name(name) {
            return Some((name, value));
        }
        if companion.is_none() && COMPANIONS.contains(&name) {
            companion = Some((name, value));
        }
        first = first.or_else(|| Some((name, value)).filter(|(name, _)| name.len() > 2 && is_name(name)));
    }
    // In the grammar of the SDKs, the first product is the name.
    companion.or(first.filter(|_| is_grammar))
}

/// Returns whether a text starts with these words.
fn is_word_of(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

fn is_service(text: &str) -> bool {
    let is_domain = text.ends_with(".amazonaws.com") && !text.contains([' ', '/']);
    let name = text.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('/');
    is_domain || SERVICES.contains(&name)
}

/// The tokens between spaces, without surrounding punctuation, and whether each is part of a comment.
fn tokens(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut depth = 0_usize;
    text.split(' ').take(MOST_TOKENS).map(move |token| {
        let in_comment = depth > 0 || token.starts_with('(');
        for byte in token.bytes() {
            match byte {
                b'(' => depth += 1,
                b')' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        (token.trim_matches(PUNCTUATION), in_comment)
    })
}

/// The Linux distribution: `exe/x86_64.amzn.2`, `md/distrib#kali.2026`.
fn distribution(token: &str) -> Option<&str> {
    let distribution = match token.split_once('/')? {
        ("exe" | "source" | "docker", machine) => machine.split_once('.')?.1,
        ("md", metadata) => metadata.strip_prefix("distrib#")?,
        _ => return None,
    };
    distribution.split('.').next().filter(|distribution| !distribution.is_empty())
}

/// The operating system of a token.
fn system(token: &str) -> Option<System<'_>> {
    let token = match token.split_once('/') {
        Some(("os" | "OS", rest)) => rest,
        _ => token,
    };
    if let Some((processor, platform)) = token.split_once('-')
        && PROCESSORS.contains(&processor)
    {
        // The number here belongs to the system that the interpreter was built for.
        let (family, _) = family(platform)?;
        return Some(System { version: None, kernel: None, ..family.system("") });
    }
    let (family, rest) = family(token)?;
    Some(family.system(rest))
}

/// The family at the start of a text, and the text after it.
fn family(text: &str) -> Option<(Family, &str)> {
    FAMILIES.iter().find_map(|(name, family)| {
        let (start, rest) = text.split_at_checked(name.len())?;
        let is_it = start.eq_ignore_ascii_case(name) && !rest.starts_with(|c: char| c.is_ascii_alphabetic());
        is_it.then_some((*family, rest))
    })
}

impl Family {
    /// The system, with the version from the text after the family: `#5.4`, `/5.4.0-126-generic`, `_10.0.19045`.
    fn system(self, rest: &str) -> System<'_> {
        let number = rest.trim_start_matches(['#', '/', '_']);
        let version = dotted(number, b'.').map(Value::read);
        let kernel = version.is_some().then(|| kernel(number));
        match self {
            Family::Linux => System { version, kernel, ..LINUX },
            Family::Darwin => System { version, kernel, ..DARWIN },
            Family::Mac => System { version, ..DARWIN },
            Family::Windows => System { version: windows(rest), ..WINDOWS },
            Family::Named(name, r#type) => System { name: Some(name), version, r#type, ..System::default() },
        }
    }
}

/// The kernel's version, unchanged. .NET appends the build, with `_` in place of spaces.
fn kernel(text: &str) -> &str {
    text.find("_#").or_else(|| text.find("_Darwin")).and_then(|end| text.get(..end)).unwrap_or(text)
}

/// The release of Windows: `/10`, `#NT-10.0`, `_NT_6.2.9200.0`, `_Server_2012_R2/6.3`, `/2012ServerR2`.
fn windows(rest: &str) -> Option<Value<'_>> {
    let release = rest.split_once(['/', '#']).map_or(rest, |(_, release)| release);
    let number = release.get(release.find(|c: char| c.is_ascii_digit())?..)?;
    if release.starts_with('v') {
        // The version of Node.js: `win32/v16.16.0`.
        return None;
    }
    let dotted = dotted(number, b'.')?;
    if rest.trim_start_matches('_').starts_with("11") {
        // Java's name for the system; the number is that of Windows 10.
        return Some(Value::Fixed("11"));
    }
    if let Some(release) = windows_release(dotted) {
        return Some(Value::Fixed(release));
    }
    let is_server = number.get(dotted.len()..).is_some_and(|after| after.starts_with("Server"));
    let length = if is_server { number.find(|c: char| !c.is_ascii_alphanumeric()) } else { Some(dotted.len()) };
    Some(Value::read(length.and_then(|length| number.get(..length)).unwrap_or(number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kernel_and_platform(text: &str) -> [Option<&str>; 2] {
        let os = read(text).unwrap_or_default().os;
        [os.kernel, os.platform]
    }

    #[test]
    fn kernels_and_platforms_are_unchanged() {
        for (agent, kernel, platform) in [
            (
                "aws-cli/2.13.0 Python/3.11.4 Linux/4.14.255-314-253.539.amzn2.x86_64 exe/x86_64.amzn.2 prompt/off",
                Some("4.14.255-314-253.539.amzn2.x86_64"),
                Some("amzn"),
            ),
            ("aws-cli/2.31.0 md/distrib#kali.2026 os/linux#5.4.0-kali3-amd64", Some("5.4.0-kali3-amd64"), Some("kali")),
            ("aws-cli/2.14.5 Python/3.11.6 Darwin/23.6.0 exe/x86_64 prompt/off", Some("23.6.0"), None),
            ("aws-cli/2.17.60 ua/2.0 os/macos#22.4.0", Some("22.4.0"), None),
            ("aws-cli/2.0.0 Python/3.8.8 Windows/10 docker/x86_64.amzn.2", None, Some("amzn")),
            ("aws-sdk-java/1.12.488 Mac_OS_X/10.12.6 java/1.8.0_372", None, None),
            (
                "aws-sdk-dotnet-coreclr/3.7.1 OS/Linux_5.15.0-76-generic_#83~20.04.1-Ubuntu",
                Some("5.15.0-76-generic"),
                None,
            ),
            ("aws-sdk-dotnet-coreclr/3.3.1 OS/Darwin_17.7.0_Darwin_Kernel", Some("17.7.0"), None),
            ("aws-sdk-nodejs/2.320.0 linux/v8.10.0", None, None),
            ("aws-sdk-ruby3/3.91.1 ruby/2.7.0 x86_64-darwin18", None, None),
        ] {
            assert_eq!(kernel_and_platform(agent), [kernel, platform], "{agent}");
        }
    }

    #[test]
    fn names_are_outside_of_comments_and_metadata() {
        for agent in [
            "Mozilla/5.0 (compatible; aws-cli/1.0)",
            "example (see (aws-sdk-go/1.0 and) Boto3/1.0)",
            "example md/Botocore#1.34.49",
            "aws-cli",
            "",
        ] {
            assert_eq!(read(agent), None, "{agent}");
        }
    }

    #[test]
    fn services_have_no_name() {
        for agent in ["AWS Internal", "AWS Internal/3", "aws.internal", "lambda.amazonaws.com"] {
            assert_eq!(read(agent), Some(Found::default()), "{agent}");
        }
        assert_eq!(read("Mozilla/5.0 (https://s3.amazonaws.com"), None);
        let behind_it = read("aws-internal/3 aws-sdk-java/1.11.575 Linux/4.9.137").unwrap();
        assert_eq!(behind_it.name, Some(Value::read("aws-sdk-java")));
    }
}
