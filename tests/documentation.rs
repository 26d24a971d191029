//! What readers of the documentation see: examples fit on the page, links lead somewhere, and what is named is there.
#![allow(clippy::unwrap_used, reason = "a failing test panics")]

use std::fs;
use std::path::Path;
use std::process::Command;

mod source;

use source::{root, rust_files};

/// The columns of a code block that docs.rs shows without scrolling.
const WIDTH: usize = 88;

/// The text of a line of documentation; `None` if it is a line of code.
fn documentation(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let text = line.strip_prefix("//!").or_else(|| line.strip_prefix("///"))?;
    Some(text.strip_prefix(' ').unwrap_or(text))
}

/// The lines that rustdoc shows in code blocks and that are too wide.
fn too_wide<'a>(lines: impl Iterator<Item = Option<&'a str>>) -> Vec<String> {
    let mut in_code = false;
    let mut found = Vec::new();
    for (number, line) in lines.enumerate() {
        let Some(line) = line else {
            in_code = false;
            continue;
        };
        if line.starts_with("```") {
            in_code = !in_code;
        } else if in_code && !line.starts_with("# ") && line.chars().count() > WIDTH {
            found.push(format!("{}: {line}", number + 1));
        }
    }
    found
}

#[test]
fn no_line_of_an_example_is_cut() {
    let mut found = Vec::new();
    for path in rust_files(&root().join("src")) {
        let source = fs::read_to_string(&path).unwrap();
        found.extend(
            too_wide(source.lines().map(documentation)).iter().map(|line| format!("{}:{line}", path.display())),
        );
    }
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    found.extend(too_wide(readme.lines().map(Some)).iter().map(|line| format!("README.md:{line}")));
    assert!(found.is_empty(), "wider than {WIDTH} columns:\n{}", found.join("\n"));
}

/// The definitions of links on a page that lead to files.
fn links_to_files(page: &str) -> Vec<(&str, &str)> {
    page.lines()
        .filter_map(|line| line.strip_prefix('[')?.split_once("]: "))
        .filter(|(_, target)| !target.starts_with("http"))
        .collect()
}

#[test]
fn links_of_the_front_page_lead_somewhere() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let front_page = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let links = links_to_files(&readme);
    assert!(!links.is_empty());
    for (name, target) in links {
        assert!(root().join(target).is_file(), "README.md: {target}");
        // On docs.rs there are no files: there the name leads to a module.
        assert!(front_page.contains(&format!("\n[{name}]: crate::")), "src/lib.rs has no link for {name}");
    }
    for page in [
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "DESIGN.md",
        "SECURITY.md",
        "docs/aws-fields.md",
        "docs/mapping.md",
        "docs/performance.md",
    ] {
        let text = fs::read_to_string(root().join(page)).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target) {
            assert!(target.starts_with("http") || target.starts_with('#'), "{page}: {target} is no page on docs.rs");
        }
    }
}

/// The files and folders of this crate that a page names in code.
fn named_files(page: &str) -> Vec<&str> {
    let words = page.split(|character: char| character.is_whitespace() || "`()[]".contains(character));
    let mut named = words
        .filter(|word| word.contains('/') || word.ends_with(".md") || word.starts_with("LICENSE"))
        .filter(|word| !word.contains("://") && !word.starts_with('/') && root().join(word).exists())
        .collect::<Vec<_>>();
    named.sort_unstable();
    named.dedup();
    named
}

#[test]
fn what_the_readme_names_is_in_the_package_or_said_not_to_be() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let listed = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let listed = String::from_utf8(listed.stdout).unwrap();
    let named = named_files(&readme);
    assert!(named.contains(&"docs/mapping.md") && named.contains(&"fuzz/README.md"), "{named:?}");
    for name in named {
        let is_packaged = listed.lines().any(|file| Path::new(file).starts_with(name));
        let paragraph = readme.split("\n\n").find(|paragraph| paragraph.contains(name)).unwrap();
        let is_said = paragraph.contains("repository") || paragraph.contains("`benches/peers`");
        assert!(is_packaged || is_said, "{name} is not in the package");
    }
}
