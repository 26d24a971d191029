//! Detection rules on ECS events of any log: `detect [--indicators FILE] [FILE...]`.
//!
//! It writes a line for each rule that fires, separated by TABs: the file, the line, the time of the event, its
//! source, the rule, and the value that it fired on; `-` for values that the event does not have. An indicator is an
//! address or a host on a line of the indicator file. Subdomains of a host count too.
//!
//! Each input is read as a whole; see `detect --help`.

use std::collections::HashSet;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::net::IpAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use awslog::ecs::{Event, Mapper};
use regex::Regex;

mod shared;

use shared::arguments::{Arguments, COMMON_HELP};
use shared::{Log, Refusals};

const USAGE: &str = "usage: detect [--indicators FILE] [--recursive] [FILE...]";

const HELP: &str = "
Writes a line for each detection rule that fires on a record: the file, the line, the time, the source, the rule and
the value that it fired on, separated by TABs.

  --indicators FILE
                    addresses and hosts that fire too, one per line
";

/// Where a rule looks.
#[derive(Clone, Copy)]
enum Field {
    /// `user_agent.original`
    UserAgent,
    /// `url.domain`, `destination.domain`, `related.hosts`
    Host,
    /// `url.path`, unless `url.domain` is one of those in the pattern.
    PathNotOn(&'static str),
}

/// The rules: a name, where to look, and what to look for. Several rules may have the same name. They are examples
/// and not a maintained feed: tools change what they send.
const RULES: &[(&str, Field, &str)] = &[
    // The proxy of a penetration test, and the hosts on which it listens for callbacks.
    ("burp-suite", Field::UserAgent, r"(?i)\bburp"),
    ("burp-suite", Field::Host, r"(?i)(^|\.)(burpcollaborator\.net|oastify\.com)$"),
    // Implants send their id in place of a user agent.
    ("nimbo-c2", Field::UserAgent, r"^[0-9a-f]{8}$"),
    // A page between the user and the login forwards the paths of the real one.
    ("azure-ad-login-elsewhere", Field::PathNotOn(HOSTS_OF_MICROSOFT), LOGIN_PATHS),
    ("bazar-loader", Field::UserAgent, r"^(dbcutwq|user_agent)$"),
    // Data that is exfiltrated in names makes them long.
    ("dns-tunnel", Field::Host, r"^.{96,}$"),
    ("lemon-duck", Field::UserAgent, r"^Lemon-Duck-[A-Z]-[A-Z]"),
    ("telegram-bot-api", Field::Host, r"(?i)^api\.telegram\.org$"),
];

const LOGIN_PATHS: &str = r"(?ix)^/(common | organizations | consumers | [0-9a-f-]{36})/
    (login | oauth2/(v2\.0/)?(authorize|token) | SAS/(Begin|End|Process)Auth | GetCredentialType)$";

const HOSTS_OF_MICROSOFT: &str = r"(?ix)(^|\.)
    (microsoftonline\.(com|us|cn|de) | microsoftonline-p\.com | microsoft\.com | live\.com | windows\.net | office\.com)$";

/// The rule that fires on indicators.
const INDICATOR: &str = "indicator";

fn main() -> ExitCode {
    match options(Arguments::new()) {
        Ok(Some((detector, files))) => {
            shared::end("detect", run(&detector, &files, BufWriter::new(io::stdout().lock())))
        }
        Ok(None) => shared::say("detect", &format!("{USAGE}\n{HELP}{COMMON_HELP}")),
        Err(message) => shared::wrong_usage("detect", &message, USAGE),
    }
}

/// The rules and the files. `None` for `--help`.
fn options(mut arguments: Arguments) -> Result<Option<(Detector, Vec<PathBuf>)>, String> {
    let mut indicators = String::new();
    while let Some(option) = arguments.next_option() {
        match &*option {
            "--indicators" => {
                let file = arguments.value("a file")?;
                indicators = fs::read_to_string(&file).map_err(|error| format!("{file}: {error}"))?;
            }
            "--help" => return Ok(None),
            _ => return Err(format!("unknown option {option}")),
        }
    }
    let detector = Detector::new(&indicators).map_err(|error| error.to_string())?;
    Ok(Some((detector, shared::files::list(&arguments.files, arguments.recursive))))
}

/// Writes what fires in all files. An error is an error of the output. The exit status is 2 if a file cannot be read,
/// and 1 if a record is refused.
fn run(detector: &Detector, files: &[PathBuf], mut output: impl Write) -> io::Result<u8> {
    let mapper = Mapper::builder().aws_fields(false).build();
    let mut refusals = Refusals::new("detect");
    let mut status = 0;
    for file in files {
        let name = file.display();
        let Some(Log { format, bytes }) = shared::read("detect", file, &mut status) else {
            continue;
        };
        let mut lines = Lines { bytes: &bytes, offset: 0, line: 1 };
        for record in awslog::records(format, &bytes) {
            match &record {
                Ok(record) => {
                    let event = mapper.to_ecs(record);
                    let fired = detector.detect(&event);
                    if fired.is_empty() {
                        continue;
                    }
                    let line = record.original().and_then(|original| lines.number(original));
                    let line = line.map_or("-".to_owned(), |line| line.to_string());
                    let time = event.timestamp.map_or("-".to_owned(), |time| time.to_string());
                    let source = event.source.address.as_ref().map(|address| printable(&address.to_string()));
                    let source = source.or_else(|| Some(event.source.ip?.to_string())).unwrap_or("-".to_owned());
                    for (rule, value) in fired {
                        writeln!(output, "{name}\t{line}\t{time}\t{source}\t{rule}\t{}", printable(&value))?;
                    }
                }
                Err(error) => {
                    refusals.report(file, error);
                }
            }
        }
    }
    output.flush()?;
    Ok(status.max(refusals.finish()))
}

/// Escapes a value, since a user agent may contain control sequences for the terminal.
fn printable(text: &str) -> String {
    text.escape_debug().to_string()
}

/// Finds the lines of records, in the order of the file.
struct Lines<'b> {
    bytes: &'b [u8],
    offset: usize,
    line: usize,
}

impl Lines<'_> {
    /// The first line of a record. `None` if its text is not a part of the file, such as a string inside JSON.
    fn number(&mut self, original: &str) -> Option<usize> {
        let offset = original.as_ptr().addr().checked_sub(self.bytes.as_ptr().addr())?;
        let passed = self.bytes.get(self.offset..offset)?;
        self.line += passed.iter().filter(|byte| **byte == b'\n').count();
        self.offset = offset;
        Some(self.line)
    }
}

/// The compiled rules.
struct Detector {
    rules: Vec<Rule>,
    addresses: HashSet<IpAddr>,
    hosts: HashSet<String>,
}

struct Rule {
    name: &'static str,
    field: Field,
    pattern: Regex,
    not_on: Option<Regex>,
}

impl Detector {
    /// Compiles the rules and the indicators of a list, one per line; lines that begin with `#` are comments.
    fn new(indicators: &str) -> Result<Self, regex::Error> {
        let rule = |(name, field, pattern): &(&'static str, Field, &str)| {
            let not_on = match field {
                Field::PathNotOn(hosts) => Some(Regex::new(hosts)?),
                Field::UserAgent | Field::Host => None,
            };
            Ok(Rule { name, field: *field, pattern: Regex::new(pattern)?, not_on })
        };
        let rules = RULES.iter().map(rule).collect::<Result<_, regex::Error>>()?;
        let mut detector = Detector { rules, addresses: HashSet::new(), hosts: HashSet::new() };
        for indicator in indicators.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match indicator.parse() {
                Ok(address) => drop(detector.addresses.insert(address)),
                Err(_) => drop(detector.hosts.insert(indicator.to_ascii_lowercase())),
            }
        }
        Ok(detector)
    }

    /// The rules that fire, each once, with the value.
    fn detect(&self, event: &Event<'_>) -> Vec<(&'static str, String)> {
        let mut fired: Vec<(&'static str, String)> = Vec::new();
        for rule in self.rules.iter().filter(|rule| rule.holds_on(event.url.domain.as_deref())) {
            let found = values(event, rule.field).into_iter().find(|value| rule.pattern.is_match(value));
            // A name fires once.
            if let Some(value) = found.filter(|_| fired.iter().all(|(name, _)| *name != rule.name)) {
                fired.push((rule.name, value.to_owned()));
            }
        }
        let address = event.related.ip.iter().find(|address| self.addresses.contains(address));
        let host = || values(event, Field::Host).into_iter().find(|host| self.is_listed(host));
        if let Some(value) = address.map(IpAddr::to_string).or_else(|| host().map(str::to_owned)) {
            fired.push((INDICATOR, value));
        }
        fired
    }

    /// Returns whether a host, or a domain above it, is an indicator.
    fn is_listed(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let mut names = std::iter::successors(Some(host.as_str()), |name| Some(name.split_once('.')?.1));
        names.any(|name| self.hosts.contains(name))
    }
}

impl Rule {
    /// Returns whether the rule applies to requests to this domain.
    fn holds_on(&self, domain: Option<&str>) -> bool {
        match (&self.not_on, domain) {
            (None, _) => true,
            (Some(hosts), Some(domain)) => !hosts.is_match(domain),
            (Some(_), None) => false,
        }
    }
}

/// The values of the event where a rule looks.
fn values<'a>(event: &'a Event<'_>, field: Field) -> Vec<&'a str> {
    match field {
        Field::UserAgent => event.user_agent.original.as_deref().into_iter().collect(),
        Field::PathNotOn(_) => event.url.path.as_deref().into_iter().collect(),
        Field::Host => {
            let named = [event.url.domain.as_deref(), event.destination.domain.as_deref()];
            let hosts = named.into_iter().flatten().chain(event.related.hosts.iter().map(|host| &**host));
            // A trailing dot does not change the host.
            hosts.map(|host| host.strip_suffix('.').unwrap_or(host)).collect()
        }
    }
}
