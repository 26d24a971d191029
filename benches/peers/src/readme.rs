//! The README's table: the rows and peers that most users ask for.

use crate::report::{Line, Report, ratio};

/// The rows, each with its name in the table.
const ROWS: &[(&str, &str)] = &[
    ("CloudFront parse", "CloudFront, parse"),
    ("VPC v2 parse", "VPC flow v2, parse"),
    ("VPC v5 parse", "VPC flow v5, parse"),
    ("S3 access parse", "S3 access, parse"),
    ("CloudTrail parse", "CloudTrail, parse"),
    ("WAF parse", "WAF, parse"),
    ("Route 53 parse", "Route 53 Resolver, parse"),
    ("Network Firewall parse", "Network Firewall, parse"),
    ("CloudFront to ECS", "CloudFront → ECS"),
    ("VPC v2 to ECS", "VPC flow v2 → ECS"),
    ("VPC v5 to ECS", "VPC flow v5 → ECS"),
    ("S3 access to ECS", "S3 access → ECS"),
    ("CloudTrail to ECS", "CloudTrail → ECS"),
    ("WAF to ECS", "WAF → ECS"),
    ("Route 53 to ECS", "Route 53 Resolver → ECS"),
    ("Network Firewall to ECS", "Network Firewall → ECS"),
];

/// The columns, each with the peers of which it has the ratios.
const COLUMNS: &[(&str, &[&str])] = &[
    ("cloudfront-logs text / typed", &["cloudfront-logs, text", "cloudfront-logs, typed"]),
    ("csv text / typed", &["csv, text", "csv, typed"]),
    ("serde_json typed", &["serde_json, typed"]),
    ("sonic-rs typed", &["sonic-rs, typed"]),
    ("VRL", &["Vector"]),
    ("structs by hand", &["by hand"]),
    ("share of the floor", &["floor"]),
];

pub fn print(report: &Report) {
    let titles = COLUMNS.iter().map(|(title, _)| *title).collect::<Vec<_>>().join(" | ");
    println!("\n| task | awslog, MB/s | {titles} |");
    println!("| --- | ---: |{}", " ---: |".repeat(COLUMNS.len()));
    for (row, task) in ROWS {
        let Some(Line { awslog, .. }) = report.line(row, "") else { continue };
        let cells = COLUMNS.iter().map(|(_, peers)| {
            let ratios = peers.iter().filter_map(|peer| Some(ratio(report.line(row, peer)?.ratio.median)));
            ratios.collect::<Vec<_>>().join(" / ")
        });
        println!("| {task} | {:.0} | {} |", awslog.bytes.median / 1e6, cells.collect::<Vec<_>>().join(" | "));
    }
}

/// The bars of the picture: each row with a peer that does the same task, and the ratio.
pub fn bars(report: &Report) -> Vec<(&'static str, &'static str, f64)> {
    let peers = || COLUMNS.iter().flat_map(|(_, peers)| *peers).filter(|peer| **peer != "floor");
    let mut bars = Vec::new();
    for (row, task) in ROWS {
        let lines = peers().filter_map(|peer| report.line(row, peer));
        bars.extend(lines.map(|line| (*task, line.contender, line.ratio.median)));
    }
    bars
}
