use std::fs;
use std::net::IpAddr;
use std::path::PathBuf;

use awslog_sigma::{Rules, RulesBuilder};

use crate::shared::arguments::{Arguments, COMMON_HELP};
use crate::{PROGRAM, shared};

pub const USAGE: &str = "usage: detect --rules DIR [--indicators FILE] [--json] [FILE...]";

const HELP: &str = "
Writes a line for each Sigma rule that fires on a record: the time, the file, the line, the rule, its level, the user
and the source, separated by TABs. The number of hits of each rule goes to standard error.

  --rules DIR       a directory with Sigma rules, or one file; may be repeated
  --indicators FILE
                    addresses and hosts, one per line, for the placeholders %indicator_addresses% and %indicator_hosts%
  --json            one JSON object per hit, with the fields that matched
";

/// The placeholders that `--indicators` fills.
const PLACEHOLDERS: [&str; 2] = ["indicator_addresses", "indicator_hosts"];

pub struct Options {
    pub rules: Rules,
    pub files: Vec<PathBuf>,
    pub json: bool,
    /// The exit status so far: whether a rule could not be read.
    pub status: u8,
}

pub enum Chosen {
    Run(Box<Options>),
    Help(String),
}

pub fn read() -> Result<Chosen, String> {
    let mut arguments = Arguments::new();
    let (mut places, mut indicators, mut json) = (Vec::new(), None, false);
    while let Some(option) = arguments.next_option() {
        match &*option {
            "--rules" => places.push(PathBuf::from(arguments.value("a directory")?)),
            "--indicators" => {
                let file = arguments.value("a file")?;
                indicators = Some(fs::read_to_string(&file).map_err(|error| format!("{file}: {error}"))?);
            }
            "--json" => {
                arguments.no_value()?;
                json = true;
            }
            "--help" => return Ok(Chosen::Help(format!("{USAGE}\n{HELP}{COMMON_HELP}"))),
            _ => return Err(format!("unknown option {option}")),
        }
    }
    if places.is_empty() {
        return Err("--rules is missing".to_owned());
    }
    let (rules, status) = rules(&places, indicators.as_deref())?;
    let files = shared::files::list(&arguments.files, true);
    Ok(Chosen::Run(Box::new(Options { rules, files, json, status })))
}

/// The rules, and the exit status: 1 if one of them is wrong, 2 if a file cannot be read.
fn rules(places: &[PathBuf], indicators: Option<&str>) -> Result<(Rules, u8), String> {
    let mut builder = RulesBuilder::new();
    let mut status = 0;
    let (addresses, hosts) = split(indicators.unwrap_or_default());
    builder.placeholder(PLACEHOLDERS[0], addresses);
    builder.placeholder(PLACEHOLDERS[1], hosts);
    for file in shared::files::list(places, true) {
        let is_rule = file.extension().is_some_and(|end| end == "yml" || end == "yaml");
        if !is_rule && !places.contains(&file) {
            continue;
        }
        match fs::read_to_string(&file) {
            Ok(yaml) => drop(builder.add_yaml(&file.to_string_lossy(), &yaml)),
            Err(error) => {
                shared::complain(format_args!("{PROGRAM}: {}: {error}", file.display()));
                status = 2;
            }
        }
    }
    let (rules, problems) = builder.build();
    for problem in problems {
        // A rule for indicators has nothing to look for without them.
        if !problem.placeholder().is_some_and(|name| PLACEHOLDERS.contains(&name)) {
            shared::complain(format_args!("{PROGRAM}: {problem}"));
            status = status.max(1);
        }
    }
    if rules.foreign() > 0 {
        shared::complain(format_args!("{PROGRAM}: {} rules are for other products", rules.foreign()));
    }
    if rules.is_empty() { Err("there is no rule to run".to_owned()) } else { Ok((rules, status)) }
}

/// The addresses and the hosts of a list, one per line. Lines that begin with `#` are comments.
fn split(list: &str) -> (Vec<String>, Vec<String>) {
    let lines = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let (mut addresses, mut hosts) = (Vec::new(), Vec::new());
    for line in lines {
        match line.parse::<IpAddr>() {
            Ok(address) => addresses.push(address.to_string()),
            Err(_) => hosts.push(line.trim_end_matches('.').to_owned()),
        }
    }
    (addresses, hosts)
}
