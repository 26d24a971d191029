//! Who calls AWS most: CloudTrail files, plain or gzip, counted by principal.
//!
//! ```sh
//! cargo run --release -p awslog-arrow --example top_principals -- fixtures/cloudtrail/*.json
//! ```

mod files;

use std::collections::HashMap;
use std::error::Error;
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use arrow_array::cast::AsArray;
use awslog::Format;
use awslog_arrow::ReaderBuilder;

fn main() -> ExitCode {
    let (words, status) = match count() {
        Ok(refused) => (format!("{refused} records refused"), 0),
        Err(error) => (error.to_string(), 2),
    };
    // If standard error is closed or full, the status still says how it went.
    let _ = writeln!(io::stderr(), "{words}");
    ExitCode::from(status)
}

/// Prints the counts, and returns how many records were refused.
fn count() -> Result<u64, Box<dyn Error>> {
    let columns = ["user_identity.arn", "user_identity.invoked_by"];
    let builder = ReaderBuilder::new(Format::CloudTrail).with_projection(columns).with_skip_refused(true);
    let mut counts = HashMap::<String, u64>::new();
    let mut refused = 0;
    for path in std::env::args_os().skip(1).map(PathBuf::from) {
        refused += files::for_each_batch(&path, files::open(&path)?, builder.clone().build_decoder()?, |batch| {
            let identity = batch.column(0).as_struct();
            let (arns, services) = (identity.column(0).as_string_view(), identity.column(1).as_string_view());
            for (arn, service) in arns.iter().zip(services) {
                let principal = arn.or(service).unwrap_or("unknown");
                match counts.get_mut(principal) {
                    Some(count) => *count += 1,
                    None => drop(counts.insert(principal.into(), 1)),
                }
            }
            Ok(())
        })?;
    }
    let mut counts = counts.into_iter().collect::<Vec<_>>();
    counts.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    match print(&counts) {
        // Whoever reads it, such as `head`, has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
        printed => printed.map_err(|error| format!("standard output: {error}"))?,
    }
    Ok(refused)
}

fn print(counts: &[(String, u64)]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for (principal, count) in counts.iter().take(20) {
        writeln!(out, "{count:8} {principal}")?;
    }
    out.flush()
}
