//! `docs/dependencies.md` lists the direct dependencies of the published packages, no more and no fewer.
#![allow(clippy::unwrap_used, reason = "a failing test panics")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

mod source;

use source::root;

/// The published packages, and their folders.
const PACKAGES: [(&str, &str); 4] = [
    ("awslog", "."),
    ("awslog-arrow", "crates/awslog-arrow"),
    ("awslog-datafusion", "crates/awslog-datafusion"),
    ("awslog-sigma", "crates/awslog-sigma"),
];

/// The names in the table `[dependencies]` of a manifest.
fn dependencies(manifest: &str) -> Vec<String> {
    let (_, table) = manifest.split_once("\n[dependencies]\n").unwrap();
    let lines = table.lines().take_while(|line| !line.starts_with('['));
    let names = lines.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name);
    names.filter(|name| !name.starts_with(['#', ' '])).map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The cells of each row about a package on the page.
fn rows<'p>(page: &'p str, package: &str) -> Vec<Vec<&'p str>> {
    let (_, section) = page.split_once(&format!("\n## {package}\n")).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.strip_suffix('|'));
    rows.map(|row| row.split('|').map(|cell| cell.trim().trim_matches('`')).collect()).collect()
}

/// The versions of each package in the lock file.
fn locked() -> BTreeMap<String, Vec<String>> {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let mut versions = BTreeMap::<String, Vec<String>>::new();
    for package in lock.split("[[package]]").skip(1) {
        let value = |key: &str| package.lines().find_map(|line| line.strip_prefix(key)?.strip_suffix('"'));
        let (name, version) = (value("name = \"").unwrap(), value("version = \"").unwrap());
        versions.entry(name.to_owned()).or_default().push(version.to_owned());
    }
    versions
}

#[test]
fn the_page_lists_the_dependencies_of_the_manifests() {
    let page = fs::read_to_string(root().join("docs/dependencies.md")).unwrap();
    // In the packaged crate there are no others.
    for (package, folder) in PACKAGES.iter().filter(|(_, folder)| root().join(folder).is_dir()) {
        let manifest = fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap();
        // A package is not packaged by the same manifest.
        if !manifest.contains("\n[dependencies]\n") {
            continue;
        }
        let listed: Vec<_> = rows(&page, package).iter().map(|row| row.first().unwrap().to_string()).collect();
        assert_eq!(
            listed,
            dependencies(&manifest),
            "docs/dependencies.md (left) and the manifest of {package} (right)"
        );
    }
}

#[test]
fn each_row_has_the_locked_release_and_a_reason() {
    if !root().join("crates").is_dir() {
        // Whoever has the package has a lock file of their own.
        return;
    }
    let page = fs::read_to_string(root().join("docs/dependencies.md")).unwrap();
    let locked = locked();
    for row in PACKAGES.iter().flat_map(|(package, _)| rows(&page, package)) {
        let [name, version, date, reason, replacement] = row.try_into().unwrap();
        assert!(!reason.is_empty() && !replacement.is_empty(), "{name} has no reason or no replacement");
        if PACKAGES.iter().any(|(package, _)| *package == name) {
            continue;
        }
        assert!(locked.get(name).unwrap().iter().any(|locked| locked == version), "{name} {version} is not locked");
        assert_eq!(date.len(), "2026-01-15".len(), "the date of {name}");
    }
}
