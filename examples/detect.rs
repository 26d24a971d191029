//! Detection rules on ECS events, whichever log they come from: `detect [--indicators FILE] [FILE...]`.
//!
//! It writes a line for each rule that fires: the file, the number of the record in it, the rule, and the value that it
//! fired on. An indicator is an address or a host on a line of its file; the hosts below that host count too.
//!
//! Without a file, or for the file `-`, it reads standard input: `zcat *.gz | detect`. Each input is read as a whole.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::net::IpAddr;
use std::process::ExitCode;

use awslog::Format;
use awslog::ecs::{Event, Mapper};
use regex::Regex;

const USAGE: &str = "usage: detect [--indicators FILE] [FILE...]";

/// Where a rule looks.
#[derive(Clone, Copy)]
enum Field {
    /// `user_agent.original`
    UserAgent,
    /// `url.domain`, `destination.domain`, `related.hosts`
    Host,
    /// `url.path`, where `url.domain` is not one of those in the pattern.
    PathNotOn(&'static str),
}

/// The rules: a name, where to look, and what to look for. A name may come more than once. They show how, and are no feed:
/// what tools send changes.
const RULES: &[(&str, Field, &str)] = &[
    // The proxy of a penetration test, and the hosts by which it hears of what it has set off.
    ("burp-suite", Field::UserAgent, r"(?i)\bburp"),
    ("burp-suite", Field::Host, r"(?i)(^|\.)(burpcollaborator\.net|oastify\.com)$"),
    // Its implants send their id in place of a user agent.
    ("nimbo-c2", Field::UserAgent, r"^[0-9a-f]{8}$"),
    // A page between the user and the login passes the paths of the real one on.
    ("azure-ad-login-elsewhere", Field::PathNotOn(HOSTS_OF_MICROSOFT), LOGIN_PATHS),
    ("bazar-loader", Field::UserAgent, r"^(dbcutwq|user_agent)$"),
    // What is carried out of a network in names makes them long.
    ("dns-tunnel", Field::Host, r"^.{96,}$"),
    ("lemon-duck", Field::UserAgent, r"^Lemon-Duck-[A-Z]-[A-Z]"),
    ("telegram-bot-api", Field::Host, r"(?i)^api\.telegram\.org$"),
];

const LOGIN_PATHS: &str = r"(?ix)^/(common | organizations | consumers | [0-9a-f-]{36})/
    (login | oauth2/(v2\.0/)?(authorize|token) | SAS/(Begin|End|Process)Auth | GetCredentialType)$";

const HOSTS_OF_MICROSOFT: &str = r"(?ix)(^|\.)
    (microsoftonline\.(com|us|cn|de) | microsoftonline-p\.com | microsoft\.com | live\.com | windows\.net | office\.com)$";

/// What fires on an indicator.
const INDICATOR: &str = "indicator";

fn main() -> ExitCode {
    let (detector, files) = match options(std::env::args_os().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("detect: {message}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(&detector, &files, BufWriter::new(io::stdout().lock())) {
        Ok(status) => ExitCode::from(status),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("detect: standard output: {error}");
            ExitCode::from(2)
        }
    }
}

fn options(mut arguments: impl Iterator<Item = OsString>) -> Result<(Detector, Vec<OsString>), String> {
    let (mut indicators, mut files) = (String::new(), Vec::new());
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--indicators") => {
                let file = arguments.next().ok_or("--indicators needs a file")?;
                indicators = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            }
            Some(name) if name.starts_with('-') && name != "-" => return Err(format!("unknown option {name}")),
            _ => files.push(argument),
        }
    }
    if files.is_empty() {
        files.push("-".into());
    }
    Ok((Detector::new(&indicators).map_err(|error| error.to_string())?, files))
}

/// Writes what fires in all files. What fails is the output; the exit status is 2 if a file cannot be read, and 1 if a
/// record is refused.
fn run(detector: &Detector, files: &[OsString], mut output: impl Write) -> io::Result<u8> {
    let mapper = Mapper::builder().aws_fields(false).build();
    let mut status = 0;
    for file in files {
        let name = file.display();
        let (format, bytes) = match read(file) {
            Ok(Some(read)) => read,
            Ok(None) => continue,
            Err(error) => {
                eprintln!("detect: {name}: {error}");
                status = 2;
                continue;
            }
        };
        for (number, record) in (1..).zip(awslog::records(format, &bytes)) {
            match &record {
                Ok(record) => {
                    for (rule, value) in detector.detect(&mapper.to_ecs(record)) {
                        // A user agent may be written for the terminal of whoever reads it: it is escaped.
                        writeln!(output, "{name}\t{number}\t{rule}\t{}", value.escape_debug())?;
                    }
                }
                Err(error) => {
                    eprintln!("detect: {name}: {error}");
                    status = status.max(1);
                }
            }
        }
    }
    output.flush()?;
    Ok(status)
}

/// A file's format and bytes; `None` for a blank file.
fn read(file: &OsStr) -> io::Result<Option<(Format, Vec<u8>)>> {
    let mut bytes = Vec::new();
    match file.to_str() {
        Some("-") => drop(io::stdin().lock().read_to_end(&mut bytes)?),
        _ => bytes = fs::read(file)?,
    }
    if bytes.trim_ascii().is_empty() {
        return Ok(None);
    }
    let format = Format::detect(&bytes).ok_or_else(|| io::Error::other("none of the known logs"))?;
    Ok(Some((format, bytes)))
}

/// The rules, ready to be asked.
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
    /// The rules, and the indicators of a list: one a line, but for lines that begin with `#`.
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

    /// The rules that fire, each with what it fires on, each once.
    fn detect(&self, event: &Event<'_>) -> Vec<(&'static str, String)> {
        let mut fired: Vec<(&'static str, String)> = Vec::new();
        for rule in self.rules.iter().filter(|rule| rule.holds_on(event.url.domain.as_deref())) {
            let found = values(event, rule.field).into_iter().find(|value| rule.pattern.is_match(value));
            // A name that has fired fires no second time.
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

    /// Whether a host, or one that it is below of, is an indicator.
    fn is_listed(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let mut names = std::iter::successors(Some(host.as_str()), |name| Some(name.split_once('.')?.1));
        names.any(|name| self.hosts.contains(name))
    }
}

impl Rule {
    /// Whether the rule says something of a request to this domain.
    fn holds_on(&self, domain: Option<&str>) -> bool {
        match (&self.not_on, domain) {
            (None, _) => true,
            (Some(hosts), Some(domain)) => !hosts.is_match(domain),
            (Some(_), None) => false,
        }
    }
}

/// What the event has where a rule looks.
fn values<'a>(event: &'a Event<'_>, field: Field) -> Vec<&'a str> {
    match field {
        Field::UserAgent => event.user_agent.original.as_deref().into_iter().collect(),
        Field::PathNotOn(_) => event.url.path.as_deref().into_iter().collect(),
        Field::Host => {
            let named = [event.url.domain.as_deref(), event.destination.domain.as_deref()];
            let hosts = named.into_iter().flatten().chain(event.related.hosts.iter().map(|host| &**host));
            // A dot at the end leads to the same host.
            hosts.map(|host| host.strip_suffix('.').unwrap_or(host)).collect()
        }
    }
}
